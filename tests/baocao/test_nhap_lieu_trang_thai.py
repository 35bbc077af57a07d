"""Writing cells after a sending: data states, explanations, answers, sources."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from baocao.choices import NguonGoc, TrangThaiO
from baocao.models import GiaiTrinh, GiaTri
from baocao.services import giai_trinh, nhap_lieu, quy_trinh
from baocao.services.nhap_lieu import GhiO
from cucctdp.audit.models import SuKien
from tests.baocao import mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

KPS, CCSL, KAD = (
    TrangThaiO.KHONG_PHAT_SINH,
    TrangThaiO.CHUA_CO_SO_LIEU,
    TrangThaiO.KHONG_AP_DUNG,
)


@pytest.fixture
def nguoi():
    return mau.nguoi_dung()


@pytest.fixture
def phieu(nguoi):
    return mau.bo_moi(nguoi, bieu={"Q04"}).phieu.get()


def _ghi(phieu, nguoi, *cac_o, **khac):
    return nhap_lieu.ghi_o(phieu, list(cac_o), by=nguoi.chuyen_vien, **khac)


def _loi(phieu, nguoi, *cac_o, **khac):
    with pytest.raises(ValidationError) as loi:
        _ghi(phieu, nguoi, *cac_o, **khac)
    return loi.value.messages


def _o(phieu, ma="BL00", cot="A3"):
    return GiaTri.objects.hien_tai().get(phieu=phieu, chi_tieu__ma=ma, cot=cot)


def _tra_lai(phieu, nguoi, trang_thai_sl):
    """A pack sent with one figure in a data state, then returned."""
    mau.nhap_du(phieu.bo, nguoi)
    _ghi(phieu, nguoi, GhiO("BL00", "A3", trang_thai_o=KPS, trang_thai_sl=trang_thai_sl))
    phieu = quy_trinh.trinh_phong(phieu, by=nguoi.chuyen_vien)
    quy_trinh.duyet_phong(phieu, by=nguoi.truong_phong)
    bo = quy_trinh.chuyen_lanh_dao(phieu.bo, by=nguoi.tong_hop)
    quy_trinh.ky_gui(bo, by=nguoi.lanh_dao)
    bo = quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    quy_trinh.tra_lai(bo, by=nguoi.cuc_chuyen_vien, ly_do="Bổ sung số liệu.")


def test_data_state_of_a_sent_figure_is_not_lowered_by_the_door(phieu, nguoi):
    _tra_lai(phieu, nguoi, "so_bo")

    loi = _loi(
        phieu,
        nguoi,
        GhiO("BL00", "A3", trang_thai_o=KPS, trang_thai_sl="uoc"),
        GhiO("BL00", "Z9", so=Decimal(1)),
    )
    kq = _ghi(phieu, nguoi, GhiO("BL00", "A3", trang_thai_o=KPS, trang_thai_sl="chinh_thuc"))

    assert loi == [
        "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng (BL00.Z9): ô này không nhập.",
        "BL00.A3: không được hạ trạng thái số liệu đã gửi (KT24).",
    ]
    assert kq.da_ghi == 1


def test_data_state_of_a_sent_figure_is_not_lowered_by_raw_sql(phieu, nguoi):
    _tra_lai(phieu, nguoi, "so_bo")
    o = _o(phieu)
    GiaTri.objects.filter(pk=o.pk).update(het_luc=timezone.now())
    o.pk, o.phien_ban, o.trang_thai_sl, o.het_luc = None, o.phien_ban + 1, "uoc", None
    o.ghi_luc = timezone.now()
    o._state.adding = True

    with pytest.raises(IntegrityError, match="KT24"), transaction.atomic():
        o.save()


def test_data_state_moves_freely_before_the_first_sending(phieu, nguoi):
    _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1), trang_thai_sl="so_bo"))

    _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1), trang_thai_sl="uoc"))

    assert _o(phieu).trang_thai_sl == "uoc"


def test_state_update_after_receipt_needs_a_higher_state(nguoi):
    bo = mau.da_nhan(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)
    phieu = bo.phieu.get()

    with pytest.raises(ValidationError) as loi:
        nhap_lieu.cap_nhat_so_lieu(
            phieu,
            [
                GhiO("BL00", "A3", so=Decimal(5), trang_thai_sl="uoc"),
                GhiO("BL10", "A3", so=Decimal(5)),
                GhiO("BL00", "A9", so=Decimal(5), trang_thai_sl="so_bo"),
            ],
            by=nguoi.chuyen_vien,
        )
    kq = nhap_lieu.cap_nhat_so_lieu(
        phieu, [GhiO("BL00", "A3", so=Decimal(5), trang_thai_sl="so_bo")], by=nguoi.chuyen_vien
    )

    bo.refresh_from_db()
    assert loi.value.messages == [
        "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng (BL00.A9): ô này không nhập.",
        "BL00.A3: trạng thái mới phải cao hơn trạng thái đang có.",
        "BL10.A3: trạng thái mới phải cao hơn trạng thái đang có.",
    ]
    assert (kq.da_ghi, _o(phieu).trang_thai_sl, bo.trang_thai) == (1, "so_bo", "tiep_nhan")
    assert SuKien.objects.get(hanh_dong="phieubieu.cap_nhat_so_lieu").du_lieu == {"so_o": 1}


def test_state_update_before_receipt_is_refused(phieu, nguoi):
    with pytest.raises(ValidationError, match="được tiếp nhận"):
        nhap_lieu.cap_nhat_so_lieu(phieu, [GhiO("BL00", "A3", so=Decimal(5))], by=nguoi.chuyen_vien)


def test_explanation_has_twenty_characters_and_is_replaced(phieu, nguoi):
    def ghi(noi_dung):
        return giai_trinh.giai_trinh(
            phieu,
            quy_tac="KT10",
            chi_tieu="BL00",
            cot="A3",
            thong_bao="Tăng đột biến.",
            noi_dung=noi_dung,
            by=nguoi.chuyen_vien,
        )

    with pytest.raises(ValidationError, match="ít nhất 20 ký tự"):
        ghi(" Do mùa vụ.             ")
    ghi("Do mùa vụ và giá xăng dầu tăng.")
    ghi("Do khai trương trung tâm thương mại mới.")

    assert list(GiaiTrinh.objects.filter(phieu=phieu).values_list("noi_dung", flat=True)) == [
        "Do khai trương trung tâm thương mại mới."
    ]


def test_remark_is_answered_only_by_the_unit_and_only_after_return(nguoi):
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)
    bo = quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    y_kien = quy_trinh.neu_y_kien(bo, noi_dung="Nêu rõ nguồn.", by=nguoi.cuc_chuyen_vien)
    khac = mau.nguoi_dung("34:24")

    with pytest.raises(ValidationError, match="đang được trả lại"):
        giai_trinh.tra_loi_y_kien(y_kien, tra_loi="Thống kê.", by=nguoi.chuyen_vien)
    quy_trinh.tra_lai(bo, by=nguoi.cuc_chuyen_vien, ly_do="Trả lời ý kiến.")
    for nguoi_la in (khac.chuyen_vien, nguoi.cuc_chuyen_vien):
        with pytest.raises(PermissionDenied):
            giai_trinh.tra_loi_y_kien(y_kien, tra_loi="Thống kê.", by=nguoi_la)
    with pytest.raises(ValidationError, match="không được để trống"):
        giai_trinh.tra_loi_y_kien(y_kien, tra_loi="  ", by=nguoi.chuyen_vien)
    y_kien = giai_trinh.tra_loi_y_kien(y_kien, tra_loi=" Thống kê. ", by=nguoi.chuyen_vien)

    assert (y_kien.tra_loi, y_kien.tra_loi_boi, y_kien.dong_luc) == (
        "Thống kê.",
        nguoi.chuyen_vien,
        None,
    )


@pytest.mark.parametrize(
    ("nguon_goc", "con_lai"), [(NguonGoc.NHAP, "Thống kê tỉnh"), (NguonGoc.CONG_BO, "")]
)
def test_retyped_number_keeps_its_source_unless_it_was_published(phieu, nguoi, nguon_goc, con_lai):
    cu = GhiO("BL00", "A3", so=Decimal(5), nguon="Thống kê tỉnh", nguon_goc=nguon_goc)
    _ghi(phieu, nguoi, cu)

    _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(6)))

    o = _o(phieu)
    assert (o.so, o.nguon, o.nguon_goc) == (Decimal(6), con_lai, NguonGoc.NHAP)


def test_raised_state_of_a_published_number_keeps_source_and_origin(phieu, nguoi):
    cu = GhiO("BL00", "A3", so=Decimal(5), nguon="Niên giám", nguon_goc=NguonGoc.CONG_BO)
    _ghi(phieu, nguoi, cu)

    _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(5), trang_thai_sl="so_bo"))

    o = _o(phieu)
    assert (o.trang_thai_sl, o.nguon, o.nguon_goc) == ("so_bo", "Niên giám", NguonGoc.CONG_BO)
