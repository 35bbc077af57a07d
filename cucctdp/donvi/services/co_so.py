"""Duplicates among establishments: found by tax code, name and commune, owner; merged by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from cucctdp.audit.record import ghi
from cucctdp.donvi.choices import QuyMo
from cucctdp.donvi.models import CoSo
from cucctdp.donvi.models.co_so import khoa_ten_co_so

# Filled in the kept record from the merged one where the kept one is silent.
_BO_SUNG = ("ma_so_thue", "dia_chi", "nganh_id", "lang_nghe", "chu_co_so", "dinh_danh_chu")


LY_DO_TRUNG = {
    "ma_so_thue": "cùng mã số thuế",
    "ten_va_xa": "cùng tên, cùng xã",
    "cung_chu": "cùng chủ",
}


@dataclass(frozen=True, slots=True)
class TrungLap:
    """A record that may be the same establishment, and why: a key of ``LY_DO_TRUNG``."""

    co_so: CoSo
    ly_do: str

    @property
    def vi_sao(self) -> str:
        return LY_DO_TRUNG[self.ly_do]


def dinh_danh_chu(co_so: CoSo) -> str:
    """Who owns it: the number given, or a household's own tax code of 12 digits; "" unknown."""
    if co_so.dinh_danh_chu:
        return str(co_so.dinh_danh_chu)
    return co_so.ma_so_thue if len(co_so.ma_so_thue) == 12 else ""


def tim_trung(co_so: CoSo, *, by: Any = None) -> list[TrungLap]:
    """Live records that look like ``co_so`` (saved or not): same tax code first, then same name
    key in the same commune, then the same owner. Each record once; with ``by`` only those this
    user may see."""
    pham_vi = CoSo.objects.all() if by is None else CoSo.objects.visible_to(by)
    khac = pham_vi.hien_hanh().exclude(pk=co_so.pk).order_by("pk")
    ket_qua: list[TrungLap] = []
    if co_so.ma_so_thue:
        ket_qua += [TrungLap(c, "ma_so_thue") for c in khac.filter(ma_so_thue=co_so.ma_so_thue)]
    if co_so.xa_id:
        da_co = [t.co_so.pk for t in ket_qua]
        cung_ten = khac.filter(ten_khoa=khoa_ten_co_so(co_so.ten), xa_id=co_so.xa_id)
        ket_qua += [TrungLap(c, "ten_va_xa") for c in cung_ten.exclude(pk__in=da_co)]
    if chu := dinh_danh_chu(co_so):
        da_co = [t.co_so.pk for t in ket_qua]
        cung_chu = khac.filter(Q(dinh_danh_chu=chu) | Q(ma_so_thue=chu))
        ket_qua += [TrungLap(c, "cung_chu") for c in cung_chu.exclude(pk__in=da_co)]
    return ket_qua


@transaction.atomic
def hop_nhat(*, giu: CoSo, bo: CoSo, by: Any, ly_do: str) -> CoSo:
    """Merge the duplicate ``bo`` into ``giu`` and return ``giu``.

    ``bo`` stays as a record pointing to ``giu``, with the facts that were filed under it; records
    merged into ``bo`` before now point to ``giu``. Empty fields of ``giu`` are filled from ``bo``.
    Raises ValidationError with every reason why not.
    """
    khoa = {
        c.pk: c
        for c in CoSo.objects.visible_to(by)
        .filter(pk__in=[giu.pk, bo.pk])
        .select_for_update(of=("self",))
        .order_by("pk")
    }
    if giu.pk not in khoa or bo.pk not in khoa:
        raise ValidationError("Không tìm thấy cơ sở cần hợp nhất.")
    loi = []
    if giu.pk == bo.pk:
        loi.append("Chọn hai cơ sở khác nhau để hợp nhất.")
    giu, bo = khoa[giu.pk], khoa[bo.pk]
    loi += [f"«{c}» đã được hợp nhất vào cơ sở khác." for c in khoa.values() if c.hop_nhat_vao_id]
    if not ly_do.strip():
        loi.append("Nhập lý do hợp nhất.")
    if loi:
        raise ValidationError(loi)
    with pghistory.context(user=by.pk, ly_do=ly_do):
        CoSo.objects.filter(hop_nhat_vao=bo).update(hop_nhat_vao=giu)
        bo.hop_nhat_vao = giu
        bo.save(update_fields=["hop_nhat_vao"])
        for truong in _BO_SUNG:
            if not getattr(giu, truong):
                setattr(giu, truong, getattr(bo, truong))
        if giu.quy_mo == QuyMo.CHUA_RO:
            giu.quy_mo = bo.quy_mo
        giu.save()
        ghi("hop_nhat_co_so", giu, by=by, ly_do=ly_do, du_lieu={"bo": bo.pk, "ten_bo": bo.ten})
    return giu
