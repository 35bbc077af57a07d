"""The doors to stored files and background jobs."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.files.anh import AnhHong, bo_sieu_du_lieu
from cucctdp.files.choices import DA_KET_THUC, TrangThaiViec
from cucctdp.files.models import CongViec, Tep

KHOA_NHIP_WORKER = "nhip_worker"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


class DaHuy(Exception):
    """The user asked to cancel the job."""


def luu_tep(
    noi_dung: bytes,
    *,
    loai: str,
    ten: str,
    kieu_noi_dung: str,
    by: Any,
    don_vi: Any = None,
    doi_tuong: models.Model | None = None,
) -> Tep:
    """Store bytes under their SHA-256; the same content is kept once on disk.

    Pictures are stored without metadata (place, camera): the hash is of what is stored. Raises
    ValidationError for a picture that is broken.
    """
    try:
        noi_dung = bo_sieu_du_lieu(noi_dung, kieu_noi_dung)
    except AnhHong as exc:
        raise ValidationError(
            f"Tệp «{ten}» là ảnh hỏng hoặc chưa tải đủ. Mở ảnh, lưu lại rồi gửi tệp mới."
        ) from exc
    sha256 = hashlib.sha256(noi_dung).hexdigest()
    tep = Tep(
        loai=loai,
        ten=ten[:255],
        sha256=sha256,
        kich_thuoc=len(noi_dung),
        kieu_noi_dung=kieu_noi_dung,
        don_vi=don_vi,
        doi_tuong=doi_tuong,
        nguoi_tao=by,
    )
    ten_kho = f"{sha256[:2]}/{sha256}"
    kho = tep.tep.storage
    if kho.exists(ten_kho) and kho.size(ten_kho) == len(noi_dung):
        tep.tep.name = ten_kho
    else:
        tep.tep.save(ten, ContentFile(noi_dung), save=False)
    tep.save()
    return tep


def doc_tep(tep: Tep) -> bytes:
    """Return the stored bytes; ValueError when they no longer match the recorded hash."""
    with tep.tep.open("rb") as f:
        noi_dung: bytes = f.read()
    if hashlib.sha256(noi_dung).hexdigest() != tep.sha256:
        raise ValueError(f"Tệp «{tep.ten}» không còn đúng mã băm đã ghi.")
    return noi_dung


def tao_cong_viec(
    *, loai: str, ten: str, khoa: str, by: Any, don_vi: Any = None
) -> tuple[CongViec, bool]:
    """Return (job, created); an open job with the same key is returned instead of a second one."""
    dang_mo = CongViec.objects.filter(
        khoa=khoa, trang_thai__in=[TrangThaiViec.CHO, TrangThaiViec.DANG_CHAY]
    )
    while True:
        try:
            with transaction.atomic():
                viec = CongViec.objects.create(
                    loai=loai, ten=ten, khoa=khoa, nguoi_tao=by, don_vi=don_vi
                )
                return viec, True
        except IntegrityError as exc:
            if "congviec_mot_khoa_dang_mo" not in str(exc):
                raise
        # The open job may end between the two looks: then the key is free again.
        if viec := dang_mo.first():
            return viec, False


def chay_cong_viec(viec_id: int, lam: Callable[["TienDo"], Tep | None]) -> CongViec:
    """Run ``lam`` as the job: finished jobs are left alone, so a re-delivered task does nothing.

    ``lam`` gets a TienDo to report with and returns the result file or None. An exception marks
    the job as failed and is raised again, for Celery's log. A task delivered twice while the first
    worker lives waits for it, then finds the job finished; when that worker dies, it takes over.
    """
    with _mot_minh(viec_id):
        return _chay(viec_id, lam)


@contextmanager
def _mot_minh(viec_id: int) -> Iterator[None]:
    """Hold a lock of the database session; the server frees it when the worker is killed."""
    khoa = [f"cong_viec:{viec_id}"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", khoa)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", khoa)


def _chay(viec_id: int, lam: Callable[["TienDo"], Tep | None]) -> CongViec:
    with transaction.atomic():
        viec = CongViec.objects.select_for_update().get(pk=viec_id)
        if viec.trang_thai in DA_KET_THUC:
            return viec
        viec.trang_thai = TrangThaiViec.DANG_CHAY
        viec.so_lan_chay += 1
        viec.nhip_tim = timezone.now()
        viec.save()
    try:
        ket_qua = lam(TienDo(viec_id))
    except DaHuy:
        return _ket_thuc(viec_id, TrangThaiViec.HUY)
    except Exception as exc:
        _ket_thuc(viec_id, TrangThaiViec.LOI, loi=f"{type(exc).__name__}: {exc}")
        raise
    return _ket_thuc(viec_id, TrangThaiViec.XONG, ket_qua=ket_qua)


def _ket_thuc(viec_id: int, trang_thai: str, **gia_tri: Any) -> CongViec:
    with transaction.atomic():
        viec = CongViec.objects.select_for_update().get(pk=viec_id)
        viec.trang_thai = trang_thai
        viec.ket_thuc_luc = timezone.now()
        if trang_thai == TrangThaiViec.XONG:
            viec.phan_tram = 100
        for ten, gia in gia_tri.items():
            setattr(viec, ten, gia)
        viec.save()
    return viec


class TienDo:
    """Reports progress of one job and raises DaHuy when the user cancelled it."""

    def __init__(self, viec_id: int):
        self.viec_id = viec_id

    def bao(self, phan_tram: int, dong: str = "", *, xong: int = 0, tong: int = 0) -> None:
        """Set percent, optionally rows done, and append one log line."""
        viec = CongViec.objects.get(pk=self.viec_id)
        if viec.yeu_cau_huy:
            raise DaHuy
        luc = timezone.localtime()
        viec.phan_tram = min(phan_tram, 99)
        viec.so_dong_xong, viec.so_dong_tong = xong, tong
        viec.nhip_tim = timezone.now()
        if dong:
            viec.nhat_ky += f"{luc:%H:%M:%S} {dong}\n"
        viec.save(
            update_fields=["phan_tram", "so_dong_xong", "so_dong_tong", "nhip_tim", "nhat_ky"]
        )


def huy_cong_viec(viec: CongViec, *, by: Any) -> CongViec:
    """Ask a job to stop; one that has not begun is closed at once."""
    with transaction.atomic():
        viec = CongViec.objects.select_for_update().get(pk=viec.pk)
        if viec.trang_thai in DA_KET_THUC:
            return viec
        viec.yeu_cau_huy = True
        if viec.trang_thai == TrangThaiViec.CHO:
            viec.trang_thai = TrangThaiViec.HUY
            viec.ket_thuc_luc = timezone.now()
        viec.save()
        ghi("congviec.huy", viec, by=by)
    return viec


def worker_con_song() -> bool:
    """True when some worker reported within the last half minute."""
    return cache.get(KHOA_NHIP_WORKER) is not None
