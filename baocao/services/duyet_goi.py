"""A configuration pack goes in by two people: one brings it, another puts it in force.

Until then the whole pack – forms, rules, thresholds, calendar – is a draft that changes nothing.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from baocao.models import GoiCauHinh
from baocao.models.goi_cau_hinh import TrangThaiGoi
from baocao.services.goi_cau_hinh import KetQuaGoi, kiem_quyen, nap_goi
from cucctdp.audit.record import ghi

LY_DO_TOI_THIEU = 10
TU_MINH = "Bạn đã nạp gói này; người khác xem lại rồi đưa vào áp dụng."


@transaction.atomic
def de_nghi_nap(noi_dung: bytes, *, by: Any, da_xem: str = "") -> GoiCauHinh:
    """Keep a pack for a second person; nothing of it is in force yet.

    ``da_xem``: ``bam`` of the difference the bringer looked at. Raises ValidationError for a broken
    pack, one already waiting, or another difference by now; PermissionDenied.
    """
    ket = nap_goi(noi_dung, by=by, da_xem=da_xem)
    if not ket.tong("them") + ket.tong("doi"):
        raise ValidationError("Gói không có gì để nạp.")
    goi = GoiCauHinh(noi_dung=noi_dung, bam=ket.bam_goi, nguon=ket.nguon, nguoi_nap=by)
    goi.full_clean()
    goi.save()
    ghi("cauhinh.de_nghi_nap_goi", goi, by=by, du_lieu={"bam": ket.bam_goi, "nguon": ket.nguon})
    return goi


def so_sanh(goi: GoiCauHinh, *, by: Any) -> KetQuaGoi:
    """What the pack would do here now. Raises ValidationError, PermissionDenied."""
    return nap_goi(bytes(goi.noi_dung), by=by)


@transaction.atomic
def ap_dung_goi(goi: GoiCauHinh, *, by: Any, da_xem: str) -> KetQuaGoi:
    """Put a waiting pack in force as ``by`` has just seen it (``da_xem``).

    Raises ValidationError when ``by`` brought it, it no longer waits, or the difference is another
    one by now; PermissionDenied.
    """
    goi = _cho_duyet(goi, by)
    if goi.nguoi_nap_id == by.pk:
        raise ValidationError(TU_MINH)
    ket = nap_goi(bytes(goi.noi_dung), by=by, that=True, da_xem=da_xem or "-", goi=goi)
    _dong(goi, TrangThaiGoi.DA_AP_DUNG, by)
    return ket


@transaction.atomic
def tu_choi_goi(goi: GoiCauHinh, *, by: Any, ly_do: str) -> GoiCauHinh:
    """Put a waiting pack away; who brought it may too. Raises ValidationError, PermissionDenied."""
    goi = _cho_duyet(goi, by)
    ly_do = ly_do.strip()
    if not LY_DO_TOI_THIEU <= len(ly_do) <= 500:
        raise ValidationError(f"Nêu lý do không nhận gói, từ {LY_DO_TOI_THIEU} đến 500 ký tự.")
    goi.ly_do = ly_do
    return _dong(goi, TrangThaiGoi.TU_CHOI, by)


def _cho_duyet(goi: GoiCauHinh, by: Any) -> GoiCauHinh:
    kiem_quyen(by)
    if by is None:
        raise PermissionDenied("Gói do một người có tài khoản đưa vào áp dụng.")
    goi = GoiCauHinh.objects.select_for_update().get(pk=goi.pk)
    if goi.trang_thai != TrangThaiGoi.CHO_DUYET:
        raise ValidationError(f"Gói này: {goi.get_trang_thai_display().lower()}.")
    return goi


def _dong(goi: GoiCauHinh, trang_thai: str, by: Any) -> GoiCauHinh:
    goi.trang_thai, goi.nguoi_duyet, goi.duyet_luc = trang_thai, by, timezone.now()
    goi.save(update_fields=["trang_thai", "nguoi_duyet", "duyet_luc", "ly_do"])
    ghi(f"cauhinh.{trang_thai}_goi", goi, by=by, du_lieu={"bam": goi.bam})
    return goi
