"""The register of clusters and the page of one: filters, tabs, dialogs, many at once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cumcongnghiep.admin.bang import LOAI
from cumcongnghiep.admin.loc_cum import KHOANG, han_truoc_105
from cumcongnghiep.admin.xem_cum import CAC_THE
from cumcongnghiep.choices import HaTang, LoaiVanBan, PhapLy
from cumcongnghiep.models import Cum, GiaoChuDauTu, QuyTac, SoLieu, TramXuLy
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.factories.cumcongnghiep import (
    CanDoiDatFactory,
    ChuDauTuFactory,
    CumFactory,
    CumXaFactory,
    DuAnFactory,
    LoFactory,
    ThueDatFactory,
    VanBanFactory,
    tinh,
)
from tests.factories.donvi import DonViFactory

DS = reverse("admin:cumcongnghiep_cum_changelist")


@pytest.fixture(scope="module")
def _luat(nhom_va_luat):
    """The law and the groups as shipped."""


@pytest.fixture
def lao_cai(_luat, db):
    return DonViFactory(ten_goi="Lào Cai")


@pytest.fixture
def nguoi(lao_cai):
    nguoi = tai_khoan("cuc_chuyen_vien", ho_ten="Trần Thị Cụm")
    PhanCongFactory(user=nguoi, don_vi=lao_cai, tu_ngay="2025-07-01")
    return nguoi


@pytest.fixture
def trang(client, nguoi):
    client.force_login(nguoi)
    return client


@pytest.fixture
def cum(lao_cai):
    cum = CumFactory(don_vi=lao_cai, ten="Minh Quân")
    CumXaFactory(cum=cum)
    VanBanFactory(cum=cum, so="298/QĐ-UBND", ngay=date(2020, 2, 20), dien_tich=Decimal(60))
    CanDoiDatFactory(cum=cum, tong=Decimal(60), cong_nghiep=Decimal(40))
    tinh(cum)
    return cum


def duong(cum, ten="change", *con):
    return reverse(f"admin:cumcongnghiep_cum_{ten}", args=[cum.pk, *con])


def ten_cum(tra):
    return sorted(c.ten for c in tra.context["cl"].result_list)


@pytest.mark.parametrize("the", [ma for ma, _, _ in CAC_THE])
def test_every_tab_opens(trang, cum, the):
    DuAnFactory(cum=cum)

    tra = trang.get(duong(cum), {"the": the})

    assert (tra.status_code, f'href="?the={the}" aria-current' in tra.content.decode()) == (
        200,
        True,
    )


@pytest.mark.parametrize("ma", list(LOAI))
def test_every_dialog_opens_and_an_empty_one_is_refused(trang, nguoi, cum, ma):
    mo = trang.get(duong(cum, "them", ma))
    gui = trang.post(duong(cum, "them", ma), {})

    doi = 200 if nguoi.has_perm(f"cumcongnghiep.{LOAI[ma].quyen}") else 403
    assert (mo.status_code, gui.status_code) == (doi, doi)
    assert LOAI[ma].dong(cum).count() == (1 if ma in ("van-ban", "can-doi") else 0)


def test_every_table_has_a_tab():
    assert sorted(ma for _, _, bang in CAC_THE for ma in bang) == sorted(LOAI)


def test_another_province_is_404(trang):
    ngoai = CumFactory()

    assert [
        trang.get(d).status_code
        for d in (duong(ngoai), duong(ngoai, "ho_so"), duong(ngoai, "them", "lo"))
    ] == [404, 404, 404]


def test_queries_of_the_list_do_not_grow_with_the_rows(trang, lao_cai):
    def dem():
        with CaptureQueriesContext(connection) as cau:
            assert trang.get(DS).status_code == 200
        return len(cau)

    CumXaFactory(cum=CumFactory(don_vi=lao_cai))
    trang.get(DS)
    mot = dem()
    for _ in range(2):
        CumXaFactory(cum=CumFactory(don_vi=lao_cai))

    assert dem() == mot


@pytest.mark.parametrize("the", ["dat", "du-an", "so-lieu", "ha-tang", "van-ban"])
def test_queries_of_a_tab_do_not_grow_with_the_tenants(trang, cum, the):
    def them(n):
        for _ in range(n):
            du_an = DuAnFactory(cum=cum)
            ThueDatFactory(du_an=du_an, lo=LoFactory(cum=cum))
            SoLieu.objects.create(
                cum=cum, du_an=du_an, chi_tieu="lao_dong", ngay="2025-12-31", gia_tri=5
            )

    def dem():
        with CaptureQueriesContext(connection) as cau:
            assert trang.get(duong(cum), {"the": the}).status_code == 200
        return len(cau)

    them(1)
    trang.get(duong(cum), {"the": the})
    mot = dem()
    them(3)

    assert dem() == mot


def test_a_tab_shows_one_page_of_many_rows_and_finds_without_accents(trang, cum):
    for i in range(35):
        DuAnFactory(cum=cum, ten=f"Nhà máy Đồng Tâm {i}")
    DuAnFactory(cum=cum, ten="Xưởng gỗ")

    tra = trang.get(duong(cum), {"the": "du-an"})
    tim = trang.get(duong(cum), {"the": "du-an", "tim-du-an": "xuong go"})

    assert [len(x.context["cac_bang"][0].dong) for x in (tra, tim)] == [30, 1]


def test_a_fact_is_added_and_changed_by_its_service(trang, cum):
    lo = {"ma": "CN-01", "dien_tich": "2,5", "tinh_trang": "da_gpmb", "tinh_trang_tu": ""}

    trang.post(duong(cum, "them", "lo"), lo)
    dong = cum.cac_lo.get()
    trang.post(duong(cum, "sua", "lo", dong.pk), lo | {"dien_tich": "3"})

    dong.refresh_from_db()
    assert (dong.ma, dong.dien_tich) == ("CN-01", 3)


def test_a_document_without_its_issuer_gets_that_of_its_step(trang, cum):
    gui = {"loai": "qhct", "so": "12/QĐ-UBND", "ngay": "01/02/2024", "co_quan": ""}

    trang.post(duong(cum, "them", "van-ban"), gui)

    assert cum.van_ban.get(loai="qhct").co_quan != ""


def test_a_broken_rule_is_told_in_the_dialog(trang, cum):
    VanBanFactory(cum=cum, loai=LoaiVanBan.QHCT, so="9/QĐ-UBND", ngay=date(2020, 6, 1))
    so = {"chi_tieu": "da_thue", "ngay": "31/12/2025", "gia_tri": "45", "tu_ngay": ""}

    tra = trang.post(duong(cum, "them", "so-lieu"), so)

    assert (tra.status_code, SoLieu.objects.count()) == (409, 0)
    assert "lớn hơn" in tra.content.decode()


def test_identity_is_changed_and_states_stay_computed(trang, cum):
    tra = trang.post(duong(cum, "ho_so"), {"ten": "Minh Quân 1", "ghi_chu": "Đổi tên"})

    cum.refresh_from_db()
    assert (tra.status_code, cum.ten, cum.phap_ly) == (302, "Minh Quân 1", PhapLy.DA_THANH_LAP)


def test_a_figure_is_confirmed_by_another_person_only(client, trang, nguoi, cum):
    so = {"chi_tieu": "da_thue", "ngay": "31/12/2025", "gia_tri": "20", "tu_ngay": ""}
    trang.post(duong(cum, "them", "so-lieu"), so)
    s = SoLieu.objects.get()
    lam = duong(cum, "lam", "so-lieu", s.pk, "xac-nhan")
    minh = trang.post(lam, {}).status_code

    client.force_login(tai_khoan("cuc_lanh_dao_phong"))
    khac = client.post(lam, {}).status_code

    s.refresh_from_db()
    assert (minh in (403, 409), khac, s.nguoi_xac_nhan_id is not None) == (True, 302, True)


@pytest.mark.parametrize(
    ("thue", "khoang"),
    [
        (None, "chua_ro"),
        (4, "0_30"),
        (12, "30_50"),
        (20, "50_80"),
        (40, "80_100"),
        (41, "tren_100"),
    ],
)
def test_bands_of_the_legal_fill_rate_part_the_register(trang, cum, thue, khoang):
    Cum.objects.filter(pk=cum.pk).update(dat_da_thue=thue)

    co = [ma for ma in KHOANG if ten_cum(trang.get(DS, {"lap_day": ma}))]

    assert co == [khoang]


def test_filters_of_what_needs_attention(trang, lao_cai, cum):
    ten = {}
    truoc = CumFactory(don_vi=lao_cai, ten="Cũ", truoc_105_2009=True)
    xu_ly = CumFactory(don_vi=lao_cai, ten="Cũ đã lập", truoc_105_2009=True)
    Cum.objects.filter(pk=xu_ly.pk).update(phap_ly=PhapLy.DA_THANH_LAP)
    DuAnFactory(cum=CumFactory(don_vi=lao_cai, ten="Không trạm"))
    co_tram = CumFactory(don_vi=lao_cai, ten="Có trạm")
    TramXuLy.objects.create(
        cum=co_tram, ten="T", tinh_trang="van_hanh", tinh_trang_tu="2020-01-01",
        den_ngay="2025-12-31",
    )  # fmt: skip
    tinh(*Cum.objects.filter(don_vi=lao_cai, ten__in=("Không trạm", "Có trạm")))
    Cum.objects.filter(ten="Có trạm").update(so_du_an=2)
    cdt = ChuDauTuFactory()
    for c in (cum, truoc):
        GiaoChuDauTu.objects.create(cum=c, chu_dau_tu=cdt, tu_ngay="2020-01-01")
    VanBanFactory(
        cum=cum, loai=LoaiVanBan.DIEU_CHINH, ngay=date(2022, 1, 1),
        hoan_thanh_du_kien=date(2024, 1, 1),
    )  # fmt: skip
    Cum.objects.update(cap_nhat_luc=timezone.now())
    Cum.objects.filter(pk=xu_ly.pk).update(cap_nhat_luc=timezone.now() - timedelta(days=191))

    for ma in ("truoc_105", "chua_xlnt", "cham", "nhieu_cum", "lau"):
        ten[ma] = ten_cum(trang.get(DS, {"chu_y": ma}))

    assert ten == {
        "truoc_105": ["Cũ"],
        "chua_xlnt": ["Không trạm"],
        "cham": ["Minh Quân"],
        "nhieu_cum": ["Cũ", "Minh Quân"],
        "lau": ["Cũ đã lập"],
    }


def test_the_deadline_is_the_row_of_the_rule(trang, cum):
    luat = QuyTac.objects.get(ma="A04")
    luat.nguong = luat.nguong | {"han": "2030-06-30"}
    luat.save()

    chu = trang.get(DS).content.decode()

    assert han_truoc_105() == date(2030, 6, 30)
    assert "30/06/2030" in chu


@pytest.mark.parametrize(
    ("loc", "gia_tri"),
    [("phap_ly", PhapLy.BAI_BO), ("ha_tang", HaTang.TAM_DUNG), ("tinh", "vớ vẩn")],
)
def test_a_filter_leaves_the_others_out(trang, cum, loc, gia_tri):
    assert ten_cum(trang.get(DS, {loc: gia_tri})) == []


def test_search_needs_no_accents(trang, cum):
    CumFactory(don_vi=cum.don_vi, ten="Khác")

    assert ten_cum(trang.get(DS, {"q": "minh quan"})) == ["Minh Quân"]


def test_many_clusters_are_looked_at_first_and_then_changed(trang, cum):
    hai = CumFactory(don_vi=cum.don_vi, truoc_105_2009=True)
    url = f"{reverse('admin:cumcongnghiep_cum_cap_nhat_nhieu')}?cum={cum.pk},{hai.pk}"
    gui = {"cot": "truoc_105_2009", "gia_tri": "Có"}

    xem = trang.post(url, gui | {"xem": "1"})
    truoc = Cum.objects.get(pk=cum.pk).truoc_105_2009
    trang.post(url, gui | {"ghi": "1"})

    kq = xem.context["ket_qua"]
    assert ([c.pk for c, _ in kq.duoc], [c.pk for c, _ in kq.tu_choi]) == ([cum.pk], [hai.pk])
    assert (truoc, Cum.objects.get(pk=cum.pk).truoc_105_2009) == (False, True)


def test_a_saved_filter_stands_above_the_list(trang, cum):
    trang.post(
        f"{reverse('admin:cumcongnghiep_cum_luu_bo_loc')}?phap_ly=da_thanh_lap", {"ten": "Đã lập"}
    )

    tra = trang.get(DS)

    assert [b.ten for b in tra.context["cac_bo_loc"]] == ["Đã lập"]


def test_the_list_offers_import_and_export_of_the_table(trang, cum):
    tra = trang.get(DS)

    assert tra.context["nut_nhap"] == reverse("admin:imports_phiennhap_tai_len", args=["cum"])
