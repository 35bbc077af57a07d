"""Excel over HTTP: the template out and back in, twice; refusals with their sentence."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


def _nap(client, bo, noi_dung, ten="bao-cao.xlsx", **them):
    return client.post(
        reverse("so:excel", args=[bo.pk]), {"tep": SimpleUploadedFile(ten, noi_dung), **them}
    )


def test_tai_mau_roi_nap_lai_khong_doi_gi(vao, so, bo, phieu):
    client = vao(so.chuyen_vien)
    mau = client.get(reverse("so:excel_mau", args=[bo.pk])).content

    tra = _nap(client, bo, mau)

    assert tra.status_code == 200
    assert tra.context["kq"].da_ghi == 0
    assert phieu.gia_tri.count() == 0


def test_tep_khong_phai_excel_bi_tu_choi_co_cau(vao, so, bo):
    tra = _nap(vao(so.chuyen_vien), bo, b"khong phai xlsx")

    assert tra.status_code == 422
    assert [loi.thong_diep for loi in tra.context["kq"].loi]


def test_chua_chon_tep(vao, so, bo):
    tra = vao(so.chuyen_vien).post(reverse("so:excel", args=[bo.pk]))

    assert tra.status_code == 422
    assert "Chưa chọn tệp" in tra.content.decode()
