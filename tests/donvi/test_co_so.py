"""Establishments: duplicates, merging, scoping."""

import unicodedata

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cucctdp.donvi.models import CoSo
from cucctdp.donvi.models.co_so import khoa_ten_co_so
from cucctdp.donvi.services import hop_nhat, tim_trung
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def xa():
    return XaFactory(tinh=DonViFactory(ma="80", ten_goi="Tây Ninh"))


@pytest.fixture
def nguoi():
    return tai_khoan("cuc_lanh_dao")


@pytest.mark.parametrize(
    ("ten", "khoa"),
    [
        ("Công ty TNHH Một thành viên Hoà Phát", "cong ty tnhh mtv hoa phat"),
        ("CTY TNHH MTV HÒA PHÁT", "cong ty tnhh mtv hoa phat"),
        ("Công ty Trách nhiệm hữu hạn 1 thành viên  Hòa-Phát.", "cong ty tnhh mtv hoa phat"),
        ("Hợp tác xã Đá mỹ nghệ", "htx da my nghe"),
        ("HKD Lò gốm", "hkd lo gom"),
        ("Hộ kinh doanh Lò gốm", "hkd lo gom"),
    ],
)
def test_khoa_ten_co_so_legal_forms(ten, khoa):
    assert khoa_ten_co_so(ten) == khoa
    assert khoa_ten_co_so(unicodedata.normalize("NFD", ten)) == khoa


def test_ten_khoa_follows_the_name_on_every_path(xa):
    mot = CoSoFactory(ten="Cty Cổ phần Gỗ Việt", xa=xa)
    [hai] = CoSo.objects.bulk_create([CoSo(ten="HTX Mây", loai_hinh="hop_tac_xa", xa=xa)])
    mot.ten = "Cty Cổ phần Gỗ Nam"
    mot.save(update_fields=["ten"])

    khoa = CoSo.objects.in_bulk([mot.pk, hai.pk])

    assert [khoa[c.pk].ten_khoa for c in (mot, hai)] == ["cong ty cp go nam", "htx may"]


@pytest.mark.parametrize("ma_so_thue", ["0100109106", "0100109106-001", "079203001234", ""])
def test_ma_so_thue_forms_accepted(xa, ma_so_thue):
    co_so = CoSo(ten="A", loai_hinh="ho_kinh_doanh", xa=xa, ma_so_thue=ma_so_thue)

    co_so.full_clean()

    assert co_so.ma_so_thue == ma_so_thue


@pytest.mark.parametrize("ma_so_thue", ["123", "0100109106-1", "01001091O6", "0100109106001"])
def test_ma_so_thue_malformed_refused(xa, ma_so_thue):
    co_so = CoSo(ten="A", loai_hinh="ho_kinh_doanh", xa=xa, ma_so_thue=ma_so_thue)

    with pytest.raises(ValidationError) as loi:
        co_so.full_clean()

    assert list(loi.value.message_dict) == ["ma_so_thue"]


def test_ma_so_thue_twice_refused_empty_twice_allowed(xa):
    CoSoFactory.create_batch(2, xa=xa, ma_so_thue="")
    CoSoFactory(xa=xa, ma_so_thue="0100109106")

    with pytest.raises(IntegrityError, match="donvi_coso_ma_so_thue"), transaction.atomic():
        CoSoFactory(xa=xa, ma_so_thue="0100109106")

    assert CoSo.objects.count() == 3


def test_tim_trung_tax_code_first_then_name_in_commune(xa):
    theo_ma = CoSoFactory(ten="Tên khác hẳn", ma_so_thue="0100109106")
    theo_ten = CoSoFactory(ten="Cty TNHH Hòa Phát", xa=xa)
    CoSoFactory(ten="Cty TNHH Hòa Phát")  # another commune

    moi = CoSo(ten="Công ty TNHH Hoà Phát", xa=xa, ma_so_thue="0100109106")
    ket_qua = tim_trung(moi)

    assert [(t.co_so, t.ly_do) for t in ket_qua] == [
        (theo_ma, "ma_so_thue"),
        (theo_ten, "ten_va_xa"),
    ]


def test_tim_trung_not_itself_nor_merged(xa, nguoi):
    giu = CoSoFactory(ten="Lò gốm", xa=xa)
    hop_nhat(giu=giu, bo=CoSoFactory(ten="Lò gốm", xa=xa), by=nguoi, ly_do="Trùng")

    assert tim_trung(giu) == []


def test_hop_nhat_keeps_the_record_and_fills_gaps(xa, nguoi):
    giu = CoSoFactory(ten="Lò gốm", xa=xa, dia_chi="Ấp 1")
    bo = CoSoFactory(ten="Lò gốm A", xa=xa, dia_chi="Ấp 2", ma_so_thue="0100109106", quy_mo="nho")
    cu = CoSoFactory(xa=xa, hop_nhat_vao=bo)

    ket_qua = hop_nhat(giu=giu, bo=bo, by=nguoi, ly_do="Cùng mã số thuế")

    ket_qua.refresh_from_db()
    assert (ket_qua.pk, ket_qua.dia_chi, ket_qua.ma_so_thue, ket_qua.quy_mo) == (
        giu.pk,
        "Ấp 1",
        "0100109106",
        "nho",
    )
    assert set(CoSo.objects.filter(hop_nhat_vao=giu)) == {bo, cu}
    assert list(CoSo.objects.hien_hanh()) == [giu]


def test_hop_nhat_history_names_person_and_reason(xa, nguoi):
    giu, bo = CoSoFactory.create_batch(2, xa=xa)

    hop_nhat(giu=giu, bo=bo, by=nguoi, ly_do="Cùng chủ")

    su_kien = apps.get_model("donvi", "CoSoEvent").objects.get(
        id=bo.pk, pgh_label="update", hop_nhat_vao=giu
    )
    assert su_kien.pgh_context.metadata == {"user": nguoi.pk, "ly_do": "Cùng chủ"}
    nhat_ky = apps.get_model("audit", "SuKien").objects.get(hanh_dong="hop_nhat_co_so")
    assert (nhat_ky.nguoi_id, nhat_ky.doi_tuong_id) == (nguoi.pk, str(giu.pk))


def test_hop_nhat_all_faults_at_once(xa, nguoi):
    giu = CoSoFactory(xa=xa)
    bo = CoSoFactory(xa=xa, hop_nhat_vao=giu)

    with pytest.raises(ValidationError) as loi:
        hop_nhat(giu=giu, bo=bo, by=nguoi, ly_do=" ")

    assert loi.value.messages == [
        f"«{bo}» đã được hợp nhất vào cơ sở khác.",
        "Nhập lý do hợp nhất.",
    ]


def test_hop_nhat_with_itself_refused(xa, nguoi):
    co_so = CoSoFactory(xa=xa)

    with pytest.raises(ValidationError, match="hai cơ sở khác nhau"):
        hop_nhat(giu=co_so, bo=co_so, by=nguoi, ly_do="x")


def test_hop_nhat_other_province_not_found(xa):
    giu = CoSoFactory(xa=xa)
    bo = CoSoFactory(xa=XaFactory(tinh=DonViFactory(ma="82", ten_goi="Đồng Tháp")))
    can_bo = tai_khoan("so_chuyen_vien", don_vi=xa.tinh)

    with pytest.raises(ValidationError, match="Không tìm thấy"):
        hop_nhat(giu=giu, bo=bo, by=can_bo, ly_do="x")

    assert CoSo.objects.hien_hanh().count() == 2


def test_visible_to_own_province_only(xa):
    cua_minh = CoSoFactory(xa=xa)
    CoSoFactory(xa=XaFactory(tinh=DonViFactory(ma="82", ten_goi="Đồng Tháp")))
    can_bo = tai_khoan("so_chuyen_vien", don_vi=xa.tinh)

    assert list(CoSo.objects.visible_to(can_bo)) == [cua_minh]


def test_visible_to_anonymous_nothing(xa):
    from django.contrib.auth.models import AnonymousUser

    CoSoFactory(xa=xa)

    assert list(CoSo.objects.visible_to(AnonymousUser())) == []
