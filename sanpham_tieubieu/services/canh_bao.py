"""The nightly look: what is late or wrong in rounds and certificates opens, stays, closes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from cucctdp.quy_tac import ViPham
from cucctdp.quy_tac.dem import KetQuaDem, Khoa, SoDem, ngay_lam_viec_tre
from sanpham_tieubieu.danh_muc import doc_danh_muc
from sanpham_tieubieu.models import CanhBao, QuyTac
from sanpham_tieubieu.rules import kiem_tra_nhieu
from sanpham_tieubieu.rules.dem import SO_DEM, TO_CHUC
from sanpham_tieubieu.services.bao_canh_bao import bao
from sanpham_tieubieu.xet_dem import XetDem

BANG: SoDem[CanhBao] = SoDem(CanhBao, ("ky_id", "don_vi_id"), ngay_lam_viec_tre)


@transaction.atomic
def chay_dem(hom_nay: date | None = None) -> KetQuaDem:
    """Look at everything, store what is found, tell of what is new; as often as one likes.

    The number of queries grows neither with rounds nor with certificates. No score is read.
    """
    hom_nay = hom_nay or timezone.localdate()
    thay, minh_hoa = tim(hom_nay)
    moi, con, het = BANG.ghi(thay, hom_nay)
    return KetQuaDem(moi, con, het, bao(hom_nay, bo=minh_hoa))


def tim(hom_nay: date) -> tuple[dict[Khoa, ViPham], Collection[Khoa]]:
    """Every finding of the night by ((round, province), code, place), and those of demo rows."""
    danh_muc = doc_danh_muc()
    x = XetDem(danh_muc, hom_nay)
    thay: dict[Khoa, ViPham] = {}
    minh_hoa: set[Khoa] = set()

    def quy_tac(ma: str) -> QuyTac | None:
        return danh_muc.tim_quy_tac(ma, hom_nay)

    for v in SO_DEM.kiem_tra(x, "dem", tim=quy_tac):
        khoa: Khoa = (x.chu[v.khoa], v.ma, v.khoa)
        thay[khoa] = v
        if v.khoa in x.minh_hoa:
            minh_hoa.add(khoa)
    cac = x.ho_so_mo
    for h, vi_pham in zip(
        cac, kiem_tra_nhieu(cac, "dem", danh_muc=danh_muc, hom_nay=hom_nay), strict=True
    ):
        for v in vi_pham:
            khoa = ((h.ky_id, h.don_vi_id), v.ma, v.khoa)
            noi = f"{h.ten_san_pham} – {h.ten_co_so}" + (f": {v.noi}" if v.noi else "")
            thay[khoa] = replace(v, noi=noi[:255], ben=TO_CHUC)
            if h.ky.minh_hoa:
                minh_hoa.add(khoa)
    return thay, minh_hoa
