"""Who may download which kind of file: each kind registers its own question."""

from collections.abc import Callable
from typing import Any

from cucctdp.files.models import Tep

CauHoi = Callable[[Any, Tep], bool]
_theo_loai: dict[str, CauHoi] = {}


def dang_ky(loai: str, cau_hoi: CauHoi) -> None:
    """Register the permission question of a kind; kinds without one are never served."""
    _theo_loai[loai] = cau_hoi


def duoc_tai(user: Any, tep: Tep) -> bool:
    """Ask the kind's question; inactive and anonymous users never pass."""
    cau_hoi = _theo_loai.get(tep.loai)
    return bool(user.is_authenticated and user.is_active and cau_hoi and cau_hoi(user, tep))
