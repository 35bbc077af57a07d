"""One dossier at three moments: drawn up, approved, under contract."""

from datetime import date
from decimal import Decimal

import pytest

from khuyencong.choices import LoaiButToan as L
from khuyencong.models import (
    DeAn,
    ThuHuong,
)
from tests.factories.khuyencong import HopDongFactory, but_toan
from tests.khuyencong import mau

TRIEU = mau.TRIEU


@pytest.fixture
def don_vi():
    return mau.tinh()


@pytest.fixture
def de_an(don_vi):
    return mau.soan_thao(don_vi, mau.tai_khoan("so_khuyen_cong", don_vi=don_vi))


@pytest.fixture
def t(de_an):
    return ThuHuong.objects.get(noi_dung__de_an=de_an)


@pytest.fixture
def da_duyet(de_an):
    DeAn.objects.filter(pk=de_an.pk).update(
        trang_thai="thuc_hien", so_quyet_dinh="QĐ 1", ngay_quyet_dinh=date(2025, 12, 30),
        dang_ky_ngay=date(2025, 5, 10),
    )  # fmt: skip
    de_an.refresh_from_db()
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU)
    but_toan(de_an, L.GIAO, 300 * TRIEU)
    return de_an


@pytest.fixture
def hop_dong(da_duyet):
    h = HopDongFactory(de_an=da_duyet, khoi_luong_tam_ung=Decimal(70))
    but_toan(da_duyet, L.HOP_DONG, 300 * TRIEU, hop_dong=h)
    return h
