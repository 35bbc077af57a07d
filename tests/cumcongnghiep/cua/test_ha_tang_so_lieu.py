"""Doors of infrastructure, figures, inspections and relocation."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from cumcongnghiep.choices import ChiTieuSo
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.models import Cum, SoLieu
from cumcongnghiep.services import (
    giam_sat,
    ha_tang,
    so_lieu,
)
from cumcongnghiep.services.so_lieu import SoMoi
from tests.cumcongnghiep.cua.mau import MOC, cac_loi, so_moi
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import (
    CumFactory,
    DuAnFactory,
    VanBanFactory,
)
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db


# -- infrastructure ------------------------------------------------------------------------


def test_finished_item_is_whole_and_carries_its_acceptance(cum, so):
    v = VanBanFactory(cum=cum, loai=L.NGHIEM_THU, ngay=date(2026, 2, 1), dien_tich=None)
    m = ha_tang.them_hang_muc(cum, loai="cap_nuoc", den_ngay=MOC, tinh_trang="dang", by=so)

    m = ha_tang.sua_hang_muc(m, tinh_trang="xong", van_ban=v, by=so)

    assert (m.phan_tram, m.hoan_thanh, m.nguoi_nhap) == (Decimal(100), date(2026, 2, 1), so)


def test_item_faults_at_once(cum, so):
    v = VanBanFactory(cum=cum)

    loi = cac_loi(
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

    doi = cac_loi(ha_tang.sua_tram, tram, tinh_trang="dung", by=so)
    qua = cac_loi(ha_tang.sua_tram, tram, cong_suat_van_hanh=Decimal(1200), by=so)
    mau_sai = cac_loi(ha_tang.ghi_mau_nuoc, tram, ngay=MOC, dat=False, by=so)
    mau = ha_tang.ghi_mau_nuoc(tram, ngay=MOC, dat=False, chi_tieu_vuot="COD", by=so)

    assert doi == ["Đổi tình trạng trạm thì nêu ngày bắt đầu tình trạng mới."]
    assert qua == ["Công suất đang vận hành không lớn hơn công suất thiết kế."]
    assert mau_sai == ["Mẫu không đạt: nêu chỉ tiêu vượt quy chuẩn."]
    assert mau.chi_tieu_vuot == "COD"


def test_asset_with_a_number_needs_its_day(cum, so):
    truong = {"ten": "Đường D1", "tinh_trang": "dang_dung", "den_ngay": MOC, "by": so}

    loi = cac_loi(ha_tang.them_tai_san, cum, so_ho_so="05/TS", **truong)
    ts = ha_tang.them_tai_san(cum, so_ho_so="05/TS", ngay_ho_so=MOC, **truong)

    assert loi == ["Nêu ngày lập hồ sơ tài sản."]
    assert ha_tang.sua_tai_san(ts, tinh_trang="hu_hong", by=so).tinh_trang == "hu_hong"


# -- figures -------------------------------------------------------------------------------


def test_figures_are_written_together_and_move_the_cluster(cum, so):
    cac = [
        so_moi(ChiTieuSo.DA_THUE, "12.5"),
        so_moi(ChiTieuSo.DOANH_THU, 10**9, tu_ngay=date(2025, 12, 15)),
    ]

    so_lieu.ghi_so_lieu(cum, cac, by=so)

    assert SoLieu.objects.filter(cum=cum, nguoi_nhap=so).count() == 2
    assert Cum.objects.get(pk=cum.pk).dat_da_thue == Decimal("12.5")


def test_faults_of_every_figure_and_nothing_written(cum, so):
    la = DuAnFactory()

    loi = cac_loi(
        so_lieu.ghi_so_lieu, cum,
        [
            so_moi(ChiTieuSo.DOANH_THU, 5),
            so_moi(ChiTieuSo.TY_LE_KHAI, 101),
            so_moi(ChiTieuSo.LAO_DONG, 9, du_an=la),
            so_moi(ChiTieuSo.DA_THUE, -1),
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
    (s,) = so_lieu.ghi_so_lieu(cum, [so_moi(ChiTieuSo.DA_THUE, 5)], by=so)

    assert so_lieu.xac_nhan([s], by=truong_phong) == 1
    assert so_lieu.xac_nhan([s], by=truong_phong) == 0
    so_lieu.ghi_so_lieu(cum, [so_moi(ChiTieuSo.DA_THUE, 5)], by=so)
    s.refresh_from_db()
    assert s.nguoi_xac_nhan == truong_phong
    so_lieu.sua_so_lieu(s, gia_tri=Decimal(6), ly_do="Nhầm", by=so)
    s.refresh_from_db()
    assert (s.gia_tri, s.nguoi_xac_nhan) == (Decimal(6), None)


def test_nobody_confirms_a_figure_of_his_own_or_outside_his_scope(cum, so, truong_phong):
    (s,) = so_lieu.ghi_so_lieu(cum, [so_moi(ChiTieuSo.DA_THUE, 5)], by=truong_phong)
    la = tai_khoan("so_truong_phong", don_vi=DonViFactory())

    rieng = cac_loi(so_lieu.xac_nhan, [s], by=truong_phong)
    ngoai = cac_loi(so_lieu.xac_nhan, [s], by=la)
    with pytest.raises(PermissionDenied):
        so_lieu.xac_nhan([s], by=so)

    assert rieng == [f"{cum}, {s}: người nhập không tự xác nhận số liệu của mình."]
    assert ngoai == ["Có số liệu ngoài phạm vi của bạn."]


def test_figure_taken_back_with_a_reason(cum, so):
    (s,) = so_lieu.ghi_so_lieu(cum, [so_moi(ChiTieuSo.DA_THUE, 5)], by=so)

    assert cac_loi(so_lieu.xoa_so_lieu, s, ly_do="", by=so) == ["Nêu lý do xóa số liệu."]
    so_lieu.xoa_so_lieu(s, ly_do="Nhầm cụm", by=so)

    assert Cum.objects.get(pk=cum.pk).dat_da_thue is None


# -- inspections, relocation ---------------------------------------------------------------


def test_one_regular_inspection_a_year(cum, so):
    truong = {"co_quan": "Sở Công Thương", "ket_luan": "Đạt", "by": so}
    k = giam_sat.ghi_kiem_tra(cum, loai="dinh_ky", ngay=date(2026, 3, 1), **truong)

    loi = cac_loi(giam_sat.ghi_kiem_tra, cum, loai="dinh_ky", ngay=date(2026, 9, 1), **truong)
    giam_sat.ghi_kiem_tra(cum, loai="dot_xuat", ngay=date(2026, 9, 1), **truong)
    giam_sat.sua_kiem_tra(k, ket_luan="Đạt, bổ sung", by=so)

    assert len(loi) == 1
    assert loi[0].startswith("Năm 2026 đã có kiểm tra định kỳ ngày 01/03/2026")
    assert cum.kiem_tra.count() == 2


def test_relocation_counts_what_has_moved(cum, so):
    truong = {"noi": "Làng nghề A", "so_co_so": 10, "den_ngay": MOC}
    k = giam_sat.lap_di_doi(cum, chieu="vao", han=date(2026, 6, 1), by=so, **truong)

    qua = cac_loi(giam_sat.sua_di_doi, k, da_doi=11, by=so)
    k = giam_sat.sua_di_doi(k, da_doi=4, by=so)
    vao = cac_loi(giam_sat.lap_di_doi, cum, chieu="vao", cum_den=CumFactory(), by=so, **truong)

    assert qua == ["Số đã dời không lớn hơn số phải dời."]
    assert giam_sat.qua_han(k, MOC) == 13
    assert vao == ["Di dời vào cụm này: không nêu cụm tiếp nhận khác."]
