"""Recognised products: a decided round with a certificate, the smallest lawful rows."""

from datetime import date
from decimal import Decimal

from sanpham_tieubieu.models import KetQua, QuyetDinhCongNhan
from tests.factories.san_pham import GiayFactory, HoSoFactory, KyFactory


def ky_cong_nhan(**truong):
    """A round whose results are out, and its decision."""
    ky = KyFactory(**{"nam": 2025, "can_xac_minh": True, "trang_thai": "cong_nhan", **truong})
    qd = QuyetDinhCongNhan.objects.create(
        ky=ky, so=f"{ky.pk}/QĐ", ngay=date(2025, 9, 1), nguoi_ky="Trần Văn Ký",
        chuc_danh="Chủ tịch", co_quan="ubnd_tinh",
    )  # fmt: skip
    return ky, qd


def duoc_cong_nhan(ky, qd, *, giay=True, **truong):
    """A recognised dossier with its frozen result; its certificate unless told otherwise."""
    ho_so = HoSoFactory(ky=ky, **{"trang_thai": "cong_nhan", **truong})
    KetQua.objects.create(
        ho_so=ho_so, so_phieu=3, so_giam_khao=3, tong_diem=Decimal("265.50"),
        thap_nhat=Decimal("87.25"), cao_nhat=Decimal("90.25"), dat_nguong=True, duoc_chon=True,
        quyet_dinh=qd,
    )  # fmt: skip
    if giay:
        GiayFactory(
            san_pham=ho_so.san_pham, ho_so=ho_so, quyet_dinh=qd, cap=ky.cap, nam=ky.nam,
            don_vi=ho_so.don_vi, minh_hoa=ky.minh_hoa,
        )  # fmt: skip
    return ho_so
