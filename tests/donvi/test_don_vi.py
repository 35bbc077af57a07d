"""Two code sets, names on dates, aliases, Vietnamese order."""

import unicodedata
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cucctdp.donvi.models import DonViHanhChinh, KhoaDonViSaiError, TenDonVi, TenGoiKhac
from cucctdp.donvi.services import doi_ten, tim_don_vi
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("danh_muc", "db")

MA_DUNG_LAI = {
    "15": ("Yên Bái", "Lào Cai"),
    "24": ("Bắc Giang", "Bắc Ninh"),
    "44": ("Quảng Bình", "Quảng Trị"),
    "52": ("Bình Định", "Gia Lai"),
    "80": ("Long An", "Tây Ninh"),
    "82": ("Tiền Giang", "Đồng Tháp"),
    "91": ("Kiên Giang", "An Giang"),
}


def theo_khoa(khoa):
    return DonViHanhChinh.objects.theo_khoa(khoa)


def khoa_cua(cac_don_vi):
    return [d.khoa for d in cac_don_vi]


@pytest.mark.parametrize(("ma", "ten"), MA_DUNG_LAI.items())
def test_theo_khoa_reused_code_names_two_units(ma, ten):
    cu, moi = theo_khoa(f"63:{ma}"), theo_khoa(f"34:{ma}")

    assert (cu.ten_goi, moi.ten_goi) == ten
    assert cu.pk != moi.pk


@pytest.mark.parametrize("khoa", ["24", "34-24", "35:24", "34:2", "34:240", "", "34:24 "])
def test_theo_khoa_without_code_set_refused(khoa):
    with pytest.raises(KhoaDonViSaiError, match="phải kèm bộ mã"):
        theo_khoa(khoa)


def test_reused_codes_are_exactly_seven():
    ten = {}
    for d in DonViHanhChinh.objects.all():
        ten.setdefault(d.ma, {})[d.bo_ma] = d.ten_goi
    cung_ma = {ma: (b["63"], b["34"]) for ma, b in ten.items() if len(b) == 2}

    khac_ten = {ma: hai for ma, hai in cung_ma.items() if hai[0] != hai[1]}

    assert khac_ten == MA_DUNG_LAI


def test_units_in_force_change_on_the_day_of_the_merger():
    truoc = DonViHanhChinh.objects.hieu_luc(date(2025, 6, 30))
    sau = DonViHanhChinh.objects.hieu_luc(date(2025, 7, 1))

    assert (truoc.count(), set(truoc.values_list("bo_ma", flat=True))) == (63, {"63"})
    assert (sau.count(), set(sau.values_list("bo_ma", flat=True))) == (34, {"34"})


@pytest.mark.parametrize(
    ("khoa", "ngay", "trong_cau"),
    [
        ("34:75", date(2025, 12, 31), "tỉnh Đồng Nai"),
        ("34:75", date(2026, 4, 29), "tỉnh Đồng Nai"),
        ("34:75", date(2026, 4, 30), "thành phố Đồng Nai"),
        ("34:22", date(2026, 8, 31), "tỉnh Quảng Ninh"),
        ("34:22", date(2026, 9, 1), "thành phố Quảng Ninh"),
        ("34:24", date(2026, 9, 19), "tỉnh Bắc Ninh"),
        ("34:24", date(2026, 9, 20), "thành phố Bắc Ninh"),
        ("63:46", date(2024, 12, 31), "tỉnh Thừa Thiên Huế"),
        ("63:46", date(2025, 1, 1), "thành phố Huế"),
        ("63:46", date(2026, 1, 1), "thành phố Huế"),
        ("34:46", date(2025, 7, 1), "thành phố Huế"),
        ("34:80", date(2024, 1, 1), "tỉnh Tây Ninh"),
    ],
)
def test_ten_ngay_on_date(khoa, ngay, trong_cau):
    don_vi = theo_khoa(khoa)

    ten = don_vi.ten_ngay(ngay)

    assert ten.trong_cau == trong_cau


@pytest.mark.parametrize(
    ("ngay", "thanh_pho"), [(date(2025, 7, 1), 6), (date(2026, 4, 30), 7), (date(2026, 9, 20), 9)]
)
def test_ten_ngay_counts_cities_on_date(ngay, thanh_pho):
    rows = DonViHanhChinh.objects.filter(bo_ma="34").prefetch_related("cac_ten")
    loai = [d.ten_ngay(ngay).loai for d in rows]

    assert (loai.count("thanh_pho"), loai.count("tinh")) == (thanh_pho, 34 - thanh_pho)


@pytest.mark.parametrize("so_don_vi", [1, 3])
def test_ten_ngay_prefetched_asks_nothing(so_don_vi, django_assert_num_queries):
    cac_don_vi = list(DonViHanhChinh.objects.prefetch_related("cac_ten")[:so_don_vi])

    with django_assert_num_queries(0):
        ten = [d.ten_ngay(date(2025, 12, 31)).ten for d in cac_don_vi]

    assert len(ten) == so_don_vi


def test_ten_ngay_without_any_name_raises():
    don_vi = DonViHanhChinh.objects.create(
        bo_ma="34", ma="99", slug="x", ten_goi="X", hieu_luc_tu=date(2025, 7, 1)
    )

    with pytest.raises(LookupError):
        don_vi.ten_ngay(date(2026, 1, 1))


def test_theo_ten_orders_as_vietnamese_dictionary():
    ten = [d.ten_goi for d in DonViHanhChinh.objects.filter(bo_ma="34").theo_ten()]

    assert ten == [
        "An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk",
        "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Nội", "Hà Tĩnh", "Hải Phòng",
        "Hồ Chí Minh", "Huế", "Hưng Yên", "Khánh Hòa", "Lai Châu", "Lạng Sơn", "Lào Cai",
        "Lâm Đồng", "Nghệ An", "Ninh Bình", "Phú Thọ", "Quảng Ngãi", "Quảng Ninh",
        "Quảng Trị", "Sơn La", "Tây Ninh", "Thái Nguyên", "Thanh Hóa", "Tuyên Quang",
        "Vĩnh Long",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("van_ban", "bo_ma", "khoa"),
    [
        ("TP. HCM", None, ["34:79", "63:79"]),
        ("TPHCM", "34", ["34:79"]),
        ("thành phố hồ chí minh", "63", ["63:79"]),
        ("Thanh Hoá", "34", ["34:38"]),
        ("THANH HOA", "34", ["34:38"]),
        ("Đăk Lăk", "34", ["34:66"]),
        ("Đắc Lắc", "63", ["63:66"]),
        ("Thừa Thiên Huế", "34", ["34:46"]),
        ("Tỉnh Thừa Thiên - Huế", "63", ["63:46"]),
        ("Bà Rịa – Vũng Tàu", None, ["63:77"]),
        ("br-vt", None, ["63:77"]),
        ("Bắc Cạn", None, ["63:06"]),
        ("Kontum", None, ["63:62"]),
        ("34:80", None, ["34:80"]),
        ("34:80", "63", []),
        ("Bắc Giang", "34", []),
        ("24", None, []),
        ("", None, []),
        ("tỉnh", None, []),
        ("Atlantis", None, []),
    ],
)
def test_tim_don_vi_spelling(van_ban, bo_ma, khoa):
    ket_qua = tim_don_vi(van_ban, bo_ma=bo_ma)

    assert khoa_cua(ket_qua) == khoa


def test_tim_don_vi_decomposed_text_found():
    van_ban = unicodedata.normalize("NFD", "Tỉnh Đồng Tháp")

    ket_qua = tim_don_vi(van_ban, ngay=date(2026, 1, 1))

    assert khoa_cua(ket_qua) == ["34:82"]


def test_tim_don_vi_on_date_keeps_the_set_of_that_date():
    ket_qua = tim_don_vi("Bắc Ninh", ngay=date(2024, 12, 31))

    assert khoa_cua(ket_qua) == ["63:27"]


def test_ten_don_vi_overlapping_refused_by_database():
    with pytest.raises(IntegrityError, match="donvi_ten_khong_chong"), transaction.atomic():
        TenDonVi.objects.create(
            don_vi=theo_khoa("34:80"),
            ten="Tây Ninh",
            ten_day_du="Thành phố Tây Ninh",
            loai="thanh_pho",
            hieu_luc_tu=date(2027, 1, 1),
            can_cu="x",
        )


def test_ten_goi_khac_of_other_code_set_refused_by_database():
    dong = TenGoiKhac(don_vi=theo_khoa("34:80"), bo_ma="63", ten="Xứ Tây", khoa="xutay")

    with pytest.raises(IntegrityError, match="donvi_tengoi_cung_bo_ma"), transaction.atomic():
        TenGoiKhac.objects.bulk_create([dong])


def test_ten_goi_khac_same_key_refused():
    with pytest.raises(IntegrityError, match="donvi_tengoi_bo_ma_khoa"), transaction.atomic():
        TenGoiKhac.objects.create(don_vi=theo_khoa("34:80"), ten="T.P  H-C-M")


def test_visible_to_province_sees_itself_and_predecessors():
    user = tai_khoan("so_chuyen_vien", don_vi=theo_khoa("34:80"))

    khoa = khoa_cua(DonViHanhChinh.objects.visible_to(user))

    assert khoa == ["34:80", "63:72", "63:80"]


def test_visible_to_inactive_sees_nothing():
    user = tai_khoan("cuc_lanh_dao", is_active=False)

    assert list(DonViHanhChinh.objects.visible_to(user)) == []


def test_visible_to_central_sees_everything():
    user = tai_khoan("cuc_lanh_dao")

    assert DonViHanhChinh.objects.visible_to(user).count() == 97


def test_doi_ten_search_key_of_other_province_refused():
    with pytest.raises(Exception, match="đang dùng cho"):
        doi_ten(
            theo_khoa("34:80"),
            ten="Hà Nội",
            ten_day_du="Tỉnh Hà Nội",
            loai="tinh",
            tu_ngay=date(2027, 1, 1),
            can_cu="NQ",
            by=tai_khoan("cuc_lanh_dao"),
        )

    assert theo_khoa("34:80").ten_goi == "Tây Ninh"
