"""Products: one identity for life, sets, OCOP facts; duplicates found and merged by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, FloatField, Func, Q, Value
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.donvi.models import CoSo
from cucctdp.formats.chu import khoa_tim
from cucctdp.formats.functions import KhongDau
from sanpham_tieubieu.choices import PhanHoSo, TrangThaiHoSo
from sanpham_tieubieu.models import (
    DanhHieuCu,
    GiayChungNhan,
    HoSoDangKy,
    NhomSanPham,
    QuyTac,
    SanPham,
    ThanhPhanBo,
)
from sanpham_tieubieu.quyen_ky import APP, doi_co_so
from sanpham_tieubieu.services.cua import cau_loi, gan, gom
from sanpham_tieubieu.services.ho_so import phan_mo

H = TrangThaiHoSo
# What a dossier is judged by; OCOP facts beside it may change at any time.
BAN_CHAT = (
    "ten",
    "ma_nhom",
    "la_bo",
    "truong_hop_bo",
    "mo_ta",
    "san_xuat_hang_loat",
    "doc_ban",
    "lang_nghe",
)
OCOP = ("ocop_nhom", "ocop_sao", "ocop_so_qd", "ocop_ngay_qd", "ocop_het_han")
THONG_TIN = (*BAN_CHAT, *OCOP)
THANH_PHAN = ("ten", "vat_lieu", "cong_dung", "co_so")
# Dossiers that no longer wait for anything: the product may be described anew.
_XONG = (
    H.NHAP,
    H.RUT,
    H.KHONG_HOP_LE,
    H.KHONG_DAT,
    H.HD_KHONG_CHON,
    H.CONG_NHAN,
    H.DE_CU,
    H.THU_HOI,
)


def _loi(sp: SanPham) -> list[str]:
    loi = cau_loi(sp)
    co_nhom = NhomSanPham.objects.hieu_luc(timezone.localdate()).filter(ma=sp.ma_nhom).exists()
    if sp.ma_nhom and not co_nhom:
        loi.append(f"Nhóm: không có nhóm «{sp.ma_nhom}».")
    if sp.ocop_ngay_qd and sp.ocop_het_han and sp.ocop_het_han < sp.ocop_ngay_qd:
        loi.append("OCOP: hết hạn phải từ ngày quyết định trở đi.")
    if sp.lang_nghe is not None and sp.co_so_id is not None:
        tinh = sp.co_so.xa.tinh
        if sp.lang_nghe.don_vi_id != tinh.pk and not tinh.ke_thua_tu.filter(
            cu=sp.lang_nghe.don_vi_id
        ):
            loi.append(f"Làng nghề: «{sp.lang_nghe}» không ở {tinh.ten_goi}.")
    return loi


@transaction.atomic
def lap_san_pham(
    *,
    co_so: CoSo,
    thong_tin: Mapping[str, Any],
    thanh_phan: Sequence[Mapping[str, Any]] = (),
    by: Any,
) -> SanPham:
    """Enter a product (columns of THONG_TIN) and the parts of a set (THANH_PHAN).

    Raises PermissionDenied, ValidationError with every fault at once.
    """
    doi_co_so(by, co_so)
    sp = SanPham(co_so=co_so)
    gan(sp, thong_tin, {*THONG_TIN, "minh_hoa"})
    loi = _loi(sp)
    if co_so.hop_nhat_vao_id is not None:
        loi.append("Cơ sở đã hợp nhất vào cơ sở khác; chọn cơ sở được giữ.")
    phan, loi_phan = _dung_thanh_phan(sp, thanh_phan)
    gom(loi + loi_phan)
    sp.save()
    _ghi_thanh_phan(sp, phan)
    ghi("sanpham.lap", sp, by=by, du_lieu={"co_so": co_so.pk})
    return sp


def _mo(sp: SanPham, by: Any, *, ban_chat: bool) -> SanPham:
    """The locked product; ``ban_chat``: no running dossier may hold it as it is."""
    sp = (
        SanPham.objects.select_for_update(of=("self",))
        .select_related("co_so__xa__tinh", "lang_nghe")
        .get(pk=sp.pk)
    )
    doi_co_so(by, sp.co_so)
    if sp.hop_nhat_vao_id is not None:
        raise ValidationError("Sản phẩm đã hợp nhất vào sản phẩm khác, không sửa được.")
    if ban_chat:
        for ho_so in sp.ho_so.exclude(trang_thai__in=_XONG).select_related("ky"):
            if PhanHoSo.BO_SAN_PHAM not in phan_mo(ho_so):
                raise ValidationError(
                    f"Sản phẩm đang dự {ho_so.ky} («{ho_so.get_trang_thai_display()}»), "
                    "chỉ sửa được khi hồ sơ mở phần «Sản phẩm, bộ sản phẩm»."
                )
    return sp


@transaction.atomic
def sua_san_pham(san_pham: SanPham, *, thong_tin: Mapping[str, Any], by: Any) -> SanPham:
    """Change a product; while a dossier of it is looked at only its OCOP facts."""
    sp = _mo(san_pham, by, ban_chat=bool(set(thong_tin) - set(OCOP)))
    doi = gan(sp, thong_tin, THONG_TIN)
    gom(_loi(sp))
    sp.save()
    if doi:
        ghi("sanpham.sua", sp, by=by, du_lieu=doi)
    return sp


def _dung_thanh_phan(
    sp: SanPham, cac_dong: Sequence[Mapping[str, Any]]
) -> tuple[list[ThanhPhanBo], list[str]]:
    phan, loi = [], []
    if cac_dong and not sp.la_bo:
        loi.append("Chỉ bộ sản phẩm mới kê các sản phẩm trong bộ.")
    for so, muc in enumerate(cac_dong, 1):
        dong = ThanhPhanBo(thu_tu=so)
        gan(dong, muc, THANH_PHAN)
        loi += cau_loi(dong, f"Sản phẩm thứ {so} trong bộ", bo=["san_pham"])
        phan.append(dong)
    return phan, loi


def _ghi_thanh_phan(sp: SanPham, phan: list[ThanhPhanBo]) -> None:
    for dong in phan:
        dong.san_pham = sp
        dong.save()


@transaction.atomic
def dat_thanh_phan(
    san_pham: SanPham, *, cac_dong: Sequence[Mapping[str, Any]], by: Any
) -> list[ThanhPhanBo]:
    """Replace the parts of a set; every fault with its row."""
    sp = _mo(san_pham, by, ban_chat=True)
    phan, loi = _dung_thanh_phan(sp, cac_dong)
    gom(loi)
    sp.thanh_phan.all().delete()
    _ghi_thanh_phan(sp, phan)
    ghi("sanpham.dat_thanh_phan", sp, by=by, du_lieu={"so": len(phan)})
    return phan


@dataclass(frozen=True, slots=True)
class NghiTrung:
    """A product that may be the same, and how alike the names are (0–1)."""

    san_pham: SanPham
    giong: Decimal


def nguong_giong() -> Decimal | None:
    """From which likeness of names two products are suspected (R30); None: rule off."""
    luat = QuyTac.objects.hieu_luc(timezone.localdate()).filter(ma="R30", bat=True).first()
    return Decimal(str(luat.nguong["giong"])) if luat is not None else None


def nghi_trung(*, ten: str, co_so: CoSo, tru: SanPham | None = None) -> list[NghiTrung]:
    """Live products of the same establishment or commune whose name is like ``ten``; two queries.

    Names are compared without accents by their trigrams (R30).
    """
    nguong = nguong_giong()
    if nguong is None or not ten.strip():
        return []
    rows = (
        SanPham.objects.hien_hanh()
        .filter(Q(co_so=co_so) | Q(co_so__xa=co_so.xa_id))
        .annotate(
            giong=Func(
                KhongDau(F("ten")),
                Value(khoa_tim(ten)),
                function="similarity",
                output_field=FloatField(),
            )
        )
        .filter(giong__gte=float(nguong))
        .select_related("co_so")
        .order_by("-giong", "pk")
    )
    if tru is not None:
        rows = rows.exclude(pk=tru.pk)
    return [NghiTrung(sp, Decimal(str(round(sp.giong, 3)))) for sp in rows[:10]]


@transaction.atomic
def hop_nhat(*, giu: SanPham, bo: SanPham, by: Any, ly_do: str) -> SanPham:
    """Merge the duplicate ``bo`` into ``giu``: dossiers, certificates and past awards follow.

    What was printed on a certificate stays as printed. Raises ValidationError with every reason.
    """
    duoc = by.is_active and by.has_perm(f"{APP}.tham_tra_ho_so")
    if not duoc or not (by.la_so or by.la_cuc):
        raise PermissionDenied("Sở hoặc Cục mới hợp nhất sản phẩm được.")
    khoa = {
        sp.pk: sp
        for sp in SanPham.objects.visible_to(by)
        .filter(pk__in=[giu.pk, bo.pk])
        .select_for_update(of=("self",))
        .select_related("co_so")
        .order_by("pk")
    }
    if giu.pk not in khoa or bo.pk not in khoa:
        raise ValidationError("Không tìm thấy sản phẩm cần hợp nhất.")
    giu, bo = khoa[giu.pk], khoa[bo.pk]
    loi = []
    if giu.pk == bo.pk:
        loi.append("Chọn hai sản phẩm khác nhau để hợp nhất.")
    loi += [
        f"«{sp}» đã được hợp nhất vào sản phẩm khác." for sp in khoa.values() if sp.hop_nhat_vao_id
    ]
    goc = {sp.co_so.hop_nhat_vao_id or sp.co_so_id for sp in khoa.values()}
    if len(goc) > 1:
        loi.append("Hai sản phẩm của hai cơ sở; hợp nhất hai cơ sở trước nếu là một.")
    cung_ky = (
        HoSoDangKy.objects.filter(san_pham=bo)
        .exclude(trang_thai=H.RUT)
        .filter(
            ky__in=HoSoDangKy.objects.filter(san_pham=giu).exclude(trang_thai=H.RUT).values("ky")
        )
        .select_related("ky")
    )
    if giu.pk != bo.pk:
        loi += [f"R29: Cả hai sản phẩm cùng dự {h.ky}; rút một hồ sơ trước." for h in cung_ky]
    if len(ly_do.strip()) < 10:
        loi.append("Nêu lý do hợp nhất, ít nhất 10 ký tự.")
    gom(loi)
    chuyen: dict[str, list[int]] = {}
    with pghistory.context(user=by.pk, ly_do=ly_do):
        for model in (HoSoDangKy, GiayChungNhan, DanhHieuCu):
            rows = model._default_manager.filter(san_pham=bo)
            chuyen[model._meta.model_name or ""] = sorted(rows.values_list("pk", flat=True))
            rows.update(san_pham=giu)
        SanPham.objects.filter(hop_nhat_vao=bo).update(hop_nhat_vao=giu)
        bo.hop_nhat_vao = giu
        bo.save(update_fields=["hop_nhat_vao"])
        for cot in ("mo_ta", "lang_nghe_id"):
            if not getattr(giu, cot):
                setattr(giu, cot, getattr(bo, cot))
        if giu.ocop_sao is None and bo.ocop_sao is not None:
            for cot in OCOP:
                setattr(giu, cot, getattr(bo, cot))
        giu.save()
    ghi(
        "sanpham.hop_nhat",
        giu,
        by=by,
        ly_do=ly_do,
        du_lieu={"bo": bo.pk, "ten_bo": bo.ten, "chuyen": chuyen},
    )
    return giu
