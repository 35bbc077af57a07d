"""A synthesis run with invented figures for tests of the briefing: 34 provinces, six regions."""

import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from baocao.choices import CapTongHop, TinhHan, TrangThaiBo
from baocao.models import (
    BieuMau,
    BoBaoCao,
    ChiTieu,
    GiaiTrinh,
    GiaTriTongHop,
    KyBaoCao,
    LanGui,
    LanTongHop,
    PhieuBieu,
)
from baocao.services.ky import tao_ky
from cucctdp.donvi.models import DonViHanhChinh, Vung

# Columns a run keeps; the other sides of its ratios are their denominators.
GIU = ("A3", "A4", "B3", "B4", "C5")
BIEU = ("Q01", "Q04", "Q05", "Q07", "Q08")
LUC = datetime(2026, 6, 25, 9, 30, tzinfo=UTC)


def _so(ma: str, chi_tieu: str, thang: int) -> Decimal:
    """Deterministic positive figure of a province and row."""
    goc = int(hashlib.sha256(f"{ma}{chi_tieu}".encode()).hexdigest()[:6], 16)
    return Decimal(goc % 90_000 + 1_000) * thang / Decimal(40)


def _tinh(don_vi: Any, c: ChiTieu, thang: int) -> dict[str, tuple[Decimal | None, Any, Any]]:
    so = _so(don_vi.khoa, c.ma, thang)
    lech = Decimal(int(so) % 260 - 40) / 10
    if c.bieu_mau.ma == "Q01":
        return {k: (100 + lech + n, None, None) for n, k in enumerate(("B3", "B4"))}
    if c.bieu_mau.ma == "Q07":
        so = round(so / 40, c.so_le)
        if c.ma == "CC19":
            return {}
        if c.ma == "CC17":
            so = _so(don_vi.khoa, "CC18", thang) / 40 * (Decimal(1) + Decimal(int(don_vi.ma)) / 60)
        return {"C5": (so, None, None), "C6": (round(so * Decimal("0.95"), c.so_le), None, None)}
    truoc = round(so / (1 + lech / 100), 2)
    ke_hoach = round(so * 2 + int(so) % 700, 0)
    return {
        "A1": (ke_hoach, None, None),
        "A3": (round(so / 2, 2), None, None),
        "A4": (round(so, 2), None, None),
        "A5": (round(truoc / 2, 2), None, None),
        "A6": (truoc, None, None),
    }


def _ty_le(o: dict[str, Any]) -> dict[str, tuple[Decimal, Decimal, Decimal]]:
    """Ratios from sums: A7, A8, A9 and C7."""
    ket_qua = {}
    for cot, tu, mau in (
        ("A7", "A3", "A5"), ("A8", "A4", "A6"), ("A9", "A4", "A1"), ("C7", "C5", "C6"),
    ):  # fmt: skip
        if tu in o and mau in o and o[mau]:
            ket_qua[cot] = (round(o[tu] / o[mau] * 100, 6), o[tu], o[mau])
    return ket_qua


def lan_mau(
    ma_ky: str = "2026-6T",
    *,
    thieu: tuple[str, ...] = ("34:14", "34:66"),
    bo_chi_tieu: tuple[str, ...] = (),
    co_minh_hoa: bool = False,
    bieu: tuple[str, ...] = BIEU,
) -> LanTongHop:
    """One run of the period. ``thieu``: units that sent nothing; needs reference data loaded."""
    ky, _ = tao_ky(ma_ky)
    don_vi = list(DonViHanhChinh.objects.filter(bo_ma="34").order_by("ma"))
    co = [d for d in don_vi if d.khoa not in thieu]
    lan = LanTongHop.objects.create(
        ky=ky,
        so=LanTongHop.objects.filter(ky=ky).count() + 1,
        phien_ban_du_lieu="1",
        so_don_vi_co=len(co),
        so_don_vi_tong=len(don_vi),
        con_thieu=list(thieu),
        co_minh_hoa=co_minh_hoa,
        sha256=hashlib.sha256(f"{ma_ky}{thieu}".encode()).hexdigest(),
    )
    dong = [
        c
        for c in ChiTieu.objects.filter(
            bieu_mau__in=BieuMau.objects.hieu_luc_ngay(ky.thang_tk_den), bieu_mau__ma__in=bieu
        ).select_related("bieu_mau")
        if c.la_so and c.ma not in bo_chi_tieu and c.dung_o_ky(ky.loai)
    ]
    _ghi_gia_tri(lan, ky, don_vi, co, dong)
    _ghi_lan_gui(lan, ky, don_vi, co)
    return lan


def _ghi_gia_tri(lan: LanTongHop, ky: KyBaoCao, don_vi: Any, co: Any, dong: Any) -> None:
    noi = [("ca_nuoc", "VN", "Cả nước", don_vi)]
    for v in Vung.objects.filter(phan_vung__ma="kt-xh-34"):
        noi.append(("vung", v.ma, v.ten, list(v.don_vi.all())))
    noi += [("tinh", d.khoa, d.ten_goi, [d]) for d in don_vi]
    ma_co = {d.pk for d in co}
    hang = []
    tinh = {(d.pk, c.ma): _tinh(d, c, ky.ky.so_thang) for d in co for c in dong}
    for cap, ma, ten, gom in noi:
        gom_co = [d for d in gom if d.pk in ma_co]
        thieu = [d.khoa for d in gom if d.pk not in ma_co]
        chung = {
            "lan": lan, "cap": cap, "ma_pham_vi": ma, "ten_pham_vi": ten,
            "so_don_vi_co": len(gom_co), "so_don_vi_tong": len(gom), "con_thieu": thieu,
        }  # fmt: skip
        tong: dict[str, dict[str, Decimal]] = {}
        for c in dong:
            if c.bieu_mau.ma == "Q01" and cap != CapTongHop.TINH:
                continue
            o: dict[str, Decimal] = {}
            for d in gom_co:
                for cot, (gia, _, _) in tinh[d.pk, c.ma].items():
                    o[cot] = o.get(cot, Decimal(0)) + gia
            tong[c.ma] = o
            day = {cot: (gia, None, None) for cot, gia in o.items() if cot in GIU} | _ty_le(o)
            if c.ma == "CC19" and tong.get("CC17"):
                day = {
                    cot: (round(tong["CC18"][cot] / tong["CC17"][cot] * 100, 6),
                          tong["CC18"][cot], tong["CC17"][cot])
                    for cot in ("C5",)
                }  # fmt: skip
            hang += [
                GiaTriTongHop(
                    **chung, bieu=c.bieu_mau.ma, chi_tieu=c.ma, cot=cot,
                    gia_tri=gia, tu_so=tu, mau_so=mau, so_uoc=len(gom_co),
                )
                for cot, (gia, tu, mau) in day.items()
            ]  # fmt: skip
    GiaTriTongHop.objects.bulk_create(hang, batch_size=2000)


def _ghi_lan_gui(lan: LanTongHop, ky: KyBaoCao, don_vi: Any, co: Any) -> None:
    q04 = BieuMau.objects.get(ma="Q04")
    for k, d in enumerate(don_vi):
        da_gui = d in co
        bo, moi = BoBaoCao.objects.get_or_create(
            ky=ky,
            don_vi=d,
            defaults={
                "trang_thai": TrangThaiBo.DA_TONG_HOP if da_gui else TrangThaiBo.DANG_NHAP,
                "tinh_han": (TinhHan.TRE_HAN if k % 9 == 4 else TinhHan.DUNG_HAN)
                if da_gui
                else TinhHan.CHUA_GUI,
                "so_ngay_tre": 2 if k % 9 == 4 and da_gui else 0,
                "gui_lan_dau_luc": LUC if da_gui else None,
                "tiep_nhan_luc": LUC if da_gui else None,
            },
        )
        if not da_gui or not moi:
            lan.lan_gui.add(*LanGui.objects.filter(bo=bo))
            continue
        anh = {
            "don_vi": d.khoa,
            "bieu": {
                "Q08": {
                    "o": {
                        "KC36.A3": ["khong_phat_sinh", None, "", "uoc", 1, "nhap"],
                        "KC38.A3": ["chua_co_so_lieu", None, "", "uoc", 1, "nhap"],
                    }
                }
            },
        }
        gui = LanGui.objects.create(
            bo=bo, lan=1, vong=1, luc=LUC, anh_chup=anh,
            sha256=hashlib.sha256(d.khoa.encode()).hexdigest(),
        )  # fmt: skip
        lan.lan_gui.add(gui)
        if k % 7 == 0:
            GiaiTrinh.objects.create(
                phieu=PhieuBieu.objects.create(bo=bo, bieu_mau=q04),
                quy_tac="KT18",
                chi_tieu="BL00",
                cot="A7",
                thong_bao="Tổng mức bán lẻ tăng 26,3 % so với cùng kỳ, cao hơn mức thường gặp.",
                noi_dung="Hai trung tâm thương mại mới khai trương trong quý; lượng khách du lịch "
                "tăng mạnh so với cùng kỳ.",
            )
