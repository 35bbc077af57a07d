"""Query parameters of a statistics question: read leniently, refused all at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from rest_framework.exceptions import ValidationError

from khuyencong.statistics import Hoi, KyTinh, ThamSoSai

NHIEU = ("don_vi", "vung")
MOT = ("nam", "tu_nam", "den_nam", "tu", "den", "cap", "dia_gioi", "nguon", "minh_hoa")
TRANG = ("tu_dong", "so_dong")
SO_DONG_TOI_DA = 1000
_NAM = range(2000, 2101)


@dataclass(frozen=True)
class CauHoi:
    """A question and the page of its list."""

    hoi: Hoi
    tu_dong: int
    so_dong: int


def doc_cau_hoi(query: Any, user: Any, *, co_trang: bool = False) -> CauHoi:
    """Read a QueryDict. Raises DRF's ValidationError with every error by parameter name."""
    cho_phep = {*NHIEU, *MOT, *(TRANG if co_trang else ())}
    loi = {t[:40]: [f"Không có tham số «{t[:40]}»."] for t in sorted(set(query) - cho_phep)}
    mot = {t: query.get(t, "").strip() for t in cho_phep - set(NHIEU)}
    for t in sorted(cho_phep - set(NHIEU)):
        if len(query.getlist(t)) > 1:
            loi[t] = [f"Tham số «{t}» chỉ ghi một lần."]
    nhieu = {t: tuple(p for g in query.getlist(t) for p in g.split(",") if p) for t in NHIEU}
    nay = timezone.localdate().year
    nam = _so(mot, "nam", nay, _NAM, loi)
    tu_nam, den_nam = (_so(mot, t, nam, _NAM, loi) for t in ("tu_nam", "den_nam"))
    ngay = {t: _ngay(mot, t, loi) for t in ("tu", "den")}
    trang = (
        _so(mot, "tu_dong", 0, range(10**7), loi),
        _so(mot, "so_dong", 100, range(1, SO_DONG_TOI_DA + 1), loi),
    )
    if mot["minh_hoa"] not in ("", "0", "1"):
        loi["minh_hoa"] = ["Ghi minh_hoa=1 để xem riêng số minh họa, hoặc bỏ tham số này."]
    try:
        hoi = Hoi(
            KyTinh(tu_nam, den_nam, ngay["tu"], ngay["den"]),
            cap=mot["cap"] or "ca_nuoc",
            dia_gioi=mot["dia_gioi"] or "hien_hanh",
            don_vi=nhieu["don_vi"],
            vung=nhieu["vung"],
            nguon=mot["nguon"] or None,
            minh_hoa=mot["minh_hoa"] == "1",
            user=user,
        )
    except ThamSoSai as sai:
        raise ValidationError({**sai.loi, **loi}) from sai
    if loi:
        raise ValidationError(loi)
    return CauHoi(hoi, *trang)


def _so(
    mot: dict[str, str], ten: str, mac_dinh: int, khoang: range, loi: dict[str, list[str]]
) -> int:
    chu = mot.get(ten, "")
    if not chu:
        return mac_dinh
    if chu.isascii() and chu.isdigit() and len(chu) < 9 and int(chu) in khoang:
        return int(chu)
    loi[ten] = [f"«{chu[:20]}» không đúng; ghi số từ {khoang.start} đến {khoang.stop - 1}."]
    return mac_dinh


def _ngay(mot: dict[str, str], ten: str, loi: dict[str, list[str]]) -> date | None:
    if not mot[ten]:
        return None
    try:
        ngay = parse_date(mot[ten])
    except ValueError:
        ngay = None
    if ngay is None:
        loi[ten] = [f"«{mot[ten][:20]}» không phải ngày; ghi dạng 2026-06-30."]
    return ngay
