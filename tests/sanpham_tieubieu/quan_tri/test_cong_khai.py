"""Public results: after the decision only, without log-in, found without accents, never a score."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from cucctdp.files.services import luu_tep
from sanpham_tieubieu.models import AnhHoSo, DanhHieuCu, HoSoDangKy
from tests.factories.donvi import DonViFactory
from tests.sanpham_tieubieu.quan_tri.dung import duoc_cong_nhan, ky_cong_nhan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("luat_goc")]

DS = reverse("bc_tra_cuu")


def chu(client, **tham_so):
    tra = client.get(DS, tham_so)
    assert tra.status_code == 200
    return tra.content.decode()


@pytest.fixture
def ky_qd():
    return ky_cong_nhan()


@pytest.mark.parametrize(
    "tim",
    [
        {"q": "tra hoa vang"},
        {"q": "TRÀ HOA"},
        {"cap": "tinh"},
        {"nam": "2025"},
        {"nhom": "CBNLTS"},
    ],
)
def test_recognised_product_is_found_by_each_filter(client, ky_qd, tim):
    duoc_cong_nhan(*ky_qd, san_pham__ten="Trà hoa vàng")

    co = chu(client, **tim)

    assert "Trà hoa vàng" in co
    assert "88,5" not in co
    assert "90,25" not in co


@pytest.mark.parametrize(
    "tim", [{"q": "mật ong"}, {"cap": "quoc_gia"}, {"nhom": "CK"}], ids=["ten", "cap", "nhom"]
)
def test_filter_leaves_out_what_does_not_match(client, ky_qd, tim):
    duoc_cong_nhan(*ky_qd, san_pham__ten="Trà hoa vàng")

    assert "Trà hoa vàng" not in chu(client, **tim)


def test_province_of_today_finds_its_products(client, ky_qd):
    ky, qd = ky_qd
    duoc_cong_nhan(ky, qd, san_pham__ten="Trà hoa vàng")
    khac = DonViFactory()

    co = chu(client, tinh=ky.don_vi.khoa)

    assert ("Trà hoa vàng" in co, "Trà hoa vàng" in chu(client, tinh=khac.khoa)) == (True, False)


@pytest.mark.parametrize(
    ("bang", "truong"),
    [
        ("ky", {"trang_thai": "da_hop"}),
        ("ho_so", {"trang_thai": "hd_chon"}),
        ("ky", {"minh_hoa": True}),
    ],
)
def test_product_before_the_decision_and_demo_rows_are_not_listed(client, ky_qd, bang, truong):
    ky, qd = ky_qd
    h = duoc_cong_nhan(ky, qd, giay=False, san_pham__ten="Trà hoa vàng")
    dong = {"ky": ky, "ho_so": h}[bang]
    type(dong).objects.filter(pk=dong.pk).update(**truong)

    assert "Trà hoa vàng" not in chu(client)


def test_past_award_is_listed_with_its_source_once(client, ky_qd):
    ky, qd = ky_qd
    h = duoc_cong_nhan(ky, qd, san_pham__ten="Trà hoa vàng")
    for ten, sp in (("Chè Shan", None), ("Trà hoa vàng", h.san_pham)):
        DanhHieuCu.objects.create(
            cap="tinh", nam=2025, don_vi=ky.don_vi, ten_san_pham=ten, ten_co_so="HTX",
            nguon_tin="https://bao.vn/1", san_pham=sp,
        )  # fmt: skip

    co = chu(client)

    assert ("Chè Shan" in co, "bao.vn" in co) == (True, True)
    assert "2 sản phẩm" in co


def test_pages_of_round_and_product_and_unknown_ones(client, ky_qd):
    ky, qd = ky_qd
    h = duoc_cong_nhan(ky, qd, san_pham__ten="Trà hoa vàng")

    trang = [client.get(reverse("bc_ky", args=[ky.pk])),
             client.get(reverse("bc_san_pham", args=[h.san_pham_id]))]  # fmt: skip

    assert [(t.status_code, "Trà hoa vàng" in t.content.decode()) for t in trang] == [
        (200, True), (200, True),
    ]  # fmt: skip
    assert [t for t in trang if "88,5" in t.content.decode()] == []
    HoSoDangKy.objects.filter(pk=h.pk).update(trang_thai="hd_chon")
    assert client.get(reverse("bc_ky", args=[ky.pk])).status_code == 404


@pytest.mark.parametrize("tham_so", ["cap=la", "nam=x", "tinh=99:99", "q=%00", "trang=-1"])
def test_nonsense_in_the_address_is_no_server_error(client, tham_so):
    assert client.get(f"{DS}?{tham_so}").status_code in (200, 400, 422)


def test_list_asks_the_same_queries_for_one_product_and_three(client, ky_qd):
    duoc_cong_nhan(*ky_qd)
    client.get(DS)
    with CaptureQueriesContext(connection) as mot:
        client.get(DS)
    duoc_cong_nhan(*ky_qd)
    duoc_cong_nhan(*ky_qd)
    with CaptureQueriesContext(connection) as ba:
        client.get(DS)

    assert len(ba) == len(mot)


def test_photo_is_given_small_and_only_of_a_recognised_product(client, ky_qd, settings, tmp_path):
    settings.KHO_TEP = tmp_path
    h = duoc_cong_nhan(*ky_qd)
    goc = BytesIO()
    Image.new("RGB", (1600, 1200), "#2563eb").save(goc, "JPEG")
    tep = luu_tep(
        goc.getvalue(), loai="anh_san_pham_tb", ten="a.jpg", kieu_noi_dung="image/jpeg", by=None
    )
    anh = AnhHoSo.objects.create(ho_so=h, tep=tep, rong=1600, cao=1200)
    duong = reverse("bc_anh", args=[anh.pk])

    tra = client.get(duong)
    HoSoDangKy.objects.filter(pk=h.pk).update(trang_thai="hd_chon")

    assert (tra.status_code, Image.open(BytesIO(tra.content)).size) == (200, (800, 600))
    assert client.get(duong).status_code == 404
