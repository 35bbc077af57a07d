"""What was done to a cluster, by whom and when: the events its doors left in the audit trail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, QuerySet

from cucctdp.audit.models import SuKien
from cumcongnghiep.models import Cum

_VIEC = {
    "ghi": "Ghi",
    "lap": "Lập",
    "them": "Thêm",
    "tao": "Thêm",
    "sua": "Sửa",
    "xoa": "Xóa",
    "xac_nhan": "Xác nhận",
    "ket_thuc": "Kết thúc",
    "doi": "Đổi",
    "huy": "Hủy",
    "nhap": "Nhập từ tệp",
    "hoan_tac": "Hoàn tác",
    "cap_nhat": "Cập nhật",
}
_NGAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)\b.*")


@dataclass(frozen=True, slots=True)
class DoiO:
    """One column that changed, in words; "" is empty."""

    nhan: str
    truoc: str
    sau: str


@dataclass(frozen=True, slots=True)
class ThayDoi:
    """One event; ``nguoi`` "" when the system itself did it."""

    luc: datetime
    nguoi: str
    viec: str
    dong: str
    doi: tuple[DoiO, ...]
    ly_do: str


def cac_su_kien(cum: Cum) -> QuerySet[SuKien]:
    """Events of a cluster, newest first."""
    return SuKien.objects.filter(
        doi_tuong_loai=Cum._meta.label_lower, doi_tuong_id=str(cum.pk)
    ).order_by("-luc", "-pk")


def ke_lai(s: SuKien) -> ThayDoi:
    """An event in words an officer reads; no query."""
    du_lieu = s.du_lieu if isinstance(s.du_lieu, dict) else {}
    mo_hinh = _mo_hinh(str(du_lieu.get("dong", "")))
    viec = _VIEC.get(s.hanh_dong.rpartition(".")[2], "Cập nhật")
    ten = str(mo_hinh._meta.verbose_name)
    doi = [
        DoiO(_nhan(mo_hinh, cot), *(_chu(mo_hinh, cot, v) for v in cap))
        for cot, cap in du_lieu.items()
        if isinstance(cap, list) and len(cap) == 2
    ]
    # A changed name is a pair like any other change; a name by itself tells which row it was.
    dong = du_lieu.get("ten", "")
    ke = dong if isinstance(dong, str) else ""
    return ThayDoi(s.luc, s.nguoi_ten, f"{viec} {ten}", ke, tuple(doi), s.ly_do)


def _mo_hinh(dong: str) -> Any:
    ten = dong.partition(":")[0]
    try:
        return apps.get_model("cumcongnghiep", ten) if ten else Cum
    except LookupError:
        return Cum


def _truong(mo_hinh: Any, cot: str) -> Field | None:
    return next((f for f in mo_hinh._meta.concrete_fields if cot in (f.name, f.attname)), None)


def _nhan(mo_hinh: Any, cot: str) -> str:
    f = _truong(mo_hinh, cot)
    return str(f.verbose_name) if f is not None else cot.replace("_", " ")


def _chu(mo_hinh: Any, cot: str, gia_tri: Any) -> str:
    if gia_tri is None or gia_tri == "":
        return ""
    if isinstance(gia_tri, bool):
        return "Có" if gia_tri else "Không"
    f = _truong(mo_hinh, cot)
    nhan: Mapping[Any, Any] = dict(f.flatchoices) if f is not None and f.choices else {}
    chu = str(nhan.get(gia_tri, gia_tri))
    khop = _NGAY.fullmatch(chu)
    return f"{khop[3]}/{khop[2]}/{khop[1]}" if khop else chu
