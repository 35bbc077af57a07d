"""All certificates of a round as one PDF: parts set by as many workers as there are, then joined.

The job of the round and those of its parts are ``CongViec`` rows: whoever finishes the last part
joins them. A message delivered twice finds the work done; a lost one is sent again by asking again.
"""

from __future__ import annotations

import io
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from pypdf import PdfWriter

from cucctdp.audit.record import ghi
from cucctdp.files.choices import DA_KET_THUC, TrangThaiViec
from cucctdp.files.models import CongViec, Tep
from cucctdp.files.services import (
    PDF,
    DaHuy,
    TienDo,
    chay_cong_viec,
    doc_tep,
    luu_tep,
    tao_cong_viec,
)
from sanpham_tieubieu.giay_to.giay_chung_nhan import ban_pdf, doc_giay
from sanpham_tieubieu.models import GiayChungNhan, KyBinhChon
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc
from sanpham_tieubieu.quyen_tep import IN_GIAY_CHUNG_NHAN

MOI_PHAN = 25
_QUYEN = ("dieu_hanh_ky", "ky_quyet_dinh")


class PhanHong(Exception):
    """A part could not be set; the text is Vietnamese."""


def duoc_in(user: Any, ky: KyBinhChon) -> bool:
    """Whether the account prints the certificates of the round: as ``quyen_tep`` lets download."""
    return any(dieu_hanh_duoc(user, ky, q) for q in _QUYEN)


def giay_cua_ky(ky: KyBinhChon) -> QuerySet[GiayChungNhan]:
    """Certificates of the round that hold as papers: neither revoked nor replaced."""
    return GiayChungNhan.objects.filter(
        ho_so__ky=ky, thu_hoi_ngay__isnull=True, thay_boi__isnull=True
    )


@transaction.atomic
def yeu_cau_in(ky: KyBinhChon, *, by: Any, moi_phan: int = MOI_PHAN) -> tuple[CongViec, bool]:
    """Queue the certificates of a round: (job, made now). An open job is returned instead.

    An open job without a sign of life is queued again. Raises PermissionDenied without the right,
    ValidationError when the round has no certificate.
    """
    from sanpham_tieubieu.tasks import in_giay_phan

    if not duoc_in(by, ky):
        raise PermissionDenied("Tài khoản của bạn không in giấy chứng nhận của kỳ này.")
    cac = list(giay_cua_ky(ky).order_by("pk").values_list("pk", flat=True))
    if not cac:
        raise ValidationError("Kỳ này chưa cấp giấy chứng nhận nào.")
    viec, moi = tao_cong_viec(
        loai=IN_GIAY_CHUNG_NHAN,
        ten=f"Giấy chứng nhận – {ky}"[:255],
        khoa=f"{IN_GIAY_CHUNG_NHAN}:{ky.pk}",
        by=by,
        don_vi=ky.don_vi,
    )
    if moi:
        CongViec.objects.filter(pk=viec.pk).update(so_dong_tong=len(cac))
        cac_khuc = [cac[i : i + moi_phan] for i in range(0, len(cac), moi_phan)]
        phan = [_tao_phan(ky, viec, k, by) for k in cac_khuc]
    elif (viec.nhip_tim or viec.tao_luc) < timezone.now() - timedelta(
        seconds=settings.VIEC_TREO_SAU
    ):
        phan = list(_cac_phan(viec).values_list("pk", flat=True))
    else:
        return viec, False
    for pk in phan:
        transaction.on_commit(partial(in_giay_phan.delay, pk))
    return viec, moi


def _tao_phan(ky: KyBinhChon, viec: CongViec, cac: list[int], by: Any) -> int:
    """One part: its key names the job and the first and last certificate."""
    phan, _ = tao_cong_viec(
        loai=IN_GIAY_CHUNG_NHAN,
        ten=f"Giấy chứng nhận – {ky}, {len(cac)} giấy"[:255],
        khoa=f"{IN_GIAY_CHUNG_NHAN}:{ky.pk}:{viec.pk}:{cac[0]}:{cac[-1]}",
        by=by,
        don_vi=ky.don_vi,
    )
    return int(phan.pk)


def _cac_phan(viec: CongViec) -> QuerySet[CongViec]:
    return CongViec.objects.filter(
        loai=IN_GIAY_CHUNG_NHAN, khoa__startswith=f"{viec.khoa}:{viec.pk}:"
    ).order_by("pk")


def in_phan(phan_id: int) -> None:
    """Set one part; the last one to end joins them all. Done twice it does nothing."""
    phan = CongViec.objects.select_related("nguoi_tao", "don_vi").get(pk=phan_id)
    _, ky_id, viec_id, tu, den = phan.khoa.split(":")
    ky = KyBinhChon.objects.get(pk=int(ky_id))

    def lam(_tien_do: TienDo) -> Tep:
        if CongViec.objects.filter(pk=int(viec_id), trang_thai__in=DA_KET_THUC).exists():
            raise DaHuy
        so = giay_cua_ky(ky).filter(pk__range=(int(tu), int(den))).values_list("pk", flat=True)
        noi_dung = ban_pdf(sorted(doc_giay(so), key=lambda g: g.pk))
        return _luu(noi_dung, f"giay-chung-nhan-{ky.cap}-{ky.nam}-{tu}-{den}.pdf", ky, phan)

    try:
        chay_cong_viec(phan_id, lam)
    except Exception as loi:
        cau = f"Không in được các giấy từ số {tu} đến {den}: {loi}"
        _hong(int(viec_id), cau)
        raise
    _ghep_khi_du(int(viec_id), ky)


def _hong(viec_id: int, cau: str) -> None:
    """One part failed: so did the job, with the sentence that says which."""

    def lam(_tien_do: TienDo) -> Tep:
        raise PhanHong(cau)

    try:
        chay_cong_viec(viec_id, lam)
    except PhanHong:
        return


def _ghep_khi_du(viec_id: int, ky: KyBinhChon) -> None:
    """Tell how far the job is; with every part done, join them."""
    viec = CongViec.objects.select_related("nguoi_tao", "don_vi").get(pk=viec_id)
    if viec.trang_thai in DA_KET_THUC:
        return
    cac = list(_cac_phan(viec).select_related("ket_qua"))
    xong = [p for p in cac if p.trang_thai == TrangThaiViec.XONG]
    tong = viec.so_dong_tong
    if len(xong) < len(cac):
        CongViec.objects.filter(pk=viec_id).update(
            phan_tram=90 * len(xong) // len(cac),
            so_dong_xong=tong * len(xong) // len(cac),
            nhip_tim=timezone.now(),
        )
        return

    def lam(tien_do: TienDo) -> Tep:
        tien_do.bao(95, "Đã dựng các phần, đang ghép.", xong=tong, tong=tong)
        with transaction.atomic():
            tep = _luu(_ghep(xong), f"giay-chung-nhan-{ky.cap}-{ky.nam}.pdf", ky, viec)
            ghi("giaychungnhan.in", ky, by=viec.nguoi_tao, du_lieu={"so_giay": tong})
        return tep

    chay_cong_viec(viec_id, lam)


def _ghep(cac_phan: list[CongViec]) -> bytes:
    ghep, ra = PdfWriter(), io.BytesIO()
    for p in cac_phan:
        assert p.ket_qua is not None
        ghep.append(io.BytesIO(doc_tep(p.ket_qua)))
    ghep.write(ra)
    return ra.getvalue()


def _luu(noi_dung: bytes, ten: str, ky: KyBinhChon, viec: CongViec) -> Tep:
    return luu_tep(
        noi_dung,
        loai=IN_GIAY_CHUNG_NHAN,
        ten=ten,
        kieu_noi_dung=PDF,
        by=viec.nguoi_tao,
        don_vi=viec.don_vi,
        doi_tuong=ky,
    )
