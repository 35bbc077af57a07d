"""Loads what the registers start with: clocks, documents, schemes, programmes; idempotent."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.db import transaction

from baocao.models import (
    ChuongTrinhMTQG,
    DinhMucTheoDoi,
    NghiQuyet,
    QuanHeVanBan,
    VanBan,
)
from baocao.services.du_lieu_goc import THU_MUC, dat_dong, doc_yaml

NGAY_TRONG = {"ngay_ban_hanh": None, "hieu_luc_tu": None, "hieu_luc_den": None}


@transaction.atomic
def nap_so_theo_doi(thu_muc: Path = THU_MUC) -> dict[str, Counter[str]]:
    """Load the files of ``so_theo_doi``; counts by kind as the other loader gives them.

    Rows that a person has changed since the last load are kept as they are.
    """
    thu_muc = thu_muc / "so_theo_doi"
    ten = (
        "định mức theo dõi",
        "văn bản",
        "quan hệ văn bản",
        "nghị quyết, đề án",
        "chương trình MTQG",
    )
    ket_qua: dict[str, Counter[str]] = {t: Counter() for t in ten}
    for muc in doc_yaml(thu_muc / "dinh_muc.yaml")["dinh_muc"]:
        khoa = {"ma": muc.pop("ma"), "hieu_luc_tu": muc.pop("hieu_luc_tu")}
        muc.setdefault("hieu_luc_den", None)
        ket_qua[ten[0]][dat_dong(DinhMucTheoDoi, khoa, muc)[1]] += 1
    tep = doc_yaml(thu_muc / "van_ban.yaml")
    _nap_van_ban(tep, ket_qua[ten[1]], ket_qua[ten[2]])
    for muc in tep["nghi_quyet"]:
        muc.pop("ma")
        khoa = {"cap": muc.pop("cap"), "trich_yeu": muc.pop("trich_yeu")}
        so = muc.get("so_ky_hieu", "")
        muc["van_ban"] = VanBan.objects.filter(so_ky_hieu=so).first() if so else None
        ket_qua[ten[3]][dat_dong(NghiQuyet, khoa, muc)[1]] += 1
    for muc in tep["chuong_trinh_mtqg"]:
        khoa = {"loai": muc.pop("loai"), "tu_nam": muc.pop("tu_nam")}
        ket_qua[ten[4]][dat_dong(ChuongTrinhMTQG, khoa, muc)[1]] += 1
    return ket_qua


def _nap_van_ban(tep: dict[str, Any], van_ban: Counter[str], quan_he: Counter[str]) -> None:
    """Documents first, then what they do to each other."""
    noi: list[tuple[VanBan, str, str]] = []
    for muc in tep["van_ban"]:
        gia_tri = {**NGAY_TRONG, "linh_vuc": "chung", "ghi_chu": "", **tep["mac_dinh"], **muc}
        toi = gia_tri.pop("quan_he", [])
        khoa = {"so_ky_hieu": gia_tri.pop("so_ky_hieu")}
        vb, ket = dat_dong(VanBan, khoa, gia_tri)
        van_ban[ket] += 1
        noi += [(vb, loai, so) for loai, so in toi]
    theo_so = {v.so_ky_hieu: v for v in VanBan.objects.exclude(so_ky_hieu="")}
    for vb, loai, so in noi:
        _, moi = QuanHeVanBan.objects.get_or_create(van_ban=vb, loai=loai, toi=theo_so[so])
        quan_he["them" if moi else "giu"] += 1
