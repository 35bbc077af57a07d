"""Cells that an uploaded workbook and the system hold differently, side by side."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from baocao.models import BoBaoCao
from baocao.portal.buoc import TU_CHOI, cau_tu_choi
from baocao.portal.quyen import chi_so, lay_bo
from baocao.portal.xung_dot import nhom_theo_bieu
from baocao.services.xung_dot import (
    CUA_TEP,
    HE_THONG,
    KetQuaChon,
    LuaChon,
    chon_xung_dot,
    xung_dot_cho_chon,
)

CHUA_CHON = "Chưa chọn số nào. Ở mỗi ô, chọn số trong tệp hoặc số trên hệ thống rồi bấm «Lưu»."
TEN_BEN = {"tep": CUA_TEP, "hethong": HE_THONG}


@chi_so
@require_http_methods(["GET", "POST"])
def xung_dot(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose cell by cell, or a whole form at once; what is not chosen stays here."""
    bo = lay_bo(request.user, pk)
    tu_choi: list[str] = []
    if request.method == "POST":
        lua_chon = _doc_lua_chon(request, bo)
        try:
            ket_qua = chon_xung_dot(bo, lua_chon, by=request.user)
        except TU_CHOI as exc:
            tu_choi = cau_tu_choi(exc)
        else:
            if lua_chon:
                _bao(request, ket_qua)
                return redirect("so:xung_dot", pk=bo.pk)
            tu_choi = [CHUA_CHON]
    cac_o = xung_dot_cho_chon(bo, by=request.user)
    du_lieu: dict[str, Any] = {"bo": bo, "cac_bieu": nhom_theo_bieu(cac_o), "tu_choi": tu_choi}
    du_lieu["so_o"] = len(cac_o)
    return render(request, "so/xung_dot_tep.html", du_lieu, status=422 if tu_choi else 200)


def _doc_lua_chon(request: HttpRequest, bo: BoBaoCao) -> dict[int, LuaChon]:
    """Radios «c:<id>», versions shown «v:<id>», or one button «tat_ca» = «<side>:<form id>»."""
    ben_chung, _, phieu = request.POST.get("tat_ca", "").partition(":")
    lua_chon = {}
    for o in xung_dot_cho_chon(bo, by=request.user):
        ma = str(o.dong.pk)
        ben = request.POST.get(f"c:{ma}", "")
        if ben_chung:
            ben = ben_chung if phieu == str(o.dong.phieu_id) else ""
        phien_ban = request.POST.get(f"v:{ma}", "")
        if ben in TEN_BEN and phien_ban.isascii() and phien_ban.isdecimal() and len(phien_ban) < 9:
            lua_chon[o.dong.pk] = LuaChon(TEN_BEN[ben], int(phien_ban))
    return lua_chon


def _bao(request: HttpRequest, kq: KetQuaChon) -> None:
    if kq.cua_tep or kq.he_thong:
        cau = f"Đã ghi {kq.cua_tep} số của tệp, giữ {kq.he_thong} số trên hệ thống."
        messages.success(request, cau)
    if kq.doi_lai:
        cau = (
            f"{kq.doi_lai} ô vừa được sửa trên hệ thống trong lúc bạn chọn nên chưa ghi; "
            "xem lại số mới dưới đây rồi chọn."
        )
        messages.warning(request, cau)
