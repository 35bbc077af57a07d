"""Assignments, sheets and scores; conflicts that judges declared."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sanpham_tieubieu.choices import (
    CachPhanCong,
    LoaiXungDot,
    NguonXungDot,
    TrangThaiHoSo,
    TrangThaiPhieu,
)
from sanpham_tieubieu.minh_hoa.tui import HAT, KyMH, Tui, luc
from sanpham_tieubieu.models import (
    DiemTieuChi,
    HoSoDangKy,
    PhanCong,
    PhieuCham,
    ThanhVienBan,
    TieuChi,
    XungDot,
)

_NUA = Decimal("0.5")
_XONG, _CHO = 55, 80


def cham(tui: Tui, k: KyMH, *, dang_do: bool = False) -> None:
    """Every judge's sheet on every entry; ``dang_do``: some signed, some begun, some not opened."""
    lech = {id(gk): tui.rng.gauss(0, 2) for gk in k.giam_khao}
    if len(k.giam_khao) >= 9:
        # A severe judge and a generous one: what the panel is there to show.
        lech[id(k.giam_khao[-1])], lech[id(k.giam_khao[-2])] = -9.0, 5.0
    ky_luc = luc(k.cham_xong, 16)
    for i, (sp, h) in enumerate(k.ho_so):
        if h.trang_thai not in (TrangThaiHoSo.DANG_CHAM, TrangThaiHoSo.DA_CHAM):
            continue
        for j, gk in enumerate(k.giam_khao):
            if i % 13 == 5 and j == 3:
                _khai(tui, k, h, gk)
                continue
            tui.them(PhanCong(ho_so=h, giam_khao=gk, cach=CachPhanCong.CAN_BANG, hat_giong=HAT))
            k.phan_cong[id(h)] += 1
            phan = tui.rng.randrange(100) if dang_do else 0
            if phan < _CHO:
                _phieu(tui, k, h, gk, sp.suc + lech[id(gk)], phan < _XONG, ky_luc)


def _khai(tui: Tui, k: KyMH, h: HoSoDangKy, gk: ThanhVienBan) -> None:
    """The judge declared that he advised the establishment: he has no sheet on it."""
    tui.them(
        XungDot(
            giam_khao=gk,
            ho_so=h,
            loai=LoaiXungDot.TU_VAN,
            nguon=NguonXungDot.KHAI_BAO,
            chi_tiet="Đã giúp cơ sở lập hồ sơ (minh họa).",
            chan=True,
        )
    )


def _phieu(
    tui: Tui, k: KyMH, h: HoSoDangKy, gk: ThanhVienBan, suc: float, xong: bool, ky_luc: datetime
) -> None:
    la = k.la[h.ma_nhom]
    p = tui.them(
        PhieuCham(
            ho_so=h,
            giam_khao=gk,
            khung=k.khung[h.ma_nhom],
            trang_thai=TrangThaiPhieu.DANG_CHAM,
            phien=3,
            nhan_xet="Sản phẩm đạt yêu cầu." if xong else "",
        )
    )
    lan_nay = suc + tui.rng.gauss(0, 2.5)
    cac = []
    for t in la if xong else la[: len(la) // 2]:
        diem = _diem(tui, t, lan_nay)
        cac.append(tui.them(DiemTieuChi(phieu=p, tieu_chi=t, diem=diem, thoi_diem=t.thoi_diem)))
    tui.diem[id(p)] = cac
    if xong:
        p.muoi = f"{tui.rng.getrandbits(128):032x}"
        p.trang_thai, p.ky_luc = TrangThaiPhieu.DA_KY, ky_luc
        tui.ky_phieu.append(p)
        k.tong[id(h)].append(sum((d.diem for d in cac), Decimal(0)))


def _diem(tui: Tui, t: TieuChi, suc: float) -> Decimal:
    """A lawful score of a leaf: in steps of a half, from nought to the most."""
    ty_le = min(1.0, max(0.3, (suc + tui.rng.gauss(0, 5)) / 100))
    return min(t.diem_toi_da, _NUA * round(float(t.diem_toi_da) * 2 * ty_le))
