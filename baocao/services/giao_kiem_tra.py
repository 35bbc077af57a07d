"""Assignment of a pack to the officer who checks it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from baocao.choices import BO_DA_NHAN
from baocao.models import BoBaoCao, GiaoKiemTra
from baocao.services import thong_bao
from cucctdp.accounts.models import User
from cucctdp.audit.record import ghi

QUYEN = "baocao.giao_giaokiemtra"


def nguoi_nhan_duoc(bo: BoBaoCao) -> list[User]:
    """Active officers of the Cục who may check this pack, in order of name."""
    rows = User.objects.filter(is_active=True, vai_tro__startswith="cuc_").order_by("ho_ten", "pk")
    return [
        u
        for u in rows
        if u.has_perm("baocao.kiem_tra_bobaocao")
        and BoBaoCao.objects.visible_to(u).filter(pk=bo.pk).exists()
    ]


@transaction.atomic
def giao(bo: BoBaoCao, *, nguoi: User, by: Any) -> GiaoKiemTra:
    """Give the pack to an officer, or to another one than before.

    Raises PermissionDenied, or ValidationError when the officer cannot check it or it is received.
    """
    bo = BoBaoCao.objects.select_for_update(of=("self",)).select_related("don_vi").get(pk=bo.pk)
    if not by.has_perm(QUYEN) or not BoBaoCao.objects.visible_to(by).filter(pk=bo.pk).exists():
        raise PermissionDenied("Tài khoản của bạn không giao được bộ báo cáo này.")
    if bo.trang_thai in BO_DA_NHAN:
        raise ValidationError("Bộ báo cáo đã tiếp nhận, không giao kiểm tra nữa.")
    if nguoi not in nguoi_nhan_duoc(bo):
        raise ValidationError("Người được giao không phụ trách tỉnh này hoặc không có quyền.")
    cu = GiaoKiemTra.objects.filter(bo=bo).select_related("nguoi").first()
    dong, _ = GiaoKiemTra.objects.update_or_create(
        bo=bo, defaults={"nguoi": nguoi, "nguoi_giao": by, "luc": timezone.now()}
    )
    ghi("bobaocao.giao_kiem_tra", bo, by=by, du_lieu={"nguoi": nguoi.pk})
    if cu is None or cu.nguoi_id != nguoi.pk:
        thong_bao.giao_kiem_tra(dong, truoc=cu and cu.nguoi, by=by)
    return dong
