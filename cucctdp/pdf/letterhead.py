"""The heading, signature and recipients of an official document (NĐ 30/2020, Phụ lục I)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise

from cucctdp.formats.ngay import ngay_chu
from cucctdp.pdf.thuoc_chu import rong

_TRONG = "\N{NO-BREAK SPACE}"
# Millimetres of the left part of the heading (38% of a line), set in 13 pt bold.
_RONG_CO_QUAN = 60
_GIA_CAT_NGANG = 6
_NGAT_TRUOC = frozenset({"VÀ", "TỈNH", "THÀNH", "VÙNG"})
# Words of two syllables that stand in names of offices.
_TU_GHEP = frozenset(
    {
        "CÔNG NGHIỆP", "CÔNG THƯƠNG", "ĐỊA PHƯƠNG", "KHUYẾN CÔNG", "NHÂN DÂN", "NÔNG THÔN",
        "PHÁT TRIỂN", "SÁNG TẠO", "THÀNH PHỐ", "THƯƠNG MẠI", "TRUNG TÂM", "TƯ VẤN", "ỦY BAN",
        "XÚC TIẾN",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TieuDeVanBan:
    """Everything around the body of one document; empty strings leave their part out.

    ``so_ky_hieu``: "05/BC-SCT", or "/BC-SCT" while the document-management system has not issued
    the number; "" prints no number line at all (internal briefing). ``ngay`` None leaves day and
    month blank; ``nam`` is then the year to print. ``kinh_gui``, ``noi_nhan``: one entry per
    receiver, without hyphen and end mark. ``chuc_vu_ky`` may have several lines
    ("KT. CỤC TRƯỞNG\\nPHÓ CỤC TRƯỞNG").
    """

    co_quan_chu_quan: str
    co_quan_ban_hanh: str
    so_ky_hieu: str
    dia_danh: str
    ngay: date | None
    ten_loai: str
    trich_yeu: str
    kinh_gui: tuple[str, ...] = ()
    noi_nhan: tuple[str, ...] = ()
    chuc_vu_ky: str = ""
    ho_ten_ky: str = ""
    nam: int | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        for ten in ("kinh_gui", "noi_nhan"):
            if isinstance(getattr(self, ten), str):
                raise TypeError(f"{ten} must be a tuple of strings, one per receiver")

    @property
    def dong_so(self) -> str:
        """ "Số: 05/BC-SCT"; a number below 10 takes a leading zero; blank before it is issued."""
        if not self.so_ky_hieu:
            return ""
        so, gach, ky_hieu = self.so_ky_hieu.partition("/")
        so = so.strip()
        if re.fullmatch(r"\d", so):
            so = f"0{so}"
        return f"Số: {so or _TRONG * 6}{gach}{ky_hieu}"

    @property
    def cac_dong_ban_hanh(self) -> tuple[str, ...]:
        """The issuing organisation in lines of even length (line breaks given are kept)."""
        return _cac_dong(self.co_quan_ban_hanh, dam=True)

    @property
    def cac_dong_chu_quan(self) -> tuple[str, ...]:
        """The organisation above it, likewise."""
        return _cac_dong(self.co_quan_chu_quan, dam=False)

    @property
    def so_va_ngay(self) -> str:
        """For "(Kèm theo Báo cáo …)" of annexes: "số 05/BC-SCT ngày 05 tháng 02 năm 2026"."""
        return f"{self.dong_so.replace('Số: ', 'số ')} {self._ngay}".strip()

    @property
    def dong_ngay(self) -> str:
        """ "Lào Cai, ngày 05 tháng 02 năm 2026"; zeros before days < 10 and months 1, 2 only."""
        return f"{self.dia_danh}, {self._ngay}"

    @property
    def _ngay(self) -> str:
        if self.ngay is not None:
            return ngay_chu(self.ngay)
        trong = _TRONG * 5
        return f"ngày{trong}tháng{trong}năm {self.nam or _TRONG * 6}"

    @property
    def cac_dong_kinh_gui(self) -> tuple[str, ...]:
        """One receiver as it is; several as a list with "-", ";" and a final "."."""
        if len(self.kinh_gui) == 1:
            return (self.kinh_gui[0].strip(" -;.,"),)
        return _liet_ke(self.kinh_gui)

    @property
    def cac_dong_noi_nhan(self) -> tuple[str, ...]:
        """ "- Như trên;" … "- Lưu: VT, CTĐP."."""
        return _liet_ke(self.noi_nhan)

    @property
    def cac_dong_chuc_vu(self) -> tuple[str, ...]:
        """The signer's authority and title, one entry per printed line."""
        return tuple(dong.strip() for dong in self.chuc_vu_ky.splitlines() if dong.strip())


def _cac_dong(ten: str, *, dam: bool) -> tuple[str, ...]:
    return tuple(dong for phan in ten.splitlines() for dong in _chia_vua(phan.split(), dam=dam))


def _chia_vua(tu: list[str], *, dam: bool) -> list[str]:
    """Words in the fewest even lines that fit the left part of the heading."""
    for so_dong in range(1, len(tu)):
        cac = _chia_deu(tu, so_dong)
        if all(rong(d, 13, dam=dam) <= _RONG_CO_QUAN for d in cac):
            return cac
    return tu


def _chia_deu(tu: list[str], so_dong: int) -> list[str]:
    """Words in ``so_dong`` lines of even length; of equal choices, breaks where a reader pauses.

    A break that tears a term apart costs as much as six letters of uneven length, one inside a
    word of two syllables twice that.
    """

    def xau(c: int) -> int:
        if tu[c - 1].endswith(",") or tu[c] in _NGAT_TRUOC or tu[c].startswith("("):
            return 0
        return 2 if f"{tu[c - 1]} {tu[c]}" in _TU_GHEP else 1

    def gia(cat: tuple[int, ...]) -> int:
        moc = (0, *cat, len(tu))
        dai = [len(" ".join(tu[a:b])) for a, b in pairwise(moc)]
        return max(dai) + sum(map(xau, cat)) * _GIA_CAT_NGANG

    cat = min(combinations(range(1, len(tu)), so_dong - 1), key=gia)
    return [" ".join(tu[a:b]) for a, b in pairwise((0, *cat, len(tu)))]


def _liet_ke(muc: tuple[str, ...]) -> tuple[str, ...]:
    gon = [m.strip(" -;.,") for m in muc]
    return tuple(f"- {m}{'.' if thu_tu == len(gon) else ';'}" for thu_tu, m in enumerate(gon, 1))
