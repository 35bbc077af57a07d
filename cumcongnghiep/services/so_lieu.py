"""Figures with an as-of date: many at once, confirmed by a second person, corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import BanGhi, ghi_nhieu
from cucctdp.formats.so import dinh_dang
from cumcongnghiep.choices import DONG_CHAY, ChiTieuSo
from cumcongnghiep.models import BieuNop, Cum, DuAn, SoLieu, VanBan
from cumcongnghiep.services.cua import (
    cac_loi,
    doc_lai,
    hoi_quy_tac,
    khoa_cum,
    loi_khac_cum,
    loi_tuong_lai,
    xong,
)
from cumcongnghiep.services.dieu_kien import doi_quyen, gom


@dataclass(frozen=True)
class SoMoi:
    """One figure as somebody gives it: land in ha, money in đồng.

    A flow (``DONG_CHAY``) carries the first day of its window, a stock has none. ``du_an``: of
    one project, else of the whole cluster.
    """

    chi_tieu: str
    gia_tri: Decimal
    ngay: date
    tu_ngay: date | None = None
    du_an: DuAn | None = None
    van_ban: VanBan | None = None
    nguon_tin: str = ""

    @property
    def khoa(self) -> tuple[Any, ...]:
        return (self.du_an.pk if self.du_an else None, self.chi_tieu, self.tu_ngay, self.ngay)


@transaction.atomic
def ghi_so_lieu(
    cum: Cum, cac_so: Sequence[SoMoi], *, by: Any, bieu_nop: BieuNop | None = None
) -> list[SoLieu]:
    """Write figures of one cluster; one of the same day that stands is changed.

    A changed figure waits for confirmation again, an unchanged one keeps it. Returns the rows in
    the order given. Raises ValidationError with the faults of every figure.
    """
    khoa = khoa_cum(cum, by=by)
    return dat_so_lieu(khoa, cac_so, by=by, bieu_nop=bieu_nop)


def dat_so_lieu(
    khoa: Cum, cac_so: Sequence[SoMoi], *, by: Any, bieu_nop: BieuNop | None = None
) -> list[SoLieu]:
    """``ghi_so_lieu`` for a door that has asked its own right and holds the cluster's lock.

    A form accepted by the Sở is written by this one: its reporter has no other right.
    """
    co = {
        (s.du_an_id, s.chi_tieu, s.tu_ngay, s.ngay): s
        for s in SoLieu.objects.select_for_update(of=("self",)).filter(
            cum=khoa, ngay__in={s.ngay for s in cac_so}
        )
    }
    loi: list[str] = []
    dong: list[SoLieu] = []
    doi: dict[str, list[str | None]] = {}
    thay: set[tuple[Any, ...]] = set()
    for so in cac_so:
        if so.khoa in thay:
            loi.append(f"{_ten(so)}: nêu hai lần.")
            continue
        thay.add(so.khoa)
        moi = co.get(so.khoa)
        giu = moi is not None and moi.gia_tri == so.gia_tri
        truoc = None if moi is None else moi.gia_tri
        moi = moi or SoLieu(
            cum=khoa, chi_tieu=so.chi_tieu, ngay=so.ngay, tu_ngay=so.tu_ngay, du_an=so.du_an
        )
        moi.gia_tri = so.gia_tri
        moi.van_ban = so.van_ban or moi.van_ban
        moi.nguon_tin = so.nguon_tin or moi.nguon_tin
        moi.bieu_nop = bieu_nop or moi.bieu_nop
        if not giu:
            moi.nguoi_nhap, moi.nguoi_xac_nhan, moi.xac_nhan_luc = by, None, None
            doi[_ten(so)] = [None if truoc is None else str(truoc), str(so.gia_tri)]
        loi += [f"{_ten(so)}: {c}" for c in _loi_mot(khoa, so, moi)]
        dong.append(moi)
    gom(loi)
    for s in dong:
        s.save()
    gom(hoi_quy_tac(khoa, "so_lieu"))
    xong(khoa, "cum.so_lieu.ghi", du_lieu=doi, by=by)
    return dong


@transaction.atomic
def sua_so_lieu(s: SoLieu, *, gia_tri: Decimal, ly_do: str, by: Any) -> SoLieu:
    """Correct one figure with a reason; it waits for confirmation again."""
    khoa = khoa_cum(s.cum_id, by=by)
    s = doc_lai(s)
    loi = [] if ly_do.strip() else ["Nêu lý do sửa số liệu."]
    truoc, s.gia_tri = s.gia_tri, gia_tri
    s.nguoi_nhap, s.nguoi_xac_nhan, s.xac_nhan_luc = by, None, None
    cac_loi(s, them=loi)
    s.save()
    gom(hoi_quy_tac(khoa, "so_lieu"))
    du_lieu = {"gia_tri": [str(truoc), str(gia_tri)]}
    xong(khoa, "cum.so_lieu.sua", dong=s, du_lieu=du_lieu, ly_do=ly_do, by=by)
    return s


@transaction.atomic
def xoa_so_lieu(s: SoLieu, *, ly_do: str, by: Any) -> None:
    """Take back a figure entered by mistake; the history keeps it. One of a form stays."""
    khoa = khoa_cum(s.cum_id, by=by)
    s = doc_lai(s)
    loi = [] if ly_do.strip() else ["Nêu lý do xóa số liệu."]
    if s.bieu_nop_id is not None:
        loi.append("Số liệu lấy từ biểu thống kê: trả lại biểu để sửa, không xóa ở đây.")
    gom(loi)
    ten = str(s)
    s.delete()
    xong(khoa, "cum.so_lieu.xoa", du_lieu={"ten": ten}, ly_do=ly_do, by=by)


@transaction.atomic
def xac_nhan(cac_so: Sequence[SoLieu], *, by: Any) -> int:
    """A second person confirms figures, of one cluster or many; how many were not yet.

    Raises PermissionDenied, ValidationError naming each figure the same person entered.
    """
    doi_quyen(None, by, "xac_nhan_so_lieu")
    dong = list(
        SoLieu.objects.select_for_update(of=("self",))
        .visible_to(by)
        .select_related("cum")
        .filter(pk__in=[s.pk for s in cac_so])
        .order_by("pk")
    )
    loi = [] if len(dong) == len({s.pk for s in cac_so}) else ["Có số liệu ngoài phạm vi của bạn."]
    loi += [
        f"{s.cum}, {s}: người nhập không tự xác nhận số liệu của mình."
        for s in dong
        if s.nguoi_nhap_id == by.pk
    ]
    gom(loi)
    luc = timezone.now()
    moi = [s for s in dong if s.nguoi_xac_nhan_id is None]
    for s in moi:
        s.nguoi_xac_nhan, s.xac_nhan_luc = by, luc
    SoLieu.objects.bulk_update(moi, ["nguoi_xac_nhan", "xac_nhan_luc"])
    theo: dict[Cum, list[str]] = {}
    for s in moi:
        theo.setdefault(s.cum, []).append(str(s))
    ghi_nhieu(
        [BanGhi("cum.so_lieu.xac_nhan", cum, by, {"cac_so": cac}) for cum, cac in theo.items()]
    )
    return len(moi)


def _ten(so: SoMoi) -> str:
    nhan = ChiTieuSo(so.chi_tieu).label if so.chi_tieu in ChiTieuSo.values else so.chi_tieu
    ai = f"{so.du_an} – " if so.du_an else ""
    return f"{ai}{nhan}, {so.ngay:%d/%m/%Y}"


def _loi_mot(cum: Cum, so: SoMoi, s: SoLieu) -> list[str]:
    loi = loi_khac_cum(cum, du_an=so.du_an, van_ban=so.van_ban)
    loi += loi_tuong_lai(so.ngay, "Mốc số liệu")
    if so.chi_tieu == ChiTieuSo.TY_LE_KHAI and so.gia_tri is not None and so.gia_tri > 100:
        loi.append(f"V05: Tỷ lệ lấp đầy {dinh_dang(so.gia_tri)}% vượt 100%.")
    if so.chi_tieu in DONG_CHAY and so.tu_ngay is None:
        loi.append("số trong kỳ phải có ngày đầu kỳ.")
        return loi
    try:
        s.full_clean()
    except ValidationError as e:
        loi += e.messages
    return loi
