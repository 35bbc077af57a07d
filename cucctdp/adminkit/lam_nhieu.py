"""Actions of a register that lead to a page about the chosen rows, to look the work over."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cucctdp.adminkit.base import so_nguyen


class LamNhieu:
    """Mix-in of an admin. ``tham_so`` names the rows in the address, ``goi_la`` in the sentence."""

    tham_so: ClassVar[str]
    goi_la: ClassVar[str]
    model: Any

    def hang_chon(self, request: HttpRequest) -> QuerySet:
        """Rows the user may choose from, with what the pages read of them."""
        raise NotImplementedError

    def _sang(self, queryset: QuerySet, ten: str) -> HttpResponse:
        so = ",".join(str(pk) for pk in queryset.order_by().values_list("pk", flat=True))
        meta = self.model._meta
        trang = reverse(f"admin:{meta.app_label}_{meta.model_name}_{ten}")
        return redirect(f"{trang}?{self.tham_so}={so}")

    def _chon(self, request: HttpRequest) -> list[Any]:
        so = [so_nguyen(s) for s in request.GET.get(self.tham_so, "").split(",")]
        rows = self.hang_chon(request).filter(pk__in=[s for s in so if s is not None])
        cac = list(rows.order_by("ma"))
        if not cac:
            messages.warning(request, f"Chưa chọn {self.goi_la} nào trong phạm vi của bạn.")
        return cac
