"""Answers that are recomputed only when the data behind them changed: plain JSON with an ETag."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.timezone import localdate
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from cucctdp.apikit.models import PhienBanDuLieu
from cucctdp.apikit.permissions import TheoQuyen
from cucctdp.apikit.phien_ban import con_nguyen, etag

JSON = "application/json"


def gon(gia: Any) -> Any:
    """Plain JSON values: decimals as text, never through float; dates in ISO form."""
    if is_dataclass(gia) and not isinstance(gia, type):
        return {f.name: gon(getattr(gia, f.name)) for f in fields(gia)}
    if hasattr(gia, "_asdict"):
        return {ten: gon(g) for ten, g in gia._asdict().items()}
    if isinstance(gia, dict):
        return {ten: gon(g) for ten, g in gia.items()}
    if isinstance(gia, (tuple, list)):
        return [gon(g) for g in gia]
    if isinstance(gia, Decimal):
        return f"{gia:f}"
    return gia.isoformat() if isinstance(gia, (date, datetime)) else gia


def phien_ban_cua(*linh_vuc: str) -> str:
    """Versions of some domains with their times, as one short text; one query."""
    rows = PhienBanDuLieu.objects.filter(linh_vuc__in=linh_vuc)
    return ",".join(
        f"{lv}:{so}@{luc.timestamp():.6f}"
        for lv, so, luc in rows.order_by("linh_vuc", "ky").values_list("linh_vuc", "so", "luc")
    )


class TraLoi(APIView):
    """One answer: parameters checked first, then 304 while nothing behind it changed.

    ``linh_vuc``: domains whose data versions it follows.
    """

    permission_classes = [TheoQuyen]
    renderer_classes = [JSONRenderer]
    linh_vuc: tuple[str, ...] = ()

    def doc(self, request: Request) -> Any:
        """The question of the address. Raises DRF's ValidationError with every error."""
        raise NotImplementedError

    def than(self, cau: Any) -> Any:
        """The answer to a question, as anything ``gon`` can write."""
        raise NotImplementedError

    def tra(self, request: Request) -> HttpResponse:
        """The answer, or 304."""
        cau = self.doc(request)
        # The day is part of the question: present-day states and boundaries follow it.
        the = etag(
            self.linh_vuc, request.get_full_path(), request.user.pk,
            sorted(request.user.pham_vi_don_vi() or ()), localdate(),
            phien_ban_cua(*self.linh_vuc),
        )  # fmt: skip
        tra: HttpResponse
        if request.headers.get("If-None-Match", "").strip() != "*" and con_nguyen(request, the):
            tra = HttpResponseNotModified()
        else:
            than = json.dumps(gon(self.than(cau)), ensure_ascii=False)
            tra = HttpResponse(than.encode(), content_type=JSON)
        tra["ETag"] = the
        tra["Cache-Control"] = "private, no-cache"
        tra["Vary"] = "Accept, Authorization, Cookie"
        return tra
