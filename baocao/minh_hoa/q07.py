"""Form Q07 (industrial clusters): stocks of the former units, added up after the merger."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from baocao.minh_hoa.ngau_nhien import ti_le, tron
from baocao.minh_hoa.o import o_so
from baocao.minh_hoa.quy_mo import DUOI, BoiCanh
from baocao.services.nhap_lieu import GhiO

_KHONG = Decimal(0)
D = Decimal


class CumCongNghiep:
    """Cells of Q07; ``dong`` are the rows a kind of period has."""

    def __init__(self, boi_canh: BoiCanh):
        self.bc = boi_canh
        self._cu = cache(self._cu_tinh)

    def o(self, don_vi: str, nam: int, quy: int, dong: set[str]) -> Iterator[GhiO]:
        """Column C5 of every row of this kind of period."""
        so = self._hop(don_vi, nam, quy)
        for ma in so:
            if ma in dong:
                yield o_so(ma, "C5", so[ma])

    def _hop(self, don_vi: str, nam: int, quy: int) -> dict[str, Decimal]:
        phan = [self._cu(cu, nam, quy) for cu in self.bc.cac_phan(don_vi)]
        so = {ma: sum((p[ma] for p in phan), _KHONG) for ma in phan[0]}
        ky = f"{nam}-{DUOI[quy]}"
        cb = {ma: s for ma in (*so, "CC19")
              if (s := self.bc.so_cong_bo(ky, don_vi, ma, "C5")) is not None}  # fmt: skip
        if cb:
            so = _khop(so | {m: s for m, s in cb.items() if m != "CC19"}, cb)
        so["CC19"] = cb.get("CC19") or (
            tron(so["CC18"] / so["CC17"] * 100, 2) if so["CC17"] else _KHONG
        )
        return so

    def _so_cum(self, cu: str, nam: int, quy: int) -> int:
        """Clusters established by the end of a quarter; a new one now and then."""
        so = int(self.bc.quy_mo[cu]["cum"])
        for n in range(2025, nam + 1):
            for q in range(1, (quy if n == nam else 4) + 1):
                so += ti_le("0", "1", "cum-moi", cu, n, q) > D("0.93")
        return so

    def _cu_tinh(self, cu: str, nam: int, quy: int) -> dict[str, Decimal]:
        n3 = self._so_cum(cu, nam, quy)
        moi = n3 - self._so_cum(cu, nam - 1, 4) if nam > 2024 else 0
        tuoi = D((nam - 2024) * 4 + quy)
        r = lambda thap, cao, ten: ti_le(thap, cao, "ccn", cu, ten)  # noqa: E731
        ha = tron(r("28", "46", "ha"), 1)
        n1 = n3 + int(n3 * r("0.4", "0.9", "quy-hoach")) + 1
        n151, n152 = max(1, int(n3 * r("0.68", "0.86", "hoat-dong"))), int(r("0", "3", "chua"))
        n15 = n151 + n152
        a161, a162 = tron(n151 * ha * D("0.98"), 2), tron(n152 * D("11.4"), 2)
        a16 = a161 + a162
        a17 = tron(a16 * r("0.66", "0.74", "dat-cn"), 2)
        a18 = tron(a17 * min(r("0.45", "0.82", "lap-day") + tuoi / 200, D("0.97")), 2)
        n9 = n3 - int(n3 * r("0", "0.12", "qhct"))
        n11 = n9 - int(n9 * r("0", "0.15", "duan"))
        n7, n26 = int(n3 * r("0.4", "0.7", "dn")), int(n151 * r("0.3", "0.7", "nuoc"))
        n20 = n15 * int(r("8", "17", "du-an"))
        n22 = int(n20 * r("0.74", "0.9", "chay"))
        von = tron(n11 * ha * r("6", "10", "von"), 3)
        thu = tron(n22 * r("18", "42", "thu") * (1 if quy == 4 else D("0.47")), 3)
        return {
            "CC01": D(n1), "CC02": tron(n1 * ha * D("1.04"), 2),
            "CC03": D(n3), "CC04": tron(n3 * ha, 2),
            "CC05": D(moi), "CC06": tron(moi * ha, 2),
            "CC07": D(n7), "CC08": tron(n7 * ha, 2),
            "CC09": D(n9), "CC10": tron(n9 * ha, 2),
            "CC11": D(n11), "CC12": tron(n11 * ha * D("0.97"), 2),
            "CC13": von, "CC14": tron(von * (D("0.5") + tuoi / 100), 3),
            "CC15": D(n15), "CC15.1": D(n151), "CC15.2": D(n152),
            "CC15.3": D(n15 // 5), "CC15.4": D(n15 // 8),
            "CC16": a16, "CC16.1": a161, "CC16.2": a162,
            "CC16.3": tron(D(n15 // 5) * D("9.8"), 2), "CC16.4": tron(D(n15 // 8) * D("14.6"), 2),
            "CC17": a17, "CC18": a18,
            "CC20": D(n20), "CC21": D(int(n20 * r("0.04", "0.2", "fdi"))), "CC22": D(n22),
            "CC23": thu, "CC24": tron(thu * D("0.038"), 3),
            "CC25": D(n22 * int(r("35", "85", "lao-dong"))),
            "CC26": D(n26), "CC27": D(int(n26 * r("0.5", "0.85", "dat-chuan"))),
        }  # fmt: skip


def _khop(so: dict[str, Decimal], cb: dict[str, Decimal]) -> dict[str, Decimal]:
    """Bend the free rows so that they agree with the published ones."""

    def dat(ma: str, gia_tri: Decimal) -> None:
        if ma not in cb:
            so[ma] = gia_tri

    binh_quan = so["CC10"] / so["CC09"] if so["CC09"] else D(30)
    dat("CC04", tron(so["CC03"] * binh_quan, 2))
    dat("CC15.1", min(so["CC15.1"], so["CC03"]))
    dat("CC15.2", max(so["CC09"] - so["CC03"], _KHONG))
    dat("CC15", so["CC15.1"] + so["CC15.2"])
    dat("CC16", tron(so["CC17"] / D("0.72"), 2))
    dat("CC16.1", min(tron(so["CC16"] * so["CC15.1"] / so["CC15"], 2), so["CC04"]))
    dat("CC16.2", so["CC16"] - so["CC16.1"])
    for nho, lon in (("CC07", "CC03"), ("CC08", "CC04"), ("CC11", "CC09"), ("CC12", "CC10"),
                     ("CC15.3", "CC15"), ("CC15.4", "CC15"), ("CC21", "CC20"), ("CC22", "CC20"),
                     ("CC26", "CC03"), ("CC27", "CC26")):  # fmt: skip
        dat(nho, min(so[nho], so[lon]))
    dat("CC01", max(so["CC01"], so["CC09"]))
    dat("CC02", max(so["CC02"], so["CC10"]))
    return so
