"""What the doors of judging share: who, the locked round, the seal, the trail of a round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model

from cucctdp.audit.record import ghi
from sanpham_tieubieu.choices import LoaiBan, TrangThaiKy, VaiTroBan
from sanpham_tieubieu.models import KyBinhChon, ThanhVienBan
from sanpham_tieubieu.quyen_ky import APP, dieu_hanh_duoc, doi_ky

LY_DO_TOI_THIEU = 10
CHUA_CHAM = (TrangThaiKy.SOAN, TrangThaiKy.MO, TrangThaiKy.CHAM)


def doi_soan(by: Any, ky: KyBinhChon) -> None:
    """Whoever prepares or runs the round; PermissionDenied for others."""
    if not dieu_hanh_duoc(by, ky, "lap_ky"):
        doi_ky(by, ky)


def loi_da_mo_diem(ky: KyBinhChon) -> list[str]:
    """Judging ends with the opening of the scores: no jury, rubric, assignment or score changes."""
    if ky.trang_thai in CHUA_CHAM and ky.mo_diem_luc is None:
        return []
    return [f"Kỳ bình chọn «{ky.get_trang_thai_display()}», không đổi được việc chấm điểm nữa."]


def loi_ly_do(ly_do: str) -> list[str]:
    if len(ly_do.strip()) < LY_DO_TOI_THIEU:
        return [f"Nêu lý do, ít nhất {LY_DO_TOI_THIEU} ký tự."]
    return []


def giam_khao_cua(user: Any, ky: KyBinhChon) -> ThanhVienBan | None:
    """The account's seat in the jury of the round; None for who has none or left it."""
    return (
        ThanhVienBan.objects.select_related("nhan_su", "ban")
        .filter(
            ban__ky=ky, ban__loai=LoaiBan.GIAM_KHAO, nhan_su__tai_khoan=user, thoi_tu__isnull=True
        )
        .first()
    )


def doi_giam_khao(user: Any, ky: KyBinhChon) -> ThanhVienBan:
    """The account's seat in the jury; raises PermissionDenied without seat or right (R35)."""
    if not getattr(user, "is_active", False) or not user.has_perm(f"{APP}.cham_diem"):
        raise PermissionDenied("Tài khoản của bạn không có quyền chấm điểm.")
    gk = giam_khao_cua(user, ky)
    if gk is None:
        raise PermissionDenied("R35: Bạn không có tên trong Ban Giám khảo của kỳ này.")
    return gk


def la_truong_ban(user: Any, ky: KyBinhChon) -> bool:
    gk = giam_khao_cua(user, ky)
    return gk is not None and gk.vai_tro == VaiTroBan.TRUONG_BAN


def doi_truong_ban(user: Any, ky: KyBinhChon) -> ThanhVienBan:
    """Raises PermissionDenied for anybody but the head of the jury."""
    gk = doi_giam_khao(user, ky)
    if gk.vai_tro != VaiTroBan.TRUONG_BAN:
        raise PermissionDenied("Chỉ Trưởng ban Giám khảo làm được việc này.")
    return gk


def chuoi_cua(ky_id: int) -> str:
    """Audit chain of a round's judging."""
    return f"binh_chon:{ky_id}"


def ke(
    viec: str,
    doi_tuong: Model,
    *,
    ky_id: int,
    by: Any,
    ly_do: str = "",
    du_lieu: Mapping[str, Any] | None = None,
) -> None:
    """Tell the chain of the round. Never a score: the trail is read before the opening minute."""
    ghi(viec, doi_tuong, by=by, ly_do=ly_do, du_lieu=dict(du_lieu or {}), chuoi=chuoi_cua(ky_id))
