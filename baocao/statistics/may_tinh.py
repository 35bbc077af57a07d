"""From stored cells to the figures of scopes, with coverage; no database here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from baocao.choices import BAC_SO_LIEU, CachTongHop, CapTongHop, TrangThaiSoLieu
from baocao.models import ChiTieu
from baocao.statistics.cong_thuc import CongThuc, OGoc
from baocao.statistics.danh_muc import DanhMuc
from baocao.statistics.dia_gioi import CoSoDiaGioi, PhamVi
from baocao.statistics.doc import DuLieu, Nguon
from baocao.statistics.kieu import TONG_DA_CO, DoPhu, SoThongKe, cong

_KHONG: dict[int, Nguon] = {}


@dataclass
class KetQua:
    """A figure before it is labelled."""

    co: int = 0
    tong: int = 0
    thieu: list[int] = field(default_factory=list)
    so: Decimal | None = None
    tu: Decimal | None = None
    mau: Decimal | None = None
    dung: list[Nguon] = field(default_factory=list)
    bac: list[int] = field(default_factory=list)
    chinh_xac: bool = True


class MayTinh:
    """Computes the cells of one period in one boundary basis over any scopes."""

    def __init__(self, dm: DanhMuc, co_so: CoSoDiaGioi, du_lieu: DuLieu, dia_gioi: str):
        self.dm = dm
        self.co_so = co_so
        self.du_lieu = du_lieu
        self.dia_gioi = dia_gioi
        self._nop: dict[tuple[str, str, str], tuple[list[int], bool]] = {}
        self._nhom: dict[frozenset[str], list[frozenset[int]]] = {}
        self._nop_nhom: dict[tuple[str, frozenset[int]], list[int]] = {}

    def tinh(
        self,
        ct: CongThuc,
        chi_tieu: ChiTieu,
        bieu: str,
        cot: str,
        ky: str,
        cap: str,
        pv: PhamVi,
        *,
        ma: str,
    ) -> SoThongKe:
        """The figure of one cell in one scope, under the code ``ma`` it was asked for."""
        if ct.cach == CachTongHop.KHONG:
            kq = self._khong_cong(ct, cap, pv)
        elif ct.cach == CachTongHop.CONG:
            kq = self._cong(ct, cap, pv)
        else:
            kq = self._tinh_lai(ct, cap, pv)
        ten = pv.ten
        gia_han = self.dm.gia_han.get(ky, frozenset())
        if cap == CapTongHop.CA_NUOC and kq.co < kq.tong:
            ten = TONG_DA_CO
        return SoThongKe(
            bieu=bieu,
            chi_tieu=ma,
            ten=chi_tieu.ten,
            cot=cot,
            ky=ky,
            cap=str(cap),
            ma_pham_vi=pv.ma,
            ten_pham_vi=ten,
            gia_tri=kq.so,
            don_vi_tinh=ct.don_vi_tinh,
            so_le=ct.so_le,
            tu_so=kq.tu,
            mau_so=kq.mau,
            do_phu=DoPhu(
                kq.co,
                kq.tong,
                tuple(sorted(self.dm.khoa(pk) for pk in kq.thieu)),
                tuple(sorted(self.dm.khoa(pk) for pk in kq.thieu if pk in gia_han)),
                tuple(sorted(_theo_ma(kq, chi_tieu.ma, ma))),
            ),
            so_uoc=kq.bac.count(BAC_SO_LIEU[TrangThaiSoLieu.UOC]),
            so_so_bo=kq.bac.count(BAC_SO_LIEU[TrangThaiSoLieu.SO_BO]),
            so_chinh_thuc=kq.bac.count(BAC_SO_LIEU[TrangThaiSoLieu.CHINH_THUC]),
            chinh_xac=kq.chinh_xac,
            dia_gioi=self.dia_gioi,
            co_minh_hoa=any(n.minh_hoa for n in kq.dung),
            ids=tuple(sorted(n.id for n in kq.dung)),
            tinh_den=max((n.ghi_luc for n in kq.dung), default=None),
        )

    def _cong(self, ct: CongThuc, cap: str, pv: PhamVi) -> KetQua:
        """Add the filing units; a province made of several is told only when all have filed."""
        goc = ct.goc[0]
        nop, lech = self._nop_trong(goc.ky, cap, pv)
        kq = self._gom(goc, nop)
        kq.chinh_xac = not lech
        du = cap != CapTongHop.TINH or kq.co == kq.tong
        if kq.dung and not lech and du:
            kq.so = cong(ct.cach, (n.so for n in kq.dung if n.so is not None))
        return kq

    def _khong_cong(self, ct: CongThuc, cap: str, pv: PhamVi) -> KetQua:
        """An index or share: the province's own figure; above and after a merger nothing."""
        nop, lech = self._nop_trong(ct.goc[0].ky, cap, pv)
        kq = self._gom(ct.goc[0], nop)
        if cap != CapTongHop.TINH:
            kq.chinh_xac = not lech
            return kq
        kq.chinh_xac = not lech and len(nop) <= 1
        if kq.chinh_xac and len(nop) == 1:
            so = {g: n.so for g in ct.goc if (n := self._nguon(g).get(nop[0])) and n.so is not None}
            kq.so = ct.tinh(so)
        return kq

    def _gom(self, goc: OGoc, nop: Iterable[int]) -> KetQua:
        kq = KetQua()
        nguon = self._nguon(goc)
        for pk in nop:
            n = nguon.get(pk)
            if n is not None and not n.ap_dung:
                continue
            kq.tong += 1
            if n is None or n.so is None:
                kq.thieu.append(pk)
                continue
            kq.co += 1
            kq.dung.append(n)
            kq.bac.append(BAC_SO_LIEU[TrangThaiSoLieu(n.trang_thai_sl)])
        return kq

    def _tinh_lai(self, ct: CongThuc, cap: str, pv: PhamVi) -> KetQua:
        """Recompute from sums over the units that have every part."""
        kq = KetQua()
        tong: dict[OGoc, Decimal] = {}
        for nhom, trong in self._nhom_trong(ct, cap, pv):
            if not trong:
                kq.chinh_xac = False
                continue
            phan = self._phan_cua_nhom(ct.goc, nhom)
            if phan == []:
                continue
            kq.tong += len(nhom)
            if phan is None or None in phan:
                kq.thieu += nhom
                continue
            kq.co += len(nhom)
            for goc, cac_nguon in zip(ct.goc, phan, strict=True):
                tong[goc] = cong(
                    CachTongHop.CONG,
                    [
                        tong.get(goc, Decimal(0)),
                        *(n.so for n in cac_nguon or () if n.so is not None),
                    ],
                )
                kq.dung += cac_nguon or ()
            kq.bac.append(self._bac_thap_nhat(ct, phan))
        if kq.dung and kq.chinh_xac:
            kq.so, kq.tu, kq.mau = (f(tong) if f else None for f in (ct.tinh, ct.tu, ct.mau))
        elif (o := ct.du_phong) and cap == CapTongHop.TINH and kq.chinh_xac:
            return self._khong_cong(
                CongThuc(CachTongHop.KHONG, (o,), lambda tra: tra.get(o)), cap, pv
            )
        return kq

    def _bac_thap_nhat(self, ct: CongThuc, phan: list[list[Nguon] | None]) -> int:
        """The lowest data state among the parts of the latest period."""
        ky = ct.goc[0].ky
        return min(
            (
                BAC_SO_LIEU[TrangThaiSoLieu(n.trang_thai_sl)]
                for goc, cac_nguon in zip(ct.goc, phan, strict=True)
                if goc.ky == ky
                for n in cac_nguon or ()
            ),
            default=1,
        )

    def _phan_cua_nhom(
        self, cac_goc: tuple[OGoc, ...], nhom: frozenset[int]
    ) -> list[list[Nguon] | None] | None:
        """Sources per stored cell; None in place of an incomplete one; [] when not applicable."""
        phan: list[list[Nguon] | None] = []
        for goc in cac_goc:
            nguon = self._nguon(goc)
            nop = self._nop_cua_nhom(goc.ky, nhom)
            co = [nguon.get(pk) for pk in nop]
            if co and all(n is not None and not n.ap_dung for n in co):
                return []
            ap_dung = [n for n in co if n is None or n.ap_dung]
            du = ap_dung and all(n is not None and n.so is not None for n in ap_dung)
            phan.append([n for n in ap_dung if n is not None] if du else None)
        return phan

    def _nop_cua_nhom(self, ky: str, nhom: frozenset[int]) -> list[int]:
        if (ky, nhom) not in self._nop_nhom:
            self._nop_nhom[ky, nhom] = [pk for pk in self.dm.phai_nop(ky) if self._phu(pk) & nhom]
        return self._nop_nhom[ky, nhom]

    def _nguon(self, goc: OGoc) -> dict[int, Nguon]:
        return self.du_lieu.get(goc, _KHONG)

    def _phu(self, pk: int) -> frozenset[int]:
        return self.co_so.phu.get(pk) or frozenset([pk])

    def _nop_trong(self, ky: str, cap: str, pv: PhamVi) -> tuple[list[int], bool]:
        """Filing units of a period inside a scope; True when one straddles its border."""
        khoa = (ky, str(cap), pv.ma)
        if khoa not in self._nop:
            trong, lech = [], False
            for pk in self.dm.phai_nop(ky):
                phu = self._phu(pk)
                if cap == CapTongHop.CA_NUOC or phu <= pv.don_vi:
                    trong.append(pk)
                elif phu & pv.don_vi:
                    lech = True
            self._nop[khoa] = (trong, lech)
        return self._nop[khoa]

    def _nhom_trong(self, ct: CongThuc, cap: str, pv: PhamVi) -> list[tuple[frozenset[int], bool]]:
        cac_ky = frozenset(g.ky for g in ct.goc)
        if cac_ky not in self._nhom:
            self._nhom[cac_ky] = self._so_sanh_duoc(cac_ky)
        ca_nuoc = cap == CapTongHop.CA_NUOC
        return [
            (n, ca_nuoc or n <= pv.don_vi) for n in self._nhom[cac_ky] if ca_nuoc or n & pv.don_vi
        ]

    def _so_sanh_duoc(self, cac_ky: Iterable[str]) -> list[frozenset[int]]:
        """Smallest sets of reporting units that every period can be told for."""
        nhom: list[frozenset[int]] = [frozenset([pk]) for pk in self.co_so.don_vi]
        for phu in {self._phu(pk) for ky in cac_ky for pk in self.dm.phai_nop(ky)}:
            cham = [n for n in nhom if n & phu]
            if len(cham) != 1 or not phu <= cham[0]:
                nhom = [n for n in nhom if not n & phu] + [phu.union(*cham)]
        return nhom


def _theo_ma(kq: KetQua, ma_ky: str, ma: str) -> set[str]:
    """Codes other than the one asked for that the figures used stand under."""
    if not kq.dung:
        return set()
    return ({n.ma_khac for n in kq.dung} | {ma_ky}) - {"", ma}
