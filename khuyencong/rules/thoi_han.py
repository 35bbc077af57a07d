"""Late: KC18, KC28–KC32, KC44; dates come from the rows «thời hạn quy trình»."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from cucctdp.thong_bao.lich import LaNgayLamViec, la_ngay_lam_viec
from khuyencong.choices import DANG_CHAY, BenCham, CachTinhHan, Nguon, TrangThaiDeAn
from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import HoSo
from khuyencong.models import HopDong, QuyTac
from khuyencong.rules.bo_may import Loi, quy_tac

T = TrangThaiDeAn


def cong_ngay_lam_viec(ngay: date, so_ngay: int, la_ngay: LaNgayLamViec = la_ngay_lam_viec) -> date:
    """The day ``so_ngay`` working days after ``ngay`` in the holiday calendar."""
    while so_ngay > 0:
        ngay += timedelta(days=1)
        so_ngay -= la_ngay(ngay)
    return ngay


def han(h: HoSo, ma: str, *, nam: int | None = None, tu: date | None = None) -> date | None:
    """The date of a clock, in a plan year or counted from an event; None when there is no row."""
    moc = tu or date(nam or h.de_an.nam, 1, 1)
    dong = h.danh_muc.tim_thoi_han(ma, h.de_an.nguon, moc)
    if dong is None:
        return None
    match dong.cach_tinh:
        case CachTinhHan.NGAY_CO_DINH:
            nam_han = (nam or h.de_an.nam) + dong.lech_nam
            cuoi_thang = monthrange(nam_han, dong.thang)[1]
            return date(nam_han, dong.thang, min(dong.ngay, cuoi_thang))
        case CachTinhHan.NGAY_TRONG_THANG:
            return date(moc.year, moc.month, dong.ngay)
        case CachTinhHan.SO_NGAY:
            return moc + timedelta(days=dong.so_ngay)
    return cong_ngay_lam_viec(moc, dong.so_ngay, h.la_ngay)


def han_muon_nhat(h: HoSo, *cac_ma: str, tu: date) -> date | None:
    """The latest date of several clocks: a day of the year, or some days after a late event."""
    cac = [ngay for ma in cac_ma if (ngay := han(h, ma, tu=tu)) is not None]
    return max(cac, default=None)


def ben_ky(h: HoSo) -> str:
    """Who signs, accepts and liquidates the contract: the Cục of KCQG, the Sở of KCĐP."""
    return BenCham.CUC if h.de_an.nguon == Nguon.KCQG else BenCham.SO


def _in(ngay: date) -> str:
    return f"{ngay:%d/%m/%Y}"


@quy_tac("KC18", "nop_so", "gui_cuc")
def _dang_ky(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """To the Sở by one date, from the Sở to the Cục by another; both of the year before."""
    den_han = han(h, "dang_ky_so")
    if den_han is not None and h.ngay_dang_ky > den_han:
        yield Loi("", {"ngay": _in(den_han)})
    den_han = han(h, "dang_ky_cuc")
    gui = h.de_an.gui_cuc_ngay or (h.hom_nay if h.de_an.trang_thai == T.DAT_CO_SO else None)
    if den_han is not None and gui is not None and gui > den_han:
        yield Loi("Gửi Cục", {"ngay": _in(den_han)})


@quy_tac("KC28", "dem")
def _cham_quyet_toan(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    if h.de_an.trang_thai != T.NGHIEM_THU or not h.nghiem_thu:
        return
    cuoi = max(n.ngay for n in h.nghiem_thu)
    den_han = han(h, "quyet_toan", tu=cuoi)
    if den_han is not None and h.hom_nay > den_han:
        yield Loi("", {"ngay": _in(den_han)}, ben=BenCham.THUC_HIEN, han=den_han)


@quy_tac("KC29", "dem")
def _cham_thanh_ly(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """Told anew at each of its dates: the days before of the row, and once it is late.

    Each date is a place of its own, so the night closes the alert before it and opens the next.
    """
    truoc = sorted(int(n) for n in q.nguong.get("bao_truoc_ngay", []))
    for hop_dong in h.hop_dong:
        den_han = han(h, "thanh_ly", nam=hop_dong.het_han.year)
        if hop_dong.thanh_ly_ngay is not None or den_han is None:
            continue
        con = (den_han - h.hom_nay).days
        moc = "qua_han" if con < 0 else next((f"truoc_{n}" for n in truoc if con <= n), "")
        if not moc:
            continue
        yield Loi(
            hop_dong.so,
            {"ngay": _in(den_han)},
            ben=ben_ky(h),
            han=den_han,
            khoa=f"hop_dong:{hop_dong.pk}:{moc}",
            cau=moc,
        )


@quy_tac("KC30", "dem")
def _thieu_bao_cao_thang(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """Months of a contract whose day is past without a report: one finding names them all."""
    if h.de_an.trang_thai not in DANG_CHAY:
        return
    co = {(t.hop_dong_id, t.nam, t.thang) for t in h.tien_do}
    for hop_dong in h.hop_dong:
        thieu = []
        for nam, thang in _cac_thang(hop_dong, h):
            den_han = han(h, "bao_cao_thang", tu=date(nam, thang, 1))
            if den_han is None or h.hom_nay < den_han or (hop_dong.pk, nam, thang) in co:
                continue
            thieu.append((nam, thang, den_han))
        if not thieu:
            continue
        den_han = thieu[0][2]
        yield Loi(
            hop_dong.so,
            {
                "m": _ke_thang([(nam, thang) for nam, thang, _ in thieu]),
                "so": len(thieu),
                "ngay": _in(den_han),
            },
            ben=BenCham.THUC_HIEN,
            han=den_han - timedelta(days=1),  # «trước ngày»: the day before is the last
            khoa=f"hop_dong:{hop_dong.pk}",
            cau="nhieu" if len(thieu) > 1 else "",
        )


def _ke_thang(cac: list[tuple[int, int]]) -> str:
    """«3, 5, 7/2026; 1/2027»: months by year, in the order given."""
    theo: dict[int, list[str]] = {}
    for nam, thang in cac:
        theo.setdefault(nam, []).append(str(thang))
    return "; ".join(f"{', '.join(thang)}/{nam}" for nam, thang in theo.items())


def _cac_thang(hop_dong: HopDong, h: HoSo) -> Iterator[tuple[int, int]]:
    """Months in which a contract owes a report: from signing to its end or today."""
    nam, thang = hop_dong.ngay.year, hop_dong.ngay.month
    het = min(h.hom_nay, hop_dong.thanh_ly_ngay or hop_dong.het_han)
    while date(nam, thang, 1) <= het:
        yield nam, thang
        nam, thang = (nam + 1, 1) if thang == 12 else (nam, thang + 1)


@quy_tac("KC31", "dem")
def _chua_trien_khai(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    if h.de_an.trang_thai not in (T.PHE_DUYET, T.HOP_DONG):
        return
    thoi_vu = any(
        (d := h.danh_muc.tim_noi_dung(n.noi_dung, h.ngay_duyet)) is not None and d.theo_thoi_vu
        for n in h.noi_dung
    )
    den_han = han(h, "trien_khai_thoi_vu" if thoi_vu else "trien_khai")
    if den_han is not None and h.hom_nay > den_han and not h.tien_do:
        yield Loi("", {"ngay": _in(den_han)}, ben=BenCham.THUC_HIEN, han=den_han)


@quy_tac("KC32", "dem")
def _giao_von_cham(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """Allotted against approved at the marks of the row: [["06-30", 50], ["09-30", 80]]."""
    du = h.so_du
    duyet, giao = du.cua(L.PHE_DUYET), du.cua(L.GIAO)
    if not duyet or h.de_an.trang_thai not in DANG_CHAY:
        return
    cac_moc = [
        (date.fromisoformat(f"{h.de_an.nam}-{moc}"), Decimal(str(ty_le)))
        for moc, ty_le in q.nguong.get("moc", [])
    ]
    muc = [(ngay, ty_le) for ngay, ty_le in cac_moc if h.hom_nay >= ngay]
    if muc and giao * 100 < max(t for _, t in muc) * duyet:
        yield Loi(
            "",
            {
                "p": dinh_dang(Decimal(giao) * 100 / duyet, 1),
                "a": dinh_dang(giao, 0),
                "b": dinh_dang(duyet, 0),
            },
            ben=BenCham.CUC if h.de_an.nguon == Nguon.KCQG else BenCham.UBND,
            han=max(ngay for ngay, _ in muc),
        )


@quy_tac("KC44", "dem", "dong")
def _thieu_hieu_qua(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    so_thang = int(q.nguong.get("so_thang", 0))
    thanh_ly = [c.thanh_ly_ngay for c in h.hop_dong if c.thanh_ly_ngay]
    if h.de_an.trang_thai not in (T.THANH_LY, T.THEO_DOI) or not thanh_ly:
        return
    cuoi = max(thanh_ly)
    thang = (h.hom_nay.year - cuoi.year) * 12 + h.hom_nay.month - cuoi.month
    if h.hom_nay.day < cuoi.day:
        thang -= 1
    if thang < so_thang:
        return
    for t in h.thu_huong:
        if not hasattr(t, "hieu_qua"):
            # The day the months are over: a clock of this rule's own row.
            yield Loi(
                str(t),
                {"n": so_thang},
                ben=BenCham.SO,
                han=_sau_thang(cuoi, so_thang),
                khoa=f"thu_huong:{t.pk}",
            )


def _sau_thang(ngay: date, so_thang: int) -> date:
    """The same day ``so_thang`` months later, or the last of that month."""
    nam, thang = divmod(ngay.year * 12 + ngay.month - 1 + so_thang, 12)
    return date(nam, thang + 1, min(ngay.day, monthrange(nam, thang + 1)[1]))
