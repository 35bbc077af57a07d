"""A Sở allots the money of its province in the portal."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.models import ButToan, DotGiaoVon, KeHoach, TienDo
from khuyencong.services import tham_dinh, thuc_hien
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.khuyencong import mau

DS = reverse("khuyen_cong:ke_hoach")
TIEN = 300 * mau.TRIEU


@pytest.fixture
def ke_hoach(don_vi):
    return KeHoach.objects.create(nam=2026, nguon="kcdp", don_vi=don_vi, kinh_phi=500 * mau.TRIEU)


@pytest.fixture
def de_an(don_vi, n):
    """A đề án of the province, approved by its own leaders."""
    d = mau.soan_thao(don_vi, n.trung_tam, nguon="kcdp")
    d = tham_dinh.nhan_tham_dinh(tham_dinh.nop(d, by=n.trung_tam), by=n.tham_dinh_so)
    mau.phieu(d, n.tham_dinh_so)
    d = tham_dinh.ket_luan(d, by=n.tham_dinh_so)
    return tham_dinh.phe_duyet(
        d, so_quyet_dinh="12/QĐ-UBND", ngay=date(2025, 12, 30), by=n.lanh_dao_so
    )


def duong(ke_hoach):
    return reverse("khuyen_cong:giao_von", args=[ke_hoach.pk])


def gui(de_an, tien="300.000.000", **khac):
    return {
        "so_dot": "1", "so_van_ban": "5/QĐ-SCT", "ngay": "02/02/2026", f"da{de_an.pk}": tien,
    } | khac  # fmt: skip


def test_so_allots_its_plan_then_advances_from_it(vao, n, ke_hoach, de_an):
    c = vao(n.lanh_dao_so)

    qua = c.post(duong(ke_hoach), gui(de_an, "300.000.001"))
    thieu = c.post(duong(ke_hoach), gui(de_an, ""))
    thu = c.post(duong(ke_hoach), gui(de_an))
    chua = DotGiaoVon.objects.count()
    ghi = c.post(duong(ke_hoach), gui(de_an, ghi="1"))

    assert [x.status_code for x in (qua, thieu, thu, ghi)] == [409, 422, 200, 302]
    assert (thu.context["thu"], chua) == ({"tong": TIEN, "so": 1}, 0)
    giao = ButToan.objects.get(dot__ke_hoach=ke_hoach)
    assert (giao.de_an, giao.loai, giao.nguon, giao.so_tien) == (de_an, "giao", "kcdp", TIEN)
    (dong,) = c.get(DS).context["dong"]
    assert (dong.da_giao, dong.con, dong.so_dot) == (TIEN, 200 * mau.TRIEU, 1)
    hd = thuc_hien.ky_hop_dong(
        de_an, so="1/HĐ", ngay=date(2026, 2, 10), het_han=date(2026, 11, 30), ben_a="Sở",
        ben_b=de_an.thuc_hien, gia_tri={"kcdp": TIEN, "doi_ung": 400 * mau.TRIEU},
        by=n.truong_phong,
    )  # fmt: skip
    thuc_hien.bao_cao_thang(
        hd, by=n.trung_tam,
        du_lieu={"nam": 2026, "thang": 3, "khoi_luong": 80, "kinh_phi_nha_nuoc": 0,
                 "kinh_phi_khac": 400 * mau.TRIEU},
    )  # fmt: skip
    vao(n.tham_dinh_so).post(
        reverse("khuyen_cong:xac_nhan", args=[de_an.pk, TienDo.objects.get().pk])
    )
    ung = vao(n.truong_phong).post(
        reverse("khuyen_cong:viec", args=[de_an.pk, "tam-ung"]),
        {"hop_dong": hd.pk, "nguon": "kcdp", "so_tien": "100.000.000", "ngay": "05/04/2026",
         "chung_tu": "UNC 1"},
    )  # fmt: skip
    assert ung.status_code == 302
    assert ButToan.objects.get(loai="tam_ung").so_tien == 100 * mau.TRIEU


def test_only_leaders_allot_and_staff_of_the_so_read(vao, n, ke_hoach):
    ai = (n.lanh_dao_so, n.truong_phong, n.tham_dinh_so, n.trung_tam, n.cuc_ld)

    ma = [(vao(u).get(DS).status_code, vao(u).get(duong(ke_hoach)).status_code) for u in ai]

    assert ma == [(200, 200), *[(200, 403)] * 3, (403, 403)]
    assert duong(ke_hoach) not in vao(n.truong_phong).get(DS).content.decode()


def test_plans_of_another_province_and_of_the_nation_do_not_exist(vao, n, ke_hoach):
    quoc_gia = KeHoach.objects.create(nam=2026, nguon="kcqg")
    khac = vao(tai_khoan("so_lanh_dao", don_vi=DonViFactory()))

    ma = [
        khac.get(duong(ke_hoach)).status_code,
        khac.post(duong(ke_hoach), {"ghi": "1"}).status_code,
        vao(n.lanh_dao_so).get(duong(quoc_gia)).status_code,
    ]

    assert ma == [404, 404, 404]
    assert khac.get(DS).context["dong"] == []


def test_list_of_plans_asks_the_same_for_one_and_three(vao, n, ke_hoach):
    c = vao(n.lanh_dao_so)
    c.get(DS)
    so = []
    for them in ((), (2024, 2025)):
        for nam in them:
            KeHoach.objects.create(nam=nam, nguon="kcdp", don_vi=ke_hoach.don_vi)
        with CaptureQueriesContext(
            connection,
        ) as dem:
            c.get(DS)
        so.append(len(dem))

    assert so[0] == so[1]


def test_share_of_management_is_never_left_to_allot(vao, n, ke_hoach, de_an):
    KeHoach.objects.update(chi_quan_ly=7 * mau.TRIEU)
    c = vao(n.lanh_dao_so)
    c.post(duong(ke_hoach), gui(de_an, ghi="1"))

    (dong,) = c.get(DS).context["dong"]

    assert (dong.da_giao, dong.con) == (TIEN, 193 * mau.TRIEU)
