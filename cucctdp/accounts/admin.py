"""Account pages of the administrator: every change goes through the services."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils import timezone
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display
from unfold.forms import ActionForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from cucctdp.accounts import services
from cucctdp.accounts.choices import NhomBieu
from cucctdp.accounts.models import PhanCong, User
from cucctdp.adminkit.base import DanhSachBen
from cucctdp.donvi.models import DonViHanhChinh

_QUYET_DINH_VAI_TRO = {"vai_tro", "don_vi", "to_chuc", "nhom_bieu"}

# Groups follow the table of roles; nobody edits them by hand.
if admin.site.is_registered(Group):
    admin.site.unregister(Group)


def _tinh_hien_hanh():
    """Provinces in force today; accounts of abolished provinces moved to their successors."""
    return DonViHanhChinh.objects.hieu_luc(timezone.localdate()).order_by("ten_goi")


class TaiKhoanForm(forms.ModelForm):
    nhom_bieu = forms.MultipleChoiceField(
        label="Nhóm biểu",
        choices=NhomBieu.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=User._meta.get_field("nhom_bieu").help_text,
    )

    class Meta:
        model = User
        fields = [
            "username",
            "ho_ten",
            "chuc_vu",
            "email",
            "vai_tro",
            "to_chuc",
            "don_vi",
            "nhom_bieu",
            "loai_tai_khoan",
        ]


class HanhDongForm(ActionForm):
    ly_do = forms.CharField(
        label="Lý do", required=False, widget=forms.TextInput(attrs={"size": 30})
    )


class PhanCongInline(TabularInline):
    model = PhanCong
    extra = 0

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "don_vi":
            kwargs["queryset"] = _tinh_hien_hanh()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        return False


class DangKhoaFilter(admin.SimpleListFilter):
    title = "tình trạng"
    parameter_name = "tinh_trang"

    def lookups(self, request, model_admin):
        return [("khoa", "Đang khóa"), ("mo", "Đang dùng")]

    def queryset(self, request, queryset):
        dang_dung = queryset.filter(is_active=True).exclude(khoa_den__gt=timezone.now())
        if self.value() == "mo":
            return dang_dung
        if self.value() == "khoa":
            return queryset.exclude(pk__in=dang_dung.values("pk"))
        if self.value() is not None:
            raise IncorrectLookupParameters
        return queryset


@admin.register(User)
class UserAdmin(DanhSachBen, ModelAdmin):
    form = TaiKhoanForm
    action_form = HanhDongForm
    list_display = ["username", "ho_ten", "vai_tro", "noi_cong_tac", "tinh_trang", "last_login"]
    list_filter = [DangKhoaFilter, "vai_tro", "loai_tai_khoan"]
    list_select_related = ["to_chuc", "don_vi"]
    list_per_page = 50
    search_fields = ["username", "ho_ten", "email"]
    actions = ["khoa", "mo_khoa", "dat_lai_mat_khau", "go_hai_lop"]
    fieldsets = [
        (None, {"fields": ["username", "ho_ten", "chuc_vu", "email", "loai_tai_khoan"]}),
        ("Vai trò và phạm vi", {"fields": ["vai_tro", "to_chuc", "don_vi", "nhom_bieu"]}),
        (
            "Đăng nhập",
            {
                "fields": [
                    "tinh_trang",
                    "khoa_den",
                    "last_login",
                    "doi_mat_khau_luc",
                    "phai_doi_mat_khau",
                ]
            },
        ),
    ]
    readonly_fields = [
        "tinh_trang",
        "khoa_den",
        "last_login",
        "doi_mat_khau_luc",
        "phai_doi_mat_khau",
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "don_vi":
            kwargs["queryset"] = _tinh_hien_hanh()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.fieldsets[:2]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "username", "loai_tai_khoan"] if obj else []

    def get_inlines(self, request, obj):
        return [PhanCongInline] if obj and obj.hang_vai_tro.pham_vi == "phan_cong" else []

    def get_actions(self, request):
        return super().get_actions(request) if self.has_change_permission(request) else {}

    def has_delete_permission(self, request, obj=None):
        return False

    @display(description="nơi công tác")
    def noi_cong_tac(self, obj):
        return obj.to_chuc or obj.don_vi or "–"

    @display(description="tình trạng", label={"Đang dùng": "success", "Đang khóa": "danger"})
    def tinh_trang(self, obj):
        return "Đang khóa" if obj.dang_bi_khoa else "Đang dùng"

    def save_model(self, request, obj, form, change):
        if not change:
            moi = services.cap_tai_khoan(**form.cleaned_data, by=request.user)
            obj.__dict__.update(moi.user.__dict__)
            if moi.mat_khau_tam:
                messages.warning(
                    request,
                    f"Mật khẩu tạm của {moi.user.username}: {moi.mat_khau_tam} – chỉ hiện một lần; "
                    "người dùng phải đổi khi đăng nhập lần đầu.",
                )
            return
        doi = set(form.changed_data)
        if doi - _QUYET_DINH_VAI_TRO:
            services.sua_thong_tin(
                user=obj,
                **{ten: form.cleaned_data[ten] for ten in ("ho_ten", "chuc_vu", "email")},
                by=request.user,
            )
        if doi & _QUYET_DINH_VAI_TRO:
            services.doi_vai_tro(
                user=obj,
                **{ten: form.cleaned_data[ten] for ten in _QUYET_DINH_VAI_TRO},
                by=request.user,
            )

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Refuse a change of the own role in the form, so that it is an error beside the box."""
        form_class = super().get_form(request, obj, change=change, **kwargs)

        class FormCuaNguoiSua(form_class):
            def clean(self):
                cleaned_data = super().clean()
                if change and obj.pk == request.user.pk:
                    for ten in _QUYET_DINH_VAI_TRO & set(self.changed_data):
                        self.add_error(ten, "Không ai được tự đổi vai trò, phạm vi của mình.")
                return cleaned_data

        return FormCuaNguoiSua

    def save_related(self, request, form, formsets, change):
        for formset in formsets:
            for phan_cong in formset.save(commit=False):
                services.luu_phan_cong(phan_cong=phan_cong, by=request.user)

    def log_addition(self, request, obj, message):
        """The services write the audit log; Django's own log would be a second, weaker one."""

    log_change = log_addition

    @admin.action(description="Khóa (ghi lý do)")
    def khoa(self, request, queryset):
        ly_do = request.POST.get("ly_do", "")
        self._tung_tai_khoan(
            request,
            queryset,
            lambda user: services.khoa_tai_khoan(user=user, ly_do=ly_do, by=request.user),
            "Đã khóa",
        )

    @admin.action(description="Mở khóa")
    def mo_khoa(self, request, queryset):
        ly_do = request.POST.get("ly_do", "")
        self._tung_tai_khoan(
            request,
            queryset,
            lambda user: services.mo_khoa(user=user, ly_do=ly_do, by=request.user),
            "Đã mở khóa",
        )

    @admin.action(description="Đặt lại mật khẩu")
    def dat_lai_mat_khau(self, request, queryset):
        self._tung_tai_khoan(
            request,
            queryset,
            lambda user: services.dat_lai_mat_khau(user=user, by=request.user),
            "Mật khẩu tạm (chỉ hiện một lần)",
            hien_ket_qua=True,
        )

    @admin.action(description="Gỡ xác thực hai lớp")
    def go_hai_lop(self, request, queryset):
        ly_do = request.POST.get("ly_do", "")
        self._tung_tai_khoan(
            request,
            queryset,
            lambda user: services.go_xac_thuc_hai_lop(user=user, ly_do=ly_do, by=request.user),
            "Đã gỡ xác thực hai lớp",
        )

    def _tung_tai_khoan(self, request, queryset, lam, thong_bao, hien_ket_qua=False):
        """Run one service per chosen account; one refusal does not stop the others."""
        for user in queryset:
            try:
                ket_qua = lam(user)
            except ValidationError as exc:
                messages.error(request, f"{user.username}: {' '.join(exc.messages)}")
            else:
                duoi = f": {ket_qua}" if hien_ket_qua else "."
                messages.success(request, f"{thong_bao} – {user.username}{duoi}")
