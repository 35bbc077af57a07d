"""Names that stand on papers: organisations and places as they were called on the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from cucctdp.donvi.choices import LoaiToChuc
from cucctdp.donvi.models import ToChuc
from cucctdp.pdf.bang import CHUA_CO
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.van_ban.can_cu import viet_day_du
from khuyencong.choices import HinhThuc, Nguon
from khuyencong.ho_so import HoSo
from khuyencong.models import ThuHuong

CUC = "cuc"
HA_NOI = "Hà Nội"


def ngay_goi_ten(h: HoSo) -> date:
    """The day names are asked by: of the approval, else of the registration, else today."""
    return h.de_an.ngay_quyet_dinh or h.de_an.dang_ky_ngay or h.hom_nay


def to_chuc(t: ToChuc | None, ngay: date) -> str:
    return str(t.ten_ngay(ngay).ten) if t else CHUA_CO


def cuc() -> ToChuc | None:
    return ToChuc.objects.select_related("cha").filter(ma=CUC).first()


def ten_cuc(ngay: date) -> str:
    return to_chuc(cuc(), ngay)


def ten_bo(ngay: date) -> str:
    c = cuc()
    return to_chuc(c.cha, ngay) if c else CHUA_CO


def viet_tat(t: ToChuc | None, ngay: date) -> str:
    """Abbreviation for the number of a document, without the kind of office before it."""
    if t is None:
        return ""
    return str(t.ten_ngay(ngay).ten_viet_tat).removeprefix("Cục ").strip()


def tinh(h: HoSo, ngay: date | None = None) -> str:
    """«tỉnh Gia Lai»; a đề án of several provinces names them all."""
    luc = ngay or ngay_goi_ten(h)
    if h.de_an.don_vi is not None:
        return str(h.de_an.don_vi.ten_ngay(luc).trong_cau)
    cac = [d.ten_ngay(luc).trong_cau for d in h.de_an.cac_tinh.all()]
    return ", ".join(cac) or CHUA_CO


def noi_lap(h: HoSo) -> str:
    """Place of the date line: the province."""
    d = h.de_an.don_vi or h.de_an.thuc_hien.don_vi
    return str(d.ten_ngay(ngay_goi_ten(h)).ten) if d else CHUA_CO


def noi_cuc(h: HoSo) -> str:
    """Place of what the Cục draws up under KCQG, the province's own otherwise."""
    return HA_NOI if h.de_an.nguon == Nguon.KCQG else noi_lap(h)


def so_cong_thuong(h: HoSo) -> ToChuc | None:
    return ToChuc.objects.filter(loai=LoaiToChuc.SO, don_vi=h.de_an.don_vi_id).first()


def ten_so(h: HoSo) -> str:
    t = so_cong_thuong(h) if h.de_an.don_vi_id else None
    return to_chuc(t, ngay_goi_ten(h)) if t else f"Sở Công Thương {tinh(h)}"


def tinh_cua(h: HoSo, t: ThuHuong | None) -> str:
    """Place of the date line of minutes held at a beneficiary: its province."""
    if h.de_an.don_vi_id is None and t is not None and t.xa is not None:
        return str(t.xa.tinh.ten_ngay(ngay_goi_ten(h)).ten)
    return noi_lap(h)


def so_cua(h: HoSo, t: ThuHuong | None) -> str:
    """The Sở that holds the acceptance: of the province where the beneficiary produces."""
    if h.de_an.don_vi_id is None and t is not None and t.xa is not None:
        return f"Sở Công Thương {t.xa.tinh.ten_ngay(ngay_goi_ten(h)).trong_cau}"
    return ten_so(h)


def thuc_hien(h: HoSo) -> str:
    return to_chuc(h.de_an.thuc_hien, ngay_goi_ten(h))


def noi_san_xuat(t: ThuHuong, ngay: date) -> str:
    """Address of the production: street if known, commune, province."""
    if t.xa is None:
        return CHUA_CO
    phan = (
        t.co_so.dia_chi if t.co_so and t.co_so.xa_id == t.xa_id else "",
        t.xa.ten_ngay(ngay).ten_day_du,
        t.xa.tinh.ten_ngay(ngay).trong_cau,
    )
    return ", ".join(p for p in phan if p)


def thu_huong(t: ThuHuong) -> str:
    return t.co_so.ten if t.co_so else CHUA_CO


def cac_thu_huong(h: HoSo) -> str:
    """Beneficiaries named so far; of a đề án nhóm they may come later (Mẫu 11)."""
    ten = list(dict.fromkeys(t.co_so.ten for t in h.moi_thu_huong if t.co_so))
    if not ten and h.de_an.hinh_thuc == HinhThuc.NHOM:
        return "Theo kế hoạch chi tiết (Mẫu 11)"
    return "; ".join(ten) or CHUA_CO


def cac_dia_diem(h: HoSo) -> str:
    luc = ngay_goi_ten(h)
    return (
        "; ".join(dict.fromkeys(noi_san_xuat(t, luc) for t in h.moi_thu_huong if t.xa)) or CHUA_CO
    )


def can_cu(cac_ho_so: Iterable[HoSo]) -> list[str]:
    """Legal bases of activities, regime and ceilings of the đề án; only those somebody verified."""
    kq: set[str] = set()
    for h in cac_ho_so:
        dong: list[Any] = [h.danh_muc.tim_che_do(h.ngay_dang_ky)]
        for ma in h.ma_noi_dung:
            dong.append(h.danh_muc.tim_noi_dung(ma, h.ngay_duyet))
            tran = h.danh_muc.tim_tran(
                noi_dung=ma, nguon=h.de_an.nguon, ngay=h.ngay_duyet, don_vi_id=h.de_an.don_vi_id
            )
            dong.append(tran.dinh_muc if tran else None)
        kq |= {d.can_cu for d in dong if d is not None and d.can_cu and not d.can_xac_minh}
    return sorted(viet_day_du(c) for c in kq)


def dau_bieu(
    h: HoSo,
    *,
    ten_loai: str,
    trich_yeu: str = "",
    ban_hanh: str = "",
    ngay: date | None = None,
    dia_danh: str = "",
) -> TieuDeVanBan:
    """Heading of a form: who fills it in, no number; the date is blank unless it is recorded."""
    t = h.de_an.thuc_hien
    luc = ngay_goi_ten(h)
    return TieuDeVanBan(
        co_quan_chu_quan=to_chuc(t.cha, luc).upper() if not ban_hanh and t.cha else "",
        co_quan_ban_hanh=(ban_hanh or to_chuc(t, luc)).upper(),
        so_ky_hieu="",
        dia_danh=dia_danh or noi_lap(h),
        ngay=ngay,
        nam=h.de_an.nam,
        ten_loai=ten_loai.upper(),
        trich_yeu=trich_yeu,
    )


def che_do(h: HoSo) -> str:
    return Nguon(h.de_an.nguon).label.lower()
