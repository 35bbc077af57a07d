"""Forms of the dialogs: boxes from the columns of a table, numbers as Vietnamese write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from cucctdp.formats.chu import nfc
from cucctdp.formats.fields import TienField
from cucctdp.formats.so import SoKhongHopLe, dinh_dang, doc_so
from cumcongnghiep.admin.o_tra import o_rieng
from cumcongnghiep.models import Cum

LY_DO = "ly_do"


class _ONgay(UnfoldAdminTextInputWidget):
    """A day is shown as it is typed."""

    def format_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else super().format_value(value)


class OSo(forms.CharField):
    """A number «1.234,5»; empty is unknown, not zero. ``so_le`` 0: whole numbers only."""

    def __init__(self, *, so_le: int, tien: bool = False, **khac: Any) -> None:
        self.so_le, self.tien = so_le, tien
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
        if so != so.quantize(Decimal(1).scaleb(-self.so_le)):
            cau = "Nhập số nguyên." if not self.so_le else f"Tối đa {self.so_le} chữ số lẻ."
            raise ValidationError(cau)
        return int(so) if not self.so_le else so


class OChu(forms.CharField):
    """Text, composed before its length is measured."""

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value))


def o_cua(truong: models.Field, *, cum: Cum | None) -> forms.Field:
    """The box of one column; rows to choose from are those of the cluster."""
    nhan = str(truong.verbose_name)
    chung: dict[str, Any] = {
        "label": nhan[:1].upper() + nhan[1:],
        "required": not (truong.blank or truong.null or truong.has_default()),
        "help_text": str(truong.help_text),
    }
    if isinstance(truong, models.BooleanField):
        if truong.null:
            muc = [("", "Chưa rõ"), ("True", "Có"), ("False", "Không")]
            return forms.TypedChoiceField(
                choices=muc, coerce=lambda v: v == "True", empty_value=None,
                widget=UnfoldAdminSelectWidget, **chung,
            )  # fmt: skip
        return forms.BooleanField(widget=UnfoldBooleanWidget, **{**chung, "required": False})
    if isinstance(truong, models.ForeignKey):
        rieng = o_rieng(truong, chung, cum)
        if rieng is not None:
            return rieng
        rows = _cac_dong(truong, cum)
        return forms.ModelChoiceField(rows, widget=UnfoldAdminSelectWidget, **chung)
    if truong.choices:
        muc = list(truong.choices)
        if not truong.has_default():
            muc = [("", "Chọn…"), *muc]
        return forms.ChoiceField(choices=muc, widget=UnfoldAdminSelectWidget, **chung)
    if isinstance(truong, models.DateField):
        o = _ONgay(attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric"})
        return forms.DateField(widget=o, **chung)
    if isinstance(truong, TienField):
        return OSo(so_le=0, tien=True, **chung)
    if isinstance(truong, models.DecimalField):
        return OSo(so_le=truong.decimal_places, **chung)
    if isinstance(truong, models.IntegerField):
        return OSo(so_le=0, **chung)
    if truong.max_length and truong.max_length <= 300:
        return OChu(max_length=truong.max_length, widget=UnfoldAdminTextInputWidget, **chung)
    o = UnfoldAdminTextareaWidget(attrs={"rows": 3})
    return OChu(max_length=truong.max_length, widget=o, **chung)


def _cac_dong(truong: Any, cum: Cum | None) -> models.QuerySet:
    """Rows a key may name: of the cluster where they belong to one, else all."""
    bang = truong.related_model
    rows = bang._default_manager.complex_filter(truong.get_limit_choices_to())
    if bang is Cum:
        return rows.filter(don_vi=cum.don_vi_id).exclude(pk=cum.pk) if cum else rows.none()
    if any(f.name == "cum" for f in bang._meta.concrete_fields):
        return rows.filter(cum=cum)
    return rows


class DongForm(forms.Form):
    """Some columns of a table; what is wrong with them together the service says."""

    def __init__(
        self, *args: Any, bang: Any, truong: Sequence[str], cum: Cum | None, dong: Any = None,
        co_tep: bool = False, tuy_y: Sequence[str] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        """``tuy_y``: columns the service fills in when they are left empty."""
        super().__init__(*args, **kwargs)
        self.tuy_y = tuy_y
        cot = {f.name: f for f in bang._meta.concrete_fields}
        for ten in truong:
            if ten == LY_DO and ten not in cot:
                o = UnfoldAdminTextareaWidget(attrs={"rows": 3})
                self.fields[ten] = OChu(label="Lý do", max_length=300, widget=o)
                continue
            if ten not in cot:
                o_ngay = _ONgay(attrs={"placeholder": "ngày/tháng/năm"})
                self.fields[ten] = forms.DateField(label="Ngày", widget=o_ngay)
                continue
            self.fields[ten] = o_cua(cot[ten], cum=cum)
            if ten in tuy_y:
                self.fields[ten].required = False
            if dong is not None:
                self.initial[ten] = getattr(dong, cot[ten].attname)
            elif cot[ten].has_default() and not isinstance(cot[ten], models.BooleanField):
                self.initial[ten] = cot[ten].get_default()
        if co_tep:
            self.fields["tep"] = forms.FileField(
                label="Tệp", required=False, widget=UnfoldAdminFileFieldWidget,
                help_text="Bản ký, PDF hoặc ảnh; để trống nếu chưa có.",
            )  # fmt: skip

    def du_lieu(self) -> dict[str, Any]:
        """Cleaned data as a service takes it: an empty file is not named."""
        bo = {"tep", *self.tuy_y}
        return {k: v for k, v in self.cleaned_data.items() if v or k not in bo}
