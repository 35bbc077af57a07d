"""A form guessed from a workbook: columns, levels, units, codes, and every unclear place."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font

from baocao.workbook.nhan_bieu import doc_bieu

DAU = [
    ["Biểu số 01/SCT-BCT"],
    [None, "BÁO CÁO PHÁT TRIỂN LÀNG NGHỀ"],
    [],
    ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện", None, None, "So sánh (%)", "Ghi chú"],
    [None, None, None, "Ước quý này", "Lũy kế từ đầu năm", "Cùng kỳ năm trước", "So cùng kỳ", None],
    ["A", "B", "C", 1, 2, 3, "4=1/3", 5],
]
DONG = [
    ["I", "Làng nghề", None],
    [1, "Số làng nghề hiện có", "làng"],
    ["1.1", "Làng nghề truyền thống", "nt"],
    ["a)", "Được công nhận trong kỳ", "làng"],
    ["-", "Thuộc xã khó khăn", "làng"],
    ["1.3", "Làng nghề mới", "làng"],
    ["II", "Kết quả", None],
    [1, "Doanh thu", "tỷ đồng", 12.5, 20],
    [2, "Tốc độ tăng doanh thu", "%"],
    [3, "Doanh thu", None],
    [None, "Ghi chú: số làng nghề theo Nghị định 52/2018/NĐ-CP.", None],
    [None, "Người lập biểu", None],
    [None, "Nguyễn Văn A", None],
]


def tep(dau=DAU, dong=DONG, hop=True):
    wb = Workbook()
    ws = wb.active
    ws.title = "Bìa"
    ws["A1"] = "Trang bìa, không có bảng"
    ws = wb.create_sheet("Biểu 1")
    for hang in [*dau, *dong]:
        ws.append(hang)
    if hop:
        for vung in ("A4:A5", "B4:B5", "C4:C5", "D4:F4", "H4:H5"):
            ws.merge_cells(vung)
    ws["B7"].font = Font(bold=True)
    ra = BytesIO()
    wb.save(ra)
    ra.seek(0)
    return ra


def doc(**them):
    return doc_bieu(tep(**them.pop("tep", {})), ten="bieu.xlsx", tien_to="LN", **them)


def test_columns_come_from_both_heading_lines():
    bieu = doc()

    assert (bieu.trang, bieu.bo_cot, bieu.loi) == ("Biểu 1", "A", [])
    assert [(c.ma, c.ten) for c in bieu.cot] == [
        ("A3", "Thực hiện – Ước quý này"),
        ("A4", "Thực hiện – Lũy kế từ đầu năm"),
        ("A5", "Thực hiện – Cùng kỳ năm trước"),
        ("A7", "So sánh (%) – So cùng kỳ"),
        ("A11", "Ghi chú"),
    ]


def test_levels_parents_and_units_follow_the_numbering():
    bieu = doc()

    assert [(d.ma, d.stt, d.cap, d.cha, d.dvt) for d in bieu.dong] == [
        ("LN01", "1", 0, "", "làng"),
        ("LN02", "1.1", 1, "LN01", "làng"),
        ("LN03", "a", 2, "LN02", "làng"),
        ("LN04", "", 3, "LN03", "làng"),
        ("LN05", "1.3", 1, "LN01", "làng"),
        ("LN06", "1", 0, "", "tỷ đồng"),
        ("LN07", "2", 0, "", "%"),
        ("LN08", "3", 0, "", ""),
    ]
    assert [d.muc for d in bieu.dong][::5] == ["I. Làng nghề", "II. Kết quả"]
    assert [(d.kieu, d.dai_luong, d.tong_hop) for d in bieu.dong[5:7]] == [
        ("SO_TP", "dong", "CONG"),
        ("TANG", "ty_le", "KHONG"),
    ]
    assert (bieu.dong[0].kieu, bieu.dong[0].dai_luong) == ("SO_NGUYEN", "thoi_diem")


def test_title_and_note_are_kept_and_signatures_left_out():
    bieu = doc()

    assert bieu.ten == "Báo cáo phát triển làng nghề"
    assert bieu.ghi_chu_in == "số làng nghề theo Nghị định 52/2018/NĐ-CP."
    assert "Nguyễn Văn A" not in [d.ten for d in bieu.dong]


def test_every_unclear_place_is_listed():
    bieu = doc()

    assert [(x.o, x.ma) for x in bieu.chua_ro] == [
        ("", "co_so_lieu"),
        ("B12", "nhay_so"),
        ("B16", "trung_ten"),
        ("B16", "thieu_dvt"),
    ]


def test_codes_of_the_former_version_stay_and_new_rows_are_named():
    bieu = doc(ma_cu={"doanh thu": "DT01", "lang nghe moi": "LN01"}, da_dung=["LN02"])

    assert [d.ma for d in bieu.dong] == [
        "LN03", "LN04", "LN05", "LN06", "LN01", "DT01", "LN07", "LN08",
    ]  # fmt: skip
    assert [x.o for x in bieu.chua_ro if x.ma == "chi_tieu_moi"] == [
        "B8", "B9", "B10", "B11", "B15", "B16",
    ]  # fmt: skip


def test_other_columns_take_the_plain_set():
    dau = [["STT", "Nội dung", "ĐVT", "Hạng 1", "Hạng 2", "Ghi chú"]]
    bieu = doc(tep={"dau": dau, "dong": [[1, "Chợ", "chợ"]], "hop": False})

    assert bieu.bo_cot == "M"
    assert [(c.ma, c.kieu_cot, c.bat_buoc) for c in bieu.cot] == [
        ("M1", "nhap", True),
        ("M2", "nhap", False),
        ("M3", "van_ban", False),
    ]


def test_numbering_without_its_parent_is_told():
    dau = [["TT", "Chỉ tiêu", "ĐVT", "Ước quý", "Lũy kế"]]
    dong = [[1, "Một", "cái"], ["2.1", "Hai mốt", "cái"], ["*x", "Lạ", "cái"]]
    bieu = doc(tep={"dau": dau, "dong": dong, "hop": False})

    assert [(x.o, x.ma) for x in bieu.chua_ro] == [("B3", "nhay_so"), ("B4", "stt_la")]


def test_common_unit_above_the_table_fills_empty_ones():
    dau = [["Đơn vị tính: Triệu USD"], ["TT", "Chỉ tiêu", "Ước quý", "Lũy kế"]]
    bieu = doc(tep={"dau": dau, "dong": [[1, "Xuất khẩu"]], "hop": False})

    assert (bieu.don_vi_tinh_chung, bieu.dong[0].dvt) == ("Triệu USD", "Triệu USD")


def test_sheet_without_heading_or_file_that_is_none_is_refused():
    la = doc_bieu(tep(), ten="a.xlsx", trang="Biểu 9")
    rac = doc_bieu(BytesIO(b"khong phai xlsx"), ten="a.xlsx")
    trong = doc(tep={"dau": [["TT", "Chỉ tiêu", "ĐVT", "Ước quý"]], "dong": [], "hop": False})

    assert [x.ma for x in la.loi] == ["khong_tieu_de"]
    assert len(rac.loi) == 1
    assert [x.ma for x in trong.loi] == ["bang_trong"]
