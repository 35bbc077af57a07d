"""Developers of infrastructure: one national list, and which clusters each holds."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.adminkit.nhan import KieuNhan, nhan
from cucctdp.donvi.choices import BoMa
from cucctdp.formats.so import dinh_dang
from cumcongnghiep.admin.loc_cum import nguong
from cumcongnghiep.admin.o_nhap import DongForm
from cumcongnghiep.admin.trang_dong import TrangDongAdmin
from cumcongnghiep.admin.xem_cum import nhan_truc
from cumcongnghiep.choices import HaTang, TinhTrangCDT
from cumcongnghiep.models import ChuDauTu, Cum
from cumcongnghiep.services.chu_dau_tu import TRUONG, sua_chu_dau_tu, them_chu_dau_tu

NHIEU_CUM = "A17"
_MAU: dict[str, KieuNhan] = {
    TinhTrangCDT.HOAT_DONG: "luc", TinhTrangCDT.TAM_NGUNG: "vang", TinhTrangCDT.GIAI_THE: "do",
}  # fmt: skip


class LocNhieuCum(LocLuaChon):
    """The limit is that of the rule on developers with many clusters."""

    title = "đang giữ cụm"
    parameter_name = "giu"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        so = nguong(NHIEU_CUM, "so_cum")
        cac = [("co", "Đang giữ cụm"), ("khong", "Không giữ cụm nào")]
        return [("nhieu", f"Đang giữ từ {so} cụm chưa xong"), *cac] if so else cac

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        if gia_tri == "nhieu":
            return queryset.filter(chua_xong__gte=nguong(NHIEU_CUM, "so_cum"))
        return queryset.filter(n__gt=0) if gia_tri == "co" else queryset.filter(n=0)


@admin.register(ChuDauTu)
class ChuDauTuAdmin(TrangDongAdmin):
    mau_xem = "admin/cumcongnghiep/chu_dau_tu.html"
    ten_dong = "chủ đầu tư hạ tầng"
    giup = "Danh sách chung cả nước: tìm theo mã số trước khi thêm. Giao cụm ở thẻ «Chủ đầu tư»."
    truong = TRUONG
    quyen_them = quyen_sua = "cap_nhat_cum"
    cua_them, cua_sua = them_chu_dau_tu, sua_chu_dau_tu
    list_display = (
        "ten_cot", "ma_so_thue", "loai", "tinh_trang_cot", "so_cum", "so_chua_xong", "tong_ha",
    )  # fmt: skip
    list_display_links = None
    list_filter = (LocNhieuCum, "loai", "tinh_trang", "von_nuoc_ngoai")
    list_filter_submit = False
    list_fullwidth = True
    show_full_result_count = False
    search_fields = ("ten__khong_dau__contains", "ma_so_thue__startswith")
    search_help_text = "Tìm theo tên (không cần gõ dấu), mã số doanh nghiệp"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the clusters each holds today among those the user may see."""
        nay, pham_vi = timezone.localdate(), request.user.pham_vi_don_vi()
        giu = Q(cac_cum__tu_ngay__lte=nay) & (
            Q(cac_cum__den_ngay__isnull=True) | Q(cac_cum__den_ngay__gte=nay)
        )
        if pham_vi is not None:
            giu &= Q(cac_cum__cum__don_vi__in=pham_vi)
        dang_lam = giu & ~Q(cac_cum__cum__ha_tang=HaTang.HOAN_THANH)
        return (
            super()
            .get_queryset(request)
            .select_related("don_vi")
            .annotate(
                n=Count("cac_cum", filter=giu),
                chua_xong=Count("cac_cum", filter=dang_lam),
                ha=Sum("cac_cum__cum__dien_tich", filter=giu),
            )
        )

    def form_dong(self, request: HttpRequest, dong: Any = None) -> DongForm:
        form = super().form_dong(request, dong)
        o: Any = form.fields["don_vi"]
        o.queryset = o.queryset.filter(bo_ma=BoMa.B34).theo_ten()
        return form

    @admin.display(description="chủ đầu tư", ordering="ten__khoa_sap_xep")
    def ten_cot(self, obj: ChuDauTu) -> SafeString:
        return format_html(
            '<a class="bc-lien" href="{}">{}</a> {}{}',
            reverse("admin:cumcongnghiep_chudautu_change", args=[obj.pk]),
            obj.ten,
            nhan("Minh họa", "vang") if obj.minh_hoa else "",
            nhan("Vốn nước ngoài", "tim") if obj.von_nuoc_ngoai else "",
        )

    @admin.display(description="tình trạng", ordering="tinh_trang")
    def tinh_trang_cot(self, obj: ChuDauTu) -> SafeString:
        return nhan(obj.get_tinh_trang_display(), _MAU[obj.tinh_trang])

    @admin.display(description="đang giữ (cụm)", ordering="n")
    def so_cum(self, obj: Any) -> SafeString:
        return format_html('<span class="bc-so-cot">{}</span>', dinh_dang(obj.n))

    @admin.display(description="chưa xong hạ tầng", ordering="chua_xong")
    def so_chua_xong(self, obj: Any) -> SafeString:
        return format_html('<span class="bc-so-cot">{}</span>', dinh_dang(obj.chua_xong))

    @admin.display(description="diện tích (ha)", ordering="ha")
    def tong_ha(self, obj: Any) -> SafeString:
        chu = "–" if obj.ha is None else dinh_dang(obj.ha)
        return format_html('<span class="bc-so-cot">{}</span>', chu)

    def noi_dung(self, request: HttpRequest, dong: ChuDauTu) -> dict[str, Any]:
        """Its clusters with the days it held them, the present first."""
        cac = (
            dong.cac_cum.filter(cum__in=Cum.objects.visible_to(request.user))
            .select_related("cum__don_vi", "van_ban")
            .order_by("-tu_ngay", "-pk")
        )
        nay = timezone.localdate()
        giao = [
            (g, nhan_truc(g.cum), g.tu_ngay <= nay and (g.den_ngay is None or g.den_ngay >= nay))
            for g in cac
        ]
        return {
            "giao": sorted(giao, key=lambda x: not x[2]),
            "tinh_trang": nhan(dong.get_tinh_trang_display(), _MAU[dong.tinh_trang]),
        }
