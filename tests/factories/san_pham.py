"""Rounds, products, dossiers, juries, sheets: the smallest lawful rows."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory

from cucctdp.donvi.choices import LoaiHinhCoSo
from sanpham_tieubieu.choices import (
    CachPhanCong,
    Cap,
    CoQuanThuoc,
    LoaiBan,
    TrangThaiHoSo,
    TrangThaiKhung,
    VaiTroBan,
)
from sanpham_tieubieu.models import (
    BanBinhChon,
    GiayChungNhan,
    HoSoDangKy,
    KhungDiem,
    KyBinhChon,
    LangNghe,
    NhanSu,
    PhanCong,
    SanPham,
    ThanhVienBan,
    TieuChi,
)
from tests.factories.donvi import CoSoFactory, DonViFactory

KHUNG_NHO = (("I", "40"), ("II", "40"), ("III", "10"), ("IV", "10"))


class KyFactory(factory.django.DjangoModelFactory):
    """A provincial round; ``KyFactory(cap="khu_vuc", don_vi=None, khu_vuc="bac")``."""

    class Meta:
        model = KyBinhChon

    cap = Cap.TINH
    nam = 2026
    lan_thu = factory.Sequence(lambda n: n % 30000 + 1)
    don_vi = factory.SubFactory(DonViFactory)
    ngay_bat_dau = date(2026, 3, 1)
    ngay_hop = date(2026, 9, 15)
    nguong = Decimal(70)


class SanPhamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SanPham

    co_so = factory.SubFactory(CoSoFactory)
    ten = factory.Sequence(lambda n: f"Chè móc câu {n}")
    ma_nhom = "CBNLTS"
    san_xuat_hang_loat = True


class HoSoFactory(factory.django.DjangoModelFactory):
    """A dossier of the round's province, handed in; the product is of that province too."""

    class Meta:
        model = HoSoDangKy

    ky = factory.SubFactory(KyFactory)
    san_pham = factory.SubFactory(SanPhamFactory)
    ma_nhom = factory.SelfAttribute("san_pham.ma_nhom")
    don_vi = factory.LazyAttribute(lambda o: o.ky.don_vi or o.san_pham.co_so.xa.tinh)
    xa = factory.LazyAttribute(lambda o: o.san_pham.co_so.xa)
    trang_thai = TrangThaiHoSo.DA_NOP
    nop_luc = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)
    ten_san_pham = factory.SelfAttribute("san_pham.ten")
    ten_co_so = factory.SelfAttribute("san_pham.co_so.ten")
    loai_hinh = LoaiHinhCoSo.HOP_TAC_XA


class NhanSuFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NhanSu

    ho_ten = factory.Sequence(lambda n: f"Nguyễn Văn Thử {n}")
    co_quan = "Sở Công Thương"
    co_quan_thuoc = CoQuanThuoc.SO


class BanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BanBinhChon

    ky = factory.SubFactory(KyFactory)
    loai = LoaiBan.GIAM_KHAO
    so_qd = "12/QĐ-HĐBC"
    ngay_qd = date(2026, 4, 1)


class GiamKhaoFactory(factory.django.DjangoModelFactory):
    """A judge: ``GiamKhaoFactory(ban=ban, nhan_su__tai_khoan=user)``."""

    class Meta:
        model = ThanhVienBan

    ban = factory.SubFactory(BanFactory)
    nhan_su = factory.SubFactory(NhanSuFactory)
    vai_tro = VaiTroBan.GIAM_KHAO
    thu_tu = factory.Sequence(lambda n: n % 30000 + 1)


class KhungFactory(factory.django.DjangoModelFactory):
    """An approved rubric whose four roots are its leaves: 40/40/10/10."""

    class Meta:
        model = KhungDiem
        skip_postgeneration_save = True

    ky = factory.SubFactory(KyFactory)
    ma_nhom = "CBNLTS"
    trang_thai = TrangThaiKhung.DA_DUYET
    so_qd = "15/QĐ-HĐBC"
    ngay_qd = date(2026, 4, 5)

    @factory.post_generation
    def la(self, create, extracted, **kwargs):
        if create:
            TieuChi.objects.bulk_create(
                TieuChi(khung=self, ma=ma, ten=f"Tiêu chí {ma}", diem_toi_da=Decimal(d), thu_tu=i)
                for i, (ma, d) in enumerate(extracted or KHUNG_NHO)
            )


class PhanCongFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PhanCong

    ho_so = factory.SubFactory(HoSoFactory)
    giam_khao = factory.LazyAttribute(lambda o: GiamKhaoFactory(ban__ky=o.ho_so.ky))
    cach = CachPhanCong.TAY


class GiayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GiayChungNhan

    san_pham = factory.SubFactory(SanPhamFactory)
    cap = Cap.TINH
    nam = 2025
    don_vi = factory.LazyAttribute(lambda o: o.san_pham.co_so.xa.tinh)
    co_quan_cap = "UBND tỉnh"
    so = factory.Sequence(lambda n: f"{n + 1}/GCN-CNNTTB")
    ngay_cap = date(2025, 9, 1)
    het_han = date(2027, 12, 31)
    quyet_dinh_so = "77/QĐ-UBND"
    quyet_dinh_ngay = date(2025, 9, 1)
    ten_san_pham = factory.SelfAttribute("san_pham.ten")
    ten_co_so = factory.SelfAttribute("san_pham.co_so.ten")
    ma_nhom = factory.SelfAttribute("san_pham.ma_nhom")


class LangNgheFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LangNghe

    ten = factory.Sequence(lambda n: f"Làng nghề mây tre {n}")
    danh_hieu = "lang_nghe"
    don_vi = factory.SubFactory(DonViFactory)
    so_qd = "9/QĐ-UBND"
    ngay_qd = date(2015, 5, 5)
