"""Fixtures of the notices."""

from tests.baocao.conftest import du_lieu_goc, du_lieu_goc_that  # noqa: F401  (fixtures)
