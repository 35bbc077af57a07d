"""The quarterly briefing re-read from its bytes."""

import csv
import re
from decimal import Decimal
from html import unescape
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import transaction
from pypdf import PdfReader

from baocao.briefings import dung_ngu_canh, dung_pdf
from baocao.briefings.cong_nghiep import ke_tang_giam, xep_hang
from baocao.briefings.khung import muc_tien_do
from baocao.briefings.noi_dung import dung_html_ban_tin
from baocao.models import GiaTriTongHop, LanTongHop, SoLieuCongBo
from cucctdp.formats.so import dinh_dang
from tests.pdf.nd30 import chu_cua, kiem_tra_nd30

from .lan_mau import lan_mau

TRUY_VET = re.compile(r"http://localhost:8000/truy-vet/(\d+)/")
THIEU = ("34:14", "34:66")
BAO_CAO_THIEU = "Sơn La, Đắk Lắk"
MUOI_MOT_MA = ("04", "08", "11", "12", "14", "15", "19", "20", "22", "24", "66")


@pytest.fixture(scope="module", autouse=True)
def goc(du_lieu_goc: None) -> None:
    """Reference data once per module; each test is a savepoint on top of it."""


@pytest.fixture(scope="module")
def ban_in(goc: None, django_db_blocker: Any) -> tuple[bytes, dict[int, Decimal], str]:
    """(PDF, figures of the run by id, hash of the run) of one run with two units missing."""
    with django_db_blocker.unblock(), transaction.atomic():
        lan_mau("2026-Q1")
        lan = lan_mau(thieu=THIEU, co_minh_hoa=True)
        pdf = dung_pdf(lan, goc_nhat_ky="a" * 64)
        gia_tri = dict(lan.gia_tri.values_list("pk", "gia_tri"))
        transaction.set_rollback(True)
    return pdf, gia_tri, lan.sha256


def loi_van(lan: LanTongHop) -> str:
    """What the briefing says, read before it is printed: most questions need no PDF."""
    than = dung_html_ban_tin(lan).partition("<body")[2]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", than)))


@pytest.fixture(scope="module")
def chu(ban_in: Any) -> str:
    return chu_cua(ban_in[0])


def test_pdf_follows_the_decree(ban_in: Any) -> None:
    assert kiem_tra_nd30(ban_in[0]) == []


def test_pdf_has_the_page_count_of_a_briefing(ban_in: Any) -> None:
    assert 15 <= len(PdfReader(BytesIO(ban_in[0])).pages) <= 30


def test_pdf_metadata_names_the_organisation_and_the_run(ban_in: Any) -> None:
    thong_tin = PdfReader(BytesIO(ban_in[0])).metadata

    assert thong_tin is not None
    assert thong_tin.title == "Bản tin lãnh đạo 6 tháng đầu năm 2026"
    assert thong_tin.author == "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công"


def test_figures_of_the_run_are_attached_as_csv(ban_in: Any) -> None:
    pdf, gia_tri, _ = ban_in

    (ten, (noi_dung,)) = next(iter(PdfReader(BytesIO(pdf)).attachments.items()))

    dong = list(csv.DictReader(StringIO(noi_dung.decode("utf-8-sig"))))
    assert ten == "so-lieu-2026-6T-lan-1.csv"
    assert sorted(Decimal(d["gia_tri"]) for d in dong if d["gia_tri"]) == sorted(
        v for v in gia_tri.values() if v is not None
    )
    assert len(dong) == len(gia_tri)


def test_old_period_prints_the_old_name_of_the_agency(db: None) -> None:
    ngu_canh = dung_ngu_canh(lan_mau("2024-N"))

    assert ngu_canh["van_ban"].co_quan_ban_hanh == "CỤC CÔNG THƯƠNG ĐỊA PHƯƠNG"


def test_front_says_cut_off_run_and_missing_units(chu: str) -> None:
    assert (
        "(Số liệu chốt đến ngày 14/06/2026; lần tổng hợp số 1; đã có 32/34 Sở; "
        f"chưa gửi: {BAO_CAO_THIEU})"
    ) in chu


def test_incomplete_totals_are_never_called_the_whole_country(chu: str) -> None:
    assert "Tổng 32/34 địa phương" in chu
    assert f"Chưa gồm: {BAO_CAO_THIEU}." in chu
    assert "của 32/34 địa phương đã có số liệu lũy kế" in chu
    assert "của cả nước lũy kế" not in chu


def test_complete_totals_are_called_the_whole_country(db: None) -> None:
    chu = loi_van(lan_mau(thieu=()))

    assert "của cả nước lũy kế 6 tháng đầu năm 2026 ước đạt" in chu
    assert "Chưa gồm: S" not in chu
    assert "Tổng 34/34" not in chu


def test_demo_line_on_first_page_and_head_of_every_page(ban_in: Any) -> None:
    trang = PdfReader(BytesIO(ban_in[0])).pages

    assert all("Có số liệu minh họa, không dùng làm căn cứ" in t.extract_text() for t in trang)
    assert "Có số liệu minh họa, không dùng làm căn cứ." in trang[0].extract_text()


def test_real_data_has_no_demo_line(db: None) -> None:
    assert "minh họa" not in loi_van(lan_mau())


def test_footer_carries_hash_of_run_and_audit_root(ban_in: Any) -> None:
    pdf, _, bam = ban_in
    chan = f"Lần tổng hợp số 1 – băm số liệu {bam[:12]} – gốc nhật ký aaaaaaaaaaaa"

    assert all(chan in t.extract_text() for t in PdfReader(BytesIO(pdf)).pages)


def _lien_ket(pdf: bytes) -> list[int]:
    return [
        int(khop[1])
        for trang in PdfReader(BytesIO(pdf)).pages
        for o in trang.get("/Annots", [])
        if (khop := TRUY_VET.fullmatch(str(o.get_object()["/A"]["/URI"])))
    ]


def test_every_link_points_to_a_figure_of_the_run(ban_in: Any) -> None:
    pdf, gia_tri, _ = ban_in
    lien_ket = _lien_ket(pdf)

    assert len(lien_ket) > 1000
    assert set(lien_ket) <= set(gia_tri)


def test_printed_figures_equal_the_run(db: None) -> None:
    lan = lan_mau(thieu=THIEU)
    bang = dung_ngu_canh(lan)["phu_luc"].bang_tinh
    in_ra = {
        h.o[0]: int(TRUY_VET.search(str(h.o[2]))[1])  # type: ignore[index]
        for h in bang.hang
        if h.kieu == "" and h.o[2] is not None
    }
    so_in = {h.o[0]: re.sub("<[^>]+>", "", str(h.o[2])) for h in bang.hang}

    trong_lan = {
        g.pk: (g.ten_pham_vi, dinh_dang(g.gia_tri, 0))
        for g in GiaTriTongHop.objects.filter(lan=lan, cap="tinh", chi_tieu="BL00", cot="A4")
    }

    assert {trong_lan[pk] for pk in in_ra.values()} == {(ten, so_in[ten]) for ten in in_ra}
    assert len(in_ra) == 32


def test_missing_province_prints_dots_and_no_number(db: None) -> None:
    bang = dung_ngu_canh(lan_mau(thieu=THIEU))["phu_luc"].bang_tinh
    (son_la,) = [
        o for (_, o), h in zip(bang.cac_hang, bang.hang, strict=True) if h.o[0] == "Sơn La"
    ]

    assert [c.chu for c in son_la[1:]] == ["…"] * 14


def test_growth_is_printed_in_words_not_with_a_minus(chu: str) -> None:
    assert re.search(r"giảm \d+,\d%", chu)
    assert not re.search(r"(tăng|giảm) -", chu)


def test_sentence_without_its_figure_is_dropped_and_listed(db: None) -> None:
    chu = loi_van(lan_mau(bo_chi_tieu=("XK00",)))

    assert "Kim ngạch xuất khẩu hàng hóa của" not in chu
    assert "Kim ngạch nhập khẩu hàng hóa của" in chu
    cuoi = chu.partition("Các câu, hình không in vì thiếu số liệu:")[2]
    assert "Kim ngạch xuất khẩu" in cuoi
    assert "Mười địa phương xuất khẩu lớn nhất" in cuoi


def test_run_without_any_figure_still_prints(db: None) -> None:
    lan = lan_mau(bieu=())

    assert kiem_tra_nd30(dung_pdf(lan)) == []


def test_national_index_is_not_summed(chu: str) -> None:
    assert "không cộng hay bình quân từ chỉ số của các địa phương" in chu


def test_published_national_index_is_printed_with_its_source(db: None) -> None:
    SoLieuCongBo.objects.create(
        co_quan="thong_ke", ky="2026-6T", chi_tieu="CN00", cot="B4", gia_tri=Decimal("109.2"),
        don_vi="%", nguon="Cục Thống kê, 6/7/2026",
    )  # fmt: skip

    chu = loi_van(lan_mau())

    assert "Theo cơ quan Thống kê, chỉ số sản xuất công nghiệp (IIP) cả nước lũy kế 6 tháng" in chu
    assert "Cả nước (công bố): 9,2" in chu
    assert "Số công bố của cả nước: Cục Thống kê, 6/7/2026." in chu
    assert "không cộng hay bình quân từ chỉ số" not in chu


@pytest.mark.parametrize(
    ("thieu", "cau"),
    [
        (THIEU, "mới gồm 32/34 địa phương nên chưa đối chiếu với số công bố"),
        ((), "hai số không nhất thiết bằng nhau"),
    ],
)
def test_published_exports_are_compared_only_with_a_complete_total(
    db: None, thieu: tuple[str, ...], cau: str
) -> None:
    SoLieuCongBo.objects.create(
        co_quan="hai_quan", ky="2026-6T", chi_tieu="XK00", cot="A4", gia_tri=Decimal(1000),
        don_vi="triệu USD", nguon="Cục Hải quan",
    )  # fmt: skip

    chu = loi_van(lan_mau(thieu=thieu))

    assert "Số cơ quan Hải quan công bố của cả nước: 1,00 tỷ USD." in chu
    assert cau in chu


def test_long_lists_of_missing_units_become_a_count(db: None) -> None:
    lan = lan_mau(thieu=tuple(f"34:{ma}" for ma in MUOI_MOT_MA))
    chu = loi_van(lan)

    assert "chưa gửi: 11 địa phương nêu tại phần Chất lượng và kỷ luật báo cáo)" in chu


def test_table_without_figures_is_left_out_and_listed(db: None) -> None:
    chu = loi_van(lan_mau(bieu=("Q04", "Q05")))

    assert "Kết quả khuyến công" not in chu.partition("Các câu, hình không in")[0]
    assert "Kỳ này chưa có số liệu." in chu


@pytest.mark.parametrize(
    ("tang", "giam", "co", "cau"),
    [
        (34, 0, 34, "tăng ở tất cả các địa phương này"),
        (28, 6, 34, "tăng ở 28 địa phương, giảm ở 6 địa phương"),
        (1, 0, 1, "tăng ở 1 địa phương"),
        (3, 0, 4, "tăng ở 3 địa phương, không đổi ở 1 địa phương"),
    ],
)
def test_counts_of_zero_are_not_printed(tang: int, giam: int, co: int, cau: str) -> None:
    assert ke_tang_giam(tang, giam, co) == cau


def test_explanations_of_the_departments_are_quoted(chu: str) -> None:
    assert "“Hai trung tâm thương mại mới khai trương" in chu


def test_annex_names_every_sending_with_its_hash(ban_in: Any, chu: str) -> None:
    cuoi = chu.partition("Các lần gửi đã dùng trong lần tổng hợp này")[2]

    assert len(re.findall(r"16:30 25/06/2026 [0-9a-f]{12}", cuoi)) == 32


def test_archipelagos_are_on_the_map(chu: str) -> None:
    assert "Quần đảo Hoàng Sa (thành phố Đà Nẵng)" in chu
    assert "quần đảo Trường Sa (tỉnh Khánh Hòa)" in chu


@pytest.mark.parametrize(
    ("lech", "muc"),
    [
        ("0", "An toàn"),
        ("-3", "An toàn"),
        ("-3.01", "Cần chú ý"),
        ("-8", "Cần chú ý"),
        ("-15", "Nguy cơ"),
        ("-15.1", "Báo động"),
    ],
)
def test_level_of_progress_at_its_bounds(lech: str, muc: str) -> None:
    assert muc_tien_do(Decimal(lech)) == muc


def test_equal_values_share_a_rank() -> None:
    gia = {"a": Decimal(3), "b": Decimal(5), "c": Decimal(5), "d": Decimal(1)}

    assert xep_hang(gia) == {"b": 1, "c": 1, "a": 3, "d": 4}
