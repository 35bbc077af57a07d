"""Many papers of a round as one PDF: parts set by as many workers as there are, then joined.

The job of the round and those of its parts are ``CongViec`` rows: whoever finishes the last part
joins them. A message delivered twice finds the work done; a lost one is sent again by asking again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
from sanpham_tieubieu.models import KyBinhChon
from sanpham_tieubieu.quyen_tep import duoc_in


class PhanHong(Exception):
    """A part could not be set; the text is Vietnamese."""


@dataclass(frozen=True, slots=True)
class LoaiIn:
    """A kind of print-out: ``loai`` of its files and jobs, how one part is set from its key.

    ``su_kien``: what the audit chain calls it; ``trong``: the sentence when there is nothing.
    """

    loai: str
    ten: str
    ten_tep: str
    su_kien: str
    trong: str
    ve: Callable[[KyBinhChon, str], bytes]


@transaction.atomic
def yeu_cau(
    ban: LoaiIn,
    ky: KyBinhChon,
    khuc: Sequence[tuple[str, int]],
    *,
    gui: Callable[[int], Any],
    by: Any,
) -> tuple[CongViec, bool]:
    """Queue a print-out: (job, made now). An open job is returned instead of a second one.

    ``khuc``: key of each part and how many papers it holds; ``gui`` sends the task of a part. An
    open job without a sign of life is queued again. Raises PermissionDenied without the right,
    ValidationError when there is nothing to print.
    """
    if not duoc_in(by, ky, ban.loai):
        raise PermissionDenied("Tài khoản của bạn không in giấy tờ này của kỳ.")
    if not khuc:
        raise ValidationError(ban.trong)
    viec, moi = tao_cong_viec(
        loai=ban.loai,
        ten=f"{ban.ten} – {ky}"[:255],
        khoa=f"{ban.loai}:{ky.pk}",
        by=by,
        don_vi=ky.don_vi,
    )
    if moi:
        CongViec.objects.filter(pk=viec.pk).update(so_dong_tong=sum(so for _, so in khuc))
        phan = [_tao_phan(ban, ky, viec, ma, so, by) for ma, so in khuc]
    elif (viec.nhip_tim or viec.tao_luc) < timezone.now() - timedelta(
        seconds=settings.VIEC_TREO_SAU
    ):
        phan = list(_cac_phan(viec).values_list("pk", flat=True))
    else:
        return viec, False
    for pk in phan:
        transaction.on_commit(partial(gui, pk))
    return viec, moi


def _tao_phan(ban: LoaiIn, ky: KyBinhChon, viec: CongViec, ma: str, so: int, by: Any) -> int:
    """One part; its key names the round, the job, then what it holds."""
    phan, _ = tao_cong_viec(
        loai=ban.loai,
        ten=f"{ban.ten} – {ky}, phần {ma} ({so})"[:255],
        khoa=f"{ban.loai}:{ky.pk}:{viec.pk}:{ma}",
        by=by,
        don_vi=ky.don_vi,
    )
    return int(phan.pk)


def _cac_phan(viec: CongViec) -> QuerySet[CongViec]:
    return CongViec.objects.filter(
        loai=viec.loai, khoa__startswith=f"{viec.khoa}:{viec.pk}:"
    ).order_by("pk")


def in_phan(ban: LoaiIn, phan_id: int) -> None:
    """Set one part; the last one to end joins them all. Done twice it does nothing."""
    phan = CongViec.objects.select_related("nguoi_tao", "don_vi").get(pk=phan_id, loai=ban.loai)
    _, ky_id, viec_id, ma = phan.khoa.split(":")
    ky = KyBinhChon.objects.get(pk=int(ky_id))

    def lam(_tien_do: TienDo) -> Tep:
        if CongViec.objects.filter(pk=int(viec_id), trang_thai__in=DA_KET_THUC).exists():
            raise DaHuy
        return _luu(ban, ban.ve(ky, ma), ky, phan, f"-{ma}")

    try:
        chay_cong_viec(phan_id, lam)
    except Exception as loi:
        _hong(int(viec_id), f"Không in được phần {ma}: {loi}")
        raise
    _ghep_khi_du(ban, int(viec_id), ky)


def _hong(viec_id: int, cau: str) -> None:
    """One part failed: so did the job, with the sentence that says which."""

    def lam(_tien_do: TienDo) -> Tep:
        raise PhanHong(cau)

    try:
        chay_cong_viec(viec_id, lam)
    except PhanHong:
        return


def _ghep_khi_du(ban: LoaiIn, viec_id: int, ky: KyBinhChon) -> None:
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
            tep = _luu(ban, ghep([doc_tep(p.ket_qua) for p in xong if p.ket_qua]), ky, viec)
            ghi(ban.su_kien, ky, by=viec.nguoi_tao, du_lieu={"so_to": tong})
        return tep

    chay_cong_viec(viec_id, lam)


def ghep(cac: Sequence[bytes]) -> bytes:
    """PDFs one after the other as one."""
    viet, ra = PdfWriter(), io.BytesIO()
    for noi_dung in cac:
        viet.append(io.BytesIO(noi_dung))
    viet.write(ra)
    return ra.getvalue()


def _luu(ban: LoaiIn, noi_dung: bytes, ky: KyBinhChon, viec: CongViec, duoi: str = "") -> Tep:
    return luu_tep(
        noi_dung,
        loai=ban.loai,
        ten=f"{ban.ten_tep}-{ky.cap}-{ky.nam}{duoi}.pdf",
        kieu_noi_dung=PDF,
        by=viec.nguoi_tao,
        don_vi=viec.don_vi,
        doi_tuong=ky,
    )
