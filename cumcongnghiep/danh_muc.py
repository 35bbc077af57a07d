"""The dated catalogues read once, then asked by day from memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from cumcongnghiep.choices import LoaiDiaBan
from cumcongnghiep.models import CheDo, DiaBanUuDai, HanBieu, QuyTac, ThoiHan

D = TypeVar("D", bound=Any)


def _ngay(cac_dong: Iterable[D], ngay: date) -> list[D]:
    return [d for d in cac_dong if d.con_hieu_luc(ngay)]


@dataclass(frozen=True)
class DanhMuc:
    """Every dated row; five queries to make, none to ask."""

    che_do: list[CheDo]
    thoi_han: dict[str, list[ThoiHan]]
    han_bieu: list[HanBieu]
    quy_tac: dict[str, list[QuyTac]]
    dia_ban: dict[int, list[DiaBanUuDai]]

    def tim_che_do(self, ngay: date) -> CheDo | None:
        """The regime of a dossier submitted on ``ngay``."""
        return next(iter(_ngay(self.che_do, ngay)), None)

    def tim_thoi_han(self, loai: str, thu_tuc: str, ngay: date) -> ThoiHan | None:
        """The clock of a step; a row naming the procedure comes first."""
        hop = [t for t in _ngay(self.thoi_han.get(loai, []), ngay) if t.thu_tuc in ("", thu_tuc)]
        return next(iter(sorted(hop, key=lambda t: t.thu_tuc == "")), None)

    def tim_han_bieu(self, bieu: str, loai_ky: str, ngay: date) -> HanBieu | None:
        return next(
            (h for h in _ngay(self.han_bieu, ngay) if (h.bieu, h.loai_ky) == (bieu, loai_ky)), None
        )

    def tim_quy_tac(self, ma: str, ngay: date) -> QuyTac | None:
        """The rule in force and switched on."""
        return next((q for q in _ngay(self.quy_tac.get(ma, []), ngay) if q.bat), None)

    def loai_dia_ban(self, xa_id: int, ngay: date) -> set[str]:
        return {d.loai for d in _ngay(self.dia_ban.get(xa_id, []), ngay)}

    @cached_property
    def co_ds_mien_nui(self) -> bool:
        """Whether a list of mountain communes is on file: without one nothing follows from it."""
        return any(d.loai == LoaiDiaBan.MIEN_NUI for cac in self.dia_ban.values() for d in cac)

    def thiet_yeu(self, ngay: date) -> list[str]:
        """Essential items of the regime of a day."""
        che_do = self.tim_che_do(ngay)
        return list(che_do.hang_muc_thiet_yeu) if che_do else []


def doc_danh_muc() -> DanhMuc:
    """Read the catalogues."""
    thoi_han: dict[str, list[ThoiHan]] = defaultdict(list)
    for t in ThoiHan.objects.all():
        thoi_han[t.loai].append(t)
    quy_tac: dict[str, list[QuyTac]] = defaultdict(list)
    for q in QuyTac.objects.all():
        quy_tac[q.ma].append(q)
    dia_ban: dict[int, list[DiaBanUuDai]] = defaultdict(list)
    for d in DiaBanUuDai.objects.all():
        dia_ban[d.xa_id].append(d)
    return DanhMuc(
        che_do=list(CheDo.objects.all()),
        thoi_han=dict(thoi_han),
        han_bieu=list(HanBieu.objects.all()),
        quy_tac=dict(quy_tac),
        dia_ban=dict(dia_ban),
    )
