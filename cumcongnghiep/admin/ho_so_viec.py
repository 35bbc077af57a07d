"""Dialogs of the cluster itself: identity with communes and industries, a new one, its plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelectWidget

from cucctdp.adminkit.base import so_nguyen
from cucctdp.adminkit.hop_thoai import HopThoai, trang_hop_thoai
from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh
from cumcongnghiep.admin.o_nhap import DongForm
from cumcongnghiep.admin.o_tra import OCacNganh, OCacXa
from cumcongnghiep.admin.viec import an_toan, duoc, gui, mo_hop
from cumcongnghiep.choices import LoaiHinh
from cumcongnghiep.models import Cum, MucQuyHoach, QuyHoach
from cumcongnghiep.services.cum import XaCuaCum, sua_cum, them_cum, xep_quy_hoach

TRUONG_CUM = (
    "ten", "tinh_cu", "huyen_cu", "dia_diem", "lang_nghe", "truoc_105_2009", "mien_tru_dien_tich",
    "ly_do_mien_tru", "nganh_nghe", "vi_do", "kinh_do", "ghi_chu", "can_xac_minh", "nguon_tin",
)  # fmt: skip
TRUONG_MUC = ("stt", "ten", "dien_tich", "nhom", "thoi_ky")
# Shown after these columns: the reader thinks of them together.
_SAU = {"ten": "loai_hinh", "dia_diem": "xa", "nganh_nghe": "cac_nganh"}


class HoSoForm(DongForm):
    """Identity of a cluster of one province; ``cum`` None: a new one."""

    def __init__(self, *args: Any, tinh: DonViHanhChinh, cum: Cum | None, **kwargs: Any) -> None:
        super().__init__(*args, bang=Cum, truong=TRUONG_CUM, cum=cum, dong=cum, **kwargs)
        rieng: dict[str, forms.Field] = {
            "loai_hinh": forms.MultipleChoiceField(
                label="Loại hình", choices=LoaiHinh.choices, required=False,
                widget=UnfoldAdminCheckboxSelectMultipleWidget,
                help_text=str(Cum._meta.get_field("loai_hinh").help_text),
            ),
            "xa": OCacXa(tinh=tinh),
            "cac_nganh": OCacNganh(label="Ngành kinh tế (VSIC)"),
        }  # fmt: skip
        thu_tu: list[str] = []
        for ten in self.fields:
            thu_tu += [ten, _SAU[ten]] if ten in _SAU else [ten]
        self.fields |= rieng
        self.order_fields(thu_tu)
        # Old provinces that went into this one.
        self.fields["tinh_cu"].queryset = _tinh_cu(tinh)  # type: ignore[attr-defined]
        if cum is not None:
            self.initial["loai_hinh"] = cum.loai_hinh
            self.initial["cac_nganh"] = list(cum.cac_nganh.all())
            self.initial["xa"] = [
                XaCuaCum(x.xa, x.dien_tich, x.chu_tri) for x in cum.cac_xa.select_related("xa")
            ]

    def du_lieu(self) -> dict[str, Any]:
        """As ``sua_cum`` takes it: what was not sent is left."""
        d = super().du_lieu()
        nganh = d.pop("cac_nganh")
        if self.add_prefix("cac_nganh") in self.data:
            d["nganh"] = nganh
        if d["xa"] is None:
            del d["xa"]
        return d


def _tinh_cu(tinh: DonViHanhChinh) -> QuerySet:
    rows = DonViHanhChinh.objects.filter(bo_ma=BoMa.B63)
    return rows.filter(Q(ke_thua_boi__moi=tinh)).distinct().theo_ten()


def trang_ho_so(request: HttpRequest, site: AdminSite, cum: Cum, ve: str) -> HttpResponse:
    """Change the identity of a cluster."""
    if not duoc(request.user, "cap_nhat_cum"):
        raise PermissionDenied
    form = HoSoForm(*gui(request), tinh=cum.don_vi, cum=cum)
    hop = HopThoai(
        f"Sửa hồ sơ: {cum}", "Lưu", ve, "Trạng thái và diện tích do hệ thống tính từ văn bản."
    )

    def lam() -> Any:
        return sua_cum(cum, by=request.user, **form.du_lieu())

    return mo_hop(request, site, hop, form, lam, "Đã lưu.")


class _TinhForm(forms.Form):
    tinh = forms.ModelChoiceField(
        DonViHanhChinh.objects.none(), label="Tỉnh, thành phố", widget=UnfoldAdminSelectWidget
    )

    def __init__(self, *args: Any, cac_tinh: QuerySet) -> None:
        super().__init__(*args)
        self.fields["tinh"].queryset = cac_tinh  # type: ignore[attr-defined]
        self.fields["tinh"].label_from_instance = lambda t: t.ten_goi  # type: ignore[attr-defined]


def trang_moi(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Enter a cluster: first its province (the communes follow from it), then the rest."""
    if not duoc(request.user, "cap_nhat_cum"):
        raise PermissionDenied
    ds = reverse("admin:cumcongnghiep_cum_changelist")
    cac_tinh = DonViHanhChinh.objects.visible_to(request.user).filter(bo_ma=BoMa.B34).theo_ten()
    so = so_nguyen(request.GET.get("tinh", ""))
    tinh = cac_tinh.filter(pk=so).first() if so is not None else None
    if tinh is None:
        hai = list(cac_tinh[:2])
        if len(hai) == 1:
            tinh = hai[0]
    if tinh is None:
        chon = _TinhForm(*gui(request), cac_tinh=cac_tinh)
        if request.method == "POST" and chon.is_valid():
            return redirect(f"{request.path}?tinh={chon.cleaned_data['tinh'].pk}")
        hop = HopThoai("Thêm cụm mới", "Tiếp tục", ds, "Cụm thuộc tỉnh, thành phố nào?")
        return trang_hop_thoai(request, site, hop, chon, lambda _: "")
    form = HoSoForm(*gui(request), tinh=tinh, cum=None)
    hop = HopThoai(
        f"Thêm cụm mới: {tinh.ten_goi}", "Thêm cụm", ds,
        "Hệ thống cấp mã. Quyết định, đất, dự án nhập sau ở trang của cụm.",
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        du_lieu = form.du_lieu()
        ra: list[Cum] = []

        def lam(_: Any) -> str:
            ra.append(an_toan(lambda: them_cum(don_vi=tinh, by=request.user, **du_lieu)))
            return f"Đã thêm cụm {ra[0]}, mã {ra[0].ma}."

        tra = trang_hop_thoai(request, site, hop, form, lam)
        return redirect("admin:cumcongnghiep_cum_change", ra[0].pk) if ra else tra
    return trang_hop_thoai(request, site, hop, form, lambda _: "")


def cac_quy_hoach(cum: Cum) -> QuerySet:
    """Plans that may name a cluster: of its province or of those that went into it."""
    cua = Q(don_vi=cum.don_vi_id) | Q(don_vi__ke_thua_boi__moi=cum.don_vi_id)
    return QuyHoach.objects.filter(cua).distinct().order_by("-ngay", "-pk")


class XepForm(DongForm):
    """A plan and what it says of the cluster."""

    def __init__(self, *args: Any, cum: Cum, muc: MucQuyHoach | None, **kwargs: Any) -> None:
        super().__init__(*args, bang=MucQuyHoach, truong=TRUONG_MUC, cum=cum, dong=muc, **kwargs)
        o = forms.ModelChoiceField(
            cac_quy_hoach(cum), label="Quy hoạch, phương án", widget=UnfoldAdminSelectWidget,
            disabled=muc is not None, initial=muc and muc.quy_hoach_id,
            help_text="" if muc else "Chưa có quyết định trong danh sách: thêm ở mục «Quy hoạch "
            "cụm». Cụm đã có trong quyết định ấy thì dòng cũ được sửa.",
        )  # fmt: skip
        self.fields = {"quy_hoach": o, **self.fields}


def trang_quy_hoach(
    request: HttpRequest, site: AdminSite, cum: Cum, muc: MucQuyHoach | None, ve: str
) -> HttpResponse:
    """Put the cluster on a plan's list, or change its line there."""
    if not duoc(request.user, "cap_nhat_cum"):
        raise PermissionDenied
    form = XepForm(*gui(request), cum=cum, muc=muc)
    hop = HopThoai(
        f"{'Sửa mục quy hoạch' if muc else 'Xếp vào quy hoạch'}: {cum}", "Lưu", ve,
        "Mục của quyết định mới nhất còn hiệu lực quyết định cụm ở trong hay ngoài quy hoạch.",
    )  # fmt: skip

    def lam() -> Any:
        d = form.du_lieu()
        return xep_quy_hoach(d.pop("quy_hoach"), cum, by=request.user, **d)

    return mo_hop(request, site, hop, form, lam, "Đã xếp vào quy hoạch.")


def ky_quy_hoach(quy_hoach: QuyHoach, ngay: date) -> str:
    """State of a plan on a day, in words."""
    if quy_hoach.hieu_luc_tu > ngay:
        return "Chưa có hiệu lực"
    het = quy_hoach.hieu_luc_den is not None and quy_hoach.hieu_luc_den < ngay
    return "Hết hiệu lực" if het else "Đang hiệu lực"
