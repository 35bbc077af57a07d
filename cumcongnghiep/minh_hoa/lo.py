"""What a run of the demo gathers before it is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model

from cucctdp.donvi.models import NganhKinhTe, Xa
from cumcongnghiep.choices import LoaiVanBan
from cumcongnghiep.minh_hoa.kich_ban import NGAY, KichBan
from cumcongnghiep.minh_hoa.tinh import Tinh
from cumcongnghiep.models import ChuDauTu, Cum, DuAn, TieuChi, VanBan

D = TypeVar("D", bound=Model)
MINH_HOA = "(minh họa)"
NGOAI_LE = "Hồ sơ cũ, ghi lại từ bản lưu (minh họa)."


@dataclass
class Lo:
    """Rows to write, by table, in order."""

    dong: dict[type[Model], list[Any]] = field(default_factory=lambda: defaultdict(list))
    nganh: dict[str, NganhKinhTe] = field(default_factory=dict)
    tieu_chi: tuple[TieuChi, ...] = ()
    chu_dau_tu: dict[str, ChuDauTu] = field(default_factory=dict)
    _so: int = 100

    def them(self, dong: D) -> D:
        self.dong[type(dong)].append(dong)
        return dong

    def so_moi(self) -> int:
        """A document number nobody else has."""
        self._so += 1
        return self._so

    def cdt(self, ten: str, **truong: Any) -> ChuDauTu:
        """The developer of that name, made once."""
        if ten not in self.chu_dau_tu:
            self.chu_dau_tu[ten] = self.them(
                ChuDauTu(ten=f"{ten} {MINH_HOA}", minh_hoa=True, **truong)
            )
        return self.chu_dau_tu[ten]


@dataclass
class O:  # noqa: E742
    """One cluster while it is made: its scenario, row, communes, documents and projects."""

    lo: Lo
    kb: KichBan
    tinh: Tinh
    cum: Cum
    cac_xa: tuple[Xa, ...] = ()
    van_ban: dict[str, VanBan] = field(default_factory=dict)
    du_an: list[DuAn] = field(default_factory=list)
    thue: Any = None

    def them(self, dong: D) -> D:
        return self.lo.them(dong)

    def ghi(self, loai: str, so: str, ngay: date | None, co_quan: str, **truong: Any) -> Any:
        """A document of the cluster; nothing when its day has not come."""
        if ngay is None or ngay > NGAY:
            return None
        v = self.them(VanBan(cum=self.cum, loai=loai, so=so, ngay=ngay, co_quan=co_quan, **truong))
        self.van_ban[loai] = v
        return v

    def ngay(self, loai: str) -> date | None:
        v = self.van_ban.get(loai)
        return v.ngay if v else None

    @property
    def thanh_lap(self) -> VanBan | None:
        return self.van_ban.get(LoaiVanBan.THANH_LAP)
