"""The foreign key to an account that acted, for the models of every app."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


def khoa_nguoi(nhan: str, *, editable: bool = True) -> Any:
    """An account that acted, named ``nhan``; it may be unknown, and a row keeps it (PROTECT)."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=nhan,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=editable,
    )
