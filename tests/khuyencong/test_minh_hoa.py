"""The demo đề án obey the ledger's limits, reach every state, and never count as real."""

import pytest
from django.db import connection

from cucctdp.donvi.models import KeThua
from khuyencong.choices import LoaiButToan, Nguon, TrangThaiDeAn
from khuyencong.minh_hoa.kich_ban import kich_ban
from khuyencong.minh_hoa.nap import nap_minh_hoa
from khuyencong.models import ButToan, DeAn
from khuyencong.statistics import Hoi, KyTinh, kinh_phi
from tests.factories.donvi import DonViFactory, XaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_tinh():
    for ma in ("52", "66"):
        tinh = DonViFactory(ma=ma)
        XaFactory.create_batch(3, tinh=tinh)
        cu = DonViFactory(bo_ma="63", ma=ma)
        KeThua.objects.create(cu=cu, moi=tinh, tu_ngay=tinh.hieu_luc_tu, can_cu="NQ 202")


@pytest.mark.usefixtures("hai_tinh")
def test_demo_passes_the_limits_of_the_ledger_and_is_written_once():
    lan_dau = nap_minh_hoa(300)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert (lan_dau, nap_minh_hoa(300)) == (300, 0)
    assert DeAn.objects.filter(minh_hoa=False).count() == 0
    assert set(ButToan.objects.values_list("loai", flat=True)) == set(LoaiButToan.values)
    assert {d.don_vi.bo_ma for d in DeAn.objects.filter(nam=2025)} == {"63"}


@pytest.mark.usefixtures("hai_tinh")
def test_demo_stays_out_of_real_tables():
    nap_minh_hoa(60)
    ky = KyTinh(2023, 2027)

    that, gia = (kinh_phi(Hoi(ky, minh_hoa=m)).cac_dong for m in (False, True))

    assert that == ()
    assert gia[-1].phe_duyet > gia[-1].luy_ke > 0


def test_three_thousand_demo_de_an_hold_every_state():
    cac = [kich_ban(i) for i in range(3000)]

    assert {k.trang_thai for k in cac} == set(TrangThaiDeAn.values)
    assert all(k.nguon == Nguon.KCQG for k in cac if k.trang_thai == TrangThaiDeAn.GUI_CUC)
