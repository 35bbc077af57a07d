"""A list whose rows carry the name of their product group, asked once for the page."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest

from sanpham_tieubieu.admin.loc import cac_nhom


class _DanhSachNhom(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        ten, cac = cac_nhom(), list(self.result_list)
        for s in cac:
            s.ten_nhom = ten.get(s.ma_nhom, s.ma_nhom) or "–"
        self.result_list = cac


class CoNhom:
    """Admin mix-in: rows of the list have ``ten_nhom``."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return _DanhSachNhom
