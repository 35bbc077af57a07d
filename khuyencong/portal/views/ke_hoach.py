"""Yearly plans of a province (khuyến công địa phương) and the rounds that allot their money."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cucctdp.formats.tien import in_trieu
from khuyencong import giao_von as gv
from khuyencong.choices import Nguon
from khuyencong.models import KeHoach
from khuyencong.portal.o_nhap import thuan
from khuyencong.portal.quyen import chi_khuyen_cong, doi_quyen

PHE_DUYET = "khuyencong.phe_duyet_dean"


def _cua_tinh(user: Any) -> QuerySet[KeHoach]:
    """Plans of the money of the user's province; 403 for who is not of a Sở."""
    if not user.la_so:
        raise PermissionDenied("Chỉ Sở Công Thương xem và giao vốn kế hoạch của tỉnh.")
    return KeHoach.objects.visible_to(user).filter(nguon=Nguon.KCDP).select_related("don_vi")


@chi_khuyen_cong
@require_GET
def danh_sach(request: HttpRequest) -> HttpResponse:
    """The plans, how much of each is allotted and in how many rounds."""
    cac: list[Any] = list(
        _cua_tinh(request.user)
        .annotate(tong=Sum("dot__but_toan__so_tien"), so_dot=Count("dot", distinct=True))
        .order_by("-nam", "don_vi__ma")
    )
    for k in cac:
        k.da_giao = int(k.tong or 0)
        k.con = gv.chua_giao(k, k.da_giao)
    du_lieu = {"dong": cac, "giao_duoc": request.user.has_perm(PHE_DUYET)}
    return render(request, "so/khuyen_cong/ke_hoach.html", du_lieu)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def giao_von(request: HttpRequest, pk: int) -> HttpResponse:
    """A round of allotment: numbers, then the dry run, then the work; all or none."""
    doi_quyen(request.user, PHE_DUYET)
    ke_hoach = get_object_or_404(_cua_tinh(request.user), pk=pk)
    dong = gv.cac_de_an_cua(ke_hoach)
    gui = request.POST if request.method == "POST" else None
    form = gv.GiaoVonForm(gui, dong=dong, initial={"so_dot": gv.dot_moi(ke_hoach)})
    thuan(form)
    form.fields["so_van_ban"].help_text = "Ví dụ 12/QĐ-SCT."
    trang_thai, thu = 200, None
    if gui is not None:
        trang_thai = 422
        if form.is_valid():
            try:
                tong = gv.giao(ke_hoach, form, by=request.user, thu="ghi" not in gui)
            except ValidationError as loi:
                form.add_error(None, ValidationError(loi.messages))
                trang_thai = 409
            else:
                if "ghi" in gui:
                    so_dot = form.cleaned_data["so_dot"]
                    chu = f"Đã giao {in_trieu(tong, None)} triệu đồng đợt {so_dot}."
                    messages.success(request, chu)
                    return redirect("khuyen_cong:ke_hoach")
                trang_thai = 200
                thu = {"tong": tong, "so": len(form.phan(ke_hoach.nguon))}
    du_lieu = {
        "ke_hoach": ke_hoach,
        "form": form,
        "thu": thu,
        "tong": {k: sum(x[k] for x in dong) for k in ("duyet", "giao", "con")},
    }
    return render(request, "so/khuyen_cong/giao_von.html", du_lieu, status=trang_thai)
