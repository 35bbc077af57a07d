"""Procedures under R2 and R3: some at each step, some late, some finished with their decision."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from cumcongnghiep.choices import CoQuan, LoaiChuDauTu, LoaiThuTuc
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.minh_hoa import kich_ban as kb_
from cumcongnghiep.minh_hoa.kich_ban import NGAY, NGAY_R3
from cumcongnghiep.minh_hoa.lo import MINH_HOA, O
from cumcongnghiep.minh_hoa.so_gia import khoang, ngay_trong, so, trong
from cumcongnghiep.models import (
    BoSungHoSo,
    ChuDauTu,
    DiemTieuChi,
    GiaoChuDauTu,
    HoiDong,
    HoSo,
    PhieuCham,
    ThanhVienHoiDong,
    UngVien,
    VanBan,
)

# Days after the first letter on which each step is taken in time, by regime.
_R2 = {L.TIEP_NHAN: 4, L.TRINH_SO: 24, L.LAY_Y_KIEN: 27, L.HOI_DONG: 33, L.TIEU_CHI: 36,
       L.CHAM_DIEM: 42, L.THAM_DINH: 46}  # fmt: skip
_R3 = {L.TIEP_NHAN: 1, L.TRINH_SO: 13, L.LAY_Y_KIEN: 15, L.HOI_DONG: 20, L.TIEU_CHI: 23,
       L.CHAM_DIEM: 30, L.THAM_DINH: 35}  # fmt: skip
_BEN = {
    L.DE_NGHI: (CoQuan.DN, "VB"), L.TIEP_NHAN: (CoQuan.UBND_XA, "TB-UBND"),
    L.TRINH_SO: (CoQuan.UBND_XA, "TTr-UBND"), L.LAY_Y_KIEN: (CoQuan.SCT, "SCT-QLCN"),
    L.HOI_DONG: (CoQuan.UBND_TINH, "QĐ-UBND"), L.TIEU_CHI: (CoQuan.HOI_DONG, "QĐ-HĐ"),
    L.CHAM_DIEM: (CoQuan.HOI_DONG, "BB-HĐ"), L.THAM_DINH: (CoQuan.SCT, "BC-SCT"),
}  # fmt: skip
_CHUC = (
    ("chu_tich", "UBND tỉnh"), ("pho", "Sở Công Thương"), ("pho", "Sở Tài chính"),
    ("thanh_vien", "Sở Xây dựng"), ("thanh_vien", "Sở Nông nghiệp và Môi trường"),
    ("thu_ky", "Phòng Quản lý công nghiệp"),
)  # fmt: skip


def dang_lam(o: O, thu_tu: int) -> None:
    """A procedure under way, stopped at one of the steps 2–9 in turn; one in three is late."""
    kb = o.kb
    moi = any(h not in ("", "lang_nghe", "chuyen_nganh") for h in kb.loai_hinh) or so(
        2, "r3", kb.khoa
    )
    if moi:
        nop, buoc = ngay_trong(NGAY_R3 + timedelta(days=1), date(2026, 10, 8), "nop", kb.khoa), _R3
    else:
        nop, buoc = ngay_trong(date(2026, 4, 1), date(2026, 8, 20), "nop", kb.khoa), _R2
    ho_so = o.them(HoSo(cum=o.cum, loai=LoaiThuTuc.THANH_LAP, ngay_nop=nop, dien_tich=kb.dien_tich))
    tre = trong(33, "tre", kb.khoa)
    toi = list(buoc)[: thu_tu % 8]
    cac = _buoc(o, ho_so, nop, {b: buoc[b] for b in toi}, tre=tre)
    _chon(o, ho_so, cac, _ung_vien(o, ho_so, nop))
    if L.TRINH_SO in cac and L.CHAM_DIEM not in cac and trong(30, "bs", kb.khoa):
        yeu_cau = cac[L.TRINH_SO].ngay + timedelta(days=6)
        if yeu_cau <= NGAY:
            xong = yeu_cau + timedelta(days=9)
            o.them(
                BoSungHoSo(
                    ho_so=ho_so, yeu_cau_ngay=yeu_cau, noi_dung="Chứng minh năng lực tài chính",
                    nhan_ngay=xong if xong <= NGAY and trong(60, "bs2", kb.khoa) else None,
                )
            )  # fmt: skip


def da_xong(o: O) -> None:
    """The whole dossier behind a decision of the last two years."""
    v = o.thanh_lap
    if o.kb.loai != kb_.MOI or v is None or not trong(45, "hs", o.kb.khoa):
        return
    buoc = _R3 if v.ngay >= NGAY_R3 + timedelta(days=40) else _R2
    tre = trong(33, "tre", o.kb.khoa)
    nop = v.ngay - timedelta(days=(buoc[L.THAM_DINH] * (160 if tre else 100)) // 100 + 6)
    ho_so = o.them(
        HoSo(
            cum=o.cum, loai=LoaiThuTuc.THANH_LAP, ngay_nop=nop, dien_tich=o.kb.dien_tich,
            ket_thuc=v.ngay,
        )
    )  # fmt: skip
    v.ho_so = ho_so
    cac = _buoc(o, ho_so, nop, buoc, tre=tre)
    giao = next(g for g in o.lo.dong[GiaoChuDauTu] if g.cum is o.cum)
    diem = _chon(o, ho_so, cac, _ung_vien(o, ho_so, nop, giao.chu_dau_tu))
    if diem is not None:
        giao.diem = diem


def _buoc(o: O, ho_so: HoSo, nop: date, buoc: dict[L, int], *, tre: bool) -> dict[str, VanBan]:
    """Documents of the steps; a late file takes six tenths longer at each."""
    cac: dict[str, VanBan] = {}
    for loai, sau in {L.DE_NGHI: 0, **buoc}.items():
        ngay = nop + timedelta(days=sau * (160 if tre else 100) // 100)
        if ngay > NGAY:
            break
        ben, duoi = _BEN[loai]
        cac[loai] = o.them(
            VanBan(
                cum=o.cum, ho_so=ho_so, loai=loai, so=f"{o.lo.so_moi()}/{duoi}", ngay=ngay,
                co_quan=ben,
            )
        )  # fmt: skip
    return cac


def _ung_vien(o: O, ho_so: HoSo, nop: date, cdt: ChuDauTu | None = None) -> list[UngVien]:
    noi = o.tinh.don_vi
    ten = [f"Công ty CP Đầu tư {n} {noi.ten_goi}" for n in ("Hưng Thịnh", "Nam Á")]
    n = 1 + so(2, "uv", o.kb.khoa)
    cac = [cdt] if cdt else []
    for t in ten[: n - len(cac)]:
        cac.append(o.lo.cdt(t, loai=LoaiChuDauTu.DOANH_NGHIEP, don_vi=noi))
    return [
        o.them(
            UngVien(ho_so=ho_so, chu_dau_tu=c, ngay_nop=nop + timedelta(days=i), du_dieu_kien=True)
        )
        for i, c in enumerate(cac)
    ]


def _chon(o: O, ho_so: HoSo, cac: dict[str, VanBan], ung_vien: list[UngVien]) -> Decimal | None:
    """The council with its sheets once it has met; the mean of the first applicant."""
    if L.HOI_DONG not in cac:
        return None
    hop = cac.get(L.CHAM_DIEM)
    hoi_dong = o.them(
        HoiDong(
            ho_so=ho_so, so_quyet_dinh=cac[L.HOI_DONG].so, ngay_quyet_dinh=cac[L.HOI_DONG].ngay,
            ngay_hop=hop.ngay if hop else None, co_mat_toi_thieu=Decimal(70),
            bien_ban="Hội đồng thống nhất theo điểm bình quân." if hop else "",
            ung_vien_chon=ung_vien[0] if L.THAM_DINH in cac else None,
        )
    )  # fmt: skip
    thanh_vien = [
        o.them(
            ThanhVienHoiDong(
                hoi_dong=hoi_dong, ho_ten=f"Thành viên {i + 1} {MINH_HOA}", co_quan=co_quan,
                vai_tro=vai_tro,
            )
        )
        for i, (vai_tro, co_quan) in enumerate(_CHUC)
    ]  # fmt: skip
    if hop is None or not o.lo.tieu_chi:
        return None
    tong = Decimal(0)
    cham = [t for t in thanh_vien if t.vai_tro != "thu_ky"]
    for k, uv in enumerate(ung_vien):
        for t in cham:
            phieu = o.them(PhieuCham(ung_vien=uv, thanh_vien=t))
            for tc in o.lo.tieu_chi:
                muc = khoang(72, 92, "diem", o.kb.khoa, t.co_quan, tc.ma) - 12 * k
                diem = (tc.diem_toi_da * muc / 100).quantize(Decimal("0.1"))
                o.them(DiemTieuChi(phieu=phieu, tieu_chi=tc, diem=diem))
                tong += diem if k == 0 else 0
    return (tong / len(cham)).quantize(Decimal("0.01"))
