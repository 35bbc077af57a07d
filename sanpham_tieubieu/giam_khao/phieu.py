"""The sheet as the page shows it: the rubric as a tree with the judge's own marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.choices import ThoiDiem, TrangThaiKhung
from sanpham_tieubieu.len_cap import nhan_cot
from sanpham_tieubieu.luc_cham import cham_duoc, thoi_diem_cuoi, thoi_diem_dang_mo
from sanpham_tieubieu.models import (
    DiemTieuChi,
    HoSoDangKy,
    KhungDiem,
    KyBinhChon,
    PhieuCham,
    SoLieuNam,
    ThanhVienBan,
    TieuChi,
)

_CHE = "[cơ sở]"
_DAC_DIEM = (
    "ky_hieu", "kich_thuoc", "trong_luong", "vat_lieu", "nguyen_lieu_trong_nuoc", "lao_dong",
    "lao_dong_nu", "lao_dong_dia_phuong", "thu_nhap", "nam_thanh_lap",
)  # fmt: skip
_THUYET_MINH = ("gioi_thieu", "mo_ta", "thi_truong", "san_xuat", "ky_thuat", "xa_hoi", "van_hoa",
                "giai_thuong", "diem_moi")  # fmt: skip
_SO_LIEU = ("san_luong", "doanh_thu_san_pham", "doanh_thu_co_so", "loi_nhuan", "nop_ngan_sach",
            "xuat_khau_usd")  # fmt: skip


@dataclass
class DongTieuChi:
    """A node below a root: a heading, or a leaf with the judge's mark as typed.

    ``tram``: the maximum in hundredths, for the script; ``nhanh``: quick values without anchors.
    """

    ma: str
    ten: str
    toi_da: str
    so: int
    la: bool
    mo: bool = False
    huong_dan: str = ""
    thoi_diem: str = ""
    tram: int = 0
    diem: str = ""
    ghi_chu: str = ""
    loi: str = ""
    cac_muc: list[dict[str, str]] = field(default_factory=list)
    nhanh: list[str] = field(default_factory=list)


@dataclass
class GocTieuChi:
    """A root of the law (I–IV) with its lines and the sum so far."""

    ma: str
    ten: str
    toi_da: str
    so: int
    tong: str
    dong: list[DongTieuChi]


@dataclass
class TrangPhieu:
    """Everything of the rubric that the page shows."""

    cay: list[GocTieuChi]
    so_la: int
    da_cham: int
    tong: str
    toi_da: str


def phieu_cua(ho_so: HoSoDangKy, gk: ThanhVienBan) -> PhieuCham | None:
    """The judge's sheet that counts, else the one that does not any more."""
    rows = PhieuCham.objects.cua_giam_khao(gk.nhan_su.tai_khoan)
    rows = rows.filter(ho_so=ho_so, giam_khao=gk)
    cac = sorted(rows, key=lambda p: p.trang_thai == "vo_hieu")
    return cac[0] if cac else None


def khung_dung(ho_so: HoSoDangKy, phieu: PhieuCham | None) -> KhungDiem | None:
    """The rubric of the sheet, or the approved one of the group before the first mark."""
    if phieu is not None:
        return phieu.khung
    return KhungDiem.objects.filter(
        ky=ho_so.ky_id, ma_nhom=ho_so.ma_nhom, trang_thai=TrangThaiKhung.DA_DUYET
    ).first()


def dung_trang(
    ky: KyBinhChon,
    khung: KhungDiem | None,
    phieu: PhieuCham | None,
    *,
    mo: bool,
    o_sai: Mapping[str, tuple[str, str]] | None = None,
) -> TrangPhieu:
    """The tree of a rubric with the marks of a sheet; two queries.

    ``o_sai``: code → (as typed, sentence) of marks that a save refused.
    """
    nut = list(khung.tieu_chi.order_by("thu_tu", "id")) if khung is not None else []
    diem = {d.tieu_chi_id: d for d in phieu.cac_diem.all()} if phieu is not None else {}
    cha = {t.cha_id for t in nut}
    theo = {t.pk: t for t in nut}
    dang_mo, cuoi = thoi_diem_dang_mo(ky), thoi_diem_cuoi(ky)

    def goc(t: TieuChi) -> TieuChi:
        while t.cha_id is not None:
            t = theo[t.cha_id]
        return t

    cay: dict[int, GocTieuChi] = {}
    tong: dict[int, Decimal] = {}
    da_cham = so_la = 0
    for i, t in enumerate(nut, 1):
        g = goc(t)
        la = t.pk not in cha
        if t is g:
            cay[g.pk] = GocTieuChi(t.ma, t.ten, dinh_dang(t.diem_toi_da), i, "0", [])
            tong[g.pk] = Decimal(0)
            if not la:
                continue
        d = diem.get(t.pk)
        if la:
            so_la += 1
            if d is not None and d.diem is not None:
                da_cham += 1
                tong[g.pk] += d.diem
        duoc = mo and dang_mo is not None and cham_duoc(t.thoi_diem, dang_mo, cuoi)
        cay[g.pk].dong.append(_dong(t, d, i, la=la, mo=duoc, ky=ky, sai=(o_sai or {}).get(t.ma)))
    for pk, g_ in cay.items():
        g_.tong = dinh_dang(tong[pk])
    return TrangPhieu(
        list(cay.values()),
        so_la,
        da_cham,
        dinh_dang(sum(tong.values(), Decimal(0))),
        dinh_dang(sum((t.diem_toi_da for t in nut if t.cha_id is None), Decimal(0))),
    )


def _dong(
    t: TieuChi,
    d: DiemTieuChi | None,
    so: int,
    *,
    la: bool,
    mo: bool,
    ky: KyBinhChon,
    sai: tuple[str, str] | None,
) -> DongTieuChi:
    dong = DongTieuChi(t.ma, t.ten, dinh_dang(t.diem_toi_da), so, la)
    if not la:
        return dong
    dong.mo, dong.huong_dan = mo, t.huong_dan
    dong.thoi_diem = str(ThoiDiem(t.thoi_diem).label)
    dong.tram = int(t.diem_toi_da * 100)
    if d is not None:
        dong.diem = "" if d.diem is None else dinh_dang(d.diem)
        dong.ghi_chu = d.ghi_chu
    if sai is not None:
        dong.diem, dong.loi = sai
    dong.cac_muc = [
        {"diem": dinh_dang(Decimal(str(m["diem"]))), "mo_ta": str(m.get("mo_ta", ""))}
        for m in t.cac_muc
    ]
    dong.nhanh = chon_nhanh(t.diem_toi_da, ky.buoc_diem)
    return dong


def chon_nhanh(toi_da: Decimal, buoc: Decimal) -> list[str]:
    """None, a quarter, half, three quarters, all of a maximum, on the step: «0 1,5 3 4,5 6»."""
    cac = [(toi_da * phan / 4) // buoc * buoc for phan in range(4)] + [toi_da // buoc * buoc]
    return [dinh_dang(x) for x in dict.fromkeys(cac)]


def che_ten(chu: str, cac_ten: list[str]) -> str:
    """A text without the names of establishment and people, where judges see codes only."""
    for ten in sorted((t for t in cac_ten if len(t) > 3), key=len, reverse=True):
        chu = re.sub(re.escape(ten), _CHE, chu, flags=re.IGNORECASE)
    return chu


def ten_phai_che(ho_so: HoSoDangKy) -> list[str]:
    """What would tell whose entry it is."""
    return [ho_so.ten_co_so, ho_so.dai_dien, ho_so.dia_chi_san_xuat, ho_so.dia_chi_tru_so,
            ho_so.ten_co_so.removeprefix("Công ty ").strip()]  # fmt: skip


def mo_ta_ho_so(ho_so: HoSoDangKy, *, thay_ten: bool) -> dict[str, Any]:
    """What a judge reads of the dossier: features, PL2, figures; two queries.

    Papers stay out: they carry names. Texts are read without the names where codes rule.
    """
    ten = ten_phai_che(ho_so)

    def in_ra(gia_tri: Any) -> str:
        return dinh_dang(gia_tri) if isinstance(gia_tri, Decimal) else (
            dinh_dang(Decimal(gia_tri)) if isinstance(gia_tri, int) else str(gia_tri)
        )  # fmt: skip

    def doc(gia_tri: Any, cot: str = "") -> str:
        chu = str(gia_tri) if cot == "nam_thanh_lap" else in_ra(gia_tri)
        return chu if thay_ten else che_ten(chu, ten)

    co = {c: getattr(ho_so, c) for c in (*_DAC_DIEM, *_THUYET_MINH)}
    nam = list(ho_so.so_lieu.order_by("nam"))
    cot = [c for c in _SO_LIEU if any(getattr(d, c) is not None for d in nam)]
    so_lieu = None
    if cot:
        so_lieu = {
            "nhan": [nhan_cot(SoLieuNam, c) for c in cot],
            "dong": [
                (
                    d.nam,
                    [_so(getattr(d, c), d.don_vi_tinh if c == "san_luong" else "") for c in cot],
                )
                for d in nam
            ],
        }
    return {
        "dac_diem": [
            (nhan_cot(HoSoDangKy, c), doc(co[c], c)) for c in _DAC_DIEM if co[c] not in (None, "")
        ],
        "thuyet_minh": [(nhan_cot(HoSoDangKy, c), doc(co[c])) for c in _THUYET_MINH if co[c]],
        "so_lieu": so_lieu,
    }


def _so(gia_tri: Any, don_vi: str) -> str:
    if gia_tri is None:
        return "–"
    return f"{dinh_dang(Decimal(gia_tri))} {don_vi}".strip()
