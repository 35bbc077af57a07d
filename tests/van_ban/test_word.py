"""One description of a paper, two files: the same words, the layout of NĐ 30, the same bytes."""

import html
import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from cucctdp.pdf.bang import BangSoLieu, Cot, Hang
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.van_ban import Bang, Doan, Nhan, ONguoiKy, ToGiay, ban_pdf, ban_word, trang_html
from cucctdp.van_ban.do_rong import rong_cot
from cucctdp.van_ban.word import RONG_DOC
from tests.pdf.nd30 import chu_cua, kiem_tra_nd30
from tests.van_ban.doc_word import chu_word, khong_trang, loi_nd30

BANG = BangSoLieu(
    tieu_de="Kinh phí",
    cot=(
        Cot("STT", kieu="stt", rong=11), Cot("Nội dung", kieu="chu"),
        Cot("KCQG", "đồng", nhom="Trong đó"), Cot("Đối ứng", "đồng", nhom="Trong đó"),
    ),
    hang=(
        Hang(("Nhóm một",), "nhom"), Hang(("1", "Máy sấy chè, lắp đặt", 300_000_000, None)),
        Hang(("", "Tổng cộng", 300_000_000, "–"), "tong"),
    ),
    don_vi_tinh="đồng",
    nguon="Sổ cái.",
)  # fmt: skip
TO = ToGiay(
    van_ban=TieuDeVanBan(
        co_quan_chu_quan="BỘ CÔNG THƯƠNG",
        co_quan_ban_hanh="CỤC CÔNG THƯƠNG ĐỊA PHƯƠNG",
        so_ky_hieu="5/TTr-CTĐP",
        dia_danh="Hà Nội",
        ngay=date(2026, 2, 5),
        ten_loai="TỜ TRÌNH",
        trich_yeu="Về việc phê duyệt kế hoạch",
        kinh_gui=("Bộ trưởng", "Vụ Kế hoạch"),
        noi_nhan=("Như trên", "Lưu: VT"),
        chuc_vu_ky="KT. CỤC TRƯỞNG\nPHÓ CỤC TRƯỞNG",
        ho_ten_ky="Nguyễn Văn A",
    ),
    khoi=(
        Doan("Căn cứ Nghị định số 45/2012/NĐ-CP;", "can-cu"),
        Doan("I. NỘI DUNG", "muc"),
        Doan("Kính trình.\nDòng hai."),
        Nhan("Tổng kinh phí", "300.000.000 đồng"),
        Bang(BANG),
    ),
    ten_phu_luc="Danh mục",
    phu_luc=(Bang(BANG),),
    canh_bao="Số liệu minh họa",
    ghi_chu="Văn bản chưa ký.",
    tieu_de="Tờ trình",
    tac_gia="Cục",
)
BIEU = replace(
    TO,
    van_ban=replace(TO.van_ban, chuc_vu_ky="", so_ky_hieu="", kinh_gui=("Cục",), ngay=None),
    ky=(ONguoiKy("NGƯỜI LẬP"), ONguoiKy("THỦ TRƯỞNG", "Trần Thị B")),
    phu_luc=(),
    ngang=True,
    so_mau="Mẫu 1",
)
CONG_VAN = replace(TO, van_ban=replace(TO.van_ban, ten_loai=""), phu_luc=())


def _chu_trang(to):
    than = trang_html(to).partition("<body")[2].partition(">")[2]
    return khong_trang(html.unescape(re.sub(r"<[^>]+>", " ", than)))


@pytest.mark.parametrize("to", [TO, BIEU, CONG_VAN], ids=["van-ban", "bieu", "cong-van"])
def test_word_file_says_the_words_of_the_pdf_in_their_order(to):
    assert khong_trang(chu_word(ban_word(to))) == _chu_trang(to)


def test_printed_pdf_has_the_words_of_the_word_file():
    mot_trang = replace(BIEU, khoi=TO.khoi[-2:], ngang=False)

    pdf = ban_pdf(mot_trang)

    assert khong_trang(chu_cua(pdf)) == khong_trang(chu_word(ban_word(mot_trang)))
    assert kiem_tra_nd30(pdf) == []


@pytest.mark.parametrize("to", [TO, BIEU], ids=["van-ban", "bieu"])
def test_word_file_keeps_the_layout_of_nd30(to):
    assert loi_nd30(ban_word(to)) == []


def test_annex_is_landscape_and_counts_its_own_pages():
    d = docx.Document(BytesIO(ban_word(TO)))

    doc, ngang = d.sections
    assert (doc.page_width.mm < doc.page_height.mm, ngang.page_width.mm > 290) == (True, True)
    assert ngang._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_same_paper_gives_the_same_bytes():
    assert ban_word(TO) == ban_word(TO)
    assert ban_word(TO) != ban_word(BIEU)


def test_table_repeats_both_head_rows_and_merges_their_cells():
    (bang,) = [t for t in docx.Document(BytesIO(ban_word(BIEU))).tables if "KCQG" in t._tbl.xml]

    dau = [tr.find(f".//{qn('w:tblHeader')}") is not None for tr in bang._tbl.tr_lst]
    assert dau == [True, True, False, False, False]
    assert [c.text for c in bang.rows[0].cells] == ["STT", "Nội dung", "Trong đó", "Trong đó"]
    assert [c.text for c in bang.rows[1].cells][:2] == ["STT", "Nội dung"]
    assert len(bang._tbl.tr_lst[2].tc_lst) == 1


def test_columns_fill_the_line_and_no_amount_is_broken():
    cac = rong_cot(BANG, RONG_DOC, 11)

    assert sum(cac) == pytest.approx(RONG_DOC)
    assert cac[0] == 11
    assert cac[2] > 22
    assert cac[1] > cac[2]


def test_named_widths_give_way_when_they_do_not_fit():
    hep = replace(BANG, cot=tuple(replace(c, rong=100) for c in BANG.cot))

    assert sum(rong_cot(hep, RONG_DOC, 11)) == pytest.approx(RONG_DOC)


def test_control_characters_of_old_files_do_not_break_the_file():
    xau = replace(BIEU, khoi=(Doan("Máy\x0bsấy\x00"),))

    assert "Máysấy" in chu_word(ban_word(xau))
