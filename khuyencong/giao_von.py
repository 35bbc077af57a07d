"""A round of allotment (đợt giao vốn): what can be allotted, its form, its one door.

The Cục allots in the admin (KCQG), a Sở in its portal (KCĐP).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Sum

from khuyencong.choices import DANG_CHAY
from khuyencong.choices import LoaiButToan as L
from khuyencong.models import ButToan, DeAn, KeHoach
from khuyencong.o_nhap import OTien, o_chu, o_ngay
from khuyencong.services import thuc_hien
from khuyencong.viec import an_toan


class GiaoVonForm(forms.Form):
    """Number, paper and day of the round; one box a đề án."""

    so_dot = forms.IntegerField(label="Đợt", min_value=1, max_value=99, widget=o_chu("").widget)
    so_van_ban = o_chu("Số văn bản phân bổ", max_length=80, help_text="Ví dụ 437/CTĐP-QLKC.")
    ngay = o_ngay("Ngày văn bản")

    def __init__(self, *args: Any, dong: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dong = dong
        for x in dong:
            self.fields[f"da{x['d'].pk}"] = OTien(
                label=f"Giao {x['d'].ma} (đồng)", required=False, help_text=""
            )

    def dau(self) -> list[Any]:
        return [self[t] for t in ("so_dot", "so_van_ban", "ngay")]

    def cac_dong(self) -> list[dict[str, Any]]:
        return [x | {"o": self[f"da{x['d'].pk}"]} for x in self.dong]

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        if not self.errors and not any(d[f"da{x['d'].pk}"] for x in self.dong):
            raise ValidationError("Chưa nhập số tiền giao cho đề án nào.")
        return d

    def phan(self, nguon: str) -> list[tuple[DeAn, str, int]]:
        """Shares of a valid form: (đề án, source, đồng)."""
        return [
            (x["d"], nguon, self.cleaned_data[f"da{x['d'].pk}"])
            for x in self.dong
            if self.cleaned_data[f"da{x['d'].pk}"]
        ]


def cac_de_an_cua(ke_hoach: KeHoach) -> list[dict[str, Any]]:
    """Running đề án with approved money of a plan's source: approved, allotted, left đồng.

    The regime does not matter: a đề án of the national programme may have a part of its province.
    Of one of several years only what is approved up to the year of the plan can be allotted. Two
    queries.
    """
    duoc_duyet = ButToan.objects.filter(
        de_an=OuterRef("pk"), nguon=ke_hoach.nguon, nam__lte=ke_hoach.nam, loai=L.PHE_DUYET
    )
    rows = DeAn.objects.filter(
        Exists(duoc_duyet),
        nam__lte=ke_hoach.nam,
        den_ngay__year__gte=ke_hoach.nam,
        trang_thai__in=DANG_CHAY,
    ).select_related("don_vi")
    if ke_hoach.don_vi_id is not None:
        rows = rows.filter(don_vi=ke_hoach.don_vi_id)
    tien: dict[tuple[int, str], int] = {}
    so_cai = ButToan.objects.filter(
        de_an__in=rows.order_by().values("pk"),
        nguon=ke_hoach.nguon,
        nam__lte=ke_hoach.nam,
        loai__in=(L.PHE_DUYET, L.GIAO),
    )
    for b in so_cai.order_by().values("de_an", "loai").annotate(t=Sum("so_tien")):
        tien[b["de_an"], b["loai"]] = b["t"]
    cac = []
    for d in rows.order_by("ma"):
        duyet, giao = tien.get((d.pk, L.PHE_DUYET), 0), tien.get((d.pk, L.GIAO), 0)
        cac.append({"d": d, "duyet": duyet, "giao": giao, "con": duyet - giao})
    return cac


def chua_giao(ke_hoach: KeHoach, da_giao: int) -> int | None:
    """Đồng of a plan that đề án may still be given; None while the plan's money is not known.

    The plan's money holds the share of management (chi quản lý), which no đề án gets.
    """
    if ke_hoach.kinh_phi is None:
        return None
    return int(ke_hoach.kinh_phi) - int(ke_hoach.chi_quan_ly or 0) - da_giao


def dot_moi(ke_hoach: KeHoach) -> int:
    """Number of the next round of a plan."""
    return (ke_hoach.dot.aggregate(m=Max("so_dot"))["m"] or 0) + 1


def giao(ke_hoach: KeHoach, form: GiaoVonForm, *, by: Any, thu: bool) -> int:
    """Allot a valid form, or with ``thu`` try it and take it back; returns the sum in đồng.

    Raises ValidationError with every refusal.
    """
    phan = form.phan(ke_hoach.nguon)
    d = form.cleaned_data
    with transaction.atomic():
        an_toan(
            lambda: thuc_hien.giao_von(
                ke_hoach, so_dot=d["so_dot"], so_van_ban=d["so_van_ban"], ngay=d["ngay"],
                phan=phan, by=by,
            )
        )  # fmt: skip
        if thu:
            transaction.set_rollback(True)
    return sum(so for _, _, so in phan)
