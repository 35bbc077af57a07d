"""What a worker does for a session, by the step it is at."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from cucctdp.files.choices import TrangThaiViec
from cucctdp.files.models import CongViec
from cucctdp.files.services import TienDo, chay_cong_viec
from cucctdp.imports.choices import DANG_CHAY, TrangThaiPhien
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.danh_dau import dung_tep_danh_dau
from cucctdp.imports.services.ghi import ghi_phien
from cucctdp.imports.services.hoan_tac import hoan_tac_phien
from cucctdp.imports.services.kiem import kiem_phien


def chay(phien_id: int) -> None:
    """Run the job of a session's step; a job that has ended is left alone."""
    phien = PhienNhap.objects.get(pk=phien_id)
    viec_id = phien.viec_id
    if viec_id is None:
        return

    def lam(td: TienDo) -> None:
        viec = CongViec.objects.select_related("nguoi_tao").get(pk=viec_id)
        match PhienNhap.objects.get(pk=phien_id).trang_thai:
            case TrangThaiPhien.DANG_KIEM:
                kiem_phien(phien_id, td)
            case TrangThaiPhien.DANG_GHI:
                ghi_phien(phien_id, viec)
            case TrangThaiPhien.DANG_HOAN_TAC:
                hoan_tac_phien(phien_id, viec)

    chay_cong_viec(viec_id, lam)  # type: ignore[arg-type]


def dung_danh_dau(phien_id: int) -> None:
    """Build the marked file of a session, once a job."""
    viec_id = PhienNhap.objects.values_list("viec_danh_dau", flat=True).get(pk=phien_id)
    if viec_id is not None:
        chay_cong_viec(viec_id, lambda td: dung_tep_danh_dau(phien_id, td))


def da_treo(viec: CongViec) -> bool:
    """An open job without a sign of life for VIEC_TREO_SAU seconds."""
    han = timezone.now() - timedelta(seconds=settings.VIEC_TREO_SAU)
    mo = viec.trang_thai in (TrangThaiViec.CHO, TrangThaiViec.DANG_CHAY)
    return mo and (viec.nhip_tim or viec.tao_luc) < han


def phien_treo() -> list[Any]:
    """Ids of the sessions whose open job seems lost."""
    cac_phien = PhienNhap.objects.filter(
        trang_thai__in=DANG_CHAY,
        viec__trang_thai__in=(TrangThaiViec.CHO, TrangThaiViec.DANG_CHAY),
    ).select_related("viec")
    return [p.pk for p in cac_phien if p.viec is not None and da_treo(p.viec)]
