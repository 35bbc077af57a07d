"""What one cluster adds to each row of Biểu 03 and 04, read off its facts (section 3.4).

A row the cluster does not belong to is absent; one it belongs to with an unknown amount is None.
So a sum is zero when nobody belongs to it and unknown when nobody's amount is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain

from cumcongnghiep.bieu.kieu import Dong
from cumcongnghiep.bieu.mau import BIEU_02, BIEU_04, TY
from cumcongnghiep.choices import (
    ChiTieuSo,
    LoaiChuDauTu,
    LoaiHangMuc,
    LoaiHinh,
    LoaiVanBan,
    TinhTrangDuAn,
    TinhTrangHangMuc,
    TinhTrangTram,
)
from cumcongnghiep.ho_so_cum import HoSoCum, hieu_luc
from cumcongnghiep.models import TramXuLy

So = Decimal | None
MOT = Decimal(1)
_BON = Decimal("0.0001")


@dataclass(frozen=True)
class O:  # noqa: E742
    """A sum with the clusters behind it: each with its part; unknown parts are named."""

    gia_tri: So
    phan: tuple[tuple[int, Decimal], ...] = ()
    chua_ro: tuple[int, ...] = ()


def gia_tri_cum(h: HoSoCum, tu: date, den: date) -> dict[str, So]:
    """Rows of Biểu 03/04 of one cluster for the window ``tu``–``den``, in units of the form."""
    kq: dict[str, So] = {}
    thanh_lap = h.thanh_lap(den)
    dien_tich = h.dien_tich(den)
    if h.trong_quy_hoach(den):
        muc = h.muc_quy_hoach(den)
        kq |= {"1": MOT, "2": muc.dien_tich if muc else None}
    if thanh_lap is not None:
        kq |= {"3": MOT, "4": dien_tich}
        if thanh_lap.ro_ngay and tu <= hieu_luc(thanh_lap) <= den:
            kq |= {"5": MOT, "6": thanh_lap.dien_tich}
    so_du_an = h.so_du_an(den)
    if thanh_lap is None and not so_du_an and h.van_ban_den(den, LoaiVanBan.BAI_BO):
        # Abolished and left: its developer, plans and capital are no longer a cluster's.
        return kq | _du_an(h, tu, den)
    giao = h.chu_dau_tu_ngay(den)
    if giao is not None and giao.chu_dau_tu.loai == LoaiChuDauTu.DOANH_NGHIEP:
        kq |= {"7": MOT, "8": dien_tich}
    if qhct := h.van_ban_den(den, LoaiVanBan.QHCT):
        kq |= {"9": MOT, "10": dien_tich if dien_tich is not None else qhct[-1].dien_tich}
    du_an = h.van_ban_den(den, LoaiVanBan.DU_AN)
    if du_an:
        kq |= {"11": MOT, "12": dien_tich}
    kq |= _von(h, den)
    if so_du_an:
        kq |= _hoat_dong(h, den, thanh_lap is not None, dien_tich)
    kq |= _du_an(h, tu, den) | _nuoc_thai(h, den)
    return kq


def _von(h: HoSoCum, den: date) -> dict[str, So]:
    """Rows 13 and 14: the newest figure, else what the approved project says."""
    tmdt = h.gia_tri(ChiTieuSo.TMDT, den)
    du_an = h.van_ban_den(den, LoaiVanBan.DU_AN)
    if tmdt is None and du_an and du_an[-1].tong_muc_dau_tu is not None:
        tmdt = Decimal(du_an[-1].tong_muc_dau_tu)
    da_tra = h.gia_tri(ChiTieuSo.VON_DA_TRA, den)
    kq: dict[str, So] = {}
    if du_an or tmdt is not None:
        kq["13"] = ty(tmdt)
    if du_an or da_tra is not None:
        kq["14"] = ty(da_tra)
    return kq


def _hoat_dong(h: HoSoCum, den: date, da_thanh_lap: bool, dien_tich: So) -> dict[str, So]:
    """Rows 15–17: at least one project in the cluster (the gloss of row 15)."""
    phan = "1" if da_thanh_lap else "2"
    kq: dict[str, So] = {"15": MOT, "16": dien_tich, f"15.{phan}": MOT, f"16.{phan}": dien_tich}
    if LoaiHinh.LANG_NGHE in h.cum.loai_hinh:
        kq |= {"15.3": MOT, "16.3": dien_tich}
    if LoaiHinh.CHUYEN_NGANH in h.cum.loai_hinh:
        kq |= {"15.4": MOT, "16.4": dien_tich}
    # Without an approved QHCT the row has nothing to state: the land is unknown.
    kq["17"] = h.dat_cn(den)
    return kq


def _du_an(h: HoSoCum, tu: date, den: date) -> dict[str, So]:
    """Rows 18 and 20–25: land let, projects, and what the projects themselves earned."""
    kq: dict[str, So] = {}
    hoat_dong = bool(h.so_du_an(den))
    thue = h.dat_da_thue(den)
    if thue is not None or hoat_dong:
        kq["18"] = thue
    cac = h.du_an_ngay(den)
    if h.du_an:
        kq["20"] = Decimal(len(cac))
        kq["21"] = Decimal(sum(d.von_nuoc_ngoai for d in cac))
        kq["22"] = Decimal(sum(d.tinh_trang(den) == TinhTrangDuAn.HOAT_DONG for d in cac))
    else:
        for ma, chi_tieu in (
            ("20", ChiTieuSo.SO_DU_AN),
            ("21", ChiTieuSo.SO_DU_AN_FDI),
            ("22", ChiTieuSo.SO_DU_AN_CHAY),
        ):
            khai = h.gia_tri(chi_tieu, den)
            if khai is not None or hoat_dong:
                kq[ma] = khai
    if not hoat_dong:
        return kq
    for ma, chi_tieu in (("23", ChiTieuSo.DOANH_THU), ("24", ChiTieuSo.NOP_NSNN)):
        cac_so = [
            s.gia_tri
            for s in h.so_lieu
            if s.du_an_id and s.chi_tieu == chi_tieu and (s.tu_ngay, s.ngay) == (tu, den)
        ]
        kq[ma] = ty(sum(cac_so, Decimal(0))) if cac_so else None
    kq["25"] = _lao_dong(h, den)
    return kq


def _lao_dong(h: HoSoCum, den: date) -> So:
    """Row 25: the newest figure of each project present."""
    co_mat = {d.pk for d in h.du_an_ngay(den)}
    moi: dict[int, tuple[date, Decimal]] = {}
    for s in h.so_lieu:
        if s.chi_tieu == ChiTieuSo.LAO_DONG and s.du_an_id in co_mat and s.ngay <= den:
            cu = moi.get(s.du_an_id)
            if cu is None or cu[0] < s.ngay:
                moi[s.du_an_id] = (s.ngay, s.gia_tri)
    return sum((g for _, g in moi.values()), Decimal(0)) if moi else None


def co_tram(h: HoSoCum, den: date) -> bool:
    """Row 26: a central station built or being built, stopped ones included."""
    tram = any(t.tinh_trang != TinhTrangTram.CHUAN_BI and t.tinh_trang_tu <= den for t in h.tram)
    return tram or any(
        m.loai == LoaiHangMuc.XLNT
        and m.tinh_trang != TinhTrangHangMuc.CHUA
        and (m.khoi_cong or m.den_ngay) <= den
        for m in h.hang_muc
    )


def tram_dat(h: HoSoCum, den: date) -> bool:
    """Row 27: a running station whose newest sample met the standard."""

    def dat(t: TramXuLy) -> bool:
        mau = [m for m in h.mau if m.tram_id == t.pk and m.ngay <= den]
        return bool(mau) and max(mau, key=lambda m: m.ngay).dat

    return any(
        t.tinh_trang == TinhTrangTram.VAN_HANH and t.tinh_trang_tu <= den and dat(t) for t in h.tram
    )


def _nuoc_thai(h: HoSoCum, den: date) -> dict[str, So]:
    kq: dict[str, So] = {}
    if co_tram(h, den):
        kq["26"] = MOT
    if tram_dat(h, den):
        kq["27"] = MOT
    return kq


def ty(dong: So) -> So:
    """Đồng as tỷ đồng to four places."""
    return None if dong is None else (dong / TY).quantize(_BON, ROUND_HALF_UP)


def cong(cac: Mapping[int, Mapping[str, So]]) -> dict[str, O]:
    """Sums of every row over clusters (by key), with the clusters behind; row 19 recomputed."""
    kq: dict[str, O] = {}
    for d in BIEU_04:
        if not d.cong:
            continue
        co = [(pk, hang[d.ma]) for pk, hang in cac.items() if d.ma in hang]
        phan = tuple((pk, g) for pk, g in co if g is not None)
        chua_ro = tuple(pk for pk, g in co if g is None)
        tong = sum((g for _, g in phan), Decimal(0)) if phan or not co else None
        kq[d.ma] = O(tong, phan, chua_ro)
    kq["19"] = O(ty_le_19(kq["18"].gia_tri, kq["17"].gia_tri))
    return kq


def ty_le_19(da_thue: So, dat_cn: So) -> So:
    """Row 19, weighted: 18 ÷ 17 × 100 to two places; None without a denominator."""
    if da_thue is None or not dat_cn:
        return None
    return (da_thue * 100 / dat_cn).quantize(Decimal("0.01"), ROUND_HALF_UP)


def cong_dong(cac: Iterable[Mapping[str, So]]) -> dict[str, So]:
    """Sums of reported forms row by row; row 19 from the sums.

    Missing is no zero: a sum of zeros with a missing part is itself missing.
    """
    hang = list(cac)
    kq: dict[str, So] = {}
    for d in BIEU_04:
        so = [h.get(d.ma) for h in hang]
        co = [g for g in so if g is not None]
        tong = sum(co, Decimal(0)) if co and d.cong else None
        kq[d.ma] = None if not tong and len(co) < len(so) else tong
    kq["19"] = ty_le_19(kq["18"], kq["17"])
    return kq


def dien_bieu_02(h: HoSoCum, tu: date, den: date) -> dict[str, So]:
    """Rows of Biểu 02 of one cluster from the register, in units of the form."""
    dat_cn, thue = h.dat_cn(den), h.dat_da_thue(den)
    chung = gia_tri_cum(h, tu, den)
    kq = {d.ma: cua_so_lieu(h, d, tu, den, None) for d in BIEU_02 if d.chi_tieu}
    for ma, ma_04 in (("1", "13"), ("2", "14"), ("6", "20"), ("7", "21"), ("8", "22")):
        kq[ma] = chung.get(ma_04)
    kq["4"] = thue
    tu_so = None if thue is None else thue + (h.dat_chap_thuan(den) or 0)
    kq["5"] = ty_le_19(tu_so, dat_cn)
    kq["13"] = MOT if co_tram(h, den) else Decimal(0)
    kq["14"] = MOT if tram_dat(h, den) else Decimal(0)
    return kq


def cua_so_lieu(h: HoSoCum, d: Dong, tu: date, den: date, du_an_id: int | None) -> So:
    """The figure of the register that one row of Biểu 01 or 02 is, in the unit of the form.

    A flow must be of this very window; of a stock the newest figure up to the cut-off counts.
    """
    cac = [
        s
        for s in h.so_lieu
        if s.chi_tieu == d.chi_tieu and s.du_an_id == du_an_id and s.ngay <= den
    ]
    if d.trong_ky:
        cac = [s for s in cac if (s.tu_ngay, s.ngay) == (tu, den)]
    if not cac:
        return None
    moi = max(cac, key=lambda s: s.ngay)
    return (moi.gia_tri / d.he_so).quantize(_BON, ROUND_HALF_UP)


def cac_cum(o: O) -> list[int]:
    """Keys of the clusters a sum is made of, known parts first."""
    return list(dict.fromkeys(chain((pk for pk, _ in o.phan), o.chua_ro)))
