"""The front page: open rounds, dossiers of the account, rounds it runs."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cucctdp.formats.chu import khoa_tim
from sanpham_tieubieu.choices import GiaiDoan, TrangThaiHoSo, TrangThaiKy
from sanpham_tieubieu.models import KyBinhChon
from sanpham_tieubieu.portal.quyen import (
    KIEM_TRA,
    LAP_KY,
    cac_ho_so,
    che_ket_qua,
    chi_binh_chon,
    ky_gui_cua,
    ky_nhan_cua,
    loc_trang_thai,
)
from sanpham_tieubieu.quyen_ky import cac_ky

SO_DONG = 20
SO_KY = 12
_CHO = (TrangThaiHoSo.DA_NOP,)


def han_nhan(ky: KyBinhChon) -> str:
    """«nhận hồ sơ đến 17:00 ngày 30/6/2026»; no query when phases are prefetched."""
    moc = next((m for m in ky.cac_moc.all() if m.giai_doan == GiaiDoan.NHAN_HO_SO), None)
    if moc is None:
        return ""
    mo, dong = timezone.localtime(moc.mo_luc), timezone.localtime(moc.dong_luc)
    nay = timezone.now()
    if nay < moc.mo_luc:
        return f"nhận hồ sơ từ {mo:%H:%M ngày %d/%m/%Y}"
    if nay < moc.dong_luc:
        return f"nhận hồ sơ đến {dong:%H:%M ngày %d/%m/%Y}"
    return f"đã hết hạn nhận hồ sơ lúc {dong:%H:%M ngày %d/%m/%Y}"


@chi_binh_chon
@require_GET
def danh_sach(request: HttpRequest) -> HttpResponse:
    """What can be entered, what was entered, what waits for the account."""
    user = request.user
    loc = {t: request.GET.get(t, "").replace("\0", "")[:100] for t in ("trang_thai", "q")}
    rows = cac_ho_so(user).select_related("ky__don_vi", "ky__xa", "san_pham__co_so")
    if loc["trang_thai"]:
        rows = loc_trang_thai(rows, loc["trang_thai"], user)
    if q := loc["q"].strip():
        rows = rows.filter(
            Q(ten_san_pham__khong_dau__contains=khoa_tim(q))
            | Q(ten_co_so__khong_dau__contains=khoa_tim(q))
            | Q(ma_so__iexact=q)
        )
    trang = Paginator(rows.order_by("-ky__nam", "-pk"), SO_DONG).get_page(request.GET.get("trang"))
    che_ket_qua(trang.object_list, user)
    dieu_hanh = (
        cac_ky(user, "tham_tra_ho_so")
        .exclude(trang_thai__in=[TrangThaiKy.HUY])
        .select_related("don_vi", "xa")
        .prefetch_related("cac_moc")
        .annotate(
            so_ho_so=Count("ho_so", filter=~Q(ho_so__trang_thai__in=["nhap", "rut"])),
            so_cho=Count("ho_so", filter=Q(ho_so__trang_thai__in=_CHO)),
        )
        .order_by("-nam", "-pk")[:SO_KY]
        if user.has_perm(KIEM_TRA)
        else []
    )
    nhan = ky_nhan_cua(user).select_related("don_vi", "xa").prefetch_related("cac_moc")
    gui = ky_gui_cua(user).select_related("don_vi", "xa").prefetch_related("cac_moc")
    du_lieu = {
        "ky_nhan": [(k, han_nhan(k)) for k in nhan.order_by("cap", "pk")[:SO_KY]],
        "ky_gui": [(k, han_nhan(k)) for k in gui.order_by("cap", "pk")[:SO_KY]],
        "dieu_hanh": [(k, han_nhan(k)) for k in dieu_hanh],
        "trang": trang,
        "loc": loc,
        "tham_so": urlencode({k: v for k, v in loc.items() if v}),
        "cac_trang_thai": TrangThaiHoSo.choices,
        "lap_ky_duoc": user.has_perm(LAP_KY),
    }
    return render(request, "so/binh_chon/danh_sach.html", du_lieu)
