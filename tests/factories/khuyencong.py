"""A đề án with its line, beneficiary, contract; money enters through the ledger's own door."""

from datetime import date
from decimal import Decimal

import factory

from khuyencong.choices import HinhThuc, Nguon
from khuyencong.models import DeAn, DeAnNoiDung, HopDong, ThuHuong
from khuyencong.services.so_cai import ghi_but_toan
from tests.factories.donvi import CoSoFactory, DonViFactory, ToChucFactory


class DeAnFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DeAn

    ma = factory.Sequence(lambda n: f"KCQG-2026-{n:05d}")
    ten = "Hỗ trợ ứng dụng máy móc trong chế biến chè"
    nguon = Nguon.KCQG
    hinh_thuc = HinhThuc.RIENG_LE
    nam = 2026
    tu_ngay = date(2026, 1, 15)
    den_ngay = date(2026, 11, 30)
    don_vi = factory.SubFactory(DonViFactory)
    thuc_hien = factory.SubFactory(ToChucFactory)


class NoiDungDeAnFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DeAnNoiDung

    de_an = factory.SubFactory(DeAnFactory)
    noi_dung = "KT4"
    ten = "Ứng dụng máy móc thiết bị tiên tiến"
    so_luong = 1
    don_vi_tinh = "cơ sở"


class ThuHuongFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ThuHuong

    noi_dung = factory.SubFactory(NoiDungDeAnFactory)
    co_so = factory.SubFactory(CoSoFactory)
    xa = factory.LazyAttribute(lambda o: o.co_so.xa)
    kcqg = 300_000_000
    doi_ung = 400_000_000


class HopDongFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HopDong

    de_an = factory.SubFactory(DeAnFactory)
    so = factory.Sequence(lambda n: f"{n:02d}/2026/HĐ-KC")
    ngay = date(2026, 3, 2)
    ben_a = "Cục"
    ben_b = factory.LazyAttribute(lambda o: o.de_an.thuc_hien)
    het_han = date(2026, 11, 30)
    ty_le_tam_ung = Decimal(70)


def but_toan(de_an, loai, so_tien, *, nguon=Nguon.KCQG, by=None, **khac):
    """One entry with the parts a test does not care about."""
    return ghi_but_toan(
        de_an,
        loai=loai,
        nguon=nguon,
        nam=de_an.nam,
        so_tien=so_tien,
        ngay=date(2026, 3, 1),
        chung_tu="QĐ 01/QĐ-BCT",
        by=by,
        **khac,
    )
