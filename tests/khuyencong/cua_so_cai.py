"""The ledger written past its door, as a script would."""

from datetime import date

from django.db import connection, transaction

from khuyencong.choices import Nguon
from khuyencong.models import ButToan


def bo_qua_cua(de_an, loai, so_tien, **khac):
    """Write as a script would, then ask the deferred trigger as COMMIT does."""
    with transaction.atomic():
        ButToan.objects.create(
            de_an=de_an, loai=loai, nguon=khac.pop("nguon", Nguon.KCQG), nam=2026,
            so_tien=so_tien, ngay=date(2026, 3, 1), chung_tu="x", **khac,
        )  # fmt: skip
        with connection.cursor() as cur:
            cur.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cur.execute("SET CONSTRAINTS ALL DEFERRED")
