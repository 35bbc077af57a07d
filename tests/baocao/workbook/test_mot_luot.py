"""One round tells everything; lists with commas are offered; the write asks a fixed number."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from baocao.models import BieuMau, GiaTri
from baocao.workbook import nap_tep
from baocao.workbook.xem_truoc import tao_tep_xem_truoc
from cucctdp.formats.ky import Ky

from .sua_tep import dong_goi, mo, o, sua


def _nap(kb, tep, **them):
    return nap_tep(kb.bo, tep=BytesIO(tep), ten="bc.xlsx", by=kb.nguoi.chuyen_vien, **them)


def test_choices_with_commas_get_a_list_on_a_hidden_sheet(du_lieu_goc, db):
    tep = tao_tep_xem_truoc(BieuMau.objects.get(ma="Q11"), ky=Ky.tu_ma("2026-6T"))

    wb = load_workbook(BytesIO(tep))
    an = wb["_lua_chon"]
    cac = [an.cell(i, 1).value for i in range(1, an.max_row + 1)]
    tro_toi = [
        dv.formula1
        for dv in wb["Q11"].data_validations.dataValidation
        if dv.type == "list" and "_lua_chon" in dv.formula1
    ]
    assert cac[:3] == ["Đạt và vượt", "Đạt tiến độ, còn rủi ro", "Chậm, có nguy cơ"]
    assert tro_toi[0] == "'_lua_chon'!$A$1:$A$3"
    assert (an.sheet_state, an.protection.sheet) == ("veryHidden", True)
    assert wb.sheetnames[-2:] == ["_lua_chon", "_nhan_dang"]


def test_hidden_sheet_of_lists_is_no_strange_sheet(kich_ban):
    wb = mo(kich_ban.tep)
    wb.create_sheet("_lua_chon").sheet_state = "veryHidden"
    co, khong = (
        _nap(kich_ban, dong_goi(wb), chi_kiem_tra=True),
        _nap(kich_ban, kich_ban.tep, chi_kiem_tra=True),
    )

    assert [x.ma for x in co.canh_bao] == [x.ma for x in khong.canh_bao]


def test_findings_of_the_readable_sheets_come_with_the_reading_errors(kich_ban):
    sai = (("Q05", "XK00", "A3", 50), ("Q05", "XK00", "A4", 1))  # the year so far below the period
    sach = _nap(kich_ban, sua(kich_ban.tep, *sai), chi_kiem_tra=True)
    truoc = GiaTri.objects.count()

    hong = _nap(kich_ban, sua(kich_ban.tep, ("Q04", "BL00", "A3", "12 tỷ"), *sai))

    assert [(x.trang, x.ma) for x in hong.loi] == [("Q04", "KT02")]
    assert sach.vi_pham["Q05"] != []
    assert hong.vi_pham == {ma: v for ma, v in sach.vi_pham.items() if ma != "Q04"}
    assert {x.trang for x in hong.moi_loi()} >= {"Q04", "Q05"}
    assert GiaTri.objects.count() == truoc


@pytest.mark.parametrize("nhieu", [("Q04", "Q05")])
def test_batched_write_asks_the_same_number_of_queries_for_more_forms(kich_ban, nhieu):
    cac_o = {"Q04": ("Q04", "BL10", "A3", 77), "Q05": ("Q05", "XK11", "A4", 88)}
    with CaptureQueriesContext(connection) as mot:
        _nap(kich_ban, sua(kich_ban.tep, cac_o["Q04"]))
    lai = kich_ban.xuat()

    with CaptureQueriesContext(connection) as hai:
        kq = _nap(
            kich_ban,
            sua(lai, ("Q04", "BL10", "A3", 79), *(cac_o[ma] for ma in nhieu if ma != "Q04")),
        )

    assert (kq.loi, kq.da_ghi) == ([], 2)
    assert len(hai) <= len(mot)
    assert o(mo(lai), "Q04", "BL10", "A3").value == 77
