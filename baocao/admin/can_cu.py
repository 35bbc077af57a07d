"""«Căn cứ» that leads to the document: names in the text are looked up in the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from baocao.services.van_ban import TraVanBan

TRUONG = ("can_cu", "can_cu_han")
_O = "van_ban_can_cu"


class CoCanCu:
    """Mix-in: beside «căn cứ», the documents of the register it names, and those not in it."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        obj = super().get_object(request, *args, **kwargs)  # type: ignore[misc]
        if obj is not None:
            obj.nguoi_dang_xem = request.user
        return obj

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        cac = super().get_readonly_fields(request, obj)  # type: ignore[misc]
        return cac if obj is None else (*cac, _O)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The documents stand right behind the text that names them."""
        nhom = super().get_fieldsets(request, obj)  # type: ignore[misc]
        if obj is None:
            return nhom
        return [(ten, {**tuy, "fields": _chen(tuy["fields"])}) for ten, tuy in nhom]

    @admin.display(description="văn bản trong sổ")
    def van_ban_can_cu(self, obj: Any) -> SafeString | str:
        tra = TraVanBan()
        chu = "; ".join(getattr(obj, t, "") or "" for t in TRUONG)
        user = getattr(obj, "nguoi_dang_xem", None)
        mo_duoc = user is not None and user.has_perm("baocao.xem_sotheodoi")
        hom_nay = timezone.localdate()
        dong = [
            format_html(
                '<a class="bc-lien" href="{}">{}</a> ({})',
                reverse("admin:baocao_vanban_xem", args=[vb.pk]),
                vb.so_ky_hieu,
                vb.tinh_trang(hom_nay).lower(),
            )
            if mo_duoc
            else f"{vb.so_ky_hieu} ({vb.tinh_trang(hom_nay).lower()})"
            for vb in tra.trong(chu)
        ]
        dong += [f"{so} (chưa có trong sổ)" for so in tra.thieu(chu)]
        return format_html_join("; ", "{}", ((d,) for d in dong)) or "–"


def _chen(cac_truong: Sequence[Any]) -> list[Any]:
    """Fields with the documents behind «căn cứ»; out of every other place."""
    ra: list[Any] = []
    for t in cac_truong:
        if t == _O:
            continue
        ra.append(t)
        if "can_cu" in ((t,) if isinstance(t, str) else t):
            ra.append(_O)
    return ra
