"""What the checks of one Mẫu 2 look up: catalogues, places, units, establishments; read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from cucctdp.donvi.choices import LoaiXa
from cucctdp.donvi.models import CoSo, KeThua, TenToChuc, TenXa, ToChuc, Xa
from cucctdp.donvi.models.co_so import khoa_ten_co_so
from cucctdp.formats.chu import khoa_tim
from cucctdp.imports.nhap_tep.tra_cuu import TraTinh, TraXa
from khuyencong.danh_muc import DanhMuc, doc_danh_muc
from khuyencong.rules.doi_tuong import du_dia_ban


@dataclass(frozen=True)
class CoSoTra:
    """An establishment as the checks need it; ``song``: what it was merged into, or itself."""

    pk: int
    song: int
    ten: str
    mst: str
    xa_id: int
    lang_nghe: bool
    cham_dut: date | None


class TraCoSo:
    """Establishments of the provinces in scope, by tax code, number, or name and commune."""

    def __init__(self, pham_vi: Collection[int] | None) -> None:
        rows = CoSo.objects.all()
        if pham_vi is not None:
            rows = rows.filter(xa__tinh__in=pham_vi)
        self.theo_so: dict[int, CoSoTra] = {}
        self.theo_mst: dict[str, CoSoTra] = {}
        self.da_hop_nhat: dict[str, CoSoTra] = {}
        self._theo_ten: dict[str, list[CoSoTra]] = defaultdict(list)
        for pk, vao, ten, khoa, mst, xa, lang, het in rows.values_list(
            "pk", "hop_nhat_vao", "ten", "ten_khoa", "ma_so_thue", "xa", "lang_nghe",
            "mst_cham_dut_tu",
        ):  # fmt: skip
            c = CoSoTra(pk, vao or pk, ten, mst, xa, bool(lang), het)
            self.theo_so[pk] = c
            if vao:
                if mst:
                    self.da_hop_nhat[mst] = c
                continue
            if mst:
                self.theo_mst[mst] = c
            self._theo_ten[khoa].append(c)

    def tim_ten(self, ten: str, cac_xa: Collection[int]) -> list[CoSoTra]:
        """Those of the name; of the communes named, when one of them is there."""
        cac = self._theo_ten.get(khoa_ten_co_so(ten), [])
        return [c for c in cac if c.xa_id in cac_xa] or cac


class TraToChuc:
    """Executing units by code or by any name they ever had."""

    def __init__(self) -> None:
        self.theo_ma: dict[str, int] = {}
        self.don_vi: dict[int, int | None] = {}
        self._theo_ten: dict[str, set[int]] = defaultdict(set)
        self.ten: dict[int, str] = {}
        self.ma: dict[int, str] = {}
        for pk, ma, ten, don_vi in ToChuc.objects.values_list("pk", "ma", "ten_goi", "don_vi"):
            self.theo_ma[ma.lower()] = pk
            self.don_vi[pk] = don_vi
            self.ten[pk], self.ma[pk] = ten, ma
            self._theo_ten[khoa_tim(ten)].add(pk)
        for pk, ten in TenToChuc.objects.values_list("to_chuc", "ten"):
            self._theo_ten[khoa_tim(ten)].add(pk)

    def tim(self, ten: str, ma: str, don_vi: int | None) -> list[int]:
        """Units meant: by code, else by name, those of the province first."""
        if ma.lower() in self.theo_ma:
            return [self.theo_ma[ma.lower()]]
        cac = self._theo_ten.get(khoa_tim(ten), set())
        trong = {pk for pk in cac if don_vi is not None and self.don_vi[pk] == don_vi}
        return sorted(trong or cac)

    def ghi(self, pk: int) -> str:
        """The name that finds the unit again: with its code when others share the name."""
        ten = self.ten[pk]
        return ten if len(self._theo_ten[khoa_tim(ten)]) == 1 else f"{ten} ({self.ma[pk]})"


@dataclass
class NguCanh:
    """Look-ups of one run, and what the head of the file said."""

    by: Any
    pham_vi: set[int] | None
    tinh: TraTinh = field(default_factory=TraTinh)
    hom_nay: date = field(default_factory=timezone.localdate)
    nam: int | None = None
    nguon: str = ""
    don_vi_tien: int = 0
    don_vi_dau: int | None = None

    @cached_property
    def xa(self) -> TraXa:
        return TraXa(self.pham_vi)

    @cached_property
    def danh_muc(self) -> DanhMuc:
        return doc_danh_muc()

    @cached_property
    def to_chuc(self) -> TraToChuc:
        return TraToChuc()

    @cached_property
    def co_so(self) -> TraCoSo:
        return TraCoSo(self.pham_vi)

    @cached_property
    def phuong(self) -> dict[int, Xa]:
        """Communes that are or were phường, with their dated names: only they can be excluded."""
        rows = Xa.objects.filter(
            pk__in=TenXa.objects.filter(loai=LoaiXa.PHUONG).order_by().values("xa")
        )
        if self.pham_vi is not None:
            rows = rows.filter(tinh__in=self.pham_vi)
        return {
            x.pk: x
            for x in rows.select_related("tinh").prefetch_related("cac_ten", "tinh__cac_ten")
        }

    def khong_du_dia_ban(self, xa_id: int, *, lang_nghe: bool) -> tuple[str, str] | None:
        """(commune, clause) when production there is not eligible today (KC01)."""
        xa = self.phuong.get(xa_id)
        if xa is None:
            return None
        duoc, can_cu = du_dia_ban(self.danh_muc, xa=xa, ngay=self.hom_nay, lang_nghe=lang_nghe)
        if duoc:
            return None
        ten = f"{xa.ten_ngay(self.hom_nay).ten_day_du}, {xa.tinh.ten_ngay(self.hom_nay).ten_day_du}"
        return ten, can_cu


def tinh_hien_nay() -> dict[int, int]:
    """Unit of before the merger → the one that came after it."""
    return dict(KeThua.objects.values_list("cu", "moi"))
