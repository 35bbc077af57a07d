"""Statutory reports of 2025 and of 6 tháng 2026: sent in time, late, returned, missing.

Every province has Biểu 04; a few have the whole chain 01–03 below it. Reported numbers are those of
the register but for the planted differences of ``CHENH``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from cucctdp.nap_goc.chep import cap_khoa, chep
from cumcongnghiep.bieu.dong_cum import So, cua_so_lieu, dien_bieu_02, ty_le_19
from cumcongnghiep.bieu.mau import BIEU_01, MAU
from cumcongnghiep.choices import (
    DA_THUE,
    Bieu,
    ChiTieuSo,
    LoaiKy,
    NguyenNhanChenh,
    TinhTrangDuAn,
    TrangThaiBieu,
)
from cumcongnghiep.danh_muc import DanhMuc, doc_danh_muc
from cumcongnghiep.minh_hoa.lo import MINH_HOA
from cumcongnghiep.minh_hoa.so_gia import khoang, so, trong
from cumcongnghiep.minh_hoa.tinh import Tinh
from cumcongnghiep.models import BieuNop, DongBieu, GiaiThichChenh, KyBieu
from cumcongnghiep.services.gop_bieu import BoSo, doc_tinh, gop_tinh, gop_xa
from cumcongnghiep.services.ky_bieu import cua_so, han_cua
from cumcongnghiep.statistics import TINH, BieuTinh, Hoi, bieu_04

T = TrangThaiBieu
N = NguyenNhanChenh
CAC_KY = ((2025, LoaiKy.SAU_THANG), (2025, LoaiKy.NAM), (2026, LoaiKy.SAU_THANG))
MO = (2026, LoaiKy.NAM)
# Provinces with Biểu 01–03 too.
CA_CHUOI = ("15", "40", "80")
# Differences put into Biểu 04 of 6 tháng 2026: province, cause; «» is left without any cause.
CHENH = (("15", N.THUE_HET_HAN), ("22", N.NGOAI_QUY_HOACH), ("40", N.GOM_HA_TANG), ("24", ""))
_LE_KHONG_RO = Decimal(137)
_HA_TANG = {"23": ChiTieuSo.DOANH_THU, "24": ChiTieuSo.NOP_NSNN, "25": ChiTieuSo.LAO_DONG}
_TY = Decimal(10**9)


@dataclass
class _Lo:
    danh_muc: DanhMuc
    bieu: list[BieuNop] = field(default_factory=list)
    dong: list[DongBieu] = field(default_factory=list)
    giai_thich: list[GiaiThichChenh] = field(default_factory=list)


def nap_bieu(cac_tinh: list[Tinh]) -> int:
    """Write the forms; how many. Without the windows of the law there are none."""
    lo = _Lo(doc_danh_muc())
    if lo.danh_muc.tim_han_bieu(Bieu.B04, LoaiKy.NAM, date(2025, 12, 14)) is None:
        return 0
    cac_ky = [_ky(lo, nam, loai) for nam, loai in CAC_KY]
    cac_bang = [
        bieu_04(Hoi(den=ky.den_ngay, tu=ky.tu_ngay, cap=TINH, minh_hoa=True)) for ky in cac_ky
    ]
    for ky, bang in zip(cac_ky, cac_bang, strict=True):
        for tinh in cac_tinh:
            ma = tinh.don_vi.ma
            bieu = bang.cua(tinh.don_vi.khoa)
            hang = {d: s.gia_tri for d, s in bieu.dong.items()} if bieu else {}
            chenh: dict[str, Decimal] = {}
            if ky is cac_ky[0]:
                hang |= _nua_nam(ma, cac_bang[1].cua(tinh.don_vi.khoa))
            else:
                chenh = _chuoi(lo, ky, tinh, hang)
            _bieu_04(lo, ky, tinh, hang, chenh)
    _ky(lo, *MO)
    cap_khoa(lo.bieu)
    chep(BieuNop, lo.bieu)
    chep(DongBieu, lo.dong)
    GiaiThichChenh.objects.bulk_create(lo.giai_thich)
    return len(lo.bieu)


def _ky(lo: _Lo, nam: int, loai: LoaiKy) -> KyBieu:
    giua = date(nam, 6, 14) if loai == LoaiKy.SAU_THANG else date(nam, 12, 14)
    dong = lo.danh_muc.tim_han_bieu(Bieu.B04, loai, giua)
    assert dong is not None
    tu, den = cua_so(dong, nam)
    luc = timezone.make_aware(datetime.combine(date(2026, 2, 10), time(9)))
    khoa = luc if nam == 2025 else None
    ky, _ = KyBieu.objects.get_or_create(
        nam=nam, loai=loai, quy=0, defaults={"tu_ngay": tu, "den_ngay": den, "khoa_luc": khoa}
    )
    return ky


def _nua_nam(ma: str, ca_nam: BieuTinh | None) -> dict[str, So]:
    """Flows of the first half of 2025: a share of the year's, which the register holds."""
    if ca_nam is None:
        return {}
    phan = Decimal(khoang(43, 49, "6t", ma)) / 100
    return {d: None if (g := ca_nam.gia_tri(d)) is None else g * phan for d in ("23", "24")}


def _lap(
    lo: _Lo, ky: KyBieu, bieu: Bieu, tinh: Tinh, hang: Mapping[str, So], **truong: Any
) -> BieuNop:
    """A form with its rows; when and how it was sent follows from its key."""
    khoa = (ky.nam, ky.loai, bieu, tinh.don_vi.ma, len(lo.bieu))
    han = han_cua(ky, bieu, danh_muc=lo.danh_muc)
    trang_thai = _trang_thai(ky, khoa)
    tre = so(100, "tre", *khoa)
    lech = (
        -khoang(1, 9, "som", *khoa) if tre >= 16 else 0 if tre >= 10 else khoang(1, 19, "t", *khoa)
    )
    ngay_gui = None if trang_thai == T.NHAP else han + timedelta(days=lech)
    gui_luc = ngay_gui and timezone.make_aware(datetime.combine(ngay_gui, time(9, 30)))
    b = BieuNop(
        ky=ky, bieu=bieu, don_vi=tinh.don_vi, trang_thai=trang_thai, han=han, ngay_gui=ngay_gui,
        gui_luc=gui_luc, nguoi_ky=f"Nguyễn Văn Mẫu {MINH_HOA}" if ngay_gui else "",
        chuc_vu_ky="Giám đốc" if bieu != Bieu.B03 else "Chủ tịch UBND",
        vong=2 if trang_thai == T.TRA_LAI else 1, minh_hoa=True, **truong,
    )  # fmt: skip
    lo.bieu.append(b)
    for d in MAU[bieu]:
        gia_tri = hang.get(d.ma)
        if gia_tri is not None:
            gia_tri = round(gia_tri, d.so_le) if d.so_le else Decimal(int(gia_tri))
        lo.dong.append(DongBieu(bieu_nop=b, ma_dong=d.ma, gia_tri=gia_tri, tu_dong=gia_tri))
    return b


def _trang_thai(ky: KyBieu, khoa: tuple[object, ...]) -> str:
    if ky.khoa_luc is not None:
        return T.KHOA
    con = so(100, "tt", *khoa)
    return T.NHAP if con < 8 else T.TRA_LAI if con < 14 else T.DA_GUI if con < 30 else T.CHAP_NHAN


def _chuoi(lo: _Lo, ky: KyBieu, tinh: Tinh, hang: dict[str, So]) -> dict[str, Decimal]:
    """Biểu 01–03 of a province that has the whole chain; the differences planted above them."""
    ma = tinh.don_vi.ma
    loai = next((n for m, n in CHENH if m == ma), None) if ky.khoa_luc is None else None
    if ma not in CA_CHUOI and loai is None:
        return {}
    s = doc_tinh(ky, tinh.don_vi.pk)
    if ma in CA_CHUOI:
        hang.update(gop_tinh(s))
        _duoi(lo, ky, tinh, s)
    return {} if loai is None else dict(_chenh(s, ky, loai))


def _duoi(lo: _Lo, ky: KyBieu, tinh: Tinh, s: BoSo) -> None:
    tu, den = ky.tu_ngay, ky.den_ngay
    for pk, h in s.ho_so.items():
        if h.chu_dau_tu_ngay(den) is not None and h.so_du_an(den) and not trong(8, "b02", pk, den):
            _lap(lo, ky, Bieu.B02, tinh, dien_bieu_02(h, tu, den), cum=s.cum[pk])
        for d in h.du_an_ngay(den):
            if d.tinh_trang(den) != TinhTrangDuAn.HOAT_DONG or trong(12, "b01", d.pk, den):
                continue
            hang = {x.ma: cua_so_lieu(h, x, tu, den, d.pk) for x in BIEU_01}
            if any(hang.values()):
                _lap(lo, ky, Bieu.B01, tinh, hang, du_an=d, cum=s.cum[pk])
    for xa_id, xa in s.cac_xa.items():
        if not trong(10, "b03", xa_id, den):
            _lap(lo, ky, Bieu.B03, tinh, gop_xa(s, xa_id), xa=xa)


def _chenh(s: BoSo, ky: KyBieu, loai: str) -> Iterator[tuple[str, Decimal]]:
    den = ky.den_ngay
    if loai == N.THUE_HET_HAN:
        for h in s.ho_so.values():
            het = [t for t in h.thue if t.loai in DA_THUE and t.den_ngay and t.den_ngay < den]
            if het:
                yield "18", het[0].dien_tich
                return
    elif loai == N.NGOAI_QUY_HOACH:
        h = next((h for h in s.ho_so.values() if not h.trong_quy_hoach(den)), None)
        if h is not None and (dien_tich := h.dien_tich(den)):
            yield from (("1", Decimal(1)), ("2", dien_tich))
    elif loai == N.GOM_HA_TANG:
        h = next((h for h in s.ho_so.values() if h.gia_tri(ChiTieuSo.LAO_DONG, den)), None)
        if h is not None:
            for dong, chi_tieu in _HA_TANG.items():
                g = h.gia_tri(chi_tieu, den) or Decimal(0)
                yield dong, g if dong == "25" else round(g / _TY, 4)
    else:
        yield "25", _LE_KHONG_RO


def _bieu_04(
    lo: _Lo, ky: KyBieu, tinh: Tinh, hang: Mapping[str, So], chenh: Mapping[str, Decimal]
) -> None:
    """The province's form; one in twelve is missing in the window that is still open."""
    if ky.khoa_luc is None and not chenh and trong(8, "thieu", tinh.don_vi.ma):
        return
    bao = dict(hang)
    for dong, them in chenh.items():
        bao[dong] = (bao.get(dong) or Decimal(0)) + them
    bao["19"] = ty_le_19(bao.get("18"), bao.get("17"))
    b = _lap(lo, ky, Bieu.B04, tinh, bao)
    for d in lo.dong[-len(list(MAU[Bieu.B04])) :]:
        if d.ma_dong in chenh and d.gia_tri is not None:
            d.tu_dong = d.gia_tri - chenh[d.ma_dong]
    if "1" in chenh:
        lo.giai_thich += [
            GiaiThichChenh(
                bieu_nop=b, ma_dong=dong, nguyen_nhan=N.NGOAI_QUY_HOACH, gia_tri=chenh[dong],
                dien_giai="Tính cả cụm chưa có trong quy hoạch mới (minh họa).",
            )
            for dong in ("1", "2")
            if chenh.get(dong)
        ]  # fmt: skip
