"""Products and their certificates: KC39, KC40 (TT 26/2014/TT-BCT)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from khuyencong.choices import BenCham, HieuLucThuHuong
from khuyencong.ho_so import HoSo
from khuyencong.models import QuyTac
from khuyencong.rules.bo_may import Loi, quy_tac


@quy_tac("KC39", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _thuong_san_pham(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """A prize asks for the mean of the jury and a certificate still valid on registration."""
    diem_san = Decimal(str(q.nguong.get("diem", 0)))
    for t in h.thu_huong:
        if t.noi_dung.noi_dung not in q.nguong.get("noi_dung", []):
            continue
        if t.diem_binh_chon is None and t.gcn_den is None:
            yield Loi(str(t), nhe=True, cau="chua_ghi")
        if t.diem_binh_chon is not None and t.diem_binh_chon < diem_san:
            yield Loi(
                str(t), {"x": dinh_dang(t.diem_binh_chon), "m": dinh_dang(diem_san)}, cau="diem"
            )
        if t.gcn_den is not None and t.gcn_den < h.ngay_dang_ky:
            yield Loi(str(t), {"ngay": f"{t.gcn_den:%d/%m/%Y}"}, cau="het_han")


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
