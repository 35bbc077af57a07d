"""What an alert is; who it is for is said by role, the sender finds the people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from baocao.checks.so_lieu_kem import doc_nguong


@dataclass(frozen=True, slots=True)
class CanhBao:
    """One alert row (cảnh báo CB01–CB12); it never blocks anything.

    ``khoa`` names the occasion: the same alert of the same day, or of the same fact, has the same
    one, so that it is sent once. ``vai_tro``: roles it is for; roles of a Sở mean the unit
    ``don_vi_id``, ``nguoi_id`` one person besides. ``don_vi`` «34:80» and ``ky`` are "" when the
    alert has none. ``muc``: "thap", "vua" or "cao". ``duong_dan`` is a page of the admin,
    ``duong_dan_so`` the one a Sở has for it, "" when it has none.
    """

    ma: str
    khoa: str
    cau: str
    duong_dan: str
    vai_tro: tuple[str, ...]
    don_vi: str = ""
    ten_don_vi: str = ""
    don_vi_id: int | None = None
    nguoi_id: int | None = None
    ky: str = ""
    muc: str = "vua"
    duong_dan_so: str = ""

    def duong_dan_cua(self, user: Any) -> str:
        """Return the address this person can open."""
        return self.duong_dan_so if user.la_so else self.duong_dan

    def thay_duoc(self, user: Any) -> bool:
        """Tell whether the alert is shown to this person.

        A Sở sees what is for its roles about its own units; the Cục what is about the units it may
        see, and of the alerts without a unit, or about accounts, those for its role.
        """
        if self.nguoi_id is not None and self.nguoi_id == user.pk:
            return True
        if self.don_vi_id is None:
            return user.vai_tro in self.vai_tro
        pham_vi = user.pham_vi_don_vi()
        trong = pham_vi is None or self.don_vi_id in pham_vi
        if user.la_so:
            return trong and user.vai_tro in self.vai_tro
        return trong and user.has_perm("baocao.view_bobaocao")


SO_MOI_BUOC = ("so_chuyen_vien", "so_truong_phong", "so_tong_hop", "so_lanh_dao")
CUC_CHUYEN_MON = ("cuc_chuyen_vien", "cuc_lanh_dao_phong")


class Nguong:
    """Thresholds of alerts on a day; an alert without its row is silent."""

    def __init__(self, ngay: date):
        self._nguong = doc_nguong(ngay)

    def cua(self, ma: str) -> Mapping[str, Decimal]:
        return self._nguong.get((ma, ""), {})

    def cac_ngay(self, ma: str) -> set[int]:
        """Day counts of a ladder: every threshold named «ngay_…»."""
        return {int(so) for ten, so in self.cua(ma).items() if ten.startswith("ngay_")}
