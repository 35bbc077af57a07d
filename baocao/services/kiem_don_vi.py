"""Units inside formulas of a template: tấn plus triệu đồng, triệu USD over tỷ đồng as a per cent.

Pure, and advice only: a formula of mixed units may be meant, so its author is told, not stopped.
A unit is a base («đồng», «tấn», «cụm») and how many of it one unit holds («1000 tấn», «tỷ đồng»).
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from baocao.bieu_thuc import BieuThuc, BieuThucSai
from baocao.models import ChiTieu, CotBieu
from baocao.services.kiem_bieu import LoiBieu
from cucctdp.formats.chu import nfc

_BAC = {
    "nghìn": Decimal(10**3),
    "ngàn": Decimal(10**3),
    "triệu": Decimal(10**6),
    "tỷ": Decimal(10**9),
    "tỉ": Decimal(10**9),
}
# Other writings of a base → (base, how many of it).
_QUY_VE = {
    "vnd": ("đồng", Decimal(1)),
    "vnđ": ("đồng", Decimal(1)),
    "đô la mỹ": ("usd", Decimal(1)),
    "kg": ("tấn", Decimal("0.001")),
    "tạ": ("tấn", Decimal("0.1")),
    "wh": ("kwh", Decimal("0.001")),
    "mwh": ("kwh", Decimal(1000)),
    "gwh": ("kwh", Decimal(10**6)),
    "mw": ("kw", Decimal(1000)),
    "m²": ("m2", Decimal(1)),
    "ha": ("m2", Decimal(10**4)),
    "km2": ("m2", Decimal(10**6)),
    "m³": ("m3", Decimal(1)),
    "lít": ("m3", Decimal("0.001")),
    "điểm %": ("%", Decimal(1)),
    "điểm phần trăm": ("%", Decimal(1)),
}
# A column of figures is in the unit of whichever row it crosses.
CUA_DONG = "đơn vị của chỉ tiêu"
_SO_DAU = re.compile(r"([0-9][0-9.]*)\s*(.*)")


class DonViDo(NamedTuple):
    """A unit; ``co`` None: of unknown size (multiplied by a number); ``ho`` "": a plain number."""

    ho: str
    co: Decimal | None


_SO = DonViDo("", None)


def don_vi_do(dvt: str) -> DonViDo | None:
    """Read a unit as written on a form; None when there is none."""
    chu, co = " ".join(nfc(dvt).lower().split()), Decimal(1)
    if khop := _SO_DAU.fullmatch(chu):
        co, chu = co * Decimal(khop[1].replace(".", "")), khop[2]
    dau, _, con = chu.partition(" ")
    if con and dau in _BAC:
        co, chu = co * _BAC[dau], con
    goc, moi_don_vi = _QUY_VE.get(chu, (chu, Decimal(1)))
    return DonViDo(goc, co * moi_don_vi) if goc else None


def canh_bao_don_vi(cot: Sequence[CotBieu], chi_tieu: Sequence[ChiTieu]) -> list[LoiBieu]:
    """Mixed units in formulas, sums and ratios of a version, each with its place."""
    cua_cot = {c.ma: "%" if c.kieu in ("ty_le", "chi_so") else CUA_DONG for c in cot}
    canh_bao = [
        LoiBieu("cot", c.ma, "cong_thuc", cau)
        for c in cot
        for cau in _Doc(cua_cot, cua_cot[c.ma], c.cong_thuc).cac_cau()
    ]
    theo_ma = {c.ma: c for c in chi_tieu}
    cua_dong = {c.ma: c.dvt for c in chi_tieu}
    for c in chi_tieu:
        cac_cau = [("cong_thuc", cau) for cau in _Doc(cua_dong, c.dvt, c.cong_thuc).cac_cau()]
        cac_cau += [("tong_cua", cau) for cau in _tong(c, theo_ma)]
        cac_cau += [("mau_so", cau) for cau in _ti_le(c, theo_ma)]
        canh_bao += [LoiBieu("chi_tieu", c.ma, truong, cau) for truong, cau in cac_cau]
    return canh_bao


def _tong(c: ChiTieu, theo_ma: Mapping[str, ChiTieu]) -> list[str]:
    """Parts of a total in another unit than the total."""
    can = don_vi_do(c.dvt)
    return [
        f"«{con.ma}» tính bằng «{con.dvt}», tổng tính bằng «{c.dvt}»: không cộng được với nhau."
        for ma in dict.fromkeys([*c.tong_cua, *(m for cach in c.tong_cua_phu for m in cach)])
        if (con := theo_ma.get(ma)) and can and (cua := don_vi_do(con.dvt)) and cua != can
    ]


def _ti_le(c: ChiTieu, theo_ma: Mapping[str, ChiTieu]) -> list[str]:
    """A per cent recomputed from two rows that do not measure the same."""
    tu, mau = theo_ma.get(c.tu_so), theo_ma.get(c.mau_so)
    if tu is None or mau is None or don_vi_do(c.dvt) != don_vi_do("%"):
        return []
    a, b = don_vi_do(tu.dvt), don_vi_do(mau.dvt)
    if a is None or b is None or a == b:
        return []
    return [f"Tử số «{tu.ma}» ({tu.dvt}) và mẫu số «{mau.ma}» ({mau.dvt}) khác đơn vị tính."]


class _Doc:
    """One formula walked for units: those of its references, and the one it should come out in."""

    def __init__(self, dvt: Mapping[str, str], can: str, cong_thuc: str):
        self.dvt, self.can = dvt, can
        self.cau: list[str] = []
        try:
            self.bt = BieuThuc(cong_thuc) if cong_thuc else None
        except BieuThucSai:  # another check's
            self.bt = None

    def cac_cau(self) -> list[str]:
        """Sentences about the formula."""
        if self.bt is None:
            return []
        ra, can = self._don_vi(self.bt.cay()), don_vi_do(self.can)
        if not self.cau and ra and ra.ho and can and not _cung(ra, can):
            dau = next(iter(self.bt.tham_chieu))
            self.cau.append(
                f"Kết quả theo đơn vị của «{dau}» ({self._dvt(dau)}), nhưng phải ra "
                f"«{self.can}» (ký tự thứ {self.bt.vi_tri(f'[{dau}]')})."
            )
        return self.cau

    def _dvt(self, ma: str) -> str:
        return self.dvt.get(ma, "")

    def _don_vi(self, cay: list[Any]) -> DonViDo | None:
        """Unit of a subtree, None when it cannot be told."""
        loai, con = cay[0], cay[1:]
        if loai == "so":
            return _SO
        if loai == "o":
            return don_vi_do(self._dvt(con[0]))
        if loai == "ham":
            ten, cac_doi = con[0], con[1:]
            if ten in ("abs", "lam_tron"):
                return self._don_vi(cac_doi[0])
            return self._cong(ten, cac_doi)
        if loai == "am":
            return self._don_vi(con[0])
        if loai in ("+", "-"):
            return self._cong(loai, con)
        if loai == "*":
            a, b = (self._don_vi(x) for x in con)
            so, khac = (a, b) if a == _SO else (b, a)
            return khac._replace(co=None) if so == _SO and khac else None
        return self._chia(*con) if loai == "/" else None

    def _cong(self, phep: str, cac_cay: list[Any]) -> DonViDo | None:
        """What is added, subtracted or compared must be of one unit; plain numbers go with any."""
        dau: DonViDo | None = None
        for cay in cac_cay:
            don_vi = self._don_vi(cay)
            if don_vi is None or don_vi == _SO:
                continue
            if dau is None:
                dau = don_vi
            elif not _cung(dau, don_vi):
                ten = {"+": "Cộng", "-": "Trừ", "tong": "Cộng"}.get(phep, "So sánh")
                self._bao(cac_cay[0], cay, f"{ten} các số khác đơn vị tính")
        return dau or _SO

    def _chia(self, tu: list[Any], mau: list[Any]) -> DonViDo | None:
        a, b = self._don_vi(tu), self._don_vi(mau)
        if a is None or b is None:
            return None
        if b == _SO:
            return a._replace(co=None)
        if a == _SO:
            return None
        if _cung(a, b):
            return _SO
        if don_vi_do(self.can) == don_vi_do("%"):
            self._bao(tu, mau, "Tỷ lệ phần trăm của hai số khác đơn vị tính")
        return None

    def _bao(self, trai: list[Any], phai: list[Any], cau: str) -> None:
        assert self.bt is not None
        a, b = _o_dau(trai), _o_dau(phai)
        self.cau.append(
            f"{cau}: «{a}» ({self._dvt(a)}) và «{b}» ({self._dvt(b)}), ký tự thứ "
            f"{self.bt.vi_tri(f'[{b}]')}."
        )


def _cung(a: DonViDo, b: DonViDo) -> bool:
    return a.ho == b.ho and (a.co is None or b.co is None or a.co == b.co)


def _o_dau(cay: list[Any]) -> str:
    """The first reference inside a subtree."""
    if cay[0] == "o":
        return str(cay[1])
    cac_con = (x for x in cay[1:] if isinstance(x, list))
    return next((ma for x in cac_con if (ma := _o_dau(x))), "")
