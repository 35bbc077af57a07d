"""The front door: each role lands where its work is."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render


@login_required
def trang_chu(request):
    """Sở staff go to the portal, everybody with an admin role to the dashboard."""
    user = request.user
    if user.la_so:
        return redirect("so:trang_chu")
    if user.is_staff:
        return redirect("admin:index")
    return render(request, "trang_chu.html")
