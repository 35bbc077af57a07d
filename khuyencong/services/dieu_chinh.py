"""Adjusting or stopping an approved đề án by the authority matrix (Điều 11 TT 36/2013/TT-BCT)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from khuyencong.choices import DANG_CHAY, CapQuyetDinh, TrangThaiDeAn, ViecDieuChinh
from khuyencong.danh_muc import doc_danh_muc
from khuyencong.models import DeAn, DieuChinhDeAn
from khuyencong.services.so_cai import khoa_de_an
from khuyencong.workflow import khong_phai_ben_lap

_TT = DieuChinhDeAn.TrangThai


def cap_quyet_dinh(de_an: DeAn, viec: str, *, ngay: date) -> str:
    """The level that decides this change of this đề án on a day, by the dated matrix.

    Raises ValidationError when the matrix has no row for it.
    """
    dong = doc_danh_muc().tim_tham_quyen(
        viec=viec, nguon=de_an.nguon, hinh_thuc=de_an.hinh_thuc, ngay=ngay
    )
    if dong is None:
        raise ValidationError(
            f"Chưa có quy định thẩm quyền cho việc «{ViecDieuChinh(viec).label}»; "
            "bổ sung trong danh mục «Thẩm quyền điều chỉnh»."
        )
    return str(dong.cap)


@transaction.atomic
def de_nghi(
    de_an: DeAn,
    *,
    viec: str,
    noi_dung: str,
    truoc: Mapping[str, Any],
    sau: Mapping[str, Any],
    by: Any,
) -> DieuChinhDeAn:
    """Ask for a change. One registered by a Sở waits for the Sở's check of the site first."""
    de_an = khoa_de_an(de_an)
    if not by.has_perm("khuyencong.bao_cao_dean"):
        raise PermissionDenied("Tài khoản của bạn không có quyền đề nghị điều chỉnh.")
    if not DeAn.objects.visible_to(by).filter(pk=de_an.pk).exists():
        raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
    if cau := khong_phai_ben_lap(de_an, by):
        raise PermissionDenied(cau[0])
    if de_an.trang_thai not in (*DANG_CHAY, TrangThaiDeAn.XIN_NGUNG):
        raise ValidationError("Chỉ điều chỉnh đề án đã phê duyệt và chưa nghiệm thu xong.")
    cho_so = de_an.don_vi_id is not None
    dong = DieuChinhDeAn(
        de_an=de_an,
        viec=viec,
        noi_dung=noi_dung,
        truoc=dict(truoc),
        sau=dict(sau),
        cap=cap_quyet_dinh(de_an, viec, ngay=timezone.localdate()),
        trang_thai=_TT.CHO_SO if cho_so else _TT.CHO_DUYET,
        nguoi_lap=by,
    )
    dong.full_clean()
    dong.save()
    ghi("dean.de_nghi_dieu_chinh", de_an, by=by, ly_do=noi_dung, du_lieu={"viec": viec})
    return dong


@transaction.atomic
def so_xac_nhan(dong: DieuChinhDeAn, *, by: Any) -> DieuChinhDeAn:
    """The Sở confirms after checking the site; where the Sở itself decides this is not needed."""
    dong = DieuChinhDeAn.objects.select_for_update().get(pk=dong.pk)
    if not by.has_perm("khuyencong.tham_dinh_so_dean") or not by.la_so:
        raise PermissionDenied("Chỉ Sở Công Thương xác nhận.")
    if not DieuChinhDeAn.objects.visible_to(by).filter(pk=dong.pk).exists():
        raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
    if dong.nguoi_lap_id == by.pk:
        raise PermissionDenied("Người đề nghị không tự xác nhận.")
    if dong.trang_thai != _TT.CHO_SO:
        raise ValidationError("Đề nghị này không chờ Sở xác nhận.")
    dong.trang_thai = _TT.CHO_DUYET
    dong.save()
    ghi("dean.so_xac_nhan_dieu_chinh", dong.de_an, by=by, du_lieu={"dieu_chinh": dong.pk})
    return dong


def _duoc_quyet_dinh(dong: DieuChinhDeAn, by: Any) -> None:
    """The Cục enters the Ministry's and its own decisions, the Sở the province's and its own."""
    ben_cuc = dong.cap in (CapQuyetDinh.BO, CapQuyetDinh.CUC)
    quyen = "khuyencong.phe_duyet_dean" if dong.cap != CapQuyetDinh.SO else None
    quyen = quyen or "khuyencong.tham_dinh_so_dean"
    if not by.has_perm(quyen) or (by.la_cuc if not ben_cuc else by.la_so):
        raise PermissionDenied(
            f"Thẩm quyền điều chỉnh thuộc {dong.get_cap_display()} (KC26); "
            "tài khoản của bạn không ghi được quyết định này."
        )
    if not DieuChinhDeAn.objects.visible_to(by).filter(pk=dong.pk).exists():
        raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
    if dong.nguoi_lap_id == by.pk:
        raise PermissionDenied("Người đề nghị không tự quyết định.")


@transaction.atomic
def quyet_dinh(
    dong: DieuChinhDeAn, *, dong_y: bool, so_van_ban: str, ngay_van_ban: date, by: Any
) -> DieuChinhDeAn:
    """Enter the decision of the level of the matrix; the level is asked again on its day."""
    dong = DieuChinhDeAn.objects.select_for_update().get(pk=dong.pk)
    de_an = khoa_de_an(dong.de_an)
    dong.cap = cap_quyet_dinh(de_an, dong.viec, ngay=ngay_van_ban)
    _duoc_quyet_dinh(dong, by)
    if dong.trang_thai != _TT.CHO_DUYET and not (
        dong.trang_thai == _TT.CHO_SO and dong.cap == CapQuyetDinh.SO
    ):
        raise ValidationError(
            f"Đề nghị đang ở trạng thái «{dong.get_trang_thai_display()}», chưa quyết định được."
        )
    dong.trang_thai = _TT.DA_DUYET if dong_y else _TT.TU_CHOI
    dong.so_van_ban, dong.ngay_van_ban = so_van_ban, ngay_van_ban
    dong.full_clean()
    dong.save()
    if dong_y:
        _ap_dung(de_an, dong)
    ghi(
        "dean.quyet_dinh_dieu_chinh",
        de_an,
        by=by,
        du_lieu={"dong_y": dong_y, "viec": dong.viec, "so": so_van_ban},
    )
    return dong


def _ap_dung(de_an: DeAn, dong: DieuChinhDeAn) -> None:
    """A new end date takes effect here; sums and beneficiaries go through their own doors."""
    den_ngay = dong.sau.get("den_ngay")
    if dong.viec in (ViecDieuChinh.SANG_NAM_SAU, ViecDieuChinh.TRONG_NAM) and den_ngay:
        de_an.den_ngay = date.fromisoformat(den_ngay)
        de_an.full_clean()
        de_an.save()
