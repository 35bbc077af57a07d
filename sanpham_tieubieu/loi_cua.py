"""Pages run a door of the services and show every refusal; nothing half-written, never a 500."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from cucctdp.workflow.steps import BuocBiTuChoi

_VUA_DOI = "Số liệu vừa được người khác thay đổi; mở lại trang."


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
        cau = getattr(getattr(loi.__cause__, "diag", None), "message_primary", None)
        return [cau or _VUA_DOI]
    return []
