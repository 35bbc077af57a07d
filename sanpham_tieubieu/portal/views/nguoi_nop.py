"""Accounts that hand in for an establishment or work for a commune: appointed by the Sở."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cucctdp.accounts.models import User
from cucctdp.donvi.models import CoSo
from cucctdp.formats.chu import khoa_tim
from sanpham_tieubieu.admin.o_nhap import OChu
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.models import NguoiNop
from sanpham_tieubieu.portal import bieu
from sanpham_tieubieu.portal.quyen import cac_xa, chi_binh_chon, doi_quyen
from sanpham_tieubieu.services import nguoi_nop as dv

GIAO = "sanpham_tieubieu.giao_nop"
SO_DONG = 30


def tim_co_so(user: Any, chu: str) -> CoSo:
    """The establishment of the province by its tax code or whole name; says why there is none."""
    rows = CoSo.objects.filter(hop_nhat_vao__isnull=True)
    pham_vi = user.pham_vi_don_vi()
    if pham_vi is not None:
        rows = rows.filter(xa__tinh__in=pham_vi)
    cac = list(rows.filter(Q(ma_so_thue=chu) | Q(ten__khong_dau=khoa_tim(chu)))[:2])
    if not cac:
        raise ValidationError(f"Không có cơ sở «{chu[:80]}» trong danh bạ của tỉnh.")
    if len(cac) > 1:
        raise ValidationError(f"Có nhiều cơ sở tên «{chu[:80]}»; ghi mã số thuế.")
    return cac[0]


class GiaoForm(forms.Form):
    """An account and its one subject."""

    ten_dang_nhap = OChu(
        label="Tên đăng nhập",
        max_length=150,
        help_text="Tài khoản vai trò «Cơ sở dự bình chọn» hoặc «UBND cấp xã (bình chọn)».",
    )
    co_so = OChu(
        label="Cơ sở",
        required=False,
        max_length=255,
        help_text="Mã số thuế hoặc tên đầy đủ; bỏ trống khi giao cho xã.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["xa"] = forms.ModelChoiceField(
            cac_xa(user).order_by("ten_goi", "ma"),
            label="Xã, phường",
            required=False,
            empty_label="Không (giao cho cơ sở)",
        )
        bieu.thuan(self)

    def clean_ten_dang_nhap(self) -> User:
        user = User.objects.filter(username=self.cleaned_data["ten_dang_nhap"]).first()
        if user is None or not user.duoc_giao:
            raise ValidationError("Không có tài khoản bình chọn tên này.")
        return user

    def clean_co_so(self) -> CoSo | None:
        chu = self.cleaned_data["co_so"]
        return tim_co_so(self.user, chu) if chu else None


@chi_binh_chon
@require_http_methods(["GET", "POST"])
def danh_sach(request: HttpRequest) -> HttpResponse:
    """Who is appointed for what; POST appoints one more."""
    doi_quyen(request.user, GIAO)
    gui = (request.POST,) if request.method == "POST" else ()
    form = GiaoForm(*gui, user=request.user)
    loi: list[str] = []
    if gui and form.is_valid():
        d = form.cleaned_data
        loi = loi_khi(
            lambda: dv.giao(d["ten_dang_nhap"], co_so=d["co_so"], xa=d["xa"], by=request.user)
        )
        if not loi:
            messages.success(request, f"Đã giao tài khoản «{d['ten_dang_nhap'].username}».")
            return redirect("binh_chon:nguoi_nop")
    rows = (
        NguoiNop.objects.visible_to(request.user)
        .filter(thoi_tu__isnull=True)
        .select_related("nguoi", "co_so", "xa", "don_vi")
        .order_by("vai_tro", "pk")
    )
    trang = Paginator(rows, SO_DONG).get_page(request.GET.get("trang"))
    du_lieu = {"form": form, "trang": trang, "cac_loi": loi}
    return render(request, "so/binh_chon/nguoi_nop.html", du_lieu, status=422 if gui else 200)


@chi_binh_chon
@require_POST
def thoi(request: HttpRequest, pk: int) -> HttpResponse:
    """End an appointment; what was handed in stays."""
    doi_quyen(request.user, GIAO)
    dong = get_object_or_404(NguoiNop.objects.visible_to(request.user), pk=pk)
    loi = loi_khi(lambda: dv.thoi(dong, by=request.user))
    for cau in loi:
        messages.error(request, cau)
    if not loi:
        messages.success(request, "Đã thôi giao.")
    return redirect("binh_chon:nguoi_nop")
