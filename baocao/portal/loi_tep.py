"""Findings of an uploaded workbook, each with the address of its cell in the grid."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from baocao.choices import KieuSo
from baocao.models import BoBaoCao
from baocao.neo import neo_cua
from baocao.workbook import KetQuaNap
from cucctdp.excel.errors import LoiO


@dataclass(frozen=True)
class LoiTep:
    """``url`` leads to the cell (or the form) in the portal, "" when the place is no form's."""

    loi: LoiO
    url: str


def theo_o(bo: BoBaoCao, ket_qua: KetQuaNap, ds: Sequence[LoiO]) -> list[LoiTep]:
    """The findings in their order; two queries."""
    if not ds:
        return []
    phieu = dict(bo.phieu.values_list("bieu_mau__ma", "pk"))
    danh_sach = set(
        bo.phieu.filter(bieu_mau__chi_tieu__kieu=KieuSo.DANH_SACH).values_list(
            "bieu_mau__ma", "bieu_mau__chi_tieu__ma"
        )
    )
    o_cua = {(bieu, o): (ct, cot) for (bieu, ct, cot), o in ket_qua.toa_do.items()}
    muc = []
    for loi in ds:
        url = ""
        if loi.trang in phieu:
            url = reverse("so:phieu", args=[phieu[loi.trang]])
            khoa = o_cua.get((loi.trang, loi.o))
            if khoa:
                url += "#" + neo_cua(*khoa, danh_sach=(loi.trang, khoa[0]) in danh_sach)
        muc.append(LoiTep(loi, url))
    return muc
