"""Figures that leave the system write how many they are: the alert on large exports reads it."""

import pytest
from django.test import Client
from django.urls import reverse

from baocao.models import BanTin, KyBaoCao
from baocao.quyen_tep import BAN_TIN
from baocao.services import tong_hop
from cucctdp.audit.models import SuKien
from cucctdp.files.services import PDF, XLSX, luu_tep
from tests.baocao.so_lieu_mau import nop
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.fixture
def khach():
    nop("2026-Q1", "34:80", {"XK00.A3": "1"})
    nop("2026-Q1", "34:01", {"XK00.A3": "2"})
    khach = Client()
    khach.force_login(tai_khoan("cuc_lanh_dao"))
    return khach


def test_csv_of_statistics_writes_its_rows_and_json_does_not(khach):
    hoi = {"ky": "2026-Q1", "muc": "tiep_nhan", "cap": "tinh", "cot": "A3"}
    duong = "/api/v1/thong-ke/bao-cao/XK00/"

    json = khach.get(duong, hoi).json()
    lan_dau = khach.get(duong, hoi | {"dinh_dang": "csv"})
    khach.get(duong, hoi | {"dinh_dang": "csv"})  # from the store: still an export
    khach.get(duong, hoi | {"dinh_dang": "csv"}, headers={"If-None-Match": lan_dau["ETag"]})

    so_dong = [s.du_lieu["so_dong"] for s in SuKien.objects.filter(hanh_dong="thongke.xuat_csv")]
    assert so_dong == [len(json["so_lieu"])] * 2


@pytest.mark.parametrize(
    ("loai", "kieu"), [(BanTin.Loai.QUY, PDF), (BanTin.Loai.SO_TONG_HOP, XLSX)]
)
def test_download_of_workbook_and_briefing_writes_the_figures_of_the_run(khach, loai, kieu):
    ky = KyBaoCao.objects.get(ma="2026-Q1")
    lan = tong_hop.tong_hop(ky, by=None)
    ban_tin = BanTin.objects.create(loai=loai, lan=lan)
    tep = luu_tep(
        b"noi dung", loai=BAN_TIN, ten="tep", kieu_noi_dung=kieu, by=None, doi_tuong=ban_tin
    )

    tra = khach.get(reverse("tai_tep", args=[tep.pk]))

    assert tra.status_code == 200
    su_kien = SuKien.objects.get(hanh_dong="tep.tai")
    assert su_kien.du_lieu["so_dong"] == lan.gia_tri.count() > 0
