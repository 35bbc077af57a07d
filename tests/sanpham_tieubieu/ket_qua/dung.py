"""A round whose sheets are signed, from the totals each product got."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from sanpham_tieubieu.models import DiemTieuChi, PhanCong, PhieuCham
from tests.factories.san_pham import (
    BanFactory,
    GiamKhaoFactory,
    HoSoFactory,
    KhungFactory,
    KyFactory,
)

GOC = (("I", 40), ("II", 40), ("III", 10), ("IV", 10))
LUC = datetime(2026, 9, 1, tzinfo=UTC)


def chia(tong):
    """A total split over the four roots, the first ones filled first: {code: points}."""
    con = Decimal(str(tong))
    cac = {}
    for ma, toi_da in GOC:
        cac[ma] = min(con, Decimal(toi_da))
        con -= cac[ma]
    return cac


def ky_da_cham(bang, *, mo=True, trang_thai_ho_so="da_cham", **ky):
    """``bang``: product → list of totals by judge, None for a sheet not signed, "x" for recused.

    A key «CK:Máy tuốt» says the group; without one it is CBNLTS. Returns (round, dossiers by name).
    """
    so_gk = max(len(d) for d in bang.values())
    ky = KyFactory(quy_che_so="1/QĐ", quy_che_ngay=LUC.date(), trang_thai="cham", **ky)
    ban = BanFactory(ky=ky)
    gk = [GiamKhaoFactory(ban=ban) for _ in range(so_gk)]
    khung, ho_so = {}, {}
    for ten, cac in bang.items():
        nhom, _, ngan = ten.rpartition(":")
        nhom = nhom or "CBNLTS"
        khung[nhom] = khung.get(nhom) or KhungFactory(ky=ky, ma_nhom=nhom)
        h = HoSoFactory(
            ky=ky, san_pham__ten=ngan, san_pham__ma_nhom=nhom, trang_thai=trang_thai_ho_so,
            ma_so=f"{len(ho_so) + 1:03d}",
        )  # fmt: skip
        ho_so[ngan] = h
        for g, tong in zip(gk, cac, strict=False):
            cham(h, g, khung[nhom], tong)
    if mo:
        mo_diem(ky)
    return ky, ho_so


def cham(ho_so, gk, khung, tong):
    PhanCong.objects.create(ho_so=ho_so, giam_khao=gk, cach="tay")
    if tong == "x":
        ho_so.xung_dot.create(giam_khao=gk, loai="gop_von", nguon="khai_bao", chan=True)
        return
    if tong is None:
        return
    phieu = PhieuCham.objects.create(ho_so=ho_so, giam_khao=gk, khung=khung)
    diem = chia(tong)
    DiemTieuChi.objects.bulk_create(
        DiemTieuChi(phieu=phieu, tieu_chi=t, diem=diem[t.ma]) for t in khung.tieu_chi.all()
    )
    PhieuCham.objects.filter(pk=phieu.pk).update(trang_thai="da_ky", ky_luc=LUC, bam="a" * 64)


def mo_diem(ky):
    ky.du_kien_mo_diem = ky.mo_diem_luc = timezone.now() - timedelta(minutes=1)
    ky.trang_thai = "mo_diem"
    ky.save()


def hoi_dong(ky, so=7):
    """A council of so many members."""
    ban = BanFactory(ky=ky, loai="hoi_dong")
    return [GiamKhaoFactory(ban=ban, vai_tro="uy_vien") for _ in range(so)]
