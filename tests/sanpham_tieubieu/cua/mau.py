"""An open round of a commune or province, and a dossier in it that breaks no rule."""

import io
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from cucctdp.files.models import Tep
from sanpham_tieubieu.models import AnhHoSo, MocKy, NguoiNop, TaiLieuHoSo
from sanpham_tieubieu.services import ho_so as dv
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory
from tests.factories.san_pham import KyFactory, SanPhamFactory

DU = {
    "dia_chi_san_xuat": "Thôn Một",
    "dai_dien": "Nguyễn Thị Thử",
    "dien_thoai": "0900000000",
    "vat_lieu": "Chè búp tươi",
    "cam_ket": True,
    "mo_ta": "Chè xanh sao tay",
    "thi_truong": "Trong nước",
    "san_xuat": "Dây chuyền sao chè",
    "ky_thuat": "TCCS 01",
    "xa_hoi": "30 lao động",
}


def mo_nhan(ky, *, tu=-5, den=5):
    """Receiving open from ``tu`` to ``den`` days around now; the round is open."""
    luc = timezone.now()
    MocKy.objects.create(
        ky=ky,
        giai_doan="nhan_ho_so",
        mo_luc=luc + timedelta(days=tu),
        dong_luc=luc + timedelta(days=den),
    )
    type(ky).objects.filter(pk=ky.pk).update(trang_thai="mo")
    ky.refresh_from_db()
    return ky


def ky_mo(cap="xa", xa=None, **them):
    xa = xa or XaFactory(tinh=DonViFactory())
    hom_nay = timezone.localdate()
    noi = {
        "xa": {"don_vi": xa.tinh, "xa": xa},
        "tinh": {"don_vi": xa.tinh},
        "khu_vuc": {"don_vi": None, "khu_vuc": "bac"},
        "quoc_gia": {"don_vi": None},
    }[cap]
    ngay = {"ngay_bat_dau": hom_nay - timedelta(days=30), "ngay_hop": hom_nay + timedelta(days=60)}
    return mo_nhan(KyFactory(cap=cap, nam=hom_nay.year, **ngay, **noi, **them))


def nguoi_co_so(co_so):
    user = tai_khoan("sp_co_so")
    NguoiNop.objects.create(nguoi=user, don_vi=co_so.xa.tinh, vai_tro="co_so", co_so=co_so)
    return user


def nguoi_xa(xa):
    user = tai_khoan("sp_xa")
    NguoiNop.objects.create(nguoi=user, don_vi=xa.tinh, vai_tro="xa", xa=xa)
    return user


def anh(ten="anh.jpg", mau=(200, 30, 30), co=(1200, 1800), **luu):
    dem = io.BytesIO()
    Image.new("RGB", co, mau).save(dem, "JPEG", **luu)
    return ContentFile(dem.getvalue(), name=ten)


def du_giay_to(ho_so):
    """Photos and papers as rows, without storing pictures: for tests about something else."""
    tep = Tep.objects.create(
        loai="thu", ten="a.jpg", sha256="0" * 64, kich_thuoc=1, kieu_noi_dung="image/jpeg"
    )
    for so in range(3):
        AnhHoSo.objects.create(ho_so=ho_so, tep=tep, rong=1200, cao=1800, thu_tu=so)
    for loai in ("dk-hop-tac-xa", "attp"):
        TaiLieuHoSo.objects.create(
            ho_so=ho_so,
            loai=loai,
            so="01",
            ngay_cap=date(2025, 1, 1),
            het_han=date(2099, 1, 1) if loai == "attp" else None,
        )
    return ho_so


def ban_nhap(ky=None, xa=None, **san_pham):
    """(draft without faults, account of its establishment)."""
    ky = ky or ky_mo(xa=xa)
    sp = SanPhamFactory(co_so=CoSoFactory(xa=xa or ky.xa), **san_pham)
    by = nguoi_co_so(sp.co_so)
    return du_giay_to(dv.lap_ho_so(ky=ky, san_pham=sp, thong_tin=DU, by=by)), by
