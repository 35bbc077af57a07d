"""Statistics: coverage, boundaries, ratios from sums, what counts and when."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baocao.choices import NguonGoc, TrangThaiBo, TrangThaiPhieu
from baocao.models import BoBaoCao, PhieuBieu
from baocao.statistics import (
    TONG_DA_CO,
    DoPhu,
    KhongCongDuoc,
    ThamSoSai,
    bang_so,
    cong,
    so_lieu,
    tinh_hinh_nop,
    ty_le_nop,
)
from tests.baocao.so_lieu_mau import (
    CHUA_CO,
    KHONG_AP_DUNG,
    KHONG_PHAT_SINH,
    cac_khoa,
    ky,
    nop,
    sua,
)

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

GIO = ZoneInfo("Asia/Ho_Chi_Minh")


TIEN_THAN = {
    "34:75": ["63:70", "63:75"],
    "34:79": ["63:74", "63:77", "63:79"],
    "34:80": ["63:72", "63:80"],
}


def mot(**kwargs):
    """The only figure of a national or filtered question."""
    (so,) = so_lieu(**kwargs)
    return so


def tinh(khoa, **kwargs):
    return mot(cap="tinh", don_vi=[khoa], **kwargs)


def so_le(i):
    return Decimal(f"{i}.{i % 7}31{i % 10}")


# Adding.


def test_cong_refuses_indices():
    with pytest.raises(KhongCongDuoc):
        cong("KHONG", [Decimal(1), Decimal(2)])


def test_national_of_all_34_is_called_ca_nuoc():
    for i, khoa in enumerate(cac_khoa("34")):
        nop("2026-Q1", khoa, {"XK00.A3": so_le(i)})

    so = mot(chi_tieu="XK00", cac_ky=["2026-Q1"], cap="ca_nuoc")

    assert so.gia_tri == sum((so_le(i) for i in range(34)), Decimal(0))
    assert (so.ten_pham_vi, so.do_phu) == ("Cả nước", DoPhu(34, 34))
    assert (so.don_vi_tinh, so.so_le, so.bieu, so.cot) == ("triệu USD", 2, "Q05", "A3")


def test_national_with_missing_provinces_is_not_called_ca_nuoc():
    for khoa in cac_khoa("34")[2:]:
        nop("2026-Q1", khoa, {"XK00.A3": "10"})

    so = mot(chi_tieu="XK00", cac_ky=["2026-Q1"], cap="ca_nuoc")

    assert so.gia_tri == Decimal(320)
    assert so.ten_pham_vi == TONG_DA_CO
    assert so.do_phu == DoPhu(32, 34, ("34:01", "34:04"))


def test_four_cell_states():
    nop("2026-Q1", "34:01", {"XK00.A3": "7"})
    nop("2026-Q1", "34:04", {"XK00.A3": KHONG_PHAT_SINH})
    nop("2026-Q1", "34:08", {"XK00.A3": KHONG_AP_DUNG})
    nop("2026-Q1", "34:11", {"XK00.A3": CHUA_CO})

    theo_ma = {s.ma_pham_vi: s for s in so_lieu(chi_tieu="XK00", cac_ky=["2026-Q1"])}

    assert (theo_ma["34:01"].gia_tri, theo_ma["34:01"].do_phu) == (Decimal(7), DoPhu(1, 1))
    assert (theo_ma["34:04"].gia_tri, theo_ma["34:04"].do_phu) == (Decimal(0), DoPhu(1, 1))
    assert (theo_ma["34:08"].gia_tri, theo_ma["34:08"].do_phu) == (None, DoPhu(0, 0))
    assert (theo_ma["34:11"].gia_tri, theo_ma["34:11"].do_phu) == (None, DoPhu(0, 1, ("34:11",)))


def test_not_applicable_leaves_the_denominator():
    nop("2026-Q1", "34:01", {"XK00.A3": "7"})
    nop("2026-Q1", "34:08", {"XK00.A3": KHONG_AP_DUNG})

    so = mot(chi_tieu="XK00", cac_ky=["2026-Q1"], cap="ca_nuoc")

    assert (so.do_phu.so_co, so.do_phu.so_tong) == (1, 33)
    assert "34:08" not in so.do_phu.con_thieu


def test_nothing_filed_is_missing_not_zero():
    ky("2026-Q1")

    so = mot(chi_tieu="XK00", cac_ky=["2026-Q1"], cap="ca_nuoc")

    assert (so.gia_tri, so.do_phu.so_co, so.do_phu.so_tong) == (None, 0, 34)


# Ratios and indices.


def test_region_ratio_is_recomputed_from_sums():
    # Đông Nam Bộ: 75, 79, 80
    for khoa, nay, truoc in (("34:75", "300", "200"), ("34:79", "100", "99"), ("34:80", "9", "6")):
        nop("2026-Q1", khoa, {"XK00.A4": nay})
        for cu in TIEN_THAN[khoa]:
            nop("2025-Q1", cu, {"XK00.A4": Decimal(truoc) / len(TIEN_THAN[khoa])})

    so = mot(chi_tieu="XK00", cot="A8", cac_ky=["2026-Q1"], cap="vung", vung=["DNB"])

    assert (so.tu_so, so.mau_so) == (Decimal(409), Decimal(305))
    assert so.gia_tri == Decimal("134.098361")
    assert (so.don_vi_tinh, so.so_le, so.do_phu) == ("%", 2, DoPhu(3, 3))


def test_ratio_counts_only_units_that_have_both_parts():
    nop("2026-Q1", "34:01", {"XK00.A4": "30", "XK00.A1": "100"})
    nop("2026-Q1", "34:04", {"XK00.A4": "50"})

    so = mot(chi_tieu="XK00", cot="A9", cac_ky=["2026-Q1"], cap="ca_nuoc")

    assert (so.tu_so, so.mau_so, so.gia_tri) == (Decimal(30), Decimal(100), Decimal(30))
    assert so.do_phu.so_co == 1
    assert "34:04" in so.do_phu.con_thieu


def test_ratio_over_zero_is_missing():
    nop("2026-Q1", "34:01", {"XK00.A4": "30", "XK00.A1": KHONG_PHAT_SINH})

    so = tinh("34:01", chi_tieu="XK00", cot="A9", cac_ky=["2026-Q1"])

    assert (so.gia_tri, so.mau_so) == (None, Decimal(0))


def test_occupancy_is_weighted_never_averaged():
    nop("2026-6T", "34:01", {"CC17.C5": "100", "CC18.C5": "90", "CC19.C5": "90"})
    nop("2026-6T", "34:04", {"CC17.C5": "300", "CC18.C5": "30", "CC19.C5": "10"})

    so = mot(chi_tieu="CC19", cac_ky=["2026-6T"], cap="ca_nuoc")

    assert (so.tu_so, so.mau_so, so.gia_tri) == (Decimal(120), Decimal(400), Decimal(30))


def test_occupancy_of_a_province_without_parts_is_its_own_figure():
    nop("2026-6T", "34:01", {"CC19.C5": "88.5"})

    so = tinh("34:01", chi_tieu="CC19", cac_ky=["2026-6T"])
    ca_nuoc = mot(chi_tieu="CC19", cac_ky=["2026-6T"], cap="ca_nuoc")

    assert (so.gia_tri, so.do_phu) == (Decimal("88.5"), DoPhu(1, 1))
    assert ca_nuoc.gia_tri is None


def test_index_only_at_province_level():
    nop("2026-Q1", "34:01", {"CN00.B3": "115.52"})

    so = tinh("34:01", chi_tieu="CN00", cac_ky=["2026-Q1"])
    tren = [
        mot(chi_tieu="CN00", cac_ky=["2026-Q1"], cap="ca_nuoc"),
        *so_lieu(chi_tieu="CN00", cac_ky=["2026-Q1"], cap="vung"),
    ]

    assert (so.gia_tri, so.cot) == (Decimal("115.52"), "B3")
    assert {s.gia_tri for s in tren} == {None}
    assert len(tren) == 7


def test_index_of_a_province_merged_since_stays_empty():
    nop("2025-Q1", "63:22", {"CN00.B3": "110"})
    nop("2025-Q1", "63:24", {"CN00.B3": "109.18"})
    nop("2025-Q1", "63:27", {"CN00.B3": "114.01"})

    quang_ninh = tinh("34:22", chi_tieu="CN00", cac_ky=["2025-Q1"])
    bac_ninh = tinh("34:24", chi_tieu="CN00", cac_ky=["2025-Q1"])

    assert (quang_ninh.gia_tri, quang_ninh.chinh_xac) == (Decimal(110), True)
    assert (bac_ninh.gia_tri, bac_ninh.chinh_xac) == (None, False)


def test_row_formula_at_any_level():
    nop("2026-Q1", "34:01", {"XK00.A3": "10.5", "NK00.A3": "12"})
    nop("2026-Q1", "34:04", {"XK00.A3": "5"})

    so = mot(chi_tieu="XN01", cac_ky=["2026-Q1"], cap="ca_nuoc")

    assert (so.gia_tri, so.do_phu.so_co) == (Decimal("-1.5"), 1)


# Boundaries.


@pytest.fixture
def nam_2024(du_lieu_goc, db):
    for i, khoa in enumerate(cac_khoa("63")):
        nop("2024-N", khoa, {"XK00.A4": so_le(i + 1), "CC03.C5": str(i)})


@pytest.mark.parametrize(("chi_tieu", "cot"), [("XK00", "A4"), ("CC03", "C5")])
@pytest.mark.usefixtures("nam_2024")
def test_sum_over_63_is_sum_over_34(chi_tieu, cot):
    kwargs = {"chi_tieu": chi_tieu, "cot": cot, "cac_ky": ["2024-N"]}

    cac_bang = {d: so_lieu(dia_gioi=d, **kwargs) for d in ("63", "hien_hanh", "theo_thoi_diem")}

    tong = {d: sum(s.gia_tri for s in bang) for d, bang in cac_bang.items()}
    can = mot(cap="ca_nuoc", **kwargs).gia_tri
    assert {d: len(b) for d, b in cac_bang.items()} == {
        "63": 63,
        "hien_hanh": 34,
        "theo_thoi_diem": 63,
    }
    assert tong == {"63": can, "hien_hanh": can, "theo_thoi_diem": can}
    assert all(s.chinh_xac for b in cac_bang.values() for s in b)


@pytest.mark.usefixtures("nam_2024")
def test_reused_code_82_is_told_by_lineage():
    moi = tinh("34:82", chi_tieu="CC03", cac_ky=["2024-N"])
    cu = tinh("63:82", chi_tieu="CC03", cac_ky=["2024-N"], dia_gioi="63")

    thu_tu = {khoa: i for i, khoa in enumerate(cac_khoa("63"))}
    assert moi.gia_tri == thu_tu["63:82"] + thu_tu["63:87"]
    assert cu.gia_tri == thu_tu["63:82"]
    assert cu.ten_pham_vi == "Tỉnh Tiền Giang"


def test_merged_province_with_a_missing_part_is_empty_but_counts_above():
    nop("2024-N", "63:24", {"XK00.A4": "10"})

    moi = tinh("34:24", chi_tieu="XK00", cot="A4", cac_ky=["2024-N"])
    ca_nuoc = mot(chi_tieu="XK00", cot="A4", cac_ky=["2024-N"], cap="ca_nuoc")

    assert (moi.gia_tri, moi.do_phu) == (None, DoPhu(1, 2, ("63:27",)))
    assert (ca_nuoc.gia_tri, ca_nuoc.do_phu.so_co, ca_nuoc.do_phu.so_tong) == (Decimal(10), 1, 63)


def test_new_facts_told_in_63():
    nop("2026-Q1", "34:22", {"XK00.A3": "5"})
    nop("2026-Q1", "34:24", {"XK00.A3": "8"})  # Bắc Giang + Bắc Ninh
    nop("2026-Q1", "34:68", {"XK00.A3": "3"})  # Bình Thuận with two of Tây Nguyên
    kwargs = {"chi_tieu": "XK00", "cac_ky": ["2026-Q1"], "dia_gioi": "63"}

    theo_ma = {s.ma_pham_vi: s for s in so_lieu(**kwargs)}
    vung = {s.ma_pham_vi: s for s in so_lieu(cap="vung", **kwargs)}
    ca_nuoc = mot(cap="ca_nuoc", **kwargs)

    assert len(theo_ma) == 63
    assert (theo_ma["63:22"].gia_tri, theo_ma["63:22"].chinh_xac) == (Decimal(5), True)
    assert (theo_ma["63:27"].gia_tri, theo_ma["63:27"].chinh_xac) == (None, False)
    assert sum(s.chinh_xac for s in theo_ma.values()) == 11
    assert ca_nuoc.gia_tri == Decimal(16)
    # Lâm Đồng lies across two of the former regions, and so does some unit of each of the six.
    assert {s.gia_tri for s in vung.values()} == {None}
    assert [s.chinh_xac for s in vung.values()] == [False] * 6


def test_names_as_of_the_period():
    ten = {
        ma_ky: tinh("34:75", chi_tieu="XK00", cac_ky=[ky(ma_ky).ma]).ten_pham_vi
        for ma_ky in ("2025-N", "2026-6T")
    }

    assert ten == {"2025-N": "Tỉnh Đồng Nai", "2026-6T": "Thành phố Đồng Nai"}


def test_six_regions_and_three_mien():
    for khoa in cac_khoa("34"):
        nop("2026-Q1", khoa, {"CC03.C5": "1"})
    kwargs = {"chi_tieu": "CC03", "cac_ky": ["2026-Q1"]}

    vung = {s.ma_pham_vi: s.gia_tri for s in so_lieu(cap="vung", **kwargs)}
    mien = {s.ma_pham_vi: s.gia_tri for s in so_lieu(cap="mien", **kwargs)}
    hoi_nghi = {
        s.ma_pham_vi: s.gia_tri for s in so_lieu(cap="mien", phan_vung="hoi_nghi", **kwargs)
    }

    assert vung == {"TDMNPB": 9, "DBSH": 6, "BTB": 5, "DHNTB-TN": 6, "DNB": 3, "DBSCL": 5}
    assert mien == {"BAC": 18, "TRUNG-TN": 8, "NAM": 8}
    assert hoi_nghi == {"BAC": 15, "TRUNG-TN": 11, "NAM": 8}


@pytest.mark.usefixtures("nam_2024")
def test_regions_follow_the_asked_basis():
    kwargs = {"chi_tieu": "CC03", "cac_ky": ["2024-N"], "cap": "vung"}

    cu = [s.do_phu.so_tong for s in so_lieu(dia_gioi="theo_thoi_diem", **kwargs)]
    moi = so_lieu(dia_gioi="hien_hanh", **kwargs)

    assert cu == [14, 11, 14, 5, 6, 13]
    assert sum(s.do_phu.so_tong for s in moi) == 63
    assert [s.ma_pham_vi for s in moi] == ["TDMNPB", "DBSH", "BTB", "DHNTB-TN", "DNB", "DBSCL"]


# What counts, and when.


@pytest.mark.parametrize(
    ("trang_thai", "tiep_nhan", "cong_bo"),
    [
        (TrangThaiBo.DANG_NHAP, None, None),
        (TrangThaiBo.DA_GUI, None, None),
        (TrangThaiBo.TRA_LAI, None, None),
        (TrangThaiBo.TIEP_NHAN, 4, None),
        (TrangThaiBo.DA_TONG_HOP, 4, None),
        (TrangThaiBo.DA_CONG_BO, 4, 4),
    ],
)
def test_only_received_or_published_packs_count(trang_thai, tiep_nhan, cong_bo):
    nop("2026-Q1", "34:80", {"XK00.A3": "4"}, trang_thai=trang_thai)

    so = [
        tinh("34:80", chi_tieu="XK00", cac_ky=["2026-Q1"], muc=muc).gia_tri
        for muc in ("tiep_nhan", "cong_bo")
    ]

    assert so == [tiep_nhan, cong_bo]


def test_as_known_at_a_moment():
    luc_nhan = datetime(2026, 3, 20, 8, tzinfo=GIO)
    luc_sua = datetime(2026, 4, 20, 8, tzinfo=GIO)
    bo = nop("2026-Q1", "34:80", {"XK00.A3": "4"}, luc=luc_nhan)
    sua(bo, "XK00.A3", "5", luc=luc_sua)

    biet = {
        luc: tinh("34:80", chi_tieu="XK00", cac_ky=["2026-Q1"], luc=luc).gia_tri
        for luc in (luc_nhan - timedelta(days=1), luc_nhan, luc_sua, None)
    }

    assert list(biet.values()) == [None, 4, 5, 5]


def test_data_states_and_demo_are_told():
    nop("2026-Q1", "34:01", {"XK00.A3": "1"}, trang_thai_sl="chinh_thuc")
    nop("2026-Q1", "34:04", {"XK00.A3": "1"}, trang_thai_sl="so_bo")
    nop("2026-Q1", "34:08", {"XK00.A3": "1"}, nguon_goc=NguonGoc.MINH_HOA)

    so = mot(chi_tieu="XK00", cac_ky=["2026-Q1"], cap="ca_nuoc")
    chi_so_bo = mot(chi_tieu="XK00", cac_ky=["2026-Q1"], cap="ca_nuoc", trang_thai=["so_bo"])

    assert (so.so_uoc, so.so_so_bo, so.so_chinh_thuc, so.co_minh_hoa) == (1, 1, 1, True)
    assert (chi_so_bo.gia_tri, chi_so_bo.co_minh_hoa) == (Decimal(1), False)


def test_ids_and_time_of_the_inputs():
    luc = datetime(2026, 3, 20, 8, tzinfo=GIO)
    bo = nop("2026-Q1", "34:01", {"XK00.A3": "1"}, luc=luc)

    so = tinh("34:01", chi_tieu="XK00", cac_ky=["2026-Q1"])

    phieu = PhieuBieu.objects.get(bo=bo, bieu_mau__ma="Q05")
    assert so.ids == tuple(phieu.gia_tri.values_list("pk", flat=True))
    assert so.tinh_den == luc


def test_column_filled_from_the_database():
    nop("2025-N", "34:01", {"XK00.A3": "7", "XK00.A4": "28"})
    nop("2026-Q1", "34:01", {"XK00.A3": "8"})

    ky_truoc = tinh("34:01", chi_tieu="XK00", cot="A2", cac_ky=["2026-Q1"])

    assert (ky_truoc.gia_tri, ky_truoc.ky) == (Decimal(7), "2026-Q1")


def test_row_absent_in_the_kind_of_period_gives_no_figure():
    ky("2026-Q1")

    assert so_lieu(chi_tieu="CC01", cac_ky=["2026-Q1"]) == []


def test_wrong_parameters_all_at_once():
    with pytest.raises(ThamSoSai) as loi:
        so_lieu(
            chi_tieu="ZZ99",
            cac_ky=["2019-Q1"],
            cap="huyen",
            dia_gioi="64",
            don_vi=["80"],
            vung=["ZZ"],
            muc="nhap",
            phan_vung="zz",
            trang_thai=["zz"],
        )

    assert set(loi.value.loi) == {
        "chi_tieu", "ky", "cap", "dia_gioi", "don_vi", "vung", "muc", "phan_vung", "trang_thai",
    }  # fmt: skip


# Cost.


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
