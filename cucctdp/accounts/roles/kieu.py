"""What one row of the table of roles is."""

from dataclasses import dataclass
from typing import Literal

PhamVi = Literal["tinh", "phan_cong", "toan_quoc", "to_chuc", "duoc_giao", "khong"]
# Rights of one app: role code → permissions "app.codename".
QuyenTheoVai = dict[str, tuple[str, ...]]


def quyen_tren(app: str, hanh_dong: str, *doi_tuong: str) -> tuple[str, ...]:
    """``quyen_tren("donvi", "view change", "xa")`` → ("donvi.view_xa", "donvi.change_xa")."""
    return tuple(f"{app}.{hd}_{dt}" for dt in doi_tuong for hd in hanh_dong.split())


@dataclass(frozen=True)
class VaiTro:
    """One row: ``pham_vi`` says which units, ``moi_nhom`` whether no form group means all.

    ``pham_vi`` "to_chuc": no province, but the đề án of the account's own organisation;
    "duoc_giao": only what was appointed to the account one by one.
    """

    ma: str
    ten: str
    mo_ta: str
    pham_vi: PhamVi
    quyen: tuple[str, ...]
    moi_nhom: bool = True
    vao_quan_tri: bool = False
    mat_khau_co_han: bool = False
    dang_nhap: bool = True

    @property
    def la_so(self) -> bool:
        return self.ma.startswith("so_")

    @property
    def la_cuc(self) -> bool:
        return self.ma.startswith("cuc_")

    @property
    def theo_to_chuc(self) -> bool:
        return self.pham_vi == "to_chuc"

    @property
    def duoc_giao(self) -> bool:
        return self.pham_vi == "duoc_giao"

    @property
    def vao_cong(self) -> bool:
        return self.la_so or self.theo_to_chuc or self.duoc_giao
