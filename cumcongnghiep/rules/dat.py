"""Land: V01–V06 (industrial land, fill), V13–V15 (shares by type), V40 (parts and whole)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cucctdp.formats.so import ha
from cucctdp.quy_tac import Loi
from cumcongnghiep.choices import ChiTieuSo, LoaiHinh, LoaiVanBan
from cumcongnghiep.lap_day import CachTinh, TyLe
from cumcongnghiep.models import QuyTac
from cumcongnghiep.rules.bo_may import SO_CUM
from cumcongnghiep.rules.chu import gon
from cumcongnghiep.rules.xet import XetCum

TRAM = Decimal(100)


def co_qhct(x: XetCum) -> bool:
    """Whether the industrial land comes from a detailed plan that is on file."""
    can_doi = x.can_doi
    co_van_ban = bool(x.ho_so.van_ban_den(x.hom_nay, LoaiVanBan.QHCT))
    return can_doi is not None and (co_van_ban or can_doi.van_ban_id is not None)


def _dat_khong_chac(x: XetCum) -> bool:
    can_doi = x.can_doi
    return can_doi is None or can_doi.can_xac_minh or x.ho_so.cum.can_xac_minh


def cac_ty_le(x: XetCum) -> dict[str, TyLe]:
    """The fill rates of the four definitions on the day of judging."""
    du_dieu_kien = x.ho_so.gia_tri(ChiTieuSo.DU_DIEU_KIEN, x.hom_nay)
    da_gpmb = x.ho_so.gia_tri(ChiTieuSo.CN_DA_GPMB, x.hom_nay)
    mau: dict[str, Decimal | None] = {
        CachTinh.CHO_THUE: x.dat_cn,
        CachTinh.DU_DIEU_KIEN: du_dieu_kien,
        CachTinh.GPMB: da_gpmb,
    }
    khac = {c: TyLe(c, x.dat_da_thue, m) for c, m in mau.items()}
    return {CachTinh.PHAP_LY.value: x.lap_day, **khac}


@SO_CUM.quy_tac("V01", "dat", "so_lieu", "cap_nhat")
def _cho_thue(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    thue, cn = x.dat_da_thue, x.dat_cn
    if thue is not None and cn is not None and thue > cn and co_qhct(x):
        yield Loi(chu={"x": ha(thue), "y": ha(cn)}, nhe=_dat_khong_chac(x))


@SO_CUM.quy_tac("V02", "thanh_lap", "dat", "cap_nhat")
def _cong_nghiep(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    cn, tong = x.dat_cn, x.dien_tich
    if cn is not None and tong is not None and cn > tong:
        chi_quy_hoach = x.ho_so.thanh_lap(x.hom_nay) is None
        yield Loi(chu={"x": ha(cn), "y": ha(tong)}, nhe=chi_quy_hoach or _dat_khong_chac(x))


@SO_CUM.quy_tac("V03", "dat", "cap_nhat")
def _ty_le_cong_nghiep(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    cn, tong = x.dat_cn, x.dien_tich
    if cn is None or not tong or cn > tong:
        return
    thap, cao = Decimal(q.nguong["thap"]), Decimal(q.nguong["cao"])
    if not thap <= cn * TRAM / tong <= cao:
        yield Loi(chu={"p": gon(cn * TRAM / tong), "thap": gon(thap), "cao": gon(cao)})


@SO_CUM.quy_tac("V04", "so_lieu", "cap_nhat")
def _lap_day_khai(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    khai = x.ho_so.gia_tri(ChiTieuSo.TY_LE_KHAI, x.hom_nay)
    if khai is not None:
        yield from loi_lap_day(khai, cac_ty_le(x), q, nhe=_dat_khong_chac(x))


def loi_lap_day(
    khai: Decimal, cac: dict[str, TyLe], q: QuyTac, *, nhe: bool = False, khoa: str = ""
) -> Iterator[Loi]:
    """A declared rate against the legal one; a rate on another base is named, and only warned of.

    Four bases are in use in the provinces: a bare percentage proves nothing.
    """
    phap_ly = cac[CachTinh.PHAP_LY]
    sai_so, tinh_lai = Decimal(q.nguong["sai_so"]), phap_ly.phan_tram
    if tinh_lai is None or phap_ly.tu is None or phap_ly.mau is None:
        return
    if abs(khai - tinh_lai) <= sai_so:
        return
    chu = {"a": gon(khai), "b": gon(tinh_lai), "tu": ha(phap_ly.tu), "mau": ha(phap_ly.mau)}
    for t in cac.values():
        if t.phan_tram is not None and abs(khai - t.phan_tram) <= sai_so:
            chu |= {"ten_tu": t.ten_tu, "ten_mau": t.ten_mau}
            yield Loi(_dong(khoa), chu, nhe=True, cau="khac_mau_so", khoa=khoa)
            return
    yield Loi(_dong(khoa), chu, nhe=nhe, khoa=khoa)


def _dong(khoa: str) -> str:
    return f"Dòng {khoa}" if khoa else ""


@SO_CUM.quy_tac("V05", "dat", "so_lieu", "cap_nhat")
def _qua_tram(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    t = x.lap_day
    if t.tu is not None and t.mau and t.tu > t.mau:
        yield Loi(nhe=_dat_khong_chac(x) or not co_qhct(x))


@SO_CUM.quy_tac("V06", "so_lieu", "cap_nhat")
def _ghi_nho(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    """A declared rate above the legal one where land has only a memorandum."""
    khai = x.ho_so.gia_tri(ChiTieuSo.TY_LE_KHAI, x.hom_nay)
    phap_ly = x.lap_day.phan_tram
    if khai is None or not x.ho_so.dat_ghi_nho(x.hom_nay):
        return
    if khai > (phap_ly or 0) + Decimal(q.nguong["sai_so"]):
        yield Loi()


_DAT_LOAI_HINH = (
    (LoaiHinh.CHUYEN_NGANH, "ty_le_chuyen_nganh", "ngành chính"),
    (LoaiHinh.HO_TRO, "ty_le_ho_tro", "công nghiệp hỗ trợ"),
    (LoaiHinh.CONG_NGHE_CAO, "ty_le_cong_nghe_cao", "công nghệ cao"),
)


@SO_CUM.quy_tac("V13", "ho_so", "thanh_lap", "mo_rong", "cum", "dat", "cap_nhat")
def _lang_nghe(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    can_doi = x.can_doi
    muc = x.che_do.ty_le_lang_nghe if x.che_do else None
    if LoaiHinh.LANG_NGHE not in x.ho_so.cum.loai_hinh or muc is None or can_doi is None:
        return
    if can_doi.cho_lang_nghe is None:
        yield Loi(chu={"p": gon(muc)}, nhe=True, cau="chua_khai")
    elif can_doi.cho_lang_nghe * TRAM < muc * can_doi.cong_nghiep:
        ty_le = can_doi.cho_lang_nghe * TRAM / can_doi.cong_nghiep
        nhe = _dat_khong_chac(x) or not x.chac("ty_le_lang_nghe")
        yield Loi(chu={"p": gon(muc), "q": gon(ty_le)}, nhe=nhe)


@SO_CUM.quy_tac("V14", "ho_so", "thanh_lap", "mo_rong", "cum", "dat", "cap_nhat")
def _loai_hinh(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    can_doi = x.can_doi
    if x.che_do is None or can_doi is None or can_doi.cho_chuyen_nganh is None:
        return
    for loai, truong, ten in _DAT_LOAI_HINH:
        muc = getattr(x.che_do, truong)
        if loai not in x.ho_so.cum.loai_hinh or muc is None:
            continue
        if can_doi.cho_chuyen_nganh * TRAM < muc * can_doi.cong_nghiep:
            ty_le = can_doi.cho_chuyen_nganh * TRAM / can_doi.cong_nghiep
            yield Loi(
                chu={"loai": ten, "q": gon(ty_le), "p": gon(muc)},
                nhe=_dat_khong_chac(x) or not x.chac(truong),
            )


@SO_CUM.quy_tac("V15", "dat", "cap_nhat")
def _dich_vu(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    can_doi, tong = x.can_doi, x.dien_tich
    muc = x.che_do.dich_vu_toi_da if x.che_do else None
    if can_doi is None or can_doi.dich_vu is None or not tong or muc is None:
        return
    if can_doi.dich_vu * TRAM > muc * tong:
        yield Loi(chu={"q": gon(can_doi.dich_vu * TRAM / tong), "max": gon(muc)})


_THANH_PHAN = ("cong_nghiep", "giao_thong", "cay_xanh", "ky_thuat", "dich_vu", "khac")


@SO_CUM.quy_tac("V40", "dat", "cum", "cap_nhat")
def _cong_thanh_phan(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    """The land balance, and the communes' parts, add up; silent while a part is missing."""
    sai_so = Decimal(q.nguong["sai_so_dat"])
    can_doi = x.can_doi
    if can_doi is not None and can_doi.tong is not None:
        phan = [getattr(can_doi, t) for t in _THANH_PHAN]
        if None not in phan and abs(sum(phan) - can_doi.tong) > sai_so:
            chu = {"a": ha(sum(phan)), "b": ha(can_doi.tong)}
            yield Loi("Cơ cấu sử dụng đất", chu, nhe=_dat_khong_chac(x))
    xa = [c.dien_tich for c in x.ho_so.cac_xa if c.dien_tich is not None]
    tong = x.dien_tich
    if not xa or len(xa) < len(x.ho_so.cac_xa) or tong is None:
        return
    if abs(sum(xa, Decimal(0)) - tong) > sai_so:
        chu = {"a": ha(sum(xa, Decimal(0))), "b": ha(tong)}
        yield Loi("Diện tích theo xã", chu, nhe=x.ho_so.cum.can_xac_minh)
