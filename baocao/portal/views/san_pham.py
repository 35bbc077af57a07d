"""The button «Lấy danh mục của tỉnh» of form Q02."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from baocao.portal.buoc import TU_CHOI, cau_tu_choi
from baocao.portal.quyen import chi_so, lay_phieu
from baocao.services.san_pham_rieng import lay_danh_muc


@chi_so
@require_POST
def lay(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the empty list of own products; what stands in the way is told on the form's page."""
    phieu = lay_phieu(request.user, pk)
    try:
        so = lay_danh_muc(phieu, by=request.user)
    except TU_CHOI as loi:
        for cau in cau_tu_choi(loi):
            messages.error(request, cau)
    else:
        messages.success(
            request, f"Đã lấy {so} sản phẩm từ danh mục của tỉnh; nhập số vào từng dòng."
        )
    return redirect("so:phieu", pk)
