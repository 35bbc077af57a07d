"""Who may download files of a cluster: whoever may read the cluster or the plan."""

from typing import Any

from cucctdp.files.models import Tep
from cucctdp.files.quyen import dang_ky
from cumcongnghiep.models import Cum, QuyHoach

TEP_CUM = "cum_cong_nghiep"
BANG_CUM = "bang_cum"
BIEU_LOI = "bieu_cum_loi"


def _cua_cum(user: Any, tep: Tep) -> bool:
    if isinstance(tep.doi_tuong, QuyHoach):
        return bool(
            user.has_perm("cumcongnghiep.view_quyhoach")
            and QuyHoach.objects.visible_to(user).filter(pk=tep.doi_tuong_id).exists()
        )
    return bool(
        user.has_perm("cumcongnghiep.view_vanban")
        and isinstance(tep.doi_tuong, Cum)
        and Cum.objects.visible_to(user).filter(pk=tep.doi_tuong_id).exists()
    )


def _bang_cum(user: Any, tep: Tep) -> bool:
    """A list holds what its maker may see: nobody else's to download."""
    return bool(user.has_perm("cumcongnghiep.xem_thongke") and tep.nguoi_tao_id == user.pk)


def _bieu_loi(user: Any, tep: Tep) -> bool:
    """A refused workbook of a form, marked: for who uploaded it."""
    return bool(user.has_perm("cumcongnghiep.view_bieunop") and tep.nguoi_tao_id == user.pk)


dang_ky(TEP_CUM, _cua_cum)
dang_ky(BIEU_LOI, _bieu_loi)
dang_ky(BANG_CUM, _bang_cum)
