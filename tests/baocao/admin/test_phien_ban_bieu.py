"""Versions of a template: copied as a draft, edited, put in force."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from baocao.choices import TrangThaiBieu
from baocao.models import BieuMau, ChiTieu
from baocao.services.bieu_mau import ap_dung, luu_dong, tao_phien_ban_moi
from cucctdp.audit.models import SuKien
from tests.factories.accounts import tai_khoan

MOC = date(2027, 1, 1)


@pytest.fixture
def quan_tri(_nen, db):
    return _nen[2]["quan_tri"]


@pytest.fixture
def truong_phong(_nen, db):
    """Who activates what others wrote."""
    return _nen[2]["cuc_lanh_dao_phong"]


@pytest.fixture
def q04(bo_gui):
    """Used by the sent pack."""
    return BieuMau.objects.get(ma="Q04")


def dong_cot(bieu):
    return (
        list(bieu.cot.order_by("thu_tu").values_list("ma", "ten", "cong_thuc")),
        list(bieu.chi_tieu.order_by("thu_tu").values_list("ma", "ten", "tong_cua", "bat_buoc")),
    )


def test_copy_is_an_editable_draft_with_the_next_number(client, vao, q04):
    vao("quan_tri")

    duong = reverse("admin:baocao_bieumau_phien_ban_moi", args=[q04.pk])
    den = client.post(duong, follow=True).redirect_chain

    moi = BieuMau.objects.get(ma="Q04", phien_ban=2)
    assert den[-1] == (reverse("admin:baocao_bieumau_change", args=[moi.pk]), 302)
    trang = client.get(reverse("admin:baocao_bieumau_change", args=[moi.pk]))
    assert (moi.trang_thai, dong_cot(moi)) == (TrangThaiBieu.NHAP, dong_cot(q04))
    assert (trang.context["chi_xem"], trang.context["la_ban_thao"]) == (False, True)
    assert SuKien.objects.filter(hanh_dong="bieumau.tao_phien_ban_moi").count() == 1


def test_second_draft_is_refused(q04, quan_tri):
    tao_phien_ban_moi(q04, by=quan_tri)

    with pytest.raises(ValidationError, match="đã có bản thảo phiên bản 2"):
        tao_phien_ban_moi(q04, by=quan_tri)

    assert BieuMau.objects.filter(ma="Q04").count() == 2


def test_activation_ends_the_former_version_the_day_before(client, vao, q04, quan_tri):
    moi = tao_phien_ban_moi(q04, by=quan_tri)
    vao("cuc_lanh_dao_phong")

    client.post(reverse("admin:baocao_bieumau_ap_dung", args=[moi.pk]), {"tu_ngay": "01/01/2027"})

    q04.refresh_from_db()
    assert q04.hieu_luc_den == date(2026, 12, 31)
    assert BieuMau.objects.hieu_luc_ngay(date(2026, 12, 31)).get(ma="Q04").phien_ban == 1
    assert BieuMau.objects.hieu_luc_ngay(MOC).get(ma="Q04").phien_ban == 2


def test_activation_before_a_version_in_force_is_refused(q04, quan_tri, truong_phong):
    hai = ap_dung(tao_phien_ban_moi(q04, by=quan_tri), tu_ngay=MOC, by=truong_phong)
    ba = tao_phien_ban_moi(hai, by=quan_tri)

    with pytest.raises(ValidationError, match="đã có phiên bản khác hiệu lực từ ngày 01/12/2026"):
        ap_dung(ba, tu_ngay=date(2026, 12, 1), by=truong_phong)

    cac_ban = BieuMau.objects.filter(ma="Q04").order_by("phien_ban")
    assert list(cac_ban.values_list("trang_thai", "hieu_luc_den")) == [
        (TrangThaiBieu.HIEU_LUC, date(2026, 12, 31)),
        (TrangThaiBieu.HIEU_LUC, None),
        (TrangThaiBieu.NHAP, None),
    ]


def test_activation_inside_a_period_already_handed_out_is_refused(q04, quan_tri, truong_phong):
    moi = tao_phien_ban_moi(q04, by=quan_tri)

    with pytest.raises(ValidationError, match="đã giao biểu Q04 theo phiên bản đang dùng"):
        ap_dung(moi, tu_ngay=date(2026, 3, 1), by=truong_phong)


def test_empty_draft_names_both_faults(q04, quan_tri, truong_phong):
    moi = tao_phien_ban_moi(q04, by=quan_tri)
    moi.cot.all().delete()
    ChiTieu.objects.filter(bieu_mau=moi).delete()

    with pytest.raises(ValidationError) as loi:
        ap_dung(moi, tu_ngay=MOC, by=truong_phong)

    assert loi.value.messages == ["Biểu chưa có cột nào.", "Biểu chưa có chỉ tiêu nào."]


def test_nobody_without_the_right_makes_a_version(q04):
    with pytest.raises(PermissionDenied):
        tao_phien_ban_moi(q04, by=tai_khoan("cuc_lanh_dao"))


def test_officer_writes_a_version_and_somebody_else_activates_it(client, vao, q04, quan_tri):
    """Maker ≠ checker, also for who holds both rights."""
    vao("cuc_chuyen_vien")
    client.post(reverse("admin:baocao_bieumau_phien_ban_moi", args=[q04.pk]))
    moi = BieuMau.objects.get(ma="Q04", phien_ban=2)
    ap = reverse("admin:baocao_bieumau_ap_dung", args=[moi.pk])
    assert client.post(ap, {"tu_ngay": "01/01/2027"}).status_code == 403
    vao("quan_tri")
    trang = reverse("admin:baocao_bieumau_change", args=[moi.pk])
    assert "Đưa vào áp dụng" in client.get(trang).content.decode()
    luu_dong(moi, ghi_lai=[moi.chi_tieu.first()], by=quan_tri)

    with pytest.raises(ValidationError, match="Bạn đã soạn bản thảo này"):
        ap_dung(moi, tu_ngay=MOC, by=quan_tri)

    assert "Đưa vào áp dụng" not in client.get(trang).content.decode()
    vao("cuc_lanh_dao_phong")
    client.post(ap, {"tu_ngay": "01/01/2027"})
    moi.refresh_from_db()
    assert moi.trang_thai == TrangThaiBieu.HIEU_LUC


@pytest.mark.parametrize("ngay", ["", "32/01/2027", "hôm nay"])
def test_bad_day_is_told_at_its_field(client, vao, q04, quan_tri, ngay):
    moi = tao_phien_ban_moi(q04, by=quan_tri)
    vao("quan_tri")

    tra_loi = client.post(reverse("admin:baocao_bieumau_ap_dung", args=[moi.pk]), {"tu_ngay": ngay})

    moi.refresh_from_db()
    assert sorted(tra_loi.context["form"].errors) == ["tu_ngay"]
    assert moi.trang_thai == TrangThaiBieu.NHAP


def test_version_in_force_is_not_changed_by_one_person_alone(
    client, vao, q04, quan_tri, truong_phong
):
    moi = tao_phien_ban_moi(q04, by=quan_tri)
    ap_dung(moi, tu_ngay=MOC, by=truong_phong)
    dong = moi.chi_tieu.order_by("thu_tu").first()
    dong.ten = "Đổi sau khi duyệt"
    vao("quan_tri")

    trang = client.get(reverse("admin:baocao_bieumau_change", args=[moi.pk]))
    with pytest.raises(ValidationError, match="không còn là bản thảo"):
        luu_dong(moi, ghi_lai=[dong], by=quan_tri)

    assert trang.context["chi_xem"] is True
    assert not ChiTieu.objects.filter(ten=dong.ten).exists()
