"""One dossier followed from draft to certificate, and what can be done with it."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cucctdp.formats.so import dinh_dang
from cucctdp.quy_tac import ViPham
from sanpham_tieubieu.choices import GiaiDoan, LoaiBan, TrangThaiHoSo
from sanpham_tieubieu.giai_doan import Viec as ViecKy
from sanpham_tieubieu.giai_doan import thay_ket_qua, vuong_viec
from sanpham_tieubieu.giay_to.danh_sach import cac_giay_ho_so
from sanpham_tieubieu.len_cap import khac_biet
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.models import GiayChungNhan, HoSoDangKy, KetQua, ThanhVienBan, TieuChi
from sanpham_tieubieu.portal.quyen import (
    chi_binh_chon,
    kiem_tra_duoc,
    la_ben_nop,
    lay,
    qua_trinh,
)
from sanpham_tieubieu.portal.viec import THEO_MA, cac_viec
from sanpham_tieubieu.portal.views.phan import cac_the
from sanpham_tieubieu.rules import kiem_tra_ho_so
from sanpham_tieubieu.scoring import BinhQuan
from sanpham_tieubieu.services.ho_so import yeu_cau_mo
from sanpham_tieubieu.statistics.ket_qua import diem_theo_goc
from sanpham_tieubieu.xac_minh import duong_xac_minh

H = TrangThaiHoSo
# The mean of one sheet would be that judge's own score.
SO_PHIEU_TOI_THIEU = 2
# Until it is accepted a dossier shows what the rules find.
_CON_XET = (H.NHAP, H.YEU_CAU_BO_SUNG, H.DA_NOP)


def diem_binh_quan(h: HoSoDangKy) -> list[tuple[str, str, str]]:
    """(criterion, mean, maximum) of the four roots and the total, once results were told.

    Means only: what one judge gave is never shown to an entrant.
    """
    if not thay_ket_qua(h.ky) or not h.ky.da_mo_diem():
        return []
    theo = diem_theo_goc(h.ky, [h.pk])[h.pk]
    if len(theo) < SO_PHIEU_TOI_THIEU:
        return []
    tong: dict[str, Decimal] = defaultdict(Decimal)
    for diem in theo.values():
        for ma, d in diem.items():
            tong[ma] += d
    goc = TieuChi.objects.filter(
        khung__ky=h.ky_id, khung__ma_nhom=h.ma_nhom, khung__trang_thai="da_duyet", cha__isnull=True
    ).order_by("thu_tu")
    dong = [
        (f"{g.ma}. {g.ten}", dinh_dang(tong[g.ma] / len(theo), 2), dinh_dang(g.diem_toi_da))
        for g in goc
    ]
    ca = BinhQuan(sum(tong.values(), Decimal(0)), len(theo))
    return [*dong, ("Tổng", ca.hien(h.ky.so_le, h.ky.nguong), "100")]


@chi_binh_chon
@require_GET
def xem(request: HttpRequest, pk: int) -> HttpResponse:
    """State, dates, what is asked of the account now, what the rules find, the way so far."""
    h = lay(request.user, pk)
    ben_nop, kiem_tra = la_ben_nop(request.user, h), kiem_tra_duoc(request.user, h.ky)
    luc = "hop_le" if kiem_tra and h.trang_thai == H.DA_NOP else "nop"
    vi_pham = kiem_tra_ho_so(h, luc) if h.trang_thai in _CON_XET else []
    thay = thay_ket_qua(h.ky)
    du_lieu = {
        "h": h,
        "cac_the": cac_the(h, request.user),
        "viec": cac_viec(h, request.user),
        "ben_nop": ben_nop,
        "kiem_tra": kiem_tra,
        "vi_pham": vi_pham,
        "so_chan": sum(1 for v in vi_pham if v.chan),
        "yeu_cau": yeu_cau_mo(h),
        "cac_yeu_cau": list(h.bo_sung.order_by("-luc").select_related("nguoi")),
        "moc": [(GiaiDoan(m.giai_doan).label, m) for m in sorted(h.ky.cac_moc.all(), key=_mo_luc)],
        "so_giam_khao": ThanhVienBan.objects.filter(
            ban__ky=h.ky_id, ban__loai=LoaiBan.GIAM_KHAO, thoi_tu__isnull=True
        ).count(),
        "thay_ket_qua": thay,
        "diem": diem_binh_quan(h),
        "ket_qua": KetQua.objects.filter(ho_so=h).select_related("quyet_dinh").first()
        if thay
        else None,
        "giay": [(g, duong_xac_minh(g)) for g in GiayChungNhan.objects.filter(ho_so=h)]
        if thay
        else [],
        "khac_biet": khac_biet(h),
        "giay_to": cac_giay_ho_so(h),
        "van_ban": list(h.van_ban_gui.select_related("tep")),
        "qua_trinh": qua_trinh(h, request.user),
    }
    return render(request, "so/binh_chon/xem.html", du_lieu)


def _mo_luc(m: Any) -> Any:
    return m.mo_luc


@chi_binh_chon
@require_http_methods(["GET", "POST"])
def viec(request: HttpRequest, pk: int, ma: str) -> HttpResponse:
    """One work on the dossier: what stands against it, its form, its door."""
    h = lay(request.user, pk)
    v = THEO_MA.get(ma)
    if v is None:
        raise Http404("Không có việc này.")
    if v.buoc is not None and not request.user.has_perm(v.buoc.quyen):
        raise PermissionDenied("Tài khoản của bạn không làm được việc này.")
    if not v.mo(h, request.user):
        trang_thai = h.get_trang_thai_display()
        messages.warning(
            request, f"Hồ sơ đang ở trạng thái «{trang_thai}», không làm được «{v.nhan}»."
        )
        return redirect("binh_chon:ho_so", h.pk)
    gui = (request.POST, request.FILES) if request.method == "POST" else ()
    form = v.dung_form(h, gui)
    loi: list[str] = []
    if gui and form.is_valid():
        loi = loi_khi(lambda: v.lam(h, form.cleaned_data, request.user))
        if not loi:
            messages.success(request, v.xong)
            if ma == "xoa-nhap":
                return redirect("binh_chon:danh_sach")
            return redirect("binh_chon:ho_so", h.pk)
    vi_pham: list[ViPham] = kiem_tra_ho_so(h, v.luc) if v.luc else []
    du_lieu = {
        "h": h,
        "v": v,
        "form": form,
        "cac_loi": loi,
        "vi_pham": vi_pham,
        "vuong": vuong_viec(h.ky, ViecKy.NOP) if ma == "nop" and not gui else [],
    }
    return render(request, "so/binh_chon/viec.html", du_lieu, status=422 if gui else 200)
