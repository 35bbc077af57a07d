"""What a dossier of level N+1 says otherwise than the one of level N it was made from (Điều 12).

One dossier serves all levels: what changed on the way is shown, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from cucctdp.formats.ngay import ngay_ngan
from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.choices import PhanHoSo
from sanpham_tieubieu.models import HoSoDangKy, SoLieuNam

DANG_KY = (
    "ma_nhom",
    "xa",
    "ten_san_pham",
    "ten_co_so",
    "loai_hinh",
    "quy_mo",
    "ma_so_thue",
    "dang_ky_so",
    "dang_ky_ngay",
    "dang_ky_noi",
    "dia_chi_tru_so",
    "dia_chi_san_xuat",
    "lang_nghe",
    "dai_dien",
    "chuc_vu",
    "dien_thoai",
    "email",
    "trang_web",
    "chu_nu",
    "chu_dan_toc",
    "ky_hieu",
    "kich_thuoc",
    "trong_luong",
    "vat_lieu",
    "khong_van_chuyen",
    "cam_ket",
    "cam_ket_ngay",
    "dong_y_trung_bay",
)
THUYET_MINH = (
    "gioi_thieu",
    "mo_ta",
    "thi_truong",
    "san_xuat",
    "ky_thuat",
    "xa_hoi",
    "van_hoa",
    "giai_thuong",
    "diem_moi",
    "nam_thanh_lap",
    "von",
    "lao_dong",
    "lao_dong_nu",
    "lao_dong_dia_phuong",
    "thu_nhap",
    "nguyen_lieu_trong_nuoc",
)
CHEP = (*DANG_KY, *THUYET_MINH)
SO_LIEU = (
    "san_luong",
    "don_vi_tinh",
    "doanh_thu_san_pham",
    "doanh_thu_co_so",
    "loi_nhuan",
    "nop_ngan_sach",
    "xuat_khau_usd",
)
CHUA_KHAI = "(chưa khai)"
KHONG_CO = "(không có)"


@dataclass(frozen=True, slots=True)
class KhacBiet:
    """One difference as people read it; ``duoi`` of the lower level, ``tren`` of this one."""

    phan: PhanHoSo
    nhan: str
    duoi: str
    tren: str


def in_o(dong: Model, cot: str) -> str:
    """A column as it is read on paper; missing is not nought."""
    gia_tri: Any = getattr(dong, cot)
    if gia_tri is None or gia_tri == "":
        return CHUA_KHAI
    if isinstance(gia_tri, bool):
        return "Có" if gia_tri else "Không"
    if isinstance(gia_tri, date):
        return ngay_ngan(gia_tri)
    if cot in ("nam_thanh_lap",):
        return str(gia_tri)
    if isinstance(gia_tri, int | Decimal):
        return dinh_dang(gia_tri)
    hien = getattr(dong, f"get_{cot}_display", None)
    return str(hien() if hien is not None else gia_tri)


def nhan_cot(model: type[Model], cot: str) -> str:
    """Name of a column as a sentence begins with it."""
    truong: Any = model._meta.get_field(cot)
    nhan = str(truong.verbose_name)
    return nhan[:1].upper() + nhan[1:]


def _cot(
    phan: PhanHoSo, cac_cot: Iterable[str], duoi: Any, tren: Any, noi: str = ""
) -> Iterator[KhacBiet]:
    for cot in cac_cot:
        truong = type(tren)._meta.get_field(cot)
        if getattr(duoi, truong.attname) != getattr(tren, truong.attname):
            yield KhacBiet(phan, noi + nhan_cot(type(tren), cot), in_o(duoi, cot), in_o(tren, cot))


def _so_lieu(duoi: HoSoDangKy, tren: HoSoDangKy) -> Iterator[KhacBiet]:
    cu = {s.nam: s for s in duoi.so_lieu.all()}
    moi = {s.nam: s for s in tren.so_lieu.all()}
    for nam in sorted(cu.keys() | moi.keys()):
        a, b = cu.get(nam), moi.get(nam)
        if a is None or b is None:
            co, khong = "có số liệu", KHONG_CO
            yield KhacBiet(PhanHoSo.SO_LIEU, f"Năm {nam}", co if a else khong, co if b else khong)
        else:
            yield from _cot(PhanHoSo.SO_LIEU, SO_LIEU, a, b, f"Năm {nam}: ")


def _tap(phan: PhanHoSo, duoi: dict[Any, str], tren: dict[Any, str]) -> Iterator[KhacBiet]:
    for khoa, ten in duoi.items():
        if khoa not in tren:
            yield KhacBiet(phan, ten, "có", KHONG_CO)
    for khoa, ten in tren.items():
        if khoa not in duoi:
            yield KhacBiet(phan, ten, KHONG_CO, "có")


def _anh(h: HoSoDangKy) -> dict[Any, str]:
    return {
        a.tep.sha256: f"Ảnh {a.thu_tu} {a.goc_chup}".strip() for a in h.anh.select_related("tep")
    }


def _tai_lieu(h: HoSoDangKy) -> dict[Any, str]:
    return {
        (t.loai, t.so, t.het_han, t.tep.sha256 if t.tep else ""): " số ".join(
            p for p in (t.ten or t.loai, t.so) if p
        )
        for t in h.tai_lieu.select_related("tep")
    }


def khac_biet(ho_so: HoSoDangKy) -> list[KhacBiet]:
    """Every difference from the dossier of the lower level; [] for one drawn up anew.

    Seven queries at most, whatever the dossier holds.
    """
    if ho_so.tu_ho_so_id is None:
        return []
    duoi = HoSoDangKy.objects.select_related("xa", "lang_nghe").get(pk=ho_so.tu_ho_so_id)
    return [
        *_cot(PhanHoSo.DANG_KY, DANG_KY, duoi, ho_so),
        *_cot(PhanHoSo.THUYET_MINH, THUYET_MINH, duoi, ho_so),
        *_so_lieu(duoi, ho_so),
        *_tap(PhanHoSo.ANH, _anh(duoi), _anh(ho_so)),
        *_tap(PhanHoSo.TAI_LIEU, _tai_lieu(duoi), _tai_lieu(ho_so)),
    ]


def chep_so_lieu(tu: HoSoDangKy, sang: HoSoDangKy) -> list[SoLieuNam]:
    """Figures of the years as rows of another dossier, not saved."""
    return [
        SoLieuNam(ho_so=sang, nam=s.nam, **{c: getattr(s, c) for c in SO_LIEU})
        for s in tu.so_lieu.all()
    ]
