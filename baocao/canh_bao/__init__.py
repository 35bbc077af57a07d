"""Alerts CB01–CB12 (section 9.4 of the domain file): computed here, sent by others.

``cac_canh_bao(ngay)`` is all there is to know: rows with code, roles, unit, period, sentence,
address and the key of the occasion.
"""

from collections.abc import Callable, Iterable
from datetime import date

from baocao.canh_bao.han_nop import han_nop, thieu_bo
from baocao.canh_bao.kien_nghi import kien_nghi_cham, kien_nghi_chung
from baocao.canh_bao.kieu import CanhBao, Nguong
from baocao.canh_bao.so_lieu import sap_het_hieu_luc, so_sanh_tinh, sua_sau_cong_bo
from baocao.canh_bao.tai_khoan import tai_khoan
from baocao.canh_bao.tien_do import tien_do

__all__ = ["TEN", "CanhBao", "cac_canh_bao"]

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
_THU_TU_MUC = {"cao": 0, "vua": 1, "thap": 2}


def cac_canh_bao(ngay: date) -> list[CanhBao]:
    """All alerts of a day, the weightiest first; the same day gives the same keys."""
    nguong = Nguong(ngay)
    tat_ca = [c for phep in _PHEP for c in phep(ngay, nguong)]
    return sorted(tat_ca, key=lambda c: (_THU_TU_MUC[c.muc], c.ma, c.khoa))
