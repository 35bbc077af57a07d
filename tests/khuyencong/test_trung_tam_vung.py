"""A regional centre sees and carries its own đề án in whatever province, and nobody else's."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from cucctdp.accounts.models import User
from khuyencong.choices import LoaiButToan as L
from khuyencong.models import ButToan, DeAn, ThuHuong, TienDo
from khuyencong.portal.forms import NHIEU_TINH
from khuyencong.portal.ke_tiep import viec_cua
from khuyencong.services import de_an as soan
from khuyencong.statistics import Hoi, KyTinh, kinh_phi
from khuyencong.workflow import khong_phai_ben_lap
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory, ToChucFactory
from tests.factories.khuyencong import DeAnFactory, HopDongFactory, but_toan

pytestmark = pytest.mark.django_db
TRIEU = 1_000_000


@pytest.fixture
def tinh():
    return [DonViFactory(ma=m, ten_goi=t) for m, t in (("52", "Gia Lai"), ("66", "Đắk Lắk"))]


@pytest.fixture
def vung():
    to_chuc = ToChucFactory(ma="ttkc-vung-1", loai="trung_tam_kc", don_vi=None)
    return tai_khoan("vung_khuyen_cong", to_chuc=to_chuc)


@pytest.fixture
def cua_vung(vung, tinh):
    """Of one province, of many, one it helps with, and one of the province's own centre."""
    rieng = DeAnFactory(don_vi=tinh[0], thuc_hien=vung.to_chuc, nguoi_lap=vung)
    nhieu = DeAnFactory(don_vi=None, thuc_hien=vung.to_chuc, nguoi_lap=vung)
    nhieu.cac_tinh.set(tinh)
    giup = DeAnFactory(don_vi=tinh[1])
    giup.phoi_hop.add(vung.to_chuc)
    khac = DeAnFactory(don_vi=tinh[0])
    return rieng, nhieu, giup, khac


def thong_tin(don_vi, thuc_hien, **khac):
    return {
        "ten": "Trình diễn kỹ thuật", "nguon": "kcqg", "hinh_thuc": "rieng_le", "nam": 2026,
        "tu_ngay": date(2026, 1, 15), "den_ngay": date(2026, 11, 30), "don_vi": don_vi,
        "thuc_hien": thuc_hien, **khac,
    }  # fmt: skip


def vao(user):
    client = Client()
    client.force_login(user)
    return client


def test_sees_by_organisation_across_provinces_and_nothing_else(vung, cua_vung):
    rieng, nhieu, giup, khac = cua_vung
    but_toan(rieng, L.PHE_DUYET, 300 * TRIEU)
    but_toan(khac, L.PHE_DUYET, 900 * TRIEU)

    assert set(DeAn.objects.visible_to(vung)) == {rieng, nhieu, giup}
    assert set(ButToan.objects.visible_to(vung).values_list("de_an", flat=True)) == {rieng.pk}
    assert not ThuHuong.objects.visible_to(vung).exists()
    client = vao(vung)
    ma = [client.get(reverse("khuyen_cong:xem", args=[d.pk])).status_code for d in cua_vung]
    assert ma == [200, 200, 200, 404]
    ds = client.get(reverse("khuyen_cong:danh_sach")).content.decode()
    assert [d.ma in ds for d in cua_vung] == [True, True, True, False]
    assert client.get("/").headers["Location"] == reverse("khuyen_cong:danh_sach")
    ngoai = tai_khoan("vung_khuyen_cong")
    assert not DeAn.objects.visible_to(ngoai).exists(), "the other regional centre"
    assert not DeAn.objects.visible_to(User(vai_tro="vung_khuyen_cong", is_active=True)).exists()


def test_b1_counts_its_own_money_only(vung, cua_vung):
    rieng, _, _, khac = cua_vung
    but_toan(rieng, L.PHE_DUYET, 300 * TRIEU)
    but_toan(khac, L.PHE_DUYET, 900 * TRIEU)

    bang = kinh_phi(Hoi(KyTinh.cua_nam(rieng.nam), user=vung))

    assert bang.cac_dong[0].phe_duyet == 300 * TRIEU
    assert bang.cac_dong[0].ten_pham_vi == "Tổng các địa phương chọn"


def test_carries_what_it_executes_and_only_reads_what_it_helps_with(vung, cua_vung, tinh):
    rieng, nhieu, giup, _ = cua_vung
    trung_tam = tai_khoan("so_khuyen_cong", don_vi=tinh[0])

    assert [khong_phai_ben_lap(d, vung) for d in (rieng, nhieu)] == [[], []]
    assert khong_phai_ben_lap(giup, vung)
    for d in (rieng, nhieu):
        assert khong_phai_ben_lap(d, trung_tam), "what a regional centre drew up is no other's"
    with pytest.raises(PermissionDenied, match="phối hợp"):
        soan.sua_thong_tin(giup, thong_tin={"ten": "Đổi tên"}, by=vung)
    soan.sua_thong_tin(rieng, thong_tin={"ten": "Đổi tên"}, by=vung)
    assert {x.d for x in viec_cua(vung)} == {rieng, nhieu}


@pytest.mark.parametrize("trang_thai", ["nhap", "thuc_hien"])
def test_a_centre_that_only_coordinates_reads_and_opens_no_form(vung, cua_vung, trang_thai):
    rieng, _, giup, _ = cua_vung
    for d in (rieng, giup):
        d.trang_thai = trang_thai
        d.save()
    hd = HopDongFactory(de_an=giup)
    client = vao(vung)
    dung = {
        "thong_tin": thong_tin(giup.don_vi_id, vung.to_chuc_id)
        | {"pham_vi": str(giup.don_vi_id), "lua_chon": "xet_chon",
           "tu_ngay": "15/01/2026", "den_ngay": "30/11/2026"},
        "tien_do": {"hop_dong": hd.pk, "nam": "2026", "thang": "4", "khoi_luong": "60"},
    }  # fmt: skip
    cac = ("thong_tin", "noi_dung", "du_toan", "thu_huong_tim", "co_so_moi", "thu_huong_moi",
           "tai_lieu", "bo_sung", "tien_do", "ho_so_nt", "chung_tu", "dieu_chinh",
           "hieu_qua")  # fmt: skip

    ma = {}
    for ten in cac:
        duong = reverse(f"khuyen_cong:{ten}", args=[giup.pk])
        ma[ten] = {client.get(duong).status_code, client.post(duong).status_code,
                   client.post(duong, dung.get(ten, {"ten": "x"})).status_code}  # fmt: skip
    trang = client.get(reverse("khuyen_cong:xem", args=[giup.pk]))
    cua_minh = client.get(reverse("khuyen_cong:thong_tin", args=[rieng.pk])).status_code

    assert ma == {ten: {405, 403} if ten == "thu_huong_tim" else {403} for ten in cac}
    assert (trang.status_code, cua_minh) == (200, 200)
    assert not [ten for ten in cac if reverse(f"khuyen_cong:{ten}", args=[giup.pk])
                in trang.content.decode()]  # fmt: skip
    assert not TienDo.objects.exists()


def test_registers_in_any_province_for_itself_only(vung, tinh):
    mot = soan.lap_de_an(thong_tin=thong_tin(tinh[0], vung.to_chuc), by=vung)

    assert (mot.don_vi, mot.nguoi_lap) == (tinh[0], vung)
    with pytest.raises(PermissionDenied, match="chính trung tâm"):
        soan.lap_de_an(thong_tin=thong_tin(tinh[0], ToChucFactory(don_vi=tinh[0])), by=vung)


@pytest.mark.parametrize("noi", ["mot", NHIEU_TINH])
def test_portal_form_registers_for_one_province_and_for_many(vung, tinh, noi):
    gui = {
        "ten": "Trình diễn kỹ thuật", "nguon": "kcqg", "hinh_thuc": "rieng_le",
        "lua_chon": "xet_chon", "nam": "2026", "tu_ngay": "15/01/2026", "den_ngay": "30/11/2026",
        "pham_vi": str(tinh[0].pk) if noi == "mot" else NHIEU_TINH,
        "cac_tinh": [] if noi == "mot" else [t.pk for t in tinh],
        "thuc_hien": vung.to_chuc_id,
    }  # fmt: skip

    tra = vao(vung).post(reverse("khuyen_cong:moi"), gui)

    assert tra.status_code == 302, tra.context["form"].errors
    de_an = DeAn.objects.get()
    assert de_an.don_vi == (tinh[0] if noi == "mot" else None)
    assert de_an.thuc_hien == vung.to_chuc


def test_account_must_name_its_centre():
    user = User(username="vung", ho_ten="Vùng", vai_tro="vung_khuyen_cong")

    with pytest.raises(ValidationError) as loi:
        user.full_clean(exclude=["password"])

    assert list(loi.value.message_dict) == ["to_chuc"]


def test_its_pages_are_those_of_khuyen_cong_alone(vung):
    client = vao(vung)

    assert client.get(reverse("so:trang_chu")).status_code == 403
    assert client.get(reverse("khuyen_cong:mau_2")).status_code == 200
    assert client.get(reverse("thong_bao:danh_sach")).status_code == 200
    assert (
        "Trung tâm khuyến công vùng"
        in client.get(reverse("khuyen_cong:danh_sach")).content.decode()
    )
