"""Fill rates: four definitions, each printed with its numerator, denominator and base.

The legal one (khoản 7 Điều 2 NĐ 32/2024/NĐ-CP) is the default; a memorandum never counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import models


class CachTinh(models.TextChoices):
    PHAP_LY = "phap_ly", "Theo khoản 7 Điều 2 NĐ 32/2024/NĐ-CP"
    CHO_THUE = "cho_thue", "Đất đã cho thuê trên đất công nghiệp (Biểu 04, dòng 18/17)"
    DU_DIEU_KIEN = "du_dieu_kien", "Đất đã cho thuê trên đất đủ điều kiện cho thuê (Biểu 02)"
    GPMB = "gpmb", "Đất đã cho thuê trên đất công nghiệp đã giải phóng mặt bằng"


TU_SO = {
    CachTinh.PHAP_LY: "đất đã cho thuê và đã chấp thuận đầu tư",
    CachTinh.CHO_THUE: "đất đã cho thuê",
    CachTinh.DU_DIEU_KIEN: "đất đã cho thuê",
    CachTinh.GPMB: "đất đã cho thuê",
}
MAU_SO = {
    CachTinh.PHAP_LY: "đất công nghiệp theo quy hoạch chi tiết",
    CachTinh.CHO_THUE: "đất công nghiệp theo quy hoạch chi tiết",
    CachTinh.DU_DIEU_KIEN: "đất công nghiệp đủ điều kiện cho thuê",
    CachTinh.GPMB: "đất công nghiệp đã giải phóng mặt bằng",
}


@dataclass(frozen=True)
class TyLe:
    """A rate as its parts (ha); ``so_cum``: clusters whose both parts are known."""

    cach: str
    tu: Decimal | None
    mau: Decimal | None
    so_cum: int = 1

    @property
    def phan_tram(self) -> Decimal | None:
        """Percent to two places; None when a part is missing or the denominator is zero."""
        if self.tu is None or not self.mau:
            return None
        return (self.tu * 100 / self.mau).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def ten_tu(self) -> str:
        return TU_SO[CachTinh(self.cach)]

    @property
    def ten_mau(self) -> str:
        return MAU_SO[CachTinh(self.cach)]


def tinh(
    cach: str,
    *,
    da_thue: Decimal | None,
    chap_thuan: Decimal | None = None,
    dat_cn: Decimal | None = None,
    du_dieu_kien: Decimal | None = None,
    da_gpmb: Decimal | None = None,
) -> TyLe:
    """One rate from the parts of one cluster, all in ha; a missing part stays missing."""
    mau = {
        CachTinh.PHAP_LY: dat_cn,
        CachTinh.CHO_THUE: dat_cn,
        CachTinh.DU_DIEU_KIEN: du_dieu_kien,
        CachTinh.GPMB: da_gpmb,
    }[CachTinh(cach)]
    tu = da_thue
    if cach == CachTinh.PHAP_LY and (da_thue is not None or chap_thuan is not None):
        tu = (da_thue or Decimal(0)) + (chap_thuan or Decimal(0))
    return TyLe(cach, tu, mau)


def gop(cach: str, cac: list[TyLe]) -> TyLe:
    """Weighted rate of several clusters: sums over those whose both parts are known."""
    du = [t for t in cac if t.tu is not None and t.mau]
    if not du:
        return TyLe(cach, None, None, 0)
    tu = sum((t.tu for t in du if t.tu is not None), Decimal(0))
    mau = sum((t.mau for t in du if t.mau is not None), Decimal(0))
    return TyLe(cach, tu, mau, len(du))


def binh_quan_gian_don(cac: list[TyLe]) -> Decimal | None:
    """Simple mean of the rates (percent): only ever shown beside the weighted one."""
    du = [p for t in cac if (p := t.phan_tram) is not None]
    if not du:
        return None
    return (sum(du, Decimal(0)) / len(du)).quantize(Decimal("0.01"), ROUND_HALF_UP)
