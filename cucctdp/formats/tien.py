"""Money is a whole number of đồng; millions, billions and words are ways of printing it."""

from decimal import Decimal
from typing import Literal

from cucctdp.formats.chu import viet_hoa_dau
from cucctdp.formats.so import dinh_dang, lam_tron

__all__ = ["bang_chu", "in_dong", "in_trieu", "in_ty", "lam_tron", "trieu", "ty"]

_CHU_SO = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_TY = 1_000_000_000


def _nguyen_dong(dong: int) -> int:
    if isinstance(dong, bool) or not isinstance(dong, int):
        raise TypeError(f"money is a whole number of đồng (int), got {type(dong).__name__}")
    return dong


def trieu(dong: int) -> Decimal:
    """Whole đồng -> exact triệu đồng (not rounded). TypeError if not an int."""
    return Decimal(_nguyen_dong(dong)).scaleb(-6)


def ty(dong: int) -> Decimal:
    """Whole đồng -> exact tỷ đồng (not rounded). TypeError if not an int."""
    return Decimal(_nguyen_dong(dong)).scaleb(-9)


def in_dong(dong: int) -> str:
    """Whole đồng as «1.234.567 đồng». TypeError if not an int."""
    return f"{dinh_dang(_nguyen_dong(dong), 0)} đồng"


def in_trieu(dong: int | None, so_le: int | None = 0) -> str:
    """Whole đồng printed in triệu đồng, half-up at `so_le` decimals; None prints as ""."""
    return "" if dong is None else dinh_dang(trieu(dong), so_le)


def in_ty(dong: int | None, so_le: int | None = 2) -> str:
    """Whole đồng printed in tỷ đồng, half-up at `so_le` decimals; None prints as ""."""
    return "" if dong is None else dinh_dang(ty(dong), so_le)


def _ba_chu_so(n: int, *, du_tram: bool, linh: str) -> list[str]:
    """Words of 0..999; `du_tram` says the hundreds aloud even when they are zero."""
    tram, du = divmod(n, 100)
    chuc, don_vi = divmod(du, 10)
    tu: list[str] = []
    if tram or du_tram:
        tu += [_CHU_SO[tram], "trăm"]
    if chuc == 0:
        if don_vi:
            tu += [linh, _CHU_SO[don_vi]] if tu else [_CHU_SO[don_vi]]
        return tu
    tu += ["mười"] if chuc == 1 else [_CHU_SO[chuc], "mươi"]
    if don_vi == 5:
        tu.append("lăm")
    elif don_vi == 1 and chuc > 1:
        tu.append("mốt")
    elif don_vi == 4 and chuc > 1:
        tu.append("tư")
    elif don_vi:
        tu.append(_CHU_SO[don_vi])
    return tu


def _doc(n: int, *, du_tram: bool, linh: str) -> list[str]:
    """Words of n > 0. Above a tỷ the count of tỷ is read the same way: "một nghìn tỷ"."""
    if n >= _TY:
        so_ty, du = divmod(n, _TY)
        tu = [*_doc(so_ty, du_tram=du_tram, linh=linh), "tỷ"]
        return tu + (_doc(du, du_tram=True, linh=linh) if du else [])
    tu = []
    for co, ten in ((1_000_000, "triệu"), (1_000, "nghìn"), (1, "")):
        nhom, n = divmod(n, co)
        if nhom:
            tu += _ba_chu_so(nhom, du_tram=du_tram or bool(tu), linh=linh)
            tu += [ten] if ten else []
    return tu


def bang_chu(dong: int, *, linh: Literal["linh", "lẻ"] = "linh") -> str:
    """Money in words: 1005000 -> "Một triệu không trăm linh năm nghìn đồng".

    `linh` is the word for an empty tens place ("linh" in the North, "lẻ" in the South).
    Negative amounts start with "Âm". TypeError if `dong` is not an int.
    """
    n = _nguyen_dong(dong)
    tu = _doc(abs(n), du_tram=False, linh=linh) if n else ["không"]
    if n < 0:
        tu = ["âm", *tu]
    return viet_hoa_dau(" ".join([*tu, "đồng"]))
