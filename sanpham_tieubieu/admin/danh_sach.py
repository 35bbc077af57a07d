"""A list whose rows carry the name of their product group, asked once for the page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
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
    """Admin mix-in: rows of the list have ``ten_nhom``; pages name the group, print the year."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return _DanhSachNhom

    @admin.display(description="nhóm")
    def nhom_day_du(self, obj: Any) -> str:
        """The group's name on the page of one row."""
        return cac_nhom().get(obj.ma_nhom, obj.ma_nhom) or "–"

    @admin.display(description="năm")
    def nam_chu(self, obj: Any) -> str:
        """A year is no number with a point."""
        return str(obj.nam)
