"""Causes that a person names for a difference of Biểu 04, where the facts name none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from cucctdp.audit.record import ghi
from cumcongnghiep import workflow as wf
from cumcongnghiep.bieu.mau import BIEU_04
from cumcongnghiep.choices import Bieu
from cumcongnghiep.models import BieuNop, Cum, GiaiThichChenh
from cumcongnghiep.services.dieu_kien import kiem


def _doi_quyen(b: BieuNop, by: Any) -> None:
    """The Sở explains its form, the Cục what it finds. Raises PermissionDenied, ValidationError."""
    if not by.is_active or not (by.has_perm(wf.NHAP) or by.has_perm(wf.NHAN)):
        raise PermissionDenied("Tài khoản của bạn không giải thích chênh lệch được.")
    if not BieuNop.objects.visible_to(by).filter(pk=b.pk).exists():
        raise PermissionDenied("Biểu không thuộc phạm vi của bạn.")
    if b.bieu != Bieu.B04:
        raise ValidationError("Chỉ giải thích chênh lệch của Biểu 04.")
    if b.ky.khoa_luc is not None:
        raise ValidationError(f"Kỳ {b.ky} đã khóa.")


@transaction.atomic
def them(
    b: BieuNop,
    *,
    ma_dong: str,
    nguyen_nhan: str,
    gia_tri: Decimal,
    dien_giai: str,
    cum: Cum | None = None,
    by: Any,
) -> GiaiThichChenh:
    """Name a cause of one row. Raises PermissionDenied, ValidationError."""
    _doi_quyen(b, by)
    if ma_dong not in BIEU_04.theo_ma:
        raise ValidationError(f"Biểu 04 không có dòng {ma_dong}.")
    if cum is not None and cum.don_vi_id != b.don_vi_id:
        raise ValidationError("Cụm không thuộc tỉnh của biểu.")
    g = GiaiThichChenh(
        bieu_nop=b,
        ma_dong=ma_dong,
        nguyen_nhan=nguyen_nhan,
        gia_tri=gia_tri,
        cum=cum,
        dien_giai=dien_giai,
        nguoi=by,
    )
    kiem(g)
    g.save()
    ghi("bieu.giai_thich", b, by=by, du_lieu={"dong": ma_dong, "gia_tri": str(gia_tri)})
    return g


@transaction.atomic
def bo(g: GiaiThichChenh, *, by: Any) -> None:
    """Take back one's own cause."""
    b = BieuNop.objects.select_related("ky").get(pk=g.bieu_nop_id)
    _doi_quyen(b, by)
    if g.nguoi_id != by.pk:
        raise PermissionDenied("Chỉ người đã giải thích được bỏ giải thích của mình.")
    ghi("bieu.bo_giai_thich", b, by=by, du_lieu={"dong": g.ma_dong, "gia_tri": str(g.gia_tri)})
    g.delete()
