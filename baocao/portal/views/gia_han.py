"""A Sở asks for an extension of one pack."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from baocao.portal.nhap import sach
from baocao.portal.quyen import chi_so, lay_bo
from baocao.services import gia_han as dich_vu
from cucctdp.formats.ngay import NgayKhongHopLe, doc_ngay


@chi_so
@require_http_methods(["GET", "POST"])
def gia_han(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask until which day, and why; the decision comes as a notice."""
    bo = lay_bo(request.user, pk)
    if not request.user.has_perm(dich_vu.QUYEN_DE_NGHI):
        raise PermissionDenied("Tài khoản của bạn không có quyền đề nghị gia hạn.")
    ly_do = sach(request.POST.get("ly_do", ""))
    chu_ngay = sach(request.POST.get("den_ngay", ""))
    loi: list[str] = []
    if request.method == "POST":
        try:
            den_ngay = doc_ngay(chu_ngay)
            dich_vu.de_nghi(bo, den_ngay=den_ngay, ly_do=ly_do, by=request.user)
        except NgayKhongHopLe as exc:
            loi = [str(exc) if chu_ngay else "Nhập ngày gia hạn, dạng ngày/tháng/năm."]
        except ValidationError as exc:
            loi = list(exc.messages)
        if not loi:
            messages.success(request, "Đã gửi đề nghị gia hạn; kết quả sẽ có ở mục Thông báo.")
            return redirect("so:bo", bo.pk)
    du_lieu = {
        "bo": bo,
        "loi": loi,
        "ly_do": ly_do,
        "den_ngay": chu_ngay,
        "cac_de_nghi": bo.de_nghi_gia_han.select_related("nguoi", "nguoi_duyet"),
    }
    return render(request, "so/gia_han.html", du_lieu, status=422 if loi else 200)
