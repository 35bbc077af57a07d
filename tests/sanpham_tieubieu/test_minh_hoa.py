"""The demo of the selection: every state, one identity over the years, nothing the doors refuse."""

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Count, F

from cucctdp.donvi.choices import MucDichPhanVung
from cucctdp.donvi.models import KeThua, PhanVung, ThanhVienVung, Vung
from sanpham_tieubieu.choices import LoaiBan, TrangThaiGiay
from sanpham_tieubieu.minh_hoa import anh
from sanpham_tieubieu.minh_hoa.nap import nap_minh_hoa_san_pham
from sanpham_tieubieu.models import (
    BanBinhChon,
    ChiTieuNhom,
    GiayChungNhan,
    HoSoDangKy,
    KetQua,
    KyBinhChon,
    SanPham,
)
from sanpham_tieubieu.services.ban import kiem_ban
from sanpham_tieubieu.services.du_lieu_goc import nap
from sanpham_tieubieu.services.mo_diem import kiem_cam_ket
from tests.factories.donvi import DonViFactory, XaFactory

NGAY = date(2026, 11, 20)
# One province of each region, one that has decided this year, the sample accounts' own.
MIEN = {"19": "BAC", "04": "BAC", "44": "TRUNG-TN", "82": "NAM", "80": "NAM"}


def _dung():
    nap()
    cach = {
        bo: PhanVung.objects.create(
            ma=f"thu-{bo}", ten=bo, muc_dich=MucDichPhanVung.KHUYEN_CONG, bo_ma=bo,
            hieu_luc_tu=date(2014, 10, 21) if bo == "63" else date(2025, 7, 1),
            hieu_luc_den=date(2025, 6, 30) if bo == "63" else None,
        )
        for bo in ("63", "34")
    }  # fmt: skip
    vung = {
        (bo, ma): Vung.objects.create(phan_vung=pv, ma=ma, ten=ma, thu_tu=i)
        for bo, pv in cach.items()
        for i, ma in enumerate(sorted(set(MIEN.values())), 1)
    }
    for ma, mien in MIEN.items():
        tinh = DonViFactory(ma=ma)
        XaFactory.create_batch(16, tinh=tinh)
        cu = DonViFactory(bo_ma="63", ma=ma)
        KeThua.objects.create(cu=cu, moi=tinh, tu_ngay=tinh.hieu_luc_tu, can_cu="NQ 202")
        for bo, d in (("34", tinh), ("63", cu)):
            ThanhVienVung.objects.create(vung=vung[bo, mien], don_vi=d)


@pytest.fixture(scope="module")
def _minh_hoa(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        khoi = transaction.atomic()
        khoi.__enter__()
        so_mau, anh.SO_MAU = anh.SO_MAU, 1
        try:
            _dung()
            yield nap_minh_hoa_san_pham(NGAY, MIEN)
        finally:
            anh.SO_MAU = so_mau
            transaction.set_rollback(True)
            khoi.__exit__(None, None, None)


@pytest.fixture
def minh_hoa(_minh_hoa, db):
    return _minh_hoa


def test_all_levels_and_three_years_with_one_identity(minh_hoa):
    cap_nam = set(KyBinhChon.objects.order_by().values_list("cap", "nam").distinct())
    tro_lai = SanPham.objects.annotate(n=Count("ho_so__ky__cap", distinct=True)).filter(n__gte=3)
    khu_vuc = dict(
        KyBinhChon.objects.filter(cap="khu_vuc", nam=2026).values_list("khu_vuc", "trang_thai")
    )

    assert minh_hoa == HoSoDangKy.objects.count() > 60
    assert nap_minh_hoa_san_pham(NGAY, MIEN) == 0
    assert cap_nam >= {
        ("huyen", 2023), ("tinh", 2023), ("khu_vuc", 2024), ("quoc_gia", 2025), ("tinh", 2025),
        ("xa", 2026), ("tinh", 2026), ("khu_vuc", 2026),
    }  # fmt: skip
    assert khu_vuc == {"bac": "mo", "trung": "cham", "nam": "cong_nhan"}
    assert tro_lai.exists()
    assert not HoSoDangKy.objects.filter(tu_ho_so__isnull=False).exclude(
        tu_ho_so__san_pham=F("san_pham")
    )
    # Provinces stand on the map of the round's day.
    assert not HoSoDangKy.objects.filter(ky__ngay_bat_dau__lt="2025-07-01", don_vi__bo_ma="34")
    assert not HoSoDangKy.objects.filter(ky__ngay_bat_dau__gte="2025-07-01", don_vi__bo_ma="63")


def test_nothing_stands_that_the_doors_would_refuse(minh_hoa):
    qua_chi_tieu = [
        (c.ky_id, c.nhom.ma)
        for c in ChiTieuNhom.objects.select_related("nhom")
        if KetQua.objects.filter(
            ho_so__ky=c.ky_id, ho_so__ma_nhom=c.nhom.ma, duoc_chon=True
        ).count()
        > c.so_luong
    ]
    loi_ban = [
        loi
        for b in BanBinhChon.objects.exclude(loai=LoaiBan.GIUP_VIEC).select_related("ky")
        for loi in kiem_ban(b)
    ]
    mo = KyBinhChon.objects.filter(mo_diem_luc__isnull=False)

    assert qua_chi_tieu == []
    assert loi_ban == []
    assert [loi for k in mo.order_by("pk")[:3] for loi in kiem_cam_ket(k)] == []
    dang_cham = KyBinhChon.objects.get(trang_thai="cham")
    assert kiem_cam_ket(dang_cham) == []
    assert dang_cham.mo_diem_luc is None
    assert not HoSoDangKy.objects.filter(tu_ho_so__isnull=False, gcn_duoi__isnull=True)
    assert {g.trang_thai_ngay(NGAY) for g in GiayChungNhan.objects.select_related("thay_boi")} >= {
        TrangThaiGiay.CON_HIEU_LUC,
        TrangThaiGiay.HET_HAN,
    }
