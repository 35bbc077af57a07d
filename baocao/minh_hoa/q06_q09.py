"""Stock forms Q06 (trade infrastructure) and Q09 (crafts, advisers, typical products)."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from baocao.choices import TrangThaiO
from baocao.minh_hoa.ngau_nhien import ti_le, tron
from baocao.minh_hoa.o import o_so, o_trang_thai
from baocao.minh_hoa.quy_mo import BoiCanh
from baocao.services.nhap_lieu import GhiO

D = Decimal
_LUY_KE = (D("0.22"), D("0.47"), D("0.73"), D(1))


class _DemTon:
    """Sums the figures of the former units; stocks move only where a flow says so."""

    def __init__(self, boi_canh: BoiCanh):
        self.bc = boi_canh
        self._cu = cache(self._cu_tinh)

    def _hop(self, don_vi: str, nam: int, quy: int) -> dict[str, Decimal]:
        phan = [self._cu(cu, nam, quy) for cu in self.bc.cac_phan(don_vi)]
        return {ma: sum((p[ma] for p in phan), D(0)) for ma in phan[0]}

    def _cu_tinh(self, cu: str, nam: int, quy: int) -> dict[str, Decimal]:
        raise NotImplementedError


class HaTangThuongMai(_DemTon):
    """Cells of Q06: column C5 of every row, increase and decrease of the markets."""

    def o(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        so = self._hop(don_vi, nam, quy)
        for ma, gia_tri in so.items():
            yield o_so(ma, "C5", gia_tri)

    def _cu_tinh(self, cu: str, nam: int, quy: int) -> dict[str, Decimal]:
        ban_le = D(self.bc.quy_mo[cu]["ban_le"])
        r = lambda thap, cao, ten: D(int(ti_le(thap, cao, "q06", cu, ten)))  # noqa: E731
        cong = lambda ca_nam: D(int(D(ca_nam) * _LUY_KE[quy - 1]))  # noqa: E731
        tuoi = D((nam - 2024) * 4 + quy)
        h1, h2, h3 = r("1", "8", "h1"), r("8", "28", "h2"), r("70", "190", "h3")
        st = [r("0", "5", "st1") + int(ban_le / 90000), r("2", "9", "st2"), r("4", "18", "st3")]
        kiem_tra = cong(r("600", "2600", "kt"))
        xu_ly = D(int(kiem_tra * ti_le("0.42", "0.78", "xl", cu)))
        ho_tro = cong(r("30", "180", "san"))
        hoi_cho = cong(r("8", "30", "hc"))
        return {
            "TM10": h1 + h2 + h3, "TM11": h1, "TM12": h2, "TM13": h3,
            "TM14": D(int((h1 + h2 + h3) * D("0.9"))), "TM15": D(int(h1 > 4)),
            "TM16": D(0), "TM17": cong(r("1", "7", "cai-tao")), "TM18": D(0),
            "TM19": cong(r("1", "6", "mo-hinh")),
            "TM20": sum(st, D(0)), "TM20a": st[0], "TM20b": st[1], "TM20c": st[2],
            "TM21": r("1", "6", "tttm") + int(ban_le / 60000),
            "TM22": r("40", "260", "tien-loi") + tuoi * 3,
            "TM23": r("120", "340", "xang"), "TM24a": r("1", "9", "kho"),
            "TM24b": r("4000", "90000", "kho-m2"),
            "TM25": tron(ti_le("30", "420", "von-ht", cu, nam) * _LUY_KE[quy - 1], 3),
            "DT10a": r("60", "900", "web") + tuoi * 6, "DT10b": r("2", "18", "web-dk"),
            "DT11a": ho_tro, "DT11b": ho_tro * 4,
            "XT10a": hoi_cho, "XT10b": hoi_cho * int(r("18", "40", "dn-hc")),
            "XT10c": tron(hoi_cho * ti_le("0.4", "6", "bien-ban", cu), 3),
            "XT11a": r("4", "24", "diem-ban"), "XT11b": cong(r("2", "14", "dot-ban")),
            "QL10a": kiem_tra, "QL10b": xu_ly,
            "QL10c": tron(xu_ly * ti_le("7", "19", "phat", cu, nam), 3),
        }  # fmt: skip


class LangNghe(_DemTon):
    """Cells of Q09."""

    def o(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        for ma, gia_tri in self._hop(don_vi, nam, quy).items():
            yield o_so(ma, "C5", gia_tri)

    def _cu_tinh(self, cu: str, nam: int, quy: int) -> dict[str, Decimal]:
        r = lambda thap, cao, ten: D(int(ti_le(thap, cao, "q09", cu, ten)))  # noqa: E731
        phan = D("0.48") if quy < 4 else D(1)
        cong = lambda ca_nam: D(int(D(ca_nam) * phan))  # noqa: E731
        lang = r("6", "46", "lang") if cu != "63:01" else D(331)
        dn, htx, ho = r("6", "60", "dn"), r("8", "40", "htx"), lang * int(r("60", "160", "ho"))
        ho_tro = cong(r("20", "90", "dnnvv"))
        tinh = D(int(r("8", "30", "tb"))) if quy == 4 else D(0)
        lao_dong = dn * 30 + htx * 14 + ho * 2
        return {
            "LN10": lang, "LN11": r("2", "18", "nghe"), "LN12": D(int(lang * D("0.72"))),
            "LN13": dn + htx + ho, "LN13a": dn, "LN13b": htx, "LN13c": ho, "LN14": lao_dong,
            "LN15": tron(lao_dong * ti_le("0.08", "0.2", "dt", cu) * phan, 3),
            "LN16": tron(D(self.bc.quy_mo[cu]["xuat"]) * D("0.004") * phan, 2),
            "LN17": r("3", "60", "nghe-nhan"), "LN18": D(int(lang * D("0.41"))),
            "DN10": ho_tro, "DN10a": D(int(ho_tro * D("0.5"))), "DN10b": D(int(ho_tro * D("0.7"))),
            "DN10c": D(int(ho_tro * D("0.1"))), "DN10d": D(int(ho_tro * D("0.05"))),
            "DN11a": r("1", "9", "tvv"), "DN11b": D(int(quy == 4)),
            "DN11c": cong(r("2", "9", "hd")), "DN11d": tron(cong(r("2", "9", "hd")) * 35, 3),
            "TB10a": tinh + 6 if quy == 4 else D(0), "TB10b": tinh,
            "TB10c": D(int(tinh / 6)), "TB10d": D(int(tinh / 14)),
            "TB10e": r("12", "60", "con") + tinh,
            "TB10f": tron(tinh * ti_le("9", "22", "tb-kp", cu), 3),
        }  # fmt: skip


class Cho:
    """Cells of M10, once a year, from the markets of Q06."""

    def __init__(self, ha_tang: HaTangThuongMai):
        self.q06 = ha_tang

    def o(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        so = self.q06._hop(don_vi, nam, quy)
        hang = [so["TM11"], so["TM12"], so["TM13"]]
        yield from self._dong("CH01", so["TM10"], hang)
        yield o_so("CH01", "M5", so["TM14"])
        yield o_so("CH01", "M6", so["TM15"])
        for ma, nguon in (("CH02", "TM16"), ("CH03", "TM17"), ("CH04", "TM18"), ("CH06", "TM19")):
            yield o_so(ma, "M1", so[nguon])
        kien_co = D(int(so["TM10"] * D("0.31")))
        yield o_so("CH05a", "M1", kien_co)
        yield o_so("CH05b", "M1", D(int(so["TM10"] * D("0.52"))))
        yield o_so("CH05c", "M1", so["TM10"] * 95)
        yield o_so("CH05d", "M1", D(int(so["TM10"] * D("0.08"))))
        con = so["TM10"]
        for ma, phan in (
            ("CH07a", "0.09"),
            ("CH07b", "0.06"),
            ("CH07c", "0.02"),
            ("CH07d", "0.42"),
        ):
            mot = D(int(so["TM10"] * D(phan)))
            con -= mot
            yield o_so(ma, "M1", mot)
        yield o_so("CH07e", "M1", con)
        yield o_so("CH08", "M1", tron(so["TM25"] * D("0.4"), 3))

    def _dong(self, ma: str, tong: Decimal, hang: list[Decimal]) -> Iterator[GhiO]:
        yield o_so(ma, "M1", tong)
        for cot, so in zip(("M2", "M3", "M4"), hang, strict=True):
            yield o_so(ma, cot, so) if so else o_trang_thai(ma, cot, TrangThaiO.KHONG_PHAT_SINH)
