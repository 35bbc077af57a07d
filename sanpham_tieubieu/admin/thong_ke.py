"""The page of statistics: funnel and certificates, asked by address, taken as a workbook."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from cucctdp.audit.record import ghi
from cucctdp.donvi.choices import BoMa, DiaGioi
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.files.services import XLSX
from sanpham_tieubieu.admin.loc import cac_nhom
from sanpham_tieubieu.admin.o_nhap import o_ngay
from sanpham_tieubieu.bang_pheu import COT_DEM, COT_TY_LE, ban_xlsx, cac_dong_xem
from sanpham_tieubieu.choices import Cap, KhuVuc
from sanpham_tieubieu.models import KyBinhChon
from sanpham_tieubieu.statistics.giay import giay_ngay
from sanpham_tieubieu.statistics.kieu import TEN_THEO, Hoi, ThamSoSai
from sanpham_tieubieu.statistics.pheu import pheu

NAM = (2010, 2100)


def _chon(nhan: str, muc: Any = ()) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=nhan, choices=muc, required=False, widget=UnfoldAdminSelectWidget
    )


def _nam(nhan: str) -> forms.IntegerField:
    o = UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=nhan, min_value=NAM[0], max_value=NAM[1], widget=o)


class ThongKeForm(forms.Form):
    """What is asked; the address holds it all, so that a table can be sent as a link."""

    tu_nam = _nam("Từ năm")
    den_nam = _nam("Đến năm")
    cap = _chon("Cấp bình chọn", [("", "Mọi cấp"), *Cap.choices])
    theo = _chon("Dòng của bảng", list(TEN_THEO.items()))
    khu_vuc = _chon("Khu vực", [("", "Cả ba khu vực"), *KhuVuc.choices])
    nhom = _chon("Nhóm sản phẩm")
    don_vi = _chon("Tỉnh, thành phố")
    dia_gioi = _chon("Địa giới", DiaGioi.choices)
    ngay = o_ngay("Giấy chứng nhận tính đến ngày", required=False)
    minh_hoa = _chon("Số liệu", (("", "Số thật"), ("1", "Số minh họa (không trộn với số thật)")))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        theo_bo: dict[str, list[tuple[str, str]]] = {BoMa.B34: [], BoMa.B63: []}
        for d in DonViHanhChinh.objects.visible_to(user).theo_ten():
            theo_bo[d.bo_ma].append((d.khoa, d.ten_goi))
        self.fields["don_vi"].choices = [  # type: ignore[attr-defined]
            ("", "Tất cả địa phương được xem"),
            ("34 tỉnh, thành phố", theo_bo[BoMa.B34]),
            ("63 tỉnh, thành phố (địa giới trước 01/7/2025)", theo_bo[BoMa.B63]),
        ]
        self.fields["nhom"].choices = [("", "Mọi nhóm"), *cac_nhom().items()]  # type: ignore[attr-defined]

    def hoi(self) -> Hoi:
        """The question of a valid form. Raises ThamSoSai."""
        d = self.cleaned_data
        return Hoi(
            d["tu_nam"],
            d["den_nam"],
            cap=d["cap"],
            theo=d["theo"] or "cap",
            dia_gioi=d["dia_gioi"] or DiaGioi.HIEN_HANH,
            khu_vuc=d["khu_vuc"],
            nhom=(d["nhom"],) if d["nhom"] else (),
            don_vi=(d["don_vi"],) if d["don_vi"] else (),
            minh_hoa=d["minh_hoa"] == "1",
            user=self.user,
        )

    def ten_noi(self) -> str:
        """The scope asked for, in words."""
        d = self.cleaned_data
        phan = []
        for ten in ("cap", "khu_vuc", "nhom"):
            if d[ten]:
                phan.append(str(dict(self.fields[ten].choices)[d[ten]]))  # type: ignore[attr-defined]
        if d["don_vi"]:
            cac = [m for _, nhom in self.fields["don_vi"].choices[1:] for m in nhom]  # type: ignore[attr-defined]
            phan.append(str(dict(cac).get(d["don_vi"], "")))
        return "; ".join(phan) or "mọi cấp, các địa phương được xem"


def _gui(request: HttpRequest) -> dict[str, str]:
    """The address, with this year where it names none."""
    gui = {k: v for k, v in request.GET.items() if k in ThongKeForm.base_fields}
    gui["tu_nam"] = gui.get("tu_nam") or gui.get("den_nam") or str(timezone.localdate().year)
    gui["den_nam"] = gui.get("den_nam") or gui["tu_nam"]
    return gui


def _loi(form: ThongKeForm, sai: ThamSoSai) -> None:
    for o, cac in sai.loi.items():
        for cau in cac:
            form.add_error(o if o in form.fields else None, cau)
    if "don_vi" in sai.loi:
        form.add_error("don_vi", "Chọn tỉnh cùng bộ với địa giới, hoặc đổi địa giới.")


def trang_thong_ke(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The form with its tables; ``dinh_dang=xlsx``: the workbook."""
    if not request.user.has_perm("sanpham_tieubieu.xem_thongke"):
        raise PermissionDenied
    gui = _gui(request)
    form = ThongKeForm(gui, user=request.user)
    bang = giay = None
    if form.is_valid():
        try:
            hoi = form.hoi()
            bang = pheu(hoi)
            giay = giay_ngay(hoi, form.cleaned_data["ngay"] or timezone.localdate())
        except ThamSoSai as sai:
            _loi(form, sai)
    if bang and giay and request.GET.get("dinh_dang") == "xlsx":
        ghi(
            "thong_ke_binh_chon.xuat",
            by=request.user,
            du_lieu={"ky": bang.hoi.ten_ky, "theo": bang.hoi.theo},
        )
        tra = HttpResponse(
            ban_xlsx(bang, giay, noi=form.ten_noi(), luc=timezone.now()), content_type=XLSX
        )
        tra["Content-Disposition"] = (
            f'attachment; filename="binh-chon-{bang.hoi.tu_nam}-{bang.hoi.den_nam}.xlsx"'
        )
        tra["Cache-Control"] = "private, no-store"
        return tra
    ngu_canh = site.each_context(request) | {
        "title": "Thống kê bình chọn sản phẩm tiêu biểu",
        "opts": KyBinhChon._meta,
        "form": form,
        "b": bang,
        "g": giay,
        "noi": form.ten_noi() if bang else "",
        "cot_dem": [t for _, t in COT_DEM],
        "cot_ty_le": [t for _, t in COT_TY_LE],
        "dong": cac_dong_xem(bang) if bang else [],
        "dong_giay": [giay.tong, *(giay.cac_dong if bang.hoi.theo != "chung" else ())]
        if bang and giay
        else [],
        "duong_xlsx": f"?{urlencode({**{k: v for k, v in gui.items() if v}, 'dinh_dang': 'xlsx'})}",
    }
    mau = "admin/sanpham_tieubieu/thong_ke.html"
    return TemplateResponse(request, mau, ngu_canh, status=422 if bang is None else 200)
