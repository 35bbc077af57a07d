"""The frozen snapshot of a sending (ảnh chụp số liệu) and its SHA-256."""

import hashlib
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects

from baocao.models import BoBaoCao, GiaTri
from cucctdp.audit.models import dang_chuan

DANG = 1


def chup(bo: BoBaoCao, cac_gia_tri: list[GiaTri]) -> dict[str, Any]:
    """Return the JSON-able snapshot of a pack from its current values.

    Shape: {dang, don_vi, ten_don_vi, ky, vong, bieu: {Q04: {phien_ban, o: {"BL00.A3": […]}}}};
    each cell is [state, number as text or null, text, data state, version, origin].
    """
    ten = bo.don_vi.ten_ngay(bo.ky.den_ngay)
    bieu: dict[str, Any] = {
        p.bieu_mau.ma: {"phien_ban": p.bieu_mau.phien_ban, "o": {}}
        for p in bo.phieu.all()
        if not p.bieu_mau.la_tinh_toan
    }
    ma_phieu = {p.pk: p.bieu_mau.ma for p in bo.phieu.all()}
    for g in cac_gia_tri:
        bieu[ma_phieu[g.phieu_id]]["o"][f"{g.chi_tieu.ma}.{g.cot}"] = [
            g.trang_thai_o,
            so_chuan(g.so),
            g.chu,
            g.trang_thai_sl,
            g.phien_ban,
            g.nguon_goc,
        ]
    return {
        "dang": DANG,
        "don_vi": bo.don_vi.khoa,
        "ten_don_vi": ten.ten_day_du if ten else "",
        "ky": bo.ky.ma,
        "vong": bo.vong,
        "bieu": bieu,
    }


def chup_hien_tai(bo: BoBaoCao) -> dict[str, Any]:
    """Return the snapshot of the pack as it stands now."""
    prefetch_related_objects([bo], "phieu__bieu_mau")
    gia_tri = (
        GiaTri.objects.hien_tai()
        .filter(phieu__bo=bo)
        .select_related("chi_tieu")
        .order_by("phieu", "chi_tieu__thu_tu", "cot")
    )
    return chup(bo, list(gia_tri))


def so_chuan(so: Decimal | None) -> str | None:
    """Plain decimal text without trailing zeros, so that equal numbers hash equally."""
    if so is None:
        return None
    chu = format(so, "f")
    return chu.rstrip("0").rstrip(".") if "." in chu else chu


def bam(anh_chup: dict[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON of a snapshot."""
    return hashlib.sha256(dang_chuan(anh_chup).encode()).hexdigest()
