"""Cost by source: the columns of money that lines of a đề án share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from cucctdp.formats.fields import TienField
from khuyencong.choices import Nguon

TIEN = tuple(n.value for n in Nguon)


def khong_am(ten: str, *truong: str) -> models.CheckConstraint:
    """Amounts are never negative; what is taken back is an entry of its own."""
    return models.CheckConstraint(
        condition=Q(**{f"{t}__gte": 0 for t in truong}),
        name=ten,
        violation_error_message="Số tiền không được âm.",
    )


def cot_tien(nhan: str) -> Any:
    """A column of money in whole đồng, 0 when there is none."""
    return TienField(nhan, default=0, help_text="Đồng, số nguyên.")


class CoKinhPhi(models.Model):
    """Cost by source in whole đồng; the total is the sum of its parts, never typed (KC08)."""

    kcqg = cot_tien("khuyến công quốc gia")
    kcdp = cot_tien("khuyến công địa phương")
    doi_ung = cot_tien("đối ứng")
    long_ghep = cot_tien("lồng ghép")
    khac = cot_tien("nguồn khác")
    tong = models.GeneratedField(
        expression=F("kcqg") + F("kcdp") + F("doi_ung") + F("long_ghep") + F("khac"),
        output_field=TienField(),
        db_persist=True,
        verbose_name="tổng kinh phí",
    )

    class Meta:
        abstract = True

    @property
    def ho_tro(self) -> int:
        """Support of the State in đồng: KCQG and KCĐP."""
        return int(self.kcqg) + int(self.kcdp)
