"""Every cluster on a day in one query; the only reader the statistics have."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from cumcongnghiep.choices import LoaiHinh, PhapLy
from cumcongnghiep.lap_day import TyLe, tinh
from cumcongnghiep.models import CheDo, Cum
from cumcongnghiep.statistics.kieu import Hoi
from cumcongnghiep.statistics.sql_cum import cau


class CumNgay(NamedTuple):
    """States and figures of one cluster at the end of a day; land in ha, money in đồng.

    Missing is None. ``dien_tich_tl``: area in the decision of establishment itself;
    ``trong_ky``: it took effect within the window. ``doanh_thu``,
    ``nop_nsnn``: what its projects tell of exactly the window; ``lao_dong``: newest figures of the
    projects present. ``quy_luong``: monthly pay of the ``co_luong`` workers whose income is known.
    """

    id: int
    ma: str
    ten: str
    don_vi_id: int
    tinh_cu_id: int | None
    xa_id: int | None
    loai_hinh: list[str]
    truoc_105_2009: bool
    phap_ly: str
    ha_tang: str
    hoat_dong: str
    trong_quy_hoach: bool
    dien_tich_qh: Decimal | None
    dien_tich: Decimal | None
    thanh_lap_ngay: date | None
    bai_bo_ngay: date | None
    dien_tich_tl: Decimal | None
    trong_ky: bool
    chu_dau_tu_id: int | None
    loai_cdt: str | None
    ten_cdt: str | None
    co_qhct: bool
    dien_tich_qhct: Decimal | None
    co_du_an_ha_tang: bool
    tmdt: Decimal | None
    von_da_tra: Decimal | None
    von_nsnn: Decimal | None
    dat_cn: Decimal | None
    dat_uu_tien: Decimal | None
    dat_da_thue: Decimal | None
    dat_chap_thuan: Decimal | None
    dat_ghi_nho: Decimal
    dat_du_dieu_kien: Decimal | None
    dat_gpmb: Decimal | None
    so_du_an: int | None
    so_fdi: int | None
    so_chay: int | None
    tung_du_an: bool
    doanh_thu: Decimal | None
    nop_nsnn: Decimal | None
    lao_dong: Decimal | None
    quy_luong: Decimal | None
    co_luong: Decimal | None
    co_xlnt: bool
    xlnt_chay: bool
    xlnt_dung: bool
    xlnt_dat: bool
    dat_lua: Decimal | None
    dat_rung: Decimal | None
    nhu_cau: Decimal | None
    phai_thu_hoi: Decimal | None
    da_ban_giao: Decimal | None

    @property
    def da_thanh_lap(self) -> bool:
        return self.phap_ly == PhapLy.DA_THANH_LAP

    @property
    def co_hoat_dong(self) -> bool:
        """«Đã hoạt động»: at least one project (row 15 of the form)."""
        return bool(self.so_du_an)

    @property
    def con_song(self) -> bool:
        """Not abolished, or abolished with firms still on the land."""
        return self.phap_ly != PhapLy.BAI_BO or bool(self.so_du_an)

    @property
    def lang_nghe(self) -> bool:
        return LoaiHinh.LANG_NGHE in self.loai_hinh

    def ty_le(self, cach: str) -> TyLe:
        """Fill rate by one of the four definitions of ``lap_day``."""
        return tinh(
            cach,
            da_thue=self.dat_da_thue,
            chap_thuan=self.dat_chap_thuan,
            dat_cn=self.dat_cn,
            du_dieu_kien=self.dat_du_dieu_kien,
            da_gpmb=self.dat_gpmb,
        )


def doc_cum_ngay(hoi: Hoi, *, don_vi: frozenset[int] | None = None) -> list[CumNgay]:
    """Clusters of a question on its cut-off day; ``don_vi``: provinces (34) to keep.

    Two queries, three when the user is a reporter appointed to single clusters. ``hoi.don_vi``,
    ``vung`` and ``xa`` are the business of ``pham_vi``.
    """
    loc = ["c.minh_hoa = %(minh_hoa)s"]
    tham_so: dict[str, Any] = {"minh_hoa": hoi.minh_hoa, "den": hoi.den, "tu": hoi.tu}
    if hoi.cum is not None:
        loc.append("c.id = ANY(%(cum)s)")
        tham_so["cum"] = list(hoi.cum)
    if don_vi is not None:
        loc.append("c.don_vi_id = ANY(%(don_vi)s)")
        tham_so["don_vi"] = sorted(don_vi)
    if hoi.user is not None:
        pham_vi = hoi.user.pham_vi_don_vi() if hoi.user.is_active else set()
        if pham_vi:
            loc.append("c.don_vi_id = ANY(%(pham_vi)s)")
            tham_so["pham_vi"] = sorted(pham_vi)
        elif pham_vi is not None:
            loc.append("c.id = ANY(%(thay)s)")
            tham_so["thay"] = list(
                Cum.objects.visible_to(hoi.user).order_by().values_list("pk", flat=True)
            )
    che_do = CheDo.objects.hieu_luc(hoi.den).order_by("-hieu_luc_tu").first()
    tham_so["thiet_yeu"] = list(che_do.hang_muc_thiet_yeu) if che_do else []
    with connection.cursor() as cursor:
        cursor.execute(cau(" AND ".join(loc)), tham_so)
        return [CumNgay._make(d) for d in cursor.fetchall()]
