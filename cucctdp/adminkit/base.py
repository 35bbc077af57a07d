"""The one base of our admins: every list is scoped, nothing is deleted."""

import logging

from django.contrib import messages
from django.contrib.admin.views.main import ERROR_FLAG
from django.db import DataError
from django.http import HttpResponseRedirect
from unfold.admin import ModelAdmin

logger = logging.getLogger(__name__)
THAM_SO_SAI = "Địa chỉ trang có giá trị không hợp lệ nên danh sách đang hiện từ đầu."


def so_nguyen(chu):
    """The whole number that a piece of an address is, or None.

    ASCII digits only («²» is a digit to Python, not to int) and short enough for a key.
    """
    return int(chu) if chu.isascii() and chu.isdigit() and len(chu) < 19 else None


class DanhSachBen:
    """Mix-in of every admin with a list: nonsense in its address is no server error."""

    def changelist_view(self, request, extra_context=None):
        """The list; an address that no page of ours makes leads back to the plain list.

        Django answers only part of such addresses itself. The page is rendered here, since column
        orders and date drill-downs fail as late as that.
        """
        try:
            response = super().changelist_view(request, extra_context)
            if hasattr(response, "render"):
                response.render()
        except (ValueError, OverflowError, DataError):
            if ERROR_FLAG in request.GET and request.method == "GET":
                raise
            logger.warning("refused list %s", request.get_full_path()[:500], exc_info=True)
            messages.warning(request, THAM_SO_SAI)
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
        return response


class ScopedAdmin(DanhSachBen, ModelAdmin):
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
