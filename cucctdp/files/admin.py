from django.contrib import admin

from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.files.models import CongViec, Tep


@admin.register(Tep)
class TepAdmin(ChiXemAdmin):
    list_display = ["ten", "loai", "kich_thuoc", "sha256", "nguoi_tao", "tao_luc"]
    list_filter = ["loai"]
    search_fields = ["ten", "sha256"]
    list_select_related = ["nguoi_tao"]
    exclude = ["tep"]


@admin.register(CongViec)
class CongViecAdmin(ChiXemAdmin):
    list_display = ["ten", "trang_thai", "phan_tram", "tao_luc", "ket_thuc_luc", "nguoi_tao"]
    list_filter = ["trang_thai", "loai"]
    list_select_related = ["nguoi_tao"]
