"""Biểu 01–04 on paper and as a workbook, row by row as the circular prints them."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from cucctdp.donvi.choices import LoaiToChuc
from cucctdp.donvi.models import ToChuc
from cucctdp.excel.writer import (
    dat_be_rong,
    ghi,
    ghi_danh_tinh,
    khoa_trang,
    kieu_nhap,
    kieu_o,
    kieu_tieu_de,
    ra_bytes,
    thiet_lap_in,
)
from cucctdp.files.services import PDF, XLSX
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import BangSoLieu, Cot, GiaTriO, Hang
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.pdf.render import PdfError
from cucctdp.van_ban import DOCX, Bang, Doan, ToGiay, ban_pdf, ban_word
from cumcongnghiep.bieu.kieu import Dong, Mau, Muc
from cumcongnghiep.bieu.mau import MAU
from cumcongnghiep.bieu.so_le import so_le_in
from cumcongnghiep.choices import Bieu, LoaiKy
from cumcongnghiep.models import BieuNop, DongBieu
from cumcongnghiep.workflow import DANG_NHAP

TAC_GIA = "Hệ thống thông tin Công Thương địa phương"
MINH_HOA = "Số liệu minh họa, không phải số thật; không dùng, không trích dẫn."
NHAP = "Bản đang nhập, chưa gửi."
# Hidden names of the workbook, by which an uploaded form is known again.
DANH_TINH = "bieu_cum"
DONG_DAU = 9
_COT = ("(1)", "(2)", "(3)", "(4)", "(5)")
_TRAI = Alignment(horizontal="left", vertical="center", wrap_text=True)


def don_vi_gui(b: BieuNop) -> tuple[str, str]:
    """(organisation above, organisation that reports) as on the heading of a paper."""
    ngay = b.ky.den_ngay
    tinh = b.don_vi.ten_ngay(ngay).trong_cau
    if b.bieu == Bieu.B04:
        so = ToChuc.objects.filter(loai=LoaiToChuc.SO, don_vi=b.don_vi_id).first()
        ten = so.ten_ngay(ngay).ten if so else f"Sở Công Thương {tinh}"
        return f"Ủy ban nhân dân {tinh}", ten
    if b.xa is not None:
        return f"Ủy ban nhân dân {tinh}", f"Ủy ban nhân dân {b.xa.ten_ngay(ngay).ten_day_du}"
    if b.du_an is not None:
        return "", b.du_an.nha_dau_tu
    if b.cum is None:
        return "", ""
    giao = b.cum.cac_chu_dau_tu.select_related("chu_dau_tu").order_by("-tu_ngay").first()
    return "", giao.chu_dau_tu.ten if giao else b.thay_mat or "Chưa có chủ đầu tư"


def thong_tin(b: BieuNop) -> list[tuple[str, str]]:
    """The lines between title and table."""
    mau, ky = MAU[b.bieu], b.ky
    cua_so = f"số liệu từ ngày {ky.tu_ngay:%d/%m/%Y} đến ngày {ky.den_ngay:%d/%m/%Y}"
    loai = {LoaiKy.SAU_THANG: "6 tháng", LoaiKy.NAM: "Năm"}.get(LoaiKy(ky.loai), str(ky))
    cac = [("Đơn vị gửi báo cáo", don_vi_gui(b)[1])]
    if b.du_an is not None:
        nganh = b.du_an.nganh_mo_ta or str(b.du_an.nganh or "…")
        cac += [
            ("Tên dự án đầu tư sản xuất kinh doanh", b.du_an.ten),
            ("Ngành, nghề, lĩnh vực sản xuất", nganh),
        ]
    if b.cum is not None:
        cac.append(("Cụm công nghiệp", b.cum.ten))
    return [
        *cac,
        ("Đơn vị nhận báo cáo", "; ".join(mau.noi_nhan)),
        ("Kỳ báo cáo", f"{loai} {ky.nam}; {cua_so}"),
        ("Thời hạn gửi báo cáo", f"trước ngày {b.han:%d/%m/%Y}"),
    ]


def _dong(b: BieuNop) -> dict[str, DongBieu]:
    return {d.ma_dong: d for d in b.cac_dong.all()}


def _ghi_chu(d: DongBieu | None) -> str:
    return "; ".join(x for x in (d.ghi_chu, d.giai_trinh) if x) if d else ""


def _ngay(b: BieuNop) -> date | None:
    return timezone.localdate(b.gui_luc) if b.gui_luc else None


def canh_bao(b: BieuNop) -> str:
    """What a reader of a copy must know; empty for a sent form of real figures."""
    nhap = NHAP if b.trang_thai in DANG_NHAP else ""
    return " ".join(x for x in (MINH_HOA if b.minh_hoa else "", nhap) if x)


def to_giay(b: BieuNop) -> ToGiay:
    """The form as one paper in the layout of NĐ 30/2020/NĐ-CP."""
    mau, co = MAU[b.bieu], _dong(b)
    tren, ten = don_vi_gui(b)
    noi = b.don_vi.ten_ngay(b.ky.den_ngay).ten
    ky = b.chuc_vu_ky.upper() if b.bieu == Bieu.B04 and b.chuc_vu_ky else mau.chuc_vu_ky
    return ToGiay(
        van_ban=TieuDeVanBan(
            co_quan_chu_quan=tren.upper(),
            co_quan_ban_hanh=ten.upper(),
            so_ky_hieu="",
            dia_danh=noi,
            ngay=_ngay(b),
            nam=b.ky.nam,
            ten_loai=mau.so_bieu.upper(),
            trich_yeu=mau.ten,
            noi_nhan=(*mau.noi_nhan, "Lưu: VT"),
            chuc_vu_ky=ky,
            ho_ten_ky=b.nguoi_ky,
        ),
        khoi=(
            *(Doan(chu, dau=f"{nhan}:") for nhan, chu in thong_tin(b)),
            Bang(_bang(mau, co)),
            *((Doan(mau.ghi_chu, dau="Ghi chú:"),) if mau.ghi_chu else ()),
            *((Doan(b.nhan_xet, dau="Thuyết minh:"),) if b.nhan_xet else ()),
        ),
        canh_bao=canh_bao(b),
        tieu_de=f"{mau.so_bieu}. {mau.ten} – {b.ky}",
        tac_gia=ten,
        tu_khoa=("CUM-CONG-NGHIEP", mau.so_bieu),
    )


def _bang(mau: Mau, co: dict[str, DongBieu]) -> BangSoLieu:
    le = _so_le(mau, co)

    def hang(h: Dong | Muc) -> Hang:
        if isinstance(h, Muc):
            return Hang((f"{h.ma}. {h.ten}",), "nhom")
        d = co.get(h.ma)
        so: GiaTriO = None
        if d is not None and d.gia_tri is not None:
            so = dinh_dang(d.gia_tri, le[h.ma])
        return Hang((h.ma, h.ten, h.dvt, so, _ghi_chu(d)))

    return BangSoLieu(
        "",
        (
            Cot("TT", kieu="stt", rong=11),
            Cot("Chỉ tiêu", kieu="chu", rong=74),
            Cot("Đơn vị tính", kieu="chu", rong=22),
            Cot(mau.cot_ket_qua, rong=27),
            Cot("Ghi chú", kieu="chu", rong=26),
        ),
        (Hang(_COT), *(hang(h) for h in mau.hang)),
    )


def pdf(b: BieuNop) -> bytes:
    """PDF/UA-1 bytes. Raises PdfError when a text cannot be set."""
    return ban_pdf(to_giay(b))


def word(b: BieuNop) -> bytes:
    """The same words as a Word file."""
    return ban_word(to_giay(b))


def xlsx(b: BieuNop) -> bytes:
    """One sheet: columns TT, Chỉ tiêu, Đơn vị tính, Kết quả, Ghi chú; missing is an empty cell.

    While the form is open for typing the cells of results and notes are too.
    """
    mau, co = MAU[b.bieu], _dong(b)
    wb = Workbook()
    ws = wb.active
    if not isinstance(ws, Worksheet):
        raise TypeError("a new workbook has a sheet")
    ws.title = f"Biểu {b.bieu}"
    dat_be_rong(ws, {"A": 7, "B": 66, "C": 15, "D": 20, "E": 34})
    dau = _dau_trang(ws, b, mau)
    nhap, le = b.trang_thai in DANG_NHAP, _so_le(mau, co)
    for r, h in enumerate(mau.hang, dau):
        if isinstance(h, Muc):
            _muc(ws, r, h)
        else:
            _hang(ws, r, h, co.get(h.ma), nhap=nhap, so_le=le[h.ma])
    cuoi = dau + len(mau.hang)
    _chan_trang(ws, b, mau, cuoi)
    ws.freeze_panes = f"C{dau}"
    thiet_lap_in(
        ws,
        ngang=False,
        dong_lap=f"{dau - 2}:{dau - 1}",
        vung=f"A1:E{cuoi + 4}",
        le_mm=(20, 15, 20, 20),
    )
    khoa_trang(ws, o_nhap=[f"D{dau}:E{cuoi - 1}"] if nhap else ())
    ghi_danh_tinh(
        wb,
        {DANH_TINH: str(b.pk), "bieu_cum_dong_dau": str(dau), "bieu_cum_vong": str(b.vong)},
        trang="danh_tinh",
    )
    ten = f"{mau.so_bieu}. {mau.ten} – {b.ky}"
    return ra_bytes(wb, tieu_de=ten, tac_gia=TAC_GIA, luc=b.sua_luc)


def _dau_trang(ws: Worksheet, b: BieuNop, mau: Mau) -> int:
    """Title, lines of information, heading of the table; the first row under it."""
    r = 1
    kieu_tieu_de(ghi(ws.cell(r, 1), f"{mau.so_bieu}. {mau.ten}"), cap=1)
    ws.row_dimensions[r].height = 40
    dong = [f"{nhan}: {chu}" for nhan, chu in thong_tin(b)]
    for chu in (*dong, *([canh_bao(b)] if canh_bao(b) else ())):
        r += 1
        kieu_tieu_de(ghi(ws.cell(r, 1), chu), cap=2).alignment = _TRAI
        ws.row_dimensions[r].height = 16 * (1 + len(chu) // 120)
    for i in range(1, r + 1):
        ws.merge_cells(start_row=i, end_row=i, start_column=1, end_column=5)
    r += 2
    for c, chu in enumerate(("TT", "Chỉ tiêu", "Đơn vị tính", mau.cot_ket_qua, "Ghi chú"), 1):
        kieu_tieu_de(ghi(ws.cell(r, c), chu), cap=3)
        kieu_tieu_de(ghi(ws.cell(r + 1, c), _COT[c - 1]), cap=3)
    ws.row_dimensions[r].height = 48
    return r + 2


def _muc(ws: Worksheet, r: int, h: Muc) -> None:
    for c in range(1, 6):
        kieu_o(ws.cell(r, c), dam=True, can="center" if c == 1 else None)
    ghi(ws.cell(r, 1), h.ma)
    ghi(ws.cell(r, 2), h.ten)


def _hang(ws: Worksheet, r: int, h: Dong, d: DongBieu | None, *, nhap: bool, so_le: int) -> None:
    kieu_o(ghi(ws.cell(r, 1), h.ma), can="center")
    kieu_o(ghi(ws.cell(r, 2), h.ten), thut=1 if h.la_con else 0)
    kieu_o(ghi(ws.cell(r, 3), h.dvt), can="center")
    o = ws.cell(r, 4)
    (kieu_nhap if nhap else kieu_o)(o)
    o.alignment = Alignment(horizontal="right", vertical="center")
    ghi(o, d.gia_tri if d else None, so_le=so_le)
    (kieu_nhap if nhap else kieu_o)(ghi(ws.cell(r, 5), _ghi_chu(d)))
    ws.row_dimensions[r].height = 16 * (1 + len(h.ten) // 78) + 2


def _so_le(mau: Mau, co: dict[str, DongBieu]) -> dict[str, int]:
    return so_le_in(mau, {ma: d.gia_tri for ma, d in co.items()})


def _chan_trang(ws: Worksheet, b: BieuNop, mau: Mau, cuoi: int) -> None:
    r = cuoi + 1
    if mau.ghi_chu:
        kieu_tieu_de(ghi(ws.cell(r, 1), f"Ghi chú: {mau.ghi_chu}"), cap=2).alignment = _TRAI
        ws.merge_cells(start_row=r, end_row=r, start_column=1, end_column=5)
        ws.row_dimensions[r].height = 32
    ngay = _ngay(b)
    chu = f"ngày {ngay:%d} tháng {ngay:%m} năm {ngay:%Y}" if ngay else "ngày … tháng … năm …"
    noi = b.don_vi.ten_ngay(b.ky.den_ngay).ten
    for i, dong in enumerate((f"{noi}, {chu}", mau.chuc_vu_ky.replace("\n", " "), b.nguoi_ky), 1):
        o = kieu_tieu_de(ghi(ws.cell(r + i, 4), dong), cap=2)
        ws.merge_cells(start_row=r + i, end_row=r + i, start_column=4, end_column=5)
        ws.row_dimensions[r + i].height = 32
        o.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


_DINH_DANG = {"pdf": (pdf, PDF), "docx": (word, DOCX), "xlsx": (xlsx, XLSX)}


def tra_tep(b: BieuNop, dinh_dang: str) -> HttpResponse:
    """The form as an attachment; 409 with a sentence when a text cannot be set. Raises Http404."""
    if dinh_dang not in _DINH_DANG:
        raise Http404("Không có định dạng này.")
    ve, kieu = _DINH_DANG[dinh_dang]
    try:
        noi_dung = ve(b)
    except PdfError as loi:
        return HttpResponse(str(loi), status=409, content_type="text/plain; charset=utf-8")
    tra = HttpResponse(noi_dung, content_type=kieu)
    ten = f"bieu-{b.bieu}-{b.ky.loai}-{b.ky.nam}-{b.pk}.{dinh_dang}"
    tra["Content-Disposition"] = f'attachment; filename="{ten}"'
    tra["X-Content-Type-Options"] = "nosniff"
    tra["Cache-Control"] = "private, no-store"
    return tra
