"""Permission by view action: each view says which codename each action asks for."""

from rest_framework.permissions import BasePermission


class TheoQuyen(BasePermission):
    """``quyen`` on the view: one codename, or a mapping action → codename; nothing is implied."""

    message = "Tài khoản của bạn không có quyền này."

    def has_permission(self, request, view):
        quyen = getattr(view, "quyen", None)
        if isinstance(quyen, dict):
            quyen = quyen.get(getattr(view, "action", request.method.lower()))
        return bool(
            quyen and request.user and request.user.is_active and request.user.has_perm(quyen)
        )
