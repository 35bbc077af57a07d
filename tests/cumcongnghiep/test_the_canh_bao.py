"""Alerts on pages: the count-down of the first screen, the card, the list and its filters."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cumcongnghiep.models import CanhBao, QuyTac
from cumcongnghiep.statistics.canh_bao import han_105, the_canh_bao
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import CumFactory, DuAnFactory, VanBanFactory, tinh
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.usefixtures("luat_goc", "db")
NGAY = date(2026, 11, 23)
CAU = "2 cụm hình thành trước QĐ 105/2009 chưa xử lý, còn 38 ngày đến 31/12/2026"


def canh_bao(cum=None, **them):
    co = {
        "cum": cum, "don_vi": cum.don_vi if cum else None, "ma": "A05", "ben": "cdt",
        "thong_bao": "Quá tiến độ 2 tháng so với Quyết định thành lập.", "can_cu": "Điều 12",
        "thay_dau": NGAY, "thay_cuoi": NGAY,
    }  # fmt: skip
    return CanhBao.objects.create(**co | them)


def cu(**them):
    return CumFactory(truoc_105_2009=True, **them)


def test_countdown_counts_what_is_not_established_nor_abolished_and_left():
    cu(), cu()
    xong, bai_bo, con_dn = cu(), cu(), cu()
    VanBanFactory(cum=xong)
    VanBanFactory(cum=bai_bo, loai="bai_bo", dien_tich=None)
    VanBanFactory(cum=con_dn, loai="bai_bo", dien_tich=None)
    DuAnFactory(cum=con_dn)
    CumFactory()
    tinh(xong, bai_bo, con_dn)
    user = tai_khoan("cuc_lanh_dao")

    kq = han_105(user, NGAY)

    assert (kq.so, kq.con, kq.han) == (3, 38, date(2026, 12, 31))
    assert han_105(user, date(2027, 1, 2)).cau == (
        "3 cụm hình thành trước QĐ 105/2009 chưa xử lý, đã quá hạn 31/12/2026 2 ngày"
    )


def test_deadline_is_that_of_the_dated_row():
    cu(), cu()
    q = QuyTac.objects.get(ma="A04")
    q.nguong["han"] = "2027-06-30"
    q.save()

    assert han_105(tai_khoan("cuc_lanh_dao"), NGAY).cau.endswith("còn 219 ngày đến 30/06/2027")
    QuyTac.objects.filter(ma="A04").update(bat=False)
    assert han_105(tai_khoan("cuc_lanh_dao"), NGAY) is None


def test_card_counts_by_alert_within_the_scope():
    cum, khac = CumFactory(), CumFactory()
    canh_bao(cum, so_ngay_tre=40)
    canh_bao(cum, ma="A07", so_ngay_tre=700)
    canh_bao(khac)
    canh_bao(khac, ma="A07", dong_ngay=NGAY)
    canh_bao(None, don_vi=cum.don_vi, ma="A01", ben="sct")

    so = the_canh_bao(tai_khoan("so_chuyen_vien", don_vi=cum.don_vi), hom_nay=NGAY)
    cuc = the_canh_bao(tai_khoan("cuc_lanh_dao"), hom_nay=NGAY)

    assert [(d.ma, d.ten, d.so, d.so_cum, d.qua_han, d.tre_nhat) for d in so.cac_dong] == [
        ("A01", "Sắp đến hạn gửi biểu", 1, 0, 0, 0),
        ("A05", "Quá tiến độ quyết định", 1, 1, 1, 40),
        ("A07", "Hoạt động chưa có XLNT", 1, 1, 1, 700),
    ]
    assert (cuc.so, cuc.qua_han, cuc.han_105) == (4, 2, None)
    assert the_canh_bao(tai_khoan("ccn_bao_cao")) is None


def test_first_screen_of_the_cuc_counts_down_and_leads_to_the_list(client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: NGAY)
    cum = cu()
    cu()
    canh_bao(cum, ma="A04", ben="ubnd_tinh")
    client.force_login(tai_khoan("cuc_lanh_dao"))

    trang = client.get(reverse("admin:index")).content.decode()

    duong = reverse("admin:cumcongnghiep_canhbao_changelist")
    assert f'<a class="bc-lien" href="{duong}?ma=A04">{CAU}</a>' in trang
    assert "Cụm công nghiệp: cảnh báo" in trang


@pytest.mark.parametrize("trang", ["lanh_dao", "ccn_ca_nuoc"])
def test_leaders_read_the_countdown_on_their_first_pages(client, monkeypatch, trang):
    monkeypatch.setattr(timezone, "localdate", lambda: NGAY)
    tinh = DonViFactory(bo_ma="34", ma="80")
    cu(don_vi=tinh)
    cu(don_vi=tinh)
    client.force_login(tai_khoan("bo_lanh_dao"))

    chu = client.get(reverse(trang)).content.decode()

    assert f'<a href="{reverse("ccn_canh_bao")}?ma=A04">{CAU}</a>' in chu


def test_first_screen_says_nothing_without_anything_open(client):
    client.force_login(tai_khoan("cuc_lanh_dao"))

    trang = client.get(reverse("admin:index"))

    assert trang.context["canh_bao_cum"] is None


@pytest.mark.parametrize(
    ("loc", "mong"),
    [
        ("", {"A05", "A07", "A01"}),
        ("?ma=A05", {"A05"}),
        ("?ben=sct", {"A01"}),
        ("?ngay=qua_han", {"A05", "A07"}),
        ("?ngay=tre_180", {"A07"}),
        ("?ngay=khong_han", {"A01", "A05", "A07"}),
        ("?tinh_trang=het", {"A12"}),
        ("?ma=lung-tung", set()),
    ],
)
def test_admin_list_narrows(client, loc, mong):
    cum = CumFactory()
    canh_bao(cum, so_ngay_tre=40)
    canh_bao(cum, ma="A07", so_ngay_tre=700)
    canh_bao(cum, ma="A12", dong_ngay=NGAY)
    canh_bao(None, don_vi=cum.don_vi, ma="A01", ben="sct")
    client.force_login(tai_khoan("cuc_lanh_dao"))

    trang = client.get(reverse("admin:cumcongnghiep_canhbao_changelist") + loc)

    assert {c.ma for c in trang.context["cl"].result_list} == mong


@pytest.mark.parametrize("ten", ["admin:cumcongnghiep_canhbao_changelist", "ccn_canh_bao"])
def test_lists_ask_the_same_queries_for_one_and_three(client, django_assert_num_queries, ten):
    client.force_login(tai_khoan("cuc_lanh_dao"))
    canh_bao(cu())
    client.get(reverse(ten))
    with CaptureQueriesContext(connection) as it:
        client.get(reverse(ten))
    canh_bao(cu())
    canh_bao(cu(don_vi=DonViFactory()))

    with django_assert_num_queries(len(it.captured_queries)):
        client.get(reverse(ten))


def test_page_of_the_so_shows_its_province_only_and_narrows(client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: NGAY)
    don_vi = DonViFactory(bo_ma="34")
    cum, khac = cu(don_vi=don_vi, ten="Bảo Hà"), cu(ten="Xuân Quang")
    canh_bao(cum, so_ngay_tre=40)
    canh_bao(cum, ma="A04", ben="ubnd_tinh")
    canh_bao(khac)
    client.force_login(tai_khoan("so_chuyen_vien", don_vi=don_vi))

    tat_ca = client.get(reverse("ccn_canh_bao")).content.decode()
    mot = client.get(f"{reverse('ccn_canh_bao')}?ma=A05&tre=1&ben=cdt")
    sai = client.get(f"{reverse('ccn_canh_bao')}?ma=X")

    assert "Bảo Hà" in tat_ca
    assert "Xuân Quang" not in tat_ca
    assert "1 cụm hình thành trước QĐ 105/2009 chưa xử lý, còn 38 ngày" in tat_ca
    assert [c.ma for c in mot.context["trang"]] == ["A05"]
    assert sai.status_code == 422


@pytest.mark.parametrize("ten", ["so:trang_chu", "cum_bieu:viec"])
def test_first_pages_of_the_so_count_down_too(client, monkeypatch, ten):
    monkeypatch.setattr(timezone, "localdate", lambda: NGAY)
    don_vi = DonViFactory(bo_ma="34")
    cu(don_vi=don_vi), cu(don_vi=don_vi), cu()
    client.force_login(tai_khoan("so_chuyen_vien", don_vi=don_vi))

    trang = client.get(reverse(ten)).content.decode()

    assert f'<a href="{reverse("ccn_canh_bao")}?ma=A04">{CAU}</a>' in trang
