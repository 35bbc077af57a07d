"""Granting, changing, locking: who may, what is refused, what is recorded."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from cucctdp.accounts import services
from cucctdp.accounts.models import PhanCong, User
from cucctdp.audit.models import SuKien
from tests.factories.accounts import MAT_KHAU, PhanCongFactory, tai_khoan


def _su_kien(user):
    return list(
        SuKien.objects.filter(doi_tuong_loai="accounts.user", doi_tuong_id=str(user.pk))
        .order_by("so")
        .values_list("hanh_dong", flat=True)
    )


def test_grant_gives_a_working_account_to_be_changed_at_first_login(quan_tri, bac_ninh):
    moi = services.cap_tai_khoan(
        username=" CV.Moi ",
        ho_ten="Lê Thị Mới",
        vai_tro="so_chuyen_vien",
        don_vi=bac_ninh,
        nhom_bieu=["CN"],
        by=quan_tri,
    )

    user = User.objects.get(username="cv.moi")
    assert user.check_password(moi.mat_khau_tam)
    assert user.phai_doi_mat_khau
    assert [nhom.name for nhom in user.groups.all()] == ["so_chuyen_vien"]
    assert _su_kien(user) == ["cap_tai_khoan"]


def test_grant_reports_all_faults_at_once(quan_tri):
    with pytest.raises(ValidationError) as loi:
        services.cap_tai_khoan(
            username="a b", ho_ten="", vai_tro="so_chuyen_vien", mat_khau="ngan", by=quan_tri
        )

    assert set(loi.value.error_dict) == {"username", "ho_ten", "don_vi", "nhom_bieu", "mat_khau"}
    assert not User.objects.filter(username="a b").exists()


def test_grant_refuses_an_unknown_role(quan_tri):
    with pytest.raises(ValidationError) as loi:
        services.cap_tai_khoan(username="x", ho_ten="X", vai_tro="vua", by=quan_tri)

    assert set(loi.value.error_dict) == {"vai_tro"}


def test_grant_refuses_a_taken_name_in_other_capitals(quan_tri):
    with pytest.raises(ValidationError) as loi:
        services.cap_tai_khoan(
            username="QUAN.TRI", ho_ten="Người khác", vai_tro="cuc_lanh_dao", by=quan_tri
        )

    assert set(loi.value.error_dict) == {"username"}


def test_grant_to_a_machine_has_no_password(quan_tri):
    moi = services.cap_tai_khoan(
        username="he.thong.ngoai", ho_ten="Hệ thống ngoài", vai_tro="api_client", by=quan_tri
    )

    assert moi.mat_khau_tam == ""
    assert not moi.user.has_usable_password()
    assert moi.user.loai_tai_khoan == "dich_vu"


@pytest.mark.parametrize("ma", ["cuc_lanh_dao", "kiem_toan"])
def test_only_the_administrator_grants(ma, db):
    with pytest.raises(PermissionDenied):
        services.cap_tai_khoan(username="x", ho_ten="X", vai_tro="quan_tri", by=tai_khoan(ma))

    assert not User.objects.filter(username="x").exists()


def test_role_change_leaves_exactly_the_new_group(quan_tri, chuyen_vien_so, bac_ninh):
    services.doi_vai_tro(
        user=chuyen_vien_so,
        vai_tro="so_truong_phong",
        don_vi=bac_ninh,
        nhom_bieu=["TM"],
        ly_do="Bổ nhiệm",
        by=quan_tri,
    )

    user = User.objects.get(pk=chuyen_vien_so.pk)
    assert [nhom.name for nhom in user.groups.all()] == ["so_truong_phong"]
    assert not user.has_perm("baocao.nhap_phieubieu")
    su_kien = SuKien.objects.get(hanh_dong="doi_vai_tro")
    assert (su_kien.nguoi, su_kien.ly_do) == (quan_tri, "Bổ nhiệm")
    assert su_kien.du_lieu["truoc"]["vai_tro"] == "so_chuyen_vien"
    assert su_kien.du_lieu["sau"]["vai_tro"] == "so_truong_phong"


def test_role_change_to_and_from_the_administration_moves_the_staff_flag(quan_tri, bac_ninh):
    user = tai_khoan("so_lanh_dao", don_vi=bac_ninh)

    len_cuc = services.doi_vai_tro(user=user, vai_tro="cuc_lanh_dao", by=quan_tri)
    ve_so = services.doi_vai_tro(user=user, vai_tro="so_lanh_dao", don_vi=bac_ninh, by=quan_tri)

    assert (len_cuc.is_staff, ve_so.is_staff) == (True, False)


def test_nobody_changes_the_own_role(quan_tri):
    with pytest.raises(ValidationError, match="tự đổi vai trò"):
        services.doi_vai_tro(user=quan_tri, vai_tro="cuc_lanh_dao", by=quan_tri)

    assert User.objects.get(pk=quan_tri.pk).vai_tro == "quan_tri"


def test_role_change_ends_assignments(quan_tri, tay_ninh, bac_ninh):
    hom_nay = timezone.localdate()
    user = tai_khoan("cuc_chuyen_vien")
    cu = PhanCongFactory(user=user, don_vi=tay_ninh, tu_ngay=hom_nay - datetime.timedelta(days=5))
    PhanCongFactory(user=user, don_vi=bac_ninh, tu_ngay=hom_nay)

    services.doi_vai_tro(user=user, vai_tro="cuc_lanh_dao_phong", by=quan_tri)

    con_lai = list(PhanCong.objects.filter(user=user).values_list("pk", "den_ngay"))
    assert con_lai == [(cu.pk, hom_nay - datetime.timedelta(days=1))]


def test_lock_and_unlock(quan_tri, chuyen_vien_so):
    services.khoa_tai_khoan(user=chuyen_vien_so, ly_do="Chuyển công tác", by=quan_tri)
    bi_khoa = User.objects.get(pk=chuyen_vien_so.pk).dang_bi_khoa
    services.mo_khoa(user=chuyen_vien_so, ly_do="Nhầm người", by=quan_tri)
    sau = User.objects.get(pk=chuyen_vien_so.pk)

    assert bi_khoa
    assert not sau.dang_bi_khoa
    assert _su_kien(chuyen_vien_so) == ["khoa_tai_khoan", "mo_khoa"]


def test_lock_until_a_day_ends_by_itself(quan_tri, chuyen_vien_so):
    den = timezone.now() + datetime.timedelta(days=3)

    user = services.khoa_tai_khoan(user=chuyen_vien_so, ly_do="Nghỉ thai sản", den=den, by=quan_tri)

    assert user.dang_bi_khoa
    user.khoa_den = timezone.now() - datetime.timedelta(seconds=1)
    assert not user.dang_bi_khoa


def test_lock_asks_for_a_reason(quan_tri, chuyen_vien_so):
    with pytest.raises(ValidationError, match="lý do"):
        services.khoa_tai_khoan(user=chuyen_vien_so, ly_do="nghỉ", by=quan_tri)

    assert not User.objects.get(pk=chuyen_vien_so.pk).dang_bi_khoa


@pytest.mark.parametrize(
    "lam",
    [
        lambda u: services.khoa_tai_khoan(user=u, ly_do="Tự khóa mình thử", by=u),
        lambda u: services.mo_khoa(user=u, by=u),
        lambda u: services.dat_lai_mat_khau(user=u, by=u),
        lambda u: services.go_xac_thuc_hai_lop(user=u, by=u),
    ],
)
def test_nobody_serves_the_own_account(lam, quan_tri):
    with pytest.raises(ValidationError):
        lam(quan_tri)

    assert _su_kien(quan_tri) == []


def test_reset_gives_a_temporary_password(quan_tri, chuyen_vien_so):
    mat_khau = services.dat_lai_mat_khau(user=chuyen_vien_so, by=quan_tri)

    user = User.objects.get(pk=chuyen_vien_so.pk)
    assert user.check_password(mat_khau)
    assert not user.check_password(MAT_KHAU)
    assert user.phai_doi_mat_khau


def test_assignment_only_for_officers_of_the_cuc(quan_tri, tay_ninh):
    with pytest.raises(ValidationError, match="chuyên viên Cục"):
        services.phan_cong(
            user=tai_khoan("cuc_lanh_dao"),
            don_vi=tay_ninh,
            tu_ngay=timezone.localdate(),
            by=quan_tri,
        )

    assert not PhanCong.objects.exists()


def test_assignment_is_recorded(quan_tri, tay_ninh):
    user = tai_khoan("cuc_chuyen_vien")

    row = services.phan_cong(
        user=user, don_vi=tay_ninh, tu_ngay=datetime.date(2026, 1, 1), by=quan_tri
    )

    assert row.don_vi == tay_ninh
    su_kien = SuKien.objects.get(hanh_dong="phan_cong")
    assert su_kien.du_lieu == {
        "don_vi": "Tây Ninh (34:80)",
        "don_vi_id": tay_ninh.pk,
        "tu_ngay": "2026-01-01",
        "den_ngay": None,
    }


def test_assignment_refuses_an_end_before_the_start(quan_tri, tay_ninh):
    with pytest.raises(ValidationError, match="từ ngày bắt đầu trở đi"):
        services.phan_cong(
            user=tai_khoan("cuc_chuyen_vien"),
            don_vi=tay_ninh,
            tu_ngay=datetime.date(2026, 2, 1),
            den_ngay=datetime.date(2026, 1, 1),
            by=quan_tri,
        )

    assert not PhanCong.objects.exists()


def test_first_administrator_is_no_superuser(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", MAT_KHAU)

    call_command("createsuperuser", interactive=False, username="goc", ho_ten="Gốc")

    user = User.objects.get(username="goc")
    assert (user.vai_tro, user.is_superuser, user.is_staff) == ("quan_tri", False, True)
