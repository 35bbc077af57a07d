"""Demo plans and rounds of allotment.

Plans carry no sum: B1 of real figures reads sums of plans, and what is demo must not enter it.
Where a published plan of the year stands, the demo has none of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from khuyencong.choices import Nguon
from khuyencong.minh_hoa.tinh import MINH_HOA
from khuyencong.models import DeAn, DotGiaoVon, KeHoach

Khoa = tuple[int, str, int | None]


def khoa_ke_hoach(de_an: DeAn) -> Khoa:
    """Which plan a đề án belongs to: its year, source and, for KCĐP, province."""
    return de_an.nam, de_an.nguon, de_an.don_vi_id if de_an.nguon == Nguon.KCDP else None


def nap_ke_hoach(cac: Iterable[DeAn]) -> dict[Khoa, DotGiaoVon]:
    """Plans of approved đề án with one round each; sets ``ke_hoach``, returns rounds by plan."""
    theo: dict[Khoa, list[DeAn]] = defaultdict(list)
    for d in cac:
        theo[khoa_ke_hoach(d)].append(d)
    co = set(KeHoach.objects.values_list("nam", "nguon", "don_vi_id"))
    moi = {
        k: KeHoach(
            nam=k[0], nguon=k[1], don_vi_id=k[2], nguon_tin="Dữ liệu minh họa",
            so_quyet_dinh=f"QĐ kế hoạch {k[0]} {MINH_HOA}", ngay_quyet_dinh=date(k[0] - 1, 12, 31),
        )
        for k in theo
        if k not in co
    }  # fmt: skip
    KeHoach.objects.bulk_create(moi.values())
    dot = {
        k: DotGiaoVon(
            ke_hoach=kh, so_dot=1, so_van_ban=f"Phân bổ kinh phí năm {k[0]} {MINH_HOA}",
            ngay=date(k[0], 2, 10), ghi_chu="Dữ liệu minh họa.",
        )
        for k, kh in moi.items()
    }  # fmt: skip
    DotGiaoVon.objects.bulk_create(dot.values())
    for k, kh in moi.items():
        for d in theo[k]:
            d.ke_hoach = kh
    return dot
