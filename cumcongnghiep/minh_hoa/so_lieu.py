"""Figures with their days: clearance, capital, and what running projects earn and employ."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from cumcongnghiep.choices import ChiTieuSo as C
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.minh_hoa import kich_ban as kb_
from cumcongnghiep.minh_hoa.dat import da_thue
from cumcongnghiep.minh_hoa.kich_ban import NGAY
from cumcongnghiep.minh_hoa.lo import O
from cumcongnghiep.minh_hoa.so_gia import khoang, ngay_trong, trong
from cumcongnghiep.models import DuAn, SoLieu

DAU_2025, CHOT_2025 = date(2024, 12, 15), date(2025, 12, 14)
DAU_2026, CHOT_6T = date(2025, 12, 15), date(2026, 6, 14)
GAN_DAY = date(2026, 9, 30)
HAI = Decimal("0.01")


def _so(o: O, chi_tieu: str, ngay: date, gia_tri: Decimal | int) -> None:
    o.them(SoLieu(cum=o.cum, chi_tieu=chi_tieu, ngay=ngay, gia_tri=Decimal(gia_tri)))


def cua_cum(o: O) -> None:
    """Clearance and capital series of the cluster, and its published vacant land."""
    kb = o.kb
    if L.THANH_LAP in o.van_ban and not kb.hoat_dong and not o.du_an:
        # The officer of a young cluster says that nobody is there yet; silence would say nothing.
        _so(o, C.SO_DU_AN, max(CHOT_6T, o.van_ban[L.THANH_LAP].ngay), 0)
    if L.DU_AN in o.van_ban:
        _von(o)
    if L.GPMB in o.van_ban and kb.loai in (kb_.MOI, kb_.XAY):
        _gpmb(o)
    if kb.hoat_dong:
        thue = da_thue(o)
        if kb.qhct is not None:
            du = min(kb.dat_cn, (thue * Decimal("1.15")).quantize(HAI))
            _so(o, C.DU_DIEU_KIEN, CHOT_2025, du)
            _so(o, C.CN_DA_GPMB, CHOT_2025, min(kb.dat_cn, (du * Decimal("1.05")).quantize(HAI)))
        if not kb.nha_nuoc and kb.lap_day < 100:
            cu = trong(22, "a13", kb.khoa)
            ngay = date(2026, 5, 5) if cu else ngay_trong(date(2026, 9, 1), NGAY, "ck", kb.khoa)
            _so(o, C.CONG_KHAI_DAT, ngay, kb.dat_cn - thue)
        if kb.lap_day >= 85 and trong(45, "nhu-cau", kb.khoa):
            _so(o, C.NHU_CAU, GAN_DAY, khoang(1, 12, "nc", kb.khoa))
    if kb.loai in (kb_.MOI, kb_.XAY, kb_.DN) and kb.qhct and trong(45, "lua", kb.khoa):
        _so(
            o, C.DAT_LUA, kb.qhct, (kb.dien_tich * khoang(10, 70, "l", kb.khoa) / 100).quantize(HAI)
        )


def _von(o: O) -> None:
    kb = o.kb
    bat_dau = o.van_ban[L.DU_AN].ngay
    muc = {kb_.MOI: (3, 12), kb_.XAY: (15, 62)}.get(kb.loai, (62, 96))
    phan = khoang(*muc, "tra", kb.khoa)
    if kb.loi == "V26":
        phan = 112
    _so(o, C.TMDT, bat_dau, kb.tmdt)
    for ngay, bot in ((CHOT_2025, 6), (CHOT_6T, 3), (GAN_DAY, 0)):
        if ngay >= bat_dau:
            tra = kb.tmdt * max(1, phan - bot) // 100
            _so(o, C.VON_DA_TRA, ngay, tra)
            if ngay == GAN_DAY and kb.phan_ngan_sach:
                _so(o, C.VON_NSNN, ngay, tra * kb.phan_ngan_sach // 100)


def _gpmb(o: O) -> None:
    kb = o.kb
    phai = (kb.dien_tich * Decimal("0.95")).quantize(HAI)
    xong = khoang(5, 60, "gp", kb.khoa) if kb.loai == kb_.MOI else khoang(40, 100, "gp", kb.khoa)
    giao = (phai * xong / 100).quantize(HAI)
    ho = khoang(30, 420, "ho", kb.khoa)
    for chi_tieu, gia_tri in (
        (C.PHAI_THU_HOI, phai),
        (C.CO_PHUONG_AN, min(phai, (giao * Decimal("1.2")).quantize(HAI))),
        (C.DA_CHI_TRA, min(phai, (giao * Decimal("1.05")).quantize(HAI))),
        (C.DA_BAN_GIAO, giao),
        (C.CN_DA_GPMB, (giao * kb.ty_le_cn).quantize(HAI)),
        (C.HO_PHAI_THU_HOI, ho),
        (C.HO_DA_CHI_TRA, ho * xong // 100),
    ):
        ngay = max(CHOT_6T, o.van_ban[L.GPMB].ngay)
        _so(o, chi_tieu, ngay, gia_tri)


def cua_du_an(o: O) -> None:
    """Workers, income, revenue and taxes of each project that runs on the closing days."""
    for i, d in enumerate(o.du_an):
        phan = d.dien_tich_dang_ky
        khoa = f"{o.kb.khoa}-{i}"
        lao_dong = max(2, int(phan * khoang(18, 64, "ld", khoa)))
        moi_nguoi = khoang(260, 760, "dt", khoa) * 10**6
        for tu, den, phan_nam in ((DAU_2025, CHOT_2025, 100), (DAU_2026, CHOT_6T, 47)):
            if not _chay(d, den):
                continue
            nguoi = lao_dong + (
                0 if den == CHOT_2025 else lao_dong * khoang(-4, 7, "tang", khoa) // 100
            )
            doanh_thu = nguoi * moi_nguoi * phan_nam // 100
            _cua(o, d, C.LAO_DONG, None, den, nguoi)
            _cua(o, d, C.DOANH_THU, tu, den, doanh_thu)
            _cua(o, d, C.NOP_NSNN, tu, den, doanh_thu * khoang(20, 75, "ns", khoa) // 1000)
            if den == CHOT_6T:
                _cua(o, d, C.THU_NHAP, None, den, khoang(62, 118, "tn", khoa) * 100_000)


def _chay(d: DuAn, ngay: date) -> bool:
    return (
        d.hoat_dong_tu is not None
        and d.hoat_dong_tu + timedelta(days=60) <= ngay
        and (d.ngung_tu is None or d.ngung_tu > ngay)
    )


def _cua(o: O, d: DuAn, chi_tieu: str, tu: date | None, den: date, gia_tri: int) -> None:
    o.them(
        SoLieu(
            cum=o.cum, du_an=d, chi_tieu=chi_tieu, tu_ngay=tu, ngay=den, gia_tri=Decimal(gia_tri)
        )
    )


def ha_tang(o: O) -> None:
    """What the infrastructure firm itself earns (rows 9–12 of Biểu 02)."""
    kb = o.kb
    if kb.loai != kb_.DN:
        return
    for tu, den, phan in ((DAU_2025, CHOT_2025, 100), (DAU_2026, CHOT_6T, 48)):
        thu = kb.tmdt * khoang(2, 7, "htdt", kb.khoa) // 100 * phan // 100
        for chi_tieu, dau, gia_tri in (
            (C.DOANH_THU, tu, thu),
            (C.NOP_NSNN, tu, thu // 12),
            (C.LAO_DONG, None, khoang(8, 40, "htld", kb.khoa)),
            (C.THU_NHAP, None, khoang(70, 130, "httn", kb.khoa) * 100_000),
        ):
            o.them(
                SoLieu(
                    cum=o.cum, chi_tieu=chi_tieu, tu_ngay=dau, ngay=den, gia_tri=Decimal(gia_tri)
                )
            )
