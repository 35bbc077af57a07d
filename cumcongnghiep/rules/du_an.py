"""Projects and what they yield: V29–V34 (counts, labour, income, revenue)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from cucctdp.quy_tac import Loi
from cumcongnghiep.choices import ChiTieuSo, HoatDong, TinhTrangDuAn
from cumcongnghiep.models import QuyTac, SoLieu
from cumcongnghiep.rules.bo_may import SO_CUM
from cumcongnghiep.rules.chu import gon
from cumcongnghiep.rules.xet import XetCum

TRIEU = Decimal(1_000_000)
# Windows of one kind differ by a few days; a half year and a year by half a year.
_LECH_NGAY = 45


@SO_CUM.quy_tac("V29", "du_an", "so_lieu", "cap_nhat")
def _thanh_phan(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    tong = x.so_du_an
    if tong is None:
        return
    for chi_tieu, ten in (
        (ChiTieuSo.SO_DU_AN_FDI, "có vốn nước ngoài"),
        (ChiTieuSo.SO_DU_AN_CHAY, "đang hoạt động"),
    ):
        so = x.ho_so.gia_tri(chi_tieu, x.hom_nay)
        if so is not None and so > tong:
            yield Loi(chu={"loai": ten}, nhe=x.ho_so.cum.can_xac_minh)


_CO_DU_AN = (HoatDong.DANG_HOAT_DONG, HoatDong.LAP_DAY, HoatDong.DANG_DI_DOI)


@SO_CUM.quy_tac("V30", "du_an", "cap_nhat")
def _trang_thai(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    """A state that somebody declares against the projects; the system's own is derived."""
    so = x.so_du_an
    if not x.khai_hoat_dong or so is None:
        return
    if (x.khai_hoat_dong in _CO_DU_AN) != (so > 0):
        yield Loi(chu={"n": so})


@SO_CUM.quy_tac("V31", "dat", "du_an", "so_lieu", "cap_nhat")
def _thue_va_du_an(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    h, ngay = x.ho_so, x.hom_nay
    thue, so = x.dat_da_thue, x.so_du_an
    if thue and not so:
        yield Loi()
    elif so and not thue and not h.dat_chap_thuan(ngay):
        yield Loi(cau="nguoc")


def lao_dong(x: XetCum) -> Decimal | None:
    """Workers: the newest figure of each project present, else the one of the whole cluster."""
    co_mat = {d.pk for d in x.ho_so.du_an_ngay(x.hom_nay)}
    moi_nhat: dict[int, SoLieu] = {}
    for s in x.ho_so.so_lieu:
        if s.chi_tieu != ChiTieuSo.LAO_DONG or s.du_an_id not in co_mat or s.ngay > x.hom_nay:
            continue
        if s.du_an_id not in moi_nhat or moi_nhat[s.du_an_id].ngay < s.ngay:
            moi_nhat[s.du_an_id] = s
    if moi_nhat:
        return sum((s.gia_tri for s in moi_nhat.values()), Decimal(0))
    return None if x.ho_so.du_an else x.ho_so.gia_tri(ChiTieuSo.LAO_DONG, x.hom_nay)


@SO_CUM.quy_tac("V32", "du_an", "so_lieu", "cap_nhat")
def _mat_do(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    h = x.ho_so
    chay = sum(d.tinh_trang(x.hom_nay) == TinhTrangDuAn.HOAT_DONG for d in h.du_an)
    so_chay = Decimal(chay) if h.du_an else h.gia_tri(ChiTieuSo.SO_DU_AN_CHAY, x.hom_nay)
    yield from loi_mat_do(lao_dong(x), x.dat_da_thue, so_chay, q)


def loi_mat_do(
    nguoi: Decimal | None,
    thue: Decimal | None,
    so_chay: Decimal | None,
    q: QuyTac,
    *,
    khoa: str = "",
) -> Iterator[Loi]:
    """Workers per leased ha and per running project against the limits of the rule."""
    if nguoi is None:
        return
    noi = f"Dòng {khoa}" if khoa else ""
    if thue:
        mat_do = nguoi / thue
        if not Decimal(q.nguong["thap"]) <= mat_do <= Decimal(q.nguong["cao"]):
            yield Loi(noi, {"x": gon(mat_do)}, khoa=khoa)
    if so_chay and nguoi / so_chay > Decimal(q.nguong["moi_du_an"]):
        yield Loi(noi, {"x": gon(nguoi / so_chay)}, cau="du_an", khoa=khoa)


def _theo_du_an(x: XetCum, chi_tieu: str) -> list[tuple[str, list[SoLieu]]]:
    """(name of the project, its figures oldest first); «» is the cluster's own."""
    ten = {d.pk: d.ten for d in x.ho_so.du_an}
    cac: dict[int | None, list[SoLieu]] = defaultdict(list)
    for s in sorted(x.ho_so.so_lieu, key=lambda s: s.ngay):
        if s.chi_tieu == chi_tieu and s.ngay <= x.hom_nay:
            cac[s.du_an_id].append(s)
    return [(ten.get(pk, "") if pk else "", dong) for pk, dong in cac.items()]


@SO_CUM.quy_tac("V33", "so_lieu", "cap_nhat")
def _thu_nhap(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    for ten, dong in _theo_du_an(x, ChiTieuSo.THU_NHAP):
        trieu = dong[-1].gia_tri / TRIEU
        if not Decimal(q.nguong["thap"]) <= trieu <= Decimal(q.nguong["cao"]):
            yield Loi(ten, {"x": gon(trieu, 3)})


@SO_CUM.quy_tac("V34", "so_lieu", "cap_nhat")
def _doanh_thu(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    for ten, dong in _theo_du_an(x, ChiTieuSo.DOANH_THU):
        cuoi = dong[-1]
        cung_loai = [s for s in dong[:-1] if abs(_so_ngay(s) - _so_ngay(cuoi)) <= _LECH_NGAY]
        if not cung_loai:
            continue
        lan = so_lan(cuoi.gia_tri, cung_loai[-1].gia_tri)
        if lan is not None and lan >= Decimal(q.nguong["lan"]):
            yield Loi(ten, {"k": gon(lan, 1)})


def _so_ngay(s: SoLieu) -> int:
    return (s.ngay - s.tu_ngay).days if s.tu_ngay else 0


def so_lan(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    """How many times one figure is the other, whichever is larger; None without two figures."""
    return max(a / b, b / a) if a and b else None
