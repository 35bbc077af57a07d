"""Sending up: dossiers of the level above drawn up from those below, then one letter for many."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from sanpham_tieubieu.choices import TrangThaiHoSo
from sanpham_tieubieu.danh_muc import CAP_DUOI
from sanpham_tieubieu.len_cap import khac_biet
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.models import HoSoDangKy, KyBinhChon, VanBanGui
from sanpham_tieubieu.portal import bieu
from sanpham_tieubieu.portal.quyen import CHUYEN, cac_ho_so, chi_binh_chon, doi_quyen, ky_gui_cua
from sanpham_tieubieu.portal.views.danh_sach import han_nhan
from sanpham_tieubieu.services.gui import gui_len as gui_len_ky
from sanpham_tieubieu.services.len_cap import lap_len_cap, vuong_gui
from sanpham_tieubieu.services.nop import loi_nop

H = TrangThaiHoSo


def _duoi(user: Any, k: KyBinhChon) -> QuerySet[HoSoDangKy]:
    """Recognised products of the level below without a dossier in this round."""
    co = HoSoDangKy.objects.filter(ky=k).exclude(trang_thai=H.RUT).values("san_pham")
    return (
        cac_ho_so(user)
        .filter(ky__cap__in=CAP_DUOI.get(k.cap, ()), trang_thai__in=[H.CONG_NHAN, H.DE_CU])
        .exclude(san_pham__in=co)
        .select_related("ky__don_vi", "ky__xa", "xa", "san_pham__co_so")
        .order_by("-ky__nam", "ten_san_pham")
    )


def _cho_gui(user: Any, k: KyBinhChon) -> QuerySet[HoSoDangKy]:
    """Dossiers of this round no letter has sent yet."""
    return (
        cac_ho_so(user)
        .filter(ky=k, trang_thai__in=[H.NHAP, H.DA_NOP])
        .exclude(van_ban_gui__ky=k)
        .select_related("ky", "xa", "don_vi", "san_pham__co_so", "tu_ho_so__ky")
        .order_by("ma_nhom", "ten_san_pham", "pk")
    )


def _chon(request: HttpRequest, rows: QuerySet[HoSoDangKy]) -> list[HoSoDangKy]:
    ma = [x for x in request.POST.getlist("ho_so") if x.isascii() and x.isdigit() and len(x) < 10]
    return list(rows.filter(pk__in=ma))


@chi_binh_chon
@require_http_methods(["GET", "POST"])
def gui_len(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw dossiers up from the level below (viec=lap), or send chosen ones (viec=gui)."""
    user = request.user
    doi_quyen(user, CHUYEN)
    k = get_object_or_404(ky_gui_cua(user).select_related("don_vi", "xa"), pk=pk)
    loi: list[str] = []
    gui: tuple[Any, ...] = ()
    viec = request.POST.get("viec", "")
    if request.method == "POST" and viec == "lap":
        cac = _chon(request, _duoi(user, k))
        loi = loi_khi(lambda: [lap_len_cap(h, ky=k, by=user) for h in cac])
        if not cac:
            loi = ["Chọn ít nhất một sản phẩm."]
        if not loi:
            messages.success(request, f"Đã lập {len(cac)} hồ sơ từ cấp dưới; xem lại rồi gửi.")
            return redirect("binh_chon:gui_len", k.pk)
    elif request.method == "POST":
        gui = (request.POST, request.FILES)
    form = bieu.GuiLenForm(*gui)
    bieu.thuan(form)
    if gui and form.is_valid():
        cac = _chon(request, _cho_gui(user, k))
        loi = loi_khi(lambda: gui_len_ky(ky=k, cac_ho_so=cac, by=user, **form.cleaned_data))
        if not loi:
            messages.success(request, f"Đã gửi {len(cac)} hồ sơ kèm công văn.")
            return redirect("binh_chon:gui_len", k.pk)
    cho = [
        {"h": h, "loi": loi_nop(h) if h.trang_thai == H.NHAP else [], "khac": khac_biet(h)}
        for h in _cho_gui(user, k)[:50]
        if not vuong_gui(user, k, h)
    ]
    du_lieu = {
        "ky": k,
        "han": han_nhan(k),
        "duoi": list(_duoi(user, k)[:100]),
        "cho": cho,
        "chon": request.POST.getlist("ho_so"),
        "form": form,
        "cac_loi": loi,
        "da_gui": list(
            VanBanGui.objects.filter(ky=k, ho_so__in=cac_ho_so(user).values("pk"))
            .distinct()
            .prefetch_related("ho_so")
        ),
    }
    hong = request.method == "POST"
    return render(request, "so/binh_chon/gui_len.html", du_lieu, status=422 if hong else 200)
