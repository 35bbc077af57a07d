"""Published totals beside what the register counts; the two are never added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from sanpham_tieubieu.choices import DA_CONG_NHAN
from sanpham_tieubieu.models import HoSoDangKy, SoCongBo


def so_he_thong(cac: Iterable[SoCongBo], *, user: Any) -> dict[int, int]:
    """Recognised products of the register for published rows, by key of the row; one query.

    A row whose round the register does not have is missing: nothing known is not zero.
    """
    rows = list(cac)
    if not rows:
        return {}
    dem = {
        (cap, nam, kv or "", dv): so
        for cap, nam, kv, dv, so in HoSoDangKy.objects.visible_to(user)
        .filter(trang_thai__in=DA_CONG_NHAN, ky__minh_hoa=False, ky__nam__in={r.nam for r in rows})
        .order_by()
        .values_list("ky__cap", "ky__nam", "ky__khu_vuc", "ky__don_vi")
        .annotate(so=Count("pk"))
    }
    khoa = {r.pk: (r.cap, r.nam, r.khu_vuc, r.don_vi_id) for r in rows}
    return {pk: dem[k] for pk, k in khoa.items() if k in dem}
