"""What the checks of a table of clusters look up: places, clusters, decisions, developers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from django.utils import timezone

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh, KeThua, TenGoiKhac, Xa, khoa_ten_goi
from cucctdp.donvi.models.co_so import khoa_ten_co_so
from cucctdp.imports.nhap_tep.tra_cuu import TraTinh, TraXa, khoa_xa
from cumcongnghiep.choices import LoaiVanBan
from cumcongnghiep.danh_muc import DanhMuc, doc_danh_muc
from cumcongnghiep.models import ChuDauTu, Cum, VanBan
from cumcongnghiep.nhap_tep.doc_o import khoa_ten

_GIONG = 0.86
_GOI_Y = 0.6
_KE_TOI_DA = 4


@dataclass(frozen=True)
class CumTra:
    """A cluster as the checks need it; keys of all its names."""

    pk: int
    ma: str
    ten: str
    tinh: int
    tinh_cu: int | None
    khoa: frozenset[str]


@dataclass(frozen=True)
class QuyetDinhTra:
    """A decision on file: of which cluster, of which day."""

    cum: int
    loai: str
    ngay: date
    can_xac_minh: bool


class TraCum:
    """Clusters of the provinces in scope, by code, name or number of a decision."""

    def __init__(self, pham_vi: Collection[int] | None) -> None:
        rows = Cum.objects.all()
        if pham_vi is not None:
            rows = rows.filter(don_vi__in=pham_vi)
        self.theo_so: dict[int, CumTra] = {}
        self.theo_ma: dict[str, CumTra] = {}
        self._theo_ten: dict[tuple[int, str], list[CumTra]] = defaultdict(list)
        self._cua_tinh: dict[int, list[CumTra]] = defaultdict(list)
        for pk, ma, ten, ten_khac, tinh, tinh_cu in rows.order_by("pk").values_list(
            "pk", "ma", "ten", "ten_khac", "don_vi", "tinh_cu"
        ):
            c = CumTra(pk, ma, ten, tinh, tinh_cu, frozenset(khoa_ten(t) for t in (ten, *ten_khac)))
            self.theo_so[pk] = self.theo_ma[ma] = c
            self._cua_tinh[tinh].append(c)
            for k in c.khoa:
                self._theo_ten[tinh, k].append(c)
        self._quyet_dinh: dict[tuple[int, str], list[QuyetDinhTra]] = defaultdict(list)
        loai = [LoaiVanBan.THANH_LAP, LoaiVanBan.MO_RONG]
        van_ban = VanBan.objects.filter(loai__in=loai).exclude(so="")
        if pham_vi is not None:
            van_ban = van_ban.filter(cum__don_vi__in=pham_vi)
        for tinh, so, *con in van_ban.values_list(
            "cum__don_vi", "so", "cum", "loai", "ngay", "can_xac_minh"
        ):
            self._quyet_dinh[tinh, so].append(QuyetDinhTra(*con))

    def tim(self, ten: str, tinh: int, tinh_cu: int | None) -> list[CumTra]:
        """Clusters of the name; one of another former province is another cluster."""
        cac = self._theo_ten.get((tinh, khoa_ten(ten)), [])
        return [c for c in cac if None in (c.tinh_cu, tinh_cu) or c.tinh_cu == tinh_cu]

    def giong(self, ten: str, tinh: int) -> CumTra | None:
        """A cluster whose name differs by a letter or two, or None."""
        k = khoa_ten(ten)
        for c in self._cua_tinh.get(tinh, []):
            for kc in c.khoa:
                if abs(len(kc) - len(k)) <= 2 and giong(kc, k):
                    return c
        return None

    def quyet_dinh(self, tinh: int, so: str) -> list[QuyetDinhTra]:
        """Decisions of this number on clusters of the province."""
        return self._quyet_dinh.get((tinh, so), [])

    def theo_quyet_dinh(self, so: str, ngay: str, tinh: int) -> list[CumTra]:
        """Clusters with a decision of this number, of this day where both days are certain."""
        return [
            self.theo_so[q.cum]
            for q in self.quyet_dinh(tinh, so)
            if q.loai == LoaiVanBan.THANH_LAP
            and (not ngay or q.can_xac_minh or q.ngay.isoformat() == ngay)
        ]


def giong(a: str, b: str) -> bool:
    """Whether two keys are nearly the same; the digits in them must agree."""
    if re.findall(r"\d+", a) != re.findall(r"\d+", b):
        return False
    so = SequenceMatcher(None, a, b)
    return so.quick_ratio() >= _GIONG and so.ratio() >= _GIONG


class TraChuDauTu:
    """Developers by name, legal forms abbreviated; one list for the country."""

    def __init__(self) -> None:
        self._theo_ten: dict[str, list[int]] = defaultdict(list)
        self.ten: dict[int, str] = {}
        for pk, ten in ChuDauTu.objects.order_by("pk").values_list("pk", "ten"):
            self.ten[pk] = ten
            self._theo_ten[khoa_ten_co_so(ten)].append(pk)

    def tim(self, ten: str) -> list[int]:
        return self._theo_ten.get(khoa_ten_co_so(ten), [])


@dataclass
class NguCanh:
    """Look-ups of one run, and what the head of the table said."""

    by: Any
    pham_vi: set[int] | None
    don_vi: int | None = None
    hom_nay: date = field(default_factory=timezone.localdate)
    moc: date | None = None
    don_vi_cot: dict[str, str] = field(default_factory=dict)
    tinh: TraTinh = field(default_factory=TraTinh)
    da_nhan: set[int] = field(default_factory=set)
    goi_y_nho: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    @cached_property
    def xa(self) -> TraXa:
        return TraXa(self.pham_vi)

    @cached_property
    def cum(self) -> TraCum:
        return TraCum(self.pham_vi)

    @cached_property
    def chu_dau_tu(self) -> TraChuDauTu:
        return TraChuDauTu()

    @cached_property
    def danh_muc(self) -> DanhMuc:
        return doc_danh_muc()

    @cached_property
    def _tinh_cu(self) -> dict[str, int]:
        """Key of a name → province of before the merger that does not go on under its name."""
        moi = {khoa_ten_goi(t) for t in self.tinh.ten.values()}
        cu = DonViHanhChinh.objects.filter(bo_ma=BoMa.B63)
        ten = [(khoa_ten_goi(t), pk) for pk, t in cu.values_list("pk", "ten_goi")]
        ten += list(TenGoiKhac.objects.filter(don_vi__in=cu).values_list("khoa", "don_vi"))
        da_gop = set(KeThua.objects.values_list("cu", flat=True))
        return {k: pk for k, pk in ten if k not in moi and pk in da_gop}

    def tinh_cu(self, chu: str) -> int | None:
        """The former province a name can only mean: «Yên Bái», not «Lào Cai»."""
        return self._tinh_cu.get(khoa_ten_goi(chu))

    @cached_property
    def ma_xa(self) -> dict[int, str]:
        return {pk: ma for ma, pk in self.xa.theo_ma.items()}

    def tim_xa(self, chu: str, tinh: int) -> tuple[list[int], bool]:
        """(communes meant, whether by the bare name only): a former thị trấn may be a xã now."""
        cac = self.xa.tim(chu, tinh)
        if cac:
            return cac, False
        _, ten = khoa_xa(chu)
        tran = [
            pk for loai in ("xã", "phường", "đặc khu") for pk in self.xa.tim(f"{loai} {ten}", tinh)
        ]
        return sorted(set(tran)), bool(tran)

    def goi_y_xa(self, chu: str, tinh: int, huyen: str = "") -> list[str]:
        """Names of communes of the province near to a name that is none, nearest first.

        No list says which commune a former one went into: names are all there is to propose by.
        """
        khoa = (f"{chu}|{huyen}", tinh)
        if khoa not in self.goi_y_nho:
            self.goi_y_nho[khoa] = self._goi_y(chu, tinh, huyen)
        return self.goi_y_nho[khoa]

    def _goi_y(self, chu: str, tinh: int, huyen: str) -> list[str]:
        _, ten = khoa_xa(chu)
        _, ten_huyen = khoa_xa(re.sub(r"^(huyện|thị xã|thành phố|TP\.?|TX\.?|H\.)\s*", "", huyen))
        diem = []
        for k, pk in self._xa_cua(tinh):
            if ten_huyen and k == ten_huyen:
                d = 0.95
            elif ten_huyen and k.startswith(ten_huyen):
                d = 0.8
            else:
                so = SequenceMatcher(None, ten, k)
                d = so.ratio() if so.real_quick_ratio() >= _GOI_Y else 0
            if d >= _GOI_Y:
                diem.append((-d, pk))
        return [self.xa.ten_goi[pk] for _, pk in sorted(diem)[:_KE_TOI_DA]]

    def _xa_cua(self, tinh: int) -> list[tuple[str, int]]:
        return self._khoa_xa.get(tinh, [])

    @cached_property
    def _khoa_xa(self) -> dict[int, list[tuple[str, int]]]:
        kq: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for pk, t in self.xa.tinh.items():
            kq[t].append((khoa_xa(self.xa.ten_goi[pk])[1], pk))
        return kq

    @cached_property
    def xa_that(self) -> dict[int, Xa]:
        """Communes in scope as rows, for rules."""
        rows = Xa.objects.all()
        if self.pham_vi is not None:
            rows = rows.filter(tinh__in=self.pham_vi)
        return {x.pk: x for x in rows}
