"""The tab «Giấy tờ»: papers as PDF and Word, their signed scans, the inspection file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.files.choices import TrangThaiViec
from khuyencong.giay_to import tim_giay_to
from khuyencong.ho_so import HoSo, doc_cac_ho_so, doc_ho_so
from khuyencong.models import DeAn
from khuyencong.o_nhap import OTep
from khuyencong.quyen_tep import duoc_lap_ho_so
from khuyencong.services.ban_ky import nop_ban_ky, vuong_ban_ky
from khuyencong.services.ho_so_thanh_tra import viec_cuoi, yeu_cau_ho_so
from khuyencong.tai_giay_to import (
    cac_dong_giay_to,
    duong_ke_hoach,
    giay_to_ke_hoach,
    so_dong,
    vuong_in_chung,
)
from khuyencong.viec import an_toan, luu_ban_ky

_DANG_MO = (TrangThaiViec.CHO, TrangThaiViec.DANG_CHAY)


class BanKyForm(forms.Form):
    tep = OTep(label="Bản ký (PDF)", required=True)


def ngu_canh_giay_to(h: HoSo, request: HttpRequest) -> dict[str, Any]:
    """Papers that can be printed now, and the last inspection file for who may read it."""
    thanh_tra = duoc_lap_ho_so(request.user)
    viec = viec_cuoi(h.de_an) if thanh_tra else None
    return {
        "cac_giay_to": cac_dong_giay_to(h, request.user),
        "thanh_tra": thanh_tra,
        "viec": viec,
        "viec_mo": viec is not None and viec.trang_thai in _DANG_MO,
        "loi_viec": _cau(viec.loi) if viec is not None else "",
    }


def _cau(loi: str) -> str:
    """Sentences of a failed job, without the name of the exception and the list around them."""
    return loi.partition(": ")[2].strip("[]'").replace("', '", " ")


def trang_ban_ky(
    request: HttpRequest, site: AdminSite, de_an: DeAn, ma: str, ve: str
) -> HttpResponse:
    """The dialog that takes the signed scan of one paper."""
    try:
        giay = tim_giay_to(doc_ho_so(de_an), ma, dong := so_dong(request))
    except ValidationError as loi:
        raise Http404("Đề án chưa có giấy tờ này.") from loi
    if vuong_ban_ky(de_an, ma, request.user):
        raise PermissionDenied
    hop = HopThoai(
        f"Nộp bản ký: {giay.ten}",
        "Lưu bản ký",
        f"{ve}?the=giay-to",
        "Bản scan có chữ ký, con dấu được lưu cạnh giấy tờ kèm mã băm, người nộp và thời điểm. "
        "Bản đã lưu không bị thay; nộp lại thì lưu thêm một bản.",
    )
    gui = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BanKyForm(*gui)

    def lam(du_lieu: Mapping[str, Any]) -> str:
        def luu() -> None:
            tep = luu_ban_ky(de_an, du_lieu["tep"], request.user)
            nop_ban_ky(de_an, ma=ma, doi_tuong_id=dong, tep=tep, by=request.user)

        an_toan(luu)
        return f"Đã lưu bản ký của {giay.ten}."

    return trang_hop_thoai(request, site, hop, form, lam)


def trang_thanh_tra(request: HttpRequest, site: AdminSite, de_an: DeAn, ve: str) -> HttpResponse:
    """Ask for the inspection file: one click, the job does the rest."""
    if not duoc_lap_ho_so(request.user):
        raise PermissionDenied
    hop = HopThoai(
        f"Hồ sơ thanh tra: {de_an.ma}",
        "Lập hồ sơ",
        f"{ve}?the=giay-to",
        "Hệ thống gom mọi giấy tờ, bản ký, tài liệu đã nộp, sổ cái và trích nhật ký vào một tệp "
        ".zip kèm mục lục và mã băm của từng tệp.",
    )

    def lam(_: Mapping[str, Any]) -> str:
        an_toan(lambda: yeu_cau_ho_so(de_an, by=request.user))
        return "Đang lập hồ sơ thanh tra; trang tự cập nhật khi xong."

    return trang_hop_thoai(request, site, hop, KhongTruongForm(du_lieu_gui(request)), lam)


def trang_ke_hoach(
    request: HttpRequest, site: AdminSite, cac_de_an: list[DeAn], ve: str
) -> HttpResponse:
    """Papers of a plan for the chosen đề án, or why they cannot stand on one paper."""
    cac_ho_so = doc_cac_ho_so(cac_de_an)
    cac = [
        {
            "ten": f"Mẫu {g.ma}: {g.ten}" if g.mau else g.ten,
            "vuong": vuong_in_chung(g, cac_ho_so),
            "pdf": duong_ke_hoach(cac_de_an, g.ma, "pdf"),
            "word": duong_ke_hoach(cac_de_an, g.ma, "docx"),
        }
        for g in giay_to_ke_hoach()
    ]
    ngu_canh = site.each_context(request) | {
        "title": "Giấy tờ của kế hoạch",
        "cac_giay_to": cac,
        "cac_de_an": cac_de_an,
        "ve": ve,
    }
    return TemplateResponse(request, "admin/khuyencong/dean/giay_to_ke_hoach.html", ngu_canh)
