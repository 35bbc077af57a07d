"""The filtered register as a workbook: at once when short, by a job when long."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.files.choices import DA_KET_THUC
from cucctdp.files.models import CongViec
from cucctdp.files.services import (
    XLSX,
    TienDo,
    chay_cong_viec,
    luu_tep,
    tao_cong_viec,
    worker_con_song,
)
from khuyencong.bang_de_an import dung_bang
from khuyencong.models import DeAn
from khuyencong.quyen_tep import BANG_DE_AN

# About two seconds of work; more is a job's.
NGAY_TOI_DA = 2000


def dang_loc(request: HttpRequest) -> QuerySet:
    """The đề án of the list as the address filters it, in its order."""
    trang = admin.site.get_model_admin(DeAn)
    return trang.get_changelist_instance(request).queryset


def trang_xuat(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """POST: the file, or a job and its page."""
    if not site.get_model_admin(DeAn).has_view_permission(request):
        raise PermissionDenied
    ds = reverse("admin:khuyencong_dean_changelist")
    if request.method != "POST":
        return redirect(f"{ds}?{request.GET.urlencode()}")
    try:
        queryset = dang_loc(request)
        so = queryset.count()
    except IncorrectLookupParameters:
        return redirect(ds)
    if so > NGAY_TOI_DA:
        return redirect("admin:khuyencong_dean_viec_xuat", _xep(request).pk)
    noi_dung, so = dung_bang(queryset)
    ghi("dean.xuat_bang", by=request.user, du_lieu={"so_dong": so})
    tra = HttpResponse(noi_dung, content_type=XLSX)
    tra["Content-Disposition"] = f'attachment; filename="{_ten_tep()}"'
    tra["Cache-Control"] = "private, no-store"
    return tra


def _ten_tep() -> str:
    return f"de-an-khuyen-cong-{timezone.localdate():%Y%m%d}.xlsx"


@transaction.atomic
def _xep(request: HttpRequest) -> CongViec:
    """Queue the job; a second press while it is open finds the first."""
    from khuyencong.tasks import xuat_bang_de_an

    tham_so = request.GET.urlencode()
    viec, moi = tao_cong_viec(
        loai=BANG_DE_AN,
        ten="Xuất danh sách đề án khuyến công",
        khoa=f"xuat_bang_de_an:{request.user.pk}",
        by=request.user,
    )
    if moi:
        transaction.on_commit(lambda: xuat_bang_de_an.delay(viec.pk, tham_so))
    else:
        messages.info(request, "Lần xuất trước của bạn còn đang chạy.")
    return viec


def chay_xuat(viec_id: int, tham_so: str) -> None:
    """The job: the list as its maker would see it now, with the conditions of the address."""
    viec = CongViec.objects.select_related("nguoi_tao").get(pk=viec_id)
    request = HttpRequest()
    request.method = "GET"
    request.GET = QueryDict(tham_so)
    request.user = viec.nguoi_tao  # type: ignore[assignment]

    def lam(td: TienDo) -> Any:
        def bao(xong: int, tong: int) -> None:
            td.bao(min(99, 100 * xong // max(tong, 1)), xong=xong, tong=tong)

        noi_dung, so = dung_bang(dang_loc(request), bao=bao)
        ghi("dean.xuat_bang", by=viec.nguoi_tao, du_lieu={"so_dong": so})
        return luu_tep(
            noi_dung,
            loai=BANG_DE_AN,
            ten=_ten_tep(),
            kieu_noi_dung=XLSX,
            by=viec.nguoi_tao,
        )

    chay_cong_viec(viec_id, lam)


def trang_viec(request: HttpRequest, site: AdminSite, pk: int) -> HttpResponse:
    """One's own export on its way: progress, then the file."""
    if not site.get_model_admin(DeAn).has_view_permission(request):
        raise PermissionDenied
    viec = (
        CongViec.objects.filter(pk=pk, loai=BANG_DE_AN, nguoi_tao=request.user)
        .select_related("ket_qua")
        .first()
    )
    if viec is None:
        raise Http404("Không có việc này.")
    ngu_canh = site.each_context(request) | {
        "title": viec.ten,
        "opts": DeAn._meta,
        "viec": viec,
        "dang_chay": viec.trang_thai not in DA_KET_THUC,
        "worker": worker_con_song(),
    }
    return TemplateResponse(request, "admin/khuyencong/dean/viec_xuat.html", ngu_canh)
