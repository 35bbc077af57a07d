"""A new name is a screen, not a release; the next load of the reference data keeps it."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from cucctdp.donvi.models import DonViHanhChinh, TenDonVi, ToChuc, Xa
from cucctdp.donvi.services import doi_ten, doi_ten_xa, tim_don_vi
from cucctdp.donvi.services.danh_muc import nap
from tests.donvi.conftest import THU_MUC
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("danh_muc", "db")

TU_NGAY = date(2027, 1, 1)


@pytest.fixture
def tay_ninh():
    return DonViHanhChinh.objects.theo_khoa("34:80")


def len_thanh_pho(don_vi, **thay):
    tham_so = {
        "ten": "Tây Ninh",
        "ten_day_du": "Thành phố Tây Ninh",
        "loai": "thanh_pho",
        "tu_ngay": TU_NGAY,
        "can_cu": "NQ 99/2026/QH16",
        "by": tai_khoan("cuc_lanh_dao"),
    }
    return doi_ten(don_vi, **(tham_so | thay))


def test_doi_ten_closes_old_name_the_day_before(tay_ninh):
    len_thanh_pho(tay_ninh)

    assert list(tay_ninh.cac_ten.values_list("ten_day_du", "hieu_luc_tu", "hieu_luc_den")) == [
        ("Tỉnh Tây Ninh", date(2025, 7, 1), date(2026, 12, 31)),
        ("Thành phố Tây Ninh", TU_NGAY, None),
    ]


def test_doi_ten_renames_the_so(tay_ninh):
    len_thanh_pho(tay_ninh)

    so = ToChuc.objects.get(ma="so-34-80")
    assert so.ten_ngay(date(2026, 12, 31)).ten == "Sở Công Thương tỉnh Tây Ninh"
    assert so.ten_ngay(TU_NGAY).ten == "Sở Công Thương thành phố Tây Ninh"
    assert so.ten_goi == "Sở Công Thương thành phố Tây Ninh"


def test_doi_ten_new_word_is_found_beside_the_old(tay_ninh):
    len_thanh_pho(tay_ninh, ten="Vàm Cỏ", ten_day_du="Thành phố Vàm Cỏ")

    assert [d.khoa for d in tim_don_vi("vam co")] == ["34:80"]
    assert "34:80" in [d.khoa for d in tim_don_vi("Tây Ninh")]
    assert DonViHanhChinh.objects.get(pk=tay_ninh.pk).ten_goi == "Vàm Cỏ"


def test_doi_ten_history_names_the_person(tay_ninh):
    user = tai_khoan("cuc_lanh_dao")

    len_thanh_pho(tay_ninh, by=user)

    su_kien = apps.get_model("donvi", "TenDonViEvent").objects.filter(
        don_vi=tay_ninh, pgh_context__metadata__user=user.pk
    )
    assert sorted(su_kien.values_list("pgh_label", flat=True)) == ["insert", "update"]
    nhat_ky = apps.get_model("audit", "SuKien").objects.get(hanh_dong="doi_ten_don_vi")
    assert (nhat_ky.nguoi_id, nhat_ky.ly_do) == (user.pk, "NQ 99/2026/QH16")


def test_doi_ten_all_faults_at_once(tay_ninh):
    with pytest.raises(ValidationError) as loi:
        len_thanh_pho(tay_ninh, ten=" ", can_cu="", loai="huyen")

    assert sorted(loi.value.message_dict) == ["can_cu", "loai", "ten"]


@pytest.mark.parametrize(
    ("thay", "truong"),
    [
        ({"ten_day_du": "Tỉnh Tây Ninh"}, "ten_day_du"),
        ({"tu_ngay": date(2025, 7, 1)}, "tu_ngay"),
        ({"tu_ngay": date(2025, 6, 30)}, "tu_ngay"),
    ],
)
def test_doi_ten_faulty_changes_nothing(tay_ninh, thay, truong):
    with pytest.raises(ValidationError) as loi:
        len_thanh_pho(tay_ninh, **thay)

    assert list(loi.value.message_dict) == [truong]
    assert list(tay_ninh.cac_ten.values_list("ten_day_du", "hieu_luc_den")) == [
        ("Tỉnh Tây Ninh", None)
    ]


def test_doi_ten_dissolved_unit_refused():
    long_an = DonViHanhChinh.objects.theo_khoa("63:80")

    with pytest.raises(ValidationError) as loi:
        len_thanh_pho(long_an, ten="Long An", ten_day_du="Thành phố Long An")

    assert list(loi.value.message_dict) == ["tu_ngay"]


def test_doi_ten_xa_becomes_ward():
    ba_che = Xa.objects.get(ma="06970")

    doi_ten_xa(
        ba_che,
        ten="Ba Chẽ",
        ten_day_du="Phường Ba Chẽ",
        loai="phuong",
        tu_ngay=TU_NGAY,
        can_cu="NQ 1/NQ-UBTVQH16",
        by=tai_khoan("cuc_lanh_dao"),
    )

    assert [ba_che.ten_ngay(n).loai for n in (date(2026, 12, 31), TU_NGAY)] == ["xa", "phuong"]


def test_nap_after_rename_keeps_it(tay_ninh):
    len_thanh_pho(tay_ninh, ten="Vàm Cỏ", ten_day_du="Thành phố Vàm Cỏ")

    ket_qua = nap(THU_MUC)

    assert {b: (k.them, k.doi) for b, k in ket_qua.items() if k.them or k.doi} == {}
    assert TenDonVi.objects.get(don_vi=tay_ninh, hieu_luc_tu=TU_NGAY).ten == "Vàm Cỏ"
    assert DonViHanhChinh.objects.get(pk=tay_ninh.pk).ten_goi == "Vàm Cỏ"
