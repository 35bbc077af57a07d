"""Statistics over HTTP. Thin: parameters in, statistics out, ETag from the data version."""

import json
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import NotAcceptable, PermissionDenied, ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from baocao.api import mo_ta
from baocao.api.tham_so import ThamSo, doc_tham_so, gop_loi
from baocao.api.tra_loi import than_csv, than_json
from baocao.choices import KieuCot
from baocao.models import KyBaoCao
from baocao.statistics import PhienBan, ThamSoSai, phien_ban_so_lieu, so_lieu
from baocao.statistics.danh_muc import DanhMuc, doc_danh_muc
from baocao.statistics.pham_vi_xem import ly_do_cam
from baocao.statistics.phien_ban import CAC_MUC_API, CONG_BO
from baocao.statistics.so_lieu import kiem_tra
from cucctdp.apikit.mo_ta import LoiSerializer
from cucctdp.apikit.permissions import TheoQuyen
from cucctdp.apikit.phien_ban import con_nguyen, etag
from cucctdp.audit.record import ghi

GIU_TRONG_BO_DEM = 24 * 60 * 60
JSON = "application/json"
CSV = "text/csv; charset=utf-8"


class ChiJson(BaseContentNegotiation):
    """Errors are JSON whatever was asked; the views choose json or csv themselves."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class ThongKeView(APIView):
    """Common ground: who may ask, and answers that a client can revalidate."""

    permission_classes = [TheoQuyen]
    quyen = "baocao.xem_thongke"
    renderer_classes = [JSONRenderer]
    content_negotiation_class = ChiJson

    def tra(self, than: bytes, kieu: str, the: str) -> HttpResponse:
        return _dau(HttpResponse(than, content_type=kieu), the)


def _dau(response: HttpResponse, the: str) -> HttpResponse:
    response["ETag"] = the
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Accept, Authorization, Cookie"
    return response


def _con_nguyen(request: Request, the: str) -> bool:
    """True when the very tag comes back: it was given with an answer, so the question is valid."""
    return request.headers.get("If-None-Match", "").strip() != "*" and con_nguyen(request, the)


def _dinh_dang(request: Request, ts_dinh_dang: str | None) -> str:
    """Return json or csv: the parameter, else the first type of Accept that is one of ours."""
    if ts_dinh_dang:
        return ts_dinh_dang
    accept = request.headers.get("Accept") or "*/*"
    for kieu in (k.split(";")[0].strip().lower() for k in accept.split(",")):
        if kieu in (JSON, "application/*", "*/*", "text/html"):
            return "json"
        if kieu in ("text/csv", "text/*"):
            return "csv"
    raise NotAcceptable("Chỉ trả application/json hoặc text/csv.")


class SoLieuView(ThongKeView):
    """`GET /thong-ke/bao-cao/{chi_tieu}/`."""

    @extend_schema(
        operation_id="thong_ke_bao_cao",
        summary="Số liệu thống kê của một chỉ tiêu",
        description=(
            "Tổng chỉ gồm các đơn vị có số; «chua_gom» ghi các đơn vị còn thiếu. Chỉ số và tỷ lệ "
            "không cộng: tỷ lệ tính lại từ tử số, mẫu số; chỉ số chỉ có ở cấp tỉnh. "
            "Gửi lại ETag bằng If-None-Match để nhận 304 khi số liệu chưa đổi."
        ),
        parameters=[
            OpenApiParameter("chi_tieu", OpenApiTypes.STR, OpenApiParameter.PATH),
            *mo_ta.THAM_SO,
        ],
        responses={
            (200, JSON): mo_ta.ThongKeSerializer,
            (200, "text/csv"): OpenApiTypes.STR,
            304: OpenApiResponse(description="Số liệu chưa đổi."),
            **mo_ta.LOI,
        },
        tags=["Thống kê"],
    )
    def get(self, request: Request, chi_tieu: str) -> HttpResponse:
        ts = doc_tham_so(request.query_params)
        if ts.muc != CONG_BO and not _duoc_xem_truoc_cong_bo(request):
            raise PermissionDenied("Khóa API chỉ xem được số liệu đã công bố (muc=cong_bo).")
        if ly_do := ly_do_cam(request.user, muc=ts.muc, cap=ts.cap, don_vi=ts.don_vi):
            raise PermissionDenied(ly_do)
        dang = _dinh_dang(request, None if "dinh_dang" in ts.loi else ts.dinh_dang)
        muc = ts.muc if ts.muc in CAC_MUC_API else CONG_BO
        phien_ban = phien_ban_so_lieu(ts.ky_lien_quan(), muc)
        the = _the(chi_tieu, ts, dang, phien_ban)
        if not ts.loi and _con_nguyen(request, the):
            return _dau(HttpResponseNotModified(), the)
        # Every moment is a question of its own: answers to them would only fill the store.
        giu = ts.luc is None
        than = cache.get(_khoa(the)) if giu and not ts.loi else None
        if than is None:
            than = _lap(chi_tieu, ts, dang, phien_ban)
            if giu:
                cache.set(_khoa(the), than, GIU_TRONG_BO_DEM)
        if dang == "csv":
            _ghi_ket_xuat(request, chi_tieu, than)
        return self.tra(than, CSV if dang == "csv" else JSON, the)


def _ghi_ket_xuat(request: Request, chi_tieu: str, than: bytes) -> None:
    """A CSV carries figures out (also the link of the query page): its size is kept for CB10."""
    so_dong = than.count(b"\r\n") - 1
    ghi("thongke.xuat_csv", by=request.user, du_lieu={"chi_tieu": chi_tieu, "so_dong": so_dong})


def _duoc_xem_truoc_cong_bo(request: Request) -> bool:
    """Received but unpublished figures are for people who log in, never for a key."""
    return request.auth is None and request.user.hang_vai_tro.dang_nhap


def _the(chi_tieu: str, ts: ThamSo, dang: str, phien_ban: PhienBan) -> str:
    """Version, question, form; the day counts, since «hiện hành» is of the day."""
    return etag(phien_ban.van_ban, chi_tieu, ts, dang, timezone.localdate())


def _lap(chi_tieu: str, ts: ThamSo, dang: str, phien_ban: PhienBan) -> bytes:
    dm = doc_danh_muc(phien_ban.danh_muc)
    cac_ky = ts.chon_ky(dm.ky)
    cau_hoi: dict[str, Any] = {
        "chi_tieu": chi_tieu,
        "cac_ky": cac_ky,
        "cot": ts.cot,
        "cap": ts.cap,
        "dia_gioi": ts.dia_gioi,
        "don_vi": ts.don_vi,
        "vung": ts.vung,
        "phan_vung": ts.phan_vung,
        "muc": ts.muc,
        "trang_thai": ts.trang_thai,
    }
    try:
        kiem_tra(dm, **cau_hoi)
    except ThamSoSai as exc:
        raise ValidationError(gop_loi(ts.loi, exc)) from exc
    if ts.loi:
        raise ValidationError(ts.loi)
    try:
        cac_so = so_lieu(**cau_hoi, luc=ts.luc, dm=dm)
    except ThamSoSai as exc:
        raise ValidationError(exc.loi) from exc
    if dang == "csv":
        return than_csv(cac_so, dia_gioi=ts.dia_gioi)
    return _json(
        than_json(
            dm=dm,
            chi_tieu=chi_tieu,
            cac_so=cac_so,
            cac_ky=cac_ky,
            dia_gioi=ts.dia_gioi,
            muc=ts.muc,
            phien_ban=phien_ban,
        )
    )


def _json(du_lieu: Any) -> bytes:
    return json.dumps(du_lieu, ensure_ascii=False, separators=(",", ":")).encode()


class DanhSachView(ThongKeView):
    """A small list of reference data, revalidated by their version."""

    def danh_sach(self, dm: DanhMuc) -> list[dict[str, Any]]:
        raise NotImplementedError

    def tra_danh_sach(self, request: Request) -> HttpResponse:
        if la := sorted(set(request.query_params)):
            cau = "Danh mục này không có tham số «{}»."
            raise ValidationError({ten[:40]: [cau.format(ten[:40])] for ten in la})
        _dinh_dang(request, None)
        phien_ban = phien_ban_so_lieu([], CONG_BO)
        the = etag(phien_ban.van_ban, type(self).__name__, timezone.localdate())
        if _con_nguyen(request, the):
            return _dau(HttpResponseNotModified(), the)
        return self.tra(_json(self.danh_sach(doc_danh_muc(phien_ban.danh_muc))), JSON, the)


def _mo_ta_danh_sach(operation_id: str, summary: str, serializer: Any) -> Any:
    return extend_schema(
        operation_id=operation_id,
        summary=summary,
        responses={
            200: serializer(many=True),
            304: OpenApiResponse(description="Chưa đổi."),
            **dict.fromkeys((400, 401, 403, 406, 429), LoiSerializer),
        },
        tags=["Danh mục"],
    )


class ChiTieuView(DanhSachView):
    """Rows that have figures, with their columns."""

    @_mo_ta_danh_sach("chi_tieu", "Các chỉ tiêu có số liệu", mo_ta.ChiTieuSerializer)
    def get(self, request: Request) -> HttpResponse:
        return self.tra_danh_sach(request)

    def danh_sach(self, dm: DanhMuc) -> list[dict[str, Any]]:
        return [
            {
                "ma": c.ma,
                "ten": c.ten,
                "bieu": b.ma,
                "don_vi_tinh": c.dvt,
                "so_le": c.so_le,
                "tong_hop": c.tong_hop,
                "cot_chinh": b.cot_chinh(c),
                "cot": [
                    {"ma": k.ma, "ten": k.ten}
                    for k in b.cot.values()
                    if k.kieu_cot != KieuCot.VAN_BAN and k.ma not in c.cot_khong_ap_dung
                ],
            }
            for b in dm.bieu
            if dm.bieu_ky(b.ma, None) is b and not b.bieu_mau.la_tinh_toan
            for c in b.chi_tieu.values()
            if c.la_so
        ]


class KyView(DanhSachView):
    """Periods, newest first."""

    @_mo_ta_danh_sach("ky", "Các kỳ báo cáo", mo_ta.KySerializer)
    def get(self, request: Request) -> HttpResponse:
        return self.tra_danh_sach(request)

    def danh_sach(self, dm: DanhMuc) -> list[dict[str, Any]]:
        return [_ky(k) for k in sorted(dm.ky.values(), key=lambda k: k.ky, reverse=True)]


def _ky(k: KyBaoCao) -> dict[str, Any]:
    return {
        "ma": k.ma,
        "ten": k.ky.ten,
        "loai": k.loai,
        "tu_ngay": k.tu_ngay.isoformat(),
        "den_ngay": k.den_ngay.isoformat(),
        "thang_thong_ke_tu": k.thang_tk_tu.isoformat(),
        "thang_thong_ke_den": k.thang_tk_den.isoformat(),
        "bo_ma_don_vi": k.bo_ma_don_vi,
        "trang_thai": k.trang_thai,
    }


class DonViView(DanhSachView):
    """Provinces of both code sets with today's names and lineage."""

    @_mo_ta_danh_sach("don_vi", "Các tỉnh, thành phố", mo_ta.DonViSerializer)
    def get(self, request: Request) -> HttpResponse:
        return self.tra_danh_sach(request)

    def danh_sach(self, dm: DanhMuc) -> list[dict[str, Any]]:
        hom_nay = timezone.localdate()
        return [
            {
                "khoa": d.khoa,
                "ten": d.ten(hom_nay),
                "hieu_luc_tu": d.hieu_luc_tu.isoformat(),
                "hieu_luc_den": d.hieu_luc_den.isoformat() if d.hieu_luc_den else None,
                "ke_thua_tu": [dm.khoa(pk) for pk in dm.ke_thua.get(d.pk, ())],
            }
            for d in dm.don_vi.values()
        ]


def _khoa(the: str) -> str:
    return f"baocao:thong-ke:{the.strip(chr(34))}"
