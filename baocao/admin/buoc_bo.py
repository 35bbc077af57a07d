"""Dialogs of a pack: steps of the workflow table, remarks, extension."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from baocao import workflow as w
from baocao.choices import TrangThaiBo
from baocao.models import BieuMau, BoBaoCao, YKien
from baocao.services import gia_han, quy_trinh
from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.workflow.steps import BuocBiTuChoi, Step, cac_buoc_mo, ly_do_tu_choi

NGUY_HIEM = frozenset({w.TRA_LAI.ten})


def _ngay(nhan: str, **khac: Any) -> forms.DateField:
    o = UnfoldAdminTextInputWidget(
        attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"}
    )
    return forms.DateField(label=nhan, widget=o, **khac)


class LyDoForm(forms.Form):
    """The reason that a step asks for; its least length comes from the step."""

    ly_do = forms.CharField(label="Lý do", widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}))

    def __init__(self, *args: Any, toi_thieu: int = w.LY_DO_TRA_LAI, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ly_do"].min_length = toi_thieu  # type: ignore[attr-defined]
        self.fields["ly_do"].help_text = f"Ít nhất {toi_thieu} ký tự; Sở đọc được nội dung này."


class TraLaiForm(LyDoForm):
    han_bo_sung = _ngay(
        "Hạn bổ sung",
        required=False,
        help_text="Để trống: số ngày làm việc theo quy định kiểm tra.",
    )


class GiaHanForm(LyDoForm):
    den_ngay = _ngay("Được gửi đến hết ngày", help_text="Ví dụ 25/12/2026.")

    field_order = ("den_ngay", "ly_do")


class YKienForm(forms.Form):
    """A remark; the place is chosen by where the officer clicked."""

    noi_dung = forms.CharField(
        label="Ý kiến",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        max_length=2000,
        help_text="Nêu rõ số nào chưa hợp lý và cần Sở làm gì.",
    )
    phieu = forms.ModelChoiceField(
        queryset=None,
        label="Biểu",
        required=False,
        widget=UnfoldAdminSelectWidget,
        empty_label="Cả bộ báo cáo",
    )
    chi_tieu = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    cot = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4)

    def __init__(self, *args: Any, bo: BoBaoCao, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phieu = bo.phieu.filter(bieu_mau__la_tinh_toan=False).select_related("bieu_mau")
        nhom = user.pham_vi_nhom()
        if nhom is not None:
            phieu = phieu.filter(bieu_mau__nhom__in=nhom)
        self.fields["phieu"].queryset = phieu  # type: ignore[attr-defined]
        self.fields["phieu"].label_from_instance = lambda p: str(p.bieu_mau)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        du_lieu = super().clean() or self.cleaned_data
        phieu, chi_tieu, cot = (du_lieu.get(k) for k in ("phieu", "chi_tieu", "cot"))
        if chi_tieu or cot:
            bieu = phieu.bieu_mau if phieu else None
            co_dong = bieu is not None and bieu.chi_tieu.filter(ma=chi_tieu).exists()
            co_cot = not cot or (bieu is not None and bieu.cot.filter(ma=cot).exists())
            if not (co_dong and co_cot):
                raise ValidationError("Ô được chọn không có trong biểu này.")
        return du_lieu


def _lam(du_lieu: Mapping[str, Any], ham: Callable[..., Any], bo: BoBaoCao, by: Any) -> None:
    """Call a service; its refusal becomes the form's error."""
    try:
        ham(bo, by=by, **{k: v for k, v in du_lieu.items() if v not in (None, "")})
    except BuocBiTuChoi as loi:
        raise ValidationError(loi.ly_do) from loi


@dataclass(frozen=True)
class _BuocCuc:
    """A step of the Cục: its service, its form, and what the message says afterwards."""

    buoc: Step
    dich_vu: Callable[..., Any]
    xong: str
    form: type[forms.Form] = KhongTruongForm


BUOC_CUC = {
    b.buoc.ten.partition(".")[2]: b
    for b in (
        _BuocCuc(w.NHAN_KIEM_TRA, quy_trinh.nhan_kiem_tra, "Đã nhận kiểm tra."),
        _BuocCuc(w.TRA_LAI, quy_trinh.tra_lai, "Đã trả lại cho Sở bổ sung.", TraLaiForm),
        _BuocCuc(w.DE_NGHI_TIEP_NHAN, quy_trinh.de_nghi_tiep_nhan, "Đã đề nghị tiếp nhận."),
        _BuocCuc(w.XAC_NHAN, quy_trinh.xac_nhan, "Đã xác nhận, chuyển cấp trên."),
        _BuocCuc(w.TIEP_NHAN, quy_trinh.tiep_nhan, "Đã tiếp nhận bộ báo cáo."),
    )
}


@dataclass(frozen=True)
class Nut:
    """A step button; ``vuong`` says why the step would be refused now."""

    nhan: str
    duong: str
    vuong: str = ""
    nguy_hiem: bool = False


def nut(bo: BoBaoCao, user: Any) -> list[Nut]:
    """Step buttons of this user on this pack, from the workflow table."""
    ten = {b.buoc.ten: ma for ma, b in BUOC_CUC.items()}
    if len(w.cap_xac_nhan(bo)[0]) < 2:
        del ten[w.XAC_NHAN.ten]
    return [
        Nut(
            buoc.nhan,
            reverse("admin:baocao_bobaocao_buoc", args=[bo.pk, ten[buoc.ten]]),
            " ".join(ly_do_tu_choi(buoc, bo, user)),
            buoc.ten in NGUY_HIEM,
        )
        for buoc in cac_buoc_mo(w.BUOC_BO, bo, user)
        if buoc.ten in ten
    ]


def trang_buoc(
    request: HttpRequest, site: AdminSite, bo: BoBaoCao, ma: str, quay_lai: str
) -> HttpResponse:
    """The confirm dialog of a step; 404 for a step that is not the Cục's."""
    muc = BUOC_CUC.get(ma)
    if muc is None:
        raise Http404("Không có bước này.")
    if not request.user.has_perm(muc.buoc.quyen):
        raise PermissionDenied
    hop = HopThoai(
        f"{muc.buoc.nhan}: {bo.don_vi.ten_goi}, {bo.ky}",
        muc.buoc.nhan,
        quay_lai,
        muc.buoc.xac_nhan,
        muc.buoc.ten in NGUY_HIEM,
    )

    def lam(du_lieu: Mapping[str, Any]) -> str:
        _lam(du_lieu, muc.dich_vu, bo, request.user)
        return muc.xong

    return trang_hop_thoai(request, site, hop, muc.form(du_lieu_gui(request)), lam)


def duoc_neu_y_kien(bo: BoBaoCao, user: Any) -> bool:
    return bo.trang_thai == TrangThaiBo.DANG_KIEM_TRA and user.has_perm("baocao.kiem_tra_bobaocao")


def thuoc_nhom(bieu_mau: BieuMau, user: Any) -> bool:
    """Is the form of a group this user works on?"""
    nhom = user.pham_vi_nhom()
    return nhom is None or bieu_mau.nhom in nhom


def trang_y_kien(
    request: HttpRequest, site: AdminSite, bo: BoBaoCao, quay_lai: str
) -> HttpResponse:
    """Put a remark on the place named in the address: ?bieu=Q04&chi_tieu=BL00&cot=A3."""
    if not request.user.has_perm("baocao.kiem_tra_bobaocao"):
        raise PermissionDenied
    phieu = (
        bo.phieu.filter(bieu_mau__ma=request.GET.get("bieu", "")).select_related("bieu_mau").first()
    )
    noi = {"chi_tieu": request.GET.get("chi_tieu", ""), "cot": request.GET.get("cot", "")}
    form = YKienForm(
        du_lieu_gui(request), initial={"phieu": phieu, **noi}, bo=bo, user=request.user
    )
    cho = ".".join(s for s in (request.GET.get("bieu", ""), noi["chi_tieu"], noi["cot"]) if s)
    hop = HopThoai(
        f"Nêu ý kiến{f' tại {cho}' if cho else ''}",
        "Ghi ý kiến",
        quay_lai,
        "Sở đọc và trả lời từng ý kiến khi bộ báo cáo được trả lại.",
    )

    def lam(du_lieu: Mapping[str, Any]) -> str:
        quy_trinh.neu_y_kien(bo, by=request.user, **du_lieu)
        return "Đã ghi ý kiến."

    return trang_hop_thoai(request, site, hop, form, lam)


def trang_dong_y_kien(
    request: HttpRequest, site: AdminSite, bo: BoBaoCao, ma: int, quay_lai: str
) -> HttpResponse:
    """Close one remark of this pack."""
    if not request.user.has_perm("baocao.kiem_tra_bobaocao"):
        raise PermissionDenied
    y_kien = YKien.objects.filter(bo=bo, pk=ma, dong_luc__isnull=True).first()
    if y_kien is None:
        raise Http404("Không có ý kiến đang mở này.")
    hop = HopThoai("Đóng ý kiến", "Đóng ý kiến", quay_lai, f"«{y_kien.noi_dung}»")

    def lam(du_lieu: Mapping[str, Any]) -> str:
        quy_trinh.dong_y_kien(y_kien, by=request.user)
        return "Đã đóng ý kiến."

    return trang_hop_thoai(request, site, hop, KhongTruongForm(du_lieu_gui(request)), lam)


def duoc_gia_han(bo: BoBaoCao, user: Any) -> bool:
    return bo.gui_luc is None and user.has_perm("baocao.gia_han_bobaocao")


def trang_gia_han(
    request: HttpRequest, site: AdminSite, bo: BoBaoCao, quay_lai: str
) -> HttpResponse:
    """Grant an extension; shown wherever timeliness is shown."""
    if not request.user.has_perm("baocao.gia_han_bobaocao"):
        raise PermissionDenied
    hop = HopThoai(
        f"Gia hạn nộp: {bo.don_vi.ten_goi}, {bo.ky}",
        "Gia hạn",
        quay_lai,
        "Gửi sau hạn chung nhưng trong thời gian gia hạn được ghi là «Trong thời gian gia hạn».",
    )

    def lam(du_lieu: Mapping[str, Any]) -> str:
        _lam(du_lieu, gia_han.gia_han, bo, request.user)
        return f"Đã gia hạn đến hết ngày {du_lieu['den_ngay']:%d/%m/%Y}."

    return trang_hop_thoai(request, site, hop, GiaHanForm(du_lieu_gui(request)), lam)
