"""Dialogs of the forms: a reason, and refusals of any kind as errors of the dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from unfold.widgets import UnfoldAdminTextareaWidget

from cucctdp.workflow.steps import LY_DO_TOI_DA, BuocBiTuChoi
from cumcongnghiep import workflow as wf


class LyDoForm(forms.Form):
    ly_do = forms.CharField(
        label="Lý do",
        min_length=wf.LY_DO,
        max_length=LY_DO_TOI_DA,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text="Nêu dòng sai và cách sửa; ít nhất 10 ký tự.",
    )


def an_toan(lam: Callable[[Mapping[str, Any]], str], d: Mapping[str, Any]) -> str:
    """Run a door; every refusal becomes one ValidationError."""
    try:
        return lam(d)
    except BuocBiTuChoi as e:
        raise ValidationError(e.ly_do) from e
    except PermissionDenied as e:
        raise ValidationError(str(e) or "Tài khoản của bạn không có quyền.") from e
