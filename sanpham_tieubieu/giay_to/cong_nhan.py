"""Papers of the result: submission, decision of recognition with its list, notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cucctdp.formats.ngay import ngay_chu
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.van_ban import Doan, Khoi, Nhan, ToGiay
from sanpham_tieubieu.choices import DA_CONG_NHAN, Cap, LoaiBan
from sanpham_tieubieu.giay_to import ten
from sanpham_tieubieu.giay_to.du_lieu import KyIn
from sanpham_tieubieu.giay_to.khoi import bang_san_pham, dem_nhom, so_hieu_van_ban
from sanpham_tieubieu.models import HoSoDangKy, KetQua, PhienHop, QuyetDinhCongNhan
from sanpham_tieubieu.scoring import BinhQuan

_PHO_TT = "TM. HỘI ĐỒNG BÌNH CHỌN\nPHÓ CHỦ TỊCH THƯỜNG TRỰC"


def to_trinh(
    k: KyIn, cac: Sequence[HoSoDangKy], hop: PhienHop | None, giai: Mapping[int, str]
) -> ToGiay:
    """Tờ trình đề nghị công nhận: the Sở to the province, the Cục to the Minister; where the holder
    of the round has no office below it, its council submits.
    """
    c, trinh = ten.chu_tri(k), ten.trinh(k)
    nguoi_trinh = trinh.ten if trinh else "Hội đồng bình chọn"
    trich_yeu = ten.trich_yeu(k, "Về việc công nhận")
    kinh_gui = (c.nguoi,)
    noi_nhan = ("Như trên", "Lưu: VT")
    if trinh is None:
        van_ban = ten.dau_hoi_dong(
            k, loai="TỜ TRÌNH", ky_hieu="TTr", trich_yeu=trich_yeu, kinh_gui=kinh_gui,
            noi_nhan=noi_nhan, chuc_vu_ky=_PHO_TT,
            nguoi_ky=k.nguoi(LoaiBan.HOI_DONG, "pho_thuong_truc"),
        )  # fmt: skip
    else:
        van_ban = TieuDeVanBan(
            co_quan_chu_quan=trinh.chu_quan.upper(),
            co_quan_ban_hanh=trinh.ten.upper(),
            so_ky_hieu=f"/TTr-{trinh.viet_tat}",
            dia_danh=ten.dia_danh(k),
            ngay=None,
            nam=k.ky.nam,
            ten_loai="TỜ TRÌNH",
            trich_yeu=trich_yeu,
            kinh_gui=kinh_gui,
            noi_nhan=noi_nhan,
            chuc_vu_ky=trinh.chuc_danh,
        )
    ngay_hop = f" ngày {hop.bat_dau:%d/%m/%Y}" if hop is not None else ""
    return ToGiay(
        van_ban=van_ban,
        khoi=(
            *(Doan(f"Căn cứ {x};", "can-cu") for x in ten.can_cu(k)),
            *_ke_hoach(k),
            Doan(
                f"Trên cơ sở biên bản tổng hợp kết quả chấm điểm của Ban Giám khảo và biên bản họp "
                f"Hội đồng bình chọn{ngay_hop}, {nguoi_trinh} kính trình {c.nguoi} xem xét, công "
                f"nhận và cấp giấy chứng nhận {ten.ten_ky(k)} với các nội dung sau:"
            ),
            Doan(f"1. Số sản phẩm đề nghị công nhận: {dem_nhom(k, cac)}. Danh sách tại Phụ lục."),
            Doan(
                "2. Các sản phẩm có điểm bình quân của Ban Giám khảo từ "
                f"{dinh_dang(k.ky.nguong)}/100 điểm trở lên, đáp ứng điều kiện tham gia bình chọn "
                "và được Hội đồng bình chọn biểu quyết thông qua."
            ),
            Doan(f"{nguoi_trinh} kính trình {c.nguoi} xem xét, quyết định./."),
        ),
        ten_phu_luc=_ten_danh_sach(k),
        phu_luc=(_danh_sach(k, cac, giai),),
    )  # fmt: skip


def quyet_dinh(
    k: KyIn, cac: Sequence[HoSoDangKy], qd: QuyetDinhCongNhan | None, giai: Mapping[int, str]
) -> ToGiay:
    """Quyết định công nhận và cấp giấy chứng nhận; ``qd`` None: the draft before its number."""
    c = ten.chu_tri(k)
    trinh = ten.trinh(k)
    nguoi_de_nghi = (
        f"{trinh.chuc_danh.capitalize()} {trinh.ten}" if trinh else "Chủ tịch Hội đồng bình chọn"
    )
    quy_dinh = k.quy_dinh
    nam = quy_dinh.so_nam_hieu_luc if quy_dinh is not None else None
    ngay_qd = qd.ngay if qd is not None else None
    if nam is not None and ngay_qd is not None:
        han = f"đến hết ngày 31 tháng 12 năm {ngay_qd.year + nam - 1}"
    else:
        han = f"đến ngày 31/12 của năm thứ {nam or '…'}, tính cả năm cấp"
    van_ban = ten.dau_chu_tri(
        k,
        loai="QUYẾT ĐỊNH",
        ky_hieu="QĐ",
        trich_yeu=ten.trich_yeu(k, "Về việc công nhận và cấp giấy chứng nhận"),
        so=qd.so if qd is not None else "",
        ngay=ngay_qd,
        noi_nhan=("Như Điều 3", ten.thuong_truc(k), "Lưu: VT"),
        nguoi_ky=qd.nguoi_ky if qd is not None else "",
        chuc_danh=qd.chuc_danh if qd is not None else "",
    )
    return ToGiay(
        van_ban=van_ban,
        tham_quyen=c.nguoi.upper(),
        khoi=(
            *(Doan(f"Căn cứ {x};", "can-cu") for x in ten.can_cu(k)),
            *_ke_hoach(k),
            Doan(f"Theo đề nghị của {nguoi_de_nghi}.", "can-cu"),
            Doan("QUYẾT ĐỊNH:", "giua"),
            Doan(
                f"Công nhận và cấp giấy chứng nhận {ten.ten_ky(k)} cho {dem_nhom(k, cac)}, theo "
                f"danh sách tại Phụ lục kèm theo. Giấy chứng nhận có giá trị {han}.",
                dau="Điều 1.",
            ),
            Doan(
                "Cơ sở có sản phẩm được công nhận được hưởng các quyền lợi, thực hiện các nghĩa vụ "
                "theo quy định về bình chọn sản phẩm công nghiệp nông thôn tiêu biểu và hằng năm "
                f"báo cáo {_nhan_bao_cao(k)}.",
                dau="Điều 2.",
            ),
            Doan(
                f"Quyết định này có hiệu lực kể từ ngày ký. {nguoi_de_nghi}, thủ trưởng các cơ "
                "quan, đơn vị liên quan và các cơ sở có sản phẩm tại Điều 1 chịu trách nhiệm thi "
                "hành Quyết định này./.",
                dau="Điều 3.",
            ),
        ),
        ten_phu_luc=_ten_danh_sach(k),
        phu_luc=(_danh_sach(k, cac, giai),),
    )


def thong_bao(k: KyIn, cac: Sequence[HoSoDangKy], giai: Mapping[int, str]) -> ToGiay:
    """Thông báo kết quả of the whole round, to every entrant; it names the clock of complaints."""
    return ToGiay(
        van_ban=_dau_thong_bao(k, ("Các cơ sở công nghiệp nông thôn tham gia bình chọn",)),
        khoi=(
            *_theo_quyet_dinh(k, cac),
            Doan(f"1. Số sản phẩm được công nhận: {dem_nhom(k, cac)}. Danh sách tại Phụ lục."),
            Doan(f"2. {_khieu_nai(k)}"),
            Doan("Hội đồng bình chọn thông báo để các cơ sở biết và thực hiện./."),
        ),
        ten_phu_luc=_ten_danh_sach(k),
        phu_luc=(_danh_sach(k, cac, giai),),
    )


def thong_bao_ho_so(k: KyIn, h: HoSoDangKy, kq: KetQua | None) -> ToGiay:
    """Thông báo kết quả to one entrant, losers too: what the council decided, how to complain."""
    duoc = h.trang_thai in DA_CONG_NHAN
    khoi: list[Khoi] = [
        *_theo_quyet_dinh(k, [h] if duoc else []),
        Nhan("Sản phẩm", h.ten_san_pham),
        Nhan("Nhóm", k.ten_nhom(h.ma_nhom)),
        Nhan("Mã số bình chọn", h.ma_so or "…"),
        *_diem(k, kq),
        Nhan(
            "Kết quả",
            f"Được công nhận {ten.SAN_PHAM} {ten.noi(k)} năm {k.ky.nam}"
            + (f", đạt {kq.giai}" if kq is not None and kq.giai else "")
            if duoc
            else "Không được công nhận trong kỳ bình chọn này",
        ),
        Doan(_khieu_nai(k)),
        Doan("Hội đồng bình chọn trân trọng cảm ơn cơ sở đã tham gia bình chọn./."),
    ]
    return ToGiay(van_ban=_dau_thong_bao(k, (h.ten_co_so,)), khoi=tuple(khoi))


def _diem(k: KyIn, kq: KetQua | None) -> tuple[Khoi, ...]:
    """The entrant's own mean beside the threshold; single scores are nobody's to publish."""
    if kq is None:
        return ()
    diem = BinhQuan(kq.tong_diem, kq.so_phieu).hien(k.ky.so_le, k.ky.nguong)
    return (Nhan("Điểm bình quân", f"{diem}/100 điểm (ngưỡng xét: {dinh_dang(k.ky.nguong)} điểm)"),)


def _dau_thong_bao(k: KyIn, kinh_gui: tuple[str, ...]) -> TieuDeVanBan:
    return ten.dau_hoi_dong(
        k,
        loai="THÔNG BÁO",
        ky_hieu="TB",
        trich_yeu=ten.trich_yeu(k, "Kết quả bình chọn"),
        so=k.ky.so_thong_bao,
        ngay=k.ky.ngay_thong_bao,
        kinh_gui=kinh_gui,
        noi_nhan=("Như trên", "Chủ tịch Hội đồng", "Lưu: VT"),
        chuc_vu_ky=_PHO_TT,
        nguoi_ky=k.nguoi(LoaiBan.HOI_DONG, "pho_thuong_truc"),
    )


def _theo_quyet_dinh(k: KyIn, cac: Sequence[HoSoDangKy]) -> tuple[Khoi, ...]:
    qd = max(k.ky.quyet_dinh.all(), key=lambda q: (q.ngay, q.pk), default=None)
    if qd is None or not cac:
        return (Doan(f"Thực hiện việc bình chọn {ten.ten_ky(k)}, Hội đồng bình chọn thông báo:"),)
    dau = so_hieu_van_ban("Quyết định", qd.so, qd.ngay)
    cau = f"{dau} của {ten.chu_tri(k).nguoi} về việc công nhận {ten.ten_ky(k)}"
    return (Doan(f"Thực hiện {cau}, Hội đồng bình chọn thông báo kết quả như sau:"),)


def _khieu_nai(k: KyIn) -> str:
    q = k.quy_dinh
    if q is None:
        return "Cơ sở có khiếu nại gửi đơn đến Hội đồng bình chọn theo quy định."
    tu = f" kể từ {ngay_chu(k.ky.ngay_thong_bao)}" if k.ky.ngay_thong_bao else (
        " kể từ ngày thông báo này"
    )  # fmt: skip
    return (
        f"Cơ sở có khiếu nại về kết quả gửi đơn đến Hội đồng bình chọn trong thời hạn "
        f"{q.ngay_khieu_nai} ngày làm việc{tu}; Hội đồng giải quyết trong thời hạn "
        f"{q.ngay_giai_quyet} ngày làm việc kể từ ngày nhận đơn."
    )


def _ke_hoach(k: KyIn) -> tuple[Khoi, ...]:
    if not k.ky.ke_hoach_so:
        return ()
    kh = so_hieu_van_ban("Kế hoạch", k.ky.ke_hoach_so, k.ky.ke_hoach_ngay)
    return (Doan(f"Căn cứ {kh} về bình chọn {ten.ten_ky(k)};", "can-cu"),)


def _nhan_bao_cao(k: KyIn) -> str:
    """Who gets the yearly report of a winner (Điều 20 TT 26/2014/TT-BCT)."""
    if k.ky.cap == Cap.XA:
        return "Ủy ban nhân dân cấp xã và Sở Công Thương"
    return "Sở Công Thương và Ủy ban nhân dân cấp xã nơi sản xuất"


def _ten_danh_sach(k: KyIn) -> str:
    return f"Danh sách {ten.ten_ky(k)}"


def _danh_sach(k: KyIn, cac: Sequence[HoSoDangKy], giai: Mapping[int, str]) -> Khoi:
    return bang_san_pham(
        k, cac, f"Danh sách {len(cac)} sản phẩm", giai=dict(giai) if any(giai.values()) else None
    )
