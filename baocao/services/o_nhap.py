"""One cell on its way into the database: what somebody wants there, and why it cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from baocao.choices import KieuCot, NguonGoc, TrangThaiO, TrangThaiSoLieu
from baocao.models import ChiTieu, PhieuBieu
from baocao.services.loi_chu import loi_chu
from cucctdp.formats.chu import nfc

_SO_CHU_SO_NGUYEN = 18
DAI_NGUON = 400


@dataclass(frozen=True, slots=True)
class GhiO:
    """What someone wants a cell to hold.

    ``phien_ban_goc``: the version the writer saw (0: an empty cell); None writes over whatever is
    there. ``trang_thai_sl`` None keeps the present data state.
    """

    chi_tieu: str
    cot: str
    so: Decimal | None = None
    chu: str = ""
    trang_thai_o: str = TrangThaiO.CO_GIA_TRI
    trang_thai_sl: str | None = None
    nguon: str = ""
    nguon_goc: str = NguonGoc.NHAP
    phien_ban_goc: int | None = None


def chuan_o(o: GhiO) -> GhiO:
    """Text as it is stored (NFC, stripped), so that equal text is no change."""
    return replace(o, chu=nfc(o.chu).strip(), nguon=nfc(o.nguon).strip())


def gon(o: GhiO) -> GhiO:
    """A cell without a value carries neither number nor text."""
    if o.trang_thai_o == TrangThaiO.CO_GIA_TRI:
        return o
    return GhiO(o.chi_tieu, o.cot, trang_thai_o=o.trang_thai_o)


def ten_o(ten: str, chi_tieu: str, cot: str) -> str:
    """A cell in a sentence for people: the row's name with its code beside it."""
    return f"{ten} ({chi_tieu}.{cot})"


def loi_cac_o(
    phieu: PhieuBieu, cac_o: Sequence[GhiO], chi_tieu: Mapping[str, ChiTieu]
) -> list[str]:
    """Every reason why cells of a form cannot be stored, with place; ``chi_tieu`` by code."""
    cot = {c.ma: c for c in phieu.bieu_mau.cot.all()}
    loi: list[str] = []
    da_gap: set[str] = set()
    for o in cac_o:
        ten = f"{o.chi_tieu}.{o.cot}"
        dong = chi_tieu.get(o.chi_tieu)
        if dong is None or not dong.dung_o_ky(phieu.bo.ky.loai):
            loi.append(f"{ten}: biểu {phieu.bieu_mau.ma} kỳ này không có chỉ tiêu này.")
            continue
        cho = ten_o(dong.ten, o.chi_tieu, o.cot)
        if (
            o.cot not in cot
            or o.cot in dong.cot_khong_ap_dung
            or dong.cong_thuc
            or cot[o.cot].kieu_cot not in (KieuCot.NHAP, KieuCot.VAN_BAN)
        ):
            loi.append(f"{cho}: ô này không nhập.")
        if ten in da_gap:
            loi.append(f"{cho}: ô này được ghi hai lần.")
        da_gap.add(ten)
        if o.trang_thai_o not in TrangThaiO.values:
            loi.append(f"{cho}: trạng thái ô không đúng.")
        elif o.trang_thai_o == TrangThaiO.CO_GIA_TRI and o.so is None and not o.chu.strip():
            loi.append(f"{cho}: chưa có giá trị.")
        cau_chu = loi_chu(phieu, dong, o.chu) if o.cot in cot and o.chu else []
        loi += [f"{cho}: {cau}" for cau in (*_loi_so(o.so), *cau_chu, *_loi_kem(o))]
    return loi


def _loi_so(so: Decimal | None) -> list[str]:
    if so is None or so.is_zero():
        return []
    if not so.is_finite() or so.adjusted() >= _SO_CHU_SO_NGUYEN:
        return ["giá trị quá lớn, kiểm tra lại đơn vị tính."]
    return [] if so == round(so, 6) else ["quá 6 chữ số thập phân."]


def _loi_kem(o: GhiO) -> list[str]:
    """Faults of what comes with the number: text, source, data state, origin."""
    loi = []
    if len(o.nguon) > DAI_NGUON:
        loi.append(f"nguồn số liệu dài quá {DAI_NGUON} ký tự.")
    if "\0" in o.chu + o.nguon:
        loi.append("văn bản có ký tự không dùng được.")
    if o.trang_thai_sl is not None and o.trang_thai_sl not in TrangThaiSoLieu.values:
        loi.append("trạng thái số liệu không đúng.")
    if o.nguon_goc not in NguonGoc.values:
        loi.append("nguồn gốc số liệu không đúng.")
    elif o.nguon_goc == NguonGoc.CONG_BO and not o.nguon:
        loi.append("số liệu đã công bố phải ghi nguồn.")
    return loi
