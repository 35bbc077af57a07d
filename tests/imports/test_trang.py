"""Pages of import sessions: upload, matching, rows, acts, scope, number of queries."""

import zipfile
from io import BytesIO

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from import_export.admin import ImportMixin
from openpyxl import load_workbook

from cucctdp.files.models import CongViec
from cucctdp.imports.choices import TrangThaiPhien
from cucctdp.imports.models import PhienNhap
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.imports.mau import dong, kiem, mo, tep_xlsx

GOC = "/admin/imports/phiennhap/"


def _tai(client, noi_dung, ten="co-so.xlsx"):
    tep = SimpleUploadedFile(ten, noi_dung)
    return client.post(f"{GOC}tai-len/co_so/", {"tep": tep, "don_vi": ""})


def test_upload_match_check_commit_undo_in_the_browser(client, canh, chay):
    client.force_login(canh["nguoi"])
    tra = _tai(client, tep_xlsx(dong("Cơ sở Mới"), dong("")))
    phien = PhienNhap.objects.get()
    assert tra.url == f"{GOC}{phien.pk}/change/"
    trang = client.get(tra.url).content.decode()
    assert "Kiểm tra các dòng" in trang

    with chay(execute=True):
        client.post(f"{GOC}{phien.pk}/ghep-cot/", {f"cot-{c}": i for c, i in phien.anh_xa.items()})
    trang = client.get(tra.url).content.decode()
    assert "Thiếu «Tên cơ sở»" in trang
    trang = client.get(f"{tra.url}?loc=moi").content.decode()
    assert "Cơ sở Mới" in trang
    client.post(f"{GOC}{phien.pk}/dong/3/", {"ten": "Đã sửa", "loai_hinh": "HTX", "xa": "Xã Thử"})
    with chay(execute=True):
        client.post(f"{GOC}{phien.pk}/viec/ghi/")
    phien.refresh_from_db()
    assert (phien.trang_thai, phien.so_ghi) == (TrangThaiPhien.DA_GHI, 2)
    with chay(execute=True):
        client.post(f"{GOC}{phien.pk}/viec/hoan-tac/")

    trang = client.get(tra.url).content.decode()
    assert "Đã hoàn tác (2)" in trang
    assert "Giữ vì đã sửa sau khi nhập (0)" in trang
    assert "Không hoàn tác được (0)" in trang


def test_bad_files_are_told_and_nothing_is_kept(client, canh):
    client.force_login(canh["nguoi"])

    ma = {
        ten: _tai(client, noi_dung, ten).status_code
        for ten, noi_dung in {
            "hong.xlsx": b"PK\x03\x04 hong",
            "anh.xlsx": b"\x89PNG....",
            "trong.csv": b"  \n \n",
            "nhi-phan.csv": b"a\x00b",
            "rong.xlsx": tep_xlsx(tieu_de=None),
        }.items()
    }

    assert ma == dict.fromkeys(ma, 422)
    assert PhienNhap.objects.exists() is False


@pytest.mark.parametrize("ma_hoa", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_csv_of_any_usual_encoding_and_separator(canh, chay, ma_hoa):
    chu = "Tên cơ sở;Loại hình;Xã, phường\nHòa Phát;HTX;Xã Thử\n"
    if ma_hoa == "cp1258":
        # Windows keeps tones as marks of their own behind the letter.
        chu = "".join(_tach_thanh(c) for c in chu)

    phien = kiem(canh["nguoi"], chay=chay, noi_dung=chu.encode(ma_hoa), ten="co-so.csv")

    assert phien.cac_dong.get().sach["ten"] == "Hòa Phát"


def _tach_thanh(c):
    import unicodedata

    tach = unicodedata.normalize("NFD", c)
    thanh = [d for d in tach if d in "\u0300\u0309\u0303\u0301\u0323"]
    goc = "".join(d for d in tach if d not in thanh)
    return unicodedata.normalize("NFC", goc) + "".join(thanh)


def test_formula_text_is_refused_and_our_own_apostrophe_is_dropped(canh, chay):
    phien = kiem(
        canh["nguoi"],
        chay=chay,
        noi_dung="Tên cơ sở,Loại hình,Xã phường,Địa chỉ\n"
        "=HYPERLINK(1),HTX,Xã Thử,a\n'-An,HTX,Xã Thử,b\n".encode(),
        ten="co-so.csv",
    )

    assert [d.ma_loi for d in phien.cac_dong.all()] == [["cong_thuc"], []]
    assert phien.cac_dong.get(so=3).sach["ten"] == "-An"


def test_session_of_another_officer_is_404_everywhere(client, canh, chay):
    phien = kiem(canh["nguoi"], dong("Cơ sở Mới"), chay=chay, don_vi=canh["bac_ninh"])
    khac = tai_khoan("cuc_chuyen_vien")
    PhanCongFactory(user=khac, don_vi=canh["lao_cai"], tu_ngay="2025-07-01")
    client.force_login(khac)

    duong = ["change/", "tien-do/", "ghep-cot/", "dong/2/", "viec/ghi/", "viec/hoan-tac/"]
    ma = {d: client.get(f"{GOC}{phien.pk}/{d}").status_code for d in duong}
    danh_sach = client.get(GOC).content.decode()

    assert ma == dict.fromkeys(duong, 404)
    assert client.get(f"/tep/{phien.tep_id}/").status_code == 404
    assert "co-so.xlsx" not in danh_sach


def test_who_sees_it_without_the_right_to_go_on_is_403(client, canh, chay):
    phien = kiem(canh["nguoi"], dong("Cơ sở Mới"), chay=chay)
    client.force_login(tai_khoan("kiem_toan"))

    assert client.get(f"{GOC}{phien.pk}/change/").status_code == 200
    assert client.post(f"{GOC}{phien.pk}/viec/ghi/").status_code == 403


def test_rows_page_asks_the_same_number_of_queries_for_1_and_40_rows(client, canh, chay):
    client.force_login(canh["nguoi"])
    dem = []
    for n in (1, 40):
        phien = kiem(canh["nguoi"], *(dong(f"Cơ sở {i}") for i in range(n)), chay=chay)
        client.get(f"{GOC}{phien.pk}/change/?loc=moi")
        with CaptureQueriesContext(
            connection,
        ) as cau:
            client.get(f"{GOC}{phien.pk}/change/?loc=moi")
        dem.append(len(cau))

    assert dem[0] == dem[1]


def test_check_asks_the_same_number_of_queries_for_10_and_500_rows(canh, chay):
    dem = []
    for n in (10, 500):
        phien = mo(canh["nguoi"], *(dong(f"Cơ sở {n} {i}") for i in range(n)))
        with CaptureQueriesContext(connection) as cau:
            from cucctdp.imports.services.phien import xac_nhan_ghep

            with chay(execute=True):
                xac_nhan_ghep(phien, anh_xa=phien.anh_xa, by=canh["nguoi"])
        dem.append(len(cau))

    assert dem[0] == dem[1]


def test_marked_file_is_the_officers_own_with_errors_in_place(client, canh, chay):
    phien = kiem(canh["nguoi"], dong("Tốt"), dong("Xấu", "12"), chay=chay)
    client.force_login(canh["nguoi"])

    with chay(execute=True):
        client.post(f"{GOC}{phien.pk}/viec/danh-dau/")
    viec = CongViec.objects.get(khoa=f"phien_nhap_danh_dau:{phien.pk}")
    tra = client.get(f"/tep/{viec.ket_qua_id}/")
    wb = load_workbook(BytesIO(b"".join(tra.streaming_content)))

    assert wb.sheetnames == ["Lỗi", "Cơ sở"]
    assert wb["Cơ sở"]["A2"].value == "Tốt"
    assert "12 chữ số định danh" in wb["Cơ sở"]["B3"].comment.text
    assert [o.value for o in wb["Lỗi"][2]][:3] == [3, "B3", "Mã số thuế"]


def test_last_matching_is_remembered(canh, chay):
    tieu_de = ("Cột lạ", "Loại hình", "Xã, phường")
    noi_dung = tep_xlsx(("Cơ sở A", "HTX", "Xã Thử"), tieu_de=tieu_de)
    phien = mo(canh["nguoi"], noi_dung=noi_dung)
    assert "ten" not in phien.anh_xa
    with chay(execute=True):
        from cucctdp.imports.services.phien import xac_nhan_ghep

        xac_nhan_ghep(phien, anh_xa=phien.anh_xa | {"ten": 0}, by=canh["nguoi"])

    assert mo(canh["nguoi"], noi_dung=noi_dung).anh_xa["ten"] == 0


def test_heading_row_is_found_below_a_title_and_numbers_of_columns_are_skipped(canh, chay):
    noi_dung = tep_xlsx(
        ("DANH SÁCH CƠ SỞ",),
        (),
        ("TT", "TÊN DOANH NGHIỆP", "MST", "Loại hình", "Xã/phường"),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        (1, "Cơ sở A", "2300000001", "HTX", "xã thử"),
        tieu_de=None,
    )

    phien = kiem(canh["nguoi"], chay=chay, noi_dung=noi_dung)

    assert (phien.dong_tieu_de, phien.so_moi, phien.so_loi) == (3, 1, 0)


def test_no_admin_shows_the_plain_import_page():
    admin.autodiscover()

    assert [m for m, a in admin.site._registry.items() if isinstance(a, ImportMixin)] == []


def test_register_list_leads_into_the_flow_only_who_may_import(client, canh):
    co = {}
    for ai in ("cuc_lanh_dao_phong", "kiem_toan"):
        client.force_login(tai_khoan(ai))
        co[ai] = "tai-len/co_so/" in client.get("/admin/donvi/coso/").content.decode()

    assert co == {"cuc_lanh_dao_phong": True, "kiem_toan": False}


def _sua_trang_tinh(noi_dung, cu, moi):
    """The workbook with bytes of its first sheet replaced."""
    ra = BytesIO()
    with zipfile.ZipFile(BytesIO(noi_dung)) as vao, zipfile.ZipFile(ra, "w") as goi:
        for ten in vao.namelist():
            phan = vao.read(ten)
            goi.writestr(ten, phan.replace(cu, moi) if ten.endswith("sheet1.xml") else phan)
    return ra.getvalue()


@pytest.mark.parametrize("moi", [b'r="A2" t="s"><v>999999</v><v>', b'r="ZZZZ2"', b'r="&#0;"'])
def test_sheet_damaged_inside_is_told(client, canh, moi):
    client.force_login(canh["nguoi"])
    noi_dung = _sua_trang_tinh(tep_xlsx(dong("Hỏng")), b'r="A2"', moi)

    tra = _tai(client, noi_dung)

    assert tra.status_code == 422
    assert "bị hỏng hoặc chưa tải lên đủ" in tra.content.decode()


def test_sheet_damaged_far_below_is_told_when_it_is_reached(client, canh, chay):
    client.force_login(canh["nguoi"])
    noi_dung = tep_xlsx(*[dong(f"Cơ sở {i}") for i in range(80)])
    _tai(client, _sua_trang_tinh(noi_dung, b'r="A70"', b'r="ZZZZ70"'))
    phien = PhienNhap.objects.get()
    ghep = f"{GOC}{phien.pk}/ghep-cot/"

    xem_lai = client.post(ghep, {"xem_lai": "1", "trang_tinh": phien.trang_tinh, "dong": "75"})
    with chay(execute=True):
        client.post(ghep, {f"cot-{c}": i for c, i in phien.anh_xa.items()})

    phien.refresh_from_db()
    assert xem_lai.status_code == 422
    assert (phien.trang_thai, phien.cac_dong.count()) == (TrangThaiPhien.GHEP_COT, 0)
    assert "bị hỏng" in phien.loi_tep
