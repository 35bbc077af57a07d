"""The latest consolidated figure of an indicator, to stand beside a target (mục tiêu)."""

from dataclasses import dataclass
from decimal import Decimal

from baocao.bang import COT_CHINH
from baocao.choices import CapTongHop
from baocao.models import GiaTriTongHop, KyBaoCao, LanTongHop
from baocao.statistics.danh_muc import doc_danh_muc
from baocao.statistics.kieu import MA_CA_NUOC


@dataclass(frozen=True, slots=True)
class SoMucTieu:
    """A figure of the newest run that has one; ``theo_ma`` the code it stands under there."""

    ten: str
    ten_cot: str
    dvt: str
    so_le: int
    gia_tri: Decimal
    ky: KyBaoCao
    lan: LanTongHop
    so_co: int
    so_tong: int
    theo_ma: str

    def dat(self, muc_tieu: Decimal | None) -> Decimal | None:
        """Per cent of a target reached; None without a target to divide by."""
        return self.gia_tri * 100 / muc_tieu if muc_tieu else None


def so_muc_tieu(chi_tieu: str, *, cot: str = "", don_vi: str = "") -> SoMucTieu | None:
    """The latest figure of an indicator over the country, or of one unit («34:80»).

    ``cot`` "": the form's cumulated (else main) column. A row whose code changed is followed. None
    when there is no such indicator or no run has a figure of it. One query.
    """
    bieu = doc_danh_muc().bieu_co_dong(chi_tieu)
    if bieu is None:
        return None
    dong = bieu.chi_tieu[chi_tieu]
    cot = cot or COT_CHINH.get(bieu.bieu_mau.bo_cot, ("", ""))[1]
    g = (
        GiaTriTongHop.objects.filter(
            bieu=bieu.ma,
            chi_tieu__in=(chi_tieu, *doc_danh_muc().cung_dong(bieu.ma, chi_tieu)),
            cot=cot,
            cap=CapTongHop.TINH if don_vi else CapTongHop.CA_NUOC,
            ma_pham_vi=don_vi or MA_CA_NUOC,
            gia_tri__isnull=False,
        )
        .select_related("lan__ky")
        .order_by("-lan__ky__thang_tk_den", "-lan__ky__thang_tk_tu", "-lan__so")
        .first()
    )
    if g is None or g.gia_tri is None:
        return None
    return SoMucTieu(
        ten=dong.ten,
        ten_cot=bieu.cot[cot].ten if cot in bieu.cot else cot,
        dvt=dong.dvt,
        so_le=dong.so_le,
        gia_tri=g.gia_tri,
        ky=g.lan.ky,
        lan=g.lan,
        so_co=g.so_don_vi_co,
        so_tong=g.so_don_vi_tong,
        theo_ma=g.chi_tieu if g.chi_tieu != chi_tieu else "",
    )
