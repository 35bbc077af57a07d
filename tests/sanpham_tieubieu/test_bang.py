"""What the tables themselves refuse: the seal, the lock, the conflict, the frozen rubric."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cucctdp.accounts.groups import dong_bo_nhom
from sanpham_tieubieu.models import DiemTieuChi, PhieuCham, TieuChi, XungDot
from tests.factories.accounts import tai_khoan
from tests.factories.san_pham import (
    GiamKhaoFactory,
    GiayFactory,
    HoSoFactory,
    KhungFactory,
    KyFactory,
)

pytestmark = pytest.mark.django_db


def tu_choi(ham):
    with pytest.raises(IntegrityError) as loi, transaction.atomic():
        ham()
    return str(loi.value)


def mot_phieu(**them):
    ky = KyFactory(**them)
    ho_so = HoSoFactory(ky=ky)
    khung = KhungFactory(ky=ky)
    gk = GiamKhaoFactory(ban__ky=ky)
    phieu = PhieuCham.objects.create(ho_so=ho_so, giam_khao=gk, khung=khung)
    tieu_chi = khung.tieu_chi.get(ma="I")
    DiemTieuChi.objects.create(phieu=phieu, tieu_chi=tieu_chi, diem=Decimal("33.5"))
    return phieu


def test_conflicted_judge_gets_no_sheet():
    phieu = mot_phieu()
    gk = GiamKhaoFactory(ban=phieu.giam_khao.ban)
    XungDot.objects.create(giam_khao=gk, ho_so=phieu.ho_so, loai="gop_von", nguon="khai_bao")

    assert "R35" in tu_choi(
        lambda: PhieuCham.objects.create(ho_so=phieu.ho_so, giam_khao=gk, khung=phieu.khung)
    )


def test_signed_sheet_and_used_rubric_are_frozen():
    phieu = mot_phieu()
    diem = phieu.cac_diem.get()
    PhieuCham.objects.filter(pk=phieu.pk).update(
        trang_thai="da_ky", ky_luc=timezone.now(), bam="a" * 64
    )

    cau = [
        tu_choi(lambda: DiemTieuChi.objects.filter(pk=diem.pk).update(diem=1)),
        tu_choi(diem.delete),
        tu_choi(lambda: TieuChi.objects.filter(khung=phieu.khung).update(ten="khác")),
    ]

    assert ["Phiếu đã ký" in cau[0], "Phiếu đã ký" in cau[1], "R11" in cau[2]] == [True] * 3


def test_score_above_the_maximum_is_refused():
    phieu = mot_phieu()

    assert "R33" in tu_choi(lambda: phieu.cac_diem.update(diem=Decimal("40.5")))


def test_nobody_reads_scores_before_the_opening_minute():
    dong_bo_nhom()
    phieu = mot_phieu()
    goc = tai_khoan("cuc_lanh_dao")
    truoc = (PhieuCham.objects.visible_to(goc).count(), DiemTieuChi.objects.visible_to(goc).count())
    ky = phieu.ho_so.ky
    ky.du_kien_mo_diem = ky.mo_diem_luc = timezone.now() - timedelta(minutes=1)
    ky.save()

    assert truoc == (0, 0)
    assert PhieuCham.objects.visible_to(goc).count() == 1
    assert DiemTieuChi.objects.visible_to(goc).count() == 1


def test_scores_open_neither_early_nor_twice():
    ky = KyFactory(du_kien_mo_diem=datetime(2026, 9, 1, tzinfo=UTC))

    ky.mo_diem_luc = datetime(2026, 8, 31, tzinfo=UTC)
    som = tu_choi(ky.save)
    ky.mo_diem_luc = datetime(2026, 9, 1, 1, tzinfo=UTC)
    ky.save()
    ky.mo_diem_luc = None

    assert "sp_ky_mo_diem_khong_som" in som
    assert "Điểm đã mở" in tu_choi(ky.save)


def test_certificate_state_of_a_day():
    giay = GiayFactory()
    thay = GiayFactory(san_pham=giay.san_pham, ngay_cap=date(2026, 5, 1))
    giay.thay_boi = thay

    trang_thai = [
        giay.trang_thai_ngay(date(2026, 4, 30)),
        giay.trang_thai_ngay(date(2026, 5, 1)),
        thay.trang_thai_ngay(date(2027, 12, 31)),
        thay.trang_thai_ngay(date(2028, 1, 1)),
    ]

    assert trang_thai == ["con_hieu_luc", "da_thay", "con_hieu_luc", "het_han"]
