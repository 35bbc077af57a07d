"""Suspects among establishments: two records of one place, one owner's several, supports that
overlap; what to merge is decided by a person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Left

from cucctdp.donvi.models import CoSo
from khuyencong.choices import HieuLucThuHuong
from khuyencong.models import ThuHuong

LOAI = {
    "mst": "Cùng gốc mã số thuế",
    "ten": "Cùng tên, cùng xã",
    "chu": "Cùng chủ",
    "ho_tro": "Hỗ trợ chồng trong một năm",
}
MOT_TRANG = 30
_KHOA = {"mst": ("goc_mst",), "chu": ("chu",), "ten": ("ten_khoa", "xa_id")}


@dataclass(frozen=True)
class Nhom:
    """Records that share a key: its words, and the establishments or supports in it."""

    khoa: str
    cac: list[Any]


def _co_so(user: Any) -> QuerySet:
    """Live records of the user, with the root of the tax code and who owns it."""
    ho = When(ma_so_thue__regex=r"^\d{12}$", then=F("ma_so_thue"))
    return (
        CoSo.objects.visible_to(user)
        .hien_hanh()
        .annotate(
            goc_mst=Left("ma_so_thue", 10),
            chu=Case(When(~Q(dinh_danh_chu=""), then=F("dinh_danh_chu")), ho, default=None),
        )
        .order_by()
    )


def cac_nhom(loai: str, user: Any) -> QuerySet:
    """Keys shared by more than one record, most shared first; a query that pages."""
    if loai == "ho_tro":
        return (
            ThuHuong.objects.visible_to(user)
            .filter(hieu_luc=HieuLucThuHuong.HIEU_LUC, co_so__isnull=False)
            .order_by()
            .values("co_so", "noi_dung__de_an__nam")
            .annotate(n=Count("noi_dung__de_an", distinct=True))
            .filter(n__gt=1)
            .order_by("-noi_dung__de_an__nam", "-n", "co_so")
        )
    rows = _co_so(user)
    if loai == "mst":
        rows = rows.filter(ma_so_thue__regex=r"^\d{10}(-|$)")
    elif loai == "chu":
        rows = rows.exclude(chu=None)
    khoa = _KHOA[loai]
    return rows.values(*khoa).annotate(n=Count("pk")).filter(n__gt=1).order_by("-n", *khoa)


def doc_nhom(loai: str, khoa: list[dict[str, Any]], user: Any) -> list[Nhom]:
    """The members of the keys of one page; one query."""
    if not khoa:
        return []
    if loai == "ho_tro":
        return _ho_tro(khoa, user)
    ten = _KHOA[loai]
    dk = Q()
    for k in khoa:
        dk |= Q(**{t: k[t] for t in ten})
    theo: dict[tuple[Any, ...], list[CoSo]] = defaultdict(list)
    for c in _co_so(user).filter(dk).select_related("xa__tinh").order_by("pk"):
        theo[tuple(getattr(c, t) for t in ten)].append(c)
    nhom = []
    for k in khoa:
        cac = theo[tuple(k[t] for t in ten)]
        if loai == "mst":
            chu = f"Mã số thuế {k['goc_mst']}"
        elif loai == "chu":
            chu = f"Số định danh của chủ …{k['chu'][-4:]}"  # a list shows its end only
        else:
            chu = cac[0].ten if cac else ""
        nhom.append(Nhom(chu, cac))
    return nhom


def _ho_tro(khoa: list[dict[str, Any]], user: Any) -> list[Nhom]:
    dk = Q()
    for k in khoa:
        dk |= Q(co_so=k["co_so"], noi_dung__de_an__nam=k["noi_dung__de_an__nam"])
    theo: dict[tuple[int | None, int], list[ThuHuong]] = defaultdict(list)
    rows = ThuHuong.objects.visible_to(user).filter(dk, hieu_luc=HieuLucThuHuong.HIEU_LUC)
    for t in rows.select_related("co_so", "noi_dung__de_an").order_by("pk"):
        theo[t.co_so_id, t.noi_dung.de_an.nam].append(t)
    nhom = []
    for k in khoa:
        cac = theo[k["co_so"], k["noi_dung__de_an__nam"]]
        nhom.append(Nhom(f"{cac[0].co_so}, năm {k['noi_dung__de_an__nam']}" if cac else "", cac))
    return nhom
