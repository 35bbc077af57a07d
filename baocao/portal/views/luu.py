"""Autosave: cells in, what became of each of them out; what the rules say comes in a second call.

A save answers as soon as the figures are stored: the page judges them itself meanwhile, from the
same rules (``quy_tac_js``), and asks for the server's own verdict when the officer pauses.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from baocao.bang import Bang, O, dung_bang
from baocao.choices import TrangThaiSoLieu
from baocao.models import PhieuBieu
from baocao.portal.bang_gon import doc_cac_dong
from baocao.portal.buoc import TU_CHOI, cau_tu_choi
from baocao.portal.danh_sach import doc_danh_sach, dung_danh_sach
from baocao.portal.luoi_trang import doc_luoi
from baocao.portal.nhap import (
    OGui,
    chu_cua,
    doc_cac_o,
    doc_hop_json,
    doc_tu_json,
    nang_trang_thai,
)
from baocao.portal.quyen import chi_so, khoa_phieu_cua, lay_phieu
from baocao.portal.xung_dot import cac_xung_dot
from baocao.services.giai_trinh import GIAI_TRINH_TOI_THIEU
from baocao.services.nhap_lieu import (
    GhiO,
    KetQuaGhi,
    ghi_o,
    ghi_o_da_khoa,
    hien_tai_cua_dong,
)

HA_TRANG_THAI = (
    "KT24: Số liệu đã gửi không được hạ trạng thái (chính thức, sơ bộ, ước tính). "
    "Chọn lại trạng thái số liệu của biểu."
)
CHUA_GHI = "Chưa ghi được, hãy tải lại trang rồi thử lại."
SAI_DANG = "Dữ liệu gửi lên không đúng dạng."


def trang_thai_gui(gui: Mapping[str, Any]) -> tuple[str, bool]:
    """(data state chosen for the form, whether the officer has just changed it)."""
    chon = str(gui.get("sl", ""))
    if chon not in TrangThaiSoLieu.values:
        return TrangThaiSoLieu.UOC, False
    return chon, chon != str(gui.get("sl_goc", chon))


def ghi_cac_o(
    phieu: PhieuBieu,
    bang: Bang,
    cac_o: Sequence[OGui],
    gui: Mapping[str, Any],
    them: Sequence[GhiO],
    user: Any,
    ghi_vao: Callable[..., KetQuaGhi] = ghi_o,
) -> tuple[KetQuaGhi, dict[str, str], list[str], list[GhiO]]:
    """Write the good cells, by ``ghi_o`` or by another service of its kind.

    Returns (result, bad cells, sentences about the whole write, what was handed to the service).
    """
    sl, doi_sl = trang_thai_gui(gui)
    doc = doc_cac_o(bang, cac_o, trang_thai_sl=sl, doi_sl=doi_sl)
    ghi = [*doc.ghi, *them]
    if doi_sl:
        da_co = {f"{o.chi_tieu}.{o.cot}" for o in ghi} | set(doc.loi)
        ghi += nang_trang_thai(bang, trang_thai_sl=sl, bo_qua=da_co)
    try:
        ket_qua = ghi_vao(phieu, ghi, by=user)
        ket_qua = _cua_chinh_minh(phieu, ket_qua, cac_o, user)
        return ket_qua, doc.loi, [], ghi
    except IntegrityError as loi:
        return KetQuaGhi(), doc.loi, [HA_TRANG_THAI if "KT24" in str(loi) else CHUA_GHI], []
    except TU_CHOI as loi:
        return KetQuaGhi(), doc.loi, cau_tu_choi(loi), []


def _cua_chinh_minh(
    phieu: PhieuBieu, ket_qua: KetQuaGhi, cac_o: Sequence[OGui], user: Any
) -> KetQuaGhi:
    """Two tabs, or an answer lost on the way: an officer is never in conflict with themselves.

    What was typed after their own stored version goes over it; what was typed before stays a
    conflict, for then it is the older figure.
    """
    go_luc = {o.khoa: _go_luc(o) for o in cac_o}
    ghi_de = [
        replace(x.cua_ban, phien_ban_goc=x.hien_tai.phien_ban)
        for x in ket_qua.xung_dot
        if x.hien_tai.nguoi_id == user.pk
        and (luc := go_luc.get(f"{x.chi_tieu}.{x.cot}")) is not None
        and luc > x.hien_tai.ghi_luc
    ]
    if not ghi_de:
        return ket_qua
    lai = ghi_o(phieu, ghi_de, by=user)
    da_de = {f"{o.chi_tieu}.{o.cot}" for o in ghi_de}
    con = [x for x in ket_qua.xung_dot if f"{x.chi_tieu}.{x.cot}" not in da_de]
    return KetQuaGhi(
        ket_qua.da_ghi + lai.da_ghi,
        ket_qua.khong_doi + lai.khong_doi,
        [*con, *lai.xung_dot],
        {**ket_qua.phien_ban, **lai.phien_ban},
    )


def _go_luc(o: OGui) -> datetime | None:
    """When the cell was typed, by the server's clock: the page says how long ago."""
    return None if o.tuoi_ms is None else timezone.now() - timedelta(milliseconds=o.tuoi_ms)


@chi_so
@require_POST
def tu_luu(request: HttpRequest, pk: int) -> HttpResponse:
    """Store changed cells, thousands in one call; each is acknowledged, refused or disputed."""
    try:
        gui = json.loads(request.body)
        cac_o = doc_tu_json(gui["o"] if isinstance(gui, dict) else None)
        gui_ds = doc_hop_json(gui.get("ds", {}))
    except (ValueError, KeyError, RecursionError, RawPostDataException):
        lay_phieu(request.user, pk)
        return JsonResponse({"loi_chung": [SAI_DANG]}, status=400)
    with transaction.atomic():
        return _luu(khoa_phieu_cua(request.user, pk), cac_o, gui_ds, gui, request.user)


def _luu(
    phieu: PhieuBieu,
    cac_o: Sequence[OGui],
    gui_ds: Mapping[str, str],
    gui: Mapping[str, Any],
    user: Any,
) -> JsonResponse:
    """Store into a locked form: its figures are read once, for the sentences and the writing."""
    ca_bieu = trang_thai_gui(gui)[1]
    cac_ma = {o.chi_tieu for o in cac_o} | _dong_danh_sach(gui_ds)
    hien_tai = None if ca_bieu else hien_tai_cua_dong([(phieu, cac_ma)])
    bang = dung_bang(phieu) if ca_bieu else doc_cac_dong(phieu, cac_ma, hien_tai)
    ghi_ds, loi_ds = doc_danh_sach(bang, gui_ds)
    ghi_vao = partial(ghi_o_da_khoa, hien_tai=hien_tai)
    ket_qua, loi, loi_chung, da_gui = ghi_cac_o(phieu, bang, cac_o, gui, ghi_ds, user, ghi_vao)
    loi |= loi_ds
    xung_dot = cac_xung_dot(bang, ket_qua.xung_dot)
    giu = set(loi) | {x.khoa for x in xung_dot}
    xong = [] if loi_chung else [o for o in cac_o if o.khoa not in giu]
    html = render_to_string("so/_xung_dot.html", {"xung_dot": xung_dot}) if xung_dot else ""
    return JsonResponse(
        {
            "da_luu": _da_luu(bang, xong, ket_qua, da_gui),
            "ds_da_luu": {} if loi_chung else _ds_da_luu(phieu, gui_ds, giu, loi),
            "loi": loi,
            "loi_chung": loi_chung,
            "xung_dot": [x.khoa for x in xung_dot],
            "xung_dot_html": html,
            "luc": f"{timezone.localtime():%H:%M:%S}",
        },
        status=409 if xung_dot else 422 if loi or loi_chung else 200,
    )


def _dong_danh_sach(gui_ds: Mapping[str, str]) -> set[str]:
    """Codes of the rows whose lists were sent."""
    return {ten[2:].rpartition(".")[0] for ten in gui_ds if ten.startswith("s:")}


def _da_luu(
    bang: Bang, xong: Sequence[OGui], ket_qua: KetQuaGhi, da_gui: Sequence[GhiO]
) -> dict[str, dict[str, Any]]:
    """Cell → version and text as they stand now; cells equal to what was stored included."""
    moi = {f"{o.chi_tieu}.{o.cot}": o for o in da_gui}
    le_cot = {c.ma: c.so_le for c in bang.cot}
    kq = {}
    for gui in xong:
        dong = bang.dong_cua(gui.chi_tieu)
        o = dong.o.get(gui.cot) if dong else None
        if dong is None or o is None:
            continue
        pb = ket_qua.phien_ban.get(gui.khoa, o.phien_ban)
        if (g := moi.get(gui.khoa)) is not None:
            co_gia_tri = g.trang_thai_o == "co_gia_tri"
            so, chu = (g.so, g.chu) if co_gia_tri else (None, "")
            o = O(gui.chi_tieu, gui.cot, trang_thai_o=g.trang_thai_o, so=so, chu=chu)
        le = le_cot[gui.cot]
        kq[gui.khoa] = {"pb": pb, "chu": chu_cua(o, dong.chi_tieu.so_le if le is None else le)}
    return kq


def _ds_da_luu(
    phieu: PhieuBieu, gui_ds: Mapping[str, str], giu: set[str], loi: Mapping[str, str]
) -> dict[str, str]:
    cac_khoa = {ten[2:] for ten in gui_ds if ten.startswith("s:")} - giu
    xong = {k for k in cac_khoa if not any(ten.startswith(f"d:{k}.") for ten in loi)}
    if not xong:
        return {}
    bang = doc_cac_dong(phieu, {k.rpartition(".")[0] for k in xong})
    return {d.khoa: d.goc for d in dung_danh_sach(bang) if d.khoa in xong}


@chi_so
@require_GET
def ket_qua(request: HttpRequest, pk: int) -> HttpResponse:
    """What the server computes and finds in the form as stored: the word that counts."""
    phieu = lay_phieu(request.user, pk)
    if phieu.bieu_mau.la_tinh_toan:
        raise PermissionDenied("Biểu này hệ thống tự tính, không nhập.")
    luoi = doc_luoi(phieu, request.user)
    co, can, phan_tram = luoi.day_du
    ngu_canh = {"luoi": luoi, "phieu": phieu, "toi_thieu": GIAI_TRINH_TOI_THIEU}
    return JsonResponse(
        {
            "doc": luoi.o_doc_moi(),
            "dau": {
                khoa: render_to_string("so/_dau.html", {"cac_dau": dau})
                for khoa, dau in luoi.theo_o.items()
            },
            "vi_pham_html": render_to_string("so/_vi_pham.html", ngu_canh, request=request),
            "day_du": {"co": co, "can": can, "phan_tram": phan_tram},
            "dem": luoi.dem,
        }
    )


@chi_so
@require_GET
def ma_phien(request: HttpRequest) -> HttpResponse:
    """A fresh CSRF token after a login in another tab, and whose session it is."""
    return JsonResponse({"ma": get_token(request), "nguoi": request.user.pk})
