"""The rubric typed as a table: parents by code, every fault with its row, nothing half-written."""

from decimal import Decimal

import pytest
from django.urls import reverse

from sanpham_tieubieu.giam_khao.khung import DongKhung, doc_cay, viet_dong
from sanpham_tieubieu.khung_cay import Nut
from sanpham_tieubieu.services.khung_diem import duyet_khung, nap_goi_y
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.sanpham_tieubieu.cua.mau import ky_mo

pytestmark = pytest.mark.django_db


def dong(so, ma, diem="5", ten="Tiêu chí", **khac):
    o = {"ma": ma, "ten": ten, "diem": diem, "thoi_diem": "", "huong_dan": "", "cac_muc": ""}
    return DongKhung(so, o | khac)


def test_added_row_goes_behind_its_siblings_and_round_trips():
    cay, loi = doc_cay(
        [dong(1, "I", "7,5"), dong(2, "I.1"), dong(3, "II", "5"), dong(4, ""),
         dong(5, "I.2", "2,5", cac_muc="2,5: Rất tốt\n1: Khá")]
    )  # fmt: skip

    assert loi == []
    assert [(n.ma, n.cha, str(n.diem_toi_da)) for n in cay] == [
        ("I", "", "7.5"), ("I.1", "I", "5"), ("I.2", "I", "2.5"), ("II", "", "5"),
    ]  # fmt: skip
    lai, _ = doc_cay(viet_dong(cay)[:4])
    assert lai == cay
    assert isinstance(lai[0], Nut)


def test_every_fault_of_a_row_is_named():
    _, loi = doc_cay([dong(1, "I", "x"), dong(2, "I.1", "5", cac_muc="9: Quá\nkhông số")])

    assert loi == [
        "Dòng 1 (I): điểm tối đa ghi bằng số, ví dụ 7,5.",
        "Dòng 2 (I.1): mức gợi ý «9: Quá» ghi «điểm: mô tả», không quá điểm tối đa.",
        "Dòng 2 (I.1): mức gợi ý «không số» ghi «điểm: mô tả», không quá điểm tối đa.",
    ]


def test_draft_is_changed_on_its_page_and_an_approved_rubric_is_not(vao):
    ky = ky_mo("tinh")
    so = tai_khoan("so_truong_phong", don_vi=ky.don_vi)
    x = nap_goi_y(ky, "CBNLTS", by=so)
    c = vao(so)
    o = reverse("cham_diem:khung", args=[ky.pk, x.pk])
    xem = c.get(o)
    gui = {
        f"{cot}-{d.so}": d.o.get(cot, "")
        for d in xem.context["dong"]
        for cot in ("ma", "ten", "diem", "thoi_diem", "huong_dan", "cac_muc")
    }
    la = {d.o.get("ma"): d.so for d in xem.context["dong"]}

    sua = c.post(o, gui | {f"cac_muc-{la['IV.2']}": "6: Có ISO và nhãn hiệu"})
    hong = c.post(o, gui | {f"diem-{la['IV.2']}": "-1"})
    khac = vao(tai_khoan("so_truong_phong", don_vi=DonViFactory())).get(o)
    duyet_khung(x, by=so, so_qd="1/QĐ", ngay_qd=ky.ngay_bat_dau, nguoi_duyet="Trần Văn Ký")
    sau = c.post(o, gui)

    assert xem.status_code == 200
    assert sua.status_code == 302
    assert x.tieu_chi.get(ma="IV.2").cac_muc == [{"diem": "6", "mo_ta": "Có ISO và nhãn hiệu"}]
    assert x.tieu_chi.get(ma="IV.2").diem_toi_da == Decimal(6)
    assert hong.status_code == 422
    assert khac.status_code == 404
    assert "R11" in sau.text
