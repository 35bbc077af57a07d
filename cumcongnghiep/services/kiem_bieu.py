"""A form before the rules: its rows beside earlier periods, its children and the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from cucctdp.quy_tac import ViPham
from cumcongnghiep.bieu.dong_cum import So
from cumcongnghiep.bieu.mau import CAN_CU, MAU
from cumcongnghiep.bieu.rang_buoc import kiem_bieu
from cumcongnghiep.choices import Bieu, LoaiKy, LoaiVanBan
from cumcongnghiep.danh_muc import doc_danh_muc
from cumcongnghiep.ho_so_cum import HoSoCum, con_hieu_luc, doc_ho_so
from cumcongnghiep.models import BieuNop, DongBieu, KyBieu, VanBan
from cumcongnghiep.rules import BieuXet, kiem_tra_bieu
from cumcongnghiep.services.gop_bieu import doc_tinh, doc_xa, tong_con
from cumcongnghiep.workflow import DA_CO_SO

THIEU = "B00"


@dataclass(frozen=True)
class KetQua:
    """What the rules find in a form, with which warnings still lack an explanation."""

    vi_pham: list[ViPham]
    chua_giai_trinh: list[ViPham]

    @property
    def chan(self) -> list[ViPham]:
        return [v for v in self.vi_pham if v.chan]

    @property
    def cho_gui(self) -> bool:
        return not self.chan and not self.chua_giai_trinh

    def cua_dong(self, ma: str) -> list[ViPham]:
        return [v for v in self.vi_pham if v.khoa == ma]


def kiem(b: BieuNop, *, hom_nay: date | None = None) -> KetQua:
    """Every constraint the form breaks; constant queries. Nothing is written."""
    hom_nay = hom_nay or timezone.localdate()
    danh_muc = doc_danh_muc()
    cac_dong = list(b.cac_dong.all())
    xet = doc_xet_bieu(b, {d.ma_dong: d.gia_tri for d in cac_dong})
    vi_pham = [
        *_thieu(b, cac_dong),
        *kiem_bieu(xet, danh_muc=danh_muc, hom_nay=hom_nay),
        *kiem_tra_bieu(xet, danh_muc=danh_muc, hom_nay=hom_nay),
    ]
    co_loi = {d.ma_dong for d in cac_dong if d.giai_trinh}
    chua = [v for v in vi_pham if v.muc == "C" and v.khoa not in co_loi]
    return KetQua(vi_pham, chua)


def _thieu(b: BieuNop, cac_dong: list[DongBieu]) -> list[ViPham]:
    """A row without a number says why; missing is not zero."""
    co = {d.ma_dong: d for d in cac_dong}
    return [
        ViPham(
            THIEU,
            "L",
            "Chưa nhập. Nếu không có số liệu, ghi lý do ở ô giải trình; nếu bằng 0, nhập 0.",
            f"Dòng {d.ma}",
            CAN_CU,
            khoa=d.ma,
        )
        for d in MAU[b.bieu]
        if (dong := co.get(d.ma)) is None or (dong.gia_tri is None and not dong.giai_trinh)
    ]


def doc_xet_bieu(b: BieuNop, dong: Mapping[str, So]) -> BieuXet:
    """The form as its rules see it."""
    ky = b.ky
    khac: dict[str, Any] = {}
    if b.cum is not None and b.bieu == Bieu.B02:
        khac |= _cua_cum(doc_ho_so([b.cum])[b.cum.pk], ky.den_ngay)
    if b.bieu == Bieu.B03 and b.xa is not None:
        khac["tong_con"] = tong_con(doc_xa(ky, b.xa), b)
    elif b.bieu == Bieu.B04:
        s = doc_tinh(ky, b.don_vi_id)
        khac["tong_con"] = tong_con(s, b)
        bai_bo = any(
            h.van_ban_den(ky.den_ngay, LoaiVanBan.BAI_BO, LoaiVanBan.DIEU_CHINH)
            for h in s.ho_so.values()
        )
        khac["co_van_ban"] = frozenset({"3", "4"} if bai_bo else ())
    return BieuXet(
        bieu=b.bieu,
        loai_ky=ky.loai,
        tu_ngay=ky.tu_ngay,
        den_ngay=ky.den_ngay,
        dong=dong,
        ten=str(b),
        ky_truoc=_cua_ky(b, ky.nam - 1, ky.loai),
        sau_thang=_cua_ky(b, ky.nam, LoaiKy.SAU_THANG) if ky.loai == LoaiKy.NAM else None,
        moc=_moc(b, dong),
        khong_phat_sinh=b.khong_phat_sinh,
        **khac,
    )


def _cua_cum(h: HoSoCum, den: date) -> dict[str, Any]:
    gpmt = any(
        t.so_gpmt
        and (t.ngay_gpmt is None or t.ngay_gpmt <= den)
        and (t.gpmt_den is None or den <= t.gpmt_den)
        for t in h.tram
    ) or bool(h.van_ban_den(den, LoaiVanBan.GPMT))
    mau = [m.ngay for m in h.mau if m.dat and m.ngay <= den]
    return {
        "dat_cn": h.dat_cn(den),
        "chap_thuan": h.dat_chap_thuan(den),
        "co_gpmt": gpmt,
        "ngay_mau_dat": max(mau, default=None),
    }


def _cua_ky(b: BieuNop, nam: int, loai: str) -> dict[str, So] | None:
    """Rows of the same form of another window; None when it was not sent."""
    quy = b.ky.quy if loai == LoaiKy.QUY else 0
    ky = KyBieu.objects.filter(nam=nam, loai=loai, quy=quy)
    cac = DongBieu.objects.filter(
        bieu_nop__ky__in=ky,
        bieu_nop__bieu=b.bieu,
        bieu_nop__don_vi=b.don_vi_id,
        bieu_nop__du_an=b.du_an_id,
        bieu_nop__cum=b.cum_id,
        bieu_nop__xa=b.xa_id,
        bieu_nop__trang_thai__in=DA_CO_SO,
    )
    return dict(cac.values_list("ma_dong", "gia_tri")) or None


def _moc(b: BieuNop, dong: Mapping[str, So]) -> dict[str, date]:
    """As-of day of rows that were taken over unchanged from an older figure of the register.

    A figure that a decision in force sets stands until another decision: it has no age to ask of.
    """
    if b.cum is None:
        return {}
    kq: dict[str, date] = {}
    moi: dict[str, Any] = {}
    for s in b.cum.so_lieu.filter(du_an=b.du_an_id, ngay__lte=b.ky.den_ngay).order_by("ngay"):
        moi[s.chi_tieu] = s
    van_ban = con_hieu_luc(VanBan.objects.filter(cum=b.cum_id), b.ky.den_ngay)
    quyet_dinh = {v.pk for v in van_ban}
    for d in MAU[b.bieu]:
        so, cu = dong.get(d.ma), moi.get(d.chi_tieu)
        if so is None or cu is None or cu.van_ban_id in quyet_dinh:
            continue
        if cu.gia_tri == so * d.he_so:
            kq[d.ma] = cu.ngay
    return kq
