"""Workbooks as people really send them: what is refused with which remedy, what is taken."""

from decimal import Decimal
from io import BytesIO

import pytest

from baocao.models import GiaTri
from baocao.workbook import nap_tep

from . import tep_xau

# builder: (place, code, words that say what to do)
SHOULD_FAIL = {
    tep_xau.xoa_dong: ("Q04", "thieu_dong", "tải lại tệp mẫu hoặc khôi phục dòng này"),
    tep_xau.doi_ten_trang: ("Bán lẻ", "trang_doi_ten", "Đặt lại tên trang là «Q04»"),
    tep_xau.cong_thuc_chua_tinh: ("Q04", "cong_thuc_chua_tinh", "bấm Lưu rồi nộp lại"),
    tep_xau.cong_thuc_hong: ("Q04", "KT02", "Hãy sửa công thức hoặc gõ số"),
    tep_xau.cong_thuc_tro_ra_ngoai: ("", "lien_ket_ngoai", "Ngắt liên kết"),
    tep_xau.so_kieu_anh: ("Q04", "KT02", "dấu phẩy ngăn phần thập phân"),
    tep_xau.so_la_ngay: ("Q04", "KT02", "đổi định dạng ô thành Số"),
    tep_xau.trieu_dong_dinh_dang: ("", "qua_nhieu_o", "xóa các dòng, cột trống có định dạng"),
    tep_xau.lien_ket_ngoai: ("", "lien_ket_ngoai", "Ngắt liên kết"),
    tep_xau.excel_doi_cu: ("", "sai_loai", "Lưu lại dạng .xlsx"),
    tep_xau.dang_strict: ("", "dang_strict", "Excel Workbook (*.xlsx)"),
}
# builder: (row and column, figure taken, codes of warnings)
SHOULD_PASS = {
    tep_xau.chuyen_dong: (("Q08", "KC20a", "A3"), 7, []),
    tep_xau.xoa_cot_va_them_cot: (tep_xau.O_NHAP, 7, []),
    tep_xau.cong_thuc_da_tinh: (tep_xau.O_NHAP, 700, []),
    tep_xau.so_kieu_phap: (tep_xau.O_NHAP, Decimal("1234.5"), []),
    tep_xau.ngay_la_so_thuong: (tep_xau.O_NHAP, 46154, []),
    tep_xau.o_dinh_dang_o_dong_cuoi: (tep_xau.O_NHAP, 7, []),
    tep_xau.trang_an_la: (tep_xau.O_NHAP, 7, ["trang_la"]),
    tep_xau.trang_bieu_bi_an: (tep_xau.O_NHAP, 7, []),
    tep_xau.chuoi_chung_kieu_2007: (tep_xau.O_NHAP, 7, []),
}


def _nap(kb, tep):
    return nap_tep(kb.bo, tep=BytesIO(tep), ten="Bao cao.xlsx", by=kb.nguoi.chuyen_vien)


@pytest.mark.parametrize("lam", SHOULD_FAIL, ids=lambda f: f.__name__)
def test_should_fail_with_place_and_remedy(kich_ban, lam):
    trang, ma, cach_sua = SHOULD_FAIL[lam]
    truoc = GiaTri.objects.count()

    ket_qua = _nap(kich_ban, lam(kich_ban.tep))

    assert [(x.trang, x.ma) for x in ket_qua.loi] == [(trang, ma)]
    assert cach_sua in ket_qua.loi[0].thong_diep
    assert GiaTri.objects.count() == truoc


@pytest.mark.parametrize("lam", SHOULD_PASS, ids=lambda f: f.__name__)
def test_should_pass_with_the_figure_in_its_row(kich_ban, lam):
    o, so, canh_bao = SHOULD_PASS[lam]

    ket_qua = _nap(kich_ban, lam(kich_ban.tep))

    assert (ket_qua.loi, [x.ma for x in ket_qua.canh_bao]) == ([], canh_bao)
    assert ket_qua.da_ghi == 1
    assert kich_ban.so(*o)[1] == so
