"""The door of documents: each carries a step of the cluster's life or a fact behind a state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from cumcongnghiep.buoc import THEO_LOAI
from cumcongnghiep.choices import LoaiVanBan
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import Cum, HoSo, VanBan
from cumcongnghiep.services.cua import (
    cac_loi,
    doc_lai,
    gan,
    hoi_quy_tac,
    khoa_cum,
    loi_khac_cum,
    xong,
)
from cumcongnghiep.services.dieu_kien import gom
from cumcongnghiep.services.tep import loi_tep, luu_tep_cum
from cumcongnghiep.services.trinh_tu import (
    goi,
    loi_buoc,
    loi_so_ngay,
    loi_thu_tu,
    loi_trung_so,
)

# Columns a person gives; «loai», «ho_so» are fixed when the document is recorded.
TRUONG = (
    "so",
    "ngay",
    "hieu_luc_tu",
    "co_quan",
    "trich_yeu",
    "dien_tich",
    "chu_dau_tu",
    "tong_muc_dau_tu",
    "von_nsnn",
    "khoi_cong_du_kien",
    "hoan_thanh_du_kien",
    "dat_uu_tien",
    "noi_dung",
    "ngay_gui_bo",
    "thay_the",
    "ngoai_le",
    "can_xac_minh",
    "nguon_tin",
)
# Rules that this door asks itself, with the document that stands named in the refusal.
TU_HOI = ("V18", "V19", "V20", "V21")
# Documents that fix the size: only they are stopped by it (V07, V08), not what follows them.
_DINH_DIEN_TICH = (LoaiVanBan.THANH_LAP, LoaiVanBan.MO_RONG, LoaiVanBan.DIEU_CHINH)
_LUC = {LoaiVanBan.THANH_LAP: "thanh_lap", LoaiVanBan.MO_RONG: "mo_rong"}


@transaction.atomic
def ghi_van_ban(
    cum: Cum, *, loai: str, ngay: date, ho_so: HoSo | None = None, tep: File | None = None,
    by: Any, loi: Sequence[str] = (), **truong: Any,
) -> VanBan:  # fmt: skip
    """Record a document; inside a procedure (``ho_so``) it is its step.

    The issuer is that of the step when none is given; ``loi``: what a wider door found wrong
    itself. The decision of a procedure is recorded by ``thu_tuc.ghi_buoc``. Raises
    PermissionDenied, or ValidationError with every fault: V18 names the document that stands.
    """
    khoa = khoa_cum(cum, by=by, quyen=_quyen(ho_so))
    v = VanBan(cum=khoa, loai=loai, ho_so=ho_so, nguoi_nhap=by)
    buoc = THEO_LOAI.get(loai)
    if buoc is not None:
        v.co_quan = buoc.ben
    gan(v, {"ngay": ngay, **truong}, TRUONG)
    _kiem(khoa, v, tep, loi)
    _dat_tep(v, tep, by=by)
    v.save()
    gom(hoi_quy_tac(khoa, *_luc(v), bo=_bo(v), thu_tuc=ho_so, van_ban=v))
    xong(khoa, "cum.van_ban.ghi", dong=v, du_lieu={"loai": v.loai, "so": v.so}, by=by)
    return v


@transaction.atomic
def sua_van_ban(v: VanBan, *, tep: File | None = None, by: Any, **truong: Any) -> VanBan:
    """Correct a document; its kind and dossier stay. Raises as ``ghi_van_ban``."""
    khoa = khoa_cum(v.cum_id, by=by, quyen=_quyen(v.ho_so))
    v = doc_lai(v)
    v.cum = khoa
    doi = gan(v, truong, TRUONG)
    _kiem(khoa, v, tep)
    if tep is not None:
        doi["tep"] = [getattr(v.tep, "sha256", None), _dat_tep(v, tep, by=by)]
    v.save()
    gom(hoi_quy_tac(khoa, *_luc(v), bo=_bo(v), thu_tuc=v.ho_so, van_ban=v))
    xong(khoa, "cum.van_ban.sua", dong=v, du_lieu=doi, by=by)
    return v


@transaction.atomic
def dinh_tep(v: VanBan, *, tep: File, by: Any) -> VanBan:
    """Attach the signed copy (PDF or a picture of it), kept under its SHA-256."""
    return sua_van_ban(v, tep=tep, by=by)


@transaction.atomic
def xoa_van_ban(v: VanBan, *, ly_do: str, by: Any) -> None:
    """Take back a document recorded by mistake; refused while another fact stands on it.

    The row's history keeps it. Raises ValidationError naming what stands on it.
    """
    khoa = khoa_cum(v.cum_id, by=by, quyen=_quyen(v.ho_so))
    v = doc_lai(v)
    h = doc_ho_so([khoa])[khoa.pk]
    dung = [
        *(f"{goi(x)} thay thế văn bản này" for x in h.van_ban if x.thay_the_id == v.pk),
        *(f"cơ cấu đất từ {c.ngay:%d/%m/%Y}" for c in h.can_doi if c.van_ban_id == v.pk),
        *(f"giao chủ đầu tư {g.chu_dau_tu}" for g in h.chu_dau_tu if g.van_ban_id == v.pk),
        *(f"hạng mục {m}" for m in h.hang_muc if m.van_ban_id == v.pk),
        *(f"số liệu {s}" for s in h.so_lieu if s.van_ban_id == v.pk),
        *_buoc_sau(h.van_ban, v),
    ]
    loi = [f"Không xóa được: {d}." for d in dung]
    if not ly_do.strip():
        loi.append("Nêu lý do xóa văn bản.")
    gom(loi)
    ten = goi(v)
    v.delete()
    xong(khoa, "cum.van_ban.xoa", du_lieu={"ten": ten}, ly_do=ly_do, by=by)


def _dat_tep(v: VanBan, tep: File | None, *, by: Any) -> str | None:
    """Store a file beside a document; its hash."""
    if tep is None:
        return None
    v.tep = luu_tep_cum(v.cum, tep, by=by)
    return str(v.tep.sha256)


def _quyen(ho_so: HoSo | None) -> str:
    return "cap_nhat_cum" if ho_so is None else "thu_tuc_cum"


def _luc(v: VanBan) -> tuple[str, ...]:
    them = _LUC.get(LoaiVanBan(v.loai))
    # Inside a procedure the decision is judged by ``thu_tuc.ghi_buoc``, with its place and score.
    rieng = them and v.ho_so_id is None and not (v.ngoai_le or v.can_xac_minh)
    return ("van_ban", them) if them and rieng else ("van_ban",)


def _bo(v: VanBan) -> tuple[str, ...]:
    return TU_HOI if v.loai in _DINH_DIEN_TICH else (*TU_HOI, "V07", "V08")


def _buoc_sau(cac: list[VanBan], v: VanBan) -> list[str]:
    """Later steps of the same dossier that would lose the step before them."""
    buoc = THEO_LOAI.get(v.loai)
    if buoc is None or v.ho_so_id is None:
        return []
    con = [x for x in cac if x.ho_so_id == v.ho_so_id and x.pk != v.pk]
    if any(x.loai in buoc.van_ban for x in con):
        return []
    return [
        f"hồ sơ đã sang {goi(x)}"
        for x in con
        if (b := THEO_LOAI.get(x.loai)) is not None and buoc.so in b.truoc
    ]


def _kiem(cum: Cum, v: VanBan, tep: File | None = None, loi_them: Sequence[str] = ()) -> None:
    """Columns, constraints, V18–V21: everything wrong at once."""
    h = doc_ho_so([cum])[cum.pk]
    loi = [*loi_them, *loi_tep(tep)]
    if v.ho_so is not None and v.ho_so.cum_id != cum.pk:
        loi.append(f"Hồ sơ {v.ho_so} không phải của {cum}.")
    elif v.ngay is not None and v.loai in LoaiVanBan.values:
        loi += loi_buoc(h, v, v.ho_so)
        loi += loi_thu_tu(h, v)
        loi += loi_so_ngay(v, timezone.localdate())
        loi += loi_trung_so([(v, cum)]).get(0, [])
    loi += loi_khac_cum(cum, thay_the=v.thay_the)
    cac_loi(v, them=loi)
