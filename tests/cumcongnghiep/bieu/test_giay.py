"""The workbook and the paper of a form stand beside the circular's form row by row."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cucctdp.files.models import Tep
from cucctdp.files.services import doc_tep
from cucctdp.formats.so import dinh_dang
from cumcongnghiep.bieu.mau import BIEU_04, MAU
from cumcongnghiep.bieu.so_le import so_le, so_le_in
from cumcongnghiep.giay_to import bieu as giay
from cumcongnghiep.models import BieuNop
from cumcongnghiep.services import bieu_nop
from tests.cumcongnghiep.bieu import mau
from tests.cumcongnghiep.bieu.mau import D
from tests.cumcongnghiep.bieu.test_gop import TAY

pytestmark = pytest.mark.django_db


def _bang(ws):
    """{row number: (words, unit, value)} of the sheet."""
    return {
        str(h[0]): (h[1], h[2], h[3])
        for h in ws.iter_rows(values_only=True)
        if h[0] is not None and str(h[0]) in BIEU_04.theo_ma
    }


def test_workbook_of_bieu_04_has_the_rows_of_the_circular(t):
    b = bieu_nop.lap(ky=t.ky, bieu="04", don_vi=t.tinh, by=t.n.cv)

    ws = openpyxl.load_workbook(BytesIO(giay.xlsx(b))).worksheets[0]

    bang = _bang(ws)
    assert list(bang) == [d.ma for d in BIEU_04]
    assert {ma: h[:2] for ma, h in bang.items()} == {d.ma: (d.ten, d.dvt) for d in BIEU_04}
    assert {ma: h[2] for ma, h in bang.items()} == TAY


def test_paper_holds_the_same_rows_and_tells_a_draft(t):
    b = bieu_nop.lap(ky=t.ky, bieu="04", don_vi=t.tinh, by=t.n.cv)

    to = giay.to_giay(b)

    le = so_le(BIEU_04, TAY)
    bang = next(k.bang for k in to.khoi if k.loai == "bang")
    so = {h.o[0]: h.o[3] for h in bang.hang if h.kieu == "" and h.o[0] != "(1)"}
    assert so == {ma: None if s is None else dinh_dang(s, le[ma]) for ma, s in TAY.items()}
    assert (so["2"], so["3"], so["19"]) == ("145,00", "2", "50,00")
    assert next(h.o[0] for h in bang.hang if h.kieu == "nhom").startswith("I. Phương án")
    assert to.canh_bao == "Bản đang nhập, chưa gửi."
    assert giay.to_giay(mau.dat(b)).canh_bao == ""


def test_column_of_results_has_one_number_of_decimals():
    """A finer figure makes the whole column finer; counts stay whole, nothing beyond four."""
    it = so_le(BIEU_04, {"2": D("145.5"), "3": D(2), "19": None})
    nhieu = so_le(BIEU_04, {"2": D("145.5"), "14": D("1.234"), "3": D(2)})
    lap = so_le(BIEU_04, {"13": D(1) / 3})
    giay_02, giay_04 = (so_le_in(MAU[so], {"2": D("1.2345")})["2"] for so in ("02", "04"))

    assert {it[d.ma] for d in BIEU_04 if not d.so_nguyen} == {2}
    assert (it["3"], nhieu["2"], nhieu["14"], nhieu["3"], lap["2"]) == (0, 3, 3, 0, 4)
    assert (giay_02, giay_04) == (4, 2)


def _nap(b, noi_dung, user):
    client = Client()
    client.force_login(user)
    tep = SimpleUploadedFile("bieu.xlsx", noi_dung)
    return client.post(reverse("cum_bieu:nap_tep", args=[b.pk]), {"tep": tep})


def _sua(noi_dung, **o):
    """The workbook with rows of column D changed: ``d4=…``."""
    wb = openpyxl.load_workbook(BytesIO(noi_dung))
    ws = wb.worksheets[0]
    for r in range(1, ws.max_row + 1):
        khoa = f"d{ws.cell(r, 1).value}"
        if khoa in o:
            ws.cell(r, 4).value = o[khoa]
    ra = BytesIO()
    wb.save(ra)
    return ra.getvalue()


def test_filled_workbook_comes_back_into_the_form(t):
    b = bieu_nop.lap(ky=t.ky, bieu="02", cum=t.a, by=t.n.cdt)

    tra = _nap(b, _sua(giay.xlsx(b), d2=250.5, d9="15,25", d13=1), t.n.cdt)

    so = mau.so(b)
    assert tra.status_code == 302
    assert (so["2"], so["9"], so["13"], so["6"]) == (D("250.5"), D("15.25"), 1, 2)


def test_faults_are_written_into_the_user_s_own_file_and_nothing_else(t):
    b = bieu_nop.lap(ky=t.ky, bieu="02", cum=t.a, by=t.n.cdt)
    truoc = mau.so(b)

    tra = _nap(b, _sua(giay.xlsx(b), d2="hai trăm", d6=1.5, d9=7), t.n.cdt)

    ws = openpyxl.load_workbook(BytesIO(doc_tep(Tep.objects.get()))).worksheets[0]
    chu = {str(h[0].value): h[3].comment.text for h in ws.iter_rows() if h[3].comment}
    assert tra.status_code == 422
    assert sorted(chu) == ["2", "6"]
    assert "số nguyên" in chu["6"]
    assert mau.so(b) == truoc


def test_workbook_of_another_form_is_refused(t):
    b = bieu_nop.lap(ky=t.ky, bieu="02", cum=t.a, by=t.n.cdt)
    khac = bieu_nop.lap(ky=t.ky, bieu="02", cum=t.b, by=t.n.cv)

    tra = _nap(b, giay.xlsx(khac), t.n.cdt)

    assert tra.status_code == 422
    assert "không phải tệp của biểu này" in tra.content.decode()
    assert _nap(b, b"rac", t.n.cdt).status_code == 422
    assert BieuNop.objects.count() == 2
