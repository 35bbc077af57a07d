"""What the Cục follows in a province: tasks to report on, findings to remedy."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from baocao.choices import LoaiKy, TrangThaiKy
from baocao.choices_theo_doi import DanhGiaTienDo, TrangThaiTheoDoi
from baocao.models import KetLuanKiemTra, KyBaoCao, NhiemVuNghiQuyet, TienDoNhiemVu
from baocao.portal.nhap import sach
from baocao.portal.quyen import chi_so
from baocao.services import so_theo_doi as dich_vu

QUYEN = "baocao.bao_tien_do_sotheodoi"
DANG_LAM = (TrangThaiTheoDoi.MOI, TrangThaiTheoDoi.DANG_LAM)


class _CacDong(forms.CharField):
    """One entry a line."""

    def clean(self, value: Any) -> Any:
        chu = super().clean(value)
        return [sach(d)[:500] for d in (chu or "").splitlines() if d.strip()]


class TienDoForm(forms.ModelForm):
    khach_quan = _CacDong(
        label="Nguyên nhân khách quan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi nguyên nhân một dòng.",
    )
    chu_quan = _CacDong(
        label="Nguyên nhân chủ quan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi nguyên nhân một dòng. Bắt buộc khi đánh giá «chậm».",
    )

    class Meta:
        model = TienDoNhiemVu
        fields = (
            "ky", "ket_qua_ky", "luy_ke", "danh_gia", "khach_quan", "chu_quan", "du_bao",
            "giai_phap", "san_pham",
        )  # fmt: skip
        widgets = {"giai_phap": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mo = KyBaoCao.objects.exclude(loai=LoaiKy.THANG).filter(
            trang_thai__in=[TrangThaiKy.DANG_MO, TrangThaiKy.DA_DONG]
        )
        self.fields["ky"].queryset = mo  # type: ignore[attr-defined]
        self.fields["ky"].empty_label = "Chọn…"  # type: ignore[attr-defined]
        self.fields["danh_gia"].choices = [("", "Chọn…"), *DanhGiaTienDo.choices]  # type: ignore[attr-defined]
        for ten in ("ket_qua_ky", "luy_ke"):
            self.fields[ten].localize = True
            self.fields[ten].widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def clean(self) -> dict[str, Any]:
        du_lieu = super().clean() or self.cleaned_data
        if du_lieu.get("danh_gia") == DanhGiaTienDo.CHAM and not du_lieu.get("chu_quan"):
            self.add_error("chu_quan", "Đánh giá «chậm» phải nêu ít nhất một nguyên nhân chủ quan.")
        return du_lieu

    def _post_clean(self) -> None:
        """The service validates the whole row, with its task and province."""


def _duoc(user: Any) -> None:
    if not user.has_perm(QUYEN):
        raise PermissionDenied("Tài khoản của bạn không có quyền báo tiến độ.")


def _ket_luan(user: Any) -> Any:
    rows = KetLuanKiemTra.objects.visible_to(user).exclude(loai="lam_tot")
    return rows.select_related("doan", "don_vi")


@chi_so
@require_GET
def danh_sach(request: HttpRequest) -> HttpResponse:
    """Tasks of resolutions with the province's last report, and open findings."""
    _duoc(request.user)
    nhiem_vu = list(
        NhiemVuNghiQuyet.objects.filter(giao_tinh=True, trang_thai__in=DANG_LAM).select_related(
            "nghi_quyet"
        )
    )
    cuoi: dict[int, TienDoNhiemVu] = {}
    tien_do = TienDoNhiemVu.objects.visible_to(request.user).filter(nhiem_vu__in=nhiem_vu)
    for t in tien_do.select_related("ky").order_by("ky__thang_tk_den"):
        cuoi[t.nhiem_vu_id] = t
    hom_nay = timezone.localdate()
    du_lieu = {
        "nhiem_vu": [(n, cuoi.get(n.pk)) for n in nhiem_vu],
        "ket_luan": [(k, k.tre(hom_nay)) for k in _ket_luan(request.user)],
        "dang_lam": DANG_LAM,
    }
    return render(request, "so/theo_doi.html", du_lieu)


@chi_so
@require_http_methods(["GET", "POST"])
def tien_do(request: HttpRequest, pk: int) -> HttpResponse:
    """Report the province's progress on one task; every error at once."""
    _duoc(request.user)
    rows = NhiemVuNghiQuyet.objects.filter(giao_tinh=True).select_related("nghi_quyet")
    nhiem_vu = get_object_or_404(rows, pk=pk)
    form = TienDoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            dich_vu.bao_tien_do(
                nhiem_vu, don_vi=request.user.don_vi, by=request.user, **form.cleaned_data
            )
        except ValidationError as loi:
            form.add_error(None, loi.messages)
        else:
            messages.success(request, "Đã gửi tiến độ tới Cục.")
            return redirect("so:theo_doi")
    du_lieu = {
        "form": form,
        "nhiem_vu": nhiem_vu,
        "truoc": TienDoNhiemVu.objects.visible_to(request.user)
        .filter(nhiem_vu=nhiem_vu)
        .select_related("ky")
        .order_by("-ky__thang_tk_den"),
    }
    return render(request, "so/theo_doi_tien_do.html", du_lieu, status=422 if form.errors else 200)


@chi_so
@require_http_methods(["GET", "POST"])
def khac_phuc(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell how a finding of an inspection was remedied."""
    _duoc(request.user)
    ket_luan = get_object_or_404(_ket_luan(request.user), pk=pk)
    ket_qua = sach(request.POST.get("ket_qua", ket_luan.ket_qua))
    loi: list[str] = []
    if request.method == "POST":
        try:
            dich_vu.bao_khac_phuc(ket_luan, ket_qua=ket_qua, by=request.user)
        except ValidationError as exc:
            loi = exc.messages
        else:
            messages.success(request, "Đã báo kết quả khắc phục tới Cục.")
            return redirect("so:theo_doi")
    du_lieu = {"ket_luan": ket_luan, "ket_qua": ket_qua, "loi": loi}
    return render(request, "so/theo_doi_khac_phuc.html", du_lieu, status=422 if loi else 200)
