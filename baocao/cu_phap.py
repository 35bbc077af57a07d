"""Tokenizer and recursive descent of the expression language (grammar: see ``bieu_thuc``)."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

DAI_TOI_DA = 1000
LONG_TOI_DA = 24
SAU_TOI_DA = 100
CHU_SO_TOI_DA = 34
SO_LE_TOI_DA = 12

_TU = re.compile(
    r"""(?P<cach>[ \t\r\n]+)
    |(?P<so>[0-9]+(?:\.[0-9]+)?)
    |\[(?P<o>[^\[\]]*)\]
    |(?P<ten>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<dau>==|!=|<=|>=|[-+*/<>(),])""",
    re.VERBOSE | re.ASCII,
)
_THAM_CHIEU = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+){0,4}", re.ASCII)
TU_KHOA = ("and", "or", "not")
_SO_SANH = ("==", "!=", "<", "<=", ">", ">=")
# Function → (fewest, most) arguments.
_HAM = {"abs": (1, 1), "min": (1, 20), "max": (1, 20), "tong": (1, 20), "lam_tron": (2, 2)}


class BieuThucSai(ValueError):
    """The text is no expression; ``vi_tri`` is the 1-based character of the fault."""

    def __init__(self, cau: str, vi_tri: int):
        super().__init__(f"{cau} (ký tự thứ {vi_tri})")
        self.vi_tri = vi_tri


class _Tu(NamedTuple):
    loai: str
    chu: str
    vi_tri: int


class Nut(NamedTuple):
    """A subtree with its kind: "so", "logic" or "ten" (a name: known only when evaluated)."""

    cay: list[Any]
    kieu: str
    sau: int
    vi_tri: int


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


class May:
    """Recursive descent over the tokens; one method for each level of precedence."""

    def __init__(self, van_ban: str):
        self.tu = _cat_tu(van_ban)
        self.i = 0
        self.long = 0
        self.tham_chieu: list[str] = []
        self.ten: list[str] = []
        self.cho: dict[str, int] = {}  # first place of each reference («[A3]») and name
        self.so_chia: list[Nut] = []

    def ca_bieu_thuc(self) -> Nut:
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

    def _hoac(self) -> Nut:
        return self._chuoi(self._va, ("or",), "logic", "logic")

    def _va(self) -> Nut:
        return self._chuoi(self._khong, ("and",), "logic", "logic")

    def _khong(self) -> Nut:
        if not self._la("not"):
            return self._so_sanh()
        tu = self._lay()
        self._vao()
        trong = _doi_kieu(self._khong(), "logic")
        self.long -= 1
        return _nut(["not", trong.cay], "logic", tu.vi_tri, trong)

    def _so_sanh(self) -> Nut:
        trai = self._cong()
        if not self._la(*_SO_SANH):
            return trai
        tu = self._lay()
        phai = _doi_kieu(self._cong(), "so")
        if self._la(*_SO_SANH):
            raise BieuThucSai("Không so sánh nối tiếp, hãy dùng «and»", self._nay.vi_tri)
        trai = _doi_kieu(trai, "so")
        return _nut([tu.chu, trai.cay, phai.cay], "logic", trai.vi_tri, trai, phai)

    def _cong(self) -> Nut:
        return self._chuoi(self._nhan, ("+", "-"), "so", "so")

    def _nhan(self) -> Nut:
        return self._chuoi(self._dau, ("*", "/"), "so", "so")

    def _chuoi(self, duoi: Callable[[], Nut], cac_dau: tuple[str, ...], can: str, ra: str) -> Nut:
        trai = duoi()
        while self._la(*cac_dau):
            tu = self._lay()
            phai = _doi_kieu(duoi(), can)
            trai = _doi_kieu(trai, can)
            if tu.chu == "/":
                self.so_chia.append(phai)
            trai = _nut([tu.chu, trai.cay, phai.cay], ra, trai.vi_tri, trai, phai)
        return trai

    def _dau(self) -> Nut:
        if not self._la("+", "-"):
            return self._goc()
        tu = self._lay()
        self._vao()
        trong = _doi_kieu(self._dau(), "so")
        self.long -= 1
        if tu.chu == "+":
            return trong
        return _nut(["am", trong.cay], "so", tu.vi_tri, trong)

    def _goc(self) -> Nut:
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
            self.cho.setdefault(f"[{ma}]", tu.vi_tri)
            return _nut(["o", ma], "so", tu.vi_tri)
        if tu.loai == "ten" and tu.chu not in TU_KHOA:
            if self._la("("):
                return self._goi_ham(tu)
            if tu.chu in _HAM:
                raise BieuThucSai(f"Sau «{tu.chu}» phải là dấu «(»", self._nay.vi_tri)
            self.ten.append(tu.chu)
            self.cho.setdefault(tu.chu, tu.vi_tri)
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

    def _goi_ham(self, tu: _Tu) -> Nut:
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


def _kiem_so_le(nut: Nut) -> None:
    """Rounding places are a literal 0..12: a computed number of places would be no rule."""
    loai, chu = nut.cay[0], nut.cay[1]
    if loai != "so" or not chu.isdigit() or int(chu) > SO_LE_TOI_DA:
        raise BieuThucSai(f"Số chữ số làm tròn phải là số từ 0 đến {SO_LE_TOI_DA}", nut.vi_tri)


def _nut(cay: list[Any], kieu: str, vi_tri: int, *con: Nut) -> Nut:
    sau = 1 + max((c.sau for c in con), default=0)
    if sau > SAU_TOI_DA:
        raise BieuThucSai(f"Biểu thức có quá {SAU_TOI_DA} phép tính nối nhau", vi_tri)
    return Nut(cay, kieu, sau, vi_tri)


def _doi_kieu(nut: Nut, can: str) -> Nut:
    if nut.kieu not in (can, "ten"):
        la = "một số" if can == "so" else "một điều kiện đúng hoặc sai"
        raise BieuThucSai(f"Chỗ này phải là {la}", nut.vi_tri)
    return nut
