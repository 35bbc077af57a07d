"""The one door for figures: what it takes, what it refuses, what it keeps."""

import unicodedata
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from baocao.choices import NguonGoc, TrangThaiO
from baocao.models import GiaTri
from baocao.services import nhap_lieu, quy_trinh
from baocao.services.nhap_lieu import GhiO
from cucctdp.audit.models import SuKien
from tests.baocao import mau

BL00 = "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng"
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
        f"{BL00} (BL00.A7): ô này không nhập.",
        f"{BL00} (BL00.A2): ô này không nhập.",
        f"{BL00} (BL00.Z9): ô này không nhập.",
        f"{BL00} (BL00.A3): ô này được ghi hai lần.",
        "Bán lẻ hàng hóa (BL10.A3): quá 6 chữ số thập phân.",
        "Bán lẻ hàng hóa (BL10.A4): giá trị quá lớn, kiểm tra lại đơn vị tính.",
        "Bán lẻ hàng hóa (BL10.A1): giá trị quá lớn, kiểm tra lại đơn vị tính.",
        "Dịch vụ lưu trú, ăn uống (BL20.A3): chưa có giá trị.",
        "Dịch vụ lưu trú, ăn uống (BL20.A4): trạng thái ô không đúng.",
        "Dịch vụ lưu trú, ăn uống (BL20.A1): trạng thái số liệu không đúng.",
        "Du lịch lữ hành (BL30.A3): số liệu đã công bố phải ghi nguồn.",
        "Du lịch lữ hành (BL30.A4): nguồn số liệu dài quá 400 ký tự.",
        "Du lịch lữ hành (BL30.A11): văn bản có ký tự không dùng được.",
        (
            "Giá trị giao dịch thương mại điện tử bán lẻ (ước) (BL50.A11): văn bản dài quá 4.000 "
            "ký tự."
        ),
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
        f"{BL00} (BL00.A3): giá trị quá lớn, kiểm tra lại đơn vị tính."
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
