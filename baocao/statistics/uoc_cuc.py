"""The layer UOC_CUC beside the figures of a run: sums with estimates, apart from the sums."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from baocao.choices import CapTongHop
from baocao.models import GiaTriTongHop, LanTongHop, UocCuc
from baocao.statistics.danh_muc import doc_danh_muc
from cucctdp.formats.so import dinh_dang

DAU = "ub"


@dataclass(frozen=True, slots=True)
class SoBoSung:
    """A figure of a run and what the Cục's estimates would add to it.

    ``gia_tri`` is the run's own figure of ``so_co`` provinces, None while nobody has sent;
    ``con_thieu`` counts the provinces neither sent nor estimated. ``vi_sao``: why no sum can be
    told, "" when one can.
    """

    bieu: str
    chi_tieu: str
    cot: str
    ten_pham_vi: str
    gia_tri: Decimal | None
    so_co: int
    so_tong: int
    uoc: Decimal
    cac_uoc: tuple[UocCuc, ...]
    con_thieu: int
    vi_sao: str = ""

    @property
    def ca_uoc(self) -> Decimal | None:
        """Sum of both, to be printed with the sign «ub» only; None when it cannot be told."""
        return None if self.vi_sao else (self.gia_tri or Decimal(0)) + self.uoc


_O = tuple[str, str, str]


def bo_sung(lan: LanTongHop, *, cap: str = CapTongHop.CA_NUOC) -> list[SoBoSung]:
    """Figures of a level with estimates for provinces the run lacked; as the layer stood then.

    An estimate for a province that the run does have lapses; at the level of provinces each
    estimate stands alone. Two queries.
    """
    theo: dict[_O, list[UocCuc]] = defaultdict(list)
    rows = UocCuc.objects.filter(ky=lan.ky).luc(lan.luc).select_related("don_vi", "nguoi_lap")
    for u in rows.order_by("don_vi__ma"):
        theo[u.bieu, u.chi_tieu, u.cot].append(u)
    if not theo:
        return []
    tinh = cap == CapTongHop.TINH
    tong = GiaTriTongHop.objects.filter(
        lan=lan,
        cap=CapTongHop.CA_NUOC if tinh else cap,
        chi_tieu__in={c for _, c, _ in theo},
    )
    ket: list[SoBoSung] = []
    for g in tong.order_by("bieu", "chi_tieu", "cot", "pk"):
        o = (g.bieu, g.chi_tieu, g.cot)
        thieu = set(g.con_thieu)
        cac_uoc = tuple(u for u in theo.get(o, ()) if u.don_vi.khoa in thieu)
        if tinh:
            ket += _cac_tinh(o, cac_uoc)
        elif cac_uoc:
            ket.append(
                SoBoSung(
                    *o,
                    g.ten_pham_vi,
                    g.gia_tri,
                    g.so_don_vi_co,
                    g.so_don_vi_tong,
                    sum((u.gia_tri for u in cac_uoc), Decimal(0)),
                    cac_uoc,
                    len(thieu) - len(cac_uoc),
                    _vi_sao(o, cac_uoc),
                )
            )
    return ket


def _cac_tinh(o: _O, cac_uoc: Sequence[UocCuc]) -> Iterator[SoBoSung]:
    for u in cac_uoc:
        yield SoBoSung(*o, u.don_vi.ten_goi, None, 0, 1, u.gia_tri, (u,), 0, _vi_sao(o, (u,)))


def _vi_sao(o: _O, cac_uoc: Sequence[UocCuc]) -> str:
    """A negative estimate of what is never negative is a fault of its base: no sum is told."""
    ma = o[1]
    am = [u for u in cac_uoc if u.gia_tri < 0]
    dong = doc_danh_muc().bieu_co_dong(ma)
    if not am or (dong is not None and dong.chi_tieu[ma].cho_am):
        return ""
    ten = "; ".join(f"{u.don_vi.ten_goi} {dinh_dang(u.gia_tri.normalize())}" for u in am)
    return f"Không tính được: số ước âm ({ten}) ở chỉ tiêu không có số âm. Rút số ước, lập lại."
