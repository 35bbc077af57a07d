"""Adjusting or stopping an approved đề án by the authority matrix (Điều 11 TT 36/2013/TT-BCT)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from khuyencong.choices import DANG_CHAY, CapQuyetDinh, Nguon, TrangThaiDeAn, ViecDieuChinh
from khuyencong.danh_muc import doc_danh_muc
from khuyencong.doi_de_an import hien_tai
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import DeAn, DieuChinhDeAn
from khuyencong.services.dieu_chinh_ap_dung import ap_dung, loi_doi
from khuyencong.services.ngay import khong_sau_hom_nay
from khuyencong.services.so_cai import khoa_de_an
from khuyencong.workflow import khong_phai_ben_lap

_TT = DieuChinhDeAn.TrangThai
# Decisions that the Cục enters.
_CUA_CUC = (CapQuyetDinh.BO, CapQuyetDinh.CUC)
_QUYEN_CUC = ("tham_dinh_bo", "ky_hop_dong")
DIEU_CHINH_DUOC = (*DANG_CHAY, TrangThaiDeAn.XIN_NGUNG)


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


def khong_duoc_de_nghi(de_an: DeAn, by: Any) -> list[str]:
    """Why an account may not ask for a change; empty when it may.

    Who carries the đề án asks; of the national programme the Cục may ask too (it submits what the
    Ministry decides, Điều 11 TT 36/2013/TT-BCT).
    """
    if by.la_cuc:
        quyen = any(by.has_perm(f"khuyencong.{q}_dean") for q in _QUYEN_CUC)
        if quyen and de_an.nguon == Nguon.KCQG:
            return []
    if not by.has_perm("khuyencong.bao_cao_dean"):
        return ["Tài khoản của bạn không có quyền đề nghị điều chỉnh."]
    return khong_phai_ben_lap(de_an, by)


@transaction.atomic
def de_nghi(
    de_an: DeAn,
    *,
    viec: str,
    noi_dung: str,
    sau: Mapping[str, Any],
    by: Any,
) -> DieuChinhDeAn:
    """Ask for a change: ``sau`` are the new values by the keys of ``doi_de_an``.

    What stands today is recorded beside them; values that stay are left out. One registered by a
    Sở waits for the Sở's check of the site first. Raises ValidationError with every fault.
    """
    de_an = khoa_de_an(de_an)
    if cau := khong_duoc_de_nghi(de_an, by):
        raise PermissionDenied(cau[0])
    if not DeAn.objects.visible_to(by).filter(pk=de_an.pk).exists():
        raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
    if de_an.trang_thai not in DIEU_CHINH_DUOC:
        raise ValidationError("Chỉ điều chỉnh đề án đã phê duyệt và chưa nghiệm thu xong.")
    if viec == ViecDieuChinh.NGUNG:
        raise ValidationError("Ngừng đề án: dùng bước «Đề nghị ngừng đề án».")
    h = doc_ho_so(de_an)
    if loi := loi_doi(h, viec, sau):
        raise ValidationError(loi)
    co = hien_tai(h, viec)
    cho_so = de_an.don_vi_id is not None
    dong = DieuChinhDeAn(
        de_an=de_an,
        viec=viec,
        noi_dung=noi_dung,
        truoc={k: co[k] for k, gia in sau.items() if gia != co[k]},
        sau={k: gia for k, gia in sau.items() if gia != co[k]},
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


def _dung_cap(dong: DieuChinhDeAn, by: Any) -> None:
    """The Cục enters the Ministry's and its own decisions, the Sở the province's and its own."""
    ben_cuc = dong.cap in _CUA_CUC
    quyen = "khuyencong.phe_duyet_dean" if dong.cap != CapQuyetDinh.SO else None
    quyen = quyen or "khuyencong.tham_dinh_so_dean"
    if not by.has_perm(quyen) or (by.la_cuc if not ben_cuc else by.la_so):
        raise PermissionDenied(
            f"Thẩm quyền điều chỉnh thuộc {dong.get_cap_display()} (KC26); "
            "tài khoản của bạn không ghi được quyết định này."
        )


def _duoc_quyet_dinh(dong: DieuChinhDeAn, by: Any) -> None:
    _dung_cap(dong, by)
    if not DieuChinhDeAn.objects.visible_to(by).filter(pk=dong.pk).exists():
        raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
    if dong.nguoi_lap_id == by.pk:
        raise PermissionDenied("Người đề nghị không tự quyết định.")


@transaction.atomic
def quyet_dinh(
    dong: DieuChinhDeAn, *, dong_y: bool, so_van_ban: str, ngay_van_ban: date, by: Any
) -> DieuChinhDeAn:
    """Enter the decision of the level of the matrix; the level is asked again on its day.

    An agreed change takes effect at once: rows, ceilings and the approved sums of the ledger.
    Raises ValidationError with every rule and limit it would break.
    """
    dong = DieuChinhDeAn.objects.select_for_update().get(pk=dong.pk)
    de_an = khoa_de_an(dong.de_an)
    if dong.viec == ViecDieuChinh.NGUNG:
        raise ValidationError("Ngừng đề án: dùng bước «Ngừng đề án theo quyết định».")
    _kiem_ngay(de_an, ngay_van_ban)
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
        ap_dung(de_an, dong, by=by)
    ghi(
        "dean.quyet_dinh_dieu_chinh",
        de_an,
        by=by,
        du_lieu={"dong_y": dong_y, "viec": dong.viec, "so": so_van_ban},
    )
    return dong


def _kiem_ngay(de_an: DeAn, ngay: date) -> None:
    """A decision is not of tomorrow, nor older than the approval it changes."""
    khong_sau_hom_nay("quyết định", ngay)
    if de_an.ngay_quyet_dinh is not None and ngay < de_an.ngay_quyet_dinh:
        raise ValidationError(
            "Ngày quyết định không được trước ngày phê duyệt đề án "
            f"({de_an.ngay_quyet_dinh:%d/%m/%Y})."
        )


def _dang_xin_ngung(de_an: DeAn) -> DieuChinhDeAn | None:
    cho = DieuChinhDeAn.objects.filter(
        de_an=de_an, viec=ViecDieuChinh.NGUNG, trang_thai__in=[_TT.CHO_SO, _TT.CHO_DUYET]
    )
    return cho.select_for_update().first()


def ghi_xin_ngung(de_an: DeAn, *, ly_do: str, by: Any) -> DieuChinhDeAn:
    """The request to stop as B5 counts it, with the level that will decide by the matrix.

    One that the Cục decides on waits for the Sở's check of the site first.
    """
    cap = cap_quyet_dinh(de_an, ViecDieuChinh.NGUNG, ngay=timezone.localdate())
    dong = DieuChinhDeAn(
        de_an=de_an,
        viec=ViecDieuChinh.NGUNG,
        noi_dung=ly_do,
        cap=cap,
        trang_thai=_TT.CHO_SO if de_an.don_vi_id and cap in _CUA_CUC else _TT.CHO_DUYET,
        nguoi_lap=by,
    )
    dong.full_clean()
    dong.save()
    return dong


def ghi_khong_ngung(de_an: DeAn) -> None:
    """The request to stop was refused."""
    dong = _dang_xin_ngung(de_an)
    if dong is not None:
        dong.trang_thai = _TT.TU_CHOI
        dong.save()


def ghi_ngung(
    de_an: DeAn, *, ly_do: str, so_van_ban: str, ngay_van_ban: date, by: Any
) -> DieuChinhDeAn:
    """The decision to stop, of the level of the matrix on its day (KC26).

    Raises PermissionDenied when this account does not enter decisions of that level,
    ValidationError for a paper without number or with an impossible day.
    """
    _kiem_ngay(de_an, ngay_van_ban)
    dong = _dang_xin_ngung(de_an) or DieuChinhDeAn(
        de_an=de_an, viec=ViecDieuChinh.NGUNG, noi_dung=ly_do
    )
    if dong.trang_thai == _TT.CHO_SO and dong.pk is not None:
        raise ValidationError(
            "Sở Công Thương chưa xác nhận đề nghị ngừng sau khi kiểm tra thực tế "
            "(Điều 11 TT 36/2013/TT-BCT)."
        )
    dong.cap = cap_quyet_dinh(de_an, ViecDieuChinh.NGUNG, ngay=ngay_van_ban)
    dong.trang_thai = _TT.DA_DUYET
    dong.so_van_ban, dong.ngay_van_ban = so_van_ban, ngay_van_ban
    dong.full_clean()
    _dung_cap(dong, by)
    dong.save()
    return dong
