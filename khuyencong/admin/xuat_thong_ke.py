"""Tables B1–B9 as files: at once when that takes about a second, by a job when longer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.files.choices import DA_KET_THUC
from cucctdp.files.models import CongViec
from cucctdp.files.services import (
    PDF,
    XLSX,
    TienDo,
    chay_cong_viec,
    luu_tep,
    tao_cong_viec,
    worker_con_song,
)
from cucctdp.pdf.render import PdfError
from khuyencong.admin.thong_ke import ThongKeForm, du_lieu, dung, duong, trang_thong_ke
from khuyencong.bang_thong_ke import BangXem, Lien, ban_pdf, ban_xlsx
from khuyencong.models import DeAn
from khuyencong.quyen_tep import BANG_THONG_KE

KIEU = {"xlsx": (ban_xlsx, XLSX), "pdf": (ban_pdf, PDF)}
# Cells set in about a second (measured over 20.000 đề án: a workbook 30.000 cells a second, a
# paper 1.000); what is longer is a job's.
NGAY_TOI_DA = {"xlsx": 30_000, "pdf": 1_000}
# A paper of more pages than anybody prints; a workbook holds any list.
PDF_TOI_DA = 40_000


def _trang_xem(request: HttpRequest) -> str:
    return f"{reverse('admin:khuyencong_dean_thong_ke')}{duong(request)}"


def trang_xuat(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """GET with ``dinh_dang``: the page, or a short file; POST: the file, or a job and its page."""
    if not request.user.has_perm("khuyencong.xem_thongke"):
        raise PermissionDenied
    dinh_dang = request.GET.get("dinh_dang", "")
    if dinh_dang not in KIEU:
        return trang_thong_ke(request, site)
    form = ThongKeForm(du_lieu(request.GET), user=request.user)
    x = dung(form, Lien(), gon=dinh_dang == "pdf") if form.is_valid() else None
    if x is None:
        return trang_thong_ke(request, site, form=form)
    if dinh_dang == "pdf" and x.so_o > PDF_TOI_DA:
        form.add_error(None, _qua_dai(x))
        return trang_thong_ke(request, site, form=form)
    if x.so_o > NGAY_TOI_DA[dinh_dang]:
        if request.method == "POST":
            return redirect("admin:khuyencong_dean_viec_thong_ke", _xep(request, x).pk)
        messages.info(request, f"Bảng có {x.so_dong} dòng: bấm nút xuất để hệ thống dựng tệp.")
        return redirect(_trang_xem(request))
    try:
        noi_dung = KIEU[dinh_dang][0](x)
    except PdfError as loi:
        form.add_error(None, str(loi))
        return trang_thong_ke(request, site, form=form)
    _ghi_nhat_ky(request.user, x, dinh_dang)
    tra = HttpResponse(noi_dung, content_type=KIEU[dinh_dang][1])
    tra["Content-Disposition"] = f'attachment; filename="{_ten_tep(x, dinh_dang)}"'
    tra["Cache-Control"] = "private, no-store"
    return tra


def _qua_dai(x: BangXem) -> str:
    return (
        f"Bảng có {x.so_dong} dòng, quá dài để in. Chọn ít năm, một tỉnh hoặc một chế độ, hoặc tải "
        "Excel."
    )


def _ten_tep(x: BangXem, dinh_dang: str) -> str:
    return f"thong-ke-khuyen-cong-{x.ma}-{timezone.localdate():%Y%m%d}.{dinh_dang}"


def _ghi_nhat_ky(by: Any, x: BangXem, dinh_dang: str) -> None:
    ghi(
        "thong_ke_khuyen_cong.xuat",
        by=by,
        du_lieu={"bang": x.ma, "dinh_dang": dinh_dang, "ky": x.ky, "so_dong": x.so_dong},
    )


@transaction.atomic
def _xep(request: HttpRequest, x: BangXem) -> CongViec:
    """Queue the job; a second press while it is open finds the first."""
    from khuyencong.tasks import xuat_thong_ke

    tham_so = request.GET.urlencode()
    viec, moi = tao_cong_viec(
        loai=BANG_THONG_KE,
        ten=f"Xuất bảng {x.ma} khuyến công",
        khoa=f"xuat_thong_ke:{request.user.pk}",
        by=request.user,
    )
    if moi:
        transaction.on_commit(lambda: xuat_thong_ke.delay(viec.pk, tham_so))
    else:
        messages.info(request, "Lần xuất trước của bạn còn đang chạy.")
    return viec


def chay_xuat(viec_id: int, tham_so: str) -> None:
    """The job: the table as its maker would see it now, by the conditions of the address."""
    viec = CongViec.objects.select_related("nguoi_tao").get(pk=viec_id)
    hoi = QueryDict(tham_so)
    dinh_dang = hoi["dinh_dang"]
    ve, kieu = KIEU[dinh_dang]

    def lam(td: TienDo) -> Any:
        form = ThongKeForm(du_lieu(hoi), user=viec.nguoi_tao)
        x = dung(form, Lien(), gon=dinh_dang == "pdf") if form.is_valid() else None
        if x is None:
            raise ValueError(f"the question no longer holds: {form.errors.as_text()}")
        if dinh_dang == "pdf" and x.so_o > PDF_TOI_DA:
            raise ValueError(_qua_dai(x))
        td.bao(20, xong=0, tong=x.so_dong)
        noi_dung = ve(x)
        td.bao(95, xong=x.so_dong, tong=x.so_dong)
        _ghi_nhat_ky(viec.nguoi_tao, x, dinh_dang)
        return luu_tep(
            noi_dung,
            loai=BANG_THONG_KE,
            ten=_ten_tep(x, dinh_dang),
            kieu_noi_dung=kieu,
            by=viec.nguoi_tao,
        )

    chay_cong_viec(viec_id, lam)


def trang_viec(request: HttpRequest, site: AdminSite, pk: int) -> HttpResponse:
    """One's own export on its way: progress, then the file."""
    if not request.user.has_perm("khuyencong.xem_thongke"):
        raise PermissionDenied
    viec = (
        CongViec.objects.filter(pk=pk, loai=BANG_THONG_KE, nguoi_tao=request.user)
        .select_related("ket_qua")
        .first()
    )
    if viec is None:
        raise Http404("Không có việc này.")
    ngu_canh = site.each_context(request) | {
        "title": viec.ten,
        "opts": DeAn._meta,
        "viec": viec,
        "dang_chay": viec.trang_thai not in DA_KET_THUC,
        "worker": worker_con_song(),
        "ve": reverse("admin:khuyencong_dean_thong_ke"),
        "ten_ve": "Thống kê B1–B9",
        "ten_dong": "dòng",
    }
    return TemplateResponse(request, "admin/khuyencong/dean/viec_xuat.html", ngu_canh)
