"""The dated rules of checking that apply to a pack today."""

from django.utils import timezone

from baocao.models import BoBaoCao, QuyDinhKiemTra


def quy_dinh_cua_bo(bo: BoBaoCao) -> QuyDinhKiemTra:
    """The row that applies to a pack today; two queries."""
    return QuyDinhKiemTra.objects.cua_bo(bo, ngay=timezone.localdate())
