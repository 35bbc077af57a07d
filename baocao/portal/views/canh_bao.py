"""Today's alerts about the province, in the portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baocao.canh_bao import TEN, TEN_MUC, canh_bao_cua
from baocao.portal.quyen import chi_so


@require_GET
@chi_so
def danh_sach(request: HttpRequest) -> HttpResponse:
    """Alerts for this person's role, weightiest first, each with the page to go to."""
    luc, rows = canh_bao_cua(request.user)
    dong = [(c, TEN[c.ma], TEN_MUC[c.muc]) for c in rows]
    return render(request, "so/canh_bao.html", {"luc": luc, "dong": dong})
