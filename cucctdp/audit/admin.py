from django.contrib import admin

from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.audit.models import GocNgay, SuKien


@admin.register(SuKien)
class SuKienAdmin(ChiXemAdmin):
    list_display = ["luc", "chuoi", "so", "hanh_dong", "doi_tuong_ten", "nguoi_ten", "ly_do"]
    list_filter = ["hanh_dong"]
    search_fields = ["doi_tuong_ten", "nguoi_ten", "chuoi"]
    date_hierarchy = "luc"
    show_full_result_count = False


@admin.register(GocNgay)
class GocNgayAdmin(ChiXemAdmin):
    list_display = ["ngay", "so_su_kien", "goc"]
