"""The light registers in the admin: one base, one table of steps, fields of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from baocao import workflow_theo_doi as w
from baocao.admin.theo_doi import BuocSo, LocQuaHan, LyDoForm, SoTheoDoiAdmin, bang_con
from baocao.choices_theo_doi import TrangThaiTheoDoi as T
from baocao.models import (
    ChuongTrinhLamViec,
    ChuongTrinhMTQG,
    DoanKiemTra,
    GopYVanKien,
    KetLuanKiemTra,
    MucTieuNam,
    NghiQuyet,
    NhiemVuLamViec,
    NhiemVuNghiQuyet,
    TienDoNhiemVu,
    TinhHinhMTQG,
)
from baocao.services import so_theo_doi, theo_doi
from baocao.statistics.so_muc_tieu import so_muc_tieu
from baocao.statistics.viec_den_han import QUYEN_CHUNG, dem_cac_so, viec_den_han
from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.hop_thoai import KhongTruongForm
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import KieuNhan
from cucctdp.formats.so import dinh_dang

MAU: dict[str, KieuNhan] = {
    T.MOI: "xam",
    T.DANG_LAM: "xanh",
    T.CHO_XAC_NHAN: "tim",
    T.HOAN_THANH: "luc",
    T.THOI: "xam",
}
_XONG = {
    "bat_dau": "Đã bắt đầu thực hiện.",
    "bao_xong": "Đã báo hoàn thành, chờ người khác xác nhận.",
    "xac_nhan": "Đã xác nhận hoàn thành.",
    "tra_lai": "Đã đưa về đang thực hiện.",
    "thoi": "Đã thôi theo dõi.",
    "mo_lai": "Đã mở lại.",
}


def _cac_buoc(model: Any) -> tuple[BuocSo, ...]:
    """The common steps of one register as dialogs; no words where the register holds none."""
    bang = w.buoc_so(model)
    muc = []
    for ten, xong in _XONG.items():
        step = getattr(bang, ten)

        def dich_vu(obj: Any, *, by: Any, ly_do: str = "", ten: str = ten) -> Any:
            return so_theo_doi.lam(obj, ten, by=by, ly_do=ly_do)

        form = LyDoForm if step.ly_do_toi_thieu else KhongTruongForm
        muc.append(BuocSo(step, dich_vu, xong, form, ten == "thoi"))
    return tuple(muc)


class SoNheAdmin(SoTheoDoiAdmin):
    """A register with the common states."""

    mau: Mapping[str, KieuNhan] = MAU
    list_display = ("ho_so", "tinh", "tt", "han_chu", "nguoi_phu_trach", "nguon_goc")
    list_filter = ("trang_thai", LocQuaHan, "co_minh_hoa")
    list_select_related = ("don_vi", "nguoi_phu_trach")
    autocomplete_fields = ("don_vi",)
    chung = (("don_vi", "han"), "nguoi_phu_trach")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "nguoi_phu_trach":
            quyen = "cap_nhat_sotheodoi"
            rows = db_field.remote_field.model.objects.filter(
                is_active=True, groups__permissions__codename=quyen
            )
            kwargs["queryset"] = rows.distinct().order_by("ho_ten")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def con(self, request: HttpRequest, rows: Any, model: type[Any], **cot: str) -> dict[str, Any]:
        """A table of children of another register with links to their pages."""
        ten = model._meta.model_name
        dong = [
            (
                r,
                [str(r), r.get_trang_thai_display(), f"{r.han:%d/%m/%Y}" if r.han else "–"],
                reverse(f"admin:baocao_{ten}_xem", args=[r.pk]),
            )
            for r in rows.visible_to(request.user)
        ]
        return bang_con(
            str(model._meta.verbose_name_plural).capitalize(), ["Hồ sơ", "Trạng thái", "Hạn"], dong
        )


class DongSoAdmin(CoLichSuDong, ScopedAdmin):
    """Rows below a register: figures by year, province, period."""

    list_select_related = True
    autocomplete_fields = ("don_vi",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(QUYEN_CHUNG)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(QUYEN_CHUNG)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("baocao.cap_nhat_sotheodoi")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("baocao.cap_nhat_sotheodoi")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        theo_doi.luu(obj, by=request.user)


@admin.register(NghiQuyet)
class NghiQuyetAdmin(SoNheAdmin):
    cac_buoc = _cac_buoc(NghiQuyet)
    list_display = ("ho_so", "cap", "linh_vuc", "tt", "han_chu", "xac_minh", "nguon_goc")
    list_filter = ("cap", "linh_vuc", *SoNheAdmin.list_filter)
    search_fields = ("so_ky_hieu__khong_dau__contains", "trich_yeu__khong_dau__contains")
    autocomplete_fields = ("don_vi", "van_ban")
    fields = (
        ("cap", "linh_vuc"),
        ("so_ky_hieu", "ngay"),
        "trich_yeu",
        ("den_nam", "tam_nhin"),
        ("van_ban", "can_xac_minh"),
        *SoNheAdmin.chung,
    )

    def lien_quan(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        return [self.con(request, obj.nhiem_vu.all(), NhiemVuNghiQuyet)]


@admin.register(NhiemVuNghiQuyet)
class NhiemVuNghiQuyetAdmin(SoNheAdmin):
    cac_buoc = _cac_buoc(NhiemVuNghiQuyet)
    list_display = ("ho_so", "nghi_quyet", "tt", "han_chu", "giao_tinh", "nguon_goc")
    list_filter = ("giao_tinh", *SoNheAdmin.list_filter)
    list_select_related = ("nghi_quyet", "don_vi", "nguoi_phu_trach")
    search_fields = ("noi_dung__khong_dau__contains", "chi_tieu__khong_dau__contains")
    autocomplete_fields = ("don_vi", "nghi_quyet")
    fields = (
        "nghi_quyet",
        "noi_dung",
        ("chi_tieu", "dvt"),
        ("loai_muc_tieu", "muc_tieu"),
        ("ma_chi_tieu", "cot_chi_tieu"),
        "giao_tinh",
        *SoNheAdmin.chung,
    )

    def lien_quan(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        nam = obj.muc_tieu_nam.visible_to(request.user).select_related("don_vi")
        muc_tieu = [
            (m, [m.nam, m.don_vi or "Cả nước", f"{dinh_dang(m.gia_tri)} {obj.dvt}"], "")
            for m in nam
        ]
        tien_do = obj.tien_do.visible_to(request.user).select_related("don_vi", "ky")
        bao_cao = [
            (
                t,
                [
                    t.don_vi,
                    t.ky,
                    dinh_dang(t.luy_ke) if t.luy_ke is not None else "...",
                    t.get_danh_gia_display(),
                    "; ".join(t.chu_quan) or "–",
                    t.giai_phap or "–",
                ],
                "",
            )
            for t in tien_do
        ]
        dau = ["Tỉnh", "Kỳ", "Lũy kế", "Đánh giá", "Nguyên nhân chủ quan", "Giải pháp"]
        return [
            *_so_moi_nhat(obj, request.user),
            bang_con("Mục tiêu từng năm", ["Năm", "Phạm vi", "Mục tiêu"], muc_tieu),
            bang_con("Tiến độ các tỉnh", dau, bao_cao),
        ]


def _so_moi_nhat(obj: NhiemVuNghiQuyet, user: Any) -> list[dict[str, Any]]:
    """The latest consolidated figure of the task's indicator beside its targets."""
    if not obj.ma_chi_tieu or not user.has_perm("baocao.xem_thongke"):
        return []
    khoa = obj.don_vi.khoa if obj.don_vi else ""
    s = so_muc_tieu(obj.ma_chi_tieu, cot=obj.cot_chi_tieu, don_vi=khoa)
    ten = "Số liệu tổng hợp mới nhất của chỉ tiêu"
    dau = ["Chỉ tiêu", "Số tổng hợp", "Kỳ", "Độ phủ", "Mục tiêu", "Đạt"]
    if s is None:
        return [bang_con(ten, dau[:1], [(obj, [f"{obj.ma_chi_tieu}: chưa có số tổng hợp"], "")])]
    nam = obj.muc_tieu_nam.filter(nam=s.ky.nam, don_vi=obj.don_vi).first()
    muc_tieu = nam.gia_tri if nam else obj.muc_tieu
    dat, cua = s.dat(muc_tieu), f"năm {nam.nam}" if nam else "giai đoạn"
    o = [
        f"{s.ten} ({s.theo_ma or obj.ma_chi_tieu}), {s.ten_cot}",
        f"{dinh_dang(s.gia_tri, s.so_le)} {s.dvt}",
        str(s.ky),
        f"{s.so_co}/{s.so_tong} địa phương",
        "–" if muc_tieu is None else f"{dinh_dang(muc_tieu.normalize())} {obj.dvt} ({cua})",
        "–" if dat is None or obj.dvt != s.dvt else f"{dinh_dang(dat, 1)} %",
    ]  # fmt: skip
    return [
        bang_con(ten, dau, [(obj, o, reverse("admin:baocao_lantonghop_change", args=[s.lan.pk]))])
    ]


@admin.register(MucTieuNam)
class MucTieuNamAdmin(DongSoAdmin):
    list_display = ("nhiem_vu", "nam", "don_vi", "gia_tri")
    list_filter = ("nam",)
    autocomplete_fields = ("don_vi", "nhiem_vu")


@admin.register(TienDoNhiemVu)
class TienDoNhiemVuAdmin(DongSoAdmin):
    list_display = ("nhiem_vu", "don_vi", "ky", "luy_ke", "danh_gia")
    list_filter = ("danh_gia", "ky")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(GopYVanKien)
class GopYVanKienAdmin(SoNheAdmin):
    cac_buoc = _cac_buoc(GopYVanKien)
    list_display = ("ho_so", "tt", "han_chu", "so_tra_loi", "ngay_tra_loi", "muc_tiep_thu")
    list_filter = ("nhiem_ky", "muc_tiep_thu", *SoNheAdmin.list_filter)
    search_fields = ("don_vi__ten_goi__khong_dau__contains",)
    fields = (
        ("don_vi", "nhiem_ky", "dot"),
        ("so_xin", "ngay_xin", "han"),
        ("linh_vuc", "so_y_kien"),
        ("so_tra_loi", "ngay_tra_loi"),
        "muc_tiep_thu",
        "nguoi_phu_trach",
    )


@admin.register(ChuongTrinhMTQG)
class ChuongTrinhMTQGAdmin(SoNheAdmin):
    cac_buoc = _cac_buoc(ChuongTrinhMTQG)
    search_fields = ("loai", "can_cu__khong_dau__contains")
    fields = (("loai", "tu_nam", "den_nam"), "can_cu", "can_xac_minh", *SoNheAdmin.chung)

    def lien_quan(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        so = obj.tinh_hinh.visible_to(request.user).select_related("don_vi", "ky")
        dong = [
            (
                t,
                [
                    t.don_vi,
                    t.ky,
                    *(
                        "..." if v is None else dinh_dang(v)
                        for v in (
                            t.von_giao,
                            t.von_giai_ngan,
                            t.so_xa,
                            t.so_xa_dien,
                            t.so_xa_ha_tang,
                        )
                    ),
                ],
                "",
            )
            for t in so
        ]
        dau = [
            "Tỉnh", "Kỳ", "Vốn giao (đồng)", "Giải ngân (đồng)", "Số xã", "Đạt tiêu chí điện",
            "Đạt hạ tầng thương mại",
        ]  # fmt: skip
        return [
            self.con(request, obj.doan.all(), DoanKiemTra),
            bang_con("Vốn và tiêu chí các tỉnh", dau, dong),
        ]


@admin.register(TinhHinhMTQG)
class TinhHinhMTQGAdmin(DongSoAdmin):
    list_display = ("chuong_trinh", "don_vi", "ky", "von_giao", "von_giai_ngan", "so_xa")
    list_filter = ("chuong_trinh", "ky")


@admin.register(DoanKiemTra)
class DoanKiemTraAdmin(SoNheAdmin):
    cac_buoc = _cac_buoc(DoanKiemTra)
    list_display = ("ho_so", "tinh", "tu_ngay", "tt", "han_chu", "nguon_goc")
    list_filter = ("chuong_trinh", *SoNheAdmin.list_filter)
    search_fields = ("ten__khong_dau__contains", "truong_doan__khong_dau__contains")
    fields = (
        "chuong_trinh",
        "ten",
        ("quyet_dinh_so", "quyet_dinh_ngay"),
        ("tu_ngay", "den_ngay", "truong_doan"),
        "thanh_phan",
        "ke_hoach",
        *SoNheAdmin.chung,
    )

    def lien_quan(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        return [self.con(request, obj.ket_luan.all(), KetLuanKiemTra)]


@admin.register(KetLuanKiemTra)
class KetLuanKiemTraAdmin(SoNheAdmin):
    cac_buoc = _cac_buoc(KetLuanKiemTra)
    list_display = ("ho_so", "doan", "tinh", "loai", "tt", "han_chu", "nguon_goc")
    list_filter = ("loai", *SoNheAdmin.list_filter)
    list_select_related = ("doan", "don_vi", "nguoi_phu_trach")
    search_fields = ("noi_dung__khong_dau__contains",)
    autocomplete_fields = ("don_vi", "doan")
    fields = (
        "doan",
        ("loai", "don_vi_khac_phuc"),
        "noi_dung",
        "kien_nghi",
        *SoNheAdmin.chung,
    )


@admin.register(ChuongTrinhLamViec)
class ChuongTrinhLamViecAdmin(SoNheAdmin):
    cac_buoc = _cac_buoc(ChuongTrinhLamViec)
    list_display = ("ho_so", "lanh_dao", "tinh", "tt", "han_chu", "nguon_goc")
    search_fields = ("noi_dung__khong_dau__contains", "lanh_dao__khong_dau__contains")
    fields = (
        ("lanh_dao", "ngay", "dia_diem"),
        "noi_dung",
        "ket_luan_so",
        "ket_luan",
        *SoNheAdmin.chung,
    )

    def lien_quan(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        return [self.con(request, obj.nhiem_vu.all(), NhiemVuLamViec)]


@admin.register(NhiemVuLamViec)
class NhiemVuLamViecAdmin(SoNheAdmin):
    cac_buoc = _cac_buoc(NhiemVuLamViec)
    list_display = ("ho_so", "don_vi_thuc_hien", "tinh", "tt", "han_chu", "nguon_goc")
    search_fields = ("noi_dung__khong_dau__contains", "don_vi_thuc_hien__khong_dau__contains")
    autocomplete_fields = ("don_vi", "chuong_trinh")
    fields = ("chuong_trinh", "noi_dung", "don_vi_thuc_hien", "ket_qua", *SoNheAdmin.chung)

    def get_urls(self) -> list[URLPattern]:
        trang = self.admin_site.admin_view(self.trang_den_han)
        return [path("den-han/", trang, name="baocao_viec_den_han"), *super().get_urls()]

    def trang_den_han(self, request: HttpRequest) -> HttpResponse:
        """Everything that is due over all registers, most urgent first."""
        if not request.user.has_perm(QUYEN_CHUNG):
            raise PermissionDenied
        hom_nay = timezone.localdate()
        cua_toi = request.GET.get("cua_toi") == "1"
        ngay = {"30": 30, "90": 90}.get(request.GET.get("ngay", ""), 7)
        viec = viec_den_han(hom_nay, trong_ngay=ngay, user=request.user, cua_toi=cua_toi)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": "Việc đến hạn",
            "content_title": "Việc đến hạn",
            "viec": [
                (v, -v.so_ngay, reverse(f"admin:baocao_{v.so}_xem", args=[v.id])) for v in viec
            ],
            "dem": [
                (d, reverse(f"admin:baocao_{d.so}_changelist"))
                for d in dem_cac_so(hom_nay, user=request.user)
            ],
            "cua_toi": cua_toi,
            "ngay": ngay,
            "cac_ngay": (7, 30, 90),
        }
        return TemplateResponse(request, "admin/baocao/so_theo_doi/den_han.html", ngu_canh)
