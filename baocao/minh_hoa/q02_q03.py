"""Forms Q02 (products) and Q03 (output value): sizes follow the unit's trade and industry."""

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from baocao.choices import NguonGoc, TrangThaiO
from baocao.minh_hoa.ngau_nhien import chia, ti_le, tron
from baocao.minh_hoa.o import o_dong, o_so, o_trang_thai
from baocao.minh_hoa.quy_mo import BoiCanh
from baocao.services.nhap_lieu import GhiO

D = Decimal
_MUA = (D("0.235"), D("0.248"), D("0.256"), D("0.261"))
# Yearly quantity of one former unit: lowest, highest, in the unit of the row.
_SAN_LUONG = {
    "SP01": ("400", "42000"), "SP02a": ("6000", "9000"), "SP02b": ("1500", "7000"),
    "SP03": ("90000", "3200000"), "SP04": ("900", "6500"), "SP05": ("38000", "420000"),
    "SP06": ("180000", "1900000"), "SP07": ("60000", "1100000"), "SP08": ("45000", "260000"),
    "SP09": ("220000", "2600000"), "SP10": ("30000", "420000"), "SP11a": ("40000", "560000"),
    "SP11b": ("9000", "160000"), "SP12": ("150000", "1300000"), "SP13": ("20000", "420000"),
    "SP14": ("30000", "310000"), "SP15": ("24000", "620000"), "SP16": ("12000", "190000"),
    "SP17": ("40000", "900000"), "SP18": ("15000", "480000"), "SP19": ("120000", "1400000"),
    "SP20": ("3000", "24000"), "SP21a": ("900000", "8500000"), "SP21b": ("1100000", "9800000"),
    "SP22": ("180000", "1400000"), "SP23a": ("300000", "6400000"), "SP23b": ("250000", "5200000"),
    "SP23c": ("60000", "900000"), "SP24": ("42000", "98000"), "SP25a": ("80000", "900000"),
    "SP26": ("2500", "18000"), "SP27": ("25000", "190000"), "SP28": ("9000", "130000"),
    "SP29": ("240", "2100"), "SP30a": ("60000", "1200000"), "SP30b": ("70000", "900000"),
    "SP31": ("1200", "24000"), "SP32a": ("90", "1400"), "SP32b": ("120", "1500"),
    "SP32c": ("300", "9000"), "SP34": ("11000", "210000"), "SP35": ("70000", "900000"),
}  # fmt: skip
_NGUYEN = {"SP28"}
_DU_AN = (
    ("Nhà máy chế biến nông sản", "Công ty TNHH Nông sản Việt (minh họa)", "350", "30.000 tấn/năm"),
    ("Nhà máy linh kiện điện tử", "Công ty TNHH Điện tử Á Châu (minh họa)", "820", "25 triệu cái"),
    ("Nhà máy may xuất khẩu", "Công ty CP May Thành Đạt (minh họa)", "160", "6 triệu sản phẩm/năm"),
)


class SanPham:
    """Cells of Q02; ``danh_muc``: the rows each unit ticks and its own products."""

    def __init__(self, boi_canh: BoiCanh, danh_muc: dict[str, dict[str, tuple[str, str]]]):
        self.bc = boi_canh
        self.danh_muc = danh_muc

    def o(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        """Own and cumulative column of the rows in the unit's list, and the free list."""
        san_pham = self.danh_muc.get(don_vi, {})
        cac_quy = [self._quy(don_vi, nam, q) for q in range(1, quy + 1)]
        luy_ke = {ma: sum((r[ma] for r in cac_quy), D(0)) for ma in cac_quy[0]}
        yield from o_dong(cac_quy[-1], luy_ke)
        rieng = {ma: s for ma, s in san_pham.items() if ma >= "SP36"}
        if rieng:
            yield self._danh_sach(don_vi, rieng, nam, quy)

    def _quy(self, don_vi: str, nam: int, quy: int) -> dict[str, Decimal]:
        ket: dict[str, Decimal] = {}
        for cu in self.bc.cac_phan(don_vi):
            for ma, so in self._cu(cu, nam, quy).items():
                ket[ma] = ket.get(ma, D(0)) + so
        return ket

    def _cu(self, cu: str, nam: int, quy: int) -> dict[str, Decimal]:
        co = self.danh_muc.get(cu, {})
        ket = {}
        for ma, (thap, cao) in _SAN_LUONG.items():
            if ma in co:
                so = D(thap) + (D(cao) - D(thap)) * ti_le("0", "1", "sp", cu, ma) ** 2
                ket[ma] = tron(so * self._nhip(cu, ma, nam, quy), 0 if ma in _NGUYEN else 1)
        if "SP32" in co:
            con = sum((ket.get(ma, D(0)) for ma in ("SP32a", "SP32b", "SP32c")), D(0))
            ket["SP32"] = tron(con * ti_le("1.05", "1.9", "nhiet", cu) + 40, 1)
        ket["SP33"] = dien_thuong_pham(self.bc, cu, nam, quy)
        return ket

    def _nhip(self, cu: str, ma: str, nam: int, quy: int) -> Decimal:
        return nhip("sp", cu, ma, nam=nam, quy=quy)

    def _danh_sach(
        self, don_vi: str, rieng: dict[str, tuple[str, str]], nam: int, quy: int
    ) -> GhiO:
        cac_dong = []
        for ma, (ten, dvt) in sorted(rieng.items()):
            goc = ti_le("2000", "90000", "rieng", don_vi, ma)
            nay = [tron(goc * nhip("r", don_vi, ma, nam=nam, quy=q), 1) for q in (1, 2, 3, 4)]
            truoc = [tron(goc * nhip("r", don_vi, ma, nam=nam - 1, quy=q), 1) for q in (1, 2, 3, 4)]
            cac_dong.append(
                {"ma": ma, "ten": ten, "dvt": dvt, "ky_nay": str(nay[quy - 1]),
                 "luy_ke": str(sum(nay[:quy])), "cung_ky": str(sum(truoc[:quy]))}
            )  # fmt: skip
        return o_danh_sach("SP36", "A4", cac_dong)


class GiaTriSanXuat:
    """Cells of Q03."""

    def __init__(self, boi_canh: BoiCanh):
        self.bc = boi_canh
        self._quy = cache(self._quy_tinh)

    def o(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        """Values, businesses, projects with their lists."""
        cac_quy = [self._quy(don_vi, nam, q) for q in range(1, quy + 1)]
        luy_ke = {ma: sum((r[ma] for r in cac_quy), D(0)) for ma in cac_quy[0]}
        yield from o_dong(cac_quy[-1], luy_ke)
        ca_nam = sum((self._quy(don_vi, nam - 1, q)["GT10"] for q in (1, 2, 3, 4)), D(0))
        yield o_so("GT10", "A1", tron(ca_nam * ti_le("1.06", "1.11", "gt-kh", don_vi, nam), -1))
        so_dn = sum((D(int(self._co(cu) / 95)) for cu in self.bc.cac_phan(don_vi)), D(0)) + 120
        yield o_so("GT31", "A3", so_dn + D((nam - 2024) * 12 + quy * 3))
        yield o_so("GT33", "A3", (so_dn * 62).quantize(D(1)) + D(quy * 40))
        yield from self._du_an(don_vi, nam, quy)

    def _co(self, cu: str) -> Decimal:
        """Yearly output value at 2010 prices of a former unit, in billion đồng."""
        q = self.bc.quy_mo[cu]
        return D(q["xuat"]) * D("7.2") + D(q["ban_le"]) * D("0.32") + 3500

    def _quy_tinh(self, don_vi: str, nam: int, quy: int) -> dict[str, Decimal]:
        ket: dict[str, Decimal] = {}
        for cu in self.bc.cac_phan(don_vi):
            tong = tron(self._co(cu) * nhip("gt", cu, nam=nam, quy=quy), 1)
            khai_khoang = D("0.06") if self.bc.quy_mo[cu]["khai_khoang"] else D("0.004")
            phan = chia(
                tong,
                {"GT11": khai_khoang, "GT12": D("0.84"), "GT13": D("0.08"), "GT14": D("0.016")},
                1,
            )
            khu_vuc = chia(
                tong,
                {"GT15": D("0.09"), "GT16": D("0.36"), "GT17": ti_le("0.3", "0.8", "fdi", cu)},
                1,
            )
            mot = {"GT10": tong, **phan, **khu_vuc}
            mot["GT20"] = tron(tong * D("1.62"), 1)
            mot["GT32a"] = D(int(ti_le("4", "22", "moi", cu, nam, quy)))
            mot["GT32b"] = D(int(ti_le("1", "9", "dung", cu, nam, quy)))
            mot["GT41"] = D(len(self._moi(cu, nam, quy)))
            for ma, so in mot.items():
                ket[ma] = ket.get(ma, D(0)) + so
        ket["GT42"] = D(0)
        return ket

    def _moi(self, cu: str, nam: int, quy: int) -> list[int]:
        return [i for i in range(len(_DU_AN))
                if ti_le("0", "1", "da", cu, nam, quy, i) > D("0.86")]  # fmt: skip

    def _du_an(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        moi = [
            {"ten": ten, "chu_dau_tu": cdt, "dia_diem": "Cụm công nghiệp trên địa bàn",
             "von": von, "cong_suat": cs, "ngay": f"05/{q * 3 - 1:02d}/{nam}"}
            for q in range(1, quy + 1)
            for cu in self.bc.cac_phan(don_vi)
            for ten, cdt, von, cs in (_DU_AN[i] for i in self._moi(cu, nam, q))
        ]  # fmt: skip
        yield o_danh_sach("GT41a", "A4", moi)
        yield o_trang_thai("GT42a", "A4", TrangThaiO.KHONG_PHAT_SINH)


def nhip(*khoa: object, nam: int, quy: int) -> Decimal:
    """Share of a base year's quantity that falls to a quarter, with growth since 2024."""
    tang = 1 + D(nam - 2024) * ti_le("0.02", "0.11", "tang", *khoa)
    return _MUA[quy - 1] * tang * ti_le("0.985", "1.015", "quy", *khoa, nam, quy)


def dien_thuong_pham(bc: BoiCanh, cu: str, nam: int, quy: int) -> Decimal:
    """Electricity sold in a quarter in a former unit, in million kWh: the same in Q02 and Q10."""
    q = bc.quy_mo[cu]
    goc = D(q["ban_le"]) * D("0.018") + D(q["xuat"]) * D("0.16") + 260
    return tron(goc * nhip("dien", cu, nam=nam, quy=quy), 1)


def o_danh_sach(chi_tieu: str, cot: str, cac_dong: list[dict[str, str]]) -> GhiO:
    """A list cell; no rows is «Không phát sinh»."""
    if not cac_dong:
        return o_trang_thai(chi_tieu, cot, TrangThaiO.KHONG_PHAT_SINH)
    chu = json.dumps(cac_dong, ensure_ascii=False)
    return GhiO(chi_tieu, cot, chu=chu, nguon_goc=NguonGoc.MINH_HOA)
