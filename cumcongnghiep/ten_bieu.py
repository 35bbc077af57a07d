"""What a form is about and what happened to it, for every surface."""

from __future__ import annotations

from cucctdp.workflow.models import QuyetDinh
from cumcongnghiep.models import BieuNop


def ten_doi_tuong(b: BieuNop) -> str:
    """What a form is about, as people say it."""
    if b.du_an is not None:
        return f"{b.du_an.ten} ({b.cum})"
    if b.xa is not None:
        return str(b.xa.ten_goi)
    return str(b.cum) if b.cum is not None else str(b.don_vi.ten_goi)


def qua_trinh(b: BieuNop) -> list[QuyetDinh]:
    """Every step of the form, the newest first."""
    return list(QuyetDinh.objects.cua(b).select_related("nguoi").order_by("-luc", "-pk"))
