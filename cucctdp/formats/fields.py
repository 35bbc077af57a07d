"""Model fields that keep text composed (NFC) and money whole."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from cucctdp.formats import functions  # noqa: F401  registers the lookup __khong_dau
from cucctdp.formats.chu import nfc
from cucctdp.formats.so import SoKhongHopLe, doc_so

__all__ = ["TienField", "VanBanDaiField", "VanBanField"]


class _OVanBan(forms.CharField):
    """Form field that composes before its length is measured: NFD text counts double."""

    def to_python(self, value: Any) -> Any:
        ket_qua = super().to_python(value)
        return nfc(ket_qua) if isinstance(ket_qua, str) else ket_qua


class _VanBan(models.Field):
    """Text stored stripped and in NFC, on every path: clean, save, bulk_create, update.

    Exact filters compare in NFC too. Django does not prepare the pattern of __contains and its
    kin: search by `__khong_dau__contains`, which composes and folds both sides.
    """

    def to_python(self, value: Any) -> Any:
        ket_qua = super().to_python(value)
        return nfc(ket_qua).strip() if isinstance(ket_qua, str) else ket_qua

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = nfc(value).strip()
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        ket_qua = super().get_prep_value(value)
        return nfc(ket_qua).strip() if isinstance(ket_qua, str) else ket_qua

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return super().formfield(*args, **{"form_class": _OVanBan, **kwargs})


class VanBanField(_VanBan, models.CharField):
    """One line of Vietnamese text."""


class VanBanDaiField(_VanBan, models.TextField):
    """Paragraphs of Vietnamese text."""


class TienField(models.BigIntegerField):
    """Whole đồng. A fraction of a đồng is refused, never cut off."""

    description = "Số tiền, đơn vị đồng, số nguyên"
    default_error_messages = {
        "khong_nguyen": "Số tiền «%(value)s» phải là số nguyên đồng.",
    }

    def _nguyen(self, value: Any) -> int:
        if isinstance(value, str):
            try:
                value = doc_so(value)
            except SoKhongHopLe as loi:
                raise ValidationError(str(loi), code="invalid") from loi
        if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value():
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise ValidationError(
            self.error_messages["khong_nguyen"], code="khong_nguyen", params={"value": value}
        )

    def to_python(self, value: Any) -> int | None:
        """int, whole Decimal or Vietnamese text ("1.234.567") -> int; ValidationError otherwise."""
        return None if value is None else self._nguyen(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str | float | bool | Decimal):
            value = self._nguyen(value)
        return super().get_db_prep_save(value, connection)
