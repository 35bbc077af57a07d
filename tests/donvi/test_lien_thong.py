"""What the programmes tell each other: the regime of a place, supports, certificates, figures."""

from datetime import date
from decimal import Decimal

import pytest

from cucctdp.donvi.doi_tuong import doc_che_do, du_dia_ban
from cucctdp.donvi.lien_thong import GIAY, HO_TRO, SO_KHAI
from cucctdp.donvi.models import TenDonVi, Xa
from khuyencong.models import CheDoDoiTuong
from khuyencong.services.du_lieu_goc import nap
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory
from tests.factories.khuyencong import ThuHuongFactory
from tests.factories.san_pham import GiayFactory

pytestmark = pytest.mark.django_db

MOI = date(2025, 10, 15)


def test_place_of_production_by_the_regime_of_the_day(django_assert_num_queries):
    nap()
    tp = DonViFactory(ma="48")
    TenDonVi.objects.filter(don_vi=tp).update(loai="thanh_pho")
    phuong, xa = XaFactory(tinh=tp, loai="phuong"), XaFactory(tinh=tp)
    phuong_tinh = XaFactory(loai="phuong")
    cac = list(
        Xa.objects.filter(pk__in=[phuong.pk, xa.pk, phuong_tinh.pk])
        .select_related("tinh")
        .prefetch_related("cac_ten", "tinh__cac_ten")
        .order_by("pk")
    )

    with django_assert_num_queries(1):
        xet = doc_che_do()
        kq = [
            [xet(x, ngay, lang).duoc for x in cac]
            for ngay, lang in ((date(2025, 10, 14), False), (MOI, False), (MOI, True))
        ]

    assert kq == [[True, True, True], [False, True, True], [True, True, True]]
    assert (du_dia_ban(phuong, MOI, False).chac, du_dia_ban(phuong, MOI, False).xet) == (True, True)
    assert not du_dia_ban(phuong, date(2025, 10, 14), False).chac


def test_place_without_a_regime_is_not_judged():
    CheDoDoiTuong.objects.all().delete()

    kq = du_dia_ban(XaFactory(), MOI, False)

    assert (kq.duoc, kq.xet, kq.chac) == (False, False, False)


def test_supports_figures_and_certificates_of_merged_records_belong_to_the_one_that_stands():
    co_so = CoSoFactory()
    cu = CoSoFactory(hop_nhat_vao=co_so)
    ThuHuongFactory(co_so=cu, noi_dung__de_an__nam=2024, lao_dong=40)
    GiayFactory(san_pham__co_so=co_so, so="5/GCN", het_han=date(2099, 12, 31))
    GiayFactory(san_pham__co_so=CoSoFactory(), so="6/GCN")

    ho_tro, so, giay = (loai.doc([co_so.pk]) for loai in (HO_TRO, SO_KHAI, GIAY))

    assert [(h.co_so_id, h.nam) for h in ho_tro] == [(co_so.pk, 2024)]
    assert [(s.o, s.gia_tri) for s in so] == [("lao_dong", Decimal(40))]
    assert [(g.co_so_id, g.so, g.con_hieu_luc) for g in giay] == [(co_so.pk, "5/GCN", True)]
    assert HO_TRO.doc([]) == []
