"""Quality of estimates: how far provinces' first figures were from those that followed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F

from baocao.choices import BO_DA_NHAN, TrangThaiO, TrangThaiSoLieu
from baocao.models import DieuChinh, GiaTri
from cucctdp.donvi.models import DonViHanhChinh


@dataclass(frozen=True, slots=True)
class DoLechUoc:
    """Revisions of one province's estimates, in percent of the later figure.

    ``tuyet_doi``: mean absolute revision; ``co_dau``: mean with sign (positive: estimated too
    low); ``lon_nhat``: largest absolute one; ``so_o``: estimates that were followed by a firmer
    figure; ``so_sua_loi``: approved corrections of errors. ``nhom``: code of the form (a group of
    indicators), "" for all of them.
    """

    don_vi: str
    ten: str
    nhom: str
    tuyet_doi: Decimal | None
    co_dau: Decimal | None
    lon_nhat: Decimal | None
    so_o: int
    so_sua_loi: int


def do_lech_uoc(
    *,
    cac_ky: Collection[str] | None = None,
    chi_tieu: Collection[str] | None = None,
    don_vi: Collection[int] | None = None,
    theo_nhom: bool = False,
) -> list[DoLechUoc]:
    """By unit: the estimate that was sent against the latest preliminary or final figure.

    ``theo_nhom``: behind each unit's line also one for each form it estimated in.

    ``cac_ky`` None: all periods; ``chi_tieu`` None: all rows; ``don_vi``: ids. Cells whose later
    figure is 0 are left out (no percentage); «Không phát sinh» is an estimate of 0. The
    same queries whatever the number of units.
    """
    loc: dict[str, Any] = {"phieu__bo__trang_thai__in": BO_DA_NHAN}
    if cac_ky is not None:
        loc["phieu__bo__ky__ma__in"] = list(cac_ky)
    if chi_tieu is not None:
        loc["chi_tieu__ma__in"] = list(chi_tieu)
    if don_vi is not None:
        loc["phieu__bo__don_vi__in"] = list(don_vi)
    chac = {
        (phieu, ct, cot): so
        for phieu, ct, cot, so in GiaTri.objects.hien_tai()
        .filter(so__isnull=False, **loc)
        .exclude(trang_thai_sl=TrangThaiSoLieu.UOC)
        .exclude(so=0)
        .filter(phien_ban__gt=1)
        .order_by()
        .values_list("phieu_id", "chi_tieu_id", "cot", "so")
    }
    uoc: dict[tuple[int, int, str], tuple[int, str, Decimal]] = {}
    rows = (
        GiaTri.objects.filter(
            trang_thai_sl=TrangThaiSoLieu.UOC,
            trang_thai_o__in=(TrangThaiO.CO_GIA_TRI, TrangThaiO.KHONG_PHAT_SINH),
            phieu__in={phieu for phieu, _, _ in chac},
            ghi_luc__lte=F("phieu__bo__gui_luc"),
            **loc,
        )
        .order_by("ghi_luc")
        .values_list(
            "phieu_id",
            "chi_tieu_id",
            "cot",
            "so",
            "phieu__bo__don_vi_id",
            "phieu__bieu_mau__ma",
        )
    )
    for phieu, ct, cot, so, dv, bieu in rows:
        uoc[phieu, ct, cot] = (dv, bieu, so or Decimal(0))
    lech: dict[int, dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    for khoa, (dv, bieu, so) in uoc.items():
        if khoa in chac:
            lech[dv][bieu].append((chac[khoa] - so) / abs(chac[khoa]) * 100)
    sua = _so_sua_loi(cac_ky)
    cac_dv = DonViHanhChinh.objects.filter(pk__in={*lech, *sua}).theo_ten()
    if don_vi is not None:
        cac_dv = cac_dv.filter(pk__in=list(don_vi))
    ket: list[DoLechUoc] = []
    for dv in cac_dv:
        nhom = lech.get(dv.pk, {})
        ket.append(_dong(dv, [x for so in nhom.values() for x in so], sua.get(dv.pk, 0)))
        if theo_nhom:
            ket += [_dong(dv, nhom[ma], 0, ma) for ma in sorted(nhom)]
    return ket


def _so_sua_loi(cac_ky: Collection[str] | None) -> dict[int, int]:
    rows = DieuChinh.objects.filter(loai="sua_loi", trang_thai="da_duyet")
    if cac_ky is not None:
        rows = rows.filter(bo__ky__ma__in=list(cac_ky))
    dem: dict[int, int] = defaultdict(int)
    for dv in rows.order_by().values_list("don_vi_id", flat=True):
        dem[dv] += 1
    return dem


def _dong(
    don_vi: DonViHanhChinh, lech: list[Decimal], so_sua_loi: int, nhom: str = ""
) -> DoLechUoc:
    if not lech:
        return DoLechUoc(don_vi.khoa, don_vi.ten_goi, nhom, None, None, None, 0, so_sua_loi)
    tuyet_doi = [abs(x) for x in lech]
    n = len(lech)
    return DoLechUoc(
        don_vi.khoa,
        don_vi.ten_goi,
        nhom,
        sum(tuyet_doi, Decimal(0)) / n,
        sum(lech, Decimal(0)) / n,
        max(tuyet_doi),
        n,
        so_sua_loi,
    )
