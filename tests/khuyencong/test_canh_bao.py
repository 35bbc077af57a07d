"""The nightly look: rows open, stay and close; exactly once; the same queries for any number."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baocao.models import NgayNghi
from cucctdp.thong_bao.models import ThongBao
from khuyencong.choices import LoaiButToan as L
from khuyencong.models import CanhBao, NghiaVuHoanTra, NghiemThu, QuyTac, TienDo
from khuyencong.services.canh_bao import chay_dem
from khuyencong.statistics import dem_canh_bao
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, ToChucFactory, XaFactory
from tests.factories.khuyencong import (
    DeAnFactory,
    HopDongFactory,
    NoiDungDeAnFactory,
    ThuHuongFactory,
    but_toan,
)

TRIEU = 1_000_000
can_danh_muc = pytest.mark.usefixtures("danh_muc_goc", "db")


def de_an(trang_thai="thuc_hien", **khac):
    """A đề án of 2026, approved and allotted 100 triệu, in this state."""
    khac.setdefault("don_vi", DonViFactory())
    d = DeAnFactory(
        trang_thai=trang_thai, so_quyet_dinh="QĐ 1", ngay_quyet_dinh=date(2025, 12, 30), **khac
    )
    ThuHuongFactory(
        noi_dung=NoiDungDeAnFactory(de_an=d), co_so=CoSoFactory(xa=XaFactory(tinh=d.don_vi))
    )
    but_toan(d, L.PHE_DUYET, 100 * TRIEU)
    return d


def giao(d, tien=100):
    but_toan(d, L.GIAO, tien * TRIEU)
    return d


def cac_ma(d=None):
    rows = CanhBao.objects.dang_mo().order_by("ma", "khoa")
    return [c.ma for c in (rows.filter(de_an=d) if d else rows)]


def bao_cao(hop_dong, *cac_thang):
    for thang in cac_thang:
        TienDo.objects.create(
            hop_dong=hop_dong, nam=2026, thang=thang, khoi_luong=10,
            kinh_phi_nha_nuoc=0, kinh_phi_khac=0,
        )  # fmt: skip


@can_danh_muc
def test_missing_report_opens_stays_and_closes_and_comes_back_as_a_new_row():
    hd = HopDongFactory(de_an=giao(de_an()))
    bao_cao(hd, 3)

    truoc = chay_dem(date(2026, 4, 24))
    dung = chay_dem(date(2026, 4, 27))
    sau = chay_dem(date(2026, 4, 29))
    bao_cao(hd, 4)
    het = chay_dem(date(2026, 5, 4))

    assert [(k.moi, k.con, k.het) for k in (truoc, dung, sau, het)] == [
        (0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)
    ]  # fmt: skip
    c = CanhBao.objects.get()
    assert (c.ma, c.ben, c.han, c.khoa) == (
        "KC30", "thuc_hien", date(2026, 4, 24), f"hop_dong:{hd.pk}"
    )  # fmt: skip
    assert (c.thay_dau, c.thay_cuoi, c.dong_ngay) == (
        date(2026, 4, 27), date(2026, 4, 29), date(2026, 5, 4)
    )  # fmt: skip
    assert c.thong_bao == "Chưa nộp báo cáo tiến độ tháng 4/2026 (hạn trước ngày 25/04/2026)."
    TienDo.objects.filter(thang=4).delete()
    assert (chay_dem(date(2026, 5, 5)).moi, CanhBao.objects.count()) == (1, 2)


@can_danh_muc
def test_months_missing_from_one_contract_are_one_alert_that_grows():
    hd = HopDongFactory(de_an=giao(de_an()))

    thang_ba = chay_dem(date(2026, 3, 26))
    bao_cao(hd, 4)
    thang_sau = chay_dem(date(2026, 6, 26))

    assert [(k.moi, k.con, k.het) for k in (thang_ba, thang_sau)] == [(1, 0, 0), (0, 1, 0)]
    c = CanhBao.objects.get()
    assert (c.thong_bao, c.han, c.thay_dau) == (
        (
            "Chưa nộp báo cáo tiến độ tháng 3, 5, 6/2026 (3 tháng; hạn sớm nhất trước ngày "
            "25/03/2026)."
        ),
        date(2026, 3, 24),
        date(2026, 3, 26),
    )


@can_danh_muc
def test_lateness_counts_working_days_of_the_calendar():
    NgayNghi.objects.create(ngay=date(2026, 4, 30), ten="30/4", loai="nghi", can_cu="BLLĐ")
    hd = HopDongFactory(de_an=giao(de_an()))
    bao_cao(hd, 3)

    chay_dem(date(2026, 4, 25))  # Saturday: past the 24th, no working day yet
    dau = CanhBao.objects.get().so_ngay_tre
    chay_dem(date(2026, 5, 1))

    assert (dau, CanhBao.objects.get().so_ngay_tre) == (0, 4), "27, 28, 29/4 and 1/5; 30/4 is off"


@can_danh_muc
def test_every_rule_of_the_night_finds_its_case_and_names_who_must_act():
    kc28 = giao(de_an("nghiem_thu"))
    hd28 = HopDongFactory(de_an=kc28)
    NghiemThu.objects.create(
        hop_dong=hd28, loai="5a", ngay=date(2026, 11, 1), dia_diem="x", thanh_phan="x", ket_qua="x"
    )
    kc29 = giao(de_an("quyet_toan", nguon="kcdp"))
    HopDongFactory(de_an=kc29, so="29/HĐ", ngay=date(2025, 3, 1), het_han=date(2025, 11, 30))
    kc31 = giao(de_an("phe_duyet"))
    kc32 = giao(de_an("thuc_hien"), 79)
    kc38 = giao(de_an("ngung"))
    hd38 = HopDongFactory(de_an=kc38)
    hd38.thanh_ly_ngay = date(2026, 6, 1)
    hd38.save()
    NghiaVuHoanTra.objects.create(
        hop_dong=hd38, nguon="kcqg", so_tien=5, ly_do="x", van_ban="CV 1",
        ngay=date(2026, 6, 1), han=date(2026, 6, 30),
    )  # fmt: skip
    kc44 = giao(de_an("theo_doi", nam=2025))
    hd44 = HopDongFactory(de_an=kc44, ngay=date(2025, 3, 1), het_han=date(2025, 9, 1))
    hd44.thanh_ly_ngay = date(2025, 11, 20)
    hd44.save()
    cho = de_an("tham_dinh_bo", han_xu_ly=date(2026, 11, 20))
    tra = de_an("bo_sung", han_xu_ly=date(2026, 11, 20), dung_tu=date(2026, 11, 2))
    dung = de_an("tham_dinh_so", han_xu_ly=date(2026, 11, 20), dung_tu=date(2026, 11, 2))
    con = de_an("tham_dinh_so", han_xu_ly=date(2026, 11, 23))

    chay_dem(date(2026, 11, 23))

    mo = {(c.de_an_id, c.ma): (c.ben, c.han) for c in CanhBao.objects.dang_mo()}
    assert mo == {
        (kc28.pk, "KC28"): ("thuc_hien", date(2026, 11, 16)),
        (kc29.pk, "KC29"): ("so", date(2026, 1, 22)),
        (kc31.pk, "KC31"): ("thuc_hien", date(2026, 6, 30)),
        (kc32.pk, "KC32"): ("cuc", date(2026, 9, 30)),
        (kc38.pk, "KC38"): ("thuc_hien", date(2026, 6, 30)),
        (kc44.pk, "KC44"): ("so", date(2026, 11, 20)),
        (cho.pk, "HAN"): ("cuc", date(2026, 11, 20)),
        (tra.pk, "HAN"): ("thuc_hien", date(2026, 11, 16)),
    }
    assert not CanhBao.objects.filter(de_an__in=[dung, con]).exists()


@can_danh_muc
def test_liquidation_is_told_twenty_days_before_it_is_late():
    hd = HopDongFactory(de_an=giao(de_an("quyet_toan")))

    chay_dem(date(2027, 1, 1))
    som = cac_ma()
    chay_dem(date(2027, 1, 2))

    c = CanhBao.objects.get()
    assert (som, c.ma, c.noi, c.han, c.so_ngay_tre) == ([], "KC29", hd.so, date(2027, 1, 22), 0)


@can_danh_muc
def test_liquidation_is_told_again_at_each_of_its_dates():
    d = giao(de_an("quyet_toan"))
    HopDongFactory(de_an=d)
    tai_khoan("cuc_lanh_dao_phong")
    ai = tai_khoan("cuc_chuyen_vien")
    PhanCongFactory(user=ai, don_vi=d.don_vi, tu_ngay=date(2020, 1, 1))

    moi = [
        (ngay, kq.moi, kq.het)
        for ngay in (1, 2, 3, 14, 15, 16, 22, 23, 25)
        if (kq := chay_dem(date(2027, 1, ngay))).moi
    ]

    assert moi == [(2, 1, 0), (15, 1, 1), (23, 1, 1)]
    assert cac_ma(d) == ["KC29"]
    assert ThongBao.objects.filter(kenh="he_thong", nguoi_nhan=ai).count() == 3


@can_danh_muc
def test_rule_switched_off_closes_its_alerts():
    de_an()
    chay_dem(date(2026, 11, 23))
    QuyTac.objects.filter(ma="KC32").update(bat=False)

    kq = chay_dem(date(2026, 11, 24))

    assert (kq.het, "KC32" in cac_ma()) == (1, False)


@can_danh_muc
def test_queries_do_not_grow_with_the_de_an(django_assert_num_queries):
    def mot():
        hd = HopDongFactory(de_an=giao(de_an(), 10))
        bao_cao(hd, 3)

    mot()
    with CaptureQueriesContext(connection) as it:
        chay_dem(date(2026, 10, 1))
    CanhBao.objects.all().delete()
    mot()
    mot()

    with django_assert_num_queries(len(it.captured_queries)):
        chay_dem(date(2026, 10, 1))


@can_danh_muc
def test_every_province_of_a_de_an_of_many_hears_and_the_centre_that_carries_it_out():
    hai = [DonViFactory(), DonViFactory()]
    mot_tinh, vung = de_an("phe_duyet", don_vi=hai[0]), ToChucFactory()
    mot_tinh.don_vi, mot_tinh.thuc_hien = None, vung
    mot_tinh.save()
    mot_tinh.cac_tinh.set(hai)
    giao(mot_tinh)
    nghe = [tai_khoan("so_chuyen_vien", don_vi=t) for t in hai]
    nghe += [tai_khoan("so_khuyen_cong", don_vi=t) for t in hai]
    nghe.append(tai_khoan("vung_khuyen_cong", to_chuc=vung))
    tai_khoan("so_chuyen_vien", don_vi=DonViFactory())

    chay_dem(date(2026, 8, 3))

    thu = ThongBao.objects.filter(kenh="he_thong")
    assert {t.nguoi_nhan_id for t in thu} == {u.pk for u in nghe}


@can_danh_muc
def test_people_hear_once_of_what_is_new_in_their_scope():
    tinh, khac = DonViFactory(), DonViFactory()
    nguoi = {
        "tt": tai_khoan("so_khuyen_cong", don_vi=tinh),
        "so": tai_khoan("so_chuyen_vien", don_vi=tinh),
        "nang_luong": tai_khoan("so_chuyen_vien", don_vi=tinh, nhom_bieu=["NL"]),
        "tt_khac": tai_khoan("so_khuyen_cong", don_vi=khac),
        "cuc": tai_khoan("cuc_chuyen_vien"),
        "cuc_khac": tai_khoan("cuc_chuyen_vien"),
        "phong": tai_khoan("cuc_lanh_dao_phong"),
        "lanh_dao": tai_khoan("cuc_lanh_dao"),
    }
    PhanCongFactory(user=nguoi["cuc"], don_vi=tinh, tu_ngay=date(2020, 1, 1))
    PhanCongFactory(user=nguoi["cuc_khac"], don_vi=khac, tu_ngay=date(2020, 1, 1))
    giao(de_an("phe_duyet", don_vi=tinh))
    giao(de_an("phe_duyet", don_vi=khac, minh_hoa=True))

    for _ in range(2):
        chay_dem(date(2026, 8, 3))
    chay_dem(date(2026, 8, 4))

    thu = ThongBao.objects.filter(kenh="he_thong")
    assert {t.nguoi_nhan_id for t in thu} == {nguoi[k].pk for k in ("tt", "so", "cuc")}
    assert thu.count() == 3
    noi_dung = thu.get(nguoi_nhan=nguoi["tt"]).noi_dung
    assert "Trễ 24 ngày làm việc." in noi_dung
    assert "Đơn vị thực hiện: 1" in noi_dung


@can_danh_muc
def test_counts_for_the_board_stay_within_the_scope():
    tinh, khac = DonViFactory(), DonViFactory()
    for dv in (tinh, tinh, khac):
        giao(de_an("phe_duyet", don_vi=dv))
    chay_dem(date(2026, 8, 3))

    so = dem_canh_bao(tai_khoan("so_khuyen_cong", don_vi=tinh))
    cuc = dem_canh_bao(tai_khoan("cuc_lanh_dao"))

    assert [(d.ma, d.ten, d.so, d.so_de_an, d.qua_han) for d in so] == [
        ("KC31", "Chưa triển khai", 2, 2, 2)
    ]
    assert [d.so for d in cuc] == [3]
