"""Pages of the first steps: upload, sample file, matching of columns."""

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from unfold.widgets import UnfoldAdminSelectWidget

from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.excel.errors import TepKhongDocDuoc
from cucctdp.excel.writer import dat_be_rong, ghi_chu, kieu_nhap, kieu_tieu_de
from cucctdp.files.services import XLSX, worker_con_song
from cucctdp.imports.choices import TrangThaiPhien
from cucctdp.imports.dang_ky import SoDangKy, so_dang_ky
from cucctdp.imports.doc_tep import GIOI_HAN
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services import phien as dich_vu
from cucctdp.imports.trang import duong, lay_phien, ngu_canh
from cucctdp.imports.xem_ghep import du_lieu_ghep
from cucctdp.imports.xuat import xuat

_SO_DONG_MAU = 500
_RONG_COT = 24


def _so(request: HttpRequest, loai: str) -> SoDangKy:
    if not request.user.has_perm("imports.view_phiennhap"):
        raise PermissionDenied
    try:
        so = so_dang_ky(loai)
    except KeyError as exc:
        raise Http404("Không có danh mục này.") from exc
    if not request.user.has_perm(so.quyen):
        raise PermissionDenied
    return so


class TaiLenForm(forms.Form):
    """The file, and the province when the officer follows several."""

    tep = forms.FileField(
        label="Tệp Excel (.xlsx) hoặc CSV",
        help_text=(
            f"Tối đa {GIOI_HAN.dung_luong // 2**20} MB, 100.000 dòng. Tiêu đề cột ở dòng bất kỳ "
            "trong 30 dòng đầu."
        ),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xlsx,.csv,.txt", "data-chon-tep": "bc-nut"}
        ),
    )
    don_vi = forms.ModelChoiceField(
        queryset=DonViHanhChinh.objects.none(),
        label="Chỉ nhận dòng của tỉnh, thành phố",
        required=False,
        empty_label="Mọi tỉnh trong phạm vi của tôi",
        widget=UnfoldAdminSelectWidget,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cac_tinh = DonViHanhChinh.objects.visible_to(user).filter(bo_ma="34")
        if user.pham_vi_don_vi() == set():
            del self.fields["don_vi"]
        else:
            self.fields["don_vi"].queryset = cac_tinh.theo_ten()


def tai_len(request: HttpRequest, loai: str) -> HttpResponse:
    """Upload: every reason a file is refused at once; a good file opens a session."""
    so = _so(request, loai)
    form = TaiLenForm(request.POST or None, request.FILES or None, user=request.user)
    loi: list[str] = []
    if request.method == "POST" and form.is_valid():
        tep = form.cleaned_data["tep"]
        if tep.size > GIOI_HAN.dung_luong:
            loi = [f"Tệp «{tep.name}» vượt {GIOI_HAN.dung_luong // 2**20} MB. Hãy chia nhỏ tệp."]
        else:
            try:
                phien = dich_vu.mo_phien(
                    so,
                    noi_dung=tep.read(),
                    ten=tep.name,
                    by=request.user,
                    don_vi=form.cleaned_data.get("don_vi"),
                )
                if so.co_dinh:
                    dich_vu.xac_nhan_ghep(phien, anh_xa=phien.anh_xa, by=request.user)
                return redirect(duong(phien))
            except TepKhongDocDuoc as exc:
                loi = exc.cau
            except ValidationError as exc:
                loi = exc.messages
    them = {
        "title": f"Nhập từ tệp: {so.ten}",
        "opts": PhienNhap._meta,
        "so": so,
        "form": form,
        "loi": loi,
        "worker": worker_con_song(),
    }
    return TemplateResponse(
        request,
        "admin/imports/phiennhap/tai_len.html",
        admin.site.each_context(request) | them,
        status=422 if loi else 200,
    )


def tep_mau(request: HttpRequest, loai: str) -> HttpResponse:
    """An empty workbook with the headings the flow knows at sight."""
    so = _so(request, loai)
    wb = Workbook()
    ws = wb.worksheets[0]
    ws.title = "Nhập liệu"
    dau = so.dau_mau()
    for dong, chu in enumerate(dau, 1):
        ghi_chu(ws.cell(dong, 1), chu)
    tieu_de = len(dau) + 1
    for i, cot in enumerate(so.cot, 1):
        o = kieu_tieu_de(ws.cell(tieu_de, i, cot.nhan + (" (*)" if cot.bat_buoc else "")), cap=3)
        o.number_format = "@"
        dat_be_rong(ws, {get_column_letter(i): _RONG_COT})
        for dong in range(tieu_de + 1, tieu_de + 1 + _SO_DONG_MAU):
            kieu_nhap(ws.cell(dong, i)).number_format = "@"
    ws.freeze_panes = f"A{tieu_de + 1}"
    huong_dan = wb.create_sheet("Hướng dẫn")
    dat_be_rong(huong_dan, {"A": 32, "B": 12, "C": 36, "D": 60})
    for i, chu in enumerate(("Cột", "Bắt buộc", "Ví dụ", "Cách ghi"), 1):
        kieu_tieu_de(huong_dan.cell(1, i, chu), cap=3)
    for dong, cot in enumerate(so.cot, 2):
        cac_chu = (cot.nhan, "Có" if cot.bat_buoc else "", cot.vi_du, cot.huong_dan)
        for i, chu in enumerate(cac_chu, 1):
            ghi_chu(huong_dan.cell(dong, i), chu)
    dich = BytesIO()
    wb.save(dich)
    dich.seek(0)
    return FileResponse(
        dich,
        as_attachment=True,
        filename=f"mau-nhap-{so.ma.replace('_', '-')}.xlsx",
        content_type=XLSX,
    )


def xuat_danh_muc(request: HttpRequest, loai: str) -> HttpResponse:
    """The register's list in the columns of the import."""
    return xuat(request, _so(request, loai))


def ghep_cot(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sheet or heading row, or the confirmed matching."""
    phien = lay_phien(request, pk)
    if not dich_vu.duoc_lam(request.user, phien):
        raise PermissionDenied
    if request.method != "POST":
        return redirect(duong(phien))
    loi: list[str] = []
    try:
        if "xem_lai" in request.POST:
            dong = request.POST.get("dong", "")
            dich_vu.doi_vi_tri(
                phien,
                trang=request.POST.get("trang_tinh", ""),
                dong=int(dong) if dong.isascii() and dong.isdigit() and len(dong) < 7 else 0,
                by=request.user,
            )
        else:
            anh_xa = {
                c.ten: int(gia)
                for c in so_dang_ky(phien.loai).cot
                if (gia := request.POST.get(f"cot-{c.ten}", "")).isascii()
                and gia.isdigit()
                and len(gia) < 5
            }
            dich_vu.xac_nhan_ghep(phien, anh_xa=anh_xa, by=request.user)
        return redirect(duong(phien))
    except TepKhongDocDuoc as exc:
        loi = exc.cau
    except ValidationError as exc:
        loi = exc.messages
    phien.refresh_from_db()
    if phien.trang_thai != TrangThaiPhien.GHEP_COT:
        messages.warning(request, loi[0])
        return redirect(duong(phien))
    them = du_lieu_ghep(phien) | {"loi_ghep": loi}
    return TemplateResponse(
        request,
        "admin/imports/phiennhap/phien.html",
        ngu_canh(request, phien, **them),
        status=422,
    )
