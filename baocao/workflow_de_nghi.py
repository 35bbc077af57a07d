"""The step tables of what is asked for and granted: an extension (gia hạn), a waiver (miễn trừ).

Who asked never grants (also a constraint of both tables).
"""

from collections.abc import Callable
from typing import Any

from baocao.choices import TrangThaiDeNghi as D
from baocao.choices import TrangThaiMienTru as M
from baocao.workflow import LY_DO_TRA_LAI
from cucctdp.workflow.steps import Step


def _khong_phai(truong: str, viec: str) -> Callable[[Any, Any], list[str]]:
    """Return the guard that refuses the person held by field `truong`."""

    def dieu_kien(de_nghi: Any, user: Any) -> list[str]:
        if getattr(de_nghi, truong) == user.pk:
            return [f"Người duyệt {viec} không được là người đề nghị."]
        return []

    return dieu_kien


_khong_tu_gia_han = _khong_phai("nguoi_id", "gia hạn")
_khong_tu_mien_tru = _khong_phai("nguoi_de_nghi_id", "miễn trừ")

DUYET_GIA_HAN = Step(
    "denghigiahan.duyet",
    "Duyệt gia hạn",
    frozenset({D.CHO_DUYET}),
    D.DA_DUYET,
    "baocao.gia_han_bobaocao",
    dieu_kien=_khong_tu_gia_han,
    xac_nhan="Sở được nhập, gửi đến hết ngày gia hạn; báo cáo ghi «trong thời gian gia hạn».",
)
TU_CHOI_GIA_HAN = Step(
    "denghigiahan.tu_choi",
    "Không duyệt",
    frozenset({D.CHO_DUYET}),
    D.TU_CHOI,
    "baocao.gia_han_bobaocao",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
    dieu_kien=_khong_tu_gia_han,
)
BUOC_GIA_HAN = (DUYET_GIA_HAN, TU_CHOI_GIA_HAN)


DUYET_MIEN_TRU = Step(
    "mientruquytac.duyet",
    "Duyệt miễn trừ",
    frozenset({M.CHO_DUYET}),
    M.HIEU_LUC,
    "baocao.duyet_mientruquytac",
    dieu_kien=_khong_tu_mien_tru,
    xac_nhan="Vi phạm được miễn trừ vẫn hiện, kèm tên người duyệt, nhưng không cản trở báo cáo.",
)
TU_CHOI_MIEN_TRU = Step(
    "mientruquytac.tu_choi",
    "Không duyệt",
    frozenset({M.CHO_DUYET}),
    M.TU_CHOI,
    "baocao.duyet_mientruquytac",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
    dieu_kien=_khong_tu_mien_tru,
)
THU_HOI_MIEN_TRU = Step(
    "mientruquytac.thu_hoi",
    "Thu hồi",
    frozenset({M.CHO_DUYET, M.HIEU_LUC}),
    M.THU_HOI,
    "baocao.duyet_mientruquytac",
    ly_do_toi_thieu=LY_DO_TRA_LAI,
)
BUOC_MIEN_TRU = (DUYET_MIEN_TRU, TU_CHOI_MIEN_TRU, THU_HOI_MIEN_TRU)
