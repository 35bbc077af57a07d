"""Parameters of a question: read leniently, refused all at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from cucctdp.donvi.choices import DiaGioi
from sanpham_tieubieu.choices import Cap, KhuVuc
from sanpham_tieubieu.statistics.kieu import CAP, TEN_THEO, Hoi, ThamSoSai

NAM = range(2010, 2101)
SO_DONG_TOI_DA = 1000


def ts(ten: str, mo_ta: str, **khac: Any) -> OpenApiParameter:
    """A parameter as the OpenAPI document describes it."""
    return OpenApiParameter(ten, OpenApiTypes.STR, description=mo_ta, **khac)


TRANG = [
    ts("tu_dong", "Bỏ qua số dòng này; mặc định 0."),
    ts("so_dong", f"Số dòng trả về, tối đa {SO_DONG_TOI_DA}; mặc định 100."),
]
MINH_HOA = ts("minh_hoa", "1: chỉ số minh họa; mặc định chỉ số thật.", enum=["0", "1"])
THAM_SO_HOI = [
    ts("tu_nam", "Năm đầu; mặc định năm nay."),
    ts("den_nam", "Năm cuối; mặc định bằng năm đầu."),
    ts("cap", "Cấp bình chọn; mặc định mọi cấp.", enum=list(Cap.values)),
    ts("theo", "Dòng của bảng; mặc định cap.", enum=list(TEN_THEO)),
    ts("dia_gioi", "Phạm vi địa giới; mặc định hien_hanh.", enum=list(DiaGioi.values)),
    ts("khu_vuc", "Khu vực.", enum=list(KhuVuc.values)),
    ts("nhom", "Mã nhóm sản phẩm.", many=True),
    ts("don_vi", "Mã đơn vị kèm bộ mã, ví dụ 34:15.", many=True),
    MINH_HOA,
]
TEN_HOI = ("tu_nam", "den_nam", "cap", "theo", "dia_gioi", "khu_vuc", "nhom", "don_vi", "minh_hoa")
_NHIEU = ("nhom", "don_vi")


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

    def mot_trong(self, ten: str, cac: Sequence[str], mac_dinh: str = "") -> str:
        chu = self.chu(ten)
        if chu and chu not in cac:
            self.loi[ten] = [f"«{chu[:20]}» không có; dùng {', '.join(cac)}."]
            return mac_dinh
        return chu or mac_dinh

    def so(self, ten: str, mac_dinh: int | None, khoang: range) -> int | None:
        chu = self.chu(ten)
        if not chu:
            return mac_dinh
        if chu.isascii() and chu.isdigit() and len(chu) < 9 and int(chu) in khoang:
            return int(chu)
        self.loi[ten] = [
            f"«{chu[:20]}» không đúng; ghi số từ {khoang.start} đến {khoang.stop - 1}."
        ]
        return mac_dinh

    def trang(self) -> tuple[int, int]:
        """(rows to skip, rows to give)."""
        return (
            self.so("tu_dong", 0, range(10**7)) or 0,
            self.so("so_dong", 100, range(1, SO_DONG_TOI_DA + 1)) or 100,
        )

    def ngay(self, ten: str) -> date | None:
        chu = self.chu(ten)
        if not chu:
            return None
        try:
            ngay = parse_date(chu)
        except ValueError:
            ngay = None
        if ngay is None or ngay.year not in NAM:
            self.loi[ten] = [f"«{chu[:20]}» không phải ngày; ghi dạng 2026-06-30."]
            return None
        return ngay

    def co(self, ten: str) -> bool:
        return self.mot_trong(ten, ("0", "1")) == "1"

    def hoi(self, user: Any) -> Hoi | None:
        """The question of statistics; None with the errors kept."""
        tu = self.so("tu_nam", None, NAM)
        den = self.so("den_nam", None, NAM)
        tu = tu or den or timezone.localdate().year
        truong: dict[str, Any] = {
            "cap": self.mot_trong("cap", Cap.values),
            "theo": self.mot_trong("theo", list(TEN_THEO), CAP),
            "dia_gioi": self.mot_trong("dia_gioi", DiaGioi.values, DiaGioi.HIEN_HANH),
            "khu_vuc": self.mot_trong("khu_vuc", KhuVuc.values),
            "nhom": self.nhieu("nhom"),
            "don_vi": self.nhieu("don_vi"),
            "minh_hoa": self.co("minh_hoa"),
        }
        try:
            return Hoi(tu, den or tu, user=user, **truong)
        except ThamSoSai as sai:
            self.loi = {**sai.loi, **self.loi}
            return None

    def het(self) -> None:
        """Raises ValidationError when anything was wrong."""
        if self.loi:
            raise ValidationError(self.loi)
