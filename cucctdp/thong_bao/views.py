"""A person's own notices: list, open, mark as read, choices."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cucctdp.thong_bao import services
from cucctdp.thong_bao.choices import BAT_BUOC, Loai
from cucctdp.thong_bao.models import ThongBao, TuyChonThongBao

MOI_TRANG = 20


def _khung(request: HttpRequest) -> str:
    return "so/khung.html" if request.user.vao_cong else "lanh_dao/khung.html"


@login_required
@require_GET
def danh_sach(request: HttpRequest) -> HttpResponse:
    """Newest first; «?chua-doc=1» only the unread."""
    cua_toi = ThongBao.objects.visible_to(request.user).trong_he_thong()
    chi_chua_doc = request.GET.get("chua-doc") == "1"
    trang = Paginator(cua_toi.chua_doc() if chi_chua_doc else cua_toi, MOI_TRANG).get_page(
        request.GET.get("trang")
    )
    du_lieu = {"trang": trang, "chi_chua_doc": chi_chua_doc, "khung": _khung(request)}
    return render(request, "thong_bao/danh_sach.html", du_lieu)


@login_required
@require_GET
def mo(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what the notice is about; opening it is reading it."""
    cua_toi = ThongBao.objects.visible_to(request.user).trong_he_thong()
    thong_bao = get_object_or_404(cua_toi, pk=pk)
    services.danh_dau_doc(thong_bao, by=request.user)
    return redirect(thong_bao.lien_ket or reverse("thong_bao:danh_sach"))


@login_required
@require_POST
def doc_het(request: HttpRequest) -> HttpResponse:
    """Everything is read."""
    services.doc_het(by=request.user)
    return redirect("thong_bao:danh_sach")


@login_required
@require_http_methods(["GET", "POST"])
def tuy_chon(request: HttpRequest) -> HttpResponse:
    """What comes by e-mail."""
    chon = TuyChonThongBao.objects.filter(nguoi=request.user).first()
    loi: list[str] = []
    if request.method == "POST":
        nhan = set(request.POST.getlist("loai"))
        try:
            services.dat_tuy_chon(
                by=request.user,
                nhan_thu=request.POST.get("nhan_thu") == "1",
                tom_tat_ngay=request.POST.get("tom_tat_ngay") == "1",
                tat_loai=[ma for ma in Loai.values if ma not in nhan and ma not in BAT_BUOC],
            )
        except ValidationError as exc:
            loi = list(exc.messages)
        else:
            messages.success(request, "Đã lưu tùy chọn thông báo.")
            return redirect("thong_bao:danh_sach")
    tat = set(chon.tat_loai) if chon else set()
    du_lieu = {
        "chon": chon or TuyChonThongBao(nguoi=request.user),
        "cac_loai": [(m, t, m in BAT_BUOC, m not in tat) for m, t in Loai.choices],
        "loi": loi,
        "khung": _khung(request),
    }
    return render(request, "thong_bao/tuy_chon.html", du_lieu, status=422 if loi else 200)
