"""Who should not score what: found by identity, never by name alone (mục 3.5). Pure.

Identity is the tax code of the workplace, the hash of the personal number, a house with its
number, a known tie, an employer shared through one owner. The same name is only a hint, the same
province what the round says it is (R36).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from cucctdp.formats.chu import khoa_tim
from sanpham_tieubieu.choices import CungTinh, LoaiXungDot

# Told and printed, blocking nothing of themselves.
CHI_NHAC = (LoaiXungDot.CUNG_TEN, LoaiXungDot.CUNG_TINH)


@dataclass(frozen=True)
class QuanHeXet:
    """A known tie: kind, establishment, days (None: open), where it is known from."""

    loai: str
    co_so_id: int
    tu_ngay: date | None = None
    den_ngay: date | None = None
    nguon_tin: str = ""


@dataclass(frozen=True)
class NguoiXet:
    """What is known of a judge. ``bam``: hash of his personal number, "" when not known."""

    ho_ten: str
    bam: str = ""
    mst_co_quan: str = ""
    dia_chi: str = ""
    xa_id: int | None = None
    don_vi_id: int | None = None
    quan_he: tuple[QuanHeXet, ...] = ()


@dataclass(frozen=True)
class CoSoXet:
    """What is known of an establishment: ids of itself and what was merged into it.

    ``cac_bam``: hashes of its owner under every key; ``mst_cung_chu``: tax codes of the other
    establishments of that owner; ``mst_chu_lam``: employers of its owner where he is known.
    """

    cac_id: frozenset[int]
    ten: str = ""
    mst: str = ""
    chu: str = ""
    cac_bam: frozenset[str] = frozenset()
    dia_chi: str = ""
    xa_id: int | None = None
    don_vi_id: int | None = None
    mst_cung_chu: frozenset[str] = field(default_factory=frozenset)
    mst_chu_lam: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class PhatHien:
    """One finding; ``chan``: the judge may not score."""

    loai: str
    chi_tiet: str
    chan: bool = True


def goc_mst(mst: str) -> str:
    """The first ten digits of a company, all twelve of a person: branches are of one employer."""
    return mst.split("-")[0]


@lru_cache(maxsize=4096)
def khoa_dia_chi(dia_chi: str, xa_id: int | None) -> tuple[str, int] | None:
    """Key of a house: None without commune or without a house number («thôn 3» is many houses)."""
    chu = re.sub(r"\b(so nha|nha so|so|duong|pho)\b", " ", khoa_tim(dia_chi))
    chu = " ".join(re.sub(r"[^\w/]+", " ", chu).split())
    if xa_id is None or not re.match(r"\d", chu) or " " not in chu:
        return None
    return chu, xa_id


def _theo_quan_he(n: NguoiXet, c: CoSoXet, ngay: date) -> Iterator[PhatHien]:
    for q in n.quan_he:
        if q.co_so_id not in c.cac_id:
            continue
        # A tie that ended binds no more; who once helped with the dossier did so for good.
        if q.den_ngay is not None and q.den_ngay < ngay and q.loai != LoaiXungDot.TU_VAN:
            continue
        if q.tu_ngay is not None and q.tu_ngay > ngay:
            continue
        yield PhatHien(q.loai, q.nguon_tin or LoaiXungDot(q.loai).label, q.loai not in CHI_NHAC)


def _theo_dinh_danh(n: NguoiXet, c: CoSoXet, ngay: date) -> Iterator[PhatHien]:
    if n.bam and n.bam in c.cac_bam:
        yield PhatHien(LoaiXungDot.GOP_VON, "Cùng số định danh với chủ cơ sở.")


def _theo_noi_lam(n: NguoiXet, c: CoSoXet, ngay: date) -> Iterator[PhatHien]:
    noi = goc_mst(n.mst_co_quan)
    if not noi:
        return
    if c.mst and noi == goc_mst(c.mst):
        yield PhatHien(LoaiXungDot.LAO_DONG, "Nơi công tác có mã số thuế của cơ sở.")
    elif noi in c.mst_cung_chu:
        yield PhatHien(LoaiXungDot.CUNG_CO_QUAN, "Làm việc tại cơ sở khác của cùng chủ.")
    elif noi in c.mst_chu_lam:
        yield PhatHien(LoaiXungDot.CUNG_CO_QUAN, "Cùng nơi làm việc với chủ cơ sở.")


def _theo_dia_chi(n: NguoiXet, c: CoSoXet, ngay: date) -> Iterator[PhatHien]:
    nha = khoa_dia_chi(n.dia_chi, n.xa_id)
    if nha is not None and nha == khoa_dia_chi(c.dia_chi, c.xa_id):
        yield PhatHien(LoaiXungDot.CUNG_DIA_CHI, "Cùng số nhà, cùng xã với cơ sở.")


def _theo_ten(n: NguoiXet, c: CoSoXet, ngay: date) -> Iterator[PhatHien]:
    if c.chu and khoa_tim(n.ho_ten) == khoa_tim(c.chu):
        yield PhatHien(
            LoaiXungDot.CUNG_TEN, "Trùng họ tên với chủ cơ sở; cần xác minh.", chan=False
        )


_CACH: tuple[Callable[[NguoiXet, CoSoXet, date], Iterable[PhatHien]], ...] = (
    _theo_quan_he,
    _theo_dinh_danh,
    _theo_noi_lam,
    _theo_dia_chi,
    _theo_ten,
)


def tim(nguoi: NguoiXet, co_so: CoSoXet, *, ngay: date, cung_tinh: str) -> list[PhatHien]:
    """Every conflict of one judge with one establishment on a day, each kind once.

    ``cung_tinh``: what the same province means in the round (``CungTinh``; pass KHONG at
    provincial and communal level, where everybody is of one province).
    """
    thay = {p.loai: p for ham in _CACH for p in ham(nguoi, co_so, ngay)}
    if (
        cung_tinh != CungTinh.KHONG
        and nguoi.don_vi_id is not None
        and nguoi.don_vi_id == co_so.don_vi_id
    ):
        chan = cung_tinh == CungTinh.CHAN
        cau = "R36: Giám khảo cùng địa phương với sản phẩm."
        thay.setdefault(LoaiXungDot.CUNG_TINH, PhatHien(LoaiXungDot.CUNG_TINH, cau, chan))
    return list(thay.values())
