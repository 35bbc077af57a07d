"""Papers of carrying out: Mẫu 3a, 3b, 5a, 5b, 5c, 6."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate

from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import CHUA_CO, BangSoLieu, Cot, Hang
from cucctdp.van_ban import Bang, Doan, Khoi, Nhan, ONguoiKy, ToGiay
from khuyencong.choices import LoaiButToan, LoaiNghiemThu, Nguon
from khuyencong.giay_to import ten
from khuyencong.giay_to.khoi import (
    bang_theo_nguon,
    chu,
    cong_so_cai,
    dong,
    hieu,
    ngay,
    ngay_dai,
    o,
    phan_tram,
    so_cai,
    tien,
)
from khuyencong.ho_so import HoSo
from khuyencong.models import HopDong, NghiemThu, TienDo

L = LoaiButToan


def o_hop_dong(h: HoSo, hop_dong: HopDong) -> tuple[Khoi, ...]:
    """What every paper of a contract begins with."""
    return (
        Nhan("Tên đề án", f"{h.de_an.ten} (mã {h.de_an.ma})"),
        Nhan("Hợp đồng", f"số {hop_dong.so} ngày {ngay(hop_dong.ngay)}"),
        Nhan("Bên A", chu(hop_dong.ben_a)),
        Nhan("Bên B", ten.to_chuc(hop_dong.ben_b, hop_dong.ngay)),
        Nhan("Thời hạn thực hiện", f"đến {ngay(hop_dong.het_han)}"),
    )


def mau_3a(h: HoSo, *, tieu_de: str, tien_do: TienDo) -> ToGiay:
    """Báo cáo tiến độ thực hiện hợp đồng, of one month."""
    hd = tien_do.hop_dong
    nha_nuoc, khac = int(tien_do.kinh_phi_nha_nuoc), int(tien_do.kinh_phi_khac)
    # A report tells of its month, whenever it is printed again.
    cuoi_thang = date(tien_do.nam, tien_do.thang, monthrange(tien_do.nam, tien_do.thang)[1])
    ung = cong_so_cai(h, L.TAM_UNG, hd.pk, den=cuoi_thang)
    de_nghi = int(tien_do.de_nghi_tam_ung)
    bang = BangSoLieu(
        tieu_de="Kinh phí lũy kế",
        cot=(Cot("Chỉ tiêu", kieu="chu"), Cot("Theo hợp đồng", rong=34),
             Cot("Đã thực hiện", rong=34)),
        hang=(
            Hang(("Kinh phí khuyến công", cong_so_cai(h, L.HOP_DONG, hd.pk), o(nha_nuoc))),
            Hang(("Nguồn khác", cong_so_cai(h, L.HOP_DONG, hd.pk, Nguon.DOI_UNG, Nguon.LONG_GHEP,
                                             Nguon.KHAC), o(khac))),
            Hang(("Tổng cộng", cong_so_cai(h, L.HOP_DONG, hd.pk, *Nguon), nha_nuoc + khac),
                 "tong"),
        ),
        don_vi_tinh="đồng",
    )  # fmt: skip
    khoi_luong = "; ".join(f"{n.ten} ({dinh_dang(n.so_luong)} {n.don_vi_tinh})" for n in h.noi_dung)
    xac_nhan = (
        f"{tien_do.so_xac_nhan.ten_hien_thi}, {ngay_dai(localdate(tien_do.xac_nhan_luc))}"
        if tien_do.so_xac_nhan and tien_do.xac_nhan_luc
        else ""
    )
    return ToGiay(
        van_ban=ten.dau_bieu(
            h, ten_loai=tieu_de, trich_yeu=f"Tháng {tien_do.thang} năm {tien_do.nam}"
        ),
        khoi=(
            *o_hop_dong(h, hd),
            Nhan("Khối lượng theo hợp đồng", khoi_luong or CHUA_CO),
            Nhan("Khối lượng hoàn thành lũy kế so với hợp đồng", phan_tram(tien_do.khoi_luong)),
            Bang(bang),
            Nhan("Đã tạm ứng", "chưa tạm ứng" if ung is None else dong(ung)),
            Nhan("Đề nghị tạm ứng lần này", tien(de_nghi) if de_nghi else "không đề nghị"),
            Nhan("Vướng mắc, kiến nghị", chu(tien_do.vuong_mac)),
            Nhan("Sở Công Thương xác nhận", chu(xac_nhan)),
        ),
        ky=(ONguoiKy("XÁC NHẬN CỦA SỞ CÔNG THƯƠNG"), ONguoiKy("THỦ TRƯỞNG ĐƠN VỊ THỰC HIỆN")),
    )


def _hoan_thanh(h: HoSo, hop_dong: HopDong, noi_dung_id: int) -> Decimal | None:
    """Accepted quantity of an activity line; None when no minute states it."""
    cua: dict[int | None, int] = {t.pk: t.noi_dung_id for t in h.moi_thu_huong}
    cac = [
        n.so_luong
        for n in h.nghiem_thu
        if n.hop_dong_id == hop_dong.pk
        and n.dat
        and n.so_luong is not None
        and (
            cua.get(n.thu_huong_id) == noi_dung_id
            or (n.thu_huong_id is None and len(h.noi_dung) == 1)
        )
    ]
    return sum(cac, Decimal(0)) if cac else None


def _theo_nguon(h: HoSo, hop_dong: HopDong, *cac_loai: L) -> dict[str, tuple[int | None, ...]]:
    """Source → sums of the kinds, then the difference of the last and the first."""
    kq: dict[str, tuple[int | None, ...]] = {}
    for n in Nguon:
        cac = [so_cai(h, loai, n, hop_dong.pk) for loai in cac_loai]
        kq[n.value] = (*cac, hieu(cac[-1], cac[0]))
    return kq


def mau_3b(h: HoSo, *, tieu_de: str, hop_dong: HopDong) -> ToGiay:
    """Báo cáo khối lượng hoàn thành và kinh phí thực hiện."""
    hang = tuple(
        Hang((str(stt), n.ten, n.don_vi_tinh, n.so_luong, _hoan_thanh(h, hop_dong, n.pk)))
        for stt, n in enumerate(h.noi_dung, 1)
    )
    khoi_luong = BangSoLieu(
        tieu_de="Khối lượng",
        cot=(
            Cot("STT", kieu="stt", rong=11),
            Cot("Hạng mục", kieu="chu"),
            Cot("ĐVT", kieu="chu", rong=22),
            Cot("Theo hợp đồng", rong=26),
            Cot("Hoàn thành", rong=26),
        ),
        hang=hang,
    )
    thuc_hien = cong_so_cai(h, L.NGHIEM_THU, hop_dong.pk)
    return ToGiay(
        van_ban=ten.dau_bieu(h, ten_loai=tieu_de),
        khoi=(
            *o_hop_dong(h, hop_dong),
            Bang(khoi_luong),
            bang_theo_nguon(
                "Kinh phí",
                ("Theo hợp đồng", "Thực hiện", "Chênh lệch"),
                _theo_nguon(h, hop_dong, L.HOP_DONG, L.NGHIEM_THU),
            ),
            Nhan("Kinh phí khuyến công đã thực hiện", tien(thuc_hien)),
        ),
        ky=(ONguoiKy("NGƯỜI LẬP BIỂU", cach_ky="(Ký, ghi rõ họ tên)"),
            ONguoiKy("THỦ TRƯỞNG ĐƠN VỊ THỰC HIỆN")),
    )  # fmt: skip


_NGUOI_KY_NGHIEM_THU = {
    LoaiNghiemThu.M5A: ("ĐƠN VỊ THỤ HƯỞNG", "ĐƠN VỊ THỰC HIỆN", "SỞ CÔNG THƯƠNG"),
    LoaiNghiemThu.M5B: ("ĐƠN VỊ THỰC HIỆN", "SỞ CÔNG THƯƠNG"),
    LoaiNghiemThu.M5C: ("ĐƠN VỊ THỤ HƯỞNG", "ĐƠN VỊ THỰC HIỆN", "ĐẠI DIỆN CỤC"),
}


def mau_5(h: HoSo, *, tieu_de: str, nghiem_thu: NghiemThu) -> ToGiay:
    """Biên bản nghiệm thu: 5a at one site, 5b of the whole, 5c held by the Cục."""
    n, hd = nghiem_thu, nghiem_thu.hop_dong
    cua = next((t for t in h.moi_thu_huong if t.pk == n.thu_huong_id), None)
    cac_nguon = {x.value: (so_cai(h, L.HOP_DONG, x, hd.pk), int(getattr(n, x))) for x in Nguon}
    noi_dung = "; ".join(x.ten for x in ([cua.noi_dung] if cua else h.noi_dung))
    so_luong = ""
    if n.so_luong is not None:
        dong_nd = cua.noi_dung if cua else next(iter(h.noi_dung), None)
        don_vi = dong_nd.don_vi_tinh if dong_nd else ""
        so_luong = f"{n.so_luong.normalize():f} {don_vi}".replace(".", ",")
    return ToGiay(
        van_ban=ten.dau_bieu(
            h,
            ten_loai=tieu_de,
            ban_hanh=ten.ten_cuc(n.ngay) if n.loai == LoaiNghiemThu.M5C else ten.so_cua(h, cua),
            ngay=n.ngay,
            dia_danh=ten.tinh_cua(h, cua),
        ),
        khoi=(
            Doan(f"Hôm nay, {ngay_dai(n.ngay)}, tại {n.dia_diem}, các bên tiến hành nghiệm thu."),
            *o_hop_dong(h, hd),
            Nhan("Đơn vị thụ hưởng", ten.thu_huong(cua) if cua else ten.cac_thu_huong(h)),
            Nhan("Thành phần", chu(n.thanh_phan)),
            Nhan("Nội dung theo hợp đồng", chu(noi_dung)),
            Nhan("Kết quả so với hợp đồng", chu(n.ket_qua)),
            Nhan("Số lượng hoàn thành", chu(so_luong)),
            bang_theo_nguon("Giá trị nghiệm thu", ("Cả hợp đồng", "Lần này"), cac_nguon),
            Nhan("Kinh phí khuyến công nghiệm thu", tien(n.ho_tro)),
            Nhan("Kết luận", "Đạt yêu cầu" if n.dat else "Không đạt yêu cầu"),
        ),
        ky=tuple(ONguoiKy(x) for x in _NGUOI_KY_NGHIEM_THU[LoaiNghiemThu(n.loai)]),
    )  # fmt: skip


def mau_6(h: HoSo, *, tieu_de: str, hop_dong: HopDong) -> ToGiay:
    """Biên bản thanh lý hợp đồng."""
    quyet_toan = cong_so_cai(h, L.QUYET_TOAN, hop_dong.pk)
    da_nhan = (cong_so_cai(h, L.TAM_UNG, hop_dong.pk) or 0) - (
        cong_so_cai(h, L.HOAN_TRA, hop_dong.pk) or 0
    )
    con = hieu(quyet_toan, da_nhan)
    phai_tra = None if con is None else max(con, 0)
    hoan_tra = None if con is None else max(-con, 0)
    cac_nguon = {
        n.value: tuple(
            so_cai(h, loai, n, hop_dong.pk) for loai in (L.HOP_DONG, L.NGHIEM_THU, L.QUYET_TOAN)
        )
        for n in Nguon
    }
    return ToGiay(
        van_ban=ten.dau_bieu(
            h, ten_loai=tieu_de, trich_yeu=f"Số {hop_dong.so}", ban_hanh=hop_dong.ben_a,
            ngay=hop_dong.thanh_ly_ngay,
            dia_danh=ten.noi_cuc(h),
        ),
        khoi=(
            Doan(f"Hôm nay, {ngay_dai(hop_dong.thanh_ly_ngay)}, hai bên thống nhất thanh lý "
                 "hợp đồng với các nội dung sau:"),
            *o_hop_dong(h, hop_dong),
            Nhan("Đại diện bên A", f"{CHUA_CO} Chức vụ: {CHUA_CO}"),
            Nhan("Đại diện bên B", f"{CHUA_CO} Chức vụ: {CHUA_CO}"),
            bang_theo_nguon("Giá trị", ("Hợp đồng", "Nghiệm thu", "Quyết toán"), cac_nguon,
                            chi_khuyen_cong=(2,)),
            Nhan("Kinh phí khuyến công đã tạm ứng, trừ số đã hoàn trả", dong(da_nhan)),
            Nhan("Kinh phí khuyến công được quyết toán", tien(quyet_toan)),
            Nhan("Bên A còn phải thanh toán cho bên B", dong(phai_tra)),
            Nhan("Bên B còn phải hoàn trả ngân sách", dong(hoan_tra)),
            Doan("Hai bên không còn trách nhiệm với nhau về hợp đồng này sau khi thực hiện xong "
                 "các khoản nêu trên."),
        ),
        ky=(ONguoiKy("ĐẠI DIỆN BÊN A"), ONguoiKy("ĐẠI DIỆN BÊN B")),
    )  # fmt: skip
