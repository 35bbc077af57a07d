"""Acceptance and settlement files: minutes handed in, taken into the books or sent back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cucctdp.formats.chu import nfc
from khuyencong.choices import LoaiNghiemThu, Nguon, TrangThaiDeAn
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.models import HopDong, NopNghiemThu, ThuHuong
from khuyencong.portal.o_nhap import (
    OTep,
    OTien,
    o_chon,
    o_chu,
    o_doan,
    o_dong,
    o_ngay,
    o_nguoi,
    o_so,
)
from khuyencong.portal.quyen import BAO_CAO, chi_khuyen_cong, doi_quyen, lay_de_lam
from khuyencong.portal.views.soan import ghi
from khuyencong.rules.thoi_han import han
from khuyencong.services import nop_nghiem_thu as dich_vu
from khuyencong.viec import an_toan, luu_ban_ky

T = TrangThaiDeAn
KY_HOP_DONG = "khuyencong.ky_hop_dong_dean"


class NopForm(forms.Form):
    """What stands in the signed minute, and its scan."""

    loai = o_chon("Mẫu biên bản", LoaiNghiemThu.choices)
    ngay = o_ngay("Ngày nghiệm thu")
    dia_diem = o_chu("Địa điểm")
    thanh_phan = o_doan("Thành phần", 3, max_length=4000)
    ket_qua = o_doan("Kết quả so với hợp đồng", 3, max_length=4000)
    so_luong = o_so("Số lượng được nghiệm thu", min_value=0)
    so_nu = o_nguoi("Trong đó: nữ (chỉ ghi với lớp đào tạo)")
    so_dan_toc = o_nguoi("Trong đó: dân tộc thiểu số")
    so_viec_lam = o_nguoi("Trong đó: có việc làm sau đào tạo")

    def __init__(self, *args: Any, h: HoSo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hop_dong"] = o_dong("Hợp đồng", HopDong.objects.filter(de_an=h.de_an))
        if len(h.hop_dong) == 1:
            self.fields["hop_dong"].initial = h.hop_dong[0]
        rows = ThuHuong.objects.con_tinh().filter(noi_dung__de_an=h.de_an)
        self.fields["thu_huong"] = o_dong(
            "Đơn vị thụ hưởng",
            rows.select_related("co_so"),
            required=False,
            empty_label="Cả đề án",
        )
        for n in Nguon:
            self.fields[n.value] = OTien(label=f"Giá trị: {n.label} (đồng)", required=False)
        self.fields["tep"] = OTep(label="Biên bản đã ký (PDF)", required=True)
        self.order_fields(["hop_dong", "thu_huong", "loai", "ngay", "dia_diem"])


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def ho_so(request: HttpRequest, pk: int) -> HttpResponse:
    """Minutes handed in so far and a new one; links to the documents and vouchers."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, BAO_CAO, KY_HOP_DONG)
    h = doc_ho_so(d)
    gui = request.method == "POST"
    form = NopForm(*((request.POST, request.FILES) if gui else ()), h=h)
    if gui:
        doi_quyen(request.user, BAO_CAO)
        if form.is_valid():
            o = dict(form.cleaned_data)
            hop_dong = o.pop("hop_dong")

            def lam() -> None:
                tep = luu_ban_ky(d, o["tep"], request.user)
                dich_vu.nop(hop_dong, du_lieu=o | {"tep": tep}, by=request.user)

            if ghi(form, lam):
                messages.success(request, "Đã nộp hồ sơ nghiệm thu; chờ ghi nhận vào sổ.")
                return redirect("khuyen_cong:ho_so_nt", d.pk)
    rows = NopNghiemThu.objects.filter(hop_dong__de_an=d)
    cuoi = max((n.ngay for n in h.nghiem_thu), default=None)
    du_lieu = {
        "d": d,
        "form": form,
        "mo": d.trang_thai in (T.HOP_DONG, T.THUC_HIEN) and request.user.has_perm(BAO_CAO),
        "dong": list(rows.select_related("thu_huong__co_so", "tep", "nguoi", "hop_dong")),
        "xet_duoc": d.nguon == Nguon.KCDP and request.user.has_perm(KY_HOP_DONG),
        "thieu": [*h.thieu_tai_lieu("con_lai"), *h.thieu_tai_lieu("quyet_toan")],
        "han_quyet_toan": han(h, "quyet_toan", tu=cuoi) if cuoi else None,
    }
    return render(
        request, "so/khuyen_cong/nghiem_thu.html", du_lieu, status=422 if form.errors else 200
    )


@chi_khuyen_cong
@require_POST
def xet(request: HttpRequest, pk: int, dong: int) -> HttpResponse:
    """The Sở takes one minute of its own đề án into the books, or sends it back."""
    d = lay_de_lam(request.user, pk)
    n = NopNghiemThu.objects.filter(hop_dong__de_an=d, pk=dong).select_related("hop_dong").first()
    if n is None:
        raise Http404("Đề án không có hồ sơ nghiệm thu này.")
    doi_quyen(request.user, KY_HOP_DONG)
    tra = "tra" in request.POST
    ly_do = nfc(request.POST.get("ly_do", "")).replace("\0", "")[:4000]
    try:
        if tra:
            an_toan(lambda: dich_vu.tra_lai(n, ly_do=ly_do, by=request.user))
        else:
            an_toan(lambda: dich_vu.ghi_nhan(n, by=request.user))
    except ValidationError as loi:
        for cau in loi.messages:
            messages.error(request, cau)
    else:
        cau = "Đã trả lại hồ sơ nghiệm thu." if tra else "Đã ghi nhận vào sổ cái."
        messages.success(request, cau)
    return redirect("khuyen_cong:ho_so_nt", d.pk)
