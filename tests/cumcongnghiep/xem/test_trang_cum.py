"""The page of a cluster: its tabs, who may see which, and how many queries it costs."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cumcongnghiep.choices import HaTang, LoaiThue, VaiTroBaoCao
from cumcongnghiep.danh_muc import doc_danh_muc
from cumcongnghiep.dong_thoi_gian import cac_doan, dong_thoi_gian
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import Cum, NguoiBaoCao, ThueDat
from cumcongnghiep.nguon_so import NguonSo
from cumcongnghiep.services import ha_tang
from cumcongnghiep.xem.dat import dat_cua
from cumcongnghiep.xem.ha_tang import cac_hang_muc
from cumcongnghiep.xem.trang_cum import CAC_THE
from tests.cumcongnghiep.xem.mau import cum_day_du
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import CumFactory, CumXaFactory, VanBanFactory

pytestmark = pytest.mark.django_db
NGAY = date(2026, 11, 23)
NOI_BO = {"thoi-gian", "doanh-nghiep", "van-ban", "quy-tac", "thay-doi"}


@pytest.fixture(scope="module")
def _cum(nhom_va_luat, django_db_blocker):
    with django_db_blocker.unblock():
        return cum_day_du().pk


@pytest.fixture
def cum(_cum, db):
    return Cum.objects.get(pk=_cum)


def _mo(client, user, cum, the="", **tham_so):
    client.force_login(user)
    return client.get(reverse("ccn_cum", args=[cum.pk]), {"the": the, **tham_so})


def test_every_tab_opens_for_the_leadership(client, cum):
    lanh_dao = tai_khoan("cuc_lanh_dao")

    ma = {t: _mo(client, lanh_dao, cum, t).status_code for t in CAC_THE}

    assert ma == dict.fromkeys(CAC_THE, 200)


def test_reporter_sees_his_own_cluster_without_the_tabs_of_the_office(client, cum):
    xa = cum.cac_xa.get(chu_tri=True).xa
    nguoi = tai_khoan("ccn_bao_cao")
    NguoiBaoCao.objects.create(nguoi=nguoi, vai_tro=VaiTroBaoCao.XA, xa=xa, don_vi=cum.don_vi)

    ma = {t: _mo(client, nguoi, cum, t).status_code for t in CAC_THE}

    assert ma == {t: 403 if t in NOI_BO else 200 for t in CAC_THE}


def test_cluster_of_others_is_not_there(client, cum):
    so = tai_khoan("so_chuyen_vien", don_vi=CumFactory().don_vi)
    nguoi = tai_khoan("ccn_bao_cao")

    ma = set()
    for user in (so, nguoi):
        ma.add(_mo(client, user, cum).status_code)
        ma.add(client.get(reverse("ccn_ly_lich", args=[cum.pk])).status_code)

    assert ma == {404}


def test_unknown_tab_is_404(client, cum):
    assert _mo(client, tai_khoan("cuc_lanh_dao"), cum, "khac").status_code == 404


@pytest.mark.parametrize("the", CAC_THE)
def test_queries_do_not_grow_with_the_dossier(client, cum, the, django_assert_num_queries):
    nhieu = cum_day_du(du_an=12, ten="Nhiều doanh nghiệp")
    CumXaFactory(cum=nhieu, chu_tri=False)
    lanh_dao = tai_khoan("cuc_lanh_dao")
    _mo(client, lanh_dao, cum, the)

    with django_assert_num_queries(_dem(client, cum, the)):
        client.get(reverse("ccn_cum", args=[nhieu.pk]), {"the": the})


def _dem(client, cum, the):
    with CaptureQueriesContext(connection) as dem:
        client.get(reverse("ccn_cum", args=[cum.pk]), {"the": the})
    return len(dem)


def test_tenants_are_found_without_accents(client, cum):
    tra = _mo(client, tai_khoan("cuc_lanh_dao"), cum, "doanh-nghiep", tim="che bien so 3")

    assert [d.du_an.ten for d in tra.context["dong"]] == ["Nhà máy chế biến số 3"]


def test_timeline_holds_documents_plans_developers_and_states(cum):
    h = doc_ho_so([cum])[cum.pk]

    cac = dong_thoi_gian(h, doc_danh_muc(), NGAY)

    assert {m.loai for m in cac} == {"van_ban", "quy_hoach", "chu_dau_tu", "trang_thai", "ho_so"}
    assert [m.ngay for m in cac] == sorted((m.ngay for m in cac), reverse=True)


def test_stretches_of_a_state_follow_each_other_without_gap(cum):
    doan = cac_doan(doc_ho_so([cum])[cum.pk], doc_danh_muc(), NGAY)["ha_tang"]

    assert [(d.ma, d.tu) for d in doan] == [
        (HaTang.CHUA_TRIEN_KHAI, date(2019, 3, 4)),
        (HaTang.QHCT, date(2020, 9, 1)),
        (HaTang.GPMB, date(2021, 3, 1)),
        (HaTang.DANG_XAY_DUNG, date(2021, 9, 1)),
    ]
    assert [d.den for d in doan] == [
        date(2020, 8, 31), date(2021, 2, 28), date(2021, 8, 31), None,
    ]  # fmt: skip


def test_what_is_after_the_day_is_not_in_the_timeline(cum):
    VanBanFactory(cum=cum, loai="khac", so="1/X", ngay=date(2027, 1, 1))

    cac = dong_thoi_gian(doc_ho_so([cum])[cum.pk], doc_danh_muc(), NGAY)

    assert [m for m in cac if m.ngay > NGAY] == []


def test_land_bar_shows_the_memorandum_but_counts_it_as_vacant(cum):
    h = doc_ho_so([cum])[cum.pk]

    dat = dat_cua(h, NguonSo([h]), NGAY)

    phap_ly = dat.ty_le[0][1]
    assert (phap_ly.tu, phap_ly.mau) == (Decimal("8.3"), Decimal("52.4"))
    assert "Mới có biên bản ghi nhớ (không tính): 9,00 ha; Còn trống: 35,10 ha" in dat.bieu_do


def test_more_leased_than_there_is_land_is_told(cum):
    ThueDat.objects.filter(cum=cum, loai=LoaiThue.CHAP_THUAN).update(dien_tich=Decimal(60))
    h = doc_ho_so([cum])[cum.pk]

    dat = dat_cua(h, NguonSo([h]), NGAY)

    assert len(dat.canh_bao) == 1
    assert "lớn hơn đất công nghiệp 52,4 ha" in dat.canh_bao[0]


def test_essential_items_missing_from_the_dossier_are_named(cum):
    h = doc_ho_so([cum])[cum.pk]
    thiet_yeu = doc_danh_muc().thiet_yeu(NGAY)

    cac = cac_hang_muc(h, NguonSo([h]), thiet_yeu, NGAY)

    thieu = ["Thu gom chất thải rắn", "Phòng cháy, chữa cháy"]
    assert [d.ten for d in cac if d.muc is None] == thieu
    assert {d.ten for d in cac if d.thiet_yeu and not d.da_xong} == {
        "Trạm xử lý nước thải tập trung",
        *thieu,
    }


def test_changes_tell_who_did_what_from_what_to_what(client, cum):
    so = tai_khoan("so_chuyen_vien", don_vi=cum.don_vi)
    tram = cum.tram_xu_ly.get()
    ha_tang.sua_tram(tram, by=so, luu_luong=Decimal(300))

    tra = _mo(client, so, cum, "thay-doi")

    dong = tra.context["dong"][0]
    assert (dong.nguoi, dong.viec) == (so.ten_hien_thi, "Sửa trạm xử lý nước thải")
    assert ("lưu lượng thực tế (m³/ngày đêm)", "", "300") in [
        (o.nhan, o.truoc, o.sau) for o in dong.doi
    ]
