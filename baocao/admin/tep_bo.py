"""Files beside a pack, as its review page lists them."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from baocao.admin import lan_gui
from baocao.models import BoBaoCao
from baocao.quyen_tep import DON_DOC
from cucctdp.files.models import Tep
from cucctdp.files.quyen import duoc_tai

TEP_TOI_DA = 50


def cac_tep(bo: BoBaoCao, user: Any, nguon: lan_gui.NguonXem) -> list[Tep]:
    """Files of the sending that is shown, newest first; none before the first sending."""
    if nguon.lan is None:
        return []
    rows = _cua_bo(bo).exclude(loai=DON_DOC)
    if nguon.anh_chup:
        rows = rows.filter(tao_luc__lte=nguon.lan.luc)
    return _tai_duoc(rows, user)


def don_doc(bo: BoBaoCao, user: Any) -> list[Tep]:
    """Drafts of letters urging the Sở, newest first."""
    return _tai_duoc(_cua_bo(bo).filter(loai=DON_DOC), user)


def _cua_bo(bo: BoBaoCao) -> QuerySet[Tep]:
    loai = ContentType.objects.get_for_model(BoBaoCao)
    return Tep.objects.filter(doi_tuong_loai=loai, doi_tuong_id=bo.pk).select_related("nguoi_tao")


def _tai_duoc(rows: QuerySet[Tep], user: Any) -> list[Tep]:
    """One question per kind: every file here belongs to the one pack."""
    theo_loai: dict[str, bool] = {}
    cac_tep = list(rows[:TEP_TOI_DA])
    for tep in cac_tep:
        if tep.loai not in theo_loai:
            theo_loai[tep.loai] = duoc_tai(user, tep)
    return [t for t in cac_tep if theo_loai[t.loai]]
