"""What changed between two runs of a period: facts, by reason and person, and new exceptions.

A fact is a stored cell of a received pack as known when a run was made. Cells and received packs
never go back, so a run's facts are those of the run before with the changes of this module.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from baocao.choices import BO_DA_NHAN
from baocao.models import GiaTri, LanTongHop
from baocao.statistics.ngoai_le import NgoaiLe, gia_han_cua_ky, mien_tru_cua_ky
from cucctdp.donvi.models import DonViHanhChinh

MOI_NHAN = "Bộ báo cáo mới được tiếp nhận"
KHONG_LY_DO = "Cập nhật số liệu, không ghi lý do"
_O = ("phieu__bo__don_vi_id", "phieu__bieu_mau__ma", "chi_tieu__ma", "cot")
_GIA_TRI = ("trang_thai_o", "so", "chu", "trang_thai_sl")


class Su(NamedTuple):
    """Content of a fact: state of the cell, number, text, state of the figure."""

    trang_thai_o: str
    so: Decimal | None
    chu: str
    trang_thai_sl: str


Khoa = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class ThayDoi:
    """One changed fact at (unit id, form, row, column); ``cu`` None: it was not there."""

    khoa: Khoa
    cu: Su | None
    moi: Su
    ly_do: str
    nguoi: str


@dataclass(frozen=True, slots=True)
class NhomThayDoi:
    """Changes of one reason by one person; ``don_vi``: names of the units."""

    ly_do: str
    nguoi: str
    so_o: int
    don_vi: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TomTatThayDoi:
    """What a reader of the earlier run must know about the later one."""

    truoc: LanTongHop
    nhom: list[NhomThayDoi]
    mien_tru: list[NgoaiLe]
    gia_han: list[NgoaiLe]

    @property
    def co(self) -> bool:
        """False when nothing changed."""
        return bool(self.nhom or self.mien_tru or self.gia_han)


def _da_biet(lan: LanTongHop) -> Any:
    return GiaTri.objects.biet_luc(lan.luc).filter(
        phieu__bo__ky=lan.ky_id,
        phieu__bo__trang_thai__in=BO_DA_NHAN,
        phieu__bo__tiep_nhan_luc__lte=lan.luc,
    )


def cac_su(lan: LanTongHop) -> dict[Khoa, Su]:
    """All facts of a run."""
    rows = _da_biet(lan).order_by().values_list(*_O, *_GIA_TRI)
    return {row[:4]: Su(*row[4:]) for row in rows}


def thay_doi(truoc: LanTongHop, sau: LanTongHop) -> list[ThayDoi]:
    """Facts of ``sau`` that ``truoc`` lacked or had otherwise; two queries."""
    moi = Q(ghi_luc__gt=truoc.luc) | Q(phieu__bo__tiep_nhan_luc__gt=truoc.luc)
    cu = {
        row[:4]: Su(*row[4:])
        for row in _da_biet(truoc)
        .filter(het_luc__lte=sau.luc)
        .order_by()
        .values_list(*_O, *_GIA_TRI)
    }
    rows = (
        _da_biet(sau)
        .filter(moi)
        .order_by(*_O)
        .values_list(
            *_O,
            *_GIA_TRI,
            "ly_do",
            "nguoi__ho_ten",
            "phieu__bo__tiep_nhan_luc",
            "phieu__bo__nguoi_tiep_nhan__ho_ten",
        )
    )
    ket: list[ThayDoi] = []
    for row in rows:
        khoa, nay = row[:4], Su(*row[4:8])
        ly_do, nguoi, nhan_luc, nguoi_nhan = row[8:]
        if cu.get(khoa) == nay:
            continue
        if nhan_luc > truoc.luc:
            ly_do, nguoi = MOI_NHAN, nguoi_nhan
        ket.append(ThayDoi(khoa, cu.get(khoa), nay, ly_do or KHONG_LY_DO, nguoi or "hệ thống"))
    return ket


def ap_dung(su: dict[Khoa, Su], cac_doi: Iterable[ThayDoi]) -> dict[Khoa, Su]:
    """Facts after changes: those of the earlier run become those of the later."""
    return su | {d.khoa: d.moi for d in cac_doi}


def lan_truoc(lan: LanTongHop) -> LanTongHop | None:
    """The run a reader saw last: the newest earlier one with an issued briefing, else any."""
    rows = LanTongHop.objects.filter(ky=lan.ky_id, so__lt=lan.so).order_by("-so")
    return rows.filter(ban_tin__tep__isnull=False).first() or rows.first()


def tom_tat_thay_doi(truoc: LanTongHop, sau: LanTongHop) -> TomTatThayDoi:
    """Changes by reason and person, most cells first, and exceptions granted in between."""
    nhom: dict[tuple[str, str], list[int]] = defaultdict(list)
    for d in thay_doi(truoc, sau):
        nhom[d.ly_do, d.nguoi].append(d.khoa[0])
    cac_id = {pk for rows in nhom.values() for pk in rows}
    ten = {d.pk: d.ten_goi for d in DonViHanhChinh.objects.filter(pk__in=cac_id)}

    def moi(cac: list[NgoaiLe]) -> list[NgoaiLe]:
        return [n for n in cac if n.luc > truoc.luc]

    return TomTatThayDoi(
        truoc,
        [
            NhomThayDoi(ly_do, nguoi, len(rows), tuple(sorted({ten[pk] for pk in rows})))
            for (ly_do, nguoi), rows in sorted(nhom.items(), key=lambda m: (-len(m[1]), m[0]))
        ],
        moi(mien_tru_cua_ky(sau.ky, luc=sau.luc)),
        moi(gia_han_cua_ky(sau.ky, luc=sau.luc)),
    )
