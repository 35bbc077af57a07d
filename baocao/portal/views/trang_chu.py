"""The front page: what is due and what to do next; text size; keeping the session alive."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from baocao.choices import BO_DA_NHAN, TrangThaiKy
from baocao.models import BoBaoCao
from baocao.portal.quyen import chi_so
from baocao.portal.tien_do import dung_cac_bo
from cucctdp.accounts.cong import ai_vao_cong
from cumcongnghiep.statistics.canh_bao import the_canh_bao
from khuyencong.portal.ke_tiep import viec_cua

SO_DONG_LICH_SU = 12
CO_CHU = ("vua", "lon", "rat-lon")
MOT_NAM = 365 * 24 * 3600


@chi_so
@require_GET
def trang_chu(request: HttpRequest) -> HttpResponse:
    """Packs of the unit: open ones as cards, the others as a paged table."""
    cac_bo = (
        BoBaoCao.objects.visible_to(request.user)
        .select_related("ky", "don_vi")
        .order_by("-ky__thang_tk_den", "-ky__loai", "don_vi__ma")
    )
    dang_mo = cac_bo.filter(ky__trang_thai__in=[TrangThaiKy.DANG_MO, TrangThaiKy.DA_DONG]).exclude(
        trang_thai__in=BO_DA_NHAN
    )
    lich_su = Paginator(cac_bo.exclude(pk__in=dang_mo.values("pk")), SO_DONG_LICH_SU)
    trang = lich_su.get_page(request.GET.get("trang"))
    tat_ca = [*dang_mo, *trang.object_list]
    hien = dung_cac_bo(tat_ca, request.user, timezone.localdate())
    so_mo = len(tat_ca) - len(trang.object_list)
    can_lam = sorted(hien[:so_mo], key=lambda b: (b.tra_lai is None, not b.viec))
    return render(
        request,
        "so/trang_chu.html",
        {
            "can_lam": can_lam,
            "lich_su": hien[so_mo:],
            "trang": trang,
            "viec_khuyen_cong": viec_cua(request.user),
            "canh_bao_cum": the_canh_bao(request.user),
        },
    )


@ai_vao_cong
@require_POST
def co_chu(request: HttpRequest) -> HttpResponse:
    """Set the text size (a cookie) and go back to the page."""
    ve = request.POST.get("ve", "")
    if not url_has_allowed_host_and_scheme(ve, allowed_hosts={request.get_host()}):
        ve = reverse("so:trang_chu")
    response = HttpResponseRedirect(ve)
    if request.POST.get("co") in CO_CHU:
        response.set_cookie(
            "co_chu",
            request.POST["co"],
            max_age=MOT_NAM,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


@ai_vao_cong
@require_POST
def phien(request: HttpRequest) -> HttpResponse:
    """The user is still there: every answered request moves the end of the session."""
    return JsonResponse({"con_giay": settings.SESSION_COOKIE_AGE})
