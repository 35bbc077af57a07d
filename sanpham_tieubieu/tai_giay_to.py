"""Downloads of papers, the same addresses for the admin and the portals.

``sp_giay_to`` is the page that lists what a round can print for the account; ``sp_giay_to_ky`` and
``sp_giay_to_ho_so`` one paper (``?dong=<id>`` where there are several), ``sp_phieu_trang`` and
``sp_phieu_cham`` a scoring sheet, ``sp_giay_chung_nhan`` a certificate, ``sp_in_ca_ky`` all
certificates or blank sheets of a round by a job whose page is ``sp_viec_in``. Who reads what is
said in ``giay_to.danh_sach``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cucctdp.files.choices import DA_KET_THUC
from cucctdp.files.models import CongViec
from cucctdp.files.services import PDF, worker_con_song
from cucctdp.formats.chu import slug
from cucctdp.pdf.render import PdfError
from cucctdp.van_ban import DOCX, ToGiay, ban_pdf, ban_word
from sanpham_tieubieu.choices import TrangThaiHoSo, TrangThaiKhung
from sanpham_tieubieu.giay_to import giay_chung_nhan
from sanpham_tieubieu.giay_to.danh_sach import (
    cac_giay_ho_so,
    cac_giay_ky,
    dung_giay_ho_so,
    dung_giay_ky,
    hoan_chinh_phieu,
)
from sanpham_tieubieu.giay_to.du_lieu import doc_ky
from sanpham_tieubieu.giay_to.phieu_cham import phieu_cham
from sanpham_tieubieu.models import (
    GiayChungNhan,
    HoSoDangKy,
    KhungDiem,
    KyBinhChon,
    PhanCong,
    PhieuCham,
    ThanhVienBan,
)
from sanpham_tieubieu.quyen_diem import xem_diem_duoc
from sanpham_tieubieu.quyen_ky import APP
from sanpham_tieubieu.quyen_tep import IN_GIAY_CHUNG_NHAN, IN_PHIEU_TRANG, duoc_in
from sanpham_tieubieu.services.in_giay import giay_cua_ky, yeu_cau_in
from sanpham_tieubieu.services.in_phieu import cho_in, yeu_cau_in_phieu

_DINH_DANG = {"pdf": (ban_pdf, PDF), "docx": (ban_word, DOCX)}
_KHONG_CO = "Không có giấy tờ này."


def lay_ky(user: Any, pk: int) -> KyBinhChon:
    """A round whose papers an account may look at: it sees the round, or sits in one of its bodies.

    Raises PermissionDenied without the right, Http404 outside its scope.
    """
    trong_ban = ThanhVienBan.objects.filter(nhan_su__tai_khoan=user, thoi_tu__isnull=True)
    ky = KyBinhChon.objects.filter(pk=pk, cac_ban__in=trong_ban.values("ban")).first()
    if ky is not None and user.is_active:
        return ky
    if not user.has_perm(f"{APP}.view_kybinhchon"):
        raise PermissionDenied("Tài khoản của bạn không xem các kỳ bình chọn.")
    ky = KyBinhChon.objects.visible_to(user).filter(pk=pk).distinct().first()
    if ky is None:
        raise Http404("Không có kỳ bình chọn này.")
    return ky


def lay_ho_so(user: Any, pk: int) -> HoSoDangKy:
    """A dossier whose papers an account may read; a draft is its own side's.

    Raises PermissionDenied without the right, Http404 outside its scope.
    """
    if not user.has_perm(f"{APP}.view_hosodangky"):
        raise PermissionDenied("Tài khoản của bạn không xem hồ sơ bình chọn.")
    h = HoSoDangKy.objects.visible_to(user).filter(pk=pk).select_related("ky").first()
    if h is None or (h.trang_thai == TrangThaiHoSo.NHAP and user.pham_vi_don_vi() is None):
        raise Http404("Không có hồ sơ này.")
    return h


@login_required
@require_safe
def cac_giay_to(request: HttpRequest, pk: int) -> HttpResponse:
    """What the round can print now for this account, and its certificates."""
    ky = lay_ky(request.user, pk)
    k = doc_ky(ky)
    ngu_canh = {
        "ky": ky,
        "cac_giay": cac_giay_ky(k, request.user),
        "cac_ban_in": [
            {
                "ma": ma,
                "tieu_de": tieu_de,
                "so": dem(ky).count(),
                "viec": _viec_cuoi(ky, loai),
            }
            for ma, (loai, tieu_de, dem, _) in _BAN_IN.items()
            if duoc_in(request.user, ky, loai)
        ],
    }
    return render(request, "binh_chon/giay_to.html", ngu_canh)


@login_required
@require_safe
def tai_giay_ky(request: HttpRequest, pk: int, ma: str, dinh_dang: str) -> HttpResponse:
    """One paper of a round as an attachment.

    404 when there is none now, 403 for whom it is not or before the opening minute of the scores.
    """
    ky = lay_ky(request.user, pk)
    try:
        to = dung_giay_ky(ma, doc_ky(ky), request.user, _dong(request))
    except ValidationError as loi:
        raise Http404(_KHONG_CO) from loi
    return _tra(to, dinh_dang, f"{ma}-{ky.cap}-{ky.nam}-{ky.pk}")


@login_required
@require_safe
def tai_giay_ho_so(request: HttpRequest, pk: int, ma: str, dinh_dang: str) -> HttpResponse:
    """One paper of a dossier as an attachment; 404 when there is none now."""
    h = lay_ho_so(request.user, pk)
    if ma not in {g.ma for g in cac_giay_ho_so(h)}:
        raise Http404(_KHONG_CO)
    return _tra(dung_giay_ho_so(ma, h), dinh_dang, f"{ma}-{slug(h.ten_san_pham)[:60]}-{h.pk}")


@login_required
@require_safe
def tai_phieu_trang(request: HttpRequest, pk: int, dinh_dang: str) -> HttpResponse:
    """The blank sheet of one assignment: for its judge, and for who runs the round."""
    p = (
        PhanCong.objects.filter(pk=pk)
        .select_related("ho_so__ky", "giam_khao__nhan_su", "giam_khao__ban")
        .first()
    )
    if p is None or not (
        p.giam_khao.nhan_su.tai_khoan_id == request.user.pk
        or duoc_in(request.user, p.ho_so.ky, IN_PHIEU_TRANG)
    ):
        raise Http404(_KHONG_CO)
    khung = (
        KhungDiem.objects.filter(
            ky=p.ho_so.ky, ma_nhom=p.ho_so.ma_nhom, trang_thai=TrangThaiKhung.DA_DUYET
        )
        .prefetch_related("tieu_chi")
        .first()
    )
    if khung is None:
        raise Http404("Nhóm của sản phẩm chưa có khung điểm được phê duyệt.")
    k = doc_ky(p.ho_so.ky)
    to = hoan_chinh_phieu(k, phieu_cham(k, p.ho_so, p.giam_khao, khung), p.ho_so.ma_so)
    return _tra(to, dinh_dang, f"phieu-cham-trang-{p.pk}")


@login_required
@require_safe
def tai_phieu_cham(request: HttpRequest, pk: int, dinh_dang: str) -> HttpResponse:
    """A filled sheet: of one's own at any time, of others once the scores are open.

    404 for everybody else, so that an address tells nothing about a sheet.
    """
    cac = PhieuCham.objects.select_related(
        "ho_so__ky", "giam_khao__nhan_su", "khung"
    ).prefetch_related("khung__tieu_chi", "cac_diem")
    p = cac.cua_giam_khao(request.user).filter(pk=pk).first()
    if p is None:
        p = cac.da_mo().filter(pk=pk).first()
        if p is None or not xem_diem_duoc(request.user, p.ho_so.ky):
            raise Http404(_KHONG_CO)
    k = doc_ky(p.ho_so.ky)
    to = phieu_cham(k, p.ho_so, p.giam_khao, p.khung, p)
    return _tra(hoan_chinh_phieu(k, to, p.ho_so.ma_so), dinh_dang, f"phieu-cham-{p.pk}")


@login_required
@require_safe
def tai_giay_chung_nhan(request: HttpRequest, pk: int) -> HttpResponse:
    """One certificate as PDF: for its establishment, its commune, its Sở, the Cục."""
    user: Any = request.user
    if not any(user.has_perm(f"{APP}.{q}") for q in ("view_giaychungnhan", "view_sanpham")):
        raise PermissionDenied("Tài khoản của bạn không xem giấy chứng nhận.")
    if not GiayChungNhan.objects.visible_to(user).filter(pk=pk).exists():
        raise Http404("Không có giấy chứng nhận này.")
    cac = giay_chung_nhan.doc_giay([pk])
    try:
        noi_dung = giay_chung_nhan.ban_pdf(cac)
    except PdfError as loi:
        return _khong_in(loi)
    return _tep(noi_dung, PDF, f"giay-chung-nhan-{slug(cac[0].so)}.pdf")


# What is printed for a whole round, by the word in its address.
_BAN_IN: dict[str, tuple[str, str, Callable[[KyBinhChon], Any], Callable[..., Any]]] = {
    "giay-chung-nhan": (IN_GIAY_CHUNG_NHAN, "Giấy chứng nhận", giay_cua_ky, yeu_cau_in),
    "phieu-trang": (IN_PHIEU_TRANG, "Phiếu chấm trống", cho_in, yeu_cau_in_phieu),
}


def _viec_cuoi(ky: KyBinhChon, loai: str) -> CongViec | None:
    return CongViec.objects.filter(loai=loai, khoa=f"{loai}:{ky.pk}").order_by("-pk").first()


@login_required
@require_POST
def in_ca_ky(request: HttpRequest, pk: int, ma: str) -> HttpResponse:
    """Queue a print-out of a whole round and go to its progress; an open job is found again."""
    if ma not in _BAN_IN:
        raise Http404(_KHONG_CO)
    ky = lay_ky(request.user, pk)
    try:
        viec, moi = _BAN_IN[ma][3](ky, by=request.user)
    except ValidationError as loi:
        messages.error(request, loi.messages[0])
        return redirect("sp_giay_to", ky.pk)
    if not moi:
        messages.info(request, "Lần in trước của kỳ này còn đang chạy.")
    return redirect("sp_viec_in", viec.pk)


@login_required
@require_safe
def viec_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The job of a print-out: progress, then the file."""
    loai = [dong[0] for dong in _BAN_IN.values()]
    viec = CongViec.objects.filter(pk=pk, loai__in=loai).select_related("ket_qua").first()
    khoa = viec.khoa.split(":") if viec is not None else []
    ky = KyBinhChon.objects.filter(pk=int(khoa[1])).first() if len(khoa) == 2 else None
    if viec is None or ky is None or not duoc_in(request.user, ky, viec.loai):
        raise Http404("Không có việc này.")
    ngu_canh = {
        "viec": viec,
        "ky": ky,
        "dang_chay": viec.trang_thai not in DA_KET_THUC,
        "worker": worker_con_song(),
    }
    return render(request, "binh_chon/viec_in.html", ngu_canh)


def _dong(request: HttpRequest) -> int | None:
    """``?dong=`` as a number. Raises Http404 when it is something else."""
    chu = request.GET.get("dong", "")
    if not chu:
        return None
    if not chu.isascii() or not chu.isdecimal() or len(chu) > 18:
        raise Http404(_KHONG_CO)
    return int(chu)


def _tra(to: ToGiay, dinh_dang: str, ten: str) -> HttpResponse:
    """The paper as a file; 409 with a sentence when a text cannot be set."""
    ve, kieu = _DINH_DANG[dinh_dang]
    try:
        return _tep(ve(to), kieu, f"{ten}.{dinh_dang}")
    except PdfError as loi:
        return _khong_in(loi)


def _khong_in(loi: PdfError) -> HttpResponse:
    return HttpResponse(str(loi), status=409, content_type="text/plain; charset=utf-8")


def _tep(noi_dung: bytes, kieu: str, ten: str) -> HttpResponse:
    tra = HttpResponse(noi_dung, content_type=kieu)
    tra["Content-Disposition"] = f'attachment; filename="{ten}"'
    tra["X-Content-Type-Options"] = "nosniff"
    tra["Cache-Control"] = "private, no-store"
    return tra
