"""The table of roles against the specification's own words, and against the database."""

import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from cucctdp.accounts import groups, roles
from cucctdp.accounts.roles import VAI_TRO
from tests.factories.accounts import tai_khoan

# What each role may do beyond looking, copied from the specification, not from the code.
HANH_DONG = {
    "so_chuyen_vien": {"nhap_phieubieu", "trinh_phong_phieubieu", "lap_dieuchinh"},
    "so_truong_phong": {
        "duyet_phong_phieubieu",
        "chuyen_lanh_dao_bobaocao",
        "bao_tien_do_sotheodoi",
        "gui_kiennghi",
    },
    "so_tong_hop": {
        "nhap_phieubieu",
        "trinh_phong_phieubieu",
        "chuyen_lanh_dao_bobaocao",
        "de_nghi_gia_han",
        "bao_tien_do_sotheodoi",
        "danh_gia_kiennghi",
        "gui_kiennghi",
        "lap_dieuchinh",
    },
    "so_lanh_dao": {
        "ky_gui_bobaocao",
        "de_nghi_gia_han",
        "bao_tien_do_sotheodoi",
        "danh_gia_kiennghi",
        "gui_kiennghi",
        "ky_dieuchinh",
    },
    "so_van_thu": {"ghi_so_van_ban_bobaocao"},
    "cuc_chuyen_vien": {
        "add_bieumau",
        "change_bieumau",
        "kiem_tra_bobaocao",
        "de_nghi_gia_han",
        "tiep_nhan_bobaocao",
        "tong_hop_kybaocao",
        "tai_bantin",
        "xem_thongke",
        "cap_nhat_sotheodoi",
        "de_nghi_mientruquytac",
        "tham_dinh_dieuchinh",
        "xem_sotheodoi",
        "xu_ly_kiennghi",
    },
    "cuc_lanh_dao_phong": {
        "ap_dung_bieumau",
        "tiep_nhan_bobaocao",
        "gia_han_bobaocao",
        "mo_kybaocao",
        "chot_kybaocao",
        "tong_hop_kybaocao",
        "tai_bantin",
        "xem_thongke",
        "add_hosotinh",
        "add_nguongkiemtra",
        "add_quytackiemtra",
        "add_sanphamtinh",
        "cap_nhat_sotheodoi",
        "change_hosotinh",
        "change_nguongkiemtra",
        "change_quytackiemtra",
        "change_sanphamtinh",
        "cong_bo_kiennghi",
        "de_nghi_mientruquytac",
        "duyet_dieuchinh",
        "duyet_mientruquytac",
        "giao_giaokiemtra",
        "giao_kiennghi",
        "xac_nhan_sotheodoi",
        "xem_sotheodoi",
        "xu_ly_kiennghi",
    },
    "cuc_lanh_dao": {
        "gia_han_bobaocao",
        "mo_kybaocao",
        "chot_kybaocao",
        "cong_bo_kybaocao",
        "tai_bantin",
        "xem_thongke",
        "cong_bo_kiennghi",
        "duyet_dieuchinh",
        "duyet_mientruquytac",
        "duyet_sau_cong_bo_dieuchinh",
        "giao_giaokiemtra",
        "giao_kiennghi",
        "xac_nhan_sotheodoi",
        "xem_sotheodoi",
    },
    "bo_lanh_dao": {"tai_bantin", "xem_thongke", "xem_sotheodoi"},
    "api_client": {"xem_thongke"},
    "quan_tri": {
        f"{viec}_{muc}"
        for viec in ("add", "change")
        for muc in (
            "bieumau",
            "chitieu",
            "cotbieu",
            "quytackiemtra",
            "quytaclich",
            "ngaynghi",
            "hannop",
            "dinhmuctheodoi",
            "dongtheohoso",
            "loaibaocao",
            "nguongkiemtra",
            "quydinhkiemtra",
        )
    }
    | {"ap_dung_bieumau"},
    "kiem_toan": {"tai_bantin", "xem_thongke", "xem_sotheodoi"},
}
PHAM_VI = {
    "so_chuyen_vien": "tinh",
    "so_truong_phong": "tinh",
    "so_tong_hop": "tinh",
    "so_lanh_dao": "tinh",
    "so_van_thu": "tinh",
    "so_khuyen_cong": "tinh",
    "vung_khuyen_cong": "to_chuc",
    "ccn_bao_cao": "duoc_giao",
    "sp_co_so": "duoc_giao",
    "sp_xa": "duoc_giao",
    "sp_giam_khao": "duoc_giao",
    "cuc_chuyen_vien": "phan_cong",
    "cuc_lanh_dao_phong": "toan_quoc",
    "cuc_lanh_dao": "toan_quoc",
    "bo_lanh_dao": "toan_quoc",
    "api_client": "toan_quoc",
    "quan_tri": "khong",
    "kiem_toan": "toan_quoc",
}


def test_table_has_these_roles():
    assert {ma: hang.pham_vi for ma, hang in VAI_TRO.items()} == PHAM_VI


@pytest.mark.parametrize("ma", HANH_DONG)
def test_role_acts_on_reports_exactly_as_specified(ma):
    hanh_dong = {
        ten.removeprefix("baocao.")
        for ten in VAI_TRO[ma].quyen
        if ten.startswith("baocao.") and not ten.startswith("baocao.view_")
    }

    assert hanh_dong == HANH_DONG[ma]


@pytest.mark.parametrize("ma", VAI_TRO)
def test_role_names_each_permission_once(ma):
    quyen = VAI_TRO[ma].quyen

    assert sorted(quyen) == sorted(set(quyen))


@pytest.mark.parametrize("ma", sorted(VAI_TRO.keys() - {"quan_tri"}))
def test_only_the_administrator_changes_system_rows(ma):
    he_thong = [
        ten
        for ten in VAI_TRO[ma].quyen
        if ten.split(".")[1].split("_")[0] in ("add", "change")
        and not ten.startswith(("khuyencong.", "cumcongnghiep.", "sanpham_tieubieu."))
    ]

    # Rules, their thresholds and what a province has are business of the Cục, not of the system.
    cua_cuc = {"quytackiemtra", "nguongkiemtra", "hosotinh", "sanphamtinh"}
    con = {ten for ten in he_thong if ten.rpartition("_")[2] not in cua_cuc}
    # An officer drafts templates; a second person puts them in force.
    soan = {"baocao.add_bieumau", "baocao.change_bieumau"} if ma == "cuc_chuyen_vien" else set()
    assert con == soan
    assert he_thong == [] or ma in ("cuc_chuyen_vien", "cuc_lanh_dao_phong")


def test_catalogues_of_khuyen_cong_are_written_by_the_division_and_the_network_by_officers():
    mang_luoi = {"trungtam", "congtacvien", "tuvanvien"}
    sua = {
        ma: {t.rpartition("_")[2] for t in hang.quyen if t.startswith("khuyencong.add_")}
        for ma, hang in VAI_TRO.items()
    }
    danh_muc = sua.pop("cuc_lanh_dao_phong")

    assert {ma: ten for ma, ten in sua.items() if ten} == {"cuc_chuyen_vien": mang_luoi}
    assert len(danh_muc) == 18
    assert danh_muc > mang_luoi | {"dinhmuc", "quytac", "kehoach", "chuongtrinh", "muctieu"}


def test_nobody_deletes():
    assert [ten for hang in VAI_TRO.values() for ten in hang.quyen if ".delete_" in ten] == []


def test_law_of_the_selection_is_written_by_the_division():
    sua = {
        ma: {t.rpartition("_")[2] for t in hang.quyen if t.startswith("sanpham_tieubieu.change_")}
        for ma, hang in VAI_TRO.items()
    }

    assert {ma: ten for ma, ten in sua.items() if ten} == {
        "cuc_lanh_dao_phong": {"quydinhcap", "nhomsanpham", "loaitailieu", "quytac"}
    }


def test_auditor_only_looks():
    khac_xem = {ten for ten in VAI_TRO["kiem_toan"].quyen if ".view_" not in ten}

    assert khac_xem == {
        "baocao.tai_bantin",
        "baocao.xem_thongke",
        "baocao.xem_sotheodoi",
        "khuyencong.xem_thongke",
        "cumcongnghiep.xem_thongke",
        "sanpham_tieubieu.xem_thongke",
    }
    assert "audit.view_sukien" in VAI_TRO["kiem_toan"].quyen


@pytest.mark.django_db
def test_table_names_only_permissions_that_exist():
    assert groups.quyen_thieu() == []


@pytest.mark.django_db
@pytest.mark.parametrize("ma", VAI_TRO)
def test_user_holds_exactly_the_row(ma, bac_ninh):
    don_vi = bac_ninh if VAI_TRO[ma].la_so else None

    user = tai_khoan(ma, don_vi=don_vi)

    assert user.get_all_permissions() == set(VAI_TRO[ma].quyen)
    assert user.is_staff == VAI_TRO[ma].vao_quan_tri


def test_administrator_has_no_figure_permission(quan_tri):
    khung = {
        "bieumau",
        "chitieu",
        "cotbieu",
        "quytackiemtra",
        "quytaclich",
        "ngaynghi",
        "hannop",
        "dinhmuctheodoi",
        "dongtheohoso",
        "loaibaocao",
        "nguongkiemtra",
        "quydinhkiemtra",
    }
    cho_phep = {f"{viec}_{muc}" for viec in ("view", "add", "change") for muc in khung}
    cho_phep |= {"view_kybaocao", "ap_dung_bieumau"}

    co = {
        quyen.codename
        for quyen in Permission.objects.filter(content_type__app_label="baocao")
        if quan_tri.has_perm(f"baocao.{quyen.codename}")
    }

    assert co == cho_phep
    for doi_tuong in roles.DOI_TUONG_SO_LIEU:
        assert not [ten for ten in co if ten.endswith(f"_{doi_tuong}")]


@pytest.mark.django_db
def test_command_makes_groups_then_changes_nothing():
    lan_dau, lan_hai = io.StringIO(), io.StringIO()
    Group.objects.all().delete()

    call_command("dong_bo_vai_tro", stdout=lan_dau)
    call_command("dong_bo_vai_tro", stdout=lan_hai)

    assert set(Group.objects.values_list("name", flat=True)) == set(VAI_TRO)
    assert "api_client (nhóm mới):\n  + baocao.xem_thongke\n" in lan_dau.getvalue()
    assert lan_hai.getvalue() == "Nhóm quyền đã khớp bảng vai trò, không có gì thay đổi.\n"


@pytest.mark.django_db
def test_command_repairs_groups_and_memberships(quan_tri):
    call_command("dong_bo_vai_tro", stdout=io.StringIO())
    nhap = Permission.objects.get(content_type__app_label="baocao", codename="nhap_phieubieu")
    Group.objects.get(name="quan_tri").permissions.add(nhap)
    quan_tri.groups.add(Group.objects.get(name="so_lanh_dao"))
    thay_doi = io.StringIO()

    with pytest.raises(CommandError):
        call_command("dong_bo_vai_tro", "--kiem-tra", stdout=io.StringIO())
    call_command("dong_bo_vai_tro", stdout=thay_doi)

    assert thay_doi.getvalue() == "quan_tri:\n  - baocao.nhap_phieubieu\n  → quan.tri\n"
    assert [nhom.name for nhom in quan_tri.groups.all()] == ["quan_tri"]
    assert groups.nhom_lech() == []


@pytest.mark.django_db
def test_command_finds_permissions_given_to_a_person(quan_tri):
    groups.dong_bo_nhom()
    quan_tri.user_permissions.add(
        Permission.objects.get(content_type__app_label="baocao", codename="xem_thongke")
    )

    lech = groups.nhom_lech()

    assert [(row.nhom, row.tai_khoan) for row in lech] == [("quan_tri", ("quan.tri",))]


@pytest.mark.django_db
def test_sync_writes_nothing_when_a_permission_is_unknown():
    groups.dong_bo_nhom()
    truoc = Group.objects.get(name="so_van_thu").permissions.count()
    Group.objects.get(name="so_van_thu").permissions.clear()
    Permission.objects.get(content_type__app_label="baocao", codename="xem_thongke").delete()

    with pytest.raises(ImproperlyConfigured, match=r"baocao\.xem_thongke$"):
        groups.dong_bo_nhom()

    assert truoc == len(VAI_TRO["so_van_thu"].quyen)
    assert Group.objects.get(name="so_van_thu").permissions.count() == 0


def test_permissions_of_each_app_name_only_roles_of_the_table():
    ten = {ma for phan in roles._CAC_PHAN for ma in phan.QUYEN}

    assert ten - set(VAI_TRO) == set()
