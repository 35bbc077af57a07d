"""A dated rule of law: what every catalogue row has, and that two never hold on one day."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db.models import F, Func
from django.db.models.functions import Coalesce

from cucctdp.donvi.models.hieu_luc import CanXacMinh, CoCanCu, CoHieuLuc


def khong_chong(
    ten: str,
    cau: str,
    *khoa: str,
    tu: str = "hieu_luc_tu",
    den: str = "hieu_luc_den",
    condition: Any = None,
) -> ExclusionConstraint:
    """No two rows of the same key on the same day; «cot?»: a null part of the key is a value too.

    ``tu`` and ``den`` name the two columns of days, both included; no end day is without end.
    """
    khoang = Func(
        F(tu),
        F(den),
        RangeBoundary(inclusive_upper=True),
        function="daterange",
        output_field=DateRangeField(),
    )
    phan: list[tuple[Any, str]] = [(khoang, RangeOperators.OVERLAPS)]
    for cot in khoa:
        bieu_thuc = Coalesce(cot.removesuffix("?"), 0) if cot.endswith("?") else cot
        phan.append((bieu_thuc, RangeOperators.EQUAL))
    return ExclusionConstraint(
        name=ten, expressions=phan, violation_error_message=cau, condition=condition
    )


class CoLuat(CoHieuLuc, CoCanCu, CanXacMinh):
    """A rule of law: when, on what basis, and whether the text was seen."""

    class Meta:
        abstract = True
