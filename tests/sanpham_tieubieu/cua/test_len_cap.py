"""Upward: the dossier of level N+1 made from level N, its differences, the letter that sends it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from cucctdp.files.quyen import duoc_tai
from cucctdp.workflow.steps import BuocBiTuChoi
from sanpham_tieubieu.len_cap import khac_biet
from sanpham_tieubieu.models import DiaBanKy, HoSoDangKy, KyBinhChon, SoLieuNam, VanBanGui
from sanpham_tieubieu.services import gui, ket_qua, nop
from sanpham_tieubieu.services import ho_so as dv
from sanpham_tieubieu.services import len_cap as dv_len
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory, XaFactory
from tests.factories.san_pham import GiayFactory
from tests.sanpham_tieubieu.cua.mau import ban_nhap, ky_mo, nguoi_xa

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]


def cong_nhan(ho_so, trang_thai="de_cu"):
    """As if the round had ended: recognised, with a certificate of its level in force."""
    nam = timezone.localdate().year
    HoSoDangKy.objects.filter(pk=ho_so.pk).update(trang_thai=trang_thai, nop_luc=timezone.now())
    ho_so.refresh_from_db()
    GiayFactory(
        san_pham=ho_so.san_pham,
        ho_so=ho_so,
        cap=ho_so.ky.cap,
        nam=nam,
        ngay_cap=timezone.localdate(),
        het_han=date(nam + 2, 12, 31),
        quyet_dinh_ngay=timezone.localdate(),
    )
    return ho_so


def duoi_va_tren(cap_tren="tinh", cap_duoi="xa", xa=None):
    """(recognised dossier of the lower round, its entrant, open round above)."""
    xa = xa or XaFactory(tinh=DonViFactory())
    ky, tren = ky_mo(cap_duoi, xa=xa), ky_mo(cap_tren, xa=xa)
    for k in (ky, tren):
        if k.cap in ("khu_vuc", "quoc_gia"):
            DiaBanKy.objects.create(ky=k, don_vi=xa.tinh)
    ho_so, by = ban_nhap(ky=ky, xa=xa)
    return cong_nhan(ho_so), by, tren


def test_nothing_is_typed_again_and_the_link_is_kept():
    duoi, by, ky = duoi_va_tren()
    SoLieuNam.objects.create(ho_so=duoi, nam=2025, doanh_thu_co_so=5)

    tren = dv_len.lap_len_cap(duoi, ky=ky, by=by)

    assert (tren.tu_ho_so, tren.gcn_duoi, tren.trang_thai) == (duoi, duoi.giay, "nhap")
    assert (tren.anh.count(), tren.tai_lieu.count(), tren.so_lieu.count()) == (3, 2, 1)
    assert khac_biet(tren) == []
    assert list(dv_len.ky_tren(duoi)) == [ky]


def test_differences_are_shown_part_by_part():
    duoi, by, ky = duoi_va_tren()
    SoLieuNam.objects.create(ho_so=duoi, nam=2025, doanh_thu_co_so=5_000_000_000)
    tren = dv_len.lap_len_cap(duoi, ky=ky, by=by)
    tren = dv.sua_dang_ky(tren, thong_tin={"dien_thoai": "0911", "quy_mo": "nho"}, by=by)
    tren = dv.sua_thuyet_minh(tren, thong_tin={"lao_dong": 1200}, by=by)
    dv.dat_so_lieu(
        tren,
        cac_dong=[{"nam": 2025, "doanh_thu_co_so": 6_000_000_000}, {"nam": 2024}],
        by=by,
    )
    tren.tai_lieu.get(loai="attp").delete()

    assert [(k.phan, k.nhan, k.duoi, k.tren) for k in khac_biet(tren)] == [
        ("dang_ky", "Quy mô", "Chưa rõ", "Nhỏ"),
        ("dang_ky", "Điện thoại", "0900000000", "0911"),
        ("thuyet_minh", "Số lao động", "(chưa khai)", "1.200"),
        ("so_lieu", "Năm 2024", "(không có)", "có số liệu"),
        ("so_lieu", "Năm 2025: Doanh thu cơ sở (đồng)", "5.000.000.000", "6.000.000.000"),
        ("tai_lieu", "attp số 01", "có", "(không có)"),
    ]


def test_differences_ask_the_same_queries_for_any_number(django_assert_max_num_queries):
    duoi, by, ky = duoi_va_tren()
    tren = dv_len.lap_len_cap(duoi, ky=ky, by=by)

    with django_assert_max_num_queries(7):
        khac_biet(tren)


def test_only_recognised_products_go_up_one_step():
    duoi, by, tinh = duoi_va_tren()
    HoSoDangKy.objects.filter(pk=duoi.pk).update(trang_thai="hd_khong_chon")
    khu_vuc = ky_mo("khu_vuc", xa=duoi.xa)

    with pytest.raises(ValidationError, match="R46"):
        dv_len.lap_len_cap(duoi, ky=tinh, by=by)
    with pytest.raises(ValidationError) as loi:
        dv_len.lap_len_cap(duoi, ky=khu_vuc, by=by)

    assert [cau[:4] for cau in loi.value.messages] == ["Hồ s", "R46:", "R28:"]


def test_letter_of_the_commune_hands_in_its_list():
    duoi, by, ky = duoi_va_tren()
    tren = dv_len.lap_len_cap(duoi, ky=ky, by=by)
    xa, so = nguoi_xa(duoi.xa), tai_khoan("so_chuyen_vien", don_vi=duoi.don_vi)
    pdf = ContentFile(b"%PDF-1.7 cong van", name="cv.pdf")

    van_ban = gui.gui_len(
        ky=ky, cac_ho_so=[tren], so="12/UBND", ngay=timezone.localdate(), by=xa, tep=pdf
    )
    tren.refresh_from_db()

    assert (tren.trang_thai, van_ban.xa, van_ban.don_vi) == ("da_nop", duoi.xa, duoi.don_vi)
    assert nop.chap_nhan(tren, by=so).ma_so == "CBNLTS-001"
    assert [duoc_tai(n, van_ban.tep) for n in (xa, so, by)] == [True, True, True]
    assert not duoc_tai(tai_khoan("so_chuyen_vien", don_vi=DonViFactory()), van_ban.tep)
    assert [VanBanGui.objects.visible_to(n).count() for n in (xa, so, by)] == [1, 1, 1]


def test_without_a_letter_the_province_does_not_accept():
    duoi, by, ky = duoi_va_tren()
    tren = nop.nop(dv_len.lap_len_cap(duoi, ky=ky, by=by), by=by)
    so = tai_khoan("so_chuyen_vien", don_vi=duoi.don_vi)

    with pytest.raises(BuocBiTuChoi, match="R27"):
        nop.chap_nhan(tren, by=so)
    gui.gui_len(ky=ky, cac_ho_so=[tren], so="1", ngay=timezone.localdate(), by=nguoi_xa(duoi.xa))

    assert nop.chap_nhan(tren, by=so).trang_thai == "hop_le"


def test_letter_with_faults_sends_nothing():
    duoi, by, ky = duoi_va_tren()
    tren = dv_len.lap_len_cap(duoi, ky=ky, by=by)
    hai, by_hai, _ = duoi_va_tren(xa=duoi.xa)
    hai = dv_len.lap_len_cap(hai, ky=ky, by=by_hai)
    hai.anh.all().delete()
    xa = nguoi_xa(duoi.xa)

    with pytest.raises(ValidationError) as loi:
        gui.gui_len(ky=ky, cac_ho_so=[tren, hai], so="", ngay=timezone.localdate(), by=xa)

    assert [cau.replace(hai.ten_san_pham, "…")[:9] for cau in loi.value.messages] == [
        "«…»: R19:",
        "Công văn:",
    ]
    tren.refresh_from_db()
    assert (tren.trang_thai, VanBanGui.objects.count()) == ("nhap", 0)


def test_same_dossier_is_not_sent_twice():
    duoi, by, ky = duoi_va_tren()
    tren = dv_len.lap_len_cap(duoi, ky=ky, by=by)
    xa = nguoi_xa(duoi.xa)
    gui.gui_len(ky=ky, cac_ho_so=[tren], so="1", ngay=timezone.localdate(), by=xa)

    with pytest.raises(ValidationError, match="đã gửi bằng công văn khác"):
        gui.gui_len(ky=ky, cac_ho_so=[tren], so="2", ngay=timezone.localdate(), by=xa)


def test_who_sends_to_which_level():
    xa = XaFactory(tinh=DonViFactory())
    nguoi = {
        "xa": nguoi_xa(xa),
        "so": tai_khoan("so_lanh_dao", don_vi=xa.tinh),
        "so_khac": tai_khoan("so_lanh_dao", don_vi=DonViFactory()),
        "cuc": tai_khoan("cuc_lanh_dao_phong"),
        "cuc_chuyen_vien": tai_khoan("cuc_chuyen_vien"),
    }
    duoc = {}
    for tren, duoi in (("tinh", "xa"), ("khu_vuc", "tinh"), ("quoc_gia", "khu_vuc")):
        ky = ky_mo(tren, xa=xa)
        ho_so = HoSoDangKy(ky=ky_mo(duoi, xa=xa), xa=xa, don_vi=xa.tinh)
        duoc[tren] = [t for t, n in nguoi.items() if not dv_len.vuong_gui(n, ky, ho_so)]

    assert duoc == {"tinh": ["xa", "so"], "khu_vuc": ["so"], "quoc_gia": ["cuc"]}


def test_nominated_products_go_up_in_one_door_within_the_quota():
    duoi, _, ky = duoi_va_tren("khu_vuc", "tinh")
    hai, _, _ = duoi_va_tren("khu_vuc", "tinh", xa=duoi.xa)
    chua, _, _ = duoi_va_tren("khu_vuc", "tinh", xa=duoi.xa)
    ket_qua.thoi_de_cu(
        chua,
        ly_do="Cơ sở xin không dự khu vực",
        by=tai_khoan("so_truong_phong", don_vi=duoi.don_vi),
    )
    so = tai_khoan("so_lanh_dao", don_vi=duoi.don_vi)
    thu = {"ky": ky, "so": "77/UBND-CT", "ngay": timezone.localdate(), "by": so}
    ky.dia_ban.update(chi_tieu=1)

    with pytest.raises(ValidationError, match="tối đa 1 sản phẩm"):
        gui.chuyen_len(cac_ho_so=[duoi, hai], **thu)
    with pytest.raises(ValidationError, match="chưa được đề cử"):
        gui.chuyen_len(cac_ho_so=[duoi, chua], **thu)
    giua = HoSoDangKy.objects.filter(ky=ky).count()
    van_ban = gui.chuyen_len(cac_ho_so=[duoi], **thu)

    assert giua == 0
    assert [(h.tu_ho_so_id, h.trang_thai) for h in van_ban.ho_so.all()] == [(duoi.pk, "da_nop")]
    with pytest.raises(BuocBiTuChoi, match="Đã lập hồ sơ cấp trên"):
        ket_qua.thoi_de_cu(duoi, ly_do="Đổi ý sau khi đã gửi", by=so)


def test_letter_of_the_cuc_has_no_province():
    duoi, _, ky = duoi_va_tren("quoc_gia", "khu_vuc", xa=XaFactory(tinh=DonViFactory()))
    cuc = tai_khoan("cuc_lanh_dao_phong")

    van_ban = gui.chuyen_len(
        ky=ky, cac_ho_so=[duoi], so="5/CĐMST", ngay=timezone.localdate(), by=cuc
    )

    assert (van_ban.don_vi, van_ban.xa, van_ban.ho_so.get().ky) == (None, None, ky)


def test_nomination_only_of_what_was_recognised_and_by_who_runs_the_round():
    duoi, by, _ = duoi_va_tren()
    HoSoDangKy.objects.filter(pk=duoi.pk).update(trang_thai="dat_nguong")
    luc = timezone.now()
    KyBinhChon.objects.filter(pk=duoi.ky_id).update(du_kien_mo_diem=luc, mo_diem_luc=luc)
    xa = nguoi_xa(duoi.xa)

    with pytest.raises(ValidationError, match="R46"):
        gui.de_cu(duoi, by=xa)
    HoSoDangKy.objects.filter(pk=duoi.pk).update(trang_thai="cong_nhan")
    with pytest.raises(PermissionDenied):
        gui.de_cu(duoi, by=by)

    assert gui.de_cu(duoi, by=xa).trang_thai == "de_cu"


def test_stranger_makes_no_dossier_above():
    duoi, _, ky = duoi_va_tren()

    for la in (nguoi_xa(XaFactory()), tai_khoan("so_lanh_dao", don_vi=DonViFactory())):
        with pytest.raises(PermissionDenied):
            dv_len.lap_len_cap(duoi, ky=ky, by=la)
