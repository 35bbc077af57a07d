"""Sections on the Sở themselves: explanations they gave, discipline of reporting."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from django.utils import timezone

from baocao.briefings import ty_le_nop
from baocao.briefings.khung import BanThao, Phan
from baocao.briefings.so_lieu import SoLieuLan
from baocao.choices import NguonGoc, TinhHan, TrangThaiO
from baocao.models import BoBaoCao, GiaiTrinh, LanGui, LanTongHop
from cucctdp.pdf.bang import Cot, Hang

SO_GIAI_TRINH_IN = 30
SO_CHI_TIEU_KE = 3
_DAI_TRICH = 400


def chua_gui(lan: LanTongHop) -> tuple[list[str], list[str]]:
    """Keys of the missing units: (sent nothing before the run, sent but not received by it)."""
    da_gui = {
        f"{bo}:{ma}"
        for bo, ma in LanGui.objects.filter(bo__ky=lan.ky, luc__lte=lan.luc).values_list(
            "bo__don_vi__bo_ma", "bo__don_vi__ma"
        )
    }
    return (
        [m for m in lan.con_thieu if m not in da_gui],
        [m for m in lan.con_thieu if m in da_gui],
    )


def giai_trinh(ban: BanThao) -> Phan | None:
    """Warnings explained by the Sở, quoted; None when there is none."""
    so_lieu = ban.so_lieu
    # An explanation beside figures copied from the press is not the Sở's.
    cac_bo = so_lieu.lan.lan_gui.exclude(nguon_goc=NguonGoc.CONG_BO).values("bo")
    dong = list(
        GiaiTrinh.objects.filter(phieu__bo__in=cac_bo)
        .select_related("phieu__bo__don_vi")
        .order_by("phieu__bo__don_vi__ma", "quy_tac", "chi_tieu", "cot")
    )
    if not dong:
        ban.bo_qua.append("Giải trình của các Sở")
        return None
    phan = Phan("Giải trình của các Sở về số liệu có cảnh báo")
    viet = ban.viet()
    so_so = len({g.phieu.bo.don_vi_id for g in dong})
    viet.cau(
        "Giải trình",
        "{so} Sở có giải trình về {n} cảnh báo của hệ thống; nội dung dưới đây trích nguyên văn.",
        so=so_so,
        n=len(dong),
    )
    phan.doan(viet)
    nhom = [
        list(cac)
        for _, cac in groupby(dong, key=lambda g: (g.phieu.bo.don_vi_id, g.quy_tac, g.noi_dung))
    ]
    them = sum(map(len, nhom[SO_GIAI_TRINH_IN:]))
    phan.bang(
        ban.bang(
            "Giải trình của các Sở Công Thương",
            (
                Cot("Tỉnh, thành phố", kieu="chu", rong=24),
                Cot("Chỉ tiêu", kieu="chu", rong=36),
                Cot("Cảnh báo", kieu="chu", rong=48),
                Cot("Giải trình của Sở", kieu="chu", rong=57),
            ),
            [_hang_giai_trinh(so_lieu, cac) for cac in nhom[:SO_GIAI_TRINH_IN]],
            nguon="Giải trình của các Sở kèm lần gửi đã tổng hợp."
            + (f" Còn {them} giải trình khác, xem trên hệ thống." if them > 0 else ""),
        )
    )
    return phan


def _hang_giai_trinh(so_lieu: SoLieuLan, cac: list[GiaiTrinh]) -> Hang:
    """One row of explanations of one Sở in the same words on the same rule."""
    dau = cac[0]
    ma = list(dict.fromkeys(g.chi_tieu for g in cac))
    ten = [c.ten if (c := so_lieu.chi_tieu.get(m)) else m for m in ma[:SO_CHI_TIEU_KE]]
    if (them := len(ma) - SO_CHI_TIEU_KE) > 0:
        ten.append(f"{them} chỉ tiêu khác")
    canh_bao = dau.thong_bao
    if len(cac) > 1:
        canh_bao += f" (và {len(cac) - 1} cảnh báo cùng loại)"
    return Hang(
        (
            so_lieu.ten_don_vi[dau.phieu.bo.don_vi.khoa],
            "; ".join(ten),
            canh_bao,
            _trich(dau.noi_dung),
        )
    )


def _trich(noi_dung: str) -> str:
    gon = " ".join(noi_dung.split())
    return f"“{gon}”" if len(gon) <= _DAI_TRICH else f"“{gon[:_DAI_TRICH].rsplit(' ', 1)[0]} …”"


def dung(ban: BanThao) -> Phan:
    """Discipline of reporting: one row per unit that must report."""
    so_lieu = ban.so_lieu
    lan = so_lieu.lan
    cac_gui: dict[int, list[LanGui]] = {}
    for g in LanGui.objects.filter(bo__ky=lan.ky, luc__lte=lan.luc).defer("anh_chup"):
        # A published figure taken over by the Cục is no sending of the Sở.
        if g.nguon_goc != NguonGoc.CONG_BO:
            cac_gui.setdefault(g.bo_id, []).append(g)
    da_dung = {g.bo_id: g for g in lan.lan_gui.all()}
    hang, dem = [], Counter[str]()
    for bo in BoBaoCao.objects.filter(ky=lan.ky).select_related("don_vi").order_by("don_vi__ma"):
        gui = cac_gui.get(bo.pk, [])
        # Timeliness is fixed by the first sending; one made after the run is not known to it.
        tinh_han = TinhHan(bo.tinh_han) if gui else TinhHan.CHUA_GUI
        dem[tinh_han] += 1
        dung_lan = da_dung.get(bo.pk)
        hang.append(
            Hang(
                (
                    str(len(hang) + 1),
                    so_lieu.ten_don_vi[bo.don_vi.khoa],
                    f"{timezone.localtime(gui[0].luc):%d/%m/%Y}" if gui else "Chưa gửi",
                    _tinh_han(tinh_han, bo.so_ngay_tre),
                    len(gui),
                    max((g.vong for g in gui), default=1) - 1,
                    _o_thieu(dung_lan.anh_chup) if dung_lan and gui else None,
                    _tong_hop(dung_lan),
                )
            )
        )
    phan = Phan("Chất lượng và kỷ luật báo cáo")
    viet = ban.viet()
    dung_han = dem[TinhHan.DUNG_HAN] + dem[TinhHan.TRONG_NGAY_HAN] + dem[TinhHan.GIA_HAN]
    phan_cau = [f"{dung_han}/{len(hang)} Sở gửi đúng hạn hoặc trong thời gian gia hạn"]
    if tre := dem[TinhHan.TRE_HAN]:
        phan_cau.append(f"{tre} Sở gửi trễ")
    if chua := dem[TinhHan.CHUA_GUI]:
        phan_cau.append(f"{chua} Sở chưa gửi")
    if chua == len(hang):
        viet.cau("Kỷ luật báo cáo", "Đến thời điểm tổng hợp chưa có Sở nào gửi qua hệ thống.")
    else:
        viet.cau(
            "Kỷ luật báo cáo",
            "Đến thời điểm tổng hợp có {cac}.",
            cac=", ".join(phan_cau),
        )
    if hang:
        phan.doan(viet)
    ty_le_nop.dung(ban, phan)
    phan.bang(
        ban.bang(
            "Tình hình gửi báo cáo của các Sở Công Thương",
            (
                Cot("TT", kieu="stt", rong=9),
                Cot("Tỉnh, thành phố", kieu="chu", rong=33),
                Cot("Ngày gửi lần đầu", kieu="stt", rong=23),
                Cot("Thời hạn", kieu="chu", rong=25),
                Cot("Số lần gửi", rong=13),
                Cot("Số lần trả lại", rong=15),
                Cot("Ô chưa có số", rong=16),
                Cot("Tổng hợp", kieu="chu", rong=31),
            ),
            hang,
            nguon="Nhật ký gửi, nhận báo cáo của hệ thống.",
            giu_het=True,
            den=ban.den_luc_tong_hop,
        )
    )
    return phan


def _tinh_han(tinh_han: TinhHan, so_ngay: int) -> str:
    if tinh_han == TinhHan.TRE_HAN:
        return f"Trễ {so_ngay} ngày"
    return str(tinh_han.label)


def _tong_hop(dung_lan: LanGui | None) -> str:
    if dung_lan is None:
        return "Chưa tổng hợp"
    return "Theo số công bố" if dung_lan.nguon_goc == NguonGoc.CONG_BO else "Đã tổng hợp"


def so_theo_cong_bo(lan: LanTongHop) -> int:
    """Units in the run by published figures only, without a report of their own."""
    return lan.lan_gui.filter(nguon_goc=NguonGoc.CONG_BO).count()


def _o_thieu(anh_chup: dict[str, Any]) -> int:
    return sum(
        1
        for bieu in anh_chup["bieu"].values()
        for o in bieu["o"].values()
        if o[0] == TrangThaiO.CHUA_CO_SO_LIEU
    )
