"""What a paper is made of: heading, blocks of text and tables, signatures, annex."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from cucctdp.pdf.bang import BangSoLieu
from cucctdp.pdf.letterhead import TieuDeVanBan

KieuDoan = Literal["", "muc", "can-cu", "giua"]


@dataclass(frozen=True, slots=True)
class Doan:
    """A paragraph; ``muc`` a heading, ``can-cu`` a legal basis, ``giua`` bold and centred.

    ``dau`` is printed bold before it («Điều 1.»).
    """

    chu: str
    kieu: KieuDoan = ""
    dau: str = ""
    loai: ClassVar[str] = "doan"


@dataclass(frozen=True, slots=True)
class Nhan:
    """A labelled entry of a form, printed «Nhãn: giá trị»."""

    nhan: str
    gia_tri: str
    loai: ClassVar[str] = "nhan"


@dataclass(frozen=True, slots=True)
class Bang:
    """A table of figures."""

    bang: BangSoLieu
    loai: ClassVar[str] = "bang"


Khoi = Doan | Nhan | Bang


@dataclass(frozen=True, slots=True)
class ONguoiKy:
    """A place for one signature of a form."""

    chuc_danh: str
    ho_ten: str = ""
    cach_ky: str = "(Ký, ghi rõ họ tên, đóng dấu)"


@dataclass(frozen=True, slots=True)
class ToGiay:
    """A paper ready to be set.

    ``ky`` are the signatures of a form; a document that has a signing authority in its ``van_ban``
    prints recipients and signature of NĐ 30 instead. ``phu_luc`` stands on landscape pages of its
    own. ``so_mau`` is the number of the form above all («Mẫu 1»), ``canh_bao`` a boxed line under
    the heading, ``ghi_chu`` a line under the signatures. ``tieu_de``, ``tac_gia`` (the
    organisation, never a person) and ``tu_khoa`` go to the metadata of the file.
    """

    van_ban: TieuDeVanBan
    khoi: tuple[Khoi, ...]
    ky: tuple[ONguoiKy, ...] = ()
    tham_quyen: str = ""
    ten_phu_luc: str = ""
    phu_luc: tuple[Khoi, ...] = ()
    ngang: bool = False
    so_mau: str = ""
    canh_bao: str = ""
    ghi_chu: str = ""
    tieu_de: str = ""
    tac_gia: str = ""
    tu_khoa: tuple[str, ...] = ()

    @property
    def dong_kem_theo(self) -> str:
        """Under the title of the annex: «(Kèm theo Tờ trình số … ngày …)»."""
        loai = self.van_ban.ten_loai.lower()
        return f"(Kèm theo {loai[:1].upper()}{loai[1:]} {self.van_ban.so_va_ngay})"
