"""What the first pages show of the selection: open rounds, certificates, alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from sanpham_tieubieu.choices import DA_DANG_KY, Cap, TrangThaiKy
from sanpham_tieubieu.models import CanhBao, GiayChungNhan, KyBinhChon, QuyTac

SAP_HET = timedelta(days=90)
SO_KY = 6
_DANG_CHAY = [t for t in TrangThaiKy.values if t not in ("ket_thuc", "huy")]


@dataclass(frozen=True, slots=True)
class DemCanhBao:
    """Open alerts of one rule and how many of them are past their date."""

    ma: str
    ten: str
    so: int
    qua_han: int


@dataclass(frozen=True, slots=True)
class KyDangChay:
    """A round that is not over: its state and the dossiers handed in."""

    pk: int
    ten: str
    trang_thai: str
    so_ho_so: int
    minh_hoa: bool


@dataclass(frozen=True, slots=True)
class TheBinhChon:
    """``con_hieu_luc`` certificates in force on ``ngay``, ``sap_het`` of them for 90 days at most.

    ``cac_ky``: the newest regional and national rounds still running (a Sở: its own too).
    """

    ngay: date
    cac_ky: tuple[KyDangChay, ...]
    con_hieu_luc: int
    sap_het: int
    canh_bao: tuple[DemCanhBao, ...]
    xem_luc: date | None
    minh_hoa: bool

    @property
    def so_canh_bao(self) -> int:
        return sum(d.so for d in self.canh_bao)

    @property
    def qua_han(self) -> int:
        return sum(d.qua_han for d in self.canh_bao)


def the_binh_chon(user: Any, *, hom_nay: date | None = None) -> TheBinhChon | None:
    """The card within what the account may see; None without the right or without anything.

    Four queries.
    """
    if not user.has_perm("sanpham_tieubieu.view_kybinhchon"):
        return None
    ngay = hom_nay or timezone.localdate()
    cac = KyBinhChon.objects.visible_to(user).filter(trang_thai__in=_DANG_CHAY)
    if user.la_cuc or user.pham_vi_don_vi() is None:
        cac = cac.filter(cap__in=(Cap.KHU_VUC, Cap.QUOC_GIA))
    da_nop = Count("ho_so", filter=Q(ho_so__trang_thai__in=DA_DANG_KY))
    ky = tuple(
        KyDangChay(k.pk, str(k), k.get_trang_thai_display(), k.so_ho_so, k.minh_hoa)
        for k in cac.select_related("don_vi", "xa")
        .annotate(so_ho_so=da_nop)
        .order_by("-nam", "-ngay_bat_dau", "pk")[:SO_KY]
    )
    giay = (
        GiayChungNhan.objects.visible_to(user)
        .con_hieu_luc(ngay)
        .order_by()
        .aggregate(
            so=Count("pk"),
            het=Count("pk", filter=Q(het_han__lte=ngay + SAP_HET)),
            gia=Count("pk", filter=Q(minh_hoa=True)),
        )
    )
    dem = (
        CanhBao.objects.visible_to(user)
        .dang_mo()
        .order_by("ma")
        .values_list("ma")
        .annotate(
            so=Count("pk"), qua=Count("pk", filter=Q(so_ngay_tre__gt=0)), luc=Max("thay_cuoi")
        )
        if user.has_perm("sanpham_tieubieu.view_canhbao")
        else []
    )
    dong = list(dem)
    ten = dict(QuyTac.objects.order_by("hieu_luc_tu").values_list("ma", "ten")) if dong else {}
    if not ky and not giay["so"] and not dong:
        return None
    return TheBinhChon(
        ngay=ngay,
        cac_ky=ky,
        con_hieu_luc=giay["so"],
        sap_het=giay["het"],
        canh_bao=tuple(DemCanhBao(ma, ten.get(ma, ma), so, qua) for ma, so, qua, _ in dong),
        xem_luc=max((luc for *_, luc in dong), default=None),
        minh_hoa=bool(giay["gia"]) or any(k.minh_hoa for k in ky),
    )
