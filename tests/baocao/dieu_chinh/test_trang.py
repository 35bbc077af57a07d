"""Pages of restatement and review: who gets them, constant queries, threads beside the figures."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baocao.models import BoBaoCao, DieuChinh, GiaoKiemTra, MucBatThuong
from baocao.services import dieu_chinh as dv
from baocao.services import trao_doi
from cucctdp.donvi.models import DonViHanhChinh
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
SO = ("chuyen_vien", "truong_phong", "tong_hop", "lanh_dao", "van_thu")
CUC = ("cuc_chuyen_vien", "cuc_lanh_dao_phong", "cuc_lanh_dao")


def _truy_van(client, url):
    """Queries of one page, after a first visit has filled what is kept per process."""
    client.get(url)
    with CaptureQueriesContext(connection) as dem:
        assert client.get(url).status_code == 200
    return len(dem)


def _cac_bo(bo, nguoi, cac_khoa):
    """Sent packs of other provinces with a score and an assigned officer."""
    for khoa in cac_khoa:
        moi = BoBaoCao.objects.create(
            ky=bo.ky,
            don_vi=DonViHanhChinh.objects.theo_khoa(khoa),
            trang_thai="da_gui",
            gui_luc=timezone.now(),
            gui_lan_dau_luc=timezone.now(),
        )
        MucBatThuong.objects.create(
            bo=moi, lan=1, luc=timezone.now(), diem=25, ly_do=[{"diem": 25, "cau": "Lệch lớn"}]
        )
        GiaoKiemTra.objects.create(
            bo=moi,
            nguoi=nguoi.cuc_chuyen_vien,
            nguoi_giao=nguoi.cuc_lanh_dao_phong,
            luc=timezone.now(),
        )


def test_queue_takes_the_same_queries_for_one_pack_and_for_three(client, nguoi, bo):
    client.force_login(nguoi.cuc_lanh_dao_phong)
    url = f"{reverse('admin:baocao_bobaocao_changelist')}?trang_thai=da_gui"
    _cac_bo(bo, nguoi, ["34:24"])
    mot = _truy_van(client, url)

    _cac_bo(bo, nguoi, ["34:25", "34:31"])

    assert _truy_van(client, url) == mot


@pytest.mark.parametrize("ten_url", ["so:dieu_chinh_ds", "admin:baocao_dieuchinh_changelist"])
def test_list_of_restatements_takes_the_same_queries_for_one_and_for_three(
    client, nguoi, cho_duyet, ten_url
):
    cho_duyet()
    client.force_login(nguoi.lanh_dao if ten_url.startswith("so:") else nguoi.cuc_lanh_dao_phong)
    mot = _truy_van(client, reverse(ten_url))
    (goc,) = DieuChinh.objects.all()

    for so in (8, 9):
        goc.pk, goc.ma = None, f"DC-34:80-2026-Q1-{so:02d}"
        goc._state.adding = True
        goc.save()

    assert _truy_van(client, reverse(ten_url)) == mot


@pytest.mark.parametrize("vai_tro", SO)
def test_every_role_of_the_department_reads_its_request_and_no_other(
    client, nguoi, cho_duyet, vai_tro
):
    d = cho_duyet()
    khac = tai_khoan(f"so_{vai_tro}", don_vi=DonViHanhChinh.objects.theo_khoa("34:24"))
    ma = []

    for user in (getattr(nguoi, vai_tro), khac):
        client.force_login(user)
        ma.append(client.get(reverse("so:dieu_chinh", args=[d.pk])).status_code)

    assert ma == [200, 404]


@pytest.mark.parametrize("vai_tro", SO)
def test_form_of_a_new_request_is_the_own_province_s_only(client, nguoi, bo, vai_tro):
    client.force_login(getattr(nguoi, vai_tro))
    cua_minh = client.get(reverse("so:dieu_chinh_moi", args=[bo.pk]))
    client.force_login(tai_khoan(f"so_{vai_tro}", don_vi=DonViHanhChinh.objects.theo_khoa("34:24")))

    khac = client.get(reverse("so:dieu_chinh_moi", args=[bo.pk]))

    lap_duoc = getattr(nguoi, vai_tro).has_perm("baocao.lap_dieuchinh")
    assert (cua_minh.status_code, khac.status_code) == (200, 404)
    assert ("Lưu đề nghị" in cua_minh.content.decode()) is lap_duoc


def test_draft_of_the_department_is_unknown_to_the_agency(client, nguoi, lap):
    d = lap()
    client.force_login(nguoi.cuc_lanh_dao_phong)

    trang = client.get(reverse("admin:baocao_dieuchinh_change", args=[d.pk]))

    assert trang.status_code == 404


@pytest.mark.parametrize("vai_tro", CUC)
def test_agency_reads_the_request_and_who_decides_sees_the_button(
    client, nguoi, cho_duyet, vai_tro
):
    d = cho_duyet()
    client.force_login(getattr(nguoi, vai_tro))

    trang = client.get(reverse("admin:baocao_dieuchinh_change", args=[d.pk]))

    nut = reverse("admin:baocao_dieuchinh_buoc", args=[d.pk, "duyet"])
    assert trang.status_code == 200
    assert (nut in trang.content.decode()) is (vai_tro != "cuc_chuyen_vien")


def test_officer_of_another_province_gets_neither_request_nor_cell(client, cho_duyet, bo):
    d = cho_duyet()
    client.force_login(tai_khoan("cuc_chuyen_vien"))
    cac_trang = [
        reverse("admin:baocao_dieuchinh_change", args=[d.pk]),
        reverse("admin:baocao_bobaocao_o", args=[bo.pk, "Q04", "BL10", "A3"]),
    ]

    assert [client.get(t).status_code for t in cac_trang] == [404, 404]


def test_threads_stand_at_the_cell_with_a_badge_in_the_form(client, nguoi, bo, phieu):
    trao_doi.viet(
        phieu, chi_tieu="BL10", cot="A3", noi_dung="Số này đã gồm Long An chưa?",
        by=nguoi.chuyen_vien,
    )  # fmt: skip
    client.force_login(nguoi.cuc_chuyen_vien)
    trang_o = reverse("admin:baocao_bobaocao_o", args=[bo.pk, "Q04", "BL10", "A3"])

    bieu = client.get(f"{reverse('admin:baocao_bobaocao_change', args=[bo.pk])}?the=Q04")
    o = client.get(trang_o).content.decode()
    gui = {"chi_tieu": "BL10", "cot": "A3", "ve": trang_o, "noi_dung": "Đề nghị ghi rõ."}
    tra_loi = client.post(reverse("so:trao_doi", args=[phieu.pk]), gui, follow=True)

    assert f'href="{trang_o}#trao-doi-trong">1 trao đổi</a>' in bieu.content.decode()
    assert ("Số này đã gồm Long An chưa?" in o, f'name="ve" value="{trang_o}"' in o) == (True, True)
    assert tra_loi.redirect_chain == [(trang_o, 302)]
    assert "Đề nghị ghi rõ." in tra_loi.content.decode()


def test_columns_from_the_database_name_the_report_to_correct(client, nguoi, bo, bo_sau):
    phieu = bo_sau.phieu.get(bieu_mau__ma="Q04")
    client.force_login(nguoi.chuyen_vien)

    trang = client.get(reverse("so:phieu", args=[phieu.pk])).content.decode()

    # Last period is the received pack; the same period of last year was never filed here.
    duong = reverse("so:dieu_chinh_moi", args=[bo.pk])
    assert f'<a href="{duong}?bieu=Q04">Đề nghị điều chỉnh báo cáo quý I/2026</a>' in trang
    assert "Cột A5, A6 lấy từ báo cáo 6 tháng đầu năm 2025 đã lưu, không gõ đè được." in trang


def test_received_pack_names_its_restatement(client, nguoi, cho_duyet, bo):
    d = dv.duyet(cho_duyet(), by=nguoi.cuc_lanh_dao_phong)
    client.force_login(nguoi.cuc_chuyen_vien)

    trang = client.get(reverse("admin:baocao_bobaocao_change", args=[bo.pk])).content.decode()

    assert reverse("admin:baocao_dieuchinh_change", args=[d.pk]) in trang
    assert BoBaoCao.objects.get(pk=bo.pk).nguoi_kiem_tra == nguoi.cuc_chuyen_vien
