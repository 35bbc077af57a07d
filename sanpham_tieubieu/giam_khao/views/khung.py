"""The rubric of a group: looked at by who runs the round, changed while it is a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cucctdp.accounts.cong import ai_co_quyen
from sanpham_tieubieu.choices import ThoiDiem, TrangThaiKhung
from sanpham_tieubieu.giam_khao.khung import doc_cay as doc_bang
from sanpham_tieubieu.giam_khao.khung import doc_dong, viet_dong
from sanpham_tieubieu.giam_khao.quyen import DIEU_HANH, lay_ky
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.models import KhungDiem, NhomSanPham
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc
from sanpham_tieubieu.services.khung_diem import doc_cay, kiem_khung, sua_cay

LAP_KY = "sanpham_tieubieu.lap_ky"


def _chi_soan(view: Any) -> Any:
    return ai_co_quyen(view, LAP_KY, DIEU_HANH, cau="Khung điểm do nơi tổ chức bình chọn lập.")


@_chi_soan
@require_http_methods(["GET", "POST"])
def khung(request: HttpRequest, ky: int, pk: int) -> HttpResponse:
    """The tree as a table; POST puts another tree into a draft, all of it or nothing."""
    k = lay_ky(ky)
    if not dieu_hanh_duoc(request.user, k, "lap_ky") and not dieu_hanh_duoc(request.user, k):
        raise Http404("Không có kỳ bình chọn này.")
    x = get_object_or_404(KhungDiem, ky=k, pk=pk)
    nhap = x.trang_thai == TrangThaiKhung.NHAP
    loi: list[str] = []
    dong = viet_dong(doc_cay(x))
    if request.method == "POST":
        dong = doc_dong(request.POST)
        cay, loi = doc_bang(dong)
        loi = loi or loi_khi(lambda: sua_cay(x, cay, by=request.user))
        if not loi:
            messages.success(request, "Đã lưu khung điểm.")
            return redirect("cham_diem:khung", k.pk, x.pk)
    nhom = NhomSanPham.objects.hieu_luc(k.ngay_bat_dau).filter(ma=x.ma_nhom).first()
    du_lieu = {
        "ky": k,
        "x": x,
        "nhom": nhom.ten if nhom else x.ma_nhom,
        "nhap": nhap,
        "dong": dong if nhap else [d for d in dong if d.o],
        "cac_luc": ThoiDiem.choices,
        "ten_luc": dict(ThoiDiem.choices),
        "con_sai": kiem_khung(x) if nhap and not loi else [],
        "cac_loi": loi,
    }
    return render(request, "cham_diem/khung_diem.html", du_lieu, status=422 if loi else 200)
