"""The one door for figures: what it takes, what it refuses, what it keeps."""

import unicodedata
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from baocao.choices import NguonGoc, TrangThaiKy, TrangThaiO
from baocao.models import GiaiTrinh, GiaTri, KyBaoCao
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


def test_first_write_is_version_one_and_opens_form_and_pack(phieu, nguoi):
    kq = _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal("12.5"), nguon="Chi cục Thống kê"))

    o = _o(phieu)
    phieu.refresh_from_db()
    phieu.bo.refresh_from_db()
    assert (kq.da_ghi, kq.khong_doi, kq.xung_dot, kq.phien_ban) == (1, 0, [], {"BL00.A3": 1})
    assert (o.phien_ban, o.so, o.trang_thai_sl, o.nguon, o.nguoi) == (
        1,
        Decimal("12.5"),
        "uoc",
        "Chi cục Thống kê",
        nguoi.chuyen_vien,
    )
    assert (phieu.trang_thai, phieu.bo.trang_thai) == ("dang_nhap", "dang_nhap")
    assert SuKien.objects.get(hanh_dong="phieubieu.ghi_o").du_lieu == {"so_o": 1}


@pytest.mark.parametrize(
    ("truoc", "sau"),
    [
        (GhiO("BL00", "A3", so=Decimal("12.50")), GhiO("BL00", "A3", so=Decimal("12.5"))),
        (GhiO("BL00", "A3", trang_thai_o=KPS), GhiO("BL00", "A3", so=Decimal(7), trang_thai_o=KPS)),
        (
            GhiO("BL00", "A11", chu="Hoà Bình"),
            GhiO("BL00", "A11", chu=unicodedata.normalize("NFD", " Hoà Bình ")),
        ),
        (
            GhiO("BL00", "A3", so=Decimal(1), nguon="Thuế"),
            GhiO("BL00", "A3", so=Decimal(1), nguon=unicodedata.normalize("NFD", "Thuế")),
        ),
    ],
)
def test_unchanged_cell_makes_no_version_and_no_event(phieu, nguoi, truoc, sau):
    _ghi(phieu, nguoi, truoc)

    kq = _ghi(phieu, nguoi, sau)

    assert (kq.da_ghi, kq.khong_doi, kq.phien_ban) == (0, 1, {f"BL00.{truoc.cot}": 1})
    assert GiaTri.objects.filter(phieu=phieu).count() == 1
    assert SuKien.objects.filter(hanh_dong="phieubieu.ghi_o").count() == 1


def test_writing_nothing_over_nothing_changes_nothing(phieu, nguoi):
    kq = _ghi(phieu, nguoi, GhiO("BL00", "A3", trang_thai_o=CCSL))

    phieu.refresh_from_db()
    assert (kq.da_ghi, kq.khong_doi, phieu.trang_thai) == (0, 1, "chua_nhap")


def test_text_is_stored_composed(phieu, nguoi):
    _ghi(phieu, nguoi, GhiO("BL00", "A11", chu=unicodedata.normalize("NFD", "Đã điều chỉnh")))

    assert _o(phieu, cot="A11").chu == unicodedata.normalize("NFC", "Đã điều chỉnh")


@pytest.mark.parametrize("trang_thai", [KPS, KAD, CCSL])
def test_cell_without_value_drops_its_number(phieu, nguoi, trang_thai):
    _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(5)))

    _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(5), chu="x", trang_thai_o=trang_thai))

    o = _o(phieu)
    assert (o.phien_ban, o.trang_thai_o, o.so, o.chu) == (2, trang_thai, None, "")


def test_all_errors_come_at_once_and_nothing_is_written(phieu, nguoi):
    loi = _loi(
        phieu,
        nguoi,
        GhiO("BL00", "A3", so=Decimal(1)),
        GhiO("KHONG", "A3", so=Decimal(1)),
        GhiO("BL00", "A7", so=Decimal(1)),
        GhiO("BL00", "A2", so=Decimal(1)),
        GhiO("BL00", "Z9", so=Decimal(1)),
        GhiO("BL00", "A3", so=Decimal(2)),
        GhiO("BL10", "A3", so=Decimal("0.1234567")),
        GhiO("BL10", "A4", so=Decimal("1e18")),
        GhiO("BL10", "A1", so=Decimal("NaN")),
        GhiO("BL20", "A3"),
        GhiO("BL20", "A4", so=Decimal(1), trang_thai_o="sai"),
        GhiO("BL20", "A1", so=Decimal(1), trang_thai_sl="sai"),
        GhiO("BL30", "A3", so=Decimal(1), nguon_goc=NguonGoc.CONG_BO),
        GhiO("BL30", "A4", so=Decimal(1), nguon="n" * 401),
        GhiO("BL30", "A11", chu="a\0b"),
        GhiO("BL50", "A11", chu="d" * 4001),
    )

    assert loi == [
        "KHONG.A3: biểu Q04 kỳ này không có chỉ tiêu này.",
        "BL00.A7: ô này không nhập.",
        "BL00.A2: ô này không nhập.",
        "BL00.Z9: ô này không nhập.",
        "BL00.A3: ô này được ghi hai lần.",
        "BL10.A3: quá 6 chữ số thập phân.",
        "BL10.A4: giá trị quá lớn, kiểm tra lại đơn vị tính.",
        "BL10.A1: giá trị quá lớn, kiểm tra lại đơn vị tính.",
        "BL20.A3: chưa có giá trị.",
        "BL20.A4: trạng thái ô không đúng.",
        "BL20.A1: trạng thái số liệu không đúng.",
        "BL30.A3: số liệu đã công bố phải ghi nguồn.",
        "BL30.A4: nguồn số liệu dài quá 400 ký tự.",
        "BL30.A11: văn bản có ký tự không dùng được.",
        "BL50.A11: văn bản dài quá 4.000 ký tự.",
    ]
    phieu.refresh_from_db()
    assert (phieu.gia_tri.count(), phieu.trang_thai) == (0, "chua_nhap")


@pytest.mark.parametrize(
    "so", ["999999999999999999.999999", "-999999999999999999", "0.000001", "0E+40"]
)
def test_numbers_at_the_edge_are_stored_exactly(phieu, nguoi, so):
    _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(so)))

    assert _o(phieu).so == Decimal(so)


@pytest.mark.parametrize("so", ["1E+9999999", "Infinity", "-1000000000000000000", "sNaN"])
def test_numbers_beyond_the_edge_are_refused(phieu, nguoi, so):
    assert _loi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(so))) == [
        "BL00.A3: giá trị quá lớn, kiểm tra lại đơn vị tính."
    ]


def test_reason_longer_than_its_column_is_refused(phieu, nguoi):
    loi = _loi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1)), ly_do="l" * 401)

    assert loi == ["Lý do sửa dài quá 400 ký tự."]


def test_cell_changed_by_somebody_else_is_a_conflict_and_is_kept(phieu, nguoi):
    _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1), phien_ban_goc=0))
    cua_toi = GhiO("BL00", "A3", so=Decimal(2), phien_ban_goc=0)

    kq = nhap_lieu.ghi_o(
        phieu, [cua_toi, GhiO("BL10", "A3", so=Decimal(3), phien_ban_goc=0)], by=nguoi.tong_hop
    )

    xung_dot = kq.xung_dot[0]
    assert (kq.da_ghi, len(kq.xung_dot)) == (1, 1)
    assert (xung_dot.cua_ban, xung_dot.hien_tai.so, xung_dot.hien_tai.nguoi) == (
        cua_toi,
        Decimal(1),
        nguoi.chuyen_vien,
    )
    assert (_o(phieu).so, _o(phieu, "BL10").so) == (Decimal(1), Decimal(3))
    assert kq.phien_ban == {"BL00.A3": 1, "BL10.A3": 1}


def test_same_value_typed_by_both_is_no_conflict(phieu, nguoi):
    _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1), phien_ban_goc=0))

    kq = _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1), phien_ban_goc=0))

    assert (kq.da_ghi, kq.khong_doi, kq.xung_dot) == (0, 1, [])


def test_writer_who_saw_the_present_version_goes_on(phieu, nguoi):
    _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1)))

    kq = _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(2), phien_ban_goc=1))

    assert (kq.da_ghi, kq.xung_dot, kq.phien_ban) == (1, [], {"BL00.A3": 2})


def test_version_chain_is_gapless_in_recorded_time(phieu, nguoi):
    for so in (1, 2, 3):
        _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(so)))

    ban = list(GiaTri.objects.filter(phieu=phieu).order_by("phien_ban"))

    assert [(b.phien_ban, b.so) for b in ban] == [(1, 1), (2, 2), (3, 3)]
    assert [b.het_luc for b in ban] == [ban[1].ghi_luc, ban[2].ghi_luc, None]


def test_figures_as_known_at_a_moment(phieu, nguoi):
    _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1)))
    giua = timezone.now()
    _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(2)), GhiO("BL10", "A3", so=Decimal(9)))

    def biet(luc):
        rows = GiaTri.objects.filter(phieu=phieu).biet_luc(luc)
        return dict(rows.values_list("chi_tieu__ma", "so"))

    assert biet(giua) == {"BL00": Decimal(1)}
    assert biet(timezone.now()) == {"BL00": Decimal(2), "BL10": Decimal(9)}
    assert biet(giua - timedelta(days=1)) == {}


def test_writing_puts_a_submitted_form_back_to_typing(phieu, nguoi):
    mau.nhap_du(phieu.bo, nguoi)
    mau.nhap_du(phieu.bo, nguoi)
    phieu_hai = quy_trinh.trinh_phong(phieu, by=nguoi.chuyen_vien)
    phieu.bo.refresh_from_db()

    assert (phieu_hai.trang_thai, phieu.bo.trang_thai) == ("cho_phong", "cho_phong")
    assert _loi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(5))) == [
        "Bộ báo cáo đang ở bước «Chờ phòng duyệt», không sửa được số liệu."
    ]


def test_form_waiting_in_the_room_is_typed_again_while_the_pack_is_open(nguoi):
    bo = mau.bo_moi(nguoi, bieu={"Q04", "Q05"})
    mau.nhap_du(bo, nguoi)
    q04 = quy_trinh.trinh_phong(bo.phieu.get(bieu_mau__ma="Q04"), by=nguoi.chuyen_vien)

    _ghi(q04, nguoi, GhiO("BL00", "A3", so=Decimal(5)))

    q04.refresh_from_db()
    assert q04.trang_thai == "dang_nhap"


@pytest.mark.parametrize(
    "lam",
    [
        lambda phieu, by: nhap_lieu.ghi_o(phieu, [GhiO("BL00", "A3", so=Decimal(1))], by=by),
        lambda phieu, by: nhap_lieu.cap_nhat_so_lieu(phieu, [GhiO("BL00", "A3")], by=by),
        lambda phieu, by: giai_trinh.giai_trinh(
            phieu, quy_tac="KT1", chi_tieu="", cot="", thong_bao="x", noi_dung="x" * 30, by=by
        ),
    ],
)
def test_officer_of_another_province_writes_nothing(phieu, nguoi, lam):
    _ghi(phieu, nguoi, GhiO("BL10", "A3", so=Decimal(1)))
    khac = mau.nguoi_dung("34:24")

    with pytest.raises(PermissionDenied, match="không được giao"):
        lam(phieu, khac.chuyen_vien)

    assert phieu.gia_tri.count() == 1


@pytest.mark.parametrize(
    "vai_tro", ["truong_phong", "lanh_dao", "van_thu", "cuc_chuyen_vien", "cuc_lanh_dao"]
)
def test_only_typing_roles_write(phieu, nguoi, vai_tro):
    with pytest.raises(PermissionDenied):
        nhap_lieu.ghi_o(phieu, [GhiO("BL00", "A3", so=Decimal(1))], by=getattr(nguoi, vai_tro))


def test_inactive_officer_writes_nothing(phieu, nguoi):
    nguoi.chuyen_vien.is_active = False

    with pytest.raises(PermissionDenied):
        _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1)))


def test_officer_of_another_form_group_writes_nothing(phieu, nguoi):
    nguoi.chuyen_vien.nhom_bieu = ["CN"]

    with pytest.raises(PermissionDenied):
        _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1)))


def test_computed_form_is_not_typed(nguoi):
    phieu = mau.bo_moi(nguoi, bieu={"Q00"}).phieu.get()

    assert _loi(phieu, nguoi, GhiO("TH01", "V1", so=Decimal(1))) == [
        "Biểu này hệ thống tự tính, không nhập."
    ]


@pytest.mark.parametrize(
    ("trang_thai", "thong_bao"),
    [
        (TrangThaiKy.DA_CHOT, "Kỳ báo cáo đang ở trạng thái «Đã chốt»."),
        (TrangThaiKy.DA_CONG_BO, "Kỳ báo cáo đang ở trạng thái «Đã công bố»."),
    ],
)
def test_frozen_period_takes_no_figures(phieu, nguoi, trang_thai, thong_bao):
    KyBaoCao.objects.filter(pk=phieu.bo.ky_id).update(trang_thai=trang_thai)

    assert _loi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1))) == [thong_bao]


def test_period_closed_for_receiving_still_takes_late_figures(phieu, nguoi):
    KyBaoCao.objects.filter(pk=phieu.bo.ky_id).update(trang_thai=TrangThaiKy.DA_DONG)

    assert _ghi(phieu, nguoi, GhiO("BL00", "A3", so=Decimal(1))).da_ghi == 1


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
        "BL00.Z9: ô này không nhập.",
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
        "BL00.A9: ô này không nhập.",
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
