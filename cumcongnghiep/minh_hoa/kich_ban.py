"""What one demo cluster is: its kind, size, age, filling; pure, from its key alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cumcongnghiep.choices import LoaiHinh
from cumcongnghiep.minh_hoa.so_gia import chon, khoang, ngay_trong, so, thap_phan, trong

# «Today» of the demo: nothing lies after it.
NGAY = date(2026, 11, 15)
NGAY_68 = date(2017, 7, 15)
NGAY_R3 = date(2026, 9, 15)

QUY_HOACH, THAM_DINH, MOI, XAY = "quy_hoach", "tham_dinh", "moi", "xay"
DN, NN, DAY, CHUA_TL = "dn", "nn", "day", "chua_tl"
BAI_BO, RUT, DI_DOI = "bai_bo", "rut", "di_doi"
HOAT_DONG = (DN, NN, DAY, CHUA_TL, RUT, DI_DOI)
CO_QUYET_DINH = (MOI, XAY, DN, NN, DAY, RUT, DI_DOI)
NHA_NUOC = (NN, CHUA_TL, RUT, DI_DOI)
_LOAI = (
    (30, QUY_HOACH), (4, THAM_DINH), (9, MOI), (9, XAY), (18, DN), (19, NN), (4, DAY),
    (4, CHUA_TL), (1, BAI_BO), (1, RUT), (1, DI_DOI),
)  # fmt: skip

# Faults put in on purpose, on one cluster each: (rule, province today, number among its clusters
# of the kind, kind). Tests hold that nothing else breaks a rule.
CAI: tuple[tuple[str, str, int, str], ...] = (
    ("V09", "15", 0, MOI),
    ("V09", "40", 0, MOI),
    ("V15", "22", 0, MOI),
    ("V15", "38", 0, MOI),
    ("V24", "48", 0, NN),
    ("V24", "37", 0, NN),
    ("V26", "01", 0, DN),
    ("V26", "24", 0, DN),
    ("V36", "40", 1, DN),
    ("V36", "38", 1, DN),
)
_KHOANG: dict[str, tuple[date, date]] = {
    MOI: (date(2024, 6, 15), date(2026, 10, 20)),
    XAY: (date(2018, 3, 1), date(2024, 3, 31)),
    DN: (date(2010, 2, 1), date(2021, 10, 31)),
    NN: (date(2010, 1, 15), date(2018, 6, 30)),
    DAY: (date(2010, 1, 15), date(2016, 12, 20)),
    RUT: (date(2010, 1, 15), date(2016, 12, 20)),
    DI_DOI: (date(2010, 1, 15), date(2014, 12, 20)),
    BAI_BO: (date(2012, 1, 15), date(2019, 12, 20)),
}
_TRAM = {DN: 52, NN: 16, DAY: 40, CHUA_TL: 8, RUT: 10, DI_DOI: 10}


@dataclass(frozen=True)
class KichBan:
    """``khoa``: stable key. Areas in ha; ``lap_day`` percent of industrial land; ``tram``: has a
    wastewater station; ``khai_tong``: declares totals, no project one by one; ``loi``: planted."""

    khoa: str
    loai: str
    dien_tich: Decimal
    ty_le_cn: Decimal
    thanh_lap: date | None
    truoc_105: bool
    loai_hinh: tuple[str, ...]
    lap_day: int
    tram: bool
    khai_tong: bool
    nhieu_xa: bool
    loi: str

    @property
    def hoat_dong(self) -> bool:
        return self.loai in HOAT_DONG

    @property
    def nha_nuoc(self) -> bool:
        return self.loai in NHA_NUOC

    @property
    def lang_nghe(self) -> bool:
        return LoaiHinh.LANG_NGHE in self.loai_hinh

    @property
    def dat_cn(self) -> Decimal:
        return (self.dien_tich * self.ty_le_cn).quantize(Decimal("0.01"))

    @property
    def qhct(self) -> date | None:
        """Day of the detailed plan; clusters that only began have none yet."""
        if self.loai == CHUA_TL:
            return ngay_trong(date(2004, 1, 5), date(2008, 12, 25), "qhct", self.khoa)
        if self.thanh_lap is None or self.loai == BAI_BO:
            return None
        ngay = self.thanh_lap + timedelta(days=khoang(120, 300, "qhct", self.khoa))
        return ngay if ngay <= NGAY else None

    @property
    def suat(self) -> Decimal:
        """Infrastructure cost, tỷ đồng a hectare."""
        if self.nha_nuoc:
            return thap_phan("3.3", "6.5", "suat", self.khoa)
        return thap_phan("5.0", "14.5", "suat", self.khoa)

    @property
    def phan_ngan_sach(self) -> int:
        """Share of the budget in the capital, percent: most firms get none."""
        if self.nha_nuoc:
            return khoang(60, 100, "ns", self.khoa)
        return khoang(5, 18, "ns", self.khoa) if trong(25, "co-ns", self.khoa) else 0

    @property
    def tmdt(self) -> int:
        return int(self.dien_tich * self.suat * 1000) * 10**6


def kich_ban(ma_tinh: str, thu_tu: int, dem: dict[str, int]) -> KichBan:
    """The ``thu_tu``-th cluster of a province; ``dem`` counts its kinds so far and is updated."""
    khoa = f"{ma_tinh}-{thu_tu}"
    loai = chon(_LOAI, "loai", khoa)
    thu_loai = dem.get(loai, 0)
    dem[loai] = thu_loai + 1
    loi = next((ma for ma, *noi in CAI if noi == [ma_tinh, thu_loai, loai]), "")
    thanh_lap = ngay_trong(*_KHOANG[loai], "tl", khoa) if loai in _KHOANG else None
    if loi == "V15":
        thanh_lap = date(2024, 8, 12)
    lang_nghe = loai in (NN, DAY, CHUA_TL) and trong(22, "lang", khoa)
    truoc_105 = (loai == CHUA_TL and trong(70, "105", khoa)) or (
        loai in (NN, DAY) and trong(15, "105", khoa)
    )
    return KichBan(
        khoa=khoa,
        loai=loai,
        dien_tich=_dien_tich(loai, lang_nghe, thanh_lap, khoa),
        ty_le_cn=thap_phan("0.690", "0.740", "cn", khoa),
        thanh_lap=thanh_lap,
        truoc_105=truoc_105,
        loai_hinh=_loai_hinh(loai, lang_nghe, thanh_lap, khoa),
        lap_day=_lap_day(loai, khoa),
        tram=loi in ("V36",) or trong(_TRAM.get(loai, 0), "tram", khoa),
        khai_tong=loai in (NN, CHUA_TL) and trong(8, "khai", khoa),
        nhieu_xa=loi == "V24" or (thanh_lap is not None and trong(6, "xa", khoa)),
        loi=loi,
    )


def _dien_tich(loai: str, lang_nghe: bool, thanh_lap: date | None, khoa: str) -> Decimal:
    """Nearly every new cluster asks for the most the law allows; old state ones are small."""
    if loai in (MOI, XAY, THAM_DINH, QUY_HOACH):
        if trong(45, "75", khoa):
            return Decimal(75)
        return thap_phan("18.00", "74.50", "dt", khoa)
    if loai == DN:
        return Decimal(75) if trong(35, "75", khoa) else thap_phan("15.00", "74.50", "dt", khoa)
    if lang_nghe:
        return thap_phan("5.20", "22.00", "dt", khoa)
    nho = thanh_lap is not None and thanh_lap < NGAY_68 and trong(9, "nho", khoa)
    return thap_phan("1.60", "9.80", "dt", khoa) if nho else thap_phan("11.00", "46.00", "dt", khoa)


def _loai_hinh(loai: str, lang_nghe: bool, thanh_lap: date | None, khoa: str) -> tuple[str, ...]:
    if lang_nghe:
        return (LoaiHinh.LANG_NGHE.value,)
    if (thanh_lap is not None and thanh_lap >= NGAY_R3) or (
        loai == THAM_DINH and so(2, "moi", khoa)
    ):
        cac = (LoaiHinh.HO_TRO, LoaiHinh.CONG_NGHE_CAO, LoaiHinh.SINH_THAI)
        return (cac[so(3, "lh", khoa)].value,) if trong(60, "co-lh", khoa) else ()
    return (LoaiHinh.CHUYEN_NGANH.value,) if trong(5, "chuyen", khoa) else ()


def _lap_day(loai: str, khoa: str) -> int:
    if loai == DAY:
        return 100
    thap, cao = {
        DN: (15, 88),
        NN: (45, 96),
        CHUA_TL: (60, 97),
        RUT: (55, 95),
        DI_DOI: (50, 90),
    }.get(loai, (0, 0))
    return khoang(thap, cao, "lap", khoa)
