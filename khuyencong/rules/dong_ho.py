"""Clocks that are no rule of their own: the waiting step, allotment, acceptance, refund (KC38)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from cucctdp.formats.tien import in_dong
from khuyencong.choices import DANG_CHAY, BenCham, MucQuyTac, Nguon, TrangThaiDeAn
from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import HoSo
from khuyencong.rules.bo_may import Loi, ViPham, vi_pham
from khuyencong.rules.thoi_han import ben_ky, han

T = TrangThaiDeAn
HAN = "HAN"
TEN_HAN = "Quá hạn của bước xử lý"
# State → (who has to act, its clock); in the last two the dossier is with its author.
CHO_XU_LY = {
    T.NOP_SO: (BenCham.SO, "tham_dinh_so"),
    T.THAM_DINH_SO: (BenCham.SO, "tham_dinh_so"),
    T.DAT_CO_SO: (BenCham.SO, "gui_cuc"),
    T.GUI_CUC: (BenCham.CUC, "tham_dinh_bo"),
    T.THAM_DINH_BO: (BenCham.CUC, "tham_dinh_bo"),
    T.TRA_LAI: (BenCham.THUC_HIEN, "bo_sung"),
    T.BO_SUNG: (BenCham.THUC_HIEN, "bo_sung"),
    T.DU_KIEN: (BenCham.CUC, "phe_duyet"),
}
# KCĐP has no Cục to go to: from the Sở it waits for the chairman of the province.
_CHO_XU_LY_TINH = {T.DAT_CO_SO: (BenCham.UBND, "phe_duyet")}


def qua_dong_ho(h: HoSo) -> Iterator[ViPham]:
    """What is past its date on this đề án beyond the rules of the night."""
    yield from _buoc_cho(h)
    yield from _giao_von(h)
    yield from _nop_nghiem_thu(h)
    yield from _hoan_tra(h)


def _buoc_cho(h: HoSo) -> Iterator[ViPham]:
    trang_thai = T(h.de_an.trang_thai)
    if trang_thai not in CHO_XU_LY:
        return
    ben, dong_ho = CHO_XU_LY[trang_thai]
    if h.de_an.nguon == Nguon.KCDP:
        ben, dong_ho = _CHO_XU_LY_TINH.get(trang_thai, (ben, dong_ho))
    moc = h.de_an.dung_tu
    den_han = h.de_an.han_xu_ly
    if dong_ho == "bo_sung":
        den_han = han(h, dong_ho, tu=moc) if moc else None
    elif moc is not None:
        return
    if den_han is None:
        return
    cho = f"; hồ sơ đang ở bước «{trang_thai.label}»"
    yield from _qua(h, dong_ho, den_han, ben, f"{dong_ho}:{h.de_an.vong}", cho)


def _qua(
    h: HoSo, dong_ho: str, den_han: date, ben: str, khoa: str, cho: str = "", noi: str = ""
) -> Iterator[ViPham]:
    """The finding of one clock once its date is past; the date itself is still in time."""
    if h.hom_nay <= den_han:
        return
    dong = h.danh_muc.tim_thoi_han(dong_ho, h.de_an.nguon, den_han)
    viec = dong.ten if dong else T(h.de_an.trang_thai).label
    cau = f"Quá hạn: {viec} (hạn {den_han:%d/%m/%Y}){cho}."
    can_cu = dong.can_cu if dong else ""
    yield ViPham(HAN, MucQuyTac.NHAC, cau, noi, can_cu, ben, den_han, khoa)


def _giao_von(h: HoSo) -> Iterator[ViPham]:
    """Approved, and not a đồng of it allotted; how much came by its marks is KC32's.

    A plan approved before its year waits for that year's money: counted from 1 January.
    """
    duyet = h.de_an.ngay_quyet_dinh
    if h.de_an.trang_thai not in DANG_CHAY or duyet is None:
        return
    if h.so_du.cua(L.PHE_DUYET) <= 0 or h.so_du.cua(L.GIAO) > 0:
        return
    den_han = han(h, "giao_von", tu=max(duyet, date(h.de_an.nam, 1, 1)))
    if den_han is not None:
        ben = BenCham.CUC if h.de_an.nguon == Nguon.KCQG else BenCham.UBND
        yield from _qua(h, "giao_von", den_han, ben, "giao_von", "; chưa giao đồng nào")


def _nop_nghiem_thu(h: HoSo) -> Iterator[ViPham]:
    """Minutes of acceptance handed in that nobody has taken into the books or sent back."""
    for n in h.nop_nghiem_thu:
        nop = timezone.localtime(n.luc).date()
        den_han = han(h, "ghi_nhan_nghiem_thu", tu=nop)
        if den_han is not None:
            yield from _qua(
                h, "ghi_nhan_nghiem_thu", den_han, ben_ky(h), f"nop_nghiem_thu:{n.pk}",
                f"; nộp ngày {nop:%d/%m/%Y}", str(n),
            )  # fmt: skip


def _hoan_tra(h: HoSo) -> Iterator[ViPham]:
    """KC38 while the đề án is still open: what was due to the budget and is not paid."""
    q = h.danh_muc.tim_quy_tac("KC38", h.hom_nay)
    if q is None:
        return
    for nguon in Nguon:
        qua = [n for n in h.hoan_tra if n.nguon == nguon and n.han < h.hom_nay]
        con = sum(n.so_tien for n in qua) - h.so_du.cua(L.HOAN_TRA, nguon)
        if con > 0:
            moc: date = min(n.han for n in qua)
            yield vi_pham(
                q,
                Loi(
                    nguon.label,
                    {"x": in_dong(con)},
                    ben=BenCham.THUC_HIEN,
                    han=moc,
                    khoa=f"hoan_tra:{nguon}",
                ),
            )
