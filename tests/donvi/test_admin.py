"""Admin: search without accents, steady query counts, names only through the service."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cucctdp.donvi.models import CoSo, DonViHanhChinh, TenDonVi, ThanhVienVung, Vung, Xa
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, ToChucFactory, XaFactory

pytestmark = pytest.mark.usefixtures("danh_muc", "db")

CAC_DANH_SACH = [
    "donvihanhchinh",
    "tendonvi",
    "xa",
    "tenxa",
    "phanvung",
    "vung",
    "nganhkinhte",
    "tochuc",
    "coso",
]


@pytest.fixture
def nguoi(client):
    user = tai_khoan("cuc_lanh_dao")
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="donvi"))
    client.force_login(user)
    return user


def duong(ten, *args):
    return reverse(f"admin:donvi_{ten}", args=args)


@pytest.mark.parametrize("bang", CAC_DANH_SACH)
def test_changelist_opens(client, nguoi, bang):
    tra_loi = client.get(duong(f"{bang}_changelist"))

    assert tra_loi.status_code == 200


def so_cau_hoi(client, bang, tim):
    with CaptureQueriesContext(
        connection,
    ) as cau_hoi:
        tra_loi = client.get(duong(f"{bang}_changelist"), {"q": tim})
    assert tra_loi.status_code == 200
    return len(cau_hoi), tra_loi.context["cl"].result_count


@pytest.mark.parametrize(
    ("bang", "nha_may"),
    [
        ("donvihanhchinh", lambda n: DonViFactory(ma=f"0{2 * n + 5}", ten_goi=f"Kiểm đếm {n}")),
        ("xa", lambda n: XaFactory(ten_goi=f"Kiểm đếm {n}", tinh=DonViFactory(ma=f"9{n + 7}"))),
        ("tochuc", lambda n: ToChucFactory(ten_goi=f"Kiểm đếm {n}", don_vi__ma=f"9{n + 7}")),
        (
            "coso",
            lambda n: CoSoFactory(ten=f"Kiểm đếm {n}", xa__tinh=DonViFactory(ma=f"9{n + 7}")),
        ),
    ],
)
def test_changelist_same_queries_for_1_and_3_rows(client, nguoi, bang, nha_may):
    so_cau_hoi(client, bang, "kiem dem")  # content types and sessions are cached by now
    nha_may(0)
    mot = so_cau_hoi(client, bang, "kiem dem")
    nha_may(1)
    nha_may(2)

    ba = so_cau_hoi(client, bang, "kiem dem")

    assert (mot[1], ba[1]) == (1, 3)
    assert ba[0] == mot[0]


@pytest.mark.parametrize(
    ("bang", "tim", "thay"),
    [
        ("donvihanhchinh", "dak lak", {"34:66", "63:66"}),
        ("donvihanhchinh", "ĐẮK", {"34:66", "63:66", "63:67"}),
    ],
)
def test_search_without_accents(client, nguoi, bang, tim, thay):
    tra_loi = client.get(duong(f"{bang}_changelist"), {"q": tim})

    assert {d.khoa for d in tra_loi.context["cl"].result_list} == thay


@pytest.mark.parametrize("khoa", ["34:24", "63:24"])
def test_change_page_opens(client, nguoi, khoa):
    don_vi = DonViHanhChinh.objects.theo_khoa(khoa)

    tra_loi = client.get(duong("donvihanhchinh_change", don_vi.pk))

    assert tra_loi.status_code == 200


def du_lieu_ten(**thay):
    return {
        "don_vi": DonViHanhChinh.objects.theo_khoa("34:80").pk,
        "ten": "Tây Ninh",
        "ten_day_du": "Thành phố Tây Ninh",
        "loai": "thanh_pho",
        "hieu_luc_tu": "01/01/2027",
        "can_cu": "NQ 99/2026/QH16",
    } | thay


def test_ten_don_vi_add_goes_through_the_service(client, nguoi):
    tra_loi = client.post(duong("tendonvi_add"), du_lieu_ten())

    assert tra_loi.status_code == 302
    assert list(
        TenDonVi.objects.filter(don_vi__bo_ma="34", don_vi__ma="80").values_list(
            "ten_day_du", "hieu_luc_den"
        )
    ) == [("Tỉnh Tây Ninh", date(2026, 12, 31)), ("Thành phố Tây Ninh", None)]


def test_ten_don_vi_add_faulty_shows_errors_at_fields(client, nguoi):
    tra_loi = client.post(duong("tendonvi_add"), du_lieu_ten(hieu_luc_tu="01/01/2020"))

    assert tra_loi.status_code == 200
    assert list(tra_loi.context["adminform"].form.errors) == ["hieu_luc_tu"]
    assert TenDonVi.objects.filter(don_vi__bo_ma="34", don_vi__ma="80").count() == 1


def test_ten_don_vi_cannot_be_edited(client, nguoi):
    ten = TenDonVi.objects.get(don_vi__bo_ma="34", don_vi__ma="80")

    tra_loi = client.post(duong("tendonvi_change", ten.pk), du_lieu_ten())

    assert tra_loi.status_code == 403


def test_vung_same_province_twice_is_an_error_not_a_crash(client, nguoi):
    vung = Vung.objects.get(phan_vung__ma="kt-xh-34", ma="DNB")
    ThanhVienVung.objects.filter(phan_vung=vung.phan_vung).delete()
    ha_noi = DonViHanhChinh.objects.theo_khoa("34:01").pk
    du_lieu = {
        "phan_vung": vung.phan_vung_id,
        "ma": vung.ma,
        "ten": vung.ten,
        "thu_tu": vung.thu_tu,
        "thanh_vien-TOTAL_FORMS": 2,
        "thanh_vien-INITIAL_FORMS": 0,
        "thanh_vien-0-don_vi": ha_noi,
        "thanh_vien-1-don_vi": ha_noi,
    }

    tra_loi = client.post(duong("vung_change", vung.pk), du_lieu)

    assert tra_loi.status_code == 200
    assert "Tỉnh, thành phố này đã có ở dòng khác." in tra_loi.content.decode()
    assert vung.thanh_vien.count() == 0


def test_co_so_add_warns_of_duplicate(client, nguoi):
    xa = Xa.objects.get(ma="27694")
    CoSoFactory(ten="Hợp tác xã Mây tre", xa=xa)
    du_lieu = {"ten": "HTX Mây Tre", "loai_hinh": "hop_tac_xa", "quy_mo": "nho", "xa": xa.pk}

    tra_loi = client.post(duong("coso_add"), du_lieu, follow=True)

    assert CoSo.objects.filter(ten_khoa="htx may tre").count() == 2
    assert any("cùng tên, cùng xã" in str(m) for m in tra_loi.context["messages"])


def test_provinces_are_listed_for_an_administrator_without_figures(client):
    user = tai_khoan("quan_tri")
    user.user_permissions.set(Permission.objects.filter(codename="view_donvihanhchinh"))
    client.force_login(user)

    tra_loi = client.get(duong("donvihanhchinh_changelist"))

    assert tra_loi.context["cl"].result_count == 97


@pytest.fixture
def hai_co_so():
    xa = Xa.objects.get(ma="27694")
    return CoSoFactory.create_batch(2, ten="Lò gốm", xa=xa)


def test_hop_nhat_page_offers_the_duplicates(client, nguoi, hai_co_so):
    bo, giu = hai_co_so
    CoSoFactory(ten="Lò khác", xa=bo.xa)

    tra_loi = client.get(duong("coso_hop_nhat", bo.pk))

    assert list(tra_loi.context["form"].fields["giu"].queryset) == [giu]


def test_hop_nhat_page_merges(client, nguoi, hai_co_so):
    bo, giu = hai_co_so

    tra_loi = client.post(duong("coso_hop_nhat", bo.pk), {"giu": giu.pk, "ly_do": "Nhập hai lần"})

    assert tra_loi.status_code == 302
    bo.refresh_from_db()
    assert bo.hop_nhat_vao == giu


def test_hop_nhat_page_without_reason_keeps_both(client, nguoi, hai_co_so):
    bo, giu = hai_co_so

    tra_loi = client.post(duong("coso_hop_nhat", bo.pk), {"giu": giu.pk, "ly_do": " "})

    assert list(tra_loi.context["form"].errors) == ["ly_do"]
    assert CoSo.objects.hien_hanh().count() == 2


def test_hop_nhat_page_needs_the_right_to_change(client, hai_co_so):
    user = tai_khoan("cuc_lanh_dao")
    user.groups.clear()
    user.user_permissions.set(Permission.objects.filter(codename="view_coso"))
    client.force_login(user)

    tra_loi = client.get(duong("coso_hop_nhat", hai_co_so[0].pk))

    assert tra_loi.status_code == 403


def test_hop_nhat_page_of_other_province_not_found(client, hai_co_so):
    user = tai_khoan("cuc_chuyen_vien")
    user.user_permissions.set(Permission.objects.filter(codename="change_coso"))
    client.force_login(user)

    tra_loi = client.get(duong("coso_hop_nhat", hai_co_so[0].pk))

    assert tra_loi.status_code == 404
