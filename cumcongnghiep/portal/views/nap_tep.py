"""A filled workbook into a form: all of it, or nothing and every fault by cell."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cucctdp.excel.container import MB, GioiHanTep
from cucctdp.excel.errors import TepKhongDocDuoc
from cucctdp.files.services import XLSX, luu_tep
from cumcongnghiep.models import BieuNop
from cumcongnghiep.portal.quyen import chi_bieu, lay
from cumcongnghiep.portal.views.bieu import sua_duoc
from cumcongnghiep.quyen_tep import BIEU_LOI
from cumcongnghiep.services import bieu_nop
from cumcongnghiep.ten_bieu import ten_doi_tuong
from cumcongnghiep.tep_bieu import danh_dau, doc

TOI_DA = GioiHanTep().dung_luong


@chi_bieu
@require_http_methods(["GET", "POST"])
def nap(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload the workbook of the form."""
    b = lay(request.user, pk)
    if not sua_duoc(b, request.user):
        messages.warning(request, "Biểu này hiện không sửa được.")
        return redirect("cum_bieu:bieu", b.pk)
    du_lieu: dict[str, Any] = {"b": b, "ten": ten_doi_tuong(b)}
    if request.method == "POST":
        cac_loi = _nap(request, b, du_lieu)
        if not cac_loi:
            messages.success(request, "Đã nạp số liệu từ tệp. Xem lại rồi gửi biểu.")
            return redirect("cum_bieu:bieu", b.pk)
        du_lieu["loi"] = cac_loi
    trang_thai = 422 if du_lieu.get("loi") else 200
    return render(request, "so/cum_cong_nghiep/nap_tep.html", du_lieu, status=trang_thai)


def _nap(request: HttpRequest, b: BieuNop, du_lieu: dict[str, Any]) -> list[str]:
    """Write the workbook's figures; sentences of what is wrong, then nothing is written."""
    tep = request.FILES.get("tep")
    if tep is None:
        return ["Chưa chọn tệp. Bấm «Chọn tệp» rồi chọn tệp .xlsx đã điền."]
    if tep.size is None or tep.size > TOI_DA:
        return [f"Tệp lớn hơn {TOI_DA // MB} MB. Hãy dùng tệp tải về từ trang biểu."]
    try:
        kq = doc(b, tep, ten=tep.name or "tệp")
    except TepKhongDocDuoc as e:
        return e.cau
    if kq.loi:
        du_lieu["tep_dau"] = luu_tep(
            danh_dau(kq),
            loai=BIEU_LOI,
            ten=f"bieu-{b.bieu}-{b.pk}-danh-dau-loi.xlsx",
            kieu_noi_dung=XLSX,
            by=request.user,
            don_vi=b.don_vi,
            doi_tuong=b,
        )
        return [str(x) for x in kq.loi]
    try:
        bieu_nop.luu(b, so=kq.so, ghi_chu=kq.ghi_chu, by=request.user)
    except ValidationError as e:
        return e.messages
    return []
