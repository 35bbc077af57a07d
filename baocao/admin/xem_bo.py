"""What the review page of a pack shows, read in a fixed number of queries per form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from baocao.bang import KHONG_SO_SANH, Bang, Dong, O, dung_cac_bang
from baocao.checks import ViPham, run_bo_checks
from baocao.checks.danh_sach import doc_danh_sach
from baocao.choices import KY_HIEU_O, KieuCot, KieuSo, NguonGoc, TrangThaiO, TrangThaiSoLieu
from baocao.models import BoBaoCao, ChiTieu, CotBieu, LanGui, PhieuBieu, YKien
from baocao.services.trao_doi import DemTraoDoi, dem_trao_doi
from baocao.so_chen import SoChen, dien_so
from cucctdp.formats.so import dinh_dang


@dataclass(frozen=True)
class DanhSachXem:
    """A list row laid out: its heads and its rows of text."""

    dau: list[str]
    hang: list[list[str]]


@dataclass(frozen=True)
class OXem:
    """One cell as shown: text, what the text means, and what is marked on it."""

    cot: str
    chu: str
    nghia: str = ""
    la_so: bool = True
    tinh: bool = False
    uoc: bool = False
    minh_hoa: bool = False
    vi_pham: list[ViPham] = field(default_factory=list)
    so_y_kien: int = 0
    trao_doi: DemTraoDoi | None = None
    danh_sach: DanhSachXem | None = None
    so_cot: int = 1

    @property
    def muc(self) -> str:
        """The gravest level marked here, or ""."""
        return self.vi_pham[0].muc_do if self.vi_pham else ""


@dataclass(frozen=True)
class DongXem:
    chi_tieu: ChiTieu
    o: list[OXem]
    vi_pham: list[ViPham]


@dataclass(frozen=True)
class NhomXem:
    """Rows under one heading (mục) of the form."""

    ten: str
    dong: list[DongXem]


@dataclass(frozen=True)
class PhieuXem:
    """One form: its table, its findings and its remarks."""

    phieu: PhieuBieu
    cot: list[CotBieu]
    them_cot: list[str]
    nhom: list[NhomXem]
    vi_pham: list[ViPham]
    y_kien: list[YKien]
    day_du: tuple[int, int]

    @property
    def dem(self) -> dict[str, int]:
        """Findings by level."""
        return dict(Counter(v.muc_do for v in self.vi_pham))

    @property
    def so_cot(self) -> int:
        return len(self.cot) + len(self.them_cot) + 2

    @property
    def phan_tram(self) -> int:
        return self.day_du[0] * 100 // self.day_du[1] if self.day_du[1] else 100


def doc_cac_bang(bo: BoBaoCao) -> dict[str, Bang]:
    """Tables of the typed forms of a pack, by form code."""
    cac_phieu = list(
        bo.phieu.filter(bieu_mau__la_tinh_toan=False)
        .select_related("bieu_mau", "bo__ky", "bo__don_vi", "nguoi_trinh", "nguoi_duyet")
        .prefetch_related("bieu_mau__cot", "bieu_mau__chi_tieu")
        .order_by("bieu_mau__thu_tu", "bieu_mau__ma")
    )
    bang = dung_cac_bang(cac_phieu)
    return {p.bieu_mau.ma: bang[p.pk] for p in cac_phieu}


def vi_pham_ca_bo(bo: BoBaoCao, cac_bang: Mapping[str, Bang]) -> list[ViPham]:
    """Findings that concern the pack as a whole."""
    return run_bo_checks(bo, cac_bang)


def dung_phieu(bang: Bang, vi_pham: list[ViPham], y_kien: Iterable[YKien]) -> PhieuXem:
    """Arrange a form for the screen."""
    theo_o: dict[tuple[str, str], list[ViPham]] = defaultdict(list)
    for v in vi_pham:
        theo_o[v.chi_tieu, v.cot].append(v)
    cac_y_kien = [y for y in y_kien if y.phieu_id == bang.phieu.pk]
    dem_y_kien = Counter((y.chi_tieu, y.cot) for y in cac_y_kien if y.dong_luc is None)
    trao_doi = dem_trao_doi([bang.phieu.pk]).get(bang.phieu.pk, {})
    them = _cot_them(bang)
    chen = dien_so(bang)
    nhom: list[NhomXem] = []
    for dong in bang:
        if not nhom or nhom[-1].ten != dong.chi_tieu.muc:
            nhom.append(NhomXem(dong.chi_tieu.muc, []))
        ma = dong.chi_tieu.ma
        cac_o = [
            _o_xem(
                dong.chi_tieu,
                c,
                _da_chen(dong.o.get(c.ma), chen),
                theo_o[ma, c.ma],
                dem_y_kien[ma, c.ma],
                trao_doi.get((ma, c.ma)),
            )
            for c in bang.cot
        ]
        if dong.chi_tieu.kieu == KieuSo.DANH_SACH:
            cac_o = [_o_danh_sach(dong, cac_o, len(cac_o) + len(them))]
        elif dong.chi_tieu.kieu == KieuSo.VAN_BAN and len(dong.o) == 1:
            rong = len(cac_o) + len(them)
            cac_o = [replace(o, so_cot=rong) for o in cac_o if o.cot in dong.o]
        else:
            cac_o += [_o_ky_khac(bang, dong.chi_tieu, ky) for ky in them.values()]
        nhom[-1].dong.append(DongXem(dong.chi_tieu, cac_o, theo_o[ma, ""]))
    return PhieuXem(bang.phieu, bang.cot, list(them), nhom, vi_pham, cac_y_kien, bang.muc_day_du())


def _da_chen(o: O | None, chen: Mapping[str, SoChen]) -> O | None:
    """The cell with the figures its text inserts, as they stand now."""
    if o is None or (da_chen := chen.get(f"{o.chi_tieu}.{o.cot}")) is None:
        return o
    return replace(o, chu=da_chen.chu)


def _cot_them(bang: Bang) -> dict[str, str]:
    """Last period and same period last year, for forms without columns of their own for them."""
    if bang.bieu_mau.bo_cot in KHONG_SO_SANH:
        return {}
    if any(c.kieu_cot == KieuCot.TU_CSDL for c in bang.cot):
        return {}
    return {
        f"Kỳ trước ({bang.ky.truoc().ten})": bang.ma_ky_truoc,
        f"Cùng kỳ ({bang.ky.cung_ky().ten})": bang.ma_cung_ky,
    }


def _so_le(chi_tieu: ChiTieu, cot: CotBieu) -> int:
    return cot.so_le if cot.so_le is not None else chi_tieu.so_le


def _o_xem(
    chi_tieu: ChiTieu,
    cot: CotBieu,
    o: O | None,
    vi_pham: list[ViPham],
    so_y_kien: int,
    trao_doi: DemTraoDoi | None,
) -> OXem:
    la_so = cot.kieu_cot != KieuCot.VAN_BAN
    tinh = cot.kieu_cot in (KieuCot.TINH, KieuCot.TU_CSDL) or bool(chi_tieu.cong_thuc)
    if o is None:
        return OXem(cot.ma, "", "Cột không áp dụng cho chỉ tiêu này", la_so=la_so, tinh=True)
    if o.trang_thai_o == TrangThaiO.CO_GIA_TRI:
        chu = dinh_dang(o.so, _so_le(chi_tieu, cot)) if o.so is not None else o.chu
        nghia = f"Nguồn: {o.nguon}" if o.nguon else ""
    elif tinh or not la_so:
        chu, nghia = "", ""
    else:
        chu = KY_HIEU_O[TrangThaiO(o.trang_thai_o)]
        nghia = TrangThaiO(o.trang_thai_o).label
    return OXem(
        cot.ma,
        chu,
        nghia,
        la_so=(la_so and o.so is not None) or not o.chu,
        tinh=tinh,
        uoc=o.so is not None and not tinh and o.trang_thai_sl == TrangThaiSoLieu.UOC,
        minh_hoa=o.nguon_goc == NguonGoc.MINH_HOA and o.co_mat,
        vi_pham=vi_pham,
        so_y_kien=so_y_kien,
        trao_doi=trao_doi,
    )


def _o_danh_sach(dong: Dong, cac_o: list[OXem], so_cot: int) -> OXem:
    """The one cell that stores a list, over the whole width of the grid, as a table."""
    ma_cot, o = next(iter(dong.o.items()))
    bang_con = danh_sach_xem(dong.chi_tieu, o.chu)
    hien = next(x for x in cac_o if x.cot == ma_cot)
    return replace(
        hien,
        chu="" if bang_con.hang else hien.chu,
        la_so=False,
        danh_sach=bang_con,
        so_cot=so_cot,
    )


def danh_sach_xem(chi_tieu: ChiTieu, chu: str) -> DanhSachXem:
    """The stored text of a list cell as heads and rows; no rows for what is no list."""
    cau_truc = (chi_tieu.danh_sach or {}).get("cot", [])
    hang = [[_chu_muc(muc.get(c["ma"]), c) for c in cau_truc] for muc in doc_danh_sach(chu or "")]
    return DanhSachXem([c["ten"] for c in cau_truc], hang)


def _chu_muc(gia_tri: Any, cot: Mapping[str, Any]) -> str:
    """One value of a list row; a number with the decimals of its column."""
    chu = str(gia_tri if gia_tri is not None else "")
    if not chu or cot["kieu"] in (KieuSo.VAN_BAN, KieuSo.DANH_SACH):
        return chu
    try:
        return dinh_dang(Decimal(chu), cot.get("so_le"))
    except InvalidOperation:
        return chu


def _o_ky_khac(bang: Bang, chi_tieu: ChiTieu, ma_ky: str) -> OXem:
    so = bang.lich_su.so(ma_ky, chi_tieu.ma, bang.cot_chinh[0])
    return OXem("", dinh_dang(so, chi_tieu.so_le) if so is not None else "", tinh=True)


@dataclass(frozen=True)
class OKhac:
    """One cell that differs between two sendings; None where a sending has no such cell."""

    bieu: str
    o: str
    truoc: str | None
    sau: str | None


def khac_nhau(truoc: LanGui, sau: LanGui) -> list[OKhac]:
    """Cells that differ between two frozen snapshots, in order of form and cell."""
    a, b = _cac_o(truoc), _cac_o(sau)
    return [
        OKhac(bieu, o, a.get((bieu, o)), b.get((bieu, o)))
        for bieu, o in sorted(a.keys() | b.keys())
        if a.get((bieu, o)) != b.get((bieu, o))
    ]


def _cac_o(lan_gui: LanGui) -> dict[tuple[str, str], str]:
    return {
        (bieu, o): _chu_anh_chup(gia_tri)
        for bieu, noi_dung in lan_gui.anh_chup["bieu"].items()
        for o, gia_tri in noi_dung["o"].items()
    }


def _chu_anh_chup(o: list[Any]) -> str:
    trang_thai, so, chu, trang_thai_sl = o[:4]
    if trang_thai != TrangThaiO.CO_GIA_TRI:
        return str(TrangThaiO(trang_thai).label)
    noi_dung = dinh_dang(Decimal(so)) if so is not None else _chu_gon(chu)
    return f"{noi_dung} ({TrangThaiSoLieu(trang_thai_sl).label.lower()})" if so else noi_dung


def _chu_gon(chu: str) -> str:
    """Text of a cell on one line; a list row by row."""
    muc = doc_danh_sach(chu)
    return "; ".join(", ".join(str(v) for v in m.values() if v) for m in muc) if muc else chu
