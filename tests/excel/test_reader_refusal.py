"""What must be refused, and the exact sentence the officer reads."""

import zipfile
from contextlib import suppress
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cucctdp.excel.errors import TepKhongDocDuoc
from cucctdp.excel.reader import GioiHanTep, mo_an_toan
from cucctdp.excel.trang_nhe import mo_gia_tri

from .tep_mau import TRANG_1, cfb, khai_sai, so_tinh, sua_goi, thay_trang, trang

LUU_LAI = "Hãy mở bằng Excel, chọn «Lưu lại dạng .xlsx» (Save As, Excel Workbook) rồi nộp lại."
HONG = "Tệp «a.xlsx» bị hỏng hoặc chưa tải lên đủ. Hãy mở lại bằng Excel, lưu lại rồi nộp lại."
NEN = (
    "Tệp «a.xlsx» phình ra quá lớn khi giải nén nên không được mở. Hãy xóa các dòng, cột trống "
    "có định dạng và ảnh thừa rồi lưu lại; nếu tệp không do bạn tạo thì không dùng tệp này."
)
LIEN_KET = (
    "Tệp «a.xlsx» có liên kết sang tệp hoặc nguồn dữ liệu khác. Trong Excel, chọn Dữ liệu, "
    "Sửa liên kết, Ngắt liên kết (Data, Edit Links, Break Link) rồi lưu lại."
)
MAT_KHAU = (
    "Tệp «a.xlsx» có đặt mật khẩu mở tệp nên không đọc được. Hãy bỏ mật khẩu "
    "(Tệp, Thông tin, Bảo vệ sổ làm việc) rồi lưu lại và nộp lại."
)
MACRO = f"Tệp «a.xlsx» có macro nên không được nhận. {LUU_LAI}"
QUA_NHIEU_O = (
    "Tệp «a.xlsx» có quá nhiều ô (tối đa 200.000 ô, kể cả ô trống có định dạng và vùng hợp nhất). "
    "Hãy xóa các dòng, cột trống có định dạng rồi lưu lại."
)


def cau(du_lieu: bytes, *, ten: str = "a.xlsx", gioi_han: GioiHanTep | None = None) -> list[str]:
    with pytest.raises(TepKhongDocDuoc) as loi:
        mo_an_toan(BytesIO(du_lieu), ten=ten, gioi_han=gioi_han)
    with pytest.raises(TepKhongDocDuoc) as loi_nhe:
        mo_gia_tri(BytesIO(du_lieu), ten=ten, gioi_han=gioi_han)
    assert loi_nhe.value.cau == loi.value.cau
    return loi.value.cau


def zip_voi(*ten: str) -> bytes:
    dich = BytesIO()
    with zipfile.ZipFile(dich, "w") as goi:
        for mot in ten:
            goi.writestr(mot, "x")
    return dich.getvalue()


@pytest.mark.parametrize(
    ("du_lieu", "loai"),
    [
        (b"%PDF-1.7\n...", "tệp PDF"),
        ("Mã,Tên\r\n01,Hà Nội\r\n".encode("utf-8-sig"), "tệp văn bản hoặc CSV"),
        ("Mã\tTên\r\n".encode("utf-16"), "tệp văn bản hoặc CSV"),
        (cfb("Workbook"), "tệp Excel đời cũ (.xls)"),
        (cfb("WordDocument"), "văn bản Word đời cũ (.doc)"),
        (b"\x09\x08\x10\x00\x00\x06", "tệp Excel đời cũ (.xls)"),
        (b"\r\n<html><table><tr><td>1</td></tr></table></html>", "trang web (HTML) đổi tên"),
        (b'<?xml version="1.0"?><Workbook/>', "tệp XML"),
        (b"\x00\x01\x02\x03", "tệp không rõ loại"),
        (zip_voi("bieu.xlsx"), "tệp nén ZIP"),
        (zip_voi("[Content_Types].xml", "word/document.xml"), "văn bản Word (.docx)"),
        (zip_voi("[Content_Types].xml", "ppt/a.xml"), "bản trình chiếu PowerPoint (.pptx)"),
        (zip_voi("[Content_Types].xml", "xl/workbook.bin"), "Excel nhị phân (.xlsb)"),
        (zip_voi("mimetype", "content.xml"), "tệp OpenDocument (.ods)"),
    ],
)
def test_mo_an_toan_wrong_type(du_lieu: bytes, loai: str) -> None:
    assert cau(du_lieu) == [f"Tệp «a.xlsx» là {loai}, không phải Excel .xlsx. {LUU_LAI}"]


def test_mo_an_toan_encrypted() -> None:
    assert cau(cfb("EncryptedPackage")) == [MAT_KHAU]


def test_mo_an_toan_zip_password_flag() -> None:
    goi = bytearray(so_tinh())
    goi[goi.index(b"PK\x01\x02") + 8] |= 1

    assert cau(bytes(goi)) == [MAT_KHAU]


def test_mo_an_toan_zero_bytes() -> None:
    assert cau(b"") == ["Tệp «a.xlsx» rỗng (0 byte). Hãy lưu lại tệp trong Excel rồi nộp lại."]


def test_mo_an_toan_all_cells_blank() -> None:
    goi = so_tinh(lambda ws: ws.__setitem__("A1", None))

    assert cau(goi) == [
        "Tệp «a.xlsx» không có dữ liệu: mọi ô đều trống. Hãy kiểm tra đã chọn đúng tệp."
    ]


def test_mo_an_toan_no_sheet() -> None:
    with zipfile.ZipFile(BytesIO(so_tinh())) as goi:
        so = goi.read("xl/workbook.xml")
    dau, cuoi = so.index(b"<sheet "), so.index(b"</sheets>")

    loi = cau(sua_goi(so_tinh(), thay={"xl/workbook.xml": so[:dau] + so[cuoi:]}))

    assert loi == ["Tệp «a.xlsx» không có dữ liệu: mọi ô đều trống. Hãy kiểm tra đã chọn đúng tệp."]


def test_mo_an_toan_wrong_extension() -> None:
    assert cau(so_tinh(), ten="a.xls") == [f"Tên tệp «a.xls» không kết thúc bằng .xlsx. {LUU_LAI}"]


@pytest.mark.parametrize("phan", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_mo_an_toan_macro_part(phan: str) -> None:
    assert cau(sua_goi(so_tinh(), them={phan: b""})) == [MACRO]


def test_mo_an_toan_macro_extension() -> None:
    assert cau(so_tinh(), ten="a.xlsm") == [MACRO.replace("a.xlsx", "a.xlsm")]


class _Dem(BytesIO):
    da_doc = 0

    def read(self, size: int | None = -1) -> bytes:
        doan = super().read(size)
        self.da_doc += len(doan)
        return doan


def test_mo_an_toan_50_mb_refused_unread() -> None:
    tep = _Dem(b"PK\x03\x04" + bytes(50 * 1024 * 1024))

    with pytest.raises(TepKhongDocDuoc) as loi:
        mo_an_toan(tep, ten="a.xlsx")

    assert loi.value.cau == [
        (
            "Tệp «a.xlsx» nặng 50,1 MB, vượt giới hạn 10 MB. "
            "Hãy xóa ảnh và trang tính không cần thiết rồi lưu lại."
        )
    ]
    assert tep.da_doc == 512


def test_mo_an_toan_too_big_and_wrong_type_told_together() -> None:
    assert cau(b"%PDF" + bytes(2048), gioi_han=GioiHanTep(dung_luong=1024)) == [
        (
            "Tệp «a.xlsx» nặng 0,1 MB, vượt giới hạn 0,1 MB. "
            "Hãy xóa ảnh và trang tính không cần thiết rồi lưu lại."
        ),
        f"Tệp «a.xlsx» là tệp PDF, không phải Excel .xlsx. {LUU_LAI}",
    ]


def test_mo_an_toan_many_reasons_told_together() -> None:
    wb = Workbook()
    for _ in range(3):
        wb.create_sheet()
    dich = BytesIO()
    wb.save(dich)
    goi = sua_goi(
        dich.getvalue(),
        them={
            "xl/vbaProject.bin": b"",
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/embeddings/oleObject1.bin": b"",
        },
    )

    assert cau(goi, gioi_han=GioiHanTep(so_trang=2)) == [
        MACRO,
        LIEN_KET,
        "Tệp «a.xlsx» có tệp khác nhúng bên trong. Hãy xóa đối tượng nhúng rồi lưu lại.",
        "Tệp «a.xlsx» có 4 trang tính, tối đa 2 trang. Hãy xóa các trang không thuộc biểu mẫu.",
    ]


@pytest.mark.parametrize(
    "cong_thuc", [b"cmd|' /C calc'!A0", b'DDE("soffice","a.ods","A1")', b'WEBSERVICE("http://x")']
)
def test_mo_an_toan_dde_formula(cong_thuc: bytes) -> None:
    xml = trang(b'<row r="1"><c r="A1"><f>' + cong_thuc + b"</f><v>1</v></c></row>")

    assert cau(thay_trang(xml)) == [LIEN_KET]


def test_mo_an_toan_zip_bomb_declared() -> None:
    goi = thay_trang(trang(b" " * 2_000_000))

    assert cau(goi, gioi_han=GioiHanTep(giai_nen=1_000_000)) == [NEN]


def test_mo_an_toan_zip_bomb_ratio() -> None:
    assert cau(thay_trang(trang(b"<row/>" * 1_000_000))) == [NEN]


@pytest.mark.parametrize("khai", [100, 5_000_000])
def test_mo_an_toan_zip_bomb_lying_header(khai: int) -> None:
    goi = khai_sai(thay_trang(trang(b" " * 30_000_000)), TRANG_1, khai)

    assert cau(goi, gioi_han=GioiHanTep(giai_nen=20_000_000, ti_le=10**6)) == [NEN]


def test_mo_an_toan_header_lies_within_limits() -> None:
    assert cau(khai_sai(so_tinh(), TRANG_1, 100)) == [HONG]


@pytest.mark.parametrize("the", ["mergeCells><mergeCell", "hyperlinks><hyperlink"])
def test_mo_an_toan_range_expansion(the: str) -> None:
    goc = the.split(">")[0]
    sau = f'<{the} ref="A1:XFD1048576"/></{goc}>'.encode()

    assert cau(thay_trang(trang(b"", sau))) == [QUA_NHIEU_O]


@pytest.mark.parametrize(
    "sau",
    [
        b'<mergeCells><mergeCell ref="A1:&#88;FD1048576"/></mergeCells>',
        b'<mergeCells><mergeCell\xc2\xa0 ref="A1:B2"/><mergeCell x=1 ref="A1"/></mergeCells>',
    ],
)
def test_mo_an_toan_range_disguised(sau: bytes) -> None:
    assert cau(thay_trang(trang(b"", sau))) == [HONG]


def test_mo_an_toan_comment_on_a_whole_sheet() -> None:
    goi = sua_goi(so_tinh(), them={"xl/comments9.xml": b'<comment ref="A1:XFD1048576"/>'})

    assert cau(goi) == [HONG]


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY b "bbbb">]>' + trang(b""),
        b'<?xml version="1.0" encoding="cp037"?>' + trang(b""),
        trang(b"").decode().encode("utf-16"),
        trang(b"").decode().encode("utf-16-le"),
        b" not xml",
    ],
)
def test_mo_an_toan_xml_other_than_plain_utf8(xml: bytes) -> None:
    assert cau(thay_trang(xml)) == [HONG]


def test_mo_an_toan_two_sheets_share_a_part() -> None:
    with zipfile.ZipFile(BytesIO(so_tinh())) as goi:
        so = goi.read("xl/workbook.xml")
    trung = so.replace(
        b"</sheets>", so[so.index(b"<sheet ") : so.index(b"</sheets>")] + b"</sheets>"
    )

    assert cau(sua_goi(so_tinh(), thay={"xl/workbook.xml": trung})) == [HONG]


def test_mo_an_toan_too_many_cells() -> None:
    goi = so_tinh(lambda ws: [ws.append([1] * 10) for _ in range(10)])

    assert cau(goi, gioi_han=GioiHanTep(so_o=100)) == [QUA_NHIEU_O.replace("200.000", "100")]


def test_mo_an_toan_elements_that_are_no_cells() -> None:
    dong = b"<row>" + b"".join(b"<z%d/>" % i for i in range(60_000)) + b"</row>"

    assert cau(thay_trang(trang(dong))) == [QUA_NHIEU_O]


def test_mo_an_toan_rows_and_columns_beyond_limits() -> None:
    def dien(ws: openpyxl.worksheet.worksheet.Worksheet) -> None:
        ws["B30000"] = 1
        ws.cell(2, 900, "x")

    with pytest.raises(TepKhongDocDuoc) as loi:
        mo_an_toan(BytesIO(so_tinh(dien)), ten="a.xlsx")

    assert [(x.trang, x.ma, x.thong_diep) for x in loi.value.loi] == [
        (
            "Biểu 1",
            "qua_nhieu_dong",
            (
                "Dữ liệu kéo tới dòng 30.000, tối đa 20.000 dòng. "
                "Hãy xóa các dòng không thuộc biểu mẫu."
            ),
        ),
        (
            "Biểu 1",
            "qua_nhieu_cot",
            "Dữ liệu kéo tới cột 900, tối đa 500 cột. Hãy xóa các cột không thuộc biểu mẫu.",
        ),
    ]


def test_mo_an_toan_truncated() -> None:
    assert cau(so_tinh()[:-40]) == [HONG]


def test_openpyxl_parses_with_defusedxml() -> None:
    assert (openpyxl.LXML, openpyxl.xml.functions.iterparse.__module__) == (
        False,
        "defusedxml.common",
    )


GOC = so_tinh(lambda ws: (ws.merge_cells("A2:B3"), ws.append(["x", 1, "=A1"])))
with zipfile.ZipFile(BytesIO(GOC)) as _goi:
    PHAN = {ten: _goi.read(ten) for ten in _goi.namelist()}


def trang_hoac_cau(du_lieu: bytes) -> list[str]:
    """Sheet names, or the sentences of the refusal; any other exception is the failure."""
    with suppress(TepKhongDocDuoc):
        mo_gia_tri(BytesIO(du_lieu), ten="a.xlsx")
    try:
        return list(mo_an_toan(BytesIO(du_lieu), ten="a.xlsx").sheetnames)
    except TepKhongDocDuoc as loi:
        return loi.cau


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.integers(0, len(GOC) - 1), st.binary(max_size=4)), min_size=1, max_size=8
    ),
    st.integers(0, 200),
)
def test_mo_an_toan_damaged_bytes(vet: list[tuple[int, bytes]], cat: int) -> None:
    du_lieu = bytearray(GOC)
    for tai, thay in vet:
        du_lieu[tai : tai + len(thay)] = thay

    assert trang_hoac_cau(bytes(du_lieu[: len(du_lieu) - cat])) != []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(PHAN)), st.floats(0, 1), st.text(max_size=12), st.integers(0, 30))
def test_mo_an_toan_damaged_xml(ten: str, cho: float, chen: str, xoa: int) -> None:
    xml = PHAN[ten]
    tai = int(cho * len(xml))
    thay = xml[:tai] + chen.encode("utf-8", "replace") + xml[tai + xoa :]

    assert trang_hoac_cau(sua_goi(GOC, thay={ten: thay})) != []
