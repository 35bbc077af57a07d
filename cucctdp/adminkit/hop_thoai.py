"""Confirm dialogs: a page of its own that a small script shows inside ``<dialog>``.

GET only shows the form, POST does the work. Without JavaScript the page stands alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

MAU_TRANG = "admin/hop_thoai.html"


class KhongTruongForm(forms.Form):
    """A confirmation without anything to fill in."""


@dataclass(frozen=True)
class HopThoai:
    """What a dialog says: title, sentence, button, and the page it leads back to.

    ``xong_den``: the page after success, when it is another one.
    """

    tieu_de: str
    nut: str
    quay_lai: str
    mo_ta: str = ""
    nguy_hiem: bool = False
    xong_den: str = ""


def du_lieu_gui(request: HttpRequest) -> Any:
    """Data for a dialog's form: bound on every POST, also one without any field."""
    return request.POST if request.method == "POST" else None


def trang_hop_thoai(
    request: HttpRequest,
    site: AdminSite,
    hop: HopThoai,
    form: forms.Form,
    lam: Callable[[Mapping[str, Any]], str],
) -> HttpResponse:
    """Show the form, or on a valid POST call ``lam`` and go back with its sentence as message.

    ``lam`` takes the cleaned data; a ValidationError it raises is shown in the form, with
    status 409.
    """
    trang_thai = 200
    if request.method == "POST" and form.is_valid():
        try:
            cau = lam(form.cleaned_data)
        except ValidationError as loi:
            form.add_error(None, ValidationError(loi.messages))
            trang_thai = 409
        else:
            messages.success(request, cau)
            return redirect(hop.xong_den or hop.quay_lai)
    ngu_canh = site.each_context(request) | {"title": hop.tieu_de, "hop": hop, "form": form}
    return TemplateResponse(request, MAU_TRANG, ngu_canh, status=trang_thai)
