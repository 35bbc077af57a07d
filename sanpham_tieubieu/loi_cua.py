"""Pages run a door of the services and show every refusal; nothing half-written, never a 500."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, transaction

from cucctdp.workflow.steps import BuocBiTuChoi

_VUA_DOI = "Số liệu vừa được người khác thay đổi; mở lại trang."
QUA_CO = "Có ô ghi quá dài hoặc số quá lớn; hãy sửa rồi gửi lại."
_LOI_KIEM = "23514"  # SQLSTATE of a check, and of what our triggers raise


@cache
def _cau_rang_buoc() -> dict[str, str]:
    """Constraint of the app → its sentence."""
    cac = apps.get_app_config("sanpham_tieubieu").get_models()
    return {c.name: str(c.violation_error_message) for m in cac for c in m._meta.constraints}


def cau_trung(loi: IntegrityError) -> str:
    """What the database refused, in the words of the constraint or of our trigger; no English."""
    diag = getattr(loi.__cause__, "diag", None)
    ten = getattr(diag, "constraint_name", None)
    if ten is None and getattr(diag, "sqlstate", None) == _LOI_KIEM:
        return getattr(diag, "message_primary", None) or _VUA_DOI
    return _cau_rang_buoc().get(ten or "", _VUA_DOI)


def loi_khi(lam: Callable[[], Any]) -> list[str]:
    """Run a door in one transaction; every reason why it refused, [] when it is done."""
    try:
        with transaction.atomic():
            lam()
    except BuocBiTuChoi as loi:
        return loi.ly_do
    except ValidationError as loi:
        return list(loi.messages)
    except PermissionDenied as loi:
        return [str(loi) or "Tài khoản của bạn không có quyền làm việc này."]
    except IntegrityError as loi:
        return [cau_trung(loi)]
    except DataError:
        return [QUA_CO]
    return []
