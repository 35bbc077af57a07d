"""Three-way merge, cell by cell: base in the file, database now, workbook – all 27 cases, twice."""

from decimal import Decimal
from io import BytesIO

import pytest

from baocao.models import XungDotNop
from baocao.services.nhap_lieu import GhiO, ghi_o
from baocao.workbook import nap_tep, tao_tep_mau

from .sua_tep import sua

# base, workbook, system → what stands after the upload; «!» also a conflict kept for choosing.
# 0: no figure, a and b: two different contents.
BANG_27 = {
    ("0", "0", "0"): "0",
    ("0", "0", "a"): "a",
    ("0", "0", "b"): "b",
    ("0", "a", "0"): "a",
    ("0", "a", "a"): "a",
    ("0", "a", "b"): "b!",
    ("0", "b", "0"): "b",
    ("0", "b", "a"): "a!",
    ("0", "b", "b"): "b",
    ("a", "0", "0"): "0",
    ("a", "0", "a"): "0",
    ("a", "0", "b"): "b!",
    ("a", "a", "0"): "0",
    ("a", "a", "a"): "a",
    ("a", "a", "b"): "b",
    ("a", "b", "0"): "0!",
    ("a", "b", "a"): "b",
    ("a", "b", "b"): "b",
    ("b", "0", "0"): "0",
    ("b", "0", "a"): "a!",
    ("b", "0", "b"): "0",
    ("b", "a", "0"): "0!",
    ("b", "a", "a"): "a",
    ("b", "a", "b"): "a",
    ("b", "b", "0"): "0",
    ("b", "b", "a"): "a",
    ("b", "b", "b"): "b",
}
# What a and b are: (content of the workbook's cell, state, number).
MIEN = {
    "hai_so": {"a": (7, "co_gia_tri", 7), "b": (8.5, "co_gia_tri", Decimal("8.5"))},
    "khong_phat_sinh_va_so": {"a": ("-", "khong_phat_sinh", None), "b": (9, "co_gia_tri", 9)},
}


def _ghi(chi_tieu, cot, gia_tri):
    if gia_tri is None:
        return GhiO(chi_tieu, cot, trang_thai_o="chua_co_so_lieu")
    _, trang_thai, so = gia_tri
    return GhiO(chi_tieu, cot, so=None if so is None else Decimal(so), trang_thai_o=trang_thai)


def _cac_o(phieu, so_o):
    """Codes of entry cells of numbers that are never written in this file's pack."""
    o = [
        (ct.ma, cot.ma)
        for cot in phieu.bieu_mau.cot.filter(kieu_cot="nhap")
        for ct in phieu.bieu_mau.chi_tieu.all()
        if ct.la_so and ct.kieu not in ("CHI_SO", "SO_NGUYEN")
        if not ct.cong_thuc and cot.ma not in ct.cot_khong_ap_dung and ct.dung_o_ky("sau_thang")
    ]
    return o[:so_o]


@pytest.mark.parametrize("mien", MIEN)
def test_all_27_cases_of_base_workbook_and_system(kich_ban, mien):
    gia_tri = {"0": None, **MIEN[mien]}
    phieu, by = kich_ban.phieu("Q05"), kich_ban.nguoi.chuyen_vien
    cho = dict(zip(BANG_27, _cac_o(phieu, 27), strict=True))
    ghi_o(phieu, [_ghi(*o, gia_tri[g]) for (g, _, _), o in cho.items() if g != "0"], by=by)
    tep = sua(
        tao_tep_mau(kich_ban.bo, by=by),
        *[
            ("Q05", *o, gia_tri[t][0] if gia_tri[t] else None)
            for (g, t, _), o in cho.items()
            if g != t
        ],
    )
    ghi_o(phieu, [_ghi(*o, gia_tri[h]) for (g, _, h), o in cho.items() if g != h], by=by)

    ket_qua = nap_tep(kich_ban.bo, tep=BytesIO(tep), ten="a.xlsx", by=by)
    xung_dot = {(x.chi_tieu, x.cot) for x in ket_qua.xung_dot}
    thay = {}
    for truong_hop, o in cho.items():
        co = kich_ban.so("Q05", *o)
        la = next(
            k
            for k, v in gia_tri.items()
            if (co[:2] if co else ("chua_co_so_lieu", None))
            == ((v[1], v[2]) if v else ("chua_co_so_lieu", None))
        )
        thay[truong_hop] = la + ("!" if o in xung_dot else "")

    assert ket_qua.loi == []
    assert thay == BANG_27
    assert {
        (x.chi_tieu.ma, x.cot) for x in XungDotNop.objects.cho_chon().select_related("chi_tieu")
    } == xung_dot


def test_change_there_and_back_is_no_conflict(kich_ban):
    tep = sua(kich_ban.tep, ("Q04", "BL00", "A3", 700))
    kich_ban.go("Q04", "BL00", "A3", "800")
    kich_ban.go("Q04", "BL00", "A3", "12345.678")

    ket_qua = nap_tep(kich_ban.bo, tep=BytesIO(tep), ten="a.xlsx", by=kich_ban.nguoi.chuyen_vien)

    assert ket_qua.xung_dot == []
    assert kich_ban.so("Q04", "BL00", "A3")[1] == Decimal(700)
