"""Signed copies of plans, the tab of history, communes named with their kind."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.donvi.models import TenXa
from cumcongnghiep.models import QuyHoach
from cumcongnghiep.quyen_tep import _cua_cum
from cumcongnghiep.services.cum import sua_cum
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import CumFactory, CumXaFactory
from tests.factories.donvi import DonViFactory, XaFactory


def duong(obj, ten):
    return reverse(f"admin:cumcongnghiep_{obj._meta.model_name}_{ten}", args=[obj.pk])


@pytest.fixture
def cum(db):
    dong_bo_nhom()
    return CumFactory(ten="Minh Quân")


@pytest.fixture
def phong(client, cum):
    client.force_login(tai_khoan("cuc_lanh_dao_phong"))
    return client


def test_a_plan_has_its_signed_copy_for_who_may_read_it(phong, cum, settings, tmp_path):
    settings.KHO_TEP = tmp_path
    them = reverse("admin:cumcongnghiep_quyhoach_add")
    gui = {
        "don_vi": cum.don_vi_id, "so": "525/QĐ-UBND", "ngay": "25/02/2026", "co_quan": "UBND tỉnh",
        "hieu_luc_tu": "25/02/2026",
    }  # fmt: skip

    la = phong.post(them, gui | {"tep": SimpleUploadedFile("a.exe", b"MZ thu")})
    chua = QuyHoach.objects.count()
    phong.post(them, gui | {"tep": SimpleUploadedFile("qd.pdf", b"%PDF-1.7 thu")})
    qh = QuyHoach.objects.get()
    phong.post(duong(qh, "sua"), gui)
    giu = QuyHoach.objects.get().tep
    phong.post(duong(qh, "sua"), gui | {"tep": SimpleUploadedFile("qd2.pdf", b"%PDF-1.7 hai")})

    moi = QuyHoach.objects.get().tep
    assert (la.status_code, chua, giu.ten, moi.ten) == (409, 0, "qd.pdf", "qd2.pdf")
    assert reverse("tai_tep", args=[moi.pk]) in phong.get(duong(qh, "change")).content.decode()
    so = [tai_khoan("so_chuyen_vien", don_vi=d) for d in (cum.don_vi, DonViFactory())]
    assert [_cua_cum(u, moi) for u in so] == [True, False]


def test_history_is_a_tab_with_what_was_changed_and_by_whom(phong, cum):
    ai = tai_khoan("so_chuyen_vien", don_vi=cum.don_vi, ho_ten="Nguyễn Văn Sửa")
    sua_cum(cum, by=ai, ten="Minh Quân 2")

    chu = phong.get(duong(cum, "change"), {"the": "lich-su"}).content.decode()

    assert ["Nguyễn Văn Sửa" in chu, "<del>Minh Quân</del> → Minh Quân 2" in chu] == [True, True]


def test_communes_are_named_with_their_kind(phong, cum):
    cac = [XaFactory(tinh=cum.don_vi, ten_goi="Bảo Hà") for _ in range(2)]
    for xa, loai in zip(cac, ("xa", "phuong"), strict=True):
        TenXa.objects.filter(xa=xa).delete()
        TenXa.objects.create(
            xa=xa, ten="Bảo Hà", ten_day_du="Xã Bảo Hà" if loai == "xa" else "Phường Bảo Hà",
            loai=loai, hieu_luc_tu="2025-07-01", can_cu="NQ 1673/NQ-UBTVQH15",
        )  # fmt: skip
    CumXaFactory(cum=cum, xa=cac[1])

    cac_trang = [
        reverse("admin:cumcongnghiep_cum_changelist"),
        duong(cum, "change"),
        duong(cum, "ho_so"),
    ]
    chu = [phong.get(d).content.decode() for d in cac_trang]

    assert ["Phường Bảo Hà" in c for c in chu] == [True] * 3
    assert ["Xã Bảo Hà" in c for c in chu] == [False, False, True]
