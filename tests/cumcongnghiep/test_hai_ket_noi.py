"""Two real connections lease one lot at the same time: the database lets one of them."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from cumcongnghiep.choices import LoaiThue
from cumcongnghiep.models import ThueDat
from cumcongnghiep.services import dat
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import DuAnFactory, LoFactory

pytestmark = pytest.mark.django_db(transaction=True)


def _cung_luc(*cac_viec):
    """Run the works at once, each on its own connection; what each raised, None when it passed."""
    cua = threading.Barrier(len(cac_viec))
    loi = [None] * len(cac_viec)

    def chay(i, viec):
        try:
            cua.wait(5)
            viec()
        except Exception as e:
            loi[i] = e
        finally:
            connection.close()

    cac = [threading.Thread(target=chay, args=(i, v)) for i, v in enumerate(cac_viec)]
    for t in cac:
        t.start()
    for t in cac:
        t.join(20)
    return loi


def _thue(lo, du_an):
    return ThueDat(
        cum=lo.cum, lo=lo, du_an=du_an, loai=LoaiThue.THUE_LAI, dien_tich=Decimal(1),
        tu_ngay=date(2026, 1, 1),
    )  # fmt: skip


def test_two_connections_never_lease_one_lot_twice():
    lo = LoFactory()
    cac = [_thue(lo, DuAnFactory(cum=lo.cum)) for _ in range(2)]
    cho = threading.Barrier(2)

    def ghi(thue):
        def viec():
            with transaction.atomic():
                cho.wait(5)
                thue.save()

        return viec

    loi = _cung_luc(*(ghi(t) for t in cac))

    assert sum(e is None for e in loi) == 1
    (sai,) = [e for e in loi if e is not None]
    assert isinstance(sai, IntegrityError | OperationalError)
    assert ThueDat.objects.filter(lo=lo).count() == 1


def test_the_door_tells_the_second_officer_in_words():
    lo = LoFactory()
    hai = [DuAnFactory(cum=lo.cum) for _ in range(2)]
    so = [tai_khoan("so_chuyen_vien", don_vi=lo.cum.don_vi) for _ in range(2)]

    def thue(du_an, by):
        return lambda: dat.cho_thue(
            du_an, lo=lo, loai=LoaiThue.THUE_LAI, dien_tich=Decimal(1),
            tu_ngay=date(2026, 1, 1), by=by,
        )  # fmt: skip

    loi = _cung_luc(*(thue(d, by) for d, by in zip(hai, so, strict=True)))

    assert sum(e is None for e in loi) == 1
    assert [e.messages for e in loi if e is not None] == [
        ["Lô đất đã cho dự án khác thuê trong khoảng thời gian này."]
    ]
