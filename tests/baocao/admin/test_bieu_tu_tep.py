"""A form drafted from an uploaded workbook: what is read is corrected, then saved."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from baocao.choices import TrangThaiBieu
from baocao.models import BieuMau
from tests.baocao.workbook.test_nhan_bieu import tep


def _tai(client, ma, **them):
    noi_dung = tep(**them).read()
    gui = {"tep": SimpleUploadedFile("bieu.xlsx", noi_dung), "ma": ma, "tien_to": "LN"}
    return client.post(reverse("admin:baocao_bieumau_tu_tep"), gui)


def _de_xuat(trang):
    """What the page of proposals would post when nothing is corrected."""
    du_lieu = {}
    for form in (trang.context["dau"], *trang.context["cot"], *trang.context["dong"]):
        for o in form:
            gia_tri = o.value()
            if gia_tri is True:
                gia_tri = "on"
            if gia_tri is not None and gia_tri is not False:
                du_lieu[o.html_name] = gia_tri
    for ten in ("cot", "dong"):
        fs = trang.context[ten]
        du_lieu |= {f"{ten}-TOTAL_FORMS": len(fs.forms), f"{ten}-INITIAL_FORMS": 0}
    return du_lieu


def test_draft_from_a_workbook_is_corrected_then_saved(client, vao, bo_gui):
    vao("quan_tri")
    duong = reverse("admin:baocao_bieumau_tu_tep")

    trang = _tai(client, "Q13")
    gui = _de_xuat(trang) | {"nhom": "CN", "loai_ky": ["nam"], "hieu_luc_tu": "01/01/2027"}
    gui["dong-1-ma"] = "LN01"
    trung = client.post(duong, gui)
    gui["dong-1-ma"] = "LN02"
    del gui["dong-7-lay"]
    gui["dong-0-ten"] = "Tổng số làng nghề"
    luu = client.post(duong, gui)

    bieu = BieuMau.objects.get(ma="Q13")
    assert trung.status_code == 422
    assert "Chỉ tiêu LN01, mã chỉ tiêu: Mã chỉ tiêu bị trùng." in trung.content.decode()
    assert luu.status_code == 302
    assert (bieu.trang_thai, bieu.phien_ban, bieu.bo_cot) == (TrangThaiBieu.NHAP, 1, "A")
    assert [c.ma for c in bieu.cot.all()] == ["A3", "A4", "A5", "A7", "A11"]
    assert bieu.cot.get(ma="A7").cong_thuc == "[A3] / [A5] * 100"
    assert [(c.ma, c.cha) for c in bieu.chi_tieu.all()][:3] == [
        ("LN01", ""),
        ("LN02", "LN01"),
        ("LN03", "LN02"),
    ]
    assert bieu.chi_tieu.count() == 7
    assert bieu.chi_tieu.first().ten == "Tổng số làng nghề"


def test_upload_that_is_no_form_is_told_and_nothing_is_kept(client, vao, bo_gui):
    vao("quan_tri")

    tra = client.post(
        reverse("admin:baocao_bieumau_tu_tep"),
        {"tep": SimpleUploadedFile("x.xlsx", b"rac"), "ma": "Q13", "tien_to": "LN"},
    )

    assert (tra.status_code, len(tra.context["loi"])) == (422, 1)
    assert not BieuMau.objects.filter(ma="Q13").exists()
