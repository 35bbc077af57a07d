"""`GET /thong-ke/do-lech-uoc/`: quality of estimates by province, from the same statistics."""

import json
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from baocao.api import mo_ta
from baocao.api.views import JSON, ThongKeView
from baocao.choices import TrangThaiKy
from baocao.models import KyBaoCao
from baocao.statistics.do_lech import DoLechUoc, do_lech_uoc
from cucctdp.apikit.phien_ban import con_nguyen, etag


class DoLechView(ThongKeView):
    """Mean absolute, mean signed and largest revision of estimates, in per cent."""

    @extend_schema(
        operation_id="do_lech_uoc",
        summary="Độ lệch của số ước so với số sơ bộ, chính thức theo tỉnh và biểu",
        parameters=[OpenApiParameter("nam", OpenApiTypes.INT, description="Trống: mọi năm.")],
        responses={
            (200, JSON): OpenApiTypes.OBJECT,
            304: OpenApiResponse(description="Số liệu chưa đổi."),
            **mo_ta.LOI,
        },
        tags=["Thống kê"],
    )
    def get(self, request: Request) -> HttpResponse:
        """Keys see published periods only; people the provinces of their scope."""
        loi = {t: ["Không có tham số này."] for t in request.query_params if t != "nam"}
        nam = request.query_params.get("nam", "")
        if nam and not (nam.isascii() and nam.isdigit() and len(nam) == 4):
            loi["nam"] = ["Năm viết bốn chữ số, ví dụ 2026."]
        if loi:
            raise ValidationError(loi)
        cac_ky = KyBaoCao.objects.order_by("ma")
        if nam:
            cac_ky = cac_ky.filter(nam=int(nam))
        if request.auth is not None or not request.user.hang_vai_tro.dang_nhap:
            cac_ky = cac_ky.filter(trang_thai=TrangThaiKy.DA_CONG_BO)
        dong = do_lech_uoc(
            cac_ky=list(cac_ky.values_list("ma", flat=True)),
            don_vi=request.user.pham_vi_don_vi(),
            theo_nhom=True,
        )
        than = json.dumps({"don_vi_tinh": "%", "so_lieu": [_muc(d) for d in dong]},
                          ensure_ascii=False).encode()  # fmt: skip
        the = etag(than.decode())
        if request.headers.get("If-None-Match", "").strip() != "*" and con_nguyen(request, the):
            response: HttpResponse = HttpResponseNotModified()
            response["ETag"] = the
            return response
        return self.tra(than, JSON, the)


def _muc(d: DoLechUoc) -> dict[str, Any]:
    return {
        "don_vi": d.don_vi,
        "ten": d.ten,
        "bieu": d.nhom or None,
        "lech_tuyet_doi_binh_quan": _so(d.tuyet_doi),
        "lech_binh_quan": _so(d.co_dau),
        "lech_lon_nhat": _so(d.lon_nhat),
        "so_o_uoc": d.so_o,
        "so_sua_loi": None if d.nhom else d.so_sua_loi,
    }


def _so(so: Decimal | None) -> str | None:
    return None if so is None else format(so.quantize(Decimal("0.0001")), "f")
