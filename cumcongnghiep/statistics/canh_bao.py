"""What is late or wrong now, for the first pages: by alert, and the deadline of QĐ 105/2009."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from cumcongnghiep.choices import PhapLy
from cumcongnghiep.models import CanhBao, Cum, QuyTac

A04 = "A04"


@dataclass(frozen=True, slots=True)
class DemCanhBao:
    """One alert: open rows, the clusters they are on, those past their date, the latest of them.

    ``tre_nhat``: days late of the worst, at the last look.
    """

    ma: str
    ten: str
    so: int
    so_cum: int
    qua_han: int
    tre_nhat: int


@dataclass(frozen=True, slots=True)
class Han105:
    """Clusters formed before QĐ 105/2009/QĐ-TTg not dealt with, and the days to the deadline.

    ``con``: days left on the day asked; negative once it is past. The deadline is that of the row
    of A04 in force (khoản 4 Điều 35 NĐ 32/2024/NĐ-CP).
    """

    so: int
    han: date
    con: int
    minh_hoa: int

    @property
    def ghi_chu(self) -> str:
        """Says how many of them are demo; empty when none is."""
        if not self.minh_hoa:
            return ""
        if self.minh_hoa == self.so:
            return "Số liệu minh họa."
        return f"Trong đó {self.minh_hoa} cụm minh họa."

    @property
    def cau(self) -> str:
        """«12 cụm hình thành trước QĐ 105/2009 chưa xử lý, còn 38 ngày đến 31/12/2026»."""
        dau = f"{self.so} cụm hình thành trước QĐ 105/2009 chưa xử lý"
        if self.con < 0:
            return f"{dau}, đã quá hạn {self.han:%d/%m/%Y} {-self.con} ngày"
        return f"{dau}, còn {self.con} ngày đến {self.han:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class TheCanhBao:
    """What a first page shows. ``xem_luc``: day of the last look; None: never, or nothing open."""

    han_105: Han105 | None
    cac_dong: tuple[DemCanhBao, ...]
    so: int
    qua_han: int
    xem_luc: date | None
    minh_hoa: bool


def the_canh_bao(user: Any, *, hom_nay: date | None = None) -> TheCanhBao | None:
    """Alerts and the deadline within what the user may see; None without the right or anything.

    Four queries whatever the number of clusters.
    """
    if not user.has_perm("cumcongnghiep.view_canhbao"):
        return None
    han = han_105(user, hom_nay or timezone.localdate())
    rows = CanhBao.objects.visible_to(user).dang_mo()
    cac = (
        rows.order_by("ma")
        .values_list("ma")
        .annotate(
            so=Count("pk"),
            so_cum=Count("cum", distinct=True),
            qua=Count("pk", filter=Q(so_ngay_tre__gt=0)),
            tre=Max("so_ngay_tre"),
            luc=Max("thay_cuoi"),
            gia=Count("pk", filter=Q(cum__minh_hoa=True)),
        )
    )
    ten = dict(QuyTac.objects.order_by("hieu_luc_tu").values_list("ma", "ten"))
    dong = [(DemCanhBao(d[0], ten.get(d[0], d[0]), *d[1:5]), d[5], d[6]) for d in cac]
    if han is None and not dong:
        return None
    return TheCanhBao(
        han_105=han,
        cac_dong=tuple(d for d, _, _ in dong),
        so=sum(d.so for d, _, _ in dong),
        qua_han=sum(d.qua_han for d, _, _ in dong),
        xem_luc=max((luc for _, luc, _ in dong), default=None),
        minh_hoa=any(gia for _, _, gia in dong) or bool(han and han.minh_hoa),
    )


def han_105(user: Any, hom_nay: date) -> Han105 | None:
    """The deadline as a count-down; None when nothing is left to do or no row is in force."""
    dem = (
        Cum.objects.visible_to(user)
        .order_by()
        .filter(truoc_105_2009=True)
        .exclude(phap_ly=PhapLy.DA_THANH_LAP)
        .filter(~Q(phap_ly=PhapLy.BAI_BO) | Q(so_du_an__gt=0))
        .aggregate(so=Count("pk", distinct=True), gia=Count("pk", filter=Q(minh_hoa=True)))
    )
    dong = QuyTac.objects.hieu_luc(hom_nay).filter(ma=A04, bat=True).first()
    if not dem["so"] or dong is None:
        return None
    han = date.fromisoformat(dong.nguong["han"])
    return Han105(dem["so"], han, (han - hom_nay).days, dem["gia"])
