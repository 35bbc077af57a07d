"""What writer and reader of the workbook agree on: sheets, marks, kinds and contents of cells."""

import json
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from baocao.bang import Bang, Dong, O, dung_cac_bang, tinh_lai
from baocao.choices import KY_HIEU_O, KieuCot, KieuSo, TrangThaiO, TrangThaiSoLieu
from baocao.models import BoBaoCao, ChiTieu, CotBieu, PhieuBieu
from baocao.services.nhap_lieu import GhiO
from baocao.statistics.danh_muc import doc_danh_muc
from cucctdp.formats.chu import nfc
from cucctdp.formats.so import dinh_dang

TRANG_HUONG_DAN = "Hướng dẫn"
TRANG_NHAN_DANG = "_nhan_dang"
TRANG_LUA_CHON = "_lua_chon"  # lists that do not fit into a cell's own check
TRANG_LOI = "Lỗi"

# Marks in the code column of a sheet; positions may move, marks are looked for.
NHAN_MA = "Mã"
# In the code column of rows that are only to be read.
DONG_CHI_XEM = "#xem"
NHAN_TRANG_THAI = "TT"

GIU_NGUYEN = "Giữ nguyên từng ô"
LUA_CHON_TRANG_THAI: dict[str, str] = {t.label: t.value for t in TrangThaiSoLieu}

KHONG_PHAT_SINH = frozenset({"-", "–", "—", "−"})
CHUA_CO = frozenset({"...", "…", ".."})
KHONG_AP_DUNG = frozenset({"x", "X"})

# Excel keeps fifteen significant digits; figures are compared at that precision.
_EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)

NoiDung = Decimal | str | None


def phieu_cua(bo: BoBaoCao) -> list[PhieuBieu]:
    """Forms of a pack in printed order, with the (shared) templates of the reference data."""
    cac_phieu = list(bo.phieu.order_by("bieu_mau__thu_tu"))
    doc_danh_muc().gan_bieu(cac_phieu)
    for phieu in cac_phieu:
        phieu.bo = bo
    return cac_phieu


def kieu_o(chi_tieu: ChiTieu, cot: CotBieu) -> str:
    """Kind of a cell (KieuSo): the column's own, else the row's.

    A plain number column beside an index is in percentage points and may be negative.
    """
    if cot.kieu_cot == KieuCot.VAN_BAN or not chi_tieu.la_so:
        return KieuSo.VAN_BAN
    if cot.kieu == "chi_so":
        return KieuSo.CHI_SO
    if cot.kieu == "ty_le":
        return KieuSo.TY_LE
    return KieuSo.TANG if chi_tieu.kieu == KieuSo.CHI_SO else chi_tieu.kieu


def cam_am(chi_tieu: ChiTieu, cot: CotBieu) -> bool:
    """True where a negative number has no meaning."""
    return not chi_tieu.cho_am and kieu_o(chi_tieu, cot) != KieuSo.TANG


def so_le_o(chi_tieu: ChiTieu, cot: CotBieu) -> int:
    """Decimals shown in a cell."""
    if cot.kieu_cot == KieuCot.TINH and cot.so_le_in is not None:
        return int(cot.so_le_in)
    return int(chi_tieu.so_le if cot.so_le is None else cot.so_le)


def cot_danh_sach(bang: Bang) -> str:
    """Column whose cell holds a list row (JSON): the cumulative one."""
    return bang.cot_chinh[1]


def la_danh_sach(bang: Bang, chi_tieu: ChiTieu, cot: str) -> bool:
    return bool(chi_tieu.danh_sach) and cot == cot_danh_sach(bang)


def noi_dung(o: O) -> NoiDung:
    """What a cell of the workbook holds for a cell of the table; None is an empty one."""
    if o.trang_thai_o == TrangThaiO.CO_GIA_TRI:
        return o.so if o.so is not None else o.chu
    if o.trang_thai_o == TrangThaiO.CHUA_CO_SO_LIEU and not o.phien_ban:
        return None
    return KY_HIEU_O[TrangThaiO(o.trang_thai_o)]


def noi_dung_he_thong(o: O) -> NoiDung:
    """What a cell holds that the system fills: nothing, rather than «...», when there is none."""
    return None if o.trang_thai_o == TrangThaiO.CHUA_CO_SO_LIEU else noi_dung(o)


def in_ra(gia_tri: NoiDung) -> str:
    """Content of a cell inside a sentence."""
    if isinstance(gia_tri, Decimal):
        return dinh_dang(gia_tri)
    return gia_tri or "ô trống"


def trang_thai_cua(chu: str) -> str | None:
    """State a symbol stands for, or None when the text is no symbol."""
    if not chu or chu in CHUA_CO:
        return TrangThaiO.CHUA_CO_SO_LIEU
    if chu in KHONG_PHAT_SINH:
        return TrangThaiO.KHONG_PHAT_SINH
    return TrangThaiO.KHONG_AP_DUNG if chu in KHONG_AP_DUNG else None


def gon_excel(so: Decimal) -> Decimal:
    """A number at the precision Excel keeps (0.30000000000000004 is 0,3)."""
    return _EXCEL.plus(so)


def bang_nhau(a: NoiDung, b: NoiDung) -> bool:
    """Same content, as far as a workbook can tell."""
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return a == b or gon_excel(a) == gon_excel(b)
    if isinstance(a, Decimal) or isinstance(b, Decimal):
        return False
    return nfc(a or "").strip() == nfc(b or "").strip()


def cau_truc_danh_sach(chi_tieu: ChiTieu) -> dict[str, Any]:
    """Structure of a list row: «cot» (its columns) and «so_dong_toi_da»; empty for other rows."""
    return chi_tieu.danh_sach or {}


def dong_danh_sach(o: O, chi_tieu: ChiTieu) -> list[dict[str, str]]:
    """Rows of a stored list, blank values left out; other text stands in the first column."""
    cac_cot = [c["ma"] for c in cau_truc_danh_sach(chi_tieu)["cot"]]
    chu = noi_dung(o)
    if not isinstance(chu, str):
        return []
    if not chu.startswith("["):
        return [{cac_cot[0]: chu}]
    try:
        cac_dong = json.loads(chu, parse_float=str, parse_int=str)
    except ValueError:
        return [{cac_cot[0]: chu}]
    return [
        {ma: str(dong[ma]) for ma in cac_cot if dong.get(ma) not in (None, "")}
        for dong in cac_dong
        if isinstance(dong, dict)
    ]


def bang_sau(bang: Bang, cac_o: Iterable[GhiO]) -> Bang:
    """The table as it would be with these cells written; the original stays as it is."""
    moi = Bang(
        bang.phieu,
        bang.bieu_mau,
        bang.ky,
        bang.cot,
        [Dong(d.chi_tieu, dict(d.o)) for d in bang.dong],
        bang.lich_su,
    )
    for ghi in cac_o:
        dong = moi.dong_cua(ghi.chi_tieu)
        cu = dong.o.get(ghi.cot) if dong else None
        if dong is None or cu is None:
            continue
        co = ghi.trang_thai_o == TrangThaiO.CO_GIA_TRI
        dong.o[ghi.cot] = O(
            cu.chi_tieu,
            cu.cot,
            trang_thai_o=ghi.trang_thai_o,
            so=ghi.so if co else None,
            chu=ghi.chu if co else "",
            trang_thai_sl=ghi.trang_thai_sl or cu.trang_thai_sl,
            phien_ban=cu.phien_ban + 1,
            nguon=cu.nguon,
            nguon_goc=cu.nguon_goc,
            nhap_duoc=cu.nhap_duoc,
            quy_doi=cu.quy_doi,
        )
    tinh_lai(moi)
    return moi


def trang_thai_chung(bang: Bang) -> str:
    """Data state shared by the typed figures of a form, as the label in its choice cell."""
    co = {
        o.trang_thai_sl
        for dong in bang
        for o in dong.o.values()
        if o.nhap_duoc and o.phien_ban and dong.chi_tieu.la_so
    }
    if len(co) > 1:
        return GIU_NGUYEN
    return str(TrangThaiSoLieu(next(iter(co), TrangThaiSoLieu.UOC)).label)


def duoc_nhap(phieu: PhieuBieu, by: Any) -> bool:
    """True when the form is of a group this user works on."""
    nhom = by.pham_vi_nhom()
    return not phieu.bieu_mau.la_tinh_toan and (nhom is None or phieu.bieu_mau.nhom in nhom)


def bang_cua(cac_phieu: Iterable[PhieuBieu]) -> dict[str, Bang]:
    """Tables of the typed forms by form code."""
    bangs = dung_cac_bang(p for p in cac_phieu if not p.bieu_mau.la_tinh_toan)
    return {b.bieu_mau.ma: b for b in bangs.values()}
