"""A form template on paper: the official layout (A4 landscape), empty, marked as a preview."""

from dataclasses import dataclass
from typing import Any

from baocao.bang import Bang
from baocao.choices import KieuCot, KieuSo
from baocao.models import BieuMau, ChiTieu, CotBieu
from baocao.services.xem_truoc import DON_VI_THU, bang_thu
from cucctdp.formats.ky import Ky
from cucctdp.formats.ngay import ngay_ngan
from cucctdp.pdf.render import render_pdf

_TAC_GIA = "Cục Công Thương địa phương"
_SO_HANG_TRONG = 3
# Millimetres all columns of figures take at most, and one of them.
_RONG_COT, _RONG_MOT_COT = 155, 26


@dataclass(frozen=True, slots=True)
class CotIn:
    nhan: str
    so: str
    rong: float


@dataclass(frozen=True, slots=True)
class DongIn:
    """A printed row: an indicator (a list stands below), or with ``muc`` a section's heading."""

    chi_tieu: ChiTieu | None
    o: tuple[str, ...] = ()
    muc: str = ""
    danh_sach: bool = False


@dataclass(frozen=True, slots=True)
class DanhSachIn:
    ten: str
    cot: tuple[str, ...]
    hang: range


def pdf_bieu(bieu: BieuMau, *, ky: Ky) -> bytes:
    """The PDF of a template version in a period; raises PdfError as ``render_pdf`` does."""
    bang = bang_thu(bieu, ky)
    cac_cot = [c for c in bang.cot if c.in_ra]
    du_lieu = {
        "bieu": bieu,
        "ky": ky,
        "cot": _cot(bieu, cac_cot),
        "dong": _dong(bang, cac_cot),
        "danh_sach": _danh_sach(bang),
        "ghi_chu": bieu.ghi_chu_ky(ky.loai),
        "don_vi": DON_VI_THU,
        "hieu_luc": ngay_ngan(bieu.hieu_luc_tu),
    }
    tieu_de = f"Biểu {bieu.ma}, phiên bản {bieu.phien_ban} – xem trước"
    return render_pdf("baocao/pdf/bieu_mau.html", du_lieu, tieu_de=tieu_de, tac_gia=_TAC_GIA)


def _cot(bieu: BieuMau, cac_cot: list[CotBieu]) -> list[CotIn]:
    """Heads and the line under them: numbered, a computed column with its formula in numbers."""
    so = {c.ma: str(i) for i, c in enumerate(cac_cot, 1)}
    ra = []
    rong = {c.ma: 1.5 if c.kieu_cot == KieuCot.VAN_BAN else 1.0 for c in cac_cot}
    con = min(_RONG_COT, _RONG_MOT_COT * sum(rong.values())) / (sum(rong.values()) or 1)
    for c in cac_cot:
        duoi = so[c.ma]
        if c.cong_thuc and (chu := _cong_thuc_so(c.cong_thuc, so)):
            duoi = f"{duoi} = {chu}"
        dvt = bieu.don_vi_tinh_chung
        nhan = f"{c.ten} ({dvt})" if dvt and c.kieu == "so" and "%" not in c.ten else c.ten
        ra.append(CotIn(nhan, duoi, round(rong[c.ma] * con, 1)))
    return ra


def _cong_thuc_so(cong_thuc: str, so: dict[str, str]) -> str:
    """ "[A3] / [A5] * 100" → "3/5 × 100"; "" when a column of it is not printed."""
    chu = cong_thuc
    for ma, thu_tu in so.items():
        chu = chu.replace(f"[{ma}]", thu_tu)
    return "" if "[" in chu else chu.replace(" / ", "/").replace("*", "×").replace(" - ", " – ")


def _dong(bang: Bang, cac_cot: list[CotBieu]) -> list[DongIn]:
    ra: list[DongIn] = []
    muc = ""
    for dong in bang:
        ct = dong.chi_tieu
        if ct.muc and ct.muc != muc:
            ra.append(DongIn(None, muc=ct.muc))
        muc = ct.muc
        if ct.kieu == KieuSo.DANH_SACH:
            ra.append(DongIn(ct, danh_sach=True))
            continue
        ra.append(DongIn(ct, tuple("" if c.ma in dong.o else "x" for c in cac_cot)))
    return ra


def _danh_sach(bang: Bang) -> list[DanhSachIn]:
    ra = []
    for dong in bang:
        cau_truc: dict[str, Any] = dong.chi_tieu.danh_sach or {}
        if cau_truc:
            so_hang = min(_SO_HANG_TRONG, int(cau_truc.get("so_dong_toi_da", _SO_HANG_TRONG)))
            ten = " ".join(filter(None, (dong.chi_tieu.ma, dong.chi_tieu.ten)))
            cot = tuple(c["ten"] for c in cau_truc["cot"])
            ra.append(DanhSachIn(ten, cot, range(1, so_hang + 1)))
    return ra
