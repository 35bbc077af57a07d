"""Two officers of one Sở in the same form at the same time, each in their own window."""

from decimal import Decimal

import pytest

from baocao.models import GiaTri
from tests.baocao import mau
from tests.baocao.conftest import nap_du_lieu_goc
from tests.factories.accounts import tai_khoan
from tests.flows.buoc import go_cot_ky, xac_nhan

pytestmark = [pytest.mark.trinh_duyet, pytest.mark.django_db(transaction=True)]


def test_two_officers_keep_their_cells_and_choose_where_both_typed(dang_nhap, live_server):
    nap_du_lieu_goc()
    nguoi = mau.nguoi_dung()
    dong_nghiep = tai_khoan("so_chuyen_vien", don_vi=nguoi.don_vi, ho_ten="Lê Thị Hai")
    phieu = mau.bo_moi(nguoi, ma_ky="2026-9T", bieu={"Q04"}).phieu.get()
    dia_chi = f"{live_server.url}/so/phieu/{phieu.pk}/"
    mot, hai = dang_nhap(nguoi.chuyen_vien), dang_nhap(dong_nghiep)
    mot.goto(dia_chi)
    hai.goto(dia_chi)

    # Different cells: both are kept, whoever saves first.
    go_cot_ky(hai, phieu, {"BL10": "700"})
    go_cot_ky(mot, phieu, {"BL20": "300", "BL00": "1.000"})

    # The same cell: the second one is asked, nothing is written over in silence.
    go = hai.locator('input[name="o:BL00.A3"]')
    go.fill("1.005")
    go.press("Tab")
    hoi = hai.locator("[data-xung-dot='BL00.A3']")
    hoi.wait_for(timeout=15000)
    assert hoi.locator("[data-hien-tai]").inner_text() == "1.000,000"
    assert hoi.locator("[data-cua-ban]").inner_text() == "1.005,000"
    truoc_khi_chon = _hien_tai(phieu)
    hoi.get_by_label("Ghi số của tôi").check()
    xac_nhan(hai, "Lưu")

    mot.reload()
    assert truoc_khi_chon["BL00"] == (Decimal(1000), nguoi.chuyen_vien.pk)
    assert _hien_tai(phieu) == {
        "BL00": (Decimal(1005), dong_nghiep.pk),
        "BL10": (Decimal(700), dong_nghiep.pk),
        "BL20": (Decimal(300), nguoi.chuyen_vien.pk),
    }
    cac_ban = GiaTri.objects.filter(phieu=phieu, chi_tieu__ma="BL00", cot="A3")
    assert list(cac_ban.order_by("phien_ban").values_list("so", flat=True)) == [1000, 1005]
    assert mot.input_value('input[name="o:BL00.A3"]') == "1.005,000"


def _hien_tai(phieu):
    rows = GiaTri.objects.hien_tai().filter(phieu=phieu, cot="A3", so__isnull=False)
    return {ma: (so, nguoi) for ma, so, nguoi in rows.values_list("chi_tieu__ma", "so", "nguoi_id")}
