"""KC39, KC40: the prize of a product and its certificate."""

from datetime import date
from decimal import Decimal

import pytest

from khuyencong.choices import HieuLucThuHuong
from khuyencong.models import DeAnNoiDung, ThuHuong
from sanpham_tieubieu.models import GiayChungNhan
from tests.factories.san_pham import GiayFactory
from tests.khuyencong.quy_tac.hoi import muc, vi_pham

pytestmark = pytest.mark.usefixtures("danh_muc_goc", "db")


@pytest.fixture
def thuong(de_an):
    DeAnNoiDung.objects.filter(de_an=de_an).update(noi_dung="SP5")
    return de_an


def _dat(**o):
    ThuHuong.objects.update(**o)


def test_kc39_asks_only_about_prizes(de_an):
    assert muc(de_an, "KC39") == []


def test_kc39_nothing_noted_warns(thuong):
    assert [(v.muc, v.thong_bao) for v in vi_pham(thuong, "KC39")] == [
        ("W", "Chưa ghi điểm bình chọn và giấy chứng nhận cấp dưới của sản phẩm được thưởng.")
    ]


def test_kc39_seventy_is_enough_and_the_last_day_counts(thuong):
    _dat(diem_binh_chon=Decimal(70), gcn_den=thuong.dang_ky_ngay or date(2026, 3, 2))

    assert muc(thuong, "KC39") == []


def test_kc39_below_the_threshold_and_expired_both_block(thuong):
    _dat(diem_binh_chon=Decimal("69.99"), gcn_den=date(2024, 12, 31))

    assert [(v.muc, v.thong_bao) for v in vi_pham(thuong, "KC39")] == [
        ("E", "Sản phẩm chưa đạt 70 điểm (đang ghi 69,99)."),
        ("E", "Giấy chứng nhận cấp dưới đã hết hiệu lực ngày 31/12/2024."),
    ]


def test_kc39_certificate_of_the_register_is_judged_by_the_register(thuong):
    t = ThuHuong.objects.get()
    giay = GiayFactory(san_pham__co_so=t.co_so, so="44/QĐ-CTĐP", het_han=date(2027, 12, 31))
    _dat(diem_binh_chon=Decimal(70), gcn_so="44/QĐ-CTĐP", gcn_den=date(2024, 12, 31))
    con = muc(thuong, "KC39")
    GiayChungNhan.objects.filter(pk=giay.pk).update(
        thu_hoi_ngay=date(2026, 1, 5),
        thu_hoi_so="3/QĐ",
        thu_hoi_ly_do="vi phạm",
        thu_hoi_co_quan="cuc",
    )

    assert con == []
    assert muc(thuong, "KC39") == ["E"]


@pytest.mark.parametrize(
    ("hom_nay", "so"), [(date(2026, 10, 1), 0), (date(2026, 10, 2), 1), (date(2026, 12, 31), 1)]
)
def test_kc40_tells_in_the_last_ninety_days(thuong, hom_nay, so):
    _dat(gcn_so="44/QĐ-CTĐP", gcn_den=date(2026, 12, 31), hieu_luc=HieuLucThuHuong.HIEU_LUC)

    cau = [v.thong_bao for v in vi_pham(thuong, "KC40", hom_nay=hom_nay)]

    assert cau == ["Giấy chứng nhận sản phẩm 44/QĐ-CTĐP sắp hết hiệu lực (ngày 31/12/2026)."][:so]
