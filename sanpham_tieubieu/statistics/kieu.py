"""What the statistics of the selection answer with: frozen values that name their denominators."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cucctdp.donvi.choices import DiaGioi
from sanpham_tieubieu.choices import Cap, KhuVuc

CHUNG, CAP, KHU_VUC, NHOM, TINH, NAM = "chung", "cap", "khu_vuc", "nhom", "tinh", "nam"
TEN_THEO = {
    CHUNG: "Một tổng chung",
    CAP: "Từng cấp",
    NAM: "Từng năm",
    KHU_VUC: "Từng khu vực",
    NHOM: "Từng nhóm sản phẩm",
    TINH: "Từng tỉnh, thành phố",
}
MA_CHUNG = "VN"
_SO_LE = Decimal("0.01")


class ThamSoSai(ValueError):
    """Parameters that cannot be answered; ``loi`` holds every sentence by parameter name."""

    def __init__(self, loi: dict[str, list[str]]) -> None:
        self.loi = loi
        super().__init__("; ".join(cau for cac in loi.values() for cau in cac))


@dataclass(frozen=True, slots=True)
class Hoi:
    """One question: rounds of the years ``tu_nam``–``den_nam``.

    ``cap`` "": every level. ``theo``: what one row is. ``don_vi``: unit keys («34:80») in the
    boundaries asked for; ``nhom``: group codes. ``minh_hoa`` False: real rounds only, True: demo
    rounds only; the two are never added. ``user`` bounds the rows; None is the system itself.
    """

    tu_nam: int
    den_nam: int
    cap: str = ""
    theo: str = CAP
    dia_gioi: str = DiaGioi.HIEN_HANH
    khu_vuc: str = ""
    nhom: tuple[str, ...] = ()
    don_vi: tuple[str, ...] = ()
    minh_hoa: bool = False
    user: Any = None

    def __post_init__(self) -> None:
        loi: dict[str, list[str]] = {}
        for ten, chon, cho in (
            ("cap", self.cap, Cap.values),
            ("khu_vuc", self.khu_vuc, KhuVuc.values),
            ("theo", self.theo, list(TEN_THEO)),
            ("dia_gioi", self.dia_gioi, DiaGioi.values),
        ):
            if chon and chon not in cho:
                loi[ten] = [f"«{chon[:20]}» không có; dùng {', '.join(cho)}."]
        if self.tu_nam > self.den_nam:
            loi["den_nam"] = ["Năm cuối phải từ năm đầu trở đi."]
        if loi:
            raise ThamSoSai(loi)

    @property
    def ten_ky(self) -> str:
        if self.tu_nam == self.den_nam:
            return f"năm {self.tu_nam}"
        return f"các năm {self.tu_nam}–{self.den_nam}"


@dataclass(frozen=True, slots=True)
class TyLe:
    """A quotient that cannot be read without what it is of; None when the denominator is 0."""

    tu: int
    ten_tu: str
    mau: int
    ten_mau: str

    @property
    def phan_tram(self) -> Decimal | None:
        """Percent to two decimals, half up."""
        if not self.mau:
            return None
        return (Decimal(self.tu) * 100 / Decimal(self.mau)).quantize(_SO_LE, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class SoPheu:
    """The counts of the funnel; each contains the next but ``thu_hoi``, a part of ``cong_nhan``.

    Dossiers suspended by a complaint count where they stood. ``nu_*``, ``dan_toc_*``: of women and
    ethnic-minority owners; ``tai_dat``: recognised before at the same level; ``ocop``: recognised
    products with an OCOP grade.
    """

    dang_ky: int = 0
    hop_le: int = 0
    dat_nguong: int = 0
    cong_nhan: int = 0
    de_cu: int = 0
    thu_hoi: int = 0
    nu_dang_ky: int = 0
    nu_cong_nhan: int = 0
    dan_toc_dang_ky: int = 0
    dan_toc_cong_nhan: int = 0
    tai_dat: int = 0
    ocop: int = 0


COT_SO = tuple(SoPheu.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class DongPheu:
    """One row; ``truoc``: the same of the last round before, None when there was none."""

    khoa: str
    ten: str
    so: SoPheu
    truoc: SoPheu | None = None

    @property
    def ty_le(self) -> dict[str, TyLe]:
        """Every rate by name, each with its parts."""
        s = self.so
        return {
            "hop_le": TyLe(s.hop_le, "hồ sơ hợp lệ", s.dang_ky, "hồ sơ đăng ký"),
            "dat_nguong": TyLe(s.dat_nguong, "sản phẩm đạt ngưỡng", s.hop_le, "hồ sơ hợp lệ"),
            "cong_nhan": TyLe(
                s.cong_nhan, "sản phẩm được công nhận", s.dat_nguong, "sản phẩm đạt ngưỡng"
            ),
            "de_cu": TyLe(s.de_cu, "sản phẩm được đề cử", s.cong_nhan, "sản phẩm được công nhận"),
            "chung": TyLe(s.cong_nhan, "sản phẩm được công nhận", s.dang_ky, "hồ sơ đăng ký"),
            "nu": TyLe(
                s.nu_cong_nhan, "của cơ sở do nữ làm chủ", s.cong_nhan, "sản phẩm được công nhận"
            ),
            "dan_toc": TyLe(
                s.dan_toc_cong_nhan,
                "của cơ sở do người dân tộc thiểu số làm chủ",
                s.cong_nhan,
                "sản phẩm được công nhận",
            ),
            "tai_dat": TyLe(
                s.tai_dat, "đã được công nhận cùng cấp", s.cong_nhan, "sản phẩm được công nhận"
            ),
            "ocop": TyLe(s.ocop, "đã có hạng OCOP", s.cong_nhan, "sản phẩm được công nhận"),
        }


@dataclass(frozen=True, slots=True)
class BangPheu:
    """The funnel by rows, the total, provinces without any entry, what a reader must know.

    ``nam_truoc``: last year before with a round of the level asked; None: not compared.
    """

    hoi: Hoi
    cac_dong: tuple[DongPheu, ...]
    tong: DongPheu
    khong_gui: tuple[str, ...]
    so_tinh: int
    nam_truoc: int | None
    ghi_chu: tuple[str, ...] = ()

    @property
    def so_co(self) -> int:
        """Provinces of the scope with an entry."""
        return self.so_tinh - len(self.khong_gui)


@dataclass(frozen=True, slots=True)
class DongGiay:
    """Certificates of one row on a day: in force, of these expiring within 90 days; revoked."""

    khoa: str
    ten: str
    con_hieu_luc: int
    sap_het: int
    het_han: int
    thu_hoi: int


@dataclass(frozen=True, slots=True)
class BangGiay:
    """Certificates as of the end of ``ngay``, by rows, with their total."""

    ngay: date
    cac_dong: tuple[DongGiay, ...]
    tong: DongGiay
    ghi_chu: tuple[str, ...] = field(default=())
