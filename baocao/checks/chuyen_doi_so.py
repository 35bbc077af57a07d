"""KT02: text that is no number, when typed or uploaded, and when it stands stored in a cell."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra
from baocao.models import GiaTri
from cucctdp.formats.so import SoKhongHopLe, doc_so

MA_QUY_TAC = "KT02"
_TRUONG_SO: Any = GiaTri._meta.get_field("so")
_SO_LE: int = _TRUONG_SO.decimal_places
_PHAN_NGUYEN: int = _TRUONG_SO.max_digits - _SO_LE


def doc_o(van_ban: str, chi_tieu: str, cot: str) -> tuple[Decimal | None, ViPham | None]:
    """Read the text of a number cell; ``chi_tieu`` and ``cot`` are codes.

    Blank gives (None, None): not yet typed, which is not zero. Unreadable text, and numbers the
    store cannot hold exactly, give (None, finding); never raises.
    """
    if not van_ban.strip():
        return None, None
    try:
        so = doc_so(van_ban)
    except SoKhongHopLe as loi:
        return None, _loi(chi_tieu, cot, str(loi))
    if -int(so.as_tuple().exponent) > _SO_LE:
        cau = f"Giá trị «{van_ban.strip()}» có quá {_SO_LE} chữ số thập phân."
        return None, _loi(chi_tieu, cot, cau)
    if so.adjusted() >= _PHAN_NGUYEN:
        cau = f"Giá trị «{van_ban.strip()}» có quá {_PHAN_NGUYEN} chữ số phần nguyên."
        return None, _loi(chi_tieu, cot, f"{cau} Kiểm tra lại đơn vị của ô.")
    return so, None


@phep_kiem_tra("chuyen_doi_so")
def chuyen_doi_so(nc: NguCanh) -> Iterator[ViPham]:
    """Text left in a number cell (imports may keep what a source printed)."""
    for dong, cot, o in nc.cac_o():
        if dong.chi_tieu.la_so and o.so is None and o.chu:
            yield nc.vi_pham(dong.chi_tieu.ma, cot.ma, gia_tri_goc=o.chu)


def _loi(chi_tieu: str, cot: str, cau: str) -> ViPham:
    return ViPham(MA_QUY_TAC, "E", chi_tieu, cot, cau, can_giai_trinh=False)
