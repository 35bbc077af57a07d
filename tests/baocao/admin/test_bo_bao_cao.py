"""Review page and queue: who may what, steps through HTTP, scope, queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baocao.choices import TrangThaiBo
from baocao.models import BoBaoCao, GiaHan, YKien
from baocao.services import quy_trinh
from baocao.services.ky import giao
from tests.baocao import mau
from tests.factories.accounts import tai_khoan

DS = "admin:baocao_bobaocao_changelist"


def trang(bo):
    return reverse("admin:baocao_bobaocao_change", args=[bo.pk])


def buoc(bo, ten):
    return reverse("admin:baocao_bobaocao_buoc", args=[bo.pk, ten])


@pytest.mark.parametrize(
    ("vai_tro", "ma"),
    [
        ("cuc_chuyen_vien", 200),
        ("cuc_lanh_dao_phong", 200),
        ("cuc_lanh_dao", 200),
        ("kiem_toan", 200),
        ("bo_lanh_dao", 403),
        ("quan_tri", 403),
    ],
)
def test_pages_by_role(client, vao, bo_gui, vai_tro, ma):
    vao(vai_tro)

    cac_ma = [client.get(duong).status_code for duong in (reverse(DS), trang(bo_gui))]

    assert cac_ma == [ma, ma]


@pytest.mark.parametrize(
    ("vai_tro", "mo"),
    [("cuc_chuyen_vien", True), ("cuc_lanh_dao_phong", False), ("kiem_toan", False)],
)
def test_opening_is_recorded_only_for_checkers(client, vao, bo_gui, vai_tro, mo):
    vao(vai_tro)

    client.get(trang(bo_gui))

    bo_gui.refresh_from_db()
    assert (bo_gui.cuc_mo_luc is not None) is mo


def test_page_of_unassigned_province_is_not_found(client, bo_gui):
    client.force_login(tai_khoan("cuc_chuyen_vien"))

    cac_ma = [
        client.get(duong).status_code
        for duong in (
            trang(bo_gui),
            buoc(bo_gui, "nhan_kiem_tra"),
            reverse("admin:baocao_bobaocao_y_kien", args=[bo_gui.pk]),
            reverse("admin:baocao_bobaocao_history", args=[bo_gui.pk]),
        )
    ]

    assert cac_ma == [404] * 4
    assert client.get(reverse(DS)).context["cl"].result_count == 0


@pytest.mark.parametrize("the", ["tong-quan", "Q04", "Q05", "y-kien", "lich-su", "lan-gui", "lạ"])
def test_every_tab_opens(client, vao, bo_gui, the):
    vao("cuc_chuyen_vien")

    assert client.get(trang(bo_gui), {"the": the}).status_code == 200


def test_figures_of_an_unsent_pack_stay_with_the_so(client, vao, nguoi):
    bo = mau.bo_moi(nguoi, "2026-9T", bieu={"Q04"})
    vao("cuc_chuyen_vien")

    tra_loi = client.get(trang(bo), {"the": "Q04"})

    assert (tra_loi.context["the"], "phieu" in tra_loi.context) == ("tong-quan", False)


def test_steps_from_checking_to_receiving(client, vao, bo_gui):
    vao("cuc_chuyen_vien")

    client.post(buoc(bo_gui, "nhan_kiem_tra"))
    client.post(buoc(bo_gui, "de_nghi_tiep_nhan"))
    tu_nhan = client.post(buoc(bo_gui, "tiep_nhan"))
    vao("cuc_lanh_dao_phong")
    nhan = client.post(buoc(bo_gui, "tiep_nhan"))

    bo_gui.refresh_from_db()
    assert (tu_nhan.status_code, nhan.status_code) == (409, 302)
    assert bo_gui.trang_thai == TrangThaiBo.TIEP_NHAN


def test_step_by_get_changes_nothing(client, vao, bo_gui):
    vao("cuc_chuyen_vien")

    tra_loi = client.get(buoc(bo_gui, "nhan_kiem_tra"))

    bo_gui.refresh_from_db()
    assert (tra_loi.status_code, bo_gui.trang_thai) == (200, TrangThaiBo.DA_GUI)


def test_return_without_reason_is_refused_at_the_field(client, vao, bo_gui):
    vao("cuc_chuyen_vien")
    client.post(buoc(bo_gui, "nhan_kiem_tra"))

    tra_loi = client.post(buoc(bo_gui, "tra_lai"), {"ly_do": "", "han_bo_sung": "32/13/2026"})

    bo_gui.refresh_from_db()
    assert sorted(tra_loi.context["form"].errors) == ["han_bo_sung", "ly_do"]
    assert bo_gui.trang_thai == TrangThaiBo.DANG_KIEM_TRA


def test_return_opens_the_next_round(client, vao, bo_gui):
    vao("cuc_chuyen_vien")
    client.post(buoc(bo_gui, "nhan_kiem_tra"))

    client.post(buoc(bo_gui, "tra_lai"), {"ly_do": "Số bán lẻ chưa khớp."})

    bo_gui.refresh_from_db()
    assert (bo_gui.trang_thai, bo_gui.vong) == (TrangThaiBo.TRA_LAI, 2)


@pytest.mark.parametrize("vai_tro", ["cuc_lanh_dao", "kiem_toan", "quan_tri", "bo_lanh_dao"])
def test_step_without_permission_is_forbidden(client, vao, bo_gui, vai_tro):
    vao(vai_tro)

    tra_loi = client.post(buoc(bo_gui, "nhan_kiem_tra"))

    bo_gui.refresh_from_db()
    assert (tra_loi.status_code, bo_gui.trang_thai) == (403, TrangThaiBo.DA_GUI)


def test_step_of_the_so_is_not_offered(client, vao, bo_gui):
    vao("cuc_chuyen_vien")

    assert client.post(buoc(bo_gui, "ky_gui")).status_code == 404


def test_remark_on_a_cell_then_closed(client, vao, bo_gui):
    vao("cuc_chuyen_vien")
    client.post(buoc(bo_gui, "nhan_kiem_tra"))
    phieu = bo_gui.phieu.get(bieu_mau__ma="Q04")
    o = {"phieu": phieu.pk, "chi_tieu": "BL00", "cot": "A3"}
    duong = reverse("admin:baocao_bobaocao_y_kien", args=[bo_gui.pk])

    client.post(duong, o | {"noi_dung": "Đề nghị kiểm tra lại."})
    y_kien = YKien.objects.get(bo=bo_gui)
    client.post(reverse("admin:baocao_bobaocao_dong_y_kien", args=[bo_gui.pk, y_kien.pk]))

    y_kien.refresh_from_db()
    assert (y_kien.phieu, y_kien.chi_tieu, y_kien.cot) == (phieu, "BL00", "A3")
    assert y_kien.dong_luc is not None


def test_remark_on_a_cell_that_is_not_in_the_form(client, vao, bo_gui):
    vao("cuc_chuyen_vien")
    client.post(buoc(bo_gui, "nhan_kiem_tra"))
    phieu = bo_gui.phieu.get(bieu_mau__ma="Q04")

    tra_loi = client.post(
        reverse("admin:baocao_bobaocao_y_kien", args=[bo_gui.pk]),
        {"phieu": phieu.pk, "chi_tieu": "XK00", "cot": "A3", "noi_dung": "Sai ô."},
    )

    assert tra_loi.context["form"].non_field_errors() == ["Ô được chọn không có trong biểu này."]


def test_extension_by_head_of_division(client, vao, nguoi):
    bo = mau.bo_moi(nguoi, "2026-9T", bieu={"Q04"})
    vao("cuc_lanh_dao_phong")
    den_ngay = timezone.localdate() + timedelta(days=400)

    tra_loi = client.post(
        reverse("admin:baocao_bobaocao_gia_han", args=[bo.pk]),
        {"den_ngay": f"{den_ngay:%d/%m/%Y}", "ly_do": "Thiên tai, mất điện diện rộng."},
    )

    assert tra_loi.status_code == 302
    assert GiaHan.objects.get(don_vi=bo.don_vi).den_ngay == den_ngay


def test_extension_is_not_for_officers(client, vao, bo_gui):
    vao("cuc_chuyen_vien")

    duong = reverse("admin:baocao_bobaocao_gia_han", args=[bo_gui.pk])

    assert client.post(duong).status_code == 403


@pytest.fixture
def hai_bo(nguoi, bo_gui):
    """One pack proposed for receiving, one only sent."""
    khac = mau.nguoi_dung("34:24")
    bo_khac = mau.da_gui(_giao(khac, bo_gui.ky), khac)
    quy_trinh.nhan_kiem_tra(bo_gui, by=nguoi.cuc_chuyen_vien)
    quy_trinh.de_nghi_tiep_nhan(bo_gui, by=nguoi.cuc_chuyen_vien)
    return bo_gui, bo_khac


def _giao(nguoi, ky):
    giao(ky, by=nguoi.cuc_lanh_dao_phong, chi_don_vi={nguoi.don_vi.khoa}, bieu={"Q04", "Q05"})
    return BoBaoCao.objects.get(ky=ky, don_vi=nguoi.don_vi)


def test_receive_many_dry_run_writes_nothing(client, vao, hai_bo):
    vao("cuc_lanh_dao_phong")
    duong = reverse("admin:baocao_bobaocao_tiep_nhan_nhieu")

    ket_qua = client.get(duong, {"bo": ",".join(str(b.pk) for b in hai_bo)}).context["ket_qua"]

    assert [b.pk for b in ket_qua.nhan] == [hai_bo[0].pk]
    assert [(b.pk, ly_do) for b, ly_do in ket_qua.tu_choi] == [
        (hai_bo[1].pk, ["Hồ sơ đang ở trạng thái «Đã gửi»."])
    ]
    assert not BoBaoCao.objects.da_nhan().exists()


def test_receive_many_receives_what_it_may(client, vao, hai_bo):
    vao("cuc_lanh_dao_phong")
    cac_so = ",".join(str(b.pk) for b in hai_bo)

    client.post(reverse("admin:baocao_bobaocao_tiep_nhan_nhieu") + f"?bo={cac_so}")

    assert [b.pk for b in BoBaoCao.objects.da_nhan()] == [hai_bo[0].pk]


def so_cau_hoi(client, duong):
    with CaptureQueriesContext(connection) as cau_hoi:
        tra_loi = client.get(duong)
    assert tra_loi.status_code == 200
    return len(cau_hoi), tra_loi


def test_list_and_dashboard_same_queries_for_1_and_3_rows(client, vao, nguoi, bo_gui):
    vao("cuc_lanh_dao_phong")
    cac_duong = [reverse(DS), reverse("admin:index")]
    for duong in cac_duong:
        client.get(duong)
    mot = [so_cau_hoi(client, d)[0] for d in cac_duong]
    for khoa in ("34:24", "34:01"):
        _giao(mau.nguoi_dung(khoa), bo_gui.ky)
    for duong in cac_duong:
        client.get(duong)

    ba = [so_cau_hoi(client, d) for d in cac_duong]

    assert ba[0][1].context["cl"].result_count == 3
    assert [so for so, _ in ba] == mot


def test_search_without_accents(client, vao, bo_gui):
    vao("cuc_lanh_dao_phong")

    tim = [client.get(reverse(DS), {"q": q}).context["cl"].result_count for q in ("tay ninh", "ha")]

    assert tim == [1, 0]
