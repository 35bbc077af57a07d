"""The one door for writing events; call it inside the transaction of the change itself."""

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from cucctdp.audit.context import yeu_cau_hien_tai
from cucctdp.audit.models import SuKien

CHUOI_HE_THONG = "he_thong"


@dataclasses.dataclass(frozen=True)
class BanGhi:
    """What happened, before it gets its place in a chain."""

    hanh_dong: str
    doi_tuong: models.Model | None = None
    by: Any = None
    du_lieu: dict[str, Any] | None = None
    ly_do: str = ""
    chuoi: str | None = None


def ghi(
    hanh_dong: str,
    doi_tuong: models.Model | None = None,
    *,
    by: Any = None,
    du_lieu: dict[str, Any] | None = None,
    ly_do: str = "",
    chuoi: str | None = None,
) -> SuKien:
    """Append one event; ``chuoi`` defaults to the object's own chain, else the system's."""
    return ghi_nhieu([BanGhi(hanh_dong, doi_tuong, by, du_lieu, ly_do, chuoi)])[0]


@transaction.atomic(savepoint=False)
def ghi_nhieu(ban_ghi: list[BanGhi]) -> list[SuKien]:
    """Append events; each chain is locked once, in one fixed order: writers never deadlock.

    An event that cannot be written takes the change it tells of with it: no savepoint.
    """
    theo_chuoi: dict[str, list[BanGhi]] = {}
    for item in ban_ghi:
        theo_chuoi.setdefault(_chuoi_cua(item), []).append(item)
    ket_qua: list[SuKien] = []
    for chuoi in sorted(theo_chuoi):
        so, bam = _khoa_dau_chuoi(chuoi)
        for item in theo_chuoi[chuoi]:
            so += 1
            su_kien = _dung(item, chuoi, so)
            su_kien.bam_truoc = bam
            bam = su_kien.bam = su_kien.tinh_bam(bam)
            ket_qua.append(su_kien)
    SuKien.objects.bulk_create(ket_qua, batch_size=1000)
    return ket_qua


def _khoa_dau_chuoi(chuoi: str) -> tuple[int, str]:
    """(number, hash) of the last event under the chain's lock.

    Two statements in one call: the second takes its snapshot after the first has the lock.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0));"
            "SELECT so, bam FROM audit_sukien WHERE chuoi = %s ORDER BY so DESC LIMIT 1",
            [f"nhat_ky:{chuoi}", chuoi],
        )
        return cursor.fetchone() or (0, "")


def _chuoi_cua(item: BanGhi) -> str:
    return item.chuoi or getattr(item.doi_tuong, "chuoi_nhat_ky", "") or CHUOI_HE_THONG


def _dung(item: BanGhi, chuoi: str, so: int) -> SuKien:
    yeu_cau = yeu_cau_hien_tai()
    doi_tuong = item.doi_tuong
    return SuKien(
        chuoi=chuoi,
        so=so,
        luc=timezone.now(),
        nguoi=item.by if item.by is not None and item.by.pk else None,
        nguoi_ten=str(item.by) if item.by is not None else "",
        hanh_dong=item.hanh_dong,
        doi_tuong_loai=doi_tuong._meta.label_lower if doi_tuong is not None else "",
        doi_tuong_id=str(doi_tuong.pk) if doi_tuong is not None else "",
        doi_tuong_ten=str(doi_tuong)[:300] if doi_tuong is not None else "",
        du_lieu=_thanh_json(item.du_lieu or {}),
        ly_do=_thanh_chu(item.ly_do),
        ma_yeu_cau=yeu_cau.ma if yeu_cau else None,
        dia_chi=yeu_cau.dia_chi if yeu_cau else None,
    )


def _thanh_json(gia_tri: Any) -> Any:
    """Decimals, dates and floats as text, so that the JSON column gives back what was hashed.

    PostgreSQL rewrites floats (1e22, -0.0) and refuses NaN and the character 0.
    """
    if gia_tri is None or isinstance(gia_tri, bool | int):
        return gia_tri
    if isinstance(gia_tri, dict):
        return {_thanh_chu(k): _thanh_json(v) for k, v in gia_tri.items()}
    if isinstance(gia_tri, list | tuple):
        return [_thanh_json(v) for v in gia_tri]
    if isinstance(gia_tri, set | frozenset):
        return sorted(_thanh_chu(v) for v in gia_tri)
    return _thanh_chu(gia_tri)


def _thanh_chu(gia_tri: object) -> str:
    if isinstance(gia_tri, Decimal):
        return format(gia_tri, "f")
    if isinstance(gia_tri, datetime.date | datetime.datetime):
        return gia_tri.isoformat()
    return str(gia_tri).replace("\0", "")
