"""Asking one rule about a dossier as stored."""

from datetime import date

from cucctdp.donvi.models import TenDonVi, TenXa
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import (
    DeAn,
)
from khuyencong.rules import SO, kiem_tra
from tests.khuyencong import mau

TRIEU = mau.TRIEU
NGAY = date(2026, 3, 2)


def vi_pham(de_an, ma, *, hom_nay=NGAY, **dat):
    """Findings of one rule on the dossier as stored, with fields of the đề án changed."""
    if dat:
        DeAn.objects.filter(pk=de_an.pk).update(**dat)
    h = doc_ho_so(DeAn.objects.get(pk=de_an.pk), hom_nay=hom_nay)
    return kiem_tra(h, *SO.luc(ma), chi={ma})


def muc(de_an, ma, **dat):
    return [v.muc for v in vi_pham(de_an, ma, **dat)]


def thanh_phuong(xa, *, tinh_la="thanh_pho", tu=date(2025, 7, 1)):
    TenXa.objects.filter(xa=xa).update(loai="phuong")
    TenDonVi.objects.filter(don_vi=xa.tinh).update(loai=tinh_la)
