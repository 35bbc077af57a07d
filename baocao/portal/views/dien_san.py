"""The button «Xác nhận» of form Q08: figures computed from the register of đề án."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from baocao.portal.buoc import TU_CHOI, cau_tu_choi
from baocao.portal.quyen import chi_so, lay_phieu
from baocao.services.dien_san import xac_nhan


@chi_so
@require_POST
def xac_nhan_o(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm every pre-filled cell; what stands in the way is told on the form's page."""
    phieu = lay_phieu(request.user, pk)
    try:
        so = xac_nhan(phieu, by=request.user)
    except TU_CHOI as loi:
        for cau in cau_tu_choi(loi):
            messages.error(request, cau)
    else:
        messages.success(
            request, f"Đã xác nhận {so} ô theo hồ sơ đề án. Sửa ô nào, giải trình ô đó."
        )
    return redirect("so:phieu", pk=pk)
