"""What was typed into the grid, read cell by cell: good cells to write, sentences for bad ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from baocao.bang import Bang, O
from baocao.checks.chuyen_doi_so import doc_o
from baocao.choices import BAC_SO_LIEU, KieuCot, TrangThaiO
from baocao.models import CotBieu
from baocao.services.loi_chu import loi_chu
from baocao.services.nhap_lieu import GhiO
from cucctdp.formats.chu import nfc
from cucctdp.formats.so import dinh_dang

KHONG_PHAT_SINH = {"-", "–", "—", "−"}
CHUA_CO = {"", "...", "…"}
KHONG_AP_DUNG = {"x", "X"}
O_TOI_DA = 20_000


@dataclass(frozen=True, slots=True)
class OGui:
    """One posted cell: text now, and text and version as the page was drawn.

    ``phien_ban`` None: the page did not say; such a cell is refused, never written blindly.
    ``tuoi_ms``: how long ago it was typed, in milliseconds, None when the page did not say.
    """

    chi_tieu: str
    cot: str
    chu: str
    chu_goc: str
    phien_ban: int | None
    tuoi_ms: int | None = None

    @property
    def khoa(self) -> str:
        return f"{self.chi_tieu}.{self.cot}"


@dataclass
class KetQuaDoc:
    """``ghi``: cells to hand to the service; ``loi``: «row.column» → sentence."""

    ghi: list[GhiO] = field(default_factory=list)
    loi: dict[str, str] = field(default_factory=dict)


def la_o_chu(bang: Bang, cot: CotBieu, chi_tieu: str) -> bool:
    """True when the cell holds text: a text column, or a row of text."""
    dong = bang.dong_cua(chi_tieu)
    return cot.kieu_cot == KieuCot.VAN_BAN or (dong is not None and not dong.chi_tieu.la_so)


def chu_cua(o: O, so_le: int, *, tron: bool = False) -> str:
    """Text of a cell as it stands in its box: the symbol of its state, or number, or text.

    ``tron`` rounds to ``so_le``; otherwise a typed figure keeps every decimal it has.
    """
    if o.trang_thai_o == TrangThaiO.KHONG_PHAT_SINH:
        return "-"
    if o.trang_thai_o == TrangThaiO.KHONG_AP_DUNG:
        return "x"
    if o.so is None:
        return o.chu
    vua = tron or round(o.so, so_le) == o.so
    return dinh_dang(o.so, so_le if vua else None)


def sach(chu: str) -> str:
    """Text the database can hold: NFC, without NUL and lone surrogates, outer blanks off."""
    sua = chu.replace("\0", "").replace("\r\n", "\n")
    return nfc(sua.encode("utf-8", "ignore").decode()).strip()


def doc_tu_post(post: Mapping[str, str]) -> list[OGui]:
    """Cells of the HTML form: ``o:BL00.A3`` is the text, ``g:BL00.A3`` «version|text as drawn».

    ``c:BL00.A3`` = «toi:5» writes over version 5 after a conflict, «ho:5» keeps what stands.
    """
    cac_o = []
    for ten, chu in post.items():
        if not ten.startswith("o:"):
            continue
        khoa = ten[2:]
        chi_tieu, _, cot = khoa.rpartition(".")
        phien_ban, _, chu_goc = post.get(f"g:{khoa}", "").partition("|")
        chon, _, ban_chon = post.get(f"c:{khoa}", "").partition(":")
        if chon == "ho":
            continue
        if chon == "toi":
            phien_ban, chu_goc = ban_chon, "\0"
        cac_o.append(OGui(chi_tieu, cot, chu, chu_goc, _so_nguyen(phien_ban)))
    return cac_o


def doc_tu_json(du_lieu: Any) -> list[OGui]:
    """Cells of an autosave: [{"o": "BL00.A3", "chu": "12,5", "goc": "", "pb": 3,
    "tuoi": 1500}, …].

    Raises ValueError when the message has another shape.
    """
    if not isinstance(du_lieu, list) or len(du_lieu) > O_TOI_DA:
        raise ValueError("Danh sách ô không đúng dạng.")
    cac_o = []
    for muc in du_lieu:
        if not isinstance(muc, dict) or not isinstance(muc.get("o"), str):
            raise ValueError("Ô gửi lên không đúng dạng.")
        chi_tieu, _, cot = muc["o"].rpartition(".")
        chu, goc = str(muc.get("chu", "")), str(muc.get("goc", ""))
        tuoi = _so_nguyen(muc.get("tuoi"))
        cac_o.append(OGui(chi_tieu, cot, chu, goc, _so_nguyen(muc.get("pb")), tuoi))
    return cac_o


def doc_hop_json(du_lieu: Any) -> dict[str, str]:
    """Boxes of the lists in an autosave, by name. Raises ValueError for another shape."""
    if not isinstance(du_lieu, dict) or len(du_lieu) > 1000:
        raise ValueError("Các ô của danh sách không đúng dạng.")
    return {str(ten): str(chu) for ten, chu in du_lieu.items()}


def viet_hoa_dau(cau: str) -> str:
    """A fault of a service as a sentence of its own at a box."""
    return cau[:1].upper() + cau[1:]


def _so_nguyen(gia_tri: Any) -> int | None:
    chu = str(gia_tri)
    return int(chu) if chu.isascii() and chu.isdigit() and len(chu) < 10 else None


def doc_cac_o(
    bang: Bang, cac_o: Iterable[OGui], *, trang_thai_sl: str, doi_sl: bool = False
) -> KetQuaDoc:
    """Read every changed cell; all bad ones are told, good ones are returned to be written.

    ``trang_thai_sl`` is the form's data state: given to cells without a figure yet, and to all
    changed ones when the officer has just changed it (``doi_sl``); others keep theirs.
    """
    ket_qua = KetQuaDoc()
    cot = {c.ma: c for c in bang.cot}
    for gui in cac_o:
        chu = sach(gui.chu)
        if chu == nfc(gui.chu_goc.replace("\r\n", "\n")).strip():
            continue
        o = bang.o(gui.chi_tieu, gui.cot)
        if o is None or not o.nhap_duoc:
            ket_qua.loi[gui.khoa] = f"Ô {gui.khoa} không nhập được ở biểu này."
        elif gui.phien_ban is None:
            ket_qua.loi[gui.khoa] = "Trang đã cũ, hãy tải lại trang rồi nhập lại ô này."
        elif la_o_chu(bang, cot[gui.cot], gui.chi_tieu):
            _doc_chu(ket_qua, bang, gui, chu)
        else:
            _doc_so(ket_qua, gui, chu, trang_thai_sl if doi_sl or not o.co_mat else None)
    return ket_qua


def _doc_chu(ket_qua: KetQuaDoc, bang: Bang, gui: OGui, chu: str) -> None:
    dong = bang.dong_cua(gui.chi_tieu)
    if dong is not None and (loi := loi_chu(bang.phieu, dong.chi_tieu, chu)):
        ket_qua.loi[gui.khoa] = " ".join(viet_hoa_dau(cau) for cau in loi)
        return
    trang_thai = TrangThaiO.CO_GIA_TRI if chu else TrangThaiO.CHUA_CO_SO_LIEU
    ket_qua.ghi.append(
        GhiO(
            gui.chi_tieu,
            gui.cot,
            chu=chu,
            trang_thai_o=trang_thai,
            phien_ban_goc=gui.phien_ban,
        )
    )


def _doc_so(ket_qua: KetQuaDoc, gui: OGui, chu: str, trang_thai_sl: str | None) -> None:
    trang_thai, so = TrangThaiO.CO_GIA_TRI, None
    if chu in KHONG_PHAT_SINH:
        trang_thai = TrangThaiO.KHONG_PHAT_SINH
    elif chu in KHONG_AP_DUNG:
        trang_thai = TrangThaiO.KHONG_AP_DUNG
    elif chu in CHUA_CO:
        trang_thai = TrangThaiO.CHUA_CO_SO_LIEU
    else:
        so, vi_pham = doc_o(chu, gui.chi_tieu, gui.cot)
        if vi_pham is not None:
            ket_qua.loi[gui.khoa] = vi_pham.thong_bao
            return
    ket_qua.ghi.append(
        GhiO(
            gui.chi_tieu,
            gui.cot,
            so=so,
            trang_thai_o=trang_thai,
            trang_thai_sl=trang_thai_sl,
            phien_ban_goc=gui.phien_ban,
        )
    )


def nang_trang_thai(
    bang: Bang, *, trang_thai_sl: str, bo_qua: set[str], chi_nang: bool = False
) -> list[GhiO]:
    """Cells that only change their data state because the form's was changed.

    ``chi_nang`` leaves out cells that are already in a higher state.
    """
    bac = {str(tt): so for tt, so in BAC_SO_LIEU.items()}
    return [
        GhiO(
            o.chi_tieu,
            o.cot,
            so=o.so,
            chu=o.chu,
            trang_thai_o=o.trang_thai_o,
            trang_thai_sl=trang_thai_sl,
            nguon=o.nguon,
            nguon_goc=o.nguon_goc,
            phien_ban_goc=o.phien_ban,
        )
        for dong in bang
        if dong.chi_tieu.la_so
        for o in dong.o.values()
        if o.nhap_duoc
        and o.co_mat
        and not o.chu
        and o.trang_thai_sl != trang_thai_sl
        and not (chi_nang and bac[o.trang_thai_sl] > bac[trang_thai_sl])
        and f"{o.chi_tieu}.{o.cot}" not in bo_qua
    ]
