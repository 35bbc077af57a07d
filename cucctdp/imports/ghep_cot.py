"""Which row holds the headings, and which column of the file is which column of the register."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cucctdp.formats.chu import khoa_tim
from cucctdp.imports.dang_ky import Cot, SoDangKy
from cucctdp.imports.doc_tep import Trang

SO_DONG_DO = 30
_DANH_SO = re.compile(r"\(?([0-9]{1,3}|[A-Za-z]{1,2})\)?")
_TRONG_NGOAC = re.compile(r"\([^)]*\)|\*")
# A column of the file whose heading only begins or ends like a known one still gets it.
_DAI_IT_NHAT = 4


@dataclass(frozen=True)
class DeXuat:
    """A proposal: sheet, number of the heading row, its texts, column → index; sample rows."""

    trang: str
    dong_tieu_de: int
    tieu_de: list[str]
    anh_xa: dict[str, int]
    mau: list[list[str]]


def khoa_tieu_de(chu: str) -> str:
    """Heading without accents, brackets and marks: «Tên cơ sở (*)» → "ten co so"."""
    return re.sub(r"[^a-z0-9]+", " ", khoa_tim(_TRONG_NGOAC.sub(" ", chu))).strip()


def _cac_ten(cot: Cot) -> list[str]:
    return [khoa_tieu_de(t) for t in (cot.nhan, *cot.dong_nghia, cot.ten)]


def ghep(so: SoDangKy, tieu_de: Sequence[str], nho: Mapping[str, str]) -> dict[str, int]:
    """Column → index: what was chosen last time (``nho``: heading → column), exact names, then
    headings that contain a name; no column of the file is used twice."""
    khoa = [khoa_tieu_de(t) for t in tieu_de]
    anh_xa: dict[str, int] = {}

    def lay(cot: str, i: int) -> None:
        if cot not in anh_xa and i not in anh_xa.values():
            anh_xa[cot] = i

    co = {c.ten for c in so.cot}
    for i, k in enumerate(khoa):
        if nho.get(k) in co:
            lay(nho[k], i)
    for dung in (True, False):
        for cot in so.cot:
            for ten in _cac_ten(cot):
                for i, k in enumerate(khoa):
                    if k and (k == ten if dung else len(ten) >= _DAI_IT_NHAT and ten in k):
                        lay(cot.ten, i)
    return anh_xa


def de_xuat(
    so: SoDangKy,
    cac_trang: Sequence[Trang],
    *,
    nho: Mapping[str, str],
    trang: str = "",
    dong: int = 0,
) -> DeXuat | None:
    """The most likely heading row of the first visible sheets, or of the one asked for.

    None when no row of the sheet holds anything.
    """
    tot: tuple[int, DeXuat] | None = None
    for t in cac_trang:
        if (trang and t.ten != trang) or (not trang and t.an):
            continue
        dau = _dau_trang(t)
        for vi_tri, (so_dong, o) in enumerate(dau):
            if dong and so_dong != dong:
                continue
            anh_xa = ghep(so, o, nho)
            diem = 10 * len(anh_xa) - vi_tri
            if tot is None or diem > tot[0]:
                mau = [h for _, h in dau[vi_tri + 1 : vi_tri + 4] if not la_danh_so(h)]
                tot = diem, DeXuat(t.ten, so_dong, o, anh_xa, mau)
    return tot[1] if tot else None


def _dau_trang(trang: Trang) -> list[tuple[int, list[str]]]:
    dau = []
    for so_dong, o in trang.doc():
        if so_dong > SO_DONG_DO:
            break
        dau.append((so_dong, o))
    return dau


def la_danh_so(o: Sequence[str]) -> bool:
    """A row that only numbers the columns: (1) (2) (3), or A B 1 2."""
    co = [c for c in o if c]
    return len(co) > 1 and all(_DANH_SO.fullmatch(c) for c in co)
