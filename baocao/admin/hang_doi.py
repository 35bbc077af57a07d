"""The Cục's queue of packs: due date of each, what waits for the Cục first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from baocao.choices import BO_DA_NHAN, BuocHan, LoaiHan, TinhHan, TrangThaiBo, TrangThaiKy
from baocao.models import BoBaoCao, GiaHan, HanNop, KyBaoCao
from baocao.services.thoi_han import Han
from cucctdp.donvi.choices import MucDichPhanVung
from cucctdp.donvi.models import Vung
from cucctdp.formats.functions import KhoaSapXep

# What waits for the Cục, what the Sở owe in open periods, what they owe in closed ones, the rest.
_CHO_CUC = (TrangThaiBo.DA_GUI, TrangThaiBo.DANG_KIEM_TRA)
_THU_TU = (
    When(trang_thai__in=_CHO_CUC, then=Value(0)),
    When(trang_thai__in=BO_DA_NHAN, then=Value(3)),
    When(ky__trang_thai=TrangThaiKy.DANG_MO, then=Value(1)),
)


def voi_han(queryset: QuerySet[BoBaoCao]) -> QuerySet[BoBaoCao]:
    """Annotate ``han_ngay``, ``han_loai``, ``han_gia`` (extension), ``han_xep`` and ``thu_tu``."""
    chung = HanNop.objects.filter(ky=OuterRef("ky"), bieu="", buoc=BuocHan.SO)
    gia_han = GiaHan.objects.filter(ky=OuterRef("ky"), don_vi=OuterRef("don_vi"))
    return queryset.annotate(
        han_ngay=Subquery(chung.values("ngay")[:1]),
        han_loai=Subquery(chung.values("loai_han")[:1]),
        han_gia=Subquery(gia_han.values("den_ngay")[:1]),
        han_xep=Coalesce(
            Subquery(gia_han.values("den_ngay")[:1]), Subquery(chung.values("ngay")[:1])
        ),
        thu_tu=Case(
            *_THU_TU,
            default=Value(2),
            output_field=IntegerField(),
        ),
    )


def xep_hang(queryset: QuerySet[BoBaoCao]) -> QuerySet[BoBaoCao]:
    """Queue order of an annotated query set: nearest deadline, oddest; the past newest first."""
    con_viec = Case(When(thu_tu__lt=2, then=F("han_xep")))
    return queryset.order_by(
        "thu_tu",
        con_viec.asc(nulls_last=True),
        F("muc_bat_thuong__diem").desc(nulls_last=True),
        F("han_xep").desc(nulls_last=True),
        KhoaSapXep(F("don_vi__ten_goi")),
        "pk",
    )


def han_cua_dong(bo: Any) -> Han | None:
    """The due date of an annotated row."""
    return Han(bo.han_ngay, bo.han_loai, bo.han_gia) if bo.han_ngay else None


def qua_han(bo: Any, hom_nay: date) -> int:
    """Days past due of an annotated row that was never sent; 0 otherwise."""
    han = han_cua_dong(bo)
    if han is None or bo.tinh_han != TinhHan.CHUA_GUI or bo.trang_thai in BO_DA_NHAN:
        return 0
    return max(0, -han.con_lai(hom_nay))


def chu_han(han: Han | None) -> str:
    """«trước 25/3/2026», «chậm nhất 15/4/2026 (gia hạn đến …)», or ""."""
    if han is None:
        return ""
    dau = "trước" if han.loai_han == LoaiHan.TRUOC_NGAY else "chậm nhất"
    chu = f"{dau} {han.ngay:%d/%m/%Y}"
    return f"{chu}, gia hạn đến {han.gia_han:%d/%m/%Y}" if han.gia_han else chu


class _LocLuaChon(admin.SimpleListFilter):
    """A filter that never asks the database which values occur."""

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        gia_tri = self.value()
        if not gia_tri:
            return queryset
        if gia_tri not in {str(ma) for ma, _ in self.lookup_choices}:
            return queryset.none()
        return self.loc(queryset, gia_tri)

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return queryset.filter(**{self.parameter_name: gia_tri})


class LocKy(_LocLuaChon):
    title = "kỳ báo cáo"
    parameter_name = "ky__ma"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(k.ma, str(k)) for k in KyBaoCao.objects.all()]


class LocTrangThai(_LocLuaChon):
    title = "trạng thái"
    parameter_name = "trang_thai"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(TrangThaiBo.choices)


class LocTinhHan(_LocLuaChon):
    title = "tình hình thời hạn"
    parameter_name = "tinh_han"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*TinhHan.choices, ("qua_han", "Chưa gửi, đã quá hạn")]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        if gia_tri != "qua_han":
            return super().loc(queryset, gia_tri)
        hom_nay = timezone.localdate()
        het = Q(han_loai=LoaiHan.TRUOC_NGAY, han_ngay__lte=hom_nay) | Q(
            han_loai=LoaiHan.CHAM_NHAT, han_ngay__lt=hom_nay
        )
        con_gia_han = Q(han_gia__isnull=False, han_gia__gte=hom_nay)
        chua_gui = queryset.filter(het, tinh_han=TinhHan.CHUA_GUI)
        return chua_gui.exclude(trang_thai__in=BO_DA_NHAN).exclude(con_gia_han)


class LocVung(_LocLuaChon):
    title = "vùng"
    parameter_name = "vung"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rows = Vung.objects.filter(
            phan_vung__muc_dich=MucDichPhanVung.KINH_TE_XA_HOI, phan_vung__hieu_luc_den__isnull=True
        )
        return [(str(v.pk), v.ten) for v in rows.select_related("phan_vung")]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return queryset.filter(don_vi__cac_vung=int(gia_tri))


class LocMinhHoa(_LocLuaChon):
    title = "nguồn gốc số liệu"
    parameter_name = "co_minh_hoa"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("True", "Có số liệu minh họa"), ("False", "Không có số liệu minh họa")]


class LocNguoi(_LocLuaChon):
    title = "ai đang xử lý"
    parameter_name = "nguoi"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("toi", "Giao cho tôi hoặc tôi đang kiểm tra"), ("chua", "Chưa có ai nhận")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "toi":
            return queryset.filter(Q(giao__nguoi=request.user) | Q(nguoi_kiem_tra=request.user))
        if self.value() == "chua":
            return queryset.filter(giao__isnull=True, nguoi_kiem_tra__isnull=True)
        return queryset.none() if self.value() else queryset


class LocBatThuong(_LocLuaChon):
    title = "mức bất thường"
    parameter_name = "bat_thuong"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("cao", "Từ 20 điểm"), ("co", "Có điểm"), ("khong", "0 điểm hoặc chưa chấm")]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        if gia_tri == "khong":
            return queryset.exclude(muc_bat_thuong__diem__gt=0)
        return queryset.filter(muc_bat_thuong__diem__gte=20 if gia_tri == "cao" else 1)
