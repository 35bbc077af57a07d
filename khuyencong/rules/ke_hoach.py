"""What a yearly plan is judged by: KC45, the share the managing agency keeps for itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_trieu
from khuyencong.models import KeHoach, QuyTac
from khuyencong.rules.bo_may import Loi, ViPham, vi_pham

CHI_QUAN_LY = "KC45"


def ty_le_quan_ly(ke_hoach: KeHoach) -> str:
    """«1,80% (36 trên 2.000 triệu đồng kinh phí được duyệt)»; "" while a part is not known."""
    chi, tong = ke_hoach.chi_quan_ly, ke_hoach.kinh_phi
    if chi is None or not tong:
        return ""
    p = dinh_dang(Decimal(chi) * 100 / tong, 2)
    a, b = in_trieu(int(chi), None), in_trieu(int(tong), None)
    return f"{p}% ({a} trên {b} triệu đồng kinh phí được duyệt)"


def kiem_tra_ke_hoach(ke_hoach: KeHoach) -> list[ViPham]:
    """KC45 by the row in force on the day of the plan; one query, none without figures.

    Sources the law does not speak of, as the row lists them, are passed over.
    """
    chu = ty_le_quan_ly(ke_hoach)
    if not chu:
        return []
    ngay = ke_hoach.ngay_quyet_dinh or date(ke_hoach.nam, 1, 1)
    q = QuyTac.objects.hieu_luc(ngay).filter(ma=CHI_QUAN_LY, bat=True).first()
    if q is None or ke_hoach.nguon not in q.nguong.get("nguon", []):
        return []
    toi_da = Decimal(str(q.nguong.get("ty_le", 100)))
    if Decimal(ke_hoach.chi_quan_ly or 0) * 100 <= toi_da * Decimal(ke_hoach.kinh_phi or 0):
        return []
    return [vi_pham(q, Loi(str(ke_hoach), {"p": chu, "max": dinh_dang(toi_da)}))]
