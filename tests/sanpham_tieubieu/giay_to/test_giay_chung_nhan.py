"""Certificates: what a page carries, long names, the QR, and the job that prints a whole round."""

import io

import pytest
import segno
from django.core.exceptions import PermissionDenied, ValidationError
from pypdf import PdfReader

from cucctdp.files.choices import TrangThaiViec
from cucctdp.files.models import CongViec, Tep
from cucctdp.files.quyen import duoc_tai
from cucctdp.files.services import doc_tep
from sanpham_tieubieu.giay_to import giay_chung_nhan
from sanpham_tieubieu.models import GiayChungNhan
from sanpham_tieubieu.services.in_giay import giay_cua_ky, in_phan, yeu_cau_in
from sanpham_tieubieu.xac_minh import duong_xac_minh
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory, XaFactory
from tests.factories.san_pham import GiayFactory, KyFactory
from tests.sanpham_tieubieu.giay_to.dung import cong_nhan, dung_mau, hop

pytestmark = pytest.mark.django_db
DAI = (
    "Bộ sản phẩm đồ gỗ mỹ nghệ khảm trai truyền thống gồm bàn thờ gia tiên, sập gụ, tủ chè và "
    "hoành phi câu đối sơn son thếp vàng làng nghề Chuyên Mỹ phong cách cung đình"
)
CO_SO_DAI = (
    "Hợp tác xã Nông nghiệp sản xuất, kinh doanh, dịch vụ tổng hợp và Du lịch cộng đồng các dân "
    "tộc thiểu số xã vùng cao Tả Van Giáy"
)


@pytest.fixture(autouse=True)
def _luat(nhom_va_luat):
    pass


@pytest.fixture
def da_cap():
    m = dung_mau()
    hop(m)
    cong_nhan(m)
    return m


def _so(m):
    return tai_khoan("so_truong_phong", don_vi=m.tinh)


def test_certificate_is_one_landscape_page_with_its_facts(da_cap):
    giay = giay_chung_nhan.doc_giay([da_cap.giay[0].pk])

    [trang] = PdfReader(io.BytesIO(giay_chung_nhan.ban_pdf(giay))).pages

    chu = " ".join(trang.extract_text().split())
    assert (round(trang.mediabox.width), round(trang.mediabox.height)) == (842, 595)
    for cau in (
        "ỦY BAN NHÂN DÂN TỈNH LÀO CAI",
        "SẢN PHẨM CÔNG NGHIỆP NÔNG THÔN TIÊU BIỂU CẤP TỈNH NĂM 2026",
        "CHÈ SHAN TUYẾT CỔ THỤ HỘP 100 G",
        "Hợp tác xã Chè Bản Liền",
        "Theo Quyết định số 2105/QĐ-UBND ngày 25 tháng 9 năm 2026",
        "có giá trị đến hết ngày 31 tháng 12 năm 2028",
        "Số: 01/GCN-CNNTTB-TINH-2026",
        "Lào Cai, ngày 25 tháng 9 năm 2026",
    ):
        assert cau in chu


def test_long_names_stay_on_one_page_in_smaller_letters(da_cap):
    GiayChungNhan.objects.filter(pk=da_cap.giay[0].pk).update(
        ten_san_pham=DAI, ten_co_so=CO_SO_DAI, dia_chi="Số 125, đường Nguyễn Thị Minh Khai, " * 4
    )
    giay = giay_chung_nhan.doc_giay([g.pk for g in da_cap.giay])

    trang = {t.giay.pk: t for t in map(giay_chung_nhan.trang_giay, giay)}
    so_trang = len(PdfReader(io.BytesIO(giay_chung_nhan.ban_pdf(giay))).pages)

    dai, ngan = (trang[g.pk] for g in da_cap.giay)
    assert so_trang == 2
    assert (dai.chat, dai.co_san_pham, ngan.chat, ngan.co_san_pham) == (True, 16, False, 27)


def test_qr_leads_to_the_public_page_of_this_certificate(da_cap, settings):
    settings.DIA_CHI_HE_THONG = "https://mis.example.vn"
    [giay] = giay_chung_nhan.doc_giay([da_cap.giay[0].pk])

    trang = giay_chung_nhan.trang_giay(giay)

    assert trang.dia_chi_qr == f"https://mis.example.vn{duong_xac_minh(giay)}"
    ve = segno.make_qr(trang.dia_chi_qr, error="m").svg_inline(border=4, omitsize=True)
    duong = ve.rpartition('<path class="qrline"')[2]
    assert duong
    assert duong in trang.qr


@pytest.mark.parametrize(
    ("cap", "dia_danh"), [("quoc_gia", "Hà Nội"), ("khu_vuc", "Hà Nội"), ("tinh", "Lào Cai")]
)
def test_certificate_is_dated_where_its_office_sits(da_cap, cap, dia_danh):
    GiayChungNhan.objects.filter(pk=da_cap.giay[0].pk).update(cap=cap)
    [giay] = giay_chung_nhan.doc_giay([da_cap.giay[0].pk])

    trang = giay_chung_nhan.trang_giay(giay)

    assert trang.noi_ngay == f"{dia_danh}, ngày 25 tháng 9 năm 2026"


def test_certificate_of_a_commune_names_the_commune(da_cap):
    xa = XaFactory(tinh=da_cap.tinh, ten_goi="Bản Liền")
    ky = KyFactory(cap="xa", don_vi=da_cap.tinh, xa=xa)
    h = da_cap.ho_so[0]
    h.ky = ky
    h.save()
    GiayChungNhan.objects.filter(ho_so=h).update(cap="xa")

    [giay] = giay_chung_nhan.doc_giay([da_cap.giay[0].pk])

    assert giay_chung_nhan.trang_giay(giay).noi_ngay.startswith("Bản Liền, ")


def test_old_certificate_without_dossier_prints_too():
    giay = GiayFactory(cap="huyen", nam=2023)

    [giay] = giay_chung_nhan.doc_giay([giay.pk])

    assert "cấp huyện năm 2023" in giay_chung_nhan.trang_giay(giay).danh_hieu


def test_job_sets_parts_and_the_last_one_joins_them(da_cap):
    viec, moi = yeu_cau_in(da_cap.ky, by=_so(da_cap), moi_phan=1)
    phan = CongViec.objects.filter(khoa__startswith=f"{viec.khoa}:{viec.pk}:").order_by("pk")

    in_phan(phan[1].pk)
    viec.refresh_from_db()
    nua = (viec.phan_tram, viec.so_dong_xong, viec.ket_qua)
    in_phan(phan[0].pk)
    in_phan(phan[0].pk)

    viec.refresh_from_db()
    trang = PdfReader(io.BytesIO(doc_tep(viec.ket_qua))).pages
    assert (moi, nua) == (True, (45, 1, None))
    assert viec.trang_thai == TrangThaiViec.XONG
    assert ["CHÈ SHAN" in trang[0].extract_text(), "THỔ CẨM" in trang[1].extract_text()] == [
        True
    ] * 2
    assert Tep.objects.filter(loai=viec.loai).count() == 3


def test_asking_again_finds_the_open_job(da_cap):
    so = _so(da_cap)
    viec, _ = yeu_cau_in(da_cap.ky, by=so)

    lai, moi = yeu_cau_in(da_cap.ky, by=so)

    assert (lai, moi) == (viec, False)


def test_failed_part_fails_the_job_with_its_reason(da_cap):
    GiayChungNhan.objects.filter(pk=da_cap.giay[0].pk).update(ten_san_pham="Chè 茶")
    viec, _ = yeu_cau_in(da_cap.ky, by=_so(da_cap))
    phan = CongViec.objects.get(khoa__startswith=f"{viec.khoa}:{viec.pk}:")

    with pytest.raises(Exception, match="Phông chữ"):
        in_phan(phan.pk)

    viec.refresh_from_db()
    assert viec.trang_thai == TrangThaiViec.LOI
    assert "“茶”" in viec.loi


def test_only_papers_that_hold_are_printed(da_cap):
    moi = GiayFactory(san_pham=da_cap.giay[0].san_pham, cap="tinh", nam=2026)
    GiayChungNhan.objects.filter(pk=da_cap.giay[0].pk).update(thay_boi=moi)

    assert [g.pk for g in giay_cua_ky(da_cap.ky)] == [da_cap.giay[1].pk]


def test_job_is_for_who_runs_the_round(da_cap):
    khac = tai_khoan("so_truong_phong", don_vi=DonViFactory(ma="80", ten_goi="Tây Ninh"))
    viec, _ = yeu_cau_in(da_cap.ky, by=_so(da_cap))
    tep = Tep(loai=viec.loai, doi_tuong=da_cap.ky)

    with pytest.raises(PermissionDenied):
        yeu_cau_in(da_cap.ky, by=khac)

    assert [duoc_tai(u, tep) for u in (_so(da_cap), khac)] == [True, False]


def test_round_without_certificates_says_so():
    m = dung_mau()

    with pytest.raises(ValidationError, match="chưa cấp giấy chứng nhận"):
        yeu_cau_in(m.ky, by=_so(m))
