"""One form: begun, filled in with autosave, sent, returned, accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cucctdp.workflow.steps import LY_DO_TOI_DA, BuocBiTuChoi, Step
from cumcongnghiep import workflow as wf
from cumcongnghiep.bieu.kieu import Dong, Muc
from cumcongnghiep.bieu.mau import MAU
from cumcongnghiep.bieu.so_le import so_le, so_le_in
from cumcongnghiep.choices import Bieu
from cumcongnghiep.models import BieuNop, Cum, DongBieu, DuAn
from cumcongnghiep.portal.doc_o import doc
from cumcongnghiep.portal.quyen import chi_bieu, lay, lay_ky, lay_xa, tinh_cua
from cumcongnghiep.portal.viec import buoc_toi
from cumcongnghiep.services import bieu_nop
from cumcongnghiep.services.doi_chieu import doi_chieu
from cumcongnghiep.services.gop_bieu import can_nop
from cumcongnghiep.services.kiem_bieu import KetQua, kiem
from cumcongnghiep.services.ky_bieu import tinh_han
from cumcongnghiep.ten_bieu import qua_trinh, ten_doi_tuong

# Address of a step → the step; the receiving side's own steps share an address.
BUOC: dict[str, tuple[Step, ...]] = {
    "gui": (wf.GUI, wf.KY_GUI),
    "tra-lai": (wf.TRA_LAI,),
    "chap-nhan": (wf.CHAP_NHAN,),
}


@dataclass(frozen=True)
class HangBieu:
    """A row of the page: the row of the circular, its stored values, what the rules say."""

    hang: Dong | Muc
    dong: DongBieu | None
    vi_pham: list[Any]
    so_le: int = 0

    @property
    def la_muc(self) -> bool:
        return isinstance(self.hang, Muc)

    @property
    def khac_tu_dong(self) -> bool:
        d = self.dong
        return d is not None and d.tu_dong is not None and d.gia_tri != d.tu_dong


@chi_bieu
@require_POST
def lap(request: HttpRequest, ky: int, bieu: str, pk: int) -> HttpResponse:
    """Begin a form (or open the one there is); ``pk``: project, cluster, commune; 0 for Biểu 04.

    404 for a form of another reporter or province, as everywhere; 403 without the right to type.
    """
    k = lay_ky(ky)
    user = request.user
    doi_tuong: dict[str, Any]
    if bieu == Bieu.B01:
        cac_du_an = DuAn.objects.select_related("cum__don_vi")
        doi_tuong = {"du_an": get_object_or_404(cac_du_an.visible_to(user), pk=pk)}
    elif bieu == Bieu.B02:
        cac_cum = Cum.objects.visible_to(user).select_related("don_vi")
        doi_tuong = {"cum": get_object_or_404(cac_cum, pk=pk)}
    elif bieu == Bieu.B03:
        doi_tuong = {"xa": lay_xa(user, pk)}
    elif bieu == Bieu.B04:
        doi_tuong = {"don_vi": tinh_cua(user)}
    else:
        raise Http404("Không có biểu này.")
    try:
        b = bieu_nop.lap(ky=k, bieu=bieu, by=user, **doi_tuong)
    except PermissionDenied as loi:
        if user.has_perm(wf.NHAP):
            raise Http404("Không có biểu này.") from loi
        raise
    except ValidationError as loi:
        for cau in loi.messages:
            messages.error(request, cau)
        return redirect("cum_bieu:viec")
    return redirect("cum_bieu:bieu", b.pk)


def sua_duoc(b: BieuNop, user: Any) -> bool:
    """True when this account types into this form now."""
    return bool(
        b.trang_thai in wf.DANG_NHAP
        and b.ky.khoa_luc is None
        and user.has_perm(wf.NHAP)
        and not wf.vuong_nhap(b, user)
    )


@chi_bieu
@require_http_methods(["GET", "POST"])
def bieu(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; POST saves what was sent: the whole page, or one box in the background."""
    b = lay(request.user, pk)
    if request.method != "POST":
        return _trang(request, b)
    o = doc(MAU[b.bieu], request.POST.dict())
    loi = dict(o.loi)
    chung: dict[str, Any] = {}
    if "chung" in request.POST:
        chung = {
            "nhan_xet": request.POST.get("nhan_xet", "").strip()[:8000],
            "khong_phat_sinh": request.POST.get("khong_phat_sinh") == "1",
        }
    try:
        bieu_nop.luu(
            b, by=request.user, so=o.so, giai_trinh=o.giai_trinh, ghi_chu=o.ghi_chu, **chung
        )
    except ValidationError as e:
        theo_dong = e.message_dict if hasattr(e, "error_dict") else {"": e.messages}
        for ma, cac in theo_dong.items():
            loi.setdefault(ma, []).extend(cac)
    if request.headers.get("Accept") == "application/json":
        return _json(lay(request.user, pk), loi)
    if loi:
        return _trang(request, lay(request.user, pk), loi=loi, gui=request.POST.dict())
    messages.success(request, "Đã lưu.")
    return redirect("cum_bieu:bieu", b.pk)


def _json(b: BieuNop, loi: dict[str, list[str]]) -> JsonResponse:
    """State of every row after a background save."""
    kq = kiem(b)
    return JsonResponse(
        {
            "luu": f"{timezone.localtime():%H:%M:%S}",
            "loi": loi,
            "vi_pham": {
                ma: [{"chan": v.chan, "cau": v.thong_bao} for v in kq.cua_dong(ma)]
                for ma in MAU[b.bieu].theo_ma
                if kq.cua_dong(ma)
            },
            "chan": len(kq.chan),
            "chua_giai_trinh": len(kq.chua_giai_trinh),
        },
        status=422 if loi else 200,
    )


def _trang(
    request: HttpRequest,
    b: BieuNop,
    *,
    loi: dict[str, list[str]] | None = None,
    gui: dict[str, str] | None = None,
) -> HttpResponse:
    user = request.user
    kq = kiem(b)
    co = {d.ma_dong: d for d in b.cac_dong.all()}
    sua = sua_duoc(b, user)
    # A box to type in holds the figure whole: saving the page must not round it.
    le = (so_le if sua else so_le_in)(MAU[b.bieu], {ma: d.gia_tri for ma, d in co.items()})
    hang = [HangBieu(h, co.get(h.ma), kq.cua_dong(h.ma), le.get(h.ma, 0)) for h in MAU[b.bieu].hang]
    du_lieu = {
        "b": b,
        "mau": MAU[b.bieu],
        "ten": ten_doi_tuong(b),
        "hang": hang,
        "kq": kq,
        "chung": kq.cua_dong(""),
        "sua": sua,
        "han": tinh_han(b.han, b.ngay_gui, timezone.localdate()),
        "nut": nut(b, user),
        "toi": buoc_toi(b, user, cho_gui=kq.cho_gui),
        "qua_trinh": qua_trinh(b),
        "loi": loi or {},
        "gui": gui or {},
    }
    trang_thai = 422 if loi else 200
    return render(request, "so/cum_cong_nghiep/bieu.html", du_lieu, status=trang_thai)


def nut(b: BieuNop, user: Any) -> list[tuple[str, str, str]]:
    """(address, label, kind) of the steps offered to the account."""
    mo = wf.cac_buoc(b, user)
    return [
        (
            reverse("cum_bieu:buoc", args=[b.pk, ma]),
            s.nhan,
            "nguy" if ma == "tra-lai" else "chinh",
        )
        for ma, cac in BUOC.items()
        for s in cac
        if s in mo
    ]


@chi_bieu
@require_POST
def dien_lai(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in again from the register and the forms below."""
    b = lay(request.user, pk)
    try:
        so = bieu_nop.dien_lai(b, by=request.user)
    except ValidationError as loi:
        messages.error(request, " ".join(loi.messages))
    else:
        messages.success(
            request,
            f"Đã tính lại: {so} dòng có số mới; dòng bạn đã sửa được giữ nguyên."
            if so
            else "Đã tính lại: không dòng nào thay đổi.",
        )
    return redirect("cum_bieu:bieu", b.pk)


class GuiForm(forms.Form):
    """Who answers for the form; the day a paper form arrived, where somebody typed it in."""

    nguoi_ky = forms.CharField(label="Người ký", max_length=120)
    chuc_vu_ky = forms.CharField(label="Chức vụ", max_length=120)
    ngay_nhan = forms.DateField(
        label="Ngày nhận bản giấy của đơn vị báo cáo",
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text="Ngày/tháng/năm; ngày này được tính hạn. Để trống: tính ngày gửi.",
    )

    def __init__(self, *args: Any, b: BieuNop, **kwargs: Any) -> None:
        dau = {"nguoi_ky": b.nguoi_ky, "chuc_vu_ky": b.chuc_vu_ky}
        super().__init__(*args, initial=dau, **kwargs)
        if not b.thay_mat:
            del self.fields["ngay_nhan"]
        if b.bieu == Bieu.B04:
            del self.fields["nguoi_ky"], self.fields["chuc_vu_ky"]


class TraLaiForm(forms.Form):
    ly_do = forms.CharField(
        label="Lý do trả lại",
        min_length=wf.LY_DO,
        max_length=LY_DO_TOI_DA,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nêu dòng sai và cách sửa; ít nhất 10 ký tự.",
    )


class TrongForm(forms.Form):
    """Nothing to fill in."""


def _form(ma: str, b: BieuNop, gui: Any) -> forms.Form:
    if ma == "gui":
        return GuiForm(gui, b=b)
    return TraLaiForm(gui) if ma == "tra-lai" else TrongForm(gui)


@chi_bieu
@require_http_methods(["GET", "POST"])
def buoc(request: HttpRequest, pk: int, ma: str) -> HttpResponse:
    """Confirm page of one step: GET asks and shows every fault, POST does."""
    b = lay(request.user, pk)
    if ma not in BUOC:
        raise Http404("Không có bước này.")
    mo = [s for s in BUOC[ma] if s in wf.cac_buoc(b, request.user)]
    if not mo:
        messages.warning(request, "Bước này không làm được với biểu ở trạng thái hiện tại.")
        return redirect("cum_bieu:bieu", b.pk)
    form = _form(ma, b, request.POST if request.method == "POST" else None)
    kq: KetQua | None = kiem(b) if ma == "gui" else None
    trang_thai = 200
    if request.method == "POST":
        trang_thai = 422
        if form.is_valid():
            try:
                _lam(ma, b, form.cleaned_data, request.user)()
            except BuocBiTuChoi as e:
                form.add_error(None, ValidationError(e.ly_do))
                trang_thai = 409
            except ValidationError as e:
                form.add_error(None, ValidationError(e.messages))
                trang_thai = 409
            else:
                messages.success(request, f"{mo[0].nhan}: xong.")
                return redirect("cum_bieu:bieu", b.pk)
    du_lieu = {"b": b, "ten": ten_doi_tuong(b), "buoc": mo[0], "form": form, "kq": kq, "ma": ma}
    if ma == "gui" and b.bieu == Bieu.B04:
        # Who signs sees first what the sum covers and what nobody has explained.
        soat = doi_chieu(b)
        du_lieu |= {"soat": soat, "phu": can_nop(soat.bo_so, None).get(Bieu.B03)}
    return render(request, "so/cum_cong_nghiep/buoc.html", du_lieu, status=trang_thai)


def _lam(ma: str, b: BieuNop, d: dict[str, Any], user: Any) -> Callable[[], Any]:
    if ma == "tra-lai":
        return lambda: bieu_nop.tra_lai(b, ly_do=d["ly_do"], by=user)
    if ma == "chap-nhan":
        return lambda: bieu_nop.chap_nhan(b, by=user)

    def gui() -> None:
        if "nguoi_ky" in d:
            bieu_nop.luu(b, by=user, nguoi_ky=d["nguoi_ky"], chuc_vu_ky=d["chuc_vu_ky"])
        bieu_nop.gui(b, by=user, ngay_nhan=d.get("ngay_nhan"))

    return gui
