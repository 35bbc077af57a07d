"""A block to read under a form's sheet: petitions carried over, with state and answer.

Its rows are marked in the code column, so an upload never takes them for entries.
"""

from collections.abc import Sequence

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from baocao.statistics.kien_nghi_mang_sang import DongMangSang
from baocao.workbook.khung import DONG_CHI_XEM
from cucctdp.excel import writer as w

_DAU = ("TT", "Nội dung", "Ngày gửi", "Trạng thái", "Trả lời của Cục")
_RONG = (5, 54, 11, 22, 22)  # letters on one line, by column
_MO = Font(name=w.PHONG_CHU, size=8, color="808080")
_CAO, _HANG_TOI_DA = 16, 10
_NEN = PatternFill("solid", fgColor="EFEFEF")


def ve_mang_sang(ws: Worksheet, cac_dong: Sequence[DongMangSang], *, dong: int, cot_ma: int) -> int:
    """Draw title, head and rows from ``dong`` right of the code column; return the last row."""
    cot = cot_ma + 1
    for so in range(dong, dong + 2 + len(cac_dong)):
        w.ghi_chu(ws.cell(so, cot_ma), DONG_CHI_XEM).font = _MO
    o = w.ghi_chu(
        ws.cell(dong, cot + 1),
        f"Kiến nghị mang sang từ kỳ trước ({len(cac_dong)}; chỉ để xem, không cần nhập lại)",
    )
    o.font = Font(name=w.PHONG_CHU, size=11, bold=True)
    for k, chu in enumerate(_DAU):
        w.kieu_tieu_de(w.ghi_chu(ws.cell(dong + 1, cot + k), chu), cap=3)
    for i, d in enumerate(cac_dong, 1):
        so = dong + 1 + i
        tra_loi = d.tra_loi or "Chưa có câu trả lời"
        gia_tri = (
            str(i), f"{d.ma}: {d.noi_dung}", f"{d.ngay_gui:%d/%m/%Y}",
            f"{d.trang_thai}; mang sang {d.lan} kỳ", tra_loi,
        )  # fmt: skip
        for k, chu in enumerate(gia_tri):
            o = w.kieu_o(w.ghi_chu(ws.cell(so, cot + k), chu))
            o.fill = _NEN
            o.alignment = Alignment(
                horizontal="center" if k == 0 else "left", vertical="top", wrap_text=True
            )
        so_hang = max(-(-len(c) // r) for c, r in zip(gia_tri, _RONG, strict=True))
        ws.row_dimensions[so].height = _CAO * min(so_hang, _HANG_TOI_DA)
    return dong + 1 + len(cac_dong)
