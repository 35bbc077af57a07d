"""Speed bars as ratios to a floor measured in the same run: the register of measurements.

An app registers functions with ``@phep_do``; each gets an empty, migrated database with the
reference data loaded and yields ``KetQuaDo``. What it writes is rolled back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class KetQuaDo:
    """One bar: ``ti_so`` = measured time / floor time, to stay at or below ``toi_da``."""

    ten: str
    ti_so: float
    toi_da: float
    san: str
    chi_tiet: str

    @property
    def dat(self) -> bool:
        return self.ti_so <= self.toi_da


PhepDo = Callable[[], Iterable[KetQuaDo]]
_cac_phep_do: dict[str, PhepDo] = {}


def phep_do(ten: str) -> Callable[[PhepDo], PhepDo]:
    """Register a measurement under a short name (the command's argument)."""

    def ghi(ham: PhepDo) -> PhepDo:
        _cac_phep_do[ten] = ham
        return ham

    return ghi


def da_ghi() -> dict[str, PhepDo]:
    """Every measurement whose module was imported, by name."""
    return dict(sorted(_cac_phep_do.items()))


def do_xen_ke(*viec: Callable[[], object], vong: int, moi_vong: int = 1) -> list[float]:
    """Seconds of the quickest call of each job; rounds alternate, so a busy moment hits all.

    The quickest single call, not a mean: what else the machine does only ever adds.
    """
    tot_nhat = [float("inf")] * len(viec)
    for _ in range(vong):
        for i, lam in enumerate(viec):
            for _ in range(moi_vong):
                dau = perf_counter()
                lam()
                tot_nhat[i] = min(tot_nhat[i], perf_counter() - dau)
    return tot_nhat
