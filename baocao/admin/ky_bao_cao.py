"""Periods: made by code, steps as dialogs, due dates as rows with their legal basis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminTextInputWidget

from baocao import nhan_mau as nhan
from baocao import workflow as w
from baocao.admin.buoc_bo import LyDoForm, Nut
from baocao.choices import BO_DA_NHAN, BuocHan, TinhHan, TrangThaiBo
from baocao.models import BoBaoCao, HanNop, KyBaoCao
from baocao.services import ky as dich_vu
from baocao.statistics.sau_cong_bo import dieu_chinh_sau_cong_bo
from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.audit.record import ghi
from cucctdp.formats.ky import Ky
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi, Step, cac_buoc_mo, ly_do_tu_choi


class TaoKyForm(forms.Form):
    """A period by its code; windows and due dates come from the calendar rows."""

    ma = forms.CharField(
        label="Mã kỳ",
        max_length=12,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
        help_text="Quý: 2026-Q3; tháng: 2026-T09; 6 tháng: 2026-6T; 9 tháng: 2026-9T; năm: 2026-N.",
    )

    def clean_ma(self) -> str:
        ma = self.cleaned_data["ma"].strip().upper()
        try:
            Ky.tu_ma(ma)
        except ValueError as loi:
            raise ValidationError(str(loi)) from loi
        if KyBaoCao.objects.filter(ma=ma).exists():
            raise ValidationError(f"Kỳ {ma} đã có.")
        return ma


class HanNopForm(forms.ModelForm):
    """A due date is law: whoever sets or changes it names the basis."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "can_cu" in self.fields:
            self.fields["can_cu"].required = True
            self.fields["can_cu"].widget.attrs["rows"] = 2
        for o in self.fields.values():
            o.widget.attrs["aria-label"] = o.label or ""
        if self.instance.pk:
            for ten in ("bieu", "buoc"):
                if ten in self.fields:
                    self.fields[ten].disabled = True


def duoc_sua_han(request: HttpRequest) -> bool:
    return request.user.has_perm("baocao.change_hannop") or request.user.has_perm(
        "baocao.mo_kybaocao"
    )


class HanNopInline(TabularInline):
    model = HanNop
    form = HanNopForm
    fields = ("buoc", "bieu", "ngay", "loai_han", "can_cu", "can_xac_minh")
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("baocao.view_kybaocao")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return duoc_sua_han(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return duoc_sua_han(request)


@dataclass(frozen=True)
class _BuocKy:
    buoc: Step
    dich_vu: Callable[..., Any]
    xong: str


BUOC_KY = {
    b.buoc.ten.partition(".")[2]: b
    for b in (
        _BuocKy(w.MO_KY, dich_vu.mo_ky, "Đã mở kỳ, đã giao bộ báo cáo cho các tỉnh."),
        _BuocKy(w.DONG_KY, dich_vu.dong_ky, "Đã đóng nhận."),
        _BuocKy(w.MO_LAI_KY, dich_vu.mo_lai_ky, "Đã mở lại kỳ."),
        _BuocKy(w.CHOT_KY, dich_vu.chot_ky, "Đã chốt kỳ; tổng hợp và bản tin đang chạy nền."),
        _BuocKy(w.CONG_BO_KY, dich_vu.cong_bo_ky, "Đã công bố số liệu của kỳ."),
    )
}


@admin.register(KyBaoCao)
class KyBaoCaoAdmin(CoLichSuDong, ScopedAdmin):
    list_display = ("ten", "ma", "tt", "cua_so", "han_so", "tien_do")
    list_display_links = ("ten",)
    list_filter = ("loai", "trang_thai", "nam")
    search_fields = ("=ma", "ma__startswith")
    ordering = ("-thang_tk_den", "loai")
    inlines = (HanNopInline,)
    change_form_template = "admin/baocao/kybaocao/change_form.html"
    readonly_fields = (
        "ma",
        "loai",
        "bo_ma_don_vi",
        "tu_ngay",
        "den_ngay",
        "thang_tk_tu",
        "thang_tk_den",
        "can_cu",
    )
    fields = (
        ("ma", "loai", "bo_ma_don_vi"),
        ("tu_ngay", "den_ngay"),
        ("thang_tk_tu", "thang_tk_den"),
        "can_cu",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        pham_vi = request.user.pham_vi_don_vi()
        trong = Q() if pham_vi is None else Q(bo__don_vi__in=pham_vi)
        return (
            super()
            .get_queryset(request)
            .prefetch_related("han_nop")
            .annotate(
                so_bo=Count("bo", filter=trong, distinct=True),
                so_gui=Count(
                    "bo", filter=trong & Q(bo__gui_lan_dau_luc__isnull=False), distinct=True
                ),
                so_nhan=Count("bo", filter=trong & Q(bo__trang_thai__in=BO_DA_NHAN), distinct=True),
            )
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("baocao.mo_kybaocao")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only the rows of due dates can be changed here; everything else is read-only."""
        return duoc_sua_han(request)

    @admin.display(description="kỳ", ordering="thang_tk_den")
    def ten(self, obj: KyBaoCao) -> str:
        return _hoa(str(obj))

    @admin.display(description="trạng thái", ordering="trang_thai")
    def tt(self, obj: KyBaoCao) -> SafeString:
        return nhan.nhan_ky(obj.trang_thai)

    @admin.display(description="chốt số liệu")
    def cua_so(self, obj: KyBaoCao) -> str:
        return f"{obj.tu_ngay:%d/%m/%Y} – {obj.den_ngay:%d/%m/%Y}"

    @admin.display(description="hạn Sở gửi")
    def han_so(self, obj: KyBaoCao) -> str:
        han = [h for h in obj.han_nop.all() if h.buoc == BuocHan.SO and not h.bieu]
        return f"{han[0].get_loai_han_display().lower()} {han[0].ngay:%d/%m/%Y}" if han else "–"

    @admin.display(description="đã gửi / đã tiếp nhận / phải nộp")
    def tien_do(self, obj: Any) -> str:
        return f"{obj.so_gui} / {obj.so_nhan} / {obj.so_bo}" if obj.so_bo else "–"

    def get_urls(self) -> list[URLPattern]:
        trang = path(
            "<int:pk>/buoc/<slug:buoc>/",
            self.admin_site.admin_view(self.trang_buoc),
            name="baocao_kybaocao_buoc",
        )
        return [trang, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Make a period from its code."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        hop = HopThoai(
            "Tạo kỳ báo cáo",
            "Tạo kỳ",
            reverse("admin:baocao_kybaocao_changelist"),
            "Cửa sổ chốt số liệu và hạn nộp lấy từ «Quy tắc lịch» đang có hiệu lực.",
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            ky, _ = dich_vu.tao_ky(du_lieu["ma"], by=request.user)
            return f"Đã tạo {ky}. Kiểm tra hạn nộp rồi mở kỳ."

        return trang_hop_thoai(request, self.admin_site, hop, TaoKyForm(du_lieu_gui(request)), lam)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        ky = self.get_object(request, object_id)
        them = extra_context or {}
        if ky is not None:
            them |= {
                "title": _hoa(str(ky)),
                "nhan_trang_thai": nhan.nhan_ky(ky.trang_thai),
                "cac_buoc": self._nut(ky, request.user),
                "dem": _dem(ky, request.user),
                "show_save_and_add_another": False,
                "quyet_dinh": QuyetDinh.objects.cua(ky).select_related("nguoi"),
                "dieu_chinh": dieu_chinh_sau_cong_bo(ky).visible_to(request.user),
            }
        return super().change_view(request, object_id, form_url, them)

    def _nut(self, ky: KyBaoCao, user: Any) -> list[Nut]:
        ten = {b.buoc.ten: ma for ma, b in BUOC_KY.items()}
        return [
            Nut(
                buoc.nhan,
                reverse("admin:baocao_kybaocao_buoc", args=[ky.pk, ten[buoc.ten]]),
                " ".join(ly_do_tu_choi(buoc, ky, user)),
            )
            for buoc in cac_buoc_mo(w.BUOC_KY, ky, user)
        ]

    def trang_buoc(self, request: HttpRequest, pk: int, buoc: str) -> HttpResponse:
        """One step of the period: GET asks, POST does."""
        ky = self.get_object(request, str(pk))
        muc = BUOC_KY.get(buoc)
        if ky is None or muc is None:
            raise Http404("Không có bước này.")
        if not request.user.has_perm(muc.buoc.quyen):
            raise PermissionDenied
        hop = HopThoai(
            f"{muc.buoc.nhan}: {ky}",
            muc.buoc.nhan,
            reverse("admin:baocao_kybaocao_change", args=[pk]),
            muc.buoc.xac_nhan or "Bước này được ghi vào nhật ký.",
        )
        toi_thieu = muc.buoc.ly_do_toi_thieu
        form = (
            LyDoForm(du_lieu_gui(request), toi_thieu=toi_thieu)
            if toi_thieu
            else KhongTruongForm(du_lieu_gui(request))
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            try:
                muc.dich_vu(ky, by=request.user, **du_lieu)
            except BuocBiTuChoi as loi:
                raise ValidationError(loi.ly_do) from loi
            return muc.xong

        return trang_hop_thoai(request, self.admin_site, hop, form, lam)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing of the period itself is edited; its steps go through the services."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        doi = [o for o, _ in formset.changed_objects] + list(formset.new_objects)
        if doi:
            han = [
                {"buoc": h.buoc, "bieu": h.bieu, "ngay": h.ngay.isoformat(), "can_cu": h.can_cu}
                for h in doi
            ]
            ghi("kybaocao.sua_han", form.instance, by=request.user, du_lieu={"han": han})


def _hoa(chu: str) -> str:
    return chu[:1].upper() + chu[1:]


def _dem(ky: KyBaoCao, user: Any) -> dict[str, int]:
    """Packs of the period in this user's scope, by what matters; one query."""
    hom_nay = timezone.localdate()
    return (
        BoBaoCao.objects.visible_to(user)
        .filter(ky=ky)
        .aggregate(
            phai_nop=Count("pk"),
            da_gui=Count("pk", filter=Q(gui_lan_dau_luc__isnull=False)),
            dung_han=Count(
                "pk",
                filter=Q(tinh_han__in=[TinhHan.DUNG_HAN, TinhHan.TRONG_NGAY_HAN, TinhHan.GIA_HAN]),
            ),
            tre=Count("pk", filter=Q(tinh_han=TinhHan.TRE_HAN)),
            tra_lai=Count("pk", filter=Q(trang_thai=TrangThaiBo.TRA_LAI)),
            qua_bo_sung=Count(
                "pk", filter=Q(trang_thai=TrangThaiBo.TRA_LAI, han_bo_sung__lt=hom_nay)
            ),
            da_nhan=Count("pk", filter=Q(trang_thai__in=BO_DA_NHAN)),
        )
    )
