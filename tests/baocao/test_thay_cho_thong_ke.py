"""«Thay cho» in statistics and the API: one series over a form version that changed a code."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from baocao.models import BieuMau
from baocao.statistics import so_lieu
from baocao.statistics.danh_muc import doc_danh_muc
from tests.baocao import so_lieu_mau as mau
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

CAC_KY = ["2025-Q1", "2026-Q1"]


@pytest.fixture
def hai_ban():
    """Q05 of 2026 on names XK98 what 2025 called XK00; each year filed under its own code."""
    mau.nop("2025-Q1", "63:01", {"XK00.A3": "80"})
    ban_moi()
    mau.nop("2026-Q1", "34:01", {"XK98.A3": "120"})


def ban_moi(**thay):
    cu = BieuMau.objects.get(ma="Q05")
    cac_dong, cac_cot = list(cu.chi_tieu.all()), list(cu.cot.all())
    tu = mau.ky("2026-Q1").thang_tk_tu
    BieuMau.objects.filter(pk=cu.pk).update(hieu_luc_den=tu - timedelta(days=1))
    cu.pk, cu.phien_ban, cu.hieu_luc_tu, cu.hieu_luc_den = None, 2, tu, None
    cu.save()
    for dong in [*cac_dong, *cac_cot]:
        dong.pk, dong.bieu_mau = None, cu
        if dong.ma == "XK00":
            dong.ma, dong.thay_cho = "XK98", "XK00"
            for ten, gia_tri in thay.items():
                setattr(dong, ten, gia_tri)
        dong.save()


def chuoi(ma, cot="A3"):
    ket = so_lieu(chi_tieu=ma, cac_ky=CAC_KY, cot=cot, don_vi=["34:01"])
    return [(s.ky, s.chi_tieu, s.gia_tri, s.do_phu.theo_ma) for s in ket]


@pytest.mark.parametrize(
    ("ma", "ma_2025", "ma_2026"), [("XK98", ("XK00",), ()), ("XK00", (), ("XK98",))]
)
def test_series_runs_over_the_change_under_either_code(hai_ban, ma, ma_2025, ma_2026):
    assert chuoi(ma) == [
        ("2025-Q1", ma, Decimal(80), ma_2025),
        ("2026-Q1", ma, Decimal(120), ma_2026),
    ]


def test_growth_compares_with_the_replaced_code(hai_ban):
    [_, (_, _, tang, theo_ma)] = chuoi("XK98", "A7")

    assert (tang, theo_ma) == (Decimal("150.000000"), ("XK00",))


def test_a_row_that_does_not_compare_starts_anew(hai_ban):
    BieuMau.objects.get(ma="Q05", phien_ban=2).chi_tieu.filter(ma="XK98").update(dvt="tấn")
    dm = doc_danh_muc()

    assert dm.cung_dong("Q05", "XK98") == ()
    assert [so for *_, so, _ in chuoi("XK98")] == [Decimal(120)]


def test_api_says_which_code_was_used(hai_ban):
    client = Client()
    client.force_login(tai_khoan("cuc_lanh_dao"))

    than = client.get(
        "/api/v1/thong-ke/bao-cao/XK98/",
        {"ky": CAC_KY, "don_vi": "34:01", "muc": "tiep_nhan"},
    ).json()

    assert [(s["ky"], s["gia_tri"], s["theo_ma"]) for s in than["so_lieu"]] == [
        ("2025-Q1", "80", ["XK00"]),
        ("2026-Q1", "120", []),
    ]
    assert any("XK00" in cau for cau in than["ghi_chu"])
