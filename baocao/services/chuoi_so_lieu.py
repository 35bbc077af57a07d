"""Change of scope or method: the old series is closed, a new one opens, a factor links them."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from baocao.choices import LoaiDieuChinh, LyDoDieuChinh
from baocao.models import ChiTieu, ChuoiSoLieu, DieuChinh
from baocao.models.dieu_chinh import CA_NUOC
from baocao.workflow_dieu_chinh import TRINH_DUYET
from cucctdp.audit.record import ghi
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.files.models import Tep
from cucctdp.formats.chu import nfc
from cucctdp.formats.ky import Ky
from cucctdp.workflow.steps import perform

LY_DO_DOI_PHAM_VI = (LyDoDieuChinh.PHAM_VI, LyDoDieuChinh.PHUONG_PHAP)
MO_TA_TOI_THIEU = 20


@transaction.atomic
def lap_doi_pham_vi(
    *,
    chi_tieu: str,
    don_vi: DonViHanhChinh | None,
    tu_ky: str,
    mo_ta: str,
    ly_do_ma: str,
    by: Any,
    he_so_noi: Decimal | None = None,
    ky_goi_dau: str = "",
    tep: Tep | None = None,
) -> DieuChinh:
    """An officer of the Cục proposes a new series of an indicator from a period on.

    ``don_vi`` None: every unit. ``he_so_noi``: new over old figure in ``ky_goi_dau``. The series
    counts once approved. Raises PermissionDenied, or ValidationError with every fault.
    """
    if not by.is_active or not by.has_perm("baocao.tham_dinh_dieuchinh"):
        raise PermissionDenied("Tài khoản của bạn không lập điều chỉnh phạm vi, phương pháp.")
    pham_vi = by.pham_vi_don_vi()
    if don_vi is not None and pham_vi is not None and don_vi.pk not in pham_vi:
        raise PermissionDenied("Đơn vị này không thuộc phạm vi của bạn.")
    mo_ta = nfc(mo_ta).strip()
    loi = []
    if not ChiTieu.objects.filter(ma=chi_tieu).exists():
        loi.append(f"Không có chỉ tiêu «{chi_tieu}».")
    if ly_do_ma not in LY_DO_DOI_PHAM_VI:
        loi.append("Chọn lý do: đổi phạm vi hoặc đổi phương pháp.")
    if len(mo_ta) < MO_TA_TOI_THIEU:
        loi.append(f"Mô tả phạm vi, phương pháp mới cần ít nhất {MO_TA_TOI_THIEU} ký tự.")
    ky_dau = _ky(tu_ky, "Kỳ bắt đầu", loi)
    if ky_goi_dau:
        _ky(ky_goi_dau, "Kỳ gối đầu", loi)
    if he_so_noi is not None and he_so_noi <= 0:
        loi.append("Hệ số nối phải lớn hơn 0.")
    if he_so_noi is not None and not ky_goi_dau:
        loi.append("Hệ số nối phải ghi kỳ gối đầu dùng để tính.")
    cac_chuoi = ChuoiSoLieu.objects.filter(chi_tieu=chi_tieu, don_vi=don_vi)
    if cac_chuoi.filter(duyet_luc__isnull=True).exists():
        loi.append("Chỉ tiêu này đang có một đề nghị đổi chuỗi chưa duyệt.")
    truoc = cac_chuoi.aggregate(ngay=Max("tu_ngay"), so=Max("so"))
    if ky_dau is not None and truoc["ngay"] and ky_dau.ngay_dau <= truoc["ngay"]:
        loi.append("Chuỗi mới phải bắt đầu sau chuỗi đang dùng.")
    if loi or ky_dau is None:
        raise ValidationError(loi)
    noi = don_vi.khoa if don_vi else CA_NUOC
    dau = f"DC-{noi}-{chi_tieu}-"
    dieu_chinh = DieuChinh.objects.create(
        ma=f"{dau}{DieuChinh.objects.filter(ma__startswith=dau).count() + 1:02d}",
        loai=LoaiDieuChinh.DOI_PHAM_VI,
        ly_do_ma=ly_do_ma,
        dien_giai=mo_ta,
        don_vi=don_vi,
        tep=tep,
        nguoi_lap=by,
    )
    ChuoiSoLieu.objects.create(
        chi_tieu=chi_tieu,
        don_vi=don_vi,
        so=(truoc["so"] or 1) + 1,
        mo_ta=mo_ta,
        tu_ky=tu_ky,
        tu_ngay=ky_dau.ngay_dau,
        he_so_noi=he_so_noi,
        ky_goi_dau=ky_goi_dau,
        dieu_chinh=dieu_chinh,
    )
    ghi("dieuchinh.lap", dieu_chinh, by=by, ly_do=mo_ta, du_lieu={"chi_tieu": chi_tieu})
    return perform(TRINH_DUYET, dieu_chinh, by=by, gan={"nguoi_tham_dinh": by})


def _ky(ma: str, ten: str, loi: list[str]) -> Ky | None:
    try:
        return Ky.tu_ma(ma)
    except ValueError:
        loi.append(f"{ten} viết như 2026-Q1, 2026-6T, 2026-9T, 2026-N.")
        return None


def mo_chuoi(dieu_chinh: DieuChinh, *, luc: datetime) -> ChuoiSoLieu:
    """Approved: close the series in use the day before and open the new one.

    The first change also writes down the series that ran until then (số 1).
    """
    moi = ChuoiSoLieu.objects.select_for_update(of=("self",)).get(dieu_chinh=dieu_chinh)
    if moi.tu_ngay is None:
        raise ValidationError("Chuỗi mới chưa có kỳ bắt đầu.")
    truoc_do = moi.tu_ngay - timedelta(days=1)
    cung = ChuoiSoLieu.objects.filter(chi_tieu=moi.chi_tieu, don_vi=moi.don_vi)
    dang_mo = cung.filter(den_ngay__isnull=True, duyet_luc__isnull=False).first()
    if dang_mo is None:
        ChuoiSoLieu.objects.create(
            chi_tieu=moi.chi_tieu,
            don_vi=moi.don_vi,
            so=1,
            mo_ta="Chuỗi ban đầu",
            den_ngay=truoc_do,
            duyet_luc=luc,
        )
    else:
        dang_mo.den_ngay = truoc_do
        dang_mo.save(update_fields=["den_ngay"])
    moi.duyet_luc = luc
    moi.save(update_fields=["duyet_luc"])
    return moi
