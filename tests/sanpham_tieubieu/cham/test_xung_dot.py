"""Conflicts: planted cases found by identity, never by name; declared, recorded, lifted."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cucctdp.audit.models import SuKien
from sanpham_tieubieu.choices import CungTinh
from sanpham_tieubieu.dinh_danh import bam_dinh_danh, cac_bam
from sanpham_tieubieu.models import PhanCong, XungDot
from sanpham_tieubieu.services import ban, cham, xung_dot
from sanpham_tieubieu.tim_xung_dot import CoSoXet, NguoiXet, QuanHeXet, khoa_dia_chi, tim
from tests.factories.donvi import CoSoFactory
from tests.factories.san_pham import NhanSuFactory
from tests.sanpham_tieubieu.cham.dung import dung_ky, giao_het, them_ho_so

NGAY = date(2026, 5, 1)
CO_SO = CoSoXet(
    cac_id=frozenset({1, 2}),
    ten="HTX Thử",
    mst="0301234567",
    chu="Nguyễn Văn An",
    cac_bam=frozenset({"bam-an"}),
    dia_chi="Số 12 đường Lê Lợi",
    xa_id=7,
    don_vi_id=5,
    mst_cung_chu=frozenset({"0309999999"}),
    mst_chu_lam=frozenset({"0308888888"}),
)


@pytest.mark.parametrize(
    ("nguoi", "loai"),
    [
        ({"mst_co_quan": "0301234567"}, {"lao_dong": True}),
        ({"mst_co_quan": "0301234567-002"}, {"lao_dong": True}),
        ({"mst_co_quan": "0309999999"}, {"cung_co_quan": True}),
        ({"mst_co_quan": "0308888888"}, {"cung_co_quan": True}),
        ({"mst_co_quan": "0307777777"}, {}),
        ({"bam": "bam-an"}, {"gop_von": True}),
        ({"dia_chi": "12, Lê Lợi", "xa_id": 7}, {"cung_dia_chi": True}),
        ({"dia_chi": "12, Lê Lợi", "xa_id": 8}, {}),
        ({"dia_chi": "14 Lê Lợi", "xa_id": 7}, {}),
        ({"ho_ten": "NGUYỄN VĂN AN"}, {"cung_ten": False}),
        ({"ho_ten": "Nguyễn Văn Ân"}, {"cung_ten": False}),
        ({"quan_he": (QuanHeXet("gop_von", 2),)}, {"gop_von": True}),
        ({"quan_he": (QuanHeXet("gop_von", 3),)}, {}),
        ({"quan_he": (QuanHeXet("gop_von", 1, None, date(2026, 4, 30)),)}, {}),
        ({"quan_he": (QuanHeXet("tu_van", 1, None, date(2026, 4, 1)),)}, {"tu_van": True}),
        ({"quan_he": (QuanHeXet("gop_von", 1, date(2026, 6, 1)),)}, {}),
        ({"quan_he": (QuanHeXet("cung_tinh", 1),)}, {"cung_tinh": False}),
        ({"don_vi_id": 5}, {}),
        ({}, {}),
    ],
)
def test_planted_case(nguoi, loai):
    nguoi = NguoiXet(**({"ho_ten": "Trần Thị Bình"} | nguoi))

    thay = tim(nguoi, CO_SO, ngay=NGAY, cung_tinh=CungTinh.KHONG)

    assert {p.loai: p.chan for p in thay} == loai


@pytest.mark.parametrize(
    ("nhin", "loai"),
    [("khong", {}), ("canh_bao", {"cung_tinh": False}), ("chan", {"cung_tinh": True})],
)
def test_same_province_means_what_the_round_says(nhin, loai):
    thay = tim(NguoiXet("Trần Thị Bình", don_vi_id=5), CO_SO, ngay=NGAY, cung_tinh=nhin)

    assert {p.loai: p.chan for p in thay} == loai


def test_hamlet_without_a_house_number_is_no_address():
    assert khoa_dia_chi("Thôn 3", 7) is None
    assert khoa_dia_chi("12", 7) is None
    assert khoa_dia_chi("Số nhà 12 đường Lê Lợi", 7) == khoa_dia_chi("12 Lê Lợi", 7)


def test_number_hashed_under_an_older_key_is_still_known(settings):
    cu = bam_dinh_danh("079185000123")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "khoa-moi-de-thu"

    assert cu in cac_bam("079185000123")
    assert bam_dinh_danh("079185000123") != cu
    assert cac_bam("0301234567") == set()


@pytest.mark.django_db
def test_engine_finds_owner_workplace_and_shared_owner_in_the_tables():
    k = dung_ky(so_ho_so=0)
    chu = "079185000123"
    ho_kd = CoSoFactory(ma_so_thue=chu)
    cua_chu = CoSoFactory(dinh_danh_chu=chu, ma_so_thue="0301111111")
    them_ho_so(k, san_pham__co_so=ho_kd)
    giao_het(k)
    ban.ghi_nguoi(k.gk[0].nhan_su, by=k.so, so_dinh_danh=chu)
    ban.ghi_nguoi(k.gk[1].nhan_su, by=k.so, mst_co_quan=cua_chu.ma_so_thue)

    lai = xung_dot.quet(k.ky, by=k.so)

    assert [(x.giam_khao, x.loai, x.chan) for x in XungDot.objects.order_by("pk")] == [
        (k.gk[0], "gop_von", True),
        (k.gk[1], "cung_co_quan", True),
    ]
    assert lai == []
    assert [p.giam_khao for p in PhanCong.objects.all()] == [k.gk[2]]


@pytest.mark.django_db
def test_tie_to_a_merged_duplicate_is_a_tie_to_the_establishment():
    k = dung_ky()
    co_so = k.ho_so[0].san_pham.co_so
    trung = CoSoFactory(hop_nhat_vao=co_so)
    ban.ghi_quan_he(k.gk[1].nhan_su, trung, by=k.so, loai="gia_dinh", nguon_tin="Giám khảo khai")

    assert [(g, p.loai) for g, _, p in xung_dot.xet(k.ky)] == [(k.gk[1], "gia_dinh")]
    assert xung_dot.chua_ghi(k.ky) == []


@pytest.mark.django_db
def test_conflict_found_in_mid_scoring_takes_the_signed_sheet_out():
    k = dung_ky()
    phieu = k.da_ky(1)
    nguoi = k.gk[1].nhan_su
    ban.ghi_quan_he(
        nguoi, k.ho_so[0].san_pham.co_so, by=k.so, loai="gop_von", nguon_tin="Đăng ký kinh doanh"
    )
    phieu.refresh_from_db()

    assert phieu.trang_thai == "vo_hieu"
    assert phieu.ly_do_vo_hieu == "R35: Giám khảo có xung đột lợi ích."
    with pytest.raises(ValidationError):
        k.phieu(1)


@pytest.mark.django_db
def test_judge_declares_and_scores_that_entry_no_more():
    k = dung_ky(so_ho_so=2)
    k.gk[1].khong_xung_dot_luc = None
    k.gk[1].save()

    xung_dot.khai_bao(k.ho_so[0], by=k.nguoi[1], loai="tu_van", chi_tiet="Đã giúp viết thuyết minh")
    xung_dot.cam_ket(k.ky, by=k.nguoi[1])
    with pytest.raises(ValidationError) as chan:
        k.phieu(1, 0)
    with pytest.raises(PermissionDenied):
        xung_dot.khai_bao(k.ho_so[0], by=k.so, loai="tu_van", chi_tiet="không phải giám khảo")
    with pytest.raises(ValidationError):
        xung_dot.khai_bao(k.ho_so[1], by=k.nguoi[1], loai="khac", chi_tiet=" ")

    assert chan.value.messages == [
        "R35: Giám khảo không được chấm sản phẩm này (xung đột lợi ích)."
    ]
    assert k.phieu(1, 1).trang_thai == "dang_cham"


@pytest.mark.django_db
def test_lifted_with_a_reason_by_another_and_not_raised_again():
    k = dung_ky()
    nguoi = k.gk[1].nhan_su
    nguoi.mst_co_quan, co_so = "0301234567", k.ho_so[0].san_pham.co_so
    co_so.ma_so_thue = "0301234567"
    nguoi.save()
    co_so.save()
    (dong,) = xung_dot.quet(k.ky, by=k.so)

    with pytest.raises(ValidationError):
        xung_dot.go(dong, by=k.so, ly_do="nhầm")
    with pytest.raises(PermissionDenied):
        xung_dot.go(dong, by=k.nguoi[1], ly_do="Đã nghỉ việc từ năm 2020")
    xung_dot.go(dong, by=k.so, ly_do="Đã nghỉ việc từ năm 2020")
    giao_het_lai = PhanCong.objects.create(ho_so=k.ho_so[0], giam_khao=k.gk[1], cach="tay")

    assert xung_dot.quet(k.ky, by=k.so) == []
    assert SuKien.objects.get(hanh_dong="go_xung_dot").ly_do == "Đã nghỉ việc từ năm 2020"
    assert giao_het_lai.pk is not None


@pytest.mark.django_db
def test_engine_asks_as_much_for_many_as_for_one(django_assert_num_queries):
    k = dung_ky(so_ho_so=0)
    them_ho_so(k, san_pham__co_so=CoSoFactory(dinh_danh_chu="079185000123"))
    with django_assert_num_queries(6):
        xung_dot.xet(k.ky, giam_khao=k.gk)
    them_ho_so(k, san_pham__co_so=CoSoFactory(dinh_danh_chu="079185000124"))
    them_ho_so(k, 3)
    k.gk[0].nhan_su = NhanSuFactory(mst_co_quan="0300000009")
    with django_assert_num_queries(6):
        xung_dot.xet(k.ky, giam_khao=k.gk)


@pytest.mark.django_db
def test_recorded_by_the_organiser_for_a_judge_of_the_round_only():
    k, khac = dung_ky(), dung_ky()

    dong = xung_dot.ghi_nhan(
        k.gk[2], k.ho_so[0], by=k.so, loai="gia_dinh", chi_tiet="Em ruột chủ cơ sở"
    )
    with pytest.raises(ValidationError):
        xung_dot.ghi_nhan(khac.gk[0], k.ho_so[0], by=k.so, loai="khac", chi_tiet="Khác kỳ này")
    with pytest.raises(PermissionDenied):
        xung_dot.ghi_nhan(k.gk[1], k.ho_so[0], by=khac.so, loai="khac", chi_tiet="Sở khác ghi")

    assert (dong.nguon, dong.chan) == ("to_giup_viec", True)
    assert XungDot.objects.count() == 1
    assert cham.bi_chan(k.ho_so[0].pk, k.gk[2].pk)
