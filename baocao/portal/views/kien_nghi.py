"""Petitions of the Sở: the list, a new one, the answer and what the Sở thinks of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baocao import workflow_theo_doi as w
from baocao.choices_theo_doi import NguonKienNghi, NhomVuongMac, TrangThaiKienNghi
from baocao.models import KienNghi
from baocao.portal.buoc import TU_CHOI, BuocCong, can_tro, cau_tu_choi, tim
from baocao.portal.nhap import sach
from baocao.portal.quyen import chi_so
from baocao.services import kien_nghi as dich_vu
from baocao.services.kien_nghi_tep import SO_TEP_TOI_DA, dinh_kem, xem_tep
from baocao.services.theo_doi import TEP_TOI_DA, tep_cua
from baocao.statistics.kien_nghi import dem_kien_nghi
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import cac_buoc_mo

SO_DONG = 20
BUOC = (
    BuocCong(w.KN_THOA_DANG, dich_vu.thoa_dang, "thoa-dang", "chinh", ""),
    BuocCong(w.KN_CHUA_THOA_DANG, dich_vu.chua_thoa_dang, "chua-thoa-dang", "nguy", ""),
)
XONG = {
    "kiennghi.thoa_dang": "Đã ghi: câu trả lời thỏa đáng. Kiến nghị đã đóng.",
    "kiennghi.chua_thoa_dang": "Đã gửi đánh giá tới Cục.",
}


class KienNghiForm(forms.ModelForm):
    """What a Sở says in a petition."""

    field_order = (
        "don_vi", "loai", "nguon", "nhom", "muc_do", "noi_dung", "can_cu_phap_ly", "de_xuat",
        "truoc_ngay", "tac_dong",
    )  # fmt: skip

    class Meta:
        model = KienNghi
        fields = ("nguon", *dich_vu.NOI_DUNG)
        widgets = {
            "noi_dung": forms.Textarea(attrs={"rows": 5}),
            "de_xuat": forms.Textarea(attrs={"rows": 4}),
            "truoc_ngay": forms.TextInput(
                attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric"}
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nguon = [(m, t) for m, t in NguonKienNghi.choices if m != NguonKienNghi.BAO_CAO]
        self.fields["nguon"].choices = [("", "Chọn…"), *nguon]  # type: ignore[attr-defined]
        self.fields["nhom"].choices = [("", "Chọn…"), *NhomVuongMac.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        du_lieu = super().clean() or self.cleaned_data
        for ten, gia in du_lieu.items():
            if isinstance(gia, str):
                du_lieu[ten] = sach(gia)
        truoc = du_lieu.get("truoc_ngay")
        if truoc is not None and truoc < timezone.localdate():
            self.add_error("truoc_ngay", "Ngày đề nghị không được ở trong quá khứ.")
        return du_lieu


def _lay(user: Any, pk: int) -> KienNghi:
    """The petition, or 404 when it is another province's."""
    _duoc_xem(user)
    rows = KienNghi.objects.visible_to(user).select_related("don_vi", "bo__ky", "nguoi_phu_trach")
    return get_object_or_404(rows, pk=pk)


def _duoc_xem(user: Any) -> None:
    if not user.has_perm("baocao.view_kiennghi"):
        raise PermissionDenied("Tài khoản của bạn không xem được kiến nghị.")


@chi_so
@require_GET
def danh_sach(request: HttpRequest) -> HttpResponse:
    """Petitions of the province, those that wait for the Sở's judgement first."""
    _duoc_xem(request.user)
    rows = KienNghi.objects.visible_to(request.user).select_related("don_vi")
    cho = list(rows.filter(trang_thai=TrangThaiKienNghi.DA_TRA_LOI, danh_gia=""))
    trang = Paginator(rows, SO_DONG).get_page(request.GET.get("trang"))
    hom_nay = timezone.localdate()
    du_lieu = {
        "cho_danh_gia": cho,
        "trang": trang,
        "rows": [(k, k.tre(hom_nay)) for k in trang.object_list],
        "so": dem_kien_nghi(user=request.user),
        "gui_duoc": request.user.has_perm("baocao.gui_kiennghi"),
        "danh_gia_duoc": request.user.has_perm("baocao.danh_gia_kiennghi"),
    }
    return render(request, "so/kien_nghi.html", du_lieu)


@chi_so
@require_http_methods(["GET", "POST"])
def moi(request: HttpRequest) -> HttpResponse:
    """Send a petition; every error at once."""
    if not request.user.has_perm("baocao.gui_kiennghi"):
        raise PermissionDenied("Tài khoản của bạn không có quyền gửi kiến nghị.")
    form = KienNghiForm(request.POST if request.method == "POST" else None)
    cac_tep = _doc_tep(request)
    for cau in (c for ten, noi_dung in cac_tep for c in xem_tep(noi_dung, ten)[1]):
        form.add_error(None, cau)
    if len(cac_tep) > SO_TEP_TOI_DA:
        form.add_error(None, f"Mỗi kiến nghị đính tối đa {SO_TEP_TOI_DA} tệp.")
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                kn = dich_vu.gui(don_vi=request.user.don_vi, by=request.user, **form.cleaned_data)
                for ten, noi_dung in cac_tep:
                    dinh_kem(kn, noi_dung=noi_dung, ten=ten, by=request.user)
        except ValidationError as loi:
            form.add_error(None, loi.messages)
        else:
            messages.success(request, f"Đã gửi kiến nghị {kn.ma} tới Cục.")
            return redirect("so:kien_nghi_xem", kn.pk)
    return render(
        request, "so/kien_nghi_moi.html", {"form": form}, status=422 if form.errors else 200
    )


@chi_so
@require_GET
def xem(request: HttpRequest, pk: int) -> HttpResponse:
    """One petition with its answer and its way through the Cục."""
    kn = _lay(request.user, pk)
    mo = set(cac_buoc_mo([b.step for b in BUOC], kn, request.user))
    du_lieu = {
        "kn": kn,
        "tre": kn.tre(timezone.localdate()),
        "buoc": [b for b in BUOC if b.step in mo and not can_tro(b, kn, request.user)],
        "lich_su": QuyetDinh.objects.cua(kn).select_related("nguoi"),
        "mang_sang": kn.mang_sang.select_related("ky"),
        "tep": tep_cua(kn),
        "them_tep_duoc": request.user.has_perm("baocao.gui_kiennghi")
        and kn.trang_thai != TrangThaiKienNghi.DA_DONG,
    }
    return render(request, "so/kien_nghi_xem.html", du_lieu)


def _doc_tep(request: HttpRequest) -> list[tuple[str, bytes]]:
    """(name, bytes) of the uploads; no more of each is read than may be kept."""
    cac_tep = request.FILES.getlist("tep")[: SO_TEP_TOI_DA + 1]
    return [(sach(t.name or "tep"), t.read(TEP_TOI_DA + 1)) for t in cac_tep]


@chi_so
@require_POST
def them_tep(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach files to a petition already sent: all of them, or none with every fault."""
    kn = _lay(request.user, pk)
    cac_tep = _doc_tep(request)
    loi = [] if cac_tep else ["Chọn tệp cần đính kèm."]
    loi += [c for ten, noi_dung in cac_tep for c in xem_tep(noi_dung, ten)[1]]
    if not loi:
        try:
            with transaction.atomic():
                for ten, noi_dung in cac_tep:
                    dinh_kem(kn, noi_dung=noi_dung, ten=ten, by=request.user)
        except TU_CHOI as exc:
            loi = cau_tu_choi(exc)
    for cau in loi:
        messages.error(request, cau)
    if not loi:
        messages.success(request, f"Đã đính kèm {len(cac_tep)} tệp.")
    return redirect("so:kien_nghi_xem", kn.pk)


@chi_so
@require_http_methods(["GET", "POST"])
def danh_gia(request: HttpRequest, pk: int, duong: str) -> HttpResponse:
    """Say whether the answer satisfies: GET asks, POST does."""
    kn = _lay(request.user, pk)
    buoc = tim(BUOC, duong)
    if buoc is None:
        raise Http404("Không có bước này.")
    ly_do = sach(request.POST.get("ly_do", ""))
    loi: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            if buoc.hoi_ly_do:
                buoc.lam(kn, by=request.user, ly_do=ly_do)
            else:
                buoc.lam(kn, by=request.user)
        except TU_CHOI as exc:
            loi, status = cau_tu_choi(exc), 422
        else:
            messages.success(request, XONG[buoc.step.ten])
            return redirect("so:kien_nghi_xem", kn.pk)
    else:
        loi = can_tro(buoc, kn, request.user)
    du_lieu = {
        "kn": kn,
        "buoc": buoc,
        "loi": loi,
        "da_thu": request.method == "POST",
        "ly_do": ly_do,
        "ve": reverse("so:kien_nghi_xem", args=[kn.pk]),
    }
    return render(request, "so/kien_nghi_danh_gia.html", du_lieu, status=status)
