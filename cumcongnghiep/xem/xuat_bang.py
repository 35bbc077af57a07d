"""The list taken away as a workbook: at once when short, by a job when long."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cucctdp.audit.record import ghi
from cucctdp.files.choices import DA_KET_THUC
from cucctdp.files.models import CongViec
from cucctdp.files.services import (
    XLSX,
    TienDo,
    chay_cong_viec,
    luu_tep,
    tao_cong_viec,
    worker_con_song,
)
from cumcongnghiep.quyen_tep import BANG_CUM
from cumcongnghiep.statistics import ThamSoSai
from cumcongnghiep.xem.danh_sach import DanhSachForm, loc
from cumcongnghiep.xem.hoi import gui_cua
from cumcongnghiep.xem.quyen import can_quyen
from cumcongnghiep.xuat import bang_cum

# About two seconds of work; more is a job's.
NGAY_TOI_DA = 2000


def _dung(user: Any, get: QueryDict, bao: Any = None) -> tuple[bytes, int]:
    """The workbook of what an address asks for. Raises ThamSoSai."""
    form = DanhSachForm(gui_cua(get, DanhSachForm), user=user)
    if not form.is_valid():
        raise ThamSoSai({k: [str(c) for c in v] for k, v in form.errors.items()})
    hoi, pv, cac = loc(form)
    return bang_cum(
        cac,
        den=hoi.den,
        ten_tinh=pv.ten_don_vi,
        luc=timezone.now(),
        minh_hoa=hoi.minh_hoa,
        bao=bao,
    )


@login_required
@require_POST
def xuat(request: HttpRequest) -> HttpResponse:
    """The file, or a job and its page."""
    can_quyen(request.user)
    form = DanhSachForm(gui_cua(request.GET, DanhSachForm), user=request.user)
    ve = f"{reverse('ccn_danh_sach')}?{request.GET.urlencode()}"
    if not form.is_valid():
        return redirect(ve)
    try:
        so = len(loc(form)[2])
        if so > NGAY_TOI_DA:
            return redirect("ccn_viec_xuat", _xep(request).pk)
        noi_dung, so = _dung(request.user, request.GET)
    except ThamSoSai:
        return redirect(ve)
    ghi("cum.xuat_bang", by=request.user, du_lieu={"so_dong": so})
    tra = HttpResponse(noi_dung, content_type=XLSX)
    tra["Content-Disposition"] = f'attachment; filename="{_ten_tep()}"'
    tra["Cache-Control"] = "private, no-store"
    return tra


def _ten_tep() -> str:
    return f"cum-cong-nghiep-{timezone.localdate():%Y%m%d}.xlsx"


@transaction.atomic
def _xep(request: HttpRequest) -> CongViec:
    """Queue the job; a second press while it is open finds the first."""
    from cumcongnghiep.tasks import xuat_bang_cum

    tham_so = request.GET.urlencode()
    viec, moi = tao_cong_viec(
        loai=BANG_CUM,
        ten="Xuất danh sách cụm công nghiệp",
        khoa=f"xuat_bang_cum:{request.user.pk}",
        by=request.user,
    )
    if moi:
        transaction.on_commit(lambda: xuat_bang_cum.delay(viec.pk, tham_so))
    else:
        messages.info(request, "Lần xuất trước của bạn còn đang chạy.")
    return viec


def chay_xuat(viec_id: int, tham_so: str) -> None:
    """The job: the list as its maker would see it now, with the conditions of the address."""
    viec = CongViec.objects.select_related("nguoi_tao").get(pk=viec_id)

    def lam(td: TienDo) -> Any:
        def bao(xong: int, tong: int) -> None:
            td.bao(min(99, 100 * xong // max(tong, 1)), xong=xong, tong=tong)

        noi_dung, so = _dung(viec.nguoi_tao, QueryDict(tham_so), bao)
        ghi("cum.xuat_bang", by=viec.nguoi_tao, du_lieu={"so_dong": so})
        return luu_tep(
            noi_dung, loai=BANG_CUM, ten=_ten_tep(), kieu_noi_dung=XLSX, by=viec.nguoi_tao
        )

    chay_cong_viec(viec_id, lam)


@login_required
@require_safe
def viec_xuat(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own export on its way: progress, then the file."""
    can_quyen(request.user)
    viec = (
        CongViec.objects.filter(pk=pk, loai=BANG_CUM, nguoi_tao=request.user)
        .select_related("ket_qua")
        .first()
    )
    if viec is None:
        raise Http404("Không có việc này.")
    ngu_canh = {
        "viec": viec,
        "dang_chay": viec.trang_thai not in DA_KET_THUC,
        "worker": worker_con_song(),
        "o_day": "danh_sach",
    }
    return render(request, "cum_cong_nghiep/viec_xuat.html", ngu_canh)
