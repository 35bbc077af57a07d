"""One row of a plan for several establishments not named yet: its rows and their shares.

Ceilings and «never twice» are checked on one establishment, and Mẫu 11 names them row by row, so
«KT4 – Máy sấy (3 cơ sở)» is three rows from the start.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cucctdp.formats.chu import khoa_tim
from khuyencong.danh_muc import DanhMuc

# Units that count establishments where no ceiling tells its unit.
_DEM_CO_SO = {"co so", "doanh nghiep", "ho kinh doanh", "hop tac xa", "to hop tac"}
# More rows than this are no list of establishments.
_NHIEU_NHAT = 200


def so_thu_huong(
    danh_muc: DanhMuc,
    *,
    noi_dung: str,
    don_vi_tinh: str,
    so_luong: Decimal,
    nguon: str,
    ngay: date,
    don_vi_id: int | None,
) -> int:
    """Rows of unnamed beneficiaries that a quantity means; 1 when it counts something else.

    It counts establishments when the ceiling is set for one of the same unit.
    """
    n = int(so_luong)
    if n != so_luong or not 1 < n <= _NHIEU_NHAT:
        return 1
    tran = danh_muc.tim_tran(noi_dung=noi_dung, nguon=nguon, ngay=ngay, don_vi_id=don_vi_id)
    don_vi = khoa_tim(don_vi_tinh)
    if tran is not None and tran.toi_da() is not None:
        return n if khoa_tim(tran.dinh_muc.don_vi_tinh) == don_vi else 1
    return n if don_vi in _DEM_CO_SO else 1


def chia_deu(tong: int, so_dong: int) -> list[int]:
    """Equal shares in whole đồng, what is left over on the last."""
    phan = tong // so_dong
    return [phan] * (so_dong - 1) + [tong - phan * (so_dong - 1)]
