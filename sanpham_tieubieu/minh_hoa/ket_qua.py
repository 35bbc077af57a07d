"""From sheets to certificates: results, votes, decision, notices, complaints, follow-ups."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sanpham_tieubieu.choices import (
    CoQuanThuoc,
    LoaiPhieuHoiDong,
    TrangThaiHoSo,
    TrangThaiKhieuNai,
    TrangThaiKy,
)
from sanpham_tieubieu.minh_hoa.ky import (
    HOP_SAU,
    QUYET_DINH_SAU,
    THONG_BAO_SAU,
    co_quan_cap,
)
from sanpham_tieubieu.minh_hoa.tui import SP, KyMH, Tui, luc
from sanpham_tieubieu.models import (
    BieuQuyet,
    GiayChungNhan,
    HoSoDangKy,
    KetQua,
    KhieuNai,
    PhienHop,
    QuyetDinhCongNhan,
    TheoDoi,
    ThongBaoKetQua,
)
from sanpham_tieubieu.thoi_han import sau_ngay_lam_viec

H = TrangThaiHoSo
_GIAI = ("Giải nhất", "Giải nhì", "Giải ba", "Khuyến khích")
_TIEN = {"Giải nhất": 5, "Giải nhì": 4, "Giải ba": 3, "Khuyến khích": 2}


def _binh_quan(k: KyMH, h: HoSoDangKy) -> Decimal:
    tong = k.tong[id(h)]
    return sum(tong, Decimal(0)) / len(tong)


def cong_nhan(
    tui: Tui, k: KyMH, chi_tieu: dict[str, int], *, de_cu_phan_tram: int
) -> list[tuple[SP, HoSoDangKy]]:
    """Threshold, quota, votes, decision, certificates; what was nominated upward.

    A product equal to the last one inside the quota is left out with it: no tie is decided here.
    """
    ngay = k.ky.ngay_bat_dau + timedelta(days=QUYET_DINH_SAU)
    cham = [(sp, h) for sp, h in k.ho_so if k.tong.get(id(h))]
    dat = [(sp, h) for sp, h in cham if _binh_quan(k, h) >= k.ky.nguong]
    chon: set[int] = set()
    for nhom, so in chi_tieu.items():
        cac = sorted(
            (h for _, h in dat if h.ma_nhom == nhom), key=lambda h: _binh_quan(k, h), reverse=True
        )
        if len(cac) > so:
            nguong = _binh_quan(k, cac[so])
            cac = [h for h in cac[:so] if _binh_quan(k, h) > nguong]
        chon |= {id(h) for h in cac}
    _hop(tui, k)
    qd = tui.them(
        QuyetDinhCongNhan(
            ky=k.ky,
            so=f"{tui.so_moi()}/QĐ-{_KY_HIEU[CoQuanThuoc(k.luat.co_quan_ky)]}",
            ngay=ngay,
            nguoi_ky=k.hoi_dong[0].nhan_su.ho_ten,
            chuc_danh=k.luat.chuc_danh_ky,
            co_quan=k.luat.co_quan_ky,
        )
    )
    thu = 0
    duoc: list[tuple[SP, HoSoDangKy]] = []
    for sp, h in sorted(cham, key=lambda c: _binh_quan(k, c[1]), reverse=True):
        la_chon = id(h) in chon
        giai = _GIAI[min(3, thu // 3)] if la_chon and k.ky.cap == "tinh" else ""
        thu += la_chon
        dat_nguong = _binh_quan(k, h) >= k.ky.nguong
        if dat_nguong:
            _bieu_quyet(tui, k, h, LoaiPhieuHoiDong.CONG_NHAN, la_chon)
        tong = k.tong[id(h)]
        tui.them(
            KetQua(
                ho_so=h,
                so_phieu=len(tong),
                so_giam_khao=k.phan_cong[id(h)],
                tong_diem=sum(tong, Decimal(0)),
                thap_nhat=min(tong),
                cao_nhat=max(tong),
                dat_nguong=dat_nguong,
                duoc_chon=la_chon,
                giai=giai,
                quyet_dinh=qd if la_chon else None,
            )
        )
        h.trang_thai = H.CONG_NHAN if la_chon else H.HD_KHONG_CHON if dat_nguong else H.KHONG_DAT
        if la_chon:
            sp.da_co[k.ky.cap] = (h, _giay(tui, k, sp, h, qd, giai, thu))
            duoc.append((sp, h))
    _thong_bao(tui, k)
    len_tren = duoc[: -(-len(duoc) * de_cu_phan_tram // 100)] if de_cu_phan_tram else []
    for _, h in len_tren:
        h.trang_thai = H.DE_CU
        _bieu_quyet(tui, k, h, LoaiPhieuHoiDong.DE_CU, True)
    return len_tren


_KY_HIEU = {
    CoQuanThuoc.BO: "BCT",
    CoQuanThuoc.CUC: "CTĐP",
    CoQuanThuoc.UBND_TINH: "UBND",
    CoQuanThuoc.UBND_HUYEN: "UBND",
    CoQuanThuoc.UBND_XA: "UBND",
}


def _hop(tui: Tui, k: KyMH) -> None:
    ngay = k.ky.ngay_bat_dau + timedelta(days=HOP_SAU)
    phien = tui.them(
        PhienHop(
            ky=k.ky,
            bat_dau=luc(ngay, 8),
            ket_thuc=luc(ngay, 11),
            dia_diem="Trụ sở cơ quan thường trực Hội đồng",
            ket_luan="Thông qua danh sách đề nghị công nhận (minh họa).",
        )
    )
    for t in k.hoi_dong[: len(k.hoi_dong) - (len(k.hoi_dong) > 7)]:
        tui.noi_nhieu(PhienHop.co_mat.through, phien, t)


def _bieu_quyet(tui: Tui, k: KyMH, h: HoSoDangKy, loai: LoaiPhieuHoiDong, qua: bool) -> None:
    tong = len(k.hoi_dong)
    co_mat = tong - (tong > 7)
    khong = tui.rng.randint(0, 1) if qua else tui.rng.randint(co_mat // 2 + 1, co_mat)
    tui.them(
        BieuQuyet(
            ho_so=h,
            loai=loai,
            dong_y=co_mat - khong,
            khong=khong,
            tong_thanh_vien=tong,
            thong_qua=qua,
        )
    )


def _giay(
    tui: Tui, k: KyMH, sp: SP, h: HoSoDangKy, qd: QuyetDinhCongNhan, giai: str, thu: int
) -> GiayChungNhan:
    ngay = qd.ngay + timedelta(days=1)
    return tui.them(
        GiayChungNhan(
            san_pham=sp.san_pham,
            ho_so=h,
            quyet_dinh=qd,
            cap=k.ky.cap,
            nam=k.ky.nam,
            don_vi=h.don_vi,
            co_quan_cap=co_quan_cap(k.ky, ngay),
            so=f"{thu}/GCN-CNNTTB" if not k.ky.khu_vuc else f"{tui.so_moi()}/GCN-CNNTTB",
            ngay_cap=ngay,
            het_han=date(ngay.year + k.luat.so_nam_hieu_luc - 1, 12, 31),
            quyet_dinh_so=qd.so,
            quyet_dinh_ngay=qd.ngay,
            nguoi_ky=qd.nguoi_ky,
            chuc_danh=qd.chuc_danh,
            ten_san_pham=h.ten_san_pham,
            ten_co_so=h.ten_co_so,
            dia_chi=h.dia_chi_san_xuat,
            giai=giai,
            tien_thuong=_TIEN[giai] * 1_000_000 if giai else None,
            ma_nhom=h.ma_nhom,
            minh_hoa=True,
        )
    )


def _thong_bao(tui: Tui, k: KyMH) -> None:
    for _, h in k.ho_so:
        if h.trang_thai != H.KHONG_HOP_LE:
            tui.them(
                ThongBaoKetQua(
                    ho_so=h,
                    so=k.ky.so_thong_bao,
                    ngay=k.ky.ngay_bat_dau + timedelta(days=THONG_BAO_SAU),
                )
            )


def sau_cong_nhan(tui: Tui) -> None:
    """Reports of the years, a few certificates issued anew and revoked."""
    giay = list(tui.dong[GiayChungNhan])
    for i, g in enumerate(giay):
        if i % 61 == 30 and g.het_han >= tui.hom_nay:
            _thu_hoi(tui, g)
        elif i % 47 == 20 and g.het_han >= tui.hom_nay:
            _cap_lai(tui, g)
        for nam in range(g.nam + 1, min(g.het_han.year, tui.hom_nay.year - 1) + 1):
            if tui.trong(75):
                tui.them(
                    TheoDoi(
                        giay=g,
                        nam=nam,
                        ngay=date(nam + 1, 1, 20),
                        doanh_thu=tui.rng.randint(8, 200) * 50_000_000,
                        lao_dong=tui.rng.randint(6, 80),
                        ho_tro="Gian hàng hội chợ, tem truy xuất nguồn gốc."
                        if tui.trong(40)
                        else "",
                        dung_logo=tui.trong(60),
                    )
                )


def _thu_hoi(tui: Tui, g: GiayChungNhan) -> None:
    g.thu_hoi_ngay = g.ngay_cap + timedelta(days=200)
    if g.thu_hoi_ngay > tui.hom_nay:
        g.thu_hoi_ngay = tui.hom_nay
    g.thu_hoi_so = f"{tui.so_moi()}/QĐ-UBND"
    g.thu_hoi_co_quan = g.quyet_dinh.co_quan
    g.thu_hoi_ly_do = "Thay đổi nguyên liệu, không giữ chất lượng đã cam kết (minh họa)."
    g.ho_so.trang_thai = H.THU_HOI


def _cap_lai(tui: Tui, g: GiayChungNhan) -> None:
    """The dossier goes to the new paper, which keeps the end of the old one."""
    moi = GiayChungNhan(
        **{f.name: getattr(g, f.name) for f in g._meta.concrete_fields if f.name not in _BO}
    )
    moi.so = f"{tui.so_moi()}CL/GCN-CNNTTB"
    moi.ngay_cap = min(tui.hom_nay, g.ngay_cap + timedelta(days=120))
    moi.ho_so, g.ho_so = g.ho_so, None
    g.thay_boi = moi
    tui.them(moi)


_BO = {"id", "ho_so", "thay_boi", "so", "ngay_cap", "tao_luc"}


def khieu_nai(tui: Tui, k: KyMH) -> None:
    """Complaints on a decided round: one granted, one refused, two still open."""
    ngay_tb = k.ky.ngay_bat_dau + timedelta(days=THONG_BAO_SAU)
    rot = [h for _, h in k.ho_so if h.trang_thai in (H.HD_KHONG_CHON, H.KHONG_DAT)]
    mo = k.ky.trang_thai == TrangThaiKy.CONG_NHAN
    for i, h in enumerate(rot[:4] if mo else rot[:1]):
        ngay = sau_ngay_lam_viec(ngay_tb, (2, 4, 5, 12)[i])
        ngay = min(ngay, tui.hom_nay)
        dong = KhieuNai(
            ky=k.ky,
            ho_so=h,
            nguoi_khieu_nai=h.dai_dien or h.ten_co_so,
            ngay_nhan=ngay,
            noi_dung="Đề nghị xem lại điểm nhóm tiêu chí kinh tế – kỹ thuật.",
            han_giai_quyet=sau_ngay_lam_viec(ngay, k.luat.ngay_giai_quyet),
        )
        if i < 2:
            dong.trang_thai = TrangThaiKhieuNai.BAC if i else TrangThaiKhieuNai.CHAP_NHAN
            dong.giai_quyet_ngay = min(tui.hom_nay, sau_ngay_lam_viec(ngay, 6))
            dong.ket_qua = "Đã kiểm tra phiếu chấm; điểm cộng đúng, kết quả giữ nguyên."
            dong.van_ban_so = f"{tui.so_moi()}/HĐBC"
        tui.them(dong)
