"""Money that must add up: KC08–KC10, KC41."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_dong
from khuyencong.choices import Nguon
from khuyencong.ho_so import HoSo
from khuyencong.models import QuyTac
from khuyencong.rules.bo_may import Loi, quy_tac
from khuyencong.rules.dinh_muc import tran_cua


@quy_tac("KC08", "nop_so", "gui_cuc", "phe_duyet")
def _thanh_tien(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """Sources of an estimate line against quantity × price; the total itself is computed."""
    for d in h.du_toan:
        thanh_tien = d.so_luong * d.don_gia
        if thanh_tien != d.tong:
            yield Loi(d.muc_chi, {"a": in_dong(int(d.tong)), "b": f"{dinh_dang(thanh_tien)} đồng"})


@quy_tac("KC09", "nop_so", "gui_cuc", "phe_duyet")
def _khop_du_toan(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """Beneficiaries against the estimate (Mẫu 1), by source; a đề án without one is told so."""
    if not h.du_toan:
        if tong := sum(int(t.tong) for t in h.thu_huong):
            yield Loi("Dự toán", {"a": in_dong(tong)}, cau="khong_du_toan")
        return
    for nguon in Nguon:
        thu_huong = sum(int(getattr(t, nguon)) for t in h.thu_huong)
        du_toan = sum(int(getattr(d, nguon)) for d in h.du_toan)
        if thu_huong != du_toan:
            yield Loi(
                nguon.label, {"nguon": nguon.label, "a": in_dong(thu_huong), "b": in_dong(du_toan)}
            )


@quy_tac("KC10", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _doi_ung(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    ma = q.nguong.get("tai_lieu", "")
    co = {t.thu_huong_id for t in h.tai_lieu if t.ma == ma}
    for t in h.thu_huong:
        tran = tran_cua(h, t)
        ty_le = tran.dinh_muc.ty_le_toi_da if tran is not None else None
        if ty_le is None or ty_le >= 100 or t.co_so is None:
            continue
        if t.doi_ung <= 0:
            yield Loi(str(t), {"p": dinh_dang(ty_le)}, cau="khong_doi_ung")
        if t.pk not in co:
            yield Loi(str(t), {"p": dinh_dang(ty_le)})


@quy_tac("KC41", "nop_so", "gui_cuc", "phe_duyet")
def _chi_quan_ly(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    tong = sum(int(d.kcqg) + int(d.kcdp) for d in h.du_toan)
    quan_ly = sum(int(d.kcqg) + int(d.kcdp) for d in h.du_toan if d.quan_ly)
    toi_da = Decimal(str(q.nguong.get("ty_le", 0)))
    if quan_ly * 100 > toi_da * tong:
        yield Loi("Dự toán", {"a": in_dong(quan_ly), "b": in_dong(tong), "p": dinh_dang(toi_da)})
