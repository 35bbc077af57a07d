"""Derived indicators: quotients of B1 and B4, each with what it is of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from khuyencong.statistics.co_so import co_so_duoc_ho_tro, tong_lao_dong
from khuyencong.statistics.kieu import CA_NUOC, Hoi, TyLe, ty_le
from khuyencong.statistics.kinh_phi import kinh_phi

_TY = Decimal(1_000_000_000)
_MOT = Decimal(1)


def chi_so_dan_xuat(hoi: Hoi) -> dict[str, TyLe]:
    """Disbursement, counterpart raised, support per establishment, new jobs per tỷ of support.

    Of the whole question, whatever its level. New jobs: over the surveyed establishments only,
    against their own support.
    """
    hoi = replace(hoi, cap=CA_NUOC)
    dong = {d.nguon: d for d in kinh_phi(hoi).cac_dong}
    kc, doi_ung = dong.get("khuyen_cong"), dong.get("doi_ung")
    co_so = co_so_duoc_ho_tro(hoi).cac_dong
    viec, _ = tong_lao_dong(co_so)
    cua_khao_sat = [c for c in co_so if tong_lao_dong([c])[1]]
    tien_khao_sat = sum(c.khuyen_cong for c in cua_khao_sat)
    return {
        "giai_ngan": ty_le(
            kc.quyet_toan if kc else None, "quyết toán khuyến công", kc.duoc_giao if kc else None,
            "kinh phí khuyến công được giao",
        ),
        "huy_dong": ty_le(
            doi_ung.luy_ke if doi_ung else None, "đối ứng đã nghiệm thu", kc.luy_ke if kc else None,
            "kinh phí khuyến công đã nghiệm thu", nhan=_MOT, don_vi_tinh="đồng/đồng",
        ),
        "binh_quan_co_so": ty_le(
            sum(c.khuyen_cong for c in co_so), "kinh phí khuyến công phê duyệt cho cơ sở",
            len(co_so), "số cơ sở được hỗ trợ", nhan=_MOT, don_vi_tinh="đồng/cơ sở",
        ),
        "viec_lam_moi": ty_le(
            viec, "lao động tăng thêm của các cơ sở đã khảo sát",
            Decimal(tien_khao_sat) / _TY, "tỷ đồng khuyến công hỗ trợ các cơ sở đó",
            nhan=_MOT, don_vi_tinh="lao động/tỷ đồng",
        ),
    }  # fmt: skip
