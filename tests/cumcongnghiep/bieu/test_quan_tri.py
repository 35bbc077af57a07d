"""The Cục's pages: windows, forms that came in, the national roll-up."""

import pytest
from django.test import Client
from django.urls import reverse

from cumcongnghiep.models import BieuNop, KyBieu
from tests.cumcongnghiep.bieu import mau

pytestmark = pytest.mark.django_db


def _vao(user):
    client = Client()
    client.force_login(user)
    return client


def _duong(ten, *args):
    return reverse(f"admin:cumcongnghiep_{ten}", args=args)


def test_cuc_opens_locks_and_opens_again(t):
    c = _vao(t.n.cuc_phong)

    mo = c.post(_duong("kybieu_mo"), {"nam": "2026", "loai": "nam", "quy": "0"})
    lai = c.post(_duong("kybieu_mo"), {"nam": "2026", "loai": "nam", "quy": "0"})
    ky = KyBieu.objects.get(loai="nam")
    c.post(_duong("kybieu_khoa", ky.pk))
    ky.refresh_from_db()
    da_khoa = ky.khoa_luc
    c.post(_duong("kybieu_mo_lai", ky.pk), {"ly_do": "Ba tỉnh gửi bổ sung"})
    ky.refresh_from_db()

    assert (mo.status_code, lai.status_code) == (302, 409)
    assert da_khoa is not None
    assert ky.khoa_luc is None


def test_officer_receives_and_returns_what_its_province_sent(t):
    b = mau.bao_het(t)
    c = _vao(t.n.cuc)

    trang = c.get(_duong("bieunop_xem", b.pk))
    tra = c.post(_duong("bieunop_tra_lai", b.pk), {"ly_do": "Dòng 18 khác Biểu 02"})
    b.refresh_from_db()
    lan_1 = (b.trang_thai, b.vong)
    BieuNop.objects.filter(pk=b.pk).update(trang_thai="da_gui")
    c.post(_duong("bieunop_chap_nhan", b.pk))

    b.refresh_from_db()
    assert (trang.status_code, tra.status_code, lan_1) == (200, 302, ("tra_lai", 2))
    assert b.trang_thai == "chap_nhan"


def test_national_page_tells_coverage(t):
    mau.bao_het(t)

    trang = _vao(t.n.cuc_phong).get(_duong("kybieu_ca_nuoc", t.ky.pk))

    chu = trang.content.decode()
    assert "145,00/145,00 ha" in chu
    assert "1/1 tỉnh" in chu


def test_lists_open_and_hold_bieu_04_by_default(t):
    mau.bao_het(t)
    c = _vao(t.n.cuc)

    ds = c.get(_duong("bieunop_changelist"))
    tat_ca = c.get(_duong("bieunop_changelist"), {"bieu": "tat_ca"})
    ky = c.get(_duong("kybieu_changelist"))

    assert (ds.status_code, tat_ca.status_code, ky.status_code) == (200, 200, 200)
    assert ds.context["cl"].result_count == 1
    assert tat_ca.context["cl"].result_count == 3


@pytest.mark.parametrize(("ai", "ma"), [("cuc", 403), ("cuc_phong", 200)])
def test_who_opens_windows(t, ai, ma):
    assert _vao(getattr(t.n, ai)).get(_duong("kybieu_mo")).status_code == ma
