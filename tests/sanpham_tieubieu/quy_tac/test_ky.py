"""R01–R12: rounds, bodies, rubrics; each rule broken and kept."""

from datetime import date
from decimal import Decimal

import pytest

from sanpham_tieubieu.models import KhungDiem, NhanSu, PhieuCham, SoCongBo, ThanhVienBan, TieuChi
from sanpham_tieubieu.rules import NutXet, chan, kiem_tra_ky
from tests.factories.donvi import DonViFactory, XaFactory
from tests.factories.san_pham import (
    BanFactory,
    GiamKhaoFactory,
    HoSoFactory,
    KhungFactory,
    KyFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("luat")]


def cau(ky, *luc, chi, **khac):
    return [v.thong_bao for v in kiem_tra_ky(ky, *luc, chi=[chi], **khac)]


def khu_vuc(nam=2026, **khac):
    return KyFactory(cap="khu_vuc", don_vi=None, khu_vuc="bac", nam=nam, **khac)


def test_r01_level_of_its_time():
    xa = XaFactory()
    sai = KyFactory.build(cap="xa", don_vi=xa.tinh, xa=xa, ngay_bat_dau=date(2025, 6, 30))
    dung = KyFactory.build(cap="xa", don_vi=xa.tinh, xa=xa, ngay_bat_dau=date(2025, 7, 1))
    huyen = KyFactory.build(cap="huyen", huyen="Thử", ngay_bat_dau=date(2025, 7, 1))

    assert cau(sai, "lap", chi="R01") == [
        (
            "Cấp bình chọn không phù hợp thời điểm: cấp huyện kết thúc 30/06/2025, "
            "cấp xã áp dụng từ 01/07/2025."
        )
    ]
    assert [len(cau(k, "lap", chi="R01")) for k in (dung, huyen)] == [0, 1]


def test_r02_the_same_round_twice():
    co = KyFactory(lan_thu=1)
    trung = KyFactory.build(don_vi=co.don_vi, lan_thu=1)
    lan_hai = KyFactory.build(don_vi=co.don_vi, lan_thu=2)

    assert cau(trung, "lap", chi="R02") == [
        "Đã có kỳ bình chọn cùng cấp, cùng năm và phạm vi (lần thứ 1)."
    ]
    assert (cau(lan_hai, "lap", chi="R02"), cau(co, "lap", chi="R02")) == ([], [])


def test_r03_two_years_between_rounds_counts_published_ones_and_only_warns():
    SoCongBo.objects.create(cap="khu_vuc", khu_vuc="bac", nam=2025, nguon_tin="báo")
    ky = khu_vuc()

    (v,) = kiem_tra_ky(ky, "lap", chi=["R03"])

    assert (v.chan, v.thong_bao) == (
        False,
        "Kỳ trước (năm 2025) cách chưa đủ 2 năm; cần quyết định của Bộ trưởng.",
    )
    assert cau(khu_vuc(2027, lan_thu=9), "lap", chi="R03") != []
    assert cau(khu_vuc(2030, lan_thu=9), "lap", chi="R03") == []
    assert cau(KyFactory(nam=2025), "lap", chi="R03") == []


def test_r04_national_follows_regional():
    ky = KyFactory(cap="quoc_gia", don_vi=None, nam=2027)

    truoc = cau(ky, "lap", chi="R04")
    khu_vuc(2026)

    assert truoc == [
        (
            "Cấp quốc gia phải tổ chức liền kề sau năm bình chọn cấp khu vực; "
            "hệ thống chưa có kỳ cấp khu vực năm 2026."
        )
    ]
    assert cau(ky, "lap", chi="R04") == []


@pytest.mark.parametrize(
    ("cap", "so", "loi"),
    [
        ("tinh", 6, ["7 hoặc 9"]),
        ("tinh", 7, []),
        ("tinh", 9, []),
        ("khu_vuc", 9, []),
        ("khu_vuc", 10, ["9 hoặc 11"]),
        ("quoc_gia", 11, []),
        ("quoc_gia", 12, ["11 hoặc 13"]),
    ],
)
def test_r05_size_of_the_council(cap, so, loi):
    ky = khu_vuc() if cap == "khu_vuc" else KyFactory(cap=cap, **_khong_tinh(cap))
    GiamKhaoFactory.create_batch(so, ban=BanFactory(ky=ky, loai="hoi_dong"), vai_tro="uy_vien")

    assert cau(ky, "hoi_dong", chi="R05") == [
        f"Số thành viên Hội đồng phải là {s} (hiện có {so})." for s in loi
    ]


def _khong_tinh(cap):
    return {} if cap == "tinh" else {"don_vi": None}


def test_r05_of_a_commune_and_members_who_left():
    xa = XaFactory()
    ky = KyFactory(cap="xa", don_vi=xa.tinh, xa=xa)
    cac = GiamKhaoFactory.create_batch(5, ban=BanFactory(ky=ky, loai="hoi_dong"), vai_tro="uy_vien")

    du = cau(ky, "hoi_dong", chi="R05")
    ThanhVienBan.objects.filter(pk=cac[0].pk).update(thoi_tu=date(2026, 5, 1))

    assert (du, cau(ky, "hoi_dong", chi="R05")) == (
        [],
        ["Số thành viên Hội đồng phải là 5 hoặc 7 (hiện có 4)."],
    )


def test_r06_r07_odd_jury_with_one_head():
    ban = BanFactory()
    GiamKhaoFactory(ban=ban)
    mot = cau(ban.ky, "giam_khao", chi="R06")
    GiamKhaoFactory.create_batch(3, ban=ban)
    bon = cau(ban.ky, "giam_khao", chi="R06"), cau(ban.ky, "giam_khao", chi="R07")
    GiamKhaoFactory(ban=ban, vai_tro="truong_ban")

    assert mot == [
        "Ban Giám khảo phải có ít nhất 3 người (hiện có 1); mức tối thiểu là quy định nội bộ."
    ]
    assert bon == (
        ["Ban Giám khảo phải có số thành viên lẻ (hiện có 4)."],
        ["Ban Giám khảo phải có đúng một Trưởng ban (hiện có 0)."],
    )
    assert chan(kiem_tra_ky(ban.ky, "giam_khao")) == []


def test_r08_chair_of_the_cuc_and_vice_chair_of_the_host_so():
    noi, khac = DonViFactory(ten_goi="Nơi Tổ Chức"), DonViFactory()
    ban = BanFactory(ky=khu_vuc(noi_to_chuc=noi), loai="hoi_dong")
    chu_tich = GiamKhaoFactory(ban=ban, vai_tro="chu_tich", nhan_su__co_quan="Sở Nào Đó")
    pho = GiamKhaoFactory(ban=ban, vai_tro="pho_thuong_truc", nhan_su__don_vi=khac)

    sai = kiem_tra_ky(ban.ky, "hoi_dong", chi=["R08"])
    NhanSu.objects.filter(pk=chu_tich.nhan_su_id).update(co_quan_thuoc="cuc")
    pho.nhan_su.don_vi = noi
    pho.nhan_su.save()

    assert [v.chan for v in sai] == [True, True]
    assert [v.thong_bao for v in sai] == [
        "Chủ tịch Hội đồng phải là lãnh đạo Cục quản lý khuyến công (hiện: Sở Nào Đó).",
        (
            "Phó Chủ tịch thường trực Hội đồng phải là lãnh đạo Sở Công Thương Nơi Tổ Chức "
            "(hiện: Sở Công Thương)."
        ),
    ]
    assert cau(ban.ky, "hoi_dong", chi="R08") == []


def test_r08_of_another_level_only_warns():
    ban = BanFactory(loai="hoi_dong")

    assert {v.chan for v in kiem_tra_ky(ban.ky, "hoi_dong", chi=["R08"])} == {False}


def test_r09_r10_sums_of_the_rubric():
    khung = KhungFactory()
    sai = KhungFactory(ky=khung.ky, ma_nhom="CK", la=(("I", "50"), ("II", "40"), ("III", "10")))
    goc = TieuChi.objects.get(khung=khung, ma="I")
    TieuChi.objects.create(
        khung=khung, cha=goc, ma="I.1", ten="Con", diem_toi_da=Decimal(30), thu_tu=9
    )

    assert cau(khung.ky, "khung", chi="R09", khung=sai) == [
        "Khung điểm phải đúng 40/40/10/10, tổng 100 (hiện 50/40/10)."
    ]
    assert cau(khung.ky, "khung", chi="R09", khung=khung) == []
    assert cau(khung.ky, "khung", chi="R10", khung=khung) == [
        "Tổng điểm tiểu mục I là 30, phải bằng 40."
    ]
    cay = [NutXet("I", Decimal(40)), NutXet("I.1", Decimal(40), "I")]
    assert cau(khung.ky, "khung", chi="R10", khung=khung, cay=cay) == []


def test_r11_a_used_rubric_is_not_changed():
    ho_so = HoSoFactory()
    khung = KhungFactory(ky=ho_so.ky)
    giam_khao = GiamKhaoFactory(ban=BanFactory(ky=ho_so.ky))

    truoc = cau(ho_so.ky, "sua_khung", chi="R11", khung=khung)
    PhieuCham.objects.create(ho_so=ho_so, giam_khao=giam_khao, khung=khung)

    assert (truoc, cau(ho_so.ky, "sua_khung", chi="R11", khung=khung)) == (
        [],
        ["Khung điểm đã dùng để chấm, không được sửa; hãy tạo phiên bản mới và chấm lại."],
    )


def test_r12_each_group_with_dossiers_needs_its_approved_rubric():
    ho_so = HoSoFactory(trang_thai="hop_le", ma_so="CB-01")

    thieu = cau(ho_so.ky, "cham", chi="R12")
    KhungFactory(ky=ho_so.ky, ma_nhom="CBNLTS")

    assert thieu == [
        (
            "Nhóm «Chế biến nông, lâm, thủy sản và thực phẩm» có hồ sơ nhưng chưa có khung điểm "
            "được Chủ tịch Hội đồng phê duyệt."
        )
    ]
    assert cau(ho_so.ky, "cham", chi="R12") == []
    KhungDiem.objects.all().delete()
    assert len(cau(KyFactory(), "cham", chi="R12")) == 1
