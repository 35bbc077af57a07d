"""Alerts CB01–CB12 (section 9.4 of the domain file): computed here, sent by others.

``cac_canh_bao(ngay)`` is all there is to know: rows with code, roles, unit, period, sentence,
address and the key of the occasion. Pages show ``canh_bao_cua(user)``, computed now and then.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from baocao.canh_bao.han_nop import han_nop, thieu_bo
from baocao.canh_bao.kien_nghi import kien_nghi_cham, kien_nghi_chung
from baocao.canh_bao.kieu import CanhBao, Nguong
from baocao.canh_bao.so_lieu import sap_het_hieu_luc, so_sanh_tinh, sua_sau_cong_bo
from baocao.canh_bao.tai_khoan import tai_khoan
from baocao.canh_bao.tien_do import tien_do

__all__ = ["TEN", "TEN_MUC", "CanhBao", "cac_canh_bao", "canh_bao_cua", "tinh_lai"]

TEN = {
    "CB01": "Sắp đến hạn nộp",
    "CB02": "Quá hạn nộp",
    "CB03": "Chậm tiến độ kế hoạch",
    "CB04": "Chỉ số sản xuất giảm mạnh",
    "CB05": "Thứ hạng thay đổi lớn",
    "CB06": "Lệch xa các tỉnh trong vùng",
    "CB07": "Kiến nghị xử lý chậm",
    "CB08": "Kiến nghị chung nhiều tỉnh",
    "CB09": "Số liệu sửa sau công bố",
    "CB10": "Tài khoản bất thường",
    "CB11": "Số tham chiếu sắp hết hiệu lực",
    "CB12": "Tổng hợp chưa đủ địa phương",
}
_PHEP: tuple[Callable[[date, Nguong], Iterable[CanhBao]], ...] = (
    han_nop,
    tien_do,
    so_sanh_tinh,
    kien_nghi_cham,
    kien_nghi_chung,
    sua_sau_cong_bo,
    tai_khoan,
    sap_het_hieu_luc,
    thieu_bo,
)
TEN_MUC = {"cao": "Cao", "vua": "Vừa", "thap": "Thấp"}
_THU_TU_MUC = {ma: i for i, ma in enumerate(TEN_MUC)}
# Alerts read every pack of the open periods: pages share one computation for this long.
_GIU_GIAY = 1800


def cac_canh_bao(ngay: date) -> list[CanhBao]:
    """All alerts of a day, the weightiest first; the same day gives the same keys."""
    nguong = Nguong(ngay)
    tat_ca = [c for phep in _PHEP for c in phep(ngay, nguong)]
    return sorted(tat_ca, key=lambda c: (_THU_TU_MUC[c.muc], c.ma, c.khoa))


def tinh_lai(ngay: date) -> list[CanhBao]:
    """Compute the alerts of a day and keep them for the pages."""
    rows = cac_canh_bao(ngay)
    cache.set(_khoa(ngay), (timezone.now(), rows), _GIU_GIAY)
    return rows


def canh_bao_cua(user: Any) -> tuple[datetime, list[CanhBao]]:
    """Return today's alerts this person is shown, weightiest first, and when they were computed."""
    ngay = timezone.localdate()
    da_co = cache.get(_khoa(ngay))
    if da_co is None:
        da_co = timezone.now(), tinh_lai(ngay)
    luc, rows = da_co
    return luc, [c for c in rows if c.thay_duoc(user)]


def _khoa(ngay: date) -> str:
    return f"canh_bao:{ngay.isoformat()}"
