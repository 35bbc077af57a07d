"""Numbers as Vietnamese officers write them: 1.234.567,89.

Dot between thousands and comma before decimals: Luật Kế toán, Điều 11. Reading is strict on
purpose: a guess between "1.234" and "1,234" moves a province's figure a thousand times.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from cucctdp.formats.chu import khoa_tim, nfc

__all__ = ["SoKhongHopLe", "dinh_dang", "doc_so", "ha", "la_ma", "lam_tron"]

# Wide enough for any sum of stored figures; the default 28 digits would raise on quantize.
_NGU_CANH = Context(prec=60, rounding=ROUND_HALF_UP)

_MOI_KHOANG_TRANG = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_SO_HOP_LE = re.compile(
    r"(?P<dau>[+-]?) ?"
    r"(?P<nguyen>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
    r"(?:,(?P<le>[0-9]+))?"
)
_LOI_CONG_THUC = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!|#+)", re.I)
_CHU_SO_TOI_DA = 30
_DAI_TOI_DA_KHI_IN = 40

_KHONG_PHAT_SINH = {"-", "--", "---", "khong", "khong co", "khong phat sinh"}
_CHUA_CO = {"", "chua co", "chua co so lieu", "n/a", "null", "?", "...", "…"}
_KHONG_AP_DUNG = {"khong ap dung", "kad"}

_GOI_Y = {
    "trong": "Nếu chưa có số liệu, chọn «Chưa có số liệu».",
    "khong_phat_sinh": "Nếu không phát sinh, chọn «Không phát sinh».",
    "khong_ap_dung": "Nếu tỉnh không có hoạt động này, chọn «Không áp dụng».",
    "loi_cong_thuc": "Ô đang chứa lỗi công thức của Excel; sửa công thức hoặc nhập số.",
    "phan_tram": "Bỏ ký hiệu %, chỉ nhập số.",
    "don_vi": "Nhập số theo đơn vị của ô, không ghi chữ kèm theo.",
    "ngoac": "Số âm viết với dấu trừ, ví dụ -3,2.",
    "kieu_anh": "Dấu chấm ngăn hàng nghìn, dấu phẩy ngăn phần thập phân.",
    "cham_mo_ho": (
        "Dấu chấm chỉ ngăn từng nhóm ba chữ số; phần thập phân viết sau dấu phẩy, ví dụ 2,1485."
    ),
    "qua_dai": f"Số có quá {_CHU_SO_TOI_DA} chữ số; kiểm tra lại đơn vị của ô.",
    "khac": "",
}


class SoKhongHopLe(ValueError):
    """Text that is not a number (rule KT02).

    `gia_tri` is the text as given, `ly_do` one of the keys of the hint table, `str()` the
    Vietnamese sentence for the officer.
    """

    def __init__(self, gia_tri: str, ly_do: str) -> None:
        self.gia_tri = gia_tri
        self.ly_do = ly_do
        in_ra = _MOI_KHOANG_TRANG.sub(" ", gia_tri).strip()
        if len(in_ra) > _DAI_TOI_DA_KHI_IN:
            in_ra = in_ra[: _DAI_TOI_DA_KHI_IN - 1] + "…"
        cau = f"Giá trị «{in_ra}» không phải là số. Nhập dạng 1.234.567,89. {_GOI_Y[ly_do]}"
        super().__init__(cau.rstrip())


def lam_tron(gia_tri: Decimal | int, so_le: int = 0) -> Decimal:
    """Round half away from zero to `so_le` decimals; the only rounding rule of the product.

    0,125 -> 0,13 and -0,125 -> -0,13, as Vietnamese schools and auditors do; never half-even.
    """
    ket_qua = Decimal(gia_tri).quantize(Decimal(1).scaleb(-so_le), context=_NGU_CANH)
    return ket_qua.copy_abs() if ket_qua.is_zero() else ket_qua


def dinh_dang(gia_tri: Decimal | int | None, so_le: int | None = None, *, dau: bool = False) -> str:
    """Print a number as 1.234.567,89; None prints as "".

    `so_le` None keeps every stored decimal but no trailing zeros; otherwise rounds half-up to
    exactly that many. `dau` puts "+" before positive values. Raises TypeError for float and
    bool, ValueError for NaN and infinity.
    """
    if gia_tri is None:
        return ""
    if isinstance(gia_tri, bool) or not isinstance(gia_tri, Decimal | int):
        raise TypeError(f"dinh_dang needs Decimal or int, got {type(gia_tri).__name__}")
    so = Decimal(gia_tri)
    if not so.is_finite():
        raise ValueError("Không in được giá trị không phải là số.")
    if so_le is not None:
        so = lam_tron(so, so_le)
    nguyen, _, le = f"{so.copy_abs():f}".partition(".")
    if so_le is None:
        le = le.rstrip("0")
    chuoi = f"{int(nguyen):,}".replace(",", ".") + (f",{le}" if le else "")
    if so < 0:
        return f"-{chuoi}"
    return f"+{chuoi}" if dau and so > 0 else chuoi


def ha(gia_tri: Decimal | int | None, *, thieu: str = "", don_vi: bool = False) -> str:
    """Hectares with every stored decimal: 55,5; with ``don_vi`` 55,5 ha. ``thieu`` when unknown."""
    so = thieu if gia_tri is None else dinh_dang(gia_tri)
    return f"{so} ha" if don_vi else so


def _ly_do(van_ban: str) -> str:
    """Name the mistake, so that the message can say what to do."""
    khoa = khoa_tim(van_ban)
    if _LOI_CONG_THUC.search(van_ban):
        return "loi_cong_thuc"
    if khoa in _KHONG_PHAT_SINH:
        return "khong_phat_sinh"
    if khoa in _KHONG_AP_DUNG:
        return "khong_ap_dung"
    if khoa in _CHUA_CO:
        return "trong"
    if khoa.endswith("%") and _SO_HOP_LE.fullmatch(khoa.removesuffix("%").strip()):
        return "phan_tram"
    if re.search(r"[a-z]", khoa):
        return "don_vi" if re.search(r"[0-9]", khoa) else "khac"
    if khoa[:1] == "(" and khoa[-1:] == ")" and _SO_HOP_LE.fullmatch(khoa[1:-1]):
        return "ngoac"
    if re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+|[+-]?[0-9]{1,3}(,[0-9]{3}){2,}", khoa):
        return "kieu_anh"
    if re.fullmatch(r"[+-]?[0-9]+\.[0-9]+", khoa):
        return "cham_mo_ho"
    return "khac"


def doc_so(van_ban: str) -> Decimal:
    """Read a number typed the Vietnamese way into an exact Decimal.

    Accepts "1.234,5", "1234,5", "1.234.567", "1 234,5" (any kind of space between thousands),
    a leading "+", "-" or "−". One dot before exactly three digits is a thousands mark.
    Raises SoKhongHopLe with the sentence of rule KT02 and a hint for everything else.
    """
    goc = nfc(van_ban)
    chuan = _MOI_KHOANG_TRANG.sub(" ", goc).strip().replace("−", "-")
    khop = _SO_HOP_LE.fullmatch(chuan)
    if khop is None:
        raise SoKhongHopLe(van_ban, _ly_do(chuan))
    nguyen = re.sub(r"[. ]", "", khop["nguyen"])
    le = khop["le"] or ""
    if len(nguyen) + len(le) > _CHU_SO_TOI_DA:
        raise SoKhongHopLe(van_ban, "qua_dai")
    return Decimal(f"{khop['dau']}{nguyen}.{le}" if le else f"{khop['dau']}{nguyen}")


_LA_MA = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def la_ma(n: int) -> str:
    """Roman numeral of 1..3999, for sections of documents and quarters; ValueError outside."""
    if not 1 <= n <= 3999:
        raise ValueError(f"Không viết được số La Mã cho {n}; chỉ nhận từ 1 đến 3999.")
    ket_qua = []
    for gia_tri, ky_hieu in _LA_MA:
        lan, n = divmod(n, gia_tri)
        ket_qua.append(ky_hieu * lan)
    return "".join(ket_qua)
