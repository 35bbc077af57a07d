"""Findings of an uploaded workbook in the portal: names of rows and columns, links to cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import template
from django.urls import reverse

from baocao.checks import ViPham
from baocao.choices import KieuSo
from baocao.models import BoBaoCao, ChiTieu, CotBieu, PhieuBieu
from baocao.neo import neo_cua

register = template.Library()


@dataclass(frozen=True)
class ViPhamTep:
    """A finding, its place in words and the address of its cell ("" when it has none)."""

    vi_pham: ViPham
    noi: str
    url: str


@register.simple_tag
def vi_pham_theo_ten(bo: BoBaoCao, vi_pham: Mapping[str, Sequence[ViPham]]) -> list[ViPhamTep]:
    """The findings of every form of ``bo`` by form code, three queries for any number."""
    phieu = {
        p.bieu_mau.ma: p
        for p in PhieuBieu.objects.filter(bo=bo, bieu_mau__ma__in=list(vi_pham)).select_related(
            "bieu_mau"
        )
    }
    bieu = [p.bieu_mau_id for p in phieu.values()]
    cac_dong = ChiTieu.objects.filter(bieu_mau__in=bieu).values_list(
        "bieu_mau_id", "ma", "ten", "kieu"
    )
    ten_dong, la_danh_sach = {}, set()
    for b, ma_dong, ten, kieu in cac_dong:
        ten_dong[b, ma_dong] = ten
        if kieu == KieuSo.DANH_SACH:
            la_danh_sach.add((b, ma_dong))
    ten_cot = {
        (b, ma): ten
        for b, ma, ten in CotBieu.objects.filter(bieu_mau__in=bieu).values_list(
            "bieu_mau_id", "ma", "ten"
        )
    }
    ket_qua = []
    for ma, ds in vi_pham.items():
        p = phieu.get(ma)
        for v in ds:
            if p is None:
                ket_qua.append(ViPhamTep(v, f"{ma} {v.chi_tieu}".strip(), ""))
                continue
            dong = ten_dong.get((p.bieu_mau_id, v.chi_tieu), v.chi_tieu).removeprefix("– ")
            cot = ten_cot.get((p.bieu_mau_id, v.cot), v.cot)
            la_ds = (p.bieu_mau_id, v.chi_tieu) in la_danh_sach
            neo = neo_cua(v.chi_tieu, v.cot, danh_sach=la_ds)
            noi = " – ".join(chu for chu in (ma, dong, cot) if chu)
            ket_qua.append(ViPhamTep(v, noi, _duong(p.pk, neo)))
    return ket_qua


def _duong(phieu: int, neo: str) -> str:
    trang = reverse("so:phieu", args=[phieu])
    return f"{trang}#{neo}" if neo else trang
