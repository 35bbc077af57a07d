"""Establishments of the demo, and what the effect survey says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cucctdp.donvi.choices import LoaiHinhCoSo
from cucctdp.donvi.models import CoSo
from khuyencong.minh_hoa.kich_ban import KichBan, so
from khuyencong.minh_hoa.tinh import MINH_HOA, Tinh
from khuyencong.models import HieuQua, ThuHuong


def co_so_moi(kb: KichBan, tinh: Tinh, i: int) -> CoSo:
    """A new establishment of the i-th beneficiary; women and minorities own a part of them."""
    n = kb.thu_tu
    loai = (LoaiHinhCoSo.DOANH_NGHIEP, LoaiHinhCoSo.HOP_TAC_XA, LoaiHinhCoSo.HO_KINH_DOANH)[n % 3]
    goi = {"doanh_nghiep": "Công ty TNHH", "hop_tac_xa": "HTX", "ho_kinh_doanh": "Hộ kinh doanh"}
    xa = tinh.xa[so(len(tinh.xa), "xa", n, i)]
    return CoSo(
        ten=f"{goi[loai]} {kb.nghe} {xa.ten_goi} {n:05d}-{i} {MINH_HOA}", loai_hinh=loai,
        xa=xa, quy_mo="nho" if loai == LoaiHinhCoSo.DOANH_NGHIEP else "sieu_nho",
        chu_so_huu_nu=so(10, "nu", n, i) < 3, dan_toc_thieu_so=so(10, "dan-toc", n, i) < 2,
    )  # fmt: skip


def hieu_qua(kb: KichBan, cac: list[ThuHuong], nam: int) -> Iterator[HieuQua]:
    """The survey after a year: workers and turnover before and after."""
    for i, t in enumerate(cac):
        lao_dong = 6 + so(40, "lao-dong", kb.thu_tu, i)
        doanh_thu = (800 + so(9_000, "doanh-thu", kb.thu_tu, i)) * 1_000_000
        yield HieuQua(
            thu_huong=t, lao_dong_truoc=lao_dong,
            lao_dong_sau=lao_dong + so(9, "them", kb.thu_tu, i), doanh_thu_truoc=doanh_thu,
            doanh_thu_sau=doanh_thu * (104 + so(30, "tang", kb.thu_tu, i)) // 100,
            ngay=date(nam + 1, 6, 20), san_pham=f"Công suất {kb.nghe} tăng sau đầu tư.",
        )  # fmt: skip
