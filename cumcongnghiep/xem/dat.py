"""Land of a cluster as one bar, its figures with their sources, and the four fill rates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from cumcongnghiep import nguon_so
from cumcongnghiep.ho_so_cum import HoSoCum
from cumcongnghiep.lap_day import CachTinh, TyLe
from cumcongnghiep.nguon_so import NguonSo, SoNguon
from cumcongnghiep.ve_dat import thanh_dat

KHONG = Decimal(0)


@dataclass(frozen=True)
class Dat:
    """What the land part of the page shows; ``bieu_do``: SVG or "" without a land balance."""

    bieu_do: str
    cac_so: tuple[SoNguon, ...]
    ty_le: tuple[tuple[str, TyLe], ...]
    canh_bao: tuple[str, ...]


def dat_cua(h: HoSoCum, n: NguonSo, ngay: date) -> Dat:
    """Everything about land on a day; no query."""
    tong = nguon_so.dien_tich(n, h, ngay)
    cn, thue, chap_thuan, ghi_nho = (
        f(n, h, ngay)
        for f in (nguon_so.dat_cn, nguon_so.da_thue, nguon_so.chap_thuan, nguon_so.ghi_nho)
    )
    cac_so = [tong, cn, thue, chap_thuan, ghi_nho]
    cac_so += [nguon_so.khai(n, h, c, ngay) for c, dv in nguon_so.KHAI.items() if dv == nguon_so.HA]
    return Dat(
        bieu_do=thanh_dat(h, ngay),
        cac_so=tuple(s for i, s in enumerate(cac_so) if i < 4 or s.gia_tri is not None),
        ty_le=tuple((str(c.label), nguon_so.ty_le(h, c, ngay)) for c in CachTinh),
        canh_bao=tuple(_canh_bao(h, ngay)),
    )


def _canh_bao(h: HoSoCum, ngay: date) -> list[str]:
    cn, thue, tong = h.dat_cn(ngay), h.dat_da_thue(ngay), h.dien_tich(ngay)
    kq = []
    if cn is None:
        kq.append("Chưa có cơ cấu sử dụng đất theo quy hoạch chi tiết nên chưa tính được lấp đầy.")
    else:
        da_giu = (thue or KHONG) + (h.dat_chap_thuan(ngay) or KHONG)
        if da_giu > cn:
            kq.append(
                f"Đất đã cho thuê, chấp thuận {dinh_dang(da_giu)} ha lớn hơn đất công nghiệp "
                f"{dinh_dang(cn)} ha: rà soát lại số liệu hoặc quy hoạch chi tiết."
            )
        if tong is not None and cn > tong:
            kq.append(
                f"Đất công nghiệp {dinh_dang(cn)} ha lớn hơn diện tích cụm {dinh_dang(tong)} ha."
            )
    if thue is None:
        kq.append("Chưa có số liệu đất đã cho thuê.")
    return kq
