"""Fields and constraints that many tables of the register share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

PHAN_TRAM = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]


def o_ha(nhan: str, **tuy_chon: Any) -> Any:
    """Hectares to a square metre; missing is not zero."""
    tuy_chon.setdefault("null", True)
    tuy_chon.setdefault("blank", tuy_chon["null"])
    return models.DecimalField(
        nhan,
        max_digits=10,
        decimal_places=4,
        validators=[MinValueValidator(Decimal(0))],
        **tuy_chon,
    )


def o_phan_tram(nhan: str, **tuy_chon: Any) -> Any:
    return models.DecimalField(
        nhan,
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=PHAN_TRAM,
        **tuy_chon,
    )


def khong_am(ten: str, cau: str, *cot: str) -> models.CheckConstraint:
    """None of the columns is negative; missing passes."""
    dieu_kien = Q()
    for c in cot:
        dieu_kien &= Q(**{f"{c}__isnull": True}) | Q(**{f"{c}__gte": 0})
    return models.CheckConstraint(condition=dieu_kien, name=ten, violation_error_message=cau)
