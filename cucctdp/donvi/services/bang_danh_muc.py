"""How each reference file becomes a table: what names a row, and how its columns are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from cucctdp.donvi.models import (
    DonViHanhChinh,
    KeThua,
    NganhKinhTe,
    PhanVung,
    TenDonVi,
    TenGoiKhac,
    TenToChuc,
    TenXa,
    ThanhVienVung,
    ToChuc,
    Vung,
    Xa,
    khoa_ten_goi,
    tach_khoa,
)


@dataclass(frozen=True, slots=True)
class Dong:
    """One line of a file. Its readers raise KeyError or ValueError for what they cannot read."""

    cot: dict[str, str]
    tra: dict[type[models.Model], dict[tuple[str, ...], int]]

    def chu(self, ten: str) -> str:
        return self.cot[ten]

    def ngay(self, ten: str) -> date | None:
        return date.fromisoformat(self.cot[ten]) if self.cot[ten] else None

    def co(self, ten: str) -> bool:
        return {"1": True, "0": False}[self.cot[ten]]

    def id(self, model: type[models.Model], *khoa: str) -> int:
        return self.tra[model][khoa]

    def don_vi(self, ten: str) -> int:
        return self.id(DonViHanhChinh, *tach_khoa(self.cot[ten]))

    def id_hoac_trong(self, model: type[models.Model], *khoa: str) -> int | None:
        return self.id(model, *khoa) if khoa[-1] else None

    def hieu_luc(self) -> dict[str, date | None]:
        return {"hieu_luc_tu": self.ngay("hieu_luc_tu"), "hieu_luc_den": self.ngay("hieu_luc_den")}

    def xac_minh(self) -> dict[str, Any]:
        return {"can_xac_minh": self.co("can_xac_minh"), "ghi_chu": self.cot["ghi_chu"]}


@dataclass(frozen=True, slots=True)
class Bang:
    """How a file becomes a table. ``khoa``: attributes that identify a row; ``tra``: how other
    files name it (None: no one does); ``ten``: file of dated names that gives ``ten_goi``;
    ``cha``: column naming a parent in the same table, loaded before its children."""

    tep: str
    model: type[models.Model]
    khoa: tuple[str, ...]
    doc: Callable[[Dong], dict[str, Any]]
    tra: tuple[str, ...] | None = None
    ten: tuple[str, str] | None = None
    cha: str = ""


CAC_BANG = (
    Bang(
        "don_vi",
        DonViHanhChinh,
        ("bo_ma", "ma"),
        lambda d: {c: d.chu(c) for c in ("bo_ma", "ma", "slug", "ky_hieu")} | d.hieu_luc(),
        tra=("bo_ma", "ma"),
        ten=("ten_don_vi", "don_vi"),
    ),
    Bang(
        "ten_don_vi",
        TenDonVi,
        ("don_vi_id", "hieu_luc_tu"),
        lambda d: (
            {"don_vi_id": d.don_vi("don_vi")}
            | {c: d.chu(c) for c in ("ten", "ten_day_du", "loai", "can_cu")}
            | d.hieu_luc()
        ),
    ),
    Bang(
        "ten_goi_khac",
        TenGoiKhac,
        ("bo_ma", "khoa"),
        lambda d: {
            "don_vi_id": d.don_vi("don_vi"),
            "bo_ma": tach_khoa(d.chu("don_vi"))[0],
            "ten": d.chu("ten"),
            "khoa": khoa_ten_goi(d.chu("ten")),
        },
    ),
    Bang(
        "ke_thua",
        KeThua,
        ("cu_id", "moi_id"),
        lambda d: {
            "cu_id": d.don_vi("cu"),
            "moi_id": d.don_vi("moi"),
            "tu_ngay": d.ngay("tu_ngay"),
            "can_cu": d.chu("can_cu"),
            "chinh_xac": d.co("chinh_xac"),
        },
    ),
    Bang(
        "phan_vung",
        PhanVung,
        ("ma",),
        lambda d: (
            {c: d.chu(c) for c in ("ma", "ten", "muc_dich", "bo_ma", "can_cu")}
            | d.hieu_luc()
            | d.xac_minh()
        ),
        tra=("ma",),
    ),
    Bang(
        "vung",
        Vung,
        ("phan_vung_id", "ma"),
        lambda d: {
            "phan_vung_id": d.id(PhanVung, d.chu("phan_vung")),
            "ma": d.chu("ma"),
            "ten": d.chu("ten"),
            "thu_tu": int(d.chu("thu_tu")),
        },
        tra=("phan_vung__ma", "ma"),
    ),
    Bang(
        "thanh_vien_vung",
        ThanhVienVung,
        ("phan_vung_id", "don_vi_id"),
        lambda d: {
            "phan_vung_id": d.id(PhanVung, d.chu("phan_vung")),
            "vung_id": d.id(Vung, d.chu("phan_vung"), d.chu("vung")),
            "don_vi_id": d.don_vi("don_vi"),
            "bo_ma": tach_khoa(d.chu("don_vi"))[0],
        },
    ),
    Bang(
        "xa",
        Xa,
        ("ma",),
        lambda d: {"ma": d.chu("ma"), "tinh_id": d.don_vi("tinh")} | d.hieu_luc() | d.xac_minh(),
        tra=("ma",),
        ten=("ten_xa", "xa"),
    ),
    Bang(
        "ten_xa",
        TenXa,
        ("xa_id", "hieu_luc_tu"),
        lambda d: (
            {"xa_id": d.id(Xa, d.chu("xa"))}
            | {c: d.chu(c) for c in ("ten", "ten_day_du", "loai", "can_cu")}
            | d.hieu_luc()
        ),
    ),
    Bang(
        "nganh_kinh_te",
        NganhKinhTe,
        ("phien_ban", "ma"),
        lambda d: (
            {c: d.chu(c) for c in ("phien_ban", "ma", "ten", "can_cu")}
            | {
                "cap": int(d.chu("cap")),
                "cha_id": d.id_hoac_trong(NganhKinhTe, d.chu("phien_ban"), d.chu("cha")),
                "hieu_luc_tu": d.ngay("hieu_luc_tu"),
            }
        ),
        tra=("phien_ban", "ma"),
        cha="cha",
    ),
    Bang(
        "to_chuc",
        ToChuc,
        ("ma",),
        lambda d: (
            {"ma": d.chu("ma"), "loai": d.chu("loai")}
            | {
                "cha_id": d.id_hoac_trong(ToChuc, d.chu("cha")),
                "don_vi_id": d.don_vi("don_vi") if d.chu("don_vi") else None,
            }
            | d.hieu_luc()
            | d.xac_minh()
        ),
        tra=("ma",),
        ten=("ten_to_chuc", "to_chuc"),
        cha="cha",
    ),
    Bang(
        "ten_to_chuc",
        TenToChuc,
        ("to_chuc_id", "hieu_luc_tu"),
        lambda d: (
            {"to_chuc_id": d.id(ToChuc, d.chu("to_chuc"))}
            | {c: d.chu(c) for c in ("ten", "ten_viet_tat", "can_cu")}
            | d.hieu_luc()
            | d.xac_minh()
        ),
    ),
)
