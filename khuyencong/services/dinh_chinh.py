"""Correcting the ledger by people: a reversal with its right, scope and side."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import Nguon
from khuyencong.models import ButToan, DeAn
from khuyencong.services.so_cai import dao_but_toan

_QUYEN = {
    L.PHE_DUYET: "khuyencong.phe_duyet_dean",
    L.GIAO: "khuyencong.phe_duyet_dean",
}


def vuong_dao(but_toan: ButToan, user: Any) -> list[str]:
    """Why this account may not reverse this entry; empty when it may. No query."""
    if but_toan.loai == L.DANG_KY:
        return ["Số đăng ký do hệ thống ghi khi nộp hồ sơ; sửa hồ sơ rồi nộp lại."]
    quyen = _QUYEN.get(L(but_toan.loai), "khuyencong.ky_hop_dong_dean")
    if not user.has_perm(quyen):
        return ["Tài khoản của bạn không có quyền đảo bút toán này."]
    if user.la_cuc if but_toan.de_an.nguon == Nguon.KCDP else user.la_so:
        ben = "Sở Công Thương" if but_toan.de_an.nguon == Nguon.KCDP else "Cục"
        return [f"Sổ cái của đề án này do {ben} ghi."]
    return []


@transaction.atomic
def dinh_chinh(but_toan: ButToan, *, ly_do: str, ngay: date, by: Any) -> ButToan:
    """Reverse a wrong entry: approval and allotment by who may approve, the rest by who contracts.

    Raises PermissionDenied, or ValidationError with every limit the reversal would pass.
    """
    if cau := vuong_dao(but_toan, by):
        raise PermissionDenied(cau[0])
    if not DeAn.objects.visible_to(by).filter(pk=but_toan.de_an_id).exists():
        raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
    if ngay < but_toan.ngay:
        raise ValidationError("Ngày đảo không được trước ngày của bút toán.")
    return dao_but_toan(but_toan, ly_do=ly_do, ngay=ngay, by=by)
