"""Products and their certificates: KC39, KC40 (TT 26/2014/TT-BCT)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal

from cucctdp.donvi.lien_thong import GIAY, GiayCo
from cucctdp.formats.so import dinh_dang
from khuyencong.choices import BenCham, HieuLucThuHuong
from khuyencong.ho_so import HoSo
from khuyencong.models import QuyTac, ThuHuong
from khuyencong.rules.bo_may import Loi, quy_tac


@quy_tac("KC39", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _thuong_san_pham(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """A prize asks for the mean of the jury and a certificate still valid on registration.

    A certificate that the register of products knows by its number is judged by the register.
    """
    diem_san = Decimal(str(q.nguong.get("diem", 0)))
    thuong = [t for t in h.thu_huong if t.noi_dung.noi_dung in q.nguong.get("noi_dung", [])]
    trong_so = _giay_trong_so(thuong)
    for t in thuong:
        if t.diem_binh_chon is None and t.gcn_den is None:
            yield Loi(str(t), nhe=True, cau="chua_ghi")
        if t.diem_binh_chon is not None and t.diem_binh_chon < diem_san:
            yield Loi(
                str(t), {"x": dinh_dang(t.diem_binh_chon), "m": dinh_dang(diem_san)}, cau="diem"
            )
        giay = trong_so.get((t.co_so_id, t.gcn_so))
        den = giay.het_han if giay is not None else t.gcn_den
        if den is not None and (den < h.ngay_dang_ky or (giay is not None and giay.bi_thu_hoi)):
            yield Loi(str(t), {"ngay": f"{den:%d/%m/%Y}"}, cau="het_han")


def _giay_trong_so(thuong: Iterable[ThuHuong]) -> dict[tuple[int | None, str], GiayCo]:
    """Certificates of the rewarded establishments by (establishment, number)."""
    co_so = {t.co_so_id for t in thuong if t.co_so_id is not None and t.gcn_so}
    return {(g.co_so_id, g.so): g for g in GIAY.doc(co_so)}


@quy_tac("KC40", "dem")
def _sap_het_han(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """A certificate named in a running support, in the last days of its validity."""
    den = h.hom_nay + timedelta(days=int(q.nguong.get("truoc_ngay", 0)))
    for t in h.thu_huong:
        if t.gcn_den is None or t.hieu_luc != HieuLucThuHuong.HIEU_LUC:
            continue
        if h.hom_nay <= t.gcn_den <= den:
            yield Loi(
                str(t),
                {"ten": t.gcn_so or str(t), "ngay": f"{t.gcn_den:%d/%m/%Y}"},
                ben=BenCham.THUC_HIEN,
                han=t.gcn_den,
                khoa=f"thu_huong:{t.pk}",
            )
