"""The doors all registers share: saving a row, a follow-up note, an attached file."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from baocao.models import NhatKyTheoDoi
from cucctdp.audit.record import ghi
from cucctdp.files.models import Tep
from cucctdp.files.services import PDF, luu_tep

LOAI_TEP = "so_theo_doi"
NOI_DUNG_TOI_DA = 4000
TEP_TOI_DA = 20 * 1024 * 1024
CHI_SO_NGAY = (
    "Sổ này chỉ ghi số, ngày, trạng thái: không nhập nội dung và không đính tệp, "
    "để không đưa tài liệu của Đảng vào hệ thống."
)


def _duoc_ghi(obj: Any, by: Any, quyen: str) -> None:
    if not by.has_perm(f"baocao.{quyen}"):
        raise PermissionDenied("Tài khoản của bạn không có quyền ghi sổ này.")
    rows = type(obj)._default_manager.filter(pk=obj.pk)
    if obj.pk and hasattr(rows, "visible_to") and not rows.visible_to(by).exists():
        raise PermissionDenied("Hồ sơ không thuộc phạm vi của bạn.")


@transaction.atomic
def luu(obj: Any, *, by: Any, quyen: str = "cap_nhat_sotheodoi") -> Any:
    """Save a new or changed row of a register and record it; the state is left to the steps.

    Raises ValidationError with every field that is wrong, PermissionDenied outside one's scope.
    """
    _duoc_ghi(obj, by, quyen)
    moi = obj.pk is None
    pham_vi = by.pham_vi_don_vi()
    don_vi = getattr(obj, "don_vi_id", None)
    if don_vi is not None and pham_vi is not None and don_vi not in pham_vi:
        raise PermissionDenied("Tỉnh này không thuộc phạm vi của bạn.")
    if moi and hasattr(obj, "nguoi_tao_id"):
        obj.nguoi_tao = by
    obj.full_clean()
    obj.save()
    ghi(f"{obj._meta.model_name}.{'tao' if moi else 'sua'}", obj, by=by)
    return obj


@transaction.atomic
def ghi_theo_doi(
    obj: Any, *, noi_dung: str, by: Any, quyen: str = "cap_nhat_sotheodoi"
) -> NhatKyTheoDoi:
    """Append a follow-up note to a row of a register.

    Raises ValidationError for an empty or too long note, and always for registers that hold
    numbers and dates only.
    """
    _duoc_ghi(obj, by, quyen)
    if getattr(obj, "CHI_SO_NGAY", False):
        raise ValidationError(CHI_SO_NGAY)
    chu = noi_dung.replace("\0", "").strip()
    if not chu:
        raise ValidationError("Nội dung theo dõi không được để trống.")
    if len(chu) > NOI_DUNG_TOI_DA:
        raise ValidationError("Nội dung theo dõi dài quá 4.000 ký tự.")
    dong = NhatKyTheoDoi.objects.create(doi_tuong=obj, noi_dung=chu, nguoi=by)
    ghi(f"{obj._meta.model_name}.theo_doi", obj, by=by, du_lieu={"nhat_ky": dong.pk})
    return dong


@transaction.atomic
def dinh_kem(
    obj: Any, *, noi_dung: bytes, ten: str, by: Any, quyen: str = "cap_nhat_sotheodoi"
) -> Tep:
    """Attach one PDF to a row of a register; refused by content, not by name."""
    _duoc_ghi(obj, by, quyen)
    loi = []
    if getattr(obj, "CHI_SO_NGAY", False):
        loi.append(CHI_SO_NGAY)
    if not noi_dung.startswith(b"%PDF-"):
        loi.append("Chỉ nhận tệp PDF. Hãy lưu văn bản thành PDF rồi gửi lại.")
    if len(noi_dung) > TEP_TOI_DA:
        loi.append("Tệp lớn quá 20 MB.")
    if loi:
        raise ValidationError(loi)
    tep = luu_tep(
        noi_dung,
        loai=LOAI_TEP,
        ten=ten,
        kieu_noi_dung=PDF,
        by=by,
        don_vi=getattr(obj, "don_vi", None),
        doi_tuong=obj,
    )
    ghi(f"{obj._meta.model_name}.dinh_kem", obj, by=by, du_lieu={"sha256": tep.sha256})
    return tep


def nhat_ky_cua(obj: models.Model) -> models.QuerySet[NhatKyTheoDoi]:
    """Follow-up notes of a row, newest first."""
    return NhatKyTheoDoi.objects.filter(
        doi_tuong_loai=ContentType.objects.get_for_model(obj), doi_tuong_id=obj.pk
    ).select_related("nguoi")


def tep_cua(obj: models.Model) -> models.QuerySet[Tep]:
    """Files of a row, newest first."""
    return Tep.objects.filter(
        doi_tuong_loai=ContentType.objects.get_for_model(obj), doi_tuong_id=obj.pk
    ).select_related("nguoi_tao")
