"""Plans and what each says of which cluster."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cucctdp.adminkit.nhan import nhan
from cucctdp.formats.so import dinh_dang
from cumcongnghiep.admin.ho_so_viec import ky_quy_hoach
from cumcongnghiep.admin.loc_cum import LocTinh
from cumcongnghiep.admin.o_nhap import DongForm
from cumcongnghiep.admin.trang_dong import TrangDongAdmin
from cumcongnghiep.models import Cum, QuyHoach
from cumcongnghiep.services.quy_hoach import TRUONG, sua_quy_hoach, them_quy_hoach


class LocTinhQuyHoach(LocTinh):
    """Also plans of the old provinces that went into the chosen one."""

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        cu = queryset.filter(don_vi__ke_thua_boi__moi=gia_tri).values("pk")
        return queryset.filter(don_vi=gia_tri) | queryset.filter(pk__in=cu)


@admin.register(QuyHoach)
class QuyHoachAdmin(TrangDongAdmin):
    mau_xem = "admin/cumcongnghiep/quy_hoach.html"
    ten_dong = "quy hoạch, phương án phát triển cụm"
    giup = "Sau đó xếp từng cụm vào quy hoạch ở thẻ «Hồ sơ» của cụm."
    truong = TRUONG
    co_tep = True
    quyen_them, quyen_sua = "add_quyhoach", "change_quyhoach"
    cua_them, cua_sua = them_quy_hoach, sua_quy_hoach
    list_display = ("quyet_dinh", "tinh", "co_quan", "hieu_luc", "so_cum", "tong_ha")
    list_display_links = None
    list_filter = (LocTinhQuyHoach, "can_xac_minh")
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("don_vi",)
    show_full_result_count = False
    search_fields = (
        "so__icontains",
        "ten__khong_dau__contains",
        "don_vi__ten_goi__khong_dau__contains",
    )
    search_help_text = "Tìm theo số quyết định, trích yếu, tỉnh (không cần gõ dấu)"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related("don_vi")
            .annotate(n=Count("cac_muc"), ha=Sum("cac_muc__dien_tich"))
        )

    def form_dong(self, request: HttpRequest, dong: Any = None) -> DongForm:
        form = super().form_dong(request, dong)
        o: Any = form.fields["don_vi"]
        o.queryset = o.queryset.visible_to(request.user).order_by("bo_ma", "ten_goi")
        return form

    @admin.display(description="quyết định", ordering="ngay")
    def quyet_dinh(self, obj: QuyHoach) -> SafeString:
        return format_html(
            '<a class="bc-lien" href="{}">{}</a>{}<span class="bc-giup">{}</span>',
            reverse("admin:cumcongnghiep_quyhoach_change", args=[obj.pk]),
            obj,
            nhan("Minh họa", "vang") if obj.minh_hoa else "",
            obj.ten,
        )

    @admin.display(description="tỉnh, thành phố", ordering="don_vi__ten_goi__khoa_sap_xep")
    def tinh(self, obj: QuyHoach) -> str:
        return str(obj.don_vi.ten_goi)

    @admin.display(description="hiệu lực", ordering="hieu_luc_tu")
    def hieu_luc(self, obj: QuyHoach) -> str:
        return ky_quy_hoach(obj, timezone.localdate())

    @admin.display(description="cụm trong danh mục", ordering="n")
    def so_cum(self, obj: Any) -> SafeString:
        return format_html('<span class="bc-so-cot">{}</span>', dinh_dang(obj.n))

    @admin.display(description="diện tích (ha)", ordering="ha")
    def tong_ha(self, obj: Any) -> SafeString:
        chu = "–" if obj.ha is None else dinh_dang(obj.ha)
        return format_html('<span class="bc-so-cot">{}</span>', chu)

    def noi_dung(self, request: HttpRequest, dong: QuyHoach) -> dict[str, Any]:
        """The list of the annex; clusters of other provinces are not linked, they are 404."""
        cac = dong.cac_muc.select_related("cum").order_by("stt", "cum__ten", "pk")
        return {
            "ky": ky_quy_hoach(dong, timezone.localdate()),
            "cac_muc": list(cac.filter(cum__in=Cum.objects.visible_to(request.user))),
        }
