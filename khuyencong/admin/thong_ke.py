"""The page of tables B1–B9: choose, read; what is taken away is in ``xuat_thong_ke``."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from cucctdp.donvi.choices import BoMa, DiaGioi, MucDichPhanVung
from cucctdp.donvi.models import DonViHanhChinh, Vung
from khuyencong.bang_thong_ke import (
    B9,
    DOI_CHIEU,
    NEU_TEN,
    TEN_BANG,
    BangCon,
    BangXem,
    Lien,
    dung_bang,
    dung_chuong_trinh,
    dung_doi_chieu,
)
from khuyencong.choices import LUA_CHON_CHE_DO
from khuyencong.models import ChuongTrinh, DeAn
from khuyencong.o_nhap import o_ngay
from khuyencong.statistics import CA_NUOC, TINH, VUNG, Hoi, KyTinh, ThamSoSai

MOT_TRANG = 100
NAM = (2000, 2100)
_CAP = ((CA_NUOC, "Một tổng chung"), (VUNG, "Từng vùng"), (TINH, "Từng tỉnh, thành phố"))
_BANG_VUNG = "vung:"


def _chon(nhan: str, muc: Any = (), **khac: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=nhan, choices=muc, widget=UnfoldAdminSelectWidget, **khac)


def _nam(nhan: str) -> forms.IntegerField:
    o = UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=nhan, min_value=NAM[0], max_value=NAM[1], widget=o)


class ThongKeForm(forms.Form):
    """What is asked; the address holds it all, so that a table can be sent as a link."""

    bang = _chon("Bảng")
    tu_nam = _nam("Từ năm")
    den_nam = _nam("Đến năm")
    tu = o_ngay("Trong kỳ tính từ ngày", required=False)
    den = o_ngay("Tính đến ngày", required=False, help_text="Để trống: mọi số đã ghi.")
    cap = _chon("Dòng của bảng", _CAP, required=False, help_text="Dùng cho B1, B2, B6, B7.")
    noi = _chon("Tỉnh, vùng", required=False)
    dia_gioi = _chon("Địa giới", DiaGioi.choices, required=False)
    nguon = _chon("Chế độ", [("", "Cả hai chế độ"), *LUA_CHON_CHE_DO], required=False)
    chuong_trinh = _chon("Chương trình", required=False, help_text="Chỉ dùng cho B9.")
    minh_hoa = _chon(
        "Số liệu", (("", "Số thật"), ("1", "Số minh họa (không trộn với số thật)")), required=False
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        co = user.has_perm("khuyencong.view_dean")
        muc = [(m, f"{m}. {ten}") for m, ten in TEN_BANG.items() if co or m not in NEU_TEN]
        self.fields["bang"].choices = muc  # type: ignore[attr-defined]
        self.fields["noi"].choices = _cac_noi(user)  # type: ignore[attr-defined]
        self.cac_ct = list(ChuongTrinh.objects.visible_to(user).select_related("don_vi"))
        self.fields["chuong_trinh"].choices = [  # type: ignore[attr-defined]
            ("", "Chương trình mới nhất"),
            *((str(c.pk), c.ten) for c in self.cac_ct),
        ]

    def hoi(self) -> Hoi:
        """The question of a valid form. Raises ThamSoSai."""
        d = self.cleaned_data
        noi = d["noi"]
        vung = noi.removeprefix(_BANG_VUNG) if noi.startswith(_BANG_VUNG) else ""
        return Hoi(
            KyTinh(d["tu_nam"], d["den_nam"], d["tu"], d["den"]),
            cap=d["cap"] or CA_NUOC,
            dia_gioi=d["dia_gioi"] or DiaGioi.HIEN_HANH,
            don_vi=(noi,) if noi and not vung else (),
            vung=(vung,) if vung else (),
            nguon=d["nguon"] or None,
            minh_hoa=d["minh_hoa"] == "1",
            user=self.user,
        )

    def ten_noi(self) -> str:
        """The place asked for, in words."""
        noi = self.cleaned_data["noi"]
        cac = [m for _, nhom in self.fields["noi"].choices[1:] for m in nhom]  # type: ignore[attr-defined]
        return str(dict(cac).get(noi, "")) if noi else ""


def _cac_noi(user: Any) -> list[tuple[str, Any]]:
    """Regions, and the provinces of both sets that the user may see; two queries."""
    vung = dict(
        Vung.objects.filter(phan_vung__muc_dich=MucDichPhanVung.KHUYEN_CONG)
        .order_by("phan_vung__hieu_luc_tu", "thu_tu")
        .values_list("ma", "ten")
    )
    theo_bo: dict[str, list[tuple[str, str]]] = {BoMa.B34: [], BoMa.B63: []}
    for d in DonViHanhChinh.objects.visible_to(user).theo_ten():
        theo_bo[d.bo_ma].append((d.khoa, d.ten_goi))
    return [
        ("", "Tất cả địa phương được xem"),
        ("Vùng khuyến công", [(f"{_BANG_VUNG}{ma}", ten) for ma, ten in vung.items()]),
        ("34 tỉnh, thành phố", theo_bo[BoMa.B34]),
        ("63 tỉnh, thành phố (địa giới trước 01/7/2025)", theo_bo[BoMa.B63]),
    ]


class LienSo(Lien):
    """Addresses of the admin's registers, only where their filters say the same as the figure:
    one plan year, no cut-off day, all provinces or one of the 34.
    """

    tren_trang = True

    def __init__(self, user: Any, form: ThongKeForm) -> None:
        d = form.cleaned_data
        self.user = user
        self.de_an_duoc = user.has_perm("khuyencong.view_dean")
        self.co_so_duoc = user.has_perm("khuyencong.view_thuhuong") and user.has_perm(
            "donvi.view_coso"
        )
        mot_nam = d["tu_nam"] == d["den_nam"] and not d["den"] and d["bang"] != B9
        hien_hanh = (d["dia_gioi"] or DiaGioi.HIEN_HANH) == DiaGioi.HIEN_HANH
        self.loc_duoc = self.de_an_duoc and mot_nam and hien_hanh
        self.nam, self.nguon, self.noi = str(d["tu_nam"]), d["nguon"], d["noi"]
        self._pk: dict[str, int] | None = None

    def de_an(self, *, tinh: str = "", **loc: str) -> str:
        noi = tinh if ":" in tinh else self.noi
        if not self.loc_duoc or (noi and self._tinh(noi) is None):
            return ""
        if ":" not in tinh and tinh not in ("", "VN"):
            return ""
        dk = {"nam": self.nam, **({"nguon": self.nguon} if self.nguon else {}), **loc}
        if noi:
            dk["tinh"] = str(self._tinh(noi))
        return f"{reverse('admin:khuyencong_dean_changelist')}?{urlencode(dk)}"

    def _tinh(self, khoa: str) -> int | None:
        if self._pk is None:
            cac = DonViHanhChinh.objects.filter(bo_ma=BoMa.B34).values_list("ma", "pk")
            self._pk = {f"{BoMa.B34}:{ma}": pk for ma, pk in cac}
        return self._pk.get(khoa)

    def mot_de_an(self, pk: int) -> str:
        return reverse("admin:khuyencong_dean_change", args=[pk]) if self.de_an_duoc else ""

    def co_so(self, pk: int) -> str:
        return reverse("admin:khuyencong_dean_co_so", args=[pk]) if self.co_so_duoc else ""

    def mang_luoi(self, ten: str) -> str:
        if not self.user.has_perm(f"khuyencong.view_{ten}"):
            return ""
        return reverse(f"admin:khuyencong_{ten}_changelist")


def du_lieu(tham_so: QueryDict) -> dict[str, str]:
    """The address, with this year (next year for the plan) where it names none."""
    gui = {k: v for k, v in tham_so.items() if k in ThongKeForm.base_fields}
    nam = str(timezone.localdate().year + (gui.get("bang") == "B8"))
    gui.setdefault("bang", "B1")
    gui["tu_nam"] = gui.get("tu_nam") or gui.get("den_nam") or nam
    gui["den_nam"] = gui.get("den_nam") or gui["tu_nam"]
    return gui


def dung(form: ThongKeForm, lien: Lien, *, gon: bool) -> BangXem | None:
    """The table of a valid form; None with the errors on the form."""
    d = form.cleaned_data
    try:
        hoi = form.hoi()
        if d["bang"] == DOI_CHIEU:
            return dung_doi_chieu(hoi, lien, noi=form.ten_noi(), gon=gon or lien.tren_trang)
        if d["bang"] != B9:
            return dung_bang(d["bang"], hoi, lien, noi=form.ten_noi(), gon=gon)
    except ThamSoSai as sai:
        ten = {"don_vi": "noi", "vung": "noi", "den": "den"}
        for o, cac_cau in sai.loi.items():
            o = ten.get(o, o)
            for cau in cac_cau:
                form.add_error(o if o in form.fields else None, cau)
        if "don_vi" in sai.loi:
            form.add_error("noi", "Chọn tỉnh cùng bộ với địa giới, hoặc đổi địa giới.")
        return None
    ct = next((c for c in form.cac_ct if d["chuong_trinh"] in ("", str(c.pk))), None)
    if ct is None:
        form.add_error("chuong_trinh", "Chưa có chương trình nào; thêm ở «Chương trình, mục tiêu».")
        return None
    return dung_chuong_trinh(ct, lien, user=form.user, minh_hoa=hoi.minh_hoa, den=d["den"])


def trang_thong_ke(
    request: HttpRequest, site: AdminSite, *, form: ThongKeForm | None = None
) -> HttpResponse:
    """The form with its table; ``form``: one that was found wanting already."""
    if not request.user.has_perm("khuyencong.xem_thongke"):
        raise PermissionDenied
    x = None
    if form is None:
        form = ThongKeForm(du_lieu(request.GET), user=request.user)
        if form.is_valid():
            x = dung(form, LienSo(request.user, form), gon=False)
    ngu_canh = site.each_context(request) | {
        "title": "Thống kê khuyến công B1–B9",
        "opts": DeAn._meta,
        "form": form,
        "x": x,
        "cac_bang": [] if x is None else [_trang(b, request) for b in x.cac_bang],
        "duong": duong(request),
    }
    mau = "admin/khuyencong/thong_ke/bang.html"
    return TemplateResponse(request, mau, ngu_canh, status=422 if x is None else 200)


def duong(request: HttpRequest) -> str:
    """The question of this address, without page and format."""
    gui = {k: v for k, v in du_lieu(request.GET).items() if v}
    return f"?{urlencode(gui)}"


def _trang(bang: BangCon, request: HttpRequest) -> dict[str, Any]:
    """A page of the rows, the total on each."""
    trang = Paginator(bang.hang, MOT_TRANG).get_page(request.GET.get("trang"))
    tong = [bang.tong] if bang.tong is not None and bang.hang else []
    return {
        "b": bang,
        "hang": [*tong, *trang],
        "trang": trang,
        "cac_trang": trang.paginator.get_elided_page_range(trang.number),
    }
