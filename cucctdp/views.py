"""The front door: each role lands where its work is."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render


@login_required
def trang_chu(request):
    """Sở staff go to the portal, readers of results to the briefings, officers to the admin."""
    user = request.user
    if user.la_so:
        return redirect("so:trang_chu")
    if user.has_perm("baocao.tai_bantin") and not user.has_perm("baocao.view_bobaocao"):
        return redirect("lanh_dao")
    if user.is_staff:
        return redirect("admin:index")
    return render(request, "trang_chu.html")
