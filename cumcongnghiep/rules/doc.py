"""Dossiers for the rules read from the database, with what else carries their numbers and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cucctdp.formats.chu import khoa_tim
from cumcongnghiep.danh_muc import DanhMuc, doc_danh_muc
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import Cum, VanBan
from cumcongnghiep.rules.kieu import VanBanTrung
from cumcongnghiep.rules.xet import XetCum


def doc_xet(
    cac_cum: Sequence[Cum], *, hom_nay: date, danh_muc: DanhMuc | None = None
) -> dict[int, XetCum]:
    """Dossiers by primary key of the cluster; the number of queries does not grow with them."""
    danh_muc = danh_muc or doc_danh_muc()
    ho_so = doc_ho_so(cac_cum)
    tinh = {c.pk: c.don_vi_id for c in cac_cum}
    trung = trung_van_ban((v for h in ho_so.values() for v in h.van_ban), tinh=tinh)
    ten = trung_ten(cac_cum)
    return {
        pk: XetCum(
            ho_so=h,
            danh_muc=danh_muc,
            hom_nay=hom_nay,
            trung_van_ban=trung[pk],
            trung_ten=ten[pk],
        )
        for pk, h in ho_so.items()
    }


def trung_van_ban(
    cac: Iterable[VanBan], *, tinh: Mapping[int, int]
) -> dict[int, list[VanBanTrung]]:
    """By cluster: documents of other clusters of the province with the same number, year, issuer.

    One decision on several clusters is no clash: it is the same day and the same kind. ``tinh``:
    province of each cluster of ``cac``.
    """
    co: dict[tuple[int, str, str, int], list[VanBan]] = defaultdict(list)
    for v in cac:
        if v.so:
            co[tinh[v.cum_id], v.co_quan, v.so, v.ngay.year].append(v)
    kq: dict[int, list[VanBanTrung]] = defaultdict(list)
    if not co:
        return kq
    khac = VanBan.objects.filter(
        so__in={so for _, _, so, _ in co}, cum__don_vi__in={t for t, *_ in co}
    ).values_list("cum_id", "cum__don_vi_id", "cum__ten", "co_quan", "so", "ngay", "loai")
    for cum_id, don_vi_id, ten, co_quan, so, ngay, loai in khac:
        for v in co.get((don_vi_id, co_quan, so, ngay.year), []):
            if v.cum_id != cum_id and (v.ngay, v.loai) != (ngay, loai):
                kq[v.cum_id].append(VanBanTrung(so, ten))
    return kq


def trung_ten(cac_cum: Sequence[Cum]) -> dict[int, list[str]]:
    """By cluster: other clusters of the province with one of its names, tone marks aside."""
    theo_ten: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    dong = Cum.objects.filter(don_vi__in={c.don_vi_id for c in cac_cum})
    for pk, don_vi_id, ten, ten_khac in dong.values_list("pk", "don_vi_id", "ten", "ten_khac"):
        for t in (ten, *ten_khac):
            theo_ten[don_vi_id, khoa_tim(t)][pk] = ten
    kq: dict[int, list[str]] = defaultdict(list)
    for c in cac_cum:
        giong = {
            pk: ten
            for t in (c.ten, *c.ten_khac)
            for pk, ten in theo_ten[c.don_vi_id, khoa_tim(t)].items()
            if pk != c.pk
        }
        kq[c.pk] = sorted(giong.values())
    return kq
