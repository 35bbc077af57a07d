"""Admins and inlines that only show."""

from unfold.admin import TabularInline

from cucctdp.adminkit.base import ScopedAdmin


class ChiXemAdmin(ScopedAdmin):
    """Nothing can be added or changed here, whatever the permissions say."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class ChiXemInline(TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
