"""What every test needs: storage of its own, and a flush that the audit trail lets through."""

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations

_sql_flush = DatabaseOperations.sql_flush


def _flush_ke_ca_nhat_ky(self, *args, **kwargs):
    """The audit trail refuses TRUNCATE; only the test database's owner may switch triggers off."""
    lenh = _sql_flush(self, *args, **kwargs)
    if not lenh:
        return lenh
    return ["SET session_replication_role = replica;", *lenh, "RESET session_replication_role;"]


DatabaseOperations.sql_flush = _flush_ke_ca_nhat_ky


@pytest.fixture(autouse=True)
def kho_tep_rieng(settings, tmp_path):
    """Stored files of a test lie in its own folder."""
    settings.KHO_TEP = tmp_path / "kho-tep"
    return settings.KHO_TEP
