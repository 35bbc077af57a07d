"""Loads the published real figures of fixtures/baocao/so_lieu_cong_bo; nothing is invented.

What was not published stays missing. A bound («< 7»), a growth rate whose column the system
computes, a second figure that contradicts the first, and a figure restated to a unit that did not
exist yet go into the note of their row, never into a number. Reloading changes nothing.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import transaction

from baocao.checks import ViPham
from baocao.choices import KieuCot, NguonGoc, TrangThaiKy, TrangThaiSoLieu
from baocao.models import BieuMau, BoBaoCao, GiaTri, KyBaoCao, PhieuBieu
from baocao.services import ky as dich_vu_ky
from baocao.services.cong_bo import nap_so_ca_nuoc
from baocao.services.du_lieu_goc import THU_MUC, doc_yaml
from baocao.services.nhap_lieu import GhiO, cap_nhat_so_lieu
from baocao.services.so_cong_bo import ghi_nhan, ghi_so_cong_bo
from baocao.services.tai_khoan_mau import tai_khoan_ghi_so, tao_tai_khoan_mau
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.formats.ky import Ky, LoaiKy
from cucctdp.formats.so import dinh_dang

KY_DANG_CHAY = "2026-N"
COT_GHI_CHU = {"A": "A11", "B": "B7", "C": "C9"}
COT_KE_HOACH = ("A1", "C1")
GIAI_TRINH_LUY_KE = (
    "Số lũy kế chép đúng như tệp Sở công bố; chênh lệch với tổng các tháng giữ nguyên, "
    "chờ Sở đính chính."
)
GIAI_TRINH = "Số chép đúng như nguồn công bố, giữ nguyên để đối chiếu; chờ Sở xác nhận."

Dong = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _O:
    """A published cell that fits a typed column of a form."""

    bieu: str
    o: GhiO
    phien_ban: int
    cong_bo_tai: str


@dataclass
class _Bo:
    """Everything published for one unit and period."""

    o: list[_O] = field(default_factory=list)
    ghi_chu: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    nguon: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def chi_ke_hoach(self) -> bool:
        """A plan alone is no report: it waits in the pack for the Sở."""
        return all(x.o.cot in COT_KE_HOACH for x in self.o)

    def o_cua(self, bieu: str, cot_ghi_chu: str) -> list[GhiO]:
        """First versions and notes of one form."""
        dong = [x.o for x in self.o if x.bieu == bieu and x.phien_ban == 1]
        for (ma_bieu, chi_tieu), cau in self.ghi_chu.items():
            if ma_bieu == bieu:
                dong.append(
                    GhiO(
                        chi_tieu,
                        cot_ghi_chu,
                        chu=" ".join(dict.fromkeys(cau)),
                        nguon=_gon(self.nguon[ma_bieu, chi_tieu]),
                        nguon_goc=NguonGoc.CONG_BO,
                    )
                )
        return dong


@dataclass
class KetQuaNap:
    """Counts for the command, and the findings by «đơn vị kỳ biểu»."""

    so_bo: int = 0
    so_o: int = 0
    cap_nhat: int = 0
    so_ca_nuoc: int = 0
    bo_qua: Counter[str] = field(default_factory=Counter)
    vi_pham: dict[tuple[str, str, str], list[ViPham]] = field(default_factory=dict)


def nap(thu_muc: Path = THU_MUC) -> KetQuaNap:
    """Record every published figure that a form of this system has a cell for; all or nothing."""
    return _NapThucTe(thu_muc).chay()


class _NapThucTe:
    def __init__(self, thu_muc: Path):
        self.thu_muc = thu_muc
        self.nguon: dict[str, Dong] = doc_yaml(thu_muc / "nguon.yaml")
        self.bieu: dict[str, BieuMau] = {
            b.ma: b for b in BieuMau.objects.prefetch_related("chi_tieu", "cot")
        }
        self.bieu_cua = {
            c.ma: b for b in self.bieu.values() if not b.la_tinh_toan for c in b.chi_tieu.all()
        }
        self.ket_qua = KetQuaNap()

    @cached_property
    def don_vi(self) -> dict[str, DonViHanhChinh]:
        return {d.khoa: d for d in DonViHanhChinh.objects.all()}

    @transaction.atomic
    def chay(self) -> KetQuaNap:
        self.nguoi = tao_tai_khoan_mau()
        self.ket_qua.so_ca_nuoc = nap_so_ca_nuoc(self.thu_muc).da_ghi
        bo = self._xep()
        ky = {m for m, _ in bo} | {KY_DANG_CHAY}
        da_co = set(
            GiaTri.objects.filter(nguon_goc=NguonGoc.CONG_BO)
            .values_list("phieu__bo__ky__ma", "phieu__bo__don_vi__bo_ma", "phieu__bo__don_vi__ma")
            .distinct()
        )
        for ma in sorted(ky, key=Ky.tu_ma):
            cua_ky = {d: b for (k, d), b in bo.items() if k == ma}
            dong = self._mo(ma, set(cua_ky))
            if any((ma, *khoa.split(":")) not in da_co for khoa in cua_ky):
                self._cap_nhat(ma, bo)
            for khoa in sorted(cua_ky):
                if (ma, *khoa.split(":")) not in da_co:
                    self._ghi_bo(dong, khoa, cua_ky[khoa])
            if ma != KY_DANG_CHAY and dong.trang_thai == TrangThaiKy.DANG_MO:
                dich_vu_ky.dong_ky(dong, by=self.nguoi["cuc.ldp"])
        return self.ket_qua

    def _mo(self, ma: str, don_vi: set[str]) -> KyBaoCao:
        """Monthly packs only for the units that published (months are not mandatory)."""
        nguoi = self.nguoi["cuc.ldp"]
        ky, _ = dich_vu_ky.tao_ky(ma)
        chi = don_vi if ky.loai == LoaiKy.THANG else None
        if ky.trang_thai == TrangThaiKy.SAP_MO:
            return dich_vu_ky.mo_ky(ky, by=nguoi, chi_don_vi=chi)
        return ky

    def _ghi_bo(self, ky: KyBaoCao, khoa: str, muc: _Bo) -> None:
        bo = BoBaoCao.objects.get(ky=ky, don_vi=self.don_vi[khoa])
        cac_bieu = {x.bieu for x in muc.o} | {b for b, _ in muc.ghi_chu}
        tim_thay: list[ViPham] = []
        for phieu in bo.phieu.filter(bieu_mau__ma__in=cac_bieu).select_related("bieu_mau"):
            o = muc.o_cua(phieu.bieu_mau.ma, COT_GHI_CHU[phieu.bieu_mau.bo_cot])
            ket = ghi_so_cong_bo(phieu, o, giai_trinh=_giai_trinh)
            self.ket_qua.so_o += ket.da_ghi
            self.ket_qua.vi_pham[khoa, ky.ma, phieu.bieu_mau.ma] = ket.vi_pham
            tim_thay += ket.vi_pham
        if not muc.chi_ke_hoach:
            ghi_nhan(bo, vi_pham=tim_thay)
        self.ket_qua.so_bo += 1

    def _cap_nhat(self, cong_bo_tai: str, bo: dict[tuple[str, str], _Bo]) -> None:
        """Later versions that the file of this period carried, into the packs before it."""
        for (ma, khoa), muc in bo.items():
            sau = [x for x in muc.o if x.phien_ban > 1 and x.cong_bo_tai == cong_bo_tai]
            for ma_bieu in sorted({x.bieu for x in sau}):
                phieu = PhieuBieu.objects.get(
                    bo__ky__ma=ma, bo__don_vi=self.don_vi[khoa], bieu_mau__ma=ma_bieu
                )
                ket = cap_nhat_so_lieu(
                    phieu,
                    [x.o for x in sau if x.bieu == ma_bieu],
                    by=tai_khoan_ghi_so(self.don_vi[khoa]),
                    ly_do=f"Số thực hiện in trong báo cáo {Ky.tu_ma(cong_bo_tai)} của Sở.",
                )
                self.ket_qua.cap_nhat += ket.da_ghi

    def _xep(self) -> dict[tuple[str, str], _Bo]:
        """All published entries by (period, unit); what has no cell is counted and left out."""
        bo: dict[tuple[str, str], _Bo] = defaultdict(_Bo)
        da_gap: dict[tuple[str, ...], Decimal] = {}
        dong = [
            d
            for tep in sorted((self.thu_muc / "so_lieu_cong_bo").glob("*.yaml"))
            for d in doc_yaml(tep)["gia_tri"]
        ]
        # A figure that contradicts another never wins over the other.
        for d in sorted(dong, key=lambda d: bool(d.get("chua_xac_minh"))):
            if ly_do := self._khong_dua_vao(d):
                self.ket_qua.bo_qua[ly_do] += 1
                continue
            self._xep_mot(d, bo, da_gap)
        return {k: v for k, v in bo.items() if v.o or v.ghi_chu}

    def _khong_dua_vao(self, d: Dong) -> str:
        if d["don_vi"] not in self.don_vi:
            return "số cả nước: giữ ở số liệu công bố để đối chiếu, không thuộc đơn vị nào"
        bieu = self.bieu_cua.get(d["chi_tieu"])
        if bieu is None or not d["ky"]:
            return "chỉ tiêu ngoài các biểu đang mở"
        if Ky.tu_ma(d["ky"]).ngay_cuoi < bieu.hieu_luc_tu:
            return "kỳ trước khi biểu có hiệu lực"
        return ""

    def _xep_mot(
        self, d: Dong, bo: dict[tuple[str, str], _Bo], da_gap: dict[tuple[str, ...], Decimal]
    ) -> None:
        bieu, ky, khoa = self.bieu_cua[d["chi_tieu"]], d["ky"], d["don_vi"]
        if not self._don_vi_cua_ky(ky, khoa):
            sau = Ky(Ky.tu_ma(ky).loai, Ky.tu_ma(ky).nam + 1, Ky.tu_ma(ky).so).ma
            cau = f"Cùng kỳ năm trước theo đơn vị mới: {_in(d)}."
            self._ghi_chu(bo[sau, khoa], bieu, d, cau)
            return
        phien_ban = d.get("phien_ban", 1)
        o = (ky, khoa, d["chi_tieu"], d["cot"], str(phien_ban))
        so = Decimal(d["gia_tri"]) if d["gia_tri"] is not None else None
        if so is None or not _nhap_duoc(bieu, d):
            self._ghi_chu(
                bo[ky, khoa], bieu, d, f"Nguồn công bố ghi: {_ten_cot(bieu, d)} {_in(d)}."
            )
        elif o in da_gap:
            if da_gap[o] != so:
                self._ghi_chu(bo[ky, khoa], bieu, d, f"Nguồn khác ghi {_in(d)}.")
            else:
                self.ket_qua.bo_qua["đã có ở tệp khác"] += 1
        else:
            da_gap[o] = so
            ke_hoach = d["cot"] in COT_KE_HOACH
            bo[ky, khoa].o.append(
                _O(
                    bieu.ma,
                    GhiO(
                        d["chi_tieu"],
                        d["cot"],
                        so=so,
                        # A plan is no statistic: its state stays the lowest.
                        trang_thai_sl=TrangThaiSoLieu.UOC if ke_hoach else d["trang_thai"],
                        nguon=_gon([self._ten_nguon(n) for n in d["nguon"]]),
                        nguon_goc=NguonGoc.CONG_BO,
                    ),
                    phien_ban,
                    d.get("cong_bo_tai", ""),
                )
            )
            if d.get("ghi_chu") or d.get("ly_do"):
                self._ghi_chu(bo[ky, khoa], bieu, d, "")

    def _don_vi_cua_ky(self, ky: str, khoa: str) -> bool:
        """Does the unit exist when the period closes? (KT42)"""
        dong, _ = dich_vu_ky.tao_ky(ky)
        return self.don_vi[khoa].bo_ma == dong.bo_ma_don_vi

    def _ghi_chu(self, bo: _Bo, bieu: BieuMau, d: Dong, cau: str) -> None:
        o = (bieu.ma, d["chi_tieu"])
        cac_cau = [cau, *(_cau(d[k]) for k in ("ghi_chu", "ly_do") if d.get(k))]
        if d.get("chua_xac_minh"):
            cac_cau.insert(1, "Chưa xác minh.")
        bo.ghi_chu[o] += [c for c in cac_cau if c]
        bo.nguon[o] += [self._ten_nguon(n) for n in d["nguon"]]

    def _ten_nguon(self, ma: str) -> str:
        n = self.nguon[ma]
        return f"[{ma}] {n['noi_dung']} ({n['dia_chi']})"


def _giai_trinh(v: ViPham) -> str:
    return GIAI_TRINH_LUY_KE if v.quy_tac.startswith("KT11") else GIAI_TRINH


def _nhap_duoc(bieu: BieuMau, d: Dong) -> bool:
    cot = {c.ma: c for c in bieu.cot.all()}.get(d["cot"])
    dong = {c.ma: c for c in bieu.chi_tieu.all()}[d["chi_tieu"]]
    return (
        cot is not None
        and cot.kieu_cot == KieuCot.NHAP
        and d["cot"] not in dong.cot_khong_ap_dung
        and not dong.cong_thuc
    )


def _ten_cot(bieu: BieuMau, d: Dong) -> str:
    cot = {c.ma: c for c in bieu.cot.all()}.get(d["cot"])
    return cot.ten[0].lower() + cot.ten[1:] if cot else ""


def _in(d: Dong) -> str:
    """The figure as printed, with its unit; a number restated to our unit when there is one."""
    if d["gia_tri"] is None:
        return f"{d['gia_tri_goc']} ({d['don_vi_goc']})"
    return (
        f"{dinh_dang(Decimal(d['gia_tri']))} (in trong nguồn: {d['gia_tri_goc']} {d['don_vi_goc']})"
    )


def _cau(chu: str) -> str:
    chu = " ".join(chu.split())
    return chu if chu.endswith((".", "…")) else f"{chu}."


def _gon(cac_nguon: list[str]) -> str:
    """Sources in at most 400 characters; whole sources only, the first always."""
    ket = ""
    for ten in dict.fromkeys(cac_nguon):
        tiep = f"{ket}; {ten}" if ket else ten[:400]
        if len(tiep) > 400:
            break
        ket = tiep
    return ket
