"""Waivers of rules: one person asks, another approves; each ends on its day."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from baocao import workflow_de_nghi as w
from baocao.models import KyBaoCao, MienTruQuyTac, QuyTacKiemTra
from baocao.services import thong_bao_ho_so
from cucctdp.audit.record import ghi
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.workflow.steps import perform

LY_DO_TOI_THIEU = 20
LY_DO_TOI_DA = 2000


@transaction.atomic
def de_nghi_mien_tru(
    *,
    quy_tac: str,
    don_vi: DonViHanhChinh,
    den_ngay: date,
    ly_do: str,
    by: Any,
    chi_tieu: str = "",
    ky: KyBaoCao | None = None,
) -> MienTruQuyTac:
    """Ask for a waiver of rule ``quy_tac`` for a unit, until a day, for one period or all.

    Raises PermissionDenied without the right or outside the scope, ValidationError with every
    fault at once.
    """
    if not by.is_active or not by.has_perm("baocao.de_nghi_mientruquytac"):
        raise PermissionDenied("Tài khoản của bạn không có quyền đề nghị miễn trừ.")
    pham_vi = by.pham_vi_don_vi()
    if pham_vi is not None and don_vi.pk not in pham_vi:
        raise PermissionDenied("Địa phương này không thuộc phạm vi của bạn.")
    loi: dict[str, str] = {}
    hom_nay = timezone.localdate()
    rows = QuyTacKiemTra.objects.hieu_luc_ngay(hom_nay).filter(ma=quy_tac)
    dong = rows.first()
    if dong is None:
        loi["quy_tac"] = f"Không có quy tắc {quy_tac} đang hiệu lực."
    elif not dong.cho_mien_tru:
        loi["quy_tac"] = f"Quy tắc {quy_tac} không được miễn trừ."
    if den_ngay < hom_nay:
        loi["den_ngay"] = "Ngày hết hạn phải từ hôm nay trở đi."
    if not LY_DO_TOI_THIEU <= len(ly_do.strip()) <= LY_DO_TOI_DA:
        loi["ly_do"] = f"Lý do cần từ {LY_DO_TOI_THIEU} đến {LY_DO_TOI_DA} ký tự."
    if loi:
        raise ValidationError(loi)
    mien_tru = MienTruQuyTac.objects.create(
        quy_tac=quy_tac,
        don_vi=don_vi,
        chi_tieu=chi_tieu.strip(),
        ky=ky,
        den_ngay=den_ngay,
        ly_do=ly_do.strip(),
        nguoi_de_nghi=by,
    )
    ghi("mientruquytac.de_nghi", mien_tru, by=by, du_lieu={"quy_tac": quy_tac}, ly_do=ly_do)
    thong_bao_ho_so.mien_tru_moi(mien_tru)
    return mien_tru


def duyet_mien_tru(mien_tru: MienTruQuyTac, *, by: Any) -> MienTruQuyTac:
    """Approve; raises BuocBiTuChoi when ``by`` is the one who asked."""
    return perform(
        w.DUYET_MIEN_TRU, mien_tru, by=by, gan={"nguoi_duyet": by, "duyet_luc": timezone.now()}
    )


def tu_choi_mien_tru(mien_tru: MienTruQuyTac, *, by: Any, ly_do: str) -> MienTruQuyTac:
    """Refuse, with a reason."""
    return perform(
        w.TU_CHOI_MIEN_TRU,
        mien_tru,
        by=by,
        ly_do=ly_do,
        gan={"nguoi_duyet": by, "duyet_luc": timezone.now()},
    )


def thu_hoi_mien_tru(mien_tru: MienTruQuyTac, *, by: Any, ly_do: str) -> MienTruQuyTac:
    """End a waiver before its day, with a reason; findings block again at once."""
    return perform(w.THU_HOI_MIEN_TRU, mien_tru, by=by, ly_do=ly_do)
