"""Pieces that papers of khuyến công share: money, dates and sums of the ledger in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cucctdp.formats.ngay import ngay_chu, ngay_ngan
from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import bang_chu, trieu
from cucctdp.pdf.bang import CHUA_CO, KHONG_AP_DUNG, KHONG_PHAT_SINH, BangSoLieu, Cot, GiaTriO, Hang
from cucctdp.van_ban import Bang
from khuyencong.choices import NGUON_KHUYEN_CONG, LoaiButToan, Nguon
from khuyencong.ho_so import HoSo
from khuyencong.so_du import tinh_so_du


def chu(gia_tri: str) -> str:
    """Text, or «…» when there is none."""
    return gia_tri.strip() or CHUA_CO


def ngay(d: date | None) -> str:
    return ngay_ngan(d) or CHUA_CO


def ngay_dai(d: date | None) -> str:
    return ngay_chu(d) or f"ngày {CHUA_CO} tháng {CHUA_CO} năm {CHUA_CO}"


def phan_tram(so: Decimal | None) -> str:
    return CHUA_CO if so is None else f"{dinh_dang(so)}%"


def dong(so: int | None) -> str:
    """«300.000.000 đồng»; «… đồng» when it is not known."""
    return f"{CHUA_CO if so is None else dinh_dang(so)} đồng"


def tien(so: int | None) -> str:
    """«300.000.000 đồng (bằng chữ: Ba trăm triệu đồng)»."""
    return f"{dong(so)} (bằng chữ: {CHUA_CO if so is None else bang_chu(so)})"


def o(so: int | None) -> GiaTriO:
    """A cell of money: no money is «–», not known stays None and prints «…»."""
    return KHONG_PHAT_SINH if so == 0 else so


def o_trieu(so: int) -> GiaTriO:
    """A cell of money in triệu đồng, exact; no money is «–»."""
    return trieu(so).normalize() if so else KHONG_PHAT_SINH


COT_NGUON = (
    Cot("KCQG", nhom="Trong đó"),
    Cot("KCĐP", nhom="Trong đó"),
    Cot("Đối ứng", nhom="Trong đó"),
    Cot("Lồng ghép, khác", nhom="Trong đó"),
)


@dataclass(frozen=True, slots=True)
class KinhPhi:
    """Money of a đề án by source, đồng."""

    kcqg: int
    kcdp: int
    doi_ung: int
    long_ghep: int
    khac: int

    @property
    def tong(self) -> int:
        return self.kcqg + self.kcdp + self.doi_ung + self.long_ghep + self.khac


def kinh_phi(h: HoSo, loai: LoaiButToan) -> KinhPhi:
    """What the ledger says was registered or approved; the plan as it stands before that entry.

    A stopped đề án keeps the sums and the beneficiaries of its papers.
    """
    if not any(b.loai == loai for b in h.but_toan):
        return KinhPhi(**{n.value: sum(int(getattr(t, n)) for t in h.moi_thu_huong) for n in Nguon})
    so_du = h.so_du
    return KinhPhi(**{n.value: so_du.cua(loai, n) for n in Nguon})


def theo_nguon(dong_tien: Any) -> tuple[int, int, int, int]:
    """KCQG, KCĐP, counterpart, all other sources of one row with money columns, đồng."""
    return (
        int(dong_tien.kcqg),
        int(dong_tien.kcdp),
        int(dong_tien.doi_ung),
        int(dong_tien.long_ghep) + int(dong_tien.khac),
    )


def cong_nguon(cac_dong: Iterable[Any]) -> tuple[int, int, int, int]:
    """The same four sums over rows."""
    cac = [theo_nguon(d) for d in cac_dong]
    return (
        sum(d[0] for d in cac),
        sum(d[1] for d in cac),
        sum(d[2] for d in cac),
        sum(d[3] for d in cac),
    )


def cac_o(cac_so: Iterable[int | None]) -> tuple[GiaTriO, ...]:
    return tuple(o(s) for s in cac_so)


def so_cai(
    h: HoSo, loai: LoaiButToan, nguon: str, hop_dong_id: int, *, den: date | None = None
) -> int | None:
    """Sum of the ledger for one contract and source, up to a day where one is given.

    None while nothing of that kind is entered.
    """
    cac = [
        b
        for b in h.but_toan
        if b.hop_dong_id == hop_dong_id and b.loai == loai and (den is None or b.ngay <= den)
    ]
    return tinh_so_du(cac).hop_dong(hop_dong_id, loai, nguon) if cac else None


def cong_so_cai(
    h: HoSo, loai: LoaiButToan, hop_dong_id: int, *nguon: str, den: date | None = None
) -> int | None:
    """The same over the State's khuyến công money, or over the sources given."""
    cac = [so_cai(h, loai, n, hop_dong_id, den=den) for n in nguon or NGUON_KHUYEN_CONG]
    co = [c for c in cac if c is not None]
    return sum(co) if co else None


def hieu(a: int | None, b: int | None) -> int | None:
    """a − b, None when either is not known."""
    return None if a is None or b is None else a - b


def bang_theo_nguon(
    tieu_de: str,
    cot: tuple[str, ...],
    lay: Mapping[str, tuple[int | None, ...]],
    *,
    chi_khuyen_cong: tuple[int, ...] = (),
) -> Bang:
    """Rows are sources that occur, columns kinds of money; with a total of what is known.

    Columns ``chi_khuyen_cong`` (by position) hold only the State's money: «x» for other sources.
    """

    def dong_nguon(n: str, cac_so: tuple[int | None, ...]) -> Hang:
        cac = cac_o(cac_so)
        if n not in NGUON_KHUYEN_CONG:
            cac = tuple(KHONG_AP_DUNG if i in chi_khuyen_cong else c for i, c in enumerate(cac))
        return Hang((Nguon(n).label, *cac))

    hang = [dong_nguon(n, c) for n, c in lay.items() if any(s is None or s for s in c)]
    tong = tuple(
        None if any(s is None for s in c) else sum(s for s in c if s is not None)
        for c in zip(*lay.values(), strict=True)
    )
    return Bang(
        BangSoLieu(
            tieu_de=tieu_de,
            cot=(Cot("Nguồn kinh phí", kieu="chu"), *(Cot(c, rong=28) for c in cot)),
            hang=(*hang, Hang(("Tổng cộng", *cac_o(tong)), "tong")),
            don_vi_tinh="đồng",
        )
    )
