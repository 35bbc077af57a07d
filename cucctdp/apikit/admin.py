from django.contrib import admin, messages
from django.db import transaction
from rest_framework_api_key.admin import APIKeyModelAdmin
from rest_framework_api_key.models import APIKey

from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.apikit.models import KhoaApi, PhienBanDuLieu
from cucctdp.audit.record import ghi

admin.site.unregister(APIKey)


@admin.register(KhoaApi)
class KhoaApiAdmin(APIKeyModelAdmin, ScopedAdmin):
    list_display = ["name", "prefix", "nguoi_dung", "created", "expiry_date", "revoked"]
    list_select_related = ["nguoi_dung"]
    list_filter = ["revoked"]
    autocomplete_fields = ["nguoi_dung"]

    def save_model(self, request, obj, form=None, change=False):
        """Issuing, changing and revoking a key are events: it opens the door to machines."""
        thu_hoi = change and obj.revoked and form is not None and "revoked" in form.changed_data
        with transaction.atomic():
            if change:
                obj.save()
            else:
                khoa = KhoaApi.objects.assign_key(obj)
                obj.save()
                self.message_user(
                    request,
                    f"Khoá API của «{obj.name}»: {khoa} – hãy chép và cất giữ ngay, "
                    "khoá không hiện lại lần nào nữa.",
                    messages.WARNING,
                )
            ghi(
                "khoaapi.thu_hoi" if thu_hoi else "khoaapi.sua" if change else "khoaapi.cap",
                obj.nguoi_dung,
                by=request.user,
                du_lieu={"khoa": obj.prefix, "ten": obj.name, "het_han": obj.expiry_date},
            )


@admin.register(PhienBanDuLieu)
class PhienBanDuLieuAdmin(ChiXemAdmin):
    list_display = ["linh_vuc", "ky", "cap", "so", "luc"]
    list_filter = ["linh_vuc", "cap"]
