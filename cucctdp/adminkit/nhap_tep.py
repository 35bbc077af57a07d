"""Buttons of a register's list: into the staged import, and out in the same columns."""

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
    nhan_nhap = "Nhập từ tệp"
    nhan_xuat = "Xuất danh sách đang lọc (Excel)"
    change_list_template = "admin/co_nhap_tep.html"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        them = dict(extra_context or {})
        if request.user.has_perm(self.quyen_nhap):
            them["nut_nhap"] = reverse("admin:imports_phiennhap_tai_len", args=[self.loai_nhap])
            xuat = reverse("admin:imports_phiennhap_xuat", args=[self.loai_nhap])
            loc = request.GET.urlencode()
            them |= {"nhan_nhap": self.nhan_nhap, "nhan_xuat": self.nhan_xuat}
            them["nut_xuat"] = f"{xuat}?{loc}" if loc else xuat
        return super().changelist_view(request, them)  # type: ignore[misc]
