"""Appointing reporters: page of the Sở, every fault at once, scope, list of the Cục."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cumcongnghiep.models import BieuNop, NguoiBaoCao
from tests.cumcongnghiep.bieu import mau
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory, XaFactory

pytestmark = pytest.mark.django_db


def _vao(user):
    client = Client()
    client.force_login(user)
    return client


def _duong(ten, *args):
    return reverse(f"cum_bieu:{ten}", args=args)


def _giao(c, **truong):
    return c.post(_duong("giao_bao_cao"), {"tim": "", **truong})


def test_list_tells_subject_account_and_day(t):
    trang = _vao(t.n.cv).get(_duong("nguoi_bao_cao"))

    chu = trang.content.decode()
    assert [g.nguoi_id for g in trang.context["trang"]] == [
        u.pk for u in (t.n.cdt, t.n.dn_2, t.n.dn_1, t.n.xa_2, t.n.xa_1)
    ]
    assert f"{t.a1.ten} ({t.a})" in chu
    assert f"{timezone.localdate():%d/%m/%Y}" in chu
    assert "Thôi giao" not in chu


@pytest.mark.parametrize(
    ("loc", "so"), [({"vai_tro": "du_an"}, 2), ({"tim": "mot"}, 1), ({"het": "1"}, 0)]
)
def test_list_is_filtered(t, loc, so):
    trang = _vao(t.n.ld).get(_duong("nguoi_bao_cao"), loc)

    assert trang.context["trang"].paginator.count == so


@pytest.mark.parametrize(
    ("vai_tro", "doi_tuong", "o"),
    [("xa", "xa_1", "xa"), ("cdt", "c", "cum"), ("du_an", "b1", "du_an")],
)
def test_head_of_room_appoints_for_each_kind(t, vai_tro, doi_tuong, o):
    moi = tai_khoan("ccn_bao_cao")
    x = getattr(t, doi_tuong)

    tra = _giao(_vao(t.n.tp), vai_tro=vai_tro, doi_tuong=x.pk, tai_khoan=f" {moi.username} ")

    g = NguoiBaoCao.objects.get(nguoi=moi)
    assert tra.status_code == 302
    assert (g.vai_tro, getattr(g, o), g.don_vi, g.thoi_tu) == (vai_tro, x, t.tinh, None)


def test_faults_of_an_appointment_are_told_together(t):
    c = _vao(t.n.tp)

    trong = _giao(c, vai_tro="xa", doi_tuong="", tai_khoan="")
    sai = _giao(c, vai_tro="xa", doi_tuong="abc", tai_khoan=t.n.cv.username)
    t.n.xa_1.is_active = False
    t.n.xa_1.save()
    lai = _giao(c, vai_tro="xa", doi_tuong=t.xa_1.pk, tai_khoan=t.n.xa_1.username)

    def loi(tra):
        return [x.split(" tên «")[0] for cac in tra.context["form"].errors.values() for x in cac]

    assert [x.status_code for x in (trong, sai, lai)] == [422] * 3
    assert loi(trong) == [
        "Chọn đối tượng báo cáo trong danh sách.",
        "Ghi tên đăng nhập của tài khoản báo cáo.",
    ]
    assert loi(sai) == [
        "Đối tượng này không có trong tỉnh của bạn.",
        "Không có tài khoản «Đơn vị báo cáo cụm công nghiệp»",
    ]
    assert loi(lai) == [
        f"Tài khoản «{t.n.xa_1.username}» đã khóa.",
        "Tài khoản này đã được giao báo cáo đối tượng ấy.",
    ]
    assert NguoiBaoCao.objects.count() == 5


def test_commune_of_another_province_is_refused(t):
    xa_la = XaFactory(tinh=DonViFactory(bo_ma="34", ma="24"), ten_goi="Một")
    moi = tai_khoan("ccn_bao_cao")

    trang = _vao(t.n.tp).get(_duong("giao_bao_cao"), {"vai_tro": "xa", "tim": "mot"})
    tra = _giao(_vao(t.n.tp), vai_tro="xa", doi_tuong=xa_la.pk, tai_khoan=moi.username)

    assert [pk for pk, _ in trang.context["form"].fields["doi_tuong"].widget.choices] == [t.xa_1.pk]
    assert tra.status_code == 422
    assert not NguoiBaoCao.objects.filter(nguoi=moi).exists()


def test_ending_asks_first_and_happens_once(t):
    c = _vao(t.n.tp)
    g = NguoiBaoCao.objects.get(nguoi=t.n.dn_1)
    mau.bieu_01(t, t.a1, t.n.dn_1)

    hoi = c.get(_duong("thoi_bao_cao", g.pk))
    lan_1 = c.post(_duong("thoi_bao_cao", g.pk))
    lan_2 = c.post(_duong("thoi_bao_cao", g.pk))

    g.refresh_from_db()
    assert (hoi.status_code, lan_1.status_code, lan_2.status_code) == (200, 302, 422)
    assert g.thoi_tu == timezone.localdate()
    assert BieuNop.objects.visible_to(t.n.dn_1).count() == 0
    het = c.get(_duong("nguoi_bao_cao"), {"het": "1"})
    assert [x.pk for x in het.context["trang"]] == [g.pk]


def test_who_may_not_appoint_ends_nothing(t):
    g = NguoiBaoCao.objects.get(nguoi=t.n.dn_1)
    la = tai_khoan("so_truong_phong", don_vi=DonViFactory(bo_ma="34", ma="24"))

    tra = {
        ai.vai_tro: _vao(ai).post(_duong("thoi_bao_cao", g.pk)).status_code
        for ai in (t.n.cv, t.n.ld, t.n.cdt, la)
    }

    g.refresh_from_db()
    assert tra == {
        "so_chuyen_vien": 403, "so_lanh_dao": 403, "ccn_bao_cao": 403, "so_truong_phong": 404,
    }  # fmt: skip
    assert g.thoi_tu is None


@pytest.mark.parametrize("ai", ["tp", "cuc"])
def test_lists_take_as_many_queries_for_more_reporters(t, ai, django_assert_num_queries):
    duong = (
        _duong("nguoi_bao_cao")
        if ai == "tp"
        else reverse("admin:cumcongnghiep_nguoibaocao_changelist")
    )
    c = _vao(getattr(t.n, ai))
    c.get(duong)
    with CaptureQueriesContext(connection) as truoc:
        dau = c.get(duong)
    for du_an in (t.a1, t.a2, t.b1):
        mau.giao(tai_khoan("ccn_bao_cao"), du_an=du_an)

    with django_assert_num_queries(len(truoc)):
        sau = c.get(duong)

    assert (dau.status_code, sau.status_code) == (200, 200)


def test_cuc_reads_appointments_of_its_provinces(t):
    la = XaFactory(tinh=DonViFactory(bo_ma="34", ma="24"))
    mau.giao(tai_khoan("ccn_bao_cao"), xa=la)
    duong = reverse("admin:cumcongnghiep_nguoibaocao_changelist")

    so = [
        _vao(ai).get(duong, {"tinh_trang": "dang"}).context["cl"].result_count
        for ai in (t.n.cuc, t.n.cuc_phong)
    ]

    assert so == [5, 6]
