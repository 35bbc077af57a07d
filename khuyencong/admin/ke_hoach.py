"""Programmes with their targets, yearly plans, and the page that allots money in rounds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminSelectWidget

from cucctdp.adminkit.base import ScopedAdmin, so_nguyen
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemInline
from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_trieu
from khuyencong.admin.loc_de_an import LocNguon
from khuyencong.choices import Nguon
from khuyencong.giao_von import GiaoVonForm, cac_de_an_cua, dot_moi, giao
from khuyencong.models import (
    ChuongTrinh,
    DotGiaoVon,
    KeHoach,
    MucTieu,
    NoiDung,
    SoCongBo,
)
from khuyencong.o_nhap import CoOTien
from khuyencong.rules.ke_hoach import kiem_tra_ke_hoach, ty_le_quan_ly
from khuyencong.services.ke_hoach import ghi_ke_hoach
from khuyencong.services.ngay import khong_sau_hom_nay
from khuyencong.statistics import chuong_trinh


class _CoXacMinh(CoOTien, CoLichSuDong, ScopedAdmin):
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("don_vi",)
    autocomplete_fields = ("don_vi",)

    @admin.display(description="phạm vi", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi(self, obj: Any) -> str:
        return obj.don_vi.ten_goi if obj.don_vi else "Cả nước"

    @admin.display(description="xác minh", ordering="can_xac_minh")
    def xac_minh(self, obj: Any) -> SafeString:
        return nhan("Cần xác minh", "vang") if obj.can_xac_minh else nhan("Đã đối chiếu", "luc")

    @admin.display(description="kinh phí (triệu đồng)", ordering="kinh_phi")
    def tien(self, obj: Any) -> str:
        return in_trieu(obj.kinh_phi, None) or "–"


def ngay_iso(chu: str) -> date | None:
    """A day of an address, «2026-11-23»; None for anything else."""
    try:
        return date.fromisoformat(chu)
    except ValueError:
        return None


def _da_cong_bo(ct: ChuongTrinh, user: Any) -> QuerySet:
    """Published figures of the provinces within the years of a programme; one query."""
    cac = SoCongBo.objects.visible_to(user).filter(tu_nam__lte=ct.den_nam, den_nam__gte=ct.tu_nam)
    if ct.don_vi_id is not None:
        cac = cac.filter(Q(don_vi=ct.don_vi_id) | Q(don_vi__ke_thua_boi__moi=ct.don_vi_id))
    return cac.select_related("don_vi").order_by("don_vi__ma", "tu_nam", "den_nam", "id")


class MucTieuInline(TabularInline):
    model = MucTieu
    fields = ("noi_dung", "ten", "don_vi_tinh", "so", "can_xac_minh", "ghi_chu")
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "noi_dung":
            muc = list({n.ma: (n.ma, str(n)) for n in NoiDung.objects.all()}.values())
            return forms.ChoiceField(
                label="Nội dung",
                choices=[("", "Chọn…"), *muc],
                widget=UnfoldAdminSelectWidget,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(ChuongTrinh)
class ChuongTrinhAdmin(_CoXacMinh):
    list_display = ("ten", "nguon", "noi", "giai_doan", "so_muc_tieu", "tien", "can_cu", "xac_minh")
    list_filter = (LocNguon, "can_xac_minh")
    search_fields = ("ten__khong_dau__contains", "can_cu__khong_dau__contains")
    fields = (
        ("ma", "ten"),
        ("nguon", "don_vi"),
        ("tu_nam", "den_nam"),
        ("can_cu", "kinh_phi"),
        ("can_xac_minh", "ghi_chu"),
    )
    inlines = (MucTieuInline,)
    change_form_after_template = "admin/khuyencong/chuongtrinh/tien_do.html"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The form, and below it how far the targets are on a day (``?den=``, today without)."""
        so = so_nguyen(object_id)
        ct = self.get_queryset(request).filter(pk=so).first() if so is not None else None
        them = dict(extra_context or {})
        if ct is not None and self.has_view_permission(request, ct):
            hom_nay = timezone.localdate()
            den = ngay_iso(request.GET.get("den", "")) or hom_nay
            minh_hoa = request.GET.get("minh_hoa") == "1"
            them |= {
                "tien_do": chuong_trinh(ct, user=request.user, minh_hoa=minh_hoa, den=den),
                "den": den,
                "cac_nam": range(ct.tu_nam, ct.den_nam + 1),
                "da_cong_bo": _da_cong_bo(ct, request.user),
            }
        return super().change_view(request, object_id, form_url, them)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("muc_tieu")

    @admin.display(description="giai đoạn", ordering="tu_nam")
    def giai_doan(self, obj: ChuongTrinh) -> str:
        return f"{obj.tu_nam}–{obj.den_nam}"

    @admin.display(description="mục tiêu")
    def so_muc_tieu(self, obj: ChuongTrinh) -> str:
        return f"{len(obj.muc_tieu.all())} chỉ tiêu"


@admin.register(SoCongBo)
class SoCongBoAdmin(_CoXacMinh):
    list_display = ("noi", "ky", "loai", "ten", "so_chu", "don_vi_tinh", "xac_minh")
    list_filter = ("loai", "can_xac_minh")
    search_fields = ("don_vi__ten_goi__khong_dau__contains", "ten__khong_dau__contains")
    search_help_text = "Tìm theo tỉnh, chỉ tiêu (không cần gõ dấu)"
    fields = (
        "don_vi",
        ("tu_nam", "den_nam", "loai"),
        "ten",
        ("so", "muc", "don_vi_tinh"),
        "nguon_tin",
        ("can_xac_minh", "ghi_chu"),
    )

    @admin.display(description="kỳ", ordering="tu_nam")
    def ky(self, obj: SoCongBo) -> str:
        return obj.ky

    @admin.display(description="số", ordering="so")
    def so_chu(self, obj: SoCongBo) -> str:
        dau = {SoCongBo.Muc.HON: "hơn ", SoCongBo.Muc.KHOANG: "khoảng "}.get(obj.muc, "")
        return f"{dau}{dinh_dang(obj.so)}"


class DotInline(ChiXemInline):
    model = DotGiaoVon
    fields = ("so_dot", "so_van_ban", "ngay", "da_giao", "so_de_an")
    readonly_fields = ("da_giao", "so_de_an")
    verbose_name_plural = "các đợt giao vốn (ghi ở trang «Giao vốn đợt mới»)"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("but_toan")

    @admin.display(description="đã giao (triệu đồng)")
    def da_giao(self, obj: DotGiaoVon) -> str:
        return in_trieu(sum(b.so_tien for b in obj.but_toan.all()), None)

    @admin.display(description="số đề án")
    def so_de_an(self, obj: DotGiaoVon) -> str:
        return str(len({b.de_an_id for b in obj.but_toan.all()}))


class LocNamKeHoach(LocLuaChon):
    title = "năm"
    parameter_name = "nam"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        cac = KeHoach.objects.order_by("-nam").values_list("nam", flat=True).distinct()
        return [(str(n), str(n)) for n in cac]


class KeHoachForm(forms.ModelForm):
    """The decision has a number and a day that has come."""

    def clean_ngay_quyet_dinh(self) -> date | None:
        ngay: date | None = self.cleaned_data["ngay_quyet_dinh"]
        return ngay and khong_sau_hom_nay("quyết định", ngay)


@admin.register(KeHoach)
class KeHoachAdmin(_CoXacMinh):
    form = KeHoachForm
    list_display = (
        "ten", "noi", "nguon", "so_quyet_dinh", "ngay_quyet_dinh", "tien", "da_giao", "so_gui",
        "xac_minh",
    )  # fmt: skip
    list_filter = (LocNamKeHoach, LocNguon, "can_xac_minh")
    search_fields = ("so_quyet_dinh__khong_dau__contains", "don_vi__ten_goi__khong_dau__contains")
    search_help_text = "Tìm theo số quyết định, tên tỉnh (không cần gõ dấu)"
    readonly_fields = ("nut_giao_von", "quan_ly", "so_gui")
    fields = (
        "nut_giao_von",
        ("nam", "nguon"),
        "don_vi",
        ("so_quyet_dinh", "ngay_quyet_dinh"),
        ("kinh_phi", "chi_quan_ly"),
        ("quan_ly", "nguon_tin"),
        "so_gui",
        ("can_xac_minh", "ghi_chu"),
    )
    inlines = (DotInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(tong_giao=Sum("dot__but_toan__so_tien"))

    def get_urls(self) -> list[URLPattern]:
        trang = path(
            "<int:pk>/giao-von/",
            self.admin_site.admin_view(self.trang_giao_von),
            name="khuyencong_kehoach_giao_von",
        )
        return [trang, *super().get_urls()]

    @admin.display(description="kế hoạch", ordering="nam")
    def ten(self, obj: KeHoach) -> str:
        return str(obj)

    @admin.display(description="đã giao (triệu đồng)", ordering="tong_giao")
    def da_giao(self, obj: Any) -> str:
        return in_trieu(int(obj.tong_giao), None) if obj.tong_giao else "–"

    @admin.display(description="giao vốn")
    def nut_giao_von(self, obj: KeHoach) -> SafeString | str:
        if obj.pk is None:
            return "Ghi kế hoạch trước, rồi giao vốn theo đợt."
        duong = reverse("admin:khuyencong_kehoach_giao_von", args=[obj.pk])
        return format_html('<a class="bc-nut bc-nut-chinh" href="{}">Giao vốn đợt mới</a>', duong)

    @admin.display(description="tỷ lệ chi quản lý")
    def quan_ly(self, obj: KeHoach) -> SafeString | str:
        chu = ty_le_quan_ly(obj)
        if not chu:
            return "Tính khi có cả kinh phí được duyệt và chi quản lý."
        vuot = kiem_tra_ke_hoach(obj)
        return format_html("{} {}", chu, nhan("Vượt mức", "vang")) if vuot else chu

    def save_model(self, request: HttpRequest, obj: KeHoach, form: Any, change: bool) -> None:
        """By the door of the Sở; the share of management (KC45) is a warning."""
        cu = KeHoach(pk=obj.pk) if change else None
        obj.pk = ghi_ke_hoach(cu, thong_tin=form.cleaned_data, by=request.user).pk
        for v in kiem_tra_ke_hoach(obj):
            messages.warning(request, f"{v.ma}: {v.thong_bao} ({v.can_cu})")

    def has_change_permission(self, request: HttpRequest, obj: KeHoach | None = None) -> bool:
        """A plan that its Sở still draws up is the Sở's."""
        if obj is not None and obj.so_dang_soan:
            return False
        return bool(super().has_change_permission(request, obj))

    @admin.display(description="Sở gửi", ordering="gui_luc")
    def so_gui(self, obj: KeHoach) -> SafeString | str:
        if obj.so_dang_soan:
            return nhan("Sở đang soạn", "vang")
        return f"{timezone.localtime(obj.gui_luc):%d/%m/%Y}" if obj.gui_luc else "–"

    def trang_giao_von(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A round of allotment: numbers, then the dry run, then the work; all or none."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        ke_hoach = self.get_queryset(request).filter(pk=pk).select_related("don_vi").first()
        if ke_hoach is None:
            raise Http404("Không có kế hoạch này.")
        ben_khac = request.user.la_cuc if ke_hoach.nguon == Nguon.KCDP else request.user.la_so
        if not request.user.has_perm("khuyencong.phe_duyet_dean") or ben_khac:
            raise PermissionDenied
        ve = reverse("admin:khuyencong_kehoach_change", args=[pk])
        dong = cac_de_an_cua(ke_hoach)
        gui = request.POST if request.method == "POST" else None
        form = GiaoVonForm(gui, dong=dong, initial={"so_dot": dot_moi(ke_hoach)})
        trang_thai, thu = 200, None
        if gui is not None:
            trang_thai = 422
            if form.is_valid():
                try:
                    tong = giao(ke_hoach, form, by=request.user, thu="ghi" not in gui)
                except ValidationError as loi:
                    form.add_error(None, ValidationError(loi.messages))
                    trang_thai = 409
                else:
                    if "ghi" in gui:
                        so_dot = form.cleaned_data["so_dot"]
                        chu = f"Đã giao {in_trieu(tong, None)} triệu đồng đợt {so_dot}."
                        messages.success(request, chu)
                        return redirect(ve)
                    trang_thai = 200
                    thu = {"tong": tong, "so": len(form.phan(ke_hoach.nguon))}
        ngu_canh = self.admin_site.each_context(request) | {
            "title": f"Giao vốn: {ke_hoach}",
            "opts": self.opts,
            "form": form,
            "thu": thu,
            "ve": ve,
            "tong": {k: sum(x[k] for x in dong) for k in ("duyet", "giao", "con")},
        }
        mau = "admin/khuyencong/kehoach/giao_von.html"
        return TemplateResponse(request, mau, ngu_canh, status=trang_thai)
