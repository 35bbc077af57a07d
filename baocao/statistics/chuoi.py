"""Series: which figures of an indicator may be put on one line, and with what factor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from baocao.models import ChuoiSoLieu
from cucctdp.formats.so import dinh_dang


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
    theo = chuoi_theo_don_vi(chi_tieu, [] if don_vi is None else [don_vi])
    return theo.get(don_vi) or theo.get(None, [])


def chuoi_theo_don_vi(chi_tieu: str, cac_don_vi: Iterable[int]) -> dict[int | None, list[Chuoi]]:
    """Approved series of an indicator by unit, oldest first, None those of all units; one query.

    A unit without series of its own is not in it: all units' hold for it.
    """
    rows = ChuoiSoLieu.objects.filter(
        Q(don_vi__in=list(cac_don_vi)) | Q(don_vi__isnull=True),
        chi_tieu=chi_tieu,
        duyet_luc__isnull=False,
    ).order_by("so")
    theo: dict[int | None, list[Chuoi]] = {}
    for r in rows:
        chuoi = Chuoi(r.so, r.mo_ta, r.tu_ngay, r.den_ngay, r.he_so_noi, r.ky_goi_dau)
        theo.setdefault(r.don_vi_id, []).append(chuoi)
    return theo


def cac_ngat(cac_ngay: Sequence[date], chuoi: Sequence[Chuoi]) -> list[tuple[int, Chuoi]]:
    """(position, series) where a new series begins among periods in the order of time.

    The first period is no break, whatever its series.
    """
    ket: list[tuple[int, Chuoi]] = []
    truoc: Chuoi | None = None
    for i, ngay in enumerate(cac_ngay):
        nay = next((c for c in chuoi if c.gom(ngay)), None)
        if i and nay is not None and nay != truoc:
            ket.append((i, nay))
        truoc = nay or truoc
    return ket


def cau_ngat(ngat: Chuoi, ten_ky: str) -> str:
    """What to say under a line or table that a series breaks, and whether it was linked."""
    cau = f"Từ {ten_ky}: chuỗi {ngat.so} ({ngat.mo_ta.rstrip('.')})."
    if ngat.he_so_noi is None:
        return f"{cau} Số trước đó không so sánh được, không nối."
    he_so = dinh_dang(ngat.he_so_noi.normalize())
    return f"{cau} Số trước đó nhân hệ số nối {he_so} (kỳ gối đầu {ngat.ky_goi_dau})."


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
