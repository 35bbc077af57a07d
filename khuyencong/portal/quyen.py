"""Who enters the pages of khuyến công in the portal and which đề án exist for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from cucctdp.accounts.cong import ai_vao_cong
from khuyencong.choices import HinhThuc, TrangThaiDeAn
from khuyencong.models import DeAn, DieuChinhDeAn, ThuHuong
from khuyencong.workflow import khong_phai_ben_lap

LAP = "khuyencong.lap_dean"
BAO_CAO = "khuyencong.bao_cao_dean"
NHAP_TEP = "imports.nhap_de_an"


def chi_khuyen_cong(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Staff of a Sở, its centre or a regional one with the right to see đề án; else 403."""

    @wraps(view)
    def boc(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("khuyencong.view_dean"):
            raise PermissionDenied("Tài khoản của bạn không xem được đề án khuyến công.")
        return view(request, *args, **kwargs)

    return ai_vao_cong(boc)


def cac_de_an(user: Any) -> QuerySet[DeAn]:
    """Đề án of the user's province; a draft is seen by who may draw up and who took it in.

    ``thieu_co_so``: a đề án nhóm with a beneficiary not named yet (Mẫu 11); ``cho_so``: a request
    to adjust or stop that waits for the Sở.
    """
    cho_so = DieuChinhDeAn.objects.filter(
        de_an=OuterRef("pk"), trang_thai=DieuChinhDeAn.TrangThai.CHO_SO
    )
    chua_ten = ThuHuong.objects.con_tinh().filter(
        noi_dung__de_an=OuterRef("pk"),
        noi_dung__de_an__hinh_thuc=HinhThuc.NHOM,
        co_so__isnull=True,
    )
    rows = DeAn.objects.visible_to(user).annotate(
        thieu_co_so=Exists(chua_ten), cho_so=Exists(cho_so)
    )
    if user.has_perm(LAP):
        return rows
    return rows.filter(~Q(trang_thai=TrangThaiDeAn.NHAP) | Q(nguoi_lap=user.pk))


def lay(user: Any, pk: int) -> DeAn:
    """The đề án, or 404: another province's does not exist for this user."""
    lien_quan = ("don_vi", "thuc_hien", "ke_hoach", "nguoi_lap", "nguoi_tham_dinh")
    return get_object_or_404(cac_de_an(user).select_related(*lien_quan), pk=pk)


def chi_phoi_hop(de_an: DeAn, user: Any) -> bool:
    """True for a regional centre that helps with a đề án it does not carry out: it only reads."""
    return bool(user.theo_to_chuc and khong_phai_ben_lap(de_an, user))


def lay_de_lam(user: Any, pk: int) -> DeAn:
    """As ``lay``, for the pages that change something: 403 for a centre that only coordinates."""
    d = lay(user, pk)
    if chi_phoi_hop(d, user):
        raise PermissionDenied(khong_phai_ben_lap(d, user)[0])
    return d


def doi_quyen(user: Any, *quyen: str) -> None:
    """403 without any of the rights."""
    if not any(user.has_perm(q) for q in quyen):
        raise PermissionDenied("Tài khoản của bạn không làm được việc này.")
