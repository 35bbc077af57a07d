"""Look-ups of provinces, communes and activities by what officers write, loaded once a run."""

import re
from collections import defaultdict
from typing import Any

from django.utils import timezone

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import (
    DonViHanhChinh,
    KeThua,
    KhoaDonViSaiError,
    NganhKinhTe,
    TenGoiKhac,
    TenXa,
    Xa,
    khoa_ten_goi,
    tach_khoa,
)
from cucctdp.formats.chu import khoa_tim

_TIEN_TO_XA = re.compile(r"^(xa|phuong|dac khu|thi tran|p|x|tt)\b[ .]*")
_VIET_TAT_XA = {"p": "phuong", "x": "xa"}


def khoa_xa(chu: str) -> tuple[str, str]:
    """(kind or "", bare name), folded: «P. Long Thành» → ("phuong", "longthanh")."""
    khoa = khoa_tim(chu)
    khop = _TIEN_TO_XA.match(khoa)
    loai = khop[1] if khop else ""
    ten = re.sub(r"[^a-z0-9]", "", khoa[khop.end() :] if khop else khoa)
    return _VIET_TAT_XA.get(loai, loai), ten


class TraTinh:
    """Province of set 34 by key, name or alias; a merged province answers with its successor."""

    def __init__(self) -> None:
        self.ten = dict(DonViHanhChinh.objects.filter(bo_ma=BoMa.B34).values_list("pk", "ten_goi"))
        self.khoa = {
            f"{bo}:{ma}": pk
            for pk, bo, ma in DonViHanhChinh.objects.values_list("pk", "bo_ma", "ma")
        }
        self._moi = dict(KeThua.objects.values_list("cu", "moi"))
        self._alias: dict[str, set[int]] = defaultdict(set)
        for khoa, pk in TenGoiKhac.objects.values_list("khoa", "don_vi"):
            self._alias[khoa].add(pk)
        for pk, ten in self.ten.items():
            self._alias[khoa_ten_goi(ten)].add(pk)

    def tim(self, chu: str) -> int | None:
        """The one province meant, or None."""
        try:
            bo, ma = tach_khoa(chu.strip())
            cac_pk = {self.khoa.get(f"{bo}:{ma}")}
        except KhoaDonViSaiError:
            cac_pk = set(self._alias.get(khoa_ten_goi(chu), ()))
        # A name alive today means today's province, before that of a predecessor.
        nay = {pk for pk in cac_pk if pk in self.ten}
        moi = nay or {self._moi[pk] for pk in cac_pk if pk in self._moi}
        return moi.pop() if len(moi) == 1 else None


class TraXa:
    """Communes of the provinces in scope, by code or by name within a province."""

    def __init__(self, pham_vi: set[int] | None) -> None:
        cac_xa = Xa.objects.all() if pham_vi is None else Xa.objects.filter(tinh__in=pham_vi)
        self.tinh = dict(cac_xa.values_list("pk", "tinh_id"))
        self.theo_ma = dict(cac_xa.values_list("ma", "pk"))
        self.ten_goi = dict(cac_xa.values_list("pk", "ten_goi"))
        self._theo_ten: dict[tuple[str, str], set[int]] = defaultdict(set)
        for pk, ten, loai in TenXa.objects.filter(xa__in=cac_xa).values_list("xa", "ten", "loai"):
            ten_khoa = re.sub(r"[^a-z0-9]", "", khoa_tim(ten))
            self._theo_ten["", ten_khoa].add(pk)
            self._theo_ten[loai.replace("_", " "), ten_khoa].add(pk)

    def tim(self, chu: str, tinh: int | None) -> list[int]:
        """Communes meant; one is an answer, none or several are not."""
        if chu.isascii() and chu.isdigit():
            pk = self.theo_ma.get(chu.zfill(5))
            return [pk] if pk is not None and tinh in (None, self.tinh[pk]) else []
        loai, ten = khoa_xa(chu)
        # «Xã Phường Đúc»: the word after a kind may be part of a name without it.
        ca = self._theo_ten.get((loai, ten)) or self._theo_ten.get(
            ("", re.sub(r"[^a-z0-9]", "", khoa_tim(chu))), set()
        )
        return sorted(pk for pk in ca if tinh in (None, self.tinh[pk]))


def nganh_hien_hanh() -> dict[str, int]:
    """Code → id of the activities in force today."""
    nay = timezone.localdate()
    return dict(NganhKinhTe.objects.hieu_luc(nay).order_by("phien_ban").values_list("ma", "pk"))


def pham_vi_phien(by: Any, don_vi: Any) -> set[int] | None:
    """Provinces a session may write to: the one it names, else all of its maker's."""
    pham_vi: set[int] | None = by.pham_vi_don_vi()
    if don_vi is None:
        return pham_vi
    return {don_vi.pk} if pham_vi is None else pham_vi & {don_vi.pk}
