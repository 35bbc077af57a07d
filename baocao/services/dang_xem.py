"""«Ai đang xem»: officers with a pack's page open now, kept in the cache with an expiry.

One key per pack and officer: two pages opened at once never overwrite each other.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.cache import cache

from cucctdp.accounts.models import User

HET_SAU = 120


def _khoa(bo_id: int, user_id: int) -> str:
    return f"baocao:dang_xem:{bo_id}:{user_id}"


def danh_dau(bo_id: int, user: Any) -> None:
    """This officer has the page open, until ``HET_SAU`` seconds from now."""
    cache.set(_khoa(bo_id, user.pk), user.ten_hien_thi, HET_SAU)


def dang_xem(
    cac_bo: Collection[int], *, tru: Any = None, cac_nguoi: Iterable[int] | None = None
) -> dict[int, list[str]]:
    """Names by pack, without ``tru``; one query (of officers) and one look into the cache."""
    if not cac_bo:
        return {}
    if cac_nguoi is None:
        cac_nguoi = User.objects.filter(is_active=True, vai_tro__startswith="cuc_").values_list(
            "pk", flat=True
        )
    khoa = {
        _khoa(bo, nguoi): bo
        for nguoi in cac_nguoi
        if tru is None or nguoi != tru.pk
        for bo in cac_bo
    }
    ket_qua: dict[int, list[str]] = {}
    for k, ten in cache.get_many(khoa).items():
        ket_qua.setdefault(khoa[k], []).append(ten)
    return {bo: sorted(cac_ten) for bo, cac_ten in ket_qua.items()}
