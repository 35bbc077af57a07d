"""Roles that work in the portal without a province."""

import pytest
from django.urls import reverse

from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.django_db


def test_reporter_of_clusters_lands_on_the_forms_and_keeps_the_frame_of_the_portal(client):
    client.force_login(tai_khoan("ccn_bao_cao"))

    vao = client.get(reverse("trang_chu"))
    phien = client.post(reverse("so:phien"))
    thong_bao = client.get(reverse("thong_bao:danh_sach"))

    assert vao.headers["Location"] == "/so/cum-cong-nghiep/"
    assert phien.status_code == 200
    assert "so/khung.html" in {t.name for t in thong_bao.templates}


def test_reporter_of_clusters_has_no_group_of_forms_and_no_province():
    user = tai_khoan("ccn_bao_cao")

    assert (user.pham_vi_don_vi(), user.pham_vi_nhom(), user.la_so) == (set(), set(), False)
