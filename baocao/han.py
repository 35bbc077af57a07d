"""A due date (hạn) and how days count against it; nothing here asks the database."""

from dataclasses import dataclass
from datetime import date, timedelta

from baocao.choices import LoaiHan, TinhHan


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
