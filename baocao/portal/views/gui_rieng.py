"""A form with a date of its own after the pack's lock: where it stands, and its sending."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from baocao.models import GuiBieu
from baocao.portal.quyen import chi_so, lay_phieu
from baocao.portal.views.cap_nhat import duoc_cap_nhat
from baocao.services import gui_bieu as dich_vu
from baocao.statistics.han_bieu import bieu_gui_rieng, han_rieng


@chi_so
@require_http_methods(["GET", "POST"])
def gui_rieng(request: HttpRequest, pk: int) -> HttpResponse:
    """GET tells what is missing; POST signs and sends the form."""
    phieu = lay_phieu(request.user, pk)
    ma = phieu.bieu_mau.ma
    if ma not in bieu_gui_rieng(phieu.bo.ky):
        raise Http404("Biểu này gửi cùng bộ báo cáo.")
    loi: list[str] = []
    if request.method == "POST":
        try:
            dich_vu.gui_bieu(phieu, by=request.user)
        except ValidationError as exc:
            loi = list(exc.messages)
        else:
            messages.success(request, f"Đã ký gửi riêng biểu {ma}.")
            return redirect("so:gui_rieng", pk)
    ky_duoc = request.user.has_perm(dich_vu.QUYEN)
    da_gui = GuiBieu.objects.filter(phieu=phieu).select_related("nguoi").first()
    du_lieu = {
        "phieu": phieu,
        "bo": phieu.bo,
        "han": han_rieng(phieu.bo.ky)[ma],
        "da_gui": da_gui,
        "ky_duoc": ky_duoc,
        "nhap_duoc": duoc_cap_nhat(phieu, request.user) and da_gui is None,
        "vuong": [] if loi or da_gui else dich_vu.vuong_gui_bieu(phieu, by=request.user),
        "loi": loi,
    }
    return render(request, "so/gui_rieng.html", du_lieu, status=422 if loi else 200)
