"""History of a pack by day and step; remarks that lead to their place on the form's page."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baocao.models import YKien
from baocao.portal.luoi_trang import doc_luoi
from baocao.portal.qua_trinh import qua_trinh
from cucctdp.workflow.models import QuyetDinh
from tests.baocao import mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
LUC = datetime(2026, 6, 15, 8, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def nguoi():
    return mau.nguoi_dung()


def _buoc(doi_tuong, nhan, phut, nguoi, ly_do=""):
    return QuyetDinh(
        doi_tuong=doi_tuong,
        buoc="thu",
        nhan=nhan,
        tu_trang_thai="a",
        den_trang_thai="b",
        vong=1,
        nguoi=nguoi,
        luc=LUC + timedelta(minutes=phut),
        ly_do=ly_do,
    )


def test_same_step_on_many_forms_of_a_day_is_one_line(nguoi):
    bo = mau.bo_moi(nguoi, bieu={"Q04", "Q05", "Q06"})
    phieu = {p.bieu_mau.ma: p for p in bo.phieu.select_related("bieu_mau")}
    QuyetDinh.objects.bulk_create(
        [
            _buoc(phieu["Q05"], "Trình phòng", 0, nguoi.chuyen_vien),
            _buoc(phieu["Q04"], "Trình phòng", 20, nguoi.chuyen_vien),
            _buoc(phieu["Q04"], "Phòng trả lại", 30, nguoi.truong_phong, "Sai số liệu tháng 5."),
            _buoc(phieu["Q04"], "Trình phòng", 40, nguoi.chuyen_vien),
            _buoc(phieu["Q06"], "Trình phòng", 50, nguoi.tong_hop),
            _buoc(bo, "Chuyển lãnh đạo", 24 * 60, nguoi.tong_hop),
        ]
    )

    cac_ngay = qua_trinh(bo, {p.pk: p for p in phieu.values()})

    assert [
        (f"{ngay:%d/%m}", [(b.quyet_dinh.nhan, b.bieu, b.khoang) for b in cac_buoc])
        for ngay, cac_buoc in cac_ngay
    ] == [
        ("16/06", [("Chuyển lãnh đạo", [], "08:00")]),
        (
            "15/06",
            [
                ("Trình phòng", ["Q06"], "08:50"),
                ("Trình phòng", ["Q04"], "08:40"),
                ("Phòng trả lại", ["Q04"], "08:30"),
                ("Trình phòng", ["Q04", "Q05"], "08:00–08:20"),
            ],
        ),
    ]


def test_history_of_a_sent_pack_is_short(client, nguoi):
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04", "Q05"}), nguoi)
    client.force_login(nguoi.lanh_dao)

    trang = client.get(reverse("so:bo", args=[bo.pk])).content.decode()

    danh_sach = re.findall(r'<ol class="qua-trinh">(.*?)</ol>', trang, re.S)
    assert len(danh_sach) == 1
    assert danh_sach[0].count("Q04, Q05") == 3


def test_remarks_lead_to_the_list_the_cell_or_the_row(client, nguoi):
    bo = mau.bo_moi(nguoi, bieu={"Q12", "Q04"})
    client.force_login(nguoi.tong_hop)
    neo = {}
    for bieu, cho in (
        ("Q12", [("DG3", "D1"), ("DG1", "D1"), ("", "")]),
        ("Q04", [("BL00", "A3"), ("BL00", ""), ("BL00", "A99")]),
    ):
        phieu = bo.phieu.get(bieu_mau__ma=bieu)
        for ma, cot in cho:
            YKien.objects.create(
                bo=bo, phieu=phieu, chi_tieu=ma, cot=cot, noi_dung="Xem lại.",
                nguoi=nguoi.cuc_chuyen_vien, vong=1,
            )  # fmt: skip
        trang = client.get(reverse("so:phieu", args=[phieu.pk])).content.decode()
        for y, n in doc_luoi(phieu, nguoi.tong_hop).y_kien_theo_cho:
            neo[y.chi_tieu, y.cot] = n
            assert not n or (f'id="{n}"' in trang, f'href="#{n}"' in trang) == (True, True), n

    assert neo == {
        ("DG3", "D1"): "ds-DG3",
        ("DG1", "D1"): "o-DG1-D1",
        ("", ""): "",
        ("BL00", "A3"): "o-BL00-A3",
        ("BL00", ""): "dong-BL00",
        ("BL00", "A99"): "dong-BL00",
    }
