"""The table of a decision of several years: what each budget year gets, a line a beneficiary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from khuyencong.choices import Nguon
from khuyencong.ho_so import HoSo
from khuyencong.o_nhap import OTien
from khuyencong.services.chia_nam import PhanNam

# More lines than these are asked for the whole đề án, source by source.
TUNG_DON_VI_TOI_DA = 12

Dong = tuple[int | None, str, str, int]


def cac_dong_theo_nam(h: HoSo) -> list[Dong]:
    """(beneficiary id or None, source, label, đồng asked) of every sum to be divided."""
    tung = [
        (t.pk, n.value, f"{t} – {n.label.lower()}", int(getattr(t, n)))
        for t in h.thu_huong
        for n in Nguon
        if getattr(t, n)
    ]
    if len(tung) <= TUNG_DON_VI_TOI_DA:
        return list(tung)
    return [(None, n.value, f"Cả đề án – {n.label.lower()}", h.tong(n)) for n in Nguon if h.tong(n)]


class _BangNam(forms.Widget):
    """Lines down, budget years across; a box of đồng in each."""

    def __init__(self, cac_dong: list[Dong], cac_nam: list[int]) -> None:
        super().__init__()
        self.cac_dong, self.cac_nam = cac_dong, cac_nam

    def ten(self, name: str, i: int, nam: int) -> str:
        return f"{name}_{i}_{nam}"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return {
            (i, nam): data.get(self.ten(name, i, nam), "")
            for i in range(len(self.cac_dong))
            for nam in self.cac_nam
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0_{self.cac_nam[0]}"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        o = OTien()
        gia = value or {}
        hang = [
            {
                "nhan": nhan,
                "tong": tong,
                "o": [
                    o.widget.render(
                        self.ten(name, i, nam),
                        o.prepare_value(gia.get((i, nam))),
                        {
                            "id": f"id_{self.ten(name, i, nam)}",
                            "aria-label": f"{nhan}, năm {nam} (đồng)",
                        },
                    )
                    for nam in self.cac_nam
                ],
            }
            for i, (_, _, nhan, tong) in enumerate(self.cac_dong)
        ]
        mau = "admin/khuyencong/dean/_theo_nam.html"
        return render_to_string(mau, {"hang": hang, "cac_nam": self.cac_nam})


class OTheoNam(forms.Field):
    """Cleans to ``PhanNam`` rows; starts with every sum whole in the plan year."""

    widget: _BangNam

    def __init__(self, h: HoSo) -> None:
        self.cac_dong, self.cac_nam = cac_dong_theo_nam(h), h.de_an.cac_nam
        dau = h.de_an.nam
        super().__init__(
            label="Kinh phí phê duyệt theo năm (đồng)",
            required=False,
            widget=_BangNam(self.cac_dong, self.cac_nam),
            initial={(i, dau): d[3] for i, d in enumerate(self.cac_dong)},
            help_text=(
                f"Đang để toàn bộ ở năm {dau}. Chia theo quyết định phê duyệt: mỗi dòng cộng các "
                "năm phải bằng kinh phí phê duyệt; năm không có kinh phí để trống."
            ),
        )

    def clean(self, value: Mapping[tuple[int, int], str]) -> list[PhanNam]:
        o = OTien(required=False)
        phan: list[PhanNam] = []
        loi = []
        for i, (ai, nguon, nhan, _) in enumerate(self.cac_dong):
            for nam in self.cac_nam:
                try:
                    phan.append((ai, nguon, nam, o.clean(value.get((i, nam), ""))))
                except ValidationError as e:
                    loi += [f"{nhan}, năm {nam}: {cau}" for cau in e.messages]
        if loi:
            raise ValidationError(loi)
        return phan
