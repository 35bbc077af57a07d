"""The marked file: red cells with notes, a list with links, clean again once fixed."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from baocao.workbook import danh_dau_loi, nap_tep
from cucctdp.excel import writer as w
from cucctdp.excel.errors import LoiO, TepKhongDocDuoc

from .sua_tep import dong_goi, mo, o, sua


def nap(kb, tep):
    return nap_tep(kb.bo, tep=BytesIO(tep), ten="Bao cao.xlsx", by=kb.nguoi.chuyen_vien)


def test_errors_are_red_with_a_note_and_listed_with_links(kich_ban):
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", "12 tỷ"))

    danh_dau = mo(danh_dau_loi(tep, nap(kich_ban, tep).moi_loi()))
    sai = o(danh_dau, "Q04", "BL00", "A3")
    liet_ke = danh_dau["Lỗi"]

    assert sai.fill.fgColor.rgb == "FFFFC7CE"
    assert sai.comment.text.startswith("KT02: Giá trị «12 tỷ» không phải là số.")
    assert sai.value == "12 tỷ"
    assert [liet_ke.cell(5, c).value for c in (2, 3, 4, 5)] == [
        "Lỗi, phải sửa",
        "Q04",
        sai.coordinate,
        "KT02",
    ]
    assert liet_ke.cell(5, 4).hyperlink.location == f"'Q04'!{sai.coordinate}"


def test_fixed_marked_file_is_taken_and_its_marks_go_away(kich_ban):
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", "12 tỷ"))
    wb = mo(danh_dau_loi(tep, nap(kich_ban, tep).moi_loi()))
    o(wb, "Q04", "BL00", "A3").value = 12000

    da_sua = dong_goi(wb)
    ket_qua = nap(kich_ban, da_sua)
    lan_2 = mo(danh_dau_loi(da_sua, []))

    assert ket_qua.loi == []
    assert ket_qua.da_ghi == 1
    assert o(lan_2, "Q04", "BL00", "A3").comment is None
    assert o(lan_2, "Q04", "BL00", "A3").fill.fgColor.rgb == "00FFF9E5"
    assert lan_2.sheetnames.count("Lỗi") == 1


def test_findings_without_a_cell_are_only_listed(kich_ban):
    loi = [
        LoiO("", "", "=HYPERLINK(1)", "khac_ky"),
        LoiO("Không có", "B2", "Trang lạ.", "trang_la", "canh_bao"),
    ]

    wb = mo(danh_dau_loi(kich_ban.tep, loi))

    assert [wb["Lỗi"].cell(r, 6).value for r in (5, 6)] == ["=HYPERLINK(1)", "Trang lạ."]
    assert wb["Lỗi"].cell(5, 6).data_type == "s"


def test_unsafe_file_is_not_marked():
    with pytest.raises(TepKhongDocDuoc):
        danh_dau_loi(b"%PDF-1.7", [])


def test_links_lead_to_the_cell_and_back(kich_ban):
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", "12 tỷ"), ("Q08", "KC20a", "A3", 1.5))

    wb = mo(danh_dau_loi(tep, nap(kich_ban, tep).moi_loi()))
    ve = [wb[t]["A2"].hyperlink.location for t in ("Q04", "Q08")]
    lai = mo(danh_dau_loi(dong_goi(wb), []))

    assert ve == ["'Lỗi'!A5", "'Lỗi'!A6"]
    assert wb["Lỗi"]["C5"].value == "Q04"
    assert (lai["Q04"]["A2"].value, lai["Q04"]["A2"].hyperlink) == (None, None)


def test_own_colours_notes_widths_and_sheets_of_the_user_stay(kich_ban):
    wb = mo(kich_ban.tep)
    cell = o(wb, "Q04", "BL00", "A3")
    cell.value, cell.fill = "12 tỷ", PatternFill("solid", fgColor="FF92D050")
    cell.comment = Comment("Hỏi lại anh Nam", "Lan")
    wb["Q04"].column_dimensions["G"].width = 33
    wb.create_sheet("tính nháp")["B2"] = "=1+1"
    tep = w.ra_bytes(wb, tieu_de="", tac_gia="", da_tinh={"tính nháp": {"B2": 2}})
    dau = danh_dau_loi(tep, nap(kich_ban, tep).moi_loi())
    giua = o(mo(dau), "Q04", "BL00", "A3")

    lai = danh_dau_loi(dau, [])
    sau = o(mo(lai), "Q04", "BL00", "A3")

    assert giua.comment.text.endswith("Chú thích sẵn có: Hỏi lại anh Nam")
    assert (giua.fill.fgColor.rgb, sau.fill.fgColor.rgb) == ("FFFFC7CE", "FF92D050")
    assert sau.comment.text == "Hỏi lại anh Nam"
    assert mo(lai)["Q04"].column_dimensions["G"].width == 33
    assert load_workbook(BytesIO(lai), data_only=True)["tính nháp"]["B2"].value == 2


def test_warnings_of_rules_are_marked_yellow(kich_ban):
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", 30000))
    ket_qua = nap(kich_ban, tep)

    wb = mo(danh_dau_loi(tep, ket_qua.moi_loi()))
    vang = [
        (ten, c.coordinate)
        for ten in ("Q01", "Q04", "Q05", "Q07", "Q08")
        for hang in wb[ten].iter_rows()
        for c in hang
        if c.fill.fgColor.rgb == "FFFFEB9C"
    ]

    assert ket_qua.loi == []
    assert vang == sorted(
        {
            (x.trang, x.o)
            for x in ket_qua.moi_loi()
            if x.o
            and x.muc == "canh_bao"
            and not any((y.trang, y.o, y.muc) == (x.trang, x.o, "loi") for y in ket_qua.moi_loi())
        }
    )
