"""A judge's sheet: who, when, which scores; saved by itself without loss; signed; reopened."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cucctdp.audit.models import SuKien
from sanpham_tieubieu.models import DiemTieuChi, MocDiem, MocKy, PhanCong, TieuChi, XungDot
from sanpham_tieubieu.o_diem import doc_diem, gop_o
from sanpham_tieubieu.services import cham
from tests.sanpham_tieubieu.cham.dung import DU, dung_ky, tong

db = pytest.mark.django_db


@pytest.mark.parametrize(
    ("go", "diem"),
    [("7,5", "7.5"), ("7.5", "7.5"), (8, "8"), (Decimal("0"), "0"), (" 10 ", "10"), ("", None)],
)
def test_score_is_read_as_typed(go, diem):
    doc = doc_diem(go, ma="I", toi_da=Decimal(10), buoc=Decimal("0.5"))

    assert doc == (None if diem is None else Decimal(diem))


@pytest.mark.parametrize(
    "go", ["-1", "10,5", "7,3", "7,25", "x", "1e1", "NaN", 7.5, True, [], "\uff17", "1.000"]
)
def test_no_lawful_score_is_refused_in_the_words_of_the_rule_and_never_repeated(go):
    with pytest.raises(ValueError, match=r"^R33: Điểm II\.1 phải từ 0 đến 10, bước 0,5\.$"):
        doc_diem(go, ma="II.1", toi_da=Decimal(10), buoc=Decimal("0.5"))


def _cau(ham):
    with pytest.raises(ValidationError) as loi:
        ham()
    return loi.value.messages


@db
def test_sheet_is_opened_once_and_only_by_its_judge():
    k = dung_ky()
    phieu = k.phieu(0)

    assert k.phieu(0) == phieu
    with pytest.raises(PermissionDenied):
        cham.mo_phieu(k.ho_so[0], by=k.so)
    with pytest.raises(PermissionDenied):
        cham.luu_nhap(phieu, {"I": 1}, 0, by=k.nguoi[1])
    with pytest.raises(PermissionDenied):
        cham.ky_phieu(phieu, by=k.so)


@db
def test_everything_that_stands_against_a_sheet_is_said_at_once():
    k = dung_ky(giao=False)
    k.gk[1].khong_xung_dot_luc = None
    k.gk[1].save()
    k.khung.trang_thai = "thay_the"
    k.khung.save()
    MocKy.objects.create(
        ky=k.ky,
        giai_doan="cham_ho_so",
        mo_luc=timezone.now() - timedelta(days=2),
        dong_luc=timezone.now() - timedelta(days=1),
    )

    assert _cau(lambda: k.phieu(1)) == [
        "Ngoài thời gian chấm điểm của kỳ.",
        "Khai xung đột lợi ích của kỳ này trước khi chấm.",
        "R35: Bạn không được phân công chấm sản phẩm này.",
        "R12: Khung điểm chưa được Chủ tịch Hội đồng phê duyệt.",
    ]


@db
def test_cells_are_saved_each_for_itself_and_faults_come_back_by_cell():
    k = dung_ky()
    phieu = k.phieu()

    kq = cham.luu_nhap(
        phieu,
        {"I": "35", "II": "41", "III": "7,3", "IX": "1", "IV": None},
        0,
        by=k.nguoi[0],
        nhan_xet=" Bao bì đẹp ",
        ghi_chu={"I": "có hợp đồng"},
    )

    assert (kq.phien, kq.con_thieu, kq.tong, kq.nhan_xet) == (1, 3, Decimal(35), "Bao bì đẹp")
    assert kq.loi == {
        "II": "R33: Điểm II phải từ 0 đến 40, bước 0,5.",
        "III": "R33: Điểm III phải từ 0 đến 10, bước 0,5.",
        "IX": "R33: Khung điểm không có tiểu mục IX.",
    }
    assert list(DiemTieuChi.objects.values_list("tieu_chi__ma", "diem", "ghi_chu")) == [
        ("I", Decimal("35.00"), "có hợp đồng")
    ]


@db
def test_same_save_twice_changes_nothing():
    k = dung_ky()
    phieu = k.phieu()
    mot = cham.luu_nhap(phieu, DU, 0, by=k.nguoi[0], nhan_xet="Tốt")

    hai = cham.luu_nhap(phieu, DU, 0, by=k.nguoi[0], nhan_xet="Tốt")

    assert (hai.phien, hai.xung_dot, hai.gia_tri) == (mot.phien, [], mot.gia_tri)


@db
def test_two_devices_lose_nothing_and_the_judge_chooses():
    k = dung_ky()
    phieu, toi = k.phieu(), k.nguoi[0]
    cham.luu_nhap(phieu, {"I": "30", "II": "20"}, 0, by=toi, nhan_xet="A")

    # The phone saw the empty sheet (version 0) and was without network meanwhile.
    cu = cham.luu_nhap(phieu, {"I": "32", "II": "20", "III": "9"}, 0, by=toi, nhan_xet="B")
    chon = cham.luu_nhap(phieu, {"I": "32"}, cu.phien, by=toi, nhan_xet="A; B")

    assert [(x.ma, x.may_chu, x.gui) for x in cu.xung_dot] == [
        ("I", Decimal(30), Decimal(32)),
        ("nhan_xet", "A", "B"),
    ]
    assert cu.da_luu == ["II", "III"]
    assert cu.gia_tri == {"I": 30, "II": 20, "III": 9, "IV": None}
    assert chon.gia_tri == {"I": 32, "II": 20, "III": 9, "IV": None}
    assert chon.nhan_xet == "A; B"


_O = st.none() | st.integers(0, 3).map(Decimal)
_PHIEU = st.fixed_dictionaries({"I": _O, "II": _O})


@given(
    nay=_PHIEU,
    gui=st.dictionaries(st.sampled_from(["I", "II"]), _O),
    truoc=st.dictionaries(st.sampled_from(["I", "II"]), _O),
    cu=st.booleans(),
)
def test_every_cell_sent_stands_on_the_sheet_or_is_asked_about(nay, gui, truoc, cu):
    ghi, xung_dot = gop_o(nay, gui, truoc=truoc, cu=cu)
    sau = nay | ghi
    hoi = {x.ma: (x.may_chu, x.gui) for x in xung_dot}

    assert all(sau[ma] == d or hoi[ma] == (nay[ma], d) for ma, d in gui.items())
    # What another device wrote and this one never saw is never overwritten.
    assert all(not cu or nay[ma] is None or truoc.get(ma, object()) == nay[ma] for ma in ghi)
    assert gop_o(sau, {ma: gui[ma] for ma in ghi}, truoc=truoc, cu=True) == ({}, [])


@db
def test_notes_of_two_devices_are_both_kept_and_one_too_long_is_told():
    k = dung_ky()
    phieu, toi = k.phieu(), k.nguoi[0]
    cham.luu_nhap(phieu, {}, 0, by=toi, ghi_chu={"I": "hợp đồng xuất khẩu"})

    cham.luu_nhap(phieu, {}, 0, by=toi, ghi_chu={"I": "giá tốt"})
    lai = cham.luu_nhap(phieu, {}, 0, by=toi, ghi_chu={"I": "giá tốt", "II": "x" * 301})

    assert list(DiemTieuChi.objects.values_list("ghi_chu", "diem")) == [
        ("hợp đồng xuất khẩu | giá tốt", None)
    ]
    assert (lai.phien, lai.loi) == (2, {"II": "Ghi chú của tiểu mục II dài quá 300 ký tự."})


@db
def test_cell_that_the_device_saw_before_is_overwritten_from_an_older_version():
    k = dung_ky()
    phieu, toi = k.phieu(), k.nguoi[0]
    cham.luu_nhap(phieu, {"I": "30"}, 0, by=toi)
    cham.luu_nhap(phieu, {"II": "20"}, 1, by=toi)

    kq = cham.luu_nhap(phieu, {"I": "31"}, 1, by=toi, goc={"I": "30"})

    assert (kq.xung_dot, kq.gia_tri["I"], kq.phien) == ([], Decimal(31), 3)


@db
def test_sheet_is_signed_when_complete_and_then_locked():
    k = dung_ky()
    phieu, toi = k.phieu(), k.nguoi[0]
    cham.luu_nhap(phieu, {"I": "35"}, 0, by=toi)
    thieu = _cau(lambda: cham.ky_phieu(phieu, by=toi))
    cham.luu_nhap(phieu, DU, 1, by=toi)
    khac_may = _cau(lambda: cham.ky_phieu(phieu, by=toi, phien=1))

    da_ky = cham.ky_phieu(phieu, by=toi, phien=2)
    sua = _cau(lambda: cham.luu_nhap(phieu, {"I": "1"}, 2, by=toi))

    assert thieu == ["R34: Còn 3 tiểu mục chưa chấm (II, III, IV)."]
    assert khac_may == ["Phiếu vừa được lưu từ máy khác; hãy xem lại rồi ký."]
    assert sua == ["Phiếu đã ký, không sửa điểm được; Trưởng ban mở lại thì mới sửa."]
    assert (da_ky.trang_thai, len(da_ky.bam), len(da_ky.muoi)) == ("da_ky", 64, 32)
    assert sum(da_ky.cac_diem.values_list("diem", flat=True)) == tong(DU)
    su_kien = SuKien.objects.get(hanh_dong="ky_phieu")
    assert su_kien.du_lieu == {"bam": da_ky.bam, "giay": False}
    assert su_kien.chuoi == f"binh_chon:{k.ky.pk}"


@db
def test_step_of_the_round_is_asked_again_at_the_signature():
    k = dung_ky(buoc_diem=Decimal("0.25"))
    phieu, toi = k.phieu(), k.nguoi[0]
    cham.luu_nhap(phieu, DU | {"IV": "7,25"}, 0, by=toi)
    k.ky.buoc_diem = Decimal("0.5")
    k.ky.save()

    assert _cau(lambda: cham.ky_phieu(phieu, by=toi)) == [
        "R33: Điểm IV phải từ 0 đến 10, bước 0,5."
    ]


@db
def test_reopened_only_by_the_head_of_the_jury_with_a_reason():
    k = dung_ky()
    phieu = k.da_ky(1)
    ly_do = "Cộng nhầm một tiểu mục"

    with pytest.raises(PermissionDenied):
        cham.mo_lai(phieu, by=k.nguoi[1], ly_do=ly_do)
    with pytest.raises(PermissionDenied):
        cham.mo_lai(phieu, by=k.so, ly_do=ly_do)
    ngan = _cau(lambda: cham.mo_lai(phieu, by=k.nguoi[0], ly_do="nhầm"))
    mo = cham.mo_lai(phieu, by=k.nguoi[0], ly_do=ly_do)
    cham.luu_nhap(phieu, {"I": "34"}, mo.phien, by=k.nguoi[1])
    lai = cham.ky_phieu(phieu, by=k.nguoi[1])

    assert ngan == ["Nêu lý do, ít nhất 10 ký tự."]
    assert (lai.trang_thai, lai.so_lan_mo) == ("da_ky", 1)
    assert lai.bam != phieu.bam
    assert SuKien.objects.get(hanh_dong="mo_lai_phieu").du_lieu == {"bam_cu": phieu.bam}


@db
def test_voided_by_the_head_and_a_new_sheet_may_follow():
    k = dung_ky()
    phieu = k.da_ky(1)

    with pytest.raises(PermissionDenied):
        cham.vo_hieu(phieu, by=k.so, ly_do="Chấm nhầm sản phẩm")
    bo = cham.vo_hieu(phieu, by=k.nguoi[0], ly_do="Chấm nhầm sản phẩm")
    lai = k.phieu(1)

    assert (bo.trang_thai, bo.ly_do_vo_hieu) == ("vo_hieu", "Chấm nhầm sản phẩm")
    assert lai.pk != phieu.pk


def _ba_luc(k, dang_mo):
    """Three moments of an hour each; ``dang_mo`` is the one open now."""
    bay_gio = timezone.now()
    MocKy.objects.filter(ky=k.ky).delete()
    for i, g in enumerate(("cham_ho_so", "cham_thuc_te", "cham_hien_vat")):
        mo = bay_gio + timedelta(hours=i - dang_mo, minutes=-30)
        MocKy.objects.create(ky=k.ky, giai_doan=g, mo_luc=mo, dong_luc=mo + timedelta(hours=1))


@db
def test_three_moments_end_in_one_sheet_and_each_is_kept():
    k = dung_ky()
    TieuChi.objects.filter(khung=k.khung, ma="III").update(thoi_diem="hien_vat")
    _ba_luc(k, 0)
    phieu, toi = k.phieu(), k.nguoi[0]

    som = cham.luu_nhap(phieu, DU, 0, by=toi)
    chua = _cau(lambda: cham.ky_phieu(phieu, by=toi))
    _ba_luc(k, 1)
    cham.luu_nhap(phieu, {"I": "30"}, 1, by=toi)
    _ba_luc(k, 2)
    cham.luu_nhap(phieu, {"III": "9,5"}, 2, by=toi)
    cham.ky_phieu(phieu, by=toi)

    assert som.loi == {"III": "Tiểu mục III chấm từ lúc hiện vật, chưa đến."}
    assert chua == [
        "R34: Còn 1 tiểu mục chưa chấm (III).",
        "Phiếu ký ở lần chấm cuối của kỳ (hiện vật).",
    ]
    assert {m.thoi_diem: m.diem for m in MocDiem.objects.all()} == {
        "ho_so": {"I": "35.00", "II": "33.50", "IV": "7.50"},
        "thuc_te": {"I": "30.00", "II": "33.50", "IV": "7.50"},
        "hien_vat": {"I": "30.00", "II": "33.50", "III": "9.50", "IV": "7.50"},
    }


@db
def test_save_asks_as_little_for_many_cells_as_for_one(django_assert_num_queries):
    k = dung_ky()
    phieu = k.phieu()

    with django_assert_num_queries(13):
        cham.luu_nhap(phieu, {"I": "1"}, 0, by=k.nguoi[0])
    with django_assert_num_queries(13):
        cham.luu_nhap(phieu, DU, 1, by=k.nguoi[0])


@db
def test_conflict_found_when_the_sheet_is_opened_stays_recorded():
    k = dung_ky()
    co_so = k.ho_so[0].san_pham.co_so
    co_so.ma_so_thue = "0301234567"
    co_so.save()
    k.gk[1].nhan_su.mst_co_quan = "0301234567-001"
    k.gk[1].nhan_su.save()

    cau = _cau(lambda: k.phieu(1))

    assert cau == ["R35: Giám khảo không được chấm sản phẩm này (xung đột lợi ích)."]
    assert list(XungDot.objects.values_list("giam_khao", "loai", "nguon")) == [
        (k.gk[1].pk, "lao_dong", "he_thong")
    ]
    assert not PhanCong.objects.filter(giam_khao=k.gk[1]).exists()
