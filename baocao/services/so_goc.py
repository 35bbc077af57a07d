"""Loads what the registers start with: clocks and thresholds; idempotent."""

from collections import Counter
from pathlib import Path

from django.db import transaction

from baocao.models import DinhMucTheoDoi
from baocao.services.du_lieu_goc import THU_MUC, _dat, doc_yaml


@transaction.atomic
def nap_so_theo_doi(thu_muc: Path = THU_MUC) -> dict[str, Counter[str]]:
    """Load the files of ``so_theo_doi``; counts by kind as the other loader gives them."""
    thu_muc = thu_muc / "so_theo_doi"
    ket_qua: dict[str, Counter[str]] = {"định mức theo dõi": Counter()}
    for muc in doc_yaml(thu_muc / "dinh_muc.yaml")["dinh_muc"]:
        khoa = {"ma": muc.pop("ma"), "hieu_luc_tu": muc.pop("hieu_luc_tu")}
        muc.setdefault("hieu_luc_den", None)
        ket_qua["định mức theo dõi"][_dat(DinhMucTheoDoi, khoa, muc)[1]] += 1
    return ket_qua
