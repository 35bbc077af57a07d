"""The one base of our admins: every list is scoped, nothing is deleted."""

from unfold.admin import ModelAdmin


class ScopedAdmin(ModelAdmin):
    """Lists go through ``visible_to(user)``; records of the State are closed, never deleted."""

    list_per_page = 50
    compressed_fields = True
    warn_unsaved_form = True

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if hasattr(queryset, "visible_to"):
            return queryset.visible_to(request.user)
        return queryset

    def has_delete_permission(self, request, obj=None):
        return False
