"""Steps on many đề án: the same refusals before (dry run, writes nothing) and while doing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from khuyencong.choices import LoaiButToan
from khuyencong.models import ButToan, DeAn
from khuyencong.o_nhap import o_chu, o_ngay
from khuyencong.services import tham_dinh
from khuyencong.services.ngay import khong_sau_hom_nay
from khuyencong.viec import an_toan

TOI_DA = 200


@dataclass
class KetQua:
    """Đề án that pass, and refused ones with all reasons; ``tien``: đồng that entered the books."""

    duoc: list[DeAn] = field(default_factory=list)
    tu_choi: list[tuple[DeAn, list[str]]] = field(default_factory=list)
    tien: int = 0

    @property
    def theo_ly_do(self) -> list[tuple[list[str], list[DeAn]]]:
        """Refused đề án by equal reasons, the reason of the most first."""
        nhom: dict[tuple[str, ...], list[DeAn]] = {}
        for de_an, ly_do in self.tu_choi:
            nhom.setdefault(tuple(ly_do), []).append(de_an)
        return sorted(((list(k), cac) for k, cac in nhom.items()), key=lambda n: -len(n[1]))


class DuyetNhieuForm(forms.Form):
    """One decision for all of them."""

    so_quyet_dinh = o_chu("Số quyết định", max_length=80, help_text="Ví dụ 3536/QĐ-BCT.")
    ngay = o_ngay("Ngày quyết định", help_text="Định mức được xét theo ngày này.")

    def __init__(self, *args: Any, cac: Sequence[DeAn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if nhieu_nam := [d.ma for d in cac if len(d.cac_nam) > 1]:
            self.fields["ngay"].help_text = (
                f"Định mức được xét theo ngày này. Đề án nhiều năm ({', '.join(nhieu_nam)}): toàn "
                "bộ kinh phí ghi vào năm kế hoạch; muốn chia theo năm thì ghi quyết định ở trang "
                "của từng đề án."
            )

    def clean_ngay(self) -> date:
        return khong_sau_hom_nay("quyết định", self.cleaned_data["ngay"])


def lam_loat(
    cac_de_an: Sequence[DeAn], viec: Callable[[DeAn], Any], *, thu: bool = False
) -> KetQua:
    """Do ``viec`` on each by itself; what is refused stays as it was.

    ``thu``: the very same work on all of them, taken back at the end.
    """
    ket_qua = KetQua()
    ids = [d.pk for d in cac_de_an]
    with transaction.atomic():
        truoc = _da_duyet(ids)
        for de_an in cac_de_an:
            try:
                an_toan(lambda d=de_an: viec(DeAn.objects.get(pk=d.pk)))  # type: ignore[misc]
            except ValidationError as loi:
                ket_qua.tu_choi.append((de_an, loi.messages))
            else:
                ket_qua.duoc.append(de_an)
        ket_qua.tien = _da_duyet(ids) - truoc
        if thu:
            transaction.set_rollback(True)
    return ket_qua


def _da_duyet(ids: list[int]) -> int:
    rows = ButToan.objects.filter(de_an__in=ids, loai=LoaiButToan.PHE_DUYET)
    return sum(rows.filter(nguon__in=("kcqg", "kcdp")).values_list("so_tien", flat=True))


def _trang(request: HttpRequest, site: AdminSite, them: dict[str, Any]) -> HttpResponse:
    ngu_canh = site.each_context(request) | {"opts": DeAn._meta} | them
    return TemplateResponse(request, "admin/khuyencong/dean/loat.html", ngu_canh)


def _bao(request: HttpRequest, ket_qua: KetQua, cau: str) -> None:
    if ket_qua.duoc:
        messages.success(request, f"{cau} {len(ket_qua.duoc)} đề án.")
    for ly_do, cac in ket_qua.theo_ly_do:
        ma = ", ".join(d.ma for d in cac)
        messages.warning(request, f"{len(cac)} đề án không làm được. {' '.join(ly_do)} ({ma})")


def _qua_nhieu(request: HttpRequest, cac: Sequence[DeAn]) -> bool:
    if len(cac) > TOI_DA:
        messages.error(request, f"Mỗi lần tối đa {TOI_DA} đề án; đang chọn {len(cac)}.")
    return len(cac) > TOI_DA


def trang_nhan(request: HttpRequest, site: AdminSite, cac: list[DeAn], ve: str) -> HttpResponse:
    """Take many for appraisal."""
    if _qua_nhieu(request, cac):
        return redirect(ve)

    def viec(de_an: DeAn) -> Any:
        return tham_dinh.nhan_tham_dinh(de_an, by=request.user)

    if request.method == "POST":
        _bao(request, lam_loat(cac, viec), "Đã nhận thẩm định")
        return redirect(ve)
    them = {
        "title": "Nhận thẩm định nhiều đề án: xem trước",
        "ket_qua": lam_loat(cac, viec, thu=True),
        "nut": "Nhận thẩm định",
        "ve": ve,
    }
    return _trang(request, site, them)


def trang_duyet(request: HttpRequest, site: AdminSite, cac: list[DeAn], ve: str) -> HttpResponse:
    """One decision of approval for many: number and date first, then the dry run, then the work."""
    if _qua_nhieu(request, cac):
        return redirect(ve)
    form = DuyetNhieuForm(request.POST if request.method == "POST" else None, cac=cac)
    them: dict[str, Any] = {
        "title": "Ghi phê duyệt nhiều đề án",
        "form": form,
        "nut": "Ghi phê duyệt",
        "cac_de_an": cac,
        "ve": ve,
    }
    if request.method == "POST" and form.is_valid():
        d = form.cleaned_data

        def viec(de_an: DeAn) -> Any:
            return tham_dinh.phe_duyet(de_an, by=request.user, **d)

        if "ghi" in request.POST:
            _bao(request, lam_loat(cac, viec), f"Đã ghi {d['so_quyet_dinh']} cho")
            return redirect(ve)
        them["ket_qua"] = lam_loat(cac, viec, thu=True)
    return _trang(request, site, them)
