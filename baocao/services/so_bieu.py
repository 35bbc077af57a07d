"""What differs between two versions of a form: head, columns and rows, by code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from baocao.models import BieuMau, ChiTieu, CotBieu
from cucctdp.formats.ngay import ngay_ngan

THEM, BO, DOI, CHUYEN = "them", "bo", "doi", "chuyen"
TEN_LOAI = {THEM: "Thêm", BO: "Bỏ", DOI: "Đổi", CHUYEN: "Chuyển chỗ"}
# Of the version itself: numbers and dates always differ.
_BO_QUA = {"id", "bieu_mau", "phien_ban", "trang_thai", "hieu_luc_tu", "hieu_luc_den", "nhan_den"}
_VI_TRI = {"thu_tu", "id", "bieu_mau"}
TRONG = "(trống)"


@dataclass(frozen=True, slots=True)
class TruongDoi:
    nhan: str
    cu: str
    moi: str


@dataclass(frozen=True, slots=True)
class DongDoi:
    """One row of the table. ``loai``: them, bo, doi, chuyen; ``truong`` only for «doi»."""

    phan: str
    ma: str
    ten: str
    loai: str
    truong: tuple[TruongDoi, ...] = ()
    thay_cho: str = ""

    @property
    def ten_loai(self) -> str:
        return TEN_LOAI[self.loai]


@dataclass(frozen=True, slots=True)
class SoBieu:
    cu: BieuMau
    moi: BieuMau
    dong: tuple[DongDoi, ...]

    @property
    def dem(self) -> list[tuple[str, int]]:
        """(kind, how many) in the order of the legend; kinds that do not occur are left out."""
        so = [(ten, sum(d.loai == ma for d in self.dong)) for ma, ten in TEN_LOAI.items()]
        return [(ten, n) for ten, n in so if n]


def so_sanh_bieu(cu: BieuMau, moi: BieuMau) -> SoBieu:
    """Compare two versions; six queries whatever their size."""
    dau = _truong(cu, moi, _BO_QUA)
    dong = [DongDoi("Biểu", moi.ma, moi.ten_ngan, DOI, dau)] if dau else []
    dong += _theo_ma("Cột", list(cu.cot.all()), list(moi.cot.all()))
    dong += _theo_ma("Chỉ tiêu", list(cu.chi_tieu.all()), list(moi.chi_tieu.all()))
    return SoBieu(cu, moi, tuple(dong))


def _theo_ma(
    phan: str, cu: Sequence[CotBieu | ChiTieu], moi: Sequence[CotBieu | ChiTieu]
) -> list[DongDoi]:
    truoc = {d.ma: d for d in cu}
    sau = {d.ma: d for d in moi}
    chung_cu = [m for m in truoc if m in sau]
    giu = _giu_cho(chung_cu, [m for m in sau if m in truoc])
    ra = []
    for ma, dong in sau.items():
        thay = getattr(dong, "thay_cho", "")
        if ma not in truoc:
            ra.append(DongDoi(phan, ma, dong.ten, THEM, thay_cho=thay))
        elif truong := _truong(truoc[ma], dong, _VI_TRI):
            ra.append(DongDoi(phan, ma, dong.ten, DOI, truong, thay))
        elif ma not in giu:
            ra.append(DongDoi(phan, ma, dong.ten, CHUYEN))
    ra += [DongDoi(phan, ma, dong.ten, BO) for ma, dong in truoc.items() if ma not in sau]
    return ra


def _giu_cho(cu: list[str], moi: list[str]) -> set[str]:
    """Codes that keep their place: the longest run in the same order (others were moved)."""
    vi_tri = {ma: i for i, ma in enumerate(cu)}
    tot: list[list[str]] = []
    for ma in moi:
        truoc = [t for t in tot if vi_tri[t[-1]] < vi_tri[ma]]
        tot.append([*_dai_nhat(truoc), ma])
    return set(_dai_nhat(tot))


def _dai_nhat(cac_day: list[list[str]]) -> list[str]:
    return max(cac_day, key=lambda day: len(day)) if cac_day else []


def _truong(cu: models.Model, moi: models.Model, bo_qua: set[str]) -> tuple[TruongDoi, ...]:
    ra = []
    for f in moi._meta.concrete_fields:
        if f.name in bo_qua or getattr(cu, f.attname) == getattr(moi, f.attname):
            continue
        ra.append(TruongDoi(str(f.verbose_name), _chu(cu, f), _chu(moi, f)))
    return tuple(ra)


def _chu(dong: models.Model, f: Any) -> str:
    """A value as people read it."""
    gia_tri = getattr(dong, f.attname)
    if gia_tri in (None, "", [], {}):
        return TRONG
    if isinstance(gia_tri, bool):
        return "có" if gia_tri else "không"
    if f.choices:
        return str(getattr(dong, f"get_{f.name}_display")())
    if f.name == "danh_sach":
        return (
            "; ".join(f"{c.get('ten')} ({c.get('ma')})" for c in gia_tri.get("cot", ()))
            + f"; tối đa {gia_tri.get('so_dong_toi_da', '…')} dòng"
        )
    if f.name == "loai_ky":
        ten = dict(f.base_field.choices)
        return ", ".join(str(ten.get(m, m)) for m in gia_tri)
    if isinstance(gia_tri, list):
        return ", ".join("+".join(x) if isinstance(x, list) else str(x) for x in gia_tri)
    if isinstance(gia_tri, dict):
        return "; ".join(f"{k}: {v}" for k, v in gia_tri.items())
    if hasattr(gia_tri, "year"):
        return ngay_ngan(gia_tri)
    return str(gia_tri)
