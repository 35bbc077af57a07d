"""A cluster as the nightly look sees it, for the tests of alerts."""

from datetime import date

from cumcongnghiep.ho_so_cum import HoSoCum
from cumcongnghiep.models import Cum, HangMuc
from cumcongnghiep.rules.canh_bao import (
    DEM,
    SO_CUM_DEM,
    XemCum,
)
from tests.cumcongnghiep.quy_tac.hoi import (
    D,
    danh_muc,
    van_ban,
)

THANH_LAP = date(2024, 1, 15)
THIET_YEU = (
    "giao_thong", "cap_nuoc", "thu_gom_nuoc_thai", "xlnt", "chat_thai_ran", "pccc"
)  # fmt: skip


def xem(hom_nay=date(2026, 11, 23), *, lap=THANH_LAP, cum=None, **phan) -> XemCum:
    """A cluster established on ``lap`` (None: not) with the given rows."""
    if lap is not None:
        phan["van_ban"] = [
            van_ban(ngay=lap, dien_tich=D(50), ngay_gui_bo=lap),
            *phan.get("van_ban", []),
        ]
    goc = Cum(**{"pk": 1, "ma": "CCN00001", "ten": "Minh Quân", "don_vi_id": 1, **(cum or {})})
    return XemCum(HoSoCum(goc, **phan), danh_muc(), hom_nay)


def hoi(x: XemCum, ma: str):
    return SO_CUM_DEM.kiem_tra(
        x, DEM, tim=lambda m: x.danh_muc.tim_quy_tac(m, x.hom_nay), chi=(ma,)
    )


def cau(x: XemCum, ma: str) -> list[str]:
    return [v.thong_bao for v in hoi(x, ma)]


def xong(ngay=date(2025, 1, 10), *loai) -> list[HangMuc]:
    return [
        HangMuc(cum_id=1, loai=m, tinh_trang="xong", hoan_thanh=ngay, den_ngay=ngay)
        for m in loai or THIET_YEU
    ]
