"""Loads the catalogues of khuyến công from their files; idempotent, keeps hand edits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from cucctdp.donvi.models import DonViHanhChinh, ToChuc
from cucctdp.nap_goc.nap import dat_nhieu, doc_yaml
from khuyencong.models import (
    CheDoDoiTuong,
    DinhMuc,
    MauBieu,
    NganhNghe,
    NoiDung,
    QuyTac,
    ThamQuyen,
    ThoiHan,
    TrungTam,
    TyLeTamUng,
    YeuCauTaiLieu,
)

THU_MUC = Path(settings.BASE_DIR) / "fixtures" / "khuyencong"
_MAC_DINH = {"can_xac_minh": False, "ghi_chu": "", "hieu_luc_den": None}

Muc = tuple[dict[str, Any], dict[str, Any]]


def _tach(muc: dict[str, Any], chung: dict[str, Any], khoa: tuple[str, ...]) -> Muc:
    """(key, values) of one YAML entry over the common part of its file."""
    du = _MAC_DINH | chung | muc
    return {k: du[k] for k in khoa}, {k: v for k, v in du.items() if k not in khoa}


@transaction.atomic
def nap(thu_muc: Path = THU_MUC) -> dict[str, Counter[str]]:
    """Load everything; counts «them», «doi», «giu», «sua_tay» by kind.

    Ceilings of provinces and regional centres are left out while the units are not loaded.
    """
    viec = {
        "nội dung": (NoiDung, _don_gian(thu_muc, "noi_dung", _NOI_DUNG)),
        "ngành nghề": (
            NganhNghe,
            _don_gian(thu_muc, "nganh_nghe", _NGANH_NGHE),
        ),
        "chế độ đối tượng": (CheDoDoiTuong, _don_gian(thu_muc, "che_do", {})),
        "định mức": (DinhMuc, _dinh_muc(thu_muc)),
        "thời hạn": (ThoiHan, _thoi_han(thu_muc)),
        "tỷ lệ tạm ứng": (TyLeTamUng, _tam_ung(thu_muc)),
        "tài liệu": (YeuCauTaiLieu, _tai_lieu(thu_muc)),
        "thẩm quyền": (ThamQuyen, _tham_quyen(thu_muc)),
        "mẫu biểu": (MauBieu, _mau_bieu(thu_muc)),
        "quy tắc": (QuyTac, _don_gian(thu_muc, "quy_tac", {"nguong": {}})),
        "trung tâm vùng": (TrungTam, _trung_tam_vung(thu_muc)),
    }
    return {ten: dat_nhieu(model, list(cac_muc)) for ten, (model, cac_muc) in viec.items()}


_NGANH_NGHE = {"chi_dia_ban_kho_khan": False}
_NOI_DUNG = {
    "lua_chon": "xet_chon",
    "mien_dia_ban": False,
    "mien_quy_mo": False,
    "may_moc": False,
    "o_nuoc_ngoai": False,
    "theo_thoi_vu": False,
}


def _don_gian(thu_muc: Path, ten: str, mac_dinh: dict[str, Any]) -> Iterator[Muc]:
    du_lieu = doc_yaml(thu_muc / f"{ten}.yaml")
    chung = mac_dinh | du_lieu.get("chung", {})
    for thu_tu, muc in enumerate(du_lieu[ten], 1):
        them = {"thu_tu": thu_tu} if ten == "noi_dung" else {}
        yield _tach(muc | them, chung, ("ma", "hieu_luc_tu"))


def _dinh_muc(thu_muc: Path) -> Iterator[Muc]:
    du_lieu = doc_yaml(thu_muc / "dinh_muc.yaml")
    don_vi = {d.khoa: d for d in DonViHanhChinh.objects.all()}
    for nguon, cac_muc, chung in (
        ("kcqg", du_lieu["kcqg"]["muc"], du_lieu["kcqg"]["chung"]),
        ("kcdp", du_lieu["kcdp"], {}),
    ):
        for muc in cac_muc:
            muc = {"he_so_uu_tien": "1", "cap": "", **chung, **muc, "nguon": nguon}
            cua = muc.pop("don_vi", None)
            if cua is not None and cua not in don_vi:
                continue
            trieu, ty_le = muc.pop("muc", None), muc.pop("ty_le", None)
            muc |= {
                "don_vi": don_vi[cua] if cua else None,
                "muc_toi_da": None if trieu is None else int(trieu) * 1_000_000,
                "ty_le_toi_da": None if ty_le is None else Decimal(str(ty_le)),
            }
            yield _tach(muc, {}, ("noi_dung", "nguon", "don_vi", "hieu_luc_tu", "cap"))


def _thoi_han(thu_muc: Path) -> Iterator[Muc]:
    du_lieu = doc_yaml(thu_muc / "thoi_han.yaml")
    mac_dinh = {"thang": None, "ngay": None, "so_ngay": None, "lech_nam": 0}
    for muc in du_lieu["thoi_han"]:
        for nguon in muc["nguon"]:
            rieng = mac_dinh | du_lieu["chung"] | muc | {"nguon": nguon}
            yield _tach(rieng, {}, ("ma", "nguon", "hieu_luc_tu"))


def _tam_ung(thu_muc: Path) -> Iterator[Muc]:
    du_lieu = doc_yaml(thu_muc / "tam_ung.yaml")
    for nhom in du_lieu["nhom"]:
        for ma in nhom["noi_dung"]:
            for nguon in ("kcqg", "kcdp"):
                muc = {
                    "noi_dung": ma,
                    "nguon": nguon,
                    "ty_le": nhom["ty_le"],
                    "khoi_luong_toi_thieu": nhom.get("khoi_luong", 0),
                    "ho_so": nhom["ho_so"],
                }
                yield _tach(muc, du_lieu["chung"], ("noi_dung", "nguon", "hieu_luc_tu"))


def _tai_lieu(thu_muc: Path) -> Iterator[Muc]:
    du_lieu = doc_yaml(thu_muc / "tai_lieu.yaml")
    mac_dinh = {"bat_buoc": True, "theo_thu_huong": False, "hinh_thuc": "", "nguon": ""}
    for muc in du_lieu["tai_lieu"]:
        for ma in muc.get("noi_dung", [""]):
            yield _tach(
                mac_dinh | muc | {"noi_dung": ma},
                du_lieu["chung"],
                ("ma", "noi_dung", "hinh_thuc", "nguon", "buoc", "hieu_luc_tu"),
            )


def _tham_quyen(thu_muc: Path) -> Iterator[Muc]:
    du_lieu = doc_yaml(thu_muc / "tham_quyen.yaml")
    for nguon in ("kcqg", "kcdp"):
        for muc in du_lieu[nguon]:
            for viec in muc["viec"]:
                rieng = {
                    "viec": viec,
                    "nguon": nguon,
                    "hinh_thuc": muc.get("hinh_thuc", ""),
                    "cap": muc["cap"],
                }
                yield _tach(rieng, du_lieu["chung"], ("viec", "nguon", "hinh_thuc", "hieu_luc_tu"))


def _mau_bieu(thu_muc: Path) -> Iterator[Muc]:
    du_lieu = doc_yaml(thu_muc / "mau_bieu.yaml")
    for ma, ten in du_lieu["mau"].items():
        yield _tach({"ma": ma, "ten": ten}, du_lieu["chung"], ("ma", "hieu_luc_tu"))


def _trung_tam_vung(thu_muc: Path) -> Iterator[Muc]:
    """The two regional centres under the Cục: their posts are in no source and stay missing."""
    cac = doc_yaml(thu_muc / "trung_tam.yaml")["trung_tam"]
    to_chuc = {t.ma: t for t in ToChuc.objects.filter(ma__in=[m["to_chuc"] for m in cac])}
    for m in cac:
        if m["to_chuc"] in to_chuc:
            yield (
                {"to_chuc": to_chuc[m["to_chuc"]]},
                {"cap": TrungTam.Cap.VUNG, "can_xac_minh": True, "ghi_chu": m["ghi_chu"]},
            )
