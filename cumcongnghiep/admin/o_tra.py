"""Boxes that find a row by what a person knows of it: industry, firm, communes of a cluster."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from cucctdp.donvi.models import CoSo, DonViHanhChinh, NganhKinhTe, Xa
from cucctdp.formats.chu import nfc
from cucctdp.formats.so import SoKhongHopLe, dinh_dang, doc_so
from cumcongnghiep.admin.ten_xa import ten_day_du, ten_nay
from cumcongnghiep.services.cum import XaCuaCum

# «2511» or «C», alone or before the name as the lists print them.
_MA_NGANH = re.compile(r"^([A-Za-z]|\d{2,5})(?:\s|$)")
_GOI_Y, _HA_LE, _DONG_TRONG = 5, 4, 2


def _nganh_hien_hanh() -> QuerySet:
    """Industries of the newest version in force today."""
    rows = NganhKinhTe.objects.hieu_luc(timezone.localdate())
    moi = rows.order_by("-hieu_luc_tu").values("phien_ban")[:1]
    return rows.filter(phien_ban=moi)


def tim_nganh(chu: str) -> NganhKinhTe:
    """The industry of a code or of a name (accents optional); ValidationError when not just one."""
    rows = _nganh_hien_hanh()
    ma = _MA_NGANH.match(chu)
    dong: NganhKinhTe | None
    if ma:
        dong = rows.filter(ma=ma.group(1).upper()).first()
        if dong is None:
            raise ValidationError(f"Không có mã ngành «{ma.group(1)}» trong danh mục hiện hành.")
        return dong
    dong = rows.filter(ten__iexact=chu).order_by("-cap").first()
    if dong is not None:
        return dong
    cac = list(rows.filter(ten__khong_dau__contains=chu).order_by("-cap", "ma")[: _GOI_Y + 1])
    if len(cac) == 1:
        return cac[0]
    if not cac:
        raise ValidationError(f"Không có ngành nào tên có «{chu}» trong danh mục hiện hành.")
    goi_y = "; ".join(str(n) for n in cac[:_GOI_Y])
    raise ValidationError(f"Nhiều ngành có «{chu}»: ghi mã. Ví dụ: {goi_y}.")


def doc_nganh(chu: str) -> NganhKinhTe:
    """As ``tim_nganh``; what ``in_nganh`` printed is read back in its own version."""
    cu = re.match(r"^(\S+) .*\((\w+)\)$", chu)
    dong = None
    if cu:
        dong = NganhKinhTe.objects.filter(ma=cu.group(1), phien_ban=cu.group(2)).first()
    return dong or tim_nganh(chu)


def in_nganh(dong: NganhKinhTe) -> str:
    return f"{dong} ({dong.phien_ban})"


class ONganh(forms.CharField):
    """One industry by code or name; empty is None. What was recorded keeps its version."""

    def __init__(self, **khac: Any) -> None:
        khac["help_text"] = "Mã hoặc tên ngành, ví dụ «1410». Theo phiên bản VSIC hiện hành."
        super().__init__(widget=UnfoldAdminTextInputWidget, **khac)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            dong = NganhKinhTe.objects.filter(pk=value).first()
            return in_nganh(dong) if dong else ""
        return value

    def to_python(self, value: Any) -> NganhKinhTe | None:
        chu = nfc(super().to_python(value))
        return doc_nganh(chu) if chu else None


class OCacNganh(forms.CharField):
    """Several industries, one a line; a line of codes alone has several."""

    def __init__(self, **khac: Any) -> None:
        super().__init__(
            widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
            required=False,
            help_text="Mỗi dòng một mã hoặc một tên ngành VSIC; các mã cách nhau dấu phẩy.",
            **khac,
        )

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(map(in_nganh, value or ()))

    def to_python(self, value: Any) -> list[NganhKinhTe]:
        """Industries in the order given, once each; every line at fault is told."""
        chu = nfc(super().to_python(value))
        cac: dict[int, NganhKinhTe] = {}
        loi: list[str] = []
        for muc in _tach_muc(chu):
            try:
                dong = doc_nganh(muc)
            except ValidationError as e:
                loi += e.messages
            else:
                cac[dong.pk] = dong
        if loi:
            raise ValidationError(loi)
        return list(cac.values())


def _tach_muc(chu: str) -> list[str]:
    ra = []
    for dong in chu.splitlines():
        phan = [p.strip() for p in re.split(r"[,;]", dong)]
        chi_ma = all(re.fullmatch(r"[A-Za-z]|\d{2,5}", p) for p in phan if p)
        ra += phan if chi_ma else [dong.strip()]
    return [p for p in ra if p]


class OCoSo(forms.CharField):
    """A rural industrial establishment of the cluster's province by its tax code."""

    def __init__(self, *, tinh_id: int, **khac: Any) -> None:
        self.tinh_id = tinh_id
        khac["help_text"] = (
            "Mã số thuế của cơ sở trong danh bạ dùng chung với khuyến công; để trống nếu chưa có."
        )
        khac["label"] = "Cơ sở công nghiệp nông thôn (mã số thuế)"
        super().__init__(widget=UnfoldAdminTextInputWidget, **khac)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            dong = CoSo.objects.filter(pk=value).first()
            return (dong.ma_so_thue or dong.ten) if dong else ""
        return value

    def to_python(self, value: Any) -> CoSo | None:
        chu = nfc(super().to_python(value))
        if not chu:
            return None
        rows = CoSo.objects.filter(xa__tinh=self.tinh_id)
        cac = list(rows.filter(ma_so_thue=chu)[:2]) or list(rows.filter(ten__iexact=chu)[:2])
        if not cac:
            raise ValidationError(f"Danh bạ cơ sở của tỉnh này không có «{chu}».")
        if len(cac) > 1:
            raise ValidationError(f"Nhiều cơ sở mang «{chu}»: ghép bản ghi trùng trong danh bạ.")
        return cac[0]


class _BangXa(forms.Widget):
    """Rows of commune, area and the lead; some empty rows below for more."""

    cac_xa: Sequence[Xa] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        dong = list(value or ())
        dong += [("", "", False)] * max(_DONG_TRONG, 3 - len(dong))
        ngu_canh = {"ten": name, "id": (attrs or {}).get("id", name), "dong": dong,
                    "cac_xa": [(str(x.pk), ten_day_du(x)) for x in self.cac_xa]}  # fmt: skip
        return render_to_string("admin/cumcongnghiep/cum/_o_xa.html", ngu_canh)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """[(commune key, area as typed, lead)]; None when the rows were not sent."""
        if not hasattr(data, "getlist") or f"{name}-xa" not in data:
            return None
        xa, ha = data.getlist(f"{name}-xa"), data.getlist(f"{name}-ha")
        ha += [""] * (len(xa) - len(ha))
        chu_tri = data.get(f"{name}-chu-tri", "")
        return [
            (x, h.strip(), str(i) == chu_tri)
            for i, (x, h) in enumerate(zip(xa, ha[: len(xa)], strict=True))
        ]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0"


class OCacXa(forms.Field):
    """The communes of a cluster, chosen by name within its province."""

    widget = _BangXa

    def __init__(self, *, tinh: DonViHanhChinh) -> None:
        super().__init__(
            label="Xã, phường",
            required=False,
            help_text="Diện tích trên từng xã (ha), để trống nếu chưa rõ. Xã chủ trì tổng hợp, "
            "báo cáo cụm liên xã. Thêm nhiều hơn: lưu rồi mở lại.",
        )
        rows = (
            Xa.objects.filter(tinh=tinh).hieu_luc(timezone.localdate()).prefetch_related(ten_nay())
        )
        self.cac_xa = {str(x.pk): x for x in rows.order_by("ten_goi__khoa_sap_xep", "ma")}
        self.widget.cac_xa = list(self.cac_xa.values())

    def prepare_value(self, value: Any) -> Any:
        return [
            (str(v.xa.pk), "" if v.dien_tich is None else dinh_dang(v.dien_tich), v.chu_tri)
            if isinstance(v, XaCuaCum)
            else v
            for v in value or ()
        ]

    def clean(self, value: Any) -> list[XaCuaCum] | None:
        """Communes as the service takes them; None: not sent, leave them. Every fault at once."""
        if value is None:
            return None
        ra, loi = [], []
        for i, (pk, chu, chu_tri) in enumerate(value, 1):
            if not pk:
                if chu:
                    loi.append(f"Dòng {i}: chọn xã, phường cho diện tích {chu} ha.")
                continue
            xa = self.cac_xa.get(pk)
            if xa is None:
                loi.append(f"Dòng {i}: xã, phường không thuộc tỉnh này.")
                continue
            so, cau = _doc_ha(chu)
            if cau:
                loi.append(f"{ten_day_du(xa)}: {cau}")
            ra.append(XaCuaCum(xa, so, chu_tri))
        if loi:
            raise ValidationError(loi)
        return ra


def _doc_ha(chu: str) -> tuple[Decimal | None, str]:
    """(area, fault): one of them is empty."""
    if not chu:
        return None, ""
    try:
        so = Decimal(doc_so(chu))
    except SoKhongHopLe as e:
        return None, str(e)
    if so != so.quantize(Decimal(1).scaleb(-_HA_LE)):
        return None, f"Tối đa {_HA_LE} chữ số lẻ."
    return so, ""


def o_rieng(truong: Any, chung: Mapping[str, Any], cum: Any) -> forms.Field | None:
    """The box of a key into a long list, or None."""
    if truong.related_model is NganhKinhTe:
        return ONganh(label=chung["label"], required=chung["required"])
    if truong.related_model is CoSo:
        return OCoSo(tinh_id=cum.don_vi_id, required=chung["required"])
    return None
