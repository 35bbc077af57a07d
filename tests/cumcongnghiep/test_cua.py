"""Doors of facts: land, projects, infrastructure, figures, inspections, developers, reporters."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cumcongnghiep.choices import ChiTieuSo, LoaiThue
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.models import CanDoiDat, Cum, DuAn, GiaoChuDauTu, SoLieu, ThueDat
from cumcongnghiep.services import (
    chu_dau_tu,
    dat,
    du_an,
    giam_sat,
    ha_tang,
    nguoi_bao_cao,
    so_lieu,
)
from cumcongnghiep.services.so_lieu import SoMoi
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import (
    CanDoiDatFactory,
    ChuDauTuFactory,
    CumFactory,
    DuAnFactory,
    LoFactory,
    ThueDatFactory,
    VanBanFactory,
)
from tests.factories.donvi import DonViFactory, XaFactory

pytestmark = pytest.mark.django_db

MOC = date(2026, 6, 14)


@pytest.fixture
def don_vi():
    return DonViFactory()


@pytest.fixture
def so(don_vi):
    return tai_khoan("so_chuyen_vien", don_vi=don_vi)


@pytest.fixture
def truong_phong(don_vi):
    return tai_khoan("so_truong_phong", don_vi=don_vi)


@pytest.fixture
def cum(don_vi):
    return CumFactory(don_vi=don_vi)


def _loi(ham, *args, **kwargs):
    with pytest.raises(ValidationError) as loi:
        ham(*args, **kwargs)
    return loi.value.messages


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

    assert _loi(dat.xac_nhan_can_doi, dong, by=truong_phong) == [
        "Người nhập không tự xác nhận số liệu của mình."
    ]


def test_parts_of_the_land_against_the_whole(cum, so):
    v = VanBanFactory(cum=cum)

    loi = _loi(
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

    loi = _loi(dat.them_nhieu_lo, cum, cac, by=so)
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

    loi = _loi(dat.cho_thue, du_an_a, dien_tich=Decimal("2.1"), **truong)
    dat.cho_thue(du_an_a, dien_tich=Decimal(2), **truong)

    assert loi == [f"Diện tích thuê 2,1 ha lớn hơn {lo} (2 ha)."]
    assert Cum.objects.get(pk=cum.pk).dat_da_thue == Decimal(2)


def test_second_lease_of_a_lot_waits_for_the_end_of_the_first(cum, so):
    lo = LoFactory(cum=cum)
    thue = ThueDatFactory(du_an=DuAnFactory(cum=cum), lo=lo, tu_ngay=date(2026, 1, 1))
    hai = DuAnFactory(cum=cum)
    truong = {"lo": lo, "loai": LoaiThue.THUE_LAI, "dien_tich": Decimal(1), "by": so}

    loi = _loi(dat.cho_thue, hai, tu_ngay=date(2026, 3, 1), **truong)
    dat.cham_dut_thue(thue, den_ngay=date(2026, 2, 28), ly_do="Trả đất", by=so)
    dat.cho_thue(hai, tu_ngay=date(2026, 3, 1), **truong)

    assert loi == ["Lô đất đã cho dự án khác thuê trong khoảng thời gian này."]
    assert ThueDat.objects.filter(lo=lo).count() == 2


def test_leases_beyond_the_industrial_land(cum, so):
    CanDoiDatFactory(cum=cum, ngay=date(2025, 1, 1), cong_nghiep=Decimal(5))
    ThueDatFactory(du_an=DuAnFactory(cum=cum), dien_tich=Decimal(3), tu_ngay=date(2026, 5, 1))
    truong = {"loai": LoaiThue.THUE, "tu_ngay": date(2026, 1, 1), "dien_tich": Decimal(3)}

    # Alone it fits on its first day; from 1/5 on the two are too much.
    loi = _loi(dat.cho_thue, DuAnFactory(cum=cum), by=so, **truong)
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

    loi = _loi(du_an.doi_trang_thai, d, tinh_trang="ngung", ngay=MOC, ly_do="x", by=so)
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

    loi = _loi(du_an.cham_dut_du_an, thue.du_an, ngay=date(2026, 6, 1), ly_do="x", by=so)

    assert len(loi) == 1
    assert loi[0].startswith("Căn cứ giữ đất từ ngày 14/06/2026 (2 ha) chưa bắt đầu")


def test_days_of_a_project_out_of_order(cum, so):
    loi = _loi(
        du_an.them_du_an, cum, ten="A", nha_dau_tu="B", vao_cum=date(2025, 1, 1),
        khoi_cong=date(2026, 2, 1), hoat_dong_tu=date(2026, 1, 1), by=so,
    )  # fmt: skip

    assert loi == ["Ngày khởi công 01/02/2026 sau ngày hoạt động 01/01/2026: sai trình tự."]


def test_project_with_land_is_ended_not_deleted(cum, so):
    thue = ThueDatFactory(du_an=DuAnFactory(cum=cum))
    nham = DuAnFactory(cum=cum)

    loi = _loi(du_an.xoa_du_an, thue.du_an, ly_do="nhầm", by=so)
    du_an.xoa_du_an(nham, ly_do="nhập trùng", by=so)

    assert loi == ["Dự án đang có căn cứ giữ đất: chấm dứt dự án thay vì xóa."]
    assert DuAn.objects.get() == thue.du_an


# -- infrastructure ------------------------------------------------------------------------


def test_finished_item_is_whole_and_carries_its_acceptance(cum, so):
    v = VanBanFactory(cum=cum, loai=L.NGHIEM_THU, ngay=date(2026, 2, 1), dien_tich=None)
    m = ha_tang.them_hang_muc(cum, loai="cap_nuoc", den_ngay=MOC, tinh_trang="dang", by=so)

    m = ha_tang.sua_hang_muc(m, tinh_trang="xong", van_ban=v, by=so)

    assert (m.phan_tram, m.hoan_thanh, m.nguoi_nhap) == (Decimal(100), date(2026, 2, 1), so)


def test_item_faults_at_once(cum, so):
    v = VanBanFactory(cum=cum)

    loi = _loi(
        ha_tang.them_hang_muc, cum, loai="cap_nuoc", den_ngay=date(2027, 1, 1), van_ban=v,
        hoan_thanh=date(2026, 1, 1), by=so,
    )  # fmt: skip

    assert loi == [
        "Quyết định thành lập không phải biên bản nghiệm thu hạng mục.",
        "Số liệu đến ngày 01/01/2027 ở tương lai.",
        "Hạng mục có ngày hoàn thành thì tình trạng phải là «Đã hoàn thành».",
    ]


def test_station_its_state_and_its_samples(cum, so):
    tram = ha_tang.them_tram(
        cum, ten="Trạm 1", tinh_trang="van_hanh", tinh_trang_tu=date(2025, 1, 1), den_ngay=MOC,
        cong_suat_thiet_ke=Decimal(1000), by=so,
    )  # fmt: skip

    doi = _loi(ha_tang.sua_tram, tram, tinh_trang="dung", by=so)
    qua = _loi(ha_tang.sua_tram, tram, cong_suat_van_hanh=Decimal(1200), by=so)
    mau_sai = _loi(ha_tang.ghi_mau_nuoc, tram, ngay=MOC, dat=False, by=so)
    mau = ha_tang.ghi_mau_nuoc(tram, ngay=MOC, dat=False, chi_tieu_vuot="COD", by=so)

    assert doi == ["Đổi tình trạng trạm thì nêu ngày bắt đầu tình trạng mới."]
    assert qua == ["Công suất đang vận hành không lớn hơn công suất thiết kế."]
    assert mau_sai == ["Mẫu không đạt: nêu chỉ tiêu vượt quy chuẩn."]
    assert mau.chi_tieu_vuot == "COD"


def test_asset_with_a_number_needs_its_day(cum, so):
    truong = {"ten": "Đường D1", "tinh_trang": "dang_dung", "den_ngay": MOC, "by": so}

    loi = _loi(ha_tang.them_tai_san, cum, so_ho_so="05/TS", **truong)
    ts = ha_tang.them_tai_san(cum, so_ho_so="05/TS", ngay_ho_so=MOC, **truong)

    assert loi == ["Nêu ngày lập hồ sơ tài sản."]
    assert ha_tang.sua_tai_san(ts, tinh_trang="hu_hong", by=so).tinh_trang == "hu_hong"


# -- figures -------------------------------------------------------------------------------


def _so(chi_tieu, gia_tri, **khac):
    return SoMoi(chi_tieu, Decimal(gia_tri), MOC, **khac)


def test_figures_are_written_together_and_move_the_cluster(cum, so):
    cac = [
        _so(ChiTieuSo.DA_THUE, "12.5"),
        _so(ChiTieuSo.DOANH_THU, 10**9, tu_ngay=date(2025, 12, 15)),
    ]

    so_lieu.ghi_so_lieu(cum, cac, by=so)

    assert SoLieu.objects.filter(cum=cum, nguoi_nhap=so).count() == 2
    assert Cum.objects.get(pk=cum.pk).dat_da_thue == Decimal("12.5")


def test_faults_of_every_figure_and_nothing_written(cum, so):
    la = DuAnFactory()

    loi = _loi(
        so_lieu.ghi_so_lieu, cum,
        [
            _so(ChiTieuSo.DOANH_THU, 5),
            _so(ChiTieuSo.TY_LE_KHAI, 101),
            _so(ChiTieuSo.LAO_DONG, 9, du_an=la),
            _so(ChiTieuSo.DA_THUE, -1),
            SoMoi(ChiTieuSo.DA_THUE, Decimal(2), date(2027, 1, 1)),
        ],
        by=so,
    )  # fmt: skip

    thue = "Đất công nghiệp đã cho thuê, khai tổng (ha)"
    lao_dong = f"{la} – Lao động có hợp đồng (người), 14/06/2026"
    assert loi == [
        "Doanh thu trong kỳ (đồng), 14/06/2026: số trong kỳ phải có ngày đầu kỳ.",
        "Tỷ lệ lấp đầy khai (%), 14/06/2026: V05: Tỷ lệ lấp đầy 101% vượt 100%.",
        f"{lao_dong}: «{la}» thuộc cụm khác, không thuộc {cum}.",
        f"{thue}, 14/06/2026: Giá trị không âm.",
        f"{thue}, 01/01/2027: Mốc số liệu 01/01/2027 ở tương lai.",
    ]
    assert not SoLieu.objects.exists()


def test_second_person_confirms_and_a_change_undoes_it(cum, so, truong_phong):
    (s,) = so_lieu.ghi_so_lieu(cum, [_so(ChiTieuSo.DA_THUE, 5)], by=so)

    assert so_lieu.xac_nhan([s], by=truong_phong) == 1
    assert so_lieu.xac_nhan([s], by=truong_phong) == 0
    so_lieu.ghi_so_lieu(cum, [_so(ChiTieuSo.DA_THUE, 5)], by=so)
    s.refresh_from_db()
    assert s.nguoi_xac_nhan == truong_phong
    so_lieu.sua_so_lieu(s, gia_tri=Decimal(6), ly_do="Nhầm", by=so)
    s.refresh_from_db()
    assert (s.gia_tri, s.nguoi_xac_nhan) == (Decimal(6), None)


def test_nobody_confirms_a_figure_of_his_own_or_outside_his_scope(cum, so, truong_phong):
    (s,) = so_lieu.ghi_so_lieu(cum, [_so(ChiTieuSo.DA_THUE, 5)], by=truong_phong)
    la = tai_khoan("so_truong_phong", don_vi=DonViFactory())

    rieng = _loi(so_lieu.xac_nhan, [s], by=truong_phong)
    ngoai = _loi(so_lieu.xac_nhan, [s], by=la)
    with pytest.raises(PermissionDenied):
        so_lieu.xac_nhan([s], by=so)

    assert rieng == [f"{cum}, {s}: người nhập không tự xác nhận số liệu của mình."]
    assert ngoai == ["Có số liệu ngoài phạm vi của bạn."]


def test_figure_taken_back_with_a_reason(cum, so):
    (s,) = so_lieu.ghi_so_lieu(cum, [_so(ChiTieuSo.DA_THUE, 5)], by=so)

    assert _loi(so_lieu.xoa_so_lieu, s, ly_do="", by=so) == ["Nêu lý do xóa số liệu."]
    so_lieu.xoa_so_lieu(s, ly_do="Nhầm cụm", by=so)

    assert Cum.objects.get(pk=cum.pk).dat_da_thue is None


# -- inspections, relocation ---------------------------------------------------------------


def test_one_regular_inspection_a_year(cum, so):
    truong = {"co_quan": "Sở Công Thương", "ket_luan": "Đạt", "by": so}
    k = giam_sat.ghi_kiem_tra(cum, loai="dinh_ky", ngay=date(2026, 3, 1), **truong)

    loi = _loi(giam_sat.ghi_kiem_tra, cum, loai="dinh_ky", ngay=date(2026, 9, 1), **truong)
    giam_sat.ghi_kiem_tra(cum, loai="dot_xuat", ngay=date(2026, 9, 1), **truong)
    giam_sat.sua_kiem_tra(k, ket_luan="Đạt, bổ sung", by=so)

    assert len(loi) == 1
    assert loi[0].startswith("Năm 2026 đã có kiểm tra định kỳ ngày 01/03/2026")
    assert cum.kiem_tra.count() == 2


def test_relocation_counts_what_has_moved(cum, so):
    truong = {"noi": "Làng nghề A", "so_co_so": 10, "den_ngay": MOC}
    k = giam_sat.lap_di_doi(cum, chieu="vao", han=date(2026, 6, 1), by=so, **truong)

    qua = _loi(giam_sat.sua_di_doi, k, da_doi=11, by=so)
    k = giam_sat.sua_di_doi(k, da_doi=4, by=so)
    vao = _loi(giam_sat.lap_di_doi, cum, chieu="vao", cum_den=CumFactory(), by=so, **truong)

    assert qua == ["Số đã dời không lớn hơn số phải dời."]
    assert giam_sat.qua_han(k, MOC) == 13
    assert vao == ["Di dời vào cụm này: không nêu cụm tiếp nhận khác."]


# -- developers, reporters -----------------------------------------------------------------


def test_another_developer_closes_the_former_stretch(cum, so):
    cu, moi = ChuDauTuFactory(), ChuDauTuFactory()
    chu_dau_tu.giao_chu_dau_tu(cum, cu, tu_ngay=date(2020, 1, 1), by=so)
    v = VanBanFactory(cum=cum, loai=L.GIAO_CDT, ngay=MOC, dien_tich=None)

    chong = _loi(chu_dau_tu.giao_chu_dau_tu, cum, moi, tu_ngay=MOC, by=so)
    chu_dau_tu.thay_chu_dau_tu(cum, moi, tu_ngay=MOC, van_ban=v, by=so)

    assert chong == ["Cụm đã có chủ đầu tư trong khoảng thời gian này."]
    assert list(GiaoChuDauTu.objects.order_by("tu_ngay").values_list("chu_dau_tu", "den_ngay")) == [
        (cu.pk, date(2026, 6, 13)),
        (moi.pk, None),
    ]


def test_developer_that_no_longer_is_holds_nothing(cum, so):
    cdt = ChuDauTuFactory(tinh_trang="giai_the", tinh_trang_tu=date(2025, 7, 1))
    v = VanBanFactory(cum=CumFactory(don_vi=cum.don_vi))

    loi = _loi(chu_dau_tu.giao_chu_dau_tu, cum, cdt, tu_ngay=date(2026, 1, 1), van_ban=v, by=so)
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

    loi = _loi(chu_dau_tu.sua_chu_dau_tu, cdt, ten="Công ty B", by=so)
    cuc = tai_khoan("cuc_lanh_dao_phong")

    assert loi == ["Công ty A1 còn giữ cụm ở tỉnh khác: gửi đề nghị để Cục sửa thông tin chung."]
    assert chu_dau_tu.sua_chu_dau_tu(cdt, ten="Công ty B", by=cuc).ten == "Công ty B"


def test_stretch_ends_without_a_successor(cum, so):
    giao = chu_dau_tu.giao_chu_dau_tu(cum, ChuDauTuFactory(), tu_ngay=date(2020, 1, 1), by=so)

    assert _loi(chu_dau_tu.thoi_chu_dau_tu, giao, den_ngay=MOC, ly_do="", by=so) == [
        "Nêu lý do thôi giao chủ đầu tư."
    ]
    assert chu_dau_tu.thoi_chu_dau_tu(giao, den_ngay=MOC, ly_do="Trả", by=so).den_ngay == MOC


def test_reporter_is_appointed_once_and_taken_back(cum, truong_phong):
    nguoi = tai_khoan("ccn_bao_cao")
    dong = nguoi_bao_cao.giao(nguoi, cum=cum, by=truong_phong)

    hai = _loi(nguoi_bao_cao.giao, nguoi, cum=cum, by=truong_phong)
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
    lambda c, by: so_lieu.ghi_so_lieu(c, [_so(ChiTieuSo.DA_THUE, 1)], by=by),
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
