"""The button «Nhập từ tệp» of a register's list; it leads into the staged import."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class CoNhapTep:
    """Admin mix-in. ``loai_nhap`` is the register's kind, ``quyen_nhap`` the right to import.

    The address is found by name: the import room lies above this one.
    """

    loai_nhap: str
    quyen_nhap: str
    change_list_template = "admin/co_nhap_tep.html"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        them = dict(extra_context or {})
        if request.user.has_perm(self.quyen_nhap):
            them["nut_nhap"] = reverse("admin:imports_phiennhap_tai_len", args=[self.loai_nhap])
        return super().changelist_view(request, them)  # type: ignore[misc]
