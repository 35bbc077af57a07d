"""The data version that answers depend on: one tiny query keys ETags and cached answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from cucctdp.apikit.models import PhienBanDuLieu

# Levels of approval, lowest first; only the upper two have a data version, so only they go out.
DA_GUI = "da_gui"
TIEP_NHAN = "tiep_nhan"
CONG_BO = "cong_bo"
CAC_MUC_API = (TIEP_NHAN, CONG_BO)
CAC_MUC = (DA_GUI, *CAC_MUC_API)


@dataclass(frozen=True, slots=True)
class PhienBan:
    """``van_ban`` changes with every visible change; ``luc`` is the last change of figures.

    ``danh_muc``: the version of names, groupings and templates, for ``doc_danh_muc``.
    """

    van_ban: str
    luc: datetime | None
    danh_muc: tuple[int, datetime] | None = None


def phien_ban_so_lieu(cac_ky: Iterable[str] | None, muc: str) -> PhienBan:
    """Version of the figures of the periods (None: all) at a level, and of the reference data.

    The recorded time goes into the text beside the counter: a counter that was rolled back and
    counted up again is not the same version.
    """
    so_lieu = Q(linh_vuc="baocao", cap=muc)
    if cac_ky is not None:
        so_lieu &= Q(ky__in=set(cac_ky))
    rows = list(
        PhienBanDuLieu.objects.filter(so_lieu | Q(linh_vuc="danh_muc"))
        .order_by("linh_vuc", "ky")
        .values_list("linh_vuc", "ky", "so", "luc")
    )
    cac_luc = [luc for linh_vuc, _, _, luc in rows if linh_vuc == "baocao"]
    return PhienBan(
        ",".join(f"{ky or linh_vuc}:{so}@{luc.timestamp():.6f}" for linh_vuc, ky, so, luc in rows),
        max(cac_luc, default=None),
        next(((so, luc) for linh_vuc, _, so, luc in rows if linh_vuc == "danh_muc"), None),
    )
