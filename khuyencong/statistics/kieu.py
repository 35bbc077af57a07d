"""What the statistics of khuyến công answer with: frozen values that name their denominators."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Generic, TypeVar

from cucctdp.donvi.choices import DiaGioi
from khuyencong.choices import LUA_CHON_CHE_DO

MA_CA_NUOC = "VN"
MA_NHIEU_TINH = "NHIEU-TINH"
CA_NUOC, VUNG, TINH = "ca_nuoc", "vung", "tinh"
CAC_CAP = (CA_NUOC, VUNG, TINH)
_TRAM = Decimal(100)
_HAI_SO_LE = Decimal("0.01")


class ThamSoSai(ValueError):
    """Parameters that cannot be answered; ``loi`` holds every sentence by parameter name."""

    def __init__(self, loi: dict[str, list[str]]) -> None:
        self.loi = loi
        super().__init__("; ".join(cau for cac in loi.values() for cau in cac))


@dataclass(frozen=True, slots=True)
class KyTinh:
    """Budget years and the days inside them that are told apart.

    «Trong kỳ» counts entries dated ``tu``–``den``, «lũy kế» all of these years up to ``den``. A
    bound left open takes everything recorded: settlements of a year are booked after its end.
    """

    tu_nam: int
    den_nam: int
    tu: date | None = None
    den: date | None = None

    @classmethod
    def cua_nam(cls, nam: int, tu: date | None = None, den: date | None = None) -> KyTinh:
        return cls(nam, nam, tu, den)

    @property
    def ten(self) -> str:
        nam = f"năm {self.tu_nam}"
        if self.den_nam != self.tu_nam:
            nam = f"các năm {self.tu_nam}–{self.den_nam}"
        ngay = [f"từ {self.tu:%d/%m/%Y}"] if self.tu else []
        ngay += [f"đến {self.den:%d/%m/%Y}"] if self.den else []
        return f"{nam} ({' '.join(ngay)})" if ngay else nam

    @property
    def cac_nam(self) -> range:
        return range(self.tu_nam, self.den_nam + 1)

    def cung_ky(self) -> KyTinh:
        """The same days one period of years earlier (cùng kỳ)."""
        lui = self.den_nam - self.tu_nam + 1
        return replace(
            self,
            tu_nam=self.tu_nam - lui,
            den_nam=self.den_nam - lui,
            tu=_lui_nam(self.tu, lui),
            den=_lui_nam(self.den, lui),
        )


def _lui_nam(ngay: date | None, so_nam: int) -> date | None:
    if ngay is None:
        return None
    nhuan = ngay.month == 2 and ngay.day == 29
    return ngay.replace(year=ngay.year - so_nam, day=28 if nhuan else ngay.day)


@dataclass(frozen=True, slots=True)
class Hoi:
    """One question. ``user`` bounds the rows by ``visible_to``; None is the system itself.

    ``minh_hoa`` False: real rows only; True: demo rows only. The two are never added together.
    ``don_vi``: unit keys («34:80») in the boundaries asked for; ``vung``: region codes.
    """

    ky: KyTinh
    cap: str = CA_NUOC
    dia_gioi: str = DiaGioi.HIEN_HANH
    don_vi: tuple[str, ...] = ()
    vung: tuple[str, ...] = ()
    nguon: str | None = None
    minh_hoa: bool = False
    user: Any = None

    def __post_init__(self) -> None:
        loi: dict[str, list[str]] = {}
        if self.cap not in CAC_CAP:
            loi["cap"] = [f"Cấp «{self.cap[:20]}» không có; dùng {', '.join(CAC_CAP)}."]
        if self.dia_gioi not in DiaGioi.values:
            loi["dia_gioi"] = [
                f"Địa giới «{self.dia_gioi[:20]}» không có; dùng {', '.join(DiaGioi.values)}."
            ]
        che_do = dict(LUA_CHON_CHE_DO)
        if self.nguon is not None and self.nguon not in che_do:
            loi["nguon"] = [f"Nguồn «{self.nguon[:20]}» không có; dùng {', '.join(che_do)}."]
        if self.ky.tu_nam > self.ky.den_nam:
            loi["den_nam"] = ["Năm cuối phải từ năm đầu trở đi."]
        if self.ky.tu and self.ky.den and self.ky.tu > self.ky.den:
            loi["den"] = ["Ngày cuối phải từ ngày đầu trở đi."]
        if loi:
            raise ThamSoSai(loi)


@dataclass(frozen=True, slots=True)
class DoPhu:
    """Coverage: ``so_co`` of ``so_tong`` units have a record; ``con_thieu`` keys without one."""

    so_co: int
    so_tong: int
    con_thieu: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TyLe:
    """A quotient that cannot be read without what it is of.

    ``gia_tri``: numerator / denominator × ``nhan`` to two decimals, half up; None when a part is
    missing, the denominator is 0, or the quotient means nothing here (``khong_ap_dung`` says why).
    """

    gia_tri: Decimal | None
    tu_so: Decimal | None
    ten_tu_so: str
    mau_so: Decimal | None
    ten_mau_so: str
    don_vi_tinh: str = "%"
    khong_ap_dung: str = ""

    def khi(self, ly_do: str) -> TyLe:
        """The same parts without a quotient when there is a reason against it."""
        return replace(self, gia_tri=None, khong_ap_dung=ly_do) if ly_do else self


def ty_le(
    tu_so: Decimal | int | None,
    ten_tu_so: str,
    mau_so: Decimal | int | None,
    ten_mau_so: str,
    *,
    nhan: Decimal = _TRAM,
    don_vi_tinh: str = "%",
) -> TyLe:
    """Divide, keeping both parts and their names."""
    tu = None if tu_so is None else Decimal(tu_so)
    mau = None if mau_so is None else Decimal(mau_so)
    gia_tri = None
    if tu is not None and mau:
        gia_tri = (tu * nhan / mau).quantize(_HAI_SO_LE, ROUND_HALF_UP)
    return TyLe(gia_tri, tu, ten_tu_so, mau, ten_mau_so, don_vi_tinh)


def toc_do_tang(
    nay: Decimal | int | None, ten_nay: str, truoc: Decimal | int | None, ten_truoc: str
) -> TyLe:
    """Growth in percent, recomputed from the two amounts; never copied from a text."""
    hieu = None if nay is None or truoc is None else Decimal(nay) - Decimal(truoc)
    return ty_le(hieu, f"{ten_nay} trừ {ten_truoc}", truoc, ten_truoc)


D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Bang(Generic[D]):
    """A table B1–B9: its rows, on which boundaries, how far it reaches and as of when.

    ``tinh_den``: when the latest entry behind it was recorded; None without any.
    """

    ma: str
    ten: str
    don_vi_tinh: str
    ky: KyTinh
    cap: str
    dia_gioi: str
    nguon: str | None
    minh_hoa: bool
    do_phu: DoPhu
    tinh_den: datetime | None
    cac_dong: tuple[D, ...]
    ghi_chu: tuple[str, ...] = ()


def bang_cua(
    hoi: Hoi,
    ma: str,
    ten: str,
    cac_dong: tuple[D, ...],
    *,
    do_phu: DoPhu,
    tinh_den: datetime | None,
    don_vi_tinh: str = "đồng",
    ghi_chu: tuple[str, ...] = (),
) -> Bang[D]:
    """A table with the question's own words in its head."""
    return Bang(
        ma, ten, don_vi_tinh, hoi.ky, hoi.cap, hoi.dia_gioi, hoi.nguon, hoi.minh_hoa,
        do_phu, tinh_den, cac_dong, ghi_chu,
    )  # fmt: skip
