"""Figures over the merger: 63 and 34 units, regions, names of their time."""

from decimal import Decimal

import pytest

from baocao.statistics import (
    DoPhu,
    so_lieu,
)
from tests.baocao.so_lieu_mau import (
    cac_khoa,
    ky,
    nop,
)

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


def mot(**kwargs):
    """The only figure of a national or filtered question."""
    (so,) = so_lieu(**kwargs)
    return so


def tinh(khoa, **kwargs):
    return mot(cap="tinh", don_vi=[khoa], **kwargs)


def so_le(i):
    return Decimal(f"{i}.{i % 7}31{i % 10}")


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
