"""What of a cluster may be told, by its legal state (section 7 of the domain file).

A established: everything but its firms. B under procedure, operating without a decision, or
abolished: no investor, no capital. C plan only: name, place, area. Who may see clusters sees his
own whole. Filters, search and order read what is told here and nothing else, so nothing hidden
can be guessed from who answers them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cucctdp.formats.chu import khoa_sap_xep, khoa_tim
from cumcongnghiep.cau_hoi.khung import ty
from cumcongnghiep.choices import HaTang, HoatDong, LoaiChuDauTu, LoaiHinh, MucCongKhai, PhapLy
from cumcongnghiep.lap_day import CachTinh
from cumcongnghiep.models.cum import PHAP_LY_THEO_MUC
from cumcongnghiep.statistics import CumNgay

TRUONG_C = ("ma", "ten", "tinh", "ten_tinh", "xa", "muc", "phap_ly", "ten_phap_ly", "dien_tich")
TRUONG_B = (
    *TRUONG_C,
    "loai_hinh", "ha_tang", "ten_ha_tang", "hoat_dong", "ten_hoat_dong", "trong_quy_hoach",
    "dien_tich_quy_hoach", "dat_cong_nghiep", "dat_da_thue", "dat_du_dieu_kien", "lap_day",
    "so_du_an", "co_xlnt", "xlnt_dat", "truoc_105_2009",
)  # fmt: skip
TRUONG_A = (
    *TRUONG_B,
    "thanh_lap_ngay", "dat_da_chap_thuan", "chu_dau_tu", "loai_chu_dau_tu", "tong_muc_dau_tu",
    "von_da_tra", "von_ngan_sach", "so_du_an_fdi", "so_du_an_hoat_dong", "lao_dong",
)  # fmt: skip
# What a developer's or a firm's own reports tell: only who may see clusters.
TRUONG_DU = (*TRUONG_A, "dat_ghi_nho", "nhu_cau", "id")
TRUONG = {MucCongKhai.A: TRUONG_A, MucCongKhai.B: TRUONG_B, MucCongKhai.C: TRUONG_C}
SAP_XEP = ("ten", "ma", "dien_tich", "dat_cong_nghiep", "dat_da_thue", "lap_day", "so_du_an")


def muc_cua(c: CumNgay) -> str:
    """Disclosure level of a legal state."""
    return next(m for m, cac in PHAP_LY_THEO_MUC.items() if c.phap_ly in cac)


def _moi_truong(c: CumNgay, tinh: str, ten_tinh: str, xa: str | None) -> dict[str, Any]:
    """Every field the API has of a cluster."""
    lap_day = c.ty_le(CachTinh.PHAP_LY)
    return {
        "id": c.id,
        "ma": c.ma,
        "ten": c.ten,
        "tinh": tinh,
        "ten_tinh": ten_tinh,
        "xa": xa,
        "muc": muc_cua(c),
        "phap_ly": c.phap_ly,
        "ten_phap_ly": PhapLy(c.phap_ly).label,
        "dien_tich": c.dien_tich,
        "loai_hinh": [LoaiHinh(t).label for t in c.loai_hinh],
        "ha_tang": c.ha_tang,
        "ten_ha_tang": HaTang(c.ha_tang).label,
        "hoat_dong": c.hoat_dong,
        "ten_hoat_dong": HoatDong(c.hoat_dong).label,
        "trong_quy_hoach": c.trong_quy_hoach,
        "dien_tich_quy_hoach": c.dien_tich_qh,
        "dat_cong_nghiep": c.dat_cn,
        "dat_da_thue": c.dat_da_thue,
        "dat_da_chap_thuan": c.dat_chap_thuan,
        "dat_du_dieu_kien": c.dat_du_dieu_kien,
        "dat_ghi_nho": c.dat_ghi_nho,
        "nhu_cau": c.nhu_cau,
        "lap_day": lap_day.phan_tram,
        "so_du_an": c.so_du_an,
        "so_du_an_fdi": c.so_fdi,
        "so_du_an_hoat_dong": c.so_chay,
        "co_xlnt": c.co_xlnt,
        "xlnt_dat": c.xlnt_dat,
        "truoc_105_2009": c.truoc_105_2009,
        "thanh_lap_ngay": c.thanh_lap_ngay,
        "chu_dau_tu": c.ten_cdt,
        "loai_chu_dau_tu": LoaiChuDauTu(c.loai_cdt).label if c.loai_cdt else None,
        "tong_muc_dau_tu": ty(c.tmdt),
        "von_da_tra": ty(c.von_da_tra),
        "von_ngan_sach": ty(c.von_nsnn),
        "lao_dong": c.lao_dong,
    }


def ke(c: CumNgay, *, tinh: str, ten_tinh: str, xa: str | None, xem_du: bool) -> dict[str, Any]:
    """What is told of a cluster, capital in tỷ đồng; ``xem_du``: to somebody who may see it."""
    tat = _moi_truong(c, tinh, ten_tinh, xa)
    truong = TRUONG_DU if xem_du else TRUONG[MucCongKhai(tat["muc"])]
    return {t: tat[t] for t in truong}


def khop(d: Mapping[str, Any], loc: Mapping[str, str]) -> bool:
    """Whether what is told of a cluster answers a filter; an untold field answers none."""
    tim = khoa_tim(loc.get("tim", ""))
    if tim and tim not in khoa_tim(
        " ".join(str(d.get(t) or "") for t in ("ma", "ten", "chu_dau_tu"))
    ):
        return False
    if (loai := loc.get("loai_hinh")) and LoaiHinh(loai).label not in d.get("loai_hinh", ()):
        return False
    return all(
        d.get(t) == loc[t] for t in ("tinh", "muc", "phap_ly", "ha_tang", "hoat_dong") if loc.get(t)
    )


def sap_xep(cac: list[dict[str, Any]], theo: str) -> list[dict[str, Any]]:
    """By one told field («-» before it: downwards); clusters without it stand last, by code."""
    giam = theo.startswith("-")
    truong = theo.removeprefix("-")
    co = [d for d in cac if d.get(truong) is not None]
    khong = [d for d in cac if d.get(truong) is None]

    def khoa(d: dict[str, Any]) -> Any:
        gia = d[truong]
        return gia if isinstance(gia, (int, Decimal)) else khoa_sap_xep(gia)

    co.sort(key=lambda d: d["ma"])
    co.sort(key=khoa, reverse=giam)
    return [*co, *sorted(khong, key=lambda d: d["ma"])]
