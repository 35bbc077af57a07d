"""One dialog, one door: a refusal of any kind is an error of the dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse

from cucctdp.adminkit.hop_thoai import HopThoai, trang_hop_thoai
from cucctdp.workflow.steps import BuocBiTuChoi
from sanpham_tieubieu.loi_cua import QUA_CO, cau_trung


def an_toan(lam: Callable[[], Any]) -> Any:
    """Do in one transaction; every refusal becomes one ValidationError with all its sentences."""
    try:
        with transaction.atomic():
            return lam()
    except BuocBiTuChoi as e:
        raise ValidationError(e.ly_do) from e
    except PermissionDenied as e:
        raise ValidationError(str(e) or "Tài khoản của bạn không có quyền.") from e
    except IntegrityError as e:
        raise ValidationError(cau_trung(e)) from e
    except ProtectedError as e:
        raise ValidationError("Không ghi được: trái ràng buộc với dữ liệu đang có.") from e
    except DataError as e:
        raise ValidationError(QUA_CO) from e


def mo_hop(
    request: HttpRequest,
    site: AdminSite,
    hop: HopThoai,
    form: forms.Form,
    lam: Callable[[], Any],
    xong: str,
) -> HttpResponse:
    """The dialog of one door: ``lam`` in one transaction, ``xong`` when it is done."""

    def chay(_: Mapping[str, Any]) -> str:
        an_toan(lam)
        return xong

    return trang_hop_thoai(request, site, hop, form, chay)
