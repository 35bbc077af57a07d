"""Saved filters above the register, and the register as filtered in a workbook."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cucctdp.adminkit.bo_loc import SO_TOI_DA, don_tham_so, luu_bo_loc
from cucctdp.adminkit.models import BoLoc
from cucctdp.files.models import CongViec
from cucctdp.files.services import doc_tep
from khuyencong.admin import xuat_bang
from khuyencong.bang_de_an import TIEU_DE
from khuyencong.models import DeAn

DS = reverse("admin:khuyencong_dean_changelist")
LUU = reverse("admin:khuyencong_dean_luu_bo_loc")
XUAT = reverse("admin:khuyencong_dean_xuat_bang")


def luu(by, ten, tham_so="nam=2026"):
    return luu_bo_loc(danh_sach="khuyencong.dean", ten=ten, tham_so=tham_so, by=by)


def test_conditions_of_an_address_without_page_and_in_one_order():
    assert don_tham_so("p=3&trang_thai=phe_duyet&e=1&nam=2026&q=&o=-2") == (
        "nam=2026&o=-2&trang_thai=phe_duyet"
    )


def test_saved_by_the_page_then_a_link_that_is_marked_when_in_use(vao, n, da_duyet):
    client = vao("cuc_ld")
    assert "Lưu bộ lọc đang dùng" in client.get(f"{DS}?nam=2026").content.decode()

    tra = client.post(f"{LUU}?nam=2026&p=2", {"ten": "Năm nay"})

    assert (tra.status_code, tra["Location"]) == (302, f"{DS}?nam=2026")
    (b,) = client.get(f"{DS}?p=0&nam=2026").context["cac_bo_loc"]
    assert (b.ten, b.duong, b.dang_chon) == ("Năm nay", f"{DS}?nam=2026", True)
    client.post(b.duong_xoa)
    assert not BoLoc.objects.exists()


def test_same_name_changes_and_every_refusal_is_told(n):
    luu(n.cuc, "A")
    luu(n.cuc, "A", "nam=2025")

    assert list(BoLoc.objects.values_list("ten", "tham_so")) == [("A", "nam=2025")]
    for i in range(SO_TOI_DA - 1):
        luu(n.cuc, f"B{i}")
    with pytest.raises(Exception, match="chưa lọc gì") as loi:
        luu(n.cuc, "x" * 81, "p=1")
    assert len(loi.value.messages) == 3


def test_another_persons_filter_is_not_shown_nor_deleted(vao, n):
    cua_nguoi_khac = luu(n.cuc, "Của tôi")
    client = vao("cuc_ld")

    assert client.get(DS).context["cac_bo_loc"] == []
    xoa = reverse("admin:khuyencong_dean_xoa_bo_loc", args=[cua_nguoi_khac.pk])
    assert client.post(xoa).status_code == 404
    assert BoLoc.objects.count() == 1


def test_register_as_filtered_is_downloaded_with_amounts_in_dong(vao, da_duyet, gui_cuc):
    client = vao("cuc_ld")

    tra = client.post(f"{XUAT}?trang_thai=phe_duyet")

    ws = load_workbook(BytesIO(tra.content)).active
    dong = dict(zip(TIEU_DE, [c.value for c in ws[2]], strict=True))
    assert (ws.max_row, [c.value for c in ws[1]]) == (2, list(TIEU_DE))
    assert (dong["Mã"], dong["Nội dung"], dong["Trạng thái"]) == (
        da_duyet.ma, "KT4", "Đã phê duyệt",
    )  # fmt: skip
    assert (
        dong["Đề nghị: Khuyến công quốc gia (đồng)"],
        dong["Phê duyệt, khuyến công (đồng)"],
        dong["Quyết toán, khuyến công (đồng)"],
    ) == (300_000_000, 300_000_000, None)


def test_long_register_is_exported_by_a_job_for_its_maker_only(
    vao, n, da_duyet, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(xuat_bang, "NGAY_TOI_DA", 0)
    client = vao("cuc_ld")

    with django_capture_on_commit_callbacks(execute=True):
        tra = client.post(f"{XUAT}?trang_thai=phe_duyet")

    viec = CongViec.objects.get(loai="bang_de_an")
    assert (viec.trang_thai, viec.so_dong_tong) == ("xong", 1)
    assert load_workbook(BytesIO(doc_tep(viec.ket_qua))).active.max_row == 2
    assert "Tải de-an-khuyen-cong-" in client.get(tra["Location"]).content.decode()
    tai = reverse("tai_tep", args=[viec.ket_qua_id])
    assert client.get(tai).status_code == 200
    client.force_login(n.cuc_phong)
    assert (client.get(tra["Location"]).status_code, client.get(tai).status_code) == (404, 404)


def test_export_asks_the_same_queries_for_one_and_two(vao, da_duyet, gui_cuc):
    client = vao("cuc_ld")

    def dem(tham_so):
        with CaptureQueriesContext(connection) as q:
            assert client.post(f"{XUAT}?{tham_so}").status_code == 200
        return len(q)

    dem("nam=2026")
    assert dem("trang_thai=phe_duyet") == dem("nam=2026")
    assert DeAn.objects.count() == 2
