"""All certificates of a round as one PDF, in parts of a few pages each."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from cucctdp.files.models import CongViec
from sanpham_tieubieu.giay_to.giay_chung_nhan import ban_pdf, doc_giay
from sanpham_tieubieu.models import GiayChungNhan, KyBinhChon
from sanpham_tieubieu.quyen_tep import IN_GIAY_CHUNG_NHAN
from sanpham_tieubieu.services import in_hang_loat

# The printing engine's time grows faster than the pages: short parts are quick ones.
MOI_PHAN = 25


def giay_cua_ky(ky: KyBinhChon) -> QuerySet[GiayChungNhan]:
    """Certificates of the round that hold as papers: neither revoked nor replaced."""
    return GiayChungNhan.objects.filter(
        ho_so__ky=ky, thu_hoi_ngay__isnull=True, thay_boi__isnull=True
    )


def yeu_cau_in(ky: KyBinhChon, *, by: Any, moi_phan: int = MOI_PHAN) -> tuple[CongViec, bool]:
    """Queue the certificates of a round: (job, made now); errors as ``in_hang_loat.yeu_cau``."""
    from sanpham_tieubieu.tasks import in_giay_phan

    cac = list(giay_cua_ky(ky).order_by("pk").values_list("pk", flat=True))
    khuc = [cac[i : i + moi_phan] for i in range(0, len(cac), moi_phan)]
    phan = [(f"{k[0]}-{k[-1]}", len(k)) for k in khuc]
    return in_hang_loat.yeu_cau(LOAI, ky, phan, gui=in_giay_phan.delay, by=by)


def in_phan(phan_id: int) -> None:
    """Set one part of the certificates; the last one joins them."""
    in_hang_loat.in_phan(LOAI, phan_id)


def _ve(ky: KyBinhChon, ma: str) -> bytes:
    """Certificates from one id to another."""
    tu, den = ma.split("-")
    so = giay_cua_ky(ky).filter(pk__range=(int(tu), int(den))).values_list("pk", flat=True)
    return ban_pdf(sorted(doc_giay(so), key=lambda g: g.pk))


LOAI = in_hang_loat.LoaiIn(
    loai=IN_GIAY_CHUNG_NHAN,
    ten="Giấy chứng nhận",
    ten_tep="giay-chung-nhan",
    su_kien="giaychungnhan.in",
    trong="Kỳ này chưa cấp giấy chứng nhận nào.",
    ve=_ve,
)
