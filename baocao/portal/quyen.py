"""Who enters the portal and which objects exist for them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from baocao.models import BoBaoCao, PhieuBieu
from baocao.services.khoa_phieu import khoa_phieu_theo_ma
from cucctdp.accounts.cong import CHI_SO, chi_so

__all__ = ["CHI_SO", "chi_so", "khoa_phieu_cua", "lay_bo", "lay_phieu", "trong_nhom"]


def lay_bo(user: Any, pk: int) -> BoBaoCao:
    """Return the pack, or 404 when it is another province's or the account may not look."""
    if not user.has_perm("baocao.view_bobaocao"):
        raise PermissionDenied("Tài khoản của bạn không xem được báo cáo.")
    cac_bo = BoBaoCao.objects.visible_to(user).select_related("ky", "don_vi", "tep_ky")
    return get_object_or_404(cac_bo, pk=pk)


def trong_nhom(user: Any, phieu: PhieuBieu) -> bool:
    """True when the form belongs to a group the user works on; the computed cover is everyone's."""
    nhom = user.pham_vi_nhom()
    return nhom is None or phieu.bieu_mau.la_tinh_toan or phieu.bieu_mau.nhom in nhom


def lay_phieu(user: Any, pk: int) -> PhieuBieu:
    """Return the form, or 404 outside the user's province or form groups."""
    if not user.has_perm("baocao.view_phieubieu"):
        raise PermissionDenied("Tài khoản của bạn không xem được biểu.")
    cac_phieu = PhieuBieu.objects.visible_to(user)
    nhom = user.pham_vi_nhom()
    if nhom is not None:
        cac_phieu = cac_phieu.filter(bieu_mau__nhom__in=nhom) | cac_phieu.filter(
            bieu_mau__la_tinh_toan=True
        )
    return get_object_or_404(
        cac_phieu.select_related("bieu_mau", "bo__ky", "bo__don_vi", "nguoi_trinh", "nguoi_duyet"),
        pk=pk,
    )


def khoa_phieu_cua(user: Any, pk: int) -> PhieuBieu:
    """``lay_phieu`` for one who writes at once: the same refusals, the pack and form locked."""
    if not user.has_perm("baocao.view_phieubieu"):
        raise PermissionDenied("Tài khoản của bạn không xem được biểu.")
    phieu = khoa_phieu_theo_ma(pk)
    if phieu is None or not user.thay_don_vi(phieu.bo.don_vi_id) or not trong_nhom(user, phieu):
        raise Http404
    return phieu
