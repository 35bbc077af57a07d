"""A07, A08, A14–A16, A18: wastewater, services, works in common, reserved land, state assets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from cucctdp.quy_tac import Loi
from cumcongnghiep.choices import (
    ChiTieuSo,
    CoQuan,
    HaTang,
    LoaiHangMuc,
    LoaiVanBan,
    TinhTrangDuAn,
    TinhTrangTram,
)
from cumcongnghiep.models import QuyTac, TramXuLy
from cumcongnghiep.rules.canh_bao.bo_may import DEM, SO_CUM_DEM, ben_cdt, so_thang, them_thang
from cumcongnghiep.rules.canh_bao.kieu import XemCum
from cumcongnghiep.trang_thai import xong

_DA_CO_TRAM = (TinhTrangTram.VAN_HANH, TinhTrangTram.DUNG)


def _cac_tram(x: XemCum) -> list[TramXuLy]:
    return [t for t in x.ho_so.tram if t.tinh_trang_tu <= x.hom_nay]


@SO_CUM_DEM.quy_tac("A07", DEM)
def _chua_xlnt(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    """A stopped station is a system too (A08); counted from the first project if that was later."""
    tu = x.hoat_dong_tu
    moc = date.fromisoformat(q.nguong["han"])
    if tu is None or x.hom_nay <= moc:
        return
    co = any(t.tinh_trang in _DA_CO_TRAM for t in _cac_tram(x)) or any(
        m.loai == LoaiHangMuc.XLNT and xong(m, x.hom_nay) for m in x.ho_so.hang_muc
    )
    if not co:
        han = max(moc, tu)
        yield Loi(chu={"n": dinh_dang(so_thang(han, x.hom_nay))}, ben=ben_cdt(x), han=han)


@SO_CUM_DEM.quy_tac("A08", DEM)
def _tram(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    for t in _cac_tram(x):
        cac = _hong(t, Decimal(str(q.nguong["tai"])))
        if cac:
            chu = {"tinh_trang": ", ".join(cac)}
            yield Loi(t.ten, chu, ben=ben_cdt(x), khoa=f"tram:{t.pk}")


def _hong(t: TramXuLy, tai_toi_da: Decimal) -> list[str]:
    if t.tinh_trang == TinhTrangTram.DUNG:
        return [f"đã dừng từ {t.tinh_trang_tu:%d/%m/%Y}"]
    if t.tinh_trang != TinhTrangTram.VAN_HANH:
        return []
    kq = []
    cong_suat = t.cong_suat_van_hanh or t.cong_suat_thiet_ke
    if cong_suat and t.luu_luong is not None and t.luu_luong * 100 > tai_toi_da * cong_suat:
        kq.append(f"quá tải ({dinh_dang(t.luu_luong * 100 / cong_suat, 0)}% công suất)")
    if t.quan_trac_tu_dong is False:
        kq.append("chưa truyền số liệu quan trắc tự động")
    return kq


@SO_CUM_DEM.quy_tac("A14", DEM)
def _chua_quy_che(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    if x.tt.co_hoat_dong and not x.ho_so.van_ban_den(x.hom_nay, LoaiVanBan.QUY_CHE):
        yield Loi(ben=ben_cdt(x))


@SO_CUM_DEM.quy_tac("A15", DEM)
def _hoat_dong_som(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    """Projects begun under a regime that asks for the works first; the works known item by item."""
    if not x.ho_so.hang_muc:
        return
    da_xong = {m.loai for m in x.ho_so.hang_muc if xong(m, x.hom_nay)}
    for d in x.ho_so.du_an_ngay(x.hom_nay):
        if d.hoat_dong_tu is None or d.tinh_trang(x.hom_nay) != TinhTrangDuAn.HOAT_DONG:
            continue
        che_do = x.danh_muc.tim_che_do(d.hoat_dong_tu)
        if che_do is None or not che_do.xong_ha_tang_moi_hoat_dong:
            continue
        if thieu := [m for m in che_do.hang_muc_thiet_yeu if m not in da_xong]:
            noi = "Chưa xong: " + ", ".join(LoaiHangMuc(m).label for m in thieu)
            yield Loi(noi, {"ten": d.ten}, ben=ben_cdt(x), khoa=f"du_an:{d.pk}")


@SO_CUM_DEM.quy_tac("A16", DEM)
def _dat_uu_tien(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    """Only a cluster built without state money may ask to release the land (khoản 4a Điều 18)."""
    if x.tt.ha_tang != HaTang.HOAN_THANH or x.ho_so.gia_tri(ChiTieuSo.VON_NSNN, x.hom_nay):
        return
    can_doi = x.ho_so.can_doi_dat(x.hom_nay)
    thanh_lap = x.ho_so.thanh_lap(x.hom_nay)
    danh = (can_doi and can_doi.uu_tien) or (thanh_lap and thanh_lap.dat_uu_tien)
    if not danh or any(d.nhom_uu_tien for d in x.ho_so.du_an_ngay(x.hom_nay)):
        return
    cac = [m.hoan_thanh or m.den_ngay for m in x.ho_so.hang_muc]
    xong_ngay = max(cac)
    if x.hom_nay >= them_thang(xong_ngay, int(q.nguong["so_thang"])):
        yield Loi(ben=CoQuan.CDT, han=them_thang(xong_ngay, int(q.nguong["du_thang"])))


@SO_CUM_DEM.quy_tac("A18", DEM)
def _tai_san(x: XemCum, q: QuyTac) -> Iterator[Loi]:
    if x.hom_nay < date.fromisoformat(q.nguong["tu_ngay"]):
        return
    von = bool(x.ho_so.gia_tri(ChiTieuSo.VON_NSNN, x.hom_nay)) or any(
        m.von_nsnn and xong(m, x.hom_nay) for m in x.ho_so.hang_muc
    )
    thieu = [t for t in x.ho_so.tai_san if not t.so_ho_so]
    if (von and not x.ho_so.tai_san) or thieu:
        noi = ", ".join(t.ten for t in thieu)[:255]
        han = date.fromisoformat(q.nguong["han"])
        yield Loi(noi, {"han": f"{han:%d/%m/%Y}"}, ben=CoQuan.UBND_TINH, han=han)
