"""The table of years in the dialog of approval, and the year asked for on settlement."""

import re
from datetime import date

import pytest
from django.urls import reverse

from khuyencong.admin.loat import DuyetNhieuForm
from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import ButToan, DeAn, ThuHuong
from khuyencong.o_theo_nam import TUNG_DON_VI_TOI_DA, cac_dong_theo_nam
from khuyencong.viec_form import PheDuyetForm, QuyetToanForm
from tests.factories.khuyencong import ThuHuongFactory
from tests.khuyencong import mau

TRIEU = mau.TRIEU


@pytest.fixture
def cho_duyet(don_vi, n):
    nhap = mau.soan_thao(
        don_vi, n.trung_tam,
        thong_tin={"nam": 2025, "tu_ngay": date(2025, 1, 15), "den_ngay": date(2026, 11, 30)},
    )  # fmt: skip
    return mau.qua_cuc(mau.qua_so(nhap, n), n)


def _gui(vao, de_an, **o):
    duong = reverse("admin:khuyencong_dean_viec", args=[de_an.pk, "phe-duyet"])
    return vao("cuc_ld").post(duong, {"so_quyet_dinh": "QĐ 3536/QĐ-BCT", "ngay": "30/12/2024", **o})


def _so_cai(de_an):
    rows = ButToan.objects.filter(de_an=de_an, loai=L.PHE_DUYET).order_by("nguon", "nam")
    return [(b.nguon, b.nam, b.so_tien // TRIEU) for b in rows]


def test_dialog_starts_whole_in_the_plan_year_and_says_so(vao, cho_duyet):
    duong = reverse("admin:khuyencong_dean_viec", args=[cho_duyet.pk, "phe-duyet"])

    trang = vao("cuc_ld").get(duong).content.decode()

    assert "Đang để toàn bộ ở năm 2025." in trang
    o = dict(re.findall(r'name="(theo_nam_\w+)"(?: value="([\d.]+)")?', trang))
    assert o == {
        "theo_nam_0_2025": "300.000.000", "theo_nam_0_2026": "",
        "theo_nam_1_2025": "400.000.000", "theo_nam_1_2026": "",
    }  # fmt: skip
    assert ">Năm 2025<" in trang


def test_years_of_the_decision_enter_the_ledger(vao, cho_duyet):
    tra = _gui(
        vao, cho_duyet, theo_nam_0_2025="100.000.000", theo_nam_0_2026="200.000.000",
        theo_nam_1_2025="400.000.000",
    )  # fmt: skip

    assert tra.status_code == 302
    assert _so_cai(cho_duyet) == [
        ("doi_ung", 2025, 400), ("kcqg", 2025, 100), ("kcqg", 2026, 200)
    ]  # fmt: skip


def test_years_that_do_not_add_up_are_told_and_nothing_is_written(vao, cho_duyet):
    tra = _gui(vao, cho_duyet, theo_nam_0_2025="100.000.000", theo_nam_1_2025="400.000.000")
    hong = _gui(vao, cho_duyet, theo_nam_0_2025="một trăm", theo_nam_0_2026="-5")

    assert (tra.status_code, hong.status_code) == (409, 200)
    assert "tổng các năm 100.000.000 đồng khác kinh phí phê duyệt 300.000.000" in (
        tra.content.decode()
    )
    assert hong.content.decode().count("bc-loi-o") == 2
    assert 'value="một trăm"' in hong.content.decode()
    assert _so_cai(cho_duyet) == []


def test_one_year_de_an_is_not_asked_for_years(gui_cuc):
    assert "theo_nam" not in PheDuyetForm(h=doc_ho_so(gui_cuc)).fields


def test_many_beneficiaries_are_divided_source_by_source(cho_duyet):
    (t,) = ThuHuong.objects.filter(noi_dung__de_an=cho_duyet)
    for _ in range(TUNG_DON_VI_TOI_DA):
        ThuHuongFactory(noi_dung=t.noi_dung, kcqg=TRIEU, doi_ung=0)

    cac = cac_dong_theo_nam(doc_ho_so(DeAn.objects.get(pk=cho_duyet.pk)))

    assert [(ai, nguon, so // TRIEU) for ai, nguon, _, so in cac] == [
        (None, "kcqg", 300 + TUNG_DON_VI_TOI_DA), (None, "doi_ung", 400),
    ]  # fmt: skip


def test_bulk_approval_says_that_years_are_not_divided(gui_cuc, cho_duyet):
    giup = DuyetNhieuForm(cac=[gui_cuc, cho_duyet]).fields["ngay"].help_text

    assert f"Đề án nhiều năm ({cho_duyet.ma}): toàn bộ kinh phí ghi vào năm kế hoạch" in giup


def test_settlement_asks_the_year_and_starts_with_that_of_the_contract(da_duyet, n):
    mau.hop_dong(da_duyet, n)

    o = QuyetToanForm(h=doc_ho_so(DeAn.objects.get(pk=da_duyet.pk))).fields["nam"]

    assert (o.initial, o.choices[0]) == (2026, (2026, "2026"))


@pytest.mark.parametrize(("nhieu_nam", "ma_tra"), [(False, 302), (True, 200)])
def test_settlement_of_a_year_is_offered_for_several_years_only(
    vao, da_duyet, n, nhieu_nam, ma_tra
):
    mau.hop_dong(da_duyet, n)
    if nhieu_nam:
        DeAn.objects.filter(pk=da_duyet.pk).update(den_ngay=date(2027, 11, 30))
    duong = reverse("admin:khuyencong_dean_viec", args=[da_duyet.pk, "quyet-toan-nam"])

    assert vao("cuc_phong").get(duong).status_code == ma_tra
