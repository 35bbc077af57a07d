"""Registers of khuyến công that are filled from files; found by the import room at start-up."""

from khuyencong.nhap_tep import mau_2  # noqa: F401  (registers itself)
