"""The one door for writing events; call it inside the transaction of the change itself."""

import dataclasses
import datetime
import json
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
    """Append one event; ``chuoi`` defaults to the object's ``chuoi_nhat_ky`` or the system chain."""
    return ghi_nhieu([BanGhi(hanh_dong, doi_tuong, by, du_lieu, ly_do, chuoi)])[0]


@transaction.atomic
def ghi_nhieu(ban_ghi: list[BanGhi]) -> list[SuKien]:
    """Append events in order; locks each chain once, in one fixed order, so writers never deadlock."""
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
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"nhat_ky:{chuoi}"]
        )
    dau = SuKien.objects.filter(chuoi=chuoi).order_by("-so").values_list("so", "bam").first()
    return dau or (0, "")


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
        du_lieu=json.loads(json.dumps(item.du_lieu or {}, default=_thanh_chu)),
        ly_do=item.ly_do,
        ma_yeu_cau=yeu_cau.ma if yeu_cau else None,
        dia_chi=yeu_cau.dia_chi if yeu_cau else None,
    )


def _thanh_chu(gia_tri: object) -> str:
    """Decimals and dates as text, so that the JSON column gives back exactly what was hashed."""
    if isinstance(gia_tri, Decimal):
        return format(gia_tri, "f")
    if isinstance(gia_tri, datetime.date | datetime.datetime):
        return gia_tri.isoformat()
    return str(gia_tri)
