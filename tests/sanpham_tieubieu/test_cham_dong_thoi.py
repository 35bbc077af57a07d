"""A judge who signs in the very minute of the opening: counted whole, or refused, never between."""

import threading
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from cucctdp.accounts.groups import dong_bo_nhom
from sanpham_tieubieu.models import PhieuCham
from sanpham_tieubieu.niem_phong import bam_ky
from sanpham_tieubieu.services import cham
from sanpham_tieubieu.services.mo_diem import kiem_cam_ket, mo_diem
from tests.sanpham_tieubieu.cham.dung import DU, dat_phut_mo_qua, dung_ky

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def _dang_lam(viec):
    """``viec`` is done in another session and stays uncommitted for a moment while we work."""
    xong, thoi = threading.Event(), threading.Event()

    def chay():
        try:
            with transaction.atomic():
                viec()
                xong.set()
                thoi.wait(0.3)
        finally:
            connection.close()

    luong = threading.Thread(target=chay)
    luong.start()
    assert xong.wait(10)
    yield
    thoi.set()
    luong.join(10)


def test_signature_and_opening_wait_for_each_other():
    dong_bo_nhom()
    k = dung_ky()
    mot = k.da_ky(0)
    hai = k.phieu(1)
    cham.luu_nhap(hai, DU, 0, by=k.nguoi[1])
    ba = k.phieu(2)
    cham.luu_nhap(ba, DU, 0, by=k.nguoi[2])
    dat_phut_mo_qua(k.ky)

    with _dang_lam(lambda: cham.ky_phieu(hai, by=k.nguoi[1])):
        ky = mo_diem(k.ky, by=k.so, bo_phieu_chua_ky=True)
    hai.refresh_from_db()

    assert ky.bam_mo_diem == bam_ky([mot.bam, hai.bam])
    assert kiem_cam_ket(ky) == []

    k2 = dung_ky()
    k2.da_ky(0)
    cuoi = k2.phieu(1)
    cham.luu_nhap(cuoi, DU, 0, by=k2.nguoi[1])
    dat_phut_mo_qua(k2.ky)
    with (
        _dang_lam(lambda: mo_diem(k2.ky, by=k2.so, bo_phieu_chua_ky=True)),
        pytest.raises(ValidationError) as loi,
    ):
        cham.ky_phieu(cuoi, by=k2.nguoi[1])

    assert loi.value.messages == ["Phiếu không tính: Chưa ký khi mở điểm."]
    assert PhieuCham.objects.get(pk=cuoi.pk).trang_thai == "vo_hieu"
