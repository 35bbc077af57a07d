"""A register as a workbook with the columns of its import: export, edit, import comes back.

The list's own filters decide which records; an unedited file read again changes nothing.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from cucctdp.audit.record import ghi
from cucctdp.excel.writer import ghi as ghi_o
from cucctdp.excel.writer import ghi_chu, kieu_tieu_de
from cucctdp.files.services import XLSX
from cucctdp.formats.so import doc_so
from cucctdp.imports.dang_ky import Cot, SoDangKy

_RONG_COT = 24


def tep_xuat(so: SoDangKy, queryset: QuerySet) -> tuple[bytes, int]:
    """(workbook, number of records); cells are text, so that codes keep their zeros, but for the
    columns of figures. Raises ValidationError as ``so.dau_xuat``.
    """
    dau = so.dau_xuat(queryset)
    wb = Workbook(write_only=True)
    ws = wb.create_sheet("Nhập liệu")
    ws.freeze_panes = f"A{len(dau) + 2}"
    for i in range(1, len(so.cot) + 1):
        ws.column_dimensions[get_column_letter(i)].width = _RONG_COT
    for chu in dau:
        ws.append([ghi_chu(WriteOnlyCell(ws), chu)])
    ws.append(
        [
            kieu_tieu_de(ghi_chu(WriteOnlyCell(ws), c.nhan + (" (*)" if c.bat_buoc else "")), cap=3)
            for c in so.cot
        ]
    )
    n = 0
    for n, dong in enumerate(so.dong_xuat(queryset), 1):  # noqa: B007
        ws.append([_o(ws, dong, c) for c in so.cot])
    dich = BytesIO()
    wb.save(dich)
    return dich.getvalue(), n


def _o(ws: Any, dong: Mapping[str, str], cot: Cot) -> Any:
    chu = dong.get(cot.ten)
    if not chu:
        return None
    if cot.la_so:
        so = doc_so(chu)
        return ghi_o(WriteOnlyCell(ws), so, so_le=max(0, -int(so.as_tuple().exponent)))
    o = ghi_chu(WriteOnlyCell(ws), chu)
    o.number_format = "@"
    if "\n" in chu:
        o.alignment = Alignment(wrap_text=True, vertical="top")
    return o


def xuat(request: HttpRequest, so: SoDangKy) -> HttpResponse:
    """The records of the register's admin list, as it is filtered now."""
    trang = admin.site.get_model_admin(so.mo_hinh)
    if not trang.has_view_permission(request):
        raise PermissionDenied
    try:
        queryset = trang.get_changelist_instance(request).queryset
    except IncorrectLookupParameters:
        return redirect(request.path)
    try:
        noi_dung, n = tep_xuat(so, queryset)
    except ValidationError as exc:
        messages.warning(request, " ".join(exc.messages))
        ve = reverse(f"admin:{so.mo_hinh._meta.label_lower.replace('.', '_')}_changelist")
        return redirect(f"{ve}?{request.GET.urlencode()}")
    ghi("phien_nhap.xuat", by=request.user, du_lieu={"danh_muc": so.ten, "so_dong": n})
    tra = FileResponse(
        BytesIO(noi_dung),
        as_attachment=True,
        filename=f"{so.ma.replace('_', '-')}-{timezone.localdate():%Y%m%d}.xlsx",
        content_type=XLSX,
    )
    tra["Cache-Control"] = "private, no-store"
    return tra
