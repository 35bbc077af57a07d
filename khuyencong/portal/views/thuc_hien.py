"""Carrying out: the monthly report, vouchers of the settlement, the survey of the effect."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cucctdp.formats.so import dinh_dang
from khuyencong.choices import Nguon, TrangThaiDeAn
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.models import ChungTu, DuToan, HieuQua, HopDong, TienDo
from khuyencong.portal.o_nhap import OTien, o_chon, o_chu, o_doan, o_dong, o_ngay, o_so
from khuyencong.portal.quyen import BAO_CAO, chi_khuyen_cong, doi_quyen, lay_de_lam
from khuyencong.portal.views.soan import ghi
from khuyencong.rules.thoi_han import han
from khuyencong.services import thuc_hien as dich_vu
from khuyencong.services.ngay import khong_sau_hom_nay
from khuyencong.viec import an_toan

T = TrangThaiDeAn
THAM_DINH_SO = "khuyencong.tham_dinh_so_dean"


class TienDoForm(forms.Form):
    """Mẫu 3a: totals since the start."""

    hop_dong = o_dong("Hợp đồng", HopDong.objects.none())
    thang = forms.IntegerField(
        label="Tháng", min_value=1, max_value=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    nam = forms.IntegerField(
        label="Năm", min_value=2014, max_value=2100, localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    khoi_luong = o_so("Khối lượng lũy kế (%)", min_value=0, max_value=100, max_digits=5)
    kinh_phi_nha_nuoc = OTien(
        label="Đã thực hiện lũy kế, kinh phí khuyến công (đồng)", required=False
    )
    kinh_phi_khac = OTien(label="Đã thực hiện lũy kế, nguồn khác (đồng)", required=False)
    de_nghi_tam_ung = OTien(
        label="Đề nghị tạm ứng (đồng)", required=False,
        help_text="Để trống nếu tháng này không đề nghị. Cần Sở xác nhận (Mẫu 3a).",
    )  # fmt: skip
    vuong_mac = o_doan("Vướng mắc, kiến nghị", 3, required=False, max_length=4000)

    def __init__(self, *args: Any, h: HoSo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hop_dong"] = o_dong("Hợp đồng", HopDong.objects.filter(de_an=h.de_an))
        if len(h.hop_dong) == 1:
            self.fields["hop_dong"].initial = h.hop_dong[0]
        self.order_fields(["hop_dong"])

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        hop_dong, nam, thang = d.get("hop_dong"), d.get("nam"), d.get("thang")
        if hop_dong and nam and thang:
            for cau in dich_vu.loi_thang(hop_dong, nam=nam, thang=thang):
                self.add_error("thang", cau)
        return d


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def tien_do(request: HttpRequest, pk: int) -> HttpResponse:
    """Reports of every month so far; a new one, or the month's again until it is confirmed."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, BAO_CAO, THAM_DINH_SO)
    h = doc_ho_so(d)
    hom_nay = timezone.localdate()
    mo = d.trang_thai in (T.HOP_DONG, T.THUC_HIEN) and request.user.has_perm(BAO_CAO)
    gui = request.POST if request.method == "POST" else None
    dau: dict[str, Any] = {"nam": hom_nay.year, "thang": hom_nay.month}
    if h.tien_do:
        cuoi = max(h.tien_do, key=lambda t: (t.nam, t.thang))
        ten = ("khoi_luong", "kinh_phi_nha_nuoc", "kinh_phi_khac")
        dau |= {t: getattr(cuoi, t) for t in ten} | {"hop_dong": cuoi.hop_dong_id}
        dau["khoi_luong"] = dinh_dang(cuoi.khoi_luong, None)
    form = TienDoForm(gui, h=h, initial=dau)
    if gui is not None:
        doi_quyen(request.user, BAO_CAO)
        if form.is_valid():
            o = dict(form.cleaned_data)
            hop_dong = o.pop("hop_dong")
            if ghi(form, lambda: dich_vu.bao_cao_thang(hop_dong, du_lieu=o, by=request.user)):
                messages.success(request, f"Đã báo cáo tháng {o['thang']}/{o['nam']}.")
                for cau in dich_vu.luy_ke_khong_khop(TienDo.objects.filter(hop_dong=hop_dong)):
                    messages.warning(request, cau)
                return redirect("khuyen_cong:tien_do", d.pk)
    rows = TienDo.objects.filter(hop_dong__de_an=d)
    dong = list(rows.select_related("hop_dong", "so_xac_nhan", "nguoi").order_by("-nam", "-thang"))
    du_lieu = {
        "d": d,
        "form": form,
        "mo": mo,
        "dong": dong,
        "khong_khop": dich_vu.luy_ke_khong_khop(dong),
        "han": han(h, "bao_cao_thang", tu=hom_nay.replace(day=1)),
        "xac_nhan_duoc": request.user.has_perm(THAM_DINH_SO),
    }
    return render(
        request, "so/khuyen_cong/tien_do.html", du_lieu, status=422 if form.errors else 200
    )


@chi_khuyen_cong
@require_POST
def xac_nhan(request: HttpRequest, pk: int, dong: int) -> HttpResponse:
    """The Sở confirms one monthly report."""
    d = lay_de_lam(request.user, pk)
    bao = TienDo.objects.filter(hop_dong__de_an=d, pk=dong).select_related("hop_dong").first()
    if bao is None:
        raise Http404("Đề án không có báo cáo này.")
    doi_quyen(request.user, THAM_DINH_SO)
    try:
        an_toan(lambda: dich_vu.xac_nhan_tien_do(bao, by=request.user))
    except ValidationError as loi:
        for cau in loi.messages:
            messages.error(request, cau)
    else:
        messages.success(request, f"Đã xác nhận báo cáo tháng {bao.thang}/{bao.nam}.")
    return redirect("khuyen_cong:tien_do", d.pk)


class ChungTuForm(forms.Form):
    """One voucher of Mẫu 8a, 8b; an empty row is left out."""

    so = o_chu("Số chứng từ", required=False, max_length=80)
    ngay = o_ngay("Ngày", required=False)
    noi_dung = o_chu("Nội dung", required=False)
    du_toan = o_dong(
        "Dòng dự toán (Mẫu 1)", DuToan.objects.none(), required=False, empty_label="Chưa xếp"
    )
    nguon = o_chon("Nguồn", Nguon.choices, required=False)
    so_tien = OTien(label="Số tiền (đồng)", required=False, help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        du_toan = kwargs.pop("du_toan")
        super().__init__(*args, **kwargs)
        o_du_toan: Any = self.fields["du_toan"]
        o_du_toan.queryset = DuToan.objects.filter(pk__in=[d.pk for d in du_toan])
        # One list for all rows: the boxes of a page do not ask the database again.
        o_du_toan.choices = [("", "Chưa xếp"), *((d.pk, str(d)) for d in du_toan)]

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        ten = ("so", "ngay", "noi_dung", "nguon", "so_tien")
        if any(d.get(t) for t in ten) or self.errors:
            for t in ten:
                if not d.get(t) and t not in self.errors:
                    self.add_error(t, "Cần điền.")
        return d


class _HopDongForm(forms.Form):
    def __init__(self, *args: Any, h: HoSo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hop_dong"] = o_dong("Hợp đồng", HopDong.objects.filter(de_an=h.de_an))
        if len(h.hop_dong) == 1:
            self.fields["hop_dong"].initial = h.hop_dong[0]


ChungTuFormSet = forms.formset_factory(ChungTuForm, extra=8, max_num=200, absolute_max=200)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def chung_tu(request: HttpRequest, pk: int) -> HttpResponse:
    """List vouchers of the settlement: all of them, or none with every fault."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, BAO_CAO)
    h = doc_ho_so(d)
    gui = request.POST if request.method == "POST" else None
    form, bang = (
        _HopDongForm(gui, h=h),
        ChungTuFormSet(gui, prefix="ct", form_kwargs={"du_toan": h.du_toan}),
    )
    hong = False
    if gui is not None:
        hong = True
        hop_le = form.is_valid()
        if bang.is_valid() and hop_le:
            cac = [f.cleaned_data for f in bang if f.cleaned_data.get("so")]
            hop_dong = form.cleaned_data["hop_dong"]
            if not cac:
                form.add_error(None, "Chưa kê chứng từ nào.")
            elif ghi(form, lambda: dich_vu.ke_chung_tu(hop_dong, cac_dong=cac, by=request.user)):
                messages.success(request, f"Đã kê {len(cac)} chứng từ.")
                return redirect("khuyen_cong:chung_tu", d.pk)
    rows = ChungTu.objects.filter(hop_dong__de_an=d).select_related("hop_dong", "du_toan")
    du_lieu = {
        "d": d,
        "form": form,
        "bang": bang,
        "dong": list(rows),
        "mo": d.trang_thai in (T.THUC_HIEN, T.NGHIEM_THU),
    }
    return render(request, "so/khuyen_cong/chung_tu.html", du_lieu, status=422 if hong else 200)


class HieuQuaForm(forms.Form):
    """Before and after the support (B4); an empty box is «not known», never zero."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for f in HieuQua._meta.concrete_fields:
            nhan = str(f.verbose_name)
            nhan = nhan[:1].upper() + nhan[1:]
            if f.name.startswith("lao_dong"):
                self.fields[f.name] = forms.IntegerField(
                    label=nhan, required=False, min_value=0, max_value=1_000_000,
                    widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                )  # fmt: skip
            elif f.name.endswith(("_truoc", "_sau")):
                self.fields[f.name] = OTien(label=nhan, required=False, trong=None, help_text="")
        self.fields["san_pham"] = o_chu(
            "Sản phẩm, công suất trước và sau", required=False, max_length=500
        )
        self.fields["ngay"] = o_ngay("Ngày khảo sát", initial=timezone.localdate)

    def clean_ngay(self) -> Any:
        return khong_sau_hom_nay("khảo sát", self.cleaned_data["ngay"])


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def hieu_qua(request: HttpRequest, pk: int) -> HttpResponse:
    """The survey a year after: one form for each beneficiary, «?dong=» names it."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, BAO_CAO)
    h = doc_ho_so(d)
    chu = request.GET.get("dong", "")
    t = next((x for x in h.thu_huong if str(x.pk) == chu), None)
    if chu and t is None:
        raise Http404("Đề án không có đơn vị thụ hưởng này.")
    if t is None and len(h.thu_huong) == 1:
        t = h.thu_huong[0]
    form = None
    if t is not None:
        co = getattr(t, "hieu_qua", None)
        ten = [f.name for f in HieuQua._meta.concrete_fields if f.name not in ("id", "nguoi")]
        dau = {n: getattr(co, n) for n in ten if n != "thu_huong"} if co else {}
        form = HieuQuaForm(request.POST if request.method == "POST" else None, initial=dau)
        if request.method == "POST" and form.is_valid():
            nguoi = t
            o = form.cleaned_data
            if ghi(form, lambda: dich_vu.ghi_hieu_qua(nguoi, du_lieu=o, by=request.user)):
                messages.success(request, f"Đã ghi hiệu quả của «{t}».")
                return redirect("khuyen_cong:hieu_qua", d.pk)
    du_lieu = {
        "d": d,
        "h": h,
        "t": t,
        "form": form,
        "mo": d.trang_thai in (T.QUYET_TOAN, T.THANH_LY, T.THEO_DOI),
    }
    hong = form is not None and bool(form.errors)
    return render(request, "so/khuyen_cong/hieu_qua.html", du_lieu, status=422 if hong else 200)
