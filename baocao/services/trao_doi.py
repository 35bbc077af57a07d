"""Threads of talk at a cell: opened by one side, answered by both, settled by the other side."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from baocao.choices import BenTraoDoi
from baocao.models import LoiTraoDoi, LuongTraoDoi, PhieuBieu
from baocao.services.giai_trinh import QUYEN_TRA_LOI
from cucctdp.audit.record import ghi
from cucctdp.formats.chu import nfc

NOI_DUNG_TOI_DA = 4000
QUYEN_CUC = ("baocao.kiem_tra_bobaocao", "baocao.tiep_nhan_bobaocao")
KHONG_DUOC_TRAO_DOI = "Tài khoản của bạn không trao đổi về biểu này."


@dataclass(frozen=True, slots=True)
class DemTraoDoi:
    """Threads at one cell: how many there are, how many still wait for an answer."""

    tat_ca: int
    dang_mo: int


def ben_cua(user: Any) -> BenTraoDoi:
    """The side a person speaks for."""
    return BenTraoDoi.SO if user.la_so else BenTraoDoi.CUC


def duoc_trao_doi(phieu: PhieuBieu, user: Any) -> bool:
    """True when the user may write about this form: staff that types or signs, or that checks."""
    quyen = QUYEN_TRA_LOI if user.la_so else QUYEN_CUC
    nhom = user.pham_vi_nhom()
    return (
        user.is_active
        and any(user.has_perm(q) for q in quyen)
        and (nhom is None or phieu.bieu_mau.nhom in nhom)
        and PhieuBieu.objects.visible_to(user).filter(pk=phieu.pk).exists()
    )


def dem_trao_doi(cac_phieu: Iterable[int]) -> dict[int, dict[tuple[str, str], DemTraoDoi]]:
    """Form id → (row, column) → count; one query for any number of forms."""
    ket_qua: dict[int, dict[tuple[str, str], DemTraoDoi]] = defaultdict(dict)
    rows = (
        LuongTraoDoi.objects.filter(phieu__in=list(cac_phieu))
        .order_by()
        .values_list("phieu_id", "chi_tieu", "cot")
        .annotate(n=Count("pk"), mo=Count("pk", filter=Q(giai_quyet_luc__isnull=True)))
    )
    for phieu_id, chi_tieu, cot, tat_ca, dang_mo in rows:
        ket_qua[phieu_id][chi_tieu, cot] = DemTraoDoi(tat_ca, dang_mo)
    return dict(ket_qua)


def cac_luong(phieu: PhieuBieu, *, chi_tieu: str = "", cot: str = "") -> list[LuongTraoDoi]:
    """Threads of a form, or of one cell, oldest first, with their messages; two queries.

    Whoever calls has checked that the reader may see the form.
    """
    rows = LuongTraoDoi.objects.filter(phieu=phieu)
    if chi_tieu:
        rows = rows.filter(chi_tieu=chi_tieu, cot=cot)
    return list(rows.select_related("nguoi_giai_quyet").prefetch_related("loi__nguoi"))


@transaction.atomic
def viet(phieu: PhieuBieu, *, chi_tieu: str, cot: str, noi_dung: str, by: Any) -> LoiTraoDoi:
    """Write at a cell: goes on with its open thread, or opens one.

    Raises PermissionDenied for who may not, ValidationError for a cell the form has not, for
    empty text and for more than 4.000 characters.
    """
    phieu = (
        PhieuBieu.objects.select_for_update(of=("self",))
        .select_related("bo__don_vi", "bieu_mau")
        .get(pk=phieu.pk)
    )
    _duoc(phieu, by)
    noi_dung = nfc(noi_dung.replace("\0", "")).strip()
    loi = []
    if not noi_dung:
        loi.append("Nội dung trao đổi không được để trống.")
    if len(noi_dung) > NOI_DUNG_TOI_DA:
        loi.append("Nội dung trao đổi dài quá 4.000 ký tự.")
    if not (
        phieu.bieu_mau.chi_tieu.filter(ma=chi_tieu).exists()
        and phieu.bieu_mau.cot.filter(ma=cot).exists()
    ):
        loi.append(f"Biểu {phieu.bieu_mau.ma} không có ô {chi_tieu}.{cot}.")
    if loi:
        raise ValidationError(loi)
    ben = ben_cua(by)
    luong = LuongTraoDoi.objects.dang_mo().filter(phieu=phieu, chi_tieu=chi_tieu, cot=cot).first()
    if luong is None:
        luong = LuongTraoDoi.objects.create(
            phieu=phieu, chi_tieu=chi_tieu, cot=cot, ben_mo=ben, nguoi_mo=by
        )
    dong = LoiTraoDoi.objects.create(
        luong=luong, ben=ben, vong=phieu.bo.vong, noi_dung=noi_dung, nguoi=by
    )
    ghi("traodoi.viet", phieu, by=by, du_lieu={"luong": luong.pk, "o": f"{chi_tieu}.{cot}"})
    return dong


@transaction.atomic
def giai_quyet(luong: LuongTraoDoi, *, by: Any) -> LuongTraoDoi:
    """Settle a thread; only the side that did not open it. A settled one stays readable."""
    luong = (
        LuongTraoDoi.objects.select_for_update(of=("self",))
        .select_related("phieu__bo__don_vi", "phieu__bieu_mau")
        .get(pk=luong.pk)
    )
    _duoc(luong.phieu, by)
    ben = ben_cua(by)
    if luong.giai_quyet_luc is not None:
        raise ValidationError("Trao đổi này đã được giải quyết.")
    if ben == luong.ben_mo:
        raise ValidationError("Trao đổi do bên kia đánh dấu đã giải quyết, không phải bên nêu.")
    luong.ben_giai_quyet = ben
    luong.nguoi_giai_quyet = by
    luong.giai_quyet_luc = timezone.now()
    luong.save(update_fields=["ben_giai_quyet", "nguoi_giai_quyet", "giai_quyet_luc"])
    ghi("traodoi.giai_quyet", luong.phieu, by=by, du_lieu={"luong": luong.pk})
    return luong


def _duoc(phieu: PhieuBieu, by: Any) -> None:
    if not duoc_trao_doi(phieu, by):
        raise PermissionDenied(KHONG_DUOC_TRAO_DOI)
