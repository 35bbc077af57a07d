"""One entry cell of an upload: what the user wants there, or why it cannot be read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from baocao.bang import O
from baocao.checks.chuyen_doi_so import MA_QUY_TAC as KT02
from baocao.choices import KieuSo, TrangThaiO
from baocao.models import ChiTieu
from baocao.services.loi_chu import DAI_CHU, DAI_DANH_SACH, loi_muc
from baocao.workbook.khung import cau_truc_danh_sach, trang_thai_cua
from cucctdp.excel.cells import ODoc, doc_o_chu, doc_o_so
from cucctdp.excel.errors import LoiO, OKhongHopLe
from cucctdp.formats.chu import nfc
from cucctdp.formats.so import SoKhongHopLe, dinh_dang

SO_LE_LUU = 6
_TRAN = Decimal(10) ** 18
_LA_SO_SAI = {"khong_phai_so", "la_ngay", "loi_o"}
_KY_HIEU = {
    "khong_phat_sinh": "Trong tệp Excel: nếu không phát sinh, gõ dấu «-».",
    "khong_ap_dung": "Trong tệp Excel: nếu không áp dụng, gõ «x».",
    "trong": "Trong tệp Excel: nếu chưa có số liệu, gõ «...».",
}


@dataclass(frozen=True, slots=True)
class GiaTriDoc:
    """Content of a cell as read: a state, with number or text when there is a value."""

    trang_thai_o: str = TrangThaiO.CHUA_CO_SO_LIEU
    so: Decimal | None = None
    chu: str = ""

    def giong(self, o: O) -> bool:
        """True when the table's cell holds the same."""
        return (self.trang_thai_o, self.so, self.chu) == (
            o.trang_thai_o,
            o.so if o.trang_thai_o == TrangThaiO.CO_GIA_TRI else None,
            o.chu if o.trang_thai_o == TrangThaiO.CO_GIA_TRI else "",
        )


@dataclass
class Gom:
    """Findings of one file, in the order found."""

    loi: list[LoiO] = field(default_factory=list)
    canh_bao: list[LoiO] = field(default_factory=list)

    def them(self, trang: str, o: str, cau: str, ma: str, gia_tri: str = "") -> None:
        self.loi.append(LoiO(trang, o, cau, ma, "loi", gia_tri[:200]))

    def nhac(self, trang: str, o: str, cau: str, ma: str, gia_tri: str = "") -> None:
        self.canh_bao.append(LoiO(trang, o, cau, ma, "canh_bao", gia_tri[:200]))


def tho(cell: ODoc) -> Decimal | str | None:
    """Raw content for comparison: number, NFC text, or None when blank; never raises."""
    gia_tri = cell.value
    if gia_tri is None or isinstance(gia_tri, bool):
        return None if gia_tri is None else str(gia_tri)
    if isinstance(gia_tri, int):
        return Decimal(gia_tri)
    if isinstance(gia_tri, float):
        so = Decimal(repr(gia_tri))
        return so if so.is_finite() else str(gia_tri)
    return nfc(str(gia_tri)).strip() or None


def doc_o_nhap(
    cell: ODoc,
    *,
    kieu: str,
    cam_am: bool,
    co_ky_hieu: bool,
    gom: Gom,
    dai: int = DAI_CHU,
) -> GiaTriDoc | None:
    """Read an entry cell; None when it has an error, which is then in ``gom``.

    ``kieu`` is a KieuSo; ``co_ky_hieu``: «-», «...», «x» are states here (not in notes);
    ``dai``: characters a text may have.
    """
    trang, o = nfc(cell.parent.title), cell.coordinate
    if co_ky_hieu and cell.data_type not in ("f", "e") and not _la_so(cell.value):
        ky_hieu = trang_thai_cua(str(tho(cell) or ""))
        if ky_hieu is not None:
            return GiaTriDoc(ky_hieu)
    try:
        if kieu == KieuSo.VAN_BAN:
            return _chu(ILLEGAL_CHARACTERS_RE.sub("", doc_o_chu(cell)), trang, o, gom, dai)
        so = doc_o_so(cell)
    except OKhongHopLe as exc:
        gom.loi.append(_loi_so(exc, trang, o))
        return None
    return GiaTriDoc() if so is None else _so(so, kieu, cam_am, trang, o, gom)


def _la_so(gia_tri: Any) -> bool:
    return isinstance(gia_tri, int | float) and not isinstance(gia_tri, bool)


def _loi_so(exc: OKhongHopLe, trang: str, o: str) -> LoiO:
    """The reader's sentence under the rule's code, with the symbol to type in a workbook."""
    loi = exc.loi
    cau = loi.thong_diep
    if isinstance(exc.__cause__, SoKhongHopLe) and exc.__cause__.ly_do in _KY_HIEU:
        dau = cau.partition(" Nếu ")[0]
        cau = f"{dau} {_KY_HIEU[exc.__cause__.ly_do]}"
    return LoiO(trang, o, cau, KT02 if loi.ma in _LA_SO_SAI else loi.ma, "loi", loi.gia_tri)


def _chu(chu: str, trang: str, o: str, gom: Gom, dai: int) -> GiaTriDoc | None:
    if len(chu) > dai:
        cau = f"Văn bản dài quá {dinh_dang(Decimal(dai), 0)} ký tự, hãy rút gọn."
        gom.them(trang, o, cau, "chu_dai", chu)
        return None
    return GiaTriDoc(TrangThaiO.CO_GIA_TRI, chu=chu) if chu else GiaTriDoc()


def _so(so: Decimal, kieu: str, cam_am: bool, trang: str, o: str, gom: Gom) -> GiaTriDoc | None:
    if abs(so) >= _TRAN:
        cau = "Giá trị quá lớn; kiểm tra lại đơn vị tính của dòng."
        gom.them(trang, o, cau, KT02, str(so))
        return None
    sai = False
    if cam_am and so < 0:
        cau = f"Giá trị không được âm (đang là {dinh_dang(so)}). Kiểm tra lại dấu trừ."
        gom.them(trang, o, cau, "KT04", str(so))
        sai = True
    if kieu == KieuSo.SO_NGUYEN and so != so.to_integral_value():
        cau = f"Chỉ tiêu này đếm số nguyên, không nhận số lẻ (đang là {dinh_dang(so)})."
        gom.them(trang, o, cau, "KT03", str(so))
        sai = True
    if sai:
        return None
    gon = so.quantize(Decimal(1).scaleb(-SO_LE_LUU), ROUND_HALF_UP)
    if gon != so:
        cau = f"Số có quá {SO_LE_LUU} chữ số thập phân, hệ thống dùng {dinh_dang(gon)}."
        gom.nhac(trang, o, cau, "lam_tron", str(so))
    return GiaTriDoc(TrangThaiO.CO_GIA_TRI, so=gon.normalize() + 0)


def doc_danh_sach(
    cac_dong: Sequence[tuple[int, Sequence[ODoc]]], chi_tieu: ChiTieu, gom: Gom
) -> tuple[GiaTriDoc | None, list[dict[str, str]]]:
    """Read a list block: (value of its cell or None on errors, its rows as stored).

    ``cac_dong``: (number in the block, cells in the order of the list's columns).
    """
    cau_truc = cau_truc_danh_sach(chi_tieu)["cot"]
    truoc = len(gom.loi)
    ket_qua: list[dict[str, str]] = []
    for _, cells in sorted(cac_dong, key=lambda d: d[0]):
        if not ket_qua and len(cells) and (state := _ky_hieu_ca_danh_sach(cells)):
            return GiaTriDoc(state), []
        muc: dict[str, str] = {}
        sai: set[str] = set()
        for cell, c in zip(cells, cau_truc, strict=True):
            kieu = c["kieu"]
            gia_tri = doc_o_nhap(
                cell,
                kieu=kieu,
                cam_am=kieu != KieuSo.VAN_BAN and kieu != KieuSo.TANG,
                co_ky_hieu=False,
                gom=gom,
            )
            if gia_tri is None:
                sai.add(c["ma"])
            elif gia_tri.trang_thai_o == TrangThaiO.CO_GIA_TRI:
                muc[c["ma"]] = gia_tri.chu if gia_tri.so is None else format(gia_tri.so, "f")
        if muc and cau_truc[0]["ma"] not in muc:
            trang, o = nfc(cells[0].parent.title), cells[0].coordinate
            gom.them(trang, o, f"Dòng danh sách thiếu «{cau_truc[0]['ten']}».", "danh_sach_thieu")
        if muc:
            _kiem_muc(muc, sai, cells, cau_truc, gom)
            ket_qua.append(muc)
    if len(gom.loi) > truoc:
        return None, ket_qua
    if not ket_qua:
        return GiaTriDoc(), []
    day_du = [{c["ma"]: muc.get(c["ma"], "") for c in cau_truc} for muc in ket_qua]
    chu = json.dumps(day_du, ensure_ascii=False)
    if len(chu) > DAI_DANH_SACH:
        cell = cac_dong[0][1][0]
        cau = f"Danh sách dài quá {dinh_dang(Decimal(DAI_DANH_SACH), 0)} ký tự, hãy rút gọn."
        gom.them(nfc(cell.parent.title), cell.coordinate, cau, "chu_dai")
        return None, ket_qua
    return GiaTriDoc(TrangThaiO.CO_GIA_TRI, chu=chu), ket_qua


def _kiem_muc(
    muc: dict[str, str],
    sai: set[str],
    cells: Sequence[ODoc],
    cau_truc: list[dict[str, Any]],
    gom: Gom,
) -> None:
    """Dates, choices and required columns of one list row, each at its own cell."""
    for i, (cell, c) in enumerate(zip(cells, cau_truc, strict=True)):
        chu = muc.get(c["ma"], "")
        if c["ma"] in sai or (i == 0 and not chu):
            continue
        if cau := loi_muc(c, chu):
            cau = f"Cột «{c['ten']}»: {cau}"
            gom.them(nfc(cell.parent.title), cell.coordinate, cau, "danh_sach_sai", chu)


def _ky_hieu_ca_danh_sach(cells: Sequence[ODoc]) -> str | None:
    """State of the whole list when its first row holds one symbol and nothing else."""
    if any(tho(c) is not None for c in cells[1:]):
        return None
    dau = tho(cells[0])
    return trang_thai_cua(dau) if isinstance(dau, str) else None
