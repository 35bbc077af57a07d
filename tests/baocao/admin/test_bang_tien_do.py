"""The board: denominators without published figures, regions, the period chosen."""

from decimal import Decimal

import pytest
from django.urls import reverse

from baocao.choices import NguonGoc
from baocao.models import BoBaoCao, PhieuBieu
from baocao.services.nhap_lieu import GhiO
from baocao.services.so_cong_bo import ghi_nhan, ghi_so_cong_bo
from cucctdp.donvi.models import DonViHanhChinh
from tests.baocao import mau


@pytest.fixture
def ky_hai_tinh(nguoi, db):
    """9 months 2026 for Tây Ninh and Cà Mau; Cà Mau's figures were taken from a paper."""
    ky = mau.mo_ky(
        "2026-9T", by=nguoi.cuc_lanh_dao_phong, chi_don_vi={"34:80", "34:96"}, bieu={"Q04"}
    )
    bo = BoBaoCao.objects.get(ky=ky, don_vi=DonViHanhChinh.objects.theo_khoa("34:96"))
    phieu = PhieuBieu.objects.get(bo=bo, bieu_mau__ma="Q04")
    o = GhiO("BL00", "A4", so=Decimal(5), nguon="Niên giám", nguon_goc=NguonGoc.CONG_BO)
    vi_pham = ghi_so_cong_bo(phieu, [o], giai_trinh=lambda v: "Chép đúng như nguồn công bố.")
    ghi_nhan(bo, vi_pham=vi_pham.vi_pham)
    return ky


def test_published_figures_stand_apart_from_sendings(client, vao, ky_hai_tinh):
    vao("cuc_lanh_dao")

    dem = client.get(reverse("admin:index"), {"ky": ky_hai_tinh.ma}).context["dem"]

    assert (dem.phai_nop, dem.cong_bo, dem.da_gui, dem.chua_gui, dem.da_nhan) == (1, 1, 0, 1, 0)


def test_lines_stand_under_their_regions(client, vao, ky_hai_tinh):
    vao("cuc_lanh_dao")

    bang = client.get(reverse("admin:index"), {"ky": ky_hai_tinh.ma}).context["bang"]

    assert [(v["ten"], [h["d"].don_vi for h in v["dong"]]) for v in bang] == [
        ("Đông Nam Bộ", ["34:80"]),
        ("Đồng bằng sông Cửu Long", ["34:96"]),
    ]


def test_first_page_shows_the_open_period_that_closes_first(client, vao, bo_gui, ky_hai_tinh):
    vao("cuc_lanh_dao")

    ngu_canh = client.get(reverse("admin:index")).context

    assert ngu_canh["ky"].pk == bo_gui.ky_id
    assert [k.ma for k in ngu_canh["dang_mo"]] == ["2026-9T"]


def test_board_asks_the_same_queries_whatever_the_number_of_packs(
    client, vao, bo_gui, ky_hai_tinh, django_assert_max_num_queries
):
    vao("cuc_lanh_dao")
    client.get(reverse("admin:index"), {"ky": ky_hai_tinh.ma})

    # The trend reads four periods, each in some ten queries; rates by form and what is late; four
    # of the alerts of clusters.
    with django_assert_max_num_queries(80):
        client.get(reverse("admin:index"), {"ky": ky_hai_tinh.ma})
