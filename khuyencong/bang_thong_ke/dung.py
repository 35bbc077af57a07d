"""From a question to a table ready to be shown; what B1–B9 are, who may read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cucctdp.donvi.choices import DiaGioi
from cucctdp.donvi.models import DonViHanhChinh
from khuyencong.bang_thong_ke.b1_b3 import b1, b2, b3
from khuyencong.bang_thong_ke.b4_b6 import CHUA_CO_SO_SAN_PHAM, b4, b5, b6
from khuyencong.bang_thong_ke.b7_b9 import b7, b8, b9
from khuyencong.bang_thong_ke.doi_chieu import doi_chieu
from khuyencong.bang_thong_ke.kieu import BangCon, BangXem, Lien
from khuyencong.choices import LUA_CHON_CHE_DO
from khuyencong.models import ChuongTrinh
from khuyencong.statistics import (
    Bang,
    DoPhu,
    Hoi,
    binh_chon,
    chi_so_dan_xuat,
    chuong_trinh,
    co_so_duoc_ho_tro,
    dang_ky_nam_sau,
    de_an_va_tien_do,
    dieu_chinh_hoan_tra,
    doi_chieu_cong_bo,
    ket_qua,
    kinh_phi,
    nhan_luc,
)

B9, DOI_CHIEU = "B9", "DC"


@dataclass(frozen=True)
class LoaiBang:
    """One of B1–B8: its question, its table. ``neu_ten``: names đề án and establishments;
    ``co_gon``: paper has fewer, fuller columns.
    """

    ten: str
    tinh: Callable[[Hoi], Bang[Any]]
    trinh_bay: Callable[..., tuple[BangCon, ...]]
    neu_ten: bool = False
    co_gon: bool = False
    theo_cap: bool = True


CAC_BANG: Mapping[str, LoaiBang] = {
    "B1": LoaiBang("Tổng hợp kinh phí khuyến công", kinh_phi, b1),
    "B2": LoaiBang("Kết quả theo nội dung hoạt động", ket_qua, b2),
    "B3": LoaiBang("Danh mục và tiến độ đề án", de_an_va_tien_do, b3, True, True, False),
    "B4": LoaiBang("Cơ sở CNNT được hỗ trợ", co_so_duoc_ho_tro, b4, True, True, False),
    "B5": LoaiBang("Điều chỉnh, ngừng, hoàn trả", dieu_chinh_hoan_tra, b5, True, False, False),
    "B6": LoaiBang("Bình chọn sản phẩm CNNT tiêu biểu", binh_chon, b6),
    "B7": LoaiBang("Nguồn nhân lực khuyến công", nhan_luc, b7),
    "B8": LoaiBang("Kế hoạch năm sau", dang_ky_nam_sau, b8, True, True, False),
}
TEN_BANG = {ma: b.ten for ma, b in CAC_BANG.items()} | {
    B9: "Lũy kế chương trình",
    DOI_CHIEU: "Chỉ số dẫn xuất và số đã công bố",
}
NEU_TEN = frozenset(ma for ma, b in CAC_BANG.items() if b.neu_ten)
_THEM: Mapping[str, tuple[str, ...]] = {
    "B6": (CHUA_CO_SO_SAN_PHAM,),
    "B3": ("Kinh phí là số phê duyệt; đề án chưa phê duyệt ghi số đề nghị của Sở.",),
    "B4": ("Kinh phí là số phê duyệt cho cơ sở; số lần được hỗ trợ tính mọi năm đã ghi.",),
    "B7": ("Giám đốc không quá 1, phó giám đốc không quá 2 mỗi trung tâm (TTLT 16/2011).",),
    "B8": ("Kinh phí là số đề nghị; gồm đề án chưa phê duyệt của các năm chọn.",),
}
# A note of the statistics that the page says in other words.
_THAY_GHI_CHU = frozenset({"B6"})


def dung_bang(ma: str, hoi: Hoi, lien: Lien, *, noi: str = "", gon: bool = False) -> BangXem:
    """B1–B8 for a question. ``noi``: the place asked for, in words; ``gon``: for paper.

    Raises ThamSoSai for a unit or region that is not in the boundaries asked for.
    """
    loai = CAC_BANG[ma]
    bang = loai.tinh(hoi)
    rieng = {"gon": gon} if loai.co_gon else {}
    return _xem(bang, loai.trinh_bay(bang.cac_dong, lien, **rieng), noi=noi)


def dung_doi_chieu(hoi: Hoi, lien: Lien, *, noi: str = "", gon: bool = False) -> BangXem:
    """Derived indicators, and what the press and the Sở published beside the records' figures.

    Raises ThamSoSai as ``dung_bang``.
    """
    bang, chi_so = doi_chieu_cong_bo(hoi), chi_so_dan_xuat(hoi)
    return _xem(bang, doi_chieu(chi_so, bang.cac_dong, lien, gon=gon), noi=noi)


def dung_chuong_trinh(
    ct: ChuongTrinh, lien: Lien, *, user: Any, minh_hoa: bool, den: Any = None
) -> BangXem:
    """B9 for a programme the user may see."""
    bang = chuong_trinh(ct, user=user, minh_hoa=minh_hoa, den=den)
    noi = ct.don_vi.ten_goi if ct.don_vi else ""
    return _xem(bang, b9(bang.cac_dong, lien), noi=noi)


def _xem(bang: Bang[Any], cac_bang: tuple[BangCon, ...], *, noi: str) -> BangXem:
    cu = () if bang.ma in _THAY_GHI_CHU else bang.ghi_chu
    return BangXem(
        ma=bang.ma,
        ten=bang.ten,
        ky=bang.ky.ten,
        noi=noi or "Tất cả địa phương được xem",
        dia_gioi=str(DiaGioi(bang.dia_gioi).label),
        nguon=dict(LUA_CHON_CHE_DO).get(bang.nguon or "", "Mọi nguồn"),
        minh_hoa=bang.minh_hoa,
        do_phu=cau_do_phu(bang.do_phu),
        tinh_den=bang.tinh_den,
        luc=timezone.now(),
        cac_bang=cac_bang,
        ghi_chu=(*cu, *_THEM.get(bang.ma, ())),
    )


def cau_do_phu(do_phu: DoPhu) -> str:
    """«Có số của 31/34 địa phương. Chưa gồm: …»; one query."""
    dau = f"Có số của {do_phu.so_co}/{do_phu.so_tong} địa phương."
    if not do_phu.con_thieu:
        return dau
    if do_phu.so_co == 0 and do_phu.so_tong > 1:
        return f"{dau} Chưa gồm địa phương nào."
    khoa = set(do_phu.con_thieu)
    rows = DonViHanhChinh.objects.filter(ma__in={k.partition(":")[2] for k in khoa}).theo_ten()
    ten = [d.ten_goi for d in rows if d.khoa in khoa]
    return f"{dau} Chưa gồm: {', '.join(ten)}."
