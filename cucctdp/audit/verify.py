"""Checks the chains: every hash, every number, every daily root."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.utils import timezone

from cucctdp.audit.models import GocNgay, SuKien, dang_chuan


@dataclass(frozen=True)
class Hong:
    """One break: which chain, at which number, what is wrong (a Vietnamese sentence)."""

    chuoi: str
    so: int
    mo_ta: str


def kiem_tra_chuoi(chuoi: str) -> list[Hong]:
    """Return the breaks of one chain, oldest first; memory stays flat for long chains."""
    hong: list[Hong] = []
    bam_truoc, so_truoc = "", 0
    for su_kien in SuKien.objects.filter(chuoi=chuoi).order_by("so").iterator(chunk_size=2000):
        if su_kien.so != so_truoc + 1:
            hong.append(Hong(chuoi, su_kien.so, f"Thiếu sự kiện số {so_truoc + 1}."))
        if su_kien.bam_truoc != bam_truoc:
            hong.append(Hong(chuoi, su_kien.so, "Băm trước không khớp sự kiện liền trước."))
        if su_kien.tinh_bam(su_kien.bam_truoc) != su_kien.bam:
            hong.append(Hong(chuoi, su_kien.so, "Nội dung sự kiện đã bị sửa sau khi ghi."))
        bam_truoc, so_truoc = su_kien.bam, su_kien.so
    return hong


def kiem_tra_tat_ca() -> list[Hong]:
    """Return all breaks: each chain, then each daily root against the chains."""
    hong = [h for chuoi in _cac_chuoi() for h in kiem_tra_chuoi(chuoi)]
    for goc in GocNgay.objects.order_by("ngay"):
        if tinh_goc(goc.dau_chuoi) != goc.goc:
            hong.append(Hong("goc_ngay", 0, f"Gốc ngày {goc.ngay:%d/%m/%Y} đã bị sửa."))
        hong += _so_voi_goc(goc)
    return hong


def _so_voi_goc(goc: GocNgay) -> list[Hong]:
    hong = []
    for chuoi, (so, bam) in sorted(goc.dau_chuoi.items()):
        that = SuKien.objects.filter(chuoi=chuoi, so=so).values_list("bam", flat=True).first()
        if that != bam:
            hong.append(
                Hong(chuoi, so, f"Khác gốc ngày {goc.ngay:%d/%m/%Y}: chuỗi đã bị cắt hoặc sửa.")
            )
    return hong


def _cac_chuoi() -> list[str]:
    return list(SuKien.objects.order_by("chuoi").values_list("chuoi", flat=True).distinct())


def dau_cac_chuoi(den: datetime | None = None) -> dict[str, list]:
    """Return {chain: [last number, last hash]} of events before ``den`` (all when None)."""
    su_kien = SuKien.objects.all() if den is None else SuKien.objects.filter(luc__lt=den)
    cuoi = dict(su_kien.order_by().values_list("chuoi").annotate(Max("so")))
    bam = {
        (s.chuoi, s.so): s.bam
        for s in SuKien.objects.filter(so__in=set(cuoi.values()), chuoi__in=cuoi).only(
            "chuoi", "so", "bam"
        )
    }
    return {chuoi: [so, bam[chuoi, so]] for chuoi, so in sorted(cuoi.items())}


def tinh_goc(dau_chuoi: dict[str, list]) -> str:
    """Return the root hash over chain heads."""
    return hashlib.sha256(dang_chuan(dau_chuoi).encode()).hexdigest()


def goc_hien_tai() -> str:
    """Return the root over all chains as they stand now (printed at the foot of briefings)."""
    return tinh_goc(dau_cac_chuoi())


def ghi_goc_ngay(ngay: date) -> GocNgay:
    """Store the root of a finished day once; a second call returns the stored row."""
    het_ngay = timezone.make_aware(datetime.combine(ngay + timedelta(days=1), time.min))
    dau = dau_cac_chuoi(het_ngay)
    goc, _ = GocNgay.objects.get_or_create(
        ngay=ngay,
        defaults={
            "dau_chuoi": dau,
            "goc": tinh_goc(dau),
            "so_su_kien": sum(so for so, _ in dau.values()),
        },
    )
    return goc
