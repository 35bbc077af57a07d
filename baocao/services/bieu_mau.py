"""Versions of a form template: a used one is copied as a draft, edited, then put in force."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction

from baocao.choices import TrangThaiBieu
from baocao.models import BieuMau, ChiTieu, CotBieu, KyBaoCao, PhieuBieu
from cucctdp.audit.record import ghi

QUYEN = "baocao.change_bieumau"


@transaction.atomic
def tao_phien_ban_moi(bieu_mau: BieuMau, *, by: Any) -> BieuMau:
    """Copy a version, with its columns and rows, as a draft with the next version number.

    Raises PermissionDenied, or ValidationError while another draft of the form exists.
    """
    _duoc_sua(by)
    cac_ban = _khoa(bieu_mau.ma)
    goc = next(b for b in cac_ban if b.pk == bieu_mau.pk)
    if thao := next((b for b in cac_ban if b.trang_thai == TrangThaiBieu.NHAP), None):
        raise ValidationError(
            f"Biểu {goc.ma} đã có bản thảo phiên bản {thao.phien_ban}: sửa và áp dụng bản đó trước."
        )
    moi = BieuMau.objects.create(
        **_gia_tri(goc)
        | {
            "phien_ban": max(b.phien_ban for b in cac_ban) + 1,
            "trang_thai": TrangThaiBieu.NHAP,
            "hieu_luc_den": None,
        }
    )
    cac_phan: tuple[tuple[Any, Any], ...] = (
        (CotBieu, goc.cot.all()),
        (ChiTieu, goc.chi_tieu.all()),
    )
    for model, cac_dong in cac_phan:
        model.objects.bulk_create(
            model(**_gia_tri(dong) | {"bieu_mau_id": moi.pk}) for dong in cac_dong
        )
    ghi(
        "bieumau.tao_phien_ban_moi",
        moi,
        by=by,
        du_lieu={"tu_phien_ban": goc.phien_ban, "phien_ban": moi.phien_ban},
    )
    return moi


@transaction.atomic
def ap_dung(bieu_mau: BieuMau, *, tu_ngay: date, by: Any) -> BieuMau:
    """Put a draft in force from a day; the version in force then ends the day before.

    Raises PermissionDenied, or ValidationError with every reason: no draft, nothing in it, periods
    already handed out under the former version, or a version in force later.
    """
    _duoc_sua(by)
    cac_ban = _khoa(bieu_mau.ma)
    moi = next(b for b in cac_ban if b.pk == bieu_mau.pk)
    if loi := _can_tro(moi, tu_ngay):
        raise ValidationError(loi)
    cu = [
        b
        for b in cac_ban
        if b.trang_thai == TrangThaiBieu.HIEU_LUC
        and b.hieu_luc_tu < tu_ngay
        and (b.hieu_luc_den is None or b.hieu_luc_den >= tu_ngay)
    ]
    for ban in cu:
        ban.hieu_luc_den = tu_ngay - timedelta(days=1)
        ban.save(update_fields=["hieu_luc_den"])
    moi.trang_thai, moi.hieu_luc_tu, moi.hieu_luc_den = TrangThaiBieu.HIEU_LUC, tu_ngay, None
    try:
        with transaction.atomic():
            moi.save(update_fields=["trang_thai", "hieu_luc_tu", "hieu_luc_den"])
    except IntegrityError as exc:
        if "bieumau_khong_chong_hieu_luc" not in str(exc):
            raise
        raise ValidationError(
            f"Biểu {moi.ma} đã có phiên bản khác hiệu lực từ ngày {tu_ngay:%d/%m/%Y} trở đi; "
            "chọn ngày sau ngày có hiệu lực của phiên bản đó."
        ) from exc
    ghi(
        "bieumau.ap_dung",
        moi,
        by=by,
        du_lieu={
            "phien_ban": moi.phien_ban,
            "tu_ngay": tu_ngay.isoformat(),
            "thay_phien_ban": [b.phien_ban for b in cu],
        },
    )
    return moi


def _duoc_sua(by: Any) -> None:
    if not by.has_perm(QUYEN):
        raise PermissionDenied("Tài khoản của bạn không được sửa biểu mẫu.")


def _khoa(ma: str) -> list[BieuMau]:
    """All versions of a form, locked in one order: two people never make the same number."""
    return list(BieuMau.objects.select_for_update().filter(ma=ma).order_by("phien_ban"))


def _gia_tri(dong: models.Model) -> dict[str, Any]:
    return {f.attname: getattr(dong, f.attname) for f in dong._meta.fields if not f.primary_key}


def _can_tro(moi: BieuMau, tu_ngay: date) -> list[str]:
    if moi.trang_thai != TrangThaiBieu.NHAP:
        return [f"Phiên bản {moi.phien_ban} không còn là bản thảo."]
    loi = []
    if not moi.cot.exists():
        loi.append("Biểu chưa có cột nào.")
    if not moi.chi_tieu.exists():
        loi.append("Biểu chưa có chỉ tiêu nào.")
    da_giao = (
        KyBaoCao.objects.filter(
            pk__in=PhieuBieu.objects.filter(bieu_mau__ma=moi.ma).values("bo__ky"),
            thang_tk_den__gte=tu_ngay,
        )
        .order_by("-thang_tk_den")
        .first()
    )
    if da_giao is not None:
        loi.append(
            f"Kỳ {da_giao} đã giao biểu {moi.ma} theo phiên bản đang dùng; "
            f"chọn ngày sau {da_giao.thang_tk_den:%d/%m/%Y}."
        )
    return loi
