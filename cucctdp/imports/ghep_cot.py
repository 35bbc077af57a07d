"""Which row holds the headings, and which column of the file is which column of the register."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from cucctdp.formats.chu import khoa_tim
from cucctdp.imports.dang_ky import Cot, DauTep, SoDangKy, muc_loi
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
    tren: list[tuple[int, list[str]]]


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
    for cot in so.cot:
        for ten in _cac_ten(cot):
            for i, k in enumerate(khoa):
                if k and k == ten:
                    lay(cot.ten, i)
    # The longer a name, the more it says: «đất công nghiệp đã cho thuê» before «đất công nghiệp».
    gan = [(c.ten, t) for c in so.cot for t in _cac_ten(c) if len(t) >= _DAI_IT_NHAT]
    for cot_ten, ten in sorted(gan, key=lambda x: -len(x[1])) if so.bang_tu_do else gan:
        for i, k in enumerate(khoa):
            if k and ten in k:
                lay(cot_ten, i)
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
            if so.co_dinh and vi_tri + 1 < len(dau):
                o = _hai_tang(so, o, dau[vi_tri + 1][1])
            tot = _hon(so, tot, DeXuat(t.ten, so_dong, o, ghep(so, o, nho), [], []), dau, vi_tri)
            if so.bang_tu_do and vi_tri and (chung := _noi_hai_tang(dau[vi_tri - 1][1], o)):
                hai = DeXuat(t.ten, so_dong, chung, ghep(so, chung, nho), [], [])
                tot = _hon(so, tot, hai, dau, vi_tri)
    return tot[1] if tot else None


def _hon(
    so: SoDangKy,
    tot: tuple[int, DeXuat] | None,
    moi: DeXuat,
    dau: list[tuple[int, list[str]]],
    vi_tri: int,
) -> tuple[int, DeXuat]:
    """The better of two proposals, the new one with its sample rows and what stands above it."""
    diem = 10 * len(moi.anh_xa) - vi_tri
    if tot is not None and diem <= tot[0]:
        return tot
    mau = [h for _, h in dau[vi_tri + 1 : vi_tri + 4] if not la_danh_so(h)]
    return diem, replace(moi, mau=mau, tren=dau[:vi_tri])


def _noi_hai_tang(tren: list[str], duoi: list[str]) -> list[str]:
    """Two storeys of a heading as one row: «Thành lập» over «Số QĐ» → «Thành lập Số QĐ».

    A text above reaches over the empty cells to its right that have a text below. Empty when the
    lower row cannot be a heading (it has a number), or the upper one is a title or leaves no gap.
    """
    if sum(map(bool, tren)) < 2 or any(c and c[0].isdigit() for c in duoi) or la_danh_so(duoi):
        return []
    rong = max(len(tren), len(duoi))
    t, d = (h + [""] * (rong - len(h)) for h in (tren, duoi))
    kq, tren_no, co_nhom = [], "", False
    for i in range(rong):
        if t[i]:
            tren_no = t[i]
        elif not d[i]:
            tren_no = ""
        else:
            co_nhom = True
        cap = (tren_no, d[i]) if d[i] else (t[i],)
        kq.append(" ".join(c for c in cap if c))
    return kq if co_nhom else []


def _hai_tang(so: SoDangKy, tren: list[str], duoi: list[str]) -> list[str]:
    """A heading of two storeys («Trong đó» above KCQG, KCĐP) as one row of texts."""
    ten = {t for c in so.cot for t in _cac_ten(c)}
    if not any(khoa_tieu_de(t) in ten for t in tren):
        return tren
    rong = max(len(tren), len(duoi))
    tren_du, duoi_du = (h + [""] * (rong - len(h)) for h in (tren, duoi))
    lay = [
        d if khoa_tieu_de(d) in ten and khoa_tieu_de(t) not in ten else t
        for t, d in zip(tren_du, duoi_du, strict=True)
    ]
    while lay and not lay[-1]:
        lay.pop()
    return lay


def la_tieu_de(so: SoDangKy, o: Sequence[str]) -> bool:
    """Whether all a row says are headings of the form: the second storey of its heading."""
    ten = {t for c in so.cot for t in _cac_ten(c)}
    co = [khoa_tieu_de(c) for c in o if c]
    return bool(co) and all(c in ten for c in co)


def soat_tieu_de(so: SoDangKy, dau: DauTep) -> list[dict[str, str]]:
    """What differs between a heading and the columns of a fixed form, cell by cell."""
    loi = []
    theo_khoa = {k: c for c in so.cot for k in _cac_ten(c)}
    da_co: dict[str, str] = {}
    for i, chu in enumerate(dau.tieu_de):
        o = f"{get_column_letter(i + 1)}{dau.dong}"
        cot = theo_khoa.get(khoa_tieu_de(chu))
        if not chu:
            continue
        if cot is None:
            cau = f"Cột «{chu[:60]}» không có trong {so.ten}. Hãy sửa tiêu đề hoặc bỏ cột này."
            loi.append(muc_loi(o=o, ma="tieu_de_la", thong_diep=cau, gia_tri=chu))
        elif cot.ten in da_co:
            cau = f"Cột «{cot.nhan}» có hai lần (ô {da_co[cot.ten]} và {o}). Hãy bỏ một cột."
            loi.append(muc_loi(o=o, ma="tieu_de_trung", thong_diep=cau, cot=cot.ten, gia_tri=chu))
        else:
            da_co[cot.ten] = o
    for i, cot in enumerate(so.cot):
        if cot.ten not in da_co:
            o = f"{get_column_letter(i + 1)}{dau.dong}"
            cau = f"Thiếu cột «{cot.nhan}»; trong biểu đây là cột thứ {i + 1}."
            loi.append(muc_loi(o=o, ma="tieu_de_thieu", thong_diep=cau, cot=cot.ten))
    return loi


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
