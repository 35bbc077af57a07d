"""In the portal: a KCĐP of two years is approved by year; the level of an award is written."""

from datetime import date

from django.urls import reverse

from khuyencong.choices import LoaiButToan as L
from khuyencong.models import ButToan, DeAnNoiDung
from tests.khuyencong import mau
from tests.khuyencong.portal.gui import bang

TRIEU = mau.TRIEU


def test_leader_of_the_so_divides_the_approval_by_year(vao, don_vi, n):
    d = mau.soan_thao(
        don_vi, n.trung_tam, nguon="kcdp",
        thong_tin={"nam": 2025, "tu_ngay": date(2025, 1, 15), "den_ngay": date(2026, 11, 30)},
    )  # fmt: skip
    d = mau.qua_so(d, n)
    trang = reverse("khuyen_cong:viec", args=[d.pk, "phe-duyet"])
    gui = {"so_quyet_dinh": "QĐ 688/QĐ-UBND", "ngay": "30/12/2024",
           "theo_nam_0_2025": "100.000.000", "theo_nam_1_2025": "400.000.000"}  # fmt: skip
    c = vao(n.lanh_dao_so)

    xem = c.get(trang).content.decode()
    thieu = c.post(trang, gui)
    du = c.post(trang, gui | {"theo_nam_0_2026": "200.000.000"})

    assert "Đang để toàn bộ ở năm 2025." in xem
    assert ">Năm 2026<" in xem
    assert (thieu.status_code, du.status_code) == (409, 302)
    rows = ButToan.objects.filter(de_an=d, loai=L.PHE_DUYET, nguon="kcdp").order_by("nam")
    assert list(rows.values_list("nam", "so_tien")) == [(2025, 100 * TRIEU), (2026, 200 * TRIEU)]


def test_level_of_a_line_is_kept(vao, nhap, n):
    cu = nhap.cac_noi_dung.get()
    dong = {"id": cu.pk, "noi_dung": "SP4", "ten": "Bình chọn cấp vùng", "so_luong": "1",
            "don_vi_tinh": "lần", "cap": "khu_vuc"}  # fmt: skip
    trang = reverse("khuyen_cong:noi_dung", args=[nhap.pk])
    c = vao(n.trung_tam)

    luu = c.post(trang, bang(dong))
    sai = c.post(trang, bang(dong | {"cap": "huyen"}))

    assert (luu.status_code, sai.status_code) == (302, 422)
    assert DeAnNoiDung.objects.get(pk=cu.pk).cap == "khu_vuc"
    assert '<option value="khu_vuc" selected>' in c.get(trang).content.decode()
