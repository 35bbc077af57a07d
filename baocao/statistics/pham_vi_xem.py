"""Which figures a user may ask for: one rule for the API, the query page and exports."""

from collections.abc import Collection
from typing import Any

from baocao.choices import CapTongHop
from baocao.statistics.phien_ban import CONG_BO, DA_GUI
from cucctdp.donvi.models import DonViHanhChinh

NGOAI_PHAM_VI = (
    "Số chưa công bố của từng tỉnh chỉ xem được trong phạm vi được phân công: "
    "ghi tham số don_vi là các tỉnh của bạn, hoặc dùng muc=cong_bo."
)
CHUA_TIEP_NHAN = "Số Sở mới gửi, Cục chưa tiếp nhận, chỉ người xem được bộ báo cáo mới tra được."


def ly_do_cam(user: Any, *, muc: str, cap: str, don_vi: Collection[str]) -> str:
    """Return why ``user`` may not see these figures, or "".

    Unpublished figures of one province are for those who may see that province (as its packs);
    totals are everybody's at the Cục, with the provinces that are missing in them. Figures not
    yet received are for readers of packs.
    """
    if muc == DA_GUI and not user.has_perm("baocao.view_bobaocao"):
        return CHUA_TIEP_NHAN
    pham_vi = user.pham_vi_don_vi()
    if muc == CONG_BO or cap != CapTongHop.TINH or pham_vi is None:
        return ""
    duoc = {d.khoa for d in DonViHanhChinh.objects.filter(pk__in=pham_vi)}
    return NGOAI_PHAM_VI if not don_vi or set(don_vi) - duoc else ""


def don_vi_duoc_xem(user: Any) -> list[str] | None:
    """Keys of the provinces of a user's scope; None when it is the whole country."""
    pham_vi = user.pham_vi_don_vi()
    if pham_vi is None:
        return None
    return sorted(d.khoa for d in DonViHanhChinh.objects.filter(pk__in=pham_vi))
