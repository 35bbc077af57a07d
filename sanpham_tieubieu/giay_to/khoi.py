"""Pieces that papers of a round share: members, lists of products, dates and missing words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.utils import timezone

from cucctdp.formats.ngay import ngay_chu, ngay_ngan
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import CHUA_CO, BangSoLieu, Cot, GiaTriO, Hang
from cucctdp.van_ban import Bang, Doan, Khoi
from sanpham_tieubieu.giay_to.du_lieu import KyIn
from sanpham_tieubieu.giay_to.ten import noi_san_xuat
from sanpham_tieubieu.models import HoSoDangKy, ThanhVienBan

KY_TEN = "(Ký, ghi rõ họ tên)"


def chu(gia_tri: str) -> str:
    """Text, or «…» when there is none."""
    return gia_tri.strip() or CHUA_CO


def ngay(d: date | None) -> str:
    return ngay_ngan(d) or CHUA_CO


def ngay_dai(d: date | None) -> str:
    return ngay_chu(d) or f"ngày {CHUA_CO} tháng {CHUA_CO} năm {CHUA_CO}"


def gio(luc: datetime | None) -> str:
    """«08 giờ 30 ngày 15/9/2026»."""
    if luc is None:
        return f"{CHUA_CO} giờ {CHUA_CO}"
    o = timezone.localtime(luc)
    return f"{o:%H} giờ {o:%M}, {ngay_chu(o.date())}"


def so(gia_tri: Decimal | int | None) -> str:
    return CHUA_CO if gia_tri is None else dinh_dang(gia_tri)


def so_hieu_van_ban(ten: str, so_qd: str, ngay_qd: date | None) -> str:
    """«Quyết định số 02/QĐ-UBND ngày 01 tháng 4 năm 2026», dots where it is not known."""
    dau = "0" if re.match(r"\d(?!\d)", so_qd) else ""
    return f"{ten} số {dau}{chu(so_qd)} {ngay_dai(ngay_qd)}"


def cac_doan(van_ban: str) -> list[Khoi]:
    """A long text, one paragraph a line; dots for nothing."""
    cac = [d.strip() for d in van_ban.splitlines() if d.strip()]
    return [Doan(d) for d in cac or [CHUA_CO]]


def chuc_danh(t: ThanhVienBan) -> str:
    """What stands after a member's name: the title printed on the day, else title and office."""
    if t.chuc_danh:
        return str(t.chuc_danh)
    return ", ".join(p for p in (t.nhan_su.chuc_vu, t.nhan_su.co_quan) if p)


def bang_thanh_vien(
    tieu_de: str, cac: Sequence[ThanhVienBan], *, co_mat: Iterable[int] | None = None
) -> Bang:
    """Members of a body; ``co_mat``: ids of those present adds the column of presence."""
    mat = None if co_mat is None else set(co_mat)
    hang = []
    for stt, t in enumerate(cac, 1):
        o: tuple[GiaTriO, ...] = (
            str(stt), str(t.nhan_su), chuc_danh(t), t.get_vai_tro_display(),
        )  # fmt: skip
        if mat is not None:
            o = (*o, "Có mặt" if t.pk in mat else "Vắng")
        hang.append(Hang(o))
    cot = (
        Cot("TT", kieu="stt", rong=10),
        Cot("Họ và tên", kieu="chu", rong=44),
        Cot("Chức vụ, nơi công tác", kieu="chu"),
        Cot("Vai trò", kieu="chu", rong=36),
        *((Cot("Tham dự", kieu="stt", rong=20),) if mat is not None else ()),
    )
    return Bang(BangSoLieu(tieu_de=tieu_de, cot=cot, hang=tuple(hang)))


def theo_nhom(k: KyIn, cac: Sequence[HoSoDangKy]) -> list[tuple[str, list[HoSoDangKy]]]:
    """(name of the group, its dossiers) in the order of the law."""
    xep = sorted(cac, key=lambda h: k.thu_tu_nhom(h.ma_nhom))
    return [(k.ten_nhom(ma), list(g)) for ma, g in groupby(xep, key=lambda h: h.ma_nhom)]


def bang_san_pham(
    k: KyIn, cac: Sequence[HoSoDangKy], tieu_de: str, *, giai: dict[int, str] | None = None
) -> Bang:
    """Products under subheadings of their groups: TT, product, establishment, place of production.

    ``giai``: prize by dossier adds its column.
    """
    hang: list[Hang] = []
    stt = 0
    for ten_nhom, nhom in theo_nhom(k, cac):
        hang.append(Hang((f"{ten_nhom} ({len(nhom)} sản phẩm)",), "nhom"))
        for h in nhom:
            stt += 1
            o: tuple[GiaTriO, ...] = (
                str(stt), h.ten_san_pham, h.ten_co_so, noi_san_xuat(h, k.ngay),
            )  # fmt: skip
            hang.append(Hang((*o, giai.get(h.pk, "")) if giai is not None else o))
    cot = (
        Cot("TT", kieu="stt", rong=11),
        Cot("Tên sản phẩm, bộ sản phẩm", kieu="chu"),
        Cot("Cơ sở công nghiệp nông thôn", kieu="chu"),
        Cot("Địa chỉ sản xuất", kieu="chu"),
        *((Cot("Giải", kieu="chu", rong=28),) if giai is not None else ()),
    )
    return Bang(BangSoLieu(tieu_de=tieu_de, cot=cot, hang=tuple(hang)))


def dem_nhom(k: KyIn, cac: Sequence[HoSoDangKy]) -> str:
    """«12 sản phẩm, gồm: … 5 sản phẩm; … 7 sản phẩm»."""
    if not cac:
        return "0 sản phẩm"
    phan = [f"{ten[:1].lower()}{ten[1:]}: {len(nhom)}" for ten, nhom in theo_nhom(k, cac)]
    return f"{len(cac)} sản phẩm ({'; '.join(phan)})"
