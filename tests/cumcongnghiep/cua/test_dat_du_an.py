"""Doors of land and projects."""

from datetime import date
from decimal import Decimal

import pytest

from cumcongnghiep.choices import LoaiThue
from cumcongnghiep.models import CanDoiDat, Cum, DuAn, ThueDat
from cumcongnghiep.services import (
    dat,
    du_an,
)
from tests.cumcongnghiep.cua.mau import MOC, cac_loi
from tests.factories.cumcongnghiep import (
    CanDoiDatFactory,
    DuAnFactory,
    LoFactory,
    ThueDatFactory,
    VanBanFactory,
)

pytestmark = pytest.mark.django_db


# -- land ----------------------------------------------------------------------------------


def test_land_balance_is_written_changed_and_confirmed_by_another(cum, so, truong_phong):
    dong = dat.can_doi_dat(cum, ngay=MOC, cong_nghiep=Decimal(30), tong=Decimal(50), by=so)
    dat.xac_nhan_can_doi(dong, by=truong_phong)
    assert CanDoiDat.objects.get().nguoi_xac_nhan == truong_phong

    dat.can_doi_dat(cum, ngay=MOC, cong_nghiep=Decimal(32), by=so)

    dong = CanDoiDat.objects.get()
    assert (dong.cong_nghiep, dong.tong, dong.nguoi_xac_nhan) == (Decimal(32), Decimal(50), None)
    assert Cum.objects.get(pk=cum.pk).dat_cn == Decimal(32)


def test_land_balance_is_not_confirmed_by_who_entered_it(cum, truong_phong):
    dong = dat.can_doi_dat(cum, ngay=MOC, cong_nghiep=Decimal(30), by=truong_phong)

    assert cac_loi(dat.xac_nhan_can_doi, dong, by=truong_phong) == [
        "Người nhập không tự xác nhận số liệu của mình."
    ]


def test_parts_of_the_land_against_the_whole(cum, so):
    v = VanBanFactory(cum=cum)

    loi = cac_loi(
        dat.can_doi_dat, cum, ngay=MOC, tong=Decimal(50), cong_nghiep=Decimal(40),
        cay_xanh=Decimal(11), uu_tien=Decimal(41), van_ban=v, by=so,
    )  # fmt: skip

    assert loi == [
        "Quyết định thành lập không phải văn bản duyệt cơ cấu sử dụng đất.",
        "V40: Các loại đất cộng lại 51 ha, lớn hơn tổng 50 ha.",
        "«trong đất công nghiệp: dành nhóm ưu tiên (ha)» lớn hơn đất công nghiệp (40 ha).",
    ]


def test_lots_of_a_drawing_all_or_none(cum, so):
    LoFactory(cum=cum, ma="A1")
    cac = [{"ma": "A1", "dien_tich": Decimal(1)}, {"ma": "A2", "dien_tich": Decimal(0)}]

    loi = cac_loi(dat.them_nhieu_lo, cum, cac, by=so)
    moi = dat.them_nhieu_lo(cum, [{"ma": "A2", "dien_tich": Decimal(2)}], by=so)

    assert loi == [
        "Lô A1: Cụm đã có lô mang ký hiệu này.",
        "Lô A2: Diện tích lô phải lớn hơn 0.",
    ]
    assert [lo.ma for lo in moi] == ["A2"]


def test_lease_of_a_lot_up_to_its_area(cum, so):
    du_an_a = DuAnFactory(cum=cum)
    lo = LoFactory(cum=cum, dien_tich=Decimal(2))
    truong = {"lo": lo, "loai": LoaiThue.THUE_LAI, "tu_ngay": date(2026, 1, 1), "by": so}

    loi = cac_loi(dat.cho_thue, du_an_a, dien_tich=Decimal("2.1"), **truong)
    dat.cho_thue(du_an_a, dien_tich=Decimal(2), **truong)

    assert loi == [f"Diện tích thuê 2,1 ha lớn hơn {lo} (2 ha)."]
    assert Cum.objects.get(pk=cum.pk).dat_da_thue == Decimal(2)


def test_second_lease_of_a_lot_waits_for_the_end_of_the_first(cum, so):
    lo = LoFactory(cum=cum)
    thue = ThueDatFactory(du_an=DuAnFactory(cum=cum), lo=lo, tu_ngay=date(2026, 1, 1))
    hai = DuAnFactory(cum=cum)
    truong = {"lo": lo, "loai": LoaiThue.THUE_LAI, "dien_tich": Decimal(1), "by": so}

    loi = cac_loi(dat.cho_thue, hai, tu_ngay=date(2026, 3, 1), **truong)
    dat.cham_dut_thue(thue, den_ngay=date(2026, 2, 28), ly_do="Trả đất", by=so)
    dat.cho_thue(hai, tu_ngay=date(2026, 3, 1), **truong)

    assert loi == ["Lô đất đã cho dự án khác thuê trong khoảng thời gian này."]
    assert ThueDat.objects.filter(lo=lo).count() == 2


def test_leases_beyond_the_industrial_land(cum, so):
    CanDoiDatFactory(cum=cum, ngay=date(2025, 1, 1), cong_nghiep=Decimal(5))
    ThueDatFactory(du_an=DuAnFactory(cum=cum), dien_tich=Decimal(3), tu_ngay=date(2026, 5, 1))
    truong = {"loai": LoaiThue.THUE, "tu_ngay": date(2026, 1, 1), "dien_tich": Decimal(3)}

    # Alone it fits on its first day; from 1/5 on the two are too much.
    loi = cac_loi(dat.cho_thue, DuAnFactory(cum=cum), by=so, **truong)
    dat.cho_thue(DuAnFactory(cum=cum), den_ngay=date(2026, 4, 30), by=so, **truong)

    assert [c[:64] for c in loi] == [
        "V01: Diện tích đất công nghiệp đã cho thuê (6 ha) lớn hơn diện t"
    ]


def test_balance_nobody_has_checked_stops_no_lease(cum, so):
    CanDoiDatFactory(cum=cum, cong_nghiep=Decimal(2), can_xac_minh=True)

    thue = dat.cho_thue(
        DuAnFactory(cum=cum), loai=LoaiThue.THUE, tu_ngay=date(2026, 1, 1),
        dien_tich=Decimal(3), by=so,
    )  # fmt: skip

    assert thue.pk is not None


def test_memorandum_is_no_lease(cum, so):
    CanDoiDatFactory(cum=cum, cong_nghiep=Decimal(2))

    dat.cho_thue(
        DuAnFactory(cum=cum), loai=LoaiThue.GHI_NHO, tu_ngay=date(2026, 1, 1),
        dien_tich=Decimal(30), by=so,
    )  # fmt: skip

    assert Cum.objects.get(pk=cum.pk).dat_da_thue is None


# -- projects ------------------------------------------------------------------------------


def test_project_goes_through_its_states_in_order(cum, so):
    d = du_an.them_du_an(
        cum, ten="Nhà máy gỗ", nha_dau_tu="Công ty Gỗ", vao_cum=date(2025, 1, 1), by=so
    )

    loi = cac_loi(du_an.doi_trang_thai, d, tinh_trang="ngung", ngay=MOC, ly_do="x", by=so)
    d = du_an.doi_trang_thai(d, tinh_trang="dang_xay", ngay=date(2025, 5, 1), by=so)
    d = du_an.doi_trang_thai(d, tinh_trang="hoat_dong", ngay=date(2026, 1, 1), by=so)
    d = du_an.doi_trang_thai(d, tinh_trang="ngung", ngay=date(2026, 3, 1), ly_do="Đơn", by=so)
    d = du_an.doi_trang_thai(d, tinh_trang="hoat_dong", ngay=MOC, by=so)

    assert loi == ["Dự án chuẩn bị: không chuyển sang «Tạm ngừng» được."]
    assert (d.khoi_cong, d.hoat_dong_tu, d.ngung_tu) == (
        date(2025, 5, 1),
        date(2026, 1, 1),
        None,
    )


def test_end_of_a_project_frees_its_land(cum, so):
    lo = LoFactory(cum=cum)
    thue = ThueDatFactory(du_an=DuAnFactory(cum=cum), lo=lo)

    du_an.cham_dut_du_an(thue.du_an, ngay=MOC, ly_do="Thu hồi", by=so)

    thue.refresh_from_db()
    sau = Cum.objects.get(pk=cum.pk)
    assert thue.den_ngay == date(2026, 6, 13)
    assert (sau.so_du_an, sau.dat_da_thue) == (0, Decimal(0))


def test_end_before_a_lease_begins(cum, so):
    thue = ThueDatFactory(du_an=DuAnFactory(cum=cum), tu_ngay=MOC)

    loi = cac_loi(du_an.cham_dut_du_an, thue.du_an, ngay=date(2026, 6, 1), ly_do="x", by=so)

    assert len(loi) == 1
    assert loi[0].startswith("Căn cứ giữ đất từ ngày 14/06/2026 (2 ha) chưa bắt đầu")


def test_days_of_a_project_out_of_order(cum, so):
    loi = cac_loi(
        du_an.them_du_an, cum, ten="A", nha_dau_tu="B", vao_cum=date(2025, 1, 1),
        khoi_cong=date(2026, 2, 1), hoat_dong_tu=date(2026, 1, 1), by=so,
    )  # fmt: skip

    assert loi == ["Ngày khởi công 01/02/2026 sau ngày hoạt động 01/01/2026: sai trình tự."]


def test_project_with_land_is_ended_not_deleted(cum, so):
    thue = ThueDatFactory(du_an=DuAnFactory(cum=cum))
    nham = DuAnFactory(cum=cum)

    loi = cac_loi(du_an.xoa_du_an, thue.du_an, ly_do="nhầm", by=so)
    du_an.xoa_du_an(nham, ly_do="nhập trùng", by=so)

    assert loi == ["Dự án đang có căn cứ giữ đất: chấm dứt dự án thay vì xóa."]
    assert DuAn.objects.get() == thue.du_an
