"""Loads the law of clusters from its files; idempotent, keeps hand edits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.nap_goc.nap import dat_nhieu, doc_yaml
from cumcongnghiep.models import CheDo, HanBieu, QuyTac, ThoiHan, TieuChi

THU_MUC = Path(settings.BASE_DIR) / "fixtures" / "cum_cong_nghiep"
_MAC_DINH = {"can_xac_minh": False, "ghi_chu": "", "hieu_luc_den": None}
# A figure that a regime does not name is one the law does not fix.
_CHE_DO: dict[str, Any] = {
    "dien_tich_toi_da": None,
    "dien_tich_toi_thieu": None,
    "dien_tich_toi_thieu_rieng": None,
    "ty_le_lang_nghe": None,
    "ty_le_chuyen_nganh": None,
    "ty_le_ho_tro": None,
    "ty_le_cong_nghe_cao": None,
    "dich_vu_toi_da": None,
    "lap_day_thanh_lap": None,
    "chua_thue_thanh_lap": None,
    "mien_xet_thanh_lap": [],
    "lap_day_mo_rong": None,
    "hang_muc_thiet_yeu": [],
    "mien_thiet_yeu_truoc_105": False,
    "dung_sai_dien_tich": None,
    "diem_toi_thieu": None,
    "ho_tro_toi_da": None,
    "xong_ha_tang_moi_hoat_dong": False,
    "so_bo_ho_so": None,
    "chua_ro": [],
}

Muc = tuple[dict[str, Any], dict[str, Any]]


def _tach(muc: dict[str, Any], chung: dict[str, Any], khoa: tuple[str, ...]) -> Muc:
    """(key, values) of one YAML entry over the common part of its file."""
    du = _MAC_DINH | chung | muc
    return {k: du[k] for k in khoa}, {k: v for k, v in du.items() if k not in khoa}


@transaction.atomic
def nap(thu_muc: Path = THU_MUC) -> dict[str, Counter[str]]:
    """Load everything; counts «them», «doi», «giu», «sua_tay» by kind.

    Criteria of provinces are left out while the units are not loaded.
    """
    kq = {
        "chế độ pháp lý": dat_nhieu(CheDo, _che_do(thu_muc)),
        "thời hạn": dat_nhieu(ThoiHan, _thoi_han(thu_muc)),
        "tiêu chí": dat_nhieu(TieuChi, _tieu_chi_goc(thu_muc)),
        "hạn biểu": dat_nhieu(HanBieu, _han_bieu(thu_muc)),
        "quy tắc": dat_nhieu(QuyTac, _quy_tac(thu_muc)),
    }
    kq["tiêu chí"] += dat_nhieu(TieuChi, _tieu_chi_tinh(thu_muc))
    return kq


def _che_do(thu_muc: Path) -> Iterator[Muc]:
    for muc in doc_yaml(thu_muc / "che_do.yaml")["che_do"]:
        yield _tach(muc, _CHE_DO, ("ma", "hieu_luc_tu"))


def _thoi_han(thu_muc: Path) -> Iterator[Muc]:
    for muc in doc_yaml(thu_muc / "thoi_han.yaml")["thoi_han"]:
        yield _tach(muc, {"thu_tuc": ""}, ("loai", "thu_tuc", "hieu_luc_tu"))


_KHOA_TIEU_CHI = ("ma", "don_vi", "hieu_luc_tu")
_TIEU_CHI = {"cha": None, "don_vi": None, "loai_tru": False}


def _tieu_chi_goc(thu_muc: Path) -> Iterator[Muc]:
    du_lieu = doc_yaml(thu_muc / "tieu_chi.yaml")["quoc_gia"]
    for so, muc in enumerate(du_lieu["tieu_chi"], 1):
        yield _tach({**muc, "thu_tu": so}, _TIEU_CHI | du_lieu["chung"], _KHOA_TIEU_CHI)


def _tieu_chi_tinh(thu_muc: Path) -> Iterator[Muc]:
    """Sub-criteria hang on the national criterion in force on their first day."""
    don_vi = {d.khoa: d for d in DonViHanhChinh.objects.all()}
    for tinh in doc_yaml(thu_muc / "tieu_chi.yaml")["tinh"]:
        cua = don_vi.get(tinh["don_vi"])
        if cua is None:
            continue
        ngay = tinh["chung"]["hieu_luc_tu"]
        cha = {t.ma: t for t in TieuChi.objects.filter(cha__isnull=True).hieu_luc(ngay)}
        for so, muc in enumerate(tinh["tieu_chi"], 1):
            rieng = {**muc, "cha": cha[muc["cha"]], "don_vi": cua, "thu_tu": so}
            yield _tach(rieng, _TIEU_CHI | tinh["chung"], _KHOA_TIEU_CHI)


def _han_bieu(thu_muc: Path) -> Iterator[Muc]:
    du_lieu = doc_yaml(thu_muc / "han_bieu.yaml")
    for giai_doan in du_lieu["giai_doan"]:
        for muc in giai_doan["bieu"]:
            for loai_ky, (ngay, thang) in muc["han"].items():
                rieng = {k: v for k, v in muc.items() if k != "han"}
                rieng |= {"loai_ky": loai_ky, "ngay_han": ngay, "thang_han": thang}
                yield _tach(
                    rieng,
                    giai_doan["chung"] | du_lieu["ky"][loai_ky],
                    ("bieu", "loai_ky", "hieu_luc_tu"),
                )


def _quy_tac(thu_muc: Path) -> Iterator[Muc]:
    for ten in ("quy_tac", "canh_bao"):
        du_lieu = doc_yaml(thu_muc / f"{ten}.yaml")
        for muc in du_lieu["quy_tac"]:
            yield _tach(muc, {"nguong": {}} | du_lieu["chung"], ("ma", "hieu_luc_tu"))
