"""Blocks of the briefing: what a section is made of, and the numbering of tables and charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

import yaml
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from baocao.briefings.cau import VietCau
from baocao.briefings.so_lieu import PhamVi, SoLieuLan
from cucctdp.formats.ky import Ky
from cucctdp.pdf.bang import BangSoLieu, Cot, Hang

_TEP_MUC = Path(settings.BASE_DIR) / "fixtures" / "baocao" / "muc_tien_do.yaml"
THANG_TRONG_NAM = 12
CHUA_CO = "Kỳ này chưa có số liệu."
BO_HANG = "Bảng không in các dòng chưa có số liệu."
DAI = 4
HANG_GON = 16
HANG_DAY = 30
HANG_KIN = 37
# Coverage columns («0/34») say that nothing is there.
KHONG_CO = 0


@dataclass(frozen=True, slots=True)
class Khoi:
    """One block: a paragraph, a subheading, a table or a chart."""

    loai: Literal["doan", "muc", "bang", "hinh"]
    noi_dung: Any
    ghi_chu: str = ""

    @property
    def lop(self) -> str:
        """Class of a table: "gon" stays on one page, "day" has low rows, "" breaks anywhere.

        Beside "day", "kin" has rows lower still. A table of texts alone has rows of any height,
        so it may break.
        """
        bang: BangSoLieu = self.noi_dung
        if len(bang.hang) > HANG_KIN:
            return "day kin"
        if len(bang.hang) > HANG_DAY:
            return "day"
        co_so = any(c.kieu == "so" for c in bang.cot)
        return "gon" if co_so and len(bang.hang) < HANG_GON else ""


@dataclass(slots=True)
class Phan:
    """A section with its blocks in print order."""

    tieu_de: str
    khoi: list[Khoi] = field(default_factory=list)
    so: str = ""

    def muc(self, ten: str) -> None:
        """Add a subheading."""
        self.khoi.append(Khoi("muc", ten))

    def doan(self, viet: VietCau | SafeString | str) -> None:
        """Add a paragraph; an empty one is left out."""
        chu = viet.doan if isinstance(viet, VietCau) else viet
        if chu:
            self.khoi.append(Khoi("doan", chu))

    def bang(self, bang: BangSoLieu | None) -> None:
        """Add a table; None (no figure in it) is left out."""
        if bang is not None:
            self.khoi.append(Khoi("bang", bang))

    def hinh(self, svg: SafeString, ghi_chu: str = "") -> None:
        """Add a chart; ``ghi_chu`` stands under it behind the source."""
        self.khoi.append(Khoi("hinh", svg, ghi_chu))

    def ket_thuc(self) -> Phan:
        """The section with a sentence under every heading that got no block."""
        khoi: list[Khoi] = []
        for nay, sau in zip_longest(self.khoi, self.khoi[1:]):
            khoi.append(nay)
            if nay.loai == "muc" and (sau is None or sau.loai == "muc"):
                khoi.append(Khoi("doan", CHUA_CO))
        self.khoi = khoi or [Khoi("doan", CHUA_CO)]
        return self


@dataclass(slots=True)
class BanThao:
    """What all sections share: figures, margin report, running numbers of tables and charts."""

    so_lieu: SoLieuLan
    bo_qua: list[str] = field(default_factory=list)
    _so_bang: int = 0
    _so_hinh: int = 0

    def viet(self) -> VietCau:
        """A new paragraph writer that reports into this draft's margin report."""
        return VietCau(self.bo_qua)

    def bang(
        self,
        tieu_de: str,
        cot: Sequence[Cot],
        hang: Sequence[Hang],
        *,
        don_vi_tinh: str = "",
        o: Sequence[tuple[str, str]] = (),
        nguon: str | None = None,
        giu_het: bool = False,
        den: str | None = None,
    ) -> BangSoLieu | None:
        """A numbered table; ``o`` names the figures whose missing units go into the footnote.

        None when no cell (of a longer table: no more than the total) has a figure; of a table
        with few figures only their rows
        (``giu_het`` keeps all). ``den``: the as-of line where it is not that of the figures.
        """
        con = list(hang) if giu_het else co_so_lieu(cot, hang)
        if len(con) < (2 if len(hang) > DAI else 1):
            self.bo_qua.append(f"Bảng {tieu_de[:1].lower()}{tieu_de[1:]}")
            return None
        ghi = ""
        if len(hang) > DAI and len(con) * 2 < len(hang):
            hang, ghi = con, f" {BO_HANG}"
        self._so_bang += 1
        return BangSoLieu(
            so_hieu=f"Bảng {self._so_bang}",
            tieu_de=tieu_de,
            cot=tuple(cot),
            hang=tuple(hang),
            don_vi_tinh=don_vi_tinh,
            so_lieu_den=self.so_lieu.so_lieu_den if den is None else den,
            nguon=(self.so_lieu.nguon(*o) if nguon is None else nguon) + ghi,
        )

    @property
    def den_luc_tong_hop(self) -> str:
        """As-of line of tables that tell of the work, not of the provinces' figures."""
        return f"Tình hình đến ngày {timezone.localtime(self.so_lieu.lan.luc):%d/%m/%Y}."

    def ten_hinh(self, tieu_de: str) -> str:
        """Title of the next chart with its number."""
        self._so_hinh += 1
        return f"Hình {self._so_hinh}. {tieu_de}"


def co_so_lieu(cot: Sequence[Cot], hang: Sequence[Hang]) -> list[Hang]:
    """Rows with a figure in some numeric column, and their subheadings.

    A table without numeric columns keeps all.
    """
    so = [k for k, c in enumerate(cot) if c.kieu == "so"]
    con: list[Hang] = []
    for h in hang:
        if h.kieu != "nhom" and so and not any(h.o[k] not in (None, KHONG_CO) for k in so):
            continue
        if h.kieu == "nhom" and con and con[-1].kieu == "nhom":
            con.pop()
        con.append(h)
    return con[:-1] if con and con[-1].kieu == "nhom" else con


@cache
def _thang_muc() -> tuple[tuple[str, Decimal | None], ...]:
    """(name, lower bound) of the levels of progress, best first; dated data, not law in code."""
    muc = yaml.safe_load(_TEP_MUC.read_text(encoding="utf-8"))["muc"]
    return tuple((m["ten"], None if m["tu"] is None else Decimal(m["tu"])) for m in muc)


def cac_muc() -> tuple[str, ...]:
    """Names of the levels of progress, best first."""
    return tuple(ten for ten, _ in _thang_muc())


def muc_tien_do(do_lech: Decimal) -> str:
    """«An toàn», «Cần chú ý», «Nguy cơ», «Báo động» for a deviation in points."""
    return next(ten for ten, tu in _thang_muc() if tu is None or do_lech >= tu)


def thang_muc_chu() -> str:
    """The scale in words, for the annex on methods."""
    phan, tren = [], None
    for ten, tu in _thang_muc():
        if tren is None:
            phan.append(f"{ten}: từ {tu} điểm % trở lên")
        elif tu is None:
            phan.append(f"{ten}: dưới {tren}")
        else:
            phan.append(f"{ten}: từ {tu} đến dưới {tren}")
        tren = tu
    return "; ".join(phan)


def tien_do_chuan(ky: Ky) -> Decimal:
    """Share of the year that has passed, in percent."""
    return Decimal(ky.so_thang) / THANG_TRONG_NAM * 100


def do_lech(so_lieu: SoLieuLan, noi: PhamVi, chi_tieu: str) -> Decimal | None:
    """A9 minus the standard progress, in points; None without a plan."""
    dat = so_lieu.gia(noi, chi_tieu, "A9")
    return None if dat is None else dat - tien_do_chuan(so_lieu.ky)
