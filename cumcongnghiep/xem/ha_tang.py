"""Infrastructure of a cluster: items with the essential ones marked, stations and samples."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cumcongnghiep.choices import LoaiHangMuc
from cumcongnghiep.ho_so_cum import HoSoCum
from cumcongnghiep.models import HangMuc, MauNuoc, TramXuLy
from cumcongnghiep.nguon_so import NguonSo, ten_van_ban
from cumcongnghiep.trang_thai import xong


@dataclass(frozen=True, slots=True)
class DongHangMuc:
    """One item; ``muc`` None: the regime asks for it and the dossier has none."""

    ten: str
    thiet_yeu: bool
    muc: HangMuc | None
    da_xong: bool = False
    nguon: str = ""


@dataclass(frozen=True, slots=True)
class DongTram:
    """A station with its samples, newest first; ``het_phep``: its permit has run out."""

    tram: TramXuLy
    mau: tuple[MauNuoc, ...]
    het_phep: bool


def cac_hang_muc(
    h: HoSoCum, n: NguonSo, thiet_yeu: list[str], ngay: date
) -> tuple[DongHangMuc, ...]:
    """Items by phase, essential ones first; those missing from the dossier last."""
    theo_pk = {v.pk: v for v in h.van_ban}
    dong = []
    for m in sorted(h.hang_muc, key=lambda m: (m.giai_doan, m.loai not in thiet_yeu, m.pk)):
        v = theo_pk.get(m.van_ban_id)
        nguon = ten_van_ban(v) if v else n.ten_nguoi(m.nguoi_nhap_id)
        dong.append(DongHangMuc(m.get_loai_display(), m.loai in thiet_yeu, m, xong(m, ngay), nguon))
    co = {m.loai for m in h.hang_muc}
    dong += [DongHangMuc(LoaiHangMuc(t).label, True, None) for t in thiet_yeu if t not in co]
    return tuple(dong)


def cac_tram(h: HoSoCum, ngay: date) -> tuple[DongTram, ...]:
    return tuple(
        DongTram(
            t,
            tuple(
                sorted((m for m in h.mau if m.tram_id == t.pk), key=lambda m: m.ngay, reverse=True)
            ),
            t.gpmt_den is not None and t.gpmt_den < ngay,
        )
        for t in h.tram
    )
