"""What the downloaded workbook looks like to Excel."""

from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from baocao.bang import dung_bang
from baocao.bieu_thuc import BieuThuc
from baocao.workbook import tao_tep_mau
from baocao.workbook.cong_thuc import cong_thuc_excel
from baocao.workbook.khung import gon_excel
from tests.factories.accounts import tai_khoan

from .sua_tep import mo, o


def test_one_sheet_for_each_form_with_guide_and_hidden_identity(kich_ban):
    wb = mo(kich_ban.tep)

    assert wb.sheetnames == [
        "Hướng dẫn", "Q00", "Q01", "Q04", "Q05", "Q07", "Q08", "_nhan_dang",
    ]  # fmt: skip
    assert wb["_nhan_dang"].sheet_state == "veryHidden"
    assert all(wb[t].protection.sheet for t in wb.sheetnames)
    assert wb["Q04"].freeze_panes == "E12"
    assert wb["Q04"].page_setup.orientation == "landscape"
    assert wb["Q04"].print_title_rows == "$10:$11"


def test_present_values_states_and_formulas_are_filled_in(kich_ban):
    wb = mo(kich_ban.tep)
    a3, a7 = o(wb, "Q04", "BL00", "A3"), o(wb, "Q04", "BL00", "A7")
    a5 = o(wb, "Q04", "BL00", "A5")

    assert Decimal(str(a3.value)) == Decimal("12345.678")
    assert a3.number_format == "#,##0.000"
    assert o(wb, "Q05", "XK11", "A3").value == "-"
    assert o(wb, "Q05", "XK12", "A3").value == "x"
    assert a7.value == (
        f'=IF(AND(OR(ISNUMBER({a3.coordinate}),{a3.coordinate}="-"),'
        f'OR(ISNUMBER({a5.coordinate}),{a5.coordinate}="-")),'
        f'IFERROR(((N({a3.coordinate})/N({a5.coordinate}))*100),""),"")'
    )


def test_formulas_carry_their_values_for_protected_view(kich_ban):
    tep = kich_ban.xuat()
    gia_tri, cong_thuc = load_workbook(BytesIO(tep), data_only=True), mo(tep)
    bang = dung_bang(kich_ban.phieu("Q04"))
    sai = [
        (d.chi_tieu.ma, c.ma)
        for d in bang
        for c in bang.cot
        if str((ct := o(cong_thuc, "Q04", d.chi_tieu.ma, c.ma)).value).startswith("=")
        if gia_tri["Q04"][ct.coordinate].value
        != (None if (so := bang.so(d.chi_tieu.ma, c.ma)) is None else float(gon_excel(so)))
    ]
    bia = {r[0].value: r[4].value for r in gia_tri["Q00"].iter_rows(min_row=10) if r[4].value}

    assert sai == []
    assert bia["TH04a"] == 22345.678


def test_only_entry_cells_of_own_forms_are_open(kich_ban):
    nguoi = tai_khoan("so_chuyen_vien", don_vi=kich_ban.bo.don_vi, nhom_bieu=["TM"])

    wb = mo(tao_tep_mau(kich_ban.bo, by=nguoi))
    mo_khoa = {
        (trang, ct, cot): not o(wb, trang, ct, cot).protection.locked
        for trang, ct, cot in [
            ("Q04", "BL00", "A3"), ("Q04", "BL00", "A5"), ("Q04", "BL00", "A7"),
            ("Q08", "KC20a", "A3"),
        ]
    }  # fmt: skip

    assert list(mo_khoa.values()) == [True, False, False, False]
    assert not [c for row in wb["Q08"].iter_rows() for c in row if not c.protection.locked]


def test_typed_text_is_never_a_formula(kich_ban):
    kich_ban.go("Q04", "BL00", "A11", None, chu="=HYPERLINK(1)")

    cell = o(mo(kich_ban.xuat()), "Q04", "BL00", "A11")

    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_formula_is_empty_where_ours_can_have_no_value():
    co = {"A3": "G5", "A5": "I5"}

    assert cong_thuc_excel(BieuThuc("[A3] / [A6]"), co.get) is None
    assert cong_thuc_excel(BieuThuc("lam_tron([A3] - 100, 2)"), co.get) == (
        '=IF(AND(OR(ISNUMBER(G5),G5="-")),IFERROR(ROUND((N(G5)-100),2),""),"")'
    )
    assert cong_thuc_excel(BieuThuc("[A3] - tien_do"), co.get, {"tien_do": "50"}) == (
        '=IF(AND(OR(ISNUMBER(G5),G5="-")),IFERROR((N(G5)-50),""),"")'
    )
