"""Pages of one template version: difference, print, workbook, list structure, ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from baocao.admin.bieu_mau_form import (
    ApDungForm,
    CauTrucForm,
    CotDanhSachFormSet,
    NgungForm,
    dau_danh_sach,
)
from baocao.choices import KieuSo, LoaiKy, TrangThaiBieu
from baocao.exports.bieu_in import pdf_bieu
from baocao.models import BieuMau, ChiTieu, PhieuBieu
from baocao.services import bieu_mau as dich_vu
from baocao.services.so_bieu import so_sanh_bieu
from baocao.services.xem_truoc import cac_loai_ky, ky_thu
from baocao.workbook.xem_truoc import tao_tep_xem_truoc
from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.files.services import XLSX
from cucctdp.formats.ky import Ky

_SO_KY_CHON = 6


class TrangBieuMau:
    """Mix-in of the template admin; ``admin_site``, ``get_object`` and ``model`` are its own."""

    admin_site: Any
    get_object: Any
    model: Any

    def _cac_trang(self) -> list[URLPattern]:
        def trang(duong: str, view: Any, ten: str) -> URLPattern:
            return path(duong, self.admin_site.admin_view(view), name=f"baocao_bieumau_{ten}")

        return [
            trang("<int:pk>/phien-ban-moi/", self.trang_phien_ban_moi, "phien_ban_moi"),
            trang("<int:pk>/ban-thao/", self.trang_ban_thao, "ban_thao"),
            trang("<int:pk>/ap-dung/", self.trang_ap_dung, "ap_dung"),
            trang("<int:pk>/ngung/", self.trang_ngung, "ngung"),
            trang("<int:pk>/bo-ban-thao/", self.trang_bo, "bo_ban_thao"),
            trang("<int:pk>/so-sanh/", self.trang_so_sanh, "so_sanh"),
            trang("<int:pk>/in/", self.trang_in, "in"),
            trang("<int:pk>/excel/", self.trang_excel, "excel"),
            trang("<int:pk>/danh-sach/<int:dong>/", self.trang_danh_sach, "danh_sach"),
        ]

    def _lay(self, request: HttpRequest, pk: int, quyen: str = dich_vu.QUYEN) -> Any:
        if not request.user.has_perm(quyen):
            raise PermissionDenied
        obj = self.get_object(request, str(pk))
        if obj is None:
            raise Http404("Không có biểu mẫu này.")
        return obj

    def trang_phien_ban_moi(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Copy a version as a draft: GET asks, POST does."""
        bieu = self._lay(request, pk)
        hop = HopThoai(
            f"Tạo phiên bản mới của biểu {bieu.ma}",
            "Tạo bản thảo",
            reverse("admin:baocao_bieumau_change", args=[pk]),
            f"Cột và chỉ tiêu của phiên bản {bieu.phien_ban} được chép sang một bản thảo để sửa. "
            "Báo cáo đã lập vẫn theo phiên bản cũ.",
            xong_den=reverse("admin:baocao_bieumau_ban_thao", args=[pk]),
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            moi = dich_vu.tao_phien_ban_moi(bieu, by=request.user)
            return f"Đã tạo bản thảo phiên bản {moi.phien_ban} của biểu {moi.ma}; sửa ở trang này."

        return trang_hop_thoai(
            request, self.admin_site, hop, KhongTruongForm(du_lieu_gui(request)), lam
        )

    def trang_ban_thao(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the form's draft, whatever its number; to the version itself when there is none."""
        bieu = self._lay(request, pk)
        thao = BieuMau.objects.filter(ma=bieu.ma, trang_thai=TrangThaiBieu.NHAP).first()
        return redirect("admin:baocao_bieumau_change", (thao or bieu).pk)

    def trang_ap_dung(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put a draft in force from a period or day: GET asks, POST does."""
        bieu = self._lay(request, pk, dich_vu.QUYEN_AP_DUNG)
        hop = HopThoai(
            f"Áp dụng biểu {bieu.ma}, phiên bản {bieu.phien_ban}",
            "Đưa vào áp dụng",
            reverse("admin:baocao_bieumau_change", args=[pk]),
            "Phiên bản đang dùng hết hiệu lực vào ngày liền trước. Xem trước bảng nhập, bản in và "
            "tệp Excel trước khi áp dụng. " + " ".join(dich_vu.nen_xem_lai(bieu)),
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            dich_vu.ap_dung(
                bieu,
                by=request.user,
                tu_ngay=du_lieu["tu_ngay"],
                nhan_den=du_lieu["nhan_den"],
            )
            ngay = f"{du_lieu['tu_ngay']:%d/%m/%Y}"
            return f"Biểu {bieu.ma} phiên bản {bieu.phien_ban} có hiệu lực từ ngày {ngay}."

        form = ApDungForm(du_lieu_gui(request), cac_ky=cac_ky_chon(bieu))
        return trang_hop_thoai(request, self.admin_site, hop, form, lam)

    def trang_ngung(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End a version without a new one: GET asks, POST does."""
        bieu = self._lay(request, pk, dich_vu.QUYEN_AP_DUNG)
        hop = HopThoai(
            f"Ngừng dùng biểu {bieu.ma}, phiên bản {bieu.phien_ban}",
            "Ngừng dùng",
            reverse("admin:baocao_bieumau_change", args=[pk]),
            "Các kỳ sau không còn biểu này. Báo cáo đã lập giữ nguyên.",
            nguy_hiem=True,
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            ban = dich_vu.ngung(bieu, by=request.user, **du_lieu)
            return f"Biểu {ban.ma} phiên bản {ban.phien_ban} dùng đến {ban.hieu_luc_den:%d/%m/%Y}."

        return trang_hop_thoai(request, self.admin_site, hop, NgungForm(du_lieu_gui(request)), lam)

    def trang_bo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give a draft up: GET asks, POST does."""
        bieu = self._lay(request, pk)
        hop = HopThoai(
            f"Bỏ bản thảo biểu {bieu.ma}, phiên bản {bieu.phien_ban}",
            "Bỏ bản thảo",
            reverse("admin:baocao_bieumau_change", args=[pk]),
            "Bản thảo không dùng nữa nhưng vẫn xem được. Sau đó có thể tạo bản thảo khác.",
            nguy_hiem=True,
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            dich_vu.bo_ban_thao(bieu, by=request.user)
            return f"Đã bỏ bản thảo phiên bản {bieu.phien_ban} của biểu {bieu.ma}."

        return trang_hop_thoai(
            request, self.admin_site, hop, KhongTruongForm(du_lieu_gui(request)), lam
        )

    def trang_so_sanh(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The difference from another version of the form (``?voi=``), else the one before."""
        moi = self._lay(request, pk, "baocao.view_bieumau")
        khac = list(BieuMau.objects.filter(ma=moi.ma).exclude(pk=pk).order_by("-phien_ban"))
        voi = request.GET.get("voi", "")
        cu = next((b for b in khac if str(b.pk) == voi), None) if voi else None
        if voi and cu is None:
            raise Http404("Không có phiên bản để so sánh.")
        if cu is None:
            cu = dich_vu.ban_truoc(moi) or next(iter(khac), None)
        if cu is not None and cu.phien_ban > moi.phien_ban:
            cu, moi_so = moi, cu
        else:
            moi_so = moi
        ngu_canh = self.admin_site.each_context(request) | {
            "title": f"So sánh các phiên bản của biểu {moi.ma}",
            "bieu": moi,
            "khac": khac,
            "cu": cu,
            "so": so_sanh_bieu(cu, moi_so) if cu is not None else None,
            "opts": self.model._meta,
        }
        return TemplateResponse(request, "admin/baocao/bieumau/so_sanh.html", ngu_canh)

    def _ky(self, request: HttpRequest, bieu: BieuMau) -> Ky:
        try:
            return ky_thu(bieu, request.GET.get("ky", ""), hom_nay=timezone.localdate())
        except ValueError as exc:
            raise Http404("Biểu không có loại kỳ này.") from exc

    def trang_in(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The PDF of the version in a kind of period (``?ky=``)."""
        bieu = self._lay(request, pk, "baocao.view_bieumau")
        return _tep(
            pdf_bieu(bieu, ky=self._ky(request, bieu)),
            "application/pdf",
            f"xem-truoc_{bieu.ma}_v{bieu.phien_ban}.pdf",
        )

    def trang_excel(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The workbook of the version in a kind of period (``?ky=``)."""
        bieu = self._lay(request, pk, "baocao.view_bieumau")
        noi_dung = tao_tep_xem_truoc(bieu, ky=self._ky(request, bieu))
        return _tep(noi_dung, XLSX, f"xem-truoc_{bieu.ma}_v{bieu.phien_ban}.xlsx")

    def trang_danh_sach(self, request: HttpRequest, pk: int, dong: int) -> HttpResponse:
        """The columns of a list row as fields."""
        bieu = self._lay(request, pk)
        ct = ChiTieu.objects.filter(bieu_mau=bieu, pk=dong, kieu=KieuSo.DANH_SACH).first()
        if ct is None:
            raise Http404("Không có chỉ tiêu danh sách này.")
        if PhieuBieu.objects.filter(bieu_mau=bieu).exists():
            raise PermissionDenied("Phiên bản đã có báo cáo dùng.")
        cau_truc = ct.danh_sach or {"so_dong_toi_thieu": 0, "so_dong_toi_da": 10, "cot": []}
        gui = du_lieu_gui(request)
        chung = CauTrucForm(gui, initial=cau_truc)
        cot = CotDanhSachFormSet(gui, initial=dau_danh_sach(cau_truc), prefix="cot")
        if gui is not None and chung.is_valid() and cot.is_valid():
            try:
                dich_vu.dat_danh_sach(
                    ct, cau_truc={**cau_truc, **chung.cleaned_data, "cot": cot.cac_cot},
                    by=request.user,
                )  # fmt: skip
            except ValidationError as loi:
                chung.add_error(None, ValidationError(loi.messages))
            else:
                messages.success(request, f"Đã lưu các cột của danh sách {ct.ma}.")
                return redirect("admin:baocao_bieumau_change", pk)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": f"Cột của danh sách {ct.ma} – {ct.ten}",
            "bieu": bieu,
            "chung": chung,
            "cot": cot,
            "opts": self.model._meta,
        }
        return TemplateResponse(request, "admin/baocao/bieumau/danh_sach.html", ngu_canh)

    def ngu_canh_bieu(self, request: HttpRequest, obj: Any, sua: bool) -> dict[str, Any]:
        """What the page of a version shows above its fields."""
        la_ban_thao = obj.trang_thai == TrangThaiBieu.NHAP
        return {
            "title": f"{obj.ma} – {obj.ten} (phiên bản {obj.phien_ban})",
            "chi_xem": not sua,
            "la_ban_thao": la_ban_thao,
            "dang_dung": obj.trang_thai == TrangThaiBieu.HIEU_LUC,
            "duoc_sua_bieu": request.user.has_perm(dich_vu.QUYEN),
            "duoc_ap_dung": request.user.has_perm(dich_vu.QUYEN_AP_DUNG),
            "da_soan": la_ban_thao and dich_vu.da_soan(obj, request.user),
            "co_ban_khac": BieuMau.objects.filter(ma=obj.ma).exclude(pk=obj.pk).exists(),
            "can_sua": dich_vu.con_thieu(obj) if la_ban_thao else [],
            "nen_xem": dich_vu.nen_xem_lai(obj) if la_ban_thao else [],
            "cac_danh_sach": [c for c in obj.chi_tieu.all() if c.kieu == KieuSo.DANH_SACH]
            if sua
            else [],
            "cac_loai_ky": cac_loai_ky(obj),
        }


def cac_ky_chon(bieu: BieuMau) -> list[tuple[str, str]]:
    """(first day, name) of the next periods a form can start from: the day its own months start."""
    hom_nay = timezone.localdate()
    ra: dict[str, str] = {}
    cac_ky = []
    for loai in bieu.loai_ky:
        nam = hom_nay.year
        duoi = {
            LoaiKy.THANG: [f"T{i:02}" for i in range(1, 13)],
            LoaiKy.QUY: [f"Q{i}" for i in range(1, 5)],
            LoaiKy.SAU_THANG: ["6T"],
            LoaiKy.CHIN_THANG: ["9T"],
            LoaiKy.NAM: ["N"],
        }[LoaiKy(loai)]
        sap = [Ky.tu_ma(f"{n}-{d}") for n in (nam, nam + 1) for d in duoi]
        cac_ky += [k for k in sap if k.ngay_cuoi >= hom_nay][:_SO_KY_CHON]
    for ky in sorted(cac_ky):
        dau = ky.ngay_dau_rieng.isoformat()
        ra[dau] = f"{ra[dau]}, {ky.ten}" if dau in ra else ky.ten
    return [(k, v[:1].upper() + v[1:]) for k, v in ra.items()]


def _tep(noi_dung: bytes, loai: str, ten: str) -> HttpResponse:
    response = HttpResponse(noi_dung, content_type=loai)
    cach = "inline" if loai == "application/pdf" else "attachment"
    response["Content-Disposition"] = f'{cach}; filename="{ten}"'
    response["Cache-Control"] = "private, no-store"
    return response
