"""Rights of an account in one query: every page asks for them."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import connection

_QUYEN = """
    SELECT c.app_label || '.' || p.codename
    FROM auth_permission p
    JOIN django_content_type c ON c.id = p.content_type_id
    WHERE p.id IN (
        SELECT permission_id FROM accounts_user_user_permissions WHERE user_id = %(pk)s
        UNION ALL
        SELECT q.permission_id FROM auth_group_permissions q
        JOIN accounts_user_groups g ON g.group_id = q.group_id WHERE g.user_id = %(pk)s
    )
"""


class QuyenBackend(ModelBackend):
    """Django's backend; it asks twice (own rights, rights of groups), by far wider joins."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            with connection.cursor() as cursor:
                cursor.execute(_QUYEN, {"pk": user_obj.pk})
                user_obj._perm_cache = {quyen for (quyen,) in cursor.fetchall()}
        return user_obj._perm_cache  # type: ignore[no-any-return]
