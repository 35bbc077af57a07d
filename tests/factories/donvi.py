"""Units, communes and establishments without the full reference data; nothing is random."""

from datetime import date

import factory

from cucctdp.donvi.choices import BoMa, LoaiHinhCoSo, LoaiToChuc, LoaiXa
from cucctdp.donvi.models import CoSo, DonViHanhChinh, TenDonVi, TenToChuc, TenXa, ToChuc, Xa

DAU_BO_34 = date(2025, 7, 1)

# Codes that tests name: the 34 provinces of QĐ 19/2025/QĐ-TTg, old ones, «no such province».
_MA_THAT = """01 04 08 11 12 14 15 19 20 22 24 25 31 33 37 38 40 42 44 46 48 51 52 56 63 64 66 68 75
79 80 82 86 91 92 96 99"""
_MA_TRONG = [f"{n:02d}" for n in range(100) if f"{n:02d}" not in _MA_THAT.split()]


class DonViFactory(factory.django.DjangoModelFactory):
    """Province of set 34 with its name: ``DonViFactory(ma="80", ten_goi="Tây Ninh")``."""

    class Meta:
        model = DonViHanhChinh
        django_get_or_create = ("bo_ma", "ma")
        skip_postgeneration_save = True

    bo_ma = BoMa.B34
    # Never a code that a test may name.
    ma = factory.Sequence(lambda n: _MA_TRONG[n % len(_MA_TRONG)])
    ten_goi = factory.LazyAttribute(lambda o: f"Thử {o.ma}")
    slug = factory.LazyAttribute(lambda o: f"thu-{o.ma}")
    hieu_luc_tu = DAU_BO_34

    @factory.post_generation
    def cac_ten(self, create, extracted, **kwargs):
        if create and not self.cac_ten.exists():
            TenDonVi.objects.create(
                don_vi=self,
                ten=self.ten_goi,
                ten_day_du=f"Tỉnh {self.ten_goi}",
                loai="tinh",
                hieu_luc_tu=self.hieu_luc_tu,
                hieu_luc_den=self.hieu_luc_den,
                can_cu="Thử nghiệm",
            )


class XaFactory(factory.django.DjangoModelFactory):
    """Commune with its name: ``XaFactory(tinh=..., loai="phuong")``."""

    class Meta:
        model = Xa
        skip_postgeneration_save = True

    # Far above the codes of QĐ 19/2025/QĐ-TTg.
    ma = factory.Sequence(lambda n: f"{90000 + n:05d}")
    tinh = factory.SubFactory(DonViFactory)
    ten_goi = factory.LazyAttribute(lambda o: f"Thử {o.ma}")
    hieu_luc_tu = DAU_BO_34

    @factory.post_generation
    def loai(self, create, extracted, **kwargs):
        if create:
            loai = LoaiXa(extracted or LoaiXa.XA)
            TenXa.objects.create(
                xa=self,
                ten=self.ten_goi,
                ten_day_du=f"{loai.label} {self.ten_goi}",
                loai=loai,
                hieu_luc_tu=self.hieu_luc_tu,
                can_cu="Thử nghiệm",
            )


class ToChucFactory(factory.django.DjangoModelFactory):
    """A Sở with its name: ``ToChucFactory(don_vi=...)``."""

    class Meta:
        model = ToChuc
        skip_postgeneration_save = True

    ma = factory.Sequence(lambda n: f"to-chuc-{n}")
    loai = LoaiToChuc.SO
    don_vi = factory.SubFactory(DonViFactory)
    ten_goi = factory.LazyAttribute(
        lambda o: f"Sở Công Thương tỉnh {o.don_vi.ten_goi}" if o.don_vi else "Cục thử nghiệm"
    )
    hieu_luc_tu = DAU_BO_34

    @factory.post_generation
    def cac_ten(self, create, extracted, **kwargs):
        if create:
            TenToChuc.objects.create(
                to_chuc=self,
                ten=self.ten_goi,
                ten_viet_tat="SCT",
                hieu_luc_tu=self.hieu_luc_tu,
                can_cu="Thử nghiệm",
            )


class CoSoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CoSo

    ten = factory.Sequence(lambda n: f"Hợp tác xã Thử nghiệm {n}")
    loai_hinh = LoaiHinhCoSo.HOP_TAC_XA
    xa = factory.SubFactory(XaFactory)
