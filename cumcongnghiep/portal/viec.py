"""«Việc phải làm»: the forms each account owes in the open windows, and how late they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from cumcongnghiep import workflow as wf
from cumcongnghiep.choices import Bieu, TrangThaiBieu, VaiTroBaoCao
from cumcongnghiep.danh_muc import DanhMuc, doc_danh_muc
from cumcongnghiep.models import BieuNop, KyBieu, NguoiBaoCao
from cumcongnghiep.portal.quyen import giao_cua
from cumcongnghiep.services.ky_bieu import TinhHan, han_cua, tinh_han
from cumcongnghiep.workflow import DA_CO_SO

# Windows that a page looks back on.
SO_KY = 4
CUA_VAI_TRO = {
    VaiTroBaoCao.DU_AN: Bieu.B01,
    VaiTroBaoCao.CDT: Bieu.B02,
    VaiTroBaoCao.XA: Bieu.B03,
}


@dataclass(frozen=True)
class Viec:
    """One form owed by the account: begun or not, and its due day."""

    ky: KyBieu
    bieu: str
    ten: str
    pk: int
    nop: BieuNop | None
    han: TinhHan | None

    @property
    def ten_bieu(self) -> str:
        return str(Bieu(self.bieu).label)

    @property
    def xong(self) -> bool:
        return self.nop is not None and self.nop.trang_thai in DA_CO_SO

    @property
    def tra_lai(self) -> bool:
        return self.nop is not None and self.nop.trang_thai == TrangThaiBieu.TRA_LAI


def cac_ky() -> QuerySet[KyBieu]:
    """The newest windows, open ones and locked."""
    return KyBieu.objects.order_by("-den_ngay", "-tu_ngay", "pk")[:SO_KY]


def han(
    ky: KyBieu, bieu: str, nop: BieuNop | None, danh_muc: DanhMuc, hom_nay: date
) -> TinhHan | None:
    """Timeliness of a form, begun or not; None when the window has no due day for it."""
    if nop is not None:
        return tinh_han(nop.han, nop.ngay_gui, hom_nay)
    try:
        return tinh_han(han_cua(ky, bieu, danh_muc=danh_muc), None, hom_nay)
    except ValidationError:
        return None


def viec_cua(user: Any) -> list[Viec]:
    """Forms of a reporter in every window looked back on: what is still owed first."""
    giao = giao_cua(user)
    ky = list(cac_ky())
    nop = {_khoa(b): b for b in BieuNop.objects.visible_to(user).filter(ky__in=ky)}
    danh_muc, hom_nay = doc_danh_muc(), timezone.localdate()
    cac = []
    for k in ky:
        for g in giao:
            bieu, pk, ten = _doi_tuong(g)
            b = nop.get((k.pk, bieu, pk))
            if b is None and k.khoa_luc is not None:
                continue
            cac.append(Viec(k, bieu, ten, pk, b, han(k, bieu, b, danh_muc, hom_nay)))
    return sorted(cac, key=lambda v: (v.xong, not v.tra_lai))


def _doi_tuong(g: NguoiBaoCao) -> tuple[str, int, str]:
    """(form, key of the subject, its name) of an appointment."""
    bieu = CUA_VAI_TRO[VaiTroBaoCao(g.vai_tro)].value
    if g.du_an is not None:
        return bieu, g.du_an.pk, f"{g.du_an.ten} ({g.du_an.cum})"
    if g.xa is not None:
        return bieu, g.xa.pk, g.xa.ten_goi
    return bieu, g.cum_id or 0, str(g.cum)


def _khoa(b: BieuNop) -> tuple[int, str, int | None]:
    pk = {Bieu.B01: b.du_an_id, Bieu.B02: b.cum_id, Bieu.B03: b.xa_id}.get(Bieu(b.bieu))
    return (b.ky_id, b.bieu, pk)


def buoc_toi(b: BieuNop, user: Any, *, cho_gui: bool) -> str:
    """Who acts next, for an account that has done its part; "" when it is the account itself.

    ``cho_gui``: no rule stops the form.
    """
    if b.ky.khoa_luc is not None or wf.cac_buoc(b, user):
        return ""
    if b.trang_thai in wf.DANG_NHAP and b.bieu == Bieu.B04:
        if user.has_perm(wf.KY):
            return "Bước tiếp theo: lãnh đạo Sở khác ký gửi Cục; người lập biểu không tự ký."
        truoc = "" if cho_gui else "sửa hết lỗi, giải trình các cảnh báo; sau đó "
        return f"Bước tiếp theo: {truoc}lãnh đạo Sở ký gửi Biểu 04 cho Cục. Bạn không phải gửi."
    if b.trang_thai == TrangThaiBieu.DA_GUI:
        ben = {Bieu.B03: "Sở Công Thương", Bieu.B04: "Cục"}.get(
            Bieu(b.bieu), "UBND cấp xã chủ trì hoặc Sở Công Thương"
        )
        return f"Đã gửi. Bước tiếp theo: {ben} tiếp nhận hoặc trả lại."
    return ""


def cho_tiep_nhan(user: Any) -> list[BieuNop]:
    """Forms sent to the account that wait for its answer, the oldest first."""
    cho = BieuNop.objects.visible_to(user).filter(
        trang_thai=TrangThaiBieu.DA_GUI, ky__khoa_luc__isnull=True
    )
    if user.la_so:
        cho = cho.exclude(bieu=Bieu.B04)
    else:
        xa = [g.xa_id for g in giao_cua(user) if g.xa_id]
        if not xa:
            return []
        cho = cho.filter(
            bieu__in=[Bieu.B01, Bieu.B02], cum__cac_xa__chu_tri=True, cum__cac_xa__xa__in=xa
        )
    cho = cho.exclude(nguoi_nhap=user).select_related("ky", "cum", "du_an", "xa", "don_vi")
    return list(cho.order_by("gui_luc", "pk")[:50])
