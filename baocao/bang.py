"""A form as a table: rows × cells with what is typed, what comes from the database and what is
computed. Portal grid, admin page, workbook, snapshot, rules and PDF all read this one table.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from django.db.models import prefetch_related_objects

from baocao.bieu_thuc import BieuThuc
from baocao.choices import BatBuoc, KieuCot, NguonGoc, TrangThaiO, TrangThaiSoLieu
from baocao.ho_so import Dong as DongHoSo
from baocao.ho_so import HoSo, ap_ho_so
from baocao.lich_su import (
    SO_KY_TRUNG_BINH,
    LichSu,
    MuaVu,
    MucThuong,
    cac_ky_lien_quan,
    cac_ky_truoc,
    cung_ky_cac_nam,
    doc_lich_su,
    doc_mua_vu,
    muc_thuong,
)
from baocao.models import BieuMau, ChiTieu, CotBieu, GiaTri, PhieuBieu
from cucctdp.formats.ky import Ky

# Where a column filled from the database looks: (which period, which column).
NGUON_CSDL = {
    "ky_truoc": ("truoc", None),
    "cung_ky": ("cung_ky", None),
    "luy_ke_cung_ky": ("cung_ky", "luy_ke"),
    "cuoi_ky_truoc": ("truoc", None),
    "cung_thoi_diem": ("cung_ky", None),
}
# How far back a form that is not asked every period looks for its last one.
SO_KY_BO_QUA = 4
# Column sets without figures of the period to set beside another's: narrative, months.
KHONG_SO_SANH = frozenset({"D", "M"})
# The column that carries the period's own figure, and the cumulative one, by column set.
COT_CHINH = {
    "A": ("A3", "A4"),
    "B": ("B3", "B4"),
    "C": ("C5", "C5"),
    "D": ("D1", "D1"),
    "M": ("M1", "M1"),
}


@dataclass(frozen=True, slots=True)
class O:  # noqa: E742 - a cell is «ô» in Vietnamese
    """One cell. ``nhap_duoc`` says whether people type it; ``phien_ban`` 0 means never typed."""

    chi_tieu: str
    cot: str
    trang_thai_o: str = TrangThaiO.CHUA_CO_SO_LIEU
    so: Decimal | None = None
    chu: str = ""
    trang_thai_sl: str = TrangThaiSoLieu.UOC
    phien_ban: int = 0
    nguon: str = ""
    nguon_goc: str = NguonGoc.NHAP
    nhap_duoc: bool = False
    quy_doi: bool = False

    @property
    def tinh_duoc(self) -> Decimal | None:
        """The number that counts: «Không phát sinh» is 0, missing and not applicable are None."""
        if self.trang_thai_o == TrangThaiO.KHONG_PHAT_SINH:
            return Decimal(0)
        return self.so

    @property
    def co_mat(self) -> bool:
        """True when the cell has been dealt with in any of the three ways."""
        return self.trang_thai_o != TrangThaiO.CHUA_CO_SO_LIEU


@dataclass(frozen=True, slots=True)
class Dong:
    """One row."""

    chi_tieu: ChiTieu
    o: dict[str, O]


@dataclass
class Bang:
    """The whole form of one pack."""

    phieu: PhieuBieu
    bieu_mau: BieuMau
    ky: Ky
    cot: list[CotBieu]
    dong: list[Dong]
    lich_su: LichSu = field(repr=False)

    @cached_property
    def _theo_ma(self) -> dict[str, Dong]:
        return {d.chi_tieu.ma: d for d in self.dong}

    def __iter__(self) -> Iterator[Dong]:
        return iter(self.dong)

    def co_dong(self, chi_tieu: str) -> bool:
        return chi_tieu in self._theo_ma

    def dong_cua(self, chi_tieu: str) -> Dong | None:
        return self._theo_ma.get(chi_tieu)

    def o(self, chi_tieu: str, cot: str) -> O | None:
        dong = self._theo_ma.get(chi_tieu)
        return dong.o.get(cot) if dong else None

    def so(self, chi_tieu: str, cot: str) -> Decimal | None:
        """The number that counts of a cell, or None."""
        o = self.o(chi_tieu, cot)
        return o.tinh_duoc if o else None

    @property
    def cot_chinh(self) -> tuple[str, str]:
        """(column of the period's own figure, cumulative column)."""
        return COT_CHINH.get(self.bieu_mau.bo_cot, ("A3", "A4"))

    @cached_property
    def ma_ky_truoc(self) -> str:
        return self.ky.truoc().ma

    @cached_property
    def ma_cung_ky(self) -> str:
        return self.ky.cung_ky().ma

    def trung_binh_8(self, chi_tieu: str, cot: str) -> Decimal | None:
        """Mean of the last eight periods of a cell, or None."""
        return self.lich_su.trung_binh(self._tam_ky_truoc, chi_tieu, cot)

    def muc_thuong(self, chi_tieu: str, cot: str) -> MucThuong | None:
        """What the cell usually is in this season; None when the history is too short."""
        su = self.lich_su
        if su.mua_vu is None:
            return None
        cung_mua = [su.so(ky, chi_tieu, cot) for ky in self._cung_mua]
        gan_day = [so for ky in self._tam_ky_truoc if (so := su.so(ky, chi_tieu, cot)) is not None]
        return muc_thuong(cung_mua, gan_day, su.mua_vu)

    @cached_property
    def _cung_mua(self) -> list[str]:
        mua_vu = self.lich_su.mua_vu
        return cung_ky_cac_nam(self.ky, mua_vu.so_nam) if mua_vu else []

    @cached_property
    def _tam_ky_truoc(self) -> list[str]:
        return cac_ky_truoc(self.ky, SO_KY_TRUNG_BINH)

    def tong_cac_ky(self, chi_tieu: str) -> Decimal | None:
        """Σ of the own figures of this year's periods up to now; None when one is missing."""
        cot = self.cot_chinh[0]
        cac_so = [self.so(chi_tieu, cot)]
        cac_so += [
            self.lich_su.so(k.ma, chi_tieu, cot)
            for k in self.ky.cac_ky_trong_nam_den_nay()
            if k.ma != self.ky.ma
        ]
        if any(so is None for so in cac_so):
            return None
        return sum((so for so in cac_so if so is not None), Decimal(0))

    def muc_day_du(self) -> tuple[int, int]:
        """(required cells dealt with, required cells) – completeness as its two parts."""
        can = [o for d in self.dong for o in self._o_bat_buoc(d)]
        return sum(o.co_mat for o in can), len(can)

    def _o_bat_buoc(self, dong: Dong) -> list[O]:
        if dong.chi_tieu.muc_bat_buoc(self.ky.loai) != BatBuoc.LUON:
            return []
        ma_cot = [c.ma for c in self.cot if c.bat_buoc]
        return [o for ma in ma_cot if (o := dong.o.get(ma)) and o.nhap_duoc]


class OLuu(NamedTuple):
    """The stored part of a cell: the fields of GiaTri a table needs."""

    trang_thai_o: str
    so: Decimal | None
    chu: str
    trang_thai_sl: str
    phien_ban: int
    nguon: str
    nguon_goc: str


def dung_bang(phieu: PhieuBieu) -> Bang:
    """Build the table of one form; the same queries whatever the number of rows."""
    return dung_cac_bang([phieu])[phieu.pk]


def dung_cac_bang(cac_phieu: Iterable[PhieuBieu]) -> dict[int, Bang]:
    """Tables by form id: one query of values for all, and per pack one each of history and lineage.

    Rows and columns of templates are read once for all forms, unless prefetched.
    """
    cac_phieu = list(cac_phieu)
    prefetch_related_objects([p.bieu_mau for p in cac_phieu], "cot", "chi_tieu")
    hien_tai: dict[int, dict[tuple[int, str], OLuu]] = {p.pk: {} for p in cac_phieu}
    rows = GiaTri.objects.hien_tai().filter(phieu__in=list(hien_tai)).order_by()
    for phieu_id, chi_tieu_id, cot, *luu in rows.values_list(
        "phieu_id", "chi_tieu_id", "cot", *OLuu._fields
    ):
        hien_tai[phieu_id][chi_tieu_id, cot] = OLuu(*luu)
    theo_bo: dict[int, list[PhieuBieu]] = {}
    for phieu in cac_phieu:
        theo_bo.setdefault(phieu.bo_id, []).append(phieu)
    ho_so = HoSo({p.bo.don_vi_id for p in cac_phieu})
    mua_vu: dict[date, MuaVu | None] = {}
    ket_qua = {}
    for cua_bo in theo_bo.values():
        bo = cua_bo[0].bo
        ky = bo.ky.ky
        if ky.ngay_cuoi not in mua_vu:
            mua_vu[ky.ngay_cuoi] = doc_mua_vu(ky.ngay_cuoi)
        theo_ho_so = ho_so.dong(bo.don_vi_id, bo.ky.thang_tk_den, ky.loai)
        lich_su = doc_lich_su(
            don_vi=bo.don_vi,
            cac_bieu={p.bieu_mau.ma for p in cua_bo},
            cac_ky=cac_ky_lien_quan(ky, mua_vu[ky.ngay_cuoi]),
            mua_vu=mua_vu[ky.ngay_cuoi],
        )
        for phieu in cua_bo:
            ket_qua[phieu.pk] = _dung(
                phieu, ky, hien_tai[phieu.pk], lich_su[phieu.bieu_mau.ma], theo_ho_so
            )
    return {p.pk: ket_qua[p.pk] for p in cac_phieu}


def dung_bang_trong(phieu: PhieuBieu) -> Bang:
    """The table without figures, history or registers; nothing of it need be stored."""
    return _dung(phieu, phieu.bo.ky.ky, {}, LichSu({}), frozenset())


def _dung(
    phieu: PhieuBieu,
    ky: Ky,
    hien_tai: Mapping[tuple[int, str], OLuu],
    lich_su: LichSu,
    theo_ho_so: frozenset[DongHoSo],
) -> Bang:
    bieu_mau = phieu.bieu_mau
    cac_cot = [c for c in bieu_mau.cot.all() if c.dung_o_ky(ky.loai)]
    dong = [
        Dong(
            ap_ho_so(chi_tieu, bieu_mau.ma, ky.loai, theo_ho_so),
            {
                c.ma: _o_goc(chi_tieu, c, hien_tai.get((chi_tieu.pk, c.ma)), ky, bieu_mau, lich_su)
                for c in cac_cot
                if c.ma not in chi_tieu.cot_khong_ap_dung
            },
        )
        for chi_tieu in bieu_mau.chi_tieu.all()
        if chi_tieu.dung_o_ky(ky.loai)
    ]
    bang = Bang(phieu, bieu_mau, ky, cac_cot, dong, lich_su)
    tinh_lai(bang)
    return bang


def tinh_lai(bang: Bang) -> None:
    """Compute again every cell that follows from others, in place: first rows, then columns."""
    _tinh_dong(bang)
    _tinh_cot(bang)


def _o_goc(
    chi_tieu: ChiTieu, cot: CotBieu, luu: OLuu | None, ky: Ky, bieu: BieuMau, lich_su: LichSu
) -> O:
    if cot.kieu_cot == KieuCot.TU_CSDL:
        return _tu_csdl(chi_tieu, cot, ky, bieu, lich_su)
    nhap_duoc = cot.kieu_cot in (KieuCot.NHAP, KieuCot.VAN_BAN) and not chi_tieu.cong_thuc
    if luu is None:
        return O(chi_tieu.ma, cot.ma, nhap_duoc=nhap_duoc)
    return O(
        chi_tieu.ma,
        cot.ma,
        trang_thai_o=luu.trang_thai_o,
        so=luu.so,
        chu=luu.chu,
        trang_thai_sl=luu.trang_thai_sl,
        phien_ban=luu.phien_ban,
        nguon=luu.nguon,
        nguon_goc=luu.nguon_goc,
        nhap_duoc=nhap_duoc,
    )


def _tu_csdl(chi_tieu: ChiTieu, cot: CotBieu, ky: Ky, bieu: BieuMau, lich_su: LichSu) -> O:
    khi_nao, luy_ke = NGUON_CSDL[cot.nguon_csdl]
    rieng, cong_don = COT_CHINH[bieu.bo_cot]
    cot_nguon = cong_don if luy_ke else rieng
    so_lieu = lich_su.o(_ma_ky_nguon(ky, khi_nao, tuple(bieu.loai_ky)), chi_tieu.ma, cot_nguon)
    if so_lieu is None:
        return O(chi_tieu.ma, cot.ma)
    return O(
        chi_tieu.ma,
        cot.ma,
        trang_thai_o=so_lieu.trang_thai_o,
        so=so_lieu.so,
        trang_thai_sl=so_lieu.trang_thai_sl,
        quy_doi=so_lieu.quy_doi,
    )


@lru_cache(maxsize=256)
def _ma_ky_nguon(ky: Ky, khi_nao: str, loai_ky: tuple[str, ...]) -> str:
    """Code of the same period last year, or of the last one before that has the form.

    A form of 6 months and of the year (Q09) looks over the quarters it is not asked in.
    """
    if khi_nao != "truoc":
        return ky.cung_ky().ma
    truoc = ky.truoc()
    for _ in range(SO_KY_BO_QUA):
        if not loai_ky or truoc.loai in loai_ky:
            return truoc.ma
        truoc = truoc.truoc()
    return ky.truoc().ma


def _tinh_dong(bang: Bang) -> None:
    """Rows computed from other rows (XN01 = XK00 − NK00), in every numeric column."""
    for dong in bang.dong:
        if not dong.chi_tieu.cong_thuc:
            continue
        bieu_thuc = BieuThuc(dong.chi_tieu.cong_thuc)
        for cot in bang.cot:
            if cot.kieu_cot == KieuCot.VAN_BAN or cot.kieu_cot == KieuCot.TINH:
                continue
            if cot.ma in dong.o:
                dong.o[cot.ma] = _o_tinh(
                    dong.chi_tieu.ma,
                    cot.ma,
                    bieu_thuc.tinh(partial(_so_cua_dong, bang, cot.ma)),
                )


def _tinh_cot(bang: Bang) -> None:
    """Columns computed from other columns of the row (A7 = A3 / A5 × 100).

    A computed column without formula belongs to a form computed from other forms (Q00).
    """
    tinh = [
        (c, BieuThuc(c.cong_thuc)) for c in bang.cot if c.kieu_cot == KieuCot.TINH and c.cong_thuc
    ]
    for dong in bang.dong:
        if not dong.chi_tieu.la_so:
            continue
        for cot, bieu_thuc in tinh:
            if cot.ma in dong.o:
                dong.o[cot.ma] = _o_tinh(
                    dong.chi_tieu.ma,
                    cot.ma,
                    bieu_thuc.tinh(partial(_so_cua_cot, dong)),
                )


def _so_cua_dong(bang: Bang, cot: str, chi_tieu: str) -> Decimal | None:
    return bang.so(chi_tieu, cot)


def _so_cua_cot(dong: Dong, cot: str) -> Decimal | None:
    o = dong.o.get(cot)
    return o.tinh_duoc if o else None


def _o_tinh(chi_tieu: str, cot: str, so: Decimal | None) -> O:
    if so is None:
        return O(chi_tieu, cot)
    return O(chi_tieu, cot, trang_thai_o=TrangThaiO.CO_GIA_TRI, so=so)
