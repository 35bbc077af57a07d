"""The published figures in the database: Tây Ninh's series, its errors, and what is missing."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from baocao.choices import NguonGoc, TinhHan, TrangThaiBo
from baocao.models import BoBaoCao, GiaiTrinh, GiaTri, LanGui
from baocao.services.nhap_lieu import GhiO
from baocao.services.so_cong_bo import ghi_so_cong_bo
from baocao.services.thuc_te import nap
from cucctdp.workflow.models import QuyetDinh
from tests.baocao.conftest import nap_du_lieu_goc
from tests.baocao.mau import bo_moi, nguoi_dung

pytestmark = [pytest.mark.django_db, pytest.mark.cham]


@pytest.fixture(scope="module")
def da_nap(django_db_setup, django_db_blocker):
    """Loaded once; taken back after the module."""
    with django_db_blocker.unblock():
        khoi = transaction.atomic()
        khoi.__enter__()
        try:
            nap_du_lieu_goc()
            yield nap()
        finally:
            transaction.set_rollback(True)
            khoi.__exit__(None, None, None)


def o(ky, chi_tieu, cot, don_vi="34:80"):
    bo_ma, ma = don_vi.split(":")
    return GiaTri.objects.filter(
        phieu__bo__ky__ma=ky, phieu__bo__don_vi__bo_ma=bo_ma, phieu__bo__don_vi__ma=ma,
        chi_tieu__ma=chi_tieu, cot=cot,
    ).order_by("phien_ban")  # fmt: skip


def test_tay_ninh_january_keeps_both_versions(da_nap):
    ban = list(o("2026-T01", "BL00", "A3").values_list("phien_ban", "so", "trang_thai_sl"))

    assert ban == [(1, Decimal("18350.223"), "uoc"), (2, Decimal("18424.003"), "so_bo")]


def test_tay_ninh_months_carry_the_printed_numbers(da_nap):
    thang = [o(f"2026-T{m:02d}", "BL00", "A3").first().so for m in range(1, 9)]

    assert thang == [
        Decimal(s)
        for s in ("18350.223", "18676.096", "18546.477", "19169.337", "19372.614", "19510.119",
                  "19978.655", "20150.333")
    ]  # fmt: skip
    assert o("2026-T08", "XK00", "A3").get().so == Decimal("1832.45")


def test_cumulative_errors_are_caught_in_may_july_august_only(da_nap):
    trung = {
        ky
        for (don_vi, ky, _), vi_pham in da_nap.vi_pham.items()
        if don_vi == "34:80" and any(v.quy_tac.startswith("KT11") for v in vi_pham)
    }

    assert trung == {"2026-T05", "2026-T07", "2026-T08"}
    giai_trinh = GiaiTrinh.objects.filter(quy_tac="KT11b")
    assert giai_trinh.count() == 3
    assert {
        g.noi_dung.startswith("Số lũy kế chép đúng như tệp Sở công bố") for g in giai_trinh
    } == {True}


def test_hits_stay_with_the_decision_that_took_the_figures_in(da_nap):
    bo = BoBaoCao.objects.get(ky__ma="2026-T05", don_vi__bo_ma="34", don_vi__ma="80")

    buoc = QuyetDinh.objects.cua(bo).get(buoc="bobaocao.ghi_nhan_cong_bo")

    assert buoc.du_lieu["quy_tac"] == [{"ma": "KT11b", "muc_do": "W", "o": "BL00.A4"}]


def test_what_was_not_published_stays_missing(da_nap):
    bo = BoBaoCao.objects.get(ky__ma="2025-N", don_vi__bo_ma="34", don_vi__ma="01")

    co = set(
        GiaTri.objects.filter(phieu__bo=bo, so__isnull=False).values_list("chi_tieu__ma", flat=True)
    )

    assert co == {"XK00"}
    assert not o("2026-T01", "BL10", "A3").exists()
    assert not GiaTri.objects.filter(nguon_goc=NguonGoc.CONG_BO, so=0).exists()


def test_every_published_value_has_a_source_and_nothing_else_was_loaded(da_nap):
    assert GiaTri.objects.exclude(nguon_goc=NguonGoc.CONG_BO).count() == 0
    assert GiaTri.objects.filter(nguon="").count() == 0
    assert da_nap.so_o + da_nap.cap_nhat == GiaTri.objects.count()


def test_packs_do_not_claim_that_the_department_sent_them(da_nap):
    bo = BoBaoCao.objects.filter(trang_thai=TrangThaiBo.TIEP_NHAN)

    assert bo.count() > 50
    assert set(bo.values_list("tinh_han", "nguoi_ky", "gui_lan_dau_luc")) == {
        (TinhHan.CHUA_GUI, None, None)
    }
    assert set(LanGui.objects.values_list("nguon_goc", flat=True)) == {NguonGoc.CONG_BO}


def test_bounds_growth_rates_and_contradictions_become_notes(da_nap):
    hue = o("2025-Q1", "BL00", "A11", "63:46").get()
    khanh_hoa = o("2026-6T", "XK00", "A11", "34:56").get()

    assert "+18" in hue.chu
    assert "1.261,7" in khanh_hoa.chu
    assert "Chưa xác minh." in khanh_hoa.chu


def test_a_plan_alone_waits_for_the_department(da_nap):
    bo = BoBaoCao.objects.get(ky__ma="2026-N", don_vi__bo_ma="34", don_vi__ma="80")

    assert bo.trang_thai == TrangThaiBo.DANG_NHAP
    assert o("2026-N", "BL00", "A1").get().so == Decimal("232129.194")


def test_units_carry_the_code_set_of_their_period(da_nap):
    cap = set(GiaTri.objects.values_list("phieu__bo__don_vi__bo_ma", "phieu__bo__ky__bo_ma_don_vi"))

    assert cap == {("34", "34"), ("63", "63")}


def test_loading_again_changes_nothing(da_nap):
    truoc = GiaTri.objects.count(), LanGui.objects.count(), QuyetDinh.objects.count()

    ket = nap()

    assert (ket.so_bo, ket.so_o, ket.cap_nhat) == (0, 0, 0)
    assert (GiaTri.objects.count(), LanGui.objects.count(), QuyetDinh.objects.count()) == truoc


def test_door_refuses_a_figure_without_source_and_a_pack_in_peoples_hands(da_nap):
    nguoi = nguoi_dung("34:24")
    bo = bo_moi(nguoi, "2027-Q1")
    BoBaoCao.objects.filter(pk=bo.pk).update(trang_thai=TrangThaiBo.CHO_PHONG)
    phieu = bo.phieu.get(bieu_mau__ma="Q04")

    with pytest.raises(ValidationError) as loi:
        ghi_so_cong_bo(phieu, [GhiO("BL00", "A4", so=Decimal(1))], giai_trinh=lambda v: "")

    assert loi.value.messages == [
        "BL00.A4: số đã công bố phải ghi nguồn.",
        "Bộ báo cáo đang ở bước «Chờ phòng duyệt».",
    ]
