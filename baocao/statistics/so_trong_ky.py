"""Every register over the days of a period: what is open, late, done, and the oldest of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from baocao.choices_theo_doi import (
    KN_CHUA_TRA_LOI,
    KN_DA_TRA_LOI,
    NhomVuongMac,
    TrangThaiTheoDoi,
    TrangThaiVanBan,
)
from baocao.models import KienNghi, VanBan
from baocao.statistics.viec_den_han import CAC_SO


@dataclass(frozen=True, slots=True)
class SoTrongKy:
    """One register. ``xong_trong_ky``: done (answered, issued) on a day of the period.

    ``cu_nhat``: (what, since which day) of the oldest open row; None when nothing is open.
    """

    so: str
    so_ten: str
    dang_mo: int
    qua_han: int
    xong_trong_ky: int
    cu_nhat: tuple[str, date] | None


@dataclass(frozen=True, slots=True)
class NhomTrongKy:
    """Petitions of one bottleneck group: sent in the period, answered in it, open, late."""

    nhom: str
    ten: str
    moi: int
    da_tra_loi: int
    dang_mo: int
    qua_han: int


@dataclass(frozen=True, slots=True)
class KienNghiMo:
    """An open petition; ``lan`` periods it was carried into, ``so_ngay`` its age in days."""

    ma: str
    don_vi: str
    nhom: str
    noi_dung: str
    trang_thai: str
    xu_ly: str
    so_ngay: int
    lan: int
    qua_han: bool


def so_trong_ky(*, tu: date, den: date, ngay: date, minh_hoa: bool) -> list[SoTrongKy]:
    """Every register, as it stands, with what was done in ``tu``–``den``; late as of ``ngay``.

    ``minh_hoa`` False leaves demo rows out. Registers without any row are left out.
    """
    return [s for model in CAC_SO for s in _so(model, tu, den, ngay, minh_hoa)]


def _rows(model: type[Any], minh_hoa: bool) -> Any:
    rows = model.objects.order_by()
    return rows if minh_hoa else rows.filter(co_minh_hoa=False)


def _xong(model: type[Any], tu: date, den: date) -> Q:
    if model is KienNghi:
        trang_thai, truong = [str(t) for t in KN_DA_TRA_LOI], "tra_loi_luc__date"
    elif model is VanBan:
        trang_thai, truong = [str(TrangThaiVanBan.BAN_HANH)], "ngay_ban_hanh"
    else:
        trang_thai, truong = [str(TrangThaiTheoDoi.HOAN_THANH)], "xong_ngay"
    return Q(trang_thai__in=trang_thai) & Q((f"{truong}__gte", tu), (f"{truong}__lte", den))


def _so(model: type[Any], tu: date, den: date, ngay: date, minh_hoa: bool) -> Iterator[SoTrongKy]:
    rows = _rows(model, minh_hoa)
    mo = Q(trang_thai__in=[str(t) for t in model.CHUA_XONG])
    dem = rows.aggregate(
        tong=Count("pk"),
        dang_mo=Count("pk", filter=mo),
        qua_han=Count("pk", filter=mo & Q(han__lt=ngay)),
        xong_trong_ky=Count("pk", filter=_xong(model, tu, den)),
    )
    if dem.pop("tong"):
        yield SoTrongKy(
            so=str(model._meta.model_name),
            so_ten=str(model._meta.verbose_name),
            cu_nhat=_cu_nhat(model, rows.filter(mo)) if dem["dang_mo"] else None,
            **dem,
        )


def _cu_nhat(model: type[Any], rows: Any) -> tuple[str, date] | None:
    """The petition sent first; of the other registers the row with the earliest deadline.

    A row without a deadline is as old as its entry.
    """
    if model is KienNghi:
        kn = rows.select_related("don_vi").order_by("ngay_gui", "pk").first()
        return f"{kn.ma} ({kn.don_vi.ten_goi})", kn.ngay_gui
    dong = rows.filter(han__isnull=False).order_by("han", "pk").first()
    if dong is not None:
        return str(dong), dong.han
    dong = rows.order_by("tao_luc", "pk").first()
    return str(dong), timezone.localtime(dong.tao_luc).date()


def nhom_trong_ky(*, tu: date, den: date, ngay: date, minh_hoa: bool) -> list[NhomTrongKy]:
    """Petitions by bottleneck group, most open first; groups with nothing to tell are left out."""
    mo = Q(trang_thai__in=KN_CHUA_TRA_LOI)
    dong = (
        _rows(KienNghi, minh_hoa)
        .values("nhom")
        .annotate(
            moi=Count("pk", filter=Q(ngay_gui__gte=tu, ngay_gui__lte=den)),
            da_tra_loi=Count("pk", filter=_xong(KienNghi, tu, den)),
            dang_mo=Count("pk", filter=mo),
            tre=Count("pk", filter=mo & Q(han__lt=ngay)),
        )
        .order_by("-dang_mo", "-moi", "nhom")
    )
    ten = dict(NhomVuongMac.choices)
    return [
        NhomTrongKy(
            d["nhom"], str(ten[d["nhom"]]), d["moi"], d["da_tra_loi"], d["dang_mo"], d["tre"]
        )
        for d in dong
        if d["moi"] or d["da_tra_loi"] or d["dang_mo"]
    ]


def ngay_tra_loi(*, tu: date, den: date, minh_hoa: bool) -> Decimal | None:
    """Median calendar days from sending to answer, of those answered in the period."""
    ngay = [
        (timezone.localtime(luc).date() - gui).days
        for gui, luc in _rows(KienNghi, minh_hoa)
        .filter(_xong(KienNghi, tu, den))
        .values_list("ngay_gui", "tra_loi_luc")
    ]
    return Decimal(str(median(ngay))) if ngay else None


def kien_nghi_mo(*, ngay: date, so: int, minh_hoa: bool) -> list[KienNghiMo]:
    """The ``so`` oldest open petitions, with how often they were carried over."""
    rows = (
        _rows(KienNghi, minh_hoa)
        .chua_tra_loi()
        .select_related("don_vi")
        .annotate(lan=Max("mang_sang__lan"))
        .order_by("ngay_gui", "pk")[:so]
    )
    return [
        KienNghiMo(
            ma=k.ma,
            don_vi=k.don_vi.ten_goi,
            nhom=k.get_nhom_display(),
            noi_dung=k.noi_dung,
            trang_thai=k.get_trang_thai_display(),
            xu_ly=k.don_vi_xu_ly,
            so_ngay=(ngay - k.ngay_gui).days,
            lan=k.lan or 0,
            qua_han=k.han is not None and k.han < ngay,
        )
        for k in rows
    ]
