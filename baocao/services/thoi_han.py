"""Due dates and timeliness (tình hình thời hạn): an attribute beside the state."""

from dataclasses import dataclass
from datetime import date, timedelta

from baocao.choices import BuocHan, LoaiHan, TinhHan
from baocao.models import BoBaoCao, GiaHan, HanNop, KyBaoCao, NgayNghi


@dataclass(frozen=True)
class Han:
    """A due date and how it counts; ``gia_han`` the last day of an extension."""

    ngay: date
    loai_han: str
    gia_han: date | None = None

    @property
    def ngay_cuoi_dung_han(self) -> date:
        """The last day that is timely beyond doubt."""
        if self.loai_han == LoaiHan.TRUOC_NGAY:
            return self.ngay - timedelta(days=1)
        return self.ngay

    def tinh(self, ngay_gui: date) -> tuple[str, int]:
        """Return (TinhHan, days late) of a sending on a day."""
        if ngay_gui <= self.ngay_cuoi_dung_han:
            return TinhHan.DUNG_HAN, 0
        if ngay_gui == self.ngay:
            return TinhHan.TRONG_NGAY_HAN, 0
        if self.gia_han is not None and ngay_gui <= self.gia_han:
            return TinhHan.GIA_HAN, 0
        moc = max(self.ngay, self.gia_han or self.ngay)
        return TinhHan.TRE_HAN, (ngay_gui - moc).days

    def con_lai(self, hom_nay: date) -> int:
        """Days left to the last timely day; negative when past."""
        return (max(self.ngay_cuoi_dung_han, self.gia_han or date.min) - hom_nay).days


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
