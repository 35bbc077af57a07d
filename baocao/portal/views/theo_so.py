"""The button «Dùng số này» of form Q11: a register's figure into the form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from baocao.portal.buoc import TU_CHOI, cau_tu_choi
from baocao.portal.nhap import sach
from baocao.portal.quyen import chi_so, lay_phieu
from baocao.services.theo_so import dung_so


@chi_so
@require_POST
def dung(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one row over; what stands in the way is told on the form's page."""
    phieu = lay_phieu(request.user, pk)
    chi_tieu = sach(request.POST.get("chi_tieu", ""))
    try:
        so = dung_so(phieu, chi_tieu=chi_tieu, by=request.user)
    except TU_CHOI as loi:
        for cau in cau_tu_choi(loi):
            messages.error(request, cau)
        return redirect("so:phieu", pk=pk)
    messages.success(
        request, f"{chi_tieu}: đã lấy theo sổ theo dõi ({so} dòng). Xem lại, sửa nếu cần."
    )
    return redirect(f"{reverse('so:phieu', args=[pk])}#dong-{chi_tieu}")
