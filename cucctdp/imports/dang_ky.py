"""Importable registers: a small declarative class each, found by the name of its kind.

An app declares its registers in a module ``nhap_tep``; the flow (stage, check, preview, commit,
undo) is the same for all of them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Max

from cucctdp.imports.chuyen_doi import Doi

GiaTri = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Cot:
    """A column an officer may give: ``ten`` names it in code, ``nhan`` on paper.

    ``doi`` converts one cell. ``truong`` is False for a column that only helps to find something
    (the province beside the commune). ``vi_du`` is printed in the sample file.
    """

    ten: str
    nhan: str
    doi: Doi
    dong_nghia: tuple[str, ...] = ()
    bat_buoc: bool = False
    truong: bool = True
    vi_du: str = ""
    huong_dan: str = ""
    la_so: bool = False  # exported as a number, so that the officer's sums work


@dataclass(frozen=True)
class DauTep:
    """What stands above the data: (row number, texts) of the rows before the heading, the
    heading's texts (two storeys already joined), its row number, and column → position."""

    tren: list[tuple[int, list[str]]]
    tieu_de: list[str]
    dong: int
    anh_xa: Mapping[str, int] = field(default_factory=dict)


@dataclass
class DongDoc:
    """One row while it is being checked: converted cells in, findings out."""

    so: int
    gia_tri: GiaTri
    loi: list[dict[str, Any]] = field(default_factory=list)
    dich: int | None = None
    khoa: str = ""
    khoa_phu: str = ""
    _o: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def bao(self, cot: str, ma: str, thong_diep: str, *, muc: str = "loi") -> None:
        """Add a finding at a column; its cell and text are filled in from the file."""
        o, chu = self._o.get(cot, ("", ""))
        self.loi.append(muc_loi(cot=cot, o=o, ma=ma, thong_diep=thong_diep, gia_tri=chu, muc=muc))

    @property
    def co_loi(self) -> bool:
        return any(item["muc"] == "loi" for item in self.loi)


@dataclass(frozen=True)
class Lui:
    """A written row to be taken back: record, whether it was new, old values, trace."""

    dich: int
    moi: bool
    truoc: GiaTri
    vet: GiaTri | None


def muc_loi(
    *, o: str, ma: str, thong_diep: str, cot: str = "", gia_tri: str = "", muc: str = "loi"
) -> dict[str, Any]:
    """One finding as it is staged: column, cell, rule, weight, sentence, the cell's text."""
    return {
        "cot": cot,
        "o": o,
        "ma": ma,
        "muc": muc,
        "thong_diep": thong_diep,
        "gia_tri": gia_tri[:200],
    }


class SoDangKy:
    """One importable register. Subclasses name the class attributes and may override the doors."""

    ma: ClassVar[str]
    ten: ClassVar[str]
    mo_hinh: ClassVar[type[models.Model]]
    quyen: ClassVar[str]
    cot: ClassVar[tuple[Cot, ...]]
    truong: ClassVar[tuple[str, ...]]  # attnames that are compared, written and restored
    chi_khi_them: ClassVar[tuple[str, ...]] = ()  # values a new record needs beside those
    cot_khoa: ClassVar[str]  # the column where a duplicate is told
    so_huu: ClassVar[tuple[str, ...]] = ()  # relations whose rows belong to the record itself
    gioi_thieu: ClassVar[str] = ""
    # The columns are those of a legal form: nothing to match, a heading that differs is an error.
    co_dinh: ClassVar[bool] = False
    ca_tep: ClassVar[bool] = False  # written whole or not at all
    # A table as an office drew it: cells merged downwards, a heading of two storeys, rows that only
    # name a group, a head that is read; columns it lacks can still be filled in the browser.
    bang_tu_do: ClassVar[bool] = False
    ma_ca_tep: ClassVar[tuple[str, ...]] = ()  # rules of ``soat_ca_tep``
    ten_loi: ClassVar[Mapping[str, str]] = {}  # words of the register's own rules, for the filter

    # -- reading ---------------------------------------------------------------------------
    def ngu_canh(self, by: Any, don_vi: Any = None) -> Any:
        """Whatever look-ups the checks of one run share: loaded once, scoped to ``by`` and, when
        the session names one, to the province ``don_vi``."""
        return None

    def soat_dau(self, dau: DauTep, nc: Any) -> list[dict[str, Any]]:
        """Read what the head of a fixed form says into ``nc``; findings, see ``muc_loi``."""
        return []

    def la_dong_phu(self, o: Sequence[str]) -> bool:
        """Whether a row below the heading is no record: a total, the second row of the heading."""
        return False

    def doc_dong(
        self, o: list[str], anh_xa: Mapping[str, int], nho: dict[str, Any]
    ) -> list[str] | None:
        """The row as it is staged, None for one that is no record. ``nho`` lasts for the file, in
        the order of its rows: what a group row said can be written into those below it."""
        return None if self.la_dong_phu(o) else o

    def soat_ca_tep(self, phien_id: int) -> None:
        """Rules between staged rows of different records, after each was checked (``ma_ca_tep``).

        Rows told before an edit are checked again first.
        """

    def hoan_thien(self, dong: DongDoc, nc: Any) -> None:
        """Rules over the whole row: look-ups, conditions between cells, and the row's keys."""
        raise NotImplementedError

    def soat_khoi(self, cac_dong: Sequence[DongDoc], nc: Any) -> None:
        """Rules that read other records, over a block of rows; a row's verdict must not depend
        on its block."""

    def tim_dich(self, cac_dong: Sequence[DongDoc], nc: Any) -> None:
        """Set ``dong.dich`` to the record each row means (None: a new one); may add findings."""
        raise NotImplementedError

    def queryset(self, by: Any) -> models.QuerySet:
        """Records ``by`` may touch."""
        queryset = self.mo_hinh._default_manager.all()
        return queryset.visible_to(by) if hasattr(queryset, "visible_to") else queryset

    def doc_trang_thai(self, cac_pk: Iterable[int], *, khoa: bool = False) -> dict[int, GiaTri]:
        """pk → field values as JSON, locked when ``khoa``; missing records are left out."""
        queryset = self.mo_hinh._base_manager.filter(pk__in=list(cac_pk)).order_by("pk")
        if khoa:
            list(queryset.select_for_update(of=("self",)).values_list("pk", flat=True))
        return {
            pk: dict(zip(self.truong, map(thanh_json, gia_tri), strict=True))
            for pk, *gia_tri in queryset.values_list("pk", *self.truong)
        }

    # -- writing ---------------------------------------------------------------------------
    def tao(self, cac_gia_tri: Sequence[GiaTri], *, by: Any) -> list[int]:
        """Create records, in order; their primary keys."""
        raise NotImplementedError

    def sua(self, cac_sua: Mapping[int, GiaTri], *, by: Any) -> None:
        """Set the given fields of the records."""
        raise NotImplementedError

    def xoa(self, cac_pk: Sequence[int], *, by: Any) -> None:
        """Remove records this session created; the row history keeps them."""
        raise NotImplementedError

    def ghi_moi(self, cac: Sequence[GiaTri], *, by: Any) -> list[tuple[int, GiaTri | None]]:
        """Create records, in order: key and the trace ``lui`` will need (None: none)."""
        return [(pk, None) for pk in self.tao(cac, by=by)]

    def ghi_sua(self, cac: Mapping[int, GiaTri], *, by: Any) -> Mapping[int, GiaTri]:
        """Change records; key → trace, for those that need one."""
        self.sua(cac, by=by)
        return {}

    def lui(self, cac: Sequence[Lui], *, by: Any) -> None:
        """Take written rows back."""
        if them := [x.dich for x in cac if x.moi]:
            self.xoa(them, by=by)
        if sua := {x.dich: x.truoc for x in cac if not x.moi}:
            self.sua(sua, by=by)

    def dong_xuat(self, queryset: models.QuerySet) -> Iterator[Mapping[str, str]]:
        """Records as the import reads them: column name → text, "" or absent for an empty cell."""
        raise NotImplementedError

    def dau_xuat(self, queryset: models.QuerySet) -> list[str]:
        """Lines above the heading of an export; ValidationError when these records cannot stand
        in one file."""
        return []

    def dau_mau(self) -> list[str]:
        """Lines above the heading of the empty sample, for a form whose head is read."""
        return []

    # -- showing ---------------------------------------------------------------------------
    def hien(self, truong: str, cac_gia_tri: set[Any]) -> Mapping[Any, str]:
        """Value → words of one field, for the preview: look-ups in one query a column."""
        f = self.mo_hinh._meta.get_field(truong)
        if f.is_relation and f.related_model is not None:
            rows = f.related_model._base_manager.filter(pk__in=[g for g in cac_gia_tri if g])
            return {r.pk: str(r) for r in rows}
        return {g: _chu(f, g) for g in cac_gia_tri}

    def nhan_truong(self, truong: str) -> str:
        nhan = next((c.nhan for c in self.cot if c.ten == truong), None)
        return nhan or str(self.mo_hinh._meta.get_field(truong).verbose_name)

    def phien_ban(self) -> int:
        """Number of the newest row event of the register: its data version."""
        su_kien = self.mo_hinh_su_kien()
        return su_kien.objects.aggregate(m=Max("pgh_id"))["m"] or 0

    def mo_hinh_su_kien(self) -> Any:
        return next(iter(self.mo_hinh.pgh_event_models.values()))  # type: ignore[attr-defined]


def _chu(f: Any, gia_tri: Any) -> str:
    if gia_tri is None or gia_tri == "":
        return ""
    if isinstance(gia_tri, bool):
        return "Có" if gia_tri else "Không"
    if getattr(f, "choices", None):
        return str(dict(f.flatchoices).get(gia_tri, gia_tri))
    if isinstance(f, models.DateField):
        return f"{date.fromisoformat(str(gia_tri)):%d/%m/%Y}"
    return str(gia_tri)


def thanh_json(gia_tri: Any) -> Any:
    """A field's value as JSON keeps it; equal values are equal texts."""
    if isinstance(gia_tri, Decimal):
        return format(gia_tri.normalize(), "f")
    return gia_tri.isoformat() if isinstance(gia_tri, date) else gia_tri


def bam(gia_tri: Mapping[str, Any]) -> str:
    """Fingerprint of a record's values, whatever the order they came in."""
    noi = json.dumps(sorted(gia_tri.items()), ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(noi.encode(), digest_size=16).hexdigest()


_theo_ma: dict[str, SoDangKy] = {}


def dang_ky(lop: type[SoDangKy]) -> type[SoDangKy]:
    """Class decorator: make the register known to the import pages."""
    _theo_ma[lop.ma] = lop()
    return lop


def so_dang_ky(ma: str) -> SoDangKy:
    """The register of a kind; KeyError when no app declares it."""
    return _theo_ma[ma]


def cac_so(user: Any) -> list[SoDangKy]:
    """Registers the user may import into."""
    return [s for s in _theo_ma.values() if user.has_perm(s.quyen)]


def moi_so() -> list[SoDangKy]:
    return list(_theo_ma.values())
