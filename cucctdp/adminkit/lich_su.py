"""Row history (Lịch sử dòng): what the database's own triggers kept, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from cucctdp.formats.so import dinh_dang

SO_DONG_TOI_DA = 200
NHAN_SU_KIEN = {"insert": "Thêm", "update": "Sửa", "delete": "Xóa"}


@dataclass(frozen=True)
class Doi:
    """One changed field."""

    truong: str
    truoc: str
    sau: str


@dataclass(frozen=True)
class DongLichSu:
    """One kept event of a row; ``nguoi`` is "" when the change did not come from a page."""

    luc: datetime
    viec: str
    nguoi: str
    doi: list[Doi]


def lich_su_dong(obj: models.Model) -> list[DongLichSu]:
    """Events of one row, newest first, at most SO_DONG_TOI_DA; a fixed number of queries."""
    mo_hinh = next(iter(type(obj).pgh_event_models.values()))  # type: ignore[attr-defined]
    su_kien = list(
        mo_hinh.objects.filter(pgh_obj_id=obj.pk)
        .select_related("pgh_context")
        .order_by("-pgh_id")[: SO_DONG_TOI_DA + 1]
    )
    truong = [f for f in obj._meta.concrete_fields if not f.primary_key]
    ten = _ten_lien_quan(su_kien, truong)
    dong = []
    for nay, truoc in zip(su_kien, [*su_kien[1:], None], strict=True):
        doi = [
            Doi(str(f.verbose_name), _chu(truoc, f, ten), _chu(nay, f, ten))
            for f in truong
            if hasattr(nay, f.attname)
            and (
                (truoc is None and getattr(nay, f.attname) not in (None, "", [], {}))
                or (truoc is not None and getattr(nay, f.attname) != getattr(truoc, f.attname))
            )
        ]
        ngu_canh = nay.pgh_context.metadata if nay.pgh_context else {}
        viec = NHAN_SU_KIEN.get(nay.pgh_label, nay.pgh_label)
        dong.append(DongLichSu(nay.pgh_created_at, viec, ngu_canh.get("nguoi", ""), doi))
    return dong[:SO_DONG_TOI_DA]


def _ten_lien_quan(
    su_kien: Sequence[Any], truong: Sequence[Any]
) -> Mapping[str, Mapping[Any, str]]:
    """Names of the rows that foreign keys point at: one query per key."""
    ten: dict[str, dict[Any, str]] = defaultdict(dict)
    for f in truong:
        if isinstance(f, models.ForeignKey):
            khoa = {getattr(s, f.attname, None) for s in su_kien} - {None}
            if khoa:
                rows = f.related_model._base_manager.filter(pk__in=khoa)
                ten[f.attname] = {r.pk: str(r) for r in rows}
    return ten


def _chu(su_kien: Any, f: Any, ten: Mapping[str, Mapping[Any, str]]) -> str:
    gia_tri = getattr(su_kien, f.attname, None) if su_kien is not None else None
    if gia_tri is None or gia_tri == "":
        return ""
    if f.attname in ten:
        return ten[f.attname].get(gia_tri, f"số {gia_tri}")
    if f.choices:
        return str(dict(f.flatchoices).get(gia_tri, gia_tri))
    match gia_tri:
        case bool():
            return "Có" if gia_tri else "Không"
        case Decimal():
            return dinh_dang(gia_tri)
        case datetime():
            return f"{timezone.localtime(gia_tri):%d/%m/%Y %H:%M:%S}"
        case date():
            return f"{gia_tri:%d/%m/%Y}"
        case list():
            return ", ".join(str(g) for g in gia_tri)
    return str(gia_tri)


class CoLichSuDong:
    """Admin mix-in: history pages show row events, and changes say who made them."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with pghistory.context(nguoi=str(request.user)):
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if obj is None:
            raise Http404("Không có mục này.")
        if not self.has_view_or_change_permission(request, obj):  # type: ignore[attr-defined]
            raise PermissionDenied
        ngu_canh = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "title": f"Lịch sử dòng: {obj}",
            "opts": self.opts,  # type: ignore[attr-defined]
            "doi_tuong": obj,
            "cac_dong": lich_su_dong(obj),
            "toi_da": SO_DONG_TOI_DA,
        }
        return TemplateResponse(request, "admin/lich_su_dong.html", ngu_canh)
