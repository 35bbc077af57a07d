"""Confirm pages of the workflow steps: GET asks, POST does."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from baocao import workflow as w
from baocao.models import BoBaoCao, PhieuBieu
from baocao.portal.buoc import (
    BUOC_BO,
    BUOC_PHIEU,
    TU_CHOI,
    BuocCong,
    can_tro,
    cau_tu_choi,
    lam,
    tim,
)
from baocao.portal.nhap import sach
from baocao.portal.quyen import chi_so, lay_bo, lay_phieu
from baocao.portal.trinh_bay import LuoiHien
from baocao.services.giai_trinh import GIAI_TRINH_TOI_THIEU
from baocao.services.quy_trinh import cau_gui_som, kiem_tra_phieu

DA_LAM = {
    "bobaocao.ky_gui": "Đã ký và gửi Cục. Ảnh chụp số liệu và mã SHA-256 ở mục «Các lần gửi».",
    "bobaocao.gui_lai": "Đã gửi lại Cục.",
    "bobaocao.rut_lai": "Đã rút lại báo cáo.",
    "bobaocao.chuyen_lanh_dao": "Đã chuyển lãnh đạo Sở ký.",
    "bobaocao.lanh_dao_tra_lai": "Đã trả lại để sửa.",
    "phieubieu.trinh_phong": "Đã trình phòng.",
    "phieubieu.duyet_phong": "Đã duyệt biểu.",
    "phieubieu.phong_tra_lai": "Đã trả lại chuyên viên.",
}


@chi_so
@require_http_methods(["GET", "POST"])
def buoc_bo(request: HttpRequest, pk: int, duong: str) -> HttpResponse:
    """One step of the pack."""
    bo = lay_bo(request.user, pk)
    ve = reverse("so:bo", args=[bo.pk])
    return _buoc(request, bo, tim(BUOC_BO, duong), {"bo": bo, "ve": ve}, ve)


@chi_so
@require_http_methods(["GET", "POST"])
def buoc_phieu(request: HttpRequest, pk: int, duong: str) -> HttpResponse:
    """One step of a form; «trình phòng» first shows everything the rules find."""
    phieu = lay_phieu(request.user, pk)
    buoc = tim(BUOC_PHIEU, duong)
    them: dict[str, Any] = {"phieu": phieu, "bo": phieu.bo}
    them["ve"] = reverse("so:phieu", args=[phieu.pk])
    if buoc is not None and buoc.step == w.TRINH_PHONG and request.method == "GET":
        bang, vi_pham = kiem_tra_phieu(phieu)
        duoc = request.user.has_perm(w.TRINH_PHONG.quyen) and phieu.bo.so_sua_duoc
        them["luoi"] = LuoiHien(bang, vi_pham, duoc_nhap=False, duoc_giai_trinh=duoc)
        them["toi_thieu"] = GIAI_TRINH_TOI_THIEU
    return _buoc(request, phieu, buoc, them, reverse("so:bo", args=[phieu.bo_id]))


def _buoc(
    request: HttpRequest,
    obj: BoBaoCao | PhieuBieu,
    buoc: BuocCong | None,
    them: dict[str, Any],
    xong: str,
) -> HttpResponse:
    if buoc is None:
        raise Http404("Không có bước này.")
    ly_do = sach(request.POST.get("ly_do", ""))
    loi: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            som = request.POST.get("xac_nhan_som") == "1"
            lam(buoc, obj, by=request.user, ly_do=ly_do, xac_nhan_som=som)
        except TU_CHOI as exc:
            loi, status = cau_tu_choi(exc), 422
        else:
            messages.success(request, DA_LAM[buoc.step.ten])
            return redirect(xong)
    else:
        loi = can_tro(buoc, obj, request.user)
    if isinstance(obj, BoBaoCao) and buoc.step == w.KY_GUI:
        them["gui_som"] = cau_gui_som(obj)
    du_lieu = {"buoc": buoc, "loi": loi, "da_thu": request.method == "POST", "ly_do": ly_do}
    return render(request, "so/buoc.html", them | du_lieu, status=status)
