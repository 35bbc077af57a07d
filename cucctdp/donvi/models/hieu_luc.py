"""Validity in time and row history, shared by every dated row of the reference data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from cucctdp.formats.fields import VanBanField


def theo_doi(**tuy_chon: Any) -> Any:
    """Class decorator: keep every insert, update and delete, bulk and raw SQL included."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        level=pghistory.Statement,
        **tuy_chon,
    )


class CoHieuLuc(models.Model):
    """In force from ``hieu_luc_tu`` to ``hieu_luc_den``, both days included; null = until now."""

    hieu_luc_tu = models.DateField("hiệu lực từ ngày", help_text="Ngày đầu tiên có hiệu lực.")
    hieu_luc_den = models.DateField(
        "hiệu lực đến ngày",
        null=True,
        blank=True,
        help_text="Ngày cuối cùng còn hiệu lực. Để trống nếu đang có hiệu lực.",
    )

    class Meta:
        abstract = True

    def con_hieu_luc(self, ngay: date) -> bool:
        return self.hieu_luc_tu <= ngay and (self.hieu_luc_den is None or ngay <= self.hieu_luc_den)


class CoCanCu(models.Model):
    can_cu = VanBanField(
        "căn cứ",
        max_length=255,
        help_text="Số, ký hiệu văn bản làm căn cứ, ví dụ «NQ 202/2025/QH15».",
    )

    class Meta:
        abstract = True


class CanXacMinh(models.Model):
    """Data carried over from secondary sources says so, until a person has confirmed it."""

    can_xac_minh = models.BooleanField(
        "cần xác minh",
        default=False,
        help_text="Đánh dấu khi chưa đối chiếu được với văn bản gốc.",
    )
    ghi_chu = VanBanField(
        "ghi chú", max_length=500, blank=True, help_text="Điều cần xác minh, nguồn đã dùng."
    )

    class Meta:
        abstract = True


def ky_hop_le(ten: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(hieu_luc_den__isnull=True) | Q(hieu_luc_den__gte=F("hieu_luc_tu")),
        name=ten,
        violation_error_message="«Hiệu lực đến ngày» phải từ «Hiệu lực từ ngày» trở đi.",
    )


def khong_chong(ten: str, khoa_ngoai: str) -> ExclusionConstraint:
    """No two rows of the same thing on the same day."""
    khoang = Func(
        F("hieu_luc_tu"),
        F("hieu_luc_den"),
        RangeBoundary(inclusive_upper=True),
        function="daterange",
        output_field=DateRangeField(),
    )
    return ExclusionConstraint(
        name=ten,
        expressions=[(khoang, RangeOperators.OVERLAPS), (khoa_ngoai, RangeOperators.EQUAL)],
        violation_error_message="Khoảng hiệu lực chồng lên một tên khác đã có.",
    )


class CoTen(models.Model):
    """A thing whose names are dated rows in the reverse relation ``cac_ten``.

    ``ten_goi`` repeats the newest short name so that lists, choices and search need no join; it is
    never printed on a paper, which asks ``ten_ngay``.
    """

    ten_goi = VanBanField(
        "tên gọi", max_length=200, editable=False, help_text="Tên ngắn mới nhất, chép tự động."
    )

    class Meta:
        abstract = True

    def ten_ngay(self, ngay: date) -> Any:
        """Name row in force on ``ngay``; no query when ``cac_ten`` is prefetched.

        Before the first name the first one answers, after the last the last one: a dissolved
        unit keeps its last name. Raises LookupError when there is no name at all.
        """
        cac_ten = sorted(self.cac_ten.all(), key=lambda t: t.hieu_luc_tu)  # type: ignore[attr-defined]
        if not cac_ten:
            raise LookupError(f"«{self.pk}» chưa có tên nào.")
        da_co = [t for t in cac_ten if t.hieu_luc_tu <= ngay]
        return da_co[-1] if da_co else cac_ten[0]
