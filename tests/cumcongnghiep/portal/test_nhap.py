"""The flat table in the portal of a Sở: columns matched, a row mended, written, undone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from cucctdp.imports.choices import TrangThaiPhien
from cucctdp.imports.models import PhienNhap
from cumcongnghiep.models import Cum
from tests.cumcongnghiep.nhap_tep.canh import dong, dung, tep
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory

GOC = reverse("cum_bieu:nhap")


@pytest.fixture(scope="module")
def _canh(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        khoi = transaction.atomic()
        khoi.__enter__()
        try:
            yield dung()
        finally:
            transaction.set_rollback(True)
            khoi.__exit__(None, None, None)


@pytest.fixture
def tinh(_canh, db):
    return _canh[0]


@pytest.fixture
def so(client, tinh):
    client.force_login(tai_khoan("so_chuyen_vien", don_vi=tinh))
    return client


@pytest.fixture
def nap(so, django_capture_on_commit_callbacks):
    """Upload, confirm the proposed columns; the session after its check."""

    def _nap(*cac_dong):
        gui = {"tep": SimpleUploadedFile("bang.xlsx", tep(*cac_dong))}
        assert so.post(GOC, gui).status_code == 302
        p = PhienNhap.objects.get()
        cot = {f"cot-{ten}": str(i) for ten, i in p.anh_xa.items()}
        with django_capture_on_commit_callbacks(execute=True):
            tra = so.post(reverse("cum_bieu:nhap_ghep", args=[p.pk]), cot)
        assert tra.status_code == 302
        p.refresh_from_db()
        return p

    return _nap


def test_a_table_is_taken_in_mended_written_and_undone(
    so, nap, tinh, django_capture_on_commit_callbacks
):
    p = nap(dong(), dong("Bảo Hà", **{"Địa điểm": "Xã Bảo Hạ Hạ", "Số QĐ thành lập": None}))
    xem = so.get(reverse("cum_bieu:nhap_phien", args=[p.pk])).content.decode()
    sua = so.post(
        reverse("cum_bieu:nhap_dong", args=[p.pk, 5]), {"ten": "Bảo Hà", "xa": "Xã Bảo Hà"}
    )
    p.refresh_from_db()
    loi = p.so_loi
    with django_capture_on_commit_callbacks(execute=True):
        so.post(reverse("cum_bieu:nhap_viec", args=[p.pk, "ghi"]))
    da_ghi = set(Cum.objects.values_list("ten", "don_vi"))
    with django_capture_on_commit_callbacks(execute=True):
        so.post(reverse("cum_bieu:nhap_viec", args=[p.pk, "hoan-tac"]))

    p.refresh_from_db()
    assert ("hiện không có xã, phường" in xem, sua.status_code, loi) == (True, 302, 0)
    assert da_ghi == {("Minh Quân", tinh.pk), ("Bảo Hà", tinh.pk)}
    assert (p.trang_thai, Cum.objects.count()) == (TrangThaiPhien.DA_HOAN_TAC, 0)


def test_a_missing_name_column_is_told_and_nothing_is_checked(so, tinh):
    so.post(GOC, {"tep": SimpleUploadedFile("bang.xlsx", tep(dong()))})
    p = PhienNhap.objects.get()

    tra = so.post(reverse("cum_bieu:nhap_ghep", args=[p.pk]), {})

    assert (tra.status_code, p.cac_dong.count()) == (422, 0)
    assert "Chưa chọn cột của tệp" in tra.content.decode()


def test_another_sos_session_does_not_exist_and_reporters_stay_out(so, nap, client):
    p = nap(dong())
    trang = [
        reverse("cum_bieu:nhap_phien", args=[p.pk]),
        reverse("cum_bieu:nhap_viec", args=[p.pk, "ghi"]),
        reverse("cum_bieu:nhap_dong", args=[p.pk, 4]),
    ]

    client.force_login(tai_khoan("so_chuyen_vien", don_vi=DonViFactory()))
    khac = [client.get(d).status_code for d in trang]
    client.force_login(tai_khoan("ccn_bao_cao"))

    assert khac == [404, 404, 404]
    assert client.get(GOC).status_code == 403


@pytest.mark.parametrize("ten", ["nhap_tep_mau", "nhap_xuat"])
def test_the_empty_table_and_the_list_are_workbooks(so, ten):
    tra = so.get(reverse(f"cum_bieu:{ten}"))

    assert b"".join(tra.streaming_content).startswith(b"PK")
