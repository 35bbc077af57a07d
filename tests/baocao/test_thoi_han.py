"""Timeliness: «trước ngày» excludes the day, «chậm nhất» includes it; working days."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from baocao.choices import LoaiHan, TinhHan
from baocao.models import GiaHan, NgayNghi
from baocao.services import gia_han
from baocao.services import ky as dich_vu_ky
from baocao.services.thoi_han import (
    Han,
    cac_ngay_lam_viec,
    cong_ngay_lam_viec,
    han_cua_bo,
    han_cua_ky,
    la_ngay_lam_viec,
    ngay_lam_viec_truoc,
)
from tests.baocao import mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

HAN = date(2026, 6, 30)
TRUOC = Han(HAN, LoaiHan.TRUOC_NGAY)
CHAM = Han(HAN, LoaiHan.CHAM_NHAT)


@pytest.mark.parametrize(
    ("han", "ngay_gui", "mong"),
    [
        (TRUOC, date(2026, 6, 29), (TinhHan.DUNG_HAN, 0)),
        (TRUOC, date(2026, 6, 30), (TinhHan.TRONG_NGAY_HAN, 0)),
        (TRUOC, date(2026, 7, 1), (TinhHan.TRE_HAN, 1)),
        (CHAM, date(2026, 6, 29), (TinhHan.DUNG_HAN, 0)),
        (CHAM, date(2026, 6, 30), (TinhHan.DUNG_HAN, 0)),
        (CHAM, date(2026, 7, 1), (TinhHan.TRE_HAN, 1)),
        (CHAM, date(2026, 7, 30), (TinhHan.TRE_HAN, 30)),
    ],
)
def test_day_of_sending_decides_timeliness(han, ngay_gui, mong):
    assert han.tinh(ngay_gui) == mong


@pytest.mark.parametrize(
    ("ngay_gui", "mong"),
    [
        (date(2026, 6, 30), (TinhHan.DUNG_HAN, 0)),
        (date(2026, 7, 5), (TinhHan.GIA_HAN, 0)),
        (date(2026, 7, 6), (TinhHan.TRE_HAN, 1)),
    ],
)
def test_extension_moves_the_day_from_which_lateness_counts(ngay_gui, mong):
    assert Han(HAN, LoaiHan.CHAM_NHAT, date(2026, 7, 5)).tinh(ngay_gui) == mong


@pytest.mark.parametrize(
    ("han", "con"),
    [(TRUOC, 9), (CHAM, 10), (Han(HAN, LoaiHan.CHAM_NHAT, date(2026, 7, 5)), 15)],
)
def test_days_left_count_to_the_last_timely_day(han, con):
    assert han.con_lai(date(2026, 6, 20)) == con


def test_days_left_are_negative_when_past():
    assert CHAM.con_lai(date(2026, 7, 2)) == -2


def test_cluster_form_has_its_own_due_date_beside_the_pack():
    ky, _ = dich_vu_ky.tao_ky("2026-6T")

    assert han_cua_ky(ky) == Han(date(2026, 6, 18), LoaiHan.CHAM_NHAT)
    assert han_cua_ky(ky, bieu="Q07") == Han(date(2026, 6, 30), LoaiHan.TRUOC_NGAY)
    assert han_cua_ky(ky, bieu="Q04") == Han(date(2026, 6, 18), LoaiHan.CHAM_NHAT)
    assert han_cua_ky(ky, buoc="chinh_phu") == Han(date(2026, 6, 25), LoaiHan.CHAM_NHAT)
    assert han_cua_ky(ky, buoc="chinh_thuc") is None


def test_extension_of_one_unit_leaves_the_others():
    nguoi, khac = mau.nguoi_dung(), mau.nguoi_dung("34:24")
    mau.mo_ky("2026-6T", by=nguoi.cuc_lanh_dao, chi_don_vi={"34:80", "34:24"}, bieu={"Q04"})
    bo = mau.BoBaoCao.objects.get(don_vi=nguoi.don_vi)
    gia_han.gia_han(
        bo, den_ngay=date(2026, 6, 22), ly_do="Mưa lũ chia cắt địa bàn.", by=nguoi.cuc_lanh_dao
    )

    assert han_cua_bo(bo).gia_han == date(2026, 6, 22)
    assert han_cua_bo(mau.BoBaoCao.objects.get(don_vi=khac.don_vi)).gia_han is None


def test_second_extension_replaces_the_first():
    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi, bieu={"Q04"})

    for ngay in (22, 24):
        gia_han.gia_han(
            bo, den_ngay=date(2026, 6, ngay), ly_do="Mưa lũ kéo dài.", by=nguoi.cuc_lanh_dao
        )

    assert list(GiaHan.objects.values_list("den_ngay", flat=True)) == [date(2026, 6, 24)]


def test_extension_needs_right_reason_and_a_later_day():
    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi, bieu={"Q04"})

    with pytest.raises(PermissionDenied):
        gia_han.gia_han(
            bo, den_ngay=date(2026, 7, 1), ly_do="Mưa lũ kéo dài.", by=nguoi.cuc_chuyen_vien
        )
    with pytest.raises(ValidationError, match="phải sau hạn nộp"):
        gia_han.gia_han(
            bo, den_ngay=date(2026, 6, 18), ly_do="Mưa lũ kéo dài.", by=nguoi.cuc_lanh_dao
        )
    with pytest.raises(ValidationError, match="ít nhất 10 ký tự"):
        gia_han.gia_han(bo, den_ngay=date(2026, 7, 1), ly_do="Lũ.", by=nguoi.cuc_lanh_dao)

    assert not GiaHan.objects.exists()


@pytest.fixture
def nghi_le():
    """30/4 and 1/5/2026 are holidays; Saturday 9/5 makes up for one of them."""
    NgayNghi.objects.all().delete()
    for ngay, loai in (
        (date(2026, 4, 30), "nghi"),
        (date(2026, 5, 1), "nghi"),
        (date(2026, 5, 9), "lam_bu"),
    ):
        NgayNghi.objects.create(ngay=ngay, ten="Thử", loai=loai)


@pytest.mark.parametrize(
    ("ngay", "lam"),
    [
        (date(2026, 4, 29), True),
        (date(2026, 4, 30), False),
        (date(2026, 5, 2), False),
        (date(2026, 5, 3), False),
        (date(2026, 5, 4), True),
        (date(2026, 5, 9), True),
        (date(2026, 5, 10), False),
    ],
)
def test_working_day_follows_week_holidays_and_make_up_days(nghi_le, ngay, lam):
    assert la_ngay_lam_viec(ngay) is lam


@pytest.mark.parametrize(
    ("ngay", "truoc"),
    [
        (date(2026, 5, 3), date(2026, 4, 29)),
        (date(2026, 5, 4), date(2026, 5, 4)),
        (date(2026, 5, 10), date(2026, 5, 9)),
    ],
)
def test_recommended_day_is_the_working_day_before(nghi_le, ngay, truoc):
    assert ngay_lam_viec_truoc(ngay) == truoc


@pytest.mark.parametrize(
    ("ngay", "so", "den"),
    [
        (date(2026, 4, 29), 1, date(2026, 5, 4)),
        (date(2026, 5, 7), 2, date(2026, 5, 9)),
        (date(2026, 5, 8), 2, date(2026, 5, 11)),
        (date(2026, 5, 8), 0, date(2026, 5, 8)),
    ],
)
def test_working_days_are_added_over_holidays(nghi_le, ngay, so, den):
    assert cong_ngay_lam_viec(ngay, so) == den


def test_stretch_of_working_days_says_the_same_as_each_day(django_assert_num_queries):
    NgayNghi.objects.create(
        ngay=date(2031, 1, 1), ten="Tết Dương lịch", loai=NgayNghi.Loai.NGHI, can_cu="BLLĐ"
    )
    NgayNghi.objects.create(
        ngay=date(2031, 1, 4), ten="Làm bù", loai=NgayNghi.Loai.LAM_BU, can_cu="QĐ"
    )

    with django_assert_num_queries(1):
        cac = cac_ngay_lam_viec(date(2031, 1, 1), date(2031, 1, 7))

    assert [ngay.day for ngay in cac] == [2, 3, 4, 6, 7], "the 1st is off, Saturday the 4th is not"
    assert cac == [date(2031, 1, n) for n in range(1, 8) if la_ngay_lam_viec(date(2031, 1, n))]
