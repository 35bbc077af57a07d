"""The NUL character, oversize and stale forms: a page in Vietnamese, never a 500."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.baocao import mau
from tests.baocao.conftest import du_lieu_goc  # noqa: F401  (a fixture)

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
KHONG_DOC = "Hệ thống không đọc được yêu cầu này"


@pytest.fixture
def canh():
    cache.clear()
    nguoi = mau.nguoi_dung()
    return nguoi, mau.da_gui(mau.bo_moi(nguoi, ma_ky="2026-Q1", bieu={"Q04"}), nguoi)


def _khach(user, **them):
    client = Client(raise_request_exception=False, **them)
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("ai", "duong", "gui"),
    [
        ("van_thu", "/so/bo/{bo}/van-ban/", {"so": "1\0", "ngay": "01/04/2026"}),
        ("lanh_dao", "/so/bo/{bo}/buoc/rut-lai/", {"ly_do": "mười ký tự trở lên\0"}),
        ("cuc_chuyen_vien", "/admin/baocao/bobaocao/{bo}/y-kien/", {"noi_dung": "\0"}),
    ],
)
def test_nul_in_a_posted_text_is_400_and_changes_nothing(canh, ai, duong, gui):
    nguoi, bo = canh

    tra = _khach(getattr(nguoi, ai)).post(duong.format(bo=bo.pk), gui)

    truoc = bo.trang_thai, bo.so_van_ban
    bo.refresh_from_db()
    assert tra.status_code == 400
    assert KHONG_DOC in tra.content.decode()
    assert (bo.trang_thai, bo.so_van_ban) == truoc


@pytest.mark.parametrize("tham_so", ["q", "ky__ma", "trang_thai", "tinh_han", "co_minh_hoa"])
def test_nul_in_a_filter_is_400(canh, tham_so):
    nguoi, _ = canh

    tra = _khach(nguoi.cuc_chuyen_vien).get(f"/admin/baocao/bobaocao/?{tham_so}=a%00b")

    assert tra.status_code == 400


def test_form_of_an_ended_session_is_told_in_vietnamese(canh):
    nguoi, bo = canh

    tra = _khach(nguoi.lanh_dao, enforce_csrf_checks=True).post(f"/so/bo/{bo.pk}/buoc/rut-lai/")

    assert tra.status_code == 403
    assert "Trang này đã cũ, chưa có gì được ghi" in tra.content.decode()
