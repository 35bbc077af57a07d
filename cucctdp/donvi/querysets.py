"""Row-level scoping by province, and rows in force on a day."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

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


def _ten_vao_ngay(ten_model: type, khoa_ngoai: str, truong: str, ngay: date) -> Any:
    """The name in force on ``ngay``; before the first name the first, after the last the last."""
    cac_ten = ten_model._default_manager.filter(**{khoa_ngoai: OuterRef("pk")})
    return Coalesce(
        Subquery(cac_ten.filter(hieu_luc_tu__lte=ngay).order_by("-hieu_luc_tu").values(truong)[:1]),
        Subquery(cac_ten.order_by("hieu_luc_tu").values(truong)[:1]),
    )


class CoTenQuerySet(HieuLucQuerySet):
    """Things with dated names in the reverse relation ``cac_ten`` and a short ``ten_goi``."""

    truong_ten: tuple[str, ...] = ("ten", "ten_day_du", "loai")

    def voi_ten(self, ngay: date) -> Self:
        """Annotate the name fields as of ``ngay`` and sort as a Vietnamese dictionary does."""
        quan_he = self.model._meta.get_field("cac_ten")
        khoa_ngoai = quan_he.field.name
        chu_thich = {
            truong: _ten_vao_ngay(quan_he.related_model, khoa_ngoai, truong, ngay)
            for truong in self.truong_ten
        }
        return self.annotate(**chu_thich).order_by(KhoaSapXep(F("ten")), "pk")

    def theo_ten(self) -> Self:
        """Vietnamese dictionary order of the present short names."""
        return self.order_by(KhoaSapXep("ten_goi"), "pk")


class DonViQuerySet(CoTenQuerySet, TheoDonViQuerySet):
    duong_don_vi = "pk"


class XaQuerySet(CoTenQuerySet):
    pass


class ToChucQuerySet(CoTenQuerySet):
    truong_ten = ("ten", "ten_viet_tat")


class CoSoQuerySet(TheoDonViQuerySet):
    duong_don_vi = "xa__tinh"

    def hien_hanh(self) -> Self:
        """Without the duplicates that were merged into another establishment."""
        return self.filter(hop_nhat_vao__isnull=True)
