"""The small engine: who registers, when a rule is asked, how its sentence is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cucctdp.quy_tac.choices import Muc

if TYPE_CHECKING:
    from cucctdp.quy_tac.models import QuyTacLuat


H = TypeVar("H")
Q = TypeVar("Q", bound="QuyTacLuat")


@dataclass(frozen=True)
class Loi:
    """What a rule found: the place, the words for its sentence; ``nhe``: not certain, warn only.

    ``cau`` names the case of a rule with several: its own sentence stands in ``nguong["cau"]`` of
    the row, and «thông báo» is said of a row that has none.
    Rules of the clock also say who has to act (``ben``), by when (``han``), and name the place for
    good (``khoa``), so that tomorrow's finding is known as today's.
    """

    noi: str = ""
    chu: dict[str, Any] = field(default_factory=dict)
    nhe: bool = False
    ben: str = ""
    han: date | None = None
    khoa: str = ""
    cau: str = ""


@dataclass(frozen=True)
class ViPham:
    """A broken rule as people read it."""

    ma: str
    muc: str
    thong_bao: str
    noi: str
    can_cu: str
    ben: str = ""
    han: date | None = None
    khoa: str = ""
    muc_chan: str = Muc.LOI

    @property
    def chan(self) -> bool:
        return self.muc == self.muc_chan

    def __str__(self) -> str:
        return f"{self.ma}{f' – {self.noi}' if self.noi else ''}: {self.thong_bao}"


class _GiuCho(dict[str, Any]):
    """A word the rule did not give stays in its brackets: a sentence is never lost to a typo."""

    def __missing__(self, khoa: str) -> str:
        return "{" + khoa + "}"


def vi_pham(
    dong: QuyTacLuat, loi: Loi, *, chan: str = Muc.LOI, canh_bao: str = Muc.CANH_BAO
) -> ViPham:
    """What was found in the words and the weight of its row; the letters are those of the app."""
    muc = canh_bao if loi.nhe and dong.muc == chan else dong.muc
    mau = dong.nguong.get("cau", {}).get(loi.cau, dong.thong_bao)
    cau = mau.format_map(_GiuCho(loi.chu))
    return ViPham(dong.ma, muc, cau, loi.noi, dong.can_cu, loi.ben, loi.han, loi.khoa, chan)


class SoQuyTac(Generic[H, Q]):
    """The rules of one app: tests over a dossier ``H``, asked at named moments (``cac_luc``).

    ``chan``, ``canh_bao``: the letters by which the app's rows say that a rule stops or warns.
    """

    def __init__(self, *cac_luc: str, chan: str = Muc.LOI, canh_bao: str = Muc.CANH_BAO) -> None:
        self.cac_luc = frozenset(cac_luc)
        self.chan, self.canh_bao = chan, canh_bao
        self.cac_ham: dict[str, Callable[[H, Q], Iterable[Loi]]] = {}
        self._luc: dict[str, frozenset[str]] = {}

    def luc(self, ma: str) -> frozenset[str]:
        """The moments at which a rule is asked; KeyError without such a rule."""
        return self._luc[ma]

    def vi_pham(self, dong: Q, loi: Loi) -> ViPham:
        """What was found in the words and the weight of its row."""
        return vi_pham(dong, loi, chan=self.chan, canh_bao=self.canh_bao)

    def quy_tac(
        self, ma: str, *luc: str
    ) -> Callable[[Callable[[H, Q], Iterable[Loi]]], Callable[[H, Q], Iterable[Loi]]]:
        """Register the test of a rule for the named moments; ValueError for a slip of ours."""

        def dang_ky(ham: Callable[[H, Q], Iterable[Loi]]) -> Callable[[H, Q], Iterable[Loi]]:
            if ma in self.cac_ham or not luc or not set(luc) <= self.cac_luc:
                raise ValueError(f"rule {ma}: registered twice, or at an unknown moment")
            self.cac_ham[ma] = ham
            self._luc[ma] = frozenset(luc)
            return ham

        return dang_ky

    def kiem_tra(
        self,
        ho_so: H,
        *luc: str,
        tim: Callable[[str], Q | None],
        chi: Collection[str] | None = None,
    ) -> list[ViPham]:
        """Every rule of the given moments that the dossier breaks, in the order of their codes.

        ``tim`` answers the row in force of a code; without one the rule is silent. ``chi``: only
        these codes.
        """
        ket_qua: list[ViPham] = []
        for ma in sorted(self.cac_ham):
            if not self._luc[ma] & set(luc) or (chi is not None and ma not in chi):
                continue
            dong = tim(ma)
            if dong is not None:
                ket_qua += [self.vi_pham(dong, loi) for loi in self.cac_ham[ma](ho_so, dong)]
        return ket_qua
