"""Restated figures of a run's period: where the sign «đc» stands, and the lines of the annex.

Section 3.5: a changed number carries a superscript, its old value is in the annex of revisions.
Only what counted when the run was made: a later correction leaves an issued briefing as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from baocao.choices import CapTongHop
from baocao.models import DieuChinh, DongDieuChinh, LanTongHop
from baocao.statistics.anh_huong import o_da_doi
from cucctdp.donvi.models import DonViHanhChinh

DAU_CHU = "đc"
DAU: SafeString = mark_safe('<sup class="dc">đc</sup>')
CHU_GIAI_DAU = "“đc”: số đã điều chỉnh, số cũ nêu tại Phụ lục III."


@dataclass(frozen=True)
class DieuChinhKy:
    """``dong``: lines whose number changed, by unit; ``o``: (row, column) to the places' names."""

    dong: tuple[DongDieuChinh, ...]
    o: dict[tuple[str, str], frozenset[str]]

    @classmethod
    def doc(cls, lan: LanTongHop) -> DieuChinhKy:
        """Restatements of the run's period that counted when it was made; one query if none."""
        da_ghi = DieuChinh.objects.da_ghi_so().filter(bo__ky=lan.ky, ghi_so_luc__lte=lan.luc)
        rows = (
            DongDieuChinh.objects.filter(dieu_chinh__in=da_ghi)
            .select_related(
                "dieu_chinh", "phieu__bo__don_vi", "phieu__bieu_mau", "chi_tieu", "ban_cu"
            )
            .order_by(
                "phieu__bo__don_vi__bo_ma",
                "phieu__bo__don_vi__ma",
                "phieu__bieu_mau__thu_tu",
                "chi_tieu__thu_tu",
                "cot",
                "dieu_chinh__ghi_so_luc",
            )
        )
        dong = tuple(d for d in rows if d.so_cu != d.so_moi)
        return cls(dong, _noi_cua_o(dong) if dong else {})

    @property
    def trang_thai_moi(self) -> dict[tuple[str, str, str], str]:
        """(unit, row, column) → state of the cell after its last restatement."""
        return {(d.phieu.bo.don_vi.khoa, d.chi_tieu.ma, d.cot): d.trang_thai_o for d in self.dong}

    def co(self, cap: str, ma: str, ten: str, chi_tieu: str, cot: str) -> bool:
        """True when a restated figure stands in this cell of this place."""
        noi = self.o.get((chi_tieu, cot))
        if noi is None:
            return False
        return cap == CapTongHop.CA_NUOC or (ma if cap == CapTongHop.TINH else ten) in noi

    def co_trong(self, o: Iterable[tuple[str, str]]) -> bool:
        """True when one of these cells is restated somewhere."""
        return any(k in self.o for k in o)


def _noi_cua_o(dong: tuple[DongDieuChinh, ...]) -> dict[tuple[str, str], frozenset[str]]:
    """Units by key, their regions and miền by name: the totals that hold them change too."""
    noi: dict[tuple[str, str], set[str]] = defaultdict(set)
    cac_don_vi = {d.phieu.bo.don_vi_id for d in dong}
    cac_vung: dict[int, set[str]] = defaultdict(set)
    for pk, bo_ma, ma, ten in DonViHanhChinh.objects.filter(pk__in=cac_don_vi).values_list(
        "pk", "bo_ma", "ma", "cac_vung__ten"
    ):
        cac_vung[pk] |= {f"{bo_ma}:{ma}", ten or ""}
    for don_vi, chi_tieu, cot in o_da_doi(dong):
        noi[chi_tieu, cot] |= cac_vung[don_vi]
    return {o: frozenset(ten) for o, ten in noi.items()}
