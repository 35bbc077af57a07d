"""Groups of users and the law, once a module; people log in on clients of their own."""

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def _nhom_va_luat(nhom_va_luat):
    return nhom_va_luat


@pytest.fixture
def vao():
    def _vao(user):
        client = Client()
        client.force_login(user)
        return client

    return _vao
