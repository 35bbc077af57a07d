"""What a decision approves for each budget year of a đề án of several years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, pairwise

from django.core.exceptions import ValidationError

from cucctdp.formats.tien import in_dong
from khuyencong.choices import Nguon
from khuyencong.models import DeAn, ThuHuong

# (beneficiary id, None: the whole đề án; source; budget year; đồng)
PhanNam = tuple[int | None, str, int, int]
# What enters the ledger: beneficiary, source, budget year, đồng.
DongDuyet = tuple[ThuHuong, str, int, int]


def chia_theo_nam(
    de_an: DeAn, cac: Sequence[ThuHuong], theo_nam: Sequence[PhanNam] | None
) -> list[DongDuyet]:
    """Entries of approval, whose sum by beneficiary and source is what the dossier asks.

    Without ``theo_nam`` all of it is of the plan year. A source of the whole đề án is shared among
    the beneficiaries by what each gets. Raises ValidationError with every sum that differs and
    every year outside the time of the đề án.
    """
    can = {(t.pk, n.value): int(getattr(t, n)) for t in cac for n in Nguon if getattr(t, n)}
    theo_id = {t.pk: t for t in cac}
    if theo_nam is None:
        return [(theo_id[pk], n, de_an.nam, so) for (pk, n), so in can.items()]
    co: dict[tuple[int | None, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    loi = []
    for ai, nguon, nam, so in theo_nam:
        if so < 0:
            loi.append(f"Năm {nam}: số tiền không được âm.")
        if so and nam not in de_an.cac_nam:
            loi.append(
                f"Năm {nam} ngoài thời gian của đề án ({de_an.cac_nam[0]}–{de_an.cac_nam[-1]})."
            )
        co[ai, nguon][nam] += so
    gop = {nguon for ai, nguon in co if ai is None}
    for (ai, nguon), cac_nam in co.items():
        if ai is None:
            duyet = sum(so for (_, n), so in can.items() if n == nguon)
        else:
            duyet = can.get((ai, nguon), 0)
            if nguon in gop:
                loi.append(f"{Nguon(nguon).label}: đã chia cho cả đề án, không chia từng đơn vị.")
        loi += _lech(theo_id.get(ai) if ai else None, nguon, sum(cac_nam.values()), duyet)
    loi += [
        cau
        for (pk, nguon), so in can.items()
        if nguon not in gop and (pk, nguon) not in co
        for cau in _lech(theo_id[pk], nguon, 0, so)
    ]
    if loi:
        raise ValidationError(list(dict.fromkeys(loi)))
    return [
        dong
        for (ai, nguon), cac_nam in co.items()
        for dong in (
            _chia_chung(cac, nguon, cac_nam)
            if ai is None
            else [(theo_id[ai], nguon, nam, so) for nam, so in cac_nam.items() if so]
        )
    ]


def _lech(t: ThuHuong | None, nguon: str, co: int, duyet: int) -> list[str]:
    if co == duyet:
        return []
    ai = f"{t or 'Cả đề án'}, {Nguon(nguon).label.lower()}"
    return [f"{ai}: tổng các năm {in_dong(co)} khác kinh phí phê duyệt {in_dong(duyet)}."]


def _chia_chung(cac: Sequence[ThuHuong], nguon: str, cac_nam: dict[int, int]) -> list[DongDuyet]:
    """Years of a whole đề án shared by what each beneficiary gets; sums are kept to the đồng.

    Cumulative sums are rounded, not shares, so that rows and columns both add up.
    """
    tong = sum(cac_nam.values())
    nhan = [0, *accumulate(int(getattr(t, nguon)) for t in cac)]
    nam = [0, *accumulate(cac_nam.values())]
    kq = []
    for t, (a, b) in zip(cac, pairwise(nhan), strict=True):
        for ten_nam, (c, d) in zip(cac_nam, pairwise(nam), strict=True):
            so = b * d // tong - a * d // tong - b * c // tong + a * c // tong if tong else 0
            if so < 0:
                raise ValidationError(
                    f"{Nguon(nguon).label}: số tiền quá nhỏ để chia chung; nhập theo từng đơn vị."
                )
            if so:
                kq.append((t, nguon, ten_nam, so))
    return kq
