"""«Cần xác minh» as words: a green tick there would say the opposite."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.safestring import SafeString

from cucctdp.adminkit.nhan import nhan


class CoXacMinh:
    """Column ``xac_minh`` of rows with a field ``can_xac_minh``."""

    @admin.display(description="xác minh", ordering="can_xac_minh")
    def xac_minh(self, dong: Any) -> SafeString:
        return nhan("Cần xác minh", "vang") if dong.can_xac_minh else nhan("Đã xác minh", "luc")
