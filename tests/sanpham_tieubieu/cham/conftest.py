"""Groups of users and the law, once a module."""

import pytest


@pytest.fixture(autouse=True)
def _nhom_va_luat(nhom_va_luat):
    return nhom_va_luat
