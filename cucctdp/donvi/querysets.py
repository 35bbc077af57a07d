"""Row-level scoping by province, and rows in force on a day."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import Q, QuerySet

from cucctdp.formats.functions import KhoaSapXep


class HieuLucQuerySet(QuerySet):
    """Rows with ``hieu_luc_tu`` and an open or closed ``hieu_luc_den`` (both days included)."""

    def hieu_luc(self, ngay: date) -> Self:
        return self.filter(
            Q(hieu_luc_den__isnull=True) | Q(hieu_luc_den__gte=ngay), hieu_luc_tu__lte=ngay
        )


class TheoDonViQuerySet(QuerySet):
    """Rows that belong to a province. ``duong_don_vi`` is the path from the model to it."""

    duong_don_vi = "don_vi"

    def visible_to(self, user: Any) -> Self:
        """Rows the user may see.

        ``user.pham_vi_don_vi()`` answers None (everything) or a set of DonViHanhChinh ids, which
        already holds the predecessors of a merged province. Anonymous and inactive see nothing.
        """
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None:
            return self
        return self.filter(**{f"{self.duong_don_vi}__in": pham_vi})


class CoTenQuerySet(HieuLucQuerySet):
    """Things with dated names in the reverse relation ``cac_ten`` and a short ``ten_goi``."""

    def theo_ten(self) -> Self:
        """Vietnamese dictionary order of the present short names."""
        return self.order_by(KhoaSapXep("ten_goi"), "pk")


class DonViQuerySet(CoTenQuerySet, TheoDonViQuerySet):
    duong_don_vi = "pk"


class XaQuerySet(CoTenQuerySet):
    pass


class ToChucQuerySet(CoTenQuerySet):
    pass


class CoSoQuerySet(TheoDonViQuerySet):
    duong_don_vi = "xa__tinh"

    def hien_hanh(self) -> Self:
        """Without the duplicates that were merged into another establishment."""
        return self.filter(hop_nhat_vao__isnull=True)
