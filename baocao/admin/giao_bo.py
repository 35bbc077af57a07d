"""Who has a pack and why it is odd: marks of the queue, the assignment dialog, the cover sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminSelectWidget

from baocao.admin import xem_o
from baocao.bang import Bang
from baocao.choices import BO_DA_NHAN
from baocao.models import BoBaoCao, DieuChinh, GiaoKiemTra, MucBatThuong
from baocao.services import bat_thuong, dang_xem
from baocao.services import giao_kiem_tra as dv
from baocao.statistics.q00 import tinh_q00
from cucctdp.adminkit.hop_thoai import HopThoai, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.nhan import nhan
from cucctdp.formats.so import dinh_dang

DIEM_CAO = 20


def gan_dang_xem(cac_bo: Iterable[BoBaoCao], user: Any) -> None:
    """Put ``dang_xem`` (names) on the rows of a list: one query for all of them."""
    cac_bo = list(cac_bo)
    ten = dang_xem.dang_xem([b.pk for b in cac_bo], tru=user)
    for bo in cac_bo:
        bo.dang_xem = ten.get(bo.pk, [])  # type: ignore[attr-defined]


def nhan_nguoi(bo: Any) -> SafeString | str:
    """Assigned or checking officer, and who has the page open now."""
    giao = getattr(bo, "giao", None)
    nguoi = bo.nguoi_kiem_tra or (giao.nguoi if giao else None)
    dong = [str(nguoi)] if nguoi else []
    if giao and not bo.nguoi_kiem_tra:
        dong[0] += " (được giao)"
    if ten := getattr(bo, "dang_xem", []):
        dong.append(f"đang xem: {', '.join(ten)}")
    return format_html_join(SafeString("<br>"), "{}", ((d,) for d in dong)) or "–"


def nhan_bat_thuong(bo: Any) -> SafeString | str:
    """The score with its heaviest reason."""
    muc = getattr(bo, "muc_bat_thuong", None)
    if muc is None:
        return "–"
    if not muc.diem:
        return nhan("0 điểm", "luc")
    mau = "do" if muc.diem >= DIEM_CAO else "vang"
    return format_html(
        '{}<span class="bc-duoi bc-giup bc-xuong-dong">{}</span>',
        nhan(f"{muc.diem} điểm", mau),
        muc.ly_do[0]["cau"],
    )


def cua(bo: BoBaoCao) -> GiaoKiemTra | None:
    return GiaoKiemTra.objects.filter(bo=bo).select_related("nguoi", "nguoi_giao").first()


def muc(bo: BoBaoCao) -> MucBatThuong | None:
    """The score of the last sending; computed on the first look when no job has done it."""
    dong = MucBatThuong.objects.filter(bo=bo).first()
    if dong is None or (bo.gui_luc and dong.luc < bo.gui_luc):
        return bat_thuong.cham(bo) or dong
    return dong


def dieu_chinh_cua(bo: BoBaoCao, user: Any) -> list[DieuChinh]:
    """Signed restatements of the pack, newest first."""
    if not user.has_perm("baocao.view_dieuchinh"):
        return []
    return list(
        DieuChinh.objects.visible_to(user)
        .filter(bo=bo)
        .exclude(trang_thai__in=("nhap", "cho_ky", "huy"))
    )


def duoc_giao(bo: BoBaoCao, user: Any) -> bool:
    return bo.trang_thai not in BO_DA_NHAN and user.has_perm(dv.QUYEN)


class GiaoForm(forms.Form):
    nguoi = forms.ModelChoiceField(
        queryset=None,
        label="Chuyên viên",
        widget=UnfoldAdminSelectWidget,
        help_text="Chỉ gồm chuyên viên phụ trách tỉnh này.",
    )

    def __init__(self, *args: Any, bo: BoBaoCao, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cac_nguoi = dv.nguoi_nhan_duoc(bo)
        model = dv.User
        self.fields["nguoi"].queryset = model.objects.filter(  # type: ignore[attr-defined]
            pk__in=[u.pk for u in cac_nguoi]
        )


def trang_giao(request: HttpRequest, site: AdminSite, bo: BoBaoCao, ve: str) -> HttpResponse:
    """The dialog of an assignment."""
    if not request.user.has_perm(dv.QUYEN):
        raise PermissionDenied
    hop = HopThoai(
        f"Giao kiểm tra: {bo.don_vi.ten_goi}, {bo.ky}",
        "Giao",
        ve,
        "Người khác không nhận kiểm tra được bộ này cho đến khi giao lại.",
    )

    def lam(du_lieu: Mapping[str, Any]) -> str:
        dong = dv.giao(bo, nguoi=du_lieu["nguoi"], by=request.user)
        return f"Đã giao cho {dong.nguoi.ten_hien_thi}."

    return trang_hop_thoai(request, site, hop, GiaoForm(du_lieu_gui(request), bo=bo), lam)


@dataclass(frozen=True)
class DongBia:
    """One row of the cover sheet as text."""

    ma: str
    stt: str
    ten: str
    dvt: str
    so: str
    nguon: str


def bia(bo: BoBaoCao, cac_bang: Mapping[str, Bang]) -> list[DongBia]:
    """Q00 computed from the tables shown."""
    return [
        DongBia(
            d.chi_tieu.ma,
            d.chi_tieu.stt,
            d.chi_tieu.ten,
            d.chi_tieu.dvt,
            "..." if d.so is None else dinh_dang(round(d.so, d.chi_tieu.so_le), d.chi_tieu.so_le),
            d.nguon,
        )
        for d in tinh_q00(bo, cac_bang)
    ]


@dataclass(frozen=True)
class BenCanh:
    """What stands beside a row of a form: sparkline, rank, and the cell its page is about."""

    cot: str
    hinh: SafeString | str
    hang: int | None
    so_tinh: int
    ngoai_khoang: bool


def ben_canh(bang: Bang) -> dict[str, BenCanh]:
    """By row of numbers; one query for the whole form."""
    cot = bang.cot_chinh[0]
    phan_bo = xem_o.doc_phan_bo(bang)
    ket_qua = {}
    for dong in bang:
        if cot not in dong.o or not dong.chi_tieu.la_so:
            continue
        pb = phan_bo.get(dong.chi_tieu.ma)
        ket_qua[dong.chi_tieu.ma] = BenCanh(
            cot,
            xem_o.lich_su_o(bang, dong.chi_tieu, cot).hinh,
            pb.hang if pb else None,
            pb.so_tinh if pb else 0,
            pb.ngoai_khoang if pb else False,
        )
    return ket_qua
