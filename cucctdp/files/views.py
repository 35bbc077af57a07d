"""The only way to a stored file; asks permission each time."""

from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404

from cucctdp.audit.record import ghi
from cucctdp.files.models import CongViec, Tep
from cucctdp.files.quyen import duoc_tai, so_dong_tai
from cucctdp.files.services import doc_tep, worker_con_song


@login_required
def tai_tep(request, pk):
    """One file as an attachment, exactly the bytes whose hash is recorded.

    404 when it does not exist, is not the user's, or was changed on disk.
    """
    tep = get_object_or_404(Tep, pk=pk)
    if not duoc_tai(request.user, tep):
        raise Http404("Không có tệp này.")
    try:
        noi_dung = doc_tep(tep)
    except (OSError, ValueError) as exc:
        raise Http404("Tệp không còn nguyên vẹn trong kho, hãy báo quản trị hệ thống.") from exc
    du_lieu = {"sha256": tep.sha256}
    if (so_dong := so_dong_tai(tep)) is not None:
        du_lieu["so_dong"] = so_dong
    ghi("tep.tai", tep, by=request.user, du_lieu=du_lieu)
    response = FileResponse(
        BytesIO(noi_dung), as_attachment=True, filename=tep.ten, content_type=tep.kieu_noi_dung
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _duoc_xem_viec(user, viec):
    """The maker, and whoever may read the result; a job is of the kind of the file it makes."""
    if viec.nguoi_tao_id == user.pk:
        return True
    return duoc_tai(user, viec.ket_qua or Tep(loai=viec.loai, don_vi=viec.don_vi))


@login_required
def trang_thai_viec(request, pk):
    """Progress of a job, for the progress bar: the user's own, or one whose result is theirs.

    404 for everybody else.
    """
    viec = get_object_or_404(CongViec.objects.select_related("ket_qua"), pk=pk)
    if not _duoc_xem_viec(request.user, viec):
        raise Http404("Không có việc này.")
    return JsonResponse(
        {
            "trang_thai": viec.trang_thai,
            "nhan": viec.get_trang_thai_display(),
            "phan_tram": viec.phan_tram,
            "so_dong_xong": viec.so_dong_xong,
            "so_dong_tong": viec.so_dong_tong,
            "loi": bool(viec.loi),
            "worker": worker_con_song(),
        }
    )
