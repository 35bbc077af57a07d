"""The flat table of the province through the portal: match columns, see doubts, mend, write, undo.

The sessions, checks and doors are those of the admin's import; a session names the user's province.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cucctdp.accounts.cong import ai_vao_cong
from cucctdp.audit.record import ghi
from cucctdp.excel.errors import TepKhongDocDuoc
from cucctdp.files.services import XLSX, worker_con_song
from cucctdp.imports import trang, trang_tai_len
from cucctdp.imports.choices import DANG_CHAY, KetLuan, TrangThaiPhien
from cucctdp.imports.dang_ky import so_dang_ky
from cucctdp.imports.doc_tep import GIOI_HAN
from cucctdp.imports.models import DongNhap, PhienNhap
from cucctdp.imports.services import phien as dich_vu
from cucctdp.imports.services.kiem import sua_dong
from cucctdp.imports.xem_ghep import du_lieu_ghep
from cucctdp.imports.xuat import tep_xuat
from cumcongnghiep.models import Cum
from cumcongnghiep.nhap_tep.bang_cum import SoCum
from cumcongnghiep.portal.quyen import tinh_cua

NHAP = "imports.nhap_cum"
SO_PHIEN = 10
VIEC = ("ghi", "hoan-tac", "dung", "chay-tiep", "ghep-lai", "bo", "danh-dau")
_CHUA_CO_DONG = (TrangThaiPhien.GHEP_COT, TrangThaiPhien.DANG_KIEM, TrangThaiPhien.DA_BO)


def chi_nhap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Staff of a Sở with the right to import clusters; 403 for others, 404 without a province."""

    @wraps(view)
    def boc(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(NHAP):
            raise PermissionDenied("Tài khoản của bạn không nhập được bảng cụm công nghiệp.")
        tinh_cua(request.user)
        return view(request, *args, **kwargs)

    return ai_vao_cong(boc)


class TepForm(forms.Form):
    """The table of the province."""

    tep = forms.FileField(
        label="Tệp bảng cụm (.xlsx hoặc .csv)",
        help_text=f"Tối đa {GIOI_HAN.dung_luong // 2**20} MB. Chỉ nhận cụm của tỉnh bạn.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": "Chọn tệp bảng cụm.", "empty": "Tệp rỗng."},
    )

    def clean_tep(self) -> Any:
        tep = self.cleaned_data["tep"]
        if tep.size > GIOI_HAN.dung_luong:
            toi_da = GIOI_HAN.dung_luong // 2**20
            raise ValidationError(f"Tệp «{tep.name}» vượt {toi_da} MB. Hãy chia nhỏ tệp.")
        return tep


@chi_nhap
@require_http_methods(["GET", "POST"])
def danh_sach(request: HttpRequest) -> HttpResponse:
    """Upload, and the sessions so far."""
    gui = request.method == "POST"
    form = TepForm(request.POST, request.FILES) if gui else TepForm()
    if gui and form.is_valid() and (moi := _mo(request, form)) is not None:
        return redirect("cum_bieu:nhap_phien", moi.pk)
    cac = PhienNhap.objects.visible_to(request.user).filter(loai=SoCum.ma)
    du_lieu = {
        "form": form,
        "gioi_thieu": SoCum.gioi_thieu,
        "worker": worker_con_song(),
        "trang": Paginator(
            cac.select_related("tep", "nguoi_tao").order_by("-pk"), SO_PHIEN
        ).get_page(request.GET.get("trang")),
    }
    trang_thai = 422 if form.errors else 200
    return render(request, "so/cum_cong_nghiep/nhap.html", du_lieu, status=trang_thai)


def _mo(request: HttpRequest, form: TepForm) -> PhienNhap | None:
    """Open the session of the user's province; reasons against the file go to the form."""
    tep = form.cleaned_data["tep"]
    try:
        return dich_vu.mo_phien(
            so_dang_ky(SoCum.ma),
            noi_dung=tep.read(),
            ten=tep.name,
            by=request.user,
            don_vi=tinh_cua(request.user),
        )
    except TepKhongDocDuoc as loi:
        form.add_error("tep", loi.cau)
    except ValidationError as loi:
        form.add_error("tep", loi.messages)
    return None


@chi_nhap
@require_GET
def tep_mau(request: HttpRequest) -> HttpResponse:
    """The empty table."""
    return trang_tai_len.tep_mau(request, SoCum.ma)


@chi_nhap
@require_GET
def xuat(request: HttpRequest) -> HttpResponse:
    """The clusters of the province in the columns that the import reads."""
    rows = Cum.objects.visible_to(request.user)
    so = so_dang_ky(SoCum.ma)
    noi_dung, n = tep_xuat(so, rows)
    ghi("phien_nhap.xuat", by=request.user, du_lieu={"danh_muc": so.ten, "so_dong": n})
    tra = FileResponse(
        BytesIO(noi_dung),
        as_attachment=True,
        filename=f"bang-cum-{timezone.localdate():%Y%m%d}.xlsx",
        content_type=XLSX,
    )
    tra["Cache-Control"] = "private, no-store"
    return tra


def _lay(request: HttpRequest, pk: int) -> PhienNhap:
    """A session of this table that the user may see, else 404."""
    phien = trang.lay_phien(request, pk)
    if phien.loai != SoCum.ma:
        raise Http404("Không có phiên nhập này.")
    return phien


def _lay_de_lam(request: HttpRequest, pk: int) -> PhienNhap:
    phien = _lay(request, pk)
    if not dich_vu.duoc_lam(request.user, phien):
        raise PermissionDenied("Phiên nhập này do người khác làm.")
    return phien


@chi_nhap
@require_GET
def phien(request: HttpRequest, pk: int) -> HttpResponse:
    """One session at its step: columns, progress, rows with what is wrong at each cell."""
    return _trang_phien(request, _lay(request, pk))


def _trang_phien(request: HttpRequest, p: PhienNhap, loi: list[str] | None = None) -> HttpResponse:
    so = so_dang_ky(p.loai)
    them: dict[str, Any] = {"dang_chay": p.trang_thai in DANG_CHAY, **trang.du_lieu_viec(p)}
    if p.trang_thai == TrangThaiPhien.GHEP_COT:
        them |= du_lieu_ghep(p)
    elif p.trang_thai not in _CHUA_CO_DONG:
        them |= trang.du_lieu_dong(request, p, so)
    if loi:
        them["loi_ghep"] = loi
    du_lieu = {"phien": p, "so": so, "duoc_lam": dich_vu.duoc_lam(request.user, p), **them}
    trang_thai = 422 if loi else 200
    return render(request, "so/cum_cong_nghiep/nhap_phien.html", du_lieu, status=trang_thai)


@chi_nhap
@require_POST
def ghep(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sheet or heading row, or the confirmed matching."""
    p = _lay_de_lam(request, pk)
    try:
        if "xem_lai" in request.POST:
            dong = _so(request.POST.get("dong", ""))
            chon = request.POST.get("trang_tinh", "")
            dich_vu.doi_vi_tri(p, trang=chon, dong=dong or 0, by=request.user)
        else:
            anh_xa = {
                c.ten: i
                for c in so_dang_ky(p.loai).cot
                if (i := _so(request.POST.get(f"cot-{c.ten}", ""))) is not None
            }
            dich_vu.xac_nhan_ghep(p, anh_xa=anh_xa, by=request.user)
    except TepKhongDocDuoc as loi:
        return _trang_phien(request, p, loi.cau)
    except ValidationError as loi:
        return _trang_phien(request, p, loi.messages)
    return redirect("cum_bieu:nhap_phien", p.pk)


def _so(chu: str) -> int | None:
    return int(chu) if chu.isascii() and chu.isdigit() and len(chu) < 7 else None


class DongForm(forms.Form):
    """One box a column of the table, what is wrong with it beside it."""

    def __init__(self, *args: Any, phien: PhienNhap, dong: DongNhap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for cot in so_dang_ky(phien.loai).cot:
            i = phien.anh_xa.get(cot.ten)
            if i is None:
                continue
            loi = " ".join(e["thong_diep"] for e in dong.loi if e["cot"] == cot.ten)
            self.fields[cot.ten] = forms.CharField(
                label=cot.nhan,
                initial=dong.tho[i] if i < len(dong.tho) else "",
                required=False,
                max_length=2000,
                help_text=f"⚠ {loi}" if loi else cot.huong_dan,
            )


@chi_nhap
@require_http_methods(["GET", "POST"])
def dong(request: HttpRequest, pk: int, so: int) -> HttpResponse:
    """Mend the cells of one staged row and have it checked again."""
    p = _lay_de_lam(request, pk)
    d = p.cac_dong.filter(so=so).first()
    if d is None or p.trang_thai != TrangThaiPhien.CHO_GHI:
        raise Http404("Không có dòng này để sửa.")
    form = DongForm(request.POST if request.method == "POST" else None, phien=p, dong=d)
    if request.method == "POST" and form.is_valid():
        try:
            moi = sua_dong(p, so, o=form.cleaned_data, by=request.user)
        except ValidationError as loi:
            form.add_error(None, loi)
        else:
            con_loi = moi.ket_luan == KetLuan.LOI
            chu = "vẫn còn lỗi" if con_loi else moi.get_ket_luan_display().lower()
            messages.success(request, f"Đã lưu dòng {so}: {chu}.")
            return redirect("cum_bieu:nhap_phien", p.pk)
    du_lieu = {"phien": p, "form": form, "so_dong": so}
    trang_thai = 422 if form.errors else 200
    return render(request, "so/cum_cong_nghiep/nhap_dong.html", du_lieu, status=trang_thai)


@chi_nhap
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
            return redirect("cum_bieu:nhap_phien", p.pk)
    du_lieu = {
        "phien": p,
        "tieu_de": tieu_de,
        "mo_ta": trang.mo_ta_viec(p, ma),
        "nut": nut,
        "nguy_hiem": nguy_hiem,
        "loi": loi,
    }
    trang_thai = 422 if loi else 200
    return render(request, "so/cum_cong_nghiep/nhap_viec.html", du_lieu, status=trang_thai)
