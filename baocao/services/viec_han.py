"""Something due, as the reminder ladder sees it: a pack, a row of a register, a step of the Cục."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from baocao.choices import LoaiHan
from baocao.han import Han
from baocao.services.nguoi_nhan import SoNguoiNhan
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.formats.ngay import ngay_ngan
from cucctdp.thong_bao.models import BacNhac
from cucctdp.thong_bao.services import LienKet

# A rung that falls on days off moves by fewer days than this.
_NGAY_NGHI_DAI_NHAT = 15


@dataclass(frozen=True)
class MucHan(ABC):
    """``nhom`` names the ladder, ``khoa`` the thing; one notice per thing, due date and rung."""

    han: Han
    nhom: str
    viec: str
    khoa: str

    @property
    @abstractmethod
    def ten_don_vi(self) -> str:
        """Whose it is, for the words of a rung."""

    @property
    @abstractmethod
    def buoc(self) -> str:
        """Where it stands, for the words of a rung."""

    @property
    @abstractmethod
    def lien_ket(self) -> LienKet:
        """Where its reader goes."""

    @abstractmethod
    def nguoi(self, bac: BacNhac, so_nguoi: SoNguoiNhan) -> Iterable[Any]:
        """People whom the rung tells."""

    @property
    def cau_han(self) -> str:
        """«chậm nhất ngày 18/12/2026», with the extension when there is one."""
        truoc = self.han.loai_han == LoaiHan.TRUOC_NGAY
        cau = f"{'trước' if truoc else 'chậm nhất'} ngày {ngay_ngan(self.han.ngay)}"
        if self.han.gia_han:
            cau += f", được gia hạn đến hết ngày {ngay_ngan(self.han.gia_han)}"
        return cau

    def moc(self, lech: int) -> date:
        """The day a rung counts from: the last timely day before, the date itself after."""
        ngay = self.han.ngay_cuoi_dung_han if lech <= 0 else self.han.ngay
        return max(ngay, self.han.gia_han or date.min)

    def so_ngay(self, hom_nay: date) -> int:
        """Days left, or days late once past."""
        con = self.han.con_lai(hom_nay)
        moc = max(self.han.ngay, self.han.gia_han or self.han.ngay)
        return con if con >= 0 else max((hom_nay - moc).days, 0)


def khoang_han(bac: Iterable[BacNhac], hom_nay: date) -> tuple[date, date] | None:
    """Due dates that a rung may tell of today (both included); None without rungs."""
    lech = [(b.lech_ngay, b.gui_bu_trong) for b in bac]
    if not lech:
        return None
    tu = hom_nay - timedelta(days=max(lc + bu for lc, bu in lech) + _NGAY_NGHI_DAI_NHAT)
    den = hom_nay - timedelta(days=min(lc for lc, _ in lech) - _NGAY_NGHI_DAI_NHAT)
    return tu, den


def theo_vai_tro(so_nguoi: SoNguoiNhan, don_vi_id: int | None, vai_tro: Iterable[str]) -> list[Any]:
    """People of these roles in whose scope the unit lies; without a unit, those of the nation."""
    if don_vi_id is not None:
        return so_nguoi.cua(don_vi_id, vai_tro)
    return so_nguoi.toan_quoc(
        ma for ma in vai_tro if VAI_TRO[ma].la_cuc and VAI_TRO[ma].pham_vi == "toan_quoc"
    )
