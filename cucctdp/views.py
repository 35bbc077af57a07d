"""The front door: each role lands where its work is; and the page for what is not there."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.defaults import page_not_found

from cucctdp.apikit.errors import than_loi

TIEN_TO_API = "/api/"
# Accounts with what was appointed to them one by one.
_TRANG_DUOC_GIAO = {
    "ccn_bao_cao": "cum_bieu:viec",
    "sp_co_so": "binh_chon:danh_sach",
    "sp_xa": "binh_chon:danh_sach",
    "sp_giam_khao": "cham_diem:danh_sach",
}


@login_required
def trang_chu(request):
    """Sở staff go to the portal, readers of results to the briefings, officers to the admin.

    The centre of khuyến công, which has no reports, goes to its đề án; a reporter of clusters to
    the forms appointed to it; entrants and judges of the selection to their own pages.
    """
    user = request.user
    if user.duoc_giao:
        return redirect(_TRANG_DUOC_GIAO[user.vai_tro])
    if user.theo_to_chuc or (user.la_so and not user.has_perm("baocao.view_bobaocao")):
        return redirect("khuyen_cong:danh_sach")
    if user.la_so:
        return redirect("so:trang_chu")
    if user.has_perm("baocao.tai_bantin") and not user.has_perm("baocao.view_bobaocao"):
        return redirect("lanh_dao")
    if user.is_staff:
        return redirect("admin:index")
    return render(request, "trang_chu.html")


def khong_tim_thay(request, exception):
    """A machine that asked for a wrong address gets the API's error, not a page."""
    if request.path.startswith(TIEN_TO_API):
        return JsonResponse(than_loi(404, []), status=404)
    return page_not_found(request, exception)
