"""Looking for a piece of text in an uploaded PDF. Uploads are hostile: nothing here raises."""

import io
import logging
import re
from time import monotonic

from pypdf import PdfReader

TOI_DA_TRANG = 200
TOI_DA_GIAY = 5
# The drawing instructions of one page of text are some tens of kilobytes.
TOI_DA_LENH_TRANG = 2_000_000
_BO = re.compile(r"[^0-9a-z]")
logger = logging.getLogger(__name__)


def co_chu(noi_dung: bytes, chuoi: str) -> bool | None:
    """Tell whether letters and digits of ``chuoi`` stand in a row on a page, whatever is between.

    None when it cannot be told: not a readable PDF, locked, or pages without text (a scan). Only
    ASCII letters and digits count; the first pages within a few seconds are looked at.
    """
    can, co_trang = _BO.sub("", chuoi.lower()), False
    het = monotonic() + TOI_DA_GIAY
    try:
        for trang in PdfReader(io.BytesIO(noi_dung)).pages[:TOI_DA_TRANG]:
            if monotonic() > het:
                return None
            lenh = trang.get_contents()
            if lenh is None or len(lenh.get_data()) > TOI_DA_LENH_TRANG:
                continue
            chu = _BO.sub("", trang.extract_text().lower())
            if can in chu:
                return True
            co_trang = co_trang or bool(chu)
    except Exception as loi:  # pypdf raises whatever the broken bytes lead it to
        logger.info("PDF text cannot be read: %s", type(loi).__name__)
        return None
    return False if co_trang else None
