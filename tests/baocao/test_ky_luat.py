"""The discipline of reporting against a quarter counted by hand."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from baocao.models import BoBaoCao, GiaHan
from baocao.statistics import ky_luat, xu_huong
from tests.baocao import mau
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

# Ten packs of quý I/2026 (due 18/3): code, days late (None: not late), round, state.
QUY = (
    ("34:01", None, 1, "tiep_nhan"),
    ("34:04", None, 1, "tiep_nhan"),
    ("34:08", None, 2, "tiep_nhan"),
    ("34:11", 1, 1, "tiep_nhan"),
    ("34:12", 3, 1, "da_gui"),
    ("34:14", 9, 2, "tra_lai"),
    ("34:15", 4, 1, "dang_kiem_tra"),
    ("34:19", "gia_han", 1, "da_gui"),
    ("34:20", "chua", 1, "dang_nhap"),
    ("34:22", "chua_gia_han", 1, "chua_nhap"),
)


@pytest.fixture
def quy():
    lanh_dao = tai_khoan("cuc_lanh_dao_phong")
    ky = mau.mo_ky("2026-Q1", by=lanh_dao, chi_don_vi={k for k, *_ in QUY}, bieu={"Q08"})
    for khoa, tre, vong, trang_thai in QUY:
        bo = BoBaoCao.objects.get(ky=ky, don_vi=mau.DonViHanhChinh.objects.theo_khoa(khoa))
        bo.vong, bo.trang_thai = vong, trang_thai
        luc = datetime(2026, 3, 16, 9, tzinfo=timezone.get_current_timezone())
        if tre in (None, "gia_han") or isinstance(tre, int):
            bo.gui_lan_dau_luc = luc
            bo.tinh_han = {None: "dung_han", "gia_han": "duoc_gia_han"}.get(tre, "tre_han")
            bo.so_ngay_tre = tre if isinstance(tre, int) else 0
        if trang_thai == "tiep_nhan":
            bo.tiep_nhan_luc = luc
        bo.save()
        if tre in ("gia_han", "chua_gia_han"):
            GiaHan.objects.create(
                ky=ky, don_vi=bo.don_vi, den_ngay="2026-03-31", ly_do="Bão.", nguoi_duyet=lanh_dao
            )
    return ky


def gia_tri(so):
    return {s.chi_tieu: s.gia_tri for s in so}


def test_rates_of_a_quarter_counted_by_hand(quy):
    so = ky_luat("2026-Q1")

    tinh = gia_tri(so)
    tinh.pop("KL11")
    assert tinh == {
        "KL01": 10,
        "KL02": 8,
        "KL03": 4,
        "KL04": 4,  # 01, 04, 08 on time, 19 within its extension
        "KL05": 2,
        "KL06": 80,
        "KL07": 40,
        "KL08": 40,
        "KL09": Decimal("3.5"),  # 1, 3, 4, 9
        "KL10": 60,  # 01, 04, 11 of the five judged: 01, 04, 08, 11, 14
    }
    assert so[0].do_phu.con_thieu == ("34:20", "34:22")
    assert so[0].do_phu.gia_han == ("34:22",)


def test_ratio_of_the_country_is_recomputed_from_regions(quy):
    vung = ky_luat("2026-Q1", cap="vung", chi_tieu=["KL08"])
    ca_nuoc = ky_luat("2026-Q1", chi_tieu=["KL08"])[0]

    assert sum(s.tu_so for s in vung) == ca_nuoc.tu_so
    assert sum(s.mau_so for s in vung) == ca_nuoc.mau_so == 10


def test_scope_of_a_person_limits_the_packs(quy):
    so_vien = tai_khoan("so_lanh_dao", don_vi=mau.DonViHanhChinh.objects.theo_khoa("34:20"))

    assert gia_tri(ky_luat("2026-Q1", user=so_vien, chi_tieu=["KL01", "KL02"])) == {
        "KL01": 1,
        "KL02": 0,
    }


def test_trend_goes_back_from_the_period(quy):
    assert [(k, s.gia_tri) for k, s in xu_huong("KL08", den_ky="2026-Q1")] == [("2026-Q1", 40)]


def test_api_answers_with_the_same_figures(client, quy):
    client.force_login(tai_khoan("cuc_lanh_dao"))

    tra = client.get("/api/v1/thong-ke/ky-luat-bao-cao/", {"ky": "2026-Q1", "chi_tieu": "KL08"})
    lai = client.get(
        "/api/v1/thong-ke/ky-luat-bao-cao/", {"ky": "2026-Q1", "chi_tieu": "KL08"},
        headers={"if-none-match": tra["ETag"]},
    )  # fmt: skip
    sai = client.get("/api/v1/thong-ke/ky-luat-bao-cao/", {"ky": "x", "cap": "y", "la": "1"})

    so = tra.json()["so_lieu"][0]
    assert (Decimal(so["gia_tri"]), so["tu_so"], so["mau_so"]) == (40, "4", "10")
    assert (lai.status_code, sai.status_code) == (304, 400)
