"""What can be wrong with a file or a cell, as data a page can list with its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class LoiO:
    """One finding. `trang` and `o` are empty when it concerns the whole file.

    `thong_diep` is a whole Vietnamese sentence that says what to do; `ma` is a stable code
    for programs; `gia_tri` is the offending content as text.
    """

    trang: str
    o: str
    thong_diep: str
    ma: str = ""
    muc: Literal["loi", "canh_bao"] = "loi"
    gia_tri: str = ""

    @property
    def vi_tri(self) -> str:
        """Where it is, for people: «Trang «Biểu 1», ô B5», or "" for the whole file."""
        phan = [f"trang «{self.trang}»"] if self.trang else []
        phan += [f"ô {self.o}"] if self.o else []
        cho = ", ".join(phan)
        return cho[:1].upper() + cho[1:]

    def __str__(self) -> str:
        return f"{self.vi_tri}: {self.thong_diep}" if self.vi_tri else self.thong_diep


class TepKhongDocDuoc(Exception):
    """The file is refused; `loi` holds every reason that could be told at once."""

    def __init__(self, loi: Iterable[LoiO]) -> None:
        self.loi: tuple[LoiO, ...] = tuple(loi)
        super().__init__("\n".join(str(dong) for dong in self.loi))

    @property
    def cau(self) -> list[str]:
        """The reasons as sentences, in the order found."""
        return [str(dong) for dong in self.loi]


class OKhongHopLe(ValueError):
    """One cell cannot be read as what was asked; `loi` names the place and what to do."""

    def __init__(self, loi: LoiO) -> None:
        self.loi = loi
        super().__init__(str(loi))
