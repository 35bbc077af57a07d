"""Doors of developers and reporters; right and scope of every door."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from cumcongnghiep.choices import ChiTieuSo
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.models import Cum, GiaoChuDauTu
from cumcongnghiep.services import (
    chu_dau_tu,
    dat,
    du_an,
    giam_sat,
    ha_tang,
    nguoi_bao_cao,
    so_lieu,
)
from tests.cumcongnghiep.cua.mau import MOC, cac_loi, so_moi
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import (
    ChuDauTuFactory,
    CumFactory,
    DuAnFactory,
    VanBanFactory,
)
from tests.factories.donvi import DonViFactory, XaFactory

pytestmark = pytest.mark.django_db


# -- developers, reporters -----------------------------------------------------------------


def test_another_developer_closes_the_former_stretch(cum, so):
    cu, moi = ChuDauTuFactory(), ChuDauTuFactory()
    chu_dau_tu.giao_chu_dau_tu(cum, cu, tu_ngay=date(2020, 1, 1), by=so)
    v = VanBanFactory(cum=cum, loai=L.GIAO_CDT, ngay=MOC, dien_tich=None)

    chong = cac_loi(chu_dau_tu.giao_chu_dau_tu, cum, moi, tu_ngay=MOC, by=so)
    chu_dau_tu.thay_chu_dau_tu(cum, moi, tu_ngay=MOC, van_ban=v, by=so)

    assert chong == ["Cụm đã có chủ đầu tư trong khoảng thời gian này."]
    assert list(GiaoChuDauTu.objects.order_by("tu_ngay").values_list("chu_dau_tu", "den_ngay")) == [
        (cu.pk, date(2026, 6, 13)),
        (moi.pk, None),
    ]


def test_developer_that_no_longer_is_holds_nothing(cum, so):
    cdt = ChuDauTuFactory(tinh_trang="giai_the", tinh_trang_tu=date(2025, 7, 1))
    v = VanBanFactory(cum=CumFactory(don_vi=cum.don_vi))

    loi = cac_loi(chu_dau_tu.giao_chu_dau_tu, cum, cdt, tu_ngay=date(2026, 1, 1), van_ban=v, by=so)
    chu_dau_tu.giao_chu_dau_tu(
        cum, cdt, tu_ngay=date(2010, 1, 1), den_ngay=date(2025, 6, 30), by=so
    )

    assert loi == [
        f"«{v}» thuộc cụm khác, không thuộc {cum}.",
        f"{cdt.ten} đã giải thể, chấm dứt: không giao làm chủ đầu tư được.",
    ]


def test_developer_of_several_provinces_is_the_cucs_to_change(cum, so):
    cdt = chu_dau_tu.them_chu_dau_tu(ten="Công ty A", loai="doanh_nghiep", by=so)
    chu_dau_tu.sua_chu_dau_tu(cdt, ten="Công ty A1", by=so)
    GiaoChuDauTu.objects.create(cum=CumFactory(), chu_dau_tu=cdt, tu_ngay=MOC)

    loi = cac_loi(chu_dau_tu.sua_chu_dau_tu, cdt, ten="Công ty B", by=so)
    cuc = tai_khoan("cuc_lanh_dao_phong")

    assert loi == ["Công ty A1 còn giữ cụm ở tỉnh khác: gửi đề nghị để Cục sửa thông tin chung."]
    assert chu_dau_tu.sua_chu_dau_tu(cdt, ten="Công ty B", by=cuc).ten == "Công ty B"


def test_stretch_ends_without_a_successor(cum, so):
    giao = chu_dau_tu.giao_chu_dau_tu(cum, ChuDauTuFactory(), tu_ngay=date(2020, 1, 1), by=so)

    assert cac_loi(chu_dau_tu.thoi_chu_dau_tu, giao, den_ngay=MOC, ly_do="", by=so) == [
        "Nêu lý do thôi giao chủ đầu tư."
    ]
    assert chu_dau_tu.thoi_chu_dau_tu(giao, den_ngay=MOC, ly_do="Trả", by=so).den_ngay == MOC


def test_reporter_is_appointed_once_and_taken_back(cum, truong_phong):
    nguoi = tai_khoan("ccn_bao_cao")
    dong = nguoi_bao_cao.giao(nguoi, cum=cum, by=truong_phong)

    hai = cac_loi(nguoi_bao_cao.giao, nguoi, cum=cum, by=truong_phong)
    assert list(Cum.objects.visible_to(nguoi)) == [cum]
    nguoi_bao_cao.thoi(dong, by=truong_phong)

    assert hai == ["Tài khoản này đã được giao báo cáo đối tượng ấy."]
    assert list(Cum.objects.visible_to(nguoi)) == []
    assert nguoi_bao_cao.giao(nguoi, xa=XaFactory(tinh=cum.don_vi), by=truong_phong).vai_tro == "xa"


# -- right and scope of every door ---------------------------------------------------------


CAC_CUA = [
    lambda c, by: dat.can_doi_dat(c, ngay=MOC, cong_nghiep=Decimal(1), by=by),
    lambda c, by: dat.them_lo(c, ma="A", dien_tich=Decimal(1), by=by),
    lambda c, by: dat.cho_thue(
        DuAnFactory(cum=c), loai="thue", dien_tich=Decimal(1), tu_ngay=MOC, by=by
    ),
    lambda c, by: du_an.them_du_an(c, ten="A", nha_dau_tu="B", vao_cum=MOC, by=by),
    lambda c, by: ha_tang.them_hang_muc(c, loai="pccc", den_ngay=MOC, by=by),
    lambda c, by: ha_tang.them_tai_san(c, ten="A", tinh_trang="dang_dung", den_ngay=MOC, by=by),
    lambda c, by: so_lieu.ghi_so_lieu(c, [so_moi(ChiTieuSo.DA_THUE, 1)], by=by),
    lambda c, by: giam_sat.ghi_kiem_tra(
        c, loai="dot_xuat", ngay=MOC, co_quan="Sở", ket_luan="x", by=by
    ),
    lambda c, by: chu_dau_tu.giao_chu_dau_tu(c, ChuDauTuFactory(), tu_ngay=MOC, by=by),
]


@pytest.mark.parametrize("cua", CAC_CUA)
def test_door_is_shut_to_other_provinces_and_to_who_only_reads(cua, cum, so):
    la = tai_khoan("so_chuyen_vien", don_vi=DonViFactory())
    doc = tai_khoan("so_lanh_dao", don_vi=cum.don_vi)

    for ai in (la, doc):
        with pytest.raises(PermissionDenied):
            cua(cum, ai)
    cua(cum, so)

    assert Cum.objects.get(pk=cum.pk).cap_nhat_luc is not None
