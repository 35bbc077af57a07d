"""Who acted on a demo đề án: the sample accounts, where the province has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from cucctdp.accounts.models import User

# Role → side; the first account of a side in order of login name stands for it.
_BEN = {
    "so_khuyen_cong": "trung_tam",
    "so_truong_phong": "so",
    "so_lanh_dao": "lanh_dao_so",
    "cuc_chuyen_vien": "cuc",
    "cuc_lanh_dao_phong": "lanh_dao_cuc",
}


@dataclass(frozen=True)
class Nguoi:
    """Accounts by (side, province id); None stands for «the system» on a step."""

    cac: dict[tuple[str, int | None], User] = field(default_factory=dict)

    def cua(self, ben: str, don_vi_id: int | None) -> Any:
        return self.cac.get((ben, None if ben.endswith("cuc") else don_vi_id))


def doc_nguoi() -> Nguoi:
    """The accounts in use, one query; provinces without any keep empty fields."""
    cac: dict[tuple[str, int | None], User] = {}
    dk = Q(vai_tro__in=_BEN, is_active=True)
    for u in User.objects.filter(dk).order_by("username"):
        cac.setdefault((_BEN[u.vai_tro], u.don_vi_id), u)
    return Nguoi(cac)
