"""Who may download which kind of file: each kind registers its own question."""

from collections.abc import Callable
from typing import Any

from cucctdp.files.models import Tep

CauHoi = Callable[[Any, Tep], bool]
SoDong = Callable[[Tep], int | None]
_theo_loai: dict[str, CauHoi] = {}
_so_dong: dict[str, SoDong] = {}


def dang_ky(loai: str, cau_hoi: CauHoi, *, so_dong: SoDong | None = None) -> None:
    """Register the permission question of a kind; kinds without one are never served.

    ``so_dong``: how many figures a file of the kind carries out, for the alert on large exports.
    """
    _theo_loai[loai] = cau_hoi
    if so_dong is not None:
        _so_dong[loai] = so_dong


def so_dong_tai(tep: Tep) -> int | None:
    """Figures in a file, where its kind can tell."""
    dem = _so_dong.get(tep.loai)
    return dem(tep) if dem else None


def duoc_tai(user: Any, tep: Tep) -> bool:
    """Ask the kind's question; inactive and anonymous users never pass."""
    cau_hoi = _theo_loai.get(tep.loai)
    return bool(user.is_authenticated and user.is_active and cau_hoi and cau_hoi(user, tep))
