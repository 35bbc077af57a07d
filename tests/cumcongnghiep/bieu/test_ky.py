"""Windows and due dates of the statutory reports (Điều 3 TT 14/2024/TT-BCT)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cumcongnghiep.models import BieuNop, KyBieu
from cumcongnghiep.services import bieu_nop, ky_bieu
from tests.cumcongnghiep.bieu import mau
from tests.factories.accounts import tai_khoan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("luat")]


@pytest.fixture
def phong():
    return tai_khoan("cuc_lanh_dao_phong")


def test_both_windows_begin_on_the_same_day(phong):
    nua = ky_bieu.mo_ky(nam=2026, loai="6t", by=phong)
    nam = ky_bieu.mo_ky(nam=2026, loai="nam", by=phong)

    assert (nua.tu_ngay, nua.den_ngay) == (date(2025, 12, 15), date(2026, 6, 14))
    assert (nam.tu_ngay, nam.den_ngay) == (date(2025, 12, 15), date(2026, 12, 14))


@pytest.mark.parametrize(
    ("loai", "han"),
    [
        ("6t", [date(2026, 6, 20), date(2026, 6, 20), date(2026, 6, 25), date(2026, 6, 30)]),
        ("nam", [date(2026, 12, 20), date(2026, 12, 20), date(2026, 12, 25), date(2026, 12, 31)]),
    ],
)
def test_due_days_of_the_four_forms(phong, loai, han):
    ky = ky_bieu.mo_ky(nam=2026, loai=loai, by=phong)

    assert [ky_bieu.han_cua(ky, b) for b in ("01", "02", "03", "04")] == han


def test_quarters_hold_the_figures_of_the_statutory_windows(phong):
    cac = [ky_bieu.mo_ky(nam=2026, loai="quy", quy=q, by=phong) for q in (1, 2, 3, 4)]

    assert [k.tu_ngay for k in cac] == [date(2025, 12, 15)] * 4
    assert [k.den_ngay for k in cac] == [
        date(2026, 3, 14), date(2026, 6, 14), date(2026, 9, 14), date(2026, 12, 14),
    ]  # fmt: skip
    assert [ky_bieu.han_cua(k, "04") for k in cac] == [
        date(2026, 3, 30), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 30),
    ]  # fmt: skip


def test_the_due_day_itself_is_a_state_of_its_own():
    han = date(2026, 6, 30)
    hom_nay = date(2026, 7, 20)

    gui = [ky_bieu.tinh_han(han, date(2026, 6, n), hom_nay).cau for n in (29, 30)]
    tre = ky_bieu.tinh_han(han, date(2026, 7, 3), hom_nay)

    assert gui == ["Đúng hạn", "Trong ngày hạn"]
    assert (tre.cau, tre.so_ngay, tre.muc) == ("Trễ 3 ngày", 3, "qua")


@pytest.mark.parametrize(
    ("hom_nay", "ma"),
    [(date(2026, 6, 29), "con"), (date(2026, 6, 30), "hom_nay"), (date(2026, 7, 1), "qua")],
)
def test_what_is_not_sent_is_counted_to_today(hom_nay, ma):
    assert ky_bieu.tinh_han(date(2026, 6, 30), None, hom_nay).ma == ma


def test_a_window_opens_once_and_only_when_it_has_begun(phong):
    ky_bieu.mo_ky(nam=2026, loai="6t", by=phong)

    with pytest.raises(ValidationError, match="Kỳ này đã có"):
        ky_bieu.mo_ky(nam=2026, loai="6t", by=phong)
    with pytest.raises(ValidationError, match="chưa bắt đầu"):
        ky_bieu.mo_ky(nam=2031, loai="6t", by=phong)
    assert KyBieu.objects.count() == 1


def test_a_window_before_the_circular_has_no_due_day(phong):
    with pytest.raises(ValidationError, match="Chưa có hạn gửi"):
        ky_bieu.mo_ky(nam=2023, loai="nam", by=phong)


def test_only_the_cuc_opens_windows():
    with pytest.raises(PermissionDenied):
        ky_bieu.mo_ky(nam=2026, loai="6t", by=tai_khoan("cuc_chuyen_vien"))


def test_locking_freezes_accepted_forms_and_all_doors(t):
    gui = mau.gui(mau.bieu_02(t, t.a, t.n.cdt), t.n.cdt)
    bieu_nop.chap_nhan(gui, by=t.n.cv)
    nhap = bieu_nop.lap(ky=t.ky, bieu="01", du_an=t.a1, by=t.n.dn_1)

    so = ky_bieu.khoa_ky(t.ky, by=t.n.cuc_phong)

    assert so == 1
    assert BieuNop.objects.get(pk=gui.pk).trang_thai == "khoa"
    with pytest.raises(ValidationError, match="đã khóa"):
        bieu_nop.luu(nhap, so={"1": mau.D(1)}, by=t.n.dn_1)
    ky_bieu.mo_lai_ky(t.ky, ly_do="Tỉnh gửi bổ sung số liệu", by=t.n.cuc_phong)
    assert BieuNop.objects.get(pk=gui.pk).trang_thai == "chap_nhan"
