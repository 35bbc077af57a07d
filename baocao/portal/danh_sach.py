"""Lists inside a form (main goods, main markets, industries): a small table of text boxes.

A list is stored as JSON text in the one cell of its row (every other column does not apply);
numbers in it are plain text.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from baocao.bang import Bang, Dong, O
from baocao.checks.chuyen_doi_so import doc_o
from baocao.choices import KieuSo, TrangThaiO
from baocao.portal.nhap import sach, viet_hoa_dau
from baocao.services.loi_chu import loi_muc
from baocao.services.nhap_lieu import GhiO
from cucctdp.formats.so import dinh_dang

# Blank rows of a list nobody has begun; a short list shows all it may have.
SO_DONG, DS_NGAN = 3, 5
DAI_BOX = 2000


@dataclass
class BoxHien:
    """One box; ``loai``: so (number), ngay (date), chon (a choice), van (free text)."""

    ten: str
    nhan: str
    chu: str
    loi: str
    loai: str
    lua_chon: list[str] = field(default_factory=list)

    @property
    def la_so(self) -> bool:
        return self.loai == "so"


@dataclass
class DanhSachHien:
    """One list as drawn: its state, heads, rows of boxes, and what stands when nobody types."""

    dong: Dong
    khoa: str
    phien_ban: int
    goc: str
    trang_thai: str
    cot: list[str]
    hang: list[list[BoxHien]]
    toi_da: int
    dang_co: int
    loi: str = ""

    @property
    def ma(self) -> str:
        return str(self.dong.chi_tieu.ma)

    @property
    def ten_trang_thai(self) -> str:
        if self.trang_thai == TrangThaiO.CO_GIA_TRI:
            return ""
        return str(TrangThaiO(self.trang_thai).label) if self.trang_thai in TrangThaiO else ""


def cot_luu(dong: Dong) -> str:
    """Code of the column that stores the list: the only one that applies to the row."""
    return next(iter(dong.o))


def _cac_dong(bang: Bang) -> list[Dong]:
    return [d for d in bang if d.chi_tieu.kieu == KieuSo.DANH_SACH and (d.chi_tieu.danh_sach or {})]


def doc_chuoi(chu: str) -> list[dict[str, Any]]:
    """Rows of stored JSON text; anything else is an empty list."""
    try:
        danh_sach = json.loads(chu) if chu.startswith("[") else []
    except ValueError:
        return []
    return [muc for muc in danh_sach if isinstance(muc, dict)]


def dung_danh_sach(
    bang: Bang, *, post: Mapping[str, str] | None = None, loi: Mapping[str, str] | None = None
) -> list[DanhSachHien]:
    """The lists of a form; ``post`` redraws what was typed when something was wrong."""
    return [_mot(dong, post, loi or {}) for dong in _cac_dong(bang)]


def _mot(dong: Dong, post: Mapping[str, str] | None, loi: Mapping[str, str]) -> DanhSachHien:
    cau_truc = dong.chi_tieu.danh_sach
    ma_cot = cot_luu(dong)
    o = dong.o[ma_cot]
    khoa = f"{dong.chi_tieu.ma}.{ma_cot}"
    dang_co = doc_chuoi(o.chu)
    if post is not None and f"s:{khoa}" not in post:
        post = None
    toi_da = max(_toi_da(cau_truc), len(dang_co))
    hang = []
    for i in range(
        min(max(len(dang_co) + 1, _so_dong_gui(khoa, post), _so_dong_trong(toi_da)), toi_da)
    ):
        muc = dang_co[i] if i < len(dang_co) else {}
        hang.append([_box(khoa, i, c, muc, post, loi) for c in cau_truc["cot"]])
    return DanhSachHien(
        dong,
        khoa,
        o.phien_ban,
        f"{o.phien_ban}|{o.trang_thai_o}|{o.chu}",
        (post or {}).get(f"s:{khoa}", o.trang_thai_o),
        [c["ten"] for c in cau_truc["cot"]],
        hang,
        toi_da,
        len(dang_co),
        loi.get(khoa, ""),
    )


def _toi_da(cau_truc: Mapping[str, Any]) -> int:
    return int(cau_truc.get("so_dong_toi_da", 50))


def _so_dong_trong(toi_da: int) -> int:
    return toi_da if toi_da <= DS_NGAN else SO_DONG


def _so_dong_gui(khoa: str, post: Mapping[str, str] | None) -> int:
    """How many rows the posted page had; rows can be added in the browser."""
    dau = f"d:{khoa}."
    so = [ten.removeprefix(dau).partition(".")[0] for ten in post or () if ten.startswith(dau)]
    return max((int(i) + 1 for i in so if i.isascii() and i.isdigit() and len(i) < 4), default=0)


def _box(
    khoa: str,
    i: int,
    cot: Mapping[str, Any],
    muc: Mapping[str, Any],
    post: Mapping[str, str] | None,
    loi: Mapping[str, str],
) -> BoxHien:
    ten = f"d:{khoa}.{i}.{cot['ma']}"
    chu = str(muc.get(cot["ma"], ""))
    if _la_so(cot) and chu:
        chu = _in_so(chu, cot.get("so_le"))
    if post is not None:
        chu = post.get(ten, "")
    lua_chon = list(cot.get("lua_chon") or ())
    if lua_chon and chu and chu not in lua_chon:
        lua_chon.append(chu)
    nhan = f"{cot['ten']}, dòng {i + 1}"
    return BoxHien(ten, nhan, chu, loi.get(ten, ""), _loai(cot), lua_chon)


def _loai(cot: Mapping[str, Any]) -> str:
    if _la_so(cot):
        return "so"
    if cot.get("lua_chon"):
        return "chon"
    return "ngay" if cot.get("dang") == "ngay" else "van"


def _la_so(cot: Mapping[str, Any]) -> bool:
    return cot["kieu"] not in (KieuSo.VAN_BAN, KieuSo.DANH_SACH)


def _in_so(chu: str, so_le: int | None) -> str:
    try:
        so = Decimal(chu)
        return dinh_dang(so, so_le if so_le is not None and round(so, so_le) == so else None)
    except (ArithmeticError, ValueError):
        return chu


def doc_danh_sach(bang: Bang, post: Mapping[str, str]) -> tuple[list[GhiO], dict[str, str]]:
    """Return (cells to write, box or list name → sentence) of the lists of a posted form."""
    ghi: list[GhiO] = []
    loi: dict[str, str] = {}
    for dong in _cac_dong(bang):
        ma_cot = cot_luu(dong)
        khoa = f"{dong.chi_tieu.ma}.{ma_cot}"
        if f"s:{khoa}" not in post or post.get(f"c:{khoa}", "").startswith("ho"):
            continue
        hang, loi_hang = _doc_hang(dong, khoa, post)
        loi |= loi_hang
        trang_thai = post[f"s:{khoa}"]
        if trang_thai not in TrangThaiO.values:
            loi[khoa] = "Trạng thái của danh sách không đúng."
        elif hang and trang_thai in (TrangThaiO.KHONG_PHAT_SINH, TrangThaiO.KHONG_AP_DUNG):
            loi[khoa] = "Danh sách có dòng thì không chọn «Không phát sinh», «Không áp dụng»."
        if loi_hang or khoa in loi:
            continue
        if hang:
            trang_thai = TrangThaiO.CO_GIA_TRI
        elif trang_thai == TrangThaiO.CO_GIA_TRI:
            trang_thai = TrangThaiO.CHUA_CO_SO_LIEU
        o_moi = _ghi(dong.o[ma_cot], hang, trang_thai, post)
        if o_moi is not None:
            ghi.append(o_moi)
    return ghi, loi


def _doc_hang(
    dong: Dong, khoa: str, post: Mapping[str, str]
) -> tuple[list[dict[str, str]], dict[str, str]]:
    cau_truc = dong.chi_tieu.danh_sach
    hang: list[dict[str, str]] = []
    loi: dict[str, str] = {}
    for i in range(_toi_da(cau_truc)):
        muc, loi_dong = _doc_muc(dong, f"d:{khoa}.{i}", post)
        if muc or loi_dong:
            hang.append(muc)
            loi |= loi_dong | _loi_muc(cau_truc, f"d:{khoa}.{i}", muc, loi_dong)
    return hang, loi


def _doc_muc(
    dong: Dong, dau: str, post: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """One posted row: what was typed by column, and the boxes that hold no number."""
    muc, loi = {}, {}
    for cot in dong.chi_tieu.danh_sach["cot"]:
        ten = f"{dau}.{cot['ma']}"
        chu = sach(post.get(ten, ""))
        if not chu:
            continue
        if len(chu) > DAI_BOX:
            loi[ten] = f"Dài quá {dinh_dang(Decimal(DAI_BOX), 0)} ký tự, hãy rút gọn."
            continue
        if _la_so(cot):
            so, vi_pham = doc_o(chu, dong.chi_tieu.ma, "")
            if so is None:
                loi[ten] = vi_pham.thong_bao if vi_pham else ""
                continue
            chu = format(so, "f")
        muc[cot["ma"]] = chu
    return muc, loi


def _loi_muc(
    cau_truc: Mapping[str, Any], dau: str, muc: Mapping[str, str], da_co: Mapping[str, str]
) -> dict[str, str]:
    """Faults of a row that has something: at their boxes, or the service refuses the whole save."""
    loi = {}
    for cot in cau_truc["cot"]:
        ten = f"{dau}.{cot['ma']}"
        if ten not in da_co and (cau := loi_muc(cot, muc.get(cot["ma"], ""))):
            loi[ten] = viet_hoa_dau(cau)
    return loi


def _ghi(o: O, hang: list[dict[str, str]], trang_thai: str, post: Mapping[str, str]) -> GhiO | None:
    """The list cell to write, or None when the page left it as it was drawn."""
    khoa = f"{o.chi_tieu}.{o.cot}"
    phien_ban, _, goc_con = post.get(f"g:{khoa}", "0||").partition("|")
    trang_thai_goc, _, chu_goc = goc_con.partition("|")
    chon, _, ban_chon = post.get(f"c:{khoa}", "").partition(":")
    if chon != "toi" and hang == doc_chuoi(chu_goc) and trang_thai == trang_thai_goc:
        return None
    goc = ban_chon if chon == "toi" else phien_ban
    return GhiO(
        o.chi_tieu,
        o.cot,
        chu=json.dumps(hang, ensure_ascii=False) if hang else "",
        trang_thai_o=trang_thai,
        phien_ban_goc=int(goc) if goc.isascii() and goc.isdigit() and len(goc) < 10 else 0,
    )
