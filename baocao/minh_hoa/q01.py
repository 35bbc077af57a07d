"""Form Q01 (industrial production index): the whole stays inside the range of its branches."""

import json
from collections.abc import Iterator
from decimal import Decimal

from baocao.choices import NguonGoc, TrangThaiO
from baocao.minh_hoa.ngau_nhien import ti_le, tron
from baocao.minh_hoa.o import o_so, o_trang_thai
from baocao.minh_hoa.quy_mo import DUOI, BoiCanh
from baocao.services.nhap_lieu import GhiO

_NGANH = [f"CN{i}" for i in range(21, 45)]
_SO_NGANH_NEU = 3
_LECH = Decimal("1.2")


class ChiSo:
    """Cells of Q01."""

    def __init__(self, boi_canh: BoiCanh, ten_nganh: dict[str, str]):
        self.bc = boi_canh
        self.ten = ten_nganh

    def o(self, don_vi: str, nam: int, quy: int) -> Iterator[GhiO]:
        """Both comparisons (B3 of the quarter, B4 cumulative) and the two lists."""
        b4 = self._cot(don_vi, nam, quy, "B4")
        b3 = b4 if quy == 1 else self._cot(don_vi, nam, quy, "B3")
        khai_khoang = any(self.bc.quy_mo[cu]["khai_khoang"] for cu in self.bc.cac_phan(don_vi))
        for ma in b4:
            for cot, cac_so in (("B3", b3), ("B4", b4)):
                if ma == "CN10" and not khai_khoang:
                    yield o_trang_thai(ma, cot, TrangThaiO.KHONG_AP_DUNG)
                else:
                    yield o_so(ma, cot, cac_so[ma])
        yield from self._danh_sach(b4)

    def _cot(self, don_vi: str, nam: int, quy: int, cot: str) -> dict[str, Decimal]:
        ky = f"{nam}-{DUOI[quy]}"
        khoa = (don_vi, nam, quy, cot)
        goc = self._muc(don_vi) + ti_le("-1.5", "1.5", "iip", don_vi, nam)
        goc += ti_le("-1", "1", "iip", *khoa)
        chung = self._cb(ky, don_vi, "CN00", cot) or tron(goc, 2)
        ket = {"CN00": chung}
        lech = {
            "CN10": ("-4.5", "-1.2"), "CN20": ("0.1", "0.7"),
            "CN50": ("-1.1", "-0.3"), "CN60": ("0.3", "1.4"),
        }  # fmt: skip
        for ma, (thap, cao) in lech.items():
            ket[ma] = self._cb(ky, don_vi, ma, cot) or tron(chung + ti_le(thap, cao, ma, *khoa), 2)
        for ma in _NGANH:
            cb = self._cb(ky, don_vi, ma, cot)
            co = cb or any(self._cb(ky, don_vi, ma, c) for c in ("B3", "B4"))
            if co or ti_le("0", "1", "co-nganh", don_vi, ma) > Decimal("0.35"):
                ket[ma] = cb or tron(ket["CN20"] + ti_le("-9", "9", ma, *khoa), 2)
        return ket

    def _muc(self, don_vi: str) -> Decimal:
        """Usual level of a province, led by its largest exporter: most grow 5–12 %, a few fall."""
        dau = max(self.bc.cac_phan(don_vi), key=lambda cu: self.bc.quy_mo[cu]["xuat"])
        return 100 + 17 * ti_le("0", "1", "iip-muc", dau) ** _LECH

    def _cb(self, ky: str, don_vi: str, ma: str, cot: str) -> Decimal | None:
        return self.bc.so_cong_bo(ky, don_vi, ma, cot)

    def _danh_sach(self, b4: dict[str, Decimal]) -> Iterator[GhiO]:
        cac_nganh = sorted((so, ma) for ma, so in b4.items() if ma in _NGANH)
        cao = [(so, ma) for so, ma in reversed(cac_nganh[-_SO_NGANH_NEU:]) if so > 100]
        giam = [(so, ma) for so, ma in cac_nganh[:_SO_NGANH_NEU] if so < 100]
        for dong, muc in (("CN91", cao), ("CN92", giam)):
            if not muc:
                yield o_trang_thai(dong, "B4", TrangThaiO.KHONG_PHAT_SINH)
                continue
            cac_dong = [
                {"ten_nganh": self.ten[ma], "chi_so": str(so)}
                | ({"nguyen_nhan": "Đơn hàng giảm so cùng kỳ."} if dong == "CN92" else {})
                for so, ma in muc
            ]
            chu = json.dumps(cac_dong, ensure_ascii=False)
            yield GhiO(dong, "B4", chu=chu, nguon_goc=NguonGoc.MINH_HOA)
