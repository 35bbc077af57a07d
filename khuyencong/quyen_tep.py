"""Who may download files of a đề án: whoever may read the đề án."""

from typing import Any

from cucctdp.files.models import Tep
from cucctdp.files.quyen import dang_ky
from khuyencong.models import DeAn

TEP_DE_AN = "khuyen_cong"
HO_SO_THANH_TRA = "ho_so_thanh_tra"
BANG_DE_AN = "bang_de_an"
BANG_THONG_KE = "thong_ke_kc"
# The file for inspectors holds the audit extract: for who decides, pays or audits, not who applies.
QUYEN_THANH_TRA = (
    "audit.view_sukien",
    "khuyencong.tham_dinh_bo_dean",
    "khuyencong.ky_hop_dong_dean",
    "khuyencong.phe_duyet_dean",
)


def _cua_de_an(user: Any, tep: Tep) -> bool:
    return bool(
        user.has_perm("khuyencong.view_dean")
        and isinstance(tep.doi_tuong, DeAn)
        and DeAn.objects.visible_to(user).filter(pk=tep.doi_tuong_id).exists()
    )


def duoc_lap_ho_so(user: Any) -> bool:
    """Whether an account may build and read inspection files of the đề án it sees."""
    return any(user.has_perm(q) for q in QUYEN_THANH_TRA)


def _ho_so_thanh_tra(user: Any, tep: Tep) -> bool:
    return duoc_lap_ho_so(user) and _cua_de_an(user, tep)


def _bang_de_an(user: Any, tep: Tep) -> bool:
    """A list holds what its maker may see: nobody else's to download."""
    return bool(user.has_perm("khuyencong.view_dean") and tep.nguoi_tao_id == user.pk)


def _bang_thong_ke(user: Any, tep: Tep) -> bool:
    return bool(user.has_perm("khuyencong.xem_thongke") and tep.nguoi_tao_id == user.pk)


dang_ky(TEP_DE_AN, _cua_de_an)
dang_ky(BANG_DE_AN, _bang_de_an)
dang_ky(BANG_THONG_KE, _bang_thong_ke)
dang_ky(HO_SO_THANH_TRA, _ho_so_thanh_tra)
