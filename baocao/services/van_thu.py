"""The clerk's door (văn thư): number, date and signed copy of a pack sent by the e-office."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from baocao.choices import TrangThaiBo
from baocao.models import BoBaoCao
from cucctdp.audit.record import ghi
from cucctdp.files.models import Tep


@transaction.atomic
def ghi_so_van_ban(
    bo: BoBaoCao, *, so_van_ban: str, ngay_van_ban: date, by: Any, tep_ky: Tep | None = None
) -> BoBaoCao:
    """Note number and date from the e-office and attach the signed PDF.

    Raises PermissionDenied outside the clerk's Sở, ValidationError when the pack is not yet
    waiting for signature.
    """
    if not by.has_perm("baocao.ghi_so_van_ban_bobaocao"):
        raise PermissionDenied("Tài khoản của bạn không có quyền ghi số văn bản.")
    bo = BoBaoCao.objects.select_for_update(of=("self",)).select_related("don_vi").get(pk=bo.pk)
    if not BoBaoCao.objects.visible_to(by).filter(pk=bo.pk).exists():
        raise PermissionDenied("Hồ sơ không thuộc phạm vi của bạn.")
    if bo.gui_lan_dau_luc is None and bo.trang_thai != TrangThaiBo.CHO_KY:
        raise ValidationError("Chỉ ghi số văn bản khi báo cáo đang chờ ký hoặc đã gửi.")
    bo.so_van_ban, bo.ngay_van_ban = so_van_ban.strip(), ngay_van_ban
    if tep_ky is not None:
        bo.tep_ky = tep_ky
    bo.save(update_fields=["so_van_ban", "ngay_van_ban", "tep_ky"])
    ghi("bobaocao.ghi_so_van_ban", bo, by=by, du_lieu={"so": bo.so_van_ban})
    return bo
