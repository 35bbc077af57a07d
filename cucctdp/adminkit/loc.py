"""Filters of a list that an address may name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest


class LocLuaChon(admin.SimpleListFilter):
    """A filter of a closed list; nonsense in the address finds nothing."""

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        gia_tri = self.value()
        if not gia_tri:
            return queryset
        if gia_tri not in {str(ma) for ma, _ in self.lookup_choices}:
            return queryset.none()
        return self.loc(queryset, gia_tri)

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return queryset.filter(**{str(self.parameter_name): gia_tri})


class LocTinhTrangCanhBao(LocLuaChon):
    """Alerts of the nightly look: open unless asked otherwise."""

    title = "tình trạng"
    parameter_name = "tinh_trang"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("het", "Đã hết"), ("tat_ca", "Tất cả")]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        dau, *con_lai = super().choices(changelist)
        yield {**dau, "display": "Đang mở"}
        yield from con_lai

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return super().queryset(request, queryset) if self.value() else queryset.dang_mo()

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return queryset.exclude(dong_ngay__isnull=True) if gia_tri == "het" else queryset
