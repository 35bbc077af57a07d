"""Quarterly totals of retail, exports and imports: demo series bent through published figures."""

from decimal import Decimal
from functools import cache

from baocao.minh_hoa.ngau_nhien import ti_le, tron
from baocao.minh_hoa.quy_mo import DUOI, BoiCanh

GOC = 2024
# Key in the size table, quarterly shares, yearly growth (lowest, highest), decimals.
_CHUOI = {
    "BL00": ("ban_le", ("0.236", "0.245", "0.252", "0.267"), ("0.065", "0.145"), 3),
    "XK00": ("xuat", ("0.228", "0.250", "0.262", "0.260"), ("-0.04", "0.27"), 2),
    "NK00": ("nhap", ("0.231", "0.249", "0.259", "0.261"), ("-0.03", "0.24"), 2),
}
CAC_TONG = tuple(_CHUOI)


class Chuoi:
    """Own (quarterly) totals by unit, year and quarter; ``rieng`` is what the forms use."""

    def __init__(self, boi_canh: BoiCanh):
        self.bc = boi_canh
        self.moi_cua = {cu: moi for moi, cac_cu in boi_canh.phan.items() for cu in cac_cu}
        self.mo_hinh = cache(self._mo_hinh_tinh)
        self._he_so_cu = cache(self._he_so_cu_tinh)
        self._nam = cache(self._nam_tinh)

    def rieng(self, don_vi: str, chi_tieu: str, nam: int, quy: int) -> Decimal:
        """Total of one quarter, in the unit of the form."""
        return self._nam(don_vi, chi_tieu, nam)[quy - 1]

    def luy_ke(self, don_vi: str, chi_tieu: str, nam: int, quy: int) -> Decimal:
        """Total from the start of the year."""
        return sum(self._nam(don_vi, chi_tieu, nam)[:quy], Decimal(0))

    def _goc_tinh(self, cu: str, chi_tieu: str, nam: int, quy: int) -> Decimal:
        """The bare model of a former unit, before any published figure."""
        ten, mua, (thap, cao), _ = _CHUOI[chi_tieu]
        so = Decimal(self.bc.quy_mo[cu][ten]) * Decimal(mua[quy - 1])
        so *= ti_le("0.985", "1.015", "mua", cu, chi_tieu, nam, quy)
        for n in range(GOC + 1, nam + 1):
            so *= 1 + ti_le(thap, cao, "tang", cu, chi_tieu, n)
        return so

    def _luy_ke_goc(self, cac_cu: list[str], chi_tieu: str, nam: int, thang: int) -> Decimal:
        """Bare model up to a month; months inside a quarter count evenly."""
        du, le = divmod(thang, 3)
        so = Decimal(0)
        for cu in cac_cu:
            so += sum((self._goc_tinh(cu, chi_tieu, nam, q) for q in range(1, du + 1)), Decimal(0))
            if le:
                so += self._goc_tinh(cu, chi_tieu, nam, du + 1) * le / 3
        return so

    def _he_so_cu_tinh(self, cu: str, chi_tieu: str) -> Decimal:
        """Scale of a former unit so that it meets what was published about it or its successor."""
        if (so := self._he_so(cu, [cu], chi_tieu)) is not None:
            return so
        moi = self.moi_cua.get(cu, cu)
        return self._he_so(moi, self.bc.cac_phan(moi), chi_tieu) or Decimal(1)

    def _he_so(self, don_vi: str, cac_cu: list[str], chi_tieu: str) -> Decimal | None:
        moc = [(ky, o.so) for (ky, d, c, cot), o in self.bc.cong_bo.items()
               if (d, c, cot) == (don_vi, chi_tieu, "A4")]  # fmt: skip
        if not moc:
            return None
        ky, so = max(moc)
        nam, duoi = int(ky[:4]), ky[5:]
        thang = int(duoi[1:]) if duoi[0] == "T" else {"Q1": 3, "6T": 6, "9T": 9, "N": 12}[duoi]
        return so / self._luy_ke_goc(cac_cu, chi_tieu, nam, thang)

    def _mo_hinh_tinh(self, don_vi: str, chi_tieu: str, nam: int, quy: int) -> Decimal:
        return sum(
            (
                self._goc_tinh(cu, chi_tieu, nam, quy) * self._he_so_cu(cu, chi_tieu)
                for cu in self.bc.cac_phan(don_vi)
            ),
            Decimal(0),
        )

    def _nam_tinh(self, don_vi: str, chi_tieu: str, nam: int) -> list[Decimal]:
        so_le = _CHUOI[chi_tieu][3]
        mo_hinh = [self.mo_hinh(don_vi, chi_tieu, nam, q) for q in (1, 2, 3, 4)]
        moc = {
            q: so
            for q in (1, 2, 3, 4)
            if (so := self.bc.moc_luy_ke(f"{nam}-{DUOI[q]}", don_vi, chi_tieu)) is not None
        }
        dau: list[Decimal] = []
        if nam == GOC + 1 and don_vi.startswith("34:"):
            phan = [self._nam(cu, chi_tieu, nam) for cu in self.bc.cac_phan(don_vi)]
            dau = [sum((p[q] for p in phan), Decimal(0)) for q in (0, 1)]
        return uon(mo_hinh, moc, so_le=so_le, dau=dau)


def uon(
    mo_hinh: list[Decimal], moc: dict[int, Decimal], *, so_le: int, dau: list[Decimal]
) -> list[Decimal]:
    """Bend four quarterly figures so that they add up to the anchors.

    ``moc`` maps a quarter to the published cumulative total; ``dau`` are leading quarters already
    fixed. After the last anchor the model goes on at the same scale.
    """
    ket = list(dau)
    ti = Decimal(1)
    for q in sorted(k for k in moc if k > len(dau)):
        doan = mo_hinh[len(ket) : q]
        con = moc[q] - sum(ket, Decimal(0))
        ti = con / sum(doan, Decimal(0))
        ket += [tron(so * ti, so_le) for so in doan[:-1]]
        ket.append(moc[q] - sum(ket, Decimal(0)))
    ket += [tron(so * ti, so_le) for so in mo_hinh[len(ket) :]]
    return ket
