"""Slips of the unit of money (đồng, triệu đồng, tỷ đồng): KC35."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cucctdp.formats.tien import in_dong
from khuyencong.choices import NGUON_KHUYEN_CONG, Nguon
from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import HoSo
from khuyencong.models import QuyTac
from khuyencong.rules.bo_may import Loi, quy_tac
from khuyencong.rules.dinh_muc import tran_cua


@dataclass(frozen=True)
class _SoTien:
    """One amount in đồng, its place, and what it is held against (``voi``; 0: nothing)."""

    noi: str
    so: int
    chuan: int = 0
    voi: str = ""
    gap: str = "gap"


@quy_tac(
    "KC35", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet", "hop_dong", "tam_ung", "con_lai",
    "quyet_toan",
)  # fmt: skip
def _don_vi_tien(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """Below a thousand đồng it was typed in triệu or tỷ; many times its measure, ×1.000.

    The measure of a support is its ceiling, of the beneficiary's own money the support, of a line
    of the estimate and of a contract the plan, of a report and a voucher the contract; a measure
    that is too small itself measures nothing.
    """
    nho, lon = (int(q.nguong.get(ten, 0)) for ten in ("nho_hon", "lon_hon"))
    for s in (*_thu_huong(h), *_du_toan(h), *_hop_dong(h), *_thuc_hien(h)):
        gap = int(q.nguong.get(s.gap, 0))
        if 1 <= s.so < nho:
            yield Loi(s.noi, {"x": in_dong(s.so)})
        elif gap and s.chuan >= max(nho, 1) and s.so > gap * s.chuan:
            chu = {"x": in_dong(s.so), "n": gap, "voi": s.voi, "y": in_dong(s.chuan)}
            yield Loi(s.noi, chu, cau="gap")
        elif lon and s.so > lon:
            yield Loi(s.noi, {"x": in_dong(s.so), "y": in_dong(lon)}, cau="lon")


def _thu_huong(h: HoSo) -> Iterator[_SoTien]:
    for t in h.thu_huong:
        tran = tran_cua(h, t)
        toi_da = (tran.toi_da(t.he_so_uu_tien) if tran else None) or 0
        for nguon in Nguon:
            noi, so = f"{t}, {nguon.label}", int(getattr(t, nguon))
            if nguon in NGUON_KHUYEN_CONG:
                yield _SoTien(noi, so, toi_da, "mức hỗ trợ tối đa")
            else:
                yield _SoTien(noi, so, t.ho_tro, "kinh phí hỗ trợ", "gap_doi_ung")


def _du_toan(h: HoSo) -> Iterator[_SoTien]:
    for d in h.du_toan:
        for nguon in Nguon:
            noi = f"Dự toán, {d.muc_chi}, {nguon.label}"
            yield _SoTien(noi, int(getattr(d, nguon)), h.tong(nguon), _CUA_DE_AN)


def _hop_dong(h: HoSo) -> Iterator[_SoTien]:
    du = h.so_du
    for c in h.hop_dong:
        for nguon in Nguon:
            noi = f"Hợp đồng {c.so}, {nguon.label}"
            yield _SoTien(noi, du.hop_dong(c.pk, L.HOP_DONG, nguon), h.tong(nguon), _CUA_DE_AN)


def _thuc_hien(h: HoSo) -> Iterator[_SoTien]:
    """Monthly reports and vouchers against the contract they belong to."""
    du = h.so_du
    khac = [n for n in Nguon if n not in NGUON_KHUYEN_CONG]
    for t in h.tien_do:
        noi = f"Báo cáo tháng {t.thang}/{t.nam}"
        nha_nuoc = du.hop_dong(t.hop_dong_id, L.HOP_DONG)
        von_khac = du.hop_dong(t.hop_dong_id, L.HOP_DONG, *khac)
        yield _SoTien(f"{noi}, khuyến công", int(t.kinh_phi_nha_nuoc), nha_nuoc, _CUA_HOP_DONG)
        yield _SoTien(f"{noi}, nguồn khác", int(t.kinh_phi_khac), von_khac, _CUA_HOP_DONG)
    for c in h.chung_tu:
        gia_tri = du.hop_dong(c.hop_dong_id, L.HOP_DONG, c.nguon)
        yield _SoTien(f"Chứng từ {c.so}", int(c.so_tien), gia_tri, _CUA_HOP_DONG)


_CUA_DE_AN = "kinh phí cùng nguồn của các đơn vị thụ hưởng"
_CUA_HOP_DONG = "giá trị cùng nguồn của hợp đồng"
