"""Converters of one cell: text in, JSON value out; a refusal says what to do."""

from collections.abc import Callable, Iterable
from typing import Any

from cucctdp.formats.chu import khoa_tim, nfc
from cucctdp.formats.ngay import NgayKhongHopLe, doc_ngay
from cucctdp.formats.so import SoKhongHopLe, doc_so

_CO = {"co", "x", "1", "true", "dung", "yes", "v", "nu"}
_KHONG = {"khong", "0", "false", "sai", "no", "-", "nam"}
_GOI_Y_TOI_DA = 12


class OSai(ValueError):
    """A cell that cannot be used: ``ma`` is the rule, the text the whole sentence."""

    def __init__(self, ma: str, thong_diep: str) -> None:
        self.ma = ma
        super().__init__(thong_diep)


# A converter takes the cell's text; it returns the value, or (value, warning sentence).
Doi = Callable[[str], Any]


def chu(dai: int) -> Doi:
    """One line of text of at most ``dai`` characters."""

    def doi(van_ban: str) -> str:
        # Our own exports put an apostrophe before what a spreadsheet could run.
        gon = " ".join(nfc(van_ban.removeprefix("'") if van_ban[:2] in _NHAY else van_ban).split())
        if gon[:1] in ("=", "@"):
            raise OSai(
                "cong_thuc",
                f"Ô bắt đầu bằng «{gon[:1]}», giống công thức. Hãy xóa dấu này hoặc gõ lại chữ.",
            )
        if len(gon) > dai:
            raise OSai("qua_dai", f"Ô có {len(gon)} ký tự, tối đa {dai}. Hãy viết ngắn lại.")
        return gon

    return doi


_NHAY = {"'=", "'+", "'-", "'@"}


def lua_chon(cac_muc: Iterable[tuple[Any, Any]], tu_khac: dict[str, str] | None = None) -> Doi:
    """One of a closed list, by label or code, accents and case aside; ``tu_khac``: synonyms."""
    cac_muc = [(str(ma), str(nhan)) for ma, nhan in cac_muc]
    bang = {khoa_tim(nhan): ma for ma, nhan in cac_muc}
    bang |= {khoa_tim(ma): ma for ma, _ in cac_muc}
    bang |= {khoa_tim(tu): ma for tu, ma in (tu_khac or {}).items()}
    goi_y = ", ".join(nhan for _, nhan in cac_muc[:_GOI_Y_TOI_DA])

    def doi(van_ban: str) -> str:
        ma = bang.get(khoa_tim(van_ban))
        if ma is None:
            raise OSai(
                "khong_co_trong_danh_sach",
                f"«{van_ban[:60]}» không có trong danh sách. Ghi một trong: {goi_y}.",
            )
        return ma

    return doi


def co_khong(van_ban: str) -> bool:
    """Có / Không, x, 1 / 0."""
    khoa = khoa_tim(van_ban)
    if khoa in _CO:
        return True
    if khoa in _KHONG:
        return False
    raise OSai(
        "khong_ro_co_khong", f"«{van_ban[:40]}» không rõ có hay không. Ghi «Có» hoặc «Không»."
    )


def ngay(van_ban: str) -> str:
    """A calendar date; returned as ISO text."""
    try:
        return doc_ngay(van_ban).isoformat()
    except NgayKhongHopLe as exc:
        raise OSai("khong_phai_ngay", str(exc)) from exc


def so_nguyen(nho: int, lon: int) -> Doi:
    """A whole number between two bounds, both included."""

    def doi(van_ban: str) -> int:
        try:
            so = doc_so(van_ban)
        except SoKhongHopLe as exc:
            raise OSai("khong_phai_so", str(exc)) from exc
        if so is None or so != so.to_integral_value() or not nho <= so <= lon:
            raise OSai("ngoai_khoang", f"Số phải nguyên, từ {nho} đến {lon}.")
        return int(so)

    return doi
