"""Extensions (gia hạn): asked for by one person, granted by another, for one unit and period."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from baocao import workflow_de_nghi as w
from baocao.choices import TrangThaiDeNghi, TrangThaiKy
from baocao.models import BoBaoCao, DeNghiGiaHan, GiaHan
from baocao.services import thong_bao
from baocao.services.thoi_han import han_cua_bo
from baocao.workflow import LY_DO_TRA_LAI
from cucctdp.audit.record import ghi
from cucctdp.workflow.steps import LY_DO_QUA_DAI, LY_DO_TOI_DA, perform

QUYEN_DE_NGHI = "baocao.de_nghi_gia_han"


@transaction.atomic
def gia_han(
    bo: BoBaoCao, *, den_ngay: date, ly_do: str, by: Any, nguoi_de_nghi: Any = None
) -> GiaHan:
    """Grant one unit an extension for one period; shown wherever timeliness is shown.

    ``nguoi_de_nghi`` None: the Cục grants on a letter of the Sở. Raises PermissionDenied without
    the right or outside the scope, ValidationError for a date that is none or a short reason.
    """
    if not by.has_perm("baocao.gia_han_bobaocao"):
        raise PermissionDenied("Tài khoản của bạn không có quyền gia hạn.")
    _trong_pham_vi(bo, by)
    if loi := _loi(bo, den_ngay, ly_do):
        raise ValidationError(loi)
    dong, _ = GiaHan.objects.update_or_create(
        ky=bo.ky,
        don_vi=bo.don_vi,
        defaults={
            "den_ngay": den_ngay,
            "ly_do": ly_do.strip(),
            "nguoi_duyet": by,
            "nguoi_de_nghi": nguoi_de_nghi,
        },
    )
    ghi("bobaocao.gia_han", bo, by=by, ly_do=ly_do, du_lieu={"den_ngay": den_ngay.isoformat()})
    thong_bao.da_gia_han(bo, den_ngay, by=by)
    return dong


@transaction.atomic
def de_nghi(bo: BoBaoCao, *, den_ngay: date, ly_do: str, by: Any) -> DeNghiGiaHan:
    """Ask for an extension of an unsent pack; one open request at a time.

    Raises PermissionDenied without the right or outside the scope, ValidationError with every
    reason why it cannot be asked for.
    """
    if not by.has_perm(QUYEN_DE_NGHI):
        raise PermissionDenied("Tài khoản của bạn không có quyền đề nghị gia hạn.")
    _trong_pham_vi(bo, by)
    bo = (
        BoBaoCao.objects.select_for_update(of=("self",))
        .select_related("ky", "don_vi")
        .get(pk=bo.pk)
    )
    loi = _loi(bo, den_ngay, ly_do)
    if bo.gui_lan_dau_luc is not None:
        loi.append("Báo cáo đã gửi, không cần gia hạn.")
    if bo.ky.trang_thai not in (TrangThaiKy.DANG_MO, TrangThaiKy.DA_DONG):
        loi.append(f"Kỳ báo cáo đang ở trạng thái «{bo.ky.get_trang_thai_display()}».")
    if den_ngay < timezone.localdate():
        loi.append("Ngày gia hạn không được ở trong quá khứ.")
    if bo.de_nghi_gia_han.filter(trang_thai=TrangThaiDeNghi.CHO_DUYET).exists():
        loi.append("Báo cáo này đang có một đề nghị gia hạn chờ duyệt.")
    if loi:
        raise ValidationError(loi)
    dong = DeNghiGiaHan.objects.create(bo=bo, den_ngay=den_ngay, ly_do=ly_do.strip(), nguoi=by)
    ghi("denghigiahan.moi", dong, by=by, ly_do=ly_do, du_lieu={"den_ngay": den_ngay.isoformat()})
    thong_bao.de_nghi_gia_han(dong)
    return dong


@transaction.atomic
def duyet(dong: DeNghiGiaHan, *, by: Any) -> GiaHan:
    """Grant what was asked for.

    Raises BuocBiTuChoi (who asked never decides) and what ``gia_han`` raises.
    """
    dong = _quyet_dinh(w.DUYET_GIA_HAN, dong, by=by)
    return gia_han(
        dong.bo, den_ngay=dong.den_ngay, ly_do=dong.ly_do, by=by, nguoi_de_nghi=dong.nguoi
    )


@transaction.atomic
def tu_choi(dong: DeNghiGiaHan, *, by: Any, ly_do: str) -> DeNghiGiaHan:
    """Refuse a request, with the reason. Raises BuocBiTuChoi."""
    return _quyet_dinh(w.TU_CHOI_GIA_HAN, dong, by=by, ly_do=ly_do)


def _quyet_dinh(buoc: Any, dong: DeNghiGiaHan, *, by: Any, ly_do: str = "") -> DeNghiGiaHan:
    ket_qua: DeNghiGiaHan = perform(
        buoc, dong, by=by, ly_do=ly_do, gan={"nguoi_duyet": by, "duyet_luc": timezone.now()}
    )
    return ket_qua


def _trong_pham_vi(bo: BoBaoCao, by: Any) -> None:
    if not BoBaoCao.objects.visible_to(by).filter(pk=bo.pk).exists():
        raise PermissionDenied("Hồ sơ không thuộc phạm vi của bạn.")


def _loi(bo: BoBaoCao, den_ngay: date, ly_do: str) -> list[str]:
    loi = []
    han = han_cua_bo(bo)
    if han is not None and den_ngay <= han.ngay:
        loi.append("Ngày gia hạn phải sau hạn nộp hiện tại.")
    if len(ly_do.strip()) < LY_DO_TRA_LAI:
        loi.append(f"Cần nêu lý do gia hạn, ít nhất {LY_DO_TRA_LAI} ký tự.")
    if len(ly_do.strip()) > LY_DO_TOI_DA:
        loi.append(LY_DO_QUA_DAI)
    return loi
