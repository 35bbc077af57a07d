"""Published answers of every province: a Sở looks here before it asks the same again."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from baocao.choices_theo_doi import NhomVuongMac
from baocao.portal.nhap import sach
from baocao.portal.quyen import chi_so
from baocao.statistics.kien_nghi import cau_tra_loi_cong_bo

SO_DONG = 20
TIM_DAI_NHAT = 200


@chi_so
@require_GET
def danh_sach(request: HttpRequest) -> HttpResponse:
    """Published petitions with their answers, newest first; words are found without accents."""
    if not request.user.has_perm("baocao.view_kiennghi"):
        raise PermissionDenied("Tài khoản của bạn không xem được kiến nghị.")
    tim = sach(request.GET.get("tim", ""))[:TIM_DAI_NHAT]
    nhom = request.GET.get("nhom", "")
    nhom = nhom if nhom in NhomVuongMac.values else ""
    rows = cau_tra_loi_cong_bo(nhom=nhom, tim=tim, minh_hoa=True).select_related("van_ban")
    du_lieu = {
        "trang": Paginator(rows, SO_DONG).get_page(request.GET.get("trang")),
        "tim": tim,
        "nhom": nhom,
        "cac_nhom": NhomVuongMac.choices,
        "hoi": urlencode({"tim": tim, "nhom": nhom}),
    }
    return render(request, "so/kien_nghi_cong_bo.html", du_lieu)
