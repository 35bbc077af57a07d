"""Filters that the registers of the selection share."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh
from sanpham_tieubieu.choices import Cap, KhuVuc
from sanpham_tieubieu.models import NhomSanPham


def cac_nhom() -> dict[str, str]:
    """{code: short name} of every group there ever was, in the order of the law; one query."""
    rows = NhomSanPham.objects.order_by("thu_tu", "hieu_luc_tu").values_list("ma", "ten_ngan")
    return {ma: str(ten) for ma, ten in rows}


class LocTinh(LocLuaChon):
    """Province; a subclass names another path with ``duong``."""

    title = "tỉnh, thành phố"
    parameter_name = "tinh"
    duong = "don_vi"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        cac = DonViHanhChinh.objects.visible_to(request.user).filter(bo_ma=BoMa.B34).theo_ten()
        return [(str(d.pk), d.ten_goi) for d in cac]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return queryset.filter(**{self.duong: gia_tri})


class LocTinhSanPham(LocTinh):
    duong = "co_so__xa__tinh"


class LocNhom(LocLuaChon):
    title = "nhóm sản phẩm"
    parameter_name = "nhom"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(cac_nhom().items())

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return queryset.filter(ma_nhom=gia_tri)


class LocCap(LocLuaChon):
    title = "cấp"
    parameter_name = "cap"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Cap.choices)


class LocKhuVuc(LocLuaChon):
    title = "khu vực"
    parameter_name = "khu_vuc"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(KhuVuc.choices)


class LocNam(LocLuaChon):
    """Years that the register has."""

    title = "năm"
    parameter_name = "nam"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        cac = model_admin.model.objects.visible_to(request.user).order_by("-nam")
        return [(str(n), str(n)) for n in cac.values_list("nam", flat=True).distinct()]
