"""Forms Q04 (retail) and Q05 (trade): totals from the bent series, parts by weights."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from baocao.choices import NguonGoc
from baocao.minh_hoa.chuoi import GOC, Chuoi
from baocao.minh_hoa.ngau_nhien import chia, ti_le, tron
from baocao.minh_hoa.o import o_dong, o_so
from baocao.minh_hoa.quy_mo import DUOI, BoiCanh
from baocao.services.nhap_lieu import GhiO

# Parts of a total with the range of their weight.
_PHAN: dict[str, dict[str, tuple[str, str]]] = {
    "BL00": {"BL10": ("0.76", "0.80"), "BL20": ("0.095", "0.125"), "BL30": ("0.004", "0.010"),
             "BL40": ("0.085", "0.105")},
    "BL10": {"BL101": ("0.30", "0.33"), "BL102": ("0.05", "0.06"), "BL103": ("0.10", "0.12"),
             "BL104": ("0.01", "0.02"), "BL105": ("0.06", "0.08"), "BL106": ("0.03", "0.05"),
             "BL107": ("0.05", "0.06"), "BL108": ("0.13", "0.16"), "BL109": ("0.02", "0.03"),
             "BL110": ("0.02", "0.04"), "BL111": ("0.08", "0.10"), "BL112": ("0.02", "0.03")},
    "BL20": {"BL21a": ("0.08", "0.14"), "BL21b": ("0.86", "0.92")},
    "XK00": {"XK11": ("0.02", "0.06"), "XK12": ("0.24", "0.38"), "XK13": ("0.58", "0.70")},
    "NK00": {"NK11": ("0.02", "0.05"), "NK12": ("0.25", "0.40"), "NK13": ("0.55", "0.68")},
}  # fmt: skip
_NHOM_HANG = {"XK21": ("0.06", "0.24"), "XK22": ("0.70", "0.85"), "XK23": ("0.01", "0.04"),
              "XK24": ("0.02", "0.05")}  # fmt: skip
_TRONG_TONG = {
    "BL00": {"BL50": ("0.06", "0.09")},
    "NK00": {"NK21": ("0.18", "0.28"), "NK22": ("0.52", "0.62"), "NK23": ("0.04", "0.08")},
}
_SO_LE = {"BL": 3, "XK": 2, "NK": 2}
_DUOI_CACH_CHIA = {"XK00": _NHOM_HANG}
_BIEU = {"Q04": ("BL00",), "Q05": ("XK00", "NK00")}


class BanLeNgoaiThuong:
    """Cells of Q04 and Q05."""

    def __init__(self, boi_canh: BoiCanh, chuoi: Chuoi):
        self.bc = boi_canh
        self.chuoi = chuoi
        self._rieng = cache(self._rieng_tinh)

    def o(self, bieu: str, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        """All cells of a form that the demo fills."""
        for tong in _BIEU[bieu]:
            rieng = self._rieng(don_vi, tong, nam, quy)
            cac_quy = [self._rieng(don_vi, tong, nam, q) for q in range(1, quy + 1)]
            luy_ke = {ma: sum((r[ma] for r in cac_quy), Decimal(0)) for ma in rieng}
            yield from o_dong(rieng, luy_ke)
            yield self._ke_hoach(don_vi, tong, nam)

    def qua_cua_khau(self, cac_cu: list[str], nam: int, quy: int) -> Iterator[GhiO]:
        """Rows CK01–CK03 of Q05 from the former units that have a land border gate."""
        for ma, tong, phan in (
            ("CK01", "XK00", "0.35"),
            ("CK02", "NK00", "0.32"),
            ("CK03", "XK00", "0.04"),
        ):
            cac_quy = [
                sum(
                    (tron(self.chuoi.rieng(cu, tong, nam, q) * Decimal(phan), 2) for cu in cac_cu),
                    Decimal(0),
                )
                for q in range(1, quy + 1)
            ]
            yield o_so(ma, "A3", cac_quy[-1])
            yield o_so(ma, "A4", sum(cac_quy, Decimal(0)))

    def _ke_hoach(self, don_vi: str, tong: str, nam: int) -> GhiO:
        """Plan of the year: the published one, else last year's result and a tenth."""
        if o := self.bc.cong_bo.get((f"{nam}-N", don_vi, tong, "A1")):
            return GhiO(tong, "A1", so=o.so, nguon=o.nguon, nguon_goc=NguonGoc.CONG_BO)
        return o_so(tong, "A1", self._so_ke_hoach(don_vi, tong, nam))

    def _so_ke_hoach(self, don_vi: str, tong: str, nam: int) -> Decimal:
        """A plan made before the merger is the sum of the former units' plans (KT22)."""
        cac_cu = self.bc.cac_phan(don_vi)
        if nam == GOC + 1 and cac_cu != [don_vi]:
            return sum((self._so_ke_hoach(cu, tong, nam) for cu in cac_cu), Decimal(0))
        goc = self.chuoi.luy_ke(don_vi, tong, max(nam - 1, GOC), 4)
        return tron(goc * ti_le("1.06", "1.12", "ke-hoach", don_vi, tong), -1)

    def _rieng_tinh(self, don_vi: str, tong: str, nam: int, quy: int) -> dict[str, Decimal]:
        if nam == GOC + 1 and quy <= 2 and don_vi.startswith("34:"):
            phan = [self._rieng(cu, tong, nam, quy) for cu in self.bc.cac_phan(don_vi)]
            return {ma: sum((p[ma] for p in phan), Decimal(0)) for ma in phan[0]}
        ket = {tong: self.chuoi.rieng(don_vi, tong, nam, quy)}
        for cha in [ma for ma in _PHAN if ma.startswith(tong[:2])]:
            ket |= self._chia(don_vi, cha, ket[cha], _PHAN[cha], nam, quy)
        if tong in _DUOI_CACH_CHIA:
            ket |= self._chia(don_vi, tong, ket[tong], _DUOI_CACH_CHIA[tong], nam, quy)
        for ma, khoang in _TRONG_TONG.get(tong, {}).items():
            ti = self._ti_trong(don_vi, tong, ma, khoang, nam, quy)
            ket[ma] = tron(ket[tong] * ti, _SO_LE[tong[:2]])
        return ket

    def _chia(
        self,
        don_vi: str,
        cha: str,
        tong: Decimal,
        phan: dict[str, tuple[str, str]],
        nam: int,
        quy: int,
    ) -> dict[str, Decimal]:
        """Parts of one total; the weights move a little from quarter to quarter."""
        trong_so = {
            ma: self._ti_trong(don_vi, cha, ma, khoang, nam, quy)
            * ti_le("0.98", "1.02", don_vi, ma, nam, quy)
            for ma, khoang in phan.items()
        }
        co_dinh = {}
        if quy == 1:
            ky = f"{nam}-{DUOI[1]}"
            for ma in phan:
                if (so := self.bc.so_cong_bo(ky, don_vi, ma, "A4")) is not None:
                    co_dinh[ma] = so
        return chia(tong, trong_so, _SO_LE[cha[:2]], co_dinh)

    def _ti_trong(
        self, don_vi: str, cha: str, ma: str, khoang: tuple[str, str], nam: int, quy: int
    ) -> Decimal:
        """Weight of a part; after a merger the mean of the former units', by their size."""
        tong = f"{cha[:2]}00"
        cac_cu = self.bc.cac_phan(don_vi)
        co = {cu: self.chuoi.mo_hinh(cu, tong, nam, quy) for cu in cac_cu}
        phan = sum((ti_le(*khoang, cu, ma) * so for cu, so in co.items()), Decimal(0))
        return phan / sum(co.values(), Decimal(0))
