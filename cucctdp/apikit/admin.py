from django.contrib import admin
from rest_framework_api_key.admin import APIKeyModelAdmin
from rest_framework_api_key.models import APIKey

from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.apikit.models import KhoaApi, PhienBanDuLieu

admin.site.unregister(APIKey)


@admin.register(KhoaApi)
class KhoaApiAdmin(APIKeyModelAdmin, ScopedAdmin):
    list_display = ["name", "prefix", "nguoi_dung", "created", "expiry_date", "revoked"]
    list_select_related = ["nguoi_dung"]
    list_filter = ["revoked"]
    autocomplete_fields = ["nguoi_dung"]


@admin.register(PhienBanDuLieu)
class PhienBanDuLieuAdmin(ChiXemAdmin):
    list_display = ["linh_vuc", "ky", "cap", "so", "luc"]
    list_filter = ["linh_vuc", "cap"]
