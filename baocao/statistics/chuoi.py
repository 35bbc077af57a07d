"""Series: which figures of an indicator may be put on one line, and with what factor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from baocao.models import ChuoiSoLieu


@dataclass(frozen=True, slots=True)
class Chuoi:
    """One approved series; ``he_so_noi`` turns figures of the series before into its own."""

    so: int
    mo_ta: str
    tu_ngay: date | None
    den_ngay: date | None
    he_so_noi: Decimal | None
    ky_goi_dau: str

    def gom(self, ngay: date) -> bool:
        """True when a period ending on ``ngay`` belongs to it."""
        return (self.tu_ngay is None or self.tu_ngay <= ngay) and (
            self.den_ngay is None or ngay <= self.den_ngay
        )


def cac_chuoi(chi_tieu: str, *, don_vi: int | None = None) -> list[Chuoi]:
    """Approved series of an indicator for a unit, oldest first; a unit's own go before all units'.

    Empty: the indicator never changed its meaning.
    """
    rows = ChuoiSoLieu.objects.filter(
        Q(don_vi=don_vi) | Q(don_vi__isnull=True), chi_tieu=chi_tieu, duyet_luc__isnull=False
    ).order_by("so")
    rieng = [r for r in rows if r.don_vi_id is not None]
    return [
        Chuoi(r.so, r.mo_ta, r.tu_ngay, r.den_ngay, r.he_so_noi, r.ky_goi_dau)
        for r in rieng or rows
    ]


def noi_chuoi(
    cac_so: Sequence[tuple[date, Decimal | None]], chuoi: Sequence[Chuoi]
) -> list[Decimal | None]:
    """Figures by last day of their period, restated to the newest series.

    A figure of an older series is multiplied by every link factor since; without a factor it
    cannot be compared and is None.
    """
    if not chuoi:
        return [so for _, so in cac_so]
    ket_qua: list[Decimal | None] = []
    for ngay, so in cac_so:
        vi_tri = next((i for i, c in enumerate(chuoi) if c.gom(ngay)), None)
        if so is None or vi_tri is None:
            ket_qua.append(None)
            continue
        he_so: Decimal | None = Decimal(1)
        for c in chuoi[vi_tri + 1 :]:
            he_so = None if he_so is None or c.he_so_noi is None else he_so * c.he_so_noi
        ket_qua.append(None if he_so is None else so * he_so)
    return ket_qua
