"""Published figures beside our own: read only, one list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.formats.so import dinh_dang
from cumcongnghiep.models import SoCongBo
from cumcongnghiep.services.so_cong_bo import so_he_thong, tong_lech


class _DanhSach(ChangeList):
    """Our figures are asked once for the page, a question for each cut-off day on it."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        cac = list(self.result_list)
        he_thong = so_he_thong(cac, user=request.user)
        lech = {x.tong.pk: x for x in tong_lech(cac)}
        for s in cac:
            s.co_so_he_thong = s.pk in he_thong
            s.he_thong = he_thong.get(s.pk)
            s.lech = lech.get(s.pk)
        self.result_list = cac


@admin.register(SoCongBo)
class SoCongBoAdmin(ChiXemAdmin):
    list_display = (
        "noi_chu",
        "moc",
        "chi_tieu",
        "so_cong_bo",
        "so_cua_he_thong",
        "don_vi_tinh",
        "cong_lai",
        "nguon",
    )
    list_filter = ("ma_dong", "muc", "can_xac_minh")
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("don_vi",)
    search_fields = (
        "don_vi__ten_goi__khong_dau__contains",
        "ten__khong_dau__contains",
        "moc",
    )
    search_help_text = "Tìm theo tỉnh, chỉ tiêu (không cần gõ dấu), mốc số liệu"
    fields = (
        ("don_vi", "pham_vi"),
        ("moc", "ngay"),
        ("ten", "ma_dong"),
        ("so", "muc", "don_vi_tinh"),
        ("goc", "tong"),
        "nguon_tin",
        ("can_xac_minh", "ghi_chu"),
    )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return _DanhSach

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("cac_phan")

    @admin.display(description="phạm vi", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi_chu(self, obj: SoCongBo) -> str:
        return obj.noi

    @admin.display(description="chỉ tiêu, tính trên", ordering="ten")
    def chi_tieu(self, obj: SoCongBo) -> str:
        return f"{obj.ten} – {obj.goc}" if obj.goc else obj.ten

    @admin.display(description="số công bố", ordering="so")
    def so_cong_bo(self, obj: SoCongBo) -> str:
        return obj.so_chu

    @admin.display(description="số của hệ thống")
    def so_cua_he_thong(self, obj: Any) -> str:
        """Of the same row and day; «–» where the form has no such row or the base differs."""
        if not obj.co_so_he_thong:
            return "–"
        return "chưa có số liệu" if obj.he_thong is None else dinh_dang(obj.he_thong)

    @admin.display(description="cộng các phần")
    def cong_lai(self, obj: Any) -> SafeString | str:
        if not obj.cac_phan.all():
            return "–"
        if obj.lech is None:
            return nhan("Khớp", "luc")
        chenh = dinh_dang(obj.lech.chenh, dau=True)
        return nhan(f"Lệch {chenh}", "vang")

    @admin.display(description="nguồn", ordering="nguon_tin")
    def nguon(self, obj: SoCongBo) -> SafeString:
        noi = urlsplit(obj.nguon_tin).hostname or obj.nguon_tin
        return format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', obj.nguon_tin, noi)
