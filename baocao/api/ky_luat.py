"""`GET /thong-ke/ky-luat-bao-cao/`: the discipline of reporting, from the same statistics."""

import hashlib
import json
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request

from baocao.api import mo_ta
from baocao.api.tra_loi import so_json
from baocao.api.views import JSON, ThongKeView
from baocao.choices import CapTongHop, TrangThaiKy
from baocao.models import BieuMau, KyBaoCao
from baocao.statistics import CHI_TIEU_KY_LUAT, ky_luat
from baocao.statistics.ngoai_le import NgoaiLe, dem_theo, gia_han_cua_ky, mien_tru_cua_ky

_MA = {c.ma: c for c in CHI_TIEU_KY_LUAT}
_THAM_SO = ("ky", "cap", "chi_tieu", "bieu")


class KyLuatView(ThongKeView):
    """Expected, sent, received, on time, median days late, right first time, complete."""

    @extend_schema(
        operation_id="ky_luat_bao_cao",
        summary="Kỷ luật báo cáo: số bộ phải nộp, tỷ lệ đúng hạn, số ngày trễ trung vị…",
        parameters=[
            OpenApiParameter("ky", OpenApiTypes.STR, required=True),
            OpenApiParameter("cap", OpenApiTypes.STR, enum=list(CapTongHop.values)),
            OpenApiParameter("bieu", OpenApiTypes.STR, description="Chỉ biểu này, theo hạn riêng."),
            OpenApiParameter("chi_tieu", OpenApiTypes.STR, enum=list(_MA), many=True),
        ],
        responses={
            (200, JSON): OpenApiTypes.OBJECT,
            304: OpenApiResponse(description="Số liệu chưa đổi."),
            **mo_ta.LOI,
        },
        tags=["Thống kê"],
    )
    def get(self, request: Request) -> HttpResponse:
        ky, cap, chi_tieu, bieu = _doc(request)
        truoc_cong_bo = request.auth is None and request.user.hang_vai_tro.dang_nhap
        if ky.trang_thai != TrangThaiKy.DA_CONG_BO and not truoc_cong_bo:
            raise PermissionDenied("Khóa API chỉ xem được kỳ đã công bố.")
        so = ky_luat(ky.ma, cap=cap, chi_tieu=chi_tieu, user=request.user, bieu=bieu)
        than: dict[str, Any] = {
            "ky": ky.ma,
            "cap": cap,
            "bieu": bieu or None,
            "chi_tieu": [{"ma": m, "ten": _MA[m].ten, "don_vi_tinh": _MA[m].dvt} for m in chi_tieu],
            "so_lieu": [so_json(s) | {"chi_tieu": s.chi_tieu} for s in so],
            **_ngoai_le(ky, request.user),
        }
        chu = json.dumps(than, ensure_ascii=False).encode()
        the = f'"{hashlib.sha256(chu).hexdigest()[:32]}"'
        if request.headers.get("If-None-Match", "").strip() == the:
            response: HttpResponse = HttpResponseNotModified()
            response["ETag"] = the
            return response
        return self.tra(chu, JSON, the)


def _ngoai_le(ky: KyBaoCao, user: Any) -> dict[str, Any]:
    """Waivers (with counts by rule and unit) and extensions behind the rates."""
    mien_tru, gia_han = mien_tru_cua_ky(ky, user=user), gia_han_cua_ky(ky, user=user)
    return {
        "mien_tru": {
            "theo_quy_tac": dem_theo(mien_tru, "quy_tac"),
            "theo_don_vi": dem_theo(mien_tru, "don_vi"),
            "danh_sach": [_dong(n) | {"quy_tac": n.quy_tac, "chi_tieu": n.chi_tieu}
                          for n in mien_tru],
        },
        "gia_han": [_dong(n) for n in gia_han],
    }  # fmt: skip


def _dong(n: NgoaiLe) -> dict[str, str]:
    return {
        "don_vi": n.don_vi,
        "ten": n.ten,
        "ly_do": n.ly_do,
        "nguoi_duyet": n.nguoi_duyet,
        "duyet_luc": n.luc.isoformat(),
        "den_ngay": n.den_ngay.isoformat(),
    }


def _doc(request: Request) -> tuple[KyBaoCao, str, list[str], str]:
    """Parameters, all errors at once."""
    query = request.query_params
    loi = {ten: [f"Không có tham số «{ten}»."] for ten in sorted(set(query) - set(_THAM_SO))}
    ma_ky = query.get("ky", "")
    ky = KyBaoCao.objects.filter(ma=ma_ky).first() if "\0" not in ma_ky else None
    if ky is None:
        loi["ky"] = [f"Không có kỳ báo cáo «{ma_ky[:20]}»." if ma_ky else "Cần ghi tham số «ky»."]
    cap = query.get("cap", CapTongHop.CA_NUOC)
    if cap not in CapTongHop.values:
        loi["cap"] = [f"Cấp «{cap[:20]}» không có; dùng {', '.join(CapTongHop.values)}."]
    chi_tieu = [m for muc in query.getlist("chi_tieu") for m in muc.split(",") if m] or list(_MA)
    if sai := sorted(set(chi_tieu) - set(_MA)):
        loi["chi_tieu"] = [f"Không có chỉ tiêu «{m[:20]}»." for m in sai]
    bieu = query.get("bieu", "")
    if bieu and ("\0" in bieu or not BieuMau.objects.filter(ma=bieu).exists()):
        loi["bieu"] = [f"Không có biểu «{bieu[:10]}»."]
    if loi or ky is None:
        raise ValidationError(loi)
    return ky, cap, list(dict.fromkeys(chi_tieu)), bieu
