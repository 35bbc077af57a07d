"""What a demo đề án is: its activity, state, size – all out of its number."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from khuyencong.choices import HinhThuc, Nguon, TrangThaiDeAn

T = TrangThaiDeAn
TRIEU = 1_000_000
X = TypeVar("X")
CAC_NAM = (2023, 2024, 2025, 2026, 2027)


def so(gioi_han: int, *khoa: object) -> int:
    """A number in [0, ``gioi_han``) that depends on the key alone."""
    bam = hashlib.blake2b("|".join(map(str, khoa)).encode(), digest_size=6).digest()
    return int.from_bytes(bam, "big") % gioi_han


def chon(cac: Sequence[tuple[int, X]], *khoa: object) -> X:
    """One of (weight, thing) pairs."""
    con = so(sum(w for w, _ in cac), *khoa)
    for w, gi in cac:
        con -= w
        if con < 0:
            return gi
    raise ValueError("Trọng số phải dương.")


@dataclass(frozen=True, slots=True)
class Viec:
    """An activity: support in triệu đồng per establishment (KCĐP, KCQG), share of the cost."""

    ma: str
    ten: str
    don_vi_tinh: str
    so_luong: tuple[int, int]
    kcdp: tuple[int, int]
    kcqg: tuple[int, int]
    phan_tram: int
    co_co_so: bool = True
    ty_le_tam_ung: int = 70


VIEC: tuple[tuple[int, Viec], ...] = (
    (
        52,
        Viec(
            "KT4",
            "Hỗ trợ ứng dụng máy móc trong {nghe}",
            "cơ sở",
            (1, 1),
            (40, 250),
            (200, 300),
            45,
        ),
    ),
    (
        8,
        Viec(
            "KT1",
            "Mô hình trình diễn kỹ thuật {nghe}",
            "mô hình",
            (1, 1),
            (150, 400),
            (300, 1000),
            22,
        ),
    ),
    (
        4,
        Viec(
            "KT5",
            "Ứng dụng dây chuyền công nghệ {nghe}",
            "cơ sở",
            (1, 1),
            (120, 300),
            (250, 450),
            40,
        ),
    ),
    (9, Viec("ĐT1", "Đào tạo nghề {nghe}", "lao động", (30, 90), (60, 180), (80, 250), 100, False)),
    (
        4,
        Viec(
            "QL1",
            "Tập huấn khởi sự, quản lý cho cơ sở {nghe}",
            "học viên",
            (40, 120),
            (30, 90),
            (60, 150),
            100,
            False,
        ),
    ),
    (
        7,
        Viec(
            "SP2",
            "Tham gia hội chợ, triển lãm sản phẩm {nghe}",
            "gian hàng",
            (2, 20),
            (30, 160),
            (80, 300),
            80,
            False,
        ),
    ),
    (
        5,
        Viec(
            "SP6",
            "Xây dựng, đăng ký nhãn hiệu {nghe}",
            "thương hiệu",
            (1, 1),
            (20, 35),
            (25, 35),
            50,
        ),
    ),
    (3, Viec("SP7", "Phòng trưng bày sản phẩm {nghe}", "phòng", (1, 1), (30, 80), (50, 100), 50)),
    (
        3,
        Viec(
            "TV1", "Tư vấn thiết kế bao bì, mẫu mã {nghe}", "cơ sở", (1, 1), (15, 35), (20, 35), 50
        ),
    ),
    (
        3,
        Viec(
            "MT1",
            "Sửa chữa hệ thống xử lý môi trường cơ sở {nghe}",
            "cơ sở",
            (1, 1),
            (80, 200),
            (150, 300),
            28,
        ),
    ),
    (
        2,
        Viec(
            "TT1",
            "Chương trình truyền hình, bản tin khuyến công về {nghe}",
            "chương trình",
            (4, 12),
            (40, 100),
            (80, 200),
            100,
            False,
        ),
    ),
)

_THEO_MA = {v.ma: v for _, v in VIEC}
# Support of the second activity of a đề án điểm, đồng: paid by the State alone.
TIEN_VIEC_THEM = 60 * TRIEU

NGHE = (
    "chế biến chè", "chế biến cà phê", "sấy nông sản", "chế biến gỗ", "may công nghiệp", "cơ khí",
    "chế biến thủy sản", "sản xuất gạch không nung", "mây tre đan", "chế biến hạt điều",
    "sản xuất bún, phở khô", "nước mắm", "đồ gốm", "dệt thổ cẩm", "chế biến lúa gạo", "dược liệu",
)  # fmt: skip
MAY = ("máy sấy", "máy ép", "máy đóng gói", "máy cắt CNC", "máy nghiền", "máy tách màu", "nồi hơi")

# States by plan year: old ones are done, this year's are under way, next year's are asked for.
_XONG = (
    (46, T.DONG),
    (22, T.THEO_DOI),
    (14, T.THANH_LY),
    (5, T.QUYET_TOAN),
    (4, T.NGUNG),
    (9, T.KHONG_DAT),
)
_NAM_TRUOC = (
    (20, T.THEO_DOI),
    (34, T.THANH_LY),
    (28, T.QUYET_TOAN),
    (4, T.NGHIEM_THU),
    (5, T.NGUNG),
    (9, T.KHONG_DAT),
)
_NAM_NAY = (
    (8, T.PHE_DUYET),
    (18, T.HOP_DONG),
    (34, T.THUC_HIEN),
    (22, T.NGHIEM_THU),
    (8, T.QUYET_TOAN),
    (2, T.XIN_NGUNG),
    (1, T.NGUNG),
    (7, T.KHONG_DAT),
)
_NAM_SAU = (
    (6, T.NHAP),
    (14, T.NOP_SO),
    (16, T.THAM_DINH_SO),
    (6, T.TRA_LAI),
    (30, T.DAT_CO_SO),
    (6, T.KHONG_DAT),
)
_NAM_SAU_QG = (
    (10, T.NHAP),
    (8, T.NOP_SO),
    (8, T.DAT_CO_SO),
    (14, T.GUI_CUC),
    (24, T.THAM_DINH_BO),
    (10, T.BO_SUNG),
    (20, T.DU_KIEN),
    (6, T.KHONG_DAT),
)
# How far the money has gone in each state.
DANG_KY, DUYET, KY, CHAY, XONG, THANH_TOAN = range(6)
MOC = {
    T.PHE_DUYET: DUYET, T.HOP_DONG: KY, T.THUC_HIEN: CHAY, T.XIN_NGUNG: CHAY, T.NGUNG: CHAY,
    T.NGHIEM_THU: XONG, T.QUYET_TOAN: THANH_TOAN, T.THANH_LY: THANH_TOAN,
    T.THEO_DOI: THANH_TOAN, T.DONG: THANH_TOAN,
}  # fmt: skip
CHO = (T.NOP_SO, T.THAM_DINH_SO, T.DAT_CO_SO, T.GUI_CUC, T.THAM_DINH_BO, T.DU_KIEN)


@dataclass(frozen=True, slots=True)
class KichBan:
    """One demo đề án before it meets provinces and establishments."""

    thu_tu: int
    nam: int
    nguon: str
    hinh_thuc: str
    viec: Viec
    nghe: str
    so_co_so: int
    trang_thai: str

    @property
    def moc(self) -> int:
        return MOC.get(T(self.trang_thai), DANG_KY)

    @property
    def nhieu_tinh(self) -> bool:
        """Goes straight to the Cục, so never in a state of the Sở."""
        cua_so = (T.NOP_SO, T.THAM_DINH_SO, T.TRA_LAI, T.DAT_CO_SO)
        return (
            self.nguon == Nguon.KCQG
            and self.trang_thai not in cua_so
            and so(12, "nhieu-tinh", self.thu_tu) == 0
        )

    @property
    def viec_them(self) -> Viec | None:
        """A đề án điểm has two activities at least and lasts over a year (KC19)."""
        if self.hinh_thuc != HinhThuc.DIEM:
            return None
        return _THEO_MA["QL1" if self.viec.ma == "ĐT1" else "ĐT1"]

    @property
    def den_ngay(self) -> date:
        return date(self.nam + 1, 6, 30) if self.viec_them else date(self.nam, 11, 30)

    def ho_tro(self, i: int) -> int:
        """Support of the i-th beneficiary, đồng."""
        tu, den = self.viec.kcqg if self.nguon == Nguon.KCQG else self.viec.kcdp
        return (tu + so(den - tu + 1, "ho-tro", self.thu_tu, i)) * TRIEU

    def doi_ung(self, i: int) -> int:
        """What the beneficiary pays itself: the rest of a cost of which support is the share."""
        phan_tram = max(5, self.viec.phan_tram - so(12, "ty-le", self.thu_tu, i))
        if self.viec.phan_tram == 100:
            return 0
        return self.ho_tro(i) * (100 - phan_tram) // phan_tram // TRIEU * TRIEU


def kich_ban(thu_tu: int) -> KichBan:
    """The ``thu_tu``-th demo đề án."""
    nam = CAC_NAM[thu_tu % len(CAC_NAM)]
    nguon = Nguon.KCQG if so(100, "nguon", thu_tu) < 16 else Nguon.KCDP
    hinh_thuc = chon(
        ((80, HinhThuc.RIENG_LE), (15, HinhThuc.NHOM), (1, HinhThuc.DIEM), (4, HinhThuc.NHIEM_VU)),
        "hinh-thuc", thu_tu,
    )  # fmt: skip
    viec = chon(VIEC, "viec", thu_tu)
    nhom = hinh_thuc in (HinhThuc.NHOM, HinhThuc.DIEM) and viec.co_co_so
    bang = {2025: _NAM_TRUOC, 2026: _NAM_NAY, 2027: _NAM_SAU}.get(nam, _XONG)
    if nam == 2027 and nguon == Nguon.KCQG:
        bang = _NAM_SAU_QG
    return KichBan(
        thu_tu, nam, nguon, hinh_thuc, viec, NGHE[so(len(NGHE), "nghe", thu_tu)],
        2 + so(3, "so-co-so", thu_tu) if nhom else 1, chon(bang, "trang-thai", thu_tu),
    )  # fmt: skip
