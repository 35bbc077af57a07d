"""The small engine: who registers, when a rule is asked, how its sentence is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from khuyencong.choices import MucQuyTac
from khuyencong.ho_so import HoSo
from khuyencong.models import QuyTac

# Moments of the life of a đề án at which rules are asked.
LUC = (
    "nop_so",
    "gui_cuc",
    "phe_duyet",
    "chi_tiet",
    "hop_dong",
    "tam_ung",
    "con_lai",
    "quyet_toan",
    "dong",
    "dem",
)


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

    @property
    def chan(self) -> bool:
        return self.muc == MucQuyTac.CHAN

    def __str__(self) -> str:
        return f"{self.ma}{f' – {self.noi}' if self.noi else ''}: {self.thong_bao}"


Ham = Callable[[HoSo, QuyTac], Iterable[Loi]]


@dataclass(frozen=True)
class _QuyTacDangKy:
    ham: Ham
    luc: frozenset[str]


CAC_QUY_TAC: dict[str, _QuyTacDangKy] = {}


def quy_tac(ma: str, *luc: str) -> Callable[[Ham], Ham]:
    """Register the test of a rule for the named moments."""

    def dang_ky(ham: Ham) -> Ham:
        if ma in CAC_QUY_TAC or not luc or not set(luc) <= set(LUC):
            raise ValueError(f"rule {ma}: registered twice, or at an unknown moment")
        CAC_QUY_TAC[ma] = _QuyTacDangKy(ham, frozenset(luc))
        return ham

    return dang_ky


def vi_pham(dong: QuyTac, loi: Loi) -> ViPham:
    """What was found in the words and the weight of its row."""
    muc = MucQuyTac.CANH_BAO if loi.nhe and dong.muc == MucQuyTac.CHAN else dong.muc
    mau = dong.nguong.get("cau", {}).get(loi.cau, dong.thong_bao)
    cau = mau.format_map(_GiuCho(loi.chu))
    return ViPham(dong.ma, muc, cau, loi.noi, dong.can_cu, loi.ben, loi.han, loi.khoa)


class _GiuCho(dict[str, Any]):
    """A word the rule did not give stays in its brackets: a sentence is never lost to a typo."""

    def __missing__(self, khoa: str) -> str:
        return "{" + khoa + "}"


def kiem_tra(ho_so: HoSo, *luc: str, chi: Collection[str] | None = None) -> list[ViPham]:
    """Every rule of the given moments that the dossier breaks, in the order of their codes."""
    ket_qua: list[ViPham] = []
    for ma in sorted(CAC_QUY_TAC):
        dang_ky = CAC_QUY_TAC[ma]
        if not dang_ky.luc & set(luc) or (chi is not None and ma not in chi):
            continue
        dong = ho_so.danh_muc.tim_quy_tac(ma, ho_so.hom_nay)
        if dong is None:
            continue
        ket_qua += [vi_pham(dong, loi) for loi in dang_ky.ham(ho_so, dong)]
    return ket_qua
