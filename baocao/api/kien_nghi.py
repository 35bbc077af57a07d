"""Published answers to petitions over HTTP: nothing else of the register goes out."""

import json
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from baocao.api.views import JSON, ThongKeView
from baocao.choices_theo_doi import LoaiTraLoi, NhomVuongMac
from baocao.models import KienNghi
from baocao.statistics.kien_nghi import cau_tra_loi_cong_bo
from cucctdp.apikit.mo_ta import LoiSerializer
from cucctdp.apikit.phien_ban import con_nguyen, etag

TOI_DA = 1000
THAM_SO = ("nhom", "don_vi")


class KienNghiSerializer(serializers.Serializer):
    ma = serializers.CharField()
    don_vi = serializers.CharField(help_text="Mã kèm bộ mã, ví dụ 34:80.")
    nhom = serializers.ChoiceField(choices=NhomVuongMac.values)
    noi_dung = serializers.CharField()
    can_cu_phap_ly = serializers.CharField(allow_blank=True)
    ngay_gui = serializers.DateField()
    tra_loi_loai = serializers.ChoiceField(choices=LoaiTraLoi.values)
    tra_loi = serializers.CharField()
    tra_loi_so = serializers.CharField(allow_blank=True)
    tra_loi_ngay = serializers.DateField(allow_null=True)
    van_ban = serializers.CharField(allow_blank=True, help_text="Văn bản đã giải quyết.")
    cong_bo_luc = serializers.DateTimeField()


class KienNghiView(ThongKeView):
    """`GET /kien-nghi/`: the newest thousand published answers."""

    @extend_schema(
        operation_id="kien_nghi",
        summary="Kiến nghị và câu trả lời đã công bố",
        parameters=[
            OpenApiParameter("nhom", OpenApiTypes.STR, enum=NhomVuongMac.values),
            OpenApiParameter("don_vi", OpenApiTypes.STR, description="Mã kèm bộ mã, ví dụ 34:80."),
        ],
        responses={
            200: KienNghiSerializer(many=True),
            304: OpenApiResponse(description="Chưa đổi."),
            **dict.fromkeys((400, 401, 403, 406, 429), LoiSerializer),
        },
        tags=["Kiến nghị"],
    )
    def get(self, request: Request) -> HttpResponse:
        loi = {t: ["Không có tham số này."] for t in request.query_params if t not in THAM_SO}
        nhom = request.query_params.get("nhom", "").replace("\0", "")
        don_vi = request.query_params.get("don_vi", "").replace("\0", "")
        if nhom and nhom not in NhomVuongMac.values:
            loi["nhom"] = [f"Chọn một trong: {', '.join(NhomVuongMac.values)}."]
        if loi:
            raise ValidationError(loi)
        rows = cau_tra_loi_cong_bo(nhom=nhom, don_vi=don_vi).select_related("van_ban")[:TOI_DA]
        than = json.dumps(
            [_muc(k) for k in rows], ensure_ascii=False, separators=(",", ":")
        ).encode()
        the = etag(than.decode())
        if request.headers.get("If-None-Match", "").strip() != "*" and con_nguyen(request, the):
            response: HttpResponse = HttpResponseNotModified()
            response["ETag"] = the
            return response
        return self.tra(than, JSON, the)


def _muc(k: KienNghi) -> dict[str, Any]:
    return {
        "ma": k.ma,
        "don_vi": k.don_vi.khoa,
        "nhom": k.nhom,
        "noi_dung": k.noi_dung,
        "can_cu_phap_ly": k.can_cu_phap_ly,
        "ngay_gui": k.ngay_gui.isoformat(),
        "tra_loi_loai": k.tra_loi_loai,
        "tra_loi": k.tra_loi_noi_dung,
        "tra_loi_so": k.tra_loi_so,
        "tra_loi_ngay": k.tra_loi_ngay.isoformat() if k.tra_loi_ngay else None,
        "van_ban": k.van_ban.so_ky_hieu if k.van_ban else "",
        "cong_bo_luc": k.cong_bo_luc.isoformat() if k.cong_bo_luc else None,
    }
