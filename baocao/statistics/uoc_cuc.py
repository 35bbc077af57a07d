"""The layer UOC_CUC beside the figures of a run: sums with estimates, apart from the sums."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from baocao.choices import CapTongHop
from baocao.models import GiaTriTongHop, LanTongHop, UocCuc

DAU = "ub"


@dataclass(frozen=True, slots=True)
class SoBoSung:
    """A national figure of a run and what the Cục's estimates would add to it.

    ``gia_tri`` is the run's own figure of ``so_co`` provinces, None while nobody has sent;
    ``con_thieu`` counts the provinces neither sent nor estimated.
    """

    bieu: str
    chi_tieu: str
    cot: str
    gia_tri: Decimal | None
    so_co: int
    so_tong: int
    uoc: Decimal
    cac_uoc: tuple[UocCuc, ...]
    con_thieu: int

    @property
    def ca_uoc(self) -> Decimal:
        """Sum of both; to be printed with the sign «ub» only."""
        return (self.gia_tri or Decimal(0)) + self.uoc


def bo_sung(lan: LanTongHop) -> list[SoBoSung]:
    """National figures with estimates for provinces the run lacked; as the layer stood then.

    An estimate for a province that the run does have lapses. Two queries.
    """
    theo: dict[tuple[str, str, str], list[UocCuc]] = defaultdict(list)
    rows = UocCuc.objects.filter(ky=lan.ky).luc(lan.luc).select_related("don_vi", "nguoi_lap")
    for u in rows.order_by("don_vi__ma"):
        theo[u.bieu, u.chi_tieu, u.cot].append(u)
    if not theo:
        return []
    ket = []
    tong = GiaTriTongHop.objects.filter(
        lan=lan, cap=CapTongHop.CA_NUOC, chi_tieu__in={c for _, c, _ in theo}
    )
    for g in tong.order_by("bieu", "chi_tieu", "cot"):
        thieu = set(g.con_thieu)
        cac_uoc = tuple(
            u for u in theo.get((g.bieu, g.chi_tieu, g.cot), ()) if u.don_vi.khoa in thieu
        )
        if cac_uoc:
            ket.append(
                SoBoSung(
                    g.bieu,
                    g.chi_tieu,
                    g.cot,
                    g.gia_tri,
                    g.so_don_vi_co,
                    g.so_don_vi_tong,
                    sum((u.gia_tri for u in cac_uoc), Decimal(0)),
                    cac_uoc,
                    len(thieu) - len(cac_uoc),
                )
            )
    return ket
