"""Which figures of a pack the Cục may see: those of a sending, never a draft of the Sở."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from baocao import workflow as w
from baocao.bang import Bang
from baocao.checks import ViPham, run_checks
from baocao.checks.so_lieu_kem import SoLieuKem, doc_cac_so_lieu_kem
from baocao.choices import BO_DA_NHAN, TrangThaiBo, TrangThaiO
from baocao.models import BoBaoCao, LanGui
from baocao.services.nhap_lieu import GhiO
from baocao.workbook.khung import bang_sau
from cucctdp.workflow.models import QuyetDinh

# States in which nobody of the Sở types: the figures are those of the last sending.
CUC_GIU = (TrangThaiBo.DA_GUI, TrangThaiBo.DANG_KIEM_TRA, *BO_DA_NHAN)


@dataclass(frozen=True)
class NguonXem:
    """What a page shows: nothing (``lan`` None), a frozen sending, or the figures as they are.

    ``anh_chup``: the Sở may be typing now, so the frozen snapshot is shown instead.
    """

    lan: LanGui | None
    anh_chup: bool
    rut_lai: frozenset[int] = frozenset()

    @property
    def thay_so(self) -> bool:
        return self.lan is not None


def nguon_xem(bo: BoBaoCao) -> NguonXem:
    """The last sending that was not taken back; two queries."""
    rut_luc = list(
        QuyetDinh.objects.cua(bo).filter(buoc=w.RUT_LAI.ten).values_list("luc", flat=True)
    )
    cac_lan = list(bo.lan_gui.select_related("nguoi").order_by("lan"))
    rut: set[int] = set()
    for lan, sau in zip_longest(cac_lan, cac_lan[1:]):
        if any(luc > lan.luc and (sau is None or luc < sau.luc) for luc in rut_luc):
            rut.add(lan.lan)
    con = [lan for lan in cac_lan if lan.lan not in rut]
    return NguonXem(con[-1] if con else None, bo.trang_thai not in CUC_GIU, frozenset(rut))


def bang_lan_gui(bang: Bang, lan: LanGui) -> Bang:
    """The table as frozen at a sending; computed cells follow from the frozen ones."""
    noi_dung = lan.anh_chup["bieu"].get(bang.bieu_mau.ma, {"o": {}})["o"]
    cac_o = [
        (dong.chi_tieu.ma, ma, noi_dung.get(f"{dong.chi_tieu.ma}.{ma}"))
        for dong in bang
        for ma, o in dong.o.items()
        if o.nhap_duoc
    ]
    cu = {(chi_tieu, cot): bang.o(chi_tieu, cot) for chi_tieu, cot, _ in cac_o}
    moi = bang_sau(bang, [_ghi(*muc) for muc in cac_o])
    for chi_tieu, cot, chup in cac_o:
        dong, o = moi.dong_cua(chi_tieu), moi.o(chi_tieu, cot)
        if dong is None or o is None:
            continue
        phien_ban = chup[4] if chup else 0
        o_cu = cu[chi_tieu, cot]
        dong.o[cot] = replace(
            o,
            phien_ban=phien_ban,
            nguon_goc=chup[5] if chup else o.nguon_goc,
            nguon=o.nguon if o_cu is not None and o_cu.phien_ban == phien_ban else "",
        )
    return moi


def _ghi(chi_tieu: str, cot: str, chup: Sequence[Any] | None) -> GhiO:
    if chup is None:
        return GhiO(chi_tieu, cot, trang_thai_o=TrangThaiO.CHUA_CO_SO_LIEU)
    trang_thai, so, chu, trang_thai_sl = chup[:4]
    return GhiO(
        chi_tieu,
        cot,
        so=Decimal(so) if so is not None else None,
        chu=chu,
        trang_thai_o=trang_thai,
        trang_thai_sl=trang_thai_sl,
    )


def bang_xem(cac_bang: Mapping[str, Bang], nguon: NguonXem) -> dict[str, Bang]:
    """The tables to show for a pack; before any sending, only for their completeness."""
    if nguon.lan is None or not nguon.anh_chup:
        return dict(cac_bang)
    return {ma: bang_lan_gui(bang, nguon.lan) for ma, bang in cac_bang.items()}


def vi_pham_xem(cac_bang: Mapping[str, Bang], nguon: NguonXem) -> dict[str, list[ViPham]]:
    """Findings on what is shown, by form: those kept for «trình phòng» included.

    None before a sending.
    """
    if nguon.lan is None:
        return {ma: [] for ma in cac_bang}
    cac_kem = doc_cac_so_lieu_kem(cac_bang.values())
    if nguon.anh_chup:
        cac_kem = [_den_lan(kem, nguon.lan) for kem in cac_kem]
    return {
        ma: run_checks(bang, luc="trinh_phong", kem=kem)
        for (ma, bang), kem in zip(cac_bang.items(), cac_kem, strict=True)
    }


def _den_lan(kem: SoLieuKem, lan: LanGui) -> SoLieuKem:
    """Versions typed after the sending are the Sở's own."""
    cac_o = {
        o: [p for p in cac_ban if p.ghi_luc <= lan.luc] for o, cac_ban in kem.phien_ban.items()
    }
    return replace(kem, phien_ban={o: cac_ban for o, cac_ban in cac_o.items() if cac_ban})
