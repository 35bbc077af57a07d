"""The first sheet: how to fill the workbook, who and by when, what not to do."""

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from baocao.models import PhieuBieu
from cucctdp.excel import writer as w

_CACH_NHAP = (
    (
        "Chỉ nhập vào ô nền vàng. Ô xám hệ thống tự lấy (kỳ trước, cùng kỳ) hoặc tự tính (tỷ lệ); "
        "số gõ đè lên ô xám không được dùng."
    ),
    (
        "Gõ số theo đơn vị tính ghi ở từng dòng, không ghi chữ kèm theo. Số ở dạng chữ được "
        "đọc theo cách viết Việt Nam: 1.234.567,89."
    ),
    "Ô không có số phải nói rõ vì sao, bằng một trong ba ký hiệu dưới đây; không gõ số 0 thay.",
    (
        "Chọn trạng thái số liệu ở đầu mỗi biểu: Ước tính, Sơ bộ hoặc Chính thức. Chính thức chỉ "
        "dùng khi kỳ thống kê đã kết thúc."
    ),
    (
        "Lưu tệp (.xlsx) rồi nộp lại trên hệ thống. Hệ thống báo mọi lỗi một lần, theo trang và ô; "
        "có lỗi đọc thì chưa ghi gì."
    ),
)
_KY_HIEU = (
    ("-", "Không phát sinh", "Có hoạt động nhưng kỳ này không có; tính là 0 khi cộng."),
    ("...", "Chưa có số liệu", "Sẽ có sau; không được tính là 0."),
    ("x", "Không áp dụng", "Tỉnh không có hoạt động này."),
)
_LUU_Y = (
    "Tệp chỉ dùng cho đơn vị và kỳ ghi ở trên; tệp của tỉnh khác, kỳ khác không được nhận.",
    "Không đổi tên, xóa, sao chép trang; không gộp ô; không sửa cột «Mã» và dòng mã cột.",
    "Không đặt mật khẩu mở tệp, không lưu dạng có macro (.xlsm).",
    (
        "Nếu có người sửa cùng ô trên hệ thống sau khi bạn tải tệp, ô đó không bị ghi đè: hệ thống "
        "nêu cả hai số để bạn chọn."
    ),
    "Tệp Excel là bản làm việc; báo cáo chính thức là bản lãnh đạo Sở ký gửi trên hệ thống.",
)


def ve_huong_dan(
    ws: Worksheet, *, dau_trang: Sequence[str], phieu: Sequence[tuple[PhieuBieu, str, bool]]
) -> None:
    """Draw the sheet. ``phieu``: (form, due date in words, may this user type it)."""
    ws.sheet_view.showGridLines = False
    w.dat_be_rong(ws, {"A": 3, "B": 11, "C": 44, "D": 30, "E": 34})
    ws.merge_cells("B1:E1")
    w.kieu_tieu_de(w.ghi_chu(ws["B1"], "HƯỚNG DẪN NHẬP BỘ BÁO CÁO"))
    ws.row_dimensions[1].height = 28
    dong = 2
    for chu in dau_trang:
        dong = _doan(ws, dong, chu)
    dong = _muc(ws, dong + 1, "1. Cách nhập")
    for i, chu in enumerate(_CACH_NHAP, 1):
        dong = _doan(ws, dong, f"{i}) {chu}")
    dong = _muc(ws, dong + 1, "2. Ký hiệu thay cho số")
    for ky_hieu, ten, nghia in _KY_HIEU:
        _o(ws, dong, 2, ky_hieu, can="center")
        _o(ws, dong, 3, ten)
        _o(ws, dong, 4, nghia)
        _o(ws, dong, 5, "")
        ws.merge_cells(start_row=dong, end_row=dong, start_column=4, end_column=5)
        ws.row_dimensions[dong].height = 18
        dong += 1
    dong = _muc(ws, dong + 1, "3. Các biểu trong tệp")
    for cot, chu in enumerate(("Biểu", "Tên", "Hạn gửi", "Người nhập"), 2):
        w.kieu_tieu_de(w.ghi_chu(ws.cell(dong, cot), chu), cap=3)
    dong += 1
    for p, han, nhap in phieu:
        dong = _dong_bieu(ws, dong, p, han, nhap)
    dong = _muc(ws, dong + 1, "4. Lưu ý")
    for chu in _LUU_Y:
        dong = _doan(ws, dong, f"– {chu}")
    w.thiet_lap_in(ws, vung=f"A1:E{dong}", ngang=False, le_mm=(20, 15, 20, 20))
    w.khoa_trang(ws)


def _dong_bieu(ws: Worksheet, dong: int, phieu: PhieuBieu, han: str, nhap: bool) -> int:
    bieu = phieu.bieu_mau
    o = _o(ws, dong, 2, bieu.ma, can="center")
    o.hyperlink = Hyperlink(ref=o.coordinate, location=f"'{bieu.ma}'!A1")
    o.font = Font(name=w.PHONG_CHU, size=11, color="0000FF", underline="single")
    _o(ws, dong, 3, bieu.ten)
    _o(ws, dong, 4, han)
    nhom = f"nhóm {bieu.get_nhom_display()}"
    if bieu.la_tinh_toan:
        ai = "Hệ thống tự tính, không nhập"
    elif nhap:
        ai = f"Bạn được nhập ({nhom})"
    else:
        ai = f"Chỉ để xem: giao cho {nhom}"
    _o(ws, dong, 5, ai)
    ws.row_dimensions[dong].height = 20
    return dong + 1


def _muc(ws: Worksheet, dong: int, chu: str) -> int:
    w.ghi_chu(ws.cell(dong, 2), chu).font = Font(name=w.PHONG_CHU, size=12, bold=True)
    return dong + 1


def _doan(ws: Worksheet, dong: int, chu: str) -> int:
    """A paragraph over the whole width; merged cells do not grow by themselves."""
    o = w.ghi_chu(ws.cell(dong, 2), chu)
    o.font = Font(name=w.PHONG_CHU, size=12)
    o.alignment = Alignment(wrap_text=True, vertical="top")
    ws.merge_cells(start_row=dong, end_row=dong, start_column=2, end_column=5)
    ws.row_dimensions[dong].height = 17 * (1 + len(chu) // 125)
    return dong + 1


def _o(ws: Worksheet, dong: int, cot: int, chu: str, *, can: str | None = None) -> Any:
    return w.kieu_o(w.ghi_chu(ws.cell(dong, cot), chu), can=can)
