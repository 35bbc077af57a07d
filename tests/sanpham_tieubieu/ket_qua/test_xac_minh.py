"""The page behind the QR: four answers, a tampered token, no log-in, no write, two queries."""

from datetime import date, timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from sanpham_tieubieu.models import GiayChungNhan
from sanpham_tieubieu.xac_minh import doc_ma, duong_xac_minh, tao_ma
from tests.factories.accounts import tai_khoan
from tests.factories.san_pham import GiayFactory

HOM_NAY = timezone.localdate()


@settings(max_examples=60)
@given(st.integers(1, 2**62))
def test_token_is_short_and_reads_back(pk):
    ma = tao_ma(pk)

    assert doc_ma(ma) == pk
    assert len(ma) <= 23


@settings(max_examples=100)
@given(st.integers(1, 10**6), st.data())
def test_token_with_one_character_changed_names_nothing(pk, data):
    ma = tao_ma(pk)
    vi_tri = data.draw(st.integers(0, len(ma) - 1))
    chu = data.draw(st.sampled_from("ABCXYZabcxyz0189-_").filter(lambda c: c != ma[vi_tri]))

    assert doc_ma(ma[:vi_tri] + chu + ma[vi_tri + 1 :]) is None


@pytest.mark.parametrize("ma", ["", "a", "=", "AAAA", "á" * 16, "A" * 41, "....", tao_ma.__name__])
def test_token_of_another_make_names_nothing(ma):
    assert doc_ma(ma) is None


def test_token_of_a_former_key_still_verifies(settings):
    settings.KHOA_XAC_MINH = ["cu"]
    ma = tao_ma(77)

    settings.KHOA_XAC_MINH = ["moi", "cu"]
    con = doc_ma(ma)
    settings.KHOA_XAC_MINH = ["moi"]

    assert (con, doc_ma(ma)) == (77, None)


def _cac_giay():
    """One of each kind, by what the page must say."""
    ngay = HOM_NAY - timedelta(days=30)
    nam = HOM_NAY.year
    con = GiayFactory(ngay_cap=ngay, het_han=date(nam + 2, 12, 31))
    het = GiayFactory(ngay_cap=date(nam - 4, 5, 5), het_han=date(nam - 2, 12, 31))
    thu = GiayFactory(
        ngay_cap=ngay, het_han=date(nam + 2, 12, 31), thu_hoi_ngay=HOM_NAY, thu_hoi_so="9/QĐ-TH",
        thu_hoi_co_quan="ubnd_tinh", thu_hoi_ly_do="Sai phạm của chủ cơ sở",
    )  # fmt: skip
    thay = GiayFactory(ngay_cap=ngay, het_han=date(nam + 2, 12, 31), thay_boi=con)
    return {
        "Còn hiệu lực": con,
        "Hết hạn": het,
        "Đã thu hồi": thu,
        "Đã được cấp lại": thay,
    }


@pytest.mark.django_db
def test_page_answers_four_ways_with_printed_facts_only(client):
    for cau, giay in _cac_giay().items():
        GiayChungNhan.objects.filter(pk=giay.pk).update(
            dia_chi="Thôn Kín", nguoi_ky="Người Ký Kín", tien_thuong=123456789
        )

        with CaptureQueriesContext(connection) as q:
            trang = client.get(duong_xac_minh(giay))
        chu = trang.content.decode()

        assert f'<p class="xac-minh__tt">{cau}</p>' in chu
        assert giay.so in chu
        assert giay.ten_san_pham in chu
        assert ("Logo của Chương trình trên sản phẩm" in chu) is (cau == "Còn hiệu lực")
        assert not any(kin in chu for kin in ("Thôn Kín", "Người Ký Kín", "123456789", "Sai phạm"))
        assert len(q) <= 2


@pytest.mark.django_db
def test_replaced_certificate_leads_to_the_new_one(client):
    giay = _cac_giay()["Đã được cấp lại"]

    assert duong_xac_minh(giay.thay_boi) in client.get(duong_xac_minh(giay)).content.decode()


@pytest.mark.django_db
def test_tampered_or_unknown_token_cannot_be_verified(client):
    giay = GiayFactory()
    duong = duong_xac_minh(giay)
    sua = duong[:-2] + ("A" if duong[-2] != "A" else "B") + "/"
    la = duong_xac_minh(GiayChungNhan(pk=giay.pk + 1000))

    for dia_chi, so_cau in ((sua, 0), (la, 1), ("/xac-minh/abc/", 0)):
        with CaptureQueriesContext(connection) as q:
            trang = client.get(dia_chi)

        assert trang.status_code == 404
        assert "Không xác minh được" in trang.content.decode()
        assert giay.so not in trang.content.decode()
        assert len(q) == so_cau


@pytest.mark.django_db
def test_page_works_with_the_database_read_only_even_for_who_is_logged_in(nhom_va_luat):
    giay = GiayFactory()
    client = Client()
    client.force_login(tai_khoan("cuc_lanh_dao"))
    khoa = client.session.session_key

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        with CaptureQueriesContext(connection) as q:
            trang = client.get(duong_xac_minh(giay))
        with pytest.raises(InternalError), transaction.atomic():
            GiayChungNhan.objects.update(nam=2001)

    assert trang.status_code == 200
    assert len(q) == 1
    assert client.cookies["sessionid"].value == khoa


@pytest.mark.django_db
def test_page_takes_no_post(client):
    assert client.post(duong_xac_minh(GiayFactory())).status_code == 405
