"""Yearly plans of a province (khuyến công địa phương) and the rounds that allot their money."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cucctdp.formats.tien import in_trieu
from khuyencong import giao_von as gv
from khuyencong.choices import Nguon
from khuyencong.models import KeHoach
from khuyencong.portal.o_nhap import OTien, o_chu, o_ngay, thuan
from khuyencong.portal.quyen import chi_khuyen_cong, doi_quyen
from khuyencong.portal.views.soan import ghi
from khuyencong.rules.ke_hoach import kiem_tra_ke_hoach
from khuyencong.services import ke_hoach as kh
from khuyencong.viec import an_toan

PHE_DUYET = "khuyencong.phe_duyet_dean"


def _cua_tinh(user: Any) -> QuerySet[KeHoach]:
    """Plans of the money of the user's province; 403 for who is not of a Sở."""
    if not user.la_so:
        raise PermissionDenied("Chỉ Sở Công Thương xem và giao vốn kế hoạch của tỉnh.")
    return KeHoach.objects.visible_to(user).filter(nguon=Nguon.KCDP).select_related("don_vi")


@chi_khuyen_cong
@require_GET
def danh_sach(request: HttpRequest) -> HttpResponse:
    """The plans, how much of each is allotted and in how many rounds."""
    cac: list[Any] = list(
        _cua_tinh(request.user)
        .annotate(tong=Sum("dot__but_toan__so_tien"), so_dot=Count("dot", distinct=True))
        .order_by("-nam", "don_vi__ma")
    )
    for k in cac:
        k.da_giao = int(k.tong or 0)
        k.con = gv.chua_giao(k, k.da_giao)
        k.sua_duoc = kh.so_sua_duoc(k, request.user)
    du_lieu = {
        "dong": cac,
        "giao_duoc": request.user.has_perm(PHE_DUYET),
        "lap_duoc": request.user.has_perm(kh.LAP),
        "gui_duoc": request.user.has_perm(kh.GUI),
    }
    return render(request, "so/khuyen_cong/ke_hoach.html", du_lieu)


class KeHoachForm(forms.Form):
    """The plan of the province as its chairman approved it; money in đồng."""

    nam = forms.IntegerField(
        label="Năm kế hoạch", min_value=2014, max_value=2100, localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    so_quyet_dinh = o_chu(
        "Số quyết định phê duyệt", required=False, max_length=80,
        help_text="Của UBND cấp tỉnh, ví dụ 3536/QĐ-UBND. Phải có trước khi gửi.",
    )  # fmt: skip
    ngay_quyet_dinh = o_ngay("Ngày quyết định", required=False)
    kinh_phi = OTien(
        label="Kinh phí được duyệt (đồng)", required=False, trong=None,
        help_text="Cả chi quản lý chương trình. Phải có trước khi gửi. Ví dụ 2.874.000.000.",
    )  # fmt: skip
    chi_quan_ly = OTien(
        label="Trong đó chi quản lý chương trình (đồng)", required=False, trong=None,
        help_text="Phần của cơ quan quản lý kinh phí khuyến công; chưa rõ thì để trống.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ten in ("so_quyet_dinh", "ngay_quyet_dinh", "kinh_phi"):
            self.fields[ten].can_khi_nop = True  # type: ignore[attr-defined]


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def soan(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The Sở draws up its plan, or changes it until it is sent."""
    doi_quyen(request.user, kh.LAP)
    cu = None if pk is None else get_object_or_404(_cua_tinh(request.user), pk=pk)
    if cu is not None and not kh.so_sua_duoc(cu, request.user):
        messages.warning(request, "Kế hoạch này đã gửi hoặc do Cục ghi; đề nghị Cục sửa.")
        return redirect("khuyen_cong:ke_hoach")
    dau: dict[str, Any] = {"nam": timezone.localdate().year + 1}
    if cu is not None:
        dau = {t: getattr(cu, t) for t in kh.CUA_SO}
    gui = request.POST if request.method == "POST" else None
    form = KeHoachForm(gui, initial=dau)
    if gui is not None and form.is_valid():
        kq: list[KeHoach] = []

        def lam() -> None:
            kq.append(kh.ghi_ke_hoach(cu, thong_tin=form.cleaned_data, by=request.user))

        if ghi(form, lam):
            messages.success(request, f"Đã lưu kế hoạch năm {kq[0].nam}, chưa gửi Cục.")
            for v in kiem_tra_ke_hoach(kq[0]):
                messages.warning(request, f"{v.ma}: {v.thong_bao} ({v.can_cu})")
            return redirect("khuyen_cong:ke_hoach")
    du_lieu = {"form": form, "ke_hoach": cu}
    mau = "so/khuyen_cong/ke_hoach_soan.html"
    return render(request, mau, du_lieu, status=422 if form.errors else 200)


@chi_khuyen_cong
@require_POST
def gui_cuc(request: HttpRequest, pk: int) -> HttpResponse:
    """The leaders send the plan to the Cục."""
    doi_quyen(request.user, kh.GUI)
    k = get_object_or_404(_cua_tinh(request.user), pk=pk)
    try:
        an_toan(lambda: kh.gui_ke_hoach(k, by=request.user))
    except ValidationError as loi:
        for cau in loi.messages:
            messages.error(request, cau)
    else:
        messages.success(request, f"Đã gửi Cục kế hoạch khuyến công năm {k.nam}.")
    return redirect("khuyen_cong:ke_hoach")


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def giao_von(request: HttpRequest, pk: int) -> HttpResponse:
    """A round of allotment: numbers, then the dry run, then the work; all or none."""
    doi_quyen(request.user, PHE_DUYET)
    ke_hoach = get_object_or_404(_cua_tinh(request.user), pk=pk)
    dong = gv.cac_de_an_cua(ke_hoach)
    gui = request.POST if request.method == "POST" else None
    form = gv.GiaoVonForm(gui, dong=dong, initial={"so_dot": gv.dot_moi(ke_hoach)})
    thuan(form)
    form.fields["so_van_ban"].help_text = "Ví dụ 12/QĐ-SCT."
    trang_thai, thu = 200, None
    if gui is not None:
        trang_thai = 422
        if form.is_valid():
            try:
                tong = gv.giao(ke_hoach, form, by=request.user, thu="ghi" not in gui)
            except ValidationError as loi:
                form.add_error(None, ValidationError(loi.messages))
                trang_thai = 409
            else:
                if "ghi" in gui:
                    so_dot = form.cleaned_data["so_dot"]
                    chu = f"Đã giao {in_trieu(tong, None)} triệu đồng đợt {so_dot}."
                    messages.success(request, chu)
                    return redirect("khuyen_cong:ke_hoach")
                trang_thai = 200
                thu = {"tong": tong, "so": len(form.phan(ke_hoach.nguon))}
    du_lieu = {
        "ke_hoach": ke_hoach,
        "form": form,
        "thu": thu,
        "tong": {k: sum(x[k] for x in dong) for k in ("duyet", "giao", "con")},
    }
    return render(request, "so/khuyen_cong/giao_von.html", du_lieu, status=trang_thai)
