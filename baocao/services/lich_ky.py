"""Periods by the calendar: opened from their day, locked after the last accepted day.

Both days are rows (steps «mo» and «khoa» of ``QuyTacLich``, then of the period's own ``HanNop``): a
period without them is opened and closed by people.
"""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone

from baocao import workflow as w
from baocao.choices import BuocHan, TrangThaiKy
from baocao.models import HanNop, KyBaoCao, QuyTacLich
from baocao.services.ky import bieu_theo_ky, doc_mau_ngay, mo_ky, tao_ky
from cucctdp.audit.record import ghi
from cucctdp.formats.ky import Ky, LoaiKy
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import perform

_SO_KY = {LoaiKy.THANG: 12, LoaiKy.QUY: 4}


def mo_theo_lich(hom_nay: date | None = None) -> list[str]:
    """Make and open the periods whose opening day has come; return their codes.

    Twice on one day opens nothing twice. A kind of period for which no form is in force (months,
    as long as no form needs them) is not made.
    """
    hom_nay = hom_nay or timezone.localdate()
    da_mo = []
    for ma in _den_ngay_mo(hom_nay):
        with transaction.atomic():
            ky, _ = tao_ky(ma)
            ky = KyBaoCao.objects.select_for_update().get(pk=ky.pk)
            if ky.trang_thai == TrangThaiKy.SAP_MO and _ngay(ky, BuocHan.MO, hom_nay) <= hom_nay:
                mo_ky(ky, by=None)
                da_mo.append(ma)
    return da_mo


def _den_ngay_mo(hom_nay: date) -> Iterator[str]:
    """Codes of periods between their opening day and their last accepted day."""
    for lich in QuyTacLich.objects.hieu_luc_ngay(hom_nay).filter(bieu=""):
        if BuocHan.MO not in lich.han:
            continue
        for ky in _cac_ky(LoaiKy(lich.loai_ky), hom_nay.year):
            den = doc_mau_ngay(lich.cua_so["den"], ky)
            if not ky.ngay_dau <= den <= ky.ngay_cuoi:  # the row is of another quarter
                continue
            cuoi = lich.han.get(BuocHan.KHOA) or lich.han[BuocHan.SO]
            trong_lich = doc_mau_ngay(lich.han[BuocHan.MO], ky) <= hom_nay <= doc_mau_ngay(cuoi, ky)
            if trong_lich and bieu_theo_ky(ky):
                yield ky.ma


def _cac_ky(loai: LoaiKy, nam: int) -> Iterator[Ky]:
    for n in (nam - 1, nam, nam + 1):
        for so in range(1, _SO_KY.get(loai, 1) + 1):
            yield Ky(loai, n, so)


def khoa_theo_lich(hom_nay: date | None = None) -> list[str]:
    """Lock the periods whose last accepted day has passed; return their codes.

    A period that somebody opened again after that day stays as it is: move the day instead.
    """
    hom_nay = hom_nay or timezone.localdate()
    het = HanNop.objects.filter(
        buoc=BuocHan.KHOA,
        bieu="",
        ngay__lt=hom_nay,
        ky__trang_thai__in=[TrangThaiKy.DANG_MO, TrangThaiKy.DA_DONG],
        ky__khoa_luc__isnull=True,
    ).select_related("ky")
    da_khoa = []
    for h in het:
        mo_lai = QuyetDinh.objects.cua(h.ky).filter(buoc=w.MO_LAI_KY.ten, luc__date__gt=h.ngay)
        if not mo_lai.exists() and _khoa(h.ky, h.ngay):
            da_khoa.append(h.ky.ma)
    return da_khoa


@transaction.atomic
def _khoa(ky: KyBaoCao, ngay_cuoi: date) -> bool:
    ky = KyBaoCao.objects.select_for_update().get(pk=ky.pk)
    if ky.khoa_luc is not None:
        return False
    luc = timezone.now()
    if ky.trang_thai == TrangThaiKy.DANG_MO:
        perform(w.DONG_KY, ky, by=None, gan={"khoa_luc": luc})
    else:
        ky.khoa_luc = luc
        ky.save(update_fields=["khoa_luc"])
    ghi("kybaocao.khoa", ky, du_lieu={"ngay_cuoi_nhan": ngay_cuoi.isoformat()})
    return True


def _ngay(ky: KyBaoCao, buoc: str, mac_dinh: date) -> date:
    """The period's own row of a step: an officer may have moved it."""
    dong = HanNop.objects.filter(ky=ky, buoc=buoc, bieu="").first()
    return dong.ngay if dong else mac_dinh
