"""A round of the demo: its row, phases, quota, council, jury, helpers, approved rubrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cucctdp.donvi.models import DonViHanhChinh, Xa
from sanpham_tieubieu.choices import (
    DA_QUYET_DINH,
    Cap,
    GiaiDoan,
    LoaiBan,
    TrangThaiKhung,
    TrangThaiKy,
    VaiTroBan,
)
from sanpham_tieubieu.minh_hoa.danh_muc import CUC_CU, CUC_MOI, MINH_HOA
from sanpham_tieubieu.minh_hoa.tui import KyMH, Tui, luc
from sanpham_tieubieu.models import (
    BanBinhChon,
    ChiTieuNhom,
    DiaBanKy,
    KhungDiem,
    KyBinhChon,
    MocKy,
    NhanSu,
    QuyDinhCap,
    ThanhVienBan,
    TieuChi,
)
from sanpham_tieubieu.services.khung_diem import cay_goi_y
from sanpham_tieubieu.services.ky import tinh_cua_khu_vuc

T = TrangThaiKy
SO_GIAM_KHAO = {Cap.HUYEN: 3, Cap.XA: 5, Cap.TINH: 7, Cap.KHU_VUC: 9, Cap.QUOC_GIA: 11}
# Days after the first day: when each phase opens and closes.
_MOC = (
    (GiaiDoan.NHAN_HO_SO, 5, 45),
    (GiaiDoan.THAM_TRA, 45, 60),
    (GiaiDoan.CHAM_HO_SO, 62, 70),
    (GiaiDoan.CHAM_THUC_TE, 70, 76),
    (GiaiDoan.CHAM_HIEN_VAT, 76, 80),
    (GiaiDoan.HOP_HOI_DONG, 82, 95),
    (GiaiDoan.CONG_BO, 95, 130),
)
MO_DIEM_SAU, HOP_SAU, QUYET_DINH_SAU, THONG_BAO_SAU = 81, 84, 92, 94
_DOI_TEN = date(2025, 7, 1)


@dataclass(frozen=True)
class Ban:
    """What is asked of a round: place, first day, state, who sits in its bodies."""

    cap: Cap
    ngay: date
    trang_thai: T
    nguoi: Sequence[NhanSu]
    don_vi: DonViHanhChinh | None = None
    xa: Xa | None = None
    huyen: str = ""
    khu_vuc: str = ""
    noi_to_chuc: DonViHanhChinh | None = None


def lap(tui: Tui, b: Ban, luat: QuyDinhCap) -> KyMH:
    """The round with everything that stands before its dossiers."""
    mo = b.trang_thai not in (T.SOAN, T.MO, T.CHAM)
    trung_uong = b.cap in (Cap.KHU_VUC, Cap.QUOC_GIA)
    ky = KyBinhChon(
        cap=b.cap,
        nam=b.ngay.year,
        don_vi=b.don_vi,
        xa=b.xa,
        huyen=b.huyen,
        khu_vuc=b.khu_vuc,
        noi_to_chuc=b.noi_to_chuc,
        ngay_bat_dau=b.ngay,
        ke_hoach_so=f"{tui.so_moi()}/KH-{'CTĐP' if trung_uong else 'UBND'}",
        ke_hoach_ngay=b.ngay,
        kinh_phi=tui.rng.randint(20, 200) * 1_000_000,
        ngay_hop=b.ngay + timedelta(days=HOP_SAU),
        trang_thai=b.trang_thai,
        nguong=luat.nguong_diem,
        quy_che_so=f"{tui.so_moi()}/QĐ-HĐBC",
        quy_che_ngay=b.ngay + timedelta(days=20),
        du_kien_mo_diem=luc(b.ngay + timedelta(days=MO_DIEM_SAU)),
        minh_hoa=True,
    )
    if not trung_uong:
        ky.cung_tinh = "khong"
    if mo:
        ky.mo_diem_luc = luc(b.ngay + timedelta(days=MO_DIEM_SAU), 14)
    if b.trang_thai in DA_QUYET_DINH:
        ky.ngay_thong_bao = b.ngay + timedelta(days=THONG_BAO_SAU)
        ky.so_thong_bao = f"{tui.so_moi()}/TB-HĐBC"
    ky.ten = f"Bình chọn {ky.get_cap_display().lower()} {ky.noi} năm {ky.nam} {MINH_HOA}"
    tui.them(ky)
    for gd, tu, den in _MOC:
        tui.them(
            MocKy(
                ky=ky,
                giai_doan=gd,
                mo_luc=luc(b.ngay + timedelta(days=tu)),
                dong_luc=luc(b.ngay + timedelta(days=den), 17),
            )
        )
    if trung_uong:
        for d in tinh_cua_khu_vuc(b.ngay, b.khu_vuc):
            tui.them(DiaBanKy(ky=ky, don_vi=d, chi_tieu=30 if b.cap == Cap.KHU_VUC else None))
    kq = KyMH(ky, luat)
    _cac_ban(tui, kq, b)
    return kq


def _cac_ban(tui: Tui, k: KyMH, b: Ban) -> None:
    """Council of the lawful size with its chair and vice-chair, an odd jury, helpers."""
    dau = next((n for n in b.nguoi if n.co_quan_thuoc in k.luat.chu_tich_thuoc), b.nguoi[0])
    con = [n for n in b.nguoi if n is not dau]
    pho = next((n for n in con if n.co_quan_thuoc in k.luat.pho_thuoc), con[0])
    con = [n for n in con if n is not pho]
    so = min(k.luat.so_thanh_vien)
    vai = [VaiTroBan.UY_VIEN] * (so - 3) + [VaiTroBan.THU_KY]
    hoi_dong = [
        (dau, VaiTroBan.CHU_TICH),
        (pho, VaiTroBan.PHO_THUONG_TRUC),
        *((con[i % len(con)], v) for i, v in enumerate(vai)),
    ]
    k.hoi_dong = _mot_ban(tui, k, LoaiBan.HOI_DONG, _khac_nhau(hoi_dong))
    so_gk = SO_GIAM_KHAO[b.cap] - 2 * (b.cap == Cap.TINH and b.ngay < _DOI_TEN)
    gk = con[-so_gk:] if len(con) >= so_gk else con[: len(con) - 1 + len(con) % 2]
    k.giam_khao = _mot_ban(
        tui,
        k,
        LoaiBan.GIAM_KHAO,
        [(n, VaiTroBan.GIAM_KHAO if i else VaiTroBan.TRUONG_BAN) for i, n in enumerate(gk)],
    )
    _mot_ban(
        tui,
        k,
        LoaiBan.GIUP_VIEC,
        [(n, VaiTroBan.TO_VIEN if i else VaiTroBan.TO_TRUONG) for i, n in enumerate(con[:3])],
    )


def _khac_nhau(cac: list[tuple[NhanSu, str]]) -> list[tuple[NhanSu, str]]:
    return list({id(n): (n, v) for n, v in reversed(cac)}.values())[::-1]


def _mot_ban(
    tui: Tui, k: KyMH, loai: LoaiBan, nguoi: Sequence[tuple[NhanSu, str]]
) -> list[ThanhVienBan]:
    ngay = k.ky.ngay_bat_dau + timedelta(days=10)
    ban = tui.them(
        BanBinhChon(
            ky=k.ky,
            loai=loai,
            so_qd=f"{tui.so_moi()}/QĐ-{'HĐBC' if loai != LoaiBan.HOI_DONG else 'UBND'}",
            ngay_qd=ngay,
            nguoi_ky=nguoi[0][0].ho_ten,
            co_quan_ky=k.luat.co_quan_ky,
            kien_toan_luc=luc(ngay, 10),
        )
    )
    return [
        tui.them(
            ThanhVienBan(
                ban=ban,
                nhan_su=n,
                vai_tro=v,
                chuc_danh=f"{n.chuc_vu}, {_ten_ngay_ay(n.co_quan, ngay)}",
                thu_tu=i,
                khong_xung_dot_luc=(
                    luc(ngay + timedelta(days=30)) if loai == LoaiBan.GIAM_KHAO else None
                ),
            )
        )
        for i, (n, v) in enumerate(nguoi, 1)
    ]


def _ten_ngay_ay(co_quan: str, ngay: date) -> str:
    return CUC_CU if co_quan == CUC_MOI and ngay < _DOI_TEN else co_quan


def dat_chi_tieu(tui: Tui, k: KyMH, phan_tram: int) -> dict[str, int]:
    """Quota of each group: so many percent of its entries, rounded up."""
    dem: dict[str, int] = {}
    for _, h in k.ho_so:
        dem[h.ma_nhom] = dem.get(h.ma_nhom, 0) + 1
    chi_tieu = {n: -(-so * phan_tram // 100) for n, so in dem.items()}
    for n, so in chi_tieu.items():
        tui.them(
            ChiTieuNhom(
                ky=k.ky,
                nhom=tui.nhom[n],
                so_luong=so,
                van_ban=f"Kế hoạch {k.ky.ke_hoach_so}",
                luc=luc(k.ky.ngay_bat_dau),
            )
        )
    return chi_tieu


def dat_khung(tui: Tui, k: KyMH) -> None:
    """An approved rubric for each group that has entries, from the suggested one."""
    for nhom in sorted({h.ma_nhom for _, h in k.ho_so}):
        khung = tui.them(
            KhungDiem(
                ky=k.ky,
                ma_nhom=nhom,
                trang_thai=TrangThaiKhung.DA_DUYET,
                tu_mau=True,
                so_qd=f"{tui.so_moi()}/QĐ-HĐBC",
                ngay_qd=k.ky.ngay_bat_dau + timedelta(days=25),
                nguoi_duyet=k.hoi_dong[0].nhan_su.ho_ten,
            )
        )
        nut: dict[str, Any] = {}
        cay = cay_goi_y(nhom)
        co_con = {n.cha for n in cay}
        for i, n in enumerate(cay):
            nut[n.ma] = tui.them(
                TieuChi(
                    khung=khung,
                    cha=nut.get(n.cha),
                    ma=n.ma,
                    ten=n.ten,
                    diem_toi_da=n.diem_toi_da,
                    huong_dan=n.huong_dan,
                    thoi_diem=n.thoi_diem,
                    thu_tu=i,
                )
            )
        k.khung[nhom] = khung
        k.la[nhom] = [nut[n.ma] for n in cay if n.ma not in co_con]


def co_quan_cap(ky: KyBinhChon, ngay: date) -> str:
    """Who issues the certificates of a round, as the papers call it on that day."""
    if ky.cap == Cap.QUOC_GIA:
        return "Bộ Công Thương"
    if ky.cap == Cap.KHU_VUC:
        return CUC_CU if ngay < _DOI_TEN else CUC_MOI
    noi = ky.don_vi.ten_goi if ky.don_vi is not None else ""
    if ky.xa is not None:
        return f"UBND {ky.xa.ten_goi}, {noi}"
    return f"UBND {ky.huyen}, {noi}" if ky.huyen else f"UBND tỉnh {noi}"
