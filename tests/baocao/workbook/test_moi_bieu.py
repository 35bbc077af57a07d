"""Every form of a quarter as a sheet: numbers, lists and narrative go out and come back."""

import datetime
from io import BytesIO

import pytest
from openpyxl.worksheet.cell_range import CellRange

from baocao.bang import dung_bang
from baocao.models import GiaTri
from baocao.workbook import nap_tep, tao_tep_mau
from baocao.workbook.khung import cau_truc_danh_sach, cot_danh_sach
from cucctdp.excel.reader import GioiHanTep
from tests.baocao import mau

from .sua_tep import dong_goi, mo, o

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


def _o_dau(bo, kieu):
    """(form, row, column) of the first typed row of a kind in every form that has one."""
    ket_qua = []
    for phieu in bo.phieu.filter(bieu_mau__la_tinh_toan=False).order_by("bieu_mau__thu_tu"):
        bang = dung_bang(phieu)
        cac_o = [
            (phieu.bieu_mau.ma, d.chi_tieu, ma)
            for d in bang
            if d.chi_tieu.kieu == kieu
            for ma, co in d.o.items()
            if co.nhap_duoc and (kieu != "DANH_SACH" or ma == cot_danh_sach(bang))
        ]
        ket_qua += cac_o[:1]
    return ket_qua


def _muc(cot, i):
    if cot.get("dang") == "ngay":
        return datetime.date(2026, 3, 14)
    if cot.get("lua_chon"):
        return cot["lua_chon"][0]
    return f"Mục {i}" if cot["kieu"] == "VAN_BAN" else 5


def test_lists_and_narrative_of_every_form_are_written_and_the_file_then_comes_back_clean():
    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi, "2026-6T")
    wb = mo(tao_tep_mau(bo, by=nguoi.chuyen_vien))
    van_ban, danh_sach = _o_dau(bo, "VAN_BAN"), _o_dau(bo, "DANH_SACH")
    for bieu, ct, cot in van_ban:
        o(wb, bieu, ct.ma, cot).value = f"Đoạn văn của {ct.ma}."
    for bieu, ct, _ in danh_sach:
        ws = wb[bieu]
        in_toi = CellRange(ws.print_area.rpartition("!")[2].replace("$", "")).max_col
        assert in_toi >= 2 + len(cau_truc_danh_sach(ct)["cot"])
        dong = next(r for r in range(1, ws.max_row + 1) if ws.cell(r, 1).value == f"{ct.ma}#1")
        for i, c in enumerate(cau_truc_danh_sach(ct)["cot"]):
            ws.cell(dong, 3 + i).value = _muc(c, i)

    nop = nap_tep(bo, tep=BytesIO(dong_goi(wb)), ten="a.xlsx", by=nguoi.chuyen_vien)
    tep = tao_tep_mau(bo, by=nguoi.chuyen_vien)
    lai = nap_tep(bo, tep=BytesIO(tep), ten="b.xlsx", by=nguoi.chuyen_vien)

    assert [(x.trang, x.o, x.thong_diep) for x in nop.loi] == []
    assert nop.da_ghi == len(van_ban) + len(danh_sach) > 0
    assert (lai.loi, lai.canh_bao, lai.xung_dot, lai.da_ghi) == ([], [], [], 0)
    assert GiaTri.objects.filter(phieu__bo=bo).count() == nop.da_ghi
    assert len(tep) < GioiHanTep().dung_luong
