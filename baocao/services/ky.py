"""The doors of a period: made from the dated calendar, opened, closed, frozen, published."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from baocao import workflow as w
from baocao.choices import TrangThaiBo
from baocao.models import BieuMau, BoBaoCao, HanNop, KyBaoCao, PhieuBieu, QuyTacLich
from baocao.services.kien_nghi_gom import mang_sang
from baocao.services.su_kien_ra import bao_cong_bo
from cucctdp.audit.record import ghi
from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.formats.ky import Ky
from cucctdp.workflow.steps import perform

_MAU_NGAY = re.compile(r"nam(?P<lech>[+-]1)?-(?P<thang>\d{2})-(?P<ngay>\d{2})")


def doc_mau_ngay(mau: str | dict[str, int], ky: Ky) -> date:
    """Return the date of a calendar pattern for a period.

    Raises ValueError for a pattern that is neither «nam±1-MM-DD» nor {thang, ngay}.
    """
    if isinstance(mau, dict):
        thang0 = ky.nam * 12 + (ky.so_thang - 1) + int(mau["thang"])
        return date(thang0 // 12, thang0 % 12 + 1, int(mau["ngay"]))
    khop = _MAU_NGAY.fullmatch(mau)
    if khop is None:
        raise ValueError(f"Mẫu ngày «{mau}» không đúng.")
    return date(ky.nam + int(khop["lech"] or 0), int(khop["thang"]), int(khop["ngay"]))


def _bo_ma(den_ngay: date) -> str:
    """The code set whose units file a period that closes on this day (4.3, rule 7)."""
    con = DonViHanhChinh.objects.hieu_luc(den_ngay).filter(bo_ma=BoMa.B34)
    return BoMa.B34 if con.exists() else BoMa.B63


@transaction.atomic
def tao_ky(ma: str, *, by: Any = None) -> tuple[KyBaoCao, bool]:
    """Return (period, created): windows and due dates from the calendar rows in force.

    ``by`` None is the loader of reference data. Raises ValueError for a bad code,
    ValidationError when the calendar has no row for this kind of period.
    """
    ky = Ky.tu_ma(ma)
    if co := KyBaoCao.objects.filter(ma=ma).first():
        return co, False
    _duoc_mo(by)
    lich = list(QuyTacLich.objects.hieu_luc_ngay(ky.ngay_cuoi).filter(loai_ky=ky.loai))
    chung = next((q for q in lich if not q.bieu), None)
    if chung is None:
        raise ValidationError(f"Chưa có quy tắc lịch cho kỳ «{ky.ten}».")
    den_ngay = doc_mau_ngay(chung.cua_so["den"], ky)
    dong = KyBaoCao.objects.create(
        ma=ma,
        loai=ky.loai,
        nam=ky.nam,
        so=ky.so,
        bo_ma_don_vi=_bo_ma(den_ngay),
        tu_ngay=doc_mau_ngay(chung.cua_so["tu"], ky),
        den_ngay=den_ngay,
        thang_tk_tu=ky.ngay_dau,
        thang_tk_den=ky.ngay_cuoi,
        can_cu=chung.can_cu,
    )
    for quy_tac in lich:
        HanNop.objects.bulk_create(
            HanNop(
                ky=dong,
                bieu=quy_tac.bieu,
                buoc=buoc,
                ngay=doc_mau_ngay(mau, ky),
                loai_han=quy_tac.loai_han,
                can_cu=quy_tac.can_cu_han or quy_tac.can_cu,
                can_xac_minh=quy_tac.can_xac_minh,
            )
            for buoc, mau in quy_tac.han.items()
        )
    ghi("kybaocao.tao", dong, by=by)
    return dong, True


def _duoc_mo(by: Any) -> None:
    if by is not None and not by.has_perm("baocao.mo_kybaocao"):
        raise PermissionDenied("Tài khoản của bạn không có quyền mở kỳ báo cáo.")


def bieu_cua_ky(ky: KyBaoCao) -> list[BieuMau]:
    """Form versions that a pack of this period holds: active on its last day, of this kind."""
    return bieu_theo_ky(ky.ky)


def bieu_theo_ky(ky: Ky) -> list[BieuMau]:
    """The same for a period that need not exist yet."""
    return list(BieuMau.objects.hieu_luc_ngay(ky.ngay_cuoi).filter(loai_ky__contains=[ky.loai]))


@transaction.atomic
def mo_ky(
    ky: KyBaoCao, *, by: Any, chi_don_vi: set[str] | None = None, bieu: set[str] | None = None
) -> KyBaoCao:
    """Open a period: one pack for every unit in force at its close, with its forms.

    ``chi_don_vi`` (keys «34:80») and ``bieu`` (form codes) narrow the assignment (đợt giao); None
    means all.
    """
    ky = perform(w.MO_KY, ky, by=by)
    giao(ky, by=by, chi_don_vi=chi_don_vi, bieu=bieu)
    mang_sang(ky, by=by)
    return ky


@transaction.atomic
def giao(
    ky: KyBaoCao, *, by: Any, chi_don_vi: set[str] | None = None, bieu: set[str] | None = None
) -> int:
    """Make the packs that are missing; return how many were made.

    ``by`` None is the system. Raises PermissionDenied for others than who may open periods.
    """
    _duoc_mo(by)
    don_vi = [
        d
        for d in DonViHanhChinh.objects.hieu_luc(ky.den_ngay).filter(bo_ma=ky.bo_ma_don_vi)
        if chi_don_vi is None or d.khoa in chi_don_vi
    ]
    co = set(BoBaoCao.objects.filter(ky=ky).values_list("don_vi_id", flat=True))
    moi = BoBaoCao.objects.bulk_create(BoBaoCao(ky=ky, don_vi=d) for d in don_vi if d.pk not in co)
    cac_bieu = [b for b in bieu_cua_ky(ky) if bieu is None or b.ma in bieu]
    PhieuBieu.objects.bulk_create(PhieuBieu(bo=bo, bieu_mau=b) for bo in moi for b in cac_bieu)
    if moi:
        ghi("kybaocao.giao", ky, by=by, du_lieu={"so_bo": len(moi)})
    return len(moi)


def dong_ky(ky: KyBaoCao, *, by: Any) -> KyBaoCao:
    """Close receiving; late packs are still taken until the period is frozen."""
    return perform(w.DONG_KY, ky, by=by)


def mo_lai_ky(ky: KyBaoCao, *, by: Any, ly_do: str) -> KyBaoCao:
    """Open a closed period again, also one that the calendar has locked."""
    return perform(w.MO_LAI_KY, ky, by=by, ly_do=ly_do, gan={"khoa_luc": None})


@transaction.atomic
def chot_ky(ky: KyBaoCao, *, by: Any) -> KyBaoCao:
    """Freeze a period; consolidation and briefing are queued once the freeze is committed."""
    from baocao.tasks import tong_hop_va_dung_ban_tin

    ky = perform(w.CHOT_KY, ky, by=by)
    nguoi = by.pk
    transaction.on_commit(lambda: tong_hop_va_dung_ban_tin.delay(ky.pk, nguoi))
    return ky


@transaction.atomic
def cong_bo_ky(ky: KyBaoCao, *, by: Any) -> KyBaoCao:
    """Publish a period: its synthesised packs go out to API clients."""
    ky = perform(w.CONG_BO_KY, ky, by=by)
    for bo in BoBaoCao.objects.filter(ky=ky, trang_thai=TrangThaiBo.DA_TONG_HOP):
        perform(w.CONG_BO, bo, by=by)
    bao_cong_bo(ky)
    return ky
