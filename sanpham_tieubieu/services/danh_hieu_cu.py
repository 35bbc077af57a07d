"""Many past winners at once, from a list an office kept; and out of the register again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cucctdp.audit.record import BanGhi, ghi_nhieu
from sanpham_tieubieu.models import DanhHieuCu, SanPham

QUYEN = "imports.nhap_danh_hieu_cu"


def _doi_quyen(by: Any, cac_don_vi: set[int]) -> None:
    if not by.is_active or not by.has_perm(QUYEN):
        raise PermissionDenied("Tài khoản của bạn không nhập danh hiệu các năm trước được.")
    if not all(by.thay_don_vi(pk) for pk in cac_don_vi):
        raise PermissionDenied("Danh hiệu của tỉnh ngoài phạm vi của bạn.")


def _ke(viec: str, cac: Sequence[DanhHieuCu], by: Any) -> None:
    ghi_nhieu(
        [
            BanGhi(
                f"danh_hieu_cu.{viec}", d, by, {"ten": d.ten_san_pham}, "", SanPham.chuoi_nhat_ky
            )
            for d in cac
        ]
    )


@transaction.atomic
def tao_nhieu(cac_gia_tri: Sequence[Mapping[str, Any]], *, by: Any) -> list[int]:
    """Record past winners, in order; their ids. Raises PermissionDenied."""
    _doi_quyen(by, {g["don_vi_id"] for g in cac_gia_tri})
    cac = DanhHieuCu.objects.bulk_create([DanhHieuCu(**g) for g in cac_gia_tri])
    _ke("nhap", cac, by)
    return [d.pk for d in cac]


@transaction.atomic
def sua_nhieu(cac_sua: Mapping[int, Mapping[str, Any]], *, by: Any) -> None:
    """Set the given columns of past winners. Raises PermissionDenied."""
    cac = {d.pk: d for d in DanhHieuCu.objects.filter(pk__in=cac_sua).order_by("pk")}
    _doi_quyen(by, {d.don_vi_id for d in cac.values()})
    truong: set[str] = set()
    for pk, gia_tri in cac_sua.items():
        for ten, gia in gia_tri.items():
            setattr(cac[pk], ten, gia)
            truong.add(DanhHieuCu._meta.get_field(ten).name)
    if truong:
        DanhHieuCu.objects.bulk_update(cac.values(), sorted(truong), batch_size=500)
        _ke("sua", list(cac.values()), by)


@transaction.atomic
def xoa_nhieu(cac_pk: Sequence[int], *, by: Any) -> None:
    """Take back what an import recorded; the row history keeps it. Raises PermissionDenied."""
    cac = list(DanhHieuCu.objects.filter(pk__in=cac_pk).order_by("pk"))
    _doi_quyen(by, {d.don_vi_id for d in cac})
    _ke("lui_nhap", cac, by)
    DanhHieuCu.objects.filter(pk__in=cac_pk).delete()
