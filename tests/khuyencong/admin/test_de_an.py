"""The register and the page of a đề án: who sees it, what a step on a page does."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from khuyencong.admin.xem_de_an import CAC_THE
from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import TieuChi
from khuyencong.doi_form import VIEC_HOI
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import ButToan, DeAn, HopDong, KeHoach, ThamDinh
from khuyencong.services import dieu_chinh, thuc_hien
from khuyencong.so_du import so_du
from khuyencong.viec_form import ChiTienForm, HopDongForm, PhaiHoanTraForm
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.factories.donvi import DonViFactory, ToChucFactory
from tests.factories.khuyencong import DeAnFactory, ThuHuongFactory
from tests.khuyencong import mau

TRIEU = mau.TRIEU
DS = reverse("admin:khuyencong_dean_changelist")


def xem(de_an, the=""):
    duong = reverse("admin:khuyencong_dean_change", args=[de_an.pk])
    return f"{duong}?the={the}" if the else duong


def viec(de_an, ma):
    return reverse("admin:khuyencong_dean_viec", args=[de_an.pk, ma])


def tai_lai(de_an):
    return DeAn.objects.get(pk=de_an.pk)


@pytest.mark.parametrize("the", [ma for ma, _ in CAC_THE])
def test_every_tab_of_an_approved_de_an_opens(vao, da_duyet, the):
    tra = vao("cuc_phong").get(xem(da_duyet, the))

    assert (tra.status_code, f'href="?the={the}" aria-current' in tra.content.decode()) == (
        200,
        True,
    )


def test_another_province_and_a_draft_are_404(client, gui_cuc, don_vi, n):
    ngoai = tai_khoan("cuc_chuyen_vien")
    PhanCongFactory(user=ngoai, don_vi=DonViFactory(), tu_ngay=date(2020, 1, 1))
    nhap = mau.soan_thao(don_vi, n.trung_tam)

    client.force_login(ngoai)
    ngoai_tinh = [client.get(d).status_code for d in (xem(gui_cuc), viec(gui_cuc, "dong"))]
    client.force_login(n.cuc_ld)

    assert ngoai_tinh == [404, 404]
    assert client.get(xem(nhap)).status_code == 404
    assert client.get(viec(gui_cuc, "khong-co")).status_code == 404


def test_step_is_403_without_its_right_and_leads_back_in_another_state(vao, gui_cuc):
    sai_quyen = vao("cuc").get(viec(gui_cuc, "phe-duyet"))
    sai_luc = vao("cuc_ld").get(viec(gui_cuc, "phe-duyet"))

    assert (sai_quyen.status_code, sai_luc.status_code) == (403, 302)


def test_queries_of_the_list_do_not_grow_with_rows(vao, da_duyet, don_vi):
    c = vao("cuc_ld")

    def cau_hoi():
        with CaptureQueriesContext(connection) as q:
            c.get(DS)
        return [x["sql"] for x in q]

    cau_hoi()
    mot = cau_hoi()
    for i in range(2):
        de_an = DeAnFactory(ma=f"KCQG-2026-9000{i}", don_vi=don_vi, trang_thai="gui_cuc")
        ThuHuongFactory(noi_dung__de_an=de_an)
    ba = cau_hoi()

    assert len(ba) == len(mot), "\n".join(ba)


@pytest.mark.parametrize(
    ("loc", "thay"),
    [
        ("nam=2026", 1),
        ("nam=2025", 0),
        ("nguon=kcqg", 1),
        ("nguon=kcdp", 0),
        ("tinh=%(tinh)s", 1),
        ("tinh=nhieu", 0),
        ("noi_dung=KT4", 1),
        ("noi_dung=KT1", 0),
        ("trang_thai=cho_cuc", 1),
        ("trang_thai=phe_duyet", 0),
        ("chu_y=tre", 1),
        ("chu_y=vuot_tran", 0),
        ("chu_y=chua_nghiem_thu", 0),
        ("q=may say che", 1),
        ("q=lo gach", 0),
    ],
)
def test_filters_and_search_find_what_they_name(vao, gui_cuc, don_vi, loc, thay):
    DeAn.objects.update(han_xu_ly=date(2020, 1, 1))

    trang = vao("cuc_ld").get(f"{DS}?{loc % {'tinh': don_vi.pk}}").content.decode()

    assert trang.count(f">{gui_cuc.ma}</span>") == thay


def test_filter_of_ceilings_finds_a_support_above_the_row_in_force(vao, gui_cuc):
    gui_cuc.cac_noi_dung.get().thu_huong.update(kcqg=301 * TRIEU)

    trang = vao("cuc_ld").get(f"{DS}?chu_y=vuot_tran").content.decode()

    assert trang.count(f">{gui_cuc.ma}</span>") == 1


def _phieu(**khac):
    du_lieu = {
        "cach": "hoi_dong", "ngay": "20/01/2026", "ket_luan": "dat", "y_kien": "Đủ điều kiện.",
        "kcqg": "300.000.000", "doi_ung": "400.000.000", "tv-TOTAL_FORMS": "3",
        "tv-INITIAL_FORMS": "0",
    }  # fmt: skip
    for t in TieuChi:
        du_lieu |= {f"tc_{t.value}": "co", f"nx_{t.value}": ""}
    for i in range(3):
        du_lieu |= {
            f"tv-{i}-ho_ten": f"Ủy viên {i}", f"tv-{i}-chuc_vu": "Cục", f"tv-{i}-co_mat": "co",
            f"tv-{i}-vai_tro": "Ủy viên", f"tv-{i}-phieu": "dat",
        }  # fmt: skip
    return du_lieu | khac


def test_officer_takes_writes_signs_and_concludes_on_the_pages(vao, gui_cuc):
    c = vao("cuc")
    trang = reverse("admin:khuyencong_dean_phieu", args=[gui_cuc.pk])

    ma = [c.post(viec(gui_cuc, "nhan-tham-dinh")).status_code]
    ma.append(c.get(trang).status_code)
    ma.append(c.post(trang, _phieu()).status_code)
    nhap = ThamDinh.objects.get(de_an=gui_cuc, cap="bo").ky_luc
    ma.append(c.post(trang, _phieu(ky="1")).status_code)
    ma.append(c.post(viec(gui_cuc, "ket-luan"), {"ly_do": ""}).status_code)

    phieu = ThamDinh.objects.get(de_an=gui_cuc, cap="bo")
    assert ma == [302, 200, 302, 302, 302]
    assert (nhap, phieu.kcqg, phieu.thanh_vien.count()) == (None, 300 * TRIEU, 3)
    assert tai_lai(gui_cuc).trang_thai == "du_kien"


def test_refusals_of_a_phieu_come_all_at_once(vao, gui_cuc):
    c = vao("cuc")
    c.post(viec(gui_cuc, "nhan-tham-dinh"))
    sai = _phieu(ky="1", tc_phu_hop="", tc_ho_so="khong", **{"tv-0-phieu": "", "tv-1-phieu": ""})

    tra = c.post(reverse("admin:khuyencong_dean_phieu", args=[gui_cuc.pk]), sai)

    cau = tra.context["form"].non_field_errors()
    assert (tra.status_code, len(cau), gui_cuc.tham_dinh.filter(cap="bo").count()) == (409, 4, 0)


def test_return_page_names_the_parts_and_stops_the_clock(vao, gui_cuc):
    c = vao("cuc")
    c.post(viec(gui_cuc, "nhan-tham-dinh"))
    trang = reverse("admin:khuyencong_dean_bo_sung", args=[gui_cuc.pk])
    bang = {"yc-TOTAL_FORMS": "2", "yc-INITIAL_FORMS": "0", "ly_do": "Thiếu thuyết minh"}

    trong = c.post(trang, bang)
    lech = c.post(trang, bang | {"yc-0-phan": "du_toan"})
    dung = c.post(trang, bang | {"yc-0-phan": "du_toan", "yc-0-noi_dung": "Bổ sung báo giá."})

    d = tai_lai(gui_cuc)
    assert [t.status_code for t in (trong, lech, dung)] == [409, 422, 302]
    assert (d.trang_thai, d.vong, d.dung_tu) == ("bo_sung", 2, timezone.localdate())


def test_approval_many_runs_dry_first_and_one_refusal_does_not_stop_the_rest(
    vao, gui_cuc, don_vi, n
):
    hai = DeAnFactory(ma="KCQG-2026-90001", don_vi=don_vi, trang_thai="gui_cuc")
    de_an = mau.tham_dinh.nhan_tham_dinh(gui_cuc, by=n.cuc)
    mau.phieu(de_an, n.cuc)
    mau.tham_dinh.ket_luan(de_an, by=n.cuc)
    trang = f"{reverse('admin:khuyencong_dean_duyet_nhieu')}?de_an={gui_cuc.pk},{hai.pk}"
    so = {"so_quyet_dinh": "3536/QĐ-BCT", "ngay": "30/12/2025"}
    c = vao("cuc_ld")

    thu = c.post(trang, so | {"xem": "1"})
    sau_thu = (tai_lai(gui_cuc).trang_thai, so_du(gui_cuc).cua(L.PHE_DUYET))
    c.post(trang, so | {"ghi": "1"})

    kq = thu.context["ket_qua"]
    assert ([d.pk for d in kq.duoc], [d.pk for d, _ in kq.tu_choi]) == ([gui_cuc.pk], [hai.pk])
    assert (kq.tien, sau_thu) == (300 * TRIEU, ("du_kien", 0))
    assert (tai_lai(gui_cuc).trang_thai, tai_lai(hai).trang_thai) == ("phe_duyet", "gui_cuc")


def test_taking_many_shows_refusals_then_takes_the_others(vao, gui_cuc, don_vi):
    hai = DeAnFactory(ma="KCQG-2026-90001", don_vi=don_vi, trang_thai="phe_duyet")
    trang = f"{reverse('admin:khuyencong_dean_nhan_nhieu')}?de_an={gui_cuc.pk},{hai.pk}"
    c = vao("cuc")

    thu = c.get(trang).context["ket_qua"]
    c.post(trang)

    assert (len(thu.duoc), len(thu.tu_choi), tai_lai(gui_cuc).trang_thai) == (1, 1, "tham_dinh_bo")


@pytest.fixture
def da_giao(da_duyet, n):
    thuc_hien.giao_von(
        KeHoach.objects.create(nam=2026, nguon="kcqg"), so_dot=1, so_van_ban="1", by=n.cuc_ld,
        ngay=date(2026, 2, 1), phan=[(da_duyet, "kcqg", 300 * TRIEU)],
    )  # fmt: skip
    return da_duyet


def _hop_dong(de_an, kcqg):
    return {
        "so": "05/2026/HĐ", "ngay": "10/02/2026", "het_han": "30/11/2026", "ben_a": "Cục",
        "ben_b": de_an.thuc_hien_id, "kcqg": kcqg, "doi_ung": "400.000.000",
    }  # fmt: skip


def test_contract_above_approved_is_refused_in_the_dialog(vao, da_duyet):
    tra = vao("cuc_phong").post(viec(da_duyet, "hop-dong"), _hop_dong(da_duyet, "300.000.001"))

    assert (tra.status_code, HopDong.objects.count()) == (409, 0)
    assert "KC20" in tra.content.decode()


def test_money_steps_from_contract_to_liquidation_on_the_pages(vao, da_giao, n):
    c = vao("cuc_phong")
    c.post(viec(da_giao, "hop-dong"), _hop_dong(da_giao, "300.000.000"))
    hd = HopDong.objects.get()
    bao = thuc_hien.bao_cao_thang(
        hd, by=n.trung_tam,
        du_lieu={"nam": 2026, "thang": 3, "khoi_luong": 80, "kinh_phi_nha_nuoc": 0,
                 "kinh_phi_khac": 400 * TRIEU},
    )  # fmt: skip
    thuc_hien.xac_nhan_tien_do(bao, by=n.tham_dinh_so)
    ung = {"hop_dong": hd.pk, "nguon": "kcqg", "ngay": "01/04/2026", "chung_tu": "UNC 01"}
    ma = [c.post(viec(da_giao, "tam-ung"), ung | {"so_tien": "211.000.000"}).status_code]
    ma.append(c.post(viec(da_giao, "tam-ung"), ung | {"so_tien": "210.000.000"}).status_code)
    ma.append(
        c.post(
            viec(da_giao, "nghiem-thu"),
            {
                "hop_dong": hd.pk, "loai": "5c", "ngay": "20/06/2026", "dia_diem": "Xưởng",
                "thanh_phan": "Sở", "ket_qua": "Đạt", "dat": "co", "so_luong": "1",
                "kcqg": "300.000.000", "doi_ung": "400.000.000",
            },
        ).status_code
    )  # fmt: skip
    ma.append(c.post(viec(da_giao, "hoan-thanh-nghiem-thu")).status_code)
    for t in ("bien-ban-nghiem-thu", "bao-cao-ket-qua", "bang-ke-chung-tu"):
        mau.nop_tai_lieu(da_giao, ma=t, ten=t, tep=mau.tep(), by=n.trung_tam)
    thuc_hien.ke_chung_tu(
        hd, by=n.trung_tam,
        cac_dong=[{"so": "HĐ 12", "ngay": date(2026, 5, 5), "noi_dung": "Máy sấy",
                   "nguon": "kcqg", "so_tien": 300 * TRIEU}],
    )  # fmt: skip
    ma.append(
        c.post(
            viec(da_giao, "quyet-toan"),
            {"ngay": "10/07/2026", "chung_tu": "Mẫu 7", f"hd{hd.pk}_kcqg": "300.000.000"},
        ).status_code
    )
    ma.append(c.post(viec(da_giao, "thanh-ly"), {"ngay": "01/08/2026"}).status_code)

    assert ma == [409, 302, 302, 302, 302, 302]
    assert tai_lai(da_giao).trang_thai == "theo_doi"
    assert so_du(da_giao).cua(L.QUYET_TOAN) == 300 * TRIEU


def test_entry_is_reversed_once_by_who_may(vao, da_giao):
    dong = ButToan.objects.get(de_an=da_giao, loai=L.GIAO)
    trang = reverse("admin:khuyencong_dean_dao", args=[da_giao.pk, dong.pk])
    dao = {"ngay": "05/02/2026", "ly_do": "Ghi nhầm đợt giao vốn"}

    khong_quyen = vao("cuc_phong").post(trang, dao).status_code
    lan = [vao("cuc_ld").post(trang, dao).status_code for _ in range(2)]

    assert (khong_quyen, lan) == (409, [302, 409])
    assert so_du(da_giao).cua(L.GIAO) == 0


def test_decision_on_an_adjustment_is_entered_by_its_level(vao, da_duyet, n):
    dong = dieu_chinh.de_nghi(
        da_duyet, viec="sang_nam_sau", noi_dung="Máy về chậm",
        sau={"den_ngay": "2027-03-31"}, by=n.trung_tam,
    )  # fmt: skip
    dieu_chinh.so_xac_nhan(dong, by=n.tham_dinh_so)
    trang = reverse("admin:khuyencong_dean_quyet_dinh", args=[da_duyet.pk, dong.pk])
    quyet = {"dong_y": "co", "so_van_ban": "QĐ 1/QĐ-BCT", "ngay_van_ban": "01/03/2026"}

    ma = [vao(ai).post(trang, quyet).status_code for ai in ("cuc_phong", "cuc_ld")]

    assert ma == [409, 302]
    assert tai_lai(da_duyet).den_ngay == date(2027, 3, 31)
    assert "đến ngày: 30/11/2026 → 31/03/2027" in (
        vao("cuc_ld").get(xem(da_duyet, "dieu-chinh")).content.decode().lower()
    )


def test_officer_asks_for_an_adjustment_that_another_decides(vao, da_duyet, n):
    trang = reverse("admin:khuyencong_dean_de_nghi", args=[da_duyet.pk])
    o = {"viec": "sang_nam_sau", "ly_do": "Máy về cảng chậm vì bão.", "den_ngay": "31/03/2027"}
    c = vao("cuc_phong")

    nut = trang in c.get(xem(da_duyet, "dieu-chinh")).content.decode()
    dien_san = 'value="30/11/2026"' in c.get(trang, {"viec": "sang_nam_sau"}).content.decode()
    sai = c.post(trang, o | {"den_ngay": "30/11/2026"}).status_code
    gui = c.post(trang, o).status_code
    ld = vao("cuc_ld").post(trang, o).status_code

    dong = da_duyet.dieu_chinh.get()
    assert (nut, dien_san, sai, gui, ld) == (True, True, 422, 302, 403)
    assert (dong.cap, dong.trang_thai, dong.nguoi_lap) == ("bo", "cho_so", n.cuc_phong)
    assert (dong.truoc, dong.sau) == ({"den_ngay": "2026-11-30"}, {"den_ngay": "2027-03-31"})
    dieu_chinh.so_xac_nhan(dong, by=n.tham_dinh_so)
    quyet = reverse("admin:khuyencong_dean_quyet_dinh", args=[da_duyet.pk, dong.pk])
    so = {"dong_y": "co", "so_van_ban": "QĐ 1/QĐ-BCT", "ngay_van_ban": "01/03/2026"}
    assert vao("cuc_ld").post(quyet, so).status_code == 302


@pytest.mark.parametrize("viec_doi", VIEC_HOI)
def test_every_kind_of_adjustment_opens_in_the_admin(vao, da_duyet, viec_doi):
    trang = reverse("admin:khuyencong_dean_de_nghi", args=[da_duyet.pk])

    tra = vao("cuc_phong").get(trang, {"viec": viec_doi})

    assert (tra.status_code, bool(tra.context["form"].fields)) == (200, True)


QD_NGUNG = {
    "ly_do": "Cơ sở không đủ vốn đối ứng", "so_van_ban": "99/QĐ-BCT", "ngay_van_ban": "20/04/2026",
}  # fmt: skip


def test_request_to_stop_is_refused_then_granted(vao, da_duyet, n):
    thuc_hien.xin_ngung(da_duyet, ly_do="Cơ sở không đủ vốn đối ứng", by=n.trung_tam)

    tiep = vao("cuc_phong").post(viec(da_duyet, "tiep-tuc"), {"ly_do": "Chưa đủ căn cứ để ngừng"})
    chua = vao("cuc_ld").post(viec(da_duyet, "ngung"), QD_NGUNG)
    dieu_chinh.so_xac_nhan(da_duyet.dieu_chinh.get(), by=n.tham_dinh_so)
    ngung = vao("cuc_ld").post(viec(da_duyet, "ngung"), QD_NGUNG)

    assert (tiep.status_code, chua.status_code, ngung.status_code) == (409, 409, 302)
    assert tai_lai(da_duyet).trang_thai == "ngung"


def test_contract_of_kcdp_is_given_by_the_so_and_pays_khuyen_cong_money_only(don_vi, n, da_duyet):
    tinh = mau.soan_thao(don_vi, n.trung_tam, nguon="kcdp", ho_tro=100 * mau.TRIEU)
    so = ToChucFactory(don_vi=don_vi)
    ToChucFactory(ma="cuc", don_vi=None, loai="cuc", ten_goi="Cục Công Thương địa phương")
    h, quoc_gia = doc_ho_so(tinh), doc_ho_so(da_duyet)

    ben_a = [HopDongForm(h=x).fields["ben_a"].initial for x in (h, quoc_gia)]
    nguon = [
        [ma for ma, _ in lop(h=x).fields["nguon"].choices if ma]
        for lop in (ChiTienForm, PhaiHoanTraForm)
        for x in (h, quoc_gia)
    ]

    assert (ben_a[0], ben_a[1]) == (so.ten_goi, "Cục Công Thương địa phương")
    assert nguon == [["kcdp"], ["kcqg"], ["kcdp"], ["kcqg"]]
