"""Many clusters at once: the same door for each, first taken back (dry run), then for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from cumcongnghiep.admin.o_nhap import OChu
from cumcongnghiep.choices import CanCuMienTru
from cumcongnghiep.models import Cum, SoLieu
from cumcongnghiep.services import so_lieu
from cumcongnghiep.services.cum import sua_cum

TOI_DA = 200
# What may be set on many at once: column → (label, choices or None for free text).
_CO_KHONG = (("True", "Có"), ("False", "Không"))
CHO_PHEP: dict[str, tuple[str, Any]] = {
    "truoc_105_2009": ("Hình thành trước QĐ 105/2009/QĐ-TTg", _CO_KHONG),
    "can_xac_minh": ("Cần xác minh", _CO_KHONG),
    "mien_tru_dien_tich": ("Căn cứ miễn trừ diện tích (Điều 35)", CanCuMienTru.choices),
    "nguon_tin": ("Nguồn công bố", None),
    "huyen_cu": ("Huyện cũ", None),
}


@dataclass
class KetQua:
    """Clusters that pass, with what changes, and refused ones with all reasons."""

    duoc: list[tuple[Cum, str]] = field(default_factory=list)
    tu_choi: list[tuple[Cum, list[str]]] = field(default_factory=list)

    @property
    def theo_ly_do(self) -> list[tuple[list[str], list[Cum]]]:
        """Refused clusters by equal reasons, the reason of the most first."""
        nhom: dict[tuple[str, ...], list[Cum]] = {}
        for cum, ly_do in self.tu_choi:
            nhom.setdefault(tuple(ly_do), []).append(cum)
        return sorted(((list(k), c) for k, c in nhom.items()), key=lambda n: -len(n[1]))


def lam_loat(cac: Sequence[Cum], viec: Callable[[Cum], str], *, thu: bool = False) -> KetQua:
    """Do ``viec`` on each by itself (it says what it did); what is refused stays as it was.

    ``thu``: the very same work on all of them, taken back at the end.
    """
    kq = KetQua()
    with transaction.atomic():
        for cum in cac:
            try:
                with transaction.atomic():
                    cau = viec(cum)
            except ValidationError as loi:
                kq.tu_choi.append((cum, loi.messages))
            except PermissionDenied as loi:
                kq.tu_choi.append((cum, [str(loi)]))
            else:
                kq.duoc.append((cum, cau))
        if thu:
            transaction.set_rollback(True)
    return kq


class CapNhatForm(forms.Form):
    """Which column, and its new value."""

    cot = forms.ChoiceField(
        label="Trường cần đặt",
        choices=[("", "Chọn…"), *((ma, ten) for ma, (ten, _) in CHO_PHEP.items())],
        widget=UnfoldAdminSelectWidget,
    )
    gia_tri = OChu(
        label="Giá trị",
        required=False,
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
        help_text="Có hoặc Không; với căn cứ miễn trừ: «nho_truoc_68» hoặc «lon_truoc_105». "
        "Trống: xóa.",
    )
    ly_do = OChu(
        label="Lý do miễn trừ",
        required=False,
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
        help_text="Chỉ khi đặt căn cứ miễn trừ diện tích.",
    )

    def clean(self) -> dict[str, Any]:
        d: dict[str, Any] = super().clean() or {}
        cot, chu = d.get("cot"), d.get("gia_tri", "")
        if not cot:
            return d
        muc = CHO_PHEP[cot][1]
        if muc is None:
            d["truong"] = {cot: chu}
        elif muc is _CO_KHONG:
            co = {"co": True, "có": True, "true": True, "không": False, "khong": False}
            if chu.lower() not in co:
                raise ValidationError({"gia_tri": "Ghi «Có» hoặc «Không»."})
            d["truong"] = {cot: co[chu.lower()]}
        else:
            if chu and chu not in dict(muc):
                cac = ", ".join(f"«{m}» ({n})" for m, n in muc)
                raise ValidationError({"gia_tri": f"Ghi một trong: {cac}."})
            d["truong"] = {cot: chu, "ly_do_mien_tru": d.get("ly_do", "") if chu else ""}
        return d


def _trang(request: HttpRequest, site: AdminSite, them: dict[str, Any]) -> HttpResponse:
    ngu_canh = site.each_context(request) | {"opts": Cum._meta} | them
    return TemplateResponse(request, "admin/cumcongnghiep/cum/loat.html", ngu_canh)


def _bao(request: HttpRequest, kq: KetQua, cau: str) -> None:
    if kq.duoc:
        messages.success(request, f"{cau} {len(kq.duoc)} cụm.")
    for ly_do, cac in kq.theo_ly_do:
        ma = ", ".join(c.ma for c in cac)
        messages.warning(request, f"{len(cac)} cụm không làm được. {' '.join(ly_do)} ({ma})")


def _qua_nhieu(request: HttpRequest, cac: Sequence[Cum]) -> bool:
    if len(cac) > TOI_DA:
        messages.error(request, f"Mỗi lần tối đa {TOI_DA} cụm; đang chọn {len(cac)}.")
    return len(cac) > TOI_DA


def trang_cap_nhat(request: HttpRequest, site: AdminSite, cac: list[Cum], ve: str) -> HttpResponse:
    """Column and value first, then the dry run, then the work."""
    if _qua_nhieu(request, cac):
        return redirect(ve)
    form = CapNhatForm(request.POST if request.method == "POST" else None)
    them: dict[str, Any] = {
        "title": "Cập nhật nhiều cụm",
        "form": form,
        "nut": "Cập nhật",
        "cac_cum": cac,
        "ve": ve,
    }
    if request.method == "POST" and form.is_valid():
        truong = form.cleaned_data["truong"]

        def viec(cum: Cum) -> str:
            doi = [t for t, v in truong.items() if getattr(cum, t) != v]
            if not doi:
                raise ValidationError("Đã có giá trị này.")
            sua_cum(cum, by=request.user, **truong)
            return f"{form.cleaned_data['gia_tri'] or '(xóa)'}"

        if "ghi" in request.POST:
            _bao(request, lam_loat(cac, viec), "Đã cập nhật")
            return redirect(ve)
        them["ket_qua"] = lam_loat(cac, viec, thu=True)
    return _trang(request, site, them)


def trang_xac_nhan(request: HttpRequest, site: AdminSite, cac: list[Cum], ve: str) -> HttpResponse:
    """Confirm what others entered; one's own figures are refused by name."""
    if _qua_nhieu(request, cac):
        return redirect(ve)
    cho: dict[int, list[SoLieu]] = {c.pk: [] for c in cac}
    for s in SoLieu.objects.filter(cum__in=cac, nguoi_xac_nhan=None):
        cho[s.cum_id].append(s)

    def viec(cum: Cum) -> str:
        if not cho[cum.pk]:
            raise ValidationError("Không có số liệu chờ xác nhận.")
        return f"{so_lieu.xac_nhan(cho[cum.pk], by=request.user)} số liệu"

    if request.method == "POST":
        _bao(request, lam_loat(cac, viec), "Đã xác nhận số liệu của")
        return redirect(ve)
    them = {
        "title": "Xác nhận số liệu nhiều cụm: xem trước",
        "ket_qua": lam_loat(cac, viec, thu=True),
        "nut": "Xác nhận",
        "ve": ve,
    }
    return _trang(request, site, them)
