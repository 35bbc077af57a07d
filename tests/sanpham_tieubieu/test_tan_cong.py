"""Attacks on the judging that once got through: each stays closed."""

import io
import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from sanpham_tieubieu.admin.o_nhap import OSo
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.models import (
    AnhHoSo,
    KyBinhChon,
    NguoiNop,
    PhanCong,
    PhieuCham,
    PhieuGiay,
    XungDot,
)
from sanpham_tieubieu.services import cham, ket_qua, khung_diem, phan_cong, phieu_giay, xung_dot
from sanpham_tieubieu.services.ban import ghi_quan_he
from sanpham_tieubieu.services.giay import cap_giay
from sanpham_tieubieu.services.mo_diem import mo_diem
from sanpham_tieubieu.services.tep import doc_anh, luu_anh
from tests.factories.accounts import tai_khoan
from tests.factories.san_pham import HoSoFactory
from tests.sanpham_tieubieu.cham.dung import DU, dat_phut_mo_qua, dung_ky
from tests.sanpham_tieubieu.ket_qua.test_giay import da_cong_nhan
from tests.sanpham_tieubieu.ket_qua.test_hop import bau, ket, ra_quyet_dinh, san_sang, trang_thai

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]


def _nhap(k, nguoi):
    return phieu_giay.nhap_phieu_giay(k.ho_so[0], k.gk[1], DU, by=nguoi)


def test_void_paper_sheet_is_typed_anew_by_both_helpers():
    k = dung_ky()
    mot, hai = (tai_khoan("so_chuyen_vien", don_vi=k.ky.don_vi) for _ in range(2))
    _nhap(k, mot)
    cham.vo_hieu(_nhap(k, hai).phieu, by=k.nguoi[0], ly_do="Phiếu giấy không có chữ ký")

    lai = _nhap(k, mot)

    assert (lai.phieu, PhieuGiay.objects.count()) == (None, 1)
    assert _nhap(k, hai).phieu.trang_thai == "da_ky"


def test_half_typed_paper_sheet_falls_with_its_rubric():
    k = dung_ky()
    mot, hai = (tai_khoan("so_chuyen_vien", don_vi=k.ky.don_vi) for _ in range(2))
    _nhap(k, mot)
    moi = khung_diem.phien_ban_moi(k.khung, by=k.so)
    khung_diem.duyet_khung(
        moi, by=k.so, so_qd="2/QĐ", ngay_qd=timezone.localdate(), nguoi_duyet="Chủ tịch"
    )

    assert _nhap(k, hai).phieu is None


@pytest.mark.parametrize("xau", ["\x00", "\ud83d"])
def test_torn_character_in_a_note_loses_no_autosave(client, xau):
    k = dung_ky()
    client.force_login(k.nguoi[0])
    duong = reverse("cham_diem:luu", args=[PhanCong.objects.get(giam_khao=k.gk[0]).pk])
    o = {"d:I": {"chu": "35"}, "g:I": {"chu": f"Đẹp{xau}"}, "nx": {"chu": f"Tốt{xau}"}}
    tra = client.post(duong, json.dumps({"phien": 0, "o": o}), content_type="application/json")
    sau = client.post(duong, "[" * 50_000, content_type="application/json")
    bieu_mau = client.post(duong, {"d:I": "1"})

    phieu = PhieuCham.objects.get()

    assert [r.status_code for r in (tra, sau, bieu_mau)] == [200, 400, 400]
    assert (phieu.nhan_xet, phieu.cac_diem.get().ghi_chu) == ("Tốt", "Đẹp")


def test_declared_tie_binds_at_entries_of_the_establishment_that_came_later():
    k = dung_ky()
    xung_dot.khai_bao(k.ho_so[0], by=k.nguoi[1], loai="gop_von", chi_tiet="Góp vốn 20%")
    sau = HoSoFactory(
        ky=k.ky, trang_thai="dang_cham", ma_so="B009", san_pham__co_so=k.ho_so[0].san_pham.co_so
    )

    phan_cong.phan_cong_nhom(k.ky, by=k.so)

    assert {p.giam_khao for p in PhanCong.objects.filter(ho_so=sau)} == {k.gk[0], k.gk[2]}


def test_second_tie_of_the_same_kind_stops_no_scan():
    k = dung_ky()
    for nguon in ("Đăng ký kinh doanh", "Thuế"):
        ghi_quan_he(
            k.gk[1].nhan_su, k.ho_so[0].san_pham.co_so, by=k.so, loai="gop_von", nguon_tin=nguon
        )

    assert XungDot.objects.get().chan
    assert xung_dot.chua_ghi(k.ky) == []


def test_conflict_told_after_recognition_changes_no_count():
    ky, ho_so, by = san_sang({"Chè": [90, 88, 89]})
    bau(ky, ho_so, ["Chè"], by)
    ket(ky, ho_so, ["Chè"], by)
    ra_quyet_dinh(ky, by)
    phieu = PhieuCham.objects.first()

    xung_dot.ghi_nhan(phieu.giam_khao, ho_so["Chè"], by=by, loai="gop_von", chi_tiet="Góp vốn 20%")

    assert PhieuCham.objects.filter(trang_thai="da_ky").count() == 3


def test_threshold_is_asked_again_when_a_sheet_fell():
    ky, ho_so, by = san_sang({"Chè": [90, 88, 89], "Mật": [80, 80, 20]})
    thap = PhieuCham.objects.filter(ho_so=ho_so["Mật"]).latest("pk")
    PhieuCham.objects.filter(pk=thap.pk).update(trang_thai="vo_hieu", ly_do_vo_hieu="Xung đột")
    bau(ky, ho_so, ["Chè"], by)
    with pytest.raises(ValidationError) as loi:
        ket(ky, ho_so, ["Chè", "Mật"], by)

    ket_qua.xet_nguong(ky, by=by)

    assert "Mật: điểm đã đổi từ lúc xét ngưỡng; xét ngưỡng lại." in loi.value.messages
    assert trang_thai(ho_so) == {"Chè": "dat_nguong", "Mật": "dat_nguong"}


def test_tied_products_voted_to_one_place_are_not_chosen_by_hand():
    ky, ho_so, by = san_sang({"Mật": [80, 80, 80], "Bún": [80, 80, 80]}, chi_tieu=1)
    bau(ky, ho_so, ["Mật", "Bún"], by)
    bau(ky, ho_so, ["Mật", "Bún"], by, loai="bang_diem", hang={"Mật": 1, "Bún": 1})

    with pytest.raises(ValidationError) as loi:
        ket(ky, ho_so, ["Mật"], by)

    assert loi.value.messages == [
        "Bún: biểu quyết khi bằng điểm xếp thứ 1, cùng hạng với sản phẩm được chọn."
    ]


def test_what_the_database_refuses_is_said_in_vietnamese():
    k = dung_ky()
    trung = loi_khi(
        lambda: PhanCong.objects.create(ho_so=k.ho_so[0], giam_khao=k.gk[0], cach="tay")
    )
    thieu = loi_khi(lambda: PhanCong.objects.create(giam_khao=k.gk[0], cach="tay"))

    assert trung == ["Giám khảo này đã được phân công sản phẩm ấy."]
    assert thieu == ["Số liệu vừa được người khác thay đổi; mở lại trang."]


def test_jpeg_of_another_kind_is_refused_with_a_sentence():
    # Segments in order, but no frame that a decoder knows.
    than = b"\xff\xd8\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x11\x22\xff\xd9"

    anh, loi = doc_anh(ContentFile(than, name="sp.jpg"))

    assert anh is None
    assert loi == ["Ảnh «sp.jpg» hỏng hoặc chưa tải đủ. Mở ảnh, lưu lại rồi gửi tệp mới."]


def test_entrant_reads_scored_until_the_decision_and_its_organiser_what_was_found(client):
    ky, ho_so, by = san_sang({"Chè": [90, 88, 89], "Mật": [60, 61, 62]})
    nguoi = tai_khoan("sp_co_so")
    NguoiNop.objects.create(
        nguoi=nguoi, don_vi=ky.don_vi, vai_tro="co_so", co_so=ho_so["Mật"].san_pham.co_so
    )
    trang = reverse("binh_chon:ho_so", args=[ho_so["Mật"].pk])
    ds = reverse("binh_chon:danh_sach")

    def doc(user):
        client.force_login(user)
        return client.get(trang).text, [
            "Mật" in client.get(ds, {"trang_thai": t}).text for t in ("khong_dat", "da_cham")
        ]

    co_so, loc_co_so = doc(nguoi)
    to_chuc, loc_to_chuc = doc(by)

    assert ("Không đạt" in co_so, "Đã chấm" in co_so, loc_co_so) == (False, True, [False, True])
    assert ("Không đạt" in to_chuc, loc_to_chuc) == (True, [True, False])


def test_numbers_of_certificates_fit_and_begin_above_zero():
    qd, _, by = da_cong_nhan(1)
    with pytest.raises(ValidationError) as dai:
        cap_giay(qd, ngay_cap=timezone.localdate(), mau_so="{so}/" + "A" * 55, tu_so=10**6, by=by)
    with pytest.raises(ValidationError) as am:
        cap_giay(qd, ngay_cap=timezone.localdate(), tu_so=-5, by=by)

    assert dai.value.messages == [f"Số giấy «1000000/{'A' * 55}» dài quá 60 ký tự."]
    assert am.value.messages == ["Số giấy bắt đầu từ 1 trở lên."]
    with pytest.raises(ValidationError, match="Số quá lớn"):
        OSo(so_le=2).clean("9" * 28)


def test_head_of_the_jury_drops_no_sheet_whose_scores_he_reads():
    k = dung_ky()
    phieu = [k.da_ky(i) for i in range(3)]
    dat_phut_mo_qua(k.ky)
    mo_diem(k.ky, by=k.so)

    with pytest.raises(ValidationError, match="không đổi được việc chấm điểm nữa"):
        cham.vo_hieu(phieu[1], by=k.nguoi[0], ly_do="Phiếu lệch quá xa")

    assert PhieuCham.objects.filter(trang_thai="da_ky").count() == 3


def test_paper_sheet_is_not_typed_before_the_moment_in_which_sheets_are_signed():
    k = dung_ky()
    gio = timezone.now()
    for giai_doan, tu in (("cham_ho_so", -1), ("cham_hien_vat", 2)):
        k.ky.cac_moc.create(
            giai_doan=giai_doan,
            mo_luc=gio + timedelta(days=tu),
            dong_luc=gio + timedelta(days=tu + 2),
        )

    with pytest.raises(ValidationError, match="nhập từ lần chấm cuối"):
        _nhap(k, tai_khoan("so_chuyen_vien", don_vi=k.ky.don_vi))


def test_words_under_a_photo_do_not_name_a_coded_entry(client):
    k = dung_ky(an_danh=True)
    h = k.ho_so[0]
    hinh = io.BytesIO()
    Image.new("RGB", (90, 60), (120, 60, 20)).save(hinh, "PNG")
    anh, _ = doc_anh(ContentFile(hinh.getvalue(), name="cong.png"))
    AnhHoSo.objects.create(
        ho_so=h, tep=luu_anh(h, anh, by=k.so), goc_chup=f"Cổng {h.ten_co_so}", rong=90, cao=60
    )
    client.force_login(k.nguoi[0])

    trang = client.get(reverse("cham_diem:phieu", args=[PhanCong.objects.first().pk])).text

    assert ("Cổng [cơ sở]" in trang, h.ten_co_so in trang) == (True, False)


def test_judge_who_has_read_the_scores_takes_no_sheet_of_his_out():
    k = dung_ky()
    luc = timezone.now() - timedelta(minutes=1)
    KyBinhChon.objects.filter(pk=k.ky.pk).update(du_kien_mo_diem=luc, mo_diem_luc=luc)

    with pytest.raises(ValidationError, match="Điểm đã mở"):
        xung_dot.khai_bao(k.ho_so[0], by=k.nguoi[1], loai="gop_von", chi_tiet="Góp vốn 20%")
    with pytest.raises(PermissionDenied):
        xung_dot.ghi_nhan(k.gk[1], k.ho_so[0], by=k.nguoi[0], loai="gop_von", chi_tiet="Góp vốn")

    assert not XungDot.objects.exists()
