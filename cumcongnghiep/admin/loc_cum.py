"""Filters of the register of clusters that officers use; dates and limits are rows of the law."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh
from cumcongnghiep.choices import (
    HaTang,
    HoatDong,
    LoaiVanBan,
    PhapLy,
    TinhTrangTram,
)
from cumcongnghiep.models import GiaoChuDauTu, QuyTac, TramXuLy, VanBan

# Bands of the legal fill rate (khoản 7 Điều 2), percent; for looking, not limits of the law.
KHOANG = {
    "chua_ro": ("Chưa tính được", None, None),
    "0_30": ("Dưới 30%", None, 30),
    "30_50": ("Từ 30% đến dưới 50%", 30, 50),
    "50_80": ("Từ 50% đến dưới 80%", 50, 80),
    "80_100": ("Từ 80% đến 100%", 80, None),
    "tren_100": ("Trên 100%", 100, None),
}
TRUOC_105, LAU_KHONG_CAP_NHAT = "A04", "A20"


def nguong(ma: str, ten: str) -> Any:
    """A limit of a rule in force today; None when no row gives it."""
    nay = timezone.localdate()
    dong = QuyTac.objects.filter(ma=ma, bat=True).hieu_luc(nay).order_by("-hieu_luc_tu").first()
    return dong.nguong.get(ten) if dong else None


def han_truoc_105() -> date | None:
    """Day by which clusters formed before QĐ 105/2009 must be dealt with (khoản 4 Điều 35)."""
    han = nguong(TRUOC_105, "han")
    return date.fromisoformat(han) if han else None


class LocTinh(LocLuaChon):
    title = "tỉnh, thành phố"
    parameter_name = "tinh"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        cac = DonViHanhChinh.objects.visible_to(request.user).filter(bo_ma=BoMa.B34).theo_ten()
        return [(str(d.pk), d.ten_goi) for d in cac]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return queryset.filter(don_vi=gia_tri)


class LocPhapLy(LocLuaChon):
    title = "pháp lý"
    parameter_name = "phap_ly"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(PhapLy.choices)


class LocHaTang(LocLuaChon):
    title = "hạ tầng"
    parameter_name = "ha_tang"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(HaTang.choices)


class LocHoatDong(LocLuaChon):
    title = "hoạt động"
    parameter_name = "hoat_dong"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(HoatDong.choices)


class LocQuyHoach(LocLuaChon):
    title = "quy hoạch"
    parameter_name = "quy_hoach"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("trong", "Trong quy hoạch"), ("ngoai", "Ngoài quy hoạch")]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return queryset.filter(trong_quy_hoach=gia_tri == "trong")


class LocLapDay(LocLuaChon):
    title = "lấp đầy pháp lý"
    parameter_name = "lap_day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(ma, ten) for ma, (ten, _, _) in KHOANG.items()]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        """Numerator and denominator are compared, so that nothing is divided by zero."""
        biet = Q(dat_cn__gt=0) & (Q(dat_da_thue__isnull=False) | Q(dat_chap_thuan__isnull=False))
        if gia_tri == "chua_ro":
            return queryset.exclude(biet)
        tu = (Coalesce(F("dat_da_thue"), 0, output_field=DecimalField())) + Coalesce(
            F("dat_chap_thuan"), 0, output_field=DecimalField()
        )
        kieu = DecimalField(max_digits=14, decimal_places=4)
        queryset = queryset.filter(biet).annotate(tu_so=ExpressionWrapper(tu * 100, kieu))

        def moc(phan_tram: int) -> Any:
            return ExpressionWrapper(F("dat_cn") * phan_tram, kieu)

        _, thap, cao = KHOANG[gia_tri]
        if gia_tri == "tren_100":
            return queryset.filter(tu_so__gt=moc(100))
        if gia_tri == "80_100":
            return queryset.filter(tu_so__gte=moc(80), tu_so__lte=moc(100))
        if thap is not None:
            queryset = queryset.filter(tu_so__gte=moc(thap))
        return queryset.filter(tu_so__lt=moc(cao or 100))


def truoc_105(queryset: QuerySet) -> QuerySet:
    """Formed before QĐ 105/2009 and still neither established nor abolished."""
    da_xu_ly = (PhapLy.DA_THANH_LAP, PhapLy.BAI_BO)
    return queryset.filter(truoc_105_2009=True).exclude(phap_ly__in=da_xu_ly)


def chua_xlnt(queryset: QuerySet) -> QuerySet:
    """With projects and without a station in operation."""
    chay = TramXuLy.objects.filter(cum=OuterRef("pk"), tinh_trang=TinhTrangTram.VAN_HANH)
    return queryset.filter(~Exists(chay), so_du_an__gt=0)


def nhieu_cum(queryset: QuerySet) -> QuerySet:
    """Whose present developer holds another cluster too."""
    nay = timezone.localdate()
    dang = Q(tu_ngay__lte=nay) & (Q(den_ngay__isnull=True) | Q(den_ngay__gte=nay))
    nhieu = (
        GiaoChuDauTu.objects.filter(dang)
        .order_by()
        .values("chu_dau_tu")
        .annotate(n=Count("cum", distinct=True))
        .filter(n__gt=1)
        .values("chu_dau_tu")
    )
    cua_cum = GiaoChuDauTu.objects.filter(dang, cum=OuterRef("pk"), chu_dau_tu__in=nhieu)
    return queryset.filter(Exists(cua_cum))


def cham_tien_do(queryset: QuerySet) -> QuerySet:
    """Past the finishing day of the newest decision, infrastructure unfinished."""
    quyet_dinh = (
        VanBan.objects.filter(
            cum=OuterRef("pk"),
            loai__in=(LoaiVanBan.THANH_LAP, LoaiVanBan.MO_RONG, LoaiVanBan.DIEU_CHINH),
            hoan_thanh_du_kien__isnull=False,
        )
        .order_by("-ngay", "-pk")
        .values("hoan_thanh_du_kien")[:1]
    )
    han = queryset.annotate(han_xong=Subquery(quyet_dinh))
    return han.filter(han_xong__lt=timezone.localdate()).exclude(ha_tang=HaTang.HOAN_THANH)


def lau_khong_cap_nhat(queryset: QuerySet) -> QuerySet:
    """Untouched for longer than the rule A20 allows; nothing without the rule."""
    so_ngay = nguong(LAU_KHONG_CAP_NHAT, "so_ngay")
    if so_ngay is None:
        return queryset.none()
    moc = timezone.now() - timedelta(days=int(so_ngay))
    return queryset.filter(Q(cap_nhat_luc__lt=moc) | Q(cap_nhat_luc__isnull=True))


class LocChuY(LocLuaChon):
    """What an officer looks for first."""

    title = "cần chú ý"
    parameter_name = "chu_y"
    LOAI: dict[str, Callable[[QuerySet], QuerySet]] = {
        "truoc_105": truoc_105,
        "chua_xlnt": chua_xlnt,
        "cham": cham_tien_do,
        "nhieu_cum": nhieu_cum,
        "lau": lau_khong_cap_nhat,
        "xac_minh": lambda rows: rows.filter(can_xac_minh=True),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        han = han_truoc_105()
        con = (han - timezone.localdate()).days if han else None
        chu = f", còn {con} ngày đến {han:%d/%m/%Y}" if con is not None and con >= 0 else ""
        if con is not None and con < 0:
            chu = f", quá hạn {han:%d/%m/%Y} {-con} ngày"
        so_ngay = nguong(LAU_KHONG_CAP_NHAT, "so_ngay")
        return [
            ("truoc_105", f"Trước QĐ 105/2009, chưa xử lý{chu}"),
            ("chua_xlnt", "Đang hoạt động, chưa có trạm XLNT vận hành"),
            ("cham", "Quá tiến độ so với quyết định"),
            ("nhieu_cum", "Chủ đầu tư giữ nhiều cụm"),
            ("lau", f"Chưa cập nhật quá {so_ngay} ngày" if so_ngay else "Lâu chưa cập nhật"),
            ("xac_minh", "Cần xác minh"),
        ]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return self.LOAI[gia_tri](queryset)


CAC_LOC = (LocChuY, LocPhapLy, LocHaTang, LocHoatDong, LocQuyHoach, LocLapDay, LocTinh)
