"""The nightly look: what is found becomes rows that open, stay and close; people hear once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import connection

from cucctdp.accounts.models import User
from cucctdp.quy_tac.bo_may import ViPham
from cucctdp.quy_tac.models import CanhBaoDem
from cucctdp.thong_bao.choices import Loai
from cucctdp.thong_bao.lich import cac_ngay_lam_viec
from cucctdp.thong_bao.services import gui

DONG_TRONG_THU = 12

C = TypeVar("C", bound=CanhBaoDem)
# Owner of an alert (values of ``SoDem.chu``), code of the rule, place.
Khoa = tuple[tuple[int | None, ...], str, str]
Tre = Callable[[date | None], int]


@dataclass(frozen=True, slots=True)
class KetQuaDem:
    """How many alerts are new, still there, gone; how many people were written to."""

    moi: int
    con: int
    het: int
    thu: int


@dataclass(frozen=True)
class SoDem(Generic[C]):
    """The alerts of one app: their table, the columns of their owner, those a finding fills.

    ``tre``: counts the days past a date, of all dates of the night in one go. ``muc``: whether a
    row keeps the weight of its rule.
    """

    bang: type[C]
    chu: tuple[str, ...]
    tre: Callable[[Iterable[date | None], date], Tre]
    cot: tuple[str, ...] = ("noi", "thong_bao", "can_cu", "ben", "han")

    def mo(self) -> list[C]:
        """Alerts the last look still found."""
        return list(self.bang._default_manager.filter(dong_ngay__isnull=True))

    def khoa(self, c: C) -> Khoa:
        return tuple(getattr(c, cot) for cot in self.chu), c.ma, c.khoa

    def ghi(self, thay: Mapping[Khoa, ViPham], hom_nay: date) -> tuple[int, int, int]:
        """Store the findings of the night: how many rows are new, stay, close.

        Belongs into the transaction of the look. Two at once wait for each other, the second
        finds the rows of the first. The number of queries does not grow with the rows.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [self.bang._meta.db_table]
            )
        tre = self.tre((v.han for v in thay.values()), hom_nay)
        mo = {self.khoa(c): c for c in self.mo()}
        moi = [
            self.bang(
                **dict(zip(self.chu, khoa[0], strict=True)),
                ma=khoa[1],
                khoa=khoa[2],
                **{cot: getattr(v, cot) for cot in self.cot},
                so_ngay_tre=tre(v.han),
                thay_dau=hom_nay,
                thay_cuoi=hom_nay,
            )
            for khoa, v in thay.items()
            if khoa not in mo
        ]
        self.bang._default_manager.bulk_create(moi)
        con = [(mo[khoa], v) for khoa, v in thay.items() if khoa in mo]
        self._cap_nhat(con, tre, hom_nay)
        het = [c.pk for khoa, c in mo.items() if khoa not in thay]
        self.bang._default_manager.filter(pk__in=het).update(dong_ngay=hom_nay)
        return len(moi), len(con), len(het)

    def _cap_nhat(self, cac: Sequence[tuple[C, ViPham]], tre: Tre, hom_nay: date) -> None:
        """Seen again: the day and the lateness of all, the words of the few whose words changed."""
        if not cac:
            return
        bang = connection.ops.quote_name(self.bang._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {bang} c SET thay_cuoi = greatest(c.thay_cuoi, %s), "  # noqa: S608 - ours
                "so_ngay_tre = m.tre FROM unnest(%s::bigint[], %s::int[]) AS m(id, tre) "
                "WHERE c.id = m.id AND (c.thay_cuoi, c.so_ngay_tre) IS DISTINCT FROM (%s, m.tre)",
                [hom_nay, [c.pk for c, _ in cac], [tre(v.han) for _, v in cac], hom_nay],
            )
        doi = []
        for c, v in cac:
            khac = [cot for cot in self.cot if getattr(c, cot) != getattr(v, cot)]
            for cot in khac:
                setattr(c, cot, getattr(v, cot))
            if khac:
                doi.append(c)
        self.bang._default_manager.bulk_update(doi, self.cot)


def ngay_lam_viec_tre(cac_han: Iterable[date | None], hom_nay: date) -> Tre:
    """Counts the working days after a date, today included; one query for all of them."""
    qua = [h for h in cac_han if h is not None and h < hom_nay]
    ngay = cac_ngay_lam_viec(min(qua), hom_nay) if qua else []

    def dem(han: date | None) -> int:
        return 0 if han is None or han >= hom_nay else len(ngay) - bisect_right(ngay, han)

    return dem


def ngay_tre(_cac_han: Iterable[date | None], hom_nay: date) -> Tre:
    """Counts the days of the calendar after a date."""
    return lambda han: 0 if han is None else max((hom_nay - han).days, 0)


def bao_moi(
    moi: Sequence[C],
    *,
    khoa: str,
    cua: Callable[[User, Sequence[C]], Sequence[C]],
    tieu_de: Callable[[int], str],
    noi_dung: Callable[[Sequence[C]], str],
    lien_ket: Callable[[User], str],
) -> int:
    """One notice a person and day about the alerts first seen today; the number of people.

    ``cua``: those a person hears of. With the daily digest chosen the notice comes inside it, else
    as a letter of its own; a second call with the same ``khoa`` changes nothing.
    """
    so = 0
    if not moi:
        return so
    for user in User.objects.filter(is_active=True).order_by("pk"):
        nghe = cua(user, moi)
        if not nghe:
            continue
        gui(
            khoa=khoa,
            nguoi_nhan=[user],
            tieu_de=tieu_de(len(nghe)),
            noi_dung=noi_dung(nghe),
            lien_ket=lien_ket(user),
            loai=Loai.HAN,
        )
        so += 1
    return so


def thu(cac: Sequence[C], *, dong: Callable[[C], str], ben: Callable[[C], Any]) -> str:
    """Words of a notice: who has how much to do, then the first lines, then how many are left."""
    theo_ben: dict[str, int] = {}
    for c in cac:
        theo_ben[str(ben(c))] = theo_ben.get(str(ben(c)), 0) + 1
    dau = "Phải làm – " + "; ".join(f"{b}: {n}" for b, n in theo_ben.items()) + "."
    cac_dong = [f"– {dong(c)}" for c in cac[:DONG_TRONG_THU]]
    if len(cac) > DONG_TRONG_THU:
        cac_dong.append(f"… và {len(cac) - DONG_TRONG_THU} việc khác.")
    return "\n".join([dau, *cac_dong])
