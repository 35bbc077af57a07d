"""After receipt: preliminary and final figures go in as new versions, without approval (3.5)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from baocao.bang import dung_bang
from baocao.checks.run import doc_quy_tac
from baocao.checks.so_lieu_kem import doc_so_lieu_kem
from baocao.choices import BAC_SO_LIEU, BO_DA_NHAN, TrangThaiSoLieu
from baocao.models import PhieuBieu
from baocao.portal.buoc import TU_CHOI, cau_tu_choi
from baocao.portal.danh_sach import doc_danh_sach, dung_danh_sach
from baocao.portal.nhap import doc_cac_o, doc_tu_post, nang_trang_thai, sach
from baocao.portal.quy_tac_js import bang_cho_trang
from baocao.portal.quyen import chi_so, lay_phieu, trong_nhom
from baocao.portal.trinh_bay import LuoiHien, loi_theo_o
from baocao.portal.xung_dot import cac_xung_dot
from baocao.services.dieu_chinh import cap_nhat_trang_thai
from baocao.services.nhap_lieu import KetQuaGhi
from baocao.statistics.han_bieu import bieu_gui_rieng

LY_DO_TOI_THIEU, LY_DO_TOI_DA = 10, 400
CAC_TRANG_THAI = [
    tt for tt in TrangThaiSoLieu if BAC_SO_LIEU[tt] > BAC_SO_LIEU[TrangThaiSoLieu.UOC]
]


def duoc_cap_nhat(phieu: PhieuBieu, user: Any) -> bool:
    """True when this user may bring in preliminary or final figures of a received form."""
    return (
        phieu.bo.trang_thai in BO_DA_NHAN
        and not phieu.bieu_mau.la_tinh_toan
        and user.has_perm("baocao.nhap_phieubieu")
        and trong_nhom(user, phieu)
    )


@chi_so
@require_http_methods(["GET", "POST"])
def cap_nhat(request: HttpRequest, pk: int) -> HttpResponse:
    """The same grid; changed cells are written in the chosen, higher data state."""
    phieu = lay_phieu(request.user, pk)
    if not duoc_cap_nhat(phieu, request.user):
        raise Http404("Biểu này chưa cập nhật được số sơ bộ, chính thức.")
    if request.method == "POST":
        return _luu(request, phieu)
    return _trang(request, phieu)


def _trang(
    request: HttpRequest, phieu: PhieuBieu, *, status: int = 200, **them: Any
) -> HttpResponse:
    da_go, loi = them.pop("da_go", {}), them.pop("loi", {})
    bang = dung_bang(phieu)
    cho_trang = bang_cho_trang(bang, doc_quy_tac(bang.ky.ngay_cuoi), doc_so_lieu_kem(bang))
    luoi = LuoiHien(bang, [], True, da_go=da_go, loi=loi, cho_trang=cho_trang)
    post = request.POST if status != 200 else None
    du_lieu = {
        "phieu": phieu,
        "bo": phieu.bo,
        "luoi": luoi,
        "danh_sach": dung_danh_sach(luoi.bang, post=post, loi=loi),
        "loi_o": loi_theo_o(luoi.bang, loi),
        "cac_trang_thai": [(tt.value, tt.label) for tt in CAC_TRANG_THAI],
        "gui_rieng": phieu.bieu_mau.ma in bieu_gui_rieng(phieu.bo.ky),
        "chon_sl": request.POST.get("sl", ""),
        "ly_do": request.POST.get("ly_do", ""),
        "ca_o_khong_doi": "ca_o_khong_doi" in request.POST,
        "ly_do_toi_thieu": LY_DO_TOI_THIEU,
        "ly_do_toi_da": LY_DO_TOI_DA,
    }
    return render(request, "so/cap_nhat.html", du_lieu | them, status=status)


def _loi_chung(post: Mapping[str, str], ly_do: str) -> dict[str, str]:
    loi = {}
    if post.get("sl") not in CAC_TRANG_THAI:
        loi["sl"] = "Chọn trạng thái của số liệu mới: sơ bộ hoặc chính thức."
    if len(ly_do) < LY_DO_TOI_THIEU:
        loi["ly_do"] = f"Nêu lý do, nguồn của số mới, ít nhất {LY_DO_TOI_THIEU} ký tự."
    elif len(ly_do) > LY_DO_TOI_DA:
        loi["ly_do"] = f"Lý do dài quá {LY_DO_TOI_DA} ký tự."
    return loi


def _luu(request: HttpRequest, phieu: PhieuBieu) -> HttpResponse:
    """Write all changed cells, or none: every fault comes back at once."""
    post = request.POST
    bang = dung_bang(phieu)
    cac_o = doc_tu_post(post)
    sl, ly_do = post.get("sl", ""), sach(post.get("ly_do", ""))
    doc = doc_cac_o(bang, cac_o, trang_thai_sl=sl, doi_sl=True)
    ghi_ds, loi_ds = doc_danh_sach(bang, post)
    loi, loi_hop = doc.loi | loi_ds, _loi_chung(post, ly_do)
    ghi = [replace(o, trang_thai_sl=sl) for o in (*doc.ghi, *ghi_ds)]
    ket_qua, loi_chung = KetQuaGhi(), []
    if not loi and not loi_hop:
        if "ca_o_khong_doi" in post:
            da_co = {f"{o.chi_tieu}.{o.cot}" for o in ghi}
            ghi += nang_trang_thai(bang, trang_thai_sl=sl, bo_qua=da_co, chi_nang=True)
        try:
            ket_qua = cap_nhat_trang_thai(phieu, ghi, by=request.user, ly_do=ly_do)
        except TU_CHOI as exc:
            loi_chung = cau_tu_choi(exc)
    if loi or loi_hop or loi_chung or ket_qua.xung_dot:
        return _trang(
            request,
            phieu,
            status=409 if ket_qua.xung_dot else 422,
            da_go={o.khoa: o.chu for o in cac_o},
            loi=loi,
            loi_hop=loi_hop,
            loi_chung=loi_chung,
            xung_dot=cac_xung_dot(bang, ket_qua.xung_dot),
        )
    if not ket_qua.da_ghi:
        messages.info(request, "Không có ô nào thay đổi.")
    else:
        ten = TrangThaiSoLieu(sl).label.lower()
        messages.success(request, f"Đã ghi {ket_qua.da_ghi} ô là số {ten}.")
    return redirect("so:phieu", pk=phieu.pk)
