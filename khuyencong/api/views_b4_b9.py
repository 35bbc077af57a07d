"""B4–B9 over HTTP, in the shape of B1–B3."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.dateparse import parse_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from cucctdp.apikit.mo_ta import LoiSerializer
from khuyencong.api.tham_so import CauHoi
from khuyencong.api.views import JSON, THAM_SO, TRA, TRANG, ThongKe
from khuyencong.models import ChuongTrinh
from khuyencong.statistics import (
    Bang,
    binh_chon,
    chuong_trinh,
    co_so_duoc_ho_tro,
    dang_ky_nam_sau,
    dieu_chinh_hoan_tra,
    nhan_luc,
)


def _mo_ta(ma: str, tom_tat: str, tham_so: list[OpenApiParameter]) -> Any:
    return extend_schema(
        operation_id=f"khuyen_cong_{ma}",
        summary=tom_tat,
        parameters=tham_so,
        responses=TRA,
        tags=["Khuyến công"],
    )


class _NeuTen(ThongKe):
    """Names đề án and establishments: asks the right to see đề án, and is read by pages."""

    quyen = "khuyencong.view_dean"
    co_trang = True

    def _mot_trang(self, bang: Bang[Any], cau: CauHoi) -> Bang[Any]:
        return replace(bang, cac_dong=bang.cac_dong[cau.tu_dong : cau.tu_dong + cau.so_dong])


class CoSoView(_NeuTen):
    """`GET /thong-ke/khuyen-cong/co-so/`: B4."""

    def bang(self, cau: CauHoi) -> Bang[Any]:
        return self._mot_trang(co_so_duoc_ho_tro(cau.hoi), cau)

    @_mo_ta("co_so", "B4 – cơ sở công nghiệp nông thôn được hỗ trợ", THAM_SO + TRANG)
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


class DieuChinhView(_NeuTen):
    """`GET /thong-ke/khuyen-cong/dieu-chinh/`: B5."""

    def bang(self, cau: CauHoi) -> Bang[Any]:
        return self._mot_trang(dieu_chinh_hoan_tra(cau.hoi), cau)

    @_mo_ta("dieu_chinh", "B5 – điều chỉnh, ngừng, hoàn trả", THAM_SO + TRANG)
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


class BinhChonView(ThongKe):
    """`GET /thong-ke/khuyen-cong/binh-chon/`: B6."""

    def bang(self, cau: CauHoi) -> Bang[Any]:
        return binh_chon(cau.hoi)

    @_mo_ta("binh_chon", "B6 – kinh phí bình chọn sản phẩm CNNT tiêu biểu", THAM_SO)
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


class NhanLucView(ThongKe):
    """`GET /thong-ke/khuyen-cong/nhan-luc/`: B7."""

    def bang(self, cau: CauHoi) -> Bang[Any]:
        return nhan_luc(cau.hoi)

    @_mo_ta("nhan_luc", "B7 – nguồn nhân lực khuyến công", THAM_SO)
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


class KeHoachView(_NeuTen):
    """`GET /thong-ke/khuyen-cong/ke-hoach/`: B8."""

    def bang(self, cau: CauHoi) -> Bang[Any]:
        return self._mot_trang(dang_ky_nam_sau(cau.hoi), cau)

    @_mo_ta("ke_hoach", "B8 – đề án đăng ký cho các năm hỏi, theo ưu tiên", THAM_SO + TRANG)
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


@dataclass(frozen=True)
class _CauHoiB9:
    chuong_trinh: ChuongTrinh
    den: date | None
    minh_hoa: bool


class ChuongTrinhView(ThongKe):
    """`GET /thong-ke/khuyen-cong/chuong-trinh/{ma}/`: B9."""

    def doc(self, request: Request) -> _CauHoiB9:
        """The programme of the path. Raises Http404 for one out of sight."""
        hoi, loi = request.query_params, {}
        for la in sorted(set(hoi) - {"den", "minh_hoa"}):
            loi[la[:40]] = [f"Không có tham số «{la[:40]}»."]
        den = _ngay(hoi.get("den", ""))
        if hoi.get("den") and den is None:
            loi["den"] = [f"«{hoi['den'][:20]}» không phải ngày; ghi dạng 2026-06-30."]
        if hoi.get("minh_hoa", "") not in ("", "0", "1"):
            loi["minh_hoa"] = ["Ghi minh_hoa=1 để xem riêng số minh họa, hoặc bỏ tham số này."]
        if loi:
            raise ValidationError(loi)
        ct = ChuongTrinh.objects.visible_to(request.user).filter(ma=self.kwargs["ma"]).first()
        if ct is None:
            raise Http404("Không có chương trình này.")
        return _CauHoiB9(ct, den, hoi.get("minh_hoa") == "1")

    def bang(self, cau: _CauHoiB9) -> Bang[Any]:
        return chuong_trinh(
            cau.chuong_trinh, user=self.request.user, minh_hoa=cau.minh_hoa, den=cau.den
        )

    @extend_schema(
        operation_id="khuyen_cong_chuong_trinh",
        summary="B9 – lũy kế chương trình so với mục tiêu",
        parameters=[
            OpenApiParameter("ma", OpenApiTypes.STR, "path", description="Mã chương trình."),
            OpenApiParameter("den", OpenApiTypes.STR, description="Tính đến ngày, 2026-06-30."),
            OpenApiParameter(
                "minh_hoa", OpenApiTypes.STR, description="1: chỉ số minh họa.", enum=["0", "1"]
            ),
        ],
        responses={**TRA, (404, JSON): LoiSerializer},
        tags=["Khuyến công"],
    )
    def get(self, request: Request, ma: str) -> HttpResponse:
        return self.tra(request)


def _ngay(chu: str) -> date | None:
    try:
        return parse_date(chu)
    except ValueError:
        return None
