"""A rubric as a table to type in: rows to nodes, with every fault and its row. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cucctdp.formats.so import SoKhongHopLe, dinh_dang, doc_so
from sanpham_tieubieu.choices import ThoiDiem
from sanpham_tieubieu.khung_cay import Nut

DONG_TRONG = 5
SO_DONG_TOI_DA = 200
COT = ("ma", "ten", "diem", "thoi_diem", "huong_dan", "cac_muc")


@dataclass
class DongKhung:
    """One row as typed."""

    so: int
    o: dict[str, str] = field(default_factory=dict)


def viet_dong(cay: Sequence[Nut]) -> list[DongKhung]:
    """Rows of a tree, then empty ones to add to it."""
    dong = [
        DongKhung(
            i,
            {
                "ma": n.ma,
                "ten": n.ten,
                "diem": dinh_dang(n.diem_toi_da),
                "thoi_diem": n.thoi_diem,
                "huong_dan": n.huong_dan,
                "cac_muc": "\n".join(
                    f"{dinh_dang(Decimal(str(m['diem'])))}: {m.get('mo_ta', '')}" for m in n.cac_muc
                ),
            },
        )
        for i, n in enumerate(cay, 1)
    ]
    return dong + [DongKhung(len(dong) + i) for i in range(1, DONG_TRONG + 1)]


def doc_dong(gui: Mapping[str, Any]) -> list[DongKhung]:
    """Rows of a request, in their order."""
    dong = []
    for i in range(1, SO_DONG_TOI_DA + 1):
        o = {c: str(gui.get(f"{c}-{i}", "")).replace("\0", "").strip() for c in COT}
        if f"ma-{i}" not in gui:
            break
        dong.append(DongKhung(i, o))
    return dong


def doc_cay(dong: Sequence[DongKhung]) -> tuple[list[Nut], list[str]]:
    """(nodes, faults). The code tells the parent: «II.2.b» is of «II.2»; a row without code goes.

    A row added at the end goes behind its siblings.
    """
    cay: list[Nut] = []
    loi: list[str] = []
    for d in dong:
        ma = d.o.get("ma", "")
        if not ma:
            continue
        noi = f"Dòng {d.so} ({ma[:12]})"
        diem = _doc_diem(d.o["diem"])
        if diem is None:
            loi.append(f"{noi}: điểm tối đa ghi bằng số, ví dụ 7,5.")
        if len(ma) > 12:
            loi.append(f"{noi}: mã dài quá 12 ký tự.")
        if len(d.o["ten"]) > 250:
            loi.append(f"{noi}: nội dung dài quá 250 ký tự.")
        muc, sai = _doc_muc(d.o["cac_muc"], diem)
        loi += [f"{noi}: {cau}" for cau in sai]
        cha = ma.rpartition(".")[0]
        nut = Nut(
            ma,
            d.o["ten"],
            diem if diem is not None else Decimal(0),
            cha,
            d.o["huong_dan"],
            d.o["thoi_diem"] or ThoiDiem.HO_SO,
            tuple(muc),
        )
        cay.insert(_cho(cay, cha), nut)
    return cay, loi


def _cho(cay: Sequence[Nut], cha: str) -> int:
    """Where a node goes: behind its parent and all that is of it; a root at the end."""
    cuoi = [i for i, n in enumerate(cay) if cha and (n.ma == cha or n.ma.startswith(f"{cha}."))]
    return cuoi[-1] + 1 if cuoi else len(cay)


def _doc_diem(chu: str) -> Decimal | None:
    try:
        diem = doc_so(chu)
    except SoKhongHopLe:
        return None
    return diem if 0 <= diem < 1000 and diem == diem.quantize(Decimal("0.01")) else None


def _doc_muc(chu: str, toi_da: Decimal | None) -> tuple[list[dict[str, str]], list[str]]:
    """Anchors, «9: Bán ở trên 10 tỉnh», a line each."""
    muc, loi = [], []
    for dong in chu.splitlines():
        if not dong.strip():
            continue
        so, _, mo_ta = (p.strip() for p in dong.partition(":"))
        diem = _doc_diem(so)
        if diem is None or not mo_ta or (toi_da is not None and diem > toi_da):
            loi.append(f"mức gợi ý «{dong.strip()[:40]}» ghi «điểm: mô tả», không quá điểm tối đa.")
        else:
            muc.append({"diem": str(diem), "mo_ta": mo_ta[:300]})
    return muc, loi
