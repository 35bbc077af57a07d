"""Who reports for a project, a developer's cluster, a commune: appointed by the Sở, ended by it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.donvi.models import Xa
from cumcongnghiep.choices import VaiTroBaoCao
from cumcongnghiep.models import BieuNop, Cum, DuAn, NguoiBaoCao
from cumcongnghiep.services.dieu_kien import gom, kiem


def _doi_quyen(don_vi_id: int, by: Any) -> None:
    """``by`` None: the system itself (sample data)."""
    if by is None:
        return
    if not by.is_active or not by.has_perm("cumcongnghiep.giao_bao_cao_cum"):
        raise PermissionDenied("Tài khoản của bạn không giao người báo cáo được.")
    if not by.thay_don_vi(don_vi_id):
        raise PermissionDenied("Đối tượng không thuộc tỉnh của bạn.")


@transaction.atomic
def giao(
    nguoi: Any, *, du_an: DuAn | None = None, cum: Cum | None = None, xa: Xa | None = None, by: Any
) -> NguoiBaoCao:
    """Appoint an account for exactly one subject.

    Raises PermissionDenied, ValidationError with every fault at once.
    """
    if sum(x is not None for x in (du_an, cum, xa)) != 1:
        raise ValidationError("Chọn đúng một: dự án, cụm hoặc xã.")
    if du_an is not None:
        vai_tro, don_vi_id = VaiTroBaoCao.DU_AN, du_an.cum.don_vi_id
    elif cum is not None:
        vai_tro, don_vi_id = VaiTroBaoCao.CDT, cum.don_vi_id
    else:
        assert xa is not None
        vai_tro, don_vi_id = VaiTroBaoCao.XA, xa.tinh_id
    _doi_quyen(don_vi_id, by)
    loi: list[str] = []
    if not nguoi.duoc_giao:
        loi.append("Chỉ giao báo cáo cho tài khoản «Đơn vị báo cáo cụm công nghiệp».")
    elif not nguoi.is_active:
        loi.append(f"Tài khoản «{nguoi.username}» đã khóa.")
    g = NguoiBaoCao(nguoi=nguoi, don_vi_id=don_vi_id, vai_tro=vai_tro, du_an=du_an, cum=cum, xa=xa)
    try:
        kiem(g)
    except ValidationError as e:
        loi += e.messages
    gom(loi)
    g.save()
    ghi(
        "bao_cao_cum.giao",
        g,
        by=by,
        du_lieu={"nguoi": nguoi.username, "vai_tro": str(vai_tro)},
        chuoi=BieuNop.chuoi_nhat_ky,
    )
    return g


@transaction.atomic
def thoi(g: NguoiBaoCao, *, by: Any, tu: date | None = None) -> None:
    """End an appointment; what the account sent stays sent.

    Raises PermissionDenied, ValidationError (already ended).
    """
    _doi_quyen(g.don_vi_id, by)
    g = NguoiBaoCao.objects.select_for_update(of=("self",)).select_related("nguoi").get(pk=g.pk)
    if g.thoi_tu is not None:
        raise ValidationError(f"Đã thôi giao từ ngày {g.thoi_tu:%d/%m/%Y}.")
    g.thoi_tu = tu or timezone.localdate()
    g.save(update_fields=["thoi_tu"])
    ghi(
        "bao_cao_cum.thoi",
        g,
        by=by,
        du_lieu={"nguoi": g.nguoi.username},
        chuoi=BieuNop.chuoi_nhat_ky,
    )
