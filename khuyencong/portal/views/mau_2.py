"""The plan in the columns of Mẫu 2: take a file in, see its faults, write it, undo; and take out.

The sessions, checks and doors are those of the admin's import; a session names the user's province.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cucctdp.audit.record import ghi
from cucctdp.excel.errors import TepKhongDocDuoc
from cucctdp.files.services import XLSX, worker_con_song
from cucctdp.imports import trang, trang_tai_len
from cucctdp.imports.choices import DANG_CHAY, TrangThaiPhien
from cucctdp.imports.dang_ky import so_dang_ky
from cucctdp.imports.doc_tep import GIOI_HAN
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services import phien as dich_vu
from cucctdp.imports.xuat import tep_xuat
from khuyencong.choices import NGUON_KHUYEN_CONG, Nguon, TrangThaiDeAn
from khuyencong.nhap_tep.mau_2 import SoMau2
from khuyencong.portal.o_nhap import o_chon
from khuyencong.portal.quyen import NHAP_TEP, cac_de_an, chi_khuyen_cong, doi_quyen

SO_PHIEN = 10
# Acts of a session that this page offers; a fixed form has no columns to match.
VIEC = ("ghi", "hoan-tac", "dung", "chay-tiep", "bo", "danh-dau")
_BO = (TrangThaiDeAn.KHONG_DAT,)


class TepForm(forms.Form):
    """The filled form of the province."""

    tep = forms.FileField(
        label="Tệp Mẫu 2 (.xlsx hoặc .csv)",
        help_text=f"Tối đa {GIOI_HAN.dung_luong // 2**20} MB. Chỉ nhận đề án của tỉnh bạn.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": "Chọn tệp Mẫu 2.", "empty": "Tệp rỗng."},
    )

    def clean_tep(self) -> Any:
        tep = self.cleaned_data["tep"]
        if tep.size > GIOI_HAN.dung_luong:
            toi_da = GIOI_HAN.dung_luong // 2**20
            raise ValidationError(f"Tệp «{tep.name}» vượt {toi_da} MB. Hãy chia nhỏ tệp.")
        return tep


class XuatForm(forms.Form):
    """Mẫu 2 is the form of one year and one regime."""

    nam = forms.TypedChoiceField(label="Năm kế hoạch", coerce=int)
    nguon = o_chon("Chế độ", [(n.value, n.label) for n in NGUON_KHUYEN_CONG])

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        co = cac_de_an(user).order_by("-nam").values_list("nam", flat=True).distinct()
        self.fields["nam"].choices = [(n, str(n)) for n in co]  # type: ignore[attr-defined]


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def danh_sach(request: HttpRequest) -> HttpResponse:
    """Upload, the sessions so far, and the plan as a file."""
    duoc_nhap = request.user.has_perm(NHAP_TEP)
    gui = request.method == "POST"
    form = TepForm(request.POST, request.FILES) if gui else TepForm()
    if gui:
        doi_quyen(request.user, NHAP_TEP)
        if form.is_valid() and (moi := _mo(request, form)) is not None:
            return redirect("khuyen_cong:mau_2_phien", moi.pk)
    cac = PhienNhap.objects.visible_to(request.user).filter(loai=SoMau2.ma)
    return render(
        request,
        "so/khuyen_cong/mau_2.html",
        {
            "form": form,
            "xuat": XuatForm(user=request.user),
            "duoc_nhap": duoc_nhap,
            "gioi_thieu": SoMau2.gioi_thieu,
            "worker": worker_con_song(),
            "trang": Paginator(
                cac.select_related("tep", "nguoi_tao").order_by("-pk"), SO_PHIEN
            ).get_page(request.GET.get("trang"))
            if duoc_nhap
            else None,
        },
        status=422 if form.errors else 200,
    )


def _mo(request: HttpRequest, form: TepForm) -> PhienNhap | None:
    """Open the session and start its check; every reason against the file goes to the form."""
    tep = form.cleaned_data["tep"]
    try:
        phien = dich_vu.mo_phien(
            so_dang_ky(SoMau2.ma), noi_dung=tep.read(), ten=tep.name, by=request.user
        )
        dich_vu.xac_nhan_ghep(phien, anh_xa=phien.anh_xa, by=request.user)
    except TepKhongDocDuoc as loi:
        form.add_error("tep", loi.cau)
        return None
    except ValidationError as loi:
        form.add_error("tep", loi.messages)
        return None
    return phien


@chi_khuyen_cong
@require_GET
def tep_mau(request: HttpRequest) -> HttpResponse:
    """The empty form."""
    return trang_tai_len.tep_mau(request, SoMau2.ma)


@chi_khuyen_cong
@require_GET
def xuat(request: HttpRequest) -> HttpResponse:
    """The đề án one sees of a year and a regime, in the columns that the import reads."""
    form = XuatForm(request.GET, user=request.user)
    if not form.is_valid():
        messages.warning(request, "Chọn năm kế hoạch và chế độ để xuất Mẫu 2.")
        return redirect("khuyen_cong:mau_2")
    nam, nguon = form.cleaned_data["nam"], form.cleaned_data["nguon"]
    rows = cac_de_an(request.user).filter(nam=nam, nguon=nguon).exclude(trang_thai__in=_BO)
    so = so_dang_ky(SoMau2.ma)
    if not rows.exists():
        cau = f"Chưa có đề án {Nguon(nguon).label.lower()} năm {nam} để xuất."
        messages.warning(request, cau)
        return redirect("khuyen_cong:mau_2")
    noi_dung, n = tep_xuat(so, rows)
    ghi("phien_nhap.xuat", by=request.user, du_lieu={"danh_muc": so.ten, "so_dong": n})
    tra = FileResponse(
        BytesIO(noi_dung),
        as_attachment=True,
        filename=f"mau-2-{nguon}-{nam}-{timezone.localdate():%Y%m%d}.xlsx",
        content_type=XLSX,
    )
    tra["Cache-Control"] = "private, no-store"
    return tra


def _lay(request: HttpRequest, pk: int) -> PhienNhap:
    """A session of this form that the user may see, else 404."""
    doi_quyen(request.user, NHAP_TEP)
    phien = trang.lay_phien(request, pk)
    if phien.loai != SoMau2.ma:
        raise Http404("Không có phiên nhập này.")
    return phien


@chi_khuyen_cong
@require_GET
def phien(request: HttpRequest, pk: int) -> HttpResponse:
    """One session at its step: progress, counts, rows with what is wrong at each cell."""
    p = _lay(request, pk)
    so = so_dang_ky(p.loai)
    them: dict[str, Any] = {"dang_chay": p.trang_thai in DANG_CHAY, **trang.du_lieu_viec(p)}
    co_dong = (TrangThaiPhien.GHEP_COT, TrangThaiPhien.DANG_KIEM, TrangThaiPhien.DA_BO)
    if p.trang_thai not in co_dong:
        them |= trang.du_lieu_dong(request, p, so)
    du_lieu = {"phien": p, "so": so, "duoc_lam": dich_vu.duoc_lam(request.user, p), **them}
    return render(request, "so/khuyen_cong/mau_2_phien.html", du_lieu)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def viec(request: HttpRequest, pk: int, ma: str) -> HttpResponse:
    """Confirm, then do, one act on a session."""
    p = _lay(request, pk)
    if ma not in VIEC:
        raise Http404("Không có việc này.")
    if not dich_vu.duoc_lam(request.user, p):
        raise PermissionDenied("Phiên nhập này do người khác làm.")
    tieu_de, _, nut, xong, ham, nguy_hiem = trang.VIEC[ma]
    loi: list[str] = []
    if request.method == "POST":
        try:
            ham(p, by=request.user)
        except ValidationError as e:
            loi = e.messages
        else:
            messages.success(request, xong)
            return redirect("khuyen_cong:mau_2_phien", p.pk)
    du_lieu = {
        "phien": p,
        "tieu_de": tieu_de,
        "mo_ta": trang.mo_ta_viec(p, ma),
        "nut": nut,
        "nguy_hiem": nguy_hiem,
        "loi": loi,
    }
    return render(request, "so/khuyen_cong/mau_2_viec.html", du_lieu, status=422 if loi else 200)
