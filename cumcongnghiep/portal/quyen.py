"""Who enters the pages of the statutory forms and which forms exist for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from cucctdp.accounts.cong import ai_vao_cong
from cucctdp.donvi.models import DonViHanhChinh, Xa
from cumcongnghiep.models import BieuNop, KyBieu, NguoiBaoCao

XEM = "cumcongnghiep.view_bieunop"


def chi_bieu(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Staff of a Sở and reporters with the right to see forms; else 403."""

    @wraps(view)
    def boc(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(XEM):
            raise PermissionDenied("Tài khoản của bạn không xem được biểu thống kê cụm.")
        return view(request, *args, **kwargs)

    return ai_vao_cong(boc)


def lay(user: Any, pk: int) -> BieuNop:
    """The form, or 404: what was not appointed to the user does not exist."""
    lien_quan = ("ky", "don_vi", "cum", "du_an__cum", "xa", "nguoi_nhap")
    return get_object_or_404(BieuNop.objects.visible_to(user).select_related(*lien_quan), pk=pk)


def lay_ky(pk: int) -> KyBieu:
    return get_object_or_404(KyBieu, pk=pk)


def tinh_cua(user: Any) -> DonViHanhChinh:
    """The province of an account of a Sở; 404 for a reporter, who has none."""
    if not user.la_so or user.don_vi is None:
        raise Http404("Trang này của Sở Công Thương.")
    return user.don_vi


def cac_xa_cua(user: Any) -> list[Xa]:
    """Communes an account reports for."""
    return [g.xa for g in giao_cua(user) if g.xa is not None]


def giao_cua(user: Any) -> list[NguoiBaoCao]:
    """Appointments of an account, with their subjects; one query."""
    return list(
        NguoiBaoCao.objects.con_hieu_luc_cua(user).select_related(
            "du_an__cum", "cum__don_vi", "xa__tinh", "don_vi"
        )
    )


def lay_xa(user: Any, pk: int) -> Xa:
    """A commune of the Sở's province, or one the account reports for; else 404."""
    xa = get_object_or_404(Xa.objects.select_related("tinh"), pk=pk)
    cua_so = user.la_so and user.thay_don_vi(xa.tinh_id)
    if not cua_so and xa.pk not in {x.pk for x in cac_xa_cua(user)}:
        raise Http404("Không có xã này.")
    return xa
