"""Due dates and timeliness (tình hình thời hạn): an attribute beside the state."""

from datetime import date, timedelta

from baocao.choices import BuocHan
from baocao.han import Han
from baocao.models import BoBaoCao, GiaHan, HanNop, KyBaoCao, NgayNghi

__all__ = [
    "Han",
    "cac_ngay_lam_viec",
    "cong_ngay_lam_viec",
    "han_cua_bo",
    "han_cua_ky",
    "la_ngay_lam_viec",
    "ngay_lam_viec_truoc",
]


def han_cua_ky(ky: KyBaoCao, *, bieu: str = "", buoc: str = BuocHan.SO) -> Han | None:
    """Return the due date of a step: the form's own when law gives one, else the pack's."""
    han = {h.bieu: h for h in HanNop.objects.filter(ky=ky, buoc=buoc, bieu__in=["", bieu])}
    dong = han.get(bieu) or han.get("")
    return Han(dong.ngay, dong.loai_han) if dong else None


def han_cua_bo(bo: BoBaoCao) -> Han | None:
    """Return the pack's due date with the unit's extension, if any."""
    han = han_cua_ky(bo.ky)
    if han is None:
        return None
    gia_han = GiaHan.objects.filter(ky=bo.ky, don_vi=bo.don_vi).first()
    return Han(han.ngay, han.loai_han, gia_han.den_ngay if gia_han else None)


def ngay_lam_viec_truoc(ngay: date) -> date:
    """Return ``ngay`` itself when a working day, else the nearest working day before it."""
    while not la_ngay_lam_viec(ngay):
        ngay -= timedelta(days=1)
    return ngay


def cong_ngay_lam_viec(ngay: date, so_ngay: int) -> date:
    """Return the day ``so_ngay`` working days after ``ngay``."""
    while so_ngay > 0:
        ngay += timedelta(days=1)
        so_ngay -= la_ngay_lam_viec(ngay)
    return ngay


def la_ngay_lam_viec(ngay: date) -> bool:
    """Monday to Friday, less holidays, plus compensatory working days (bảng Ngày nghỉ)."""
    loai = NgayNghi.objects.filter(ngay=ngay).values_list("loai", flat=True).first()
    if loai is not None:
        return bool(loai == NgayNghi.Loai.LAM_BU)
    return ngay.weekday() < 5


def cac_ngay_lam_viec(tu: date, den: date) -> list[date]:
    """The working days of a stretch, both ends included; one query."""
    loai = dict(NgayNghi.objects.filter(ngay__range=(tu, den)).values_list("ngay", "loai"))
    cac_ngay = (tu + timedelta(days=i) for i in range((den - tu).days + 1))
    return [
        ngay
        for ngay in cac_ngay
        if (loai[ngay] == NgayNghi.Loai.LAM_BU if ngay in loai else ngay.weekday() < 5)
    ]
