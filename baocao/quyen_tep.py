"""Who may download which file of the reporting app."""

from baocao.models import BoBaoCao
from cucctdp.files.quyen import dang_ky

BAN_TIN = "ban_tin"
TEP_NOP = "tep_nop"
BAN_KY = "ban_ky"


def _ban_tin(user, tep):
    return user.has_perm("baocao.tai_bantin")


def _cua_bo(user, tep):
    """The Sở reads its own files; the Cục those that lay beside a sending, never a draft."""
    if not user.has_perm("baocao.view_bobaocao") or tep.doi_tuong_id is None:
        return False
    bo = BoBaoCao.objects.visible_to(user).filter(pk=tep.doi_tuong_id)
    if not user.la_so:
        bo = bo.filter(gui_luc__gte=tep.tao_luc)
    return bo.exists()


dang_ky(BAN_TIN, _ban_tin)
dang_ky(TEP_NOP, _cua_bo)
dang_ky(BAN_KY, _cua_bo)
