"""Boxes of the forms in the portal: plain inputs that the style sheet of the portal dresses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from khuyencong import o_nhap as goc


class _ONgay(forms.TextInput):
    """A day is shown as it is typed."""

    def format_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else super().format_value(value)


def o_ngay(nhan: str, **khac: Any) -> forms.DateField:
    """A day, «31/12/2026»."""
    o = _ONgay(
        attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"}
    )
    return forms.DateField(label=nhan, widget=o, **khac)


def o_chu(nhan: str, **khac: Any) -> goc.OChu:
    """One line of text, composed before its length is measured."""
    return goc.OChu(label=nhan, **{"max_length": 255, **khac})


def o_doan(nhan: str, dong: int = 4, **khac: Any) -> goc.OChu:
    """Paragraphs of text."""
    o = forms.Textarea(attrs={"rows": dong})
    return goc.OChu(label=nhan, widget=o, **{"max_length": 8000, **khac})


def o_chon(nhan: str, cac_muc: Iterable[Any], **khac: Any) -> forms.ChoiceField:
    """A closed list, nothing chosen beforehand."""
    return forms.ChoiceField(label=nhan, choices=[("", "Chọn…"), *cac_muc], **khac)


def o_dong(nhan: str, queryset: Any, **khac: Any) -> forms.ModelChoiceField:
    """A row of the database."""
    return forms.ModelChoiceField(queryset=queryset, label=nhan, **{"empty_label": "Chọn…", **khac})


def o_so(nhan: str, **khac: Any) -> forms.DecimalField:
    """A number with a decimal comma."""
    o = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(
        label=nhan, localize=True, widget=o, **{"max_digits": 14, "decimal_places": 2, **khac}
    )


def o_nguoi(nhan: str) -> forms.IntegerField:
    """People of a class; empty: the minute does not tell."""
    o = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=nhan, required=False, min_value=0, widget=o)


class OTien(goc.OTien):
    """Money in whole đồng as people write it, «300.000.000»."""

    def __init__(self, **khac: Any) -> None:
        super().__init__(**khac)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        self.widget.is_required = self.required


class OTep(goc.OTep):
    """A PDF, refused by content, not by name."""

    def __init__(self, **khac: Any) -> None:
        super().__init__(**khac)
        self.widget = forms.FileInput(attrs={"accept": "application/pdf,.pdf"})
        self.widget.is_required = self.required


_MAU = (
    (forms.Textarea, "django/forms/widgets/textarea.html"),
    (forms.Select, "django/forms/widgets/select.html"),
    (forms.FileInput, "django/forms/widgets/file.html"),
    (forms.TextInput, "django/forms/widgets/text.html"),
)


def thuan(form: forms.BaseForm) -> None:
    """Undress the boxes of a form of the admin: the portal has its own style sheet."""
    for o in form.fields.values():
        o.widget.attrs.pop("class", None)
        for lop, mau in _MAU:
            if isinstance(o.widget, lop):
                o.widget.template_name = mau
                break
