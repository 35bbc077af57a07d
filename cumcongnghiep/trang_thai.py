"""The three axes of state on a day, read off documents and facts (section 2.2 of the domain file).

They are independent: Đà Nẵng's 63 clusters of 2026 are 59 with a decision and 4 that operate
without one. Nothing here is typed by anybody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cumcongnghiep.choices import (
    ChieuDiDoi,
    ChiTieuSo,
    HaTang,
    HoatDong,
    LoaiThuTuc,
    LoaiVanBan,
    PhapLy,
    TinhTrangHangMuc,
)
from cumcongnghiep.ho_so_cum import HoSoCum, hieu_luc
from cumcongnghiep.models import HangMuc


@dataclass(frozen=True)
class TrangThai:
    """States and figures of one cluster on one day; missing is None, not zero."""

    phap_ly: str
    ha_tang: str
    hoat_dong: str
    trong_quy_hoach: bool
    dien_tich: Decimal | None
    dat_cn: Decimal | None
    dat_da_thue: Decimal | None
    dat_chap_thuan: Decimal | None
    so_du_an: int | None
    thanh_lap_ngay: date | None

    @property
    def co_hoat_dong(self) -> bool:
        """«Đã hoạt động» of the form: at least one project (row 15 of TT 14/2024/TT-BCT)."""
        return bool(self.so_du_an)


def suy_ra(h: HoSoCum, ngay: date, *, thiet_yeu: Collection[str] = ()) -> TrangThai:
    """States of a cluster on a day; ``thiet_yeu``: items without which it is not finished."""
    thanh_lap = h.thanh_lap(ngay)
    return TrangThai(
        phap_ly=_phap_ly(h, ngay),
        ha_tang=_ha_tang(h, ngay, thiet_yeu),
        hoat_dong=_hoat_dong(h, ngay),
        trong_quy_hoach=h.trong_quy_hoach(ngay),
        dien_tich=h.dien_tich(ngay),
        dat_cn=h.dat_cn(ngay),
        dat_da_thue=h.dat_da_thue(ngay),
        dat_chap_thuan=h.dat_chap_thuan(ngay),
        so_du_an=h.so_du_an(ngay),
        thanh_lap_ngay=hieu_luc(thanh_lap) if thanh_lap else None,
    )


def _phap_ly(h: HoSoCum, ngay: date) -> str:
    if h.thanh_lap(ngay) is not None:
        return PhapLy.DA_THANH_LAP
    if h.van_ban_den(ngay, LoaiVanBan.BAI_BO):
        return PhapLy.BAI_BO
    ho_so = h.ho_so_mo(ngay)
    if ho_so is not None and ho_so.loai == LoaiThuTuc.THANH_LAP:
        return PhapLy.DANG_THAM_DINH
    if h.so_du_an(ngay):
        return PhapLy.CHUA_THANH_LAP_HOAT_DONG
    return PhapLy.QUY_HOACH if h.trong_quy_hoach(ngay) else PhapLy.NGOAI_QUY_HOACH


def xong(m: HangMuc, ngay: date) -> bool:
    """Whether an item was finished by a day; without its day, from the day it was reported."""
    if m.hoan_thanh is not None:
        return m.hoan_thanh <= ngay
    return m.tinh_trang == TinhTrangHangMuc.XONG and m.den_ngay <= ngay


def _dang(m: HangMuc, ngay: date) -> bool:
    if xong(m, ngay):
        return False
    if m.khoi_cong is not None:
        return m.khoi_cong <= ngay
    return m.tinh_trang == TinhTrangHangMuc.DANG and m.den_ngay <= ngay


def _ha_tang(h: HoSoCum, ngay: date, thiet_yeu: Collection[str]) -> str:
    muc = [m for m in h.hang_muc if m.tinh_trang != TinhTrangHangMuc.CHUA or m.hoan_thanh]
    da_xong = [m for m in muc if xong(m, ngay)]
    co = {m.loai for m in da_xong}
    if da_xong and len(da_xong) == len(h.hang_muc) and set(thiet_yeu) <= co:
        return HaTang.HOAN_THANH
    dung = [m for m in muc if m.tinh_trang == TinhTrangHangMuc.DUNG and m.den_ngay <= ngay]
    dang = [m for m in muc if m not in dung and _dang(m, ngay)]
    if dung and not dang:
        return HaTang.TAM_DUNG
    giai_doan_1 = [m for m in h.hang_muc if m.giai_doan == 1]
    if (
        giai_doan_1
        and len(giai_doan_1) < len(h.hang_muc)
        and all(xong(m, ngay) for m in giai_doan_1)
        and set(thiet_yeu) <= {m.loai for m in giai_doan_1}
    ):
        return HaTang.HOAN_THANH_GIAI_DOAN
    if dang or da_xong or h.van_ban_den(ngay, LoaiVanBan.KHOI_CONG, LoaiVanBan.NGHIEM_THU):
        return HaTang.DANG_XAY_DUNG
    da_chi = (ChiTieuSo.DA_CHI_TRA, ChiTieuSo.DA_BAN_GIAO, ChiTieuSo.CO_PHUONG_AN)
    if h.van_ban_den(ngay, LoaiVanBan.GPMB) or any(h.gia_tri(c, ngay) for c in da_chi):
        return HaTang.GPMB
    if h.van_ban_den(ngay, LoaiVanBan.QHCT):
        return HaTang.QHCT
    return HaTang.CHUA_TRIEN_KHAI


def _hoat_dong(h: HoSoCum, ngay: date) -> str:
    so = h.so_du_an(ngay)
    if not so:
        if h.tung_co_du_an(ngay):
            return HoatDong.NGUNG
        return HoatDong.CHUA_CO_SO_LIEU if so is None else HoatDong.CHUA_CO_DU_AN
    roi = [d for d in h.di_doi if d.chieu == ChieuDiDoi.RA and d.den_ngay <= ngay]
    if any(d.da_doi < d.so_co_so for d in roi):
        return HoatDong.DANG_DI_DOI
    cn, thue = h.dat_cn(ngay), h.dat_da_thue(ngay)
    if cn and thue is not None and thue + (h.dat_chap_thuan(ngay) or 0) >= cn:
        return HoatDong.LAP_DAY
    return HoatDong.DANG_HOAT_DONG
