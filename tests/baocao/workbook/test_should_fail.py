"""Files that are refused: every error with its sheet, cell and code, and nothing written."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl.worksheet.cell_range import CellRange

from baocao.models import BieuMau, GiaTri
from baocao.workbook import nap_tep
from cucctdp.files.models import Tep
from tests.baocao import mau
from tests.excel.tep_mau import so_tinh, sua_goi

from .sua_tep import dong_goi, mo, o, sua


def nap(kb, tep, *, by=None, ten="Bao cao.xlsx"):
    return nap_tep(kb.bo, tep=BytesIO(tep), ten=ten, by=by or kb.nguoi.chuyen_vien)


def khong_ghi_gi(ham):
    truoc = GiaTri.objects.count(), Tep.objects.count()
    ket_qua = ham()
    assert (GiaTri.objects.count(), Tep.objects.count()) == truoc
    assert (ket_qua.da_ghi, ket_qua.tep) == (0, None)
    return ket_qua


def ma_loi(ket_qua):
    return [(x.trang, x.ma) for x in ket_qua.loi]


TU_CHOI = {
    "kieu_anh": ("1,234.5", "KT02", "Dấu chấm ngăn hàng nghìn, dấu phẩy ngăn phần thập phân."),
    "co_don_vi": ("12 tỷ", "KT02", "Nhập số theo đơn vị của ô, không ghi chữ kèm theo."),
    "chu_khong": ("không", "KT02", "nếu không phát sinh, gõ dấu «-»."),
    "hai_dau_cham": ("56..537,447", "KT02", "Nhập dạng 1.234.567,89."),
    "phan_tram": ("12 %", "KT02", "Bỏ ký hiệu %, chỉ nhập số."),
    "loi_cong_thuc": ("#REF!", "KT02", "Ô báo #REF!: công thức trỏ tới ô đã bị xóa."),
    "am": (-5, "KT04", "Giá trị không được âm (đang là -5)."),
    "dung_sai": (True, "KT02", "Ô chứa giá trị đúng/sai (TRUE), cần một số."),
    "qua_lon": (10**19, "KT02", "Giá trị quá lớn"),
    "cong_thuc_chua_tinh": ("=1+1", "cong_thuc_chua_tinh", "Ô có công thức chưa được tính."),
}


@pytest.mark.parametrize("ten", TU_CHOI)
def test_refused_content_of_a_number_cell(kich_ban, ten):
    gia_tri, ma, cau = TU_CHOI[ten]
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", gia_tri))

    ket_qua = khong_ghi_gi(lambda: nap(kich_ban, tep))

    toa_do = o(mo(tep), "Q04", "BL00", "A3").coordinate
    assert [(x.trang, x.o, x.ma) for x in ket_qua.loi] == [("Q04", toa_do, ma)]
    assert cau in ket_qua.loi[0].thong_diep


def test_fraction_in_a_count_is_refused(kich_ban):
    tep = sua(kich_ban.tep, ("Q08", "KC20a", "A3", 2.5))

    ket_qua = khong_ghi_gi(lambda: nap(kich_ban, tep))

    assert ma_loi(ket_qua) == [("Q08", "KT03")]


def test_all_errors_of_all_sheets_come_at_once(kich_ban):
    wb = mo(kich_ban.tep)
    o(wb, "Q01", "CN00", "B3").value = "khoảng 110"
    o(wb, "Q04", "BL00", "A3").value = "1,234.5"
    o(wb, "Q04", "BL00", "A4").value = -1
    o(wb, "Q08", "KC20a", "A3").value = 1.5
    wb["Q07"].cell(60, 1).value = "CC99"

    ket_qua = khong_ghi_gi(lambda: nap(kich_ban, dong_goi(wb)))

    assert ma_loi(ket_qua) == [
        ("Q01", "KT02"),
        ("Q04", "KT02"),
        ("Q04", "KT04"),
        ("Q07", "ma_la"),
        ("Q08", "KT03"),
    ]


def test_duplicate_and_missing_rows_are_named(kich_ban):
    wb = mo(kich_ban.tep)
    ws = wb["Q04"]
    dong = o(wb, "Q04", "BL00", "A3").row
    ma_sau = ws.cell(dong + 1, 1).value
    ws.cell(dong + 1, 1).value = "BL00"

    ket_qua = khong_ghi_gi(lambda: nap(kich_ban, dong_goi(wb)))

    assert ma_loi(ket_qua) == [("Q04", "ma_trung"), ("Q04", "thieu_dong")]
    assert f"(dòng {dong} và dòng {dong + 1})" in ket_qua.loi[0].thong_diep.replace(
        f"và {dong + 1}", f"và dòng {dong + 1}"
    )
    assert ma_sau in ket_qua.loi[1].thong_diep


def test_figures_in_a_row_without_code_are_named(kich_ban):
    wb = mo(kich_ban.tep)
    o(wb, "Q04", "BL00", "A3").parent.cell(80, 7).value = 5

    ket_qua = khong_ghi_gi(lambda: nap(kich_ban, dong_goi(wb)))

    assert [(x.trang, x.o, x.ma) for x in ket_qua.loi] == [("Q04", "G80", "thieu_ma")]


def test_merged_entry_cells_are_named(kich_ban):
    wb = mo(kich_ban.tep)
    dau = o(wb, "Q04", "BL00", "A3")
    vung = CellRange(
        min_col=dau.column, max_col=dau.column + 1, min_row=dau.row, max_row=dau.row
    ).coord
    wb["Q04"].merge_cells(vung)

    ket_qua = khong_ghi_gi(lambda: nap(kich_ban, dong_goi(wb)))

    assert [(x.trang, x.o, x.ma) for x in ket_qua.loi] == [("Q04", dau.coordinate, "o_gop")]
    assert vung in ket_qua.loi[0].thong_diep


def test_missing_column_code_is_named(kich_ban):
    wb = mo(kich_ban.tep)
    next(c for c in wb["Q04"][11] if c.value == "A3").value = "Z9"

    ket_qua = khong_ghi_gi(lambda: nap(kich_ban, dong_goi(wb)))

    assert ma_loi(ket_qua) == [("Q04", "thieu_cot")]


def test_renamed_copied_and_missing_sheets_are_named(kich_ban):
    wb = mo(kich_ban.tep)
    wb.security.lockStructure = False
    wb["Q01"].title = "IIP"
    ban_sao = wb.copy_worksheet(wb["Q04"])
    ban_sao.title = "Q04 (2)"
    del wb["Q08"]

    ket_qua = khong_ghi_gi(lambda: nap(kich_ban, dong_goi(wb)))

    assert ma_loi(ket_qua) == [
        ("IIP", "trang_doi_ten"),
        ("Q04 (2)", "trang_trung"),
        ("Q08", "trang_thieu"),
    ]


def test_other_provinces_and_other_periods_file(kich_ban):
    khac = mau.nguoi_dung("34:75")
    bo_khac = mau.bo_moi(khac, "2026-Q1")

    ket_qua = khong_ghi_gi(
        lambda: nap_tep(bo_khac, tep=BytesIO(kich_ban.tep), ten="a.xlsx", by=khac.chuyen_vien)
    )

    assert [x.ma for x in ket_qua.loi] == ["khac_don_vi", "khac_ky"]
    assert ket_qua.loi[0].thong_diep.startswith(
        "Tệp này của tỉnh Tây Ninh, không phải của bạn (tỉnh Đồng Nai)."
    )
    assert "kỳ 6 tháng đầu năm 2026, còn bạn đang nộp kỳ quý I/2026" in ket_qua.loi[1].thong_diep


def test_missing_or_edited_identity(kich_ban):
    wb = mo(kich_ban.tep)
    wb["_nhan_dang"]["B3"].value = "34:01"
    sua_nhan_dang = dong_goi(wb)
    wb = mo(kich_ban.tep)
    wb.security.lockStructure = False
    del wb["_nhan_dang"]

    assert [x.ma for x in nap(kich_ban, sua_nhan_dang).loi] == ["nhan_dang_bi_sua"]
    assert [x.ma for x in nap(kich_ban, dong_goi(wb)).loi] == ["khong_nhan_dang"]
    assert [x.ma for x in nap(kich_ban, so_tinh()).loi] == ["khong_nhan_dang"]


@pytest.mark.parametrize(
    ("het_hieu_luc", "nhan_den", "loi", "canh_bao"),
    [
        ("2026-06-30", None, [("Q04", "phien_ban_cu")], []),
        ("2026-06-30", "2026-07-31", [("Q04", "phien_ban_cu")], []),
        ("2026-06-30", "2099-12-31", [], [("Q04", "phien_ban_cu")]),
        ("2099-12-31", None, [], [("Q04", "phien_ban_cu")]),
    ],
)
def test_file_of_an_older_template_version(kich_ban, het_hieu_luc, nhan_den, loi, canh_bao):
    phieu = kich_ban.phieu("Q04")
    cu = phieu.bieu_mau
    BieuMau.objects.filter(pk=cu.pk).update(hieu_luc_den=het_hieu_luc, nhan_den=nhan_den)
    moi = BieuMau.objects.get(pk=cu.pk)
    moi.pk, moi.phien_ban, moi.trang_thai = None, 2, "nhap"
    moi.hieu_luc_den = moi.nhan_den = None
    moi.save()
    for dong in [*cu.cot.all(), *cu.chi_tieu.all()]:
        dong.pk, dong.bieu_mau = None, moi
        dong.save()
    phieu.bieu_mau = moi
    phieu.save()

    ket_qua = nap(kich_ban, kich_ban.tep)

    assert ma_loi(ket_qua) == loi
    assert [(x.trang, x.ma) for x in ket_qua.canh_bao] == canh_bao


def test_changes_in_forms_of_other_rooms_are_refused(kich_ban):
    from tests.factories.accounts import tai_khoan

    nguoi_tm = tai_khoan("so_chuyen_vien", don_vi=kich_ban.bo.don_vi, nhom_bieu=["TM"])
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", 1), ("Q08", "KC20a", "A3", 1))

    ket_qua = khong_ghi_gi(lambda: nap(kich_ban, tep, by=nguoi_tm))

    assert ma_loi(ket_qua) == [("Q08", "khong_duoc_giao")]


def test_pack_of_another_province_is_not_reachable(kich_ban):
    khac = mau.nguoi_dung("34:75")

    with pytest.raises(PermissionDenied):
        nap(kich_ban, kich_ban.tep, by=khac.chuyen_vien)


def test_pack_that_was_sent_takes_no_file(kich_ban):
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", 1))
    kich_ban.bo.__class__.objects.filter(pk=kich_ban.bo.pk).update(trang_thai="cho_phong")
    kich_ban.bo.refresh_from_db()

    ket_qua = khong_ghi_gi(lambda: nap(kich_ban, tep))

    assert ma_loi(ket_qua) == [("Q04", "khong_nhap_luc_nay")]


def test_lowering_the_data_state_of_a_sent_pack_is_refused(kich_ban):
    from django.utils import timezone

    kich_ban.go("Q04", "BL00", "A3", "800", trang_thai_sl="so_bo")
    kich_ban.bo.__class__.objects.filter(pk=kich_ban.bo.pk).update(
        trang_thai="tra_lai",
        gui_luc=timezone.now(),
        gui_lan_dau_luc=timezone.now(),
        tinh_han="dung_han",
    )
    kich_ban.bo.refresh_from_db()
    wb = mo(kich_ban.xuat())
    ws = wb["Q04"]
    next(ws.cell(r, 5) for r in range(1, 15) if ws.cell(r, 1).value == "TT").value = "Ước tính"

    ket_qua = khong_ghi_gi(lambda: nap(kich_ban, dong_goi(wb)))

    assert ma_loi(ket_qua) == [("Q04", "KT24")]


KHONG_DOC_DUOC = {
    "rong": (lambda t: b"", "a.xlsx", "rong"),
    "pdf": (lambda t: b"%PDF-1.7", "a.xlsx", "sai_loai"),
    "mot_nua": (lambda t: t[: len(t) // 2], "a.xlsx", "hong"),
    "macro": (lambda t: sua_goi(t, them={"xl/vbaProject.bin": b"x"}), "a.xlsm", "macro"),
    "bom_nen": (
        lambda t: sua_goi(t, them={"xl/x.xml": b" " * 90_000_000}),
        "a.xlsx",
        "nen_bat_thuong",
    ),
    "50_mb": (lambda t: t + b"\0" * 50_000_000, "a.xlsx", "qua_lon"),
}


@pytest.mark.parametrize("ten", KHONG_DOC_DUOC)
def test_files_the_safe_reader_refuses(kich_ban, ten):
    lam, ten_tep, ma = KHONG_DOC_DUOC[ten]

    ket_qua = khong_ghi_gi(lambda: nap(kich_ban, lam(kich_ban.tep), ten=ten_tep))

    assert [x.ma for x in ket_qua.loi] == [ma]
