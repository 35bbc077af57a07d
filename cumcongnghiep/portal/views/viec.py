"""First page of reporters, and of the Sở for clusters: what is owed, what waits for an answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cumcongnghiep.choices import Bieu
from cumcongnghiep.danh_muc import doc_danh_muc
from cumcongnghiep.models import BieuNop
from cumcongnghiep.portal.quyen import cac_xa_cua, chi_bieu
from cumcongnghiep.portal.viec import cac_ky, cho_tiep_nhan, han, viec_cua
from cumcongnghiep.statistics.canh_bao import the_canh_bao
from cumcongnghiep.ten_bieu import ten_doi_tuong


@chi_bieu
@require_GET
def viec(request: HttpRequest) -> HttpResponse:
    """The list «việc phải làm»."""
    user = request.user
    du_lieu = {
        "cac_viec": [] if user.la_so else viec_cua(user),
        "cho": [(b, ten_doi_tuong(b)) for b in cho_tiep_nhan(user)],
        "cac_xa": [] if user.la_so else cac_xa_cua(user),
        "cac_ky": list(cac_ky()),
        "canh_bao_cum": the_canh_bao(user),
    }
    if user.la_so:
        nop = {
            b.ky_id: b
            for b in BieuNop.objects.visible_to(user).filter(bieu=Bieu.B04).select_related("ky")
        }
        danh_muc, hom_nay = doc_danh_muc(), timezone.localdate()
        du_lieu["bieu_04"] = [
            (k, nop.get(k.pk), han(k, Bieu.B04, nop.get(k.pk), danh_muc, hom_nay))
            for k in du_lieu["cac_ky"]
        ]
    return render(request, "so/cum_cong_nghiep/viec.html", du_lieu)
