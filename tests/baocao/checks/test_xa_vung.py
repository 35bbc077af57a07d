"""A figure far from its region, across the merger of 01/7/2025: last year filed by former units."""

from decimal import Decimal

import pytest

from baocao.bang import dung_bang
from baocao.models import PhieuBieu
from baocao.services.bat_thuong import cham, xa_vung
from cucctdp.donvi.models import DonViHanhChinh, KeThua, ThanhVienVung
from tests.baocao.so_lieu_mau import KHONG_PHAT_SINH, nop

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

NGUONG = {"diem_z": Decimal("2.5"), "so_tinh_toi_thieu": Decimal(4)}


def _vung(khoa, phan_vung="kt-xh-34"):
    """Keys of the units of a unit's region."""
    thanh_vien = ThanhVienVung.objects.filter(vung__phan_vung__ma=phan_vung)
    vung = thanh_vien.get(don_vi=DonViHanhChinh.objects.theo_khoa(khoa)).vung
    return [t.don_vi.khoa for t in thanh_vien.filter(vung=vung).select_related("don_vi")]


def _cu(khoa):
    moi = DonViHanhChinh.objects.theo_khoa(khoa)
    return [k.cu.khoa for k in KeThua.objects.filter(moi=moi).select_related("cu")]


def _nop_vung(ma_ky, ma_cung_ky, khoa, tang, vang=""):
    """The region files: everybody grows about 10 %, the unit ``tang`` times; its pack.

    ``vang``: the former unit that filed nothing.
    """
    bo = None
    for i, dv in enumerate(_vung(khoa)):
        goc = Decimal(1000 + 100 * i)
        cac_cu = _cu(dv)
        for cu in cac_cu:
            nop(ma_cung_ky, cu, {} if cu == vang else {"BL00.A3": goc / len(cac_cu)})
        he_so = tang if dv == khoa else Decimal("1.1") + Decimal(i) / 100
        cua = nop(ma_ky, dv, {"BL00.A3": round(goc * he_so, 3)})
        bo = cua if dv == khoa else bo
    return bo


def _xa(bo, nguong=NGUONG):
    phieu = PhieuBieu.objects.get(bo=bo, bieu_mau__ma="Q04")
    return [(b, ct) for b, ct, _ in xa_vung(bo, [dung_bang(phieu)], nguong)]


@pytest.mark.parametrize(
    ("ma_ky", "cung_ky"), [("2025-9T", "2024-9T"), ("2025-N", "2024-N"), ("2026-6T", "2025-6T")]
)
def test_far_from_region_is_found_across_the_merger(ma_ky, cung_ky):
    bo = _nop_vung(ma_ky, cung_ky, "34:01", Decimal(3))

    assert _xa(bo) == [("Q04", "BL00")]


def test_growing_like_the_region_is_not_far():
    bo = _nop_vung("2026-Q1", "2025-Q1", "34:01", Decimal("1.12"))

    assert _xa(bo) == []
    assert _xa(bo, {}) == []


def test_a_merged_province_with_a_former_unit_missing_is_not_compared():
    bo = _nop_vung("2026-Q1", "2025-Q1", "34:24", Decimal(3), vang="63:27")

    assert _xa(bo) == []


def test_nothing_arisen_counts_as_zero_of_a_former_unit():
    bo = nop("2026-Q1", "34:24", {"BL00.A3": "5000"})
    nop("2025-Q1", "63:24", {"BL00.A3": KHONG_PHAT_SINH})
    nop("2025-Q1", "63:27", {"BL00.A3": "1000"})
    for i, dv in enumerate(k for k in _vung("34:24") if k != "34:24"):
        nop("2026-Q1", dv, {"BL00.A3": 110 + i})
        for cu in _cu(dv):
            nop("2025-Q1", cu, {"BL00.A3": Decimal(100) / len(_cu(dv))})

    assert _xa(bo) == [("Q04", "BL00")]


def test_the_score_tells_the_row_far_from_the_region():
    bo = _nop_vung("2026-6T", "2025-6T", "34:01", Decimal(3))

    dong = cham(bo)

    (cau,) = [x["cau"] for x in dong.ly_do if x["ma"] == "lech_vung"]
    assert cau.startswith("1 chỉ tiêu tăng giảm khác hẳn các tỉnh cùng vùng: BL00 (z = +")
