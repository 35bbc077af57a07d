"""The money of a demo đề án: entries of the ledger, and the papers they follow from."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from khuyencong.choices import LoaiButToan, Nguon, TrangThaiDeAn
from khuyencong.minh_hoa.co_so import hieu_qua
from khuyencong.minh_hoa.ho_so_kem import chung_tu
from khuyencong.minh_hoa.kich_ban import CHAY, DUYET, KY, THANH_TOAN, XONG, KichBan, so
from khuyencong.minh_hoa.lo import Lo
from khuyencong.minh_hoa.tinh import MINH_HOA
from khuyencong.models import (
    ButToan,
    ChungTu,
    DeAn,
    DieuChinhDeAn,
    HieuQua,
    HopDong,
    NghiaVuHoanTra,
    NghiemThu,
    ThuHuong,
    TienDo,
)

L = LoaiButToan
T = TrangThaiDeAn


def so_cai(
    lo: Lo, kb: KichBan, de_an: DeAn, cac: list[ThuHuong], dang_ky: date, ngay_duyet: date
) -> dict[str, date]:
    """Entries from registration as far as the state says, each inside the limits of the last.

    Returns the days of what was signed: «hop_dong», «nghiem_thu», «sau», «thanh_ly».
    """
    moc: dict[str, date] = {}
    n, nam, nguon = kb.thu_tu, kb.nam, kb.nguon

    def ghi(loai: str, nguon: str, tien: int, ngay: date, chung_tu: str, **khac: Any) -> None:
        if tien:
            lo.them(
                ButToan(
                    de_an=de_an, loai=loai, nguon=nguon, nam=nam, so_tien=tien, ngay=ngay,
                    chung_tu=chung_tu, **khac,
                )
            )  # fmt: skip

    tong = {m: sum(getattr(t, m) for t in cac) for m in (nguon, "doi_ung")}
    for m, tien in tong.items():
        ghi(L.DANG_KY, m, tien, dang_ky, f"Đăng ký {de_an.ma}")
    if kb.moc < DUYET:
        return moc
    for t in cac:
        for m in (nguon, "doi_ung"):
            ghi(L.PHE_DUYET, m, getattr(t, m), ngay_duyet, de_an.so_quyet_dinh, thu_huong=t)
    # Money comes late and partly: of this year's đề án a fifth has only a part.
    phan = 60 if nam == 2026 and so(5, "giao", n) == 0 else 100
    duoc_giao = tong[nguon] * phan // 100 if kb.moc >= KY or so(2, "giao-som", n) else 0
    ghi(L.GIAO, nguon, duoc_giao, date(nam, 2, 10), f"Phân bổ kinh phí năm {nam} {MINH_HOA}")
    if kb.moc < KY:
        return moc
    hop_dong = _hop_dong(lo, kb, de_an)
    moc |= {"hop_dong": hop_dong.ngay, "thanh_ly": date(nam, 12, 15)}
    for m in (nguon, "doi_ung"):
        ghi(L.HOP_DONG, m, tong[m], hop_dong.ngay, hop_dong.so, hop_dong=hop_dong)
    if kb.moc < CHAY:
        return moc
    lan_mot = min(tong[nguon] * kb.viec.ty_le_tam_ung // 100, duoc_giao)
    ghi(L.TAM_UNG, nguon, lan_mot, date(nam, 5, 20), "Tạm ứng lần một", hop_dong=hop_dong)
    _tien_do(lo, kb, hop_dong, tong)
    if kb.trang_thai in (T.NGUNG, T.XIN_NGUNG):
        _ngung(lo, kb, de_an, hop_dong, lan_mot, ghi)
    if kb.moc < XONG:
        return moc
    giam = 100 - (so(6, "giam", n) if so(4, "co-giam", n) == 0 else 0)
    ngay = date(nam, 8, 5) + timedelta(days=so(70, "nghiem-thu", n))
    moc |= {"nghiem_thu": ngay, "sau": ngay + timedelta(days=25)}
    nghiem_thu = da_lam = 0
    for i, t in enumerate(cac):
        _nghiem_thu(lo, kb, hop_dong, t, ngay, giam, i)
        for m in (nguon, "doi_ung"):
            tien = getattr(t, m) * giam // 100
            nghiem_thu += tien if m == nguon else 0
            da_lam += tien if m != nguon else 0
            ghi(L.NGHIEM_THU, m, tien, ngay, "Mẫu 5a", hop_dong=hop_dong, thu_huong=t)
    if kb.moc < THANH_TOAN:
        return moc
    con_lai = min(nghiem_thu, duoc_giao) - lan_mot
    sau = ngay + timedelta(days=25)
    ghi(L.TAM_UNG, nguon, max(con_lai, 0), sau, "Thanh toán phần còn lại", hop_dong=hop_dong)
    tra = {nguon: min(nghiem_thu, duoc_giao), "doi_ung": da_lam}
    lo.dong[ChungTu] += chung_tu(kb, de_an, hop_dong, sau, tra)
    ghi(
        L.QUYET_TOAN, nguon, min(nghiem_thu, duoc_giao), sau + timedelta(days=10), "Mẫu 8a",
        hop_dong=hop_dong,
    )  # fmt: skip
    if kb.trang_thai in (T.DONG, T.THEO_DOI) and kb.viec.co_co_so and so(5, "hq", n):
        lo.dong[HieuQua] += hieu_qua(kb, [t for t in cac if t.co_so], nam)
    return moc


def _hop_dong(lo: Lo, kb: KichBan, de_an: DeAn) -> HopDong:
    ngay = date(kb.nam, 2, 20) + timedelta(days=so(60, "hop-dong", kb.thu_tu))
    xong = kb.trang_thai in (T.THANH_LY, T.THEO_DOI, T.DONG)
    return lo.them(
        HopDong(
            de_an=de_an, so=f"{1 + kb.thu_tu % 400:03d}/{kb.nam}/HĐ-KC", ngay=ngay,
            ben_a=lo.ten_cuc(kb.nam) if kb.nguon == Nguon.KCQG else "Sở Công Thương",
            ben_b=de_an.thuc_hien,
            het_han=kb.den_ngay, ty_le_tam_ung=Decimal(kb.viec.ty_le_tam_ung),
            thanh_ly_ngay=date(kb.nam, 12, 15) if xong else None,
        )
    )  # fmt: skip


def _tien_do(lo: Lo, kb: KichBan, hop_dong: HopDong, tong: dict[str, int]) -> None:
    """Three reports; a đề án still running stops short of the whole."""
    het = kb.moc >= XONG
    for thang, phan in ((4, 20), (6, 55), (9, 100 if het else 75)):
        cham = thang == 9 and not het and so(4, "cham", kb.thu_tu) == 0
        lo.them(
            TienDo(
                hop_dong=hop_dong, nam=kb.nam, thang=thang, khoi_luong=phan,
                kinh_phi_nha_nuoc=tong[kb.nguon] * phan // 100,
                kinh_phi_khac=tong["doi_ung"] * phan // 100,
                vuong_mac="Máy nhập khẩu về chậm, đề nghị gia hạn." if cham else "",
            )
        )  # fmt: skip


def _nghiem_thu(
    lo: Lo, kb: KichBan, hop_dong: HopDong, t: ThuHuong, ngay: date, giam: int, i: int
) -> None:
    so_luong = 1 if t.co_so else int(t.noi_dung.so_luong) * giam // 100
    nguoi = t.noi_dung.don_vi_tinh in ("lao động", "học viên")
    lo.them(
        NghiemThu(
            hop_dong=hop_dong, thu_huong=t, loai="5a", ngay=ngay,
            dia_diem=t.xa.ten_goi if t.xa else "Trung tâm", thanh_phan="Sở, trung tâm, cơ sở",
            ket_qua="Đạt yêu cầu theo hợp đồng.",
            so_luong=so_luong,
            so_nu=so_luong * (35 + so(35, "nu", kb.thu_tu)) // 100 if nguoi else None,
            so_dan_toc=so_luong * (5 + so(40, "dan-toc", kb.thu_tu)) // 100 if nguoi else None,
            so_viec_lam=so_luong * (70 + so(25, "viec-lam", kb.thu_tu)) // 100
            if t.noi_dung.noi_dung == "ĐT1" else None,
            doi_ung=t.doi_ung * giam // 100, **{kb.nguon: getattr(t, kb.nguon) * giam // 100},
        )
    )  # fmt: skip


def _ngung(lo: Lo, kb: KichBan, de_an: DeAn, hop_dong: HopDong, tam_ung: int, ghi: Any) -> None:
    """A stop, decided or asked for; of a decided one the advance goes back, half of them late."""
    xong = kb.trang_thai == T.NGUNG
    ngay = date(kb.nam, 9, 12)
    noi = "BCT" if kb.nguon == Nguon.KCQG else "UBND"
    van_ban = f"QĐ {4000 + kb.thu_tu}/QĐ-{noi} {MINH_HOA}"
    lo.them(
        DieuChinhDeAn(
            de_an=de_an, viec="ngung", noi_dung="Cơ sở thụ hưởng không bố trí được đối ứng.",
            cap=lo.cap_ngung[kb.nguon],
            trang_thai="da_duyet" if xong else "cho_duyet", nguoi_lap=de_an.nguoi_lap,
            so_van_ban=van_ban if xong else "", ngay_van_ban=ngay if xong else None,
        )
    )  # fmt: skip
    if xong and tam_ung:
        lo.them(
            NghiaVuHoanTra(
                hop_dong=hop_dong, nguon=kb.nguon, so_tien=tam_ung, ly_do="Ngừng đề án.",
                van_ban=van_ban, ngay=ngay, han=ngay + timedelta(days=30),
            )
        )  # fmt: skip
        phan = 100 if so(2, "hoan-tra", kb.thu_tu) else 40
        ghi(
            L.HOAN_TRA, kb.nguon, tam_ung * phan // 100, ngay + timedelta(days=20),
            "Giấy nộp trả ngân sách", hop_dong=hop_dong,
        )  # fmt: skip
