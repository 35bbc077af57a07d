"""Dialogs of identity, communes, industries, plans; the pages of plans and of developers."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cucctdp.donvi.models import NganhKinhTe
from cumcongnghiep.choices import HaTang, LoaiHinh, PhapLy, TinhTrangCDT
from cumcongnghiep.models import ChuDauTu, Cum, GiaoChuDauTu, QuyHoach
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.factories.cumcongnghiep import (
    ChuDauTuFactory,
    CumFactory,
    CumXaFactory,
    DuAnFactory,
    MucQuyHoachFactory,
    QuyHoachFactory,
)
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory


@pytest.fixture(scope="module")
def _luat(nhom_va_luat):
    """The law and the groups as shipped."""


@pytest.fixture
def lao_cai(_luat, db):
    return DonViFactory(ten_goi="Lào Cai")


@pytest.fixture
def nguoi(lao_cai):
    nguoi = tai_khoan("cuc_chuyen_vien")
    PhanCongFactory(user=nguoi, don_vi=lao_cai, tu_ngay="2025-07-01")
    return nguoi


@pytest.fixture
def trang(client, nguoi):
    client.force_login(nguoi)
    return client


@pytest.fixture
def truong_phong(client, _luat, db):
    client.force_login(tai_khoan("cuc_lanh_dao_phong"))
    return client


@pytest.fixture
def cum(lao_cai):
    cum = CumFactory(don_vi=lao_cai, ten="Minh Quân")
    CumXaFactory(cum=cum)
    return cum


@pytest.fixture
def nganh(db):
    cha = None
    ra = []
    for ma, cap, ten in (("C", 1, "Công nghiệp chế biến"), ("14", 2, "Sản xuất trang phục"),
                         ("15", 2, "Sản xuất da")):  # fmt: skip
        dong = NganhKinhTe.objects.create(
            phien_ban="VSIC2025", ma=ma, cap=cap, ten=ten, cha=cha if cap > 1 else None,
            hieu_luc_tu="2025-11-15", can_cu="QĐ 36/2025/QĐ-TTg",
        )  # fmt: skip
        cha = cha or dong
        ra.append(dong)
    return ra


def duong(dong, ten, *con):
    return reverse(f"admin:cumcongnghiep_{dong._meta.model_name}_{ten}", args=[dong.pk, *con])


def moi(bang, ten):
    return reverse(f"admin:cumcongnghiep_{bang}_{ten}")


def test_identity_takes_kinds_communes_and_industries(trang, cum, nganh):
    mot, hai = XaFactory(tinh=cum.don_vi), XaFactory(tinh=cum.don_vi)
    gui = {
        "ten": "Minh Quân", "loai_hinh": [LoaiHinh.LANG_NGHE], "lang_nghe": "Gỗ",
        "xa-xa": [mot.pk, hai.pk, ""], "xa-ha": ["20,5", "", ""], "xa-chu-tri": "1",
        "cac_nganh": "14\nsan xuat da",
    }  # fmt: skip

    tra = trang.post(duong(cum, "ho_so"), gui)

    cum.refresh_from_db()
    xa = {x.xa_id: (x.dien_tich, x.chu_tri) for x in cum.cac_xa.all()}
    assert (tra.status_code, cum.loai_hinh) == (302, [LoaiHinh.LANG_NGHE])
    assert xa == {mot.pk: (Decimal("20.5"), False), hai.pk: (None, True)}
    assert [n.ma for n in cum.cac_nganh.order_by("ma")] == ["14", "15"]


def test_every_fault_of_the_rows_is_told_and_nothing_is_written(trang, cum, nganh):
    cu = cum.cac_xa.get().xa_id
    ngoai = XaFactory()
    gui = {
        "ten": "Khác", "xa-xa": [ngoai.pk, "", cu], "xa-ha": ["", "3", "ba"],
        "cac_nganh": "99\nsản xuất",
    }  # fmt: skip

    chu = trang.post(duong(cum, "ho_so"), gui).content.decode()

    cum.refresh_from_db()
    assert (cum.ten, cum.cac_xa.get().xa_id, cum.cac_nganh.count()) == ("Minh Quân", cu, 0)
    assert [
        c in chu for c in ("Dòng 1: xã", "Dòng 2: chọn xã", "mã ngành «99»", "Nhiều ngành có")
    ] == [True] * 4


def test_identity_opened_and_saved_again_changes_nothing(trang, cum, nganh):
    cum.cac_nganh.set(nganh[:1])
    form = trang.get(duong(cum, "ho_so")).context["form"]
    xa = form["xa"].value()
    gui = {
        "ten": cum.ten, "cac_nganh": form["cac_nganh"].value(),
        "xa-xa": [xa[0][0]], "xa-ha": [xa[0][1]], "xa-chu-tri": "0",
    }  # fmt: skip

    trang.post(duong(cum, "ho_so"), gui)

    assert (cum.cac_xa.get().chu_tri, list(cum.cac_nganh.all())) == (True, nganh[:1])


def test_an_officer_of_one_province_adds_a_cluster_there(trang, lao_cai):
    xa = XaFactory(tinh=lao_cai)
    gui = {"ten": "Bắc Văn Yên", "xa-xa": [xa.pk], "xa-ha": ["75"]}

    mo = trang.get(moi("cum", "add"))
    tra = trang.post(moi("cum", "add"), gui)

    moi_lap = Cum.objects.get(ten="Bắc Văn Yên")
    assert (mo.status_code, tra.url) == (200, duong(moi_lap, "change"))
    assert (moi_lap.don_vi, moi_lap.cac_xa.get().chu_tri) == (lao_cai, True)


def test_who_has_many_provinces_names_one_first(truong_phong, lao_cai):
    DonViFactory()

    chon = truong_phong.post(moi("cum", "add"), {"tinh": lao_cai.pk})
    tra = truong_phong.post(chon.url, {"ten": ""})

    assert (chon.status_code, chon.url) == (302, f"{moi('cum', 'add')}?tinh={lao_cai.pk}")
    assert (tra.status_code, Cum.objects.count()) == (200, 0)


def test_a_cluster_is_put_on_a_plan_and_its_line_changed(trang, cum):
    qh = QuyHoachFactory(don_vi=cum.don_vi)
    gui = {"quy_hoach": qh.pk, "stt": "7", "dien_tich": "60,5", "nhom": "bo_sung"}

    trang.post(duong(cum, "quy_hoach"), gui)
    muc = cum.quy_hoach.get()
    tra = trang.post(duong(cum, "sua_quy_hoach", muc.pk), gui | {"dien_tich": "50"})

    muc.refresh_from_db()
    cum.refresh_from_db()
    assert (muc.stt, muc.dien_tich, muc.nhom, cum.phap_ly) == (7, 50, "bo_sung", PhapLy.QUY_HOACH)
    assert (tra.status_code, cum.trong_quy_hoach) == (302, True)


def test_plans_of_another_province_are_not_offered(trang, cum):
    ngoai = QuyHoachFactory()

    tra = trang.post(duong(cum, "quy_hoach"), {"quy_hoach": ngoai.pk, "nhom": "bo_sung"})

    assert (tra.status_code, cum.quy_hoach.count()) == (200, 0)
    assert trang.get(duong(ngoai, "change")).status_code == 404


def test_a_plan_is_added_and_its_end_takes_clusters_off_it(truong_phong, cum):
    gui = {
        "don_vi": cum.don_vi_id, "so": "525/QĐ-UBND", "ngay": "25/02/2026", "co_quan": "UBND tỉnh",
        "hieu_luc_tu": "25/02/2026",
    }  # fmt: skip
    truong_phong.post(moi("quyhoach", "add"), gui)
    qh = QuyHoach.objects.get()
    MucQuyHoachFactory(quy_hoach=qh, cum=cum)

    tra = truong_phong.post(duong(qh, "sua"), gui | {"hieu_luc_den": "01/03/2026"})

    cum.refresh_from_db()
    assert (tra.status_code, cum.trong_quy_hoach) == (302, False)
    assert "Minh Quân" in truong_phong.get(duong(qh, "change")).content.decode()


def test_an_officer_reads_plans_and_does_not_write_them(trang, cum):
    qh = QuyHoachFactory(don_vi=cum.don_vi)

    assert [
        trang.get(u).status_code
        for u in (moi("quyhoach", "changelist"), duong(qh, "change"), duong(qh, "sua"),
                  moi("quyhoach", "add"))
    ] == [200, 200, 403, 403]  # fmt: skip


def test_the_list_of_developers_counts_what_they_hold_today(truong_phong, lao_cai):
    nhieu, it = ChuDauTuFactory(ten="Nhiều"), ChuDauTuFactory(ten="Ít")
    for i in range(4):
        c = CumFactory(don_vi=lao_cai)
        xong = HaTang.HOAN_THANH if i == 0 else HaTang.GPMB
        Cum.objects.filter(pk=c.pk).update(dien_tich=50, ha_tang=xong)
        GiaoChuDauTu.objects.create(cum=c, chu_dau_tu=nhieu, tu_ngay="2024-01-01")
        GiaoChuDauTu.objects.create(
            cum=c, chu_dau_tu=it, tu_ngay="2020-01-01", den_ngay="2023-12-31"
        )

    tra = truong_phong.get(moi("chudautu", "changelist"))
    loc = truong_phong.get(moi("chudautu", "changelist"), {"giu": "nhieu"})

    dem = {c.ten: (c.n, c.chua_xong, c.ha) for c in tra.context["cl"].result_list}
    assert dem == {"Nhiều": (4, 3, 200), "Ít": (0, 0, None)}
    assert [c.ten for c in loc.context["cl"].result_list] == ["Nhiều"]
    assert "từ 3 cụm chưa xong" in tra.content.decode()


def test_a_developer_is_added_and_changed(trang):
    gui = {"ten": "Công ty Hạ tầng A", "ma_so_thue": "0101234567", "loai": "doanh_nghiep",
           "tinh_trang": TinhTrangCDT.HOAT_DONG}  # fmt: skip
    trang.post(moi("chudautu", "add"), gui)
    cdt = ChuDauTu.objects.get()

    tra = trang.post(
        duong(cdt, "sua"),
        gui | {"tinh_trang": TinhTrangCDT.TAM_NGUNG, "tinh_trang_tu": "01/06/2026"},
    )
    trung = trang.post(moi("chudautu", "add"), gui)

    cdt.refresh_from_db()
    assert (tra.status_code, cdt.tinh_trang, cdt.tinh_trang_tu) == (
        302, TinhTrangCDT.TAM_NGUNG, date(2026, 6, 1),
    )  # fmt: skip
    assert (trung.status_code, ChuDauTu.objects.count()) == (409, 1)


def test_a_developer_held_elsewhere_is_refused_in_words(trang, cum):
    cdt = ChuDauTuFactory()
    GiaoChuDauTu.objects.create(cum=CumFactory(), chu_dau_tu=cdt, tu_ngay="2024-01-01")

    tra = trang.post(
        duong(cdt, "sua"), {"ten": "Khác", "loai": cdt.loai, "tinh_trang": cdt.tinh_trang}
    )

    assert (tra.status_code, "tỉnh khác" in tra.content.decode()) == (409, True)


@pytest.mark.parametrize("bang", ["quyhoach", "chudautu"])
def test_queries_of_the_lists_and_pages_do_not_grow(truong_phong, lao_cai, bang):
    qh, cdt = QuyHoachFactory(don_vi=lao_cai), ChuDauTuFactory()
    dong = {"quyhoach": qh, "chudautu": cdt}[bang]

    def them(n):
        for _ in range(n):
            cum = CumFactory(don_vi=lao_cai)
            MucQuyHoachFactory(cum=cum, quy_hoach=qh)
            GiaoChuDauTu.objects.create(cum=cum, chu_dau_tu=cdt, tu_ngay="2024-01-01")
            QuyHoachFactory(don_vi=lao_cai)
            ChuDauTuFactory()

    def dem():
        with CaptureQueriesContext(connection) as cau:
            assert truong_phong.get(moi(bang, "changelist")).status_code == 200
            assert truong_phong.get(duong(dong, "change")).status_code == 200
        return len(cau)

    them(1)
    dem()
    mot = dem()
    them(2)

    assert dem() == mot


def test_a_project_takes_its_industry_and_its_establishment(trang, cum, nganh):
    xa = cum.cac_xa.get().xa
    co_so = CoSoFactory(xa=xa, ma_so_thue="0101234567")
    du_an = DuAnFactory(cum=cum)
    gui = {"ten": "Xưởng may", "nha_dau_tu": "Công ty May", "vao_cum": "01/09/2025",
           "nganh": "trang phuc", "co_so": "0101234567"}  # fmt: skip
    sua = duong(cum, "sua", "du-an", du_an.pk)

    tra = trang.post(sua, gui)
    du_an.refresh_from_db()
    mo = trang.get(sua).context["form"]
    sai = trang.post(sua, gui | {"nganh": "không có", "co_so": "0109999999"})

    assert (tra.status_code, du_an.nganh, du_an.co_so) == (302, nganh[1], co_so)
    assert (mo["nganh"].value(), mo["co_so"].value()) == (
        "14 Sản xuất trang phục (VSIC2025)", "0101234567",
    )  # fmt: skip
    assert sorted(sai.context["form"].errors) == ["co_so", "nganh"]
