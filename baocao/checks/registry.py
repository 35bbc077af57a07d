"""Checks that no expression can say, by the name rules call them (``QuyTacKiemTra.ham``)."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from baocao.checks.contract import ViPham

PhepKiemTra = Callable[[Any], "Iterable[ViPham]"]
_F = TypeVar("_F", bound=PhepKiemTra)

_CAC_PHEP: dict[str, PhepKiemTra] = {}


def phep_kiem_tra(ten: str) -> Callable[[_F], _F]:
    """Register a check. It takes ``NguCanh`` (``NguCanhBo`` for rules of a pack)."""

    def ghi(ham: _F) -> _F:
        if ten in _CAC_PHEP:
            raise ValueError(f"Two checks are named {ten}.")
        _CAC_PHEP[ten] = ham
        return ham

    return ghi


def tim_phep(ten: str) -> PhepKiemTra | None:
    """Return the check of that name, or None."""
    return _CAC_PHEP.get(ten)


def ten_cac_phep() -> frozenset[str]:
    """Names of all registered checks."""
    return frozenset(_CAC_PHEP)
