"""Sheets beside the forms: what this file is, provinces compared, what changed, coverage."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from baocao.choices import CapTongHop
from baocao.exports.khung_so import Kieu, thiet_lap_in
from baocao.exports.so_lieu import SoLieuSo, so_le
from baocao.models import ChiTieu, CotBieu, LanTongHop
from baocao.services.tong_hop import KhacNhau, so_sanh_lan
from baocao.statistics.danh_muc import Bieu

THIEU = "…"
TRANG_BIA = "Q00"
CACH_DOC = (
    "Ô tổng là công thức cộng các địa phương trong trang «… địa phương»; tỷ lệ tính lại từ tổng tử "
    "số và tổng mẫu số, không lấy bình quân. «…» là chưa có số liệu, không phải 0; «x» là không "
    "cộng giữa các địa phương."
)
_DAU = 4


class CotSoSanh(NamedTuple):
    """One compared figure: a row and column of a form that the cover sheet names."""

    bieu: Bieu
    chi_tieu: ChiTieu
    cot: CotBieu


def ve_thong_tin(ws: Worksheet, kieu: Kieu, so_lieu: SoLieuSo, goc_nhat_ky: str) -> None:
    """What the figures are, as of when, from whom; links to the other sheets."""
    lan = so_lieu.lan
    ws.write_string(0, 0, "SỔ TỔNG HỢP SỐ LIỆU BÁO CÁO CÔNG THƯƠNG ĐỊA PHƯƠNG", kieu.tieu_de)
    if lan.co_minh_hoa:
        ws.write_string(1, 0, "CÓ SỐ LIỆU MINH HỌA, KHÔNG DÙNG LÀM CĂN CỨ", kieu.canh_bao_trai)
    luc = timezone.localtime(lan.luc)
    thieu = ", ".join(so_lieu.ten(k) for k in lan.con_thieu) or "không"
    muc = [
        ("Kỳ báo cáo", lan.ky.ky.ten),
        ("Tháng thống kê", f"{lan.ky.thang_tk_tu:%d/%m/%Y} – {lan.ky.thang_tk_den:%d/%m/%Y}"),
        ("Lần tổng hợp", f"lần {lan.so}, lúc {luc:%H:%M ngày %d/%m/%Y}"),
        ("Địa phương đã tiếp nhận", f"{lan.so_don_vi_co}/{lan.so_don_vi_tong}"),
        ("Chưa gồm", thieu),
        ("Địa giới", "Theo đơn vị báo cáo của kỳ (theo thời điểm)"),
        ("Vùng", "Sáu vùng kinh tế - xã hội có hiệu lực tại kỳ"),
        ("SHA-256 kết quả", lan.sha256),
        ("Gốc nhật ký", goc_nhat_ky),
        ("Cách đọc", CACH_DOC),
    ]  # fmt: skip
    for i, (nhan, chu) in enumerate(muc, 3):
        ws.write_string(i, 0, nhan, kieu.nhan)
        ws.write_string(i, 1, chu, kieu.thuong)
    dong = len(muc) + 4
    ws.write_string(dong, 0, "Các trang", kieu.nhan)
    for bieu in so_lieu.cac_bieu:
        dong += 1
        ws.write_url(dong, 0, f"internal:'{bieu.ma}'!A1", kieu.lien_ket, bieu.ma)
        ws.write_string(dong, 1, bieu.bieu_mau.ten, kieu.thuong)
    for trang in ("So sánh", "Thay đổi", "Độ phủ"):
        dong += 1
        ws.write_url(dong, 0, f"internal:'{trang}'!A1", kieu.lien_ket, trang)
    ws.set_column(0, 0, 26)
    ws.set_column(1, 1, 100)
    thiet_lap_in(ws, dong_lap=(0, 0), cot_lap=None)


def cot_so_sanh(so_lieu: SoLieuSo) -> Iterator[CotSoSanh]:
    """Figures of the cover sheet Q00 that come straight from a cell of another form."""
    bia = so_lieu.dm.bieu_ky(TRANG_BIA, so_lieu.lan.ky)
    if bia is None:
        return
    for c in bia.chi_tieu.values():
        nguon = c.nguon_tong_hop or {}
        bieu = so_lieu.dm.bieu_ky(nguon.get("bieu", ""), so_lieu.lan.ky)
        chi_tieu = bieu.chi_tieu.get(nguon.get("chi_tieu", "")) if bieu else None
        cot = bieu.cot.get(nguon.get("cot", "")) if bieu else None
        if bieu is not None and chi_tieu is not None and cot is not None:
            yield CotSoSanh(bieu, chi_tieu, cot)


def ve_so_sanh(ws: Worksheet, kieu: Kieu, so_lieu: SoLieuSo) -> None:
    """Provinces side by side on the figures of the cover sheet, each with its rank."""
    ws.write_string(0, 0, "So sánh các địa phương theo chỉ tiêu tổng hợp (Q00)", kieu.tieu_de)
    ws.write_string(1, 0, "Hạng 1 là giá trị lớn nhất; địa phương chưa có số không xếp hạng.",
                    kieu.nghieng)  # fmt: skip
    ws.merge_range(_DAU - 2, 0, _DAU - 1, 0, "Vùng, địa phương", kieu.dau_cot)
    cac_cot = list(cot_so_sanh(so_lieu))
    vi_tri: dict[str, int] = {}
    dong = _DAU
    for nhom in so_lieu.nhom:
        ws.merge_range(dong, 0, dong, max(1, 2 * len(cac_cot)), nhom.vung.ten, kieu.muc)
        dong += 1
        for d in nhom.don_vi:
            vi_tri[d.ma] = dong
            ws.write_string(dong, 0, so_lieu.ten(d.ma), kieu.chu)
            dong += 1
    for i, c in enumerate(cac_cot):
        _mot_so_sanh(ws, kieu, so_lieu, c, 1 + 2 * i, vi_tri)
    ws.set_column(0, 0, 30)
    ws.set_column(1, max(1, 2 * len(cac_cot)), 13)
    ws.set_row(_DAU - 2, 62)
    ws.freeze_panes(_DAU, 1)
    thiet_lap_in(ws, dong_lap=(_DAU - 2, _DAU - 1), cot_lap=(0, 0))


def _mot_so_sanh(
    ws: Worksheet, kieu: Kieu, so_lieu: SoLieuSo, c: CotSoSanh, cot: int, vi_tri: dict[str, int]
) -> None:
    ten = f"{c.chi_tieu.ten} – {c.cot.ten}"
    ws.merge_range(_DAU - 2, cot, _DAU - 2, cot + 1, ten, kieu.dau_cot)
    ws.write_string(_DAU - 1, cot, c.chi_tieu.dvt if c.cot.ma not in ("A7", "A8", "A9", "C7")
                    else "%", kieu.dau_cot)  # fmt: skip
    ws.write_string(_DAU - 1, cot + 1, "Hạng", kieu.dau_cot)
    cac_so = {ma: so_lieu.so(c.bieu.ma, c.chi_tieu.ma, c.cot.ma, ma) for ma in vi_tri}
    co = {ma: g.gia_tri for ma, g in cac_so.items() if g is not None and g.gia_tri is not None}
    vung = f"{_co_dinh(_DAU, cot)}:{_co_dinh(max(vi_tri.values(), default=_DAU), cot)}"
    for ma, dong in vi_tri.items():
        if ma not in co:
            ws.write_string(dong, cot, THIEU, kieu.giua)
            ws.write_string(dong, cot + 1, "", kieu.giua)
            continue
        g = cac_so[ma]
        le = so_le(c.chi_tieu, c.cot, ty_le=g is not None and g.mau_so is not None)
        ws.write_number(dong, cot, co[ma], kieu.so(le))
        hang = 1 + sum(so > co[ma] for so in co.values())
        o = xl_rowcol_to_cell(dong, cot)
        ws.write_formula(dong, cot + 1, f"=RANK({o},{vung})", kieu.giua, hang)


def ve_thay_doi(ws: Worksheet, kieu: Kieu, so_lieu: SoLieuSo) -> None:
    """Figures that differ from the run before of the same period."""
    lan = so_lieu.lan
    truoc = LanTongHop.objects.filter(ky=lan.ky, so__lt=lan.so).order_by("-so").first()
    ws.write_string(0, 0, "Thay đổi so với lần tổng hợp trước", kieu.tieu_de)
    if truoc is None:
        ws.write_string(1, 0, "Đây là lần tổng hợp đầu tiên của kỳ.", kieu.nghieng)
        return
    khac = [k for k in so_sanh_lan(truoc, lan) if k.cap != CapTongHop.MIEN]
    luc = timezone.localtime(truoc.luc)
    cau = f"So với lần {truoc.so} ({luc:%H:%M ngày %d/%m/%Y}): {len(khac)} số khác."
    ws.write_string(1, 0, cau, kieu.nghieng)
    dau = ("Biểu", "Mã", "Chỉ tiêu", "Cột", "Phạm vi", "Lần trước", "Lần này", "Chênh",
           "Thêm địa phương", "Bớt địa phương")  # fmt: skip
    for i, ten in enumerate(dau):
        ws.write_string(_DAU - 1, i, ten, kieu.dau_cot)
    for dong, k in enumerate(khac, _DAU):
        _mot_thay_doi(ws, kieu, so_lieu, dong, k)
    ws.set_column(0, 1, 8)
    ws.set_column(2, 2, 46)
    ws.set_column(3, 3, 8)
    ws.set_column(4, 9, 20)
    ws.freeze_panes(_DAU, 0)
    ws.autofilter(_DAU - 1, 0, max(_DAU, _DAU - 1 + len(khac)), len(dau) - 1)
    thiet_lap_in(ws, dong_lap=(_DAU - 1, _DAU - 1), cot_lap=None)


def _mot_thay_doi(ws: Worksheet, kieu: Kieu, so_lieu: SoLieuSo, dong: int, k: KhacNhau) -> None:
    bieu = so_lieu.dm.bieu_ky(k.bieu, so_lieu.lan.ky)
    chi_tieu = bieu.chi_tieu.get(k.chi_tieu) if bieu else None
    chu = (k.bieu, k.chi_tieu, chi_tieu.ten if chi_tieu else "", k.cot, k.ten_pham_vi)
    for i, gia_tri in enumerate(chu):
        ws.write_string(dong, i, gia_tri, kieu.chu)
    for i, so in ((5, k.truoc), (6, k.sau)):
        if so is None:
            ws.write_string(dong, i, THIEU, kieu.giua)
        else:
            ws.write_number(dong, i, so, kieu.so(_le_cua(so)))
    if k.truoc is not None and k.sau is not None:
        lech = k.sau - k.truoc
        cong_thuc = f"={xl_rowcol_to_cell(dong, 6)}-{xl_rowcol_to_cell(dong, 5)}"
        ws.write_formula(dong, 7, cong_thuc, kieu.so(_le_cua(lech)), lech)
    else:
        ws.write_string(dong, 7, THIEU, kieu.giua)
    truoc, sau = set(k.con_thieu_truoc), set(k.con_thieu_sau)
    ws.write_string(dong, 8, ", ".join(map(so_lieu.ten, sorted(truoc - sau))), kieu.chu)
    ws.write_string(dong, 9, ", ".join(map(so_lieu.ten, sorted(sau - truoc))), kieu.chu)


def _le_cua(so: Decimal) -> int:
    """Decimals a number needs, at most six."""
    mu = so.normalize().as_tuple().exponent
    return min(6, max(0, -mu)) if isinstance(mu, int) else 0


def ve_do_phu(ws: Worksheet, kieu: Kieu, so_lieu: SoLieuSo) -> None:
    """For each additive figure: how many provinces it holds and which are missing."""
    ws.write_string(0, 0, "Độ phủ: số địa phương có số liệu của từng chỉ tiêu", kieu.tieu_de)
    dau = ("Biểu", "Mã", "Chỉ tiêu", "Cột", "Có số", "Phải báo cáo", "Số ước", "Chưa gồm")
    for i, ten in enumerate(dau):
        ws.write_string(_DAU - 1, i, ten, kieu.dau_cot)
    dong = _DAU
    for bieu in so_lieu.cac_bieu:
        for ct in so_lieu.dong(bieu):
            for cot in so_lieu.cot(bieu):
                g = so_lieu.ca_nuoc(bieu.ma, ct.ma, cot.ma)
                if g is None or not g.so_don_vi_tong:
                    continue
                for i, chu in enumerate((bieu.ma, ct.ma, ct.ten, cot.ma)):
                    ws.write_string(dong, i, chu, kieu.chu)
                for i, so in ((4, g.so_don_vi_co), (5, g.so_don_vi_tong), (6, g.so_uoc)):
                    ws.write_number(dong, i, so, kieu.giua)
                thieu = ", ".join(so_lieu.ten(k) for k in g.con_thieu)
                ws.write_string(dong, 7, thieu, kieu.chu)
                dong += 1
    ws.set_column(0, 1, 8)
    ws.set_column(2, 2, 46)
    ws.set_column(3, 6, 11)
    ws.set_column(7, 7, 70)
    ws.freeze_panes(_DAU, 0)
    ws.autofilter(_DAU - 1, 0, max(_DAU, dong - 1), len(dau) - 1)
    thiet_lap_in(ws, dong_lap=(_DAU - 1, _DAU - 1), cot_lap=None)


def _co_dinh(dong: int, cot: int) -> str:
    return str(xl_rowcol_to_cell(dong, cot, row_abs=True, col_abs=True))
