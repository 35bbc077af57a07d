"""Biểu 04 beside the register: differences, named causes, what nobody explained."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cucctdp.formats.so import SoKhongHopLe, doc_so
from cumcongnghiep import workflow as wf
from cumcongnghiep.bieu.mau import BIEU_04
from cumcongnghiep.choices import Bieu, NguyenNhanChenh
from cumcongnghiep.models import Cum, GiaiThichChenh
from cumcongnghiep.portal.quyen import chi_bieu, lay
from cumcongnghiep.services import giai_thich
from cumcongnghiep.services.doi_chieu import DoiChieu, doi_chieu


class GiaiThichForm(forms.Form):
    """A cause that a person names."""

    ma_dong = forms.ChoiceField(label="Dòng")
    nguyen_nhan = forms.ChoiceField(
        label="Nguyên nhân", choices=[("", "Chọn…"), *NguyenNhanChenh.choices]
    )
    gia_tri = forms.CharField(
        label="Phần chênh giải thích",
        max_length=30,
        help_text="Có dấu: âm nếu báo cáo thấp hơn cơ sở dữ liệu.",
    )
    cum = forms.ModelChoiceField(
        Cum.objects.none(), label="Cụm", required=False, empty_label="Không riêng cụm nào"
    )
    dien_giai = forms.CharField(label="Diễn giải", max_length=500)

    def __init__(self, *args: object, kq: DoiChieu, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        lech = {d.dong.ma for d in kq.cac_dong if d.chua_giai_thich}
        cac = [(d.ma, f"{d.ma}. {d.ten[:70]}") for d in BIEU_04 if d.ma in lech]
        self.fields["ma_dong"].choices = [("", "Chọn…"), *cac]  # type: ignore[attr-defined]
        self.fields["cum"].queryset = Cum.objects.filter(pk__in=list(kq.bo_so.cum))  # type: ignore[attr-defined]

    def clean_gia_tri(self) -> object:
        try:
            return doc_so(self.cleaned_data["gia_tri"])
        except SoKhongHopLe as e:
            raise ValidationError(str(e)) from e


@chi_bieu
@require_http_methods(["GET", "POST"])
def doi_chieu_bieu(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row that differs; POST names a cause."""
    b = lay(request.user, pk)
    if b.bieu != Bieu.B04:
        raise Http404("Chỉ Biểu 04 có trang đối chiếu.")
    kq = doi_chieu(b)
    duoc = request.user.has_perm(wf.NHAP) and b.ky.khoa_luc is None
    form = GiaiThichForm(request.POST if request.method == "POST" else None, kq=kq)
    trang_thai = 200
    if request.method == "POST":
        trang_thai = 422
        if form.is_valid():
            try:
                giai_thich.them(b, by=request.user, **form.cleaned_data)
            except ValidationError as e:
                form.add_error(None, ValidationError(e.messages))
            else:
                messages.success(request, "Đã ghi giải thích.")
                return redirect("cum_bieu:doi_chieu", b.pk)
    du_lieu = {"b": b, "kq": kq, "form": form, "duoc": duoc, "tat_ca": "tat-ca" in request.GET}
    return render(request, "so/cum_cong_nghiep/doi_chieu.html", du_lieu, status=trang_thai)


@chi_bieu
@require_POST
def bo(request: HttpRequest, pk: int, dong: int) -> HttpResponse:
    """Take back one's own cause."""
    b = lay(request.user, pk)
    g = get_object_or_404(GiaiThichChenh, pk=dong, bieu_nop=b)
    try:
        giai_thich.bo(g, by=request.user)
    except ValidationError as e:
        messages.error(request, " ".join(e.messages))
    else:
        messages.success(request, "Đã bỏ giải thích.")
    return redirect("cum_bieu:doi_chieu", b.pk)
