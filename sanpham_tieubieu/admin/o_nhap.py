"""Boxes of the dialogs: from the columns of a table, numbers and days as Vietnamese write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from cucctdp.formats.chu import nfc
from cucctdp.formats.fields import TienField
from cucctdp.formats.so import SoKhongHopLe, dinh_dang, doc_so

GIO = "%d/%m/%Y %H:%M"
SO_CHU_SO = 18  # more than any column holds


class _ONgay(UnfoldAdminTextInputWidget):
    """A day or a minute (local, as the field gives it) is shown as it is typed."""

    def format_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return f"{value:{GIO}}"
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else super().format_value(value)


class OSo(forms.CharField):
    """A number «1.234,5»; empty is unknown, not zero. ``so_le`` 0: whole numbers only."""

    def __init__(self, *, so_le: int, **khac: Any) -> None:
        self.so_le = so_le
        o = UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=o, **khac)

    def prepare_value(self, value: Any) -> Any:
        return dinh_dang(value) if isinstance(value, Decimal | int) else value

    def to_python(self, value: Any) -> Any:
        chu = super().to_python(value)
        if not chu:
            return None
        try:
            so = doc_so(chu)
        except SoKhongHopLe as loi:
            raise ValidationError(str(loi)) from loi
        if so.adjusted() >= SO_CHU_SO:
            raise ValidationError("Số quá lớn.")
        if so != so.quantize(Decimal(1).scaleb(-self.so_le)):
            cau = "Nhập số nguyên." if not self.so_le else f"Tối đa {self.so_le} chữ số lẻ."
            raise ValidationError(cau)
        return int(so) if not self.so_le else so


class ONam(OSo):
    """A year is written without a point."""

    def prepare_value(self, value: Any) -> Any:
        return value


class OChu(forms.CharField):
    """Text, composed before its length is measured."""

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value))


def o_ngay(nhan: str, **khac: Any) -> forms.DateField:
    o = _ONgay(attrs={"placeholder": "ngày/tháng/năm", "autocomplete": "off"})
    return forms.DateField(label=nhan, widget=o, **khac)


def o_gio(nhan: str, **khac: Any) -> forms.DateTimeField:
    o = _ONgay(attrs={"placeholder": "ngày/tháng/năm giờ:phút", "autocomplete": "off"})
    return forms.DateTimeField(label=nhan, widget=o, input_formats=[GIO], **khac)


def o_doan(nhan: str, *, dong: int = 3, **khac: Any) -> OChu:
    return OChu(
        label=nhan,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": dong}),
        **{"max_length": 4000, **khac},
    )


def o_ly_do(**khac: Any) -> OChu:
    return o_doan("Lý do", min_length=10, help_text="Ít nhất 10 ký tự.", **khac)


def o_cua(cot: Any, rows: models.QuerySet | None = None) -> forms.Field:
    """The box of one column; ``rows``: what a key may name, all of its table by default."""
    nhan = str(cot.verbose_name)
    bat = not (cot.blank or cot.null or cot.has_default())
    chung: dict[str, Any] = {
        "label": nhan[:1].upper() + nhan[1:],
        "required": bat,
        "help_text": str(cot.help_text),
    }
    if isinstance(cot, models.BooleanField):
        return forms.BooleanField(widget=UnfoldBooleanWidget, **{**chung, "required": False})
    if isinstance(cot, models.ForeignKey):
        rows = cot.related_model._default_manager.all() if rows is None else rows
        return forms.ModelChoiceField(rows, widget=UnfoldAdminSelectWidget, **chung)
    if isinstance(cot, ArrayField):
        muc = list(cot.base_field.choices or [])
        return forms.MultipleChoiceField(
            choices=muc,
            widget=UnfoldAdminCheckboxSelectMultipleWidget,
            **{**chung, "required": False},
        )
    if cot.choices:
        muc = list(cot.choices) if cot.has_default() else [("", "Chọn…"), *cot.choices]
        return forms.ChoiceField(choices=muc, widget=UnfoldAdminSelectWidget, **chung)
    if isinstance(cot, models.DateTimeField):
        return o_gio(chung.pop("label"), **chung)
    if isinstance(cot, models.DateField):
        return o_ngay(chung.pop("label"), **chung)
    if isinstance(cot, TienField):
        return OSo(so_le=0, **chung)
    if isinstance(cot, models.DecimalField):
        return OSo(so_le=cot.decimal_places, **chung)
    if isinstance(cot, models.IntegerField):
        return (ONam if cot.name.startswith("nam") else OSo)(so_le=0, **chung)
    if cot.max_length and cot.max_length <= 300:
        return OChu(max_length=cot.max_length, widget=UnfoldAdminTextInputWidget, **chung)
    return o_doan(chung.pop("label"), **{"max_length": cot.max_length, **chung})


class CotForm(forms.Form):
    """Some columns of a table; what is wrong with them together the service says."""

    def __init__(
        self,
        *args: Any,
        bang: Any,
        truong: Sequence[str],
        dong: Any = None,
        rows: Mapping[str, models.QuerySet] | None = None,
        them: Mapping[str, forms.Field] | None = None,
        **kwargs: Any,
    ) -> None:
        """``rows``: what keys may name; ``them``: boxes after those of the columns."""
        super().__init__(*args, **kwargs)
        cot = {f.name: f for f in bang._meta.concrete_fields}
        for ten in truong:
            self.fields[ten] = o_cua(cot[ten], (rows or {}).get(ten))
            if dong is not None:
                self.initial[ten] = getattr(dong, cot[ten].attname)
            elif cot[ten].has_default():
                self.initial[ten] = cot[ten].get_default()
        for ten, o in (them or {}).items():
            self.fields[ten] = o
