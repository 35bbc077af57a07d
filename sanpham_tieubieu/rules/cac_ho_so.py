"""A dossier among its rounds: R24, R25, R28–R32, R53, R60."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils import timezone

from cucctdp.formats.so import dinh_dang, lam_tron
from sanpham_tieubieu.choices import Cap, GiaiDoan, TrangThaiGiay, TrangThaiKy
from sanpham_tieubieu.danh_muc import CAP_DUOI
from sanpham_tieubieu.ho_so_xet import XetHoSo, goc_san_pham
from sanpham_tieubieu.models import QuyTac
from sanpham_tieubieu.rules.bo_may import SO_HO_SO, Loi

quy_tac = SO_HO_SO.quy_tac

_NHAN_O = {"lao_dong": "lao động", "doanh_thu": "doanh thu cơ sở"}


@quy_tac("R24", "nop", "hop_le")
def _giay_duoi(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    """The certificate of the level below, valid on the day of handing in."""
    duoi = CAP_DUOI.get(x.ky.cap)
    if duoi is None:
        return
    h, ten_cap = x.ho_so, Cap(duoi[0]).label.lower()
    g = h.gcn_duoi
    if g is None:
        if not (h.khong_qua_xa and x.ky.cap == Cap.TINH):
            yield Loi(chu={"cap": ten_cap})
        return
    chu = {"so": g.so, "cap": ten_cap, "ngay": f"{g.het_han:%d/%m/%Y}"}
    if goc_san_pham(g.san_pham) != goc_san_pham(h.san_pham):
        yield Loi(chu=chu, cau="khac_san_pham")
    if g.cap not in duoi:
        yield Loi(chu={**chu, "cap_giay": g.get_cap_display().lower()}, cau="khac_cap")
    trang_thai = g.trang_thai_ngay(x.ngay)
    if trang_thai == TrangThaiGiay.HET_HAN:
        yield Loi(chu=chu, cau="het_han")
    elif trang_thai != TrangThaiGiay.CON_HIEU_LUC:
        yield Loi(chu=chu, cau="thu_hoi")


@quy_tac("R25", "nop", "hop_le")
def _khong_qua_xa(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    if not (x.ho_so.khong_qua_xa and x.ky.cap == Cap.TINH):
        return
    for k in x.kho.ky_xa.get(x.ho_so.xa_id, []):
        if 0 <= x.ky.nam - k.nam < q.nguong["so_nam"]:
            yield Loi(chu={"ky": str(k)})
            return


@quy_tac("R28", "lap", "nop", "hop_le")
def _trong_khu_vuc(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    """The provinces of a regional round are the round's own; a national one may name them too."""
    cac = x.kho.dia_ban.get(x.ho_so.ky_id, set())
    tinh = {"tinh": x.ho_so.don_vi.ten_goi}
    if x.ky.cap == Cap.KHU_VUC and not cac:
        yield Loi(chu=tinh, cau="chua_co")
    elif cac and x.ho_so.don_vi_id not in cac:
        yield Loi(chu=tinh)


@quy_tac("R29", "lap", "nop", "hop_le")
def _mot_lan(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    for h in x.trung[:1]:
        yield Loi(chu={"ma_so": h.ma_so or "chưa có mã số"})


@quy_tac("R30", "lap", "nop", "hop_le")
def _nghi_trung(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    """Those of other establishments are told to the helpers alone."""
    san = Decimal(str(q.nguong["giong"]))
    for g in x.kho.giong.get(x.ho_so.pk, []):
        if g.giong >= san and (g.cung_co_so or x.noi_bo):
            yield Loi(chu={"san_pham": g.ten})


@quy_tac("R31", "lap", "nop", "hop_le")
def _con_giay(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    for g in x.giay:
        if (
            g.cap == x.ky.cap
            and g.ho_so_id != x.ho_so.pk
            and g.trang_thai_ngay(x.ngay) == TrangThaiGiay.CON_HIEU_LUC
        ):
            yield Loi(chu={"ngay": f"{g.het_han:%d/%m/%Y}"})
            return


@quy_tac("R32", "nop")
def _han_nhan(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    """The closing minute of the round. A dossier handed in in time may be completed later."""
    moc = x.moc(GiaiDoan.NHAN_HO_SO)
    if x.ky.trang_thai in (TrangThaiKy.SOAN, TrangThaiKy.HUY):
        yield Loi(chu={"trang_thai": x.ky.get_trang_thai_display()}, cau="khong_nhan")
        return
    if moc is None:
        yield Loi(cau="chua_dinh")
        return
    if x.luc < moc.mo_luc:
        yield Loi(chu=_gio(moc.mo_luc), cau="chua_mo")
    elif x.luc >= moc.dong_luc:
        yield Loi(chu=_gio(moc.dong_luc))


def _gio(luc: object) -> dict[str, str]:
    dia_phuong = timezone.localtime(luc)  # type: ignore[arg-type]
    return {"gio": f"{dia_phuong:%H:%M}", "ngay": f"{dia_phuong:%d/%m/%Y}"}


@quy_tac("R53", "nop", "hop_le", "dem")
def _lech_nguon(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    """Revenue and workers against the establishment's own figures elsewhere, the same year."""
    lech_toi_da = Decimal(str(q.nguong["lech"]))
    khai: dict[tuple[str, int], Decimal] = {
        ("doanh_thu", s.nam): Decimal(s.doanh_thu_co_so)
        for s in x.so_lieu
        if s.doanh_thu_co_so is not None
    }
    if x.ho_so.lao_dong is not None:
        khai["lao_dong", x.ngay.year] = Decimal(x.ho_so.lao_dong)
    for s in x.so_khac:
        a, b = khai.get((s.o, s.nam)), s.gia_tri
        if a is None or not b:
            continue
        lech = abs(a - b) * 100 / b
        if lech > lech_toi_da:
            yield Loi(
                f"năm {s.nam}",
                {
                    "x": dinh_dang(lam_tron(lech)),
                    "nguon": s.nguon,
                    "o": f"{_NHAN_O[s.o]} năm {s.nam}",
                    "a": dinh_dang(a, 0),
                    "b": dinh_dang(b, 0),
                },
                khoa=f"ho_so:{x.ho_so.pk}:{s.o}:{s.nam}",
            )


@quy_tac("R60", "hop_le")
def _anh_xa(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    if x.ho_so.don_vi_id in x.kho.chua_anh_xa:
        yield Loi(chu={"ten": x.ho_so.don_vi.ten_goi})
