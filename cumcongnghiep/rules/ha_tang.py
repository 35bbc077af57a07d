"""Capital of the infrastructure and the wastewater station: V26–V28, V36, V38."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cucctdp.quy_tac import Loi
from cumcongnghiep.choices import ChiTieuSo, LoaiVanBan, TinhTrangTram
from cumcongnghiep.models import QuyTac, TramXuLy
from cumcongnghiep.rules.bo_may import SO_CUM
from cumcongnghiep.rules.chu import TY, gon, lui_thang, ty
from cumcongnghiep.rules.xet import XetCum


def tong_muc_dau_tu(x: XetCum) -> Decimal | None:
    """Approved investment (đồng): the figure, else the newest decision that names it."""
    so = x.ho_so.gia_tri(ChiTieuSo.TMDT, x.hom_nay)
    if so is not None:
        return so
    for loai in (LoaiVanBan.DU_AN, LoaiVanBan.THANH_LAP):
        for v in reversed(x.ho_so.van_ban_den(x.hom_nay, loai)):
            if v.tong_muc_dau_tu is not None:
                return Decimal(v.tong_muc_dau_tu)
    return None


def _von_nsnn(x: XetCum) -> Decimal | None:
    so = x.ho_so.gia_tri(ChiTieuSo.VON_NSNN, x.hom_nay)
    if so is not None:
        return so
    cac = x.ho_so.van_ban_den(x.hom_nay, LoaiVanBan.DU_AN, LoaiVanBan.THANH_LAP)
    return next((Decimal(v.von_nsnn) for v in reversed(cac) if v.von_nsnn is not None), None)


@SO_CUM.quy_tac("V26", "ha_tang", "so_lieu", "cap_nhat")
def _vuot_tmdt(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    tra, tmdt = x.ho_so.gia_tri(ChiTieuSo.VON_DA_TRA, x.hom_nay), tong_muc_dau_tu(x)
    if tra is not None and tmdt is not None and tra > tmdt:
        yield Loi(chu={"x": ty(tra), "y": ty(tmdt)})


@SO_CUM.quy_tac("V27", "ha_tang", "so_lieu", "van_ban", "cap_nhat")
def _suat_dau_tu(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    tmdt, dien_tich = tong_muc_dau_tu(x), x.dien_tich
    if tmdt is None or not dien_tich:
        return
    suat = tmdt / TY / dien_tich
    if not Decimal(q.nguong["thap"]) <= suat <= Decimal(q.nguong["cao"]):
        tham_chieu = gon(Decimal(q.nguong["tham_chieu"]), 3)
        yield Loi(chu={"s": gon(suat, 3), "tham_chieu": tham_chieu})


@SO_CUM.quy_tac("V28", "ha_tang", "so_lieu", "van_ban", "cap_nhat")
def _ho_tro(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    """Budget support of a developer; what a state unit builds is the budget's anyway."""
    muc = x.che_do.ho_tro_toi_da if x.che_do else None
    nsnn, tmdt = _von_nsnn(x), tong_muc_dau_tu(x)
    giao = x.ho_so.chu_dau_tu_ngay(x.hom_nay)
    if muc is None or nsnn is None or not tmdt:
        return
    if giao is None or giao.chu_dau_tu.loai in q.nguong["mien_loai"]:
        return
    if nsnn * 100 > muc * tmdt:
        chu = {"p": gon(nsnn * 100 / tmdt), "max": gon(muc)}
        yield Loi(chu=chu, nhe=not x.chac("ho_tro_toi_da"))


@SO_CUM.quy_tac("V36", "ha_tang", "cap_nhat")
def _can_cu_dat(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    """A running station proves its standard by a licence and a recent sample that met it."""
    so_thang = int(q.nguong["so_thang"])
    tu = lui_thang(x.hom_nay, so_thang)
    co_gpmt = bool(x.ho_so.van_ban_den(x.hom_nay, LoaiVanBan.GPMT))
    for t in x.ho_so.tram:
        if t.tinh_trang != TinhTrangTram.VAN_HANH:
            continue
        mau = any(m.tram_id == t.pk and m.dat and tu <= m.ngay <= x.hom_nay for m in x.ho_so.mau)
        if not mau or not (co_gpmt or _con_gpmt(t, x)):
            yield Loi(str(t), {"n": so_thang})


def _con_gpmt(t: TramXuLy, x: XetCum) -> bool:
    return bool(t.so_gpmt) and (t.gpmt_den is None or t.gpmt_den >= x.hom_nay)


@SO_CUM.quy_tac("V38", "ha_tang", "so_lieu", "cap_nhat")
def _von_giam(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    """Paid capital is cumulative: lower than before only by a document."""
    cac = sorted(
        (s for s in x.ho_so.so_lieu if s.chi_tieu == ChiTieuSo.VON_DA_TRA and s.ngay <= x.hom_nay),
        key=lambda s: s.ngay,
    )
    if len(cac) > 1 and cac[-1].gia_tri < cac[-2].gia_tri and cac[-1].van_ban_id is None:
        yield Loi(chu={"chi_tieu": "Vốn đã thanh toán"})
