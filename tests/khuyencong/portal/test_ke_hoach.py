"""A Sở draws up the yearly plan of its province and sends it; the Cục keeps the others."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cucctdp.thong_bao.models import ThongBao
from khuyencong.models import KeHoach
from khuyencong.services import ke_hoach as kh
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.khuyencong import mau

DS = reverse("khuyen_cong:ke_hoach")
MOI = reverse("khuyen_cong:ke_hoach_moi")
DU = {
    "nam": 2026,
    "so_quyet_dinh": "3536/QĐ-UBND",
    "ngay_quyet_dinh": date(2025, 12, 30),
    "kinh_phi": 2_874 * mau.TRIEU,
    "chi_quan_ly": 14 * mau.TRIEU,
}


def o(**khac):
    return {
        "nam": "2026", "so_quyet_dinh": "3536/QĐ-UBND", "ngay_quyet_dinh": "30/12/2025",
        "kinh_phi": "2.874.000.000", "chi_quan_ly": "14.000.000",
    } | khac  # fmt: skip


def duong(ten, k):
    return reverse(f"khuyen_cong:ke_hoach_{ten}", args=[k.pk])


def test_so_draws_up_changes_and_sends_its_plan(vao, n, don_vi):
    so = vao(n.tham_dinh_so)
    lanh_dao = vao(n.lanh_dao_so)

    nhap = so.post(MOI, o(so_quyet_dinh="", ngay_quyet_dinh="", kinh_phi=""))
    k = KeHoach.objects.get()
    thieu = lanh_dao.post(duong("gui", k), follow=True)
    k.refresh_from_db()
    chua = k.gui_luc
    sua = so.post(duong("sua", k), o())
    gui = lanh_dao.post(duong("gui", k))
    lai = so.post(duong("sua", k), o(kinh_phi="1"))

    k.refresh_from_db()
    assert [x.status_code for x in (nhap, sua, gui, lai)] == [302] * 4
    assert (len(thieu.context["messages"]), chua) == (2, None)
    assert (k.nguon, k.don_vi, k.so_lap, k.nguoi_gui) == (
        "kcdp", don_vi, n.tham_dinh_so, n.lanh_dao_so,
    )  # fmt: skip
    assert {t: getattr(k, t) for t in DU} == DU
    assert k.gui_luc.date() == timezone.now().date()
    assert {t.nguoi_nhan_id for t in ThongBao.objects.filter(kenh="he_thong")} == {
        n.cuc.pk, n.cuc_phong.pk,
    }  # fmt: skip


def test_faults_of_a_plan_come_at_once_and_nothing_is_written(vao, n):
    mai = timezone.localdate().replace(year=timezone.localdate().year + 1)

    tra = vao(n.tham_dinh_so).post(
        MOI, o(chi_quan_ly="9.000.000.000", ngay_quyet_dinh=f"{mai:%d/%m/%Y}", so_quyet_dinh="")
    )

    assert tra.status_code == 422
    assert len(tra.context["form"].non_field_errors()) == 2
    assert not KeHoach.objects.exists()


def test_only_the_so_of_the_province_writes_and_only_its_leaders_send(n, don_vi):
    k = kh.ghi_ke_hoach(None, thong_tin=DU, by=n.truong_phong)
    khac = tai_khoan("so_lanh_dao", don_vi=DonViFactory())

    for ai in (n.trung_tam, n.cuc, n.cuc_ld, khac):
        with pytest.raises(PermissionDenied):
            kh.ghi_ke_hoach(k, thong_tin=DU, by=ai)
    for ai in (n.tham_dinh_so, n.truong_phong, n.cuc_phong, khac):
        with pytest.raises(PermissionDenied):
            kh.gui_ke_hoach(k, by=ai)
    with pytest.raises(ValidationError, match="Sở đang soạn"):
        kh.ghi_ke_hoach(k, thong_tin=DU, by=n.cuc_phong)

    kh.gui_ke_hoach(k, by=n.lanh_dao_so)
    with pytest.raises(ValidationError, match="đã gửi Cục"):
        kh.gui_ke_hoach(k, by=n.lanh_dao_so)
    kh.ghi_ke_hoach(k, thong_tin={"kinh_phi": mau.TRIEU * 3_000}, by=n.cuc_phong)
    assert KeHoach.objects.get().kinh_phi == 3_000 * mau.TRIEU


def test_plan_that_the_cuc_wrote_is_not_the_sos_to_change(vao, n, don_vi):
    k = kh.ghi_ke_hoach(None, thong_tin=DU | {"nguon": "kcdp", "don_vi": don_vi}, by=n.cuc_phong)

    tra = vao(n.tham_dinh_so).post(duong("sua", k), o(kinh_phi="1"), follow=True)

    assert [str(m)[:30] for m in tra.context["messages"]] == [
        "Kế hoạch này đã gửi hoặc do Cục"[:30]
    ]
    assert "Cục ghi" in tra.content.decode()
    assert KeHoach.objects.get().kinh_phi == DU["kinh_phi"]


def test_admin_writes_by_the_same_door(vao, n, don_vi):
    c = vao(n.cuc_phong)
    gui = {
        "nam": "2026", "nguon": "kcqg", "don_vi": "", "so_quyet_dinh": "QĐ 3536/QĐ-BCT",
        "ngay_quyet_dinh": "30/12/2025", "kinh_phi": "140.000.000.000", "chi_quan_ly": "",
        "nguon_tin": "", "ghi_chu": "", "dot-TOTAL_FORMS": "0", "dot-INITIAL_FORMS": "0",
    }  # fmt: skip
    so_nhap = kh.ghi_ke_hoach(None, thong_tin=DU, by=n.truong_phong)

    ghi = c.post(reverse("admin:khuyencong_kehoach_add"), gui)
    sua = reverse("admin:khuyencong_kehoach_change", args=[so_nhap.pk])

    assert ghi.status_code == 302
    assert KeHoach.objects.get(nguon="kcqg").kinh_phi == 140_000 * mau.TRIEU
    assert c.post(sua, gui).status_code == 403
    assert "Sở đang soạn" in c.get(reverse("admin:khuyencong_kehoach_changelist")).content.decode()


def test_plan_of_another_province_does_not_exist(vao, n):
    k = kh.ghi_ke_hoach(None, thong_tin=DU, by=n.truong_phong)
    c = vao(tai_khoan("so_lanh_dao", don_vi=DonViFactory()))

    ma = [c.get(duong("sua", k)).status_code, c.post(duong("gui", k)).status_code]

    assert ma == [404, 404]
