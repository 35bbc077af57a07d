"""Who hands in for an establishment, who works for a commune: appointed and ended by the Sở."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.donvi.models import CoSo, Xa
from sanpham_tieubieu.choices import VaiTroNop
from sanpham_tieubieu.models import NguoiNop, SanPham
from sanpham_tieubieu.quyen_ky import APP
from sanpham_tieubieu.services.cua import cau_loi, gom

_VAI_TRO_TAI_KHOAN = {VaiTroNop.CO_SO: "sp_co_so", VaiTroNop.XA: "sp_xa"}


def _doi_quyen(don_vi_id: int, by: Any) -> None:
    if not by.is_active or not by.has_perm(f"{APP}.giao_nop"):
        raise PermissionDenied("Tài khoản của bạn không giao người nộp hồ sơ được.")
    if not by.thay_don_vi(don_vi_id):
        raise PermissionDenied("Đối tượng không thuộc tỉnh của bạn.")


@transaction.atomic
def giao(nguoi: Any, *, co_so: CoSo | None = None, xa: Xa | None = None, by: Any) -> NguoiNop:
    """Appoint an account for one establishment or one commune.

    Raises PermissionDenied, ValidationError with every fault at once.
    """
    if (co_so is None) == (xa is None):
        raise ValidationError("Chọn đúng một: cơ sở hoặc xã.")
    vai_tro = VaiTroNop.CO_SO if co_so is not None else VaiTroNop.XA
    noi = co_so.xa if co_so is not None else xa
    assert noi is not None
    _doi_quyen(noi.tinh_id, by)
    loi: list[str] = []
    if nguoi.vai_tro != _VAI_TRO_TAI_KHOAN[vai_tro]:
        loi.append(
            f"Tài khoản «{nguoi.username}» là «{nguoi.hang_vai_tro.ten}», không nhận việc này được."
        )
    elif not nguoi.is_active:
        loi.append(f"Tài khoản «{nguoi.username}» đã khóa.")
    dong = NguoiNop(nguoi=nguoi, don_vi_id=noi.tinh_id, vai_tro=vai_tro, co_so=co_so, xa=xa)
    gom(loi + cau_loi(dong))
    dong.save()
    ghi(
        "binh_chon.giao_nop",
        dong,
        by=by,
        du_lieu={"nguoi": nguoi.username, "vai_tro": str(vai_tro)},
        chuoi=SanPham.chuoi_nhat_ky,
    )
    return dong


@transaction.atomic
def thoi(dong: NguoiNop, *, by: Any, tu: date | None = None) -> NguoiNop:
    """End an appointment; what was handed in stays."""
    _doi_quyen(dong.don_vi_id, by)
    dong = NguoiNop.objects.select_for_update(of=("self",)).select_related("nguoi").get(pk=dong.pk)
    if dong.thoi_tu is not None:
        raise ValidationError(f"Đã thôi giao từ ngày {dong.thoi_tu:%d/%m/%Y}.")
    dong.thoi_tu = tu or timezone.localdate()
    dong.save(update_fields=["thoi_tu"])
    ghi(
        "binh_chon.thoi_nop",
        dong,
        by=by,
        du_lieu={"nguoi": dong.nguoi.username},
        chuoi=SanPham.chuoi_nhat_ky,
    )
    return dong
