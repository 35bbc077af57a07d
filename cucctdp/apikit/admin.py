from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from rest_framework_api_key.admin import APIKeyModelAdmin
from rest_framework_api_key.models import APIKey

from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.apikit import webhook
from cucctdp.apikit.choices import SuKienNhan
from cucctdp.apikit.models import DiaChiNhan, GuiSuKien, KhoaApi, PhienBanDuLieu
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
                    f"Khóa API của «{obj.name}»: {khoa} – hãy chép và cất giữ ngay, "
                    "khóa không hiện lại lần nào nữa.",
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


class DiaChiNhanForm(forms.ModelForm):
    su_kien = forms.MultipleChoiceField(
        label="Các sự kiện", choices=SuKienNhan.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = DiaChiNhan
        fields = ("ten", "nguoi_dung", "dia_chi", "su_kien", "dang_dung")

    def clean_dia_chi(self):
        """Refused here already: sending would refuse it too."""
        dia_chi = self.cleaned_data["dia_chi"].strip()
        webhook.tach_dia_chi(dia_chi)
        return dia_chi


@admin.register(DiaChiNhan)
class DiaChiNhanAdmin(ScopedAdmin):
    form = DiaChiNhanForm
    list_display = ["ten", "nguoi_dung", "dia_chi", "cac_su_kien", "dang_dung"]
    list_select_related = ["nguoi_dung"]
    list_filter = ["dang_dung"]
    actions = ["doi_bi_mat"]

    @admin.display(description="sự kiện")
    def cac_su_kien(self, obj):
        return ", ".join(SuKienNhan(s).label for s in obj.su_kien)

    def save_model(self, request, obj, form=None, change=False):
        bi_mat = webhook.luu_dia_chi(obj, by=request.user)
        if bi_mat:
            self._bao_bi_mat(request, obj, bi_mat)

    @admin.action(description="Cấp bí mật mới", permissions=["change"])
    def doi_bi_mat(self, request, queryset):
        for obj in queryset:
            self._bao_bi_mat(request, obj, webhook.doi_bi_mat(obj, by=request.user))

    def _bao_bi_mat(self, request, obj, bi_mat):
        self.message_user(
            request,
            f"Bí mật ký của «{obj.ten}»: {bi_mat} – hãy chép và chuyển cho hệ thống nhận ngay, "
            "bí mật không hiện lại lần nào nữa.",
            messages.WARNING,
        )


@admin.register(GuiSuKien)
class GuiSuKienAdmin(ChiXemAdmin):
    """The outbox of webhooks and the log of their deliveries."""

    list_display = ["khoa", "dia_chi", "su_kien", "trang_thai", "so_lan", "gui_sau", "gui_luc",
                    "ma_tra_loi", "loi"]  # fmt: skip
    list_filter = ["trang_thai", "su_kien"]
    list_select_related = ["dia_chi"]
    search_fields = ["khoa", "dia_chi__ten"]
    actions = ["gui_lai"]

    @admin.action(description="Gửi lại", permissions=["view"])
    def gui_lai(self, request, queryset):
        so = 0
        for dong in queryset:
            try:
                webhook.gui_lai(dong, by=request.user)
                so += 1
            except ValidationError:
                continue
        messages.success(request, f"Đã đưa {so} lần gửi vào hàng chờ; lần đang chờ giữ nguyên.")
