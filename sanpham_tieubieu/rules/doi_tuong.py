"""Who and what may enter: R13–R18 (place, kind, size, sets, no one-off)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cucctdp.donvi.choices import LoaiDonVi, LoaiHinhCoSo, LoaiXa, QuyMo
from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_trieu
from sanpham_tieubieu.choices import DanhHieuLangNghe
from sanpham_tieubieu.ho_so_xet import XetHoSo
from sanpham_tieubieu.models import LangNghe, QuyTac
from sanpham_tieubieu.rules.bo_may import SO_HO_SO, Loi

quy_tac = SO_HO_SO.quy_tac


def la_lang_nghe(lang: LangNghe | None, ngay: date) -> bool:
    """A village (not a craft alone) recognised by decision on a day and not withdrawn."""
    return (
        lang is not None
        and lang.danh_hieu != DanhHieuLangNghe.NGHE_TRUYEN_THONG
        and lang.so_qd != ""
        and (lang.ngay_qd is None or lang.ngay_qd <= ngay)
        and (lang.thu_hoi_ngay is None or lang.thu_hoi_ngay > ngay)
    )


@quy_tac("R13", "lap", "nop", "hop_le")
def _dia_ban(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    """The place of production on the day of handing in, by the regime of that day."""
    xa = x.ho_so.xa
    kq = x.kho.xet_dia_ban(xa, x.ngay, la_lang_nghe(x.ho_so.lang_nghe, x.ngay))
    noi = f"{xa.ten_ngay(x.ngay).ten_day_du}, {xa.tinh.ten_ngay(x.ngay).ten_day_du}"
    chu = {"noi": noi, "can_cu": kq.can_cu}
    if not kq.xet:
        yield Loi(chu=chu, nhe=True, cau="chua_xet")
    elif not kq.duoc:
        phuong_tp = (
            xa.ten_ngay(x.ngay).loai == LoaiXa.PHUONG
            and xa.tinh.ten_ngay(x.ngay).loai == LoaiDonVi.THANH_PHO
        )
        yield Loi(chu=chu, nhe=not kq.chac, cau="" if phuong_tp else "khac")


@quy_tac("R14", "lap", "nop", "hop_le")
def _loai_hinh(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    h = x.ho_so
    if h.loai_hinh not in q.nguong["loai_hinh"]:
        yield Loi()
    elif h.loai_hinh == LoaiHinhCoSo.DOANH_NGHIEP and h.quy_mo == QuyMo.LON:
        yield Loi(cau="lon")


@quy_tac("R15", "nop", "hop_le")
def _quy_mo(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    """Workers above the limit, or revenue and capital both; unknown capital does not excuse."""
    h, n = x.ho_so, q.nguong
    if h.loai_hinh != LoaiHinhCoSo.DOANH_NGHIEP:
        return
    qua = []
    if h.lao_dong is not None and h.lao_dong > n["lao_dong"]:
        qua.append(f"{dinh_dang(h.lao_dong)} lao động")
    thu = [s.doanh_thu_co_so for s in x.so_lieu if s.doanh_thu_co_so is not None][-1:]
    if thu and thu[0] > n["doanh_thu"] and (h.von is None or h.von > n["von"]):
        qua.append(f"doanh thu {in_trieu(thu[0])} triệu đồng")
    if qua:
        yield Loi(chu={"x": ", ".join(qua)})


@quy_tac("R16", "nop", "hop_le")
def _bo_san_pham(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    if not x.ho_so.san_pham.la_bo:
        return
    if len(x.thanh_phan) < q.nguong["toi_thieu"]:
        yield Loi(chu={"m": q.nguong["toi_thieu"], "n": len(x.thanh_phan)})
    for t in x.thanh_phan:
        if t.co_so_id is not None and t.co_so_id != x.ho_so.san_pham.co_so_id:
            yield Loi(t.ten, {"ten": t.ten}, cau="khac_co_so")


@quy_tac("R17", "nop", "hop_le")
def _truong_hop_bo(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    if x.ho_so.san_pham.la_bo and not x.ho_so.san_pham.truong_hop_bo:
        yield Loi()


@quy_tac("R18", "nop", "hop_le")
def _doc_ban(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    s = x.ho_so.san_pham
    if s.doc_ban or s.san_xuat_hang_loat is False:
        yield Loi()
    elif s.san_xuat_hang_loat is None:
        yield Loi(nhe=True, cau="chua_khai")
