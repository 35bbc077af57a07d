"""Vietnamese text: normal form, accent-free keys, dictionary order.

`khoa_sap_xep` and `khoa_tim` are the Python twins of the SQL functions `khoa_sap_xep(text)` and
`khong_dau(text)` of migration donvi.0001; tests hold them equal.
"""

import re
import unicodedata

__all__ = ["bo_dau", "khoa_sap_xep", "khoa_tim", "nfc", "slug", "viet_hoa_dau"]

# Dictionary order of base letters; f, j, w, z stand where the Latin alphabet has them.
_BANG_CHU_CAI = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Order-preserving images of those letters: ASCII, so that byte order (COLLATE "C") sorts them.
_KHOA_CHU_CAI = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg"
# Tone order of Vietnamese dictionaries: (không,) huyền, hỏi, ngã, sắc, nặng.
_THANH = "\u0300\u0309\u0303\u0301\u0323"
_KHOA_THANH = "ABCDE"
_NGUYEN_AM = "aăâeêioôơuưy"
# Below every other character: a name comes before the longer names it begins.
_NGAN_CACH = "\x01"

# Code points, not glyphs: these marks look alike. Apostrophes, then hyphens and dashes, spaces.
_NHAY = "\u2019\u2018\u02bc\u0060\u00b4\u2032"
_GACH = "\u2010\u2011\u2012\u2013\u2014\u2212"
_TRANG = "\u00a0\u2007\u2009\u202f\t\n\r\v\f"
# ASCII marks that would otherwise fall between or after the images of letters.
_DAU_CAU = "[\\]^_{|}~"

_HOP_NHAT = str.maketrans(
    {**dict.fromkeys(_NHAY, "'"), **dict.fromkeys(_GACH, "-"), **dict.fromkeys(_TRANG, " ")}
)


def _bang_chu() -> dict[int, str]:
    """Translate table of composed text: each letter, its tone dropped -> its sort image."""
    bang: dict[str, str] = {}
    for cai, khoa in zip(_BANG_CHU_CAI, _KHOA_CHU_CAI, strict=True):
        dang = [cai]
        if cai in _NGUYEN_AM:
            dang += [unicodedata.normalize("NFC", cai + dau) for dau in _THANH]
        for c in dang:
            bang[c] = bang[c.upper()] = khoa
    return str.maketrans(bang | dict.fromkeys(_DAU_CAU, "@"))


_SANG_CHU = _HOP_NHAT | _bang_chu()
# Of decomposed text: tones -> A..E; base letters, breve, circumflex and horn vanish.
_SANG_THANH: dict[int, str | int | None] = {
    **_HOP_NHAT,
    **str.maketrans(
        _THANH, _KHOA_THANH, "abcdefghijklmnopqrstuvwxyzđ\u0306\u0302\u031b" + _DAU_CAU
    ),
    **str.maketrans("", "", "ABCDEFGHIJKLMNOPQRSTUVWXYZĐ"),
}


class _BoDauThanh(dict[int, int | None]):
    """Translate table of decomposed text: combining marks vanish; learnt as letters are met."""

    def __missing__(self, ma: int) -> int | None:
        self[ma] = None if unicodedata.category(chr(ma)) == "Mn" else ma
        return self[ma]


_BO_DAU = _BoDauThanh({ord("đ"): ord("d"), ord("Đ"): ord("D")})


def nfc(van_ban: str) -> str:
    """Composed form (NFC): the only form stored, so that equal words are equal bytes."""
    return unicodedata.normalize("NFC", van_ban)


def bo_dau(van_ban: str) -> str:
    """Drop tones and letter marks, keep case: "Đà Nẵng" -> "Da Nang".

    đ is mapped explicitly: it has no canonical decomposition.
    """
    if van_ban.isascii():
        return van_ban
    return nfc(unicodedata.normalize("NFD", van_ban).translate(_BO_DAU))


def khoa_tim(van_ban: str) -> str:
    """Search key: lower case, no accents, plain apostrophes and hyphens, single spaces.

    "hoà", "hòa" and "HOA" share a key; i and y stay apart ("Lý" is not "Lí").
    """
    phang = bo_dau(nfc(van_ban).translate(_HOP_NHAT)).lower()
    return re.sub(" +", " ", phang).strip(" ")


def slug(van_ban: str) -> str:
    """Name for file names and addresses: "Bà Rịa - Vũng Tàu" -> "ba-ria-vung-tau"."""
    return re.sub(r"[^a-z0-9]+", "-", khoa_tim(van_ban)).strip("-")


def khoa_sap_xep(van_ban: str) -> str:
    """Sort key whose code-point order is Vietnamese dictionary order.

    Letters a ă â b c d đ e ê … first; tones (không, huyền, hỏi, ngã, sắc, nặng) only break ties
    between texts of the same letters, syllable by syllable. Case does not count.
    """
    thanh = unicodedata.normalize("NFD", van_ban).translate(_SANG_THANH)
    return nfc(van_ban).translate(_SANG_CHU) + _NGAN_CACH + thanh


def viet_hoa_dau(van_ban: str) -> str:
    """Capitalise the first letter only ("Ea H'Leo" and acronyms stay as they are)."""
    return van_ban[:1].upper() + van_ban[1:]
