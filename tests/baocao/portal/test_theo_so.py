"""Q11 from the registers by button; Q12 with carried petitions; files of a petition."""

import json
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from baocao.models import (
    BoBaoCao,
    ChuongTrinhMTQG,
    GiaTri,
    KienNghi,
    KienNghiMangSang,
    NghiQuyet,
    TinhHinhMTQG,
    TruyenThong,
    VanBan,
)
from baocao.services.kien_nghi_tep import DOCX, dinh_kem, xem_tep
from baocao.services.theo_so import de_xuat, dung_so
from baocao.workbook import doc_tep as doc_bo_tep
from baocao.workbook import tao_tep_mau
from cucctdp.files.models import Tep
from tests.baocao.portal.conftest import mo
from tests.factories.accounts import tai_khoan

PDF = b"%PDF-1.7\n%%EOF"
_IEND = b"\x00\x00\x00\x00IEND\xaeB`\x82"
PNG = b"\x89PNG\r\n\x1a\n" + _IEND


def _phieu(ma, don_vi, cuc):
    bo = BoBaoCao.objects.get(ky=mo("2026-9T", bieu=[ma], by=cuc), don_vi=don_vi)
    return bo.phieu.select_related("bieu_mau", "bo__ky", "bo__don_vi").get()


@pytest.fixture
def q11(mau, tay_ninh, bac_ninh, cuc):
    return _phieu("Q11", tay_ninh, cuc)


@pytest.fixture
def q12(mau, tay_ninh, bac_ninh, cuc):
    return _phieu("Q12", tay_ninh, cuc)


@pytest.fixture
def so_theo_doi(q11, tay_ninh, bac_ninh):
    """In the period: one item and one programme of Tây Ninh; beside it other days and places."""
    ky = q11.bo.ky
    tt = {"kenh": "bao_chi", "ten": "Loạt bài", "so_luong": 4, "kinh_phi": 12_500_000}
    TruyenThong.objects.create(**tt, don_vi=tay_ninh, ngay=date(2026, 5, 4))
    TruyenThong.objects.create(**tt, don_vi=tay_ninh, ngay=date(2027, 5, 4))
    TruyenThong.objects.create(**tt, don_vi=bac_ninh, ngay=date(2026, 5, 4))
    TruyenThong.objects.create(**tt, don_vi=tay_ninh, ngay=date(2026, 5, 5), co_minh_hoa=True)
    TruyenThong.objects.create(**tt, don_vi=tay_ninh, ngay=date(2026, 5, 6), trang_thai="thoi")
    ntm = ChuongTrinhMTQG.objects.create(loai="nong_thon_moi", tu_nam=2026, den_nam=2035)
    TinhHinhMTQG.objects.create(
        chuong_trinh=ntm, don_vi=tay_ninh, ky=ky, von_giao=2_500_000_000, so_xa=80, so_xa_dien=75
    )


def gia_tri(ma):
    rows = GiaTri.objects.filter(chi_tieu__ma=ma, het_luc__isnull=True)
    return [(g.so, json.loads(g.chu) if g.chu else "") for g in rows]


def test_registers_propose_only_what_is_of_the_province_and_period(so_theo_doi, q11):
    de = {d.chi_tieu: d for d in de_xuat(q11)}

    assert {ma: (d.so, d.dang_co, d.lay_duoc) for ma, d in de.items()} == {
        "MT10": (1, None, True),
        "MT21": (75, None, True),
        "TT10": (1, None, True),
    }


def test_nothing_is_written_before_the_button_and_then_as_typed(vao, so, so_theo_doi, q11):
    client = vao(so.chuyen_vien)

    trang = client.get(reverse("so:phieu", args=[q11.pk]))
    truoc = GiaTri.objects.count()
    for ma in ("MT10", "MT21"):
        client.post(reverse("so:theo_so", args=[q11.pk]), {"chi_tieu": ma})

    assert "Theo sổ theo dõi" in trang.content.decode()
    assert truoc == 0
    assert gia_tri("MT21") == [(Decimal(75), "")]
    assert gia_tri("MT10") == [
        (None, [{"ten": "Nông thôn mới", "giai_doan": "2026–2035", "von_giao": "2500.000"}])
    ]
    assert set(GiaTri.objects.values_list("nguoi", flat=True)) == {so.chuyen_vien.pk}


def test_list_with_rows_is_never_replaced(so, so_theo_doi, q11):
    dung_so(q11, chi_tieu="TT10", by=so.chuyen_vien)

    (de,) = [d for d in de_xuat(q11) if d.chi_tieu == "TT10"]
    with pytest.raises(ValidationError, match="Danh sách đã có dòng"):
        dung_so(q11, chi_tieu="TT10", by=so.chuyen_vien)

    assert (de.dang_co, de.lay_duoc) == (1, False)
    assert gia_tri("TT10")[0][1] == [
        {"kenh": "Báo, tạp chí", "so_luong": "4", "kinh_phi": "12.500"}
    ]


def test_value_outside_the_choices_stays_empty_and_unfit_rows_are_counted(q11, so, tay_ninh):
    VanBan.objects.create(
        don_vi=tay_ninh, loai="quyet_dinh", co_quan="UBND tỉnh", trich_yeu="Quy chế phối hợp"
    )
    NghiQuyet.objects.create(don_vi=tay_ninh, cap="bo", trich_yeu="Chỉ thị của Bộ")

    bo_qua = {d.chi_tieu: (d.so, d.bo_qua) for d in de_xuat(q11)}
    dung_so(q11, chi_tieu="VB10", by=so.chuyen_vien)

    assert bo_qua == {"NQ10": (0, 1), "VB10": (1, 0)}
    assert gia_tri("VB10")[0][1] == [
        {
            "loai": "Quyết định",
            "co_quan": "UBND tỉnh",
            "trich_yeu": "Quy chế phối hợp",
            "linh_vuc": "Chung",
            "buoc": "Đề xuất",
        }
    ]


@pytest.mark.parametrize("ma", ["TT10", "MT22", "CN00", ""])
def test_row_without_register_figure_is_refused(q11, so, ma):
    with pytest.raises(ValidationError):
        dung_so(q11, chi_tieu=ma, by=so.chuyen_vien)

    assert not GiaTri.objects.exists()


def test_other_province_gets_404(vao, so_theo_doi, q11, bac_ninh):
    client = vao(tai_khoan("so_tong_hop", don_vi=bac_ninh))

    tra_loi = client.post(reverse("so:theo_so", args=[q11.pk]), {"chi_tieu": "MT21"})

    assert (tra_loi.status_code, GiaTri.objects.count()) == (404, 0)


@pytest.fixture
def mang_sang(q12, tay_ninh, bac_ninh):
    ky = q12.bo.ky
    tra_loi = {
        "trang_thai": "da_tra_loi", "tra_loi_loai": "ghi_nhan",
        "tra_loi_noi_dung": "Đã đưa vào dự thảo nghị định.", "tra_loi_so": "12/CT",
        "tra_loi_ngay": date(2026, 9, 1),
    }  # fmt: skip
    for ma, don_vi, them in (
        ("KN-2026-80-001", tay_ninh, {}),
        ("KN-2026-80-002", tay_ninh, tra_loi),
        ("KN-2026-24-001", bac_ninh, {}),
    ):
        kn = KienNghi.objects.create(
            ma=ma, don_vi=don_vi, nguon="cong_van", nhom="NL", noi_dung=f"Vướng mắc {ma[-6:]}",
            ngay_gui=date(2026, 4, 2), **them,
        )  # fmt: skip
        KienNghiMangSang.objects.create(kien_nghi=kn, ky=ky, lan=2, so_ngay=90)


def test_grid_of_q12_shows_own_carried_petitions_with_the_answer(vao, so, q12, mang_sang):
    chu = vao(so.tong_hop).get(reverse("so:phieu", args=[q12.pk])).content.decode()

    khoi = chu.partition('id="mang-sang"')[2].partition("</section>")[0]
    assert "Vướng mắc 80-001" in khoi
    assert "Ghi nhận, nghiên cứu (văn bản số 12/CT ngày 01/09/2026): Đã đưa vào" in khoi
    assert khoi.count("Chưa có câu trả lời") == 1
    assert "24-001" not in chu


def test_sheet_of_q12_shows_them_and_uploads_without_taking_them(so, q12, mang_sang):
    tep = tao_tep_mau(q12.bo, by=so.tong_hop)

    ws = load_workbook(BytesIO(tep))["Q12"]
    chu = [str(o.value) for hang in ws.iter_rows() for o in hang if o.value]
    doc = doc_bo_tep(BytesIO(tep), ten="bo.xlsx", bo=q12.bo)
    assert "KN-2026-80-001: Vướng mắc 80-001" in chu
    assert not any("24-001" in c for c in chu)
    assert (doc.loi, doc.canh_bao, [o for cac in doc.cac_o.values() for o in cac]) == ([], [], [])


def docx(*them):
    goi = BytesIO()
    with zipfile.ZipFile(goi, "w") as z:
        for ten in ("[Content_Types].xml", "word/document.xml", *them):
            z.writestr(ten, "<x/>")
    return goi.getvalue()


@pytest.mark.parametrize(
    ("noi_dung", "kieu"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (docx(), DOCX),
        (docx("word/vbaProject.bin"), ""),
        (b"PK\x03\x04 hong", ""),
        (b"MZ chuong trinh", ""),
        (b"<html>", ""),
        (b"", ""),
    ],
)
def test_kind_of_a_file_is_known_by_content(noi_dung, kieu):
    ket, loi = xem_tep(noi_dung, "anh.pdf")

    assert (ket, bool(loi)) == (kieu, not kieu)


def test_petition_is_sent_with_files_that_the_cuc_may_open(vao, so, mau, tay_ninh, cuc):
    client = vao(so.tong_hop)
    gui = {
        "loai": "kien_nghi", "nguon": "cong_van", "nhom": "NL", "muc_do": "thuong",
        "noi_dung": "Lưới điện quá tải",
    }  # fmt: skip

    client.post(
        reverse("so:kien_nghi_moi"),
        {**gui, "tep": [SimpleUploadedFile("don.pdf", PDF), SimpleUploadedFile("anh.png", PNG)]},
    )

    tep = Tep.objects.get(ten="anh.png")
    assert sorted(Tep.objects.values_list("ten", flat=True)) == ["anh.png", "don.pdf"]
    assert vao(cuc).get(reverse("tai_tep", args=[tep.pk])).status_code == 200


def test_bad_file_stops_the_whole_petition_with_every_fault(vao, so, mau, tay_ninh):
    gui = {
        "loai": "kien_nghi", "nguon": "cong_van", "nhom": "NL", "muc_do": "thuong",
        "noi_dung": "Lưới điện quá tải",
    }  # fmt: skip

    tra_loi = vao(so.tong_hop).post(
        reverse("so:kien_nghi_moi"),
        {**gui, "tep": [SimpleUploadedFile("a.exe", b"MZ"), SimpleUploadedFile("b.pdf", b"")]},
    )

    chu = tra_loi.content.decode()
    assert tra_loi.status_code == 422
    assert "Tệp «b.pdf» rỗng" in chu
    assert "Tệp «a.exe»: chỉ nhận PDF" in chu
    assert (KienNghi.objects.count(), Tep.objects.count()) == (0, 0)


def test_files_stop_at_closing_at_a_double_and_at_the_province(
    so, q12, mang_sang, bac_ninh, tay_ninh
):
    kn = KienNghi.objects.get(ma="KN-2026-80-001")
    dinh_kem(kn, noi_dung=PDF, ten="a.pdf", by=so.tong_hop)

    with pytest.raises(ValidationError, match="đã đính kèm rồi"):
        dinh_kem(kn, noi_dung=PDF, ten="b.pdf", by=so.tong_hop)
    with pytest.raises(PermissionDenied):
        dinh_kem(kn, noi_dung=PNG, ten="c.png", by=tai_khoan("so_tong_hop", don_vi=bac_ninh))
    KienNghi.objects.filter(pk=kn.pk).update(
        trang_thai="da_dong", tra_loi_loai="ghi_nhan", tra_loi_noi_dung="Xong."
    )
    with pytest.raises(ValidationError, match="đã đóng"):
        dinh_kem(kn, noi_dung=PNG, ten="d.png", by=so.tong_hop)

    assert Tep.objects.count() == 1
