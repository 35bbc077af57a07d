"""Long papers by a job: the sheet of a province with many clusters, a long answer as PDF."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cucctdp.audit.record import ghi
from cucctdp.files.models import CongViec
from cucctdp.files.services import PDF, TienDo, chay_cong_viec, luu_tep, tao_cong_viec
from cumcongnghiep.giay_to.ten import co_quan_lap
from cumcongnghiep.quyen_tep import BANG_CUM
from cumcongnghiep.statistics import ThamSoSai
from cumcongnghiep.xem.cau_hoi import lay_cau, tra_loi_form
from cumcongnghiep.xem.giay_to import ban_ho_so_tinh, doc_so_lieu
from cumcongnghiep.xem.hoi import CapForm, gui_cua
from cumcongnghiep.xem.quyen import lay_tinh
from cumcongnghiep.xuat_cau_hoi import DONG_TOI_DA, ban_pdf

# «tinh-01.pdf», «tinh-01.docx», «cau-6.pdf».
_GIAY = re.compile(r"tinh-(?P<ma>\d{2})\.(?P<dinh_dang>pdf|docx)|cau-(?P<so>\d{1,2})\.pdf")


@login_required
@require_POST
@transaction.atomic
def lap_giay(request: HttpRequest, giay: str) -> HttpResponse:
    """Queue the paper and go to its progress; a second press while it is open finds the first."""
    from cumcongnghiep.tasks import lap_giay_cum

    ten = _ten(request.user, giay)
    tham_so = request.GET.urlencode()
    viec, moi = tao_cong_viec(
        loai=BANG_CUM,
        ten=ten,
        khoa=f"lap_giay_cum:{request.user.pk}:{giay}",
        by=request.user,
    )
    if moi:
        transaction.on_commit(lambda: lap_giay_cum.delay(viec.pk, giay, tham_so))
    else:
        messages.info(request, "Lần lập trước của bạn còn đang chạy.")
    return redirect("ccn_viec_xuat", viec.pk)


def _ten(user: Any, giay: str) -> str:
    """Name of the job. Raises Http404 for no such paper, PermissionDenied without the right."""
    khop = _GIAY.fullmatch(giay)
    if khop is None:
        raise Http404("Không có giấy tờ này.")
    if khop["ma"]:
        return f"Hồ sơ làm việc về cụm công nghiệp {lay_tinh(user, khop['ma']).ten_goi}"
    return f"Câu hỏi {khop['so']} về cụm công nghiệp: {lay_cau(user, int(khop['so'])).ten}"


def chay_lap(viec_id: int, giay: str, tham_so: str) -> None:
    """The job: the paper as its maker would get it now."""
    viec = CongViec.objects.select_related("nguoi_tao").get(pk=viec_id)

    def lam(td: TienDo) -> Any:
        noi_dung, kieu, ten, so = _dung(viec.nguoi_tao, giay, QueryDict(tham_so))
        td.bao(99, xong=so, tong=so)
        ghi("cum.lap_giay", by=viec.nguoi_tao, du_lieu={"giay": giay, "so_dong": so})
        return luu_tep(noi_dung, loai=BANG_CUM, ten=ten, kieu_noi_dung=kieu, by=viec.nguoi_tao)

    chay_cong_viec(viec_id, lam)


def _dung(user: Any, giay: str, get: QueryDict) -> tuple[bytes, str, str, int]:
    """(content, content type, file name, rows). Raises PdfError, ThamSoSai."""
    khop = _GIAY.fullmatch(giay)
    if khop is None:
        raise Http404("Không có giấy tờ này.")
    if khop["ma"]:
        don_vi = lay_tinh(user, khop["ma"])
        x = doc_so_lieu(user, don_vi, get)
        if x is None:
            raise ThamSoSai({"den": ["Ngày không hợp lệ."]})
        return (*ban_ho_so_tinh(user, don_vi, x, khop["dinh_dang"]), len(x.cum))
    so = lay_cau(user, int(khop["so"])).so
    b = tra_loi_form(CapForm(gui_cua(get, CapForm), user=user), so)
    if b is None or len(b.cac_dong) > DONG_TOI_DA:
        raise ThamSoSai({"": [f"Bảng dài hơn {DONG_TOI_DA} dòng: hãy tải bản Excel."]})
    lap = co_quan_lap(user, b.hoi.den)
    ten = f"cum-cong-nghiep-cau-{so}-{b.hoi.den:%Y%m%d}.pdf"
    return ban_pdf(b, lap=lap, luc=timezone.now()), PDF, ten, len(b.cac_dong)
