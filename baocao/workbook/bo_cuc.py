"""Where things are on an uploaded sheet: columns by the code row, rows by indicator code.

Cells are looked up among those the file holds.
"""

import re
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from baocao.bang import Bang
from baocao.choices import KieuCot
from baocao.workbook.doc_o import Gom, tho
from baocao.workbook.khung import DONG_CHI_XEM, NHAN_MA, NHAN_TRANG_THAI
from cucctdp.excel.reader import o_hop_nhat
from cucctdp.excel.trang_nhe import TrangNhe
from cucctdp.formats.chu import nfc

_DONG_TIM_NHAN = 40
_MUC_DANH_SACH = re.compile(r"(.+)#(\d{1,4})")
_TAI_LAI = "Hãy tải lại tệp mẫu rồi chép số liệu sang."


@dataclass
class BoCuc:
    """Found places; numbers are 1-based rows and columns."""

    dong_ma: int = 0
    cot_ma: int = 0
    cot: dict[str, int] = field(default_factory=dict)
    dong: dict[str, int] = field(default_factory=dict)
    danh_sach: dict[str, dict[int, int]] = field(default_factory=dict)
    o_trang_thai: tuple[int, int] | None = None


def tim_bo_cuc(ws: TrangNhe, bang: Bang, gom: Gom) -> BoCuc | None:
    """Find columns and rows of a form; None when the code row is gone (then ``gom`` says so)."""
    trang = nfc(ws.title)
    nhan = sorted(
        vi_tri
        for vi_tri, o in ws.cac_o.items()
        if vi_tri[0] <= _DONG_TIM_NHAN and tho(o) == NHAN_MA
    )
    if not nhan:
        gom.them(
            trang,
            "",
            f"Không tìm thấy dòng mã cột («{NHAN_MA}», A1, A2…). {_TAI_LAI}",
            "thieu_dong_ma",
        )
        return None
    bo_cuc = BoCuc(*nhan[0])
    _tim_cot(ws, bang, bo_cuc, gom)
    _tim_dong(ws, bang, bo_cuc, gom)
    _o_gop(ws, bo_cuc, gom)
    for dong in range(1, bo_cuc.dong_ma):
        if tho(ws.cell(dong, bo_cuc.cot_ma)) == NHAN_TRANG_THAI and bo_cuc.cot:
            bo_cuc.o_trang_thai = dong, min(bo_cuc.cot.values())
    return bo_cuc


def _tim_cot(ws: TrangNhe, bang: Bang, bo_cuc: BoCuc, gom: Gom) -> None:
    trang = nfc(ws.title)
    co = {c.ma for c in bang.cot}
    for (dong, cot), o in sorted(ws.cac_o.items()):
        ma = str(tho(o) or "") if dong == bo_cuc.dong_ma else ""
        if cot == bo_cuc.cot_ma or ma not in co:
            continue
        if ma in bo_cuc.cot:
            hai = f"{_chu(bo_cuc.cot[ma])} và {_chu(o.column)}"
            cau = f"Cột «{ma}» xuất hiện hai lần (cột {hai}). Xóa một cột."
            gom.them(trang, o.coordinate, cau, "trung_cot", ma)
        else:
            bo_cuc.cot[ma] = o.column
    for c in bang.cot:
        if c.ma not in bo_cuc.cot and c.kieu_cot in (KieuCot.NHAP, KieuCot.VAN_BAN):
            cau = f"Thiếu cột «{c.ma}» ({c.ten}). {_TAI_LAI}"
            gom.them(trang, f"{_chu(bo_cuc.cot_ma)}{bo_cuc.dong_ma}", cau, "thieu_cot", c.ma)


def _tim_dong(ws: TrangNhe, bang: Bang, bo_cuc: BoCuc, gom: Gom) -> None:
    trang = nfc(ws.title)
    danh_sach = {d.chi_tieu.ma for d in bang if d.chi_tieu.danh_sach}
    for so_dong in sorted({r for r, _ in ws.cac_o if r > bo_cuc.dong_ma}):
        o_ma = ws.cell(so_dong, bo_cuc.cot_ma)
        ma = str(tho(o_ma) or "")
        if not ma:
            _dong_khong_ma(ws, so_dong, bo_cuc, gom)
        elif bang.co_dong(ma):
            if ma in bo_cuc.dong:
                hai = f"dòng {bo_cuc.dong[ma]} và {o_ma.row}"
                cau = f"Chỉ tiêu «{ma}» có hai dòng ({hai}). Giữ lại một dòng."
                gom.them(trang, o_ma.coordinate, cau, "ma_trung", ma)
            else:
                bo_cuc.dong[ma] = o_ma.row
        elif ma == DONG_CHI_XEM or (ma.endswith("#") and ma[:-1] in danh_sach):
            continue
        elif (khop := _MUC_DANH_SACH.fullmatch(ma)) and khop[1] in danh_sach:
            muc = bo_cuc.danh_sach.setdefault(khop[1], {})
            if int(khop[2]) in muc:
                cau = f"Dòng danh sách «{ma}» xuất hiện hai lần. Giữ lại một dòng."
                gom.them(trang, o_ma.coordinate, cau, "ma_trung", ma)
            muc[int(khop[2])] = o_ma.row
        else:
            bieu = bang.bieu_mau.ma
            cau = f"Mã «{ma[:40]}» không có trong biểu {bieu} kỳ này. Xóa dòng hoặc sửa lại mã."
            gom.them(trang, o_ma.coordinate, cau, "ma_la", ma)


def _dong_khong_ma(ws: TrangNhe, so_dong: int, bo_cuc: BoCuc, gom: Gom) -> None:
    for cot in bo_cuc.cot.values():
        o = ws.cac_o.get((so_dong, cot))
        if o is not None and tho(o) is not None:
            cau = "Dòng có số liệu nhưng cột «Mã» trống. Điền lại mã chỉ tiêu hoặc xóa số."
            gom.them(nfc(ws.title), o.coordinate, cau, "thieu_ma", str(o.value))
            return


def kiem_thieu_dong(bang: Bang, bo_cuc: BoCuc, trang: str, gom: Gom, *, ban_cu: bool) -> None:
    """Rows that are not in the file: an error, or a warning when the file has an older version."""
    for dong in bang:
        if dong.chi_tieu.ma in bo_cuc.dong:
            continue
        cau = f"Thiếu dòng chỉ tiêu {dong.chi_tieu.ma} – {dong.chi_tieu.ten}; "
        if ban_cu:
            gom.nhac(trang, "", f"{cau}số đang có trên hệ thống được giữ nguyên.", "thieu_dong")
        else:
            gom.them(trang, "", f"{cau}tải lại tệp mẫu hoặc khôi phục dòng này.", "thieu_dong")


def _o_gop(ws: TrangNhe, bo_cuc: BoCuc, gom: Gom) -> None:
    """Merged ranges that touch data: Excel keeps only their first cell."""
    so_dong = set(bo_cuc.dong.values()) | {r for m in bo_cuc.danh_sach.values() for r in m.values()}
    dinh = {
        goc
        for (r, c), goc in o_hop_nhat(ws.cac_vung_gop).items()
        if r in so_dong and c >= bo_cuc.cot_ma
    }
    vung = {(v.min_row, v.min_col): v.coord for v in ws.cac_vung_gop}
    for goc in sorted(dinh):
        cau = f"Vùng {vung[goc]} bị gộp nên mất số của các ô. Bỏ gộp rồi nhập lại từng ô."
        gom.them(nfc(ws.title), f"{_chu(goc[1])}{goc[0]}", cau, "o_gop")


def _chu(cot: int) -> str:
    return str(get_column_letter(cot))
