"""The nightly look started twice at the same moment, over two real connections."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from cucctdp.thong_bao.models import ThongBao
from khuyencong.models import CanhBao, QuyTac, ThoiHan
from khuyencong.services.canh_bao import chay_dem
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.khuyencong import DeAnFactory


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_write_every_alert_once():
    QuyTac.objects.create(
        ma="KC31", ten="x", muc="A", thong_bao="Chưa triển khai.", can_cu="x",
        hieu_luc_tu=date(2014, 1, 1),
    )  # fmt: skip
    ThoiHan.objects.create(
        ma="trien_khai", ten="x", nguon="kcqg", cach_tinh="ngay_co_dinh", thang=6, ngay=30,
        can_cu="x", hieu_luc_tu=date(2014, 1, 1),
    )  # fmt: skip
    tinh = DonViFactory()
    tai_khoan("so_khuyen_cong", don_vi=tinh)
    for _ in range(5):
        DeAnFactory(
            trang_thai="phe_duyet",
            don_vi=tinh,
            so_quyet_dinh="QĐ",
            ngay_quyet_dinh=date(2026, 1, 2),
        )
    cho, loi = Barrier(2), []

    def chay():
        try:
            cho.wait(timeout=10)
            chay_dem(date(2026, 8, 3))
        except Exception as e:
            loi.append(e)
        finally:
            connection.close()

    luong = [Thread(target=chay) for _ in range(2)]
    for t in luong:
        t.start()
    for t in luong:
        t.join()

    assert loi == []
    assert (CanhBao.objects.count(), ThongBao.objects.filter(kenh="he_thong").count()) == (5, 1)
