"""Filters of a list that an address may name."""

from __future__ import annotations

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
