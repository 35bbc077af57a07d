"""The dated catalogues of the selection read once, then asked by day from memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sanpham_tieubieu.models import LoaiTaiLieu, NhomSanPham, QuyDinhCap, QuyTac

D = TypeVar("D", bound=Any)

# The level whose certificate is asked for, from below; huyện stood where xã stands now.
CAP_DUOI: dict[str, tuple[str, ...]] = {
    "tinh": ("xa", "huyen"),
    "khu_vuc": ("tinh",),
    "quoc_gia": ("khu_vuc",),
}


def _ngay(cac_dong: Iterable[D], ngay: date) -> list[D]:
    return [d for d in cac_dong if d.con_hieu_luc(ngay)]


@dataclass(frozen=True)
class DanhMuc:
    """Every dated row; four queries to make, none to ask."""

    quy_dinh: list[QuyDinhCap]
    nhom: list[NhomSanPham]
    tai_lieu: list[LoaiTaiLieu]
    quy_tac: list[QuyTac]

    def tim_quy_dinh(self, cap: str, ngay: date) -> QuyDinhCap | None:
        """What the law fixes of a level on a day."""
        return next((q for q in _ngay(self.quy_dinh, ngay) if q.cap == cap), None)

    def cac_nhom(self, ngay: date) -> list[NhomSanPham]:
        """The product groups of a day, in the order of the law."""
        return _ngay(self.nhom, ngay)

    def tim_nhom(self, ma: str, ngay: date) -> NhomSanPham | None:
        return next((n for n in _ngay(self.nhom, ngay) if n.ma == ma), None)

    def ten_nhom(self, ma: str, ngay: date) -> str:
        """Short name of a group for people; its code where the row is gone."""
        nhom = self.tim_nhom(ma, ngay)
        return str(nhom.ten_ngan) if nhom else ma

    def cac_tai_lieu(self, ngay: date) -> list[LoaiTaiLieu]:
        """The papers of a dossier on a day, in order."""
        return _ngay(self.tai_lieu, ngay)

    def ten_tai_lieu(self, ma: str, ngay: date) -> str:
        return next((str(t.ten) for t in _ngay(self.tai_lieu, ngay) if t.ma == ma), ma)

    def tai_lieu_can(self, cap: str, ma_nhom: str, ngay: date) -> list[LoaiTaiLieu]:
        """The papers that must be there at a level for a group."""
        return [
            t
            for t in _ngay(self.tai_lieu, ngay)
            if cap in t.bat_buoc_cap and (not t.chi_nhom or ma_nhom in t.chi_nhom)
        ]

    def tim_quy_tac(self, ma: str, ngay: date) -> QuyTac | None:
        """The rule in force and switched on."""
        return next((q for q in _ngay(self.quy_tac, ngay) if q.ma == ma and q.bat), None)


def doc_danh_muc() -> DanhMuc:
    """Read the catalogues; four queries."""
    return DanhMuc(
        quy_dinh=list(QuyDinhCap.objects.all()),
        nhom=list(NhomSanPham.objects.all()),
        tai_lieu=list(LoaiTaiLieu.objects.all()),
        quy_tac=list(QuyTac.objects.all()),
    )
