"""Reports while a đề án runs and after: monthly progress, survey of effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.workflow.steps import perform
from khuyencong import workflow as w
from khuyencong.choices import TrangThaiDeAn
from khuyencong.models import (
    HieuQua,
    HopDong,
    ThuHuong,
    TienDo,
)
from khuyencong.services.so_cai import khoa_de_an
from khuyencong.services.thuc_hien.dieu_kien import (
    doi_quyen,
    doi_trang_thai,
    kiem_dong,
)

_T = TrangThaiDeAn


@transaction.atomic
def bao_cao_thang(hop_dong: HopDong, *, du_lieu: Mapping[str, Any], by: Any) -> TienDo:
    """The monthly report (Mẫu 3a), with totals since the start.

    Its month has come and lies between signing and liquidation; the report of a month may be
    written again until the Sở has confirmed it. A total below the month before is a warning
    (KC33, ``luy_ke_khong_khop``): a correction downwards is told, and the Sở confirms it or not.
    """
    de_an = khoa_de_an(hop_dong.de_an)
    doi_quyen(de_an, by, "bao_cao", dung_ben=False)
    doi_trang_thai(de_an, _T.HOP_DONG, _T.THUC_HIEN)
    cu = TienDo.objects.filter(
        hop_dong=hop_dong, nam=du_lieu["nam"], thang=du_lieu["thang"]
    ).first()
    if cu is not None and cu.xac_nhan_luc is not None:
        raise ValidationError("Báo cáo tháng này Sở đã xác nhận, không sửa được.")
    bao = cu or TienDo(hop_dong=hop_dong)
    for ten, gia_tri in du_lieu.items():
        setattr(bao, ten, gia_tri)
    bao.nguoi = by
    kiem_dong(bao)
    if loi := loi_thang(hop_dong, nam=bao.nam, thang=bao.thang):
        raise ValidationError(loi)
    bao.save()
    if de_an.trang_thai == _T.HOP_DONG:
        perform(w.BAT_DAU, de_an, by=by)
    ghi(
        "dean.bao_cao_thang",
        de_an,
        by=by,
        du_lieu={"thang": f"{bao.nam}-{bao.thang:02d}", "khoi_luong": str(bao.khoi_luong)},
    )
    return bao


def loi_thang(hop_dong: HopDong, *, nam: int, thang: int) -> list[str]:
    """Why a contract has no report of a month: to come, before signing, after liquidation."""
    hom_nay, ky, xong = timezone.localdate(), hop_dong.ngay, hop_dong.thanh_ly_ngay
    loi = []
    if (nam, thang) > (hom_nay.year, hom_nay.month):
        loi.append(f"Chưa đến tháng {thang}/{nam}.")
    if (nam, thang) < (ky.year, ky.month):
        loi.append(f"Tháng {thang}/{nam} trước tháng ký hợp đồng {hop_dong.so} ({ky:%d/%m/%Y}).")
    if xong is not None and (nam, thang) > (xong.year, xong.month):
        loi.append(
            f"Tháng {thang}/{nam} sau khi thanh lý hợp đồng {hop_dong.so} ({xong:%d/%m/%Y})."
        )
    return loi


def luy_ke_khong_khop(cac: Iterable[TienDo]) -> list[str]:
    """KC33 (a warning): totals of a contract that are below those of its report before."""
    truoc: dict[int, TienDo] = {}
    cau = []
    for t in sorted(cac, key=lambda t: (t.hop_dong_id, t.nam, t.thang)):
        cu = truoc.get(t.hop_dong_id)
        for ten in ("khoi_luong", "kinh_phi_nha_nuoc", "kinh_phi_khac") if cu else ():
            if getattr(t, ten) < getattr(cu, ten):
                nhan = TienDo._meta.get_field(ten).verbose_name
                cau.append(
                    f"KC33: báo cáo tháng {t.thang}/{t.nam}, «{nhan}» nhỏ hơn lũy kế tháng "
                    f"{cu.thang}/{cu.nam}. Kiểm tra lại số lũy kế của hai tháng."
                )
        truoc[t.hop_dong_id] = t
    return cau


@transaction.atomic
def xac_nhan_tien_do(bao: TienDo, *, by: Any) -> TienDo:
    """The Sở confirms a monthly report after checking, once; an advance rests on it (Mẫu 3a)."""
    de_an = khoa_de_an(bao.hop_dong.de_an)
    doi_quyen(de_an, by, "tham_dinh_so", dung_ben=False)
    if bao.nguoi_id == by.pk:
        raise PermissionDenied("Người lập báo cáo không tự xác nhận.")
    bao.refresh_from_db(fields=["so_xac_nhan", "xac_nhan_luc"])
    if bao.xac_nhan_luc is not None:
        raise ValidationError("Báo cáo tháng này Sở đã xác nhận.")
    bao.so_xac_nhan, bao.xac_nhan_luc = by, timezone.now()
    bao.save(update_fields=["so_xac_nhan", "xac_nhan_luc"])
    ghi("dean.xac_nhan_tien_do", de_an, by=by, du_lieu={"bao_cao": bao.pk})
    return bao


@transaction.atomic
def ghi_hieu_qua(thu_huong: ThuHuong, *, du_lieu: Mapping[str, Any], by: Any) -> HieuQua:
    """Enter the survey of one beneficiary, before and after (B4); missing stays empty."""
    de_an = khoa_de_an(thu_huong.noi_dung.de_an)
    doi_quyen(de_an, by, "bao_cao", dung_ben=False)
    doi_trang_thai(de_an, _T.THANH_LY, _T.THEO_DOI, _T.QUYET_TOAN)
    dong = HieuQua.objects.filter(thu_huong=thu_huong).first() or HieuQua(thu_huong=thu_huong)
    for ten, gia_tri in du_lieu.items():
        setattr(dong, ten, gia_tri)
    dong.nguoi = by
    kiem_dong(dong)
    dong.save()
    ghi("dean.ghi_hieu_qua", de_an, by=by, du_lieu={"thu_huong": thu_huong.pk})
    return dong
