"""What papers of a round say; each is looked at as a page image by hand, here by its words."""

import io
from datetime import date
from decimal import Decimal

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pypdf import PdfReader

from cucctdp.van_ban import ban_pdf, ban_word, trang_html
from cucctdp.van_ban.mo_ta import Bang
from sanpham_tieubieu.giay_to.danh_sach import (
    cac_giay_ho_so,
    cac_giay_ky,
    dung_giay_ho_so,
    dung_giay_ky,
)
from sanpham_tieubieu.giay_to.du_lieu import doc_ky
from sanpham_tieubieu.giay_to.phieu_cham import phieu_cham
from sanpham_tieubieu.giay_to.ten import dong_ky
from sanpham_tieubieu.models import PhieuCham
from sanpham_tieubieu.quyen_diem import ChuaMoDiem
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.sanpham_tieubieu.giay_to.dung import cong_nhan, dung_mau, hop, khai_them

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _luat(nhom_va_luat):
    pass


def _so(m):
    return tai_khoan("so_truong_phong", don_vi=m.tinh)


def _cac_bang(to):
    return [k.bang for k in (*to.khoi, *to.phu_luc) if isinstance(k, Bang)]


def _o(bang):
    return [[o.chu for o in cac] for kieu, cac in bang.cac_hang if kieu != "nhom"]


def _chu(to):
    return " ".join(
        getattr(k, "chu", "") or f"{getattr(k, 'nhan', '')}: {getattr(k, 'gia_tri', '')}"
        for k in to.khoi
    )


def _pdf(noi_dung):
    return " ".join(
        " ".join(t.extract_text().split()) for t in PdfReader(io.BytesIO(noi_dung)).pages
    )


def test_papers_before_the_opening_are_those_without_scores():
    m = dung_mau(mo=False)
    so = _so(m)

    cac = [g.ma for g in cac_giay_ky(doc_ky(m.ky), so)]

    assert cac == ["ke-hoach", "qd-hoi-dong", "qd-giam-khao", "qd-khung-diem", "pl5"]
    with pytest.raises(ChuaMoDiem):
        dung_giay_ky("bien-ban-tong-hop", doc_ky(m.ky), so)
    with pytest.raises(ValidationError):
        dung_giay_ky("to-trinh", doc_ky(m.ky), so)


def test_minutes_of_scores_print_matrix_recusal_and_missing_sheets():
    m = dung_mau()

    to = dung_giay_ky("bien-ban-tong-hop", doc_ky(m.ky), _so(m))

    _, tcmn, cbnlts, ck = _cac_bang(to)
    assert _o(tcmn)[0][3:] == ["86", "84", "KP", "2", "85,00", "Đạt"]
    assert [d[3:] for d in _o(cbnlts)] == [
        ["88", "91,5", "90", "3", "89,83", "Đạt"],
        ["81", "79", "TC", "2", "80,00", "Đạt"],
        ["69,5", "70", "70,4", "3", "69,97", "Không đạt"],
    ]
    assert _o(ck)[0][3:] == ["77", "KP", "KP", "1", "…", "Chưa đủ phiếu (1/2)"]
    chu = _chu(to)
    assert (
        "Số phiếu phát ra: 15; thu về có chữ ký: 11; không có phiếu: 3; không chấm do xung " in chu
    )
    assert "Trần Thị Minh Nguyệt 3 không chấm CB-02 (đã tư vấn, giúp lập hồ sơ)" in chu
    assert "Có 3/5 sản phẩm đạt điểm bình quân từ 70 trở lên" in chu


def test_minutes_of_the_council_print_votes_and_proposals():
    m = dung_mau()
    hop(m)

    to = dung_giay_ky("bien-ban-hop", doc_ky(m.ky), _so(m))

    tv, tcmn, cbnlts, _, chon, de_cu = _cac_bang(to)
    assert [d[-1] for d in _o(tv)] == ["Có mặt"] * 6 + ["Vắng"]
    assert _o(tcmn)[0][5:] == ["6", "0", "0", "Chọn"]
    assert [d[5:] for d in _o(cbnlts)] == [
        ["6", "0", "0", "Chọn"], ["2", "4", "0", "Không chọn"], ["2", "4", "0", "Không chọn"],
    ]  # fmt: skip
    assert chon.tieu_de == "1. Đề nghị công nhận 2 sản phẩm"
    assert [d[1] for d in _o(de_cu)] == ["Chè Shan tuyết cổ thụ hộp 100 g"]
    assert "Có mặt 6/7 thành viên, đủ tỷ lệ tối thiểu 2/3 để họp." in _chu(to)


def test_decision_lists_what_it_recognises_with_validity_and_prize():
    m = dung_mau()
    hop(m)
    cong_nhan(m)

    to = dung_giay_ky("qd-cong-nhan", doc_ky(m.ky), _so(m), m.qd.pk)

    assert to.van_ban.dong_so == "Số: 2105/QĐ-UBND"
    assert to.tham_quyen == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI"
    assert "có giá trị đến hết ngày 31 tháng 12 năm 2028" in _chu(to)
    [bang] = _cac_bang(to)
    assert [(d[1], d[2], d[4]) for d in _o(bang)] == [
        ("Bộ khăn thổ cẩm thêu tay người Mông", "Hợp tác xã Thổ cẩm Lùng Tám", "Giải Nhì"),
        ("Chè Shan tuyết cổ thụ hộp 100 g", "Hợp tác xã Chè Bản Liền", "Giải Nhất"),
    ]


def test_draft_decision_is_for_who_runs_the_round():
    m = dung_mau()
    hop(m)
    ngoai = tai_khoan("so_tong_hop", don_vi=m.tinh)

    cua_so = [g.ma for g in cac_giay_ky(doc_ky(m.ky), _so(m))]

    assert {"to-trinh", "qd-cong-nhan"} <= set(cua_so)
    assert [g.ma for g in cac_giay_ky(doc_ky(m.ky), ngoai)] == ["ke-hoach", "pl5"]
    with pytest.raises(PermissionDenied):
        dung_giay_ky("to-trinh", doc_ky(m.ky), ngoai)


def test_notice_goes_to_losers_with_the_clock_of_complaints():
    m = dung_mau()
    hop(m)
    cong_nhan(m)

    duoc, truot = (dung_giay_ho_so("thong-bao", m.ho_so[i]) for i in (0, 1))

    assert "đạt Giải Nhất" in _chu(duoc)
    assert "Điểm bình quân: 89,83/100 điểm (ngưỡng xét: 70 điểm)" in _chu(duoc)
    assert "Không được công nhận trong kỳ bình chọn này" in _chu(truot)
    assert "trong thời hạn 15 ngày làm việc kể từ ngày 26 tháng 9 năm 2026" in _chu(truot)
    assert truot.van_ban.kinh_gui == ("Công ty TNHH Tinh dầu Nậm Đét",)


def test_dossier_prints_forms_1_and_2_and_no_notice_before_the_decision():
    m = dung_mau()
    h = m.ho_so[0]
    khai_them(h)

    pl1, pl2 = (dung_giay_ho_so(ma, h) for ma in ("pl1", "pl2"))

    assert [g.ma for g in cac_giay_ho_so(h)] == ["pl1", "pl2"]
    assert "Địa chỉ sản xuất: Thôn Đội 2, xã Bắc Hà 1, tỉnh Lào Cai" in _chu(pl1)
    assert "Cho giữ lại sản phẩm để trưng bày, giới thiệu: Đồng ý" in _chu(pl1)
    nam, giay = _cac_bang(pl2)
    assert _o(nam)[0] == ["Sản lượng (tấn)", "12,5", "14"]
    assert _o(nam)[3] == ["Lợi nhuận (đồng)", "…", "310.000.000"]
    assert _o(giay)[0][2:] == [
        "12/2025/NNPTNT-LCA",
        "Chi cục Chất lượng",
        "01/05/2025",
        "01/05/2028",
    ]


def test_list_of_dossiers_is_of_the_account():
    m = dung_mau()
    ngoai = tai_khoan("so_truong_phong", don_vi=DonViFactory(ma="80", ten_goi="Tây Ninh"))

    to = dung_giay_ky("pl5", doc_ky(m.ky), _so(m))

    [bang] = _cac_bang(to)
    assert [h.o[0] for h in bang.hang if h.kieu == "nhom"] == [
        "Nhóm sản phẩm thủ công mỹ nghệ (1 sản phẩm)",
        "Nhóm sản phẩm chế biến nông, lâm, thủy sản và thực phẩm (3 sản phẩm)",
        "Nhóm sản phẩm về thiết bị, máy móc, dụng cụ và phụ tùng cơ khí (1 sản phẩm)",
    ]
    with pytest.raises(ValidationError):
        dung_giay_ky("pl5", doc_ky(m.ky), ngoai)


def test_blank_sheet_hides_names_until_the_opening():
    m = dung_mau(mo=False)
    h, gk = m.ho_so[0], m.gk[0]

    to = phieu_cham(doc_ky(m.ky), h, gk, m.khung[h.ma_nhom])

    assert h.ten_san_pham not in trang_html(to)
    assert h.ten_co_so not in trang_html(to)
    [bang] = _cac_bang(to)
    assert {d[3] for d in _o(bang)} == {""}
    assert _o(bang)[-1][2] == "100"


def test_filled_sheet_prints_sums_of_its_leaves():
    m = dung_mau()
    h = m.ho_so[0]
    phieu = PhieuCham.objects.get(ho_so=h, giam_khao=m.gk[1])

    to = phieu_cham(doc_ky(m.ky), h, m.gk[1], phieu.khung, phieu)

    [bang] = _cac_bang(to)
    assert [d[3] for d in _o(bang)] == ["40", "18", "22", "40", "20", "20", "10", "1,5", "91,5"]
    assert "Tên sản phẩm: Chè Shan tuyết cổ thụ hộp 100 g" in _chu(to)
    assert phieu.bam in to.ghi_chu


def test_regional_round_is_issued_by_the_cuc():
    m = dung_mau()
    k = doc_ky(m.ky)
    k.ky.cap, k.ky.khu_vuc, k.ky.don_vi = "khu_vuc", "bac", None

    to = dung_giay_ky("ke-hoach", k, _so(m))

    assert to.van_ban.co_quan_chu_quan == "BỘ CÔNG THƯƠNG"
    assert to.van_ban.trich_yeu.endswith("khu vực phía Bắc năm 2026")
    assert to.van_ban.dia_danh == "Hà Nội"


def test_plan_and_rubric_are_the_same_words_in_pdf_and_word():
    m = dung_mau()
    so = _so(m)

    ke_hoach = dung_giay_ky("ke-hoach", doc_ky(m.ky), so)
    khung = dung_giay_ky("qd-khung-diem", doc_ky(m.ky), so)

    pdf = _pdf(ban_pdf(ke_hoach))
    word = docx.Document(io.BytesIO(ban_word(khung)))
    assert "Kinh phí thực hiện: 350.000.000 đồng (bằng chữ: Ba trăm năm mươi triệu đồng)." in pdf
    assert "Tổng cộng 18" in pdf
    bang = [[c.text for c in r.cells] for r in word.tables[-1].rows]
    assert bang[-1][1:3] == ["Tổng điểm", "100"]


@pytest.mark.parametrize(
    ("cap", "chuc_danh", "dong"),
    [
        ("tinh", "", ("CHỦ TỊCH",)),
        ("tinh", "Chủ tịch Ủy ban nhân dân tỉnh Lào Cai", ("CHỦ TỊCH",)),
        ("tinh", "Phó Chủ tịch UBND tỉnh", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("khu_vuc", "Phó Cục trưởng Cục Đổi mới sáng tạo", ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG")),
        ("khu_vuc", "KT. Cục trưởng Phó Cục trưởng", ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG")),
        ("quoc_gia", "Thứ trưởng Bộ Công Thương", ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")),
        ("quoc_gia", "KT. Bộ trưởng, Thứ trưởng", ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")),
    ],
)
def test_deputy_signs_for_the_head(cap, chuc_danh, dong):
    assert dong_ky(cap, chuc_danh) == dong


def test_every_paper_carries_its_warnings():
    m = dung_mau(minh_hoa=True)

    to = dung_giay_ky("qd-hoi-dong", doc_ky(m.ky), _so(m))

    assert to.canh_bao == "Số liệu minh họa, không phải hồ sơ thật"
    assert "chưa ký" in to.ghi_chu
    assert to.van_ban.ngay == date(2026, 3, 20)
    assert [d[3] for d in _o(_cac_bang(to)[0])][:2] == [
        "Chủ tịch Hội đồng", "Phó Chủ tịch thường trực",
    ]  # fmt: skip
    assert m.ky.nguong == Decimal(70)
