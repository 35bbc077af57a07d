"""Read an uploaded workbook: whose it is, then every cell that differs from where it started."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from baocao.bang import Bang, O
from baocao.models import BoBaoCao, GiaTri, PhieuBieu
from baocao.services.nhap_lieu import GhiO
from baocao.workbook import nhan_dang
from baocao.workbook.bo_cuc import kiem_thieu_dong, tim_bo_cuc
from baocao.workbook.doc_o import Gom, tho
from baocao.workbook.doc_trang import DocTrang, canh_bao_o_khong_nhap, kiem_ty_le
from baocao.workbook.khung import (
    TRANG_HUONG_DAN,
    TRANG_LOI,
    TRANG_LUA_CHON,
    TRANG_NHAN_DANG,
    bang_cua,
    bang_sau,
    phieu_cua,
)
from cucctdp.excel.errors import LoiO, TepKhongDocDuoc
from cucctdp.excel.trang_nhe import TrangNhe, mo_gia_tri
from cucctdp.formats.chu import nfc

KhoaO = tuple[str, str]

# Sheets of the template that hold no figures.
_CUA_TEP = frozenset({TRANG_HUONG_DAN, TRANG_NHAN_DANG, TRANG_LUA_CHON, TRANG_LOI})


@dataclass
class KetQuaDoc:
    """What a file asks for.

    ``cac_o``: form → cells that the user changed (with the version they started from);
    ``xung_dot``: form → those of them that somebody else changed meanwhile; ``khong_doi``: cells
    read that need no write; ``toa_do``: (form, row, column) → address on the form's sheet;
    ``cac_bang``: form → table as it would be after the write.
    """

    cac_o: dict[str, list[GhiO]] = field(default_factory=dict)
    loi: list[LoiO] = field(default_factory=list)
    canh_bao: list[LoiO] = field(default_factory=list)
    xung_dot: dict[str, set[KhoaO]] = field(default_factory=dict)
    khong_doi: int = 0
    toa_do: dict[tuple[str, str, str], str] = field(default_factory=dict)
    cac_bang: dict[str, Bang] = field(default_factory=dict)
    cac_phieu: dict[str, PhieuBieu] = field(default_factory=dict)


def doc_tep(tep: BinaryIO, *, ten: str, bo: BoBaoCao) -> KetQuaDoc:
    """Read a workbook against a pack; never raises for the contents of the file.

    All errors come at once, except that the sheets of a file that is another province's, another
    period's or not ours are not read at all.
    """
    ket_qua = KetQuaDoc()
    try:
        trang_tep = mo_gia_tri(tep, ten=ten)
    except TepKhongDocDuoc as exc:
        ket_qua.loi.extend(exc.loi)
        return ket_qua
    ds_phieu = phieu_cua(bo)
    ket_qua.cac_phieu = {p.bieu_mau.ma: p for p in ds_phieu}
    phien_ban = {ma: p.bieu_mau.phien_ban for ma, p in ket_qua.cac_phieu.items()}
    goc, loi, canh_bao = nhan_dang.doc(trang_tep, bo, phien_ban)
    ket_qua.loi += loi
    ket_qua.canh_bao += canh_bao
    if goc is None or loi:
        return ket_qua
    can_nhap = [p for p in ds_phieu if not p.bieu_mau.la_tinh_toan]
    gom = Gom(ket_qua.loi, ket_qua.canh_bao)
    cac_trang = _chon_trang(
        trang_tep, {p.bieu_mau.ma for p in can_nhap}, set(ket_qua.cac_phieu), gom
    )
    cac_bang = bang_cua(p for p in can_nhap if p.bieu_mau.ma in cac_trang)
    cu = _ban_cu(cac_bang, goc.goc)
    for ma, ws in cac_trang.items():
        _doc_bieu(ma, ws, cac_bang[ma], goc, cu.get(ma, {}), gom, ket_qua)
    return ket_qua


def _chon_trang(
    trang_tep: Mapping[str, TrangNhe], can: set[str], tat_ca: set[str], gom: Gom
) -> dict[str, TrangNhe]:
    """Sheets by form code; renamed, copied, missing and foreign ones are named."""
    theo_ma: dict[str, TrangNhe] = {}
    khac: list[TrangNhe] = []
    for ws in trang_tep.values():
        ten = nfc(ws.title)
        if ten in can:
            theo_ma[ten] = ws
        elif ten not in {*_CUA_TEP, *tat_ca}:
            khac.append(ws)
    for ws in khac:
        ten, ma = nfc(ws.title), str(tho(ws.cell(1, 1)) or "")
        if ma not in can:
            cau = "Trang không thuộc tệp mẫu nên không được đọc."
            gom.nhac(ten, "", cau, "trang_la")
        elif ma in theo_ma:
            cau = (
                f"Trang này là bản sao của trang «{ma}» nên không rõ lấy số nào. Xóa một trong hai."
            )
            gom.them(ten, "", cau, "trang_trung")
        else:
            cau = f"Trang của biểu {ma} đã bị đổi tên. Đặt lại tên trang là «{ma}»."
            gom.them(ten, "", cau, "trang_doi_ten")
            can = can - {ma}
    for ma in sorted(can - set(theo_ma)):
        cau = f"Thiếu trang «{ma}». Tải lại tệp mẫu hoặc khôi phục trang này."
        gom.them(ma, "", cau, "trang_thieu")
    return {ma: theo_ma[ma] for ma in sorted(theo_ma)}


def _ban_cu(
    cac_bang: Mapping[str, Bang], goc: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[KhoaO, O]]:
    """Cells as they were at export, where they were written since; one query when there are any."""
    can = {
        (bang.phieu.pk, o.chi_tieu, o.cot, goc.get(ma, {}).get(f"{o.chi_tieu}.{o.cot}", 0)): ma
        for ma, bang in cac_bang.items()
        for dong in bang
        for o in dong.o.values()
        if o.nhap_duoc and o.phien_ban != goc.get(ma, {}).get(f"{o.chi_tieu}.{o.cot}", 0)
    }
    cu: dict[str, dict[KhoaO, O]] = {}
    if not can:
        return cu
    for khoa, ma in can.items():
        if not khoa[3]:
            cu.setdefault(ma, {})[khoa[1], khoa[2]] = O(khoa[1], khoa[2], nhap_duoc=True)
    ban_ghi = GiaTri.objects.filter(
        phieu__in={k[0] for k in can}, chi_tieu__ma__in={k[1] for k in can}, het_luc__isnull=False
    ).select_related("chi_tieu")
    for g in ban_ghi:
        thuoc = can.get((g.phieu_id, g.chi_tieu.ma, g.cot, g.phien_ban))
        if thuoc is not None:
            cu.setdefault(thuoc, {})[g.chi_tieu.ma, g.cot] = O(
                g.chi_tieu.ma,
                g.cot,
                g.trang_thai_o,
                g.so,
                g.chu,
                g.trang_thai_sl,
                g.phien_ban,
                nhap_duoc=True,
            )
    return cu


def _doc_bieu(
    ma: str,
    ws: TrangNhe,
    bang: Bang,
    goc: nhan_dang.NhanDang,
    cu: Mapping[KhoaO, O],
    gom: Gom,
    ket_qua: KetQuaDoc,
) -> None:
    so_loi = len(gom.loi)
    bo_cuc = tim_bo_cuc(ws, bang, gom)
    if bo_cuc is None:
        return
    ban_cu = goc.bieu.get(ma) != bang.bieu_mau.phien_ban
    kiem_thieu_dong(bang, bo_cuc, nfc(ws.title), gom, ban_cu=ban_cu)
    doc = DocTrang(ws, bang, bo_cuc, goc.goc.get(ma, {}), cu, gom)
    doc.doc(trang_thai_goc=goc.trang_thai.get(ma, ""))
    ket_qua.cac_o[ma] = doc.ghi
    ket_qua.xung_dot[ma] = doc.xung_dot
    ket_qua.khong_doi += doc.khong_doi
    ket_qua.toa_do |= {(ma, ct, cot): o for (ct, cot), o in doc.toa_do.items()}
    sau = bang_sau(bang, _khong_xung_dot(doc.ghi, doc.xung_dot)) if doc.ghi else bang
    ket_qua.cac_bang[ma] = sau
    if len(gom.loi) == so_loi:
        canh_bao_o_khong_nhap(ws, sau, bo_cuc, gom)
        kiem_ty_le(ws, sau, bo_cuc, gom)


def _khong_xung_dot(cac_o: Iterable[GhiO], xung_dot: set[KhoaO]) -> list[GhiO]:
    return [o for o in cac_o if (o.chi_tieu, o.cot) not in xung_dot]
