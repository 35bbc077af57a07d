"""The step table of a statutory form (Điều 3 TT 14/2024/TT-BCT).

Biểu 01 and 02 go to the commune and the Sở, 03 to the Sở, 04 to the Cục; each side accepts or
returns what it receives. Who enters never accepts. After the window is locked nothing moves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cucctdp.workflow.steps import Step
from cumcongnghiep.choices import Bieu, TrangThaiBieu
from cumcongnghiep.models import BieuNop, CumXa, NguoiBaoCao

T = TrangThaiBieu
LY_DO = 10
NHAP, KY, NHAN, MO = (
    f"cumcongnghiep.{q}" for q in ("nhap_bieu", "ky_bieu", "tiep_nhan_bieu", "mo_kybieu")
)
DieuKien = Callable[[BieuNop, Any], list[str]]


def _tat_ca(*dieu_kien: DieuKien) -> DieuKien:
    def cung(b: BieuNop, user: Any) -> list[str]:
        return [cau for dk in dieu_kien for cau in dk(b, user)]

    return cung


def la_nguoi_bao_cao(b: BieuNop, user: Any) -> bool:
    """Whether the account was appointed to report exactly this form."""
    if b.bieu == Bieu.B04:
        return bool(user.la_so)
    doi_tuong = {
        Bieu.B01: {"du_an": b.du_an_id},
        Bieu.B02: {"cum": b.cum_id},
        Bieu.B03: {"xa": b.xa_id},
    }[Bieu(b.bieu)]
    return NguoiBaoCao.objects.con_hieu_luc_cua(user).filter(**doi_tuong).exists()


def la_xa_chu_tri(b: BieuNop, user: Any) -> bool:
    """Whether the account reports for the commune that leads the cluster of a Biểu 01 or 02."""
    if b.cum_id is None:
        return False
    xa = NguoiBaoCao.objects.con_hieu_luc_cua(user).filter(xa__isnull=False).values("xa")
    return CumXa.objects.filter(cum=b.cum_id, chu_tri=True, xa__in=xa).exists()


def vuong_nhap(b: BieuNop, user: Any) -> list[str]:
    """Why the account does not fill in this form; empty when it may.

    The Sở, and the lead commune for Biểu 01 and 02, fill in for who has no account or, like a
    cluster without a developer, nobody; the form then names them (``thay_mat``).
    """
    if user is None or user.la_so or la_nguoi_bao_cao(b, user) or la_xa_chu_tri(b, user):
        return []
    return ["Biểu này do đơn vị báo cáo, UBND cấp xã chủ trì hoặc Sở Công Thương nhập."]


def _vuong_nhan(b: BieuNop, user: Any) -> list[str]:
    if user is None:
        return []
    if b.bieu == Bieu.B04:
        return [] if user.la_cuc else ["Biểu 04 do Cục tiếp nhận."]
    if b.nguoi_nhap_id == user.pk:
        return ["Người nhập biểu không tự tiếp nhận hoặc trả lại biểu đó."]
    if user.la_so or (b.bieu in (Bieu.B01, Bieu.B02) and la_xa_chu_tri(b, user)):
        return []
    return ["Biểu này do UBND cấp xã chủ trì hoặc Sở Công Thương tiếp nhận."]


def _ky_mo(b: BieuNop, user: Any) -> list[str]:
    return [] if b.ky.khoa_luc is None else [f"Kỳ {b.ky} đã khóa."]


def _khong_04(b: BieuNop, user: Any) -> list[str]:
    return ["Biểu 04 do lãnh đạo Sở ký gửi."] if b.bieu == Bieu.B04 else []


def _chi_04(b: BieuNop, user: Any) -> list[str]:
    if b.bieu != Bieu.B04:
        return ["Chỉ Biểu 04 cần lãnh đạo Sở ký."]
    if user is not None and b.nguoi_nhap_id == user.pk:
        return ["Người lập biểu không tự ký gửi biểu đó."]
    return []


GUI = Step(
    "gui_bieu",
    "Gửi biểu",
    frozenset({T.NHAP, T.TRA_LAI}),
    T.DA_GUI,
    NHAP,
    dieu_kien=_tat_ca(_ky_mo, _khong_04, vuong_nhap),
    xac_nhan="Số liệu gửi đi không sửa được nữa, trừ khi bên nhận trả lại.",
)
KY_GUI = Step(
    "ky_gui_bieu",
    "Ký gửi Biểu 04",
    frozenset({T.NHAP, T.TRA_LAI}),
    T.DA_GUI,
    KY,
    dieu_kien=_tat_ca(_ky_mo, _chi_04),
    xac_nhan="Biểu 04 được gửi Cục; số liệu không sửa được nữa, trừ khi Cục trả lại.",
)
TRA_LAI = Step(
    "tra_lai_bieu",
    "Trả lại",
    frozenset({T.DA_GUI, T.CHAP_NHAN}),
    T.TRA_LAI,
    NHAP,
    ly_do_toi_thieu=LY_DO,
    dieu_kien=_tat_ca(_ky_mo, _khong_04, _vuong_nhan),
)
CHAP_NHAN = Step(
    "chap_nhan_bieu",
    "Chấp nhận",
    frozenset({T.DA_GUI}),
    T.CHAP_NHAN,
    NHAP,
    dieu_kien=_tat_ca(_ky_mo, _khong_04, _vuong_nhan),
)
CUC_TRA_LAI = Step(
    "cuc_tra_lai_bieu",
    "Trả lại Sở",
    frozenset({T.DA_GUI, T.CHAP_NHAN}),
    T.TRA_LAI,
    NHAN,
    ly_do_toi_thieu=LY_DO,
    dieu_kien=_tat_ca(_ky_mo, _vuong_nhan),
)
CUC_CHAP_NHAN = Step(
    "cuc_chap_nhan_bieu",
    "Tiếp nhận",
    frozenset({T.DA_GUI}),
    T.CHAP_NHAN,
    NHAN,
    dieu_kien=_tat_ca(_ky_mo, _vuong_nhan),
)
KHOA = Step("khoa_bieu", "Khóa", frozenset({T.CHAP_NHAN}), T.KHOA, MO, he_thong=True)
MO_KHOA = Step("mo_khoa_bieu", "Mở khóa", frozenset({T.KHOA}), T.CHAP_NHAN, MO, he_thong=True)

STEPS = (GUI, KY_GUI, CHAP_NHAN, TRA_LAI, CUC_CHAP_NHAN, CUC_TRA_LAI, KHOA, MO_KHOA)
# Forms whose figures count: somebody answers for them.
DA_CO_SO = (T.DA_GUI, T.CHAP_NHAN, T.KHOA)
DANG_NHAP = (T.NHAP, T.TRA_LAI)


def cac_buoc(b: BieuNop, user: Any) -> list[Step]:
    """Steps this account may be offered on the form now."""
    return [
        s
        for s in STEPS
        if s not in (KHOA, MO_KHOA)
        and b.trang_thai in s.tu
        and user.has_perm(s.quyen)
        and (s.dieu_kien is None or not s.dieu_kien(b, user))
    ]
