"""B1–B3 over HTTP: parameters in, statistics out, ETag from the data version."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from cucctdp.apikit.mo_ta import LoiSerializer
from cucctdp.apikit.tra_loi import JSON, TraLoi
from cucctdp.donvi.choices import DiaGioi
from khuyencong.api.tham_so import SO_DONG_TOI_DA, CauHoi, doc_cau_hoi
from khuyencong.choices import LUA_CHON_CHE_DO
from khuyencong.statistics import Bang, ThamSoSai, de_an_va_tien_do, ket_qua, kinh_phi
from khuyencong.statistics.kieu import CAC_CAP

CANH_BAO_MINH_HOA = "Số liệu minh họa, không phải số thật; không dùng, không trích dẫn."


class TyLeSerializer(serializers.Serializer):
    gia_tri = serializers.CharField(allow_null=True, help_text="Số thập phân dạng chuỗi.")
    tu_so = serializers.CharField(allow_null=True)
    ten_tu_so = serializers.CharField()
    mau_so = serializers.CharField(allow_null=True)
    ten_mau_so = serializers.CharField(help_text="Mẫu số của tỷ lệ, phải in kèm.")
    don_vi_tinh = serializers.CharField()
    khong_ap_dung = serializers.CharField(
        allow_blank=True, help_text="Vì sao không có tỷ lệ này; trống: có, hoặc thiếu số."
    )


class DoPhuSerializer(serializers.Serializer):
    so_co = serializers.IntegerField()
    so_tong = serializers.IntegerField()
    con_thieu = serializers.ListField(child=serializers.CharField())


class BangSerializer(serializers.Serializer):
    ma = serializers.CharField()
    ten = serializers.CharField()
    don_vi_tinh = serializers.CharField()
    ky = serializers.CharField()
    cap = serializers.ChoiceField(choices=CAC_CAP)
    dia_gioi = serializers.ChoiceField(choices=DiaGioi.values)
    nguon = serializers.CharField(allow_null=True)
    minh_hoa = serializers.BooleanField()
    canh_bao = serializers.CharField(allow_null=True)
    do_phu = DoPhuSerializer()
    tinh_den = serializers.DateTimeField(allow_null=True)
    ghi_chu = serializers.ListField(child=serializers.CharField())
    cac_dong = serializers.ListField(
        child=serializers.DictField(), help_text="Tỷ lệ là đối tượng có tử số, mẫu số và tên."
    )


def _ts(ten: str, mo_ta: str, **khac: Any) -> OpenApiParameter:
    return OpenApiParameter(ten, OpenApiTypes.STR, description=mo_ta, **khac)


THAM_SO = [
    _ts("nam", "Năm ngân sách; mặc định năm nay."),
    _ts("tu_nam", "Từ năm (nhiều năm)."),
    _ts("den_nam", "Đến năm."),
    _ts("tu", "Trong kỳ tính từ ngày, dạng 2026-04-01."),
    _ts("den", "Lũy kế đến ngày; trống: mọi bút toán đã ghi của các năm này."),
    _ts("cap", "Cấp của dòng; mặc định ca_nuoc.", enum=list(CAC_CAP)),
    _ts("dia_gioi", "Phạm vi địa giới; mặc định hien_hanh.", enum=list(DiaGioi.values)),
    _ts("don_vi", "Mã đơn vị kèm bộ mã, ví dụ 34:52.", many=True),
    _ts("vung", "Mã vùng khuyến công, ví dụ TRUNG-TN.", many=True),
    _ts("nguon", "Chỉ đề án của một nguồn.", enum=[ma for ma, _ in LUA_CHON_CHE_DO]),
    _ts("minh_hoa", "1: chỉ số minh họa; mặc định chỉ số thật.", enum=["0", "1"]),
]
TRANG = [
    _ts("tu_dong", "Bỏ qua số dòng này; mặc định 0."),
    _ts("so_dong", f"Số dòng, tối đa {SO_DONG_TOI_DA}; mặc định 100."),
]
TRA = {
    (200, JSON): BangSerializer,
    304: OpenApiResponse(description="Số liệu chưa đổi."),
    **dict.fromkeys((400, 401, 403, 429), LoiSerializer),
}


def than_bang(bang: Bang[Any]) -> dict[str, Any]:
    """The body of a table."""
    return {
        **{f.name: getattr(bang, f.name) for f in fields(bang)},
        "ky": bang.ky.ten,
        "canh_bao": CANH_BAO_MINH_HOA if bang.minh_hoa else None,
    }


class ThongKe(TraLoi):
    """One table: parameters checked, answered again only when its figures changed."""

    quyen = "khuyencong.xem_thongke"
    linh_vuc = ("khuyencong", "danh_muc")
    co_trang = False

    def bang(self, cau: Any) -> Bang[Any]:
        """The statistics of a question."""
        raise NotImplementedError

    def doc(self, request: Request) -> Any:
        """The question of the address. Raises ValidationError with every error."""
        return doc_cau_hoi(request.query_params, request.user, co_trang=self.co_trang)

    def than(self, cau: Any) -> dict[str, Any]:
        try:
            return than_bang(self.bang(cau))
        except ThamSoSai as sai:
            raise ValidationError(sai.loi) from sai


class KinhPhiView(ThongKe):
    """`GET /thong-ke/khuyen-cong/kinh-phi/`: B1."""

    def bang(self, cau: CauHoi) -> Bang[Any]:
        return kinh_phi(cau.hoi)

    @extend_schema(
        operation_id="khuyen_cong_kinh_phi",
        summary="B1 – tổng hợp kinh phí khuyến công theo nguồn",
        parameters=THAM_SO,
        responses=TRA,
        tags=["Khuyến công"],
    )
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


class KetQuaView(ThongKe):
    """`GET /thong-ke/khuyen-cong/ket-qua/`: B2."""

    def bang(self, cau: CauHoi) -> Bang[Any]:
        return ket_qua(cau.hoi)

    @extend_schema(
        operation_id="khuyen_cong_ket_qua",
        summary="B2 – kết quả theo nội dung hoạt động",
        parameters=THAM_SO,
        responses=TRA,
        tags=["Khuyến công"],
    )
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


class DeAnView(ThongKe):
    """`GET /thong-ke/khuyen-cong/de-an/`: B3; names people, so it asks the right to see đề án."""

    quyen = "khuyencong.view_dean"
    co_trang = True

    def bang(self, cau: CauHoi) -> Bang[Any]:
        return de_an_va_tien_do(cau.hoi, tu=cau.tu_dong, so=cau.so_dong)

    @extend_schema(
        operation_id="khuyen_cong_de_an",
        summary="B3 – danh mục và tiến độ đề án",
        parameters=THAM_SO + TRANG,
        responses=TRA,
        tags=["Khuyến công"],
    )
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)
