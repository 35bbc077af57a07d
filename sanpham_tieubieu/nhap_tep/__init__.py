"""Importable registers of this app: lists of past winners."""

from sanpham_tieubieu.nhap_tep import danh_hieu as danh_hieu
