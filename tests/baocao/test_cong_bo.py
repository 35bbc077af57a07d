"""National and agency figures: loaded once, read by the checks, kept by those who consolidate."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from baocao.bang import dung_bang
from baocao.checks.so_lieu_kem import doc_so_lieu_kem
from baocao.models import SoLieuCongBo
from baocao.services.cong_bo import nap_so_ca_nuoc
from tests.baocao.mau import bo_moi, nguoi_dung

pytestmark = pytest.mark.django_db


@pytest.fixture
def cong_bo():
    def tao(**doi):
        return SoLieuCongBo.objects.create(
            **{
                "co_quan": "hai_quan", "ky": "2026-9T", "pham_vi": "34:80", "chi_tieu": "XK00",
                "cot": "A4", "gia_tri": Decimal("7000.5"), "don_vi": "triệu USD",
                "nguon": "Hải quan khu vực XVI", **doi,
            }
        )  # fmt: skip

    return tao


def test_national_figures_load_once(du_lieu_goc):
    lan_dau, lan_hai = nap_so_ca_nuoc(), nap_so_ca_nuoc()

    assert (lan_dau.da_ghi, lan_dau.chi_la_khoang) == (47, 1)
    assert lan_hai.da_ghi == 0
    assert SoLieuCongBo.objects.count() == 47


def test_national_figures_name_agency_unit_and_source(du_lieu_goc):
    nap_so_ca_nuoc()

    rows = SoLieuCongBo.objects.filter(ky="2025-N", pham_vi="VN", chua_xac_minh=False)
    so = {(d.co_quan, d.chi_tieu, d.cot): d for d in rows}

    iip, xk = so["thong_ke", "CN00", "B4"], so["hai_quan", "XK00", "A4"]
    assert (iip.gia_tri, iip.don_vi) == (Decimal("109.2"), "%")
    assert (xk.gia_tri, xk.don_vi, xk.in_trong_nguon) == (
        Decimal(475040), "triệu USD", "475,04 tỷ USD"
    )  # fmt: skip
    assert all(d.nguon for d in so.values())


def test_checks_see_only_verified_figures_of_their_unit_and_period(du_lieu_goc, cong_bo):
    cong_bo()
    cong_bo(gia_tri=Decimal(9), chua_xac_minh=True)
    cong_bo(pham_vi="34:24")
    cong_bo(ky="2026-6T")
    phieu = bo_moi(nguoi_dung(), "2026-9T").phieu.get(bieu_mau__ma="Q05")

    kem = doc_so_lieu_kem(dung_bang(phieu))

    assert kem.cong_bo == {("hai_quan", "XK00", "A4"): Decimal("7000.5")}


def test_a_wrong_period_and_place_are_told_together(du_lieu_goc, cong_bo):
    dong = cong_bo(ky="2026-Q9", pham_vi="99:01")

    with pytest.raises(ValidationError) as loi:
        dong.full_clean()

    assert set(loi.value.message_dict) == {"ky", "pham_vi"}
