"""The loader: repeatable, all faults at once, nothing half-written."""

import shutil
from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from cucctdp.donvi.models import DonViHanhChinh, PhanVung, TenDonVi, ToChuc, Xa
from cucctdp.donvi.services.danh_muc import DanhMucSaiError, nap
from tests.donvi.conftest import THU_MUC
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("danh_muc", "db")

SO_DONG = {
    "don_vi": 97,
    "ten_don_vi": 101,
    "ten_goi_khac": 108,
    "ke_thua": 63,
    "phan_vung": 5,
    "vung": 21,
    "thanh_vien_vung": 228,
    "xa": 3321,
    "ten_xa": 3343,
    "nganh_kinh_te": 239,
    "to_chuc": 101,
    "ten_to_chuc": 107,
}


@pytest.fixture
def ban_sao(tmp_path):
    """A copy of the files, to be spoiled."""
    return shutil.copytree(THU_MUC, tmp_path / "donvi")


def thay(tep, cu, moi):
    noi_dung = tep.read_text(encoding="utf-8")
    assert cu in noi_dung
    tep.write_text(noi_dung.replace(cu, moi, 1), encoding="utf-8")


def test_nap_first_time_adds_everything(danh_muc):
    assert {b: (k.them, k.doi, k.giu) for b, k in danh_muc.items()} == {
        b: (so, 0, 0) for b, so in SO_DONG.items()
    }


def test_two_regional_centres_stand_under_the_cuc_and_are_to_be_verified():
    cac = ToChuc.objects.filter(loai="trung_tam_kc", cha__ma="cuc", don_vi=None)

    assert set(cac.values_list("ten_goi", "can_xac_minh")) == {
        (f"Trung tâm Khuyến công và Tư vấn phát triển công nghiệp {so}", True) for so in (1, 2)
    }


def test_nap_second_time_changes_nothing():
    su_kien = apps.get_model("donvi", "XaEvent").objects
    truoc = su_kien.count()

    ket_qua = nap(THU_MUC)

    assert {b: (k.them, k.doi, k.giu) for b, k in ket_qua.items()} == {
        b: (0, 0, so) for b, so in SO_DONG.items()
    }
    assert su_kien.count() == truoc


def test_nap_danh_muc_command_says_all_same(capsys):
    call_command("nap_danh_muc")

    dong = capsys.readouterr().out.splitlines()
    assert dong[0] == "đơn vị hành chính cấp tỉnh: thêm 0, đổi 0, giữ nguyên 97"
    assert len(dong) == 12
    assert all("thêm 0, đổi 0" in d for d in dong)


def test_nap_changed_name_counts_one_change(ban_sao):
    thay(ban_sao / "nganh_kinh_te.csv", "Sản xuất, chế biến thực phẩm", "Chế biến thực phẩm")

    ket_qua = nap(ban_sao)

    assert (ket_qua["nganh_kinh_te"].doi, ket_qua["nganh_kinh_te"].giu) == (1, 238)
    assert sum(k.them + k.doi for k in ket_qua.values()) == 1


def test_nap_new_city_closes_the_old_name(ban_sao):
    thay(
        ban_sao / "ten_don_vi.csv",
        "34:80,Tây Ninh,Tỉnh Tây Ninh,tinh,2025-07-01,,NQ 202",
        "34:80,Tây Ninh,Thành phố Tây Ninh,thanh_pho,2027-01-01,,NQ 9\n"
        "34:80,Tây Ninh,Tỉnh Tây Ninh,tinh,2025-07-01,2026-12-31,NQ 202",
    )

    ket_qua = nap(ban_sao)

    assert (ket_qua["ten_don_vi"].them, ket_qua["ten_don_vi"].doi) == (1, 1)
    tay_ninh = DonViHanhChinh.objects.theo_khoa("34:80")
    assert tay_ninh.ten_ngay(date(2026, 12, 31)).trong_cau == "tỉnh Tây Ninh"
    assert tay_ninh.ten_ngay(date(2027, 1, 1)).trong_cau == "thành phố Tây Ninh"


def test_nap_missing_row_is_not_deleted(ban_sao):
    thay(ban_sao / "thanh_vien_vung.csv", "kt-xh-34,DNB,34:75\n", "")

    ket_qua = nap(ban_sao)

    assert ket_qua["thanh_vien_vung"].giu == 227
    assert PhanVung.objects.get(ma="kt-xh-34").thanh_vien.count() == 34


def test_nap_confirmed_question_stays_confirmed():
    Xa.objects.filter(ma="06970").update(can_xac_minh=False, ghi_chu="Đã tra phụ lục.")

    ket_qua = nap(THU_MUC)

    assert ket_qua["xa"].giu == 3321
    assert Xa.objects.get(ma="06970").can_xac_minh is False


def test_nap_faulty_lists_all_places_and_changes_nothing(ban_sao):
    thay(ban_sao / "ten_don_vi.csv", "Tỉnh Hà Giang", "Tỉnh Hà Giang mới")
    thay(ban_sao / "xa.csv", "00004,34:01,", "00004,01,")
    thay(ban_sao / "ke_thua.csv", "63:02,34:08,2025-07-01", "63:02,34:09,2025-13-01")
    thay(ban_sao / "vung.csv", "kt-xh-34,DBSH", "kt-xh-35,DBSH")

    with pytest.raises(DanhMucSaiError) as loi:
        nap(ban_sao)

    places = [d.split(":")[0] for d in loi.value.loi]
    assert places[:3] == ["ke_thua.csv, dòng 3", "vung.csv, dòng 3", "xa.csv, dòng 2"]
    assert "phải kèm bộ mã" in loi.value.loi[2]
    assert TenDonVi.objects.get(don_vi__slug="ha-giang").ten_day_du == "Tỉnh Hà Giang"


def test_nap_duplicate_row_refused(ban_sao):
    with (ban_sao / "vung.csv").open("a", encoding="utf-8") as tep:
        tep.write("kt-xh-34,DNB,Đông Nam Bộ,5\n")

    with pytest.raises(DanhMucSaiError) as loi:
        nap(ban_sao)

    assert loi.value.loi == ["vung.csv, dòng 23: trùng một dòng ở trên."]


def test_nap_overlapping_names_refused(ban_sao):
    with (ban_sao / "ten_don_vi.csv").open("a", encoding="utf-8") as tep:
        tep.write("34:80,Tây Ninh,Thành phố Tây Ninh,thanh_pho,2027-01-01,,NQ 9\n")

    with pytest.raises(DanhMucSaiError, match=r"ten_don_vi\.csv: trái với dữ liệu đã có"):
        nap(ban_sao)


def test_nap_danh_muc_command_missing_file(tmp_path):
    with pytest.raises(CommandError, match=r"Thiếu tệp danh mục: .*don_vi\.csv"):
        call_command("nap_danh_muc", thu_muc=tmp_path)


def test_nap_history_names_the_person(ban_sao):
    user = tai_khoan("cuc_lanh_dao")
    thay(ban_sao / "vung.csv", "Đông Nam Bộ", "Miền Đông Nam Bộ")

    nap(ban_sao, by=user)

    su_kien = apps.get_model("donvi", "VungEvent").objects.get(ten="Miền Đông Nam Bộ")
    assert (su_kien.pgh_label, su_kien.pgh_context.metadata) == ("update", {"user": user.pk})
