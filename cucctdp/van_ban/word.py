"""A paper as a Word file in the layout of NĐ 30/2020/NĐ-CP, for officers who must edit it.

The words and their order are those of ``pdf/to_giay.html``; the same paper gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from functools import cache
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.pdf.thuoc_chu import rong
from cucctdp.van_ban.bang_word import cho_ky, giu_voi_sau, them_bang, them_khung
from cucctdp.van_ban.kieu import (
    CO_BANG_DOC,
    CO_BANG_NGANG,
    dat_kieu,
    dong_khung,
    gach,
    ma_kieu,
    phan,
    sach,
    them_doan,
)
from cucctdp.van_ban.mo_ta import Bang, Doan, Khoi, Nhan, ToGiay

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Margins of NĐ 30: top and bottom 20-25, left 30-35, right 15-20 mm.
_TREN, _DUOI, _TRAI, _PHAI = 20, 20, 30, 15
_A4 = (210, 297)
RONG_DOC, RONG_NGANG = _A4[0] - _TRAI - _PHAI, _A4[1] - _TRAI - _PHAI
_LUC_CO_DINH = (1980, 1, 1, 0, 0, 0)
_KIEU_DOAN = {"": "Thân văn bản", "muc": "Mục", "can-cu": "Căn cứ", "giua": "Dòng giữa"}
_KHOI_QUOC_HIEU = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"


def ban_word(to: ToGiay) -> bytes:
    """The paper as DOCX bytes."""
    tai_lieu = docx.Document(io.BytesIO(_khung()))
    trang = tai_lieu.sections[0]
    _dat_trang(trang, ngang=to.ngang)
    _dat_so_trang(trang)
    _dat_thong_tin(tai_lieu, to)
    be_rong = RONG_NGANG if to.ngang else RONG_DOC
    if to.so_mau:
        them_doan(tai_lieu, to.so_mau, "Số mẫu")
    _quoc_hieu(tai_lieu, to.van_ban, be_rong)
    _canh_bao(tai_lieu, to)
    if to.tham_quyen:
        them_doan(tai_lieu, to.tham_quyen, "Thẩm quyền")
    _khoi(tai_lieu, to.khoi, be_rong, CO_BANG_NGANG if to.ngang else CO_BANG_DOC)
    giu_voi_sau(tai_lieu)
    if to.van_ban.chuc_vu_ky:
        _chu_ky(tai_lieu, to.van_ban, be_rong)
    elif to.ky:
        _cac_o_ky(tai_lieu, to, be_rong)
    if to.ghi_chu:
        giu_voi_sau(tai_lieu)
        them_doan(tai_lieu, to.ghi_chu, "Ghi chú mẫu")
    if to.phu_luc:
        _phu_luc(tai_lieu, to)
    # Word wants a paragraph after a last table.
    them_doan(tai_lieu, "", "Ngăn")
    return _goi(tai_lieu)


@cache
def _khung() -> bytes:
    """An empty document with the named styles, made once a process."""
    tai_lieu, ra = docx.Document(), io.BytesIO()
    dat_kieu(tai_lieu)
    goi = tai_lieu.part.package
    for ma, quan_he in list(goi.rels.items()):
        if quan_he.reltype == RT.THUMBNAIL:
            goi.rels.pop(ma)
    tai_lieu.save(ra)
    return ra.getvalue()


# --- pages -----------------------------------------------------------------------------------


def _dat_trang(trang: Any, *, ngang: bool) -> None:
    ngan, dai = _A4
    trang.orientation = WD_ORIENT.LANDSCAPE if ngang else WD_ORIENT.PORTRAIT
    trang.page_width, trang.page_height = (Mm(dai), Mm(ngan)) if ngang else (Mm(ngan), Mm(dai))
    trang.top_margin, trang.bottom_margin = Mm(_TREN), Mm(_DUOI)
    trang.left_margin, trang.right_margin = Mm(_TRAI), Mm(_PHAI)
    trang.header_distance = trang.footer_distance = Mm(10)
    # The first page carries no number.
    trang.different_first_page_header_footer = True


def _dat_so_trang(trang: Any) -> None:
    """The page number, centred in the top margin; annexes inherit it."""
    doan = trang.header.paragraphs[0]
    doan.alignment = WD_ALIGN_PARAGRAPH.CENTER
    chay = doan.add_run()
    chay.font.size = Pt(13)
    lenh = phan("w:instrText")
    lenh.set(qn("xml:space"), "preserve")
    lenh.text = " PAGE "
    for nut in (phan("w:fldChar", fldCharType="begin"), lenh, phan("w:fldChar", fldCharType="end")):
        chay._r.append(nut)


def _dat_thong_tin(tai_lieu: Any, to: ToGiay) -> None:
    """Metadata of the file; no clock and no tool's name, so that equal papers are equal files."""
    tin = tai_lieu.core_properties
    tin.title, tin.author = sach(to.tieu_de)[:255], sach(to.tac_gia)[:255]
    tin.keywords, tin.language, tin.comments = sach(", ".join(to.tu_khoa))[:255], "vi-VN", ""
    goc = tin._element
    for ten in ("dcterms:created", "dcterms:modified", "cp:lastModifiedBy"):
        for nut in goc.findall(qn(ten)):
            goc.remove(nut)


def _goi(tai_lieu: Any) -> bytes:
    """Saved with one fixed moment in the archive."""
    tho, ra = io.BytesIO(), io.BytesIO()
    tai_lieu.save(tho)
    with zipfile.ZipFile(tho) as cu, zipfile.ZipFile(ra, "w") as moi:
        for ten in cu.namelist():
            muc = zipfile.ZipInfo(ten, _LUC_CO_DINH)
            muc.compress_type = zipfile.ZIP_DEFLATED
            moi.writestr(muc, cu.read(ten))
    return ra.getvalue()


# --- parts -----------------------------------------------------------------------------------


def _viet(o: _Cell, cac: Iterable[tuple[str, str]]) -> None:
    """(text, style) into a cell, the first into the paragraph that every cell has."""
    for chu, kieu in cac:
        dau = o.paragraphs[0]
        if len(o.paragraphs) == 1 and not dau.text and dau._p.pPr is None:
            dau.add_run(sach(chu))
            dau._p.style = ma_kieu(kieu)
        else:
            them_doan(o, chu, kieu)


def _gach_duoi(noi: Any, be_rong: float, dai: float) -> Paragraph:
    doan = them_doan(noi, "", "Gạch ngắn")
    gach(doan, be_rong, dai)
    return doan


def _quoc_hieu(tai_lieu: Any, v: TieuDeVanBan, be_rong: float) -> None:
    trai = be_rong * 0.4
    phai = be_rong - trai
    (ben_trai, ben_phai), (so, ngay) = them_khung(tai_lieu, (trai, phai), 2)
    chu_quan = [(d, "Cơ quan chủ quản") for d in v.cac_dong_chu_quan]
    _viet(ben_trai, [*chu_quan, *((d, "Cơ quan ban hành") for d in v.cac_dong_ban_hanh)])
    dai_nhat = max((rong(d, 13, dam=True) for d in v.cac_dong_ban_hanh), default=0)
    _gach_duoi(ben_trai, trai, dai_nhat * 0.4)
    _viet(ben_phai, [(_KHOI_QUOC_HIEU, "Quốc hiệu"), (_TIEU_NGU, "Tiêu ngữ")])
    _gach_duoi(ben_phai, phai, rong(_TIEU_NGU, 14, dam=True))
    _viet(so, [(v.dong_so, "Số ký hiệu")])
    if not v.ten_loai and v.trich_yeu:
        _viet(so, [(v.trich_yeu, "Trích yếu công văn")])
    _viet(ngay, [(v.dong_ngay, "Địa danh ngày tháng")])
    if v.ten_loai:
        cuoi = them_doan(tai_lieu, v.ten_loai, "Tên loại")
        if v.trich_yeu:
            them_doan(tai_lieu, v.trich_yeu, "Trích yếu")
            dong = max(v.trich_yeu.splitlines(), key=len)
            cuoi = _gach_duoi(tai_lieu, be_rong, min(rong(dong, 14, dam=True), be_rong) * 0.4)
        cuoi.paragraph_format.space_after = Pt(8)
    if len(v.kinh_gui) == 1:
        them_doan(tai_lieu, f"Kính gửi: {v.cac_dong_kinh_gui[0]}", "Kính gửi")
    elif v.kinh_gui:
        them_doan(tai_lieu, "Kính gửi:", "Kính gửi")
        for dong in v.cac_dong_kinh_gui:
            them_doan(tai_lieu, dong, "Nơi kính gửi")


def _canh_bao(tai_lieu: Any, to: ToGiay) -> None:
    if to.canh_bao:
        dong_khung(them_doan(tai_lieu, to.canh_bao, "Cảnh báo"))


def _khoi(tai_lieu: Any, cac_khoi: Iterable[Khoi], be_rong: float, co: float) -> None:
    for k in cac_khoi:
        if isinstance(k, Bang):
            _bang(tai_lieu, k, be_rong, co)
        elif isinstance(k, Nhan):
            them_doan(tai_lieu, f"{k.nhan}: {k.gia_tri}", "Ô khai")
        else:
            _doan(tai_lieu, k)


def _doan(tai_lieu: Any, k: Doan) -> None:
    if not k.dau:
        them_doan(tai_lieu, k.chu, _KIEU_DOAN[k.kieu])
        return
    doan = them_doan(tai_lieu, f"{k.dau} ", _KIEU_DOAN[k.kieu])
    doan.runs[0].bold = True
    doan.add_run(sach(k.chu))


def _bang(tai_lieu: Any, k: Bang, be_rong: float, co: float) -> None:
    b = k.bang
    them_doan(tai_lieu, f"{b.so_hieu}. {b.tieu_de}" if b.so_hieu else b.tieu_de, "Tên bảng")
    if b.so_lieu_den:
        them_doan(tai_lieu, b.so_lieu_den, "Số liệu đến")
    if b.don_vi_tinh:
        them_doan(tai_lieu, f"Đơn vị tính: {b.don_vi_tinh}", "Đơn vị tính")
    them_bang(tai_lieu, b, be_rong, co)
    nguon = f"Nguồn: {b.nguon}" if b.nguon else ""
    if chan := " ".join(filter(None, (b.ghi_chu_ky_hieu, nguon))):
        giu_voi_sau(tai_lieu)
        them_doan(tai_lieu, chan, "Chân bảng")


def _ngan_chu_ky(tai_lieu: Any) -> None:
    """The space above the signatures, on the page of both its neighbours."""
    dang = them_doan(tai_lieu, "", "Ngăn").paragraph_format
    dang.keep_with_next, dang.space_before = True, Pt(10)


def _chu_ky(tai_lieu: Any, v: TieuDeVanBan, be_rong: float) -> None:
    """Recipients on the left, signing authority on the right (ô 7a and 9b of NĐ 30)."""
    _ngan_chu_ky(tai_lieu)
    ((trai, phai),) = them_khung(tai_lieu, (be_rong * 0.48, be_rong * 0.52))
    if v.noi_nhan:
        _viet(trai, [("Nơi nhận:", "Nơi nhận"), *((d, "Nơi nhận") for d in v.cac_dong_noi_nhan)])
        nhan = trai.paragraphs[0].runs[0].font
        nhan.size, nhan.bold, nhan.italic = Pt(12), True, True
    _viet(phai, [(d, "Chức vụ ký") for d in v.cac_dong_chuc_vu])
    cho_ky(phai, 25, "Họ tên ký")
    if v.ho_ten_ky:
        them_doan(phai, v.ho_ten_ky, "Họ tên ký")


def _cac_o_ky(tai_lieu: Any, to: ToGiay, be_rong: float) -> None:
    """The signatures of a form, side by side."""
    _ngan_chu_ky(tai_lieu)
    (cac_o,) = them_khung(tai_lieu, [be_rong / len(to.ky)] * len(to.ky))
    for o, nguoi in zip(cac_o, to.ky, strict=True):
        _viet(o, [(nguoi.chuc_danh, "Chức danh ký"), (nguoi.cach_ky, "Cách ký")])
        cho_ky(o, 22, "Họ tên ký")
        if nguoi.ho_ten:
            them_doan(o, nguoi.ho_ten, "Họ tên ký")


def _phu_luc(tai_lieu: Any, to: ToGiay) -> None:
    """The annex on landscape pages that count from one."""
    trang = tai_lieu.add_section(WD_SECTION.NEW_PAGE)
    tai_lieu.paragraphs[-1]._p.style = ma_kieu("Ngăn")
    _dat_trang(trang, ngang=True)
    trang._sectPr.insert_element_before(
        phan("w:pgNumType", start="1"), "w:cols", "w:titlePg", "w:docGrid"
    )
    them_doan(tai_lieu, "Phụ lục", "Tên phụ lục")
    them_doan(tai_lieu, to.ten_phu_luc, "Tên riêng phụ lục")
    them_doan(tai_lieu, to.dong_kem_theo, "Kèm theo")
    _canh_bao(tai_lieu, to)
    _khoi(tai_lieu, to.phu_luc, RONG_NGANG, CO_BANG_NGANG)
