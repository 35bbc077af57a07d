"""Packs in the admin: the queue, and the review page (everything that changes is a dialog)."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from baocao import nhan_mau as nhan
from baocao.admin import buoc_bo, giao_bo, lan_gui, tep_bo, tiep_nhan_loat, xem_bo, xem_o
from baocao.admin.hang_doi import (
    LocBatThuong,
    LocKy,
    LocMinhHoa,
    LocNguoi,
    LocTinhHan,
    LocTrangThai,
    LocVung,
    chu_han,
    han_cua_dong,
    qua_han,
    voi_han,
    xep_hang,
)
from baocao.admin.tra_lai_loat import TraLaiNhieu
from baocao.choices import TrangThaiBo
from baocao.models import BoBaoCao, LanGui, YKien
from baocao.services import bat_thuong, dang_xem
from baocao.services.quy_trinh import ghi_cuc_mo
from cucctdp.adminkit.base import so_nguyen
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import nhan as nhan_mau
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.workflow.models import QuyetDinh

THE_CHUNG = (
    ("tong-quan", "Tổng quan"),
    ("y-kien", "Ý kiến"),
    ("lich-su", "Lịch sử xử lý"),
    ("lan-gui", "Các lần gửi"),
)
BIA = "Q00"


@admin.register(BoBaoCao)
class BoBaoCaoAdmin(TraLaiNhieu, CoLichSuDong, ChiXemAdmin):
    list_display = (
        "don_vi_ten",
        "ky",
        "tt",
        "bat_thuong",
        "nguoi_lam",
        "han",
        "tinh_hinh",
        "vong",
        "gui",
        "nguon",
    )
    list_display_links = ("don_vi_ten",)
    list_filter = (LocKy, LocTrangThai, LocTinhHan, LocNguoi, LocBatThuong, LocVung, LocMinhHoa)
    list_filter_submit = False
    list_select_related = ("ky", "don_vi", "muc_bat_thuong", "giao__nguoi", "nguoi_kiem_tra")
    search_fields = ("don_vi__ten_goi__khong_dau__contains", "=ky__ma", "=don_vi__ma")
    search_help_text = "Tìm theo tên tỉnh (không cần gõ dấu), mã tỉnh hoặc mã kỳ (2026-Q3)"
    list_fullwidth = True
    actions = ("tiep_nhan_nhieu", "tra_lai_nhieu", "cham_lai")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return voi_han(super().get_queryset(request))

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        goc = super().get_changelist(request, **kwargs)

        class HangDoi(goc):  # type: ignore[misc, valid-type]
            def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
                queryset = super().get_queryset(request, exclude_parameters)
                return queryset if "o" in self.params else xep_hang(queryset)

            def get_results(self, request: HttpRequest) -> None:
                super().get_results(request)
                giao_bo.gan_dang_xem(self.result_list, request.user)

        return HangDoi

    def get_urls(self) -> list[URLPattern]:
        def trang(duong: str, view: Any, ten: str) -> URLPattern:
            return path(duong, self.admin_site.admin_view(view), name=f"baocao_bobaocao_{ten}")

        return [
            trang("tiep-nhan-nhieu/", self.trang_tiep_nhan_nhieu, "tiep_nhan_nhieu"),
            self.url_tra_lai_nhieu(),
            trang("<int:pk>/buoc/<slug:buoc>/", self.trang_buoc, "buoc"),
            trang("<int:pk>/y-kien/", self.trang_y_kien, "y_kien"),
            trang("<int:pk>/y-kien/<int:y_kien>/dong/", self.trang_dong_y_kien, "dong_y_kien"),
            trang("<int:pk>/gia-han/", self.trang_gia_han, "gia_han"),
            trang("<int:pk>/giao/", self.trang_giao, "giao"),
            trang("<int:pk>/o/<slug:bieu>/<slug:chi_tieu>/<slug:cot>/", self.trang_o, "o"),
            *super().get_urls(),
        ]

    @admin.display(description="đơn vị", ordering="don_vi__ten_goi__khoa_sap_xep")
    def don_vi_ten(self, obj: BoBaoCao) -> str:
        return obj.don_vi.ten_goi

    @admin.display(description="trạng thái", ordering="trang_thai")
    def tt(self, obj: BoBaoCao) -> SafeString:
        return nhan.nhan_bo(obj.trang_thai)

    @admin.display(description="bất thường", ordering="muc_bat_thuong__diem")
    def bat_thuong(self, obj: BoBaoCao) -> SafeString | str:
        return giao_bo.nhan_bat_thuong(obj)

    @admin.display(description="ai đang xử lý")
    def nguoi_lam(self, obj: BoBaoCao) -> SafeString | str:
        return giao_bo.nhan_nguoi(obj)

    @admin.display(description="hạn Sở gửi", ordering="han_xep")
    def han(self, obj: BoBaoCao) -> str:
        return chu_han(han_cua_dong(obj)) or "–"

    @admin.display(description="thời hạn", ordering="so_ngay_tre")
    def tinh_hinh(self, obj: BoBaoCao) -> SafeString:
        qua = qua_han(obj, timezone.localdate())
        return nhan.nhan_han(obj.tinh_han, obj.so_ngay_tre, qua, obj.trang_thai)

    @admin.display(description="gửi lần cuối", ordering="gui_luc")
    def gui(self, obj: BoBaoCao) -> str:
        return f"{timezone.localtime(obj.gui_luc):%d/%m/%Y %H:%M}" if obj.gui_luc else "–"

    @admin.display(description="nguồn", ordering="co_minh_hoa")
    def nguon(self, obj: BoBaoCao) -> SafeString | str:
        return nhan_mau("Minh họa", "vang") if obj.co_minh_hoa else "–"

    # --- the review page -----------------------------------------------------------------

    def lay_bo(self, request: HttpRequest, pk: int | str) -> BoBaoCao:
        """The pack, or 404: another province's pack does not exist for this user."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        so = so_nguyen(str(pk))
        if so is None:
            raise Http404("Không có bộ báo cáo này.")
        bo = (
            self.get_queryset(request)
            .filter(pk=so)
            .select_related(
                "ky", "don_vi", "nguoi_ky", "nguoi_kiem_tra", "nguoi_tiep_nhan", "tep_ky"
            )
            .first()
        )
        if bo is None:
            raise Http404("Không có bộ báo cáo này.")
        return bo

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None or request.method != "GET":
            raise PermissionDenied
        bo = self.lay_bo(request, object_id)
        chua_mo = bo.trang_thai == TrangThaiBo.DA_GUI and bo.cuc_mo_luc is None
        if chua_mo and request.user.has_perm("baocao.kiem_tra_bobaocao"):
            # The Sở may take a sending back only until somebody who checks has opened it.
            ghi_cuc_mo(bo, by=request.user)
            bo = self.lay_bo(request, object_id)
        if request.user.la_cuc:
            dang_xem.danh_dau(bo.pk, request.user)
        return TemplateResponse(
            request, "admin/baocao/bobaocao/xem.html", self._ngu_canh(request, bo)
        )

    def _ngu_canh(self, request: HttpRequest, bo: BoBaoCao) -> dict[str, Any]:
        # Until the Sở has signed, its figures are its own: the Cục sees progress only.
        nguon = lan_gui.nguon_xem(bo)
        thay_so = nguon.thay_so
        cac_bang = lan_gui.bang_xem(xem_bo.doc_cac_bang(bo), nguon)
        cac_lan = list(bo.lan_gui.order_by("lan")) if thay_so else []
        sua = xem_o.o_da_sua([lan for lan in cac_lan if lan.lan not in nguon.rut_lai])
        lan_sua = xem_o.so_lan_sua(bo) if thay_so and not nguon.anh_chup else {}
        vi_pham = lan_gui.vi_pham_xem(cac_bang, nguon)
        nhom = request.user.pham_vi_nhom()
        y_kien = list(
            YKien.objects.filter(bo=bo).select_related("nguoi", "tra_loi_boi", "phieu__bieu_mau")
        )
        # Rows of a form are built only for the tab that shows them.
        the = request.GET.get("the", "tong-quan")
        if the not in {*((*cac_bang, BIA) if thay_so else ()), *dict(THE_CHUNG)}:
            the = "tong-quan"
        ten_don_vi = bo.don_vi.ten_ngay(bo.ky.den_ngay)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": f"{ten_don_vi.ten_day_du} – {bo.ky}",
            "opts": self.opts,
            "bo": bo,
            "ten_don_vi": ten_don_vi,
            "the": the,
            "the_chung": THE_CHUNG,
            "cac_bieu": [
                {
                    "ma": ma,
                    "bang": bang,
                    "loi": sum(v.muc_do == "E" for v in vi_pham[ma]),
                    "canh_bao": sum(v.muc_do == "W" for v in vi_pham[ma]),
                    "luu_y": sum(v.muc_do == "A" for v in vi_pham[ma]),
                    "chua_giai_trinh": sum(
                        v.can_giai_trinh and not v.da_giai_trinh for v in vi_pham[ma]
                    ),
                    "day_du": bang.muc_day_du(),
                    "sua": sum(bieu == ma for bieu, _ in sua),
                    "sua_sau": lan_sua.get(ma, 0),
                    "nhan": nhan.nhan_phieu(bang.phieu.trang_thai),
                    "nhom_khac": nhom is not None and bang.bieu_mau.nhom not in nhom,
                    "y_kien": sum(
                        y.phieu_id == bang.phieu.pk and y.dong_luc is None for y in y_kien
                    ),
                }
                for ma, bang in cac_bang.items()
            ],
            "vi_pham_bo": xem_bo.vi_pham_ca_bo(bo, cac_bang)
            if thay_so and the == "tong-quan"
            else [],
            "thay_so": thay_so,
            "nguon": nguon,
            "y_kien": y_kien,
            "con_y_kien": sum(y.dong_luc is None for y in y_kien),
            "han_chu": chu_han(han_cua_dong(bo)),
            "nhan_trang_thai": nhan.nhan_bo(bo.trang_thai),
            "nhan_han": nhan.nhan_han(
                bo.tinh_han, bo.so_ngay_tre, qua_han(bo, timezone.localdate()), bo.trang_thai
            ),
            "cac_buoc": buoc_bo.nut(bo, request.user),
            "gia_han_duoc": buoc_bo.duoc_gia_han(bo, request.user),
            "neu_y_kien_duoc": buoc_bo.duoc_neu_y_kien(bo, request.user),
            "dang_xem": dang_xem.dang_xem([bo.pk], tru=request.user).get(bo.pk, []),
            "giao": giao_bo.cua(bo),
            "giao_duoc": giao_bo.duoc_giao(bo, request.user),
            "co_bia": thay_so and bo.phieu.filter(bieu_mau__la_tinh_toan=True).exists(),
            "muc_bat_thuong": giao_bo.muc(bo) if thay_so else None,
            "dieu_chinh": giao_bo.dieu_chinh_cua(bo, request.user),
        }
        if the == BIA:
            ngu_canh["bia"] = giao_bo.bia(bo, cac_bang)
        if the in cac_bang:
            ngu_canh["phieu"] = xem_bo.dung_phieu(cac_bang[the], vi_pham[the], y_kien)
            ngu_canh["ben"] = giao_bo.ben_canh(cac_bang[the])
            ngu_canh["da_sua"] = {o: cu for (bieu, o), cu in sua.items() if bieu == the}
            if not buoc_bo.thuoc_nhom(cac_bang[the].bieu_mau, request.user):
                ngu_canh["neu_y_kien_duoc"] = False
        return ngu_canh | self._phan_rieng(request, bo, the, nguon)

    def _phan_rieng(
        self, request: HttpRequest, bo: BoBaoCao, the: str, nguon: lan_gui.NguonXem
    ) -> dict[str, Any]:
        if the == "lich-su":
            return {"quyet_dinh": QuyetDinh.objects.cua(bo).select_related("nguoi")}
        if the == "lan-gui":
            cac_lan = list(bo.lan_gui.select_related("nguoi").order_by("lan"))
            con = [lan for lan in cac_lan if lan.lan not in nguon.rut_lai]
            return {"lan_gui": cac_lan, "lan_con": con, **_so_sanh(request, con)}
        if the == "tong-quan":
            return {
                "tep": tep_bo.cac_tep(bo, request.user, nguon),
                "don_doc": tep_bo.don_doc(bo, request.user),
            }
        return {}

    # --- dialogs ---------------------------------------------------------------------------

    def _quay_lai(self, bo: BoBaoCao, the: str = "") -> str:
        duong = reverse("admin:baocao_bobaocao_change", args=[bo.pk])
        return f"{duong}?the={the}" if the else duong

    def trang_buoc(self, request: HttpRequest, pk: int, buoc: str) -> HttpResponse:
        """One step of the pack: GET asks, POST does."""
        bo = self.lay_bo(request, pk)
        return buoc_bo.trang_buoc(request, self.admin_site, bo, buoc, self._quay_lai(bo))

    def trang_y_kien(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put a remark on a cell, a form or the pack."""
        bo = self.lay_bo(request, pk)
        the = request.GET.get("bieu", "")
        return buoc_bo.trang_y_kien(
            request, self.admin_site, bo, self._quay_lai(bo, the or "y-kien")
        )

    def trang_dong_y_kien(self, request: HttpRequest, pk: int, y_kien: int) -> HttpResponse:
        """Close a remark that has been dealt with."""
        bo = self.lay_bo(request, pk)
        return buoc_bo.trang_dong_y_kien(
            request, self.admin_site, bo, y_kien, self._quay_lai(bo, "y-kien")
        )

    def trang_gia_han(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Grant the unit an extension of this period."""
        bo = self.lay_bo(request, pk)
        return buoc_bo.trang_gia_han(request, self.admin_site, bo, self._quay_lai(bo))

    def trang_giao(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give the pack to the officer who is to check it."""
        bo = self.lay_bo(request, pk)
        return giao_bo.trang_giao(request, self.admin_site, bo, self._quay_lai(bo))

    def trang_o(
        self, request: HttpRequest, pk: int, bieu: str, chi_tieu: str, cot: str
    ) -> HttpResponse:
        """One cell beside its history, the other provinces and published figures."""
        bo = self.lay_bo(request, pk)
        nguon = lan_gui.nguon_xem(bo)
        cac_bang = lan_gui.bang_xem(xem_bo.doc_cac_bang(bo), nguon)
        bang = cac_bang.get(bieu) if nguon.thay_so else None
        o = xem_o.ngu_canh(bang, chi_tieu, cot, nguon) if bang else None
        if bang is None or o is None:
            raise Http404("Không có ô này trong bộ báo cáo.")
        o |= xem_o.trao_doi(bang, chi_tieu, cot, user=request.user, ve=request.path)
        ngu_canh = self.admin_site.each_context(request) | {"opts": self.opts, "bo": bo} | o
        return TemplateResponse(request, "admin/baocao/bobaocao/o.html", ngu_canh)

    # --- receive many -----------------------------------------------------------------------

    def has_tiep_nhan_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("baocao.tiep_nhan_bobaocao")

    @admin.action(description="Tiếp nhận nhiều bộ (xem trước)", permissions=["tiep_nhan"])
    def tiep_nhan_nhieu(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        cac_so = ",".join(str(pk) for pk in queryset.order_by().values_list("pk", flat=True))
        duong = reverse("admin:baocao_bobaocao_tiep_nhan_nhieu")
        return redirect(f"{duong}?bo={cac_so}")

    def has_kiem_tra_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("baocao.kiem_tra_bobaocao")

    @admin.action(description="Chấm lại mức bất thường", permissions=["kiem_tra"])
    def cham_lai(self, request: HttpRequest, queryset: QuerySet) -> None:
        so = sum(bat_thuong.cham(bo) is not None for bo in queryset.order_by())
        messages.success(request, f"Đã chấm lại {so} bộ báo cáo.")

    def trang_tiep_nhan_nhieu(self, request: HttpRequest) -> HttpResponse:
        """Show what would be received and what refused and why; POST receives the former."""
        if not self.has_tiep_nhan_permission(request):
            raise PermissionDenied
        cac_so = map(so_nguyen, request.GET.get("bo", "").split(","))
        queryset = self.get_queryset(request).filter(pk__in=[s for s in cac_so if s is not None])
        cac_bo = list(queryset.select_related("ky", "don_vi"))
        ve = reverse("admin:baocao_bobaocao_changelist")
        if not cac_bo:
            messages.warning(request, "Chưa chọn bộ báo cáo nào trong phạm vi của bạn.")
            return redirect(ve)
        if request.method == "POST":
            ket_qua = tiep_nhan_loat.tiep_nhan(cac_bo, by=request.user)
            for muc, cau in ket_qua.thong_bao():
                messages.add_message(request, muc, cau)
            return redirect(ve)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": "Tiếp nhận nhiều bộ báo cáo: xem trước",
            "opts": self.opts,
            "ket_qua": tiep_nhan_loat.xem_truoc(cac_bo, by=request.user),
            "ve": ve,
        }
        return TemplateResponse(request, "admin/baocao/bobaocao/tiep_nhan_nhieu.html", ngu_canh)


def _so_sanh(request: HttpRequest, lan_gui: list[LanGui]) -> dict[str, Any]:
    """The two sendings to compare (by default the last two) and their differences."""
    if len(lan_gui) < 2:
        return {}
    theo_lan = {str(lg.lan): lg for lg in lan_gui}
    a = theo_lan.get(request.GET.get("a", ""), lan_gui[-2])
    b = theo_lan.get(request.GET.get("b", ""), lan_gui[-1])
    return {"lan_a": a, "lan_b": b, "khac": xem_bo.khac_nhau(a, b)}
