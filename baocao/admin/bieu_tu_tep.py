"""A draft from an uploaded workbook: upload, correct every guess, then save as a draft."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from baocao.admin.bieu_mau_form import DauBieuForm, TaiBieuForm
from baocao.choices import BatBuoc, KieuSo, TrangThaiBieu
from baocao.models import BieuMau, ChiTieu, CotBieu
from baocao.services import bieu_mau as dich_vu
from baocao.services.kiem_bieu import KIEU_CUA_COT, TEN_NGUON
from baocao.workbook.nhan_bieu import BieuDoc, doc_bieu
from cucctdp.formats.chu import khoa_tim

_CHI_TIEU_MOI = [k for k in KieuSo.choices if k[0] != KieuSo.DANH_SACH]


class CotDeXuatForm(forms.ModelForm):
    """One proposed column; unticked ones are left out."""

    lay = forms.BooleanField(label="Lấy", required=False, initial=True)
    kieu = forms.ChoiceField(label="Kiểu", choices=list(KIEU_CUA_COT.items()))
    nguon_csdl = forms.ChoiceField(
        label="Lấy từ", choices=[("", "–"), *TEN_NGUON.items()], required=False
    )

    class Meta:
        model = CotBieu
        fields = ("lay", "ma", "ten", "kieu_cot", "kieu", "nguon_csdl", "cong_thuc", "bat_buoc")


class DongDeXuatForm(forms.ModelForm):
    """One proposed row; unticked ones are left out."""

    lay = forms.BooleanField(label="Lấy", required=False, initial=True)
    kieu = forms.ChoiceField(label="Kiểu", choices=_CHI_TIEU_MOI)

    class Meta:
        model = ChiTieu
        fields = ("lay", "ma", "stt", "muc", "ten", "cap", "cha", "dvt", "kieu", "so_le",
                  "dai_luong", "tong_hop", "bat_buoc", "thay_cho")  # fmt: skip


class _DeXuatFormSet(forms.BaseModelFormSet):
    """Proposed rows: only those ticked count, and only they must be right."""

    def get_queryset(self) -> Any:
        return self.model.objects.none()

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        form.empty_permitted = self.is_bound and not form.data.get(form.add_prefix("lay"))
        return form

    def full_clean(self) -> None:
        for form in self.forms if self.is_bound else ():
            if form.empty_permitted:
                form.has_changed = lambda: False
        super().full_clean()

    def validate_unique(self) -> None:
        """The service tells doubled codes with the other faults."""

    @property
    def cac_dong(self) -> list[Any]:
        """Unsaved rows in the order of the sheet."""
        lay = [f for f in self.forms if not f.empty_permitted]
        for i, form in enumerate(lay, 1):
            form.instance.thu_tu = i
        return [f.instance for f in lay]


def _formset(model: Any, form: Any, so: int) -> Any:
    return forms.modelformset_factory(
        model, form=form, formset=_DeXuatFormSet, extra=so, max_num=400, absolute_max=400
    )


class TrangTuTep:
    """Mix-in of the template admin."""

    admin_site: Any
    model: Any

    def _trang_tu_tep(self) -> list[URLPattern]:
        trang = self.admin_site.admin_view(self.trang_tu_tep)
        return [path("tu-tep/", trang, name="baocao_bieumau_tu_tep")]

    def trang_tu_tep(self, request: HttpRequest) -> HttpResponse:
        """GET asks for the file; POST with a file shows the guess; POST without saves the draft."""
        if not request.user.has_perm(dich_vu.QUYEN):
            raise PermissionDenied
        if request.method == "POST" and "dong-TOTAL_FORMS" in request.POST:
            return self._luu(request)
        form = TaiBieuForm(request.POST or None, request.FILES or None)
        doc = None
        if request.method == "POST" and form.is_valid():
            doc = _doc(form.cleaned_data)
            if not doc.loi:
                return self._de_xuat(request, form.cleaned_data, doc)
        loi = doc.loi if doc else []
        return self._ve(request, "tu_tep.html", {"form": form, "loi": loi}, 422 if loi else 200)

    def _de_xuat(self, request: HttpRequest, du_lieu: dict[str, Any], doc: BieuDoc) -> HttpResponse:
        truoc = _ban_dang_dung(du_lieu["ma"])
        dau = DauBieuForm(initial=_dau(du_lieu["ma"], doc, truoc))
        bat_buoc = BatBuoc.NEU_CO
        cot = [{"lay": True, **_cot_chuan(doc.bo_cot).get(c.ma, {}), **_cot(c)} for c in doc.cot]
        dong = [{"lay": True, "bat_buoc": bat_buoc, **_bo_o(d)} for d in doc.dong]
        cot_fs = _formset(CotBieu, CotDeXuatForm, len(cot))(prefix="cot", initial=cot)
        dong_fs = _formset(ChiTieu, DongDeXuatForm, len(dong))(prefix="dong", initial=dong)
        chua_ro: dict[str, list[str]] = {}
        for x in doc.chua_ro:
            chua_ro.setdefault(x.o, []).append(x.thong_diep)
        for form, d in zip(dong_fs.forms, doc.dong, strict=True):
            form.nhac = chua_ro.get(d.o, [])
        for form, c in zip(cot_fs.forms, doc.cot, strict=True):
            form.nhac = chua_ro.get(c.o, [])
        them = {"dau": dau, "cot": cot_fs, "dong": dong_fs, "doc": doc, "truoc": truoc}
        return self._ve(request, "tu_tep_sua.html", them)

    def _luu(self, request: HttpRequest) -> HttpResponse:
        dau = DauBieuForm(request.POST)
        cot = _formset(CotBieu, CotDeXuatForm, 0)(request.POST, prefix="cot")
        dong = _formset(ChiTieu, DongDeXuatForm, 0)(request.POST, prefix="dong")
        loi: list[str] = []
        if all([dau.is_valid(), cot.is_valid(), dong.is_valid()]):
            try:
                bieu = dich_vu.tao_ban_thao(
                    dau.instance, cot=cot.cac_dong, chi_tieu=dong.cac_dong, by=request.user
                )
            except ValidationError as exc:
                loi = exc.messages
            else:
                messages.success(
                    request,
                    f"Đã lưu bản thảo biểu {bieu.ma}, phiên bản {bieu.phien_ban}. "
                    "Xem trước rồi đưa vào áp dụng.",
                )
                return redirect("admin:baocao_bieumau_change", bieu.pk)
        truoc = _ban_dang_dung(request.POST.get("ma", ""))
        them = {"dau": dau, "cot": cot, "dong": dong, "loi": loi, "truoc": truoc, "da_gui": True}
        return self._ve(request, "tu_tep_sua.html", them, 422)

    def _ve(
        self, request: HttpRequest, mau: str, them: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        ngu_canh = self.admin_site.each_context(request) | {
            "title": "Dự thảo biểu mẫu từ tệp Excel",
            "opts": self.model._meta,
            **them,
        }
        mau = f"admin/baocao/bieumau/{mau}"
        return TemplateResponse(request, mau, ngu_canh, status=status)


def _doc(du_lieu: dict[str, Any]) -> BieuDoc:
    truoc = _ban_dang_dung(du_lieu["ma"])
    ma_cu = {khoa_tim(c.ten): c.ma for c in truoc.chi_tieu.all()} if truoc else {}
    cua_khac = ChiTieu.objects.exclude(bieu_mau__ma=du_lieu["ma"]).values_list("ma", flat=True)
    tep = du_lieu["tep"]
    return doc_bieu(
        tep,
        ten=tep.name,
        trang=du_lieu["trang"],
        tien_to=du_lieu["tien_to"],
        ma_cu=ma_cu,
        da_dung=cua_khac,
    )


def _ban_dang_dung(ma: str) -> BieuMau | None:
    ban = BieuMau.objects.filter(ma=ma, trang_thai=TrangThaiBieu.HIEU_LUC)
    return ban.order_by("-phien_ban").first()


def _dau(ma: str, doc: BieuDoc, truoc: BieuMau | None) -> dict[str, Any]:
    """First values of the head: of the version before, where there is one."""
    dau: dict[str, Any] = {"ma": ma, "bo_cot": doc.bo_cot, "thu_tu": 50}
    if truoc is not None:
        dau |= {ten: getattr(truoc, ten) for ten in DauBieuForm.Meta.fields}
        dau["bo_cot"] = truoc.bo_cot if truoc.bo_cot == doc.bo_cot else doc.bo_cot
    elif doc.ten:
        dau |= {"ten": doc.ten[:255], "ten_ngan": doc.ten[:80]}
    dau["hieu_luc_tu"] = date(timezone.localdate().year + 1, 1, 1)
    for ten in ("don_vi_tinh_chung", "ghi_chu_in"):
        dau[ten] = getattr(doc, ten) or dau.get(ten, "")
    return dau


def _cot_chuan(bo_cot: str) -> dict[str, dict[str, Any]]:
    """Columns of a form in force with this set: how each is filled, by code."""
    bieu = (
        BieuMau.objects.filter(bo_cot=bo_cot, trang_thai=TrangThaiBieu.HIEU_LUC)
        .order_by("thu_tu")
        .first()
    )
    if bieu is None or bo_cot != "A":
        return {}
    ten = ("kieu_cot", "kieu", "nguon_csdl", "cong_thuc", "bat_buoc")
    return {c.ma: {t: getattr(c, t) for t in ten} for c in bieu.cot.all()}


def _cot(c: Any) -> dict[str, Any]:
    rieng = {"ma": c.ma, "ten": c.ten}
    if not c.ma.startswith("A") or c.ma in ("A12", "A13", "A14", "A15"):
        rieng |= {"kieu_cot": c.kieu_cot, "kieu": c.kieu, "bat_buoc": c.bat_buoc}
    return rieng


def _bo_o(d: Any) -> dict[str, Any]:
    return {ten: gia for ten, gia in vars(d).items() if ten != "o"}
