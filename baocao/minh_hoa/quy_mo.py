"""Sizes of the 63 former units, their successors, and the published figures to agree with."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from baocao.choices import NguonGoc, TrangThaiO
from baocao.models import GiaTri
from baocao.services.du_lieu_goc import THU_MUC, doc_yaml
from cucctdp.donvi.models import KeThua

# The quarter (1..4) a report carries by the tail of its period code.
MOC = {"Q1": 1, "6T": 2, "9T": 3, "N": 4}
DUOI = {moc: duoi for duoi, moc in MOC.items()}


@dataclass(frozen=True, slots=True)
class CongBo:
    """A published cell: number and source."""

    so: Decimal
    nguon: str


@dataclass(frozen=True)
class BoiCanh:
    """What the generators look at.

    ``quy_mo`` sizes by «63:xx», ``phan`` former units of each «34:xx», ``cong_bo`` published
    cells by (period, unit, indicator, column).
    """

    quy_mo: dict[str, dict[str, Any]]
    phan: dict[str, list[str]]
    cong_bo: dict[tuple[str, str, str, str], CongBo]

    def so_cong_bo(self, ky: str, don_vi: str, chi_tieu: str, cot: str) -> Decimal | None:
        """The published number of a cell, or None."""
        o = self.cong_bo.get((ky, don_vi, chi_tieu, cot))
        return o.so if o else None

    def moc_luy_ke(self, ky: str, don_vi: str, chi_tieu: str) -> Decimal | None:
        """The published cumulative flow of a report, else the sum of its published months."""
        so = self.so_cong_bo(ky, don_vi, chi_tieu, "A4")
        if so is not None:
            return so
        thang = [
            self.so_cong_bo(f"{ky[:4]}-T{t:02d}", don_vi, chi_tieu, "A3")
            for t in range(1, MOC[ky[5:]] * 3 + 1)
        ]
        cac_so = [t for t in thang if t is not None]
        return sum(cac_so, Decimal(0)) if len(cac_so) == len(thang) else None

    def cac_phan(self, don_vi: str) -> list[str]:
        """Former units of a unit; a former unit is its own."""
        return self.phan.get(don_vi, [don_vi])


def doc_boi_canh(thu_muc: Path = THU_MUC) -> BoiCanh:
    """Read sizes from the fixture, lineage and published figures from the database."""
    phan = defaultdict(list)
    for dong in KeThua.objects.select_related("cu", "moi").order_by("cu__ma"):
        phan[dong.moi.khoa].append(dong.cu.khoa)
    rows = (
        GiaTri.objects.hien_tai()
        .filter(nguon_goc=NguonGoc.CONG_BO, trang_thai_o=TrangThaiO.CO_GIA_TRI, so__isnull=False)
        .values_list(
            "phieu__bo__ky__ma",
            "phieu__bo__don_vi__bo_ma",
            "phieu__bo__don_vi__ma",
            "chi_tieu__ma",
            "cot",
            "so",
            "nguon",
        )
    )
    return BoiCanh(
        quy_mo=doc_yaml(thu_muc / "minh_hoa" / "quy_mo.yaml")["don_vi"],
        phan=dict(phan),
        cong_bo={
            (ky, f"{bo}:{ma}", chi_tieu, cot): CongBo(so, nguon)
            for ky, bo, ma, chi_tieu, cot, so, nguon in rows
        },
    )
