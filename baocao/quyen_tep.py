"""Who may download which file of the reporting app."""

from baocao.models import BoBaoCao, LanGui
from cucctdp.files.quyen import dang_ky

BAN_TIN = "ban_tin"
TEP_NOP = "tep_nop"
BAN_KY = "ban_ky"


def _ban_tin(user, tep):
    return user.has_perm("baocao.tai_bantin")


def _cua_bo(user, tep):
    return (
        user.has_perm("baocao.view_bobaocao")
        and tep.doi_tuong_id is not None
        and BoBaoCao.objects.visible_to(user).filter(pk=tep.doi_tuong_id).exists()
    )


def _tep_nop(user, tep):
    """An uploaded workbook: the Sở's own until a sending came after it (as on the review page)."""
    da_gui = LanGui.objects.filter(bo=tep.doi_tuong_id, luc__gte=tep.tao_luc)
    return _cua_bo(user, tep) and (user.la_so or da_gui.exists())


dang_ky(BAN_TIN, _ban_tin)
dang_ky(TEP_NOP, _tep_nop)
dang_ky(BAN_KY, _cua_bo)
