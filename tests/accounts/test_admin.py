"""The administrator's pages: who opens them, and that every change goes through the services."""

import html

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cucctdp.accounts.models import PhanCong, User
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.audit.models import SuKien
from tests.factories.accounts import PhanCongFactory, tai_khoan

DANH_SACH = "admin:accounts_user_changelist"
DUOC_XEM = {"quan_tri", "kiem_toan"}


@pytest.fixture
def vao(client, quan_tri):
    client.force_login(quan_tri)
    return client


def _bieu(**kwargs):
    return {
        "username": "cv.moi",
        "ho_ten": "Lê Thị Mới",
        "chuc_vu": "Chuyên viên",
        "email": "",
        "loai_tai_khoan": "ca_nhan",
        "vai_tro": "so_chuyen_vien",
        "to_chuc": "",
        "don_vi": "",
        "nhom_bieu": ["CN"],
    } | kwargs


def _thong_bao(phan_hoi):
    return [str(tin) for tin in get_messages(phan_hoi.wsgi_request)]


@pytest.mark.parametrize("ma", VAI_TRO)
def test_account_list_by_role(ma, client, bac_ninh):
    client.force_login(tai_khoan(ma, don_vi=bac_ninh if VAI_TRO[ma].la_so else None))

    ma_phan_hoi = client.get(reverse(DANH_SACH)).status_code

    if not VAI_TRO[ma].vao_quan_tri:
        assert ma_phan_hoi == 302
    else:
        assert ma_phan_hoi == (200 if ma in DUOC_XEM else 403)


def test_list_asks_the_same_queries_for_more_rows(vao, bac_ninh):
    vao.get(reverse(DANH_SACH))
    with CaptureQueriesContext(connection) as mot:
        vao.get(reverse(DANH_SACH))
    for _ in range(3):
        tai_khoan("so_lanh_dao", don_vi=bac_ninh)
    with CaptureQueriesContext(connection) as ba:
        vao.get(reverse(DANH_SACH))

    assert len(ba) == len(mot)


def test_no_page_shows_a_password_hash(vao, chuyen_vien_so):
    trang = vao.get(
        reverse("admin:accounts_user_change", args=[chuyen_vien_so.pk])
    ).content.decode()

    assert chuyen_vien_so.password not in html.unescape(trang)
    assert chuyen_vien_so.ho_ten in trang


def test_add_grants_an_account_and_shows_its_password_once(vao, quan_tri, bac_ninh):
    phan_hoi = vao.post(reverse("admin:accounts_user_add"), _bieu(don_vi=bac_ninh.pk))

    user = User.objects.get(username="cv.moi")
    tin = next(tin for tin in _thong_bao(phan_hoi) if "Mật khẩu tạm" in tin)
    assert user.check_password(tin.split(": ")[1].split(" – ")[0])
    assert [nhom.name for nhom in user.groups.all()] == ["so_chuyen_vien"]
    assert SuKien.objects.get(hanh_dong="cap_tai_khoan").nguoi == quan_tri


def test_add_shows_all_faults(vao):
    phan_hoi = vao.post(reverse("admin:accounts_user_add"), _bieu(ho_ten="", nhom_bieu=[]))

    assert set(phan_hoi.context["adminform"].form.errors) == {"ho_ten", "don_vi", "nhom_bieu"}
    assert not User.objects.filter(username="cv.moi").exists()


def test_change_of_role_moves_the_group(vao, chuyen_vien_so, bac_ninh):
    vao.post(
        reverse("admin:accounts_user_change", args=[chuyen_vien_so.pk]),
        _bieu(vai_tro="so_truong_phong", don_vi=bac_ninh.pk, ho_ten="Tên Đã Sửa"),
    )

    chuyen_vien_so.refresh_from_db()
    assert (chuyen_vien_so.ho_ten, chuyen_vien_so.vai_tro) == ("Tên Đã Sửa", "so_truong_phong")
    assert [nhom.name for nhom in chuyen_vien_so.groups.all()] == ["so_truong_phong"]
    assert set(SuKien.objects.values_list("hanh_dong", flat=True)) == {
        "sua_thong_tin",
        "doi_vai_tro",
    }


def test_own_role_stays(vao, quan_tri):
    phan_hoi = vao.post(
        reverse("admin:accounts_user_change", args=[quan_tri.pk]),
        _bieu(vai_tro="cuc_lanh_dao", nhom_bieu=[]),
    )

    assert phan_hoi.context["adminform"].form.errors == {
        "vai_tro": ["Không ai được tự đổi vai trò, phạm vi của mình."]
    }


def test_auditor_changes_nothing(client, chuyen_vien_so):
    client.force_login(tai_khoan("kiem_toan"))

    sua = client.post(reverse("admin:accounts_user_change", args=[chuyen_vien_so.pk]), _bieu())
    khoa = client.post(
        reverse(DANH_SACH),
        {"action": "khoa", "_selected_action": [chuyen_vien_so.pk], "ly_do": "Chuyển công tác"},
    )

    chuyen_vien_so.refresh_from_db()
    assert sua.status_code == 403
    assert khoa.status_code in (200, 302)
    assert not chuyen_vien_so.dang_bi_khoa


def test_actions_lock_unlock_and_reset(vao, chuyen_vien_so):
    def lam(hanh_dong, **kwargs):
        phan_hoi = vao.post(
            reverse(DANH_SACH),
            {"action": hanh_dong, "_selected_action": [chuyen_vien_so.pk], **kwargs},
        )
        chuyen_vien_so.refresh_from_db()
        return _thong_bao(phan_hoi)[-1], chuyen_vien_so.dang_bi_khoa

    khong_ly_do = lam("khoa")
    khoa = lam("khoa", ly_do="Chuyển công tác")
    mo = lam("mo_khoa")
    dat_lai, _ = lam("dat_lai_mat_khau")

    assert khong_ly_do == ("cv.bacninh: Ghi lý do khóa, ít nhất 10 ký tự.", False)
    assert khoa == ("Đã khóa – cv.bacninh.", True)
    assert mo == ("Đã mở khóa – cv.bacninh.", False)
    assert chuyen_vien_so.check_password(
        dat_lai.removeprefix("Mật khẩu tạm (chỉ hiện một lần) – cv.bacninh: ")
    )


def test_assignment_is_saved_beside_the_officer(vao, tay_ninh, bac_ninh):
    user = tai_khoan("cuc_chuyen_vien", username="cv.cuc")
    PhanCongFactory(user=user, don_vi=bac_ninh)
    dau = {"phan_cong-TOTAL_FORMS": 2, "phan_cong-INITIAL_FORMS": 1}
    cu = PhanCong.objects.get()
    dong = {
        "phan_cong-0-id": cu.pk,
        "phan_cong-0-user": user.pk,
        "phan_cong-0-don_vi": bac_ninh.pk,
        "phan_cong-0-tu_ngay": cu.tu_ngay.isoformat(),
        "initial-phan_cong-0-tu_ngay": cu.tu_ngay.isoformat(),
        "phan_cong-0-den_ngay": "",
        "phan_cong-1-user": user.pk,
        "phan_cong-1-don_vi": tay_ninh.pk,
        "phan_cong-1-tu_ngay": "2026-01-01",
        "phan_cong-1-den_ngay": "",
    }

    vao.post(
        reverse("admin:accounts_user_change", args=[user.pk]),
        _bieu(vai_tro="cuc_chuyen_vien", ho_ten=user.ho_ten, nhom_bieu=user.nhom_bieu) | dau | dong,
    )

    assert set(PhanCong.objects.values_list("don_vi__ten_goi", flat=True)) == {
        "Bắc Ninh",
        "Tây Ninh",
    }
    assert SuKien.objects.filter(hanh_dong="phan_cong").count() == 1
