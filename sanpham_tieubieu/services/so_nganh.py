"""Craft villages and events of the trade: light registers, one door for their rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cucctdp.audit.record import ghi
from sanpham_tieubieu.choices import Cap
from sanpham_tieubieu.models import (
    GianHang,
    GianHangNguon,
    LangNghe,
    SoLieuLangNghe,
    SuKienNganh,
    TinhThamDu,
    ViecHoiNghi,
)
from sanpham_tieubieu.services.cua import cau_loi, gom

QUYEN = "sanpham_tieubieu.cap_nhat_su_kien"
So = TypeVar("So", LangNghe, SuKienNganh)
Dong = SoLieuLangNghe | GianHangNguon | GianHang | TinhThamDu | ViecHoiNghi


def sua_duoc(user: Any, so: LangNghe | SuKienNganh | None = None) -> bool:
    """Whether the account keeps the register; a Sở its own province's villages and fairs."""
    if not getattr(user, "is_active", False) or not user.has_perm(QUYEN):
        return False
    if so is None or user.la_cuc:
        return True
    if isinstance(so, SuKienNganh) and so.cap in (Cap.KHU_VUC, Cap.QUOC_GIA):
        return False
    return so.don_vi_id is not None and bool(user.thay_don_vi(so.don_vi_id))


def _doi(user: Any, so: LangNghe | SuKienNganh) -> None:
    if not sua_duoc(user, so):
        raise PermissionDenied("Dòng này không thuộc phạm vi của bạn.")


@transaction.atomic
def luu(so: So, *, by: Any, doi: Iterable[str] = ()) -> So:
    """Write a village or an event with its checks; ``doi``: columns that changed, for the record.

    Raises PermissionDenied, ValidationError with every fault.
    """
    if so.pk is not None:
        _doi(by, type(so)._default_manager.get(pk=so.pk))
    _doi(by, so)
    gom(cau_loi(so))
    viec = "lap" if so.pk is None else "sua"
    so.save()
    ghi(f"{so._meta.model_name}.{viec}", so, by=by, du_lieu={"ten": so.ten, "doi": sorted(doi)})
    return so


@transaction.atomic
def luu_dong(
    so: LangNghe | SuKienNganh, *, luu_cac: Sequence[Dong], bo: Sequence[Dong] = (), by: Any
) -> None:
    """Write and drop rows below a village or an event: figures, booths, provinces, proposals.

    Raises PermissionDenied, ValidationError with every fault; then nothing is written.
    """
    _doi(by, so)
    for dong in bo:
        dong.delete()
    gom(cau for dong in luu_cac for cau in cau_loi(dong, str(dong._meta.verbose_name)))
    for dong in luu_cac:
        dong.save()
    if luu_cac or bo:
        ghi(
            f"{so._meta.model_name}.dong",
            so,
            by=by,
            du_lieu={"ghi": [str(d)[:200] for d in luu_cac], "bo": [str(d)[:200] for d in bo]},
        )
