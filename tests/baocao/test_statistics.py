"""Statistics: coverage, boundaries, ratios from sums, what counts and when."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from baocao.choices import NguonGoc, TrangThaiBo
from baocao.models import PhieuBieu
from baocao.statistics import (
    TONG_DA_CO,
    DoPhu,
    KhongCongDuoc,
    ThamSoSai,
    cong,
    so_lieu,
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
