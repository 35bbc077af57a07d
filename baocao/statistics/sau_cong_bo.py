"""Published periods whose figures were restated afterwards: they carry a note (section 3.5)."""

from datetime import datetime

from django.db.models import QuerySet

from baocao import workflow as w
from baocao.models import DieuChinh, KyBaoCao
from cucctdp.workflow.models import QuyetDinh


def cong_bo_luc(ky: KyBaoCao) -> datetime | None:
    """When the period was published; None while it is not."""
    return (
        QuyetDinh.objects.cua(ky)
        .filter(buoc=w.CONG_BO_KY.ten)
        .order_by("-luc")
        .values_list("luc", flat=True)
        .first()
    )


def dieu_chinh_sau_cong_bo(ky: KyBaoCao) -> QuerySet[DieuChinh]:
    """Restatements that count and came after publication, oldest first; none before it."""
    luc = cong_bo_luc(ky)
    if luc is None:
        return DieuChinh.objects.none()
    return (
        DieuChinh.objects.da_ghi_so()
        .filter(bo__ky=ky, ghi_so_luc__gt=luc)
        .select_related("don_vi")
        .order_by("ghi_so_luc", "pk")
    )
