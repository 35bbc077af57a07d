"""How one cell follows from stored cells: itself, another period's, a ratio or a formula."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, NamedTuple

from baocao.bang import COT_CHINH, NGUON_CSDL
from baocao.bieu_thuc import BieuThuc
from baocao.choices import CachTongHop, KieuCot
from baocao.models import ChiTieu
from baocao.statistics.danh_muc import Bieu
from cucctdp.formats.ky import Ky

_NGU_CANH = Context(prec=40, rounding=ROUND_HALF_UP)
_SAU_SO_LE = Decimal("0.000001")


class OGoc(NamedTuple):
    """A stored cell: period code, form, row, column."""

    ky: str
    bieu: str
    chi_tieu: str
    cot: str


Tra = Mapping[OGoc, Decimal]
Tinh = Callable[[Tra], Decimal | None]


@dataclass(frozen=True)
class CongThuc:
    """``goc`` the stored cells needed; ``tinh`` the figure from their sums.

    ``cach``: CONG (one stored cell, added), TINH_LAI (recomputed from sums), KHONG (a province's
    own only). ``tu``, ``mau``: the parts of a ratio. ``du_phong``: the typed cell a province's
    ratio falls back to when its parts are missing.
    """

    cach: str
    goc: tuple[OGoc, ...]
    tinh: Tinh
    tu: Tinh | None = None
    mau: Tinh | None = None
    du_phong: OGoc | None = None
    don_vi_tinh: str = ""
    so_le: int = 0


def phan_ra(bieu: Bieu, chi_tieu: ChiTieu, cot: str, ky: Ky) -> CongThuc | None:
    """The formula of a cell in a period, or None when the form has no such numeric cell."""
    cot_bieu = bieu.cot.get(cot)
    if (
        cot_bieu is None
        or not chi_tieu.la_so
        or cot in chi_tieu.cot_khong_ap_dung
        or cot_bieu.kieu_cot == KieuCot.VAN_BAN
        or bieu.bieu_mau.la_tinh_toan
    ):
        return None
    if cot_bieu.kieu_cot == KieuCot.TINH:
        ct = _cot_tinh(bieu, chi_tieu, cot_bieu.cong_thuc, ky)
        return ct and _dat(ct, don_vi_tinh="%", so_le=cot_bieu.so_le or 2)
    ct = _mot_o(bieu, chi_tieu, cot, ky)
    return ct and _dat(ct, don_vi_tinh=chi_tieu.dvt, so_le=chi_tieu.so_le)


def _dat(ct: CongThuc, **khac: Any) -> CongThuc:
    return CongThuc(**{**ct.__dict__, **khac})


def _mot_o(bieu: Bieu, chi_tieu: ChiTieu, cot: str, ky: Ky) -> CongThuc | None:
    """A typed column, or one filled from another period."""
    nguon = bieu.cot[cot].nguon_csdl
    if nguon:
        khi_nao, luy_ke = NGUON_CSDL[nguon]
        ky_nguon = ky.truoc() if khi_nao == "truoc" else ky.cung_ky()
        rieng, cong_don = COT_CHINH[bieu.bieu_mau.bo_cot]
        return _mot_o(bieu, chi_tieu, cong_don if luy_ke else rieng, ky_nguon)
    goc = OGoc(ky.ma, bieu.ma, chi_tieu.ma, cot)
    if chi_tieu.tu_so and chi_tieu.mau_so:
        tu = bieu.chi_tieu.get(chi_tieu.tu_so)
        mau = bieu.chi_tieu.get(chi_tieu.mau_so)
        hai_phan = [_mot_o(bieu, phan, cot, ky) for phan in (tu, mau) if phan is not None]
        if len(hai_phan) == 2 and hai_phan[0] and hai_phan[1]:
            return _dat(_ty_le(hai_phan[0], hai_phan[1]), du_phong=goc)
    if chi_tieu.cong_thuc:
        bieu_thuc = BieuThuc(chi_tieu.cong_thuc)
        con = {
            ref: _mot_o(bieu, bieu.chi_tieu[ref], cot, ky)
            for ref in bieu_thuc.tham_chieu
            if ref in bieu.chi_tieu
        }
        return _tu_bieu_thuc(bieu_thuc, con)
    cach = chi_tieu.tong_hop if chi_tieu.tong_hop == CachTongHop.CONG else CachTongHop.KHONG
    return CongThuc(cach, (goc,), lambda tra: tra.get(goc))


def _cot_tinh(bieu: Bieu, chi_tieu: ChiTieu, cong_thuc: str, ky: Ky) -> CongThuc | None:
    """A computed column (A7 = A3 / A5 × 100); rows that may not be added have none."""
    bieu_thuc = BieuThuc(cong_thuc)
    con = {
        ref: _mot_o(bieu, chi_tieu, ref, ky)
        for ref in bieu_thuc.tham_chieu
        if ref in bieu.cot and ref not in chi_tieu.cot_khong_ap_dung
    }
    match bieu_thuc.cay():
        case ["*", ["/", ["o", ma_tu], ["o", ma_mau]], ["so", "100"]]:
            tu, mau = con.get(ma_tu), con.get(ma_mau)
            if tu is not None and mau is not None:
                return _ty_le(tu, mau)
    return _tu_bieu_thuc(bieu_thuc, con)


def _ty_le(tu: CongThuc, mau: CongThuc) -> CongThuc:
    def tinh(tra: Tra) -> Decimal | None:
        a, b = tu.tinh(tra), mau.tinh(tra)
        if a is None or not b:
            return None
        return chia(a * 100, b)

    return CongThuc(
        _cach((tu, mau)), tuple(dict.fromkeys(tu.goc + mau.goc)), tinh, tu.tinh, mau.tinh
    )


def chia(tu: Decimal, mau: Decimal) -> Decimal:
    """Quotient at the six decimals the database keeps, half up."""
    return _NGU_CANH.divide(tu, mau).quantize(_SAU_SO_LE, context=_NGU_CANH)


def _tu_bieu_thuc(bieu_thuc: BieuThuc, con: dict[str, CongThuc | None]) -> CongThuc | None:
    if len(con) < len(bieu_thuc.tham_chieu) or None in con.values():
        return None
    du = {ref: c for ref, c in con.items() if c is not None}
    goc = tuple(dict.fromkeys(g for c in du.values() for g in c.goc))

    def tinh(tra: Tra) -> Decimal | None:
        so = bieu_thuc.tinh(lambda ref: du[ref].tinh(tra) if ref in du else None)
        return None if so is None else so.quantize(_SAU_SO_LE, context=_NGU_CANH)

    return CongThuc(_cach(du.values()), goc, tinh)


def _cach(con: Iterable[CongThuc]) -> str:
    """What is made of an index or a share is no more additive than they are (KT44)."""
    if any(c.cach == CachTongHop.KHONG for c in con):
        return CachTongHop.KHONG
    return CachTongHop.TINH_LAI
