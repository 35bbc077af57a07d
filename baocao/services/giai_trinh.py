"""What the Sở answers: explanations of findings, and replies to the remarks of the Cục."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from baocao.choices import MucDo, TrangThaiBo
from baocao.models import GiaiTrinh, PhieuBieu, QuyTacKiemTra, YKien
from baocao.services.khoa_phieu import khoa_phieu
from baocao.services.nhap_lieu import kiem_tra_duoc_nhap
from cucctdp.audit.record import ghi

GIAI_TRINH_TOI_THIEU = 20
VAN_BAN_TOI_DA = 4000
CHI_NGUOI_CO_THAM_QUYEN = "Lỗi này chỉ Lãnh đạo Sở xác nhận bỏ qua được."
QUYEN_TRA_LOI = (
    "baocao.nhap_phieubieu",
    "baocao.chuyen_lanh_dao_bobaocao",
    "baocao.ky_gui_bobaocao",
)
CHI_DON_VI = "Chỉ đơn vị báo cáo trả lời ý kiến này."


@transaction.atomic
def giai_trinh(
    phieu: PhieuBieu,
    *,
    quy_tac: str,
    chi_tieu: str,
    cot: str,
    thong_bao: str,
    noi_dung: str,
    by: Any,
) -> GiaiTrinh:
    """Store the explanation of one warning, or of an error that the role of ``by`` may lift.

    Raises ValidationError when shorter than 20 characters or longer than 4,000;
    PermissionDenied when the form is not this user's, or the error is for another role to lift.
    """
    phieu = khoa_phieu(phieu)
    vai_tro = _vai_tro_bo_qua(quy_tac)
    if vai_tro:
        _kiem_tra_duoc_bo_qua(phieu, vai_tro, by)
    else:
        kiem_tra_duoc_nhap(phieu, by=by)
    if len(noi_dung.strip()) < GIAI_TRINH_TOI_THIEU:
        raise ValidationError(
            f"Giải trình {quy_tac} cần ít nhất {GIAI_TRINH_TOI_THIEU} ký tự: nêu rõ nguyên nhân."
        )
    if len(noi_dung.strip()) > VAN_BAN_TOI_DA:
        raise ValidationError(f"Giải trình {quy_tac} dài quá 4.000 ký tự.")
    dong, _ = GiaiTrinh.objects.update_or_create(
        phieu=phieu,
        quy_tac=quy_tac,
        chi_tieu=chi_tieu,
        cot=cot,
        defaults={"thong_bao": thong_bao, "noi_dung": noi_dung.strip(), "nguoi": by},
    )
    ghi("phieubieu.giai_trinh", phieu, by=by, du_lieu={"quy_tac": quy_tac, "chi_tieu": chi_tieu})
    return dong


def _vai_tro_bo_qua(quy_tac: str) -> set[str]:
    """Roles that lift the errors of a rule; empty for a warning anybody who types explains."""
    rows = QuyTacKiemTra.objects.filter(ma=quy_tac, muc_do=MucDo.E)
    return {vt for cac_vt in rows.values_list("bo_qua_boi", flat=True) for vt in cac_vt}


def _kiem_tra_duoc_bo_qua(phieu: PhieuBieu, vai_tro: set[str], by: Any) -> None:
    """An explanation by another role would take the place of the one that counts."""
    if not by.is_active or phieu.bo.don_vi_id != by.don_vi_id or by.vai_tro not in vai_tro:
        raise PermissionDenied(CHI_NGUOI_CO_THAM_QUYEN)
    if not phieu.bo.so_sua_duoc:
        raise ValidationError(
            f"Bộ báo cáo đang ở bước «{phieu.bo.get_trang_thai_display()}», không giải trình thêm."
        )


@transaction.atomic
def tra_loi_y_kien(y_kien: YKien, *, tra_loi: str, by: Any) -> YKien:
    """The Sở answers a remark of the Cục; the remark is closed by the Cục, not here."""
    y_kien = (
        YKien.objects.select_for_update(of=("self",))
        .select_related("bo__don_vi", "phieu__bieu_mau")
        .get(pk=y_kien.pk)
    )
    nhom = by.pham_vi_nhom()
    if not YKien.objects.visible_to(by).filter(pk=y_kien.pk).exists() or not (
        by.la_so and any(by.has_perm(quyen) for quyen in QUYEN_TRA_LOI)
    ):
        raise PermissionDenied(CHI_DON_VI)
    if nhom is not None and y_kien.phieu is not None and y_kien.phieu.bieu_mau.nhom not in nhom:
        raise PermissionDenied("Ý kiến này về biểu không giao cho tài khoản của bạn.")
    if y_kien.dong_luc is not None:
        raise ValidationError("Cục đã đóng ý kiến này, không cần trả lời thêm.")
    if y_kien.bo.trang_thai not in (TrangThaiBo.TRA_LAI, TrangThaiBo.DANG_NHAP):
        raise ValidationError("Chỉ trả lời ý kiến khi báo cáo đang được trả lại.")
    if not tra_loi.strip():
        raise ValidationError("Nội dung trả lời không được để trống.")
    if len(tra_loi.strip()) > VAN_BAN_TOI_DA:
        raise ValidationError("Nội dung trả lời dài quá 4.000 ký tự.")
    y_kien.tra_loi = tra_loi.strip()
    y_kien.tra_loi_boi = by
    y_kien.tra_loi_luc = timezone.now()
    y_kien.save()
    ghi("ykien.tra_loi", y_kien.bo, by=by, du_lieu={"y_kien": y_kien.pk})
    return y_kien
