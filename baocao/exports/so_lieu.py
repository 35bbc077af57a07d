"""Figures of one synthesis run, laid out for a workbook: rows, scopes, parts of ratios."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from baocao.choices import CapTongHop
from baocao.models import ChiTieu, CotBieu, GiaTriTongHop, LanTongHop
from baocao.services.tong_hop import DIA_GIOI
from baocao.statistics.danh_muc import Bieu, DanhMuc, doc_danh_muc
from baocao.statistics.dia_gioi import PhamVi, cac_pham_vi, co_so_dia_gioi
from baocao.statistics.kieu import MA_CA_NUOC

Khoa = tuple[str, str, str, str]  # (form, row, column, scope)


@dataclass(frozen=True)
class Nhom:
    """A region of the partition with its reporting units, in printing order."""

    vung: PhamVi
    don_vi: list[PhamVi]


class SoLieuSo:
    """One run in memory: a figure by (form, row, column, scope)."""

    def __init__(self, lan: LanTongHop, dm: DanhMuc | None = None) -> None:
        self.lan = lan
        self.dm = dm or doc_danh_muc()
        self._so: dict[Khoa, GiaTriTongHop] = {
            (g.bieu, g.chi_tieu, g.cot, g.ma_pham_vi): g
            for g in GiaTriTongHop.objects.filter(lan=lan).exclude(cap=CapTongHop.MIEN)
        }

    def so(self, bieu: str, chi_tieu: str, cot: str, pham_vi: str) -> GiaTriTongHop | None:
        return self._so.get((bieu, chi_tieu, cot, pham_vi))

    def ca_nuoc(self, bieu: str, chi_tieu: str, cot: str) -> GiaTriTongHop | None:
        return self.so(bieu, chi_tieu, cot, MA_CA_NUOC)

    @cached_property
    def nhom(self) -> list[Nhom]:
        """Six regions and their units, on the boundaries of the period."""
        ky = self.lan.ky
        co_so = co_so_dia_gioi(self.dm, ky, dia_gioi=DIA_GIOI, hom_nay=ky.den_ngay)
        don_vi = cac_pham_vi(self.dm, ky, CapTongHop.TINH, co_so=co_so, phan_vung=None)
        cac_vung = cac_pham_vi(self.dm, ky, CapTongHop.VUNG, co_so=co_so, phan_vung=None)
        return [Nhom(v, [d for d in don_vi if d.don_vi <= v.don_vi]) for v in cac_vung]

    def ten(self, khoa: str) -> str:
        """Name of a unit key «34:80» as of the period, without its type."""
        don_vi = self.dm.theo_khoa(khoa)
        ten = don_vi.ten(self.lan.ky.den_ngay) if don_vi else khoa
        return ten.removeprefix("tỉnh ").removeprefix("thành phố ").removeprefix("Tỉnh ")

    @cached_property
    def cac_bieu(self) -> list[Bieu]:
        """Forms that the run holds figures of, in their order."""
        co = {khoa[0] for khoa in self._so}
        cac_bieu = [self.dm.bieu_ky(ma, self.lan.ky) for ma in sorted(co)]
        return [b for b in cac_bieu if b is not None]

    def dong(self, bieu: Bieu) -> list[ChiTieu]:
        """Numeric rows of a form in this period."""
        co = {khoa[1] for khoa in self._so if khoa[0] == bieu.ma}
        return [c for c in bieu.chi_tieu.values() if c.ma in co]

    def cot(self, bieu: Bieu) -> list[CotBieu]:
        """Columns of a form that the run keeps."""
        co = {khoa[2] for khoa in self._so if khoa[0] == bieu.ma}
        return [c for c in bieu.cot.values() if c.ma in co]


def so_le(chi_tieu: ChiTieu, cot: CotBieu, *, ty_le: bool) -> int:
    """Decimals shown: a computed ratio as its column says, a figure as its row says."""
    if ty_le:
        return int(cot.so_le_in if cot.so_le_in is not None else 1)
    return int(chi_tieu.so_le if cot.so_le is None else cot.so_le)


def khop_tong(cac_so: list[Decimal | None], tong: Decimal | None) -> bool:
    """True when a total is exactly what its parts add up to, so that a formula may stand there."""
    co = [so for so in cac_so if so is not None]
    return bool(co) and tong is not None and sum(co, Decimal(0)) == tong
