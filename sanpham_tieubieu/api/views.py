"""Rounds, results of a round, a certificate by its token, the funnel; ETag from the data version.

Scores are in no answer: a result is who was recognised, by which decision, with which certificate.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from cucctdp.apikit.mo_ta import LoiSerializer
from cucctdp.apikit.tra_loi import JSON, TraLoi
from sanpham_tieubieu.api.tham_so import MINH_HOA, NAM, TEN_HOI, THAM_SO_HOI, TRANG, DocThamSo, ts
from sanpham_tieubieu.choices import (
    DA_CONG_NHAN,
    DA_DANG_KY,
    DA_HOP_LE,
    Cap,
    KhuVuc,
    TrangThaiKy,
)
from sanpham_tieubieu.cong_khai.doc import Loc, cac_ky, ke, tim
from sanpham_tieubieu.models import GiayChungNhan, KyBinhChon
from sanpham_tieubieu.statistics.giay import giay_ngay
from sanpham_tieubieu.statistics.kieu import BangPheu, DongPheu, Hoi, SoPheu, ThamSoSai
from sanpham_tieubieu.statistics.pheu import pheu
from sanpham_tieubieu.xac_minh import doc_ma, duong_xac_minh

XEM_THONG_KE = "sanpham_tieubieu.xem_thongke"
NHAN = ["Sản phẩm tiêu biểu"]
CANH_BAO_MINH_HOA = "Số liệu minh họa, không phải số thật; không dùng, không trích dẫn."


class KyBinhChonSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    ten = serializers.CharField()
    cap = serializers.ChoiceField(choices=Cap.choices)
    nam = serializers.IntegerField()
    khu_vuc = serializers.CharField(allow_null=True)
    tinh = serializers.CharField(allow_null=True, help_text="Mã kèm bộ mã, ví dụ 34:15.")
    trang_thai = serializers.ChoiceField(choices=TrangThaiKy.choices)
    so_dang_ky = serializers.IntegerField()
    so_hop_le = serializers.IntegerField()
    so_cong_nhan = serializers.IntegerField()
    co_ket_qua = serializers.BooleanField()


class CacKySerializer(serializers.Serializer):
    minh_hoa = serializers.BooleanField()
    canh_bao = serializers.CharField(allow_null=True)
    tong_so = serializers.IntegerField()
    cac_ky = KyBinhChonSerializer(many=True)


class SanPhamSerializer(serializers.Serializer):
    san_pham = serializers.IntegerField(allow_null=True)
    ten = serializers.CharField()
    co_so = serializers.CharField()
    tinh = serializers.CharField()
    nhom = serializers.CharField()
    giai = serializers.CharField()
    so_giay = serializers.CharField()
    het_han = serializers.DateField(allow_null=True)
    trang_thai_giay = serializers.CharField()
    xac_minh = serializers.CharField(help_text="Đường dẫn trang xác minh công khai.")


class KetQuaSerializer(serializers.Serializer):
    ky = serializers.DictField()
    quyet_dinh = serializers.ListField(child=serializers.DictField())
    minh_hoa = serializers.BooleanField()
    canh_bao = serializers.CharField(allow_null=True)
    cac_san_pham = SanPhamSerializer(many=True)


class GiaySerializer(serializers.Serializer):
    so = serializers.CharField()
    cap = serializers.ChoiceField(choices=Cap.choices)
    nam = serializers.IntegerField()
    ten_san_pham = serializers.CharField()
    ten_co_so = serializers.CharField()
    co_quan_cap = serializers.CharField()
    ngay_cap = serializers.DateField()
    het_han = serializers.DateField()
    quyet_dinh_so = serializers.CharField()
    quyet_dinh_ngay = serializers.DateField()
    trang_thai = serializers.CharField()
    ten_trang_thai = serializers.CharField()
    thu_hoi_ngay = serializers.DateField(allow_null=True)
    thu_hoi_so = serializers.CharField()
    thay_boi = serializers.CharField(allow_null=True, help_text="Số giấy cấp lại.")
    minh_hoa = serializers.BooleanField()


class PheuSerializer(serializers.Serializer):
    tu_nam = serializers.IntegerField()
    den_nam = serializers.IntegerField()
    minh_hoa = serializers.BooleanField()
    canh_bao = serializers.CharField(allow_null=True)
    nam_truoc = serializers.IntegerField(allow_null=True)
    so_tinh = serializers.IntegerField()
    khong_gui = serializers.ListField(child=serializers.CharField())
    cac_dong = serializers.ListField(
        child=serializers.DictField(),
        help_text="Mỗi dòng: khoa, ten, so, truoc, ty_le (tu_so, mau_so, phan_tram).",
    )
    tong = serializers.DictField()
    ghi_chu = serializers.ListField(child=serializers.CharField())


class GiayNgaySerializer(serializers.Serializer):
    ngay = serializers.DateField()
    minh_hoa = serializers.BooleanField()
    canh_bao = serializers.CharField(allow_null=True)
    cac_dong = serializers.ListField(child=serializers.DictField())
    tong = serializers.DictField()
    ghi_chu = serializers.ListField(child=serializers.CharField())


def _tra(mau: Any, *, co_404: bool = False) -> dict[Any, Any]:
    ma = (400, 401, 403, 429, *((404,) if co_404 else ()))
    return {
        (200, JSON): mau,
        304: OpenApiResponse(description="Số liệu chưa đổi."),
        **dict.fromkeys(ma, LoiSerializer),
    }


def _canh_bao(minh_hoa: bool) -> dict[str, Any]:
    return {"minh_hoa": minh_hoa, "canh_bao": CANH_BAO_MINH_HOA if minh_hoa else None}


class _BinhChon(TraLoi):
    quyen = XEM_THONG_KE
    linh_vuc = ("sanpham_tieubieu", "danh_muc")


@dataclass(frozen=True)
class LocKy:
    """A checked list question."""

    rows: QuerySet[KyBinhChon]
    minh_hoa: bool
    tu_dong: int
    so_dong: int


class CacKyView(_BinhChon):
    """`GET /binh-chon/ky/`: rounds in the caller's scope, newest first."""

    def doc(self, request: Request) -> LocKy:
        loc = ("cap", "khu_vuc", "trang_thai")
        d = DocThamSo(request.query_params, (*loc, "nam", "tinh", "minh_hoa", "tu_dong", "so_dong"))
        chon = {
            "cap": d.mot_trong("cap", Cap.values),
            "khu_vuc": d.mot_trong("khu_vuc", KhuVuc.values),
            "trang_thai": d.mot_trong("trang_thai", TrangThaiKy.values),
        }
        nam, tinh = d.so("nam", None, NAM), d.chu("tinh")
        minh_hoa, trang = d.co("minh_hoa"), d.trang()
        d.het()
        rows = KyBinhChon.objects.visible_to(request.user).filter(
            minh_hoa=minh_hoa, **{t: g for t, g in chon.items() if g}
        )
        if nam is not None:
            rows = rows.filter(nam=nam)
        if tinh:
            bo_ma, _, ma = tinh.partition(":")
            rows = rows.filter(don_vi__bo_ma=bo_ma, don_vi__ma=ma)
        return LocKy(rows, minh_hoa, *trang)

    def than(self, cau: LocKy) -> dict[str, Any]:
        def dem(cac: list[Any]) -> Count:
            return Count("ho_so", filter=Q(ho_so__trang_thai__in=cac))

        cac = (
            cau.rows.select_related("don_vi", "xa")
            .annotate(dk=dem(DA_DANG_KY), hl=dem(DA_HOP_LE), cn=dem(DA_CONG_NHAN))
            .order_by("-nam", "cap", "pk")
        )
        co = set(cac_ky(minh_hoa=cau.minh_hoa).order_by().values_list("pk", flat=True))
        return {
            **_canh_bao(cau.minh_hoa),
            "tong_so": cau.rows.count(),
            "cac_ky": [
                {**_ky(k), "so_dang_ky": k.dk, "so_hop_le": k.hl, "so_cong_nhan": k.cn,
                 "co_ket_qua": k.pk in co}
                for k in cac[cau.tu_dong : cau.tu_dong + cau.so_dong]
            ],
        }  # fmt: skip

    @extend_schema(
        operation_id="binh_chon_cac_ky",
        summary="Các kỳ bình chọn với số hồ sơ đăng ký, hợp lệ, được công nhận",
        parameters=[
            ts("cap", "Cấp bình chọn.", enum=list(Cap.values)),
            ts("nam", "Năm của kỳ."),
            ts("khu_vuc", "Khu vực của kỳ khu vực.", enum=list(KhuVuc.values)),
            ts("tinh", "Mã tỉnh của kỳ, ví dụ 34:15."),
            ts("trang_thai", "Trạng thái của kỳ.", enum=list(TrangThaiKy.values)),
            MINH_HOA,
            *TRANG,
        ],
        responses=_tra(CacKySerializer),
        tags=NHAN,
    )
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


def _ky(k: KyBinhChon) -> dict[str, Any]:
    return {
        "id": k.pk,
        "ten": str(k),
        "cap": k.cap,
        "nam": k.nam,
        "khu_vuc": k.khu_vuc or None,
        "tinh": k.don_vi.khoa if k.don_vi else None,
        "trang_thai": k.trang_thai,
    }


class KetQuaView(_BinhChon):
    """`GET /binh-chon/ky/<id>/ket-qua/`: recognised products; 404 before the decision."""

    def doc(self, request: Request) -> KyBinhChon:
        DocThamSo(request.query_params, ()).het()
        pk = int(self.kwargs["pk"])
        ky = cac_ky(minh_hoa=False).filter(pk=pk).first()
        ky = ky or cac_ky(minh_hoa=True).filter(pk=pk).first()
        if ky is None:
            raise Http404("Chưa có kết quả của kỳ này.")
        return ky

    def than(self, cau: KyBinhChon) -> dict[str, Any]:
        cac = ke(list(tim(Loc(ky=cau.pk, minh_hoa=cau.minh_hoa))))
        return {
            "ky": _ky(cau),
            "quyet_dinh": [
                {"so": q.so, "ngay": q.ngay, "chuc_danh": q.chuc_danh}
                for q in cau.quyet_dinh.order_by("ngay", "pk")
            ],
            **_canh_bao(cau.minh_hoa),
            "cac_san_pham": [
                {
                    "san_pham": s.san_pham,
                    "ten": s.ten,
                    "co_so": s.co_so,
                    "tinh": s.tinh,
                    "nhom": s.nhom,
                    "giai": s.giai,
                    "so_giay": s.so_giay,
                    "het_han": s.het_han,
                    "trang_thai_giay": s.trang_thai,
                    "xac_minh": s.xac_minh,
                }
                for s in cac
            ],
        }

    @extend_schema(
        operation_id="binh_chon_ket_qua",
        summary="Sản phẩm được công nhận của một kỳ, sau khi có quyết định; không có điểm",
        parameters=[OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH)],
        responses=_tra(KetQuaSerializer, co_404=True),
        tags=NHAN,
    )
    def get(self, request: Request, pk: str) -> HttpResponse:
        return self.tra(request)


class GiayView(_BinhChon):
    """`GET /binh-chon/giay-chung-nhan/<token>/`: what the public page of the QR says."""

    def doc(self, request: Request) -> GiayChungNhan:
        DocThamSo(request.query_params, ()).het()
        pk = doc_ma(self.kwargs["ma"])
        rows = GiayChungNhan.objects.select_related("thay_boi")
        giay = None if pk is None else rows.filter(pk=pk).first()
        if giay is None:
            raise Http404("Không có giấy chứng nhận mang mã này.")
        return giay

    def than(self, cau: GiayChungNhan) -> dict[str, Any]:
        tt = cau.trang_thai_ngay()
        cot = (
            "so", "cap", "nam", "ten_san_pham", "ten_co_so", "co_quan_cap", "ngay_cap", "het_han",
            "quyet_dinh_so", "quyet_dinh_ngay", "thu_hoi_ngay", "thu_hoi_so", "minh_hoa",
        )  # fmt: skip
        return {
            **{c: getattr(cau, c) for c in cot},
            "trang_thai": tt.value,
            "ten_trang_thai": tt.label,
            "thay_boi": cau.thay_boi.so if cau.thay_boi else None,
            "xac_minh": duong_xac_minh(cau),
        }

    @extend_schema(
        operation_id="binh_chon_giay_chung_nhan",
        summary="Một giấy chứng nhận theo mã in trong QR: còn hiệu lực, hết hạn, thay, thu hồi",
        parameters=[OpenApiParameter("ma", OpenApiTypes.STR, OpenApiParameter.PATH)],
        responses=_tra(GiaySerializer, co_404=True),
        tags=NHAN,
    )
    def get(self, request: Request, ma: str) -> HttpResponse:
        return self.tra(request)


class _ThongKe(_BinhChon):
    """A statistics question; ThamSoSai of the computation is a 400."""

    them: tuple[str, ...] = ()

    def doc(self, request: Request) -> Any:
        d = DocThamSo(request.query_params, (*TEN_HOI, *self.them))
        hoi = d.hoi(request.user)
        ngay = d.ngay("ngay") if "ngay" in self.them else None
        d.het()
        return hoi, ngay or timezone.localdate()

    def bang(self, hoi: Hoi, ngay: date) -> dict[str, Any]:
        raise NotImplementedError

    def than(self, cau: Any) -> dict[str, Any]:
        try:
            return self.bang(*cau)
        except ThamSoSai as sai:
            raise ValidationError(sai.loi) from sai


class PheuView(_ThongKe):
    """`GET /thong-ke/binh-chon/pheu/`: registered → in order → threshold → recognised → up."""

    def bang(self, hoi: Hoi, ngay: date) -> dict[str, Any]:
        b: BangPheu = pheu(hoi)
        return {
            "tu_nam": hoi.tu_nam,
            "den_nam": hoi.den_nam,
            **_canh_bao(hoi.minh_hoa),
            "nam_truoc": b.nam_truoc,
            "so_tinh": b.so_tinh,
            "khong_gui": b.khong_gui,
            "cac_dong": [_dong(d) for d in b.cac_dong],
            "tong": _dong(b.tong),
            "ghi_chu": b.ghi_chu,
        }

    @extend_schema(
        operation_id="binh_chon_pheu",
        summary="Phễu bình chọn theo cấp, năm, khu vực, nhóm, tỉnh trên ba bộ địa giới",
        parameters=THAM_SO_HOI,
        responses=_tra(PheuSerializer),
        tags=NHAN,
    )
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


def _dong(d: DongPheu) -> dict[str, Any]:
    def so(s: SoPheu | None) -> dict[str, int] | None:
        return None if s is None else asdict(s)

    return {
        "khoa": d.khoa,
        "ten": d.ten,
        "so": so(d.so),
        "truoc": so(d.truoc),
        "ty_le": {
            ten: {
                "phan_tram": t.phan_tram,
                "tu_so": t.tu,
                "ten_tu_so": t.ten_tu,
                "mau_so": t.mau,
                "ten_mau_so": t.ten_mau,
            }
            for ten, t in d.ty_le.items()
        },
    }


class GiayNgayView(_ThongKe):
    """`GET /thong-ke/binh-chon/giay-chung-nhan/`: certificates in force on any day."""

    them = ("ngay",)

    def bang(self, hoi: Hoi, ngay: date) -> dict[str, Any]:
        b = giay_ngay(hoi, ngay)
        return {
            "ngay": b.ngay,
            **_canh_bao(hoi.minh_hoa),
            "cac_dong": [asdict(d) for d in b.cac_dong],
            "tong": asdict(b.tong),
            "ghi_chu": b.ghi_chu,
        }

    @extend_schema(
        operation_id="binh_chon_giay_hieu_luc",
        summary="Giấy chứng nhận còn hiệu lực, sắp hết hạn, hết hạn, thu hồi tính đến một ngày",
        parameters=[*THAM_SO_HOI, ts("ngay", "Ngày tính, dạng 2026-06-14; mặc định hôm nay.")],
        responses=_tra(GiayNgaySerializer),
        tags=NHAN,
    )
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)
