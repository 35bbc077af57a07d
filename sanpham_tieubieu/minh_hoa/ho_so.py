"""Dossiers of the demo: what was declared, figures of two years, papers, pictures, letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from cucctdp.donvi.choices import LoaiHinhCoSo
from cucctdp.donvi.models import DonViHanhChinh
from sanpham_tieubieu.choices import Cap, PhanHoSo, TrangThaiHoSo, TrangThaiKy
from sanpham_tieubieu.minh_hoa.anh import CAO, RONG
from sanpham_tieubieu.minh_hoa.tui import SP, KyMH, Tui, luc
from sanpham_tieubieu.models import (
    AnhHoSo,
    HienVat,
    HoSoDangKy,
    SoLieuNam,
    TaiLieuHoSo,
    VanBanGui,
    YeuCauBoSung,
)
from sanpham_tieubieu.services.ho_so import tu_co_so

H = TrangThaiHoSo
_DUOI = {
    Cap.TINH: ("xa", "huyen"),
    Cap.KHU_VUC: ("tinh",),
    Cap.QUOC_GIA: ("khu_vuc",),
}
_KY_HIEU = {Cap.TINH: "UBND", Cap.KHU_VUC: "SCT", Cap.QUOC_GIA: "CTĐP"}
_DANG_KY = {
    LoaiHinhCoSo.DOANH_NGHIEP: ("dk-doanh-nghiep", "Sở Tài chính"),
    LoaiHinhCoSo.HOP_TAC_XA: ("dk-hop-tac-xa", "UBND cấp xã"),
    LoaiHinhCoSo.HO_KINH_DOANH: ("dk-ho-kinh-doanh", "UBND cấp xã"),
}


def nhan(tui: Tui, k: KyMH, cac: Sequence[SP], *, moi: date | None = None) -> None:
    """Dossiers of these products in the round, in the state of the round.

    ``moi``: the day of reception when the round still receives; then they are in every state.
    """
    ma_so: dict[str, int] = defaultdict(int)
    trang_thai = {TrangThaiKy.MO: H.DA_NOP, TrangThaiKy.CHAM: H.DANG_CHAM}.get(
        TrangThaiKy(k.ky.trang_thai), H.DA_CHAM
    )
    for i, sp in enumerate(cac):
        ngay = k.ky.ngay_bat_dau + timedelta(days=tui.rng.randint(8, 43))
        if moi is not None:
            ngay = min(ngay, moi)
        h = _mot(tui, k, sp, ngay)
        h.trang_thai = _dang_nhan(i) if moi is not None else trang_thai
        if h.trang_thai == H.YEU_CAU_BO_SUNG and tui.nguoi_he_thong is None:
            h.trang_thai = H.DA_NOP
        if i % 17 == 16 and moi is None:
            h.trang_thai = H.KHONG_HOP_LE
        if h.trang_thai == H.NHAP:
            h.nop_luc = None
        if h.trang_thai not in (H.NHAP, H.DA_NOP, H.YEU_CAU_BO_SUNG, H.KHONG_HOP_LE):
            ma_so[h.ma_nhom] += 1
            h.ma_so = f"{h.ma_nhom}-{ma_so[h.ma_nhom]:03d}"
        tui.them(h)
        _kem(tui, k, h, ngay)
        if h.trang_thai == H.YEU_CAU_BO_SUNG:
            _hoi_bo_sung(tui, k, h, ngay)
        if h.trang_thai in (H.DANG_CHAM, H.DA_CHAM):
            ngay_nhan = k.ky.ngay_bat_dau + timedelta(days=60)
            tui.them(HienVat(ho_so=h, nhan_ngay=ngay_nhan, noi_giu="Kho hiện vật", so_luong=2))
        k.ho_so.append((sp, h))
    _gui_len(tui, k)


def _dang_nhan(i: int) -> H:
    return (H.DA_NOP, H.HOP_LE, H.DA_NOP, H.HOP_LE, H.YEU_CAU_BO_SUNG, H.NHAP, H.HOP_LE, H.DA_NOP)[
        i % 8
    ]


def noi_gui(k: KyMH, sp: SP) -> DonViHanhChinh:
    """The province on the map of the round's day."""
    return sp.cu if k.ky.ngay_bat_dau < date(2025, 7, 1) else sp.tinh.don_vi


def _mot(tui: Tui, k: KyMH, sp: SP, ngay: date) -> HoSoDangKy:
    s, cs = sp.san_pham, sp.san_pham.co_so
    duoi = next((sp.da_co[c] for c in _DUOI.get(Cap(k.ky.cap), ()) if c in sp.da_co), None)
    lan_truoc = max((h.ky.nam for h, _ in sp.da_co.values()), default=None)
    so_ld = tui.rng.randint(6, 60)
    nghe = s.ten.split(cs.xa.ten_goi)[0].strip()
    return HoSoDangKy(
        ky=k.ky,
        san_pham=s,
        ma_nhom=s.ma_nhom,
        don_vi=noi_gui(k, sp),
        xa=cs.xa,
        tu_ho_so=duoi[0] if duoi else None,
        gcn_duoi=duoi[1] if duoi else None,
        khong_qua_xa=k.ky.cap == Cap.TINH and duoi is None,
        nop_luc=luc(ngay, tui.rng.randint(8, 16)),
        ten_san_pham=s.ten,
        **tu_co_so(cs),
        dang_ky_so=f"{tui.rng.randint(10**9, 10**10 - 1)}",
        dang_ky_ngay=date(tui.rng.randint(2008, 2021), tui.rng.randint(1, 12), 10),
        chuc_vu="Giám đốc" if cs.loai_hinh != LoaiHinhCoSo.HO_KINH_DOANH else "Chủ hộ",
        dien_thoai=f"09{tui.rng.randint(10**7, 10**8 - 1)}",
        vat_lieu="Nguyên liệu tại địa phương",
        kich_thuoc="20 × 15 × 30 cm",
        trong_luong="0,5–2 kg",
        cam_ket=True,
        cam_ket_ngay=ngay,
        dong_y_trung_bay=tui.trong(70),
        gioi_thieu=f"{cs.ten} làm {nghe.lower()} từ nhiều năm.",
        mo_ta=s.mo_ta,
        thi_truong="Bán tại các tỉnh, thành phố, siêu thị và sàn thương mại điện tử.",
        san_xuat="Sản xuất theo mẻ, đã cơ giới hóa khâu chính.",
        ky_thuat="Có tiêu chuẩn cơ sở, mã truy xuất nguồn gốc.",
        xa_hoi="Tạo việc làm tại chỗ, đã đăng ký môi trường.",
        van_hoa="Giữ kiểu dáng, hoa văn của địa phương.",
        diem_moi=f"Cải tiến bao bì so với năm {lan_truoc}." if lan_truoc else "",
        nam_thanh_lap=tui.rng.randint(1998, 2021),
        von=tui.rng.randint(5, 90) * 100_000_000,
        lao_dong=so_ld,
        lao_dong_nu=so_ld * tui.rng.randint(30, 75) // 100,
        lao_dong_dia_phuong=so_ld * tui.rng.randint(60, 100) // 100,
        thu_nhap=tui.rng.randint(55, 110) * 100_000,
        nguyen_lieu_trong_nuoc=Decimal(tui.rng.randint(70, 100)),
    )


def _kem(tui: Tui, k: KyMH, h: HoSoDangKy, ngay: date) -> None:
    """Figures of the two years before, papers, three pictures."""
    doanh_thu = tui.rng.randint(8, 160) * 50_000_000
    for i, nam in enumerate((k.ky.nam - 2, k.ky.nam - 1)):
        tui.them(
            SoLieuNam(
                ho_so=h,
                nam=nam,
                san_luong=Decimal(tui.rng.randint(5, 400)),
                don_vi_tinh="nghìn sản phẩm",
                doanh_thu_san_pham=doanh_thu * (10 + i) // 10,
                doanh_thu_co_so=doanh_thu * (14 + i) // 10,
                nop_ngan_sach=doanh_thu // 40,
            )
        )
    loai, noi = _DANG_KY[LoaiHinhCoSo(h.loai_hinh)]
    giay = [(loai, h.dang_ky_so, noi, h.dang_ky_ngay, None)]
    if h.ma_nhom == "CBNLTS":
        giay.append(
            ("attp", f"{tui.so_moi()}/ATTP", "Sở Công Thương", ngay - timedelta(days=200), 3)
        )
    if h.san_pham.ocop_sao and h.san_pham.ocop_ngay_qd <= ngay:
        giay.append(("ocop", h.san_pham.ocop_so_qd, "UBND tỉnh", h.san_pham.ocop_ngay_qd, 3))
    for loai, so, noi, cap, nam in giay:
        tui.them(
            TaiLieuHoSo(
                ho_so=h,
                loai=loai,
                so=so,
                co_quan_cap=noi,
                ngay_cap=cap,
                het_han=None if nam is None or cap is None else cap + timedelta(days=365 * nam),
                chung_thuc=True,
            )
        )
    kho = tui.anh[h.ma_nhom]
    dau = tui.rng.randrange(len(kho) // 3) * 3
    for i, (tep, goc) in enumerate(kho[dau : dau + 3], 1):
        tui.them(AnhHoSo(ho_so=h, tep=tep, goc_chup=goc, rong=RONG, cao=CAO, thu_tu=i))


def _hoi_bo_sung(tui: Tui, k: KyMH, h: HoSoDangKy, ngay: date) -> None:
    tui.them(
        YeuCauBoSung(
            ho_so=h,
            cac_phan=[PhanHoSo.ANH, PhanHoSo.TAI_LIEU],
            noi_dung="Chụp lại ảnh mặt bên; bổ sung giấy chứng nhận an toàn thực phẩm còn hạn.",
            han=max(ngay, tui.hom_nay) + timedelta(days=7),
            nguoi=tui.nguoi_he_thong,
        )
    )


def _gui_len(tui: Tui, k: KyMH) -> None:
    """One letter of each province (or commune) with the dossiers it sends up (R27)."""
    if k.ky.cap not in _DUOI:
        return
    quoc_gia = k.ky.cap == Cap.QUOC_GIA
    theo: dict[tuple[int, int], list[HoSoDangKy]] = defaultdict(list)
    for _, h in k.ho_so:
        if h.trang_thai != H.NHAP:
            tinh = 0 if quoc_gia else h.don_vi.pk
            theo[tinh, h.xa.pk if k.ky.cap == Cap.TINH else 0].append(h)
    for cac in theo.values():
        vb = tui.them(
            VanBanGui(
                ky=k.ky,
                don_vi=None if quoc_gia else cac[0].don_vi,
                xa=cac[0].xa if k.ky.cap == Cap.TINH else None,
                so=f"{tui.so_moi()}/{_KY_HIEU[Cap(k.ky.cap)]}",
                ngay=max(h.nop_luc for h in cac if h.nop_luc is not None).date(),
            )
        )
        for h in cac:
            tui.noi_nhieu(VanBanGui.ho_so.through, vb, h)
