"""Whose data a user sees: units, predecessors, assignments, form groups."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cucctdp.accounts.models import User
from cucctdp.accounts.roles import VAI_TRO
from tests.factories.accounts import PhanCongFactory, UserFactory, tai_khoan

NGAY = datetime.timedelta(days=1)


def _lai(user):
    """The same user as the next request would load it."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("ma", [ma for ma, hang in VAI_TRO.items() if hang.la_so])
def test_scope_of_a_so_role_is_its_province_and_predecessors(
    ma, bac_ninh, bac_giang_cu, bac_ninh_cu, tay_ninh
):
    user = tai_khoan(ma, don_vi=bac_ninh)

    assert user.pham_vi_don_vi() == {bac_ninh.pk, bac_giang_cu.pk, bac_ninh_cu.pk}


@pytest.mark.parametrize(
    "ma", ["cuc_lanh_dao_phong", "cuc_lanh_dao", "bo_lanh_dao", "api_client", "kiem_toan"]
)
def test_scope_of_a_national_role_is_everything(ma, bac_ninh):
    assert tai_khoan(ma).pham_vi_don_vi() is None


def test_scope_of_the_administrator_is_nothing(quan_tri, bac_ninh):
    assert quan_tri.pham_vi_don_vi() == set()
    assert quan_tri.pham_vi_nhom() == set()


def test_scope_of_an_officer_follows_assignments_of_today(
    bac_ninh, bac_giang_cu, bac_ninh_cu, tay_ninh
):
    hom_nay = timezone.localdate()
    user = tai_khoan("cuc_chuyen_vien")
    chua_giao = user.pham_vi_don_vi()
    PhanCongFactory(user=user, don_vi=bac_ninh, tu_ngay=hom_nay, den_ngay=hom_nay)
    PhanCongFactory(user=user, don_vi=tay_ninh, tu_ngay=hom_nay - 9 * NGAY, den_ngay=hom_nay - NGAY)

    da_giao = _lai(user).pham_vi_don_vi()

    assert chua_giao == set()
    assert da_giao == {bac_ninh.pk, bac_giang_cu.pk, bac_ninh_cu.pk}


def test_scope_of_an_officer_excludes_assignments_of_tomorrow(tay_ninh):
    user = tai_khoan("cuc_chuyen_vien")
    PhanCongFactory(user=user, don_vi=tay_ninh, tu_ngay=timezone.localdate() + NGAY)

    assert user.pham_vi_don_vi() == set()


def test_scope_is_asked_once_per_instance(bac_ninh, django_assert_num_queries):
    user = _lai(tai_khoan("so_lanh_dao", don_vi=bac_ninh))
    user.pham_vi_don_vi()

    with django_assert_num_queries(0):
        user.pham_vi_don_vi()


def test_scope_of_a_disabled_account_is_nothing(db):
    assert tai_khoan("cuc_lanh_dao", is_active=False).pham_vi_don_vi() == set()


@pytest.mark.parametrize(
    ("ma", "nhom", "mong_doi"),
    [
        ("so_chuyen_vien", ["CN", "TM"], {"CN", "TM"}),
        ("so_chuyen_vien", [], set()),
        ("so_truong_phong", [], set()),
        ("cuc_chuyen_vien", [], set()),
        ("so_tong_hop", [], None),
        ("so_lanh_dao", [], None),
        ("cuc_lanh_dao_phong", ["NL"], {"NL"}),
        ("cuc_lanh_dao_phong", [], None),
        ("kiem_toan", [], None),
    ],
)
def test_form_groups(ma, nhom, mong_doi, bac_ninh):
    user = tai_khoan(ma, don_vi=bac_ninh if ma.startswith("so_") else None, nhom_bieu=nhom)

    assert user.pham_vi_nhom() == mong_doi


def test_belonging(bac_ninh, quan_tri):
    so = tai_khoan("so_van_thu", don_vi=bac_ninh, ho_ten="Trần Thị Hoà")
    cuc = tai_khoan("cuc_lanh_dao")

    assert [(user.la_so, user.la_cuc) for user in (so, cuc, quan_tri)] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert str(so) == so.ten_hien_thi == "Trần Thị Hoà"


@pytest.mark.parametrize(
    "thuoc_tinh",
    [
        {"vai_tro": "so_lanh_dao"},
        {"vai_tro": "cuc_lanh_dao", "co_tinh": True},
        {"vai_tro": "quan_tri", "is_superuser": True},
    ],
)
def test_database_refuses_an_impossible_account(thuoc_tinh, bac_ninh):
    don_vi = bac_ninh if thuoc_tinh.pop("co_tinh", False) else None

    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(don_vi=don_vi, **thuoc_tinh)


def test_database_refuses_a_staff_flag_against_the_role(chuyen_vien_so):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=chuyen_vien_so.pk).update(is_staff=True)


def test_database_refuses_the_same_name_in_capitals(quan_tri):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=tai_khoan("cuc_lanh_dao").pk).update(username="QUAN.TRI")


def test_history_keeps_roles_and_no_secrets(quan_tri):
    cot = {field.name for field in User.pgh_event_model._meta.fields}

    assert cot & {"password", "last_login", "so_lan_sai"} == set()
    su_kien = User.pgh_event_model.objects.filter(pgh_obj=quan_tri, pgh_label="insert")
    assert [row.vai_tro for row in su_kien] == ["quan_tri"]
