"""A cluster as a row of the flat table: values the import compares, their words, its export."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from cucctdp.formats.ngay import ngay_ngan
from cucctdp.formats.so import dinh_dang
from cucctdp.imports.dang_ky import thanh_json
from cumcongnghiep.choices import ChiTieuSo, LoaiVanBan
from cumcongnghiep.models import CanDoiDat, ChuDauTu, Cum, CumXa, GiaoChuDauTu, SoLieu, VanBan

# Column of the state → kind of document.
VAN_BAN = {
    "thanh_lap": LoaiVanBan.THANH_LAP,
    "mo_rong": LoaiVanBan.MO_RONG,
    "qhct": LoaiVanBan.QHCT,
}
SO_LIEU = {"da_thue": ChiTieuSo.DA_THUE, "ty_le_khai": ChiTieuSo.TY_LE_KHAI}
CHU = ("ten", "tinh_cu_id", "huyen_cu", "dia_diem", "ghi_chu")
# Rows that belong to the cluster and that an import may write: any change in them is a change.
BANG_CUA_CUM: tuple[Any, ...] = (CumXa, VanBan, CanDoiDat, GiaoChuDauTu, SoLieu)
_BO = {"nhap_luc"}
_NGAN = "|"


def ghep_van_ban(so: str, ngay: str, ha: Decimal | None, can_xac_minh: bool) -> str:
    """One document as a comparable text."""
    return _NGAN.join((so, ngay, "" if ha is None else thanh_json(ha), "x" if can_xac_minh else ""))


def tach_van_ban(chu: str) -> tuple[str, date, Decimal | None, bool]:
    """(number, day, area in ha, to be verified) of ``ghep_van_ban``."""
    so, ngay, ha, xac_minh = chu.split(_NGAN)
    return so, date.fromisoformat(ngay), Decimal(ha) if ha else None, bool(xac_minh)


def ghep_so(gia_tri: Decimal, ngay: date) -> str:
    """One figure with its as-of day as a comparable text."""
    return f"{thanh_json(gia_tri)}{_NGAN}{ngay.isoformat()}"


def tach_so(chu: str) -> tuple[Decimal, date]:
    so, ngay = chu.split(_NGAN)
    return Decimal(so), date.fromisoformat(ngay)


def noi_xa(cac: Iterable[int]) -> str:
    return ",".join(str(pk) for pk in sorted(set(cac)))


def doc_trang_thai(cac_pk: Sequence[int]) -> dict[int, dict[str, Any]]:
    """pk → values of the table and «hang», a fingerprint of every row the cluster owns."""
    kq: dict[int, dict[str, Any]] = {}
    cum = Cum.objects.filter(pk__in=cac_pk).order_by("pk")
    for pk, don_vi, ten_khac, *chu in cum.values_list("pk", "don_vi", "ten_khac", *CHU):
        kq[pk] = {
            "don_vi_id": don_vi,
            "ten_khac": _NGAN.join(ten_khac),
            **dict(zip(CHU, chu, strict=True)),
        }
    hang = {m: _cac_hang(m, kq) for m in BANG_CUA_CUM}
    theo_loai: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for vb in hang[VanBan]:
        theo_loai[vb["cum_id"], vb["loai"]].append(vb)
    so: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for sl in hang[SoLieu]:
        if sl["du_an_id"] is None:
            so[sl["cum_id"], sl["chi_tieu"]].append(sl)
    xa, dat, giao = (_theo_cum(hang[m]) for m in (CumXa, CanDoiDat, GiaoChuDauTu))
    ten_cdt = _ten_chu_dau_tu(hang[GiaoChuDauTu])
    van_tay = _van_tay(hang)
    for pk, t in kq.items():
        t["cac_xa"] = noi_xa(x["xa_id"] for x in xa[pk])
        for cot, loai in VAN_BAN.items():
            v = max(theo_loai[pk, loai], key=lambda v: (v["ngay"], v["id"]), default=None)
            t[cot] = v and ghep_van_ban(
                v["so"], v["ngay"].isoformat(), v["dien_tich"], v["can_xac_minh"]
            )
        d = max(dat[pk], key=lambda d: d["ngay"], default=None)
        t["dat_cn"] = d and ghep_so(d["cong_nghiep"], d["ngay"])
        for cot, chi_tieu in SO_LIEU.items():
            s = max(so[pk, chi_tieu], key=lambda s: s["ngay"], default=None)
            t[cot] = s and ghep_so(s["gia_tri"], s["ngay"])
        g = next((g for g in giao[pk] if g["den_ngay"] is None), None)
        t["chu_dau_tu"] = g and ten_cdt[g["chu_dau_tu_id"]]
        t["hang"] = van_tay.get(pk, "")
    return kq


def _cac_hang(mo_hinh: Any, cac_pk: Iterable[int]) -> list[dict[str, Any]]:
    cot = [f.attname for f in mo_hinh._meta.concrete_fields if f.name not in _BO]
    return list(mo_hinh.objects.filter(cum__in=list(cac_pk)).order_by("cum", "id").values(*cot))


def _theo_cum(hang: list[dict[str, Any]]) -> dict[int, list[Any]]:
    kq: dict[int, list[Any]] = defaultdict(list)
    for h in hang:
        kq[h["cum_id"]].append(h)
    return kq


def _ten_chu_dau_tu(hang: list[dict[str, Any]]) -> dict[int, str]:
    can = {h["chu_dau_tu_id"] for h in hang}
    return dict(ChuDauTu.objects.filter(pk__in=can).values_list("pk", "ten")) if can else {}


def _van_tay(hang: Mapping[Any, list[dict[str, Any]]]) -> dict[int, str]:
    """Cluster → fingerprint of its rows, values and keys."""
    chu: dict[int, list[str]] = defaultdict(list)
    for mo_hinh, cac in hang.items():
        for h in cac:
            chu[h["cum_id"]].append(f"{mo_hinh.__name__}{list(h.values())}")
    return {
        pk: hashlib.blake2b("\n".join(c).encode(), digest_size=8).hexdigest()
        for pk, c in chu.items()
    }


# -- words -----------------------------------------------------------------------------------
def chu_van_ban(gia_tri: str) -> str:
    """«298/QĐ-UBND ngày 20/02/2025, 75 ha»."""
    so, ngay, ha, xac_minh = tach_van_ban(gia_tri)
    cac = [f"{so} ngày {ngay_ngan(ngay)}" if so else f"(chưa có số) ngày {ngay_ngan(ngay)}"]
    if ha is not None:
        cac.append(f"{dinh_dang(ha)} ha")
    if xac_minh:
        cac.append("cần xác minh")
    return ", ".join(cac)


def chu_so(gia_tri: str, don_vi: str) -> str:
    """«13,5 ha (đến 31/12/2025)»."""
    so, ngay = tach_so(gia_tri)
    return f"{dinh_dang(so)}{don_vi} (đến {ngay_ngan(ngay)})"


def dong_xuat(
    queryset: QuerySet, ten_tinh: Mapping[int, str], ten_xa: Mapping[int, str]
) -> Iterator[Mapping[str, str]]:
    """Rows as the import reads them; a constant number of queries."""
    cac = list(queryset.order_by("don_vi", "ten", "pk").values_list("pk", "ma"))
    trang_thai = doc_trang_thai([pk for pk, _ in cac])
    for stt, (pk, ma) in enumerate(cac, 1):
        t = trang_thai[pk]
        dong = {
            "stt": str(stt),
            "ma": ma,
            "ten": t["ten"],
            "tinh": ten_tinh.get(t["don_vi_id"], ""),
            "huyen": t["huyen_cu"],
            "xa": "; ".join(ten_xa[int(x)] for x in t["cac_xa"].split(",") if x),
            "dia_diem": t["dia_diem"],
            "chu_dau_tu": t["chu_dau_tu"] or "",
            "ghi_chu": t["ghi_chu"],
        }
        for cot in VAN_BAN:
            if t[cot]:
                so_vb, ngay, ha, xac_minh = tach_van_ban(t[cot])
                dong[f"{cot}_so"] = so_vb if xac_minh else f"{so_vb} ngày {ngay_ngan(ngay)}"
                dong[f"{cot}_dien_tich"] = dinh_dang(ha)
        moc = None
        for cot, o in (("dat_cn", "dat_cn"), ("da_thue", "da_thue"), ("ty_le_khai", "ty_le")):
            if t[cot]:
                so, ngay = tach_so(t[cot])
                dong[o] = dinh_dang(so)
                moc = ngay if cot == "da_thue" else moc
        dong["moc"] = ngay_ngan(moc)
        yield dong
