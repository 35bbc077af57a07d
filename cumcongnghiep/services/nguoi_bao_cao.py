"""Who reports for a project, a developer's cluster or a commune."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.accounts.models import User
from cucctdp.audit.record import ghi
from cucctdp.donvi.models import Xa
from cumcongnghiep.choices import VaiTroBaoCao
from cumcongnghiep.models import Cum, DuAn, NguoiBaoCao
from cumcongnghiep.services.cua import cac_loi
from cumcongnghiep.services.dieu_kien import doi_quyen

QUYEN = "giao_bao_cao_cum"


@transaction.atomic
def giao(
    nguoi: User, *, du_an: DuAn | None = None, cum: Cum | None = None, xa: Xa | None = None, by: Any
) -> NguoiBaoCao:
    """Appoint an account for exactly one project (Biểu 01), cluster (02) or commune (03).

    Raises PermissionDenied outside the scope, ValidationError with every fault.
    """
    co = [x for x in (du_an, cum, xa) if x is not None]
    if len(co) != 1:
        raise ValidationError("Chọn đúng một: dự án, cụm hoặc xã, theo tư cách báo cáo.")
    if xa is not None:
        doi_quyen(None, by, QUYEN, don_vi_id=xa.tinh_id)
        vai_tro, don_vi_id = VaiTroBaoCao.XA, xa.tinh_id
    else:
        cua = cum if cum is not None else du_an.cum  # type: ignore[union-attr]
        doi_quyen(cua, by, QUYEN)
        vai_tro = VaiTroBaoCao.CDT if cum is not None else VaiTroBaoCao.DU_AN
        don_vi_id = cua.don_vi_id
    dong = NguoiBaoCao(
        nguoi=nguoi, vai_tro=vai_tro, don_vi_id=don_vi_id, du_an=du_an, cum=cum, xa=xa
    )
    loi = []
    if not nguoi.is_active:
        loi.append(f"Tài khoản {nguoi} đã khóa.")
    if not nguoi.has_perm("cumcongnghiep.nhap_bieu") or nguoi.pham_vi_don_vi() != frozenset():
        loi.append(f"Tài khoản {nguoi} không có vai trò «Đơn vị báo cáo cụm công nghiệp».")
    cac_loi(dong, them=loi)
    dong.save()
    ghi("cum.bao_cao.giao", dong, by=by, du_lieu={"nguoi": str(nguoi), "cua": str(co[0])})
    return dong


@transaction.atomic
def thoi(dong: NguoiBaoCao, *, tu: date | None = None, by: Any) -> NguoiBaoCao:
    """Take an appointment back from a day (today). Raises ValidationError when it is over."""
    doi_quyen(None, by, QUYEN)
    cac = NguoiBaoCao.objects.select_for_update(of=("self",)).visible_to(by)
    moi = cac.filter(pk=dong.pk).first()
    if moi is None:
        raise PermissionDenied("Người báo cáo không thuộc phạm vi của bạn.")
    if moi.thoi_tu is not None:
        raise ValidationError(f"Đã thôi từ ngày {moi.thoi_tu:%d/%m/%Y}.")
    moi.thoi_tu = tu or timezone.localdate()
    moi.save(update_fields=["thoi_tu"])
    ghi("cum.bao_cao.thoi", moi, by=by, du_lieu={"nguoi": str(moi.nguoi), "tu": moi.thoi_tu})
    return moi
