"""Catalogues, plans and the network: editing with a look at the effect, allotment in rounds."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.admin.tac_dong import tac_dong
from khuyencong.choices import LoaiButToan as L
from khuyencong.models import (
    ChuongTrinh,
    CongTacVien,
    DeAn,
    DinhMuc,
    KeHoach,
    MauBieu,
    NoiDung,
    QuyTac,
    TrungTam,
    TuVanVien,
)
from khuyencong.so_du import so_du
from tests.factories.donvi import ToChucFactory, XaFactory
from tests.khuyencong import mau

TRIEU = mau.TRIEU
DANH_MUC = (
    "noidung nganhnghe chedodoituong dinhmuc thoihan tyletamung yeucautailieu thamquyen "
    "diabanuutien maubieu quytac chuongtrinh kehoach trungtam congtacvien tuvanvien"
)


def sua(dong):
    return reverse(f"admin:khuyencong_{dong._meta.model_name}_change", args=[dong.pk])


def dinh_muc_kt4():
    return DinhMuc.objects.hieu_luc(date(2026, 1, 20)).get(noi_dung="KT4", nguon="kcqg")


def o_dinh_muc(d, **khac):
    return {
        "noi_dung": d.noi_dung, "nguon": d.nguon, "don_vi": "", "don_vi_tinh": d.don_vi_tinh,
        "ty_le_toi_da": d.ty_le_toi_da or "", "muc_toi_da": d.muc_toi_da, "can_cu": d.can_cu,
        "he_so_uu_tien": d.he_so_uu_tien,
        "hieu_luc_tu": f"{d.hieu_luc_tu:%d/%m/%Y}", "hieu_luc_den": "", "ghi_chu": d.ghi_chu,
    } | khac  # fmt: skip


@pytest.mark.parametrize("ten", DANH_MUC.split())
def test_list_search_filter_and_form_open(vao, don_vi, ten):
    c = vao("cuc_phong")
    ds = reverse(f"admin:khuyencong_{ten}_changelist")
    loc = "" if ten == "kehoach" or ten == "chuongtrinh" or ten == "trungtam" else "&hieu_luc=nay"

    ma = [c.get(f"{ds}?q=ho tro{loc}").status_code, c.get(f"{ds}add/").status_code]

    assert ma == [200, 200]


def test_search_needs_no_accents_and_history_opens(vao, don_vi):
    nd = NoiDung.objects.filter(ma="KT4").latest("hieu_luc_tu")
    c = vao("cuc")

    trang = c.get(f"{reverse('admin:khuyencong_noidung_changelist')}?q=may moc").content.decode()

    assert sua(nd) in trang
    assert c.get(reverse("admin:khuyencong_noidung_history", args=[nd.pk])).status_code == 200


def test_lower_ceiling_shows_the_de_an_it_blocks_and_saves_on_the_second_click(vao, gui_cuc):
    d = dinh_muc_kt4()
    c = vao("cuc_phong")
    gui = o_dinh_muc(d, muc_toi_da="200.000.000")

    xem = c.post(sua(d), gui)
    chua = DinhMuc.objects.get(pk=d.pk).muc_toi_da
    luu = c.post(sua(d), gui | {"_da_xem": "1"})

    td = xem.context["tac_dong"]
    assert gui_cuc.ma in {x.de_an.ma for x in td.cac}
    assert {v.ma for x in td.cac for v in x.them} == {"KC05"}
    assert (chua, luu.status_code) == (300 * TRIEU, 302)
    assert DinhMuc.objects.get(pk=d.pk).muc_toi_da == 200 * TRIEU


def test_faulty_row_is_told_by_its_form_and_never_previewed(vao, don_vi):
    d = dinh_muc_kt4()

    tra = vao("cuc_phong").post(sua(d), o_dinh_muc(d, ty_le_toi_da="150"))

    assert (tra.status_code, "tac_dong" in tra.context) == (200, False)
    assert tra.context["adminform"].form.errors["ty_le_toi_da"]


def test_effect_reads_only_open_de_an_of_the_activity_and_writes_nothing(gui_cuc, da_duyet):
    q = QuyTac.objects.get(ma="KC05")
    q.muc = "W"
    gui_cuc.cac_noi_dung.get().thu_huong.update(kcqg=301 * TRIEU)
    khac = DinhMuc.objects.filter(noi_dung="KT1").first()

    cua_quy_tac = tac_dong(q, QuyTac.objects.get(ma="KC05"))
    cua_noi_dung_khac = tac_dong(khac, khac)

    assert [(x.de_an.pk, [v.muc for v in x.them]) for x in cua_quy_tac.cac] == [(gui_cuc.pk, ["W"])]
    assert (cua_quy_tac.so_mo, cua_quy_tac.bot_chan) == (2, 1)
    assert (cua_noi_dung_khac.so_mo, QuyTac.objects.get(ma="KC05").muc) == (0, "E")


def test_effect_asks_the_same_queries_for_one_and_two_de_an(gui_cuc, da_duyet):
    d = dinh_muc_kt4()

    def dem():
        with CaptureQueriesContext(connection) as q:
            tac_dong(d, d)
        return len(q)

    hai = dem()
    DeAn.objects.filter(pk=da_duyet.pk).update(trang_thai="dong")

    assert dem() == hai


def test_officer_adds_a_programme_with_targets(vao, don_vi):
    du_lieu = {
        "ma": "kcqg-2026-2030", "ten": "Chương trình 2026–2030", "nguon": "kcqg", "don_vi": "",
        "tu_nam": "2026", "den_nam": "2030", "can_cu": "QĐ 2646/QĐ-BCT", "kinh_phi": "",
        "ghi_chu": "", "muc_tieu-TOTAL_FORMS": "1", "muc_tieu-INITIAL_FORMS": "0",
        "muc_tieu-0-noi_dung": "KT4", "muc_tieu-0-ten": "Ứng dụng máy móc",
        "muc_tieu-0-don_vi_tinh": "cơ sở", "muc_tieu-0-so": "1200", "muc_tieu-0-ghi_chu": "",
    }  # fmt: skip

    tra = vao("cuc_phong").post(reverse("admin:khuyencong_chuongtrinh_add"), du_lieu)

    assert tra.status_code == 302
    assert [m.so for m in ChuongTrinh.objects.get(ma="kcqg-2026-2030").muc_tieu.all()] == [1200]


def test_network_rows_are_added_by_the_officer_of_the_province(vao, don_vi):
    c = vao("cuc")
    xa = XaFactory(tinh=don_vi)
    chung = {"hieu_luc_tu": "01/01/2026", "hieu_luc_den": "", "ghi_chu": ""}

    ma = [
        c.post(
            reverse("admin:khuyencong_congtacvien_add"),
            chung | {"ho_ten": "Rơ Châm H", "xa": xa.pk, "dien_thoai": "", "quyet_dinh": ""},
        ).status_code,
        c.post(
            reverse("admin:khuyencong_tuvanvien_add"),
            chung
            | {
                "ho_ten": "Trần B", "linh_vuc": "Sản xuất sạch hơn, Năng lượng", "trinh_do": "",
                "kinh_nghiem": "", "don_vi": don_vi.pk, "can_cu": "QĐ 1/QĐ-BCT",
            },
        ).status_code,
        c.post(
            reverse("admin:khuyencong_trungtam_add"),
            {"to_chuc": ToChucFactory(don_vi=don_vi).pk, "cap": "tinh", "bien_che": "20",
             "vien_chuc": "18", "giam_doc": "1", "pho_giam_doc": "2", "den_ngay": "31/12/2025",
             "ghi_chu": ""},
        ).status_code,
    ]  # fmt: skip

    assert ma == [302, 302, 302]
    assert (CongTacVien.objects.get().xa, TrungTam.objects.get().vien_chuc) == (xa, 18)
    assert TuVanVien.objects.get().linh_vuc == ["Sản xuất sạch hơn", "Năng lượng"]


def test_allotment_runs_dry_then_enters_the_ledger(vao, da_duyet):
    kh = KeHoach.objects.create(nam=2026, nguon="kcqg")
    trang = reverse("admin:khuyencong_kehoach_giao_von", args=[kh.pk])
    gui = {"so_dot": "1", "so_van_ban": "437/CTĐP-QLKC", "ngay": "01/02/2026"}
    c = vao("cuc_ld")

    trong = c.post(trang, gui)
    vuot = c.post(trang, gui | {f"da{da_duyet.pk}": "300.000.001", "ghi": "1"})
    thu = c.post(trang, gui | {f"da{da_duyet.pk}": "120.000.000"})
    sau_thu = so_du(da_duyet).cua(L.GIAO)
    ghi = c.post(trang, gui | {f"da{da_duyet.pk}": "120.000.000", "ghi": "1"})

    assert [t.status_code for t in (trong, vuot, thu, ghi)] == [422, 409, 200, 302]
    assert (sau_thu, so_du(da_duyet).cua(L.GIAO)) == (0, 120 * TRIEU)
    assert "120" in c.get(sua(kh)).content.decode()


def test_allotment_is_for_who_may_approve_only(vao, da_duyet):
    kh = KeHoach.objects.create(nam=2026, nguon="kcqg")
    trang = reverse("admin:khuyencong_kehoach_giao_von", args=[kh.pk])

    assert [vao(ai).get(trang).status_code for ai in ("cuc", "cuc_phong", "cuc_ld")] == [
        403, 403, 200,
    ]  # fmt: skip


def test_queries_of_a_catalogue_list_do_not_grow_with_rows(vao, don_vi):
    c = vao("cuc")

    def dem():
        with CaptureQueriesContext(connection) as q:
            c.get(reverse("admin:khuyencong_maubieu_changelist"))
        return len(q)

    dem()
    it = dem()
    for i in range(3):
        MauBieu.objects.create(ma=f"x{i}", ten="Thử", can_cu="TT", hieu_luc_tu=date(2026, 1, 1))

    assert dem() == it
