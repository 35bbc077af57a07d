"""Lý lịch cụm: one page whatever stands on it, every figure with its day and source."""

from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from cucctdp.van_ban import Doan
from cumcongnghiep.giay_to.ho_so_tinh import ho_so_tinh
from cumcongnghiep.giay_to.ly_lich import ban_pdf, cat, ly_lich, trang_html
from cumcongnghiep.giay_to.ten import co_quan_lap
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import ChuDauTu, TramXuLy
from cumcongnghiep.so_lieu_tinh import doc_tinh
from cumcongnghiep.statistics import Hoi
from tests.cumcongnghiep.xem.mau import cum_day_du
from tests.factories.cumcongnghiep import CumFactory, VanBanFactory

pytestmark = pytest.mark.django_db
NGAY = date(2026, 11, 23)


def _so_trang(cum):
    return len(PdfReader(BytesIO(ban_pdf(ly_lich(cum, ngay=NGAY)))).pages)


def test_full_cluster_with_long_names_stands_on_one_page():
    cum = cum_day_du()

    assert _so_trang(cum) == 1


def test_the_most_that_can_be_stands_on_one_page():
    dai = "Cụm công nghiệp làng nghề truyền thống chế biến gỗ mỹ nghệ xuất khẩu " * 5
    cum = cum_day_du(ten=dai[:200], minh_hoa=True)
    cum.dia_diem = dai[:300]
    cum.huyen_cu = dai[:120]
    cum.nganh_nghe = dai * 5
    cum.save()
    for i in range(12):
        VanBanFactory(cum=cum, loai="dieu_chinh", so=f"{'9' * 40}{i}/QĐ-UBND")
    for _ in range(2):
        TramXuLy.objects.create(
            cum=cum, ten=dai[:150], tinh_trang="van_hanh", tinh_trang_tu=NGAY, so_gpmt=dai[:80],
            den_ngay=NGAY,
        )  # fmt: skip

    assert _so_trang(cum) == 1


def test_kind_of_developer_keeps_its_capitals():
    cum = cum_day_du()
    ChuDauTu.objects.filter(cac_cum__cum=cum).update(loai="ubnd_xa", ten="UBND xã Bảo Hà")

    assert "(UBND cấp xã)" in dict(ly_lich(cum, ngay=NGAY).muc)["Chủ đầu tư"]


def test_empty_cluster_prints_what_is_unknown():
    chu = PdfReader(BytesIO(ban_pdf(ly_lich(CumFactory(), ngay=NGAY)))).pages[0].extract_text()

    assert "Chưa có trong hồ sơ" in chu
    assert "…" in chu


def test_every_figure_has_its_day_and_source():
    x = ly_lich(cum_day_du(), ngay=NGAY)

    assert [s.ten for s in x.so if s.gia_tri is not None and not (s.ngay and s.nguon)] == []


def test_figure_nobody_confirmed_is_marked_and_the_mark_told():
    cum = cum_day_du()

    x = ly_lich(cum, ngay=NGAY)
    cum.so_lieu.update(xac_nhan_luc=timezone.now())
    cum.can_doi_dat.update(xac_nhan_luc=timezone.now())
    sau = ly_lich(cum, ngay=NGAY)

    assert "70,25 ha¹</td>" in trang_html(x)
    assert "¹ Số liệu chưa có người xác nhận." in trang_html(x)
    assert "¹" not in trang_html(sau)


def test_sheet_of_a_province_marks_them_in_words_and_annex():
    cum = cum_day_du()

    def to():
        x = doc_tinh(Hoi(NGAY, don_vi=("34:15",)))
        lap = co_quan_lap(None, NGAY)
        return ho_so_tinh(x, cum.don_vi, doc_ho_so([cum]), lap=lap)

    truoc = to()
    cum.so_lieu.update(xac_nhan_luc=timezone.now())
    cum.can_doi_dat.update(xac_nhan_luc=timezone.now())
    sau = to()

    chu = " ".join(k.chu for k in truoc.khoi if isinstance(k, Doan))
    assert "đất công nghiệp 52,4¹ ha" in chu
    assert "đã thanh toán 412,50¹/685,40 tỷ đồng" in chu
    assert truoc.phu_luc[0].bang.hang[0].o[1] == f"{cum.ten}¹"
    assert truoc.ghi_chu.endswith("¹ Số liệu chưa có người xác nhận.")
    assert "¹" not in sau.ghi_chu + str(sau.khoi) + str(sau.phu_luc)


def test_decision_that_founds_the_cluster_comes_first():
    x = ly_lich(cum_day_du(), ngay=NGAY)

    assert x.quyet_dinh[0][0] == "Quyết định thành lập"


def test_text_is_cut_between_words():
    assert (cat("một hai  ba", 20), cat("một hai ba", 9)) == ("một hai ba", "một hai…")


def test_queries_do_not_grow(django_assert_num_queries, django_assert_max_num_queries):
    it, nhieu = cum_day_du(du_an=1), cum_day_du(du_an=9, ten="Khác")
    with django_assert_max_num_queries(60) as dem:
        ly_lich(it, ngay=NGAY)

    with django_assert_num_queries(len(dem)):
        ly_lich(nhieu, ngay=NGAY)
