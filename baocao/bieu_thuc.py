"""The expression language of rules and formulas: numbers, cells, five functions; nothing else.

Rules and column formulas are data that administrators edit, so their text is never given to
Python: an own tokenizer and recursive descent make a small tree, which a browser can run too.

Tree (``BieuThuc.cay()``), JSON arrays ``[kind, ...]``; numbers stay text so that they stay exact:

    ["so", "0.5"]                     literal
    ["o", "ky_truoc.A4"]              reference, the text inside the brackets
    ["ten", "gia_tri"]                name
    ["ham", "abs", x, ...]            abs(x) min(x, ..) max(x, ..) tong(x, ..) lam_tron(x, n)
    ["am", x] ["not", x]              sign, negation
    [op, x, y]                        + - * /  == != < <= > >=  and or

Precedence, loosest first: or, and, not, one comparison (no chains), + -, * /, sign.
"""

import re
from collections.abc import Callable, Mapping
from decimal import (
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

DAI_TOI_DA = 1000
LONG_TOI_DA = 24
SAU_TOI_DA = 100
CHU_SO_TOI_DA = 34
SO_LE_TOI_DA = 12

TraCuu: TypeAlias = Callable[[str], Decimal | None]
BienSo: TypeAlias = Mapping[str, Decimal | bool | None]
_Chay: TypeAlias = Callable[[TraCuu, BienSo], Any]

# A private context: results do not depend on the caller's; only its status flags ever change.
_NGU_CANH = Context(
    prec=CHU_SO_TOI_DA,
    rounding=ROUND_HALF_UP,
    Emin=-6143,
    Emax=6144,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
_LOI_TINH = (DivisionByZero, InvalidOperation, Overflow)

_TU = re.compile(
    r"""(?P<cach>[ \t\r\n]+)
    |(?P<so>[0-9]+(?:\.[0-9]+)?)
    |\[(?P<o>[^\[\]]*)\]
    |(?P<ten>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<dau>==|!=|<=|>=|[-+*/<>(),])""",
    re.VERBOSE | re.ASCII,
)
_THAM_CHIEU = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+){0,4}", re.ASCII)
_TU_KHOA = ("and", "or", "not")
_SO_SANH = ("==", "!=", "<", "<=", ">", ">=")
# Function → (fewest, most) arguments.
_HAM = {"abs": (1, 1), "min": (1, 20), "max": (1, 20), "tong": (1, 20), "lam_tron": (2, 2)}


class BieuThucSai(ValueError):
    """The text is no expression; ``vi_tri`` is the 1-based character of the fault."""

    def __init__(self, cau: str, vi_tri: int):
        super().__init__(f"{cau} (ký tự thứ {vi_tri})")
        self.vi_tri = vi_tri


class _Thieu(Exception):
    """A missing operand: ends the evaluation."""


class _Tu(NamedTuple):
    loai: str
    chu: str
    vi_tri: int


class _Nut(NamedTuple):
    """A subtree with its kind: "so", "logic" or "ten" (a name: known only when evaluated)."""

    cay: list[Any]
    kieu: str
    sau: int
    vi_tri: int


class _DaPhanTich(NamedTuple):
    cay: list[Any]
    chay: _Chay
    tham_chieu: tuple[str, ...]
    ten: tuple[str, ...]


class BieuThuc:
    """A parsed expression; equal texts share one parse.

    Raises ``BieuThucSai`` with a Vietnamese sentence when the text is not an expression.
    """

    __slots__ = ("_da", "van_ban")

    def __init__(self, van_ban: str):
        self.van_ban = van_ban
        self._da = _phan_tich(van_ban)

    def __repr__(self) -> str:
        return f"BieuThuc({self.van_ban!r})"

    def cay(self) -> list[Any]:
        """Return the tree as fresh JSON-able lists (node kinds: see the module docstring)."""
        return _sao(self._da.cay)

    @property
    def tham_chieu(self) -> tuple[str, ...]:
        """Distinct reference texts (without brackets), in order of appearance."""
        return self._da.tham_chieu

    @property
    def ten(self) -> tuple[str, ...]:
        """Distinct names other than functions, in order of appearance."""
        return self._da.ten

    def tinh(self, tra: TraCuu, bien: BienSo | None = None) -> Any:
        """Evaluate exactly (34 significant digits): Decimal, bool, or None.

        ``tra`` gives the number of a reference, ``bien`` the values of names. Strict: when ANY
        reference or name is None or absent, when a division has divisor 0 or a result overflows,
        the whole is None – also when the other operand of and/or would have decided. Raises
        ``BieuThucSai`` when a name stands for a number where true/false is needed or vice versa.
        """
        try:
            return self._da.chay(tra, bien if bien is not None else {})
        except (_Thieu, *_LOI_TINH):
            return None


def _sao(cay: list[Any]) -> list[Any]:
    return [_sao(x) if isinstance(x, list) else x for x in cay]


@lru_cache(maxsize=2048)
def _phan_tich(van_ban: str) -> _DaPhanTich:
    may = _May(van_ban)
    nut = may.ca_bieu_thuc()
    return _DaPhanTich(
        nut.cay,
        _dich(nut.cay, nut.kieu if nut.kieu != "ten" else "", nut.vi_tri),
        tuple(dict.fromkeys(may.tham_chieu)),
        tuple(dict.fromkeys(may.ten)),
    )


def _cat_tu(van_ban: str) -> list[_Tu]:
    if len(van_ban) > DAI_TOI_DA:
        raise BieuThucSai(f"Biểu thức dài quá {DAI_TOI_DA} ký tự", DAI_TOI_DA + 1)
    cac_tu, tai = [], 0
    while tai < len(van_ban):
        khop = _TU.match(van_ban, tai)
        if khop is None:
            if van_ban[tai] == "[":
                raise BieuThucSai("Thiếu dấu «]» đóng tham chiếu", tai + 1)
            raise BieuThucSai(f"Không hiểu ký tự «{van_ban[tai]}»", tai + 1)
        loai = str(khop.lastgroup)
        if loai != "cach":
            cac_tu.append(_Tu(loai, khop[loai], tai + 1))
        tai = khop.end()
    cac_tu.append(_Tu("het", "", len(van_ban) + 1))
    return cac_tu


class _May:
    """Recursive descent over the tokens; one method for each level of precedence."""

    def __init__(self, van_ban: str):
        self.tu = _cat_tu(van_ban)
        self.i = 0
        self.long = 0
        self.tham_chieu: list[str] = []
        self.ten: list[str] = []

    def ca_bieu_thuc(self) -> _Nut:
        if self.tu[0].loai == "het":
            raise BieuThucSai("Biểu thức trống", 1)
        nut = self._hoac()
        if self._nay.loai != "het":
            raise BieuThucSai(f"Thừa «{self._nay.chu}»", self._nay.vi_tri)
        return nut

    @property
    def _nay(self) -> _Tu:
        return self.tu[self.i]

    def _la(self, *chu: str) -> bool:
        return self._nay.loai in ("dau", "ten") and self._nay.chu in chu

    def _lay(self) -> _Tu:
        tu = self.tu[self.i]
        self.i += 1
        return tu

    def _can(self, chu: str) -> None:
        if not self._la(chu):
            raise BieuThucSai(f"Thiếu dấu «{chu}»", self._nay.vi_tri)
        self.i += 1

    def _vao(self) -> None:
        self.long += 1
        if self.long > LONG_TOI_DA:
            raise BieuThucSai(f"Lồng nhau quá {LONG_TOI_DA} bậc", self._nay.vi_tri)

    def _hoac(self) -> _Nut:
        return self._chuoi(self._va, ("or",), "logic", "logic")

    def _va(self) -> _Nut:
        return self._chuoi(self._khong, ("and",), "logic", "logic")

    def _khong(self) -> _Nut:
        if not self._la("not"):
            return self._so_sanh()
        tu = self._lay()
        self._vao()
        trong = _doi_kieu(self._khong(), "logic")
        self.long -= 1
        return _nut(["not", trong.cay], "logic", tu.vi_tri, trong)

    def _so_sanh(self) -> _Nut:
        trai = self._cong()
        if not self._la(*_SO_SANH):
            return trai
        tu = self._lay()
        phai = _doi_kieu(self._cong(), "so")
        if self._la(*_SO_SANH):
            raise BieuThucSai("Không so sánh nối tiếp, hãy dùng «and»", self._nay.vi_tri)
        trai = _doi_kieu(trai, "so")
        return _nut([tu.chu, trai.cay, phai.cay], "logic", trai.vi_tri, trai, phai)

    def _cong(self) -> _Nut:
        return self._chuoi(self._nhan, ("+", "-"), "so", "so")

    def _nhan(self) -> _Nut:
        return self._chuoi(self._dau, ("*", "/"), "so", "so")

    def _chuoi(self, duoi: Callable[[], _Nut], cac_dau: tuple[str, ...], can: str, ra: str) -> _Nut:
        trai = duoi()
        while self._la(*cac_dau):
            tu = self._lay()
            phai = _doi_kieu(duoi(), can)
            trai = _doi_kieu(trai, can)
            trai = _nut([tu.chu, trai.cay, phai.cay], ra, trai.vi_tri, trai, phai)
        return trai

    def _dau(self) -> _Nut:
        if not self._la("+", "-"):
            return self._goc()
        tu = self._lay()
        self._vao()
        trong = _doi_kieu(self._dau(), "so")
        self.long -= 1
        if tu.chu == "+":
            return trong
        return _nut(["am", trong.cay], "so", tu.vi_tri, trong)

    def _goc(self) -> _Nut:
        tu = self._lay()
        if tu.loai == "so":
            if len(tu.chu) > CHU_SO_TOI_DA:
                raise BieuThucSai(f"Số dài quá {CHU_SO_TOI_DA} chữ số", tu.vi_tri)
            return _nut(["so", tu.chu], "so", tu.vi_tri)
        if tu.loai == "o":
            ma = tu.chu.strip()
            if not _THAM_CHIEU.fullmatch(ma):
                raise BieuThucSai(f"Tham chiếu «[{tu.chu}]» không đúng cách viết", tu.vi_tri)
            self.tham_chieu.append(ma)
            return _nut(["o", ma], "so", tu.vi_tri)
        if tu.loai == "ten" and tu.chu not in _TU_KHOA:
            if self._la("("):
                return self._goi_ham(tu)
            if tu.chu in _HAM:
                raise BieuThucSai(f"Sau «{tu.chu}» phải là dấu «(»", self._nay.vi_tri)
            self.ten.append(tu.chu)
            return _nut(["ten", tu.chu], "ten", tu.vi_tri)
        if tu.loai == "dau" and tu.chu == "(":
            self._vao()
            trong = self._hoac()
            self.long -= 1
            self._can(")")
            return trong
        if tu.loai == "het":
            raise BieuThucSai("Biểu thức kết thúc giữa chừng", tu.vi_tri)
        raise BieuThucSai(f"Không đặt «{tu.chu}» ở đây", tu.vi_tri)

    def _goi_ham(self, tu: _Tu) -> _Nut:
        if tu.chu not in _HAM:
            raise BieuThucSai(f"Không có hàm «{tu.chu}»", tu.vi_tri)
        self._vao()
        self._can("(")
        doi = [_doi_kieu(self._hoac(), "so")]
        while self._la(","):
            self.i += 1
            doi.append(_doi_kieu(self._hoac(), "so"))
        self._can(")")
        self.long -= 1
        it, nhieu = _HAM[tu.chu]
        if not it <= len(doi) <= nhieu:
            can = str(it) if it == nhieu else f"từ {it} đến {nhieu}"
            raise BieuThucSai(f"Hàm «{tu.chu}» cần {can} tham số", tu.vi_tri)
        if tu.chu == "lam_tron":
            _kiem_so_le(doi[1])
        return _nut(["ham", tu.chu, *(d.cay for d in doi)], "so", tu.vi_tri, *doi)


def _kiem_so_le(nut: _Nut) -> None:
    """Rounding places are a literal 0..12: a computed number of places would be no rule."""
    loai, chu = nut.cay[0], nut.cay[1]
    if loai != "so" or not chu.isdigit() or int(chu) > SO_LE_TOI_DA:
        raise BieuThucSai(f"Số chữ số làm tròn phải là số từ 0 đến {SO_LE_TOI_DA}", nut.vi_tri)


def _nut(cay: list[Any], kieu: str, vi_tri: int, *con: _Nut) -> _Nut:
    sau = 1 + max((c.sau for c in con), default=0)
    if sau > SAU_TOI_DA:
        raise BieuThucSai(f"Biểu thức có quá {SAU_TOI_DA} phép tính nối nhau", vi_tri)
    return _Nut(cay, kieu, sau, vi_tri)


def _doi_kieu(nut: _Nut, can: str) -> _Nut:
    if nut.kieu not in (can, "ten"):
        la = "một số" if can == "so" else "một điều kiện đúng hoặc sai"
        raise BieuThucSai(f"Chỗ này phải là {la}", nut.vi_tri)
    return nut


def _dich(cay: list[Any], can: str, vi_tri: int) -> _Chay:
    """Turn a checked tree into closures (three times faster than walking it)."""
    loai = cay[0]
    if loai == "so":
        hang = Decimal(cay[1])
        return lambda tra, bien: hang
    if loai == "o":
        return _dich_o(cay[1])
    if loai == "ten":
        return _dich_ten(cay[1], can, vi_tri)
    if loai == "ham":
        return _dich_ham(cay[1], cay[2:], vi_tri)
    kieu_con = "logic" if loai in _TU_KHOA else "so"
    con = [_dich(c, kieu_con, vi_tri) for c in cay[1:]]
    if loai == "am":
        trong = con[0]
        return lambda tra, bien: _NGU_CANH.minus(trong(tra, bien))
    if loai == "not":
        trong = con[0]
        return lambda tra, bien: not trong(tra, bien)
    phep, trai, phai = _PHEP[loai], con[0], con[1]
    return lambda tra, bien: phep(trai(tra, bien), phai(tra, bien))


# Both operands are evaluated before and/or decide: a missing one must show.
_PHEP: dict[str, Callable[[Any, Any], Any]] = {
    "+": _NGU_CANH.add,
    "-": _NGU_CANH.subtract,
    "*": _NGU_CANH.multiply,
    "/": _NGU_CANH.divide,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
}


def _so_that(so: Decimal | None) -> Decimal:
    if so is None or not so.is_finite():
        raise _Thieu
    return so


def _dich_o(ma: str) -> _Chay:
    return lambda tra, bien: _so_that(tra(ma))


def _dich_ten(ten: str, can: str, vi_tri: int) -> _Chay:
    def chay(tra: TraCuu, bien: BienSo) -> Decimal | bool:
        gia_tri = bien.get(ten)
        if isinstance(gia_tri, bool):
            if can == "so":
                raise BieuThucSai(f"«{ten}» là đúng hoặc sai, không phải một số", vi_tri)
            return gia_tri
        so = _so_that(gia_tri)
        if can == "logic":
            raise BieuThucSai(f"«{ten}» là một số, không phải đúng hoặc sai", vi_tri)
        return so

    return chay


def _dich_ham(ten: str, cac_doi: list[Any], vi_tri: int) -> _Chay:
    doi = [_dich(d, "so", vi_tri) for d in cac_doi]
    dau = doi[0]
    if ten == "abs":
        return lambda tra, bien: _NGU_CANH.abs(dau(tra, bien))
    if ten == "lam_tron":
        buoc = Decimal(1).scaleb(-int(cac_doi[1][1]))
        return lambda tra, bien: _lam_tron(dau(tra, bien), buoc)
    if ten == "tong":
        return lambda tra, bien: _tong([d(tra, bien) for d in doi])
    chon: Callable[[list[Decimal]], Decimal] = min if ten == "min" else max
    return lambda tra, bien: chon([d(tra, bien) for d in doi])


def _lam_tron(so: Decimal, buoc: Decimal) -> Decimal:
    return so.quantize(buoc, context=_NGU_CANH)


def _tong(cac_so: list[Decimal]) -> Decimal:
    tong = Decimal(0)
    for so in cac_so:
        tong = _NGU_CANH.add(tong, so)
    return tong
