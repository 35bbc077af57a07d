"""Form Q08 (khuyến công): budgets, projects and results, growing through the year."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from baocao.minh_hoa.ngau_nhien import ti_le, tron
from baocao.minh_hoa.o import o_dong, o_so
from baocao.minh_hoa.quy_mo import BoiCanh
from baocao.services.nhap_lieu import GhiO

D = Decimal
# Pace of a unit: progress is the share of the year to this power (above 1: late starter).
_NHIP = ("0.72", "1.55")
_GIAO = (D("0.55"), D("0.80"), D("0.92"), D(1))
_KY_HD = (D("0.30"), D("0.66"), D("0.86"), D("0.97"))
_XONG = (D("0.08"), D("0.30"), D("0.58"), D("0.94"))


class KhuyenCong:
    """Cells of Q08."""

    def __init__(self, boi_canh: BoiCanh):
        self.bc = boi_canh
        self._cu = cache(self._cu_tinh)

    def o(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        """Own and cumulative columns, and the plan of the three budget rows."""
        nay = self._luy_ke(don_vi, nam, quy)
        truoc = self._luy_ke(don_vi, nam, quy - 1) if quy > 1 else {}
        rieng = {ma: so - truoc.get(ma, D(0)) for ma, so in nay.items()}
        rieng["KC15"] = nay["KC15"]
        yield from o_dong(rieng, nay)
        cac_cu = self.bc.cac_phan(don_vi)
        for ma, phan in (("KC10", D(1)), ("KC11", D("0.35")), ("KC12", D("0.65"))):
            tong = sum((self._nam(cu, nam) * phan for cu in cac_cu), D(0))
            yield o_so(ma, "A1", tron(tong, 3))

    def _luy_ke(self, don_vi: str, nam: int, quy: int) -> dict[str, Decimal]:
        phan = [self._cu(cu, nam, quy) for cu in self.bc.cac_phan(don_vi)]
        return {ma: sum((p[ma] for p in phan), D(0)) for ma in phan[0]}

    def _nam(self, cu: str, nam: int) -> Decimal:
        """Budget of the year, in million đồng."""
        goc = D(self.bc.quy_mo[cu]["khuyen_cong"])
        return tron(goc * ti_le("0.97", "1.05", "kc", cu, nam) * (1 + D(nam - 2024) / 20), -1)

    def _cu_tinh(self, cu: str, nam: int, quy: int) -> dict[str, Decimal]:
        i = quy - 1
        tien = self._nam(cu, nam)
        nhip = ti_le(*_NHIP, "kc-nhip", cu) + ti_le("-0.05", "0.05", "kc-nhip", cu, nam)
        dat = tien_do(quy, nhip)
        ca_nam = tien * ti_le("0.93", "1", "kc-nam", cu, nam)
        # The national programme signs later than the local one.
        kc11 = tron(ca_nam * D("0.35") * tien_do(quy, nhip + D("0.2")), 3)
        kc12 = tron(ca_nam * D("0.65") * tien_do(quy, nhip - D("0.1")), 3)
        so_da = int(tien / 230)
        lam = lambda nam_so, phan: D(int(nam_so * phan))  # noqa: E731
        dao_tao = so_da * int(ti_le("6", "14", "dt", cu))
        co_so = int(so_da * ti_le("0.8", "1.6", "hc", cu))
        return {
            "KC10": kc11 + kc12, "KC11": kc11, "KC12": kc12,
            "KC13": tron((kc11 + kc12) * ti_le("1.8", "3.2", "doi-ung", cu), 3),
            "KC14": tron((kc11 + kc12) * D("0.12"), 3), "KC15": tron(tien * D("1.02"), 3),
            "KC20a": lam(so_da, _GIAO[i]), "KC20b": lam(so_da, _KY_HD[i]),
            "KC20c": lam(so_da, _XONG[i]), "KC20d": D(0), "KC20e": D(0),
            "KC31a": lam(dao_tao, dat), "KC31b": D(int(lam(dao_tao, dat) * D("0.82"))),
            "KC32": lam(so_da * D("0.2"), _XONG[i]), "KC33": lam(so_da * D("0.6"), _XONG[i]),
            "KC34a": lam(co_so, dat), "KC34b": D(int(lam(co_so, dat) * D("1.5"))),
            "KC35": lam(so_da * 9, dat), "KC36": D(0),
            "KC37a": lam(so_da * 2, dat), "KC37b": lam(so_da, dat),
            "KC38": lam(48, dat),
        }  # fmt: skip


def tien_do(quy: int, nhip: Decimal) -> Decimal:
    """Part of the year's amount reached at the end of a quarter; 1 at the end of the year."""
    return (D(quy) / 4) ** nhip
