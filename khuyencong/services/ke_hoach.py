"""Yearly plans: a Sở draws up its own and sends it, the Cục keeps the national one and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cucctdp.accounts.models import User
from cucctdp.audit.record import ghi
from cucctdp.thong_bao.choices import Loai
from cucctdp.thong_bao.services import gui
from khuyencong.choices import Nguon
from khuyencong.models import KeHoach
from khuyencong.services.ngay import khong_sau_hom_nay
from khuyencong.services.thuc_hien.dieu_kien import kiem_dong

LAP = "khuyencong.lap_kehoach"
GUI = "khuyencong.gui_kehoach"
_NGHE = "khuyencong.tham_dinh_bo_dean", "khuyencong.change_kehoach"
# What a Sở tells of its plan; its province and its source are given.
CUA_SO = ("nam", "so_quyet_dinh", "ngay_quyet_dinh", "kinh_phi", "chi_quan_ly")
THONG_TIN = (*CUA_SO, "nguon", "don_vi", "nguon_tin", "can_xac_minh", "ghi_chu")


@transaction.atomic
def ghi_ke_hoach(ke_hoach: KeHoach | None, *, thong_tin: Mapping[str, Any], by: Any) -> KeHoach:
    """Put a plan; None: a new one. Money in đồng.

    A Sở writes the plan of its own province until it has sent it; the Cục writes any. Raises
    PermissionDenied, ValidationError with every fault.
    """
    moi = ke_hoach is None
    ke_hoach = KeHoach() if ke_hoach is None else _khoa(ke_hoach)
    if by.la_so:
        _doi_cua_so(None if moi else ke_hoach, by, LAP)
        o = {k: v for k, v in thong_tin.items() if k in CUA_SO}
        o |= {"nguon": Nguon.KCDP, "don_vi": by.don_vi}
        if moi:
            o["so_lap"] = by
    else:
        o = {k: v for k, v in thong_tin.items() if k in THONG_TIN}
        _doi_cua_cuc(ke_hoach, by, moi=moi)
    for ten, gia_tri in o.items():
        setattr(ke_hoach, ten, gia_tri)
    loi: list[str] = []
    for kiem in (lambda: kiem_dong(ke_hoach), lambda: _kiem_ngay(ke_hoach)):
        try:
            kiem()
        except ValidationError as e:
            loi += e.messages
    if loi:
        raise ValidationError(loi)
    ke_hoach.save()
    ghi("kehoach.lap" if moi else "kehoach.sua", ke_hoach, by=by, du_lieu={"nam": ke_hoach.nam})
    return ke_hoach


@transaction.atomic
def gui_ke_hoach(ke_hoach: KeHoach, *, by: Any) -> KeHoach:
    """The leaders of a Sở send its plan to the Cục, once; it is not changed by the Sở after that.

    Raises PermissionDenied, ValidationError with all that is missing.
    """
    ke_hoach = _khoa(ke_hoach)
    _doi_cua_so(ke_hoach, by, GUI)
    loi = []
    if ke_hoach.ngay_quyet_dinh is None:
        loi.append("Ghi số và ngày quyết định phê duyệt của UBND cấp tỉnh trước khi gửi.")
    if ke_hoach.kinh_phi is None:
        loi.append("Ghi kinh phí được duyệt trước khi gửi.")
    if loi:
        raise ValidationError(loi)
    ke_hoach.gui_luc, ke_hoach.nguoi_gui = timezone.now(), by
    ke_hoach.save(update_fields=["gui_luc", "nguoi_gui"])
    ghi("kehoach.gui", ke_hoach, by=by, du_lieu={"nam": ke_hoach.nam})
    gui(
        khoa=f"khuyencong.kehoach.gui:{ke_hoach.pk}",
        nguoi_nhan=_nguoi_nghe(ke_hoach),
        tieu_de=f"Sở Công Thương {by.don_vi.ten_goi} gửi kế hoạch khuyến công {ke_hoach.nam}",
        noi_dung=f"{ke_hoach}: {ke_hoach.so_quyet_dinh} ngày {ke_hoach.ngay_quyet_dinh:%d/%m/%Y}.",
        lien_ket=reverse("admin:khuyencong_kehoach_change", args=[ke_hoach.pk]),
        loai=Loai.XU_LY,
    )
    return ke_hoach


def so_sua_duoc(ke_hoach: KeHoach, by: Any) -> bool:
    """True when the Sở of this user still draws up this plan."""
    return bool(ke_hoach.so_dang_soan and by.la_so and by.don_vi_id == ke_hoach.don_vi_id)


def _khoa(ke_hoach: KeHoach) -> KeHoach:
    return KeHoach.objects.select_for_update().get(pk=ke_hoach.pk)


def _doi_cua_so(ke_hoach: KeHoach | None, by: Any, quyen: str) -> None:
    """Right and province of a Sở; its plan is its own and not sent yet."""
    if not by.la_so or not by.has_perm(quyen):
        raise PermissionDenied("Tài khoản của bạn không lập, gửi kế hoạch khuyến công của tỉnh.")
    if ke_hoach is None or so_sua_duoc(ke_hoach, by):
        return
    if ke_hoach.don_vi_id != by.don_vi_id:
        raise PermissionDenied("Kế hoạch không thuộc tỉnh của bạn.")
    if ke_hoach.gui_luc is None:
        raise ValidationError("Kế hoạch này do Cục ghi; đề nghị Cục sửa nếu có sai sót.")
    raise ValidationError(
        f"Kế hoạch đã gửi Cục ngày {timezone.localtime(ke_hoach.gui_luc):%d/%m/%Y}; đề nghị Cục "
        "sửa nếu có sai sót."
    )


def _doi_cua_cuc(ke_hoach: KeHoach, by: Any, *, moi: bool) -> None:
    if not by.has_perm(f"khuyencong.{'add' if moi else 'change'}_kehoach"):
        raise PermissionDenied("Tài khoản của bạn không ghi kế hoạch khuyến công.")
    if ke_hoach.so_dang_soan:
        raise ValidationError("Sở đang soạn kế hoạch này; Cục sửa được sau khi Sở gửi.")


def _kiem_ngay(ke_hoach: KeHoach) -> None:
    if ke_hoach.ngay_quyet_dinh is not None:
        khong_sau_hom_nay("quyết định", ke_hoach.ngay_quyet_dinh)


def _nguoi_nghe(ke_hoach: KeHoach) -> list[User]:
    """People of the Cục who work on đề án or plans of the province."""
    cac = []
    for u in User.objects.filter(is_active=True).order_by("pk"):
        if u.la_cuc and set(_NGHE) & set(u.hang_vai_tro.quyen):
            pham_vi = u.pham_vi_don_vi()
            if pham_vi is None or ke_hoach.don_vi_id in pham_vi:
                cac.append(u)
    return cac
