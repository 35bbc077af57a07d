"""A task of a resolution names an indicator: its latest consolidated figure stands beside it."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from baocao.models import MucTieuNam, NghiQuyet, NhiemVuNghiQuyet
from baocao.services import theo_doi
from baocao.services.tong_hop import tong_hop
from baocao.statistics.so_muc_tieu import so_muc_tieu
from tests.baocao import mau
from tests.baocao.so_lieu_mau import nop

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.fixture
def nguoi():
    return mau.nguoi_dung()


@pytest.fixture
def nhiem_vu():
    nq = NghiQuyet.objects.create(cap="chinh_phu", trich_yeu="Mục tiêu tăng trưởng")
    return NhiemVuNghiQuyet.objects.create(nghi_quyet=nq, noi_dung="Tăng xuất khẩu", dvt="%")


def test_task_names_an_indicator_and_shows_its_latest_consolidated_figure(nguoi, nhiem_vu, client):
    nhiem_vu.dvt, nhiem_vu.ma_chi_tieu, nhiem_vu.cot_chi_tieu = "triệu USD", "XK00", "A4"
    theo_doi.luu(nhiem_vu, by=nguoi.cuc_chuyen_vien)
    MucTieuNam.objects.create(nhiem_vu=nhiem_vu, nam=2026, gia_tri=Decimal(500))
    duong = reverse("admin:baocao_nhiemvunghiquyet_xem", args=[nhiem_vu.pk])
    client.force_login(nguoi.cuc_chuyen_vien)
    truoc = client.get(duong).text
    tong_hop(nop("2026-Q1", "34:01", {"XK00.A4": "80"}).ky, by=None)
    tong_hop(nop("2026-6T", "34:01", {"XK00.A4": "125"}).ky, by=None)

    so, trang = so_muc_tieu("XK00", cot="A4"), client.get(duong).text

    assert "chưa có số tổng hợp" in truoc
    assert (so.gia_tri, so.ky.ma, so.so_co, so.so_tong) == (125, "2026-6T", 1, 34)
    assert all(c in trang for c in ("125,00 triệu USD", "1/34 địa phương", "25,0 %", "năm 2026"))


@pytest.mark.parametrize(
    ("ma", "cot", "truong"),
    [("ZZ99", "", "ma_chi_tieu"), ("DG1", "", "ma_chi_tieu"), ("XK00", "C5", "cot_chi_tieu"),
     ("", "A4", "cot_chi_tieu")],
)  # fmt: skip
def test_task_with_a_wrong_indicator_is_refused(nguoi, nhiem_vu, ma, cot, truong):
    nhiem_vu.ma_chi_tieu, nhiem_vu.cot_chi_tieu = ma, cot

    with pytest.raises(ValidationError) as loi:
        theo_doi.luu(nhiem_vu, by=nguoi.cuc_chuyen_vien)

    assert list(loi.value.message_dict) == [truong]
