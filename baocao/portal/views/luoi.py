"""The grid: drawing it, saving it as a plain form, explaining warnings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from baocao.bang import dung_bang
from baocao.choices import TrangThaiSoLieu
from baocao.ho_so import DONG_RIENG
from baocao.models import PhieuBieu
from baocao.portal.bia import dung_bia
from baocao.portal.buoc import TU_CHOI, buoc_phieu, cau_tu_choi
from baocao.portal.danh_sach import DanhSachHien, doc_danh_sach, dung_danh_sach
from baocao.portal.dieu_chinh import nguon_cot
from baocao.portal.luoi_trang import doc_luoi, vi_sao_khong_nhap
from baocao.portal.nhap import doc_tu_post, sach
from baocao.portal.quyen import chi_so, lay_phieu
from baocao.portal.trinh_bay import LuoiHien, loi_theo_o
from baocao.portal.views.cap_nhat import duoc_cap_nhat
from baocao.portal.views.luu import ghi_cac_o
from baocao.portal.xung_dot import XungDotHien, cac_xung_dot
from baocao.services.giai_trinh import GIAI_TRINH_TOI_THIEU
from baocao.services.giai_trinh import giai_trinh as ghi_giai_trinh
from baocao.services.san_pham_rieng import san_pham_rieng
from baocao.services.theo_so import de_xuat
from baocao.statistics.kien_nghi_mang_sang import mang_sang_cua


@chi_so
@require_http_methods(["GET", "POST"])
def phieu(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the grid, or save the whole form; what could not be saved is drawn again."""
    phieu = lay_phieu(request.user, pk)
    if phieu.bieu_mau.la_tinh_toan:
        return _bia(request, phieu)
    if request.method == "POST":
        return _luu(request, phieu)
    return _trang(request, phieu)


def _bia(request: HttpRequest, phieu: PhieuBieu) -> HttpResponse:
    """The cover sheet: every figure computed from the pack's other forms, with its source."""
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET"])
    du_lieu = {
        "phieu": phieu,
        "bo": phieu.bo,
        "cac_phieu": _cac_phieu(phieu, request.user),
        "dong": dung_bia(phieu.bo, request.user),
        "ghi_chu": phieu.bieu_mau.ghi_chu_ky(phieu.bo.ky.loai),
    }
    return render(request, "so/bia.html", du_lieu)


def _trang(
    request: HttpRequest,
    phieu: PhieuBieu,
    *,
    da_go: Mapping[str, str] | None = None,
    loi: Mapping[str, str] | None = None,
    loi_chung: Sequence[str] = (),
    xung_dot: Sequence[XungDotHien] = (),
    status: int = 200,
) -> HttpResponse:
    luoi = doc_luoi(phieu, request.user, da_go=da_go, loi=loi)
    post = request.POST if status != 200 else None
    danh_sach = dung_danh_sach(luoi.bang, post=post, loi=loi)
    du_lieu = {
        "phieu": phieu,
        "bo": phieu.bo,
        "luoi": luoi,
        "danh_sach": danh_sach,
        "vi_sao_khong_nhap": [] if luoi.duoc_nhap else vi_sao_khong_nhap(phieu, request.user),
        "buoc": buoc_phieu(phieu, request.user),
        "cap_nhat": duoc_cap_nhat(phieu, request.user),
        "nguon_cot": nguon_cot(luoi.bang, request.user),
        "cac_phieu": _cac_phieu(phieu, request.user),
        "loi_o": loi_theo_o(luoi.bang, loi or {}),
        "loi_chung": loi_chung,
        "xung_dot": xung_dot,
        "trang_thai_sl": TrangThaiSoLieu.choices,
        "chon_sl": request.POST.get("sl", luoi.trang_thai_sl),
        "toi_thieu": GIAI_TRINH_TOI_THIEU,
        "ghi_chu": phieu.bieu_mau.ghi_chu_ky(phieu.bo.ky.loai),
        "san_pham_rieng": _san_pham_cho_lay(phieu, luoi, danh_sach),
        "theo_so": de_xuat(phieu, luoi.bang),
        "mang_sang": mang_sang_cua(phieu),
    }
    return render(request, "so/phieu.html", du_lieu, status=status)


def _san_pham_cho_lay(phieu: PhieuBieu, luoi: LuoiHien, danh_sach: Sequence[DanhSachHien]) -> int:
    """How many own products of the province could fill the still empty list."""
    ds = next((d for d in danh_sach if d.ma == DONG_RIENG), None)
    if not luoi.duoc_nhap or ds is None or ds.dang_co:
        return 0
    return len(san_pham_rieng(phieu))


def _cac_phieu(phieu: PhieuBieu, user: Any) -> list[PhieuBieu]:
    """Forms of the same pack the user may open, for the tabs."""
    nhom = user.pham_vi_nhom()
    rows = PhieuBieu.objects.filter(bo=phieu.bo_id).select_related("bieu_mau")
    return [
        p
        for p in rows.order_by("bieu_mau__thu_tu")
        if nhom is None or p.bieu_mau.la_tinh_toan or p.bieu_mau.nhom in nhom
    ]


def _luu(request: HttpRequest, phieu: PhieuBieu) -> HttpResponse:
    bang = dung_bang(phieu)
    cac_o = doc_tu_post(request.POST)
    ghi_ds, loi_ds = doc_danh_sach(bang, request.POST)
    ket_qua, loi, loi_chung, _ = ghi_cac_o(phieu, bang, cac_o, request.POST, ghi_ds, request.user)
    loi |= loi_ds
    if not (loi or loi_chung or ket_qua.xung_dot):
        if ket_qua.da_ghi:
            messages.success(request, f"Đã lưu {ket_qua.da_ghi} ô.")
        else:
            messages.info(request, "Không có ô nào thay đổi.")
        return redirect("so:phieu", pk=phieu.pk)
    if ket_qua.da_ghi:
        messages.success(request, f"Đã lưu {ket_qua.da_ghi} ô; những ô nêu dưới đây chưa lưu.")
    phieu.refresh_from_db()
    giu = set(loi) | {f"{x.chi_tieu}.{x.cot}" for x in ket_qua.xung_dot}
    if loi_chung:
        giu |= {o.khoa for o in cac_o}
    return _trang(
        request,
        phieu,
        da_go={o.khoa: o.chu for o in cac_o if o.khoa in giu},
        loi=loi,
        loi_chung=loi_chung,
        xung_dot=cac_xung_dot(bang, ket_qua.xung_dot),
        status=409 if ket_qua.xung_dot else 422,
    )


@chi_so
@require_POST
def giai_trinh(request: HttpRequest, pk: int) -> HttpResponse:
    """Store the explanation of one warning, against the message as it stands now."""
    phieu = lay_phieu(request.user, pk)
    p = request.POST
    khoa = (p.get("quy_tac", ""), p.get("chi_tieu", ""), p.get("cot", ""))
    luoi = doc_luoi(phieu, request.user)
    dau = next((d for d in luoi.cac_dau if _khoa(d.vi_pham) == khoa and d.hoi), None)
    noi_dung = sach(p.get("noi_dung", ""))
    ve = reverse("so:phieu", args=[phieu.pk]) + "#vi-pham"
    if p.get("ve") == "trinh-phong":
        ve = reverse("so:buoc_phieu", args=[phieu.pk, "trinh-phong"])
    loi: list[str] = []
    if dau is None:
        loi = ["Cảnh báo này không còn: số liệu đã thay đổi."]
    else:
        try:
            ghi_giai_trinh(
                phieu,
                quy_tac=khoa[0],
                chi_tieu=khoa[1],
                cot=khoa[2],
                thong_bao=dau.vi_pham.thong_bao,
                noi_dung=noi_dung,
                by=request.user,
            )
        except TU_CHOI as exc:
            loi = cau_tu_choi(exc)
    if not request.htmx or dau is None:
        for cau in loi:
            messages.error(request, cau)
        if not loi:
            messages.success(request, "Đã lưu giải trình.")
        return redirect(ve)
    if not loi:
        luoi = doc_luoi(phieu, request.user)
        dau = next((d for d in luoi.cac_dau if _khoa(d.vi_pham) == khoa), dau)
    ngu_canh = {
        "d": dau,
        "luoi": luoi,
        "phieu": phieu,
        "toi_thieu": GIAI_TRINH_TOI_THIEU,
        "loi_giai_trinh": loi,
        "da_go": noi_dung if loi else "",
        "vua_luu": not loi,
    }
    return render(request, "so/_vi_pham_muc.html", ngu_canh)


def _khoa(vi_pham: Any) -> tuple[str, str, str]:
    return vi_pham.quy_tac, vi_pham.chi_tieu, vi_pham.cot
