"""The law in the admin: lists open, a change is shown with the clusters it touches, then saved."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cumcongnghiep.admin.tac_dong import tac_dong
from cumcongnghiep.models import CheDo, DiaBanUuDai, HoSo, QuyTac, ThoiHan, TieuChi
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import (
    CanDoiDatFactory,
    CumFactory,
    CumXaFactory,
    VanBanFactory,
    tinh,
)

LUAT = ["chedo", "thoihan", "tieuchi", "hanbieu", "diabanuudai", "quytac"]


@pytest.fixture
def luat(luat_goc, db):
    """The law as shipped."""


@pytest.fixture
def phong(client, luat):
    client.force_login(tai_khoan("cuc_lanh_dao_phong"))
    return client


def sua(dong):
    return reverse(f"admin:cumcongnghiep_{dong._meta.model_name}_change", args=[dong.pk])


def gui(dong, client, **doi):
    """The form of a row as the browser would send it, with some boxes changed."""
    form = client.get(sua(dong)).context["adminform"].form
    so = {}
    for ten, o in form.fields.items():
        gia = form.get_initial_for_field(o, ten)
        if gia is None or gia is False:
            continue
        gia = "on" if gia is True else gia
        gia = f"{gia:%d/%m/%Y}" if isinstance(gia, date) else gia
        so[ten] = o.prepare_value(gia) if ten == "nguong" else gia
    return so | doi


@pytest.fixture
def cum_90(luat):
    """Established with 90 ha in the province, without exemption."""
    cum = CumFactory()
    VanBanFactory(cum=cum, dien_tich=Decimal(90))
    CanDoiDatFactory(cum=cum, tong=Decimal(90))
    tinh(cum)
    return cum


@pytest.mark.parametrize("ten", LUAT)
def test_list_search_filter_and_forms_open(phong, ten):
    ds = reverse(f"admin:cumcongnghiep_{ten}_changelist")
    dong = apps.get_model("cumcongnghiep", ten).objects.first()

    dia_chi = [f"{ds}?q=nd&hieu_luc=nay", f"{ds}?hieu_luc=het", f"{ds}add/"]
    if dong is not None:
        lich_su = reverse(f"admin:cumcongnghiep_{ten}_history", args=[dong.pk])
        dia_chi += [sua(dong), lich_su]

    assert {u: phong.get(u).status_code for u in dia_chi} == dict.fromkeys(dia_chi, 200)


def test_list_tells_figures_not_seen(phong):
    trang = phong.get(reverse("admin:cumcongnghiep_chedo_changelist")).content.decode()

    assert "16 mức cần xác minh" in trang
    assert "Địa bàn cấp xã: lấp đầy &gt; 50% hoặc còn ≤ 50 ha" in trang


def test_a_higher_ceiling_shows_the_cluster_it_frees_and_saves_on_the_second_click(phong, cum_90):
    r2 = CheDo.objects.hieu_luc(date(2025, 2, 20)).get()
    du_lieu = gui(r2, phong, dien_tich_toi_da="100")

    xem = phong.post(sua(r2), du_lieu)
    chua = CheDo.objects.get(pk=r2.pk).dien_tich_toi_da
    luu = phong.post(sua(r2), du_lieu | {"_da_xem": "1"})

    td = xem.context["tac_dong"]
    assert [(d.cum, [v.ma for v in d.them], [v.ma for v in d.bot]) for d in td.cac] == [
        (cum_90, [], ["V07"])
    ]
    assert "Chưa lưu gì. Các quy tắc đã chạy thử trên 1 cụm" in xem.content.decode()
    assert (chua, luu.status_code) == (75, 302)
    moi = CheDo.objects.get(pk=r2.pk)
    assert (moi.dien_tich_toi_da, moi.hang_muc_thiet_yeu) == (100, r2.hang_muc_thiet_yeu)


def test_a_faulty_row_is_told_by_its_form_and_never_previewed(phong, cum_90):
    r3 = CheDo.objects.get(ma="R3")

    tra = phong.post(sua(r3), gui(r3, phong, dien_tich_toi_da="4", ty_le_lang_nghe="120"))

    assert (tra.status_code, "tac_dong" in tra.context) == (200, False)
    assert tra.context["adminform"].form.errors["ty_le_lang_nghe"]


def test_a_rule_made_heavier_shows_who_is_blocked_and_writes_nothing(cum_90):
    q = QuyTac.objects.get(ma="V03")
    q.muc, q.nguong = "L", {**q.nguong, "thap": "70"}

    td = tac_dong(q, QuyTac.objects.get(ma="V03"))

    assert (td.so_xet, td.so_doi, td.them_chan, td.bot_chan) == (1, 1, 1, 0)
    assert [v.thong_bao for v in td.cac[0].them] == [
        (
            "Tỷ lệ đất công nghiệp 61,11% bất thường (thường 70–85%). Đề nghị kiểm tra quy hoạch "
            "chi tiết."
        )
    ]
    assert QuyTac.objects.get(ma="V03").muc == "C"


def test_alerts_and_rules_of_forms_have_no_preview(luat):
    assert tac_dong(QuyTac.objects.get(ma="A07")) is None
    assert tac_dong(QuyTac.objects.get(ma="V41")) is None
    assert tac_dong(TieuChi.objects.first()) is None


def test_a_mountain_commune_changes_the_least_area_of_its_clusters(luat):
    cum = CumFactory()
    VanBanFactory(cum=cum, dien_tich=Decimal(7))
    xa = CumXaFactory(cum=cum).xa
    VanBanFactory(cum=CumFactory(), dien_tich=Decimal(7))

    td = tac_dong(
        DiaBanUuDai(xa=xa, loai="mien_nui", hieu_luc_tu=date(2020, 1, 1), can_cu="QĐ 861/QĐ-TTg")
    )

    assert [(d.cum, [v.ma for v in d.bot]) for d in td.cac] == [(cum, ["V08"])]


def test_a_shorter_clock_shows_the_open_dossiers_and_their_new_day(luat):
    nop = timezone.localdate()
    cum = CumFactory()
    HoSo.objects.create(cum=cum, loai="thanh_lap", ngay_nop=nop)
    VanBanFactory(cum=cum, loai="de_nghi", so="", ngay=nop, dien_tich=None,
                  ho_so=HoSo.objects.get(), co_quan="dn")  # fmt: skip
    t = ThoiHan.objects.filter(loai="tiep_nhan").hieu_luc(nop).get()
    t.so_ngay = 1

    td = tac_dong(t, ThoiHan.objects.get(pk=t.pk))

    assert (td.dong_ho, td.so_xet, td.so_doi) == (True, 1, 1)
    assert [len(td.cac[0].them), len(td.cac[0].bot)] == [1, 1]
    assert td.cac[0].them[0].startswith("Thông báo tiếp nhận: ")


def test_effect_asks_the_same_queries_for_one_and_three_clusters(cum_90):
    r2 = CheDo.objects.hieu_luc(date(2025, 2, 20)).get()

    def dem():
        with CaptureQueriesContext(connection) as q:
            tac_dong(r2, r2)
        return len(q)

    mot = dem()
    for _ in range(2):
        cum = CumFactory(don_vi=cum_90.don_vi)
        VanBanFactory(cum=cum)
        tinh(cum)

    assert dem() == mot


def test_queries_of_a_list_do_not_grow_with_rows(luat):
    request = RequestFactory().get("/")
    request.user = tai_khoan("cuc_lanh_dao_phong")
    quan_tri = site.get_model_admin(TieuChi)

    def dem():
        with CaptureQueriesContext(connection) as q:
            for t in quan_tri.get_changelist_instance(request).result_list:
                assert [getattr(quan_tri, c)(t) for c in ("cap", "diem", "ky", "xac_minh")]
        return len(q)

    dem()
    it = dem()
    cha = TieuChi.objects.first()
    for i in range(3):
        TieuChi.objects.create(
            ma=f"x{i}", ten="Thử", cha=cha, don_vi=CumFactory().don_vi, diem_toi_da=1,
            hieu_luc_tu=date(2026, 1, 1), can_cu="QĐ 1/QĐ-UBND",
        )  # fmt: skip

    assert dem() == it
