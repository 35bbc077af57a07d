"""Guesses sent at the same moment, on real connections, are counted one by one."""

from concurrent.futures import ThreadPoolExecutor

import pgtrigger
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import tai_khoan


@pytest.fixture
def don_duoc_nhat_ky():
    """The event log refuses to be emptied; the clean-up after a real transaction has to."""
    with pgtrigger.ignore("audit.SuKien:khong_xoa_sach"):
        yield


def test_parallel_guesses_are_all_counted(don_duoc_nhat_ky, transactional_db):
    user = tai_khoan("cuc_lanh_dao")

    def doan(so):
        try:
            return (
                Client()
                .post(
                    reverse("account_login"),
                    {"login": user.username, "password": f"doan mo lan thu {so}"},
                )
                .status_code
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as nhom:
        ket_qua = list(nhom.map(doan, range(8)))

    user.refresh_from_db()
    assert ket_qua == [200] * 8
    assert user.so_lan_sai == 5
    assert user.dang_bi_khoa
