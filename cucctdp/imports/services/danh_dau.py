"""The marked file: the officer's own workbook back, errors coloured, explained and listed."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from cucctdp.excel.reader import mo_an_toan
from cucctdp.excel.writer import dat_be_rong, ghi_chu, kieu_o, kieu_tieu_de
from cucctdp.files.choices import DA_KET_THUC
from cucctdp.files.models import Tep
from cucctdp.files.services import XLSX, TienDo, doc_tep, luu_tep, tao_cong_viec
from cucctdp.imports.dang_ky import so_dang_ky
from cucctdp.imports.doc_tep import GIOI_HAN
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.phien import LOAI_TEP, khoa_phien, mo_trang

TRANG_LOI = "Lỗi"
_DO = PatternFill("solid", fgColor="FBD5D0")
_VANG = PatternFill("solid", fgColor="FDF0C4")
_DAI_GHI_CHU = 1000
_TIEU_DE = ("Dòng", "Ô", "Cột", "Giá trị trong tệp", "Mức", "Vấn đề và cách sửa")


@transaction.atomic
def yeu_cau_danh_dau(phien: PhienNhap, *, by: Any) -> PhienNhap:
    """Queue the building of the marked file; a second press finds the first job."""
    from cucctdp.imports.tasks import dung_danh_dau

    phien = khoa_phien(phien.pk)
    if not phien.cac_dong.exclude(loi=[]).exists():
        raise ValidationError("Không có dòng nào có lỗi để đánh dấu.")
    cu = phien.viec_danh_dau
    if cu is None or cu.trang_thai in DA_KET_THUC:
        viec, _ = tao_cong_viec(
            loai=LOAI_TEP,
            ten=f"Đánh dấu lỗi trong {phien.tep.ten}"[:255],
            khoa=f"phien_nhap_danh_dau:{phien.pk}",
            by=by,
            don_vi=phien.don_vi,
        )
        phien.viec_danh_dau = viec
        phien.save(update_fields=["viec_danh_dau"])
        transaction.on_commit(lambda: dung_danh_dau.delay(phien.pk))
    return phien


def dung_tep_danh_dau(phien_id: int, td: TienDo) -> Tep:
    """Build and store the marked file; the uploaded one stays as it is."""
    phien = PhienNhap.objects.select_related("tep", "nguoi_tao", "don_vi").get(pk=phien_id)
    td.bao(5, "Mở tệp đã tải lên")
    wb, ws = _so_lam_viec(phien)
    td.bao(50, "Ghi dấu vào từng ô")
    danh_dau(wb, ws, phien)
    dich = BytesIO()
    wb.save(dich)
    goc = phien.tep.ten.rpartition(".")[0] or phien.tep.ten
    return luu_tep(
        dich.getvalue(),
        loai=LOAI_TEP,
        ten=f"{goc}-danh-dau-loi.xlsx",
        kieu_noi_dung=XLSX,
        by=phien.nguoi_tao,
        don_vi=phien.don_vi,
        doi_tuong=phien,
    )


def _so_lam_viec(phien: PhienNhap) -> tuple[Workbook, Worksheet]:
    """The uploaded workbook; a CSV becomes one with the same rows."""
    noi_dung = doc_tep(phien.tep)
    if noi_dung.startswith(b"PK"):
        wb = mo_an_toan(BytesIO(noi_dung), ten=phien.tep.ten, gioi_han=GIOI_HAN)
        ws = next(t for t in wb.worksheets if t.title[:100] == phien.trang_tinh)
        return wb, ws
    wb = Workbook()
    ws = wb.worksheets[0]
    ws.title = phien.trang_tinh
    for so, o in mo_trang(phien)[0].doc():
        for i, chu in enumerate(o, 1):
            if chu:
                ghi_chu(ws.cell(so, i), chu)
    return wb, ws


def _cac_loi(phien: PhienNhap) -> Iterator[tuple[int, dict[str, Any]]]:
    hang = phien.cac_dong.exclude(loi=[]).order_by("so").values_list("so", "loi")
    for so, loi in hang.iterator(chunk_size=2000):
        for item in loi:
            yield so, item


def danh_dau(wb: Workbook, ws: Worksheet, phien: PhienNhap) -> None:
    """Colour and comment the cells of every finding; list them on a sheet of their own."""
    nhan = {c.ten: c.nhan for c in so_dang_ky(phien.loai).cot}
    ten = TRANG_LOI
    while ten in wb.sheetnames:
        ten += " (mới)"
    bang = wb.create_sheet(ten, 0)
    wb.active = 0
    for i, chu in enumerate(_TIEU_DE, 1):
        kieu_tieu_de(bang.cell(1, i, chu), cap=3)
    dat_be_rong(bang, {"A": 8, "B": 8, "C": 22, "D": 28, "E": 11, "F": 80})
    bang.freeze_panes = "A2"
    trang = ws.title.replace("'", "''")
    for dong, (so, item) in enumerate(_cac_loi(phien), 2):
        o = item["o"] or f"A{so}"
        la_loi = item["muc"] == "loi"
        _ghi_vao_o(ws, o, item["thong_diep"], la_loi=la_loi)
        kieu_o(bang.cell(dong, 1, so))
        lien = bang.cell(dong, 2, o)
        lien.hyperlink = f"#'{trang}'!{o}"
        lien.style = "Hyperlink"
        muc = "Lỗi" if la_loi else "Cần xem lại"
        cac_chu = (nhan.get(item["cot"], ""), item["gia_tri"], muc, item["thong_diep"])
        for i, chu in enumerate(cac_chu, 3):
            kieu_o(ghi_chu(bang.cell(dong, i), chu))
    bang.auto_filter.ref = bang.dimensions


def _ghi_vao_o(ws: Worksheet, o: str, thong_diep: str, *, la_loi: bool) -> None:
    cell: Any = ws[o]
    if type(cell).__name__ == "MergedCell":
        vung = next(v for v in ws.merged_cells.ranges if o in v)
        cell = ws.cell(vung.min_row, vung.min_col)
    cell.fill = _DO if la_loi else _VANG
    cu = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment((cu + thong_diep)[:_DAI_GHI_CHU], "cucctdp", width=320, height=120)
