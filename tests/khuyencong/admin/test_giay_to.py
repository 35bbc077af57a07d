"""Papers on the page of a đề án: downloads, signed scans, who may ask for the inspection file."""

import hashlib
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cucctdp.audit.models import SuKien
from cucctdp.files.models import CongViec, Tep
from khuyencong.models import TaiLieu
from khuyencong.services import ban_ky
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.khuyencong import mau
from tests.pdf.nd30 import chu_cua
from tests.van_ban.doc_word import chu_word

BAN_SCAN = b"%PDF-1.7 ban ky"


def the_giay_to(de_an):
    return reverse("admin:khuyencong_dean_change", args=[de_an.pk]) + "?the=giay-to"


def tai(de_an, ma, dinh_dang="pdf"):
    return reverse("kc_giay_to", args=[de_an.pk, ma, dinh_dang])


def nop(de_an, ma):
    return reverse("admin:khuyencong_dean_ban_ky", args=[de_an.pk, ma])


def tep_gui(noi_dung=BAN_SCAN):
    return {"tep": SimpleUploadedFile("quyet-dinh-ky.pdf", noi_dung, "application/pdf")}


def test_tab_lists_every_paper_of_this_state_as_pdf_and_word(vao, da_duyet):
    than = vao("cuc_ld").get(the_giay_to(da_duyet)).content.decode()

    co = re.findall(r'href="/khuyen-cong/de-an/\d+/giay-to/([0-9a-z-]+)\.(pdf|docx)', than)
    assert [ma for ma, d in co if d == "pdf"] == [
        "1", "2", "4b", "bien-ban-tham-dinh", "to-trinh", "quyet-dinh",
    ]  # fmt: skip
    assert [ma for ma, d in co if d == "docx"] == [ma for ma, d in co if d == "pdf"]


def test_paper_is_downloaded_as_pdf_and_as_word(vao, da_duyet):
    client = vao("trung_tam")

    pdf = client.get(tai(da_duyet, "quyet-dinh"))
    word = client.get(tai(da_duyet, "quyet-dinh", "docx"))

    assert "Ba trăm triệu đồng" in chu_cua(pdf.content)
    assert "Ba trăm triệu đồng" in chu_word(word.content)
    assert pdf["Content-Disposition"] == f'attachment; filename="{da_duyet.ma}-quyet-dinh.pdf"'
    assert word["Content-Type"].endswith("wordprocessingml.document")


def test_paper_is_only_for_who_sees_the_de_an(client, vao, da_duyet, don_vi, n):
    nhap = mau.soan_thao(don_vi, n.trung_tam)
    ma = [client.get(tai(da_duyet, "1")).status_code]

    client.force_login(tai_khoan("so_lanh_dao", don_vi=DonViFactory()))
    ma.append(client.get(tai(da_duyet, "1")).status_code)
    ma.append(client.get(nop(da_duyet, "1")).status_code)
    client.force_login(tai_khoan("quan_tri"))
    ma.append(client.get(tai(da_duyet, "1")).status_code)
    vao("cuc")
    ma.append(client.get(tai(nhap, "1")).status_code)
    vao("trung_tam")
    ma += [client.get(f"{tai(da_duyet, '6')}{q}").status_code for q in ("", "?dong=1", "?dong=x")]
    ma.append(client.post(tai(da_duyet, "1")).status_code)

    assert ma == [302, 404, 302, 403, 404, 404, 404, 404, 405]


def test_signed_scan_is_kept_with_its_hash_person_and_event(vao, da_duyet, n):
    client = vao("cuc_ld")

    tra = client.post(nop(da_duyet, "quyet-dinh"), tep_gui())

    ban = TaiLieu.objects.get(de_an=da_duyet, ma="ban-ky-quyet-dinh")
    sha256 = hashlib.sha256(BAN_SCAN).hexdigest()
    su_kien = SuKien.objects.get(hanh_dong="dean.nop_ban_ky")
    trang = client.get(the_giay_to(da_duyet)).content.decode()
    assert (tra.status_code, tra.url) == (302, the_giay_to(da_duyet))
    assert (ban.ten, ban.nguoi, ban.tep.sha256) == ("Bản ký Quyết định", n.cuc_ld, sha256)
    assert su_kien.du_lieu == {
        "giay_to": "Quyết định", "ma": "ban-ky-quyet-dinh", "tep": "quyet-dinh-ky.pdf",
        "sha256": sha256,
    }  # fmt: skip
    assert (sha256 in trang, n.cuc_ld.ten_hien_thi in trang) == (True, True)


def test_what_is_no_pdf_is_refused_and_nothing_is_kept(vao, da_duyet):
    truoc = (TaiLieu.objects.count(), Tep.objects.count())
    client = vao("cuc_ld")

    khong_pdf = client.post(nop(da_duyet, "quyet-dinh"), tep_gui(b"PK\x03\x04"))
    trong = client.post(nop(da_duyet, "quyet-dinh"), {})

    assert "Chỉ nhận tệp PDF" in khong_pdf.content.decode()
    assert trong.status_code == 200
    assert (TaiLieu.objects.count(), Tep.objects.count()) == truoc


def test_signed_scan_is_for_who_signs_that_paper(vao, da_duyet, n):
    tra = vao("cuc").get(nop(da_duyet, "1")), vao("cuc").get(nop(da_duyet, "6"))

    assert [t.status_code for t in tra] == [403, 404]
    with pytest.raises(PermissionDenied, match="không có quyền nộp bản ký"):
        ban_ky.nop_ban_ky(da_duyet, ma="quyet-dinh", tep=mau.tep(), by=n.trung_tam)
    ngoai = tai_khoan("so_lanh_dao", don_vi=DonViFactory())
    with pytest.raises(PermissionDenied, match="phạm vi"):
        ban_ky.nop_ban_ky(da_duyet, ma="1", tep=mau.tep(), by=ngoai)
    with pytest.raises(ValidationError, match="mã «99»"):
        ban_ky.nop_ban_ky(da_duyet, ma="99", tep=mau.tep(), by=n.cuc_ld)


def test_paper_of_a_province_is_kept_by_its_so(don_vi, n):
    de_an = mau.qua_so(mau.soan_thao(don_vi, n.trung_tam, nguon="kcdp"), n)

    assert ban_ky.vuong_ban_ky(de_an, "quyet-dinh", n.lanh_dao_so) == []
    assert ban_ky.vuong_ban_ky(de_an, "quyet-dinh", n.cuc_ld) == [
        "Giấy tờ của đề án khuyến công địa phương do Sở Công Thương lưu."
    ]


def test_tab_costs_the_same_for_one_and_three_scans(vao, da_duyet, n):
    client = vao("cuc_ld")
    so = []
    for them in (1, 2):
        for i in range(them):
            tep = mau.tep(f"ban-{them}-{i}.pdf")
            ban_ky.nop_ban_ky(da_duyet, ma="quyet-dinh", tep=tep, by=n.cuc_ld)
        with CaptureQueriesContext(connection) as cau:
            client.get(the_giay_to(da_duyet))
        so.append(len(cau))

    assert so[0] == so[1]


def test_failed_inspection_file_says_why_on_the_page(vao, da_duyet, monkeypatch):
    client = vao("cuc_ld")
    CongViec.objects.create(
        loai="ho_so_thanh_tra", khoa=f"ho_so_thanh_tra:{da_duyet.pk}", ten="x", trang_thai="loi",
        loi="ValidationError: ['Tệp «a.pdf» không còn trong kho.', 'Tệp «b.pdf» cũng vậy.']",
    )  # fmt: skip

    trang = client.get(the_giay_to(da_duyet)).content.decode()

    assert "Tệp «a.pdf» không còn trong kho. Tệp «b.pdf» cũng vậy." in trang


def test_inspection_file_is_not_for_the_applicant(vao, da_duyet):
    duong = reverse("admin:khuyencong_dean_thanh_tra", args=[da_duyet.pk])

    assert vao("cuc").get(duong).status_code == 200
    assert vao("lanh_dao_so").get(duong).status_code in (302, 403)


def chon(*cac_de_an):
    return f"?de_an={','.join(str(d.pk) for d in cac_de_an)}"


def test_plan_papers_of_many_are_offered_with_every_reason_against(vao, da_duyet, gui_cuc):
    duong = reverse("admin:khuyencong_dean_giay_to_nhieu")
    than = vao("cuc_ld").get(duong + chon(da_duyet, gui_cuc)).content.decode()

    co = re.findall(r"/khuyen-cong/ke-hoach/giay-to/([0-9a-z-]+)\.(?:pdf|docx)", than)
    assert co == ["2", "2"]
    assert f"{gui_cuc.ma}: chưa đủ điều kiện để lập tờ trình («Đã gửi Cục»)." in than


def test_plan_paper_of_many_is_downloaded_in_the_order_of_the_plan(vao, da_duyet, gui_cuc):
    duong = reverse("kc_giay_to_ke_hoach", args=["2", "docx"])

    tra = vao("cuc_ld").get(duong + chon(gui_cuc, da_duyet))

    assert "Danh mục 2 đề án" in chu_word(tra.content)
    assert tra["Content-Disposition"].endswith('"ke-hoach-kcqg-2026-mau-2.docx"')


def test_plan_paper_is_refused_with_sentences_or_404(vao, client, da_duyet, gui_cuc, n, don_vi):
    nhap = mau.soan_thao(don_vi, n.trung_tam, nguon="kcdp")
    vao("cuc_ld")

    def hoi(ma, *cac):
        return client.get(reverse("kc_giay_to_ke_hoach", args=[ma, "pdf"]) + chon(*cac))

    khong_dat = hoi("to-trinh", da_duyet, gui_cuc)
    ma = [hoi("2").status_code, hoi("1", da_duyet).status_code, hoi("2", nhap).status_code]
    khac_che_do = vao("trung_tam") and hoi("2", nhap, da_duyet)

    assert (khong_dat.status_code, gui_cuc.ma in khong_dat.content.decode()) == (409, True)
    assert ma == [404, 404, 404]
    assert "cùng chế độ" in khac_che_do.content.decode()


def test_plan_paper_costs_the_same_for_one_and_three(vao, client, da_duyet, gui_cuc, n, don_vi):
    them = mau.qua_so(mau.soan_thao(don_vi, n.trung_tam), n)
    vao("cuc_ld")
    so = []
    for cac in ([da_duyet], [da_duyet, gui_cuc, them]):
        with CaptureQueriesContext(connection) as cau:
            client.get(reverse("kc_giay_to_ke_hoach", args=["2", "docx"]) + chon(*cac))
        so.append(len(cau))

    assert so[0] == so[1]
