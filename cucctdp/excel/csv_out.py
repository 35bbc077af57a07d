"""CSV that Excel opens in Vietnamese: UTF-8 with BOM, streamed, formulas neutralised."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import StringIO

from cucctdp.formats.chu import nfc

from .writer import an_toan

__all__ = ["GiaTri", "dong_csv"]

GiaTri = str | int | Decimal | date | None
_KHOI = 32 * 1024


def dong_csv(
    tieu_de: Sequence[str], cac_dong: Iterable[Sequence[GiaTri]], *, ngan_cach: str = ","
) -> Iterator[bytes]:
    """Blocks of a CSV file, the first beginning with the BOM and the heading.

    Numbers are plain (1234.5), dates ISO 8601, None empty, text in NFC and neutralised by
    `an_toan`. TypeError for float and bool, ValueError for NaN and infinity.
    """
    dem = StringIO()
    dem.write("\ufeff")
    ghi = csv.writer(dem, delimiter=ngan_cach, lineterminator="\r\n")
    ghi.writerow([_chu(o) for o in tieu_de])
    for dong in cac_dong:
        ghi.writerow([_chu(o) for o in dong])
        if dem.tell() >= _KHOI:
            yield dem.getvalue().encode("utf-8", "replace")
            dem.seek(0)
            dem.truncate()
    if dem.tell():
        yield dem.getvalue().encode("utf-8", "replace")


@lru_cache(maxsize=4096)  # the same names and codes stand in thousands of rows
def _chu_an_toan(chu: str) -> str:
    return an_toan(nfc(chu).replace("\x00", ""))


def _chu(gia_tri: GiaTri) -> str:
    if gia_tri is None:
        return ""
    if isinstance(gia_tri, str):
        return _chu_an_toan(gia_tri)
    if isinstance(gia_tri, bool) or not isinstance(gia_tri, int | Decimal | date):
        raise TypeError(f"dong_csv needs Decimal, int, str or date, got {type(gia_tri).__name__}")
    if isinstance(gia_tri, date):
        return gia_tri.isoformat()
    if isinstance(gia_tri, Decimal) and not gia_tri.is_finite():
        raise ValueError("Không ghi được giá trị không phải là số.")
    return format(gia_tri, "f") if isinstance(gia_tri, Decimal) else str(gia_tri)
