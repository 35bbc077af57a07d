"""Registers of the shared reference data; found by ``autodiscover_modules("nhap_tep")``."""

from cucctdp.imports.nhap_tep import co_so, to_chuc

__all__ = ["co_so", "to_chuc"]
