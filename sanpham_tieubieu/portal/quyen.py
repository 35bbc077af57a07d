"""Who enters the pages of the selection in the portal and what exists for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from cucctdp.accounts.cong import ai_vao_cong
from cucctdp.donvi.models import CoSo, Xa
from cucctdp.workflow.models import QuyetDinh
from sanpham_tieubieu.choices import DA_QUYET_DINH, Cap, TrangThaiHoSo, TrangThaiKy
from sanpham_tieubieu.giai_doan import thay_ket_qua
from sanpham_tieubieu.models import HoSoDangKy, KyBinhChon, SanPham
from sanpham_tieubieu.models.pham_vi import giao_nop
from sanpham_tieubieu.quyen_ky import cac_ky, dieu_hanh_duoc, vuong_co_so

XEM = "sanpham_tieubieu.view_hosodangky"
NOP = "sanpham_tieubieu.nop_ho_so"
KIEM_TRA = "sanpham_tieubieu.tham_tra_ho_so"
LAP_KY = "sanpham_tieubieu.lap_ky"
CHUYEN = "sanpham_tieubieu.chuyen_cap_tren"
# Found by jury and council, told by the decision.
CHUA_BAO = (
    TrangThaiHoSo.DAT_NGUONG, TrangThaiHoSo.KHONG_DAT, TrangThaiHoSo.HD_CHON,
    TrangThaiHoSo.HD_KHONG_CHON,
)  # fmt: skip


def chi_binh_chon(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Staff of a Sở, communes and establishments with the right to see dossiers; else 403."""

    @wraps(view)
    def boc(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(XEM):
            raise PermissionDenied("Tài khoản của bạn không xem được hồ sơ bình chọn.")
        return view(request, *args, **kwargs)

    return ai_vao_cong(boc)


def doi_quyen(user: Any, *quyen: str) -> None:
    """403 without any of the rights."""
    if not any(user.has_perm(q) for q in quyen):
        raise PermissionDenied("Tài khoản của bạn không làm được việc này.")


def cac_ho_so(user: Any) -> QuerySet[HoSoDangKy]:
    """Dossiers of the account; another's draft is nobody's business but those who hand it in.

    A draft is seen by whoever hands in for that establishment: the Sở of the province included.
    """
    rows = HoSoDangKy.objects.visible_to(user)
    if user.has_perm(NOP) or user.has_perm(KIEM_TRA):
        return rows
    return rows.exclude(trang_thai=TrangThaiHoSo.NHAP)


def lay(user: Any, pk: int) -> HoSoDangKy:
    """The dossier, or 404: another's does not exist for this user."""
    lien_quan = (
        "ky__don_vi", "ky__xa", "san_pham__co_so__xa__tinh", "don_vi", "xa", "lang_nghe",
        "tu_ho_so__ky__don_vi", "tu_ho_so__ky__xa", "gcn_duoi", "nguoi_lap",
    )  # fmt: skip
    rows = cac_ho_so(user).select_related(*lien_quan).prefetch_related("ky__cac_moc")
    h = get_object_or_404(rows, pk=pk)
    che_ket_qua([h], user)
    return h


def che_ket_qua(cac: Iterable[HoSoDangKy], user: Any) -> None:
    """Before the decision an entrant's dossier reads «đã chấm», whatever was found; in memory.

    Who organises the round reads on. One query when there is anything to hide.
    """
    che = [h for h in cac if h.trang_thai in CHUA_BAO and not thay_ket_qua(h.ky)]
    if che:
        to_chuc = set(_ky_to_chuc(user))
        for h in che:
            if h.ky_id not in to_chuc:
                h.trang_thai = TrangThaiHoSo.DA_CHAM


def _ky_to_chuc(user: Any) -> QuerySet[KyBinhChon, int]:
    """Ids of the rounds that the account checks, runs or decides on."""
    ky = cac_ky(user, "tham_tra_ho_so") | cac_ky(user) | cac_ky(user, "ky_quyet_dinh")
    return ky.values_list("pk", flat=True)


def loc_trang_thai(rows: QuerySet[HoSoDangKy], trang_thai: str, user: Any) -> QuerySet[HoSoDangKy]:
    """Dossiers in a state as the account reads it (``che_ket_qua``)."""
    che = Q(trang_thai__in=CHUA_BAO) & ~(
        Q(ky__trang_thai__in=DA_QUYET_DINH) | Q(ky__in=_ky_to_chuc(user))
    )
    dung = Q(trang_thai=trang_thai) & ~che
    return rows.filter(dung | che if trang_thai == TrangThaiHoSo.DA_CHAM else dung)


def qua_trinh(h: HoSoDangKy, user: Any) -> list[QuyetDinh]:
    """The way of a dossier so far; what was found of it only to whom it is told."""
    rows = QuyetDinh.objects.cua(h).select_related("nguoi")
    if not thay_ket_qua(h.ky) and h.ky_id not in set(_ky_to_chuc(user)):
        rows = rows.exclude(den_trang_thai__in=CHUA_BAO)
    return list(rows)


def cac_ky_thay(user: Any) -> QuerySet[KyBinhChon]:
    """Rounds the account sees, runs, or may enter now."""
    return KyBinhChon.objects.filter(
        Q(pk__in=KyBinhChon.objects.visible_to(user).values("pk"))
        | Q(pk__in=cac_ky(user, "tham_tra_ho_so").values("pk"))
        | Q(pk__in=ky_nhan_cua(user).values("pk"))
    )


def cac_xa(user: Any) -> QuerySet[Xa]:
    """Communes of today in the account's province, or those it was appointed for."""
    pham_vi = user.pham_vi_don_vi()
    if pham_vi:
        return Xa.objects.filter(tinh__in=pham_vi, hieu_luc_den__isnull=True)
    return Xa.objects.filter(pk__in=giao_nop(user).filter(xa__isnull=False).values("xa"))


def lay_ky(user: Any, pk: int) -> KyBinhChon:
    rows = cac_ky_thay(user).select_related("don_vi", "xa").prefetch_related("cac_moc")
    return get_object_or_404(rows, pk=pk)


def cac_co_so(user: Any) -> QuerySet[CoSo]:
    """Establishments the account may hand in for; merged ones are gone."""
    rows = CoSo.objects.filter(hop_nhat_vao__isnull=True)
    if not user.has_perm(NOP):
        return rows.none()
    pham_vi = user.pham_vi_don_vi()
    if pham_vi is None:
        return rows
    if pham_vi:
        return rows.filter(xa__tinh__in=pham_vi)
    giao = giao_nop(user)
    return rows.filter(
        Q(pk__in=giao.filter(co_so__isnull=False).values("co_so"))
        | Q(xa__in=giao.filter(xa__isnull=False).values("xa"))
    )


def cac_san_pham(user: Any) -> QuerySet[SanPham]:
    """Products of those establishments."""
    return SanPham.objects.hien_hanh().filter(co_so__in=cac_co_so(user).values("pk"))


def ky_nhan_cua(user: Any) -> QuerySet[KyBinhChon]:
    """Open rounds that take in dossiers handed in by the account: of its communes, provinces."""
    rows = KyBinhChon.objects.filter(trang_thai=TrangThaiKy.MO)
    if not user.has_perm(NOP):
        return rows.none()
    pham_vi = user.pham_vi_don_vi()
    if pham_vi:
        return rows.filter(cap__in=[Cap.XA, Cap.TINH], don_vi__in=pham_vi)
    co_so = cac_co_so(user)
    giao = giao_nop(user).filter(xa__isnull=False)
    return rows.filter(
        Q(cap=Cap.XA, xa__in=co_so.values("xa"))
        | Q(cap=Cap.XA, xa__in=giao.values("xa"))
        | Q(cap=Cap.TINH, don_vi__in=co_so.values("xa__tinh"))
        | Q(cap=Cap.TINH, don_vi__in=giao.values("xa__tinh"))
    )


def ky_gui_cua(user: Any) -> QuerySet[KyBinhChon]:
    """Open rounds above, into which the account sends dossiers with a letter."""
    rows = KyBinhChon.objects.filter(trang_thai=TrangThaiKy.MO)
    if not user.has_perm(CHUYEN):
        return rows.none()
    pham_vi = user.pham_vi_don_vi()
    if pham_vi:
        return rows.filter(
            Q(cap=Cap.TINH, don_vi__in=pham_vi) | Q(cap=Cap.KHU_VUC, dia_ban__don_vi__in=pham_vi)
        ).distinct()
    tinh = giao_nop(user).filter(xa__isnull=False).values("xa__tinh")
    return rows.filter(cap=Cap.TINH, don_vi__in=tinh)


def la_ben_nop(user: Any, ho_so: HoSoDangKy) -> bool:
    """Whether the account hands in for the establishment of this dossier."""
    return not vuong_co_so(user, ho_so.san_pham.co_so)


def kiem_tra_duoc(user: Any, ky: KyBinhChon) -> bool:
    """Whether the account checks dossiers of this round."""
    return dieu_hanh_duoc(user, ky, "tham_tra_ho_so")
