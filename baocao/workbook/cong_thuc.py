"""Our expressions as Excel formulas: same value, and empty wherever ours is missing."""

from collections.abc import Callable, Mapping
from typing import Any

from baocao.bieu_thuc import BieuThuc

_HAM = {"abs": "ABS", "min": "MIN", "max": "MAX", "tong": "SUM", "lam_tron": "ROUND"}
_DAU = {"==": "=", "!=": "<>"}


def cong_thuc_excel(
    bieu_thuc: BieuThuc, dia_chi: Callable[[str], str | None], bien: Mapping[str, str] | None = None
) -> str | None:
    """The formula of an expression, or None when it can never have a value here.

    ``dia_chi`` gives the address of a reference or None; ``bien`` literals for names. A cell
    counts when it holds a number, or «-» which is 0; «...», «x» and blanks make the result "".
    """
    o = {ref: dia_chi(ref) for ref in bieu_thuc.tham_chieu}
    if any(a is None for a in o.values()) or any(t not in (bien or {}) for t in bieu_thuc.ten):
        return None
    than = _viet(bieu_thuc.cay(), o, bien or {})
    co_mat = ",".join(f'OR(ISNUMBER({a}),{a}="-")' for a in o.values())
    return f'=IF(AND({co_mat or "TRUE"}),IFERROR({than},""),"")'


def _viet(cay: list[Any], o: Mapping[str, str | None], bien: Mapping[str, str]) -> str:
    loai = cay[0]
    if loai == "so":
        return str(cay[1])
    if loai == "o":
        return f"N({o[cay[1]]})"
    if loai == "ten":
        return bien[cay[1]]
    if loai == "ham":
        return f"{_HAM[cay[1]]}({','.join(_viet(c, o, bien) for c in cay[2:])})"
    con = [_viet(c, o, bien) for c in cay[1:]]
    if loai == "am":
        return f"(-{con[0]})"
    if loai in ("and", "or", "not"):
        return f"{loai.upper()}({','.join(con)})"
    return f"({con[0]}{_DAU.get(loai, loai)}{con[1]})"
