"""Query parameters of a cluster question: read leniently, refused all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from cucctdp.donvi.choices import DiaGioi
from cumcongnghiep.statistics import TINH, XA, Hoi, ThamSoSai, dau_cua_so
from cumcongnghiep.statistics.kieu import CAC_CAP

VIEW_CUM = "cumcongnghiep.view_cum"
CANH_BAO_MINH_HOA = "Số liệu minh họa, không phải số thật; không dùng, không trích dẫn."
_NHIEU = ("don_vi", "vung", "xa")
_MOT = ("den", "tu", "cap", "dia_gioi", "minh_hoa")
SO_DONG_TOI_DA = 1000


def ts(ten: str, mo_ta: str, **khac: Any) -> OpenApiParameter:
    """A parameter as the OpenAPI document describes it."""
    return OpenApiParameter(ten, OpenApiTypes.STR, description=mo_ta, **khac)


THAM_SO = [
    ts("den", "Ngày chốt số liệu, dạng 2026-06-14; mặc định hôm nay."),
    ts("tu", "Ngày đầu kỳ của số trong kỳ; mặc định đầu kỳ báo cáo chứa ngày chốt."),
    ts("cap", "Cấp của dòng; mặc định tinh. Cấp xa cần quyền xem cụm.", enum=list(CAC_CAP)),
    ts("dia_gioi", "Phạm vi địa giới; mặc định hien_hanh.", enum=list(DiaGioi.values)),
    ts("don_vi", "Mã đơn vị kèm bộ mã, ví dụ 34:15.", many=True),
    ts("vung", "Mã vùng kinh tế – xã hội.", many=True),
    ts("xa", "Mã xã, phường chủ trì; cần quyền xem cụm.", many=True),
    ts("minh_hoa", "1: chỉ số minh họa; mặc định chỉ số thật.", enum=["0", "1"]),
]


@dataclass(frozen=True)
class CauHoiApi:
    """A question; ``them``: checked extra parameters by name."""

    hoi: Hoi
    them: dict[str, str]


class DocThamSo:
    """Reads one QueryDict and keeps every error by parameter name."""

    def __init__(self, query: Any, cho_phep: Sequence[str]) -> None:
        self.query = query
        self.loi: dict[str, list[str]] = {
            t[:40]: [f"Không có tham số «{t[:40]}»."] for t in sorted(set(query) - set(cho_phep))
        }
        for t in cho_phep:
            if t not in _NHIEU and len(query.getlist(t)) > 1:
                self.loi[t] = [f"Tham số «{t}» chỉ ghi một lần."]

    def chu(self, ten: str) -> str:
        chu = str(self.query.get(ten, "")).strip()
        if "\x00" in chu:
            self.loi[ten] = [f"Tham số «{ten}» có ký tự không hợp lệ."]
            return ""
        return chu

    def nhieu(self, ten: str) -> tuple[str, ...]:
        cac = tuple(p.strip() for g in self.query.getlist(ten) for p in g.split(",") if p.strip())
        if any("\x00" in p for p in cac):
            self.loi[ten] = [f"Tham số «{ten}» có ký tự không hợp lệ."]
            return ()
        return cac

    def ngay(self, ten: str) -> date | None:
        chu = self.chu(ten)
        if not chu:
            return None
        try:
            ngay = parse_date(chu)
        except ValueError:
            ngay = None
        if ngay is None or not 2000 <= ngay.year <= 2100:
            self.loi[ten] = [f"«{chu[:20]}» không phải ngày; ghi dạng 2026-06-30."]
            return None
        return ngay

    def co(self, ten: str) -> bool:
        """A switch: 1 or absent."""
        chu = self.chu(ten)
        if chu not in ("", "0", "1"):
            self.loi[ten] = [f"Ghi {ten}=1, hoặc bỏ tham số này."]
        return chu == "1"

    def mot_trong(self, ten: str, cac: Sequence[str], mac_dinh: str = "") -> str:
        chu = self.chu(ten)
        if chu and chu not in cac:
            self.loi[ten] = [f"«{chu[:20]}» không có; dùng {', '.join(cac)}."]
            return mac_dinh
        return chu or mac_dinh

    def so(self, ten: str, mac_dinh: int, khoang: range) -> int:
        chu = self.chu(ten)
        if not chu:
            return mac_dinh
        if chu.isascii() and chu.isdigit() and len(chu) < 9 and int(chu) in khoang:
            return int(chu)
        self.loi[ten] = [
            f"«{chu[:20]}» không đúng; ghi số từ {khoang.start} đến {khoang.stop - 1}."
        ]
        return mac_dinh

    def het(self) -> None:
        """Raises ValidationError when anything was wrong."""
        if self.loi:
            raise ValidationError(self.loi)


def doc_hoi(query: Any, user: Any, them: dict[str, tuple[Sequence[str], str]]) -> CauHoiApi:
    """Read a statistics question; ``them``: extra parameters with their values and default.

    Communes are answered to who may see clusters: a commune mostly has one, and its sums would
    tell what the disclosure level of that cluster hides. Raises ValidationError.
    """
    d = DocThamSo(query, (*_NHIEU, *_MOT, *them))
    den = d.ngay("den") or timezone.localdate()
    tu = d.ngay("tu")
    cap = d.mot_trong("cap", CAC_CAP, TINH)
    dia_gioi = d.mot_trong("dia_gioi", DiaGioi.values, DiaGioi.HIEN_HANH)
    xa = d.nhieu("xa")
    if not user.has_perm(VIEW_CUM):
        if cap == XA:
            d.loi["cap"] = ["Tài khoản này xem được cấp tỉnh, vùng, cả nước."]
        if xa:
            d.loi["xa"] = ["Tài khoản này không xem được theo xã, phường."]
    chon = {t: d.mot_trong(t, cac, mac_dinh) for t, (cac, mac_dinh) in them.items()}
    minh_hoa = d.co("minh_hoa")
    don_vi, vung = d.nhieu("don_vi"), d.nhieu("vung")
    try:
        hoi = Hoi(
            den,
            tu or (None if "tu" in d.loi else dau_cua_so(den)),
            cap=cap,
            dia_gioi=dia_gioi,
            don_vi=don_vi,
            vung=vung,
            xa=xa,
            minh_hoa=minh_hoa,
            user=user,
        )
    except ThamSoSai as sai:
        raise ValidationError({**sai.loi, **d.loi}) from sai
    d.het()
    return CauHoiApi(hoi, chon)
