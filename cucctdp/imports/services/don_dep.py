"""Old sessions: the entry stays, their rows go."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cucctdp.files.choices import DA_KET_THUC
from cucctdp.imports.choices import DANG_CHAY, TrangThaiPhien
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.phien import khoa_phien, xoa_dong

_CHUA_GHI = (TrangThaiPhien.GHEP_COT, TrangThaiPhien.DANG_KIEM, TrangThaiPhien.CHO_GHI)


def don_phien_cu() -> int:
    """Give up sessions nobody committed within NHAP_TEP_GIU_CHUA_GHI days, and drop the rows of
    committed ones after NHAP_TEP_GIU_DA_GHI days (they can no longer be undone); how many."""
    nay = timezone.now()
    cu = PhienNhap.objects.filter(don_luc__isnull=True)
    bo = cu.filter(
        trang_thai__in=_CHUA_GHI, tao_luc__lt=nay - timedelta(days=settings.NHAP_TEP_GIU_CHUA_GHI)
    )
    xong = cu.filter(
        trang_thai__in=(TrangThaiPhien.DA_GHI, TrangThaiPhien.DA_HOAN_TAC),
        ghi_luc__lt=nay - timedelta(days=settings.NHAP_TEP_GIU_DA_GHI),
    )
    dem = 0
    for pk in [*bo.values_list("pk", flat=True), *xong.values_list("pk", flat=True)]:
        dem += _don(pk)
    return dem


@transaction.atomic
def _don(pk: int) -> bool:
    phien = khoa_phien(pk)
    dang_chay = phien.viec is not None and phien.viec.trang_thai not in DA_KET_THUC
    if phien.don_luc is not None or (phien.trang_thai in DANG_CHAY and dang_chay):
        return False
    dem = (phien.so_moi, phien.so_doi, phien.so_giong, phien.so_loi, phien.tong_dong)
    xoa_dong(phien)
    phien.so_moi, phien.so_doi, phien.so_giong, phien.so_loi, phien.tong_dong = dem
    if phien.trang_thai in _CHUA_GHI:
        phien.trang_thai = TrangThaiPhien.DA_BO
    phien.don_luc = timezone.now()
    phien.save()
    return True
