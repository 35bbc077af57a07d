"""Notices of the forms: returned, sent late, received by the Cục; once for each occasion."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cucctdp.accounts.choices import NhomBieu
from cucctdp.thong_bao.choices import Kenh
from cucctdp.thong_bao.models import ThongBao
from cumcongnghiep.models import BieuNop
from cumcongnghiep.services import bieu_nop, nguoi_bao_cao
from tests.cumcongnghiep.bieu import mau
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db
LY_DO = "Dòng 4 khác hợp đồng thuê đất"


def _nhan(su_kien):
    """Accounts told of an event in the system, in order of key."""
    rows = ThongBao.objects.filter(
        khoa__startswith=f"bieu_cum.{su_kien}:", kenh=Kenh.TRONG_HE_THONG
    )
    return list(rows.order_by("nguoi_nhan").values_list("nguoi_nhan", flat=True))


def _pk(*nguoi):
    return sorted(u.pk for u in nguoi)


def test_returned_form_is_told_to_reporter_and_who_entered(t):
    """The commune entered for the developer: both are told, the Sở that returned it is not."""
    b = mau.gui(mau.bieu_02(t, t.a, t.n.xa_1), t.n.xa_1)

    bieu_nop.tra_lai(b, ly_do=LY_DO, by=t.n.cv)

    assert _nhan("tra_lai") == _pk(t.n.cdt, t.n.xa_1)
    bao = ThongBao.objects.filter(khoa__startswith="bieu_cum.tra_lai:").first()
    assert bao.tieu_de == f"Biểu 02 {t.a}, {t.ky}: bị trả lại"
    assert bao.noi_dung == f"Lý do: {LY_DO}"
    assert bao.lien_ket == reverse("cum_bieu:bieu", args=[b.pk])


def test_each_return_is_told_once(t):
    b = mau.gui(mau.bieu_01(t, t.a1, t.n.dn_1), t.n.dn_1)
    bieu_nop.tra_lai(b, ly_do=LY_DO, by=t.n.cv)
    lan_1 = _nhan("tra_lai")
    b = mau.gui(BieuNop.objects.get(pk=b.pk), t.n.dn_1)
    bieu_nop.tra_lai(b, ly_do=LY_DO, by=t.n.tp)

    assert (lan_1, _nhan("tra_lai")) == ([t.n.dn_1.pk], [t.n.dn_1.pk] * 2)


def test_ended_reporter_is_not_told(t):
    b = mau.gui(mau.bieu_02(t, t.a, t.n.cdt), t.n.cdt)
    nguoi_bao_cao.thoi(t.n.cdt.bao_cao_cum.get(), by=t.n.tp)

    bieu_nop.tra_lai(b, ly_do=LY_DO, by=t.n.cv)

    assert _nhan("tra_lai") == []


@pytest.mark.parametrize(("lech", "nghe"), [(0, False), (-1, False), (-2, True)])
def test_late_form_is_told_to_its_so_alone(t, lech, nghe):
    """Due the day after, today, yesterday."""
    tai_khoan("so_truong_phong", don_vi=DonViFactory(bo_ma="34", ma="24"))
    b = mau.bieu_02(t, t.a, t.n.cdt)
    han = timezone.localdate() + timedelta(days=1 + lech)
    BieuNop.objects.filter(pk=b.pk).update(han=han)

    mau.gui(BieuNop.objects.get(pk=b.pk), t.n.cdt)

    assert _nhan("gui_tre") == (_pk(t.n.cv, t.n.tp, t.n.ld) if nghe else [])


def test_late_form_is_told_once_whatever_the_rounds(t):
    b = mau.bieu_02(t, t.a, t.n.cdt)
    BieuNop.objects.filter(pk=b.pk).update(han=date(2026, 6, 20))
    b = mau.gui(BieuNop.objects.get(pk=b.pk), t.n.cdt)
    bieu_nop.tra_lai(b, ly_do=LY_DO, by=t.n.cv)

    mau.gui(BieuNop.objects.get(pk=b.pk), t.n.cdt)

    assert _nhan("gui_tre") == _pk(t.n.cv, t.n.tp, t.n.ld)


def test_so_hears_what_the_cuc_did_with_bieu_04(t):
    b = mau.bao_het(t)

    bieu_nop.chap_nhan(b, by=t.n.cuc)
    bieu_nop.tra_lai(b, ly_do=LY_DO, by=t.n.cuc)

    assert _nhan("cuc_chap_nhan") == _pk(t.n.cv, t.n.tp, t.n.ld)
    assert _nhan("cuc_tra_lai") == _pk(t.n.cv, t.n.tp, t.n.ld)


def test_acceptance_by_the_commune_is_silent(t):
    b = mau.gui(mau.bieu_02(t, t.a, t.n.cdt), t.n.cdt)
    da_co = ThongBao.objects.count()

    bieu_nop.chap_nhan(b, by=t.n.xa_1)

    assert ThongBao.objects.count() == da_co


def test_staff_of_other_rooms_hear_nothing(t):
    t.n.cv.nhom_bieu = [NhomBieu.TM]
    t.n.cv.save()

    bieu_nop.chap_nhan(mau.bao_het(t), by=t.n.cuc)

    # Who entered the form is told whatever the room.
    BieuNop.objects.update(nguoi_nhap=None)
    bieu_nop.tra_lai(BieuNop.objects.get(bieu="04"), ly_do=LY_DO, by=t.n.cuc)
    assert _nhan("cuc_chap_nhan") == _pk(t.n.cv, t.n.tp, t.n.ld)
    assert _nhan("cuc_tra_lai") == _pk(t.n.tp, t.n.ld)


def test_demo_forms_write_no_mail(t):
    b = mau.gui(mau.bieu_01(t, t.a1, t.n.dn_1), t.n.dn_1)
    BieuNop.objects.filter(pk=b.pk).update(minh_hoa=True)

    bieu_nop.tra_lai(b, ly_do=LY_DO, by=t.n.cv)

    kenh = ThongBao.objects.filter(khoa__startswith="bieu_cum.tra_lai:").values_list("kenh")
    assert list(kenh) == [(Kenh.TRONG_HE_THONG,)]
