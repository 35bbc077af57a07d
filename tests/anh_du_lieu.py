"""A picture of loaded reference data, so that a worker loads the files once, not once a module."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

from django.db import connection, transaction

# Made by migrate, never by loading; what is loaded points to their ids.
_CO_SAN = {"django_migrations", "django_content_type", "auth_permission"}

Anh = dict[str, bytes]
_DA_CHUP: dict[tuple[str, ...], Anh] = {}
# Sequence of each column that has one.
_SO_THU_TU = """
SELECT c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relname = ANY(%s) AND c.relkind = 'r' AND (a.attidentity <> '' OR a.atthasdef)
"""


def nap_mot_lan(nap: Callable[[], object]) -> None:
    """Call ``nap`` on the first database of this shape, copy the rows it made into later ones."""
    with connection.cursor() as cur, transaction.atomic():
        truoc = _co_dong(cur)
        khoa = _khoa(cur, nap, truoc)
        if khoa in _DA_CHUP:
            _dan(cur, _DA_CHUP[khoa])
        else:
            nap()
            _DA_CHUP[khoa] = {b: _doc(cur, b) for b in _co_dong(cur)}


@contextmanager
def trong_mot_khoi(nap: Callable[[], object]) -> Iterator[None]:
    """Reference data for a module: loaded here, taken back at the end; tests are savepoints."""
    with transaction.atomic():
        try:
            nap_mot_lan(nap)
            yield
        finally:
            transaction.set_rollback(True)


def _co_dong(cur) -> list[str]:
    """Tables that hold rows now."""
    bang = [b for b in sorted(connection.introspection.table_names(cur)) if b not in _CO_SAN]
    cur.execute(
        " UNION ALL ".join(
            f'SELECT {i} WHERE EXISTS (SELECT 1 FROM "{b}")' for i, b in enumerate(bang)
        )
    )
    return [bang[i] for (i,) in sorted(cur.fetchall())]


def _khoa(cur, nap: Callable[[], object], co_dong: list[str]) -> tuple[str, ...]:
    """What is loaded, tables that hold rows before, and the ids that loaded rows will point to."""
    khoa = [nap.__module__, nap.__qualname__, *co_dong]
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
    cur.execute(_SO_THU_TU, [list(anh)])
    for bang, cot, so_thu_tu in cur.fetchall():
        if so_thu_tu:
            cur.execute(
                f'SELECT setval(%s, max("{cot}")) FROM "{bang}" HAVING max("{cot}") IS NOT NULL',
                [so_thu_tu],
            )
