"""Who stands at the head of a paper: the Cục, or the Sở of the one who prints it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cucctdp.donvi.choices import LoaiToChuc
from cucctdp.donvi.models import ToChuc
from cucctdp.pdf.letterhead import TieuDeVanBan

CUC = "cuc"
HA_NOI = "Hà Nội"


@dataclass(frozen=True, slots=True)
class CoQuanLap:
    """The office that draws up a paper, as it was called on the day."""

    chu_quan: str
    ten: str
    dia_danh: str

    def tieu_de(self, *, ten_loai: str, trich_yeu: str, ngay: date) -> TieuDeVanBan:
        """Heading without a number: a working paper, not a document sent out."""
        return TieuDeVanBan(
            co_quan_chu_quan=self.chu_quan.upper(),
            co_quan_ban_hanh=self.ten.upper(),
            so_ky_hieu="",
            dia_danh=self.dia_danh,
            ngay=ngay,
            ten_loai=ten_loai,
            trich_yeu=trich_yeu,
        )


def co_quan_lap(user: Any, ngay: date) -> CoQuanLap:
    """The Sở of a Sở's account, else the Cục; two queries."""
    if user is not None and getattr(user, "la_so", False) and user.don_vi_id:
        so = ToChuc.objects.filter(loai=LoaiToChuc.SO, don_vi=user.don_vi_id).first()
        tinh = user.don_vi.ten_ngay(ngay)
        if so is not None:
            return CoQuanLap(f"UBND {tinh.ten_day_du}", str(so.ten_ngay(ngay).ten), tinh.ten)
    cuc = ToChuc.objects.select_related("cha").filter(ma=CUC).first()
    if cuc is None:
        return CoQuanLap("Bộ Công Thương", "Cục Công Thương địa phương", HA_NOI)
    bo = str(cuc.cha.ten_ngay(ngay).ten) if cuc.cha else ""
    return CoQuanLap(bo, str(cuc.ten_ngay(ngay).ten), HA_NOI)
