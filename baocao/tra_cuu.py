"""Query page (tra cứu số liệu): one indicator over periods, by level, boundary, approval, day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from baocao.choices import CapTongHop, DiaGioi, KieuCot
from baocao.statistics import (
    SoThongKe,
    ThamSoSai,
    cac_ngat,
    cau_ngat,
    chuoi_theo_don_vi,
    noi_chuoi,
    so_lieu,
)
from baocao.statistics.chuoi import Chuoi as ChuoiSo
from baocao.statistics.danh_muc import DanhMuc, doc_danh_muc
from baocao.statistics.pham_vi_xem import don_vi_duoc_xem, ly_do_cam
from baocao.statistics.phien_ban import CAC_MUC_API, CONG_BO, DA_GUI, TIEP_NHAN
from cucctdp.charts import Chuoi, duong
from cucctdp.formats.ky import Ky, LoaiKy

SO_KY_TOI_DA = 20
SO_DUONG_TOI_DA = 4
TEN_MUC = {
    DA_GUI: "Sở đã gửi",
    TIEP_NHAN: "Cục đã tiếp nhận",
    CONG_BO: "Đã công bố",
}
DINH_KY = "dinh_ky"
# Kinds of period a question can be about; the first is the yearly round of reports.
LOAI_KY: dict[str, tuple[str, tuple[LoaiKy, ...]]] = {
    DINH_KY: (
        "Quý I, 6 tháng, 9 tháng, năm",
        (LoaiKy.QUY, LoaiKy.SAU_THANG, LoaiKy.CHIN_THANG, LoaiKy.NAM),
    ),
    LoaiKy.QUY: ("Chỉ quý", (LoaiKy.QUY,)),
    LoaiKy.SAU_THANG: ("Chỉ 6 tháng", (LoaiKy.SAU_THANG,)),
    LoaiKy.CHIN_THANG: ("Chỉ 9 tháng", (LoaiKy.CHIN_THANG,)),
    LoaiKy.NAM: ("Chỉ năm", (LoaiKy.NAM,)),
    LoaiKy.THANG: ("Tháng", (LoaiKy.THANG,)),
}


class TraCuuForm(forms.Form):
    """What to look up; every choice comes from the reference data."""

    chi_tieu = forms.ChoiceField(label="Chỉ tiêu")
    cot = forms.ChoiceField(label="Cột", required=False)
    loai_ky = forms.ChoiceField(
        label="Loại kỳ", choices=[(str(ma), ten) for ma, (ten, _) in LOAI_KY.items()]
    )
    tu_nam = forms.IntegerField(label="Từ năm", min_value=2000, max_value=2100)
    den_nam = forms.IntegerField(label="Đến năm", min_value=2000, max_value=2100)
    cap = forms.ChoiceField(label="Cấp", choices=CapTongHop.choices)
    dia_gioi = forms.ChoiceField(label="Địa giới", choices=DiaGioi.choices)
    muc = forms.ChoiceField(label="Mức duyệt")
    den_ngay = forms.DateField(
        label="Như đã biết đến hết ngày",
        required=False,
        widget=forms.DateInput(
            attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"},
            format="%d/%m/%Y",
        ),
        help_text="Để trống: số mới nhất.",
    )

    def __init__(self, *args: Any, dm: DanhMuc, cac_muc: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dm = dm
        self.fields["chi_tieu"].choices = _chon_chi_tieu(dm)  # type: ignore[attr-defined]
        self.fields["cot"].choices = _chon_cot(dm)  # type: ignore[attr-defined]
        self.fields["muc"].choices = [(m, TEN_MUC[m]) for m in cac_muc]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The years in order, some period between them, and a column that the row's form has."""
        sach: dict[str, Any] = super().clean() or {}
        tu, den = sach.get("tu_nam"), sach.get("den_nam")
        if tu and den and tu > den:
            self.add_error("den_nam", "Năm cuối phải từ năm đầu trở đi.")
        bieu = self.dm.bieu_co_dong(sach.get("chi_tieu", ""))
        if bieu is not None and sach.get("cot") and sach["cot"] not in bieu.cot:
            co = ", ".join(ma for ma, c in bieu.cot.items() if c.kieu_cot != KieuCot.VAN_BAN)
            self.add_error("cot", f"Biểu {bieu.ma} không có cột này; chọn một trong: {co}.")
        if tu and den and tu <= den and "loai_ky" in sach:
            sach["cac_ky"] = self._cac_ky(sach["loai_ky"], tu, den)
            if not sach["cac_ky"]:
                self.add_error("loai_ky", "Không có kỳ báo cáo nào thuộc loại này trong khoảng đó.")
            elif len(sach["cac_ky"]) > SO_KY_TOI_DA:
                cau = f"Mỗi lần tra tối đa {SO_KY_TOI_DA} kỳ; rút ngắn khoảng năm."
                self.add_error("den_nam", cau)
        return sach

    def _cac_ky(self, loai: str, tu: int, den: int) -> list[str]:
        cac_ky = [Ky.tu_ma(ma) for ma in self.dm.ky]
        return [k.ma for k in sorted(cac_ky) if k.loai in LOAI_KY[loai][1] and tu <= k.nam <= den]


def _chon_chi_tieu(dm: DanhMuc) -> list[tuple[str, list[tuple[str, str]]]]:
    """Rows that have figures, grouped by form, newest version of each."""
    nhom = []
    for b in dm.bieu:
        if dm.bieu_ky(b.ma, None) is b and not b.bieu_mau.la_tinh_toan:
            dong = [(c.ma, f"{c.ma} – {c.ten}") for c in b.chi_tieu.values() if c.la_so]
            nhom.append((f"{b.ma}. {b.bieu_mau.ten}", dong))
    return nhom


def _chon_cot(dm: DanhMuc) -> list[tuple[str, str]]:
    """Numeric columns by code; one code means the same in every form of a column set."""
    ten: dict[str, str] = {}
    for b in dm.bieu:
        if not b.bieu_mau.la_tinh_toan:
            for ma, c in b.cot.items():
                if c.kieu_cot != KieuCot.VAN_BAN:
                    ten.setdefault(ma, c.ten)
    return [("", "Cột chính của biểu"), *((ma, f"{ma} – {t}") for ma, t in sorted(ten.items()))]


@dataclass(frozen=True)
class DongKetQua:
    """One scope over the periods, with the change between the last two of the same season.

    ``noi``: the figures in terms of the newest series, None where they cannot be linked; the
    change is between such figures. ``ngat``: where a series begins.
    """

    ten: str
    cac_o: list[SoThongKe | None]
    thay_doi: Decimal | None
    noi: list[Decimal | None]
    ngat: list[tuple[int, ChuoiSo]]

    @property
    def cac_cap(self) -> list[tuple[SoThongKe | None, Decimal | None]]:
        """(figure, the same in the newest series where that is another number)."""
        return [
            (o, n if o is not None and n is not None and n != o.gia_tri else None)
            for o, n in zip(self.cac_o, self.noi, strict=True)
        ]


@login_required
def tra_cuu(request: HttpRequest) -> HttpResponse:
    """The form and, once it is filled in, the table, a chart and the way to the API and CSV."""
    if not request.user.has_perm("baocao.xem_thongke"):
        raise PermissionDenied("Tài khoản của bạn không có quyền xem trang này.")
    if not request.user.hang_vai_tro.dang_nhap:
        raise PermissionDenied("Tài khoản dịch vụ lấy số liệu qua API.")
    dm = doc_danh_muc()
    cac_muc = [CONG_BO, TIEP_NHAN]
    if request.user.has_perm("baocao.view_bobaocao"):
        cac_muc.append(DA_GUI)
    form = TraCuuForm(
        request.GET or None, dm=dm, cac_muc=cac_muc, initial=_mac_dinh(dm), label_suffix=""
    )
    ngu_canh: dict[str, Any] = {"form": form}
    if request.GET and form.is_valid():
        try:
            ngu_canh |= _ket_qua(request, dm, form.cleaned_data)
        except ThamSoSai as exc:
            for cac_cau in exc.loi.values():
                for cau in cac_cau:
                    form.add_error(None, cau)
    return render(request, "lanh_dao/tra_cuu.html", ngu_canh)


def _mac_dinh(dm: DanhMuc) -> dict[str, Any]:
    nam = max((Ky.tu_ma(ma).nam for ma in dm.ky), default=timezone.localdate().year)
    return {"loai_ky": DINH_KY, "tu_nam": nam - 2, "den_nam": nam, "cap": "ca_nuoc"}


def _ket_qua(request: HttpRequest, dm: DanhMuc, hoi: dict[str, Any]) -> dict[str, Any]:
    """Everything the table needs. Raises ThamSoSai."""
    don_vi = None
    if hoi["cap"] == CapTongHop.TINH and hoi["muc"] != CONG_BO:
        don_vi = don_vi_duoc_xem(request.user)
    if ly_do := ly_do_cam(request.user, muc=hoi["muc"], cap=hoi["cap"], don_vi=don_vi or ()):
        raise ThamSoSai({"muc": [ly_do]})
    luc = None
    if hoi["den_ngay"]:
        luc = timezone.make_aware(datetime.combine(hoi["den_ngay"], time.max))
    cac_so = so_lieu(
        chi_tieu=hoi["chi_tieu"],
        cac_ky=hoi["cac_ky"],
        cot=hoi["cot"] or None,
        cap=hoi["cap"],
        dia_gioi=hoi["dia_gioi"],
        don_vi=don_vi,
        muc=hoi["muc"],
        luc=luc,
        dm=dm,
    )
    dong = _dong(dm, cac_so, hoi["cac_ky"])
    bieu = dm.bieu_co_dong(hoi["chi_tieu"])
    cot = cac_so[0].cot if cac_so else ""
    return {
        "dong": dong,
        "cac_ky": [Ky.tu_ma(ma) for ma in hoi["cac_ky"]],
        "mau": cac_so[0] if cac_so else None,
        "ten_cot": bieu.cot[cot].ten if bieu and cot in bieu.cot else "",
        "co_minh_hoa": any(s.co_minh_hoa for s in cac_so),
        "chua_gom": _chua_gom(dm, cac_so),
        "theo_ma": sorted({ma for s in cac_so for ma in s.do_phu.theo_ma}),
        "khong_chinh_xac": any(not s.chinh_xac for s in cac_so),
        "bieu_do": _bieu_do(cac_so, dong, hoi["cac_ky"]),
        "ngat": _cau_ngat(dong, hoi["cac_ky"]),
        "csv": _duong_csv(hoi, don_vi) if hoi["muc"] in CAC_MUC_API else "",
        "gioi_han": don_vi is not None,
    }


def _dong(dm: DanhMuc, cac_so: list[SoThongKe], cac_ky: list[str]) -> list[DongKetQua]:
    theo: dict[str, dict[str, SoThongKe]] = {}
    for s in cac_so:
        theo.setdefault(s.ma_pham_vi, {})[s.ky] = s
    if not theo:
        return []
    pk = {ma: d.pk for ma in theo if (d := dm.theo_khoa(ma)) is not None}
    chuoi = chuoi_theo_don_vi(cac_so[0].chi_tieu, pk.values())
    ngay = [Ky.tu_ma(ky).ngay_cuoi for ky in cac_ky]
    ket_qua = []
    for ma, o in theo.items():
        cua = chuoi.get(pk.get(ma)) or chuoi.get(None, [])
        cac_o = [o.get(ky) for ky in cac_ky]
        # A ratio has both its sides from one series; only amounts are multiplied.
        noi = noi_chuoi(
            [(n, s.gia_tri if s else None) for n, s in zip(ngay, cac_o, strict=True)],
            cua if all(s is None or s.mau_so is None for s in cac_o) else [],
        )
        theo_ky = dict(zip(cac_ky, noi, strict=True))
        cuoi = o[next(ky for ky in reversed(cac_ky) if ky in o)]
        so_cuoi, so_cung = (theo_ky.get(k) for k in (cuoi.ky, Ky.tu_ma(cuoi.ky).cung_ky().ma))
        thay_doi = (so_cuoi / so_cung - 1) * 100 if so_cuoi is not None and so_cung else None
        ngat = cac_ngat(ngay, cua)
        ket_qua.append(DongKetQua(cuoi.ten_pham_vi, cac_o, thay_doi, noi, ngat))
    return ket_qua


def _cau_ngat(dong: list[DongKetQua], cac_ky: list[str]) -> list[str]:
    """A sentence per break; one that all scopes share is said once, without a name."""
    cau: dict[str, list[str]] = {}
    for d in dong:
        for i, c in d.ngat:
            cau.setdefault(cau_ngat(c, Ky.tu_ma(cac_ky[i]).ten), []).append(d.ten)
    return [c if len(ten) == len(dong) else f"{', '.join(ten)}: {c}" for c, ten in cau.items()]


def _chua_gom(dm: DanhMuc, cac_so: list[SoThongKe]) -> list[tuple[str, list[str]]]:
    """By period: names of the units that its figures do not hold."""
    theo: dict[str, set[str]] = {}
    co_so: dict[str, int] = {}
    for s in cac_so:
        theo.setdefault(s.ky, set()).update(s.do_phu.con_thieu)
        co_so[s.ky] = co_so.get(s.ky, 0) + s.do_phu.so_tong
    ket_qua = []
    for ky, cac_khoa in theo.items():
        cac_don_vi = [d for k in sorted(cac_khoa) if (d := dm.theo_khoa(k)) is not None]
        if cac_don_vi:
            ngay = dm.ky[ky].den_ngay
            ten = [d.ten(ngay) for d in cac_don_vi]
            if len(ten) == co_so[ky] > 1:
                ten = [f"cả {len(ten)} tỉnh, thành phố"]
            ket_qua.append((Ky.tu_ma(ky).ten, ten))
    return ket_qua


def _bieu_do(cac_so: list[SoThongKe], dong: list[DongKetQua], cac_ky: list[str]) -> str:
    if len(dong) > SO_DUONG_TOI_DA or len(cac_ky) < 2 or not cac_so:
        return ""
    chuoi = [Chuoi(d.ten, tuple(d.noi)) for d in dong]
    if not any(so is not None for c in chuoi for so in c.gia_tri):
        return ""
    mau = cac_so[0]
    moc = ["{1}/{0}".format(*ma.split("-")) for ma in cac_ky]
    ngat = sorted({(i, f"chuỗi {c.so}") for d in dong for i, c in d.ngat})
    return duong(
        chuoi,
        moc=moc,
        tieu_de=mau.ten,
        don_vi=mau.don_vi_tinh,
        so_le=min(2, mau.so_le),
        ngat=ngat,
    )


def _duong_csv(hoi: dict[str, Any], don_vi: list[str] | None) -> str:
    tham_so = {
        "ky": ",".join(hoi["cac_ky"]), "cap": hoi["cap"], "dia_gioi": hoi["dia_gioi"],
        "muc": hoi["muc"], "dinh_dang": "csv",
    }  # fmt: skip
    if hoi["cot"]:
        tham_so["cot"] = hoi["cot"]
    if don_vi is not None:
        tham_so["don_vi"] = ",".join(don_vi)
    if hoi["den_ngay"]:
        tham_so["luc"] = f"{hoi['den_ngay']:%Y-%m-%d}T23:59:59+07:00"
    return f"{reverse('api:thong-ke-bao-cao', args=[hoi['chi_tieu']])}?{urlencode(tham_so)}"


urlpatterns = [path("tra-cuu/", tra_cuu, name="tra_cuu")]
