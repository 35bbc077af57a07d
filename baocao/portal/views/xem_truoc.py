"""A template version as the Sở will see its grid: for officers of the Cục, nothing can be saved."""

from csp.constants import NONCE, SELF
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baocao.models import BieuMau
from baocao.portal.danh_sach import dung_danh_sach
from baocao.portal.trinh_bay import LuoiHien
from baocao.services.xem_truoc import bang_thu, cac_loai_ky, ky_thu


@login_required
@require_GET
@csp_replace({"script-src": [SELF, NONCE], "style-src": [SELF]})
def bieu(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty grid in one kind of period (``?ky=``)."""
    if request.user.la_so or not request.user.has_perm("baocao.view_bieumau"):
        raise PermissionDenied("Chỉ cán bộ của Cục xem trước biểu mẫu.")
    bieu_mau = get_object_or_404(BieuMau, pk=pk)
    try:
        ky = ky_thu(bieu_mau, request.GET.get("ky", ""), hom_nay=timezone.localdate())
    except ValueError as exc:
        raise Http404("Biểu không có loại kỳ này.") from exc
    luoi = LuoiHien(bang_thu(bieu_mau, ky), (), not bieu_mau.la_tinh_toan)
    du_lieu = {
        "bieu": bieu_mau,
        "ky": ky,
        "cac_loai_ky": cac_loai_ky(bieu_mau),
        "luoi": luoi,
        "danh_sach": dung_danh_sach(luoi.bang),
        "ghi_chu": bieu_mau.ghi_chu_ky(ky.loai),
    }
    return render(request, "so/xem_truoc.html", du_lieu)
