"""The dated rules of checking that apply to a pack today."""

from collections.abc import Collection

from django.utils import timezone

from baocao.models import BoBaoCao, QuyDinhKiemTra


def quy_dinh(loai_ky: str, cac_bieu: Collection[str] = ()) -> QuyDinhKiemTra:
    """The most particular row in force: form and kind of period, form, kind of period, any.

    Without any row: the defaults of the table, unsaved.
    """
    rows = QuyDinhKiemTra.objects.hieu_luc(timezone.localdate()).filter(loai_ky__in=["", loai_ky])
    hop = [q for q in rows if not q.bieu or q.bieu in cac_bieu]
    hop.sort(key=lambda q: (bool(q.bieu), bool(q.loai_ky)), reverse=True)
    return hop[0] if hop else QuyDinhKiemTra(hieu_luc_tu=timezone.localdate())


def quy_dinh_cua_bo(bo: BoBaoCao) -> QuyDinhKiemTra:
    """The row that applies to a pack; two queries."""
    cac_bieu = set(bo.phieu.values_list("bieu_mau__ma", flat=True))
    return quy_dinh(bo.ky.loai, cac_bieu)
