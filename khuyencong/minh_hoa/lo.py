"""What a run of the demo gathers before it is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from cucctdp.donvi.models import CoSo
from khuyencong.giay_to.ten import ten_cuc
from khuyencong.minh_hoa.kich_ban import KichBan
from khuyencong.minh_hoa.nguoi import Nguoi
from khuyencong.models import DeAn, ThuHuong


@dataclass
class Lo:
    """Rows to write, by table, and what establishments already have."""

    dong: dict[type[Model], list[Any]] = field(default_factory=lambda: defaultdict(list))
    da_ho_tro: set[tuple[int, str]] = field(default_factory=set)
    co_so: dict[str, list[CoSo]] = field(default_factory=lambda: defaultdict(list))
    cac_ten_cuc: dict[int, str] = field(default_factory=dict)
    nguoi: Nguoi = field(default_factory=Nguoi)
    cap_ngung: dict[str, str] = field(default_factory=dict)
    # What needs the numbers of its đề án: steps, files, provinces of those that span several.
    da_di: list[tuple[KichBan, DeAn, dict[str, date]]] = field(default_factory=list)
    co_tai_lieu: list[tuple[DeAn, ThuHuong]] = field(default_factory=list)
    cac_tinh: list[tuple[DeAn, list[int]]] = field(default_factory=list)

    def ten_cuc(self, nam: int) -> str:
        """What the Cục is called at the time of that year's contracts."""
        if nam not in self.cac_ten_cuc:
            self.cac_ten_cuc[nam] = ten_cuc(date(nam, 2, 20))
        return self.cac_ten_cuc[nam]

    def them(self, dong: Any) -> Any:
        self.dong[type(dong)].append(dong)
        return dong
