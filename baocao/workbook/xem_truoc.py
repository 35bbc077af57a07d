"""The workbook of one template version as a Sở will get it, empty and marked «XEM TRƯỚC»."""

from datetime import UTC, datetime, time

from openpyxl import Workbook
from openpyxl.styles import Font

from baocao.models import BieuMau
from baocao.services.xem_truoc import DON_VI_THU, bang_thu
from baocao.workbook import nhan_dang
from baocao.workbook.huong_dan import ve_huong_dan
from baocao.workbook.khung import TRANG_HUONG_DAN, TRANG_NHAN_DANG
from baocao.workbook.mau import dau_bieu, ve_bieu_tinh
from baocao.workbook.trang_bieu import TrangBieu, cat_trang_lua_chon
from cucctdp.excel import writer as w
from cucctdp.formats.ky import Ky
from cucctdp.formats.ngay import ngay_ngan

_DAU = "XEM TRƯỚC – biểu chưa giao, tệp này không nộp được"


def tao_tep_xem_truoc(bieu: BieuMau, *, ky: Ky) -> bytes:
    """The .xlsx of a template version for a pretend unit; an upload of it is refused."""
    bang = bang_thu(bieu, ky)
    dau = [
        f"Kỳ báo cáo: {ky.ten}",
        f"Đơn vị gửi: {DON_VI_THU}. Đơn vị nhận: Cục Công Thương địa phương, Bộ Công Thương",
        f"Tháng thống kê từ {ngay_ngan(ky.ngay_dau)} đến {ngay_ngan(ky.ngay_cuoi)}",
    ]
    han = "theo lịch của kỳ"
    wb = Workbook()
    huong_dan = wb.active
    huong_dan.title = TRANG_HUONG_DAN
    nhap = not bieu.la_tinh_toan
    ve_huong_dan(huong_dan, dau_trang=[_DAU, *dau], phieu=[(bang.phieu, han, nhap)])
    ws = wb.create_sheet(bieu.ma)
    cac_dong = [*dau, *dau_bieu(bieu, han)]
    cac_dong[-1] += f". {_DAU.upper()}"
    if bieu.la_tinh_toan:
        da_tinh = ve_bieu_tinh(ws, bang.phieu, cac_dong, {}, bang.phieu.bo, {})
        o = ws.cell(1 + len(cac_dong), 3)
    else:
        trang = TrangBieu(ws, bang, dau_trang=cac_dong, duoc_nhap=True)
        trang.ve()
        da_tinh, o = trang.da_tinh, ws.cell(1 + len(cac_dong), 3)
    o.font = Font(name=w.PHONG_CHU, size=11, bold=True, color="C00000")
    ws.oddHeader.center.text = "XEM TRƯỚC"
    cat_trang_lua_chon(wb)
    w.ghi_danh_tinh(wb, {"san_pham": nhan_dang.XEM_TRUOC, "bieu": bieu.ma}, trang=TRANG_NHAN_DANG)
    w.khoa_cau_truc(wb)
    wb.active = 1
    return w.ra_bytes(
        wb,
        tieu_de=f"Xem trước biểu {bieu.ma}, phiên bản {bieu.phien_ban}",
        tac_gia="Cục Công Thương địa phương",
        luc=datetime.combine(bieu.hieu_luc_tu, time(), UTC),
        da_tinh={bieu.ma: da_tinh},
    )
