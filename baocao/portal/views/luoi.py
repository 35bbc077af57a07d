"""The grid: drawing it, saving it as a form or cell by cell, explaining warnings."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from baocao.bang import Bang, dung_bang
from baocao.checks import run_checks
from baocao.choices import TrangThaiSoLieu
from baocao.models import PhieuBieu, YKien
from baocao.portal.bia import dung_bia
from baocao.portal.buoc import TU_CHOI, buoc_phieu, cau_tu_choi
from baocao.portal.danh_sach import doc_danh_sach, dung_danh_sach
from baocao.portal.nhap import (
    OGui,
    chu_cua,
    doc_cac_o,
    doc_hop_json,
    doc_tu_json,
    doc_tu_post,
    nang_trang_thai,
    sach,
)
from baocao.portal.quyen import chi_so, lay_phieu
from baocao.portal.trinh_bay import LuoiHien, loi_theo_o
from baocao.portal.views.cap_nhat import duoc_cap_nhat
from baocao.portal.xung_dot import XungDotHien, cac_xung_dot
from baocao.services.giai_trinh import GIAI_TRINH_TOI_THIEU
from baocao.services.giai_trinh import giai_trinh as ghi_giai_trinh
from baocao.services.nhap_lieu import GhiO, KetQuaGhi, ghi_o, kiem_tra_duoc_nhap

HA_TRANG_THAI = (
    "KT24: Số liệu đã gửi không được hạ trạng thái (chính thức, sơ bộ, ước tính). "
    "Chọn lại trạng thái số liệu của biểu."
)
CHUA_GHI = "Chưa ghi được, hãy tải lại trang rồi thử lại."


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
    }
    return render(request, "so/bia.html", du_lieu)


def _duoc_nhap(phieu: PhieuBieu, user: Any) -> list[str]:
    """Why the user may not type now; empty when they may."""
    try:
        kiem_tra_duoc_nhap(phieu, by=user)
    except TU_CHOI as loi:
        return cau_tu_choi(loi)
    return []


def _luoi(request: HttpRequest, phieu: PhieuBieu, **them: Any) -> LuoiHien:
    bang = dung_bang(phieu)
    y_kien = list(YKien.objects.filter(phieu=phieu, dong_luc__isnull=True).select_related("nguoi"))
    duoc_nhap = not _duoc_nhap(phieu, request.user)
    return LuoiHien(
        bang,
        run_checks(bang),
        duoc_nhap,
        duoc_giai_trinh=duoc_nhap,
        vai_tro=request.user.vai_tro if phieu.bo.so_sua_duoc else "",
        y_kien=y_kien,
        **them,
    )


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
    luoi = _luoi(request, phieu, da_go=da_go or {}, loi=loi or {})
    post = request.POST if status != 200 else None
    danh_sach = dung_danh_sach(luoi.bang, post=post, loi=loi)
    du_lieu = {
        "phieu": phieu,
        "bo": phieu.bo,
        "luoi": luoi,
        "danh_sach": danh_sach,
        "vi_sao_khong_nhap": _duoc_nhap(phieu, request.user) if not luoi.duoc_nhap else [],
        "buoc": buoc_phieu(phieu, request.user),
        "cap_nhat": duoc_cap_nhat(phieu, request.user),
        "cac_phieu": _cac_phieu(phieu, request.user),
        "loi_o": loi_theo_o(luoi.bang, loi or {}),
        "loi_chung": loi_chung,
        "xung_dot": xung_dot,
        "trang_thai_sl": TrangThaiSoLieu.choices,
        "chon_sl": request.POST.get("sl", luoi.trang_thai_sl),
        "toi_thieu": GIAI_TRINH_TOI_THIEU,
    }
    return render(request, "so/phieu.html", du_lieu, status=status)


def _cac_phieu(phieu: PhieuBieu, user: Any) -> list[PhieuBieu]:
    """Forms of the same pack the user may open, for the tabs."""
    nhom = user.pham_vi_nhom()
    rows = PhieuBieu.objects.filter(bo=phieu.bo_id).select_related("bieu_mau")
    return [
        p
        for p in rows.order_by("bieu_mau__thu_tu")
        if nhom is None or p.bieu_mau.la_tinh_toan or p.bieu_mau.nhom in nhom
    ]


def _trang_thai_sl(gui: Mapping[str, Any]) -> tuple[str, bool]:
    """(data state chosen for the form, whether the officer has just changed it)."""
    chon = str(gui.get("sl", ""))
    if chon not in TrangThaiSoLieu.values:
        return TrangThaiSoLieu.UOC, False
    return chon, chon != str(gui.get("sl_goc", chon))


def _ghi(
    phieu: PhieuBieu,
    bang: Bang,
    cac_o: Sequence[OGui],
    gui: Mapping[str, Any],
    them: Sequence[GhiO],
    user: Any,
) -> tuple[KetQuaGhi, dict[str, str], list[str]]:
    """Write the good cells; return (result, bad cells, sentences about the whole write)."""
    sl, doi_sl = _trang_thai_sl(gui)
    doc = doc_cac_o(bang, cac_o, trang_thai_sl=sl, doi_sl=doi_sl)
    ghi = [*doc.ghi, *them]
    if doi_sl:
        da_co = {f"{o.chi_tieu}.{o.cot}" for o in ghi} | set(doc.loi)
        ghi += nang_trang_thai(bang, trang_thai_sl=sl, bo_qua=da_co)
    try:
        return ghi_o(phieu, ghi, by=user), doc.loi, []
    except IntegrityError as loi:
        return KetQuaGhi(), doc.loi, [HA_TRANG_THAI if "KT24" in str(loi) else CHUA_GHI]
    except TU_CHOI as loi:
        return KetQuaGhi(), doc.loi, cau_tu_choi(loi)


def _luu(request: HttpRequest, phieu: PhieuBieu) -> HttpResponse:
    bang = dung_bang(phieu)
    cac_o = doc_tu_post(request.POST)
    ghi_ds, loi_ds = doc_danh_sach(bang, request.POST)
    ket_qua, loi, loi_chung = _ghi(phieu, bang, cac_o, request.POST, ghi_ds, request.user)
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
def tu_luu(request: HttpRequest, pk: int) -> HttpResponse:
    """Autosave: changed cells in, what became of each of them out."""
    phieu = lay_phieu(request.user, pk)
    try:
        gui = json.loads(request.body)
        cac_o = doc_tu_json(gui["o"] if isinstance(gui, dict) else None)
        gui_ds = doc_hop_json(gui.get("ds", {}))
    except (ValueError, KeyError, RecursionError):
        return JsonResponse({"loi_chung": ["Dữ liệu gửi lên không đúng dạng."]}, status=400)
    bang = dung_bang(phieu)
    ghi_ds, loi_ds = doc_danh_sach(bang, gui_ds)
    ket_qua, loi, loi_chung = _ghi(phieu, bang, cac_o, gui, ghi_ds, request.user)
    loi |= loi_ds
    phieu.refresh_from_db()
    luoi = _luoi(request, phieu)
    xung_dot = cac_xung_dot(bang, ket_qua.xung_dot)
    so_le = {d.chi_tieu.ma: d.chi_tieu.so_le for d in bang}
    cot = {c.ma: c for c in bang.cot}
    giu = set(loi) | {x.khoa for x in xung_dot}
    da_luu = {}
    for gui_o in cac_o:
        o = luoi.bang.o(gui_o.chi_tieu, gui_o.cot)
        if o is not None and gui_o.khoa not in giu and not loi_chung:
            le = cot[gui_o.cot].so_le
            chu = chu_cua(o, so_le[gui_o.chi_tieu] if le is None else le)
            da_luu[gui_o.khoa] = {"pb": o.phien_ban, "chu": chu}
    co, can, phan_tram = luoi.day_du
    ngu_canh = {
        "luoi": luoi,
        "phieu": phieu,
        "toi_thieu": GIAI_TRINH_TOI_THIEU,
    }
    return JsonResponse(
        {
            "da_luu": da_luu,
            "ds_da_luu": {
                d.khoa: d.goc
                for d in dung_danh_sach(luoi.bang)
                if f"s:{d.khoa}" in gui_ds
                and not loi_chung
                and d.khoa not in giu
                and not any(ten.startswith(f"d:{d.khoa}.") for ten in loi)
            },
            "loi": loi,
            "loi_chung": loi_chung,
            "xung_dot": [x.khoa for x in xung_dot],
            "xung_dot_html": render_to_string("so/_xung_dot.html", {"xung_dot": xung_dot}),
            "doc": luoi.o_doc_moi(),
            "dau": {
                khoa: render_to_string("so/_dau.html", {"cac_dau": dau})
                for khoa, dau in luoi.theo_o.items()
            },
            "vi_pham_html": render_to_string("so/_vi_pham.html", ngu_canh, request=request),
            "day_du": {"co": co, "can": can, "phan_tram": phan_tram},
            "dem": luoi.dem,
            "luc": f"{timezone.localtime():%H:%M:%S}",
        },
        status=409 if xung_dot else 422 if loi or loi_chung else 200,
    )


@chi_so
@require_POST
def giai_trinh(request: HttpRequest, pk: int) -> HttpResponse:
    """Store the explanation of one warning, against the message as it stands now."""
    phieu = lay_phieu(request.user, pk)
    p = request.POST
    khoa = (p.get("quy_tac", ""), p.get("chi_tieu", ""), p.get("cot", ""))
    luoi = _luoi(request, phieu)
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
        luoi = _luoi(request, phieu)
        dau = next((d for d in luoi.cac_dau if _khoa(d.vi_pham) == khoa), dau)
    ngu_canh = {
        "d": dau,
        "phieu": phieu,
        "toi_thieu": GIAI_TRINH_TOI_THIEU,
        "loi_giai_trinh": loi,
        "da_go": noi_dung if loi else "",
        "vua_luu": not loi,
    }
    return render(request, "so/_vi_pham_muc.html", ngu_canh)


def _khoa(vi_pham: Any) -> tuple[str, str, str]:
    return vi_pham.quy_tac, vi_pham.chi_tieu, vi_pham.cot
