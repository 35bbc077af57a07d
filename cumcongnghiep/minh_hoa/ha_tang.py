"""Infrastructure items, wastewater stations with samples, state assets, inspections, relocation."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from cumcongnghiep.choices import (
    ChieuDiDoi,
    NguonDiDoi,
    TinhTrangHangMuc,
    TinhTrangTram,
)
from cumcongnghiep.choices import LoaiHangMuc as H
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.minh_hoa import kich_ban as kb_
from cumcongnghiep.minh_hoa.kich_ban import NGAY
from cumcongnghiep.minh_hoa.lo import MINH_HOA, O
from cumcongnghiep.minh_hoa.so_gia import chon, khoang, ngay_trong, trong
from cumcongnghiep.models import HangMuc, KeHoachDiDoi, KiemTra, MauNuoc, TaiSan, TramXuLy

MUC = (
    H.SAN_NEN, H.GIAO_THONG, H.CAP_NUOC, H.THOAT_NUOC_MUA, H.THU_GOM_NUOC_THAI, H.XLNT,
    H.CHAT_THAI_RAN, H.PCCC, H.CAP_DIEN, H.CHIEU_SANG,
)  # fmt: skip
T = TinhTrangHangMuc
_DEN = date(2026, 9, 30)
_MAU = (date(2025, 12, 4), date(2026, 3, 10), date(2026, 6, 8), date(2026, 9, 9))


def hang_muc(o: O) -> None:
    """Items as far as the cluster has come; the share of phase two of some is still to do."""
    kb, bat_dau = o.kb, o.ngay(L.KHOI_CONG)
    if bat_dau is None:
        return
    dung = kb.loai == kb_.XAY and trong(10, "dung", kb.khoa)
    for i, loai in enumerate(MUC):
        tt = _tinh_trang(o, loai, i, dung=dung)
        khoi_cong = bat_dau + timedelta(days=20 * i)
        if khoi_cong > _DEN:
            tt = T.CHUA
        xong = khoi_cong + timedelta(days=khoang(150, 420, "x", kb.khoa, i))
        if tt == T.XONG and xong > _DEN:
            tt = T.DANG
        o.them(
            HangMuc(
                cum=o.cum, loai=loai, tinh_trang=tt, den_ngay=_DEN,
                phan_tram={T.XONG: 100, T.CHUA: 0}.get(tt, khoang(10, 85, "pt", kb.khoa, i)),
                khoi_cong=None if tt == T.CHUA else khoi_cong,
                hoan_thanh=xong if tt == T.XONG else None,
                von_dn=None if kb.nha_nuoc else kb.tmdt // len(MUC),
                von_nsnn=kb.tmdt // len(MUC) if kb.nha_nuoc else None,
            )
        )  # fmt: skip
    if kb.loai == kb_.DN and trong(25, "gd2", kb.khoa):
        o.them(
            HangMuc(
                cum=o.cum, loai=H.SAN_NEN, giai_doan=2, tinh_trang=T.CHUA, phan_tram=0,
                den_ngay=_DEN,
            )
        )  # fmt: skip


def _tinh_trang(o: O, loai: str, i: int, *, dung: bool) -> str:
    kb = o.kb
    if loai == H.XLNT and not (kb.tram or (kb.loai == kb_.XAY and trong(30, "xl", kb.khoa))):
        return T.CHUA
    if kb.loai == kb_.XAY:
        if i < 2:
            return T.XONG if trong(60, "hm", kb.khoa, i) else (T.DUNG if dung else T.DANG)
        return chon(((3, T.DUNG if dung else T.DANG), (4, T.CHUA)), "hm", kb.khoa, i)
    if kb.nha_nuoc and i > 5 and trong(35, "hm", kb.khoa, i):
        return T.CHUA
    return T.XONG


def tram(o: O) -> None:
    """Stations of operating clusters: most run, some stopped, some overloaded or not connected."""
    kb = o.kb
    if not (kb.hoat_dong and kb.tram):
        return
    tt = TinhTrangTram.VAN_HANH
    if kb.loi != "V36":
        tt = chon(
            ((76, TinhTrangTram.VAN_HANH), (12, TinhTrangTram.DUNG), (12, TinhTrangTram.DANG_XAY)),
            "tram-tt", kb.khoa,
        )  # fmt: skip
    chay = tt == TinhTrangTram.VAN_HANH
    cong_suat = Decimal(khoang(4, 40, "cs", kb.khoa) * 50)
    tai = Decimal(khoang(35, 97, "tai", kb.khoa)) / 100
    t = o.them(
        TramXuLy(
            cum=o.cum, ten=f"Trạm XLNT CCN {o.cum.ten}", tinh_trang=tt,
            tinh_trang_tu=ngay_trong(date(2015, 1, 1), date(2025, 6, 1), "tr", kb.khoa),
            cong_suat_thiet_ke=cong_suat, cong_suat_van_hanh=cong_suat if chay else None,
            luu_luong=(cong_suat * tai).quantize(Decimal(1)) if chay else None,
            quy_chuan="QCVN 40:2025/BTNMT" if chay else "",
            so_gpmt=f"{khoang(100, 999, 'gp', kb.khoa)}/GPMT-UBND" if chay else "",
            ngay_gpmt=date(2024, 5, 20) if chay else None,
            gpmt_den=date(2031, 5, 20) if chay else None,
            quan_trac_tu_dong=not trong(30, "qt", kb.khoa) if chay else None, den_ngay=_DEN,
        )
    )  # fmt: skip
    if not chay:
        return
    for i, ngay in enumerate(_MAU):
        dat = kb.loi != "V36" and (i == 0 or not trong(14, "mau", kb.khoa, i))
        o.them(
            MauNuoc(
                tram=t, ngay=ngay, dat=dat, chi_tieu_vuot="" if dat else "Amoni, tổng N",
                don_vi_do=f"Trung tâm quan trắc {MINH_HOA}",
            )
        )  # fmt: skip


def tai_san(o: O) -> None:
    """State-built assets; a part without a record yet (NĐ 178/2026/NĐ-CP)."""
    kb = o.kb
    if not kb.nha_nuoc or kb.loai == kb_.CHUA_TL:
        return
    co = not trong(40, "hs", kb.khoa)
    for ten, muc in (("Đường nội bộ", H.GIAO_THONG), ("Hệ thống cấp điện", H.CAP_DIEN)):
        gia = kb.tmdt * khoang(20, 35, ten, kb.khoa) // 100
        o.them(
            TaiSan(
                cum=o.cum, ten=f"{ten} CCN {o.cum.ten}", hang_muc=muc,
                nam_su_dung=(kb.thanh_lap or date(2012, 1, 1)).year + 3, nguyen_gia=gia,
                con_lai=gia * khoang(15, 70, ten, "cl", kb.khoa) // 100,
                tinh_trang=chon(
                    (
                        (8, TaiSan.TinhTrang.DANG_DUNG),
                        (2, TaiSan.TinhTrang.HU_HONG),
                        (1, TaiSan.TinhTrang.KHONG_DUNG),
                    ),
                    ten, "tt", kb.khoa,
                ),
                don_vi_quan_ly=f"UBND {o.cac_xa[0].ten_goi}",
                so_ho_so=f"HS-{kb.khoa}" if co else "",
                ngay_ho_so=date(2026, 8, 20) if co else None, den_ngay=date(2025, 12, 31),
            )
        )  # fmt: skip


def di_doi(o: O) -> None:
    """Out of clusters overtaken by a town; into craft-village ones."""
    kb = o.kb
    if kb.loai == kb_.DI_DOI:
        n = khoang(8, 24, "dd", kb.khoa)
        o.them(
            KeHoachDiDoi(
                cum=o.cum, chieu=ChieuDiDoi.RA, nguon=NguonDiDoi.CUM_KHAC, noi="Cụm khác",
                so_co_so=n, da_doi=n // 4, kinh_phi=n * 2_500_000_000, han=date(2027, 12, 31),
                den_ngay=_DEN, van_ban=f"Đề án di dời {MINH_HOA}",
            )
        )  # fmt: skip
    elif kb.hoat_dong and kb.lang_nghe:
        n = khoang(25, 90, "dd", kb.khoa)
        o.them(
            KeHoachDiDoi(
                cum=o.cum, chieu=ChieuDiDoi.VAO, nguon=NguonDiDoi.LANG_NGHE,
                noi=f"Làng nghề {o.cac_xa[0].ten_goi}", so_co_so=n,
                da_doi=n * khoang(30, 80, "dd2", kb.khoa) // 100, den_ngay=_DEN,
                han=date(2028, 12, 31), van_ban=f"Kế hoạch di dời {MINH_HOA}",
            )
        )  # fmt: skip


def kiem_tra(o: O) -> None:
    kb = o.kb
    if not kb.hoat_dong or not trong(25, "kt", kb.khoa):
        return
    ngay = ngay_trong(date(2025, 3, 1), min(date(2026, 9, 30), NGAY), "kt2", kb.khoa)
    sai = trong(35, "vp", kb.khoa)
    o.them(
        KiemTra(
            cum=o.cum, loai=KiemTra.Loai.DINH_KY, ngay=ngay, co_quan="Sở Công Thương", vi_pham=sai,
            ket_luan="Nước thải chưa thu gom hết." if sai else "Chấp hành quy định.",
            khac_phuc_han=ngay + timedelta(days=120) if sai else None,
            khac_phuc_ngay=ngay + timedelta(days=30) if sai and trong(50, "kp", kb.khoa) else None,
        )
    )  # fmt: skip
