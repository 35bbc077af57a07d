"""Shapes of the answers for the OpenAPI page; the bodies themselves are written directly."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from baocao.api.tham_so import DINH_DANG
from baocao.choices import CapTongHop, DiaGioi, LoaiKy, TrangThaiKy, TrangThaiSoLieu
from baocao.statistics.phien_ban import CAC_MUC_API
from cucctdp.apikit.mo_ta import LoiSerializer


class SoChuSerializer(serializers.CharField):
    """A decimal as text."""

    def __init__(self, help_text: str) -> None:
        super().__init__(allow_null=True, help_text=help_text)


class DonViChuaGomSerializer(serializers.Serializer):
    don_vi = serializers.CharField(help_text="Mã kèm bộ mã, ví dụ 34:80.")
    ten = serializers.CharField()


class MotSoSerializer(serializers.Serializer):
    ky = serializers.CharField(help_text="Mã kỳ, ví dụ 2026-Q1.")
    cap = serializers.ChoiceField(choices=CapTongHop.values)
    pham_vi = serializers.CharField(help_text="VN, mã vùng, hoặc mã đơn vị kèm bộ mã.")
    ten = serializers.CharField(help_text="Tên tại ngày cuối của kỳ.")
    gia_tri = SoChuSerializer("Số thập phân dạng chuỗi; null: không có hoặc không cộng được.")
    tu_so = SoChuSerializer("Tử số của tỷ lệ tính lại.")
    mau_so = SoChuSerializer("Mẫu số của tỷ lệ tính lại.")
    so_don_vi_co = serializers.IntegerField()
    so_don_vi_tong = serializers.IntegerField()
    chua_gom = serializers.ListField(child=serializers.CharField())
    duoc_gia_han = serializers.ListField(child=serializers.CharField())
    theo_ma = serializers.ListField(
        child=serializers.CharField(),
        help_text="Mã khác của chỉ tiêu (phiên bản biểu khác) mà số được nộp.",
    )
    so_uoc = serializers.IntegerField()
    so_so_bo = serializers.IntegerField()
    so_chinh_thuc = serializers.IntegerField()
    chinh_xac = serializers.BooleanField(help_text="false: không tách được theo địa giới yêu cầu.")
    co_minh_hoa = serializers.BooleanField()
    tinh_den = serializers.DateTimeField(allow_null=True)


class ThongKeSerializer(serializers.Serializer):
    chi_tieu = serializers.CharField()
    ten = serializers.CharField()
    bieu = serializers.CharField()
    cot = serializers.CharField()
    ten_cot = serializers.CharField()
    don_vi_tinh = serializers.CharField()
    so_le = serializers.IntegerField()
    ky = serializers.ListField(child=serializers.CharField())
    dia_gioi = serializers.ChoiceField(choices=DiaGioi.values)
    muc = serializers.ChoiceField(choices=CAC_MUC_API)
    phien_ban = serializers.CharField()
    so_lieu_luc = serializers.DateTimeField(allow_null=True)
    co_minh_hoa = serializers.BooleanField()
    canh_bao = serializers.CharField(allow_null=True)
    chua_gom = DonViChuaGomSerializer(many=True)
    ghi_chu = serializers.ListField(child=serializers.CharField())
    so_lieu = MotSoSerializer(many=True)


class CotMoTaSerializer(serializers.Serializer):
    ma = serializers.CharField()
    ten = serializers.CharField()


class ChiTieuSerializer(serializers.Serializer):
    ma = serializers.CharField()
    ten = serializers.CharField()
    bieu = serializers.CharField()
    don_vi_tinh = serializers.CharField()
    so_le = serializers.IntegerField()
    tong_hop = serializers.CharField()
    cot_chinh = serializers.CharField()
    cot = CotMoTaSerializer(many=True)


class KySerializer(serializers.Serializer):
    ma = serializers.CharField()
    ten = serializers.CharField()
    loai = serializers.ChoiceField(choices=LoaiKy.values)
    tu_ngay = serializers.DateField(help_text="Cửa sổ chốt số liệu (Nghị định 09/2019/NĐ-CP).")
    den_ngay = serializers.DateField()
    thang_thong_ke_tu = serializers.DateField()
    thang_thong_ke_den = serializers.DateField()
    bo_ma_don_vi = serializers.CharField()
    trang_thai = serializers.ChoiceField(choices=TrangThaiKy.values)


class DonViSerializer(serializers.Serializer):
    khoa = serializers.CharField()
    ten = serializers.CharField()
    hieu_luc_tu = serializers.DateField()
    hieu_luc_den = serializers.DateField(allow_null=True)
    ke_thua_tu = serializers.ListField(child=serializers.CharField())


def _ts(
    ten: str, mo_ta: str, *, nhieu: bool = False, enum: list[str] | None = None
) -> OpenApiParameter:
    return OpenApiParameter(
        ten, OpenApiTypes.STR, description=mo_ta, many=nhieu, explode=nhieu or None, enum=enum
    )


THAM_SO = [
    _ts("ky", "Mã kỳ 2026-Q1, 2026-6T, 2026-9T, 2026-N; ghi nhiều lần được.", nhieu=True),
    _ts("tu", "Từ kỳ (thay cho ky)."),
    _ts("den", "Đến kỳ."),
    _ts("don_vi", "Mã đơn vị kèm bộ mã, ví dụ 34:80.", nhieu=True),
    _ts("vung", "Mã vùng, ví dụ DBSH.", nhieu=True),
    _ts("phan_vung", "Cách phân vùng (mã hoặc mục đích), mặc định theo cấp."),
    _ts("cap", "Cấp; mặc định tinh.", enum=CapTongHop.values),
    _ts("dia_gioi", "Phạm vi địa giới; mặc định hien_hanh.", enum=DiaGioi.values),
    _ts("cot", "Cột của biểu; mặc định cột số của kỳ."),
    _ts("muc", "cong_bo (mặc định); tiep_nhan chỉ dành cho Cục, lãnh đạo.", enum=list(CAC_MUC_API)),
    _ts("trang_thai", "Chỉ tính số ở trạng thái.", nhieu=True, enum=TrangThaiSoLieu.values),
    _ts("luc", "Số liệu như đã biết tại thời điểm (ISO 8601)."),
    _ts("dinh_dang", "json (mặc định) hoặc csv; hoặc dùng Accept.", enum=list(DINH_DANG)),
]
LOI = dict.fromkeys((400, 401, 403, 404, 406, 429), LoiSerializer)
