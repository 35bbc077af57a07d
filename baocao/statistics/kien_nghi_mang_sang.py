"""Petitions carried (mang sang) into a period's Q12: read-only beside the form, with the answer."""

from dataclasses import dataclass
from typing import Any

from baocao.choices_theo_doi import KN_DA_TRA_LOI
from baocao.models import KienNghi, KienNghiMangSang, KyBaoCao, PhieuBieu

BIEU = "Q12"


@dataclass(frozen=True, slots=True)
class DongMangSang:
    """One carried petition as it stands. ``lan``: how many periods it was carried into.

    ``so_ngay``: its age in days when it was carried. ``tra_loi``: kind, document, words of the
    answer in one text, "" while there is none.
    """

    kien_nghi_id: int
    ma: str
    don_vi: str
    noi_dung: str
    ngay_gui: Any
    lan: int
    so_ngay: int
    trang_thai: str
    da_tra_loi: bool
    tra_loi: str


def _tra_loi(kn: KienNghi) -> str:
    if kn.trang_thai not in KN_DA_TRA_LOI:
        return ""
    van_ban = (
        f" (văn bản số {kn.tra_loi_so} ngày {kn.tra_loi_ngay:%d/%m/%Y})"
        if kn.tra_loi_so and kn.tra_loi_ngay
        else ""
    )
    return f"{kn.get_tra_loi_loai_display()}{van_ban}: {kn.tra_loi_noi_dung}"


def mang_sang_ky(ky: KyBaoCao, *, don_vi: Any = None, minh_hoa: bool = True) -> list[DongMangSang]:
    """What was carried into a period, of one province or all, oldest first; one query."""
    rows = KienNghiMangSang.objects.filter(ky=ky).select_related("kien_nghi__don_vi")
    if don_vi is not None:
        rows = rows.filter(kien_nghi__don_vi=don_vi)
    if not minh_hoa:
        rows = rows.filter(kien_nghi__co_minh_hoa=False)
    return [
        DongMangSang(
            kien_nghi_id=m.kien_nghi.pk,
            ma=m.kien_nghi.ma,
            don_vi=m.kien_nghi.don_vi.ten_goi,
            noi_dung=m.kien_nghi.noi_dung,
            ngay_gui=m.kien_nghi.ngay_gui,
            lan=m.lan,
            so_ngay=m.so_ngay,
            trang_thai=m.kien_nghi.get_trang_thai_display(),
            da_tra_loi=m.kien_nghi.trang_thai in KN_DA_TRA_LOI,
            tra_loi=_tra_loi(m.kien_nghi),
        )
        for m in rows.order_by("kien_nghi__ngay_gui", "kien_nghi_id")
    ]


def mang_sang_cua(phieu: PhieuBieu) -> list[DongMangSang]:
    """What stands beside a pack's Q12; empty for every other form."""
    if phieu.bieu_mau.ma != BIEU:
        return []
    return mang_sang_ky(phieu.bo.ky, don_vi=phieu.bo.don_vi_id)
