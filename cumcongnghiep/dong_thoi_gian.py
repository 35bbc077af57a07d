"""The life of a cluster by day: plans, dossiers, documents, developers and its three states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cucctdp.formats.ngay import ngay_ngan
from cucctdp.formats.so import dinh_dang
from cumcongnghiep.buoc import THEO_LOAI
from cumcongnghiep.choices import DA_THUE, HaTang, HoatDong, LoaiThue, PhapLy
from cumcongnghiep.danh_muc import DanhMuc
from cumcongnghiep.ho_so_cum import HoSoCum, hieu_luc
from cumcongnghiep.models import VanBan
from cumcongnghiep.trang_thai import TrangThai, suy_ra

QUY_HOACH, HO_SO, VAN_BAN, CHU_DAU_TU, TRANG_THAI = (
    "quy_hoach",
    "ho_so",
    "van_ban",
    "chu_dau_tu",
    "trang_thai",
)
TEN_LOAI = {
    QUY_HOACH: "Quy hoạch",
    HO_SO: "Hồ sơ",
    VAN_BAN: "Văn bản",
    CHU_DAU_TU: "Chủ đầu tư",
    TRANG_THAI: "Trạng thái",
}
# On one day: what was decided first, what follows from it after.
_THU_TU = {loai: i for i, loai in enumerate(TEN_LOAI)}
_TRUC = (("phap_ly", PhapLy), ("ha_tang", HaTang), ("hoat_dong", HoatDong))
MOT_NGAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MocCum:
    """One thing that happened on a day."""

    ngay: date
    loai: str
    tieu_de: str
    chi_tiet: str = ""
    tep_id: int | None = None
    can_xac_minh: bool = False

    @property
    def ten_loai(self) -> str:
        return TEN_LOAI[self.loai]


@dataclass(frozen=True, slots=True)
class Doan:
    """A stretch of one state, both days included; ``den`` None: until today."""

    ma: str
    ten: str
    tu: date
    den: date | None


def dong_thoi_gian(h: HoSoCum, danh_muc: DanhMuc, den: date) -> list[MocCum]:
    """Everything up to a day, newest first."""
    cac = [
        *_quy_hoach(h),
        *_ho_so(h),
        *_van_ban(h),
        *_chu_dau_tu(h),
        *_trang_thai(h, danh_muc, den),
    ]
    cac = [m for m in cac if m.ngay <= den]
    return sorted(cac, key=lambda m: (m.ngay, _THU_TU[m.loai]), reverse=True)


def _quy_hoach(h: HoSoCum) -> Iterator[MocCum]:
    for m in h.quy_hoach:
        qh = m.quy_hoach
        ha = f", {dinh_dang(m.dien_tich)} ha" if m.dien_tich is not None else ""
        stt = f", mục {m.stt} của phụ lục" if m.stt else ""
        yield MocCum(
            qh.hieu_luc_tu,
            QUY_HOACH,
            f"{m.get_nhom_display()} trong quy hoạch theo {qh.so} ngày {ngay_ngan(qh.ngay)}",
            f"{qh.co_quan}{ha}{stt}",
            qh.tep_id,
            qh.can_xac_minh,
        )


def _ho_so(h: HoSoCum) -> Iterator[MocCum]:
    for t in h.thu_tuc:
        ten = t.get_loai_display().lower()
        ha = f"Diện tích đề nghị {dinh_dang(t.dien_tich)} ha" if t.dien_tich is not None else ""
        yield MocCum(t.ngay_nop, HO_SO, f"Nộp hồ sơ {ten}", ha)
        if t.ket_thuc is not None:
            yield MocCum(t.ket_thuc, HO_SO, f"Kết thúc hồ sơ {ten}", t.ly_do_ket_thuc)


def noi_dung_van_ban(v: VanBan) -> str:
    """What a document decides, in one line."""
    buoc = THEO_LOAI.get(v.loai)
    cac = [
        v.get_co_quan_display(),
        f"bước {buoc.so}" if buoc else "",
        f"{dinh_dang(v.dien_tich)} ha" if v.dien_tich is not None else "",
        v.chu_dau_tu.ten if v.chu_dau_tu else "",
        v.trich_yeu,
    ]
    return "; ".join(c for c in cac if c)


def _van_ban(h: HoSoCum) -> Iterator[MocCum]:
    for v in h.van_ban:
        so = f" số {v.so}" if v.so else ""
        hl = (
            f", hiệu lực từ {ngay_ngan(v.hieu_luc_tu)}"
            if v.hieu_luc_tu not in (None, v.ngay)
            else ""
        )
        yield MocCum(
            v.ngay,
            VAN_BAN,
            f"{v.get_loai_display()}{so}{hl}",
            noi_dung_van_ban(v),
            v.tep_id,
            v.can_xac_minh,
        )


def _chu_dau_tu(h: HoSoCum) -> Iterator[MocCum]:
    for g in h.chu_dau_tu:
        diem = f", {dinh_dang(g.diem)} điểm" if g.diem is not None else ""
        yield MocCum(
            g.tu_ngay, CHU_DAU_TU, g.chu_dau_tu.ten, f"{g.chu_dau_tu.get_loai_display()}{diem}"
        )
        if g.den_ngay is not None:
            yield MocCum(g.den_ngay, CHU_DAU_TU, f"{g.chu_dau_tu.ten} thôi làm chủ đầu tư")


def _trang_thai(h: HoSoCum, danh_muc: DanhMuc, den: date) -> Iterator[MocCum]:
    truoc: TrangThai | None = None
    for ngay, nay in trang_thai_theo_ngay(h, danh_muc, den):
        doi = [
            nhan(getattr(nay, cot)).label
            for cot, nhan in _TRUC
            if truoc is None or getattr(truoc, cot) != getattr(nay, cot)
        ]
        yield MocCum(ngay, TRANG_THAI, "; ".join(str(d) for d in doi))
        truoc = nay


def trang_thai_theo_ngay(h: HoSoCum, danh_muc: DanhMuc, den: date) -> list[tuple[date, TrangThai]]:
    """States from each day on which one of the three axes changed, oldest first."""
    kq: list[tuple[date, TrangThai]] = []
    truoc: tuple[str, ...] = ()
    gon = _gon(h)
    for ngay in sorted(d for d in _ngay_co_the_doi(h) if d <= den):
        tt = suy_ra(gon, ngay, thiet_yeu=danh_muc.thiet_yeu(ngay))
        nay = tuple(getattr(tt, cot) for cot, _ in _TRUC)
        if nay != truoc:
            kq.append((ngay, tt))
            truoc = nay
    return kq


def cac_doan(h: HoSoCum, danh_muc: DanhMuc, den: date) -> dict[str, list[Doan]]:
    """Stretches of each axis («phap_ly», «ha_tang», «hoat_dong») up to a day."""
    cac = trang_thai_theo_ngay(h, danh_muc, den)
    kq: dict[str, list[Doan]] = {}
    for cot, nhan in _TRUC:
        moc: list[tuple[date, str]] = []
        for ngay, tt in cac:
            ma = getattr(tt, cot)
            if not moc or moc[-1][1] != ma:
                moc.append((ngay, ma))
        het = [ngay - MOT_NGAY for ngay, _ in moc[1:]]
        kq[cot] = [
            Doan(ma, str(nhan(ma).label), tu, den_ngay)
            for (tu, ma), den_ngay in zip(moc, [*het, None], strict=True)
        ]
    return kq


def _gon(h: HoSoCum) -> HoSoCum:
    """The dossier without the figures of single projects, which no state asks for."""
    bo = {f: getattr(h, f) for f in h.__dataclass_fields__}
    return HoSoCum(**{**bo, "so_lieu": [s for s in h.so_lieu if s.du_an_id is None]})


def _ngay_co_the_doi(h: HoSoCum) -> set[date]:
    """Days on which a state may change; a superset, kept small with hundreds of projects."""
    kq: set[date | None] = {hieu_luc(v) for v in h.van_ban}
    for m in h.quy_hoach:
        kq.add(m.quy_hoach.hieu_luc_tu)
        if m.quy_hoach.hieu_luc_den:
            kq.add(m.quy_hoach.hieu_luc_den + MOT_NGAY)
    for t in h.thu_tuc:
        kq |= {t.ngay_nop, t.ket_thuc}
    for i in h.hang_muc:
        kq |= {i.khoi_cong, i.hoan_thanh, i.den_ngay}
    kq |= {s.ngay for s in h.so_lieu if s.du_an_id is None}
    kq |= {d.den_ngay for d in h.di_doi} | {c.ngay for c in h.can_doi}
    kq |= _ngay_co_va_het_du_an(h) | _ngay_co_the_lap_day(h)
    return {d for d in kq if d is not None}


def _ngay_co_va_het_du_an(h: HoSoCum) -> set[date]:
    """Days on which the first project came or the last one left."""
    buoc: dict[date, int] = {}
    for d in h.du_an:
        buoc[d.vao_cum] = buoc.get(d.vao_cum, 0) + 1
        if d.ket_thuc is not None:
            buoc[d.ket_thuc] = buoc.get(d.ket_thuc, 0) - 1
    kq: set[date] = set()
    con = 0
    for ngay in sorted(buoc):
        truoc, con = con, con + buoc[ngay]
        if (truoc > 0) != (con > 0):
            kq.add(ngay)
    return kq


def _ngay_co_the_lap_day(h: HoSoCum) -> set[date]:
    """Days of leases, unless all of them together could never fill the smallest plan."""
    cac = [t for t in h.thue if t.loai in (*DA_THUE, LoaiThue.CHAP_THUAN)]
    cn = [c.cong_nghiep for c in h.can_doi]
    if not cn or sum((t.dien_tich for t in cac), Decimal(0)) < min(cn):
        return set()
    het = {t.den_ngay + MOT_NGAY for t in cac if t.den_ngay is not None}
    return {t.tu_ngay for t in cac} | het
