"""Reporting periods.

Ministries report quý I, 6 tháng, 9 tháng, năm; the last three are cumulative and each carries a
quarter of its own (Nghị định 09/2019/NĐ-CP, Điều 12). Dates here are calendar (statistical)
dates; administrative cut-off windows are dated rows of the reporting app.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering

from cucctdp.formats.ngay import quy_la_ma

__all__ = ["Ky", "LoaiKy"]


class LoaiKy(StrEnum):
    """Kinds of period, shortest first; the order breaks ties between equal end dates."""

    THANG = "thang"
    QUY = "quy"
    SAU_THANG = "sau_thang"
    CHIN_THANG = "chin_thang"
    NAM = "nam"


_THU_TU = {loai: i for i, loai in enumerate(LoaiKy)}
_SO_TOI_DA = {LoaiKy.THANG: 12, LoaiKy.QUY: 4}
_LUY_KE = {LoaiKy.SAU_THANG: 6, LoaiKy.CHIN_THANG: 9, LoaiKy.NAM: 12}
_MA_LUY_KE = {LoaiKy.SAU_THANG: "6T", LoaiKy.CHIN_THANG: "9T", LoaiKy.NAM: "N"}
_LOAI_THEO_MA = {ma: loai for loai, ma in _MA_LUY_KE.items()}
_MA = re.compile(
    r"(?P<nam>[1-9][0-9]{3})-(?:T(?P<thang>[0-9]{2})|Q(?P<quy>[0-9])|(?P<luy_ke>6T|9T|N))"
)


@total_ordering
@dataclass(frozen=True, slots=True)
class Ky:
    """One period. `so` is the month (1-12), the quarter (1-4), and always 1 for 6T, 9T and N.

    Raises ValueError (Vietnamese sentence) for a number or year outside its range.
    """

    loai: LoaiKy
    nam: int
    so: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "loai", LoaiKy(self.loai))
        if not 1000 <= self.nam <= 9999:
            raise ValueError(f"Năm của kỳ báo cáo phải có bốn chữ số, không phải {self.nam}.")
        toi_da = _SO_TOI_DA.get(self.loai, 1)
        if not 1 <= self.so <= toi_da:
            ten = {LoaiKy.THANG: "Tháng", LoaiKy.QUY: "Quý"}.get(self.loai, "Số thứ tự của kỳ")
            khoang = f"từ 1 đến {toi_da}" if toi_da > 1 else "bằng 1"
            raise ValueError(f"{ten} phải {khoang}, không phải {self.so}.")

    @classmethod
    def tu_ma(cls, ma: str) -> "Ky":
        """Period of a code "2026-T03", "2026-Q1", "2026-6T", "2026-9T" or "2026-N".

        Raises ValueError for anything else.
        """
        khop = _MA.fullmatch(ma)
        if khop is None:
            raise ValueError(
                f"Mã kỳ «{ma}» không đúng. Dùng dạng 2026-T03, 2026-Q1, 2026-6T, 2026-9T, 2026-N."
            )
        nam = int(khop["nam"])
        if khop["thang"]:
            return cls(LoaiKy.THANG, nam, int(khop["thang"]))
        if khop["quy"]:
            return cls(LoaiKy.QUY, nam, int(khop["quy"]))
        return cls(_LOAI_THEO_MA[khop["luy_ke"]], nam)

    @property
    def ma(self) -> str:
        """Code, the inverse of `tu_ma`."""
        if self.loai is LoaiKy.THANG:
            return f"{self.nam}-T{self.so:02d}"
        if self.loai is LoaiKy.QUY:
            return f"{self.nam}-Q{self.so}"
        return f"{self.nam}-{_MA_LUY_KE[self.loai]}"

    @property
    def ten(self) -> str:
        """Name in running text: "tháng 3/2026", "quý I/2026", "6 tháng đầu năm 2026"…"""
        match self.loai:
            case LoaiKy.THANG:
                return f"tháng {self.so}/{self.nam}"
            case LoaiKy.QUY:
                return f"quý {quy_la_ma(self.so)}/{self.nam}"
            case LoaiKy.SAU_THANG:
                return f"6 tháng đầu năm {self.nam}"
            case LoaiKy.CHIN_THANG:
                return f"9 tháng năm {self.nam}"
            case LoaiKy.NAM:
                return f"năm {self.nam}"

    def __str__(self) -> str:
        return self.ten

    @property
    def so_thang(self) -> int:
        """Months of the year elapsed at the end of the period (1..12)."""
        if self.loai is LoaiKy.THANG:
            return self.so
        return _LUY_KE.get(self.loai, self.so * 3)

    @property
    def ngay_dau(self) -> date:
        """First calendar day; 1 January for the cumulative periods."""
        if self.loai in _LUY_KE:
            return date(self.nam, 1, 1)
        return self.ngay_dau_rieng

    @property
    def ngay_dau_rieng(self) -> date:
        """First day of the part no earlier report carried: 6T -> 1 April."""
        so_thang_rieng = 1 if self.loai is LoaiKy.THANG else 3
        return date(self.nam, self.so_thang - so_thang_rieng + 1, 1)

    @property
    def ngay_cuoi(self) -> date:
        """Last calendar day."""
        if self.so_thang == 12:
            return date(self.nam, 12, 31)
        return date(self.nam, self.so_thang + 1, 1) - timedelta(days=1)

    def truoc(self) -> "Ky":
        """Previous period of the same reporting sequence.

        Months: the month before. Reports: quý I <- năm of last year, 6T <- quý I, 9T <- 6T,
        năm <- 9T. Quarters II to IV: the quarter before.
        """
        match self.loai:
            case LoaiKy.THANG if self.so == 1:
                return Ky(LoaiKy.THANG, self.nam - 1, 12)
            case LoaiKy.QUY if self.so == 1:
                return Ky(LoaiKy.NAM, self.nam - 1)
            case LoaiKy.THANG | LoaiKy.QUY:
                return Ky(self.loai, self.nam, self.so - 1)
            case LoaiKy.SAU_THANG:
                return Ky(LoaiKy.QUY, self.nam, 1)
            case LoaiKy.CHIN_THANG:
                return Ky(LoaiKy.SAU_THANG, self.nam)
            case LoaiKy.NAM:
                return Ky(LoaiKy.CHIN_THANG, self.nam)

    def cung_ky(self) -> "Ky":
        """Same period of last year (cùng kỳ)."""
        return Ky(self.loai, self.nam - 1, self.so)

    def cac_ky_trong_nam_den_nay(self) -> "list[Ky]":
        """Periods of the same sequence from the start of the year up to and with this one."""
        cac_ky = [self]
        while cac_ky[0].so_thang > (1 if self.loai is LoaiKy.THANG else 3):
            cac_ky.insert(0, cac_ky[0].truoc())
        return cac_ky

    def __lt__(self, khac: object) -> bool:
        if not isinstance(khac, Ky):
            return NotImplemented
        return (self.ngay_cuoi, _THU_TU[self.loai]) < (khac.ngay_cuoi, _THU_TU[khac.loai])
