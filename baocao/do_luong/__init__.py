"""Speed bars of reporting, one module per subject; the register is ``cucctdp.do_luong``."""

import importlib
import pkgutil

from cucctdp.do_luong import KetQuaDo, PhepDo, da_ghi, do_xen_ke, phep_do

__all__ = ["KetQuaDo", "cac_phep_do", "do_xen_ke", "phep_do"]

# Measurements of the programmes below.
CHUONG_TRINH = (
    "khuyencong.do_luong",
    "khuyencong.do_luong_danh_sach",
    "cumcongnghiep.do_luong",
    "cumcongnghiep.do_luong_danh_sach",
    "cumcongnghiep.do_luong_nhap",
    "cumcongnghiep.do_luong_ly_lich",
    "sanpham_tieubieu.do_luong",
    "sanpham_tieubieu.do_luong_in_giay",
)


def cac_phep_do() -> dict[str, PhepDo]:
    """Every measurement of the product, by name."""
    for mo_dun in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{mo_dun.name}")
    for ten in CHUONG_TRINH:
        importlib.import_module(ten)
    return da_ghi()
