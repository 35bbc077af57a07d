"""Exceptions of a period: waivers of rules and extensions, with reason, approver and expiry.

They stand beside the rates of discipline: whoever reads that a province was on time, or passed the
rules, also reads for whom a rule or a date was set aside, by whom and until when.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from baocao.choices import BuocHan, TrangThaiMienTru
from baocao.models import GiaHan, HanNop, KyBaoCao, MienTruQuyTac

MIEN_TRU = "mien_tru"
GIA_HAN = "gia_han"


@dataclass(frozen=True, slots=True)
class NgoaiLe:
    """One exception; ``quy_tac`` and ``chi_tieu`` are "" for an extension.

    ``luc``: when it was granted; ``den_ngay``: its last day.
    """

    loai: str
    don_vi: str
    ten: str
    quy_tac: str
    chi_tieu: str
    ly_do: str
    nguoi_duyet: str
    luc: datetime
    den_ngay: date

    @property
    def het_han(self) -> bool:
        """True once its last day is past."""
        return self.den_ngay < timezone.localdate()


def mien_tru_cua_ky(
    ky: KyBaoCao, *, user: Any = None, luc: datetime | None = None
) -> list[NgoaiLe]:
    """Approved waivers a period's packs could use, by rule, then unit; one or two queries.

    One given for all periods counts when it had not run out at the close of the figures and was
    approved before the period was locked. ``user`` None: all; ``luc``: approved by this moment.
    """
    khoa = HanNop.objects.filter(ky=ky, buoc=BuocHan.KHOA, bieu="").values_list("ngay", flat=True)
    chung = Q(ky__isnull=True, den_ngay__gte=ky.den_ngay)
    if ngay_khoa := khoa.first():
        chung &= Q(duyet_luc__date__lte=ngay_khoa)
    rows = MienTruQuyTac.objects.filter(
        Q(ky=ky) | chung, trang_thai=TrangThaiMienTru.HIEU_LUC, duyet_luc__isnull=False
    )
    if user is not None:
        rows = rows.visible_to(user)
    if luc is not None:
        rows = rows.filter(duyet_luc__lte=luc)
    rows = rows.select_related("don_vi", "nguoi_duyet")
    return [
        NgoaiLe(
            MIEN_TRU,
            m.don_vi.khoa,
            m.don_vi.ten_goi,
            m.quy_tac,
            m.chi_tieu,
            m.ly_do,
            _ten(m.nguoi_duyet),
            m.duyet_luc,
            m.den_ngay,
        )
        for m in rows.order_by("quy_tac", "don_vi__bo_ma", "don_vi__ma", "duyet_luc")
        if m.duyet_luc is not None
    ]


def gia_han_cua_ky(ky: KyBaoCao, *, user: Any = None, luc: datetime | None = None) -> list[NgoaiLe]:
    """Extensions of a period by unit; arguments as ``mien_tru_cua_ky``."""
    rows = GiaHan.objects.filter(ky=ky).select_related("don_vi", "nguoi_duyet")
    if user is not None and (pham_vi := user.pham_vi_don_vi()) is not None:
        rows = rows.filter(don_vi__in=pham_vi)
    if luc is not None:
        rows = rows.filter(luc__lte=luc)
    return [
        NgoaiLe(
            GIA_HAN,
            g.don_vi.khoa,
            g.don_vi.ten_goi,
            "",
            "",
            g.ly_do,
            _ten(g.nguoi_duyet),
            g.luc,
            g.den_ngay,
        )
        for g in rows.order_by("don_vi__bo_ma", "don_vi__ma")
    ]


def _ten(nguoi: Any) -> str:
    return str(getattr(nguoi, "ho_ten", "") or nguoi or "")


def dem_theo(cac_ngoai_le: Iterable[NgoaiLe], truong: str) -> dict[str, int]:
    """Counts by «quy_tac» or «ten» (unit), the most first."""
    return dict(Counter(getattr(n, truong) for n in cac_ngoai_le).most_common())
