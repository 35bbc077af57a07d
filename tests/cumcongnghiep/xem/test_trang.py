"""Pages of the country, a province, the list and the questions; what is taken away from them."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cucctdp.files.models import CongViec
from cumcongnghiep.cau_hoi import CAC_CAU
from cumcongnghiep.models import Cum
from cumcongnghiep.xem import lap_giay, xuat_bang
from cumcongnghiep.xuat import TIEU_DE
from tests.cumcongnghiep.xem.mau import cum_day_du
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import CumFactory, VanBanFactory, tinh
from tests.van_ban.doc_word import chu_word

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _cum(nhom_va_luat, django_db_blocker):
    with django_db_blocker.unblock():
        return cum_day_du().pk


@pytest.fixture
def cum(_cum, db):
    return Cum.objects.get(pk=_cum)


@pytest.fixture
def lanh_dao(client, cum):
    client.force_login(tai_khoan("cuc_lanh_dao"))
    return client


def _dem(client, duong):
    with CaptureQueriesContext(connection) as dem:
        assert client.get(duong).status_code == 200
    return len(dem)


def test_every_question_has_a_page(lanh_dao):
    ma = {so: lanh_dao.get(reverse("ccn_mot_cau_hoi", args=[so])).status_code for so in CAC_CAU}

    assert ma == dict.fromkeys(CAC_CAU, 200)


@pytest.mark.parametrize("so", [2, 3, 15])
def test_question_goes_out_as_workbook_and_paper(lanh_dao, so):
    dau = {
        d: lanh_dao.get(reverse("ccn_tai_cau_hoi", args=[so, d])).content[:4]
        for d in ("xlsx", "pdf")
    }

    assert dau == {"xlsx": b"PK\x03\x04", "pdf": b"%PDF"}


def test_rate_stands_in_the_workbook_as_three_numbers(lanh_dao):
    tep = lanh_dao.get(reverse("ccn_tai_cau_hoi", args=[2, "xlsx"])).content
    ws = load_workbook(BytesIO(tep)).active
    dau = next(r for r in ws.iter_rows(values_only=True) if r[0] == "Nhóm")
    dong = next(r for r in ws.iter_rows(values_only=True) if r[0] == "Lào Cai")

    assert dau[2:5] == ("Theo luật\n(%)", "Theo luật: tử số\n(ha)", "Theo luật: mẫu số\n(ha)")
    assert [str(o) for o in dong[2:5]] == ["15.84", "8.3", "52.4"]


def test_unknown_question_is_404(lanh_dao):
    assert lanh_dao.get(reverse("ccn_mot_cau_hoi", args=[23])).status_code == 404


def test_day_to_come_is_told_on_the_form(lanh_dao):
    tra = lanh_dao.get(reverse("ccn_ca_nuoc"), {"den": "31/12/2099"})

    assert tra.status_code == 422
    assert tra.context["form"].errors == {"den": ["Ngày này chưa tới."]}


def test_row_of_an_answer_leads_to_the_clusters_behind_it(lanh_dao, cum):
    cum_khac = VanBanFactory(cum=CumFactory(ten="Khác"), so="7/QĐ-UBND").cum
    tinh(cum_khac)
    hang = lanh_dao.get(reverse("ccn_mot_cau_hoi", args=[14])).context["hang"]
    cac = {h.o[0].chu: h for h in hang}

    tra = lanh_dao.get(cac["Làng nghề"].duong)

    assert [d.c.id for d in tra.context["cum"]] == [cum.pk]


def test_total_of_an_answer_leads_to_all_of_them(lanh_dao, cum):
    tong = lanh_dao.get(reverse("ccn_mot_cau_hoi", args=[1])).context["tong"]

    assert [d.c.id for d in lanh_dao.get(tong.duong).context["cum"]] == [cum.pk]


def test_figure_of_the_country_leads_to_the_clusters_behind_it(lanh_dao, cum):
    VanBanFactory(cum=CumFactory(ten="Chưa có dự án", don_vi=cum.don_vi), so="7/QĐ-UBND")
    duong = reverse("ccn_danh_sach")

    ma = {
        bieu: [d.c.ten for d in lanh_dao.get(duong, {"bieu": bieu}).context["cum"]]
        for bieu in ("3", "15")
    }

    assert ma == {"3": ["Chưa có dự án", cum.ten], "15": [cum.ten]}


def test_map_is_bars_in_the_boundaries_of_63(lanh_dao):
    duong = reverse("ccn_ca_nuoc")

    hinh = [
        lanh_dao.get(duong, {"dia_gioi": d, "chi_tieu": "18"}).context["bieu_do"]
        for d in ("hien_hanh", "63")
    ]

    assert ["quần đảo Hoàng Sa" in h for h in hinh] == [True, False]


def test_list_is_searched_without_accents_and_narrowed(lanh_dao, cum):
    VanBanFactory(cum=CumFactory(ten="Phú Hưng"), so="7/QĐ-UBND")
    duong = reverse("ccn_danh_sach")

    ten = [
        [d.c.ten for d in lanh_dao.get(duong, loc).context["cum"]]
        for loc in ({"tim": "phu hung"}, {"hoat_dong": "dang_hoat_dong"}, {"loai_hinh": "ho_tro"})
    ]

    assert ten == [["Phú Hưng"], [cum.ten], []]


@pytest.mark.parametrize("ten", ["ccn_danh_sach", "ccn_ca_nuoc"])
def test_queries_do_not_grow_with_clusters(lanh_dao, cum, ten):
    mot = _dem(lanh_dao, reverse(ten))
    for i in range(3):
        VanBanFactory(cum=CumFactory(ten=f"Cụm {i}", don_vi=cum.don_vi), so=f"{i}/QĐ-UBND")

    assert _dem(lanh_dao, reverse(ten)) == mot


def test_queries_of_a_province_do_not_grow(lanh_dao, cum):
    duong = reverse("ccn_tinh", args=["15"])
    mot = _dem(lanh_dao, duong)
    cum_day_du(ten="Thứ hai")

    assert _dem(lanh_dao, duong) == mot


def test_province_of_others_is_not_there(client, cum):
    client.force_login(tai_khoan("so_chuyen_vien", don_vi=CumFactory().don_vi))

    ma = [client.get(reverse("ccn_tinh", args=["15"])).status_code]
    ma += [
        client.get(reverse("ccn_ho_so_tinh", args=["15", d])).status_code for d in ("pdf", "docx")
    ]

    assert ma == [404] * 3


def test_list_of_a_so_holds_its_own_clusters_only(client, cum):
    cua_minh = VanBanFactory(so="7/QĐ-UBND").cum
    client.force_login(tai_khoan("so_chuyen_vien", don_vi=cua_minh.don_vi))

    tra = client.get(reverse("ccn_danh_sach"))

    assert [d.c.id for d in tra.context["cum"]] == [cua_minh.pk]


def test_workbook_of_the_list_has_numbers_base_and_cut_off(lanh_dao, cum):
    tra = lanh_dao.post(reverse("ccn_xuat"))
    hang = list(load_workbook(BytesIO(tra.content)).active.iter_rows(values_only=True))

    dong = dict(zip(TIEU_DE, hang[4], strict=True))
    assert hang[3] == TIEU_DE
    assert "khoản 7 Điều 2" in hang[1][0]
    assert dong["Số QĐ thành lập"] == "2978/QĐ-UBND ngày 20/02/2020"
    assert [
        dong[t] for t in ("Diện tích thành lập (ha)", "Diện tích mở rộng (ha)", "Đã cho thuê (ha)")
    ] == [50, 25, 3.3]
    assert dong["Tỷ lệ lấp đầy (%)"] == 15.84


@pytest.mark.parametrize("that", [True, False], ids=["real-is-empty", "demo-is-empty"])
def test_empty_page_leads_to_the_other_kind_of_figures(lanh_dao, cum, that):
    Cum.objects.update(minh_hoa=that)
    gui = {} if that else {"minh_hoa": "1"}
    nut = "Xem số minh họa" if that else "Xem số thật"
    cac = [
        reverse("ccn_ca_nuoc"),
        reverse("ccn_danh_sach"),
        reverse("ccn_mot_cau_hoi", args=[1]),
        reverse("ccn_tinh", args=["15"]),
    ]

    goi_y = [lanh_dao.get(d, gui).context["goi_y"] for d in cac]
    kia = [lanh_dao.get(d + g["duong"]).context["goi_y"] for d, g in zip(cac, goi_y, strict=True)]

    assert [g["nut"] for g in goi_y] == [nut] * 4
    assert kia == [{}] * 4


def test_empty_page_says_nothing_when_the_other_kind_is_empty_too(lanh_dao, cum):
    Cum.objects.update(minh_hoa=True)

    tra = lanh_dao.get(reverse("ccn_danh_sach"), {"tim": "không có tên này"})

    assert tra.context["goi_y"] == {}
    assert "Không có cụm nào khớp." in tra.content.decode()


def test_text_that_a_spreadsheet_would_run_stays_text(lanh_dao, cum):
    cum.ten = "=1+1"
    cum.save()

    o = load_workbook(BytesIO(lanh_dao.post(reverse("ccn_xuat")).content)).active["B5"]

    assert (o.data_type, o.quotePrefix) == ("s", True)


def test_long_list_goes_by_a_job(lanh_dao, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(xuat_bang, "NGAY_TOI_DA", 0)
    da_goi = []
    monkeypatch.setattr("cumcongnghiep.tasks.xuat_bang_cum.delay", lambda *a: da_goi.append(a))

    with django_capture_on_commit_callbacks(execute=True):
        tra = lanh_dao.post(reverse("ccn_xuat"))

    viec = CongViec.objects.get()
    assert tra.url == reverse("ccn_viec_xuat", args=[viec.pk])
    assert da_goi == [(viec.pk, "")]
    assert lanh_dao.get(tra.url).status_code == 200


def test_job_writes_the_file_for_its_maker_alone(client, lanh_dao, monkeypatch):
    monkeypatch.setattr(xuat_bang, "NGAY_TOI_DA", 0)
    lanh_dao.post(reverse("ccn_xuat"))
    viec = CongViec.objects.get()

    xuat_bang.chay_xuat(viec.pk, "")

    viec.refresh_from_db()
    assert (viec.trang_thai, viec.so_dong_tong) == ("xong", 1)
    client.force_login(tai_khoan("cuc_lanh_dao"))
    assert client.get(reverse("tai_tep", args=[viec.ket_qua_id])).status_code == 404


def test_sheet_of_a_province_tells_late_reporters_base_and_coverage(lanh_dao):
    tra = lanh_dao.get(reverse("ccn_ho_so_tinh", args=["15", "docx"]))

    chu = chu_word(tra.content)
    for cau in ("Chậm báo cáo:", "Độ phủ: hồ sơ 1 cụm", "khoản 7 Điều 2", "Nhóm vướng mắc"):
        assert cau in chu


def test_long_sheet_of_a_province_goes_by_a_job(lanh_dao, monkeypatch):
    monkeypatch.setattr("cumcongnghiep.xem.giay_to.CUM_NGAY", 0)
    ngay = lanh_dao.get(reverse("ccn_ho_so_tinh", args=["15", "pdf"]))
    lanh_dao.post(reverse("ccn_lap_giay", args=["tinh-15.docx"]))
    viec = CongViec.objects.get()

    lap_giay.chay_lap(viec.pk, "tinh-15.docx", "")

    viec.refresh_from_db()
    assert ngay.status_code == 409
    assert (viec.trang_thai, viec.ket_qua.ten[-5:]) == ("xong", ".docx")


def test_long_answer_goes_by_a_job(lanh_dao, monkeypatch):
    monkeypatch.setattr("cumcongnghiep.xem.cau_hoi.O_NGAY", 0)
    ngay = lanh_dao.get(reverse("ccn_tai_cau_hoi", args=[1, "pdf"]))
    lanh_dao.post(reverse("ccn_lap_giay", args=["cau-1.pdf"]))
    viec = CongViec.objects.get()

    lap_giay.chay_lap(viec.pk, "cau-1.pdf", "")

    viec.refresh_from_db()
    assert ngay.status_code == 409
    assert (viec.trang_thai, viec.ket_qua.kieu_noi_dung) == ("xong", "application/pdf")


def test_no_job_for_a_paper_there_is_not(lanh_dao):
    ma = {
        g: lanh_dao.post(reverse("ccn_lap_giay", args=[g])).status_code for g in ("x", "cau-99.pdf")
    }

    assert ma == {"x": 404, "cau-99.pdf": 404}
