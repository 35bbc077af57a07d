"""Clusters over HTTP, each told as far as its disclosure level and the caller's right go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from cucctdp.apikit.mo_ta import LoiSerializer
from cucctdp.apikit.tra_loi import JSON, TraLoi
from cucctdp.donvi.models import Xa
from cumcongnghiep.api.cong_khai import SAP_XEP, ke, khop, sap_xep
from cumcongnghiep.api.tham_so import (
    CANH_BAO_MINH_HOA,
    SO_DONG_TOI_DA,
    VIEW_CUM,
    DocThamSo,
    ts,
)
from cumcongnghiep.api.views import NHAN, XEM_THONG_KE
from cumcongnghiep.choices import (
    HaTang,
    HoatDong,
    LoaiHinh,
    LoaiVanBan,
    MucCongKhai,
    PhapLy,
)
from cumcongnghiep.models import Cum, DuAn, HangMuc, MucQuyHoach, TramXuLy, VanBan
from cumcongnghiep.statistics import CumNgay, Hoi, PhamVi, doc_pham_vi
from cumcongnghiep.trang_thai import xong

_CHON = {
    "muc": MucCongKhai.values,
    "phap_ly": PhapLy.values,
    "ha_tang": HaTang.values,
    "hoat_dong": HoatDong.values,
    "loai_hinh": LoaiHinh.values,
}
_SAP_XEP = [*SAP_XEP, *(f"-{t}" for t in SAP_XEP)]
# Papers of the procedure name applicants; those that make the cluster public do not.
_CONG_BO = (
    LoaiVanBan.THANH_LAP, LoaiVanBan.MO_RONG, LoaiVanBan.DIEU_CHINH, LoaiVanBan.BAI_BO,
    LoaiVanBan.QHCT, LoaiVanBan.DTM, LoaiVanBan.GPMT, LoaiVanBan.CHO_THUE_DAT,
)  # fmt: skip


class CumSerializer(serializers.Serializer):
    ma = serializers.CharField()
    ten = serializers.CharField()
    tinh = serializers.CharField(help_text="Mã kèm bộ mã, ví dụ 34:15.")
    muc = serializers.ChoiceField(choices=MucCongKhai.choices)
    phap_ly = serializers.ChoiceField(choices=PhapLy.choices)
    dien_tich = serializers.CharField(allow_null=True, help_text="ha, số thập phân dạng chuỗi.")


class DanhSachSerializer(serializers.Serializer):
    ngay = serializers.DateField()
    minh_hoa = serializers.BooleanField()
    canh_bao = serializers.CharField(allow_null=True)
    tong_so = serializers.IntegerField()
    cac_cum = CumSerializer(many=True)


@dataclass(frozen=True)
class Loc:
    """A checked list question."""

    hoi: Hoi
    loc: dict[str, str]
    sap_xep: str
    tu_dong: int
    so_dong: int


def _ke_cac(pv: PhamVi, cac: tuple[CumNgay, ...], user: Any) -> list[dict[str, Any]]:
    """What may be told of some clusters of a scope that was read for this user; one query."""
    xem_du = user.has_perm(VIEW_CUM)
    ten_xa = dict(Xa.objects.filter(pk__in={c.xa_id for c in cac}).values_list("pk", "ten_goi"))
    return [
        ke(
            c,
            tinh=pv.khoa_don_vi[c.don_vi_id],
            ten_tinh=pv.ten_don_vi[c.don_vi_id],
            xa=ten_xa.get(c.xa_id or 0),
            xem_du=xem_du,
        )
        for c in cac
    ]


class _CumView(TraLoi):
    quyen = XEM_THONG_KE
    linh_vuc = ("cumcongnghiep", "danh_muc")


class DanhSachView(_CumView):
    """`GET /cum-cong-nghiep/`: clusters of today in the caller's scope."""

    def doc(self, request: Request) -> Loc:
        d = DocThamSo(
            request.query_params,
            ("tim", "tinh", *_CHON, "sap_xep", "tu_dong", "so_dong", "minh_hoa"),
        )
        loc = {"tim": d.chu("tim")[:100], "tinh": d.chu("tinh")}
        loc |= {t: d.mot_trong(t, cac) for t, cac in _CHON.items()}
        theo = d.mot_trong("sap_xep", _SAP_XEP, "ten")
        trang = d.so("tu_dong", 0, range(10**7)), d.so("so_dong", 100, range(1, SO_DONG_TOI_DA + 1))
        hoi = Hoi(timezone.localdate(), minh_hoa=d.co("minh_hoa"), user=request.user)
        d.het()
        return Loc(hoi, loc, theo, *trang)

    def than(self, cau: Loc) -> dict[str, Any]:
        pv = doc_pham_vi(cau.hoi)
        cac = [d for d in _ke_cac(pv, pv.cum, cau.hoi.user) if khop(d, cau.loc)]
        return {
            "ngay": cau.hoi.den,
            "minh_hoa": cau.hoi.minh_hoa,
            "canh_bao": CANH_BAO_MINH_HOA if cau.hoi.minh_hoa else None,
            "tong_so": len(cac),
            "cac_cum": sap_xep(cac, cau.sap_xep)[cau.tu_dong : cau.tu_dong + cau.so_dong],
        }

    @extend_schema(
        operation_id="cum_danh_sach",
        summary="Danh sách cụm, kể theo mức công khai A, B, C",
        description="A đã thành lập: toàn bộ trừ dự án thứ cấp. B đang làm thủ tục: không nhà đầu "
        "tư, không vốn. C trong quy hoạch: tên, địa bàn, diện tích. Lọc, tìm, sắp xếp chỉ đọc "
        "phần được kể.",
        parameters=[
            ts("tim", "Tên, mã cụm; chủ đầu tư khi được kể."),
            ts("tinh", "Mã tỉnh, ví dụ 34:15."),
            *(ts(t, "Chỉ cụm có giá trị này.", enum=list(cac)) for t, cac in _CHON.items()),
            ts("sap_xep", "Trường sắp xếp; dấu «-» là giảm dần.", enum=_SAP_XEP),
            ts("tu_dong", "Bỏ qua số dòng này; mặc định 0."),
            ts("so_dong", f"Số dòng, tối đa {SO_DONG_TOI_DA}; mặc định 100."),
            ts("minh_hoa", "1: chỉ số minh họa.", enum=["0", "1"]),
        ],
        responses={
            (200, JSON): DanhSachSerializer,
            304: OpenApiResponse(description="Số liệu chưa đổi."),
            **dict.fromkeys((400, 401, 403, 429), LoiSerializer),
        },
        tags=NHAN,
    )
    def get(self, request: Request) -> HttpResponse:
        return self.tra(request)


class ChiTietView(_CumView):
    """`GET /cum-cong-nghiep/<ma>/`: one cluster; of another province 404."""

    def doc(self, request: Request) -> tuple[Hoi, Cum]:
        DocThamSo(request.query_params, ()).het()
        user = request.user
        # Without the right to see clusters a national account still reads the public card.
        cum = Cum.objects.visible_to(user).filter(ma=self.kwargs["ma"]).first()
        if cum is None:
            raise Http404("Không có cụm công nghiệp này.")
        hoi = Hoi(timezone.localdate(), cum=(cum.pk,), minh_hoa=cum.minh_hoa, user=user)
        return hoi, cum

    def than(self, cau: tuple[Hoi, Cum]) -> dict[str, Any]:
        hoi, cum = cau
        pv = doc_pham_vi(hoi)
        (d,) = _ke_cac(pv, pv.cum, hoi.user)
        du = bool(hoi.user.has_perm(VIEW_CUM))
        d["quy_hoach"] = _quy_hoach(cum.pk)
        if du or d["muc"] != MucCongKhai.C:
            d["van_ban"] = _van_ban(cum.pk, hoi, du=du, muc=d["muc"])
            d["hang_muc"] = _hang_muc(cum.pk, hoi)
            d["tram_xu_ly"] = _tram(cum.pk)
        if du:
            d["du_an"] = _du_an(cum.pk, hoi)
        d["canh_bao"] = CANH_BAO_MINH_HOA if cum.minh_hoa else None
        return d

    @extend_schema(
        operation_id="cum_chi_tiet",
        summary="Một cụm, kể theo mức công khai A, B, C",
        responses={
            (200, JSON): CumSerializer,
            304: OpenApiResponse(description="Số liệu chưa đổi."),
            **dict.fromkeys((401, 403, 404, 429), LoiSerializer),
        },
        tags=NHAN,
    )
    def get(self, request: Request, ma: str) -> HttpResponse:
        return self.tra(request)


def _quy_hoach(pk: int) -> list[dict[str, Any]]:
    return [
        {
            "quyet_dinh": m.quy_hoach.so,
            "ngay": m.quy_hoach.ngay,
            "dien_tich": m.dien_tich,
            "nhom": m.get_nhom_display(),
            "thoi_ky": m.thoi_ky,
        }
        for m in MucQuyHoach.objects.filter(cum=pk)
        .select_related("quy_hoach")
        .order_by("quy_hoach__ngay", "pk")
    ]


def _van_ban(pk: int, hoi: Hoi, *, du: bool, muc: str) -> list[dict[str, Any]]:
    """Decisions; the papers of a procedure, areas and abstracts as far as the level goes."""
    cac = VanBan.objects.filter(cum=pk, ngay__lte=hoi.den).order_by("ngay", "pk")
    if not du:
        cac = cac.filter(loai__in=_CONG_BO)
    chu = du or muc == MucCongKhai.A
    return [
        {
            "loai": v.loai,
            "ten_loai": v.get_loai_display(),
            "so": v.so,
            "ngay": v.ngay,
            "hieu_luc_tu": v.hieu_luc_tu or v.ngay,
            "dien_tich": v.dien_tich,
            **({"trich_yeu": v.trich_yeu} if chu else {}),
        }
        for v in cac
    ]


def _hang_muc(pk: int, hoi: Hoi) -> list[dict[str, Any]]:
    return [
        {
            "loai": m.loai,
            "ten": m.get_loai_display(),
            "giai_doan": m.giai_doan,
            "tinh_trang": m.get_tinh_trang_display(),
            "xong": xong(m, hoi.den),
            "phan_tram": m.phan_tram,
            "den_ngay": m.den_ngay,
        }
        for m in HangMuc.objects.filter(cum=pk).order_by("giai_doan", "pk")
    ]


def _tram(pk: int) -> list[dict[str, Any]]:
    return [
        {
            "ten": t.ten,
            "tinh_trang": t.get_tinh_trang_display(),
            "tu": t.tinh_trang_tu,
            "cong_suat_thiet_ke": t.cong_suat_thiet_ke,
            "quy_chuan": t.quy_chuan,
        }
        for t in TramXuLy.objects.filter(cum=pk).order_by("pk")
    ]


def _du_an(pk: int, hoi: Hoi) -> list[dict[str, Any]]:
    return [
        {
            "ten": d.ten,
            "nha_dau_tu": d.nha_dau_tu,
            "von_nuoc_ngoai": d.von_nuoc_ngoai,
            "nganh": d.nganh.ma if d.nganh else d.nganh_mo_ta,
            "vao_cum": d.vao_cum,
            "tinh_trang": d.tinh_trang(hoi.den),
        }
        for d in DuAn.objects.co_mat(hoi.den)
        .filter(cum=pk)
        .select_related("nganh")
        .order_by("ten", "pk")
    ]
