"""A picture of loaded reference data, so that a worker loads the files once, not once a module."""

from collections.abc import Callable
from io import BytesIO

from django.db import connection, transaction

# Made by migrate, never by loading; what is loaded points to their ids.
_CO_SAN = {"django_migrations", "django_content_type", "auth_permission"}

Anh = dict[str, bytes]
_DA_CHUP: dict[tuple[str, ...], Anh] = {}


def nap_mot_lan(nap: Callable[[], None]) -> None:
    """Call ``nap`` on the first database of this shape, copy the rows it made into later ones."""
    with connection.cursor() as cur, transaction.atomic():
        khoa = _khoa(cur)
        if khoa in _DA_CHUP:
            _dan(cur, _DA_CHUP[khoa])
        else:
            nap()
            _DA_CHUP[khoa] = {b: _doc(cur, b) for b in _cac_bang(cur) if _co_dong(cur, b)}


def _cac_bang(cur) -> list[str]:
    return [b for b in sorted(connection.introspection.table_names(cur)) if b not in _CO_SAN]


def _co_dong(cur, bang: str) -> bool:
    cur.execute(f'SELECT EXISTS (SELECT 1 FROM "{bang}")')
    return cur.fetchone()[0]


def _khoa(cur) -> tuple[str, ...]:
    """Tables that hold rows before loading, and the ids that loaded rows will point to."""
    khoa = [b for b in _cac_bang(cur) if _co_dong(cur, b)]
    for bang in ("django_content_type", "auth_permission"):
        cur.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {bang} t")
        khoa.append(cur.fetchone()[0])
    return tuple(khoa)


def _doc(cur, bang: str) -> bytes:
    ra = BytesIO()
    cur.copy_expert(f'COPY "{bang}" TO STDOUT (FORMAT binary)', ra)
    return ra.getvalue()


def _dan(cur, anh: Anh) -> None:
    """Rows as they were: history rows are among them, so no trigger runs."""
    cur.execute("SET LOCAL session_replication_role = replica")
    for bang, noi_dung in anh.items():
        cur.execute(f'DELETE FROM "{bang}"')
        cur.copy_expert(f'COPY "{bang}" FROM STDIN (FORMAT binary)', BytesIO(noi_dung))
    cur.execute("SET LOCAL session_replication_role = origin")
    for bang in anh:
        for ham in connection.introspection.get_sequences(cur, bang):
            cot = ham["column"]
            cur.execute(
                f"SELECT setval(pg_get_serial_sequence('\"{bang}\"', '{cot}'), max(\"{cot}\"))"
                f' FROM "{bang}"'
            )
