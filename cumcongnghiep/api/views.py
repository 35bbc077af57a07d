"""Biểu 04, fill rates and the 22 questions over HTTP; ETag from the data version."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request

from cucctdp.apikit.mo_ta import LoiSerializer
from cucctdp.apikit.tra_loi import JSON, TraLoi
from cucctdp.donvi.choices import DiaGioi
from cumcongnghiep.api.tham_so import (
    CANH_BAO_MINH_HOA,
    THAM_SO,
    VIEW_CUM,
    CauHoiApi,
    doc_hoi,
    ts,
)
from cumcongnghiep.bieu.mau import BIEU_04
from cumcongnghiep.cau_hoi import CAC_CAU, BangHoi, tra_loi
from cumcongnghiep.lap_day import CachTinh, TyLe
from cumcongnghiep.statistics import (
    TEN_NGOAI_BIEU,
    BieuTinh,
    CoSo,
    DongSo,
    Hoi,
    LapDay,
    ThamSoSai,
    bieu_04,
    lap_day,
)
from cumcongnghiep.statistics.kieu import CAC_CAP

XEM_THONG_KE = "cumcongnghiep.xem_thongke"
NHAN = ["Cụm công nghiệp"]
THEM_LAP_DAY = {
    "cach": (CachTinh.values, str(CachTinh.PHAP_LY)),
    "co_so": (CoSo.values, str(CoSo.TAT_CA)),
}


class TyLeSerializer(serializers.Serializer):
    phan_tram = serializers.CharField(allow_null=True, help_text="Số thập phân dạng chuỗi.")
    tu_so = serializers.CharField(allow_null=True)
    ten_tu_so = serializers.CharField()
    mau_so = serializers.CharField(allow_null=True)
    ten_mau_so = serializers.CharField(help_text="Mẫu số của tỷ lệ, phải in kèm.")
    so_cum = serializers.IntegerField(help_text="Số cụm biết cả tử số và mẫu số.")


class DauSerializer(serializers.Serializer):
    den = serializers.DateField()
    tu = serializers.DateField(allow_null=True)
    cap = serializers.CharField(help_text=f"Một trong {', '.join(CAC_CAP)}.")
    dia_gioi = serializers.ChoiceField(choices=DiaGioi.values)
    minh_hoa = serializers.BooleanField()
    canh_bao = serializers.CharField(allow_null=True)
    ghi_chu = serializers.ListField(child=serializers.CharField())


class Bieu04Serializer(DauSerializer):
    cac_dong = serializers.ListField(
        child=serializers.DictField(),
        help_text="Mỗi địa bàn: khoa, ten, so_cum, dong (27 dòng của biểu), ngoai_bieu.",
    )


class LapDaySerializer(DauSerializer):
    cach = serializers.ChoiceField(choices=CachTinh.choices)
    co_so = serializers.ChoiceField(choices=CoSo.choices)
    ten_co_so = serializers.CharField()
    cac_dong = serializers.ListField(child=serializers.DictField())


class CauHoiSerializer(DauSerializer):
    so = serializers.IntegerField()
    cau = serializers.CharField()
    ten = serializers.CharField()
    co_so = serializers.CharField(help_text="Cơ sở tính và định nghĩa, phải in kèm.")
    do_phu = serializers.DictField()
    cot = serializers.ListField(child=serializers.DictField())
    cac_dong = serializers.ListField(child=serializers.DictField())
    tong = serializers.DictField(allow_null=True)
    chuoi = serializers.ListField(child=serializers.DictField())


class MotCauSerializer(serializers.Serializer):
    so = serializers.IntegerField()
    cau = serializers.CharField()
    ten = serializers.CharField()
    duoc_hoi = serializers.BooleanField()


class CacCauSerializer(serializers.Serializer):
    cac_cau = MotCauSerializer(many=True)


def _tra(mau: Any) -> dict[Any, Any]:
    return {
        (200, JSON): mau,
        304: OpenApiResponse(description="Số liệu chưa đổi."),
        **dict.fromkeys((400, 401, 403, 429), LoiSerializer),
    }


def ty_le_gon(t: TyLe) -> dict[str, Any]:
    """A rate with its parts and their names."""
    return {
        "phan_tram": t.phan_tram,
        "tu_so": t.tu,
        "ten_tu_so": t.ten_tu,
        "mau_so": t.mau,
        "ten_mau_so": t.ten_mau,
        "so_cum": t.so_cum,
    }


def _dau(hoi: Hoi, ghi_chu: tuple[str, ...]) -> dict[str, Any]:
    return {
        "den": hoi.den,
        "tu": hoi.tu,
        "cap": hoi.cap,
        "dia_gioi": hoi.dia_gioi,
        "minh_hoa": hoi.minh_hoa,
        "canh_bao": CANH_BAO_MINH_HOA if hoi.minh_hoa else None,
        "ghi_chu": ghi_chu,
    }


class ThongKeCum(TraLoi):
    """One statistics answer; ``them``: extra parameters it takes."""

    quyen = XEM_THONG_KE
    linh_vuc = ("cumcongnghiep", "danh_muc")
    them: dict[str, Any] = {}

    def doc(self, request: Request) -> CauHoiApi:
        return doc_hoi(request.query_params, request.user, self.them)

    def bang(self, cau: Any) -> Any:
        """The answer to a question. Raises ThamSoSai."""
        raise NotImplementedError

    def than(self, cau: Any) -> Any:
        try:
            return self.bang(cau)
        except ThamSoSai as sai:
            raise ValidationError(sai.loi) from sai


def _cum(cac: tuple[int, ...], thay: bool) -> dict[str, Any]:
    """Clusters behind a figure: keys for who may see clusters, their number for all."""
    return {"so_cum": len(cac), **({"cum": cac} if thay else {})}


class Bieu04View(ThongKeCum):
    """`GET /thong-ke/cum-cong-nghiep/bieu-04/`: rows 1–27 of Biểu 03/04 on any day."""

    def bang(self, cau: CauHoiApi) -> dict[str, Any]:
        thay = cau.hoi.user.has_perm(VIEW_CUM)
        bang = bieu_04(cau.hoi)
        return {
            **_dau(cau.hoi, bang.ghi_chu),
            "cac_dong": [self._mot(b, thay) for b in bang.cac_dong],
        }

    def _mot(self, b: BieuTinh, thay: bool) -> dict[str, Any]:
        theo_ma = {d.ma: d for d in BIEU_04}

        def dong(d: DongSo, ten: str, dvt: str) -> dict[str, Any]:
            return {
                "ma": d.ma, "ten": ten, "don_vi_tinh": dvt, "gia_tri": d.gia_tri,
                **_cum(d.cum, thay), "so_cum_thieu": len(d.thieu),
            }  # fmt: skip

        return {
            "khoa": b.khoa,
            "ten": b.ten,
            **_cum(b.cum, thay),
            "dong": [dong(d, theo_ma[ma].ten, theo_ma[ma].dvt) for ma, d in b.dong.items()],
            "ngoai_bieu": [dong(d, TEN_NGOAI_BIEU[ma], "") for ma, d in b.ngoai_bieu.items()],
        }

    @extend_schema(
        operation_id="cum_bieu_04",
        summary="Biểu 03/04 TT 14/2024/TT-BCT tính từ cơ sở dữ liệu cụm ở ngày bất kỳ",
        parameters=THAM_SO,
        responses=_tra(Bieu04Serializer),
        tags=NHAN,
    )
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


class LapDayView(ThongKeCum):
    """`GET /thong-ke/cum-cong-nghiep/lap-day/`: fill rates by definition and base."""

    them = THEM_LAP_DAY

    def bang(self, cau: CauHoiApi) -> dict[str, Any]:
        thay = cau.hoi.user.has_perm(VIEW_CUM)
        cac = lap_day(cau.hoi, **cau.them)
        return {
            **_dau(cau.hoi, ()),
            **cau.them,
            "ten_co_so": CoSo(cau.them["co_so"]).label,
            "cac_dong": [self._mot(d, thay) for d in cac],
        }

    def _mot(self, d: LapDay, thay: bool) -> dict[str, Any]:
        return {
            "khoa": d.khoa,
            "ten": d.ten,
            "ty_le": ty_le_gon(d.ty_le),
            "binh_quan_gian_don": d.gian_don,
            **_cum(d.cum, thay),
            "so_cum_thieu": len(d.thieu),
        }

    @extend_schema(
        operation_id="cum_lap_day",
        summary="Tỷ lệ lấp đầy theo bốn cách tính, kèm tử số, mẫu số và cơ sở",
        parameters=[
            *THAM_SO,
            ts("cach", "Cách tính; mặc định phap_ly.", enum=list(CachTinh.values)),
            ts("co_so", "Các cụm được tính; mặc định tat_ca.", enum=list(CoSo.values)),
        ],
        responses=_tra(LapDaySerializer),
        tags=NHAN,
    )
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


class CauHoiView(ThongKeCum):
    """`GET /thong-ke/cum-cong-nghiep/cau-hoi/<so>/`: one of the 22 questions.

    Answers that name clusters or developers ask the right to see clusters.
    """

    def doc(self, request: Request) -> tuple[int, CauHoiApi]:
        so = int(self.kwargs["so"])
        if so not in CAC_CAU:
            raise Http404("Không có câu hỏi này.")
        if CAC_CAU[so].neu_ten and not request.user.has_perm(VIEW_CUM):
            raise PermissionDenied("Câu trả lời nêu tên cụm, chủ đầu tư: cần quyền xem cụm.")
        return so, super().doc(request)

    def bang(self, cau: tuple[int, CauHoiApi]) -> dict[str, Any]:
        so, c = cau
        return _bang_gon(tra_loi(so, c.hoi), c.hoi.user.has_perm(VIEW_CUM))

    @extend_schema(
        operation_id="cum_cau_hoi",
        summary="Một trong 22 câu hỏi của lãnh đạo về cụm công nghiệp",
        parameters=THAM_SO,
        responses={**_tra(CauHoiSerializer), 404: LoiSerializer},
        tags=NHAN,
    )
    def get(self, request: Request, so: str) -> HttpResponse:
        return self.tra(request)


class CacCauHoiView(ThongKeCum):
    """`GET /thong-ke/cum-cong-nghiep/cau-hoi/`: what can be asked."""

    def bang(self, cau: CauHoiApi) -> dict[str, Any]:
        thay = cau.hoi.user.has_perm(VIEW_CUM)
        return {
            "cac_cau": [
                {"so": c.so, "cau": c.cau, "ten": c.ten, "duoc_hoi": thay or not c.neu_ten}
                for c in CAC_CAU.values()
            ]
        }

    @extend_schema(
        operation_id="cum_cac_cau_hoi",
        summary="Danh sách 22 câu hỏi và câu nào tài khoản này được hỏi",
        responses=_tra(CacCauSerializer),
        tags=NHAN,
    )
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


def _bang_gon(b: BangHoi, thay: bool) -> dict[str, Any]:
    def o(gia: Any) -> Any:
        return ty_le_gon(gia) if isinstance(gia, TyLe) else gia

    def dong(d: Any) -> dict[str, Any]:
        o_dong = {c.ma: o(g) for c, g in zip(b.cot, d.o, strict=True)}
        return {"khoa": d.khoa, "nhom": d.nhom, "o": o_dong, **_cum(d.cum, thay)}

    return {
        **_dau(b.hoi, b.ghi_chu),
        "so": b.so,
        "cau": b.cau,
        "ten": b.ten,
        "co_so": b.co_so,
        "do_phu": b.do_phu,
        "cot": [
            {"ma": c.ma, "ten": c.ten, "don_vi_tinh": c.kieu.value, "kieu": c.kieu.name.lower()}
            for c in b.cot
        ],
        "cac_dong": [dong(d) for d in b.cac_dong],
        "tong": dong(b.tong) if b.tong else None,
        "chuoi": [
            {
                "ten": c.ten,
                "don_vi_tinh": c.don_vi_tinh,
                "diem": [{"ngay": n, "gia_tri": g} for n, g in c.diem],
            }
            for c in b.chuoi
        ],
    }
