"""The grid of one form with everything beside it read once: rules, explanations, remarks, talk."""

from collections.abc import Mapping
from typing import Any

from baocao.bang import dung_bang
from baocao.checks import run_checks
from baocao.checks.run import doc_quy_tac
from baocao.checks.so_lieu_kem import doc_so_lieu_kem
from baocao.models import PhieuBieu, YKien
from baocao.portal.buoc import TU_CHOI, cau_tu_choi
from baocao.portal.quy_tac_js import bang_cho_trang
from baocao.portal.trinh_bay import LuoiHien
from baocao.services.dien_san import dien_san
from baocao.services.nhap_lieu import kiem_tra_duoc_nhap
from baocao.services.trao_doi import dem_trao_doi


def vi_sao_khong_nhap(phieu: PhieuBieu, user: Any) -> list[str]:
    """Why the user may not type now; empty when they may."""
    try:
        kiem_tra_duoc_nhap(phieu, by=user)
    except TU_CHOI as loi:
        return cau_tu_choi(loi)
    return []


def doc_luoi(
    phieu: PhieuBieu,
    user: Any,
    *,
    da_go: Mapping[str, str] | None = None,
    loi: Mapping[str, str] | None = None,
) -> LuoiHien:
    """The form as drawn for this user; ``da_go`` and ``loi`` redraw what could not be stored."""
    bang = dung_bang(phieu)
    kem = doc_so_lieu_kem(bang)
    quy_tac = doc_quy_tac(bang.ky.ngay_cuoi)
    duoc_nhap = not vi_sao_khong_nhap(phieu, user)
    so_san = dien_san(phieu, bang, kem.khuyen_cong.lay) if duoc_nhap else {}
    y_kien = YKien.objects.filter(phieu=phieu, dong_luc__isnull=True).select_related("nguoi")
    return LuoiHien(
        bang,
        run_checks(bang, quy_tac=quy_tac, kem=kem),
        duoc_nhap,
        duoc_giai_trinh=duoc_nhap,
        vai_tro=user.vai_tro if phieu.bo.so_sua_duoc else "",
        da_go=da_go or {},
        loi=loi or {},
        y_kien=list(y_kien),
        trao_doi=dem_trao_doi([phieu.pk]).get(phieu.pk, {}),
        dien_san={f"{ma}.{cot}": so for (ma, cot), so in so_san.items()},
        cho_trang=bang_cho_trang(bang, quy_tac, kem) if duoc_nhap else {},
    )
