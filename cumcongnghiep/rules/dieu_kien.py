"""May it be established or extended: V07–V12 (size, plan, area, fill, essential works)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cucctdp.formats.so import ha
from cucctdp.quy_tac import Loi
from cumcongnghiep.choices import (
    CanCuMienTru,
    LoaiDiaBan,
    LoaiHangMuc,
    LoaiHinh,
    LoaiThuTuc,
    LoaiVanBan,
    NhomQuyHoach,
)
from cumcongnghiep.ho_so_cum import hieu_luc
from cumcongnghiep.models import CheDo, QuyTac
from cumcongnghiep.rules.bo_may import SO_CUM
from cumcongnghiep.rules.chu import gon, hai_so, ngay
from cumcongnghiep.rules.dat import TRAM
from cumcongnghiep.rules.kieu import DiaBanXet
from cumcongnghiep.rules.xet import XetCum
from cumcongnghiep.trang_thai import xong


def dien_tich_xet(x: XetCum) -> Decimal | None:
    """Area the rules judge (ha): as asked for, or as it stands; of an extension, the total after.

    A decision about to be recorded comes before what the dossier asked for.
    """
    h, t = x.ho_so, x.thu_tuc
    hien_co = x.dien_tich
    if t is None or any(
        v.ho_so_id is not None and v.ho_so_id == t.pk
        for v in h.van_ban_den(x.hom_nay, LoaiVanBan.THANH_LAP, LoaiVanBan.MO_RONG)
    ):
        return hien_co
    v = x.van_ban
    theo_quyet_dinh = v is not None and v.loai in (LoaiVanBan.THANH_LAP, LoaiVanBan.MO_RONG)
    them = v.dien_tich if v is not None and theo_quyet_dinh and v.dien_tich else t.dien_tich
    if t.loai == LoaiThuTuc.THANH_LAP or them is None:
        return them
    return None if hien_co is None else hien_co + them


def _nhe(x: XetCum, *truong: str) -> bool:
    """Only a dossier under way is blocked, and only on figures of the law that were seen."""
    return x.thu_tuc is None or not all(x.chac(t) for t in truong)


@SO_CUM.quy_tac("V07", "ho_so", "thanh_lap", "mo_rong", "van_ban", "cum", "cap_nhat")
def _toi_da(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    dien_tich, cum = dien_tich_xet(x), x.ho_so.cum
    tran = x.che_do.dien_tich_toi_da if x.che_do else None
    if dien_tich is None or tran is None or dien_tich <= tran:
        return
    mo_rong = x.thu_tuc is not None and x.thu_tuc.loai == LoaiThuTuc.MO_RONG
    xin_mien = cum.mien_tru_dien_tich == CanCuMienTru.LON_TRUOC_105
    if xin_mien and cum.truoc_105_2009 and not mo_rong:
        return
    yield Loi(
        chu={"x": ha(dien_tich), "max": ha(tran)},
        nhe=_nhe(x, "dien_tich_toi_da"),
        cau="mien_tru_sai" if xin_mien and not cum.truoc_105_2009 else "",
    )


def _muc_toi_thieu(x: XetCum, che_do: CheDo, dien_tich: Decimal) -> tuple[Decimal | None, bool]:
    """(least area, certain): of mountain communes and craft villages its own.

    While no list of mountain communes is loaded, between the two figures nothing is certain.
    """
    chung, rieng = che_do.dien_tich_toi_thieu, che_do.dien_tich_toi_thieu_rieng
    if chung is None or rieng is None:
        return chung, True
    nui = any(
        LoaiDiaBan.MIEN_NUI in x.danh_muc.loai_dia_ban(c.xa_id, x.ngay_che_do)
        for c in x.ho_so.cac_xa
    )
    if nui or LoaiHinh.LANG_NGHE in x.ho_so.cum.loai_hinh:
        return rieng, True
    co_danh_sach = any(
        d.loai == LoaiDiaBan.MIEN_NUI for c in x.danh_muc.dia_ban.values() for d in c
    )
    return chung, co_danh_sach or dien_tich < rieng


@SO_CUM.quy_tac("V08", "ho_so", "thanh_lap", "mo_rong", "van_ban", "cum", "cap_nhat")
def _toi_thieu(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    dien_tich = dien_tich_xet(x)
    if dien_tich is None or x.che_do is None:
        return
    muc, chac = _muc_toi_thieu(x, x.che_do, dien_tich)
    if muc is None or dien_tich >= muc:
        return
    xin_mien = x.ho_so.cum.mien_tru_dien_tich == CanCuMienTru.NHO_TRUOC_68
    thanh_lap = x.ho_so.thanh_lap(x.hom_nay)
    truoc = date.fromisoformat(q.nguong["mien_tru_truoc"])
    if xin_mien and thanh_lap is not None and hieu_luc(thanh_lap) < truoc:
        return
    yield Loi(
        chu={"x": ha(dien_tich), "min": ha(muc), "d": ngay(x.ngay_che_do)},
        nhe=not chac or _nhe(x, "dien_tich_toi_thieu", "dien_tich_toi_thieu_rieng"),
        cau="mien_tru_sai" if xin_mien else "",
    )


@SO_CUM.quy_tac("V09", "ho_so", "thanh_lap", "mo_rong", "cap_nhat")
def _so_quy_hoach(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    dien_tich, muc = dien_tich_xet(x), x.ho_so.muc_quy_hoach(x.hom_nay)
    dung_sai = x.che_do.dung_sai_dien_tich if x.che_do else None
    if muc is None or muc.nhom == NhomQuyHoach.RUT or muc.dien_tich is None:
        return
    if dien_tich is not None and dung_sai is not None and dien_tich - muc.dien_tich > dung_sai:
        yield Loi(chu={"x": ha(dien_tich - muc.dien_tich), "muc": hai_so(dung_sai)})


@dataclass(frozen=True)
class KetLuanDiaBan:
    """``dat``: may a new cluster be opened; None: not to be told, figures are missing.

    ``chac``: the figures of the law were seen and bind by themselves.
    """

    dat: bool | None
    chac: bool


def ket_luan_dia_ban(d: DiaBanXet, che_do: CheDo, loai_hinh: Collection[str] = ()) -> KetLuanDiaBan:
    """Test of the area (điểm c khoản 1 Điều 8): fill above the limit, or little land left.

    Without clusters there is nothing to test. Where the province decides how to apply it (Điều 12
    NĐ 139/2025/NĐ-CP) the answer is not certain.
    """
    chac = che_do.cap_xet != CheDo.CapXet.TINH and all(
        che_do.chac_chan(t) for t in ("cap_xet", "lap_day_thanh_lap", "chua_thue_thanh_lap")
    )
    if not d.so_cum or set(loai_hinh) & set(che_do.mien_xet_thanh_lap):
        return KetLuanDiaBan(True, chac)
    nguong, con_lai = che_do.lap_day_thanh_lap, che_do.chua_thue_thanh_lap
    if nguong is None:
        return KetLuanDiaBan(True, chac)
    if d.thieu or d.lap_day is None:
        return KetLuanDiaBan(None, False)
    du_lap_day = d.lap_day > nguong
    it_dat = con_lai is not None and d.chua_thue is not None and d.chua_thue <= con_lai
    return KetLuanDiaBan(du_lap_day or it_dat, chac)


@SO_CUM.quy_tac("V10", "ho_so", "thanh_lap")
def _dia_ban(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    d = x.dia_ban
    if d is None or x.che_do is None:
        return
    if x.thu_tuc is None or x.thu_tuc.loai != LoaiThuTuc.THANH_LAP:
        return
    kl = ket_luan_dia_ban(d, x.che_do, x.ho_so.cum.loai_hinh)
    noi = d.ten[:1].lower() + d.ten[1:]
    if kl.dat is None:
        yield Loi(chu={"noi": noi, "n": d.thieu or d.so_cum}, nhe=True, cau="thieu_so")
    elif not kl.dat:
        con = "…" if d.chua_thue is None else ha(d.chua_thue)
        yield Loi(
            chu={"noi": noi, "p": gon(d.lap_day or Decimal(0)), "x": con},
            nhe=not kl.chac,
            cau="tinh_quyet" if x.che_do.cap_xet == CheDo.CapXet.TINH else "",
        )


def _mo_rong(x: XetCum) -> bool:
    return x.thu_tuc is not None and x.thu_tuc.loai == LoaiThuTuc.MO_RONG


@SO_CUM.quy_tac("V11", "ho_so", "mo_rong")
def _lap_day_mo_rong(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    muc = x.che_do.lap_day_mo_rong if x.che_do else None
    if not _mo_rong(x) or muc is None or (x.thu_tuc and x.thu_tuc.chung_minh_nhu_cau):
        return
    t = x.lap_day
    if t.tu is None or not t.mau:
        yield Loi(chu={"nguong": gon(muc)}, nhe=True)
    elif t.tu * TRAM < muc * t.mau:
        yield Loi(chu={"nguong": gon(muc)}, nhe=_nhe(x, "lap_day_mo_rong"))


@SO_CUM.quy_tac("V12", "ho_so", "mo_rong")
def _thiet_yeu(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    c = x.che_do
    if not _mo_rong(x) or c is None:
        return
    if x.ho_so.cum.truoc_105_2009 and c.mien_thiet_yeu_truoc_105:
        return
    co = {
        loai
        for loai in c.hang_muc_thiet_yeu
        if (cac := [m for m in x.ho_so.hang_muc if m.loai == loai])
        and all(xong(m, x.hom_nay) for m in cac)
    }
    thieu = [LoaiHangMuc(m).label.lower() for m in c.hang_muc_thiet_yeu if m not in co]
    if thieu:
        yield Loi(chu={"danh_sach": "; ".join(thieu)}, nhe=_nhe(x, "hang_muc_thiet_yeu"))
