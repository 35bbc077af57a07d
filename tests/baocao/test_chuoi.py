"""Series that break: where the mark stands, what is linked, what the query page says of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from baocao.choices import LoaiDieuChinh
from baocao.models import ChuoiSoLieu, DieuChinh
from baocao.statistics import cac_ngat, cau_ngat, chuoi_theo_don_vi
from baocao.statistics.chuoi import Chuoi
from cucctdp.charts import Chuoi as Duong
from cucctdp.charts import duong
from cucctdp.donvi.models import DonViHanhChinh
from tests.baocao.so_lieu_mau import nop
from tests.factories.accounts import tai_khoan

CU = Chuoi(1, "Chuỗi ban đầu", None, date(2025, 12, 31), None, "")
MOI = Chuoi(2, "Theo VSIC 2025.", date(2026, 1, 1), None, Decimal("1.5"), "2026-Q1")
HOI = {
    "chi_tieu": "XK00", "cot": "A3", "loai_ky": "quy", "tu_nam": 2025, "den_nam": 2026,
    "cap": "tinh", "dia_gioi": "hien_hanh", "muc": "tiep_nhan",
}  # fmt: skip


def test_break_stands_at_the_first_period_of_the_new_series():
    cac_ngay = [date(2025, 3, 31), date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)]

    assert cac_ngat(cac_ngay, [CU, MOI]) == [(2, MOI)]
    assert cac_ngat(cac_ngay[2:], [CU, MOI]) == []
    assert cac_ngat(cac_ngay, []) == []


@pytest.mark.parametrize(
    ("he_so", "cau"),
    [
        (Decimal("1.50"), "Số trước đó nhân hệ số nối 1,5 (kỳ gối đầu 2026-Q1)."),
        (None, "Số trước đó không so sánh được, không nối."),
    ],
)
def test_sentence_says_whether_the_series_are_linked(he_so, cau):
    chuoi = Chuoi(2, "Theo VSIC 2025.", MOI.tu_ngay, None, he_so, "2026-Q1")

    assert cau_ngat(chuoi, "quý I năm 2026") == (
        f"Từ quý I năm 2026: chuỗi 2 (Theo VSIC 2025). {cau}"
    )


def test_chart_draws_the_break_and_tells_it_in_words():
    net = [Duong("Tây Ninh", (Decimal(1), Decimal(2)))]

    co = duong(net, moc=["Q1/2025", "Q1/2026"], tieu_de="XK", don_vi="triệu USD",
               ngat=[(1, "chuỗi 2")])  # fmt: skip
    khong = duong(net, moc=["Q1/2025", "Q1/2026"], tieu_de="XK", don_vi="triệu USD")

    assert "chuỗi 2 từ Q1/2026" in co
    assert co.count("stroke-dasharray") == khong.count("stroke-dasharray") + 1


def _mo_chuoi(khoa, he_so):
    don_vi = DonViHanhChinh.objects.theo_khoa(khoa) if khoa else None
    luc = timezone.now()
    goc = {"chi_tieu": "XK00", "don_vi": don_vi, "duyet_luc": luc}
    dc = DieuChinh.objects.create(
        ma=f"DC-{khoa}", loai=LoaiDieuChinh.DOI_PHAM_VI, ly_do_ma="pham_vi", don_vi=don_vi,
        dien_giai="Đổi phạm vi thống kê xuất khẩu", nguoi_lap=tai_khoan("cuc_chuyen_vien"),
    )  # fmt: skip
    ChuoiSoLieu.objects.create(**goc, so=1, mo_ta="Chuỗi ban đầu", den_ngay=date(2025, 12, 31))
    ChuoiSoLieu.objects.create(
        **goc, so=2, mo_ta="Gồm xuất khẩu tại chỗ", tu_ky="2026-Q1", tu_ngay=date(2026, 1, 1),
        he_so_noi=he_so, ky_goi_dau="2026-Q1" if he_so else "", dieu_chinh=dc,
    )  # fmt: skip


@pytest.fixture
def hai_ky(du_lieu_goc, db):
    for khoa in ("34:01", "34:04"):
        nop("2025-Q1", f"63:{khoa[3:]}", {"XK00.A3": "4"})
        nop("2026-Q1", khoa, {"XK00.A3": "6"})


def _dong():
    khach = Client()
    khach.force_login(tai_khoan("cuc_lanh_dao"))
    tra = khach.get("/tra-cuu/", HOI)
    return {d.ten: d for d in tra.context["dong"]}, tra.text


@pytest.mark.parametrize(
    ("he_so", "noi", "thay_doi"), [(Decimal("1.5"), [6, 6], 0), (None, [None, 6], None)]
)
def test_query_page_links_only_the_units_that_changed(hai_ky, he_so, noi, thay_doi):
    _mo_chuoi("34:01", he_so)

    dong, chu = _dong()

    ha_noi, cao_bang = dong["Thành phố Hà Nội"], dong["Tỉnh Cao Bằng"]
    assert [o.gia_tri for o in ha_noi.cac_o] == [4, 6]
    assert (ha_noi.noi, ha_noi.thay_doi) == (noi, thay_doi)
    assert (cao_bang.noi, cao_bang.thay_doi) == ([4, 6], 50)
    assert "Thành phố Hà Nội: Từ quý I/2026: chuỗi 2 (Gồm xuất khẩu tại chỗ)." in chu


def test_series_of_all_units_hold_where_a_unit_has_none(hai_ky):
    _mo_chuoi(None, Decimal(2))
    pk = DonViHanhChinh.objects.theo_khoa("34:04").pk

    dong, chu = _dong()

    assert list(chuoi_theo_don_vi("XK00", [pk])) == [None]
    assert [d.noi for d in dong.values() if d.noi[1]] == [[8, 6], [8, 6]]
    assert "nối chuỗi: 8" in chu
    assert chu.count("Số trước đó nhân hệ số nối 2 (kỳ gối đầu 2026-Q1).") == 1
