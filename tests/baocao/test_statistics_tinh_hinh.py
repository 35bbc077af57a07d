"""Rates of reporting, and the queries they and whole tables cost."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baocao.choices import TrangThaiBo, TrangThaiPhieu
from baocao.models import BoBaoCao, PhieuBieu
from baocao.statistics import (
    bang_so,
    so_lieu,
    tinh_hinh_nop,
    ty_le_nop,
)
from tests.baocao.so_lieu_mau import (
    cac_khoa,
    nop,
)

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


def mot(**kwargs):
    """The only figure of a national or filtered question."""
    (so,) = so_lieu(**kwargs)
    return so


def tinh(khoa, **kwargs):
    return mot(cap="tinh", don_vi=[khoa], **kwargs)


def so_truy_van(ham):
    with CaptureQueriesContext(connection) as ghi_lai:
        ham()
    return len(ghi_lai)


def test_bang_so_one_query_for_any_number_of_cells():
    for khoa in cac_khoa("34")[:3]:
        nop("2026-Q1", khoa, {"XK00.A3": "1", "NK00.A3": "2", "CC03.C5": "3"})
    o = [("Q05", "XK00", "A3"), ("Q05", "NK00", None), ("Q05", "XN01", "A3"), ("Q07", "CC03", None)]
    bang_so(ky="2026-Q1", o=o, cap="tinh")

    mot_o = so_truy_van(lambda: bang_so(ky="2026-Q1", o=o[:1], cap="ca_nuoc"))
    bon_o = so_truy_van(lambda: bang_so(ky="2026-Q1", o=o, cap="ca_nuoc"))

    assert (mot_o, bon_o) == (2, 2)  # the version of the reference data, the figures
    bang = bang_so(ky="2026-Q1", o=o, cap="ca_nuoc")
    assert {k: s.gia_tri for k, s in bang.items()} == {
        ("XK00", "A3", "VN"): 3,
        ("NK00", "A3", "VN"): 6,
        ("XN01", "A3", "VN"): -3,
        ("CC03", "C5", "VN"): 9,
    }


# Submission.


def test_tinh_hinh_nop_lines():
    bo = nop("2026-Q1", "34:80", {"XK00.A3": "1"})
    nop("2026-Q1", "34:01", {}, trang_thai=TrangThaiBo.DANG_NHAP)
    PhieuBieu.objects.filter(bo=bo, bieu_mau__ma="Q05").update(trang_thai=TrangThaiPhieu.QUA_PHONG)

    ha_noi, tay_ninh = tinh_hinh_nop(ky="2026-Q1")

    assert (ha_noi.don_vi, ha_noi.ten, ha_noi.trang_thai) == (
        "34:01", "Thành phố Hà Nội", TrangThaiBo.DANG_NHAP,
    )  # fmt: skip
    assert ha_noi.con_lai is not None
    assert ha_noi.con_lai < 0
    assert (tay_ninh.bo_id, tay_ninh.con_lai, tay_ninh.so_lan_tra_lai) == (bo.pk, None, 0)
    q05 = tay_ninh.phieu["Q05"]
    assert (q05.trang_thai, q05.da_dien) == (TrangThaiPhieu.QUA_PHONG, 1)
    assert q05.phai_dien > 1


def test_tinh_hinh_nop_query_count_does_not_grow():
    nop("2026-Q1", "34:80", {})
    tinh_hinh_nop(ky="2026-Q1")
    mot_bo = so_truy_van(lambda: tinh_hinh_nop(ky="2026-Q1"))
    nop("2026-Q1", "34:01", {})
    nop("2026-Q1", "34:04", {})

    assert so_truy_van(lambda: tinh_hinh_nop(ky="2026-Q1")) == mot_bo


def test_ty_le_nop():
    nop("2026-Q1", "34:80", {})
    nop("2026-Q1", "34:01", {}, trang_thai=TrangThaiBo.DANG_NHAP)
    for khoa, tre in (("34:04", 2), ("34:08", 5)):
        bo = nop("2026-Q1", khoa, {}, trang_thai=TrangThaiBo.DA_GUI)
        bo.tinh_han, bo.so_ngay_tre = "tre_han", tre
        bo.save()

    ty_le = ty_le_nop("2026-Q1")

    assert (ty_le.phai_nop, ty_le.da_gui, ty_le.da_nhan) == (4, 3, 1)
    assert (ty_le.dung_han, ty_le.tre_han, ty_le.chua_gui, ty_le.qua_han_chua_gui) == (1, 2, 1, 1)
    assert ty_le.trung_vi_tre == Decimal("3.5")


def test_ty_le_nop_counts_published_packs_apart():
    nop("2026-Q1", "34:80", {})
    cong_bo = nop("2026-Q1", "34:01", {})
    BoBaoCao.objects.filter(pk=cong_bo.pk).update(gui_lan_dau_luc=None, tinh_han="chua_gui")

    ty_le = ty_le_nop("2026-Q1")

    assert (ty_le.phai_nop, ty_le.da_gui, ty_le.da_nhan, ty_le.cong_bo) == (1, 1, 1, 1)
    assert (ty_le.chua_gui, ty_le.qua_han_chua_gui) == (0, 0)
    assert {d.don_vi: (d.cong_bo, d.con_lai) for d in tinh_hinh_nop(ky="2026-Q1")} == {
        "34:01": (True, None),
        "34:80": (False, None),
    }


def test_reference_data_are_read_again_after_a_change():
    bo = nop("2026-Q1", "34:01", {"XK00.A3": "1"})
    truoc = tinh("34:01", chi_tieu="XK00", cac_ky=["2026-Q1"]).don_vi_tinh
    chi_tieu = bo.phieu.get(bieu_mau__ma="Q05").bieu_mau.chi_tieu.get(ma="XK00")

    chi_tieu.dvt = "tỷ USD"
    chi_tieu.save()

    sau = tinh("34:01", chi_tieu="XK00", cac_ky=["2026-Q1"]).don_vi_tinh
    assert (truoc, sau) == ("triệu USD", "tỷ USD")
