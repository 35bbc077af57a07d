"""The step clock: regime of the submission, working days, standing still, who acts, how late."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cumcongnghiep.choices import LoaiThue
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.dong_ho import TinhTrangBuoc, buoc_tiep, dong_ho, thang_buoc
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import BoSungHoSo, HoSo, VanBan
from cumcongnghiep.services import thu_tuc
from tests.cumcongnghiep import mau
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import (
    CanDoiDatFactory,
    CumFactory,
    DuAnFactory,
    MucQuyHoachFactory,
    ThueDatFactory,
    VanBanFactory,
)
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def luat():
    mau.che_do()
    mau.thoi_han()


def _ho_so(nop: date, *cac: tuple[str, date]) -> HoSo:
    """A dossier with documents written straight into the tables."""
    ho_so = HoSo.objects.create(cum=CumFactory(), loai="thanh_lap", ngay_nop=nop)
    for loai, ngay in cac:
        VanBan.objects.create(
            cum=ho_so.cum, ho_so=ho_so, loai=loai, ngay=ngay, co_quan="sct", so="1/QĐ-UBND"
        )
    return ho_so


def _han(ho_so: HoSo, so: int, ngay: date) -> tuple[date | None, int]:
    d = next(b for b in dong_ho([ho_so], ngay=ngay)[ho_so.pk].buoc if b.buoc.so == so)
    return d.han, d.tre


@pytest.mark.parametrize(
    ("nop", "han"),
    [
        # 14/9/2026 is a Monday: five working days; a day later two.
        (date(2026, 9, 14), date(2026, 9, 21)),
        (date(2026, 9, 15), date(2026, 9, 17)),
    ],
)
def test_notice_is_due_by_the_regime_of_the_submission(nop, han):
    ho_so = _ho_so(nop, (L.DE_NGHI, nop))

    assert _han(ho_so, 3, nop) == (han, 0)
    assert _han(ho_so, 3, han + timedelta(days=3)) == (han, 3)


@pytest.mark.parametrize(
    ("nop", "tham_dinh", "quyet_dinh"),
    [
        # R2: 25 calendar days, 7 working days. R3: 20 and 5 working days.
        (date(2026, 9, 14), date(2026, 10, 26), date(2026, 11, 4)),
        (date(2026, 9, 15), date(2026, 10, 29), date(2026, 11, 2)),
    ],
)
def test_appraisal_and_decision_on_either_side_of_the_border(nop, tham_dinh, quyet_dinh):
    ho_so = _ho_so(
        nop, (L.DE_NGHI, nop), (L.TRINH_SO, date(2026, 10, 1)), (L.THAM_DINH, date(2026, 10, 26))
    )

    assert _han(ho_so, 9, date(2026, 10, 26))[0] == tham_dinh
    assert _han(ho_so, 10, date(2026, 10, 26))[0] == quyet_dinh


def test_commune_submits_after_the_window_for_applications_has_closed():
    nop = date(2026, 9, 21)
    ho_so = _ho_so(nop, (L.DE_NGHI, nop), (L.TIEP_NHAN, date(2026, 9, 22)))

    dh = dong_ho([ho_so], ngay=nop + timedelta(days=2))[ho_so.pk]

    # Window: five working days to 29/9; then five more to 6/10.
    assert dh.nhan_den == date(2026, 9, 29)
    assert (dh.tiep.buoc.so, dh.ben, dh.han) == (4, "ubnd_xa", date(2026, 10, 6))


def test_clock_stands_while_a_supplement_is_awaited():
    nop = date(2026, 9, 21)
    ho_so = _ho_so(nop, (L.DE_NGHI, nop), (L.TRINH_SO, date(2026, 10, 1)))
    khong = _han(ho_so, 9, date(2026, 10, 5))[0]
    bs = BoSungHoSo.objects.create(
        ho_so=ho_so, yeu_cau_ngay=date(2026, 10, 5), noi_dung="Năng lực tài chính"
    )

    cho = dong_ho([ho_so], ngay=date(2026, 12, 1))[ho_so.pk]
    bs.nhan_ngay = date(2026, 10, 12)
    bs.save()

    assert khong == date(2026, 10, 29)
    assert (cho.cho_bo_sung, cho.tre) == (bs, 0)
    # The five working days from 6/10 to 12/10 are not counted.
    assert _han(ho_so, 9, date(2026, 10, 13))[0] == date(2026, 11, 5)
    # As seen on a day before the papers came it stood still.
    assert _han(ho_so, 9, date(2026, 10, 9))[0] is None


def test_holidays_are_no_working_days(settings):
    from baocao.models import NgayNghi

    NgayNghi.objects.create(ngay=date(2026, 9, 22), loai="nghi", ten="Nghỉ thử", can_cu="Thử")
    ho_so = _ho_so(date(2026, 9, 21), (L.DE_NGHI, date(2026, 9, 21)))

    assert _han(ho_so, 3, date(2026, 9, 21))[0] == date(2026, 9, 24)


def test_finished_step_keeps_how_late_it_came():
    nop = date(2026, 9, 21)
    ho_so = _ho_so(nop, (L.DE_NGHI, nop), (L.TIEP_NHAN, date(2026, 9, 28)))

    d = dong_ho([ho_so], ngay=date(2026, 11, 1))[ho_so.pk].buoc[1]

    assert (d.tinh_trang, d.ngay, d.han, d.tre) == (
        TinhTrangBuoc.XONG,
        date(2026, 9, 28),
        date(2026, 9, 23),
        5,
    )


def test_closed_dossier_waits_for_nobody():
    nop = date(2026, 9, 21)
    ho_so = _ho_so(nop, (L.DE_NGHI, nop))
    ho_so.ket_thuc = date(2026, 10, 1)
    ho_so.save()

    dh = dong_ho([ho_so], ngay=date(2026, 11, 1))[ho_so.pk]

    assert (dh.tiep, dh.han, dh.tre) == (None, None, 0)
    assert {b.tinh_trang for b in dh.buoc[1:]} == {TinhTrangBuoc.BO_QUA}


def test_new_dossier_waits_for_the_first_application():
    ho_so = _ho_so(date(2026, 9, 21))

    assert dong_ho([ho_so])[ho_so.pk].tiep.buoc.so == 2


def test_clocks_of_many_dossiers_take_as_many_queries_as_one(django_assert_num_queries):
    nop = date(2026, 9, 21)
    cac = [_ho_so(nop, (L.DE_NGHI, nop), (L.TIEP_NHAN, nop)) for _ in range(3)]

    with django_assert_num_queries(8):
        dong_ho(cac[:1])
    with django_assert_num_queries(8):
        dong_ho(cac)


def test_ladder_reads_steps_without_documents_off_facts(django_assert_num_queries):
    cum = MucQuyHoachFactory(cum=VanBanFactory(ngay=date(2025, 2, 20)).cum).cum
    CanDoiDatFactory(cum=cum, ngay=date(2025, 6, 1), cong_nghiep=Decimal(4))
    a = DuAnFactory(cum=cum, vao_cum=date(2025, 9, 1))
    ThueDatFactory(du_an=a, tu_ngay=date(2025, 9, 1), dien_tich=Decimal(1))
    ThueDatFactory(du_an=a, loai=LoaiThue.GHI_NHO, tu_ngay=date(2025, 1, 1), dien_tich=Decimal(3))
    ThueDatFactory(du_an=a, tu_ngay=date(2026, 3, 1), dien_tich=Decimal(3))
    h = doc_ho_so([cum])[cum.pk]

    with django_assert_num_queries(0):
        truoc = {b.buoc.so: b for b in thang_buoc(h, date(2026, 2, 1))}
        sau = {b.buoc.so: b for b in thang_buoc(h, date(2026, 6, 1))}

    assert len(sau) == 23
    assert [sau[n].ngay for n in (10, 19, 20, 21)] == [
        date(2025, 2, 20),
        date(2025, 9, 1),
        date(2025, 9, 1),
        date(2026, 3, 1),
    ]
    assert (truoc[1].dat, sau[1].dat, truoc[21].dat) == (False, True, False)


def test_next_step_of_an_established_cluster_is_its_detailed_plan():
    cum = VanBanFactory(ngay=date(2025, 2, 20)).cum
    h = doc_ho_so([cum])[cum.pk]

    assert buoc_tiep(h, date(2026, 1, 1)).so == 11


def test_supplement_through_the_doors(django_user_model):
    don_vi = DonViFactory()
    so = tai_khoan("so_chuyen_vien", don_vi=don_vi)
    mau.tieu_chi()
    ho_so = mau.ho_so_moi(mau.cum_quy_hoach(don_vi), so)
    mau.den_tieu_chi(ho_so, so)

    bs = thu_tuc.yeu_cau_bo_sung(ho_so, ngay=date(2026, 10, 6), noi_dung="Bản đồ", by=so)
    thu_tuc.nhan_bo_sung(bs, ngay=date(2026, 10, 9), by=so)

    # Twenty working days from 28/9, three not counted.
    assert _han(ho_so, 9, date(2026, 10, 20))[0] == date(2026, 10, 29)
