"""Progress of a programme's targets on its page: numerator, denominator, as-of date."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.models import ChuongTrinh, MucTieu, NghiemThu, SoCongBo
from tests.factories.khuyencong import HopDongFactory, NoiDungDeAnFactory, ThuHuongFactory


@pytest.fixture
def ct(db):
    ct = ChuongTrinh.objects.create(
        ma="kcqg-2026-2030", ten="KCQG 2026–2030", nguon="kcqg", tu_nam=2026, den_nam=2030,
        can_cu="QĐ 2646/QĐ-BCT",
    )  # fmt: skip
    MucTieu.objects.create(
        chuong_trinh=ct, noi_dung="KT4", ten="Cơ sở ứng dụng máy móc", don_vi_tinh="cơ sở", so=8
    )
    return ct


def duong(ct):
    return reverse("admin:khuyencong_chuongtrinh_change", args=[ct.pk])


def nghiem_thu(don_vi, ngay):
    dong = NoiDungDeAnFactory(de_an__don_vi=don_vi, de_an__ma=f"KCQG-CT-{ngay:%m%d}")
    t = ThuHuongFactory(noi_dung=dong)
    hop_dong = HopDongFactory(de_an=dong.de_an)
    return NghiemThu.objects.create(
        hop_dong=hop_dong, thu_huong=t, loai="5a", ngay=ngay, so_luong=1, dat=True, ket_qua="Đạt"
    )


def test_progress_is_computed_from_minutes_up_to_the_day(vao, don_vi, ct):
    client = vao("cuc_phong")
    nghiem_thu(don_vi, date(2026, 5, 4))
    nghiem_thu(don_vi, date(2026, 9, 1))

    tra = client.get(duong(ct), {"den": "2026-06-30"})

    (d,) = tra.context["tien_do"].cac_dong
    assert (d.luy_ke, d.muc_tieu, d.tren_muc_tieu.gia_tri, d.so_bien_ban) == (1, 8, 12.5, 1)
    assert "tính đến 30/06/2026" in tra.content.decode()
    assert client.get(duong(ct), {"den": "2026-12-31"}).context["tien_do"].cac_dong[0].luy_ke == 2
    assert client.get(duong(ct), {"den": "x"}).status_code == 200


def test_page_asks_the_same_queries_for_one_target_and_three(vao, ct):
    client = vao("cuc")  # reads only: the form itself costs a query a target

    def dem():
        with CaptureQueriesContext(connection) as q:
            assert client.get(duong(ct)).status_code == 200
        return len(q)

    dem()
    mot = dem()
    for ma in ("KT1", "KT3"):
        MucTieu.objects.create(chuong_trinh=ct, noi_dung=ma, ten=ma, don_vi_tinh="mô hình", so=1)

    assert dem() == mot


def test_published_figures_of_the_years_stand_beside_the_table(vao, don_vi, ct):
    chung = {"don_vi": don_vi, "loai": "khong_ro", "so": 1350, "don_vi_tinh": "triệu đồng",
             "nguon_tin": "https://example.vn/bai"}  # fmt: skip
    SoCongBo.objects.create(tu_nam=2026, den_nam=2026, ten="Kinh phí KCQG", muc="hon", **chung)
    SoCongBo.objects.create(tu_nam=2021, den_nam=2025, ten="Kinh phí cũ", **chung)

    trang = vao("cuc").get(duong(ct)).content.decode()

    assert "hơn 1.350" in trang
    assert "Kinh phí cũ" not in trang
    danh_sach = vao("cuc").get(reverse("admin:khuyencong_socongbo_changelist")).content.decode()
    assert "hơn 1.350<" in danh_sach
