"""Whether a place of production makes a cơ sở công nghiệp nông thôn on a day.

The regimes are dated rows of the app that keeps that law; it registers its reader here, so that
the other programmes ask the same law without knowing that app.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cucctdp.donvi.models import Xa


@dataclass(frozen=True, slots=True)
class KetQuaDiaBan:
    """``duoc``: eligible; ``can_cu``: the clause, or why nothing can be said (``xet`` False).

    ``chac``: the text was seen; without it the answer warns and does not stop.
    """

    duoc: bool
    can_cu: str
    chac: bool = True
    xet: bool = True


XetDiaBan = Callable[[Xa, date, bool], KetQuaDiaBan]
DocCheDo = Callable[[], XetDiaBan]


def _chua_co(xa: Xa, ngay: date, lang_nghe: bool) -> KetQuaDiaBan:
    return KetQuaDiaBan(False, "Hệ thống chưa có chế độ đối tượng.", chac=False, xet=False)


_doc: DocCheDo = lambda: _chua_co  # noqa: E731 - replaced by the app that keeps the law


def dang_ky(doc: DocCheDo) -> None:
    """Set who reads the regimes: ``doc`` reads them once and returns the question."""
    global _doc
    _doc = doc


def doc_che_do() -> XetDiaBan:
    """Read the regimes once, then ask of many places: ``xet(xa, ngay, lang_nghe)``.

    Kinds of commune and province are those of the day: prefetch ``cac_ten`` and
    ``tinh__cac_ten`` of the communes and no query is made.
    """
    return _doc()


def du_dia_ban(xa: Xa, ngay: date, lang_nghe: bool) -> KetQuaDiaBan:
    """The answer for one place; ``lang_nghe``: inside a village recognised by the province."""
    return doc_che_do()(xa, ngay, lang_nghe)
