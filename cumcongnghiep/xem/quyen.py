"""What every page asks first: the right, and whether the cluster is the user's to see."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh
from cumcongnghiep.models import Cum

THONG_KE = "cumcongnghiep.xem_thongke"


def can_quyen(user: Any, quyen: str = THONG_KE) -> None:
    """Raises PermissionDenied. Service accounts read the API, not pages."""
    if not user.has_perm(quyen) or not user.hang_vai_tro.dang_nhap:
        raise PermissionDenied("Tài khoản của bạn không có quyền xem trang này.")


def lay_cum(user: Any, pk: int) -> Cum:
    """A cluster in the user's scope. Raises PermissionDenied, Http404."""
    can_quyen(user, "cumcongnghiep.view_cum")
    rows = Cum.objects.visible_to(user).select_related("don_vi", "tinh_cu")
    cum = rows.prefetch_related("don_vi__cac_ten", "tinh_cu__cac_ten").filter(pk=pk).first()
    if cum is None:
        raise Http404("Không có cụm công nghiệp này.")
    return cum


def lay_tinh(user: Any, ma: str) -> DonViHanhChinh:
    """A province of today (set 34) in the user's scope. Raises PermissionDenied, Http404."""
    can_quyen(user)
    rows = DonViHanhChinh.objects.visible_to(user).prefetch_related("cac_ten")
    don_vi = rows.filter(bo_ma=BoMa.B34, ma=ma).first()
    if don_vi is None:
        raise Http404("Không có tỉnh, thành phố này.")
    return don_vi


def cac_tinh(user: Any) -> list[DonViHanhChinh]:
    """Provinces of today the user may see, in dictionary order."""
    return list(DonViHanhChinh.objects.visible_to(user).filter(bo_ma=BoMa.B34).theo_ten())
