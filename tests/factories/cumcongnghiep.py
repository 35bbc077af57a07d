"""Clusters and their facts, the smallest lawful rows; states are computed by ``tinh``."""

from datetime import date
from decimal import Decimal

import factory

from cumcongnghiep.choices import CoQuan, LoaiChuDauTu, LoaiThue, LoaiVanBan
from cumcongnghiep.models import (
    CanDoiDat,
    ChuDauTu,
    Cum,
    CumXa,
    DuAn,
    Lo,
    MucQuyHoach,
    QuyHoach,
    ThueDat,
    VanBan,
)
from cumcongnghiep.services.tinh_lai import tinh_lai
from tests.factories.donvi import DonViFactory, XaFactory


class CumFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cum

    ma = factory.Sequence(lambda n: f"CCN9{n:05d}")
    ten = factory.Sequence(lambda n: f"Minh Quân {n}")
    don_vi = factory.SubFactory(DonViFactory)


class CumXaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CumXa

    cum = factory.SubFactory(CumFactory)
    xa = factory.LazyAttribute(lambda o: XaFactory(tinh=o.cum.don_vi))
    chu_tri = True


class QuyHoachFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QuyHoach

    don_vi = factory.SubFactory(DonViFactory)
    so = factory.Sequence(lambda n: f"{n + 1}/QĐ-UBND")
    ngay = date(2026, 2, 25)
    hieu_luc_tu = date(2026, 2, 25)
    co_quan = "UBND tỉnh"


class MucQuyHoachFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MucQuyHoach

    cum = factory.SubFactory(CumFactory)
    quy_hoach = factory.LazyAttribute(lambda o: QuyHoachFactory(don_vi=o.cum.don_vi))
    dien_tich = Decimal("75")


class VanBanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VanBan

    cum = factory.SubFactory(CumFactory)
    loai = LoaiVanBan.THANH_LAP
    so = factory.Sequence(lambda n: f"{n + 100}/QĐ-UBND")
    ngay = date(2025, 2, 20)
    co_quan = CoQuan.UBND_TINH
    dien_tich = Decimal("75")


class ChuDauTuFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChuDauTu

    ten = factory.Sequence(lambda n: f"Công ty Hạ tầng {n}")
    loai = LoaiChuDauTu.DOANH_NGHIEP


class CanDoiDatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CanDoiDat

    cum = factory.SubFactory(CumFactory)
    ngay = date(2025, 6, 1)
    tong = Decimal("75")
    cong_nghiep = Decimal("55")


class DuAnFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DuAn

    cum = factory.SubFactory(CumFactory)
    ten = factory.Sequence(lambda n: f"Nhà máy {n}")
    nha_dau_tu = factory.Sequence(lambda n: f"Công ty Sản xuất {n}")
    vao_cum = date(2025, 9, 1)


class LoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lo

    cum = factory.SubFactory(CumFactory)
    ma = factory.Sequence(lambda n: f"CN-{n:02d}")
    dien_tich = Decimal("2")


class ThueDatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ThueDat

    cum = factory.SelfAttribute("du_an.cum")
    du_an = factory.SubFactory(DuAnFactory)
    loai = LoaiThue.THUE_LAI
    dien_tich = Decimal("2")
    tu_ngay = date(2025, 9, 1)


def tinh(*cac_cum: Cum, ngay: date | None = None) -> None:
    """Compute the states of clusters whose facts were written straight into the tables."""
    tinh_lai(list(cac_cum), ngay=ngay, cap_nhat=False)
    for cum in cac_cum:
        cum.refresh_from_db()
