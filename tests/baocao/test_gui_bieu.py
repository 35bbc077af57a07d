"""M10: due 15/3 of the next year, sent on its own after the year's pack; rates by form."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from baocao.bang import dung_bang
from baocao.choices import TrangThaiO, TrangThaiSoLieu
from baocao.models import BoBaoCao, GuiBieu, HanNop, PhieuBieu
from baocao.portal.tien_do import dung_cac_bo
from baocao.services import gui_bieu as dich_vu
from baocao.services.nhac_han import cac_viec_han
from baocao.services.nhap_lieu import GhiO, cap_nhat_so_lieu
from baocao.statistics import ky_luat, ky_luat_theo_bieu, tinh_hinh_nop
from baocao.statistics.han_bieu import bieu_gui_rieng
from tests.baocao import mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.fixture
def nguoi():
    return mau.nguoi_dung()


@pytest.fixture
def phieu(nguoi):
    """M10 in a received pack of 2026 whose other form was sent."""
    bo = mau.bo_moi(nguoi, "2026-N", bieu={"Q04", "M10"})
    luc = datetime(2026, 12, 17, 9, tzinfo=timezone.get_current_timezone())
    BoBaoCao.objects.filter(pk=bo.pk).update(
        trang_thai="tiep_nhan", gui_lan_dau_luc=luc, gui_luc=luc, tiep_nhan_luc=luc,
        tinh_han="dung_han",
    )  # fmt: skip
    return PhieuBieu.objects.select_related("bo__ky", "bieu_mau").get(bo=bo, bieu_mau__ma="M10")


def _dien(phieu, nguoi, bo_lai=0):
    """«Không phát sinh» in every cell M10 asks for but the last ``bo_lai``."""
    ghi = [
        GhiO(
            d.chi_tieu.ma,
            "M1",
            trang_thai_o=TrangThaiO.KHONG_PHAT_SINH,
            trang_thai_sl=TrangThaiSoLieu.CHINH_THUC,
        )
        for d in dung_bang(phieu)
        if d.chi_tieu.bat_buoc == "luon"
    ]
    ghi = ghi[: len(ghi) - bo_lai]
    cap_nhat_so_lieu(phieu, ghi, by=nguoi.chuyen_vien, ly_do="Số liệu chợ đến 31/12.")


def _gia_tri(bieu):
    return {s.chi_tieu: s.gia_tri for s in ky_luat("2026-N", bieu=bieu)}


def test_only_the_form_due_after_the_lock_is_sent_on_its_own(phieu, nguoi):
    q04 = PhieuBieu.objects.get(bo=phieu.bo, bieu_mau__ma="Q04")

    assert bieu_gui_rieng(phieu.bo.ky) == {"M10"}
    assert dich_vu.vuong_gui_bieu(q04, by=nguoi.lanh_dao) == [
        "Biểu này gửi cùng bộ báo cáo, không gửi riêng."
    ]


def test_empty_form_and_wrong_people_are_refused(phieu, nguoi):
    with pytest.raises(ValidationError, match="chưa có số liệu nào"):
        dich_vu.gui_bieu(phieu, by=nguoi.lanh_dao)
    with pytest.raises(PermissionDenied):
        dich_vu.gui_bieu(phieu, by=nguoi.chuyen_vien)
    with pytest.raises(PermissionDenied):
        dich_vu.gui_bieu(phieu, by=mau.nguoi_dung("34:01").lanh_dao)

    assert GuiBieu.objects.count() == 0


def test_form_with_a_mandatory_cell_left_open_is_refused(phieu, nguoi):
    _dien(phieu, nguoi, bo_lai=1)

    assert dung_bang(phieu).muc_day_du() == (13, 14)
    with pytest.raises(ValidationError, match="Còn 1/14 ô bắt buộc chưa điền"):
        dich_vu.gui_bieu(phieu, by=nguoi.lanh_dao)


def test_pack_neither_asks_for_the_form_nor_waits_for_it(nguoi):
    bo = mau.bo_moi(nguoi, "2026-N", bieu={"Q04", "M10"})
    (truoc,) = dung_cac_bo([bo], nguoi.chuyen_vien, timezone.localdate())

    bo = mau.da_gui(bo, nguoi)

    assert [v.cau for v in truoc.viec] == ["Nhập và trình phòng: Q04"]
    rieng = bo.phieu.get(bieu_mau__ma="M10")
    assert (bo.trang_thai, rieng.trang_thai) == ("da_gui", "chua_nhap")


def test_form_is_judged_by_its_own_date_once(phieu, nguoi):
    _dien(phieu, nguoi)
    han = timezone.localdate() - timedelta(days=3)
    HanNop.objects.filter(ky=phieu.bo.ky, bieu="").update(ngay=han - timedelta(days=30))
    HanNop.objects.filter(ky=phieu.bo.ky, bieu="M10").update(ngay=han)

    gui = dich_vu.gui_bieu(phieu, by=nguoi.lanh_dao)

    assert (gui.tinh_han, gui.so_ngay_tre, len(gui.sha256)) == ("tre_han", 3, 64)
    with pytest.raises(ValidationError, match="đã được gửi"):
        dich_vu.gui_bieu(phieu, by=nguoi.lanh_dao)


def test_rates_of_a_form_follow_its_own_sending(phieu, nguoi):
    truoc, bo = _gia_tri("M10"), _gia_tri("Q04")
    _dien(phieu, nguoi)
    dich_vu.gui_bieu(phieu, by=nguoi.lanh_dao)

    sau = _gia_tri("M10")

    assert [truoc[m] for m in ("KL01", "KL02", "KL08", "KL11")] == [1, 0, 0, 0]
    assert [sau[m] for m in ("KL01", "KL02", "KL08", "KL11")] == [1, 1, 100, 100]
    assert [bo[m] for m in ("KL01", "KL02", "KL08")] == [1, 1, 100]


def test_rates_of_all_forms_at_once_are_those_of_each(phieu, nguoi, django_assert_num_queries):
    _dien(phieu, nguoi)
    dich_vu.gui_bieu(phieu, by=nguoi.lanh_dao)
    cac_dong = tinh_hinh_nop(ky="2026-N")

    with django_assert_num_queries(6):
        mot = ky_luat_theo_bieu("2026-N", cac_bieu=["Q04"], cac_dong=cac_dong)
    with django_assert_num_queries(6):
        hai = ky_luat_theo_bieu("2026-N", cac_bieu=["Q04", "M10"], cac_dong=cac_dong)

    assert hai == {b: ky_luat("2026-N", bieu=b) for b in ("Q04", "M10")}
    assert mot == {"Q04": hai["Q04"]}


def test_reminders_go_on_until_the_form_is_sent(phieu, nguoi):
    truoc = [v for v in cac_viec_han() if v.phieu_rieng == phieu.pk]
    _dien(phieu, nguoi)
    dich_vu.gui_bieu(phieu, by=nguoi.lanh_dao)
    sau = [v for v in cac_viec_han() if v.phieu_rieng == phieu.pk]

    (viec,) = truoc
    assert (viec.han.ngay, sau) == (date(2027, 3, 15), [])
    assert viec.lien_ket == f"/so/phieu/{phieu.pk}/gui-rieng/"


def test_page_tells_what_is_missing_then_sends(phieu, nguoi, client):
    client.force_login(nguoi.lanh_dao)
    duong = f"/so/phieu/{phieu.pk}/gui-rieng/"

    trong, xau = client.get(duong), client.post(duong)
    _dien(phieu, nguoi)
    gui = client.post(duong)
    xong = client.get(duong)

    assert "Còn phải làm trước khi gửi" in trong.content.decode()
    assert (xau.status_code, gui.status_code) == (422, 302)
    assert "Đã gửi lúc" in xong.content.decode()


def test_pack_page_leads_to_the_sending_of_its_own(phieu, nguoi, client):
    client.force_login(nguoi.lanh_dao)

    trang = client.get(reverse("so:bo", args=[phieu.bo_id])).content.decode()

    assert trang.count(reverse("so:gui_rieng", args=[phieu.pk])) == 1
    assert "0/14 ô" in trang
