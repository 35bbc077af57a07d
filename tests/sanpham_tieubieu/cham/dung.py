"""A round being scored: jury of three with accounts, a rubric of four leaves, entries."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from sanpham_tieubieu.choices import CachPhanCong, TrangThaiHoSo, TrangThaiKy, VaiTroBan
from sanpham_tieubieu.models import PhanCong
from sanpham_tieubieu.services import cham
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.san_pham import (
    BanFactory,
    GiamKhaoFactory,
    HoSoFactory,
    KhungFactory,
    KyFactory,
)

DU = {"I": "35", "II": "33,5", "III": "8", "IV": "7,5"}


@dataclass
class Ky:
    """``gk[0]`` is the head of the jury; ``nguoi[i]`` the account of ``gk[i]``."""

    ky: Any
    ban: Any
    khung: Any
    so: Any
    gk: list[Any] = field(default_factory=list)
    nguoi: list[Any] = field(default_factory=list)
    ho_so: list[Any] = field(default_factory=list)

    def phieu(self, i=0, j=0):
        return cham.mo_phieu(self.ho_so[j], by=self.nguoi[i])

    def da_ky(self, i=0, j=0, diem=DU):
        phieu = self.phieu(i, j)
        cham.luu_nhap(phieu, diem, phieu.phien, by=self.nguoi[i])
        return cham.ky_phieu(phieu, by=self.nguoi[i])


def them_ho_so(k, n=1, **them):
    moi = [
        HoSoFactory(
            ky=k.ky,
            trang_thai=TrangThaiHoSo.DANG_CHAM,
            ma_so=f"B{len(k.ho_so) + i + 1:03d}",
            **them,
        )
        for i in range(n)
    ]
    k.ho_so += moi
    return moi


def giao_het(k):
    PhanCong.objects.bulk_create(
        PhanCong(ho_so=h, giam_khao=g, cach=CachPhanCong.TAY) for h in k.ho_so for g in k.gk
    )


def dung_ky(so_ho_so=1, so_gk=3, giao=True, **ky):
    """A provincial round in the state of scoring, everything assigned; opening an hour away."""

    tinh = DonViFactory()
    ky.setdefault("don_vi", tinh)
    bay_gio = timezone.now()
    k = Ky(
        ky=KyFactory(
            trang_thai=TrangThaiKy.CHAM, du_kien_mo_diem=bay_gio + timedelta(hours=1), **ky
        ),
        ban=None,
        khung=None,
        so=tai_khoan("so_truong_phong", don_vi=tinh),
    )
    k.ban = BanFactory(ky=k.ky, kien_toan_luc=bay_gio)
    k.khung = KhungFactory(ky=k.ky)
    k.nguoi = [tai_khoan("sp_giam_khao") for _ in range(so_gk)]
    k.gk = [
        GiamKhaoFactory(
            ban=k.ban,
            nhan_su__tai_khoan=u,
            nhan_su__don_vi=k.ky.don_vi,
            vai_tro=VaiTroBan.TRUONG_BAN if i == 0 else VaiTroBan.GIAM_KHAO,
            khong_xung_dot_luc=bay_gio,
        )
        for i, u in enumerate(k.nguoi)
    ]
    them_ho_so(k, so_ho_so)
    if giao:
        giao_het(k)
    return k


def dat_phut_mo_qua(ky):
    """The planned opening minute has come."""
    ky.du_kien_mo_diem = timezone.now() - timedelta(minutes=1)
    ky.save()
    return ky


def tong(diem):
    return sum(Decimal(d.replace(",", ".")) for d in diem.values())
