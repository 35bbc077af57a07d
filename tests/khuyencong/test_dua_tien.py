"""Two real connections race for the last million of a limit; one wins, every time."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, connections, transaction

from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import Nguon
from khuyencong.models import ButToan
from khuyencong.so_du import so_du
from tests.factories.khuyencong import DeAnFactory, ThuHuongFactory, but_toan

TRIEU = 1_000_000
LAN = 200


def _qua_cua(de_an, thu_huong):
    but_toan(de_an, L.PHE_DUYET, TRIEU, thu_huong=thu_huong)


def _khong_qua_cua(de_an, thu_huong):
    with transaction.atomic():
        ButToan.objects.create(
            de_an=de_an, loai=L.PHE_DUYET, nguon=Nguon.KCQG, nam=2026, so_tien=TRIEU,
            ngay=date(2026, 3, 1), chung_tu="x", thu_huong=thu_huong,
        )  # fmt: skip


def _dua(viec, de_an, thu_huong) -> list[str]:
    """Both writers start together, each on a connection of its own."""
    cung_luc = threading.Barrier(2)
    ket_qua = []

    def chay():
        cung_luc.wait()
        try:
            viec(de_an, thu_huong)
            ket_qua.append("duoc")
        except (ValidationError, IntegrityError, InternalError):
            ket_qua.append("khong")
        finally:
            connections.close_all()

    hai = [threading.Thread(target=chay) for _ in range(2)]
    for t in hai:
        t.start()
    for t in hai:
        t.join()
    return sorted(ket_qua)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("viec", [_qua_cua, _khong_qua_cua])
def test_last_million_of_a_ceiling_goes_to_one_writer(viec):
    for _ in range(LAN // 2):
        t = ThuHuongFactory(tran=300 * TRIEU)
        de_an = t.noi_dung.de_an
        but_toan(de_an, L.PHE_DUYET, 299 * TRIEU, thu_huong=t)

        assert _dua(viec, de_an, t) == ["duoc", "khong"]
        assert so_du(de_an).cua(L.PHE_DUYET) == 300 * TRIEU
    assert connection.in_atomic_block is False


@pytest.mark.django_db(transaction=True)
def test_opposite_orders_of_two_de_an_do_not_deadlock():
    a, b = DeAnFactory(), DeAnFactory()
    loi = []
    cung_luc = threading.Barrier(2)

    def chay(thu_tu):
        cung_luc.wait()
        try:
            for de_an in thu_tu:
                but_toan(de_an, L.PHE_DUYET, TRIEU)
        except Exception as e:
            loi.append(e)
        finally:
            connections.close_all()

    hai = [threading.Thread(target=chay, args=(x,)) for x in ([a, b], [b, a])]
    for t in hai:
        t.start()
    for t in hai:
        t.join()

    assert loi == []
    assert [so_du(x).cua(L.PHE_DUYET) for x in (a, b)] == [2 * TRIEU, 2 * TRIEU]
