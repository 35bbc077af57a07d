"""Legal bases as papers print them: catalogues abbreviate kinds of documents, papers do not."""

from __future__ import annotations

import re

LOAI_VAN_BAN = {
    "NĐ": "Nghị định",
    "TTLT": "Thông tư liên tịch",
    "TT": "Thông tư",
    "QĐ": "Quyết định",
    "NQ": "Nghị quyết",
}
_LOAI_VAN_BAN = re.compile(rf"\b({'|'.join(LOAI_VAN_BAN)}) (?=\d)")


def viet_day_du(can_cu: str) -> str:
    """«Điều 9 TT 26/2014/TT-BCT» as «Điều 9 Thông tư số 26/2014/TT-BCT»."""
    return _LOAI_VAN_BAN.sub(lambda m: f"{LOAI_VAN_BAN[m[1]]} số ", can_cu)
