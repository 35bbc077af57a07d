"""Developers: the national list, and who holds a cluster from which day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from cucctdp.audit.record import ghi
from cumcongnghiep.choices import LoaiVanBan, TinhTrangCDT
from cumcongnghiep.models import ChuDauTu, Cum, GiaoChuDauTu, VanBan
from cumcongnghiep.services.cua import (
    cac_loi,
    doc_lai,
    gan,
    hoi_quy_tac,
    khoa_cum,
    loi_khac_cum,
    xong,
)
from cumcongnghiep.services.dieu_kien import doi_quyen, gom

TRUONG = (
    "ten", "ma_so_thue", "loai", "von_nuoc_ngoai", "tinh_trang", "tinh_trang_tu", "don_vi",
)  # fmt: skip
# Documents that name a developer.
VAN_BAN_GIAO = (
    LoaiVanBan.THANH_LAP, LoaiVanBan.MO_RONG, LoaiVanBan.DIEU_CHINH, LoaiVanBan.GIAO_CDT,
)  # fmt: skip


@transaction.atomic
def them_chu_dau_tu(*, by: Any, **truong: Any) -> ChuDauTu:
    """Enter a developer in the national list; raises PermissionDenied, ValidationError."""
    doi_quyen(None, by, "cap_nhat_cum")
    cdt = ChuDauTu()
    gan(cdt, truong, TRUONG)
    cac_loi(cdt)
    cdt.save()
    ghi("chudautu.them", cdt, by=by, du_lieu={"ten": cdt.ten, "ma_so_thue": cdt.ma_so_thue})
    return cdt


@transaction.atomic
def sua_chu_dau_tu(cdt: ChuDauTu, *, by: Any, **truong: Any) -> ChuDauTu:
    """Change a developer. One that holds clusters of other provinces is the Cục's to change.

    Raises PermissionDenied, ValidationError.
    """
    doi_quyen(None, by, "cap_nhat_cum")
    cdt = doc_lai(cdt)
    pham_vi = by.pham_vi_don_vi()
    if pham_vi is not None:
        ngoai = GiaoChuDauTu.objects.filter(chu_dau_tu=cdt).exclude(cum__don_vi__in=pham_vi)
        if ngoai.exists():
            raise ValidationError(
                f"{cdt.ten} còn giữ cụm ở tỉnh khác: gửi đề nghị để Cục sửa thông tin chung."
            )
    doi = gan(cdt, truong, TRUONG)
    cac_loi(cdt)
    cdt.save()
    ghi("chudautu.sua", cdt, by=by, du_lieu=doi)
    return cdt


@transaction.atomic
def giao_chu_dau_tu(
    cum: Cum, chu_dau_tu: ChuDauTu, *, tu_ngay: date, den_ngay: date | None = None,
    van_ban: VanBan | None = None, diem: Decimal | None = None, by: Any,
) -> GiaoChuDauTu:  # fmt: skip
    """Appoint a developer for a stretch in which the cluster has none.

    Raises ValidationError, also while another one holds the cluster (``thay_chu_dau_tu``).
    """
    khoa = khoa_cum(cum, by=by)
    dong = _dat(khoa, chu_dau_tu, tu_ngay, den_ngay, van_ban, diem)
    gom(hoi_quy_tac(khoa, "giao_cdt"))
    xong(khoa, "cum.chu_dau_tu.giao", dong=dong, du_lieu={"tu_ngay": tu_ngay}, by=by)
    return dong


@transaction.atomic
def thay_chu_dau_tu(
    cum: Cum, chu_dau_tu: ChuDauTu, *, tu_ngay: date, van_ban: VanBan,
    diem: Decimal | None = None, by: Any,
) -> GiaoChuDauTu:  # fmt: skip
    """Put another developer in the place of the present one, from a decision.

    The former stretch ends the day before. Raises ValidationError with every fault.
    """
    khoa = khoa_cum(cum, by=by)
    cu = dat_moi(khoa, chu_dau_tu, tu_ngay=tu_ngay, van_ban=van_ban, diem=diem)
    dong, truoc = cu
    gom(hoi_quy_tac(khoa, "giao_cdt"))
    du_lieu = {"truoc": str(truoc.chu_dau_tu) if truoc else "", "tu_ngay": tu_ngay}
    xong(khoa, "cum.chu_dau_tu.thay", dong=dong, du_lieu=du_lieu, by=by)
    return dong


@transaction.atomic
def thoi_chu_dau_tu(giao: GiaoChuDauTu, *, den_ngay: date, ly_do: str, by: Any) -> GiaoChuDauTu:
    """End a stretch without a successor: the cluster has no developer from the next day."""
    khoa = khoa_cum(giao.cum_id, by=by)
    giao = doc_lai(giao)
    loi = []
    if giao.den_ngay is not None:
        loi.append(f"Đã thôi từ ngày {giao.den_ngay:%d/%m/%Y}.")
    if not ly_do.strip():
        loi.append("Nêu lý do thôi giao chủ đầu tư.")
    giao.den_ngay = den_ngay
    cac_loi(giao, them=loi)
    giao.save()
    xong(khoa, "cum.chu_dau_tu.thoi", dong=giao, du_lieu={"den": den_ngay}, ly_do=ly_do, by=by)
    return giao


def dat_moi(
    cum: Cum, chu_dau_tu: ChuDauTu, *, tu_ngay: date, van_ban: VanBan | None,
    diem: Decimal | None = None,
) -> tuple[GiaoChuDauTu, GiaoChuDauTu | None]:  # fmt: skip
    """(new stretch, the one it closed) of a locked cluster; the same developer goes on unchanged.

    For doors that already hold the cluster. Raises ValidationError.
    """
    truoc = (
        GiaoChuDauTu.objects.select_for_update(of=("self",))
        .select_related("chu_dau_tu")
        .filter(Q(den_ngay__isnull=True) | Q(den_ngay__gte=tu_ngay), cum=cum)
        .order_by("tu_ngay")
        .first()
    )
    if truoc is not None and truoc.chu_dau_tu_id == chu_dau_tu.pk:
        return truoc, None
    if truoc is not None:
        if truoc.tu_ngay >= tu_ngay:
            raise ValidationError(
                f"{truoc.chu_dau_tu} giữ cụm từ {truoc.tu_ngay:%d/%m/%Y}: "
                "ngày giao mới phải sau ngày ấy."
            )
        truoc.den_ngay = tu_ngay - timedelta(days=1)
        truoc.save(update_fields=["den_ngay"])
    return _dat(cum, chu_dau_tu, tu_ngay, None, van_ban, diem), truoc


def _dat(
    cum: Cum, chu_dau_tu: ChuDauTu, tu_ngay: date, den_ngay: date | None,
    van_ban: VanBan | None, diem: Decimal | None,
) -> GiaoChuDauTu:  # fmt: skip
    dong = GiaoChuDauTu(
        cum=cum, chu_dau_tu=chu_dau_tu, tu_ngay=tu_ngay, den_ngay=den_ngay, van_ban=van_ban,
        diem=diem,
    )  # fmt: skip
    loi = loi_khac_cum(cum, van_ban=van_ban)
    if van_ban is not None and van_ban.loai not in VAN_BAN_GIAO:
        loi.append(f"{van_ban.get_loai_display()} không phải văn bản giao chủ đầu tư.")
    nghi = chu_dau_tu.tinh_trang != TinhTrangCDT.HOAT_DONG
    if nghi and (den_ngay is None or den_ngay >= (chu_dau_tu.tinh_trang_tu or tu_ngay)):
        loi.append(
            f"{chu_dau_tu.ten} {chu_dau_tu.get_tinh_trang_display().lower()}: "
            "không giao làm chủ đầu tư được."
        )
    cac_loi(dong, them=loi)
    dong.save()
    return dong
