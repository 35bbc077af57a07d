"""Clocks that are no rule of their own: the step that waits, the supplement, the refund (KC38)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cucctdp.formats.tien import in_dong
from khuyencong.choices import BenCham, MucQuyTac, Nguon, TrangThaiDeAn
from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import HoSo
from khuyencong.rules.bo_may import Loi, ViPham, vi_pham
from khuyencong.rules.thoi_han import han

T = TrangThaiDeAn
HAN = "HAN"
TEN_HAN = "Quá hạn của bước xử lý"
# State → (who has to act, its clock); in the last two the dossier is with its author.
CHO_XU_LY = {
    T.NOP_SO: (BenCham.SO, "tham_dinh_so"),
    T.THAM_DINH_SO: (BenCham.SO, "tham_dinh_so"),
    T.GUI_CUC: (BenCham.CUC, "tham_dinh_bo"),
    T.THAM_DINH_BO: (BenCham.CUC, "tham_dinh_bo"),
    T.TRA_LAI: (BenCham.THUC_HIEN, "bo_sung"),
    T.BO_SUNG: (BenCham.THUC_HIEN, "bo_sung"),
}


def qua_dong_ho(h: HoSo) -> Iterator[ViPham]:
    """What is past its date on this đề án beyond the rules of the night."""
    yield from _buoc_cho(h)
    yield from _hoan_tra(h)


def _buoc_cho(h: HoSo) -> Iterator[ViPham]:
    trang_thai = T(h.de_an.trang_thai)
    if trang_thai not in CHO_XU_LY:
        return
    ben, dong_ho = CHO_XU_LY[trang_thai]
    moc = h.de_an.dung_tu
    den_han = h.de_an.han_xu_ly
    if dong_ho == "bo_sung":
        den_han = han(h, dong_ho, tu=moc) if moc else None
    elif moc is not None:
        return
    if den_han is None or h.hom_nay <= den_han:
        return
    dong = h.danh_muc.tim_thoi_han(dong_ho, h.de_an.nguon, den_han)
    viec = dong.ten if dong else trang_thai.label
    yield ViPham(
        HAN,
        MucQuyTac.NHAC,
        f"Quá hạn: {viec} (hạn {den_han:%d/%m/%Y}); hồ sơ đang ở bước «{trang_thai.label}».",
        "",
        dong.can_cu if dong else "",
        ben,
        den_han,
        f"{dong_ho}:{h.de_an.vong}",
    )


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
