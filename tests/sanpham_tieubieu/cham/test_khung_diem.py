"""Rubrics: the suggestion is a draft that says so, sums by law, a new version voids sheets."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanpham_tieubieu.choices import TrangThaiKhung, TrangThaiPhieu
from sanpham_tieubieu.khung_cay import Nut, loi_hinh, ma_la
from sanpham_tieubieu.models import KhungDiem
from sanpham_tieubieu.services.khung_diem import (
    cay_goi_y,
    chep_tu,
    doc_cay,
    duyet_khung,
    nap_goi_y,
    nhom_co_goi_y,
    phien_ban_moi,
    sua_cay,
)
from tests.sanpham_tieubieu.cham.dung import dung_ky

QD = {"so_qd": "20/QĐ-HĐBC", "ngay_qd": date(2026, 5, 1), "nguoi_duyet": "Trần Thị Thử"}


def _nut(*cap):
    return [Nut(ma, f"Tiêu chí {ma}", Decimal(d), ma.rpartition(".")[0]) for ma, d in cap]


GOC = _nut(("I", 40), ("II", 40), ("III", 10), ("IV", 10))


def test_suggested_rubric_of_every_group_adds_up():
    goc = {"I": 40, "II": 40, "III": 10, "IV": 10}

    assert nhom_co_goi_y() == ["TCMN", "CBNLTS", "CK", "KHAC"]
    for nhom in nhom_co_goi_y():
        cay = cay_goi_y(nhom)
        assert loi_hinh(cay) == []
        assert {n.ma: n.diem_toi_da for n in cay if not n.cha} == goc
        assert len(ma_la(cay)) == 24


@pytest.mark.parametrize(
    ("them", "cau"),
    [
        ([], []),
        (_nut(("V.1", 1)), ["Tiêu chí V.1 thuộc V, chưa có ở phía trên."]),
        (_nut(("II.1", 40), ("II.1", 40)), ["Mã II.1 có hai lần."]),
        (_nut(("I.1", 0)), ["Điểm tối đa của I.1 phải lớn hơn 0."]),
        ([Nut("I.1", " ", Decimal(1), "I")], ["Mỗi tiêu chí phải có mã và nội dung."]),
    ],
)
def test_every_fault_of_a_tree_is_said(them, cau):
    assert loi_hinh([*GOC, *them]) == cau


@pytest.mark.django_db
def test_suggestion_is_loaded_as_a_draft_and_waits_for_its_decision():
    k = dung_ky(so_ho_so=0)

    khung = nap_goi_y(k.ky, "CK", by=k.so)
    with pytest.raises(ValidationError) as thieu:
        duyet_khung(khung, by=k.so, so_qd="", ngay_qd=None, nguoi_duyet="")
    duyet = duyet_khung(khung, by=k.so, **QD)

    assert (khung.trang_thai, khung.tu_mau, khung.tieu_chi.count()) == ("nhap", True, 33)
    assert thieu.value.messages == ["R12: Ghi số, ngày quyết định và người phê duyệt khung điểm."]
    assert (duyet.trang_thai, duyet.tu_mau) == ("da_duyet", True)
    assert doc_cay(khung) == cay_goi_y("CK")


@pytest.mark.django_db
def test_draft_is_changed_and_an_approved_rubric_is_not():
    k = dung_ky(so_ho_so=0)
    khung = nap_goi_y(k.ky, "CK", by=k.so)

    sua_cay(khung, [*GOC[:3], *_nut(("IV", 9))], by=k.so)
    with pytest.raises(ValidationError) as lech:
        duyet_khung(khung, by=k.so, **QD)
    with pytest.raises(ValidationError) as da_duyet:
        sua_cay(k.khung, GOC, by=k.so)

    assert [c[:3] for c in lech.value.messages] == ["R09"]
    assert da_duyet.value.messages == [
        "R11: Khung điểm đã phê duyệt, không được sửa; hãy tạo phiên bản mới."
    ]


@pytest.mark.django_db
def test_new_version_replaces_the_used_one_and_its_sheets_are_scored_again():
    k = dung_ky()
    phieu = k.da_ky()

    moi = phien_ban_moi(k.khung, by=k.so)
    with pytest.raises(ValidationError) as hai:
        phien_ban_moi(k.khung, by=k.so)
    duyet_khung(moi, by=k.so, **QD)
    phieu.refresh_from_db()

    assert moi.phien_ban == 2
    assert hai.value.messages == ["Nhóm này đang có dự thảo khung điểm; hãy sửa dự thảo ấy."]
    assert phieu.trang_thai == TrangThaiPhieu.VO_HIEU
    assert KhungDiem.objects.get(pk=k.khung.pk).trang_thai == TrangThaiKhung.THAY_THE
    assert k.phieu().khung_id == moi.pk


@pytest.mark.django_db
def test_rubric_of_another_round_is_copied_and_others_may_not():
    k, khac = dung_ky(so_ho_so=0), dung_ky(so_ho_so=0)

    with pytest.raises(PermissionDenied):
        nap_goi_y(k.ky, "CK", by=khac.so)
    moi = chep_tu(k.khung, khac.ky, by=khac.so)

    assert doc_cay(moi) == doc_cay(k.khung)
    assert (moi.ky_id, moi.phien_ban, moi.trang_thai) == (khac.ky.pk, 2, "nhap")
