"""The doors of the light registers' steps, and what a Sở reports into them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from baocao import workflow_theo_doi as w
from baocao.choices_theo_doi import TrangThaiTheoDoi
from baocao.models import KetLuanKiemTra, KyBaoCao, NhiemVuNghiQuyet, TienDoNhiemVu
from baocao.services.theo_doi import CHI_SO_NGAY
from cucctdp.audit.record import ghi
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.workflow.steps import Step, perform

LUU_Y_SO = "bao_tien_do_sotheodoi"


def lam(
    obj: Any,
    ten: str,
    *,
    by: Any,
    ly_do: str = "",
) -> Any:
    """Do the step named ``ten`` (bat_dau, bao_xong, xac_nhan, tra_lai, thoi, mo_lai) on a row.

    Raises BuocBiTuChoi; ValidationError when words are given to a register without free text.
    """
    if obj.CHI_SO_NGAY and ly_do.strip():
        raise ValidationError(CHI_SO_NGAY)
    buoc: Step = getattr(w.buoc_so(type(obj)), ten)
    return perform(buoc, obj, by=by, ly_do=ly_do, gan=_GAN[ten](by))


_GAN: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "bat_dau": lambda by: {},
    "bao_xong": lambda by: {"nguoi_bao_xong": by, "xong_ngay": timezone.localdate()},
    "xac_nhan": lambda by: {"nguoi_xac_nhan": by},
    "tra_lai": lambda by: {"nguoi_bao_xong": None, "xong_ngay": None},
    "thoi": lambda by: {},
    "mo_lai": lambda by: {"nguoi_bao_xong": None, "nguoi_xac_nhan": None, "xong_ngay": None},
}


@transaction.atomic
def bao_tien_do(
    nhiem_vu: NhiemVuNghiQuyet, *, don_vi: DonViHanhChinh, ky: KyBaoCao, by: Any, **gia_tri: Any
) -> TienDoNhiemVu:
    """Write a province's progress on a task for a period; again means a corrected report.

    Raises ValidationError with everything wrong (a late task names a subjective cause),
    PermissionDenied outside the province.
    """
    if not (by.has_perm(f"baocao.{LUU_Y_SO}") or by.has_perm("baocao.cap_nhat_sotheodoi")):
        raise PermissionDenied("Tài khoản của bạn không có quyền báo tiến độ.")
    pham_vi = by.pham_vi_don_vi()
    if pham_vi is not None and don_vi.pk not in pham_vi:
        raise PermissionDenied("Tỉnh này không thuộc phạm vi của bạn.")
    nhiem_vu = NhiemVuNghiQuyet.objects.select_for_update(of=("self",)).get(pk=nhiem_vu.pk)
    if not nhiem_vu.giao_tinh:
        raise ValidationError("Nhiệm vụ này không yêu cầu các tỉnh báo tiến độ.")
    if nhiem_vu.trang_thai not in (TrangThaiTheoDoi.MOI, TrangThaiTheoDoi.DANG_LAM):
        raise ValidationError("Nhiệm vụ đã kết thúc, không báo tiến độ nữa.")
    dong = TienDoNhiemVu.objects.filter(nhiem_vu=nhiem_vu, don_vi=don_vi, ky=ky).first()
    dong = dong or TienDoNhiemVu(nhiem_vu=nhiem_vu, don_vi=don_vi, ky=ky)
    for ten, gia in gia_tri.items():
        setattr(dong, ten, gia)
    dong.nguoi = by
    dong.full_clean()
    dong.save()
    ghi(
        "nhiemvunghiquyet.bao_tien_do",
        nhiem_vu,
        by=by,
        du_lieu={"don_vi": don_vi.khoa, "ky": ky.ma, "danh_gia": dong.danh_gia},
    )
    return dong


@transaction.atomic
def bao_khac_phuc(ket_luan: KetLuanKiemTra, *, ket_qua: str, by: Any) -> KetLuanKiemTra:
    """The Sở tells how a finding was remedied; the Cục confirms with its own steps."""
    if not by.has_perm(f"baocao.{LUU_Y_SO}"):
        raise PermissionDenied("Tài khoản của bạn không có quyền báo kết quả.")
    rows = KetLuanKiemTra.objects.visible_to(by).select_for_update(of=("self",))
    dong = rows.filter(pk=ket_luan.pk).first()
    if dong is None:
        raise PermissionDenied("Hồ sơ không thuộc phạm vi của bạn.")
    loi = []
    if dong.trang_thai not in (TrangThaiTheoDoi.MOI, TrangThaiTheoDoi.DANG_LAM):
        loi.append("Kết luận này đã chờ xác nhận hoặc đã xong.")
    if len(ket_qua.strip()) < w.LY_DO:
        loi.append(f"Ghi kết quả khắc phục, ít nhất {w.LY_DO} ký tự.")
    if len(ket_qua.strip()) > 2000:
        loi.append("Kết quả khắc phục dài quá 2.000 ký tự.")
    if loi:
        raise ValidationError(loi)
    dong.ket_qua, dong.ket_qua_ngay = ket_qua.strip(), timezone.localdate()
    dong.save(update_fields=["ket_qua", "ket_qua_ngay"])
    ghi("ketluankiemtra.bao_khac_phuc", dong, by=by)
    return dong
