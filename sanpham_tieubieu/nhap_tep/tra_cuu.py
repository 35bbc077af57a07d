"""Look-ups of one run: provinces of both maps, communes of today, groups, products."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils import timezone

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import (
    DonViHanhChinh,
    KeThua,
    KhoaDonViSaiError,
    TenGoiKhac,
    khoa_ten_goi,
    tach_khoa,
)
from cucctdp.formats.chu import khoa_tim
from cucctdp.imports.nhap_tep.tra_cuu import TraXa
from sanpham_tieubieu.danh_muc import DanhMuc, doc_danh_muc
from sanpham_tieubieu.models import NhomSanPham, SanPham
from sanpham_tieubieu.nhap_tep.doc_o import DauBang

_BO_DAU = ("nhom cac san pham ", "nhom san pham ve ", "nhom san pham ", "nhom ", "san pham ")


class NguCanh:
    """Loaded once a run, scoped to the maker and, when the session names one, to its province."""

    def __init__(self, by: Any, pham_vi: set[int] | None, don_vi: Any) -> None:
        self.by, self.pham_vi, self.don_vi = by, pham_vi, don_vi
        self.hom_nay = timezone.localdate()
        self.dau = DauBang()
        self.luat: DanhMuc = doc_danh_muc()
        self.don_vi_theo: dict[int, DonViHanhChinh] = {
            d.pk: d for d in DonViHanhChinh.objects.all()
        }
        self.moi: dict[int, int] = {}
        self.cu: dict[int, list[int]] = defaultdict(list)
        for cu, moi in KeThua.objects.values_list("cu", "moi"):
            self.moi[cu] = moi
            self.cu[moi].append(cu)
        self._ten: dict[str, set[int]] = defaultdict(set)
        for khoa, pk in TenGoiKhac.objects.values_list("khoa", "don_vi"):
            self._ten[khoa].add(pk)
        for d in self.don_vi_theo.values():
            self._ten[khoa_ten_goi(d.ten_goi)].add(d.pk)
        rong = None if pham_vi is None else pham_vi | {self.moi.get(p, p) for p in pham_vi}
        self.rong = rong
        self.xa = TraXa(rong)
        self._nhom = self._doc_nhom(self.luat.nhom)
        self._san_pham: dict[tuple[int, str], list[int]] = defaultdict(list)
        san_pham = SanPham.objects.visible_to(by).hien_hanh()
        for pk, tinh, ten in san_pham.values_list("pk", "co_so__xa__tinh", "ten"):
            self._san_pham[tinh, khoa_tim(ten)].append(pk)
        self.cac_san_pham = {pk for cac in self._san_pham.values() for pk in cac}

    @staticmethod
    def _doc_nhom(cac: list[NhomSanPham]) -> dict[str, str]:
        return {_gon_nhom(t): n.ma for n in cac for t in (n.ma, n.ten, n.ten_ngan, *n.ten_khac)}

    def nhom(self, chu: str) -> str:
        """Code of a group by any of its names; "" when nobody is called so."""
        return self._nhom.get(_gon_nhom(chu), "")

    def tinh(self, chu: str, ngay: date) -> list[int]:
        """Provinces of that name on the map of that day; one is an answer, others are not."""
        try:
            bo, ma = tach_khoa(chu.strip())
            return [d.pk for d in self.don_vi_theo.values() if (d.bo_ma, d.ma) == (bo, ma)]
        except KhoaDonViSaiError:
            cac = self._ten.get(khoa_ten_goi(chu), set())
        bo = BoMa.B63 if ngay < _SAP_XEP else BoMa.B34
        return sorted(pk for pk in cac if self.don_vi_theo[pk].bo_ma == bo)

    def trong_pham_vi(self, don_vi: int) -> bool:
        return self.rong is None or bool({don_vi, self.moi.get(don_vi)} & self.rong)

    def san_pham(self, don_vi: int, ten: str) -> list[int]:
        """Products of that very name in the province of today."""
        return self._san_pham.get((self.moi.get(don_vi, don_vi), khoa_tim(ten)), [])


_SAP_XEP = date(2025, 7, 1)


def _gon_nhom(chu: str) -> str:
    khoa = " ".join("".join(k if k.isalnum() else " " for k in khoa_tim(chu)).split())
    for dau in _BO_DAU:
        khoa = khoa.removeprefix(dau)
    return khoa
