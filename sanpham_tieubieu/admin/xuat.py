"""The filtered list of a register as a workbook; never a score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from cucctdp.audit.record import ghi as ghi_nhat_ky
from cucctdp.excel.writer import dat_be_rong, ghi, kieu_o, kieu_tieu_de, ra_bytes, thiet_lap_in
from cucctdp.files.services import XLSX
from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.bang_pheu import TAC_GIA

TOI_DA = 5000
Cot = tuple[str, Callable[[Any], Any]]


class XuatBang:
    """Admin mix-in after ``CoBoLoc``: a button above the list. ``cot_xuat``: (heading, value)."""

    cot_xuat: Sequence[Cot]
    ten_tep = "danh-sach"

    @property
    def _ten_xuat(self) -> str:
        return str(self.opts.label_lower).replace(".", "_")  # type: ignore[attr-defined]

    def get_urls(self) -> list[URLPattern]:
        boc = self.admin_site.admin_view(self.trang_xuat)  # type: ignore[attr-defined]
        return [
            path("xuat/", boc, name=f"{self._ten_xuat}_xuat"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        nut = reverse(f"admin:{self._ten_xuat}_xuat")
        loc = request.GET.urlencode()
        them = {**(extra_context or {}), "nut_xuat_bang": f"{nut}?{loc}" if loc else nut}
        return super().changelist_view(request, them)  # type: ignore[misc]

    def trang_xuat(self, request: HttpRequest) -> HttpResponse:
        """POST: the workbook of the list as the address filters it; GET leads back to it."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        ds = reverse(f"admin:{self._ten_xuat}_changelist")
        loc = request.GET.urlencode()
        ve = f"{ds}?{loc}" if loc else ds
        if request.method != "POST":
            return redirect(ve)
        try:
            rows = self.get_changelist_instance(request).queryset  # type: ignore[attr-defined]
        except IncorrectLookupParameters:
            return redirect(ds)
        cac = list(rows[: TOI_DA + 1])
        if len(cac) > TOI_DA:
            messages.warning(
                request, f"Danh sách dài hơn {dinh_dang(TOI_DA)} dòng: lọc bớt rồi xuất lại."
            )
            return redirect(ve)
        noi_dung = self._bang(cac)
        ghi_nhat_ky(f"{self._ten_xuat}.xuat", by=request.user, du_lieu={"so_dong": len(cac)})
        tra = HttpResponse(noi_dung, content_type=XLSX)
        ten = f"{self.ten_tep}-{timezone.localdate():%Y%m%d}.xlsx"
        tra["Content-Disposition"] = f'attachment; filename="{ten}"'
        tra["Cache-Control"] = "private, no-store"
        return tra

    def _bang(self, cac: Sequence[Any]) -> bytes:
        wb = Workbook()
        ws = wb.active
        ten = str(self.opts.verbose_name_plural)  # type: ignore[attr-defined]
        ws.title = ten[:31].capitalize()
        for i, (nhan, _) in enumerate(self.cot_xuat, 1):
            kieu_tieu_de(ghi(ws.cell(1, i), nhan), cap=3)
        for r, dong in enumerate(cac, 2):
            for i, (_, lay) in enumerate(self.cot_xuat, 1):
                kieu_o(ghi(ws.cell(r, i), _gia_tri(lay(dong))))
        rong = {get_column_letter(i): 22.0 for i in range(1, len(self.cot_xuat) + 1)}
        dat_be_rong(ws, rong)
        thiet_lap_in(ws, dong_lap="1:1")
        return bytes(ra_bytes(wb, tieu_de=ten, tac_gia=TAC_GIA))


def _gia_tri(gia: Any) -> str | int | Decimal | date | None:
    if isinstance(gia, bool):
        return "có" if gia else "không"
    if isinstance(gia, datetime):
        return f"{timezone.localtime(gia):%d/%m/%Y %H:%M}"
    if gia is None or isinstance(gia, int | Decimal | date):
        return gia
    return str(gia)
