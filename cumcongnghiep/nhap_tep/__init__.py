"""Importable registers of this app: the flat table of a province's clusters."""

from cumcongnghiep.nhap_tep import bang_cum as bang_cum
