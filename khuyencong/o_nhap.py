"""Boxes of the forms of admin and portal: day, text, choice, whole đồng, a signed PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from cucctdp.formats.chu import nfc
from cucctdp.formats.fields import TienField
from cucctdp.formats.so import SoKhongHopLe, dinh_dang, doc_so
from khuyencong.choices import Nguon

TEP_TOI_DA = 20 * 1024 * 1024


class _ONgay(UnfoldAdminTextInputWidget):
    """A day is shown as it is typed."""

    def format_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else super().format_value(value)


def o_ngay(nhan: str, **khac: Any) -> forms.DateField:
    o = _ONgay(
        attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"}
    )
    return forms.DateField(label=nhan, widget=o, **khac)


class OChu(forms.CharField):
    """Text, composed before its length is measured."""

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value))


def o_chu(nhan: str, **khac: Any) -> OChu:
    return OChu(label=nhan, widget=UnfoldAdminTextInputWidget, **{"max_length": 255, **khac})


def o_doan(nhan: str, dong: int = 4, **khac: Any) -> OChu:
    o = UnfoldAdminTextareaWidget(attrs={"rows": dong})
    return OChu(label=nhan, widget=o, **{"max_length": 4000, **khac})


def o_chon(nhan: str, cac_muc: Iterable[Any], **khac: Any) -> forms.ChoiceField:
    muc = [("", "Chọn…"), *cac_muc]
    return forms.ChoiceField(label=nhan, choices=muc, widget=UnfoldAdminSelectWidget, **khac)


def o_dong(nhan: str, queryset: Any, **khac: Any) -> forms.ModelChoiceField:
    """A row of the database; one row only is chosen already."""
    cac = list(queryset[:2])
    if len(cac) == 1 and khac.get("required", True):
        khac.setdefault("initial", cac[0])
    return forms.ModelChoiceField(
        queryset=queryset,
        label=nhan,
        widget=UnfoldAdminSelectWidget,
        **{"empty_label": "Chọn…", **khac},
    )


class OTien(forms.CharField):
    """Money in whole đồng as people write it, «300.000.000»; ``trong`` is what empty means."""

    def __init__(self, *, trong: int | None = 0, **khac: Any) -> None:
        self.trong = trong
        o = UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(widget=o, **{"help_text": "Đồng, ví dụ 300.000.000.", **khac})

    def prepare_value(self, value: Any) -> Any:
        return dinh_dang(value, 0) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        chu = super().to_python(value)
        if not chu:
            return None if self.required else self.trong
        try:
            so = doc_so(chu)
        except SoKhongHopLe as loi:
            raise ValidationError(str(loi)) from loi
        if so < 0 or so != so.to_integral_value():
            raise ValidationError("Nhập số nguyên đồng, không âm.")
        if so >= 10**15:
            raise ValidationError("Số tiền quá lớn; kiểm tra lại đơn vị (đồng).")
        return int(so)


class CoOTien:
    """Admin mix-in: money with its dots, rates with a decimal comma, as Vietnamese write them."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, TienField):
            nhan = str(db_field.verbose_name)
            return OTien(
                label=nhan[:1].upper() + nhan[1:],
                required=not db_field.blank,
                trong=None,
                help_text=" ".join(filter(None, [str(db_field.help_text), "Ví dụ 300.000.000."])),
            )
        if isinstance(db_field, models.DecimalField):
            kwargs |= {"localize": True, "widget": UnfoldAdminTextInputWidget}
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class OTep(forms.FileField):
    """A signed scan; refused by content, not by name."""

    def __init__(self, **khac: Any) -> None:
        super().__init__(
            widget=UnfoldAdminFileFieldWidget,
            **{"help_text": "Tệp PDF, tối đa 20 MB.", "required": False, **khac},
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        tep = super().clean(data, initial)
        if not tep:
            return None
        loi = []
        if tep.size > TEP_TOI_DA:
            loi.append("Tệp lớn quá 20 MB.")
        elif not tep.read(5).startswith(b"%PDF-"):
            loi.append("Chỉ nhận tệp PDF. Hãy lưu văn bản thành PDF rồi gửi lại.")
        tep.seek(0)
        if loi:
            raise ValidationError(loi)
        return tep


class TienTheoNguonForm(forms.Form):
    """Five boxes of money, one a source."""

    nhan_tien = "{nguon} (đồng)"

    def __init__(self, *args: Any, tien: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nguon in Nguon:
            self.fields[nguon.value] = OTien(
                label=self.nhan_tien.format(nguon=nguon.label),
                required=False,
                initial=int((tien or {}).get(nguon.value, 0)) or None,
                help_text="",
            )

    @property
    def theo_nguon(self) -> dict[str, int]:
        """Source → đồng of a valid form."""
        return {n.value: self.cleaned_data[n.value] for n in Nguon}
