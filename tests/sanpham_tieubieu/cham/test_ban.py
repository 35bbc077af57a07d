"""Bodies of a round: legal sizes, heads, agencies, persons by identity, members who leave."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanpham_tieubieu.choices import Cap, LoaiBan, VaiTroBan
from sanpham_tieubieu.models import NguoiNop, NhanSu, PhanCong
from sanpham_tieubieu.services import ban as dich_vu
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import XaFactory
from tests.factories.san_pham import KyFactory, NhanSuFactory
from tests.sanpham_tieubieu.cham.dung import DU, dung_ky

pytestmark = pytest.mark.django_db
QD = {"so_qd": "12/QĐ-UBND", "ngay_qd": date(2026, 4, 1)}


def _ban(ky, by, loai, cac_vai, **nguoi):
    ban = dich_vu.lap_ban(ky, loai, by=by, **QD)
    for vai in cac_vai:
        dich_vu.them_thanh_vien(ban, NhanSuFactory(**nguoi), by=by, vai_tro=vai)
    return ban


def _hoi_dong(so, dau="chu_tich", pho="pho_thuong_truc"):
    return [dau, pho, *["uy_vien"] * (so - 2)]


@pytest.mark.parametrize(("so", "duoc"), [(5, False), (7, True), (8, False), (9, True)])
def test_council_of_a_province_has_seven_or_nine(so, duoc):
    k = dung_ky(so_ho_so=0)
    ban = dich_vu.lap_ban(k.ky, LoaiBan.HOI_DONG, by=k.so, **QD)
    for vai in _hoi_dong(so):
        thuoc = {"chu_tich": "ubnd_tinh", "pho_thuong_truc": "so"}.get(vai, "khac")
        dich_vu.them_thanh_vien(
            ban, NhanSuFactory(co_quan_thuoc=thuoc, don_vi=k.ky.don_vi), by=k.so, vai_tro=vai
        )

    loi = dich_vu.kiem_ban(ban)

    assert [c[:3] for c in loi] == ([] if duoc else ["R05"])


def test_regional_council_is_led_by_the_cuc_and_the_host_so():
    cuc = tai_khoan("cuc_lanh_dao_phong")
    k = dung_ky(so_ho_so=0)
    ky = KyFactory(cap=Cap.KHU_VUC, don_vi=None, khu_vuc="bac", noi_to_chuc=k.ky.don_vi)
    ban = _ban(ky, cuc, LoaiBan.HOI_DONG, _hoi_dong(9), co_quan_thuoc="so")

    sai = dich_vu.kiem_ban(ban)
    NhanSu.objects.filter(tham_gia__vai_tro=VaiTroBan.CHU_TICH).update(co_quan_thuoc="cuc")
    NhanSu.objects.filter(tham_gia__vai_tro=VaiTroBan.PHO_THUONG_TRUC).update(don_vi=k.ky.don_vi)
    dung = dich_vu.phe_duyet_ban(ban, by=cuc)

    assert [c[:3] for c in sai] == ["R08"]
    assert dung.kien_toan_luc is not None


@pytest.mark.parametrize(
    ("cac_vai", "cau"),
    [
        (["truong_ban", "giam_khao", "giam_khao"], []),
        (["truong_ban", "giam_khao"], ["R06"]),
        (["truong_ban"], ["R06"]),
        (["giam_khao", "giam_khao", "pho_truong_ban"], ["R07"]),
        (["giam_khao", "giam_khao"], ["R06", "R07"]),
    ],
)
def test_jury_is_odd_and_has_one_head(cac_vai, cau):
    so = tai_khoan("so_truong_phong", don_vi=(ky := KyFactory()).don_vi)
    ban = _ban(ky, so, LoaiBan.GIAM_KHAO, cac_vai)

    assert [c[:3] for c in dich_vu.kiem_ban(ban)] == cau


def test_a_changed_jury_waits_for_its_decision_and_a_role_belongs_to_its_body():
    k = dung_ky(so_ho_so=0)

    with pytest.raises(ValidationError) as sai:
        dich_vu.them_thanh_vien(k.ban, NhanSuFactory(), by=k.so, vai_tro="chu_tich")
    dich_vu.them_thanh_vien(k.ban, NhanSuFactory(), by=k.so, vai_tro="giam_khao")
    k.ban.refresh_from_db()
    with pytest.raises(ValidationError) as chan:
        dich_vu.phe_duyet_ban(k.ban, by=k.so)

    assert sai.value.messages == ["Vai trò này không có trong Ban Giám khảo."]
    assert k.ban.kien_toan_luc is None
    assert [c[:3] for c in chan.value.messages] == ["R06"]


def test_member_who_leaves_keeps_what_he_signed_and_loses_the_rest():
    k = dung_ky(so_ho_so=3)
    da_ky, do_dang = k.da_ky(1, 0, DU), k.phieu(1, 1)

    dich_vu.thoi_thanh_vien(k.gk[1], by=k.so, ngay=date(2026, 5, 2), ly_do="Chuyển công tác")
    da_ky.refresh_from_db()
    do_dang.refresh_from_db()

    assert (da_ky.trang_thai, do_dang.trang_thai) == ("da_ky", "vo_hieu")
    assert [p.ho_so for p in PhanCong.objects.filter(giam_khao=k.gk[1])] == [k.ho_so[0]]


def test_personal_number_is_hashed_and_a_person_is_entered_once():
    so = tai_khoan("so_chuyen_vien", don_vi=KyFactory().don_vi)
    nguoi = {"ho_ten": "Lê Thị Thử", "co_quan": "Trường nghề"}

    mot = dich_vu.ghi_nguoi(by=so, so_dinh_danh="079 185 000 123", **nguoi)
    with pytest.raises(ValidationError) as lai:
        dich_vu.ghi_nguoi(by=so, so_dinh_danh="079185000123", **nguoi)
    with pytest.raises(ValidationError) as ngan:
        dich_vu.ghi_nguoi(by=so, so_dinh_danh="079185", **nguoi)

    assert len(mot.dinh_danh_bam) == 64
    assert "079185000123" not in mot.dinh_danh_bam
    assert mot.don_vi == so.don_vi
    assert lai.value.messages == ["Người có số định danh này đã có trong danh sách."]
    assert ngan.value.messages == ["Số định danh cá nhân gồm 12 chữ số."]


def test_another_province_touches_neither_body_nor_person():
    k, khac = dung_ky(so_ho_so=0), dung_ky(so_ho_so=0)
    nguoi = NhanSuFactory(don_vi=k.ky.don_vi)

    with pytest.raises(PermissionDenied):
        dich_vu.lap_ban(k.ky, LoaiBan.HOI_DONG, by=khac.so)
    with pytest.raises(PermissionDenied):
        dich_vu.ghi_nguoi(nguoi, by=khac.so, ho_ten="Khác")
    with pytest.raises(PermissionDenied):
        dich_vu.them_thanh_vien(k.ban, nguoi, by=k.nguoi[0], vai_tro="giam_khao")


def test_commune_draws_up_its_own_bodies():
    xa = XaFactory()
    nguoi = tai_khoan("sp_xa")
    NguoiNop.objects.create(nguoi=nguoi, don_vi=xa.tinh, vai_tro="xa", xa=xa)
    ky = KyFactory(cap=Cap.XA, don_vi=xa.tinh, xa=xa)

    ban = dich_vu.lap_ban(ky, LoaiBan.HOI_DONG, by=nguoi, **QD)
    uy_vien = dich_vu.ghi_nguoi(by=nguoi, ho_ten="Lê Văn Thử", co_quan="UBND xã")
    truoc = NhanSu.objects.visible_to(nguoi).count()
    dich_vu.them_thanh_vien(ban, uy_vien, by=nguoi, vai_tro="uy_vien")

    assert truoc == 0
    assert list(NhanSu.objects.visible_to(nguoi)) == [uy_vien]
    assert dich_vu.ghi_nguoi(uy_vien, by=nguoi, chuc_vu="Phó Chủ tịch").chuc_vu == "Phó Chủ tịch"
