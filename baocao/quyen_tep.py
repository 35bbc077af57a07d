"""Who may download which file of the reporting app."""

from baocao.models import BoBaoCao, DieuChinh, GiaTriTongHop, LanGui
from cucctdp.files.quyen import dang_ky

BAN_TIN = "ban_tin"
TEP_NOP = "tep_nop"
BAN_KY = "ban_ky"
CHUNG_MINH = "chung_minh"
SO_THEO_DOI = "so_theo_doi"
DON_DOC = "don_doc"


def _ban_tin(user, tep):
    return user.has_perm("baocao.tai_bantin")


def _so_dong_ban_tin(tep):
    """Figures of the run: the workbook's own, or those attached to the briefing as CSV."""
    ban_tin = tep.doi_tuong
    return GiaTriTongHop.objects.filter(lan=ban_tin.lan_id).count() if ban_tin else None


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


def _so_theo_doi(user, tep):
    """A file of a register follows its row: the petition's own right, else the registers'."""
    obj = tep.doi_tuong
    if obj is None:
        return False
    quyen = "view_kiennghi" if obj._meta.model_name == "kiennghi" else "xem_sotheodoi"
    rows = type(obj)._default_manager.all()
    trong = rows.visible_to(user) if hasattr(rows, "visible_to") else rows
    return user.has_perm(f"baocao.{quyen}") and trong.filter(pk=obj.pk).exists()


def _don_doc(user, tep):
    """A draft letter of the Cục: nothing for the Sở before it is signed."""
    return user.la_cuc and _cua_bo(user, tep)


def _chung_minh(user, tep):
    """Evidence of a restatement: whoever may read the request."""
    cac_don = DieuChinh.objects.visible_to(user).filter(tep=tep)
    return user.has_perm("baocao.view_dieuchinh") and cac_don.exists()


dang_ky(BAN_TIN, _ban_tin, so_dong=_so_dong_ban_tin)
dang_ky(TEP_NOP, _tep_nop)
dang_ky(BAN_KY, _cua_bo)
dang_ky(SO_THEO_DOI, _so_theo_doi)
dang_ky(CHUNG_MINH, _chung_minh)
dang_ky(DON_DOC, _don_doc)
