"""Rows 1–27 of Biểu 03 and Biểu 04 (Phụ lục I TT 14/2024/TT-BCT) from the register, at any day.

Where the circular leaves a choice open, the one taken here is printed with the table (``GHI_CHU``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cumcongnghiep.choices import LoaiChuDauTu, LoaiHinh
from cumcongnghiep.statistics.cum_ngay import CumNgay
from cumcongnghiep.statistics.kieu import TY, BangBieu, BieuTinh, DongSo, Hoi
from cumcongnghiep.statistics.pham_vi import Nhom, doc_pham_vi

GHI_CHU = (
    (
        "Dòng 5, 6: cụm có quyết định thành lập hiệu lực trong kỳ; phần mở rộng và quyết định "
        "chưa rõ số, ngày không tính."
    ),
    "Dòng 7–14, 26, 27: không tính cụm đã bãi bỏ quyết định và không còn dự án.",
    "Dòng 7, 8: chủ đầu tư là doanh nghiệp; hợp tác xã, đơn vị nhà nước không tính.",
    "Dòng 19: dòng 18 chia dòng 17, bình quân gia quyền.",
    "Dòng 23–25: dự án thứ cấp, không gồm dự án hạ tầng.",
    "Dòng 27: trạm đang vận hành, mẫu nước gần nhất đạt quy chuẩn.",
)
KHONG = Decimal(0)
_BON = Decimal("0.0001")
Loc = Callable[[CumNgay], bool]
Lay = Callable[[CumNgay], Any]


@dataclass(frozen=True)
class CachTinhDong:
    """How one row is made: clusters let through by ``loc`` are counted, or ``lay`` is added up.

    ``ty``: đồng becomes tỷ đồng. ``can_ky``: a flow, without a figure when no window is asked.
    """

    ma: str
    loc: Loc
    lay: Lay | None = None
    ty: bool = False
    can_ky: bool = False


def _qh(c: CumNgay) -> bool:
    return c.trong_quy_hoach


def _tl(c: CumNgay) -> bool:
    return c.da_thanh_lap


def _moi(c: CumNgay) -> bool:
    return c.trong_ky


def _dn(c: CumNgay) -> bool:
    return c.loai_cdt == LoaiChuDauTu.DOANH_NGHIEP and c.con_song


def _qhct(c: CumNgay) -> bool:
    return c.co_qhct and c.con_song


def _du_an_ht(c: CumNgay) -> bool:
    return c.co_du_an_ha_tang and c.con_song


def _hd(c: CumNgay) -> bool:
    return c.co_hoat_dong


def _hd_tl(c: CumNgay) -> bool:
    return c.co_hoat_dong and c.da_thanh_lap


def _hd_chua(c: CumNgay) -> bool:
    return c.co_hoat_dong and not c.da_thanh_lap


def _loai(loai: str) -> Loc:
    return lambda c: c.co_hoat_dong and loai in c.loai_hinh


def _dien_tich(c: CumNgay) -> Decimal | None:
    return c.dien_tich


_LN, _CN = _loai(LoaiHinh.LANG_NGHE), _loai(LoaiHinh.CHUYEN_NGANH)
D = CachTinhDong
DONG: tuple[CachTinhDong, ...] = (
    D("1", _qh),
    D("2", _qh, lambda c: c.dien_tich_qh),
    D("3", _tl),
    D("4", _tl, _dien_tich),
    D("5", _moi, can_ky=True),
    D("6", _moi, lambda c: c.dien_tich_tl, can_ky=True),
    D("7", _dn),
    D("8", _dn, _dien_tich),
    D("9", _qhct),
    D("10", _qhct, lambda c: c.dien_tich_qhct),
    D("11", _du_an_ht),
    D("12", _du_an_ht, _dien_tich),
    # A capital without an approved project is told too; an approved project without one is missing.
    D("13", lambda c: _du_an_ht(c) or (c.tmdt is not None and c.con_song), lambda c: c.tmdt, True),
    D(
        "14",
        lambda c: _du_an_ht(c) or (c.von_da_tra is not None and c.con_song),
        lambda c: c.von_da_tra,
        True,
    ),
    D("15", _hd),
    D("15.1", _hd_tl),
    D("15.2", _hd_chua),
    D("15.3", _LN),
    D("15.4", _CN),
    D("16", _hd, _dien_tich),
    D("16.1", _hd_tl, _dien_tich),
    D("16.2", _hd_chua, _dien_tich),
    D("16.3", _LN, _dien_tich),
    D("16.4", _CN, _dien_tich),
    D("17", _hd, lambda c: c.dat_cn),
    D("18", lambda c: c.co_hoat_dong or c.dat_da_thue is not None, lambda c: c.dat_da_thue),
    D("20", lambda c: c.co_hoat_dong or c.so_du_an is not None, lambda c: c.so_du_an),
    D("21", lambda c: c.co_hoat_dong or c.so_fdi is not None, lambda c: c.so_fdi),
    D("22", lambda c: c.co_hoat_dong or c.so_chay is not None, lambda c: c.so_chay),
    D("23", _hd, lambda c: c.doanh_thu, True, True),
    D("24", _hd, lambda c: c.nop_nsnn, True, True),
    D("25", _hd, lambda c: c.lao_dong),
    D("26", lambda c: c.co_xlnt and c.con_song),
    D("27", lambda c: c.xlnt_dat and c.con_song),
)
_HT, _CNC, _ST = (
    _loai(LoaiHinh.HO_TRO), _loai(LoaiHinh.CONG_NGHE_CAO), _loai(LoaiHinh.SINH_THAI)
)  # fmt: skip
# Types of NĐ 303/2026/NĐ-CP and facts leaders ask for: the circular's form has no row for them.
NGOAI_BIEU: tuple[CachTinhDong, ...] = (
    D("ho_tro", _HT),
    D("ho_tro_ha", _HT, _dien_tich),
    D("cong_nghe_cao", _CNC),
    D("cong_nghe_cao_ha", _CNC, _dien_tich),
    D("sinh_thai", _ST),
    D("sinh_thai_ha", _ST, _dien_tich),
    D("xlnt_dung", lambda c: c.xlnt_dung and c.con_song),
    D("truoc_105_chua_xu_ly", lambda c: c.truoc_105_2009 and not c.da_thanh_lap and c.con_song),
    D("dat_chap_thuan_ha", _hd, lambda c: c.dat_chap_thuan),
    D("dat_ghi_nho_ha", _hd, lambda c: c.dat_ghi_nho),
)
TEN_NGOAI_BIEU = {
    "ho_tro": "Cụm hỗ trợ đã hoạt động (cụm)",
    "ho_tro_ha": "Diện tích các cụm hỗ trợ đã hoạt động (ha)",
    "cong_nghe_cao": "Cụm công nghệ cao đã hoạt động (cụm)",
    "cong_nghe_cao_ha": "Diện tích các cụm công nghệ cao đã hoạt động (ha)",
    "sinh_thai": "Cụm sinh thái đã hoạt động (cụm)",
    "sinh_thai_ha": "Diện tích các cụm sinh thái đã hoạt động (ha)",
    "xlnt_dung": "Cụm có trạm xử lý nước thải đã dừng (cụm)",
    "truoc_105_chua_xu_ly": "Cụm hình thành trước QĐ 105/2009/QĐ-TTg chưa thành lập (cụm)",
    "dat_chap_thuan_ha": "Đất đã chấp thuận đầu tư, chưa ký thuê (ha)",
    "dat_ghi_nho_ha": "Đất mới có biên bản ghi nhớ, không tính lấp đầy (ha)",
}
CAC_MA = tuple(d.ma for d in (*DONG[:26], D("19", _hd), *DONG[26:]))
DONG_CHAY = tuple(d.ma for d in DONG if d.can_ky)


def mot_dong(
    d: CachTinhDong,
    cac: Iterable[CumNgay],
    *,
    co_ky: bool,
    chon: dict[Loc, list[CumNgay]] | None = None,
) -> DongSo:
    """One row over some clusters. Without clusters 0; with none that has the figure, None.

    ``chon``: clusters already let through, kept between rows that let the same ones through.
    """
    if d.can_ky and not co_ky:
        return DongSo(d.ma, None)
    chon = {} if chon is None else chon
    cua = chon.get(d.loc)
    if cua is None:
        loc = d.loc
        cua = chon[loc] = [c for c in cac if loc(c)]
    if not cua:
        return DongSo(d.ma, KHONG)
    if d.lay is None:
        return DongSo(d.ma, Decimal(len(cua)), tuple(c.id for c in cua))
    lay = d.lay
    tong, co, thieu = KHONG, [], []
    for c in cua:
        so = lay(c)
        if so is None:
            thieu.append(c.id)
            continue
        if d.ty:
            # Rounded cluster by cluster: provinces then add up to the nation to the last digit.
            so = (so / TY).quantize(_BON, ROUND_HALF_UP)
        tong += so
        co.append(c.id)
    return DongSo(d.ma, tong if co else None, tuple(co), tuple(thieu))


def cac_dong(
    cac: Sequence[CumNgay], *, co_ky: bool, chon: dict[Loc, list[CumNgay]] | None = None
) -> dict[str, DongSo]:
    """Rows 1–27 over some clusters, by row code in printing order; ``chon`` as in ``mot_dong``."""
    chon = {} if chon is None else chon
    so = {d.ma: mot_dong(d, cac, co_ky=co_ky, chon=chon) for d in DONG}
    so["19"] = _binh_quan(so["17"], so["18"])
    return {ma: so[ma] for ma in CAC_MA}


def _binh_quan(cn: DongSo, thue: DongSo) -> DongSo:
    """Row 19, weighted: 18 / 17 × 100 to two decimals; no land, no rate."""
    if not cn.gia_tri or thue.gia_tri is None:
        return DongSo("19", None, (), tuple(sorted({*cn.thieu, *thue.thieu})))
    ty_le = (thue.gia_tri * 100 / cn.gia_tri).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return DongSo("19", ty_le, cn.cum, tuple(sorted({*cn.thieu, *thue.thieu})))


_THEO_MA = {d.ma: d for d in (*DONG, *NGOAI_BIEU)}


def dong_cua(ma: str, cac: Sequence[CumNgay], *, co_ky: bool = False) -> DongSo:
    """One row of the form, or one counter outside it, over some clusters."""
    if ma == "19":
        return _binh_quan(dong_cua("17", cac), dong_cua("18", cac))
    return mot_dong(_THEO_MA[ma], cac, co_ky=co_ky)


def bieu_cua(nhom: Nhom, *, co_ky: bool) -> BieuTinh:
    """Biểu 04 of one scope."""
    chon: dict[Loc, list[CumNgay]] = {}
    return BieuTinh(
        nhom.khoa,
        nhom.ten,
        tuple(c.id for c in nhom.cum),
        cac_dong(nhom.cum, co_ky=co_ky, chon=chon),
        {d.ma: mot_dong(d, nhom.cum, co_ky=co_ky, chon=chon) for d in NGOAI_BIEU},
    )


def bieu_04(hoi: Hoi) -> BangBieu:
    """Biểu 03 (``cap`` «xa», by lead commune) or Biểu 04 (province, region, nation).

    Seven queries whatever the number of clusters. A scope without a cluster in the register has
    no row. Raises ThamSoSai.
    """
    pv = doc_pham_vi(hoi)
    co_ky = hoi.tu is not None
    return BangBieu(hoi, tuple(bieu_cua(n, co_ky=co_ky) for n in pv.nhom), (*GHI_CHU, *pv.ghi_chu))
