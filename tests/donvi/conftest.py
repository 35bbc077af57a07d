"""The reference data as shipped, loaded once per module and taken back after it."""

from pathlib import Path

import pytest
from django.db import transaction

from cucctdp.donvi.services.danh_muc import nap

THU_MUC = Path(__file__).resolve().parents[2] / "fixtures" / "donvi"


@pytest.fixture(scope="module")
def danh_muc(django_db_setup, django_db_blocker):
    """Answer of the first load. Each test of the module runs in a savepoint on top of it."""
    with django_db_blocker.unblock():
        khoi = transaction.atomic()
        khoi.__enter__()
        try:
            yield nap(THU_MUC)
        finally:
            transaction.set_rollback(True)
            khoi.__exit__(None, None, None)
