"""Rules V of a row of the flat table, over the cluster as it would stand; no query a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cucctdp.imports.dang_ky import DongDoc
from cumcongnghiep.ho_so_cum import HoSoCum, hieu_luc
from cumcongnghiep.models import CanDoiDat, Cum, CumXa, SoLieu, VanBan
from cumcongnghiep.nhap_tep.tra_cuu import NguCanh
from cumcongnghiep.rules import VanBanTrung, XetCum, kiem_tra_cum
from cumcongnghiep.services.nhap_bang import cac_con

# Where a broken rule is told; a rule of a fact the table does not carry is told at the name.
_O = {
    "V01": "da_thue", "V02": "dat_cn", "V03": "dat_cn", "V04": "ty_le", "V05": "ty_le",
    "V07": "thanh_lap_dien_tich", "V08": "thanh_lap_dien_tich", "V09": "thanh_lap_dien_tich",
    "V18": "thanh_lap_so", "V19": "qhct_so", "V20": "thanh_lap_so", "V21": "thanh_lap_so",
    "V23": "xa", "V24": "xa", "V30": "da_thue", "V31": "da_thue",
}  # fmt: skip


def soat(cac: Sequence[DongDoc], nc: NguCanh, ho_so: Mapping[int, XetCum]) -> None:
    """Tell what each row would break; ``ho_so``: dossiers of clusters on file, by key."""
    for d in cac:
        g = d.gia_tri
        if not g.get("ten") or g.get("don_vi_id") is None:
            continue
        x = _xet(d, nc, ho_so.get(d.dich) if d.dich is not None else None)
        for v in kiem_tra_cum(x, "cap_nhat"):
            muc = "loi" if v.chan else "canh_bao"
            d.bao(_O.get(v.ma, "ten"), v.ma, f"{v.thong_bao} ({v.ma})", muc=muc)


def _xet(d: DongDoc, nc: NguCanh, cu: XetCum | None) -> XetCum:
    g = d.gia_tri
    if cu is None:
        cum = Cum(ten=g["ten"], don_vi_id=g["don_vi_id"], tinh_cu_id=g.get("tinh_cu_id"))
        h, trung_ten = HoSoCum(cum=cum), []
    else:
        h, trung_ten = cu.ho_so, cu.trung_ten
    con = cac_con(g, truoc={}, ngay=nc.hom_nay)
    van_ban = [c for c in con if isinstance(c, VanBan)]
    moi = [v for v in van_ban if not any((c.loai, c.so) == (v.loai, v.so) for c in h.van_ban)]
    dat = [c for c in con if isinstance(c, CanDoiDat)]
    so = [c for c in con if isinstance(c, SoLieu)]
    da_co_dat = {c.ngay for c in dat}
    da_co = {(c.chi_tieu, c.ngay) for c in so}
    xa = [int(pk) for pk in g.get("cac_xa", "").split(",") if pk]
    h = replace(
        h,
        cac_xa=h.cac_xa or [CumXa(cum=h.cum, xa=nc.xa_that[pk], chu_tri=len(xa) == 1) for pk in xa],
        van_ban=[*h.van_ban, *moi],
        can_doi=[*(c for c in h.can_doi if c.ngay not in da_co_dat), *dat],
        so_lieu=[*(s for s in h.so_lieu if (s.chi_tieu, s.ngay) not in da_co), *so],
    )
    return XetCum(
        ho_so=h,
        danh_muc=nc.danh_muc,
        hom_nay=nc.hom_nay,
        trung_ten=trung_ten,
        trung_van_ban=[t for v in moi for t in _trung(v, g["don_vi_id"], d.dich, nc)],
    )


def _trung(v: VanBan, tinh: int, dich: int | None, nc: NguCanh) -> list[VanBanTrung]:
    """Decisions of other clusters with this number and year, of another day or kind (V21)."""
    if v.can_xac_minh:
        return []
    return [
        VanBanTrung(v.so, nc.cum.theo_so[q.cum].ten)
        for q in nc.cum.quyet_dinh(tinh, v.so)
        if q.cum != dich
        and q.ngay.year == hieu_luc(v).year
        and not q.can_xac_minh
        and (q.ngay, q.loai) != (v.ngay, v.loai)
    ]
