"""Blank sheets of a whole round for juries that score on paper."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pypdf import PdfReader

from cucctdp.files.models import CongViec
from cucctdp.files.services import doc_tep
from sanpham_tieubieu.choices import TrangThaiKhung
from sanpham_tieubieu.models import KhungDiem
from sanpham_tieubieu.services.in_phieu import cho_in, in_phan, yeu_cau_in_phieu
from tests.factories.accounts import tai_khoan
from tests.sanpham_tieubieu.giay_to.dung import dung_mau

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _luat(nhom_va_luat):
    pass


def _so(m):
    return tai_khoan("so_chuyen_vien", don_vi=m.tinh)


def test_sheets_signed_recused_or_without_rubric_are_not_printed():
    m = dung_mau(mo=False)
    truoc = sorted((p.ho_so.ma_so, m.gk.index(p.giam_khao)) for p in cho_in(m.ky))
    KhungDiem.objects.filter(ma_nhom="CK").update(trang_thai=TrangThaiKhung.NHAP)

    sau = [p.ho_so.ma_so for p in cho_in(m.ky)]

    assert truoc == [("CK-05", 1), ("CK-05", 2), ("TC-04", 2)]
    assert sau == ["TC-04"]


def test_job_prints_judge_by_judge_without_names_of_products():
    m = dung_mau(mo=False)
    viec, moi = yeu_cau_in_phieu(m.ky, by=_so(m))
    for phan in CongViec.objects.filter(khoa__startswith=f"{viec.khoa}:{viec.pk}:"):
        in_phan(phan.pk)

    viec.refresh_from_db()
    chu = "\n".join(t.extract_text() for t in PdfReader(io.BytesIO(doc_tep(viec.ket_qua))).pages)

    assert (moi, viec.so_dong_tong) == (True, 3)
    assert [chu.count(x) for x in ("PHIẾU CHẤM ĐIỂM", "CK-05", "TC-04")] == [3, 2, 1]
    assert chu.index("Minh Nguyệt 2") < chu.index("Minh Nguyệt 3")
    assert "Máy thái chuối" not in chu


def test_blank_sheets_are_printed_by_who_hands_them_out():
    m = dung_mau(mo=False)

    with pytest.raises(PermissionDenied):
        yeu_cau_in_phieu(m.ky, by=tai_khoan("so_tong_hop", don_vi=m.tinh))


def test_round_with_every_sheet_signed_says_so():
    m = dung_mau(mo=False)
    m.gk[1].ban.thanh_vien.filter(pk__in=[m.gk[1].pk, m.gk[2].pk]).update(thoi_tu="2026-08-01")

    with pytest.raises(ValidationError, match="không có phiếu nào để in"):
        yeu_cau_in_phieu(m.ky, by=_so(m))
