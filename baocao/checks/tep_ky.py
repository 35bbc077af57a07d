"""KT47: the signed PDF carries the code of the figures that were sent."""

from collections.abc import Iterator

from django.core.cache import cache

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanhBo
from baocao.checks.registry import phep_kiem_tra
from baocao.choices import TrangThaiBo
from baocao.models import LanGui
from cucctdp.files.models import Tep
from cucctdp.files.services import doc_tep
from cucctdp.pdf.doc_chu import co_chu

DAI_MA = 12
_GIU_GIAY = 30 * 24 * 3600


def ma_so_lieu(sha256: str) -> str:
    """Return the part of a report's hash that is printed in its document."""
    return sha256[:DAI_MA]


def tep_co_ma(tep: Tep, ma: str) -> bool | None:
    """Tell whether a stored PDF shows the code; None when it cannot be told (a scan).

    Content and code never change, so each pair is read once.
    """
    khoa = f"tep_ky:{tep.sha256}:{ma}"
    da_co = cache.get(khoa)
    if da_co is None:
        try:
            co = co_chu(doc_tep(tep), ma)
        except (OSError, ValueError):  # lost or altered on disk: told by the check of the store
            return None
        da_co = (co,)
        cache.set(khoa, da_co, _GIU_GIAY)
    (ket_qua,) = da_co
    return ket_qua


@phep_kiem_tra("tep_ky_dung_so_lieu")
def tep_ky_dung_so_lieu(nc: NguCanhBo) -> Iterator[ViPham]:
    """Only once the figures are sent; a scan without text says nothing."""
    bo = nc.bo
    if bo.tep_ky is None or bo.so_sua_duoc or bo.trang_thai == TrangThaiBo.CHO_KY:
        return
    lan = LanGui.objects.filter(bo=bo).order_by("-lan").values_list("sha256", flat=True).first()
    if lan and tep_co_ma(bo.tep_ky, ma_so_lieu(lan)) is False:
        yield nc.vi_pham(ma_so_lieu=ma_so_lieu(lan))
