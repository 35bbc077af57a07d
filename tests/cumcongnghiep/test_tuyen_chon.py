"""Choosing the developer: who may score, how sheets add up, who wins, what stops a conclusion."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.choices import TinhTrangCDT
from cumcongnghiep.models import HoiDong, TieuChi, VanBan
from cumcongnghiep.services import tuyen_chon
from cumcongnghiep.services.tuyen_chon import NguoiHop
from cumcongnghiep.tuyen_chon import bo_tieu_chi, diem_duoc_chon, doc_ket_qua
from tests.cumcongnghiep import mau
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import ChuDauTuFactory
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db

HOP = date(2026, 10, 8)


@pytest.fixture(autouse=True)
def luat():
    mau.che_do()
    return mau.tieu_chi()


@pytest.fixture
def so():
    return tai_khoan("so_chuyen_vien", don_vi=DonViFactory())


@pytest.fixture
def ho_so(so):
    return mau.ho_so_moi(mau.cum_quy_hoach(so.don_vi), so)


def _loi(ham, *args, **kwargs):
    with pytest.raises(ValidationError) as loi:
        ham(*args, **kwargs)
    return loi.value.messages


def _ba_phieu(ho_so, ung_vien, so, tong):
    """Three sheets of the same total."""
    mau.cham(ho_so, ung_vien, so, *[(10, 10, 20, tong - 40)] * 3)


def _nguoi(ho_so, vai_tro):
    return ho_so.hoi_dong.thanh_vien.get(vai_tro=vai_tro)


def _diem(luat, *diem):
    return {t.pk: Decimal(d) for t, d in zip(luat, diem, strict=True)}


def test_highest_mean_wins_and_the_minutes_are_the_step(ho_so, so):
    a, b = mau.den_tieu_chi(ho_so, so, nha_dau_tu=2)
    mau.cham(ho_so, a, so, (10, 10, 20, 20), (11, 10, 20, 20), (10, 10, 20, 20))
    mau.cham(ho_so, b, so, (15, 10, 20, 20), (11, 10, 20, 20), (10, 10, 20, 24))
    hd = tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=HOP, by=so)

    hd = tuyen_chon.ket_luan(hd, bien_ban="Thống nhất.", so="01/BB-HĐ", by=so)

    kq = doc_ket_qua(ho_so)
    assert hd.ung_vien_chon == b
    assert [(d.ung_vien, d.diem) for d in kq.cac_diem] == [
        (b, Decimal("63.33")),
        (a, Decimal("60.33")),
    ]
    assert list(kq.cac_diem[0].theo_goc.values()) == [
        Decimal("12.00"),
        Decimal("10.00"),
        Decimal("20.00"),
        Decimal("21.33"),
    ]
    v = VanBan.objects.get(ho_so=ho_so, loai=L.CHAM_DIEM)
    assert (v.so, v.ngay, v.chu_dau_tu) == ("01/BB-HĐ", HOP, b.chu_dau_tu)
    assert diem_duoc_chon(ho_so).diem == Decimal("63.33")


def test_single_applicant_below_fifty_is_not_chosen(ho_so, so):
    (a,) = mau.den_tieu_chi(ho_so, so)
    mau.cham(ho_so, a, so, *[(10, 10, 10, 19)] * 3)
    hd = tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=HOP, by=so)

    hd = tuyen_chon.ket_luan(hd, bien_ban="Không đạt.", by=so)

    assert hd.ung_vien_chon is None
    assert VanBan.objects.get(ho_so=ho_so, loai=L.CHAM_DIEM).noi_dung.endswith(
        "Không chọn được nhà đầu tư."
    )


def test_fifty_is_enough(ho_so, so):
    (a,) = mau.den_tieu_chi(ho_so, so)
    mau.cham(ho_so, a, so, *[(10, 10, 10, 20)] * 3)
    hd = tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=HOP, by=so)

    assert tuyen_chon.ket_luan(hd, bien_ban="Đạt.", by=so).ung_vien_chon == a


def test_tie_needs_the_proposal_of_the_chair(ho_so, so):
    a, b = mau.den_tieu_chi(ho_so, so, nha_dau_tu=2)
    for u in (a, b):
        _ba_phieu(ho_so, u, so, 70)
    hd = tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=HOP, by=so)

    loi = _loi(tuyen_chon.ket_luan, hd, bien_ban="Bằng điểm.", by=so)
    hd = tuyen_chon.ket_luan(hd, bien_ban="Bằng điểm.", chon=b, de_xuat="Vốn mạnh hơn", by=so)

    assert len(loi) == 2
    assert loi[0].startswith("Bằng điểm: ")
    assert (hd.ung_vien_chon, hd.de_xuat_bang_diem) == (b, "Vốn mạnh hơn")


def test_choice_against_the_scores(ho_so, so):
    a, b = mau.den_tieu_chi(ho_so, so, nha_dau_tu=2)
    _ba_phieu(ho_so, a, so, 70)
    _ba_phieu(ho_so, b, so, 60)
    hd = tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=HOP, by=so)

    loi = _loi(tuyen_chon.ket_luan, hd, bien_ban="x", chon=b, by=so)

    assert loi == [f"{a} cao điểm nhất: không chọn nhà đầu tư khác."]


def test_conclusion_tells_everything_that_is_missing(ho_so, so):
    a, _chua_xet = mau.den_tieu_chi(ho_so, so, nha_dau_tu=2)
    mau.cham(ho_so, a, so, (10, 10, 20, 30))

    loi = _loi(tuyen_chon.ket_luan, ho_so.hoi_dong, bien_ban=" ", by=so)

    assert loi == [
        "Ghi ngày họp trước khi kết luận.",
        f"{_chua_xet} chưa được xét điều kiện.",
        f"{a}: thiếu phiếu của Trần Thị Phó, Ngô Văn Viên.",
        "Ghi nội dung biên bản họp.",
    ]


def test_meeting_without_its_quorum(ho_so, so):
    (a,) = mau.den_tieu_chi(ho_so, so)
    mau.cham(ho_so, a, so, (10, 10, 20, 30))
    vang = [_nguoi(ho_so, "pho"), _nguoi(ho_so, "thanh_vien")]
    hd = tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=HOP, vang=vang, by=so)

    loi = _loi(tuyen_chon.ket_luan, hd, bien_ban="x", by=so)

    assert loi == ["Có mặt 1/3 thành viên (33,33%), chưa đủ 60% để họp."]


def test_absence_of_one_of_three_keeps_the_quorum(ho_so, so):
    (a,) = mau.den_tieu_chi(ho_so, so)
    mau.cham(ho_so, a, so, (10, 10, 20, 30), (10, 10, 20, 30))
    vang = [_nguoi(ho_so, "thanh_vien")]
    hd = tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=HOP, vang=vang, by=so)

    assert tuyen_chon.ket_luan(hd, bien_ban="x", by=so).ung_vien_chon == a


def test_secretary_and_absent_never_score(ho_so, so, luat):
    (a,) = mau.den_tieu_chi(ho_so, so)
    tuyen_chon.xet_dieu_kien(a, dat=True, by=so)
    diem = _diem(luat, 10, 10, 20, 30)
    tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=HOP, vang=[_nguoi(ho_so, "pho")], by=so)

    assert _loi(tuyen_chon.ghi_phieu, a, _nguoi(ho_so, "thu_ky"), diem=diem, by=so) == [
        "Thư ký Hội đồng không chấm điểm."
    ]
    assert _loi(tuyen_chon.ghi_phieu, a, _nguoi(ho_so, "pho"), diem=diem, by=so) == [
        "Trần Thị Phó vắng mặt, không chấm điểm."
    ]


def test_points_above_the_most_of_a_criterion(ho_so, so, luat):
    (a,) = mau.den_tieu_chi(ho_so, so)
    tuyen_chon.xet_dieu_kien(a, dat=True, by=so)

    loi = _loi(
        tuyen_chon.ghi_phieu, a, _nguoi(ho_so, "chu_tich"), diem=_diem(luat, 16, 15, 30, 41), by=so
    )

    assert loi == [
        "V17: «Hạ tầng kỹ thuật» 16 điểm, phải từ 0 đến 15.",
        "V17: «Tài chính» 41 điểm, phải từ 0 đến 40.",
    ]


def test_applicant_that_fails_a_condition_is_not_scored(ho_so, so, luat):
    a, b = mau.den_tieu_chi(ho_so, so, nha_dau_tu=2)
    assert len(_loi(tuyen_chon.xet_dieu_kien, a, dat=False, by=so)) == 1
    tuyen_chon.xet_dieu_kien(a, dat=False, ly_do="Vốn chủ sở hữu 12%", by=so)
    _ba_phieu(ho_so, b, so, 70)
    diem = _diem(luat, 10, 10, 20, 30)

    loi = _loi(tuyen_chon.ghi_phieu, a, _nguoi(ho_so, "chu_tich"), diem=diem, by=so)
    hd = tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=HOP, by=so)
    hd = tuyen_chon.ket_luan(hd, bien_ban="x", by=so)

    assert loi == [f"{a} chưa được xét đạt điều kiện: chưa chấm điểm."]
    assert hd.ung_vien_chon == b
    assert "không đạt điều kiện (Vốn chủ sở hữu 12%)" in tuyen_chon.tom_tat(
        doc_ket_qua(ho_so), None
    )


def test_second_sheet_replaces_the_first(ho_so, so, luat):
    (a,) = mau.den_tieu_chi(ho_so, so)
    mau.cham(ho_so, a, so, (10, 10, 20, 30))

    tuyen_chon.ghi_phieu(a, _nguoi(ho_so, "chu_tich"), diem=_diem(luat, 5, 5, 5, 5), by=so)

    kq = doc_ket_qua(ho_so).cac_diem[0]
    assert (kq.so_phieu, kq.diem) == (1, Decimal("20.00"))


def test_sub_criteria_of_a_province_roll_up_and_a_condition_met_has_its_points(ho_so, so, luat):
    tai_chinh = luat[3]
    chung = {"cha": tai_chinh, "don_vi": so.don_vi, "can_cu": "QĐ", "hieu_luc_tu": mau.R2_TU}
    TieuChi.objects.create(ma="von", ten="Vốn", diem_toi_da=10, loai_tru=True, **chung)
    vay = TieuChi.objects.create(ma="vay", ten="Vay", diem_toi_da=25, **chung)
    ky = TieuChi.objects.create(ma="ky", ten="Phân kỳ", diem_toi_da=5, **chung)
    TieuChi.objects.create(
        ma="khac", ten="Tỉnh khác", diem_toi_da=5, **{**chung, "don_vi": DonViFactory()}
    )
    (a,) = mau.den_tieu_chi(ho_so, so)
    tuyen_chon.xet_dieu_kien(a, dat=True, by=so)
    diem = {luat[0].pk: 10, luat[1].pk: 10, luat[2].pk: 20, vay.pk: 25, ky.pk: 4}

    tuyen_chon.ghi_phieu(
        a, _nguoi(ho_so, "chu_tich"), diem={k: Decimal(d) for k, d in diem.items()}, by=so
    )

    kq = doc_ket_qua(ho_so)
    assert {t.ma for t in kq.bo.cham} == {"tc-0", "tc-1", "tc-2", "vay", "ky"}
    assert [t.ma for t in kq.bo.dieu_kien] == ["von"]
    assert kq.cac_diem[0].theo_goc[tai_chinh.pk] == Decimal("39.00")
    assert kq.cac_diem[0].diem == Decimal("79.00")


def test_criteria_follow_the_day_of_the_dossier(ho_so):
    TieuChi.objects.update(hieu_luc_tu=date(2026, 10, 1))

    assert bo_tieu_chi(ho_so).goc == []


@pytest.mark.parametrize(
    ("thanh_vien", "cau"),
    [
        (
            [("A", "pho")],
            ["Hội đồng có đúng một Chủ tịch (lãnh đạo UBND cấp tỉnh)."],
        ),
        (
            [("A", "chu_tich"), ("B", "chu_tich"), ("C", "pho"), ("C", "thanh_vien")],
            [
                "Hội đồng có đúng một Chủ tịch (lãnh đạo UBND cấp tỉnh).",
                "C (Sở) nêu hai lần.",
            ],
        ),
        (
            [("A", "chu_tich"), ("B", "thu_ky"), ("C", "thu_ky")],
            [
                "Hội đồng có ít nhất một Phó Chủ tịch.",
                "Hội đồng chỉ có một thư ký, không phải thành viên chấm điểm.",
            ],
        ),
    ],
)
def test_council_of_the_wrong_make(ho_so, so, thanh_vien, cau):
    loi = _loi(
        tuyen_chon.lap_hoi_dong, ho_so, so_quyet_dinh="1/QĐ-UBND",
        ngay_quyet_dinh=date(2026, 9, 30),
        thanh_vien=[NguoiHop(ten, "Sở", vt) for ten, vt in thanh_vien], by=so,
    )  # fmt: skip

    assert loi == cau
    assert not HoiDong.objects.exists()


def test_nothing_moves_after_the_conclusion(ho_so, so, luat):
    (a,) = mau.den_tieu_chi(ho_so, so)
    _ba_phieu(ho_so, a, so, 70)
    hd = tuyen_chon.diem_danh(ho_so.hoi_dong, ngay_hop=HOP, by=so)
    tuyen_chon.ket_luan(hd, bien_ban="x", by=so)
    nguoi = _nguoi(ho_so, "chu_tich")

    cac = [
        _loi(tuyen_chon.ghi_phieu, a, nguoi, diem=_diem(luat, 1, 1, 1, 1), by=so),
        _loi(tuyen_chon.xet_dieu_kien, a, dat=True, by=so),
        _loi(tuyen_chon.them_ung_vien, ho_so, ChuDauTuFactory(), ngay_nop=HOP, by=so),
        _loi(tuyen_chon.ket_luan, hd, bien_ban="lại", by=so),
    ]

    assert all(c[0].startswith("Hội đồng đã kết luận ngày") for c in cac)


def test_applicant_that_was_dissolved(ho_so, so):
    cdt = ChuDauTuFactory(tinh_trang=TinhTrangCDT.GIAI_THE, tinh_trang_tu=date(2026, 1, 1))

    assert _loi(tuyen_chon.them_ung_vien, ho_so, cdt, ngay_nop=HOP, by=so) == [
        f"{cdt} đã giải thể, chấm dứt."
    ]


def test_other_province_sees_no_door(ho_so):
    la = tai_khoan("so_chuyen_vien", don_vi=DonViFactory())

    with pytest.raises(PermissionDenied):
        mau.hoi_dong(ho_so, la)
    with pytest.raises(PermissionDenied):
        tuyen_chon.them_ung_vien(ho_so, ChuDauTuFactory(), ngay_nop=HOP, by=la)
