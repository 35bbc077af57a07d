"""Papers of dossiers: Phụ lục 1 (registration), Phụ lục 2 (description), Phụ lục 5 (list)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_dong
from cucctdp.pdf.bang import CHUA_CO, BangSoLieu, Cot, GiaTriO, Hang
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.van_ban import Bang, Doan, Khoi, Nhan, ONguoiKy, ToGiay
from sanpham_tieubieu.giay_to import ten
from sanpham_tieubieu.giay_to.du_lieu import KyIn
from sanpham_tieubieu.giay_to.khoi import chu, ngay, theo_nhom
from sanpham_tieubieu.models import HoSoDangKy

_THUYET_MINH = (
    ("1. Giới thiệu cơ sở", "gioi_thieu"),
    ("2. Mô tả sản phẩm", "mo_ta"),
    ("3. Thị trường", "thi_truong"),
    ("4. Sản xuất, công nghệ", "san_xuat"),
    ("5. Tiêu chuẩn, chất lượng", "ky_thuat"),
    ("6. Xã hội, môi trường", "xa_hoi"),
    ("7. Văn hóa, thẩm mỹ", "van_hoa"),
    ("8. Giải thưởng, chứng nhận", "giai_thuong"),
    ("9. Điểm mới so với lần trước", "diem_moi"),
)


def phieu_dang_ky(k: KyIn, h: HoSoDangKy) -> ToGiay:
    """Phụ lục 1 – Phiếu đăng ký tham gia bình chọn. Reads ``san_pham.thanh_phan``."""
    trung_bay = {True: "Đồng ý", False: "Không đồng ý", None: CHUA_CO}[h.dong_y_trung_bay]
    khoi: list[Khoi] = [
        Doan("I. Cơ sở công nghiệp nông thôn", "muc"),
        Nhan("Tên cơ sở", h.ten_co_so),
        Nhan("Loại hình", h.get_loai_hinh_display()),
        Nhan("Giấy đăng ký", _dang_ky(h)),
        Nhan("Mã số thuế", chu(h.ma_so_thue)),
        Nhan("Địa chỉ trụ sở", chu(h.dia_chi_tru_so)),
        Nhan("Địa chỉ sản xuất", ten.noi_san_xuat(h, k.ngay)),
        *((Nhan("Làng nghề", str(h.lang_nghe.ten)),) if h.lang_nghe else ()),
        Nhan("Người đại diện", ", ".join(p for p in (h.dai_dien, h.chuc_vu) if p) or CHUA_CO),
        Nhan("Điện thoại; thư điện tử; trang web", "; ".join(
            p or CHUA_CO for p in (h.dien_thoai, h.email, h.trang_web))),
        Doan("II. Sản phẩm, bộ sản phẩm đăng ký", "muc"),
        Nhan("Tên sản phẩm" if not h.san_pham.la_bo else "Tên bộ sản phẩm", h.ten_san_pham),
        *_bo(h),
        Nhan("Thuộc nhóm", k.ten_nhom(h.ma_nhom)),
        Nhan("Ký hiệu", chu(h.ky_hieu)),
        Nhan("Kích thước; trọng lượng", f"{chu(h.kich_thuoc)}; {chu(h.trong_luong)}"),
        Nhan("Vật liệu chính", chu(h.vat_lieu)),
        Nhan("Cấp đăng ký bình chọn", f"{ten.cap_ky(k)}, năm {k.ky.nam}"),
        *_cap_duoi(h),
        Doan("III. Cam kết", "muc"),
        Doan(
            "Cơ sở cam kết các nội dung kê khai và tài liệu kèm theo là đúng sự thật, sản phẩm "
            "không sao chép, không vi phạm quy định về sở hữu trí tuệ, chất lượng, an toàn thực "
            "phẩm, an toàn lao động, bảo vệ môi trường và chịu trách nhiệm trước pháp luật."
        ),
        Nhan("Cho giữ lại sản phẩm để trưng bày, giới thiệu", trung_bay),
    ]  # fmt: skip
    return ToGiay(
        van_ban=_dau(
            k, h, "PHIẾU ĐĂNG KÝ", ten.trich_yeu(k, "Tham gia bình chọn"), (ten.hoi_dong(k),)
        ),
        khoi=tuple(khoi),
        ky=_dai_dien(h),
        so_mau="Phụ lục 1",
    )


def thuyet_minh(k: KyIn, h: HoSoDangKy) -> ToGiay:
    """Phụ lục 2 – Bản thuyết minh, by the four criteria. Reads ``so_lieu`` and ``tai_lieu``."""
    khoi: list[Khoi] = [
        Nhan("Tên sản phẩm", h.ten_san_pham),
        Nhan("Nhóm", k.ten_nhom(h.ma_nhom)),
        Nhan("Cơ sở", h.ten_co_so),
        Nhan("Địa chỉ sản xuất", ten.noi_san_xuat(h, k.ngay)),
        Nhan("Năm thành lập", str(h.nam_thanh_lap or CHUA_CO)),
        Nhan("Vốn", in_dong(h.von) if h.von is not None else CHUA_CO),
        Nhan("Lao động", _lao_dong(h)),
        Nhan("Thu nhập bình quân", f"{in_dong(h.thu_nhap)}/người/tháng"
             if h.thu_nhap is not None else CHUA_CO),
        Nhan("Nguyên liệu trong nước", f"{dinh_dang(h.nguyen_lieu_trong_nuoc)}%"
             if h.nguyen_lieu_trong_nuoc is not None else CHUA_CO),
    ]  # fmt: skip
    for nhan, truong in _THUYET_MINH:
        khoi.append(Doan(nhan, "muc"))
        khoi += [Doan(d) for d in getattr(h, truong).splitlines() if d.strip()] or [Doan(CHUA_CO)]
    khoi += [Doan("10. Số liệu các năm", "muc"), _bang_nam(h)]
    khoi += [Doan("11. Tài liệu đính kèm", "muc"), _bang_tai_lieu(k, h)]
    return ToGiay(
        van_ban=_dau(k, h, "BẢN THUYẾT MINH", f"Mô tả, giới thiệu {_ten_ngan(h)}"),
        khoi=tuple(khoi),
        ky=_dai_dien(h),
        so_mau="Phụ lục 2",
    )


def trich_ngang(k: KyIn, cac: Sequence[HoSoDangKy], *, gui: Any = None) -> ToGiay:
    """Phụ lục 5 – list of registered products by group, annex to the letter ``gui`` (VanBanGui)."""
    hang: list[Hang] = []
    stt = 0
    for ten_nhom, nhom in theo_nhom(k, cac):
        hang.append(Hang((f"{ten_nhom} ({len(nhom)} sản phẩm)",), "nhom"))
        for h in nhom:
            stt += 1
            hang.append(Hang(_dong_trich_ngang(k, h, stt)))
    cot = (
        Cot("TT", kieu="stt", rong=9),
        Cot("Tên sản phẩm", kieu="chu", rong=40),
        Cot("Tên cơ sở", kieu="chu", rong=40),
        Cot("Địa chỉ, điện thoại", kieu="chu", rong=44),
        Cot("Mô tả tóm tắt", kieu="chu", rong=62),
        Cot("Giấy chứng nhận cấp dưới", kieu="chu", rong=37),
        Cot("Ghi chú", kieu="chu", rong=18),
    )
    kem = f"Kèm theo Công văn số {gui.so} ngày {ngay(gui.ngay)}" if gui is not None else ""
    return ToGiay(
        van_ban=TieuDeVanBan(
            co_quan_chu_quan="",
            co_quan_ban_hanh=_nguoi_gui(k, gui).upper(),
            so_ky_hieu="",
            dia_danh=_noi_gui(k, gui),
            ngay=gui.ngay if gui is not None else None,
            nam=k.ky.nam,
            ten_loai="DANH SÁCH TRÍCH NGANG",
            trich_yeu=ten.trich_yeu(k, "Các sản phẩm đăng ký bình chọn")
            + (f"\n({kem})" if kem else ""),
        ),
        khoi=(
            Bang(
                BangSoLieu(tieu_de=f"Danh sách gồm {len(cac)} sản phẩm", cot=cot, hang=tuple(hang))
            ),
        ),
        ky=(ONguoiKy("NGƯỜI LẬP", cach_ky="(Ký, ghi rõ họ tên)"), ONguoiKy("THỦ TRƯỞNG CƠ QUAN")),
        ngang=True,
        so_mau="Phụ lục 5",
    )


def _noi_gui(k: KyIn, gui: Any) -> str:
    if gui is None or gui.don_vi is None:
        return ten.dia_danh(k)
    return str(gui.don_vi.ten_ngay(gui.ngay).ten)


def _nguoi_gui(k: KyIn, gui: Any) -> str:
    if gui is None or gui.don_vi is None:
        return ten.thuong_truc(k)  # a letter without a province is the Cục's
    if gui.xa is not None:
        cua = gui.xa.ten_ngay(gui.ngay).ten_day_du
    else:
        cua = gui.don_vi.ten_ngay(gui.ngay).ten_day_du
    return f"Ủy ban nhân dân {cua}"


def _dong_trich_ngang(k: KyIn, h: HoSoDangKy, stt: int) -> tuple[GiaTriO, ...]:
    g = h.gcn_duoi
    giay = f"Số {g.so}, cấp ngày {ngay(g.ngay_cap)}, đến {ngay(g.het_han)}" if g else ""
    if not g and h.khong_qua_xa:
        giay = "Nơi không tổ chức cấp xã"
    dien_thoai = f"; ĐT: {h.dien_thoai}" if h.dien_thoai else ""
    mo_ta = " ".join(h.mo_ta.split())
    if len(mo_ta) > 220:
        mo_ta = f"{mo_ta[:220].rsplit(' ', 1)[0]}…"
    bo = "Bộ sản phẩm" if h.san_pham.la_bo else ""
    dia_chi = f"{ten.noi_san_xuat(h, k.ngay)}{dien_thoai}"
    return (str(stt), h.ten_san_pham, h.ten_co_so, dia_chi, mo_ta, giay, bo)


def _dau(
    k: KyIn, h: HoSoDangKy, loai: str, trich_yeu: str, kinh_gui: tuple[str, ...] = ()
) -> TieuDeVanBan:
    """The entrant's own heading; dated by its pledge."""
    return TieuDeVanBan(
        co_quan_chu_quan="",
        co_quan_ban_hanh=h.ten_co_so.upper(),
        so_ky_hieu="",
        dia_danh=str(h.don_vi.ten_ngay(k.ngay).ten),
        ngay=h.cam_ket_ngay,
        nam=k.ky.nam,
        ten_loai=loai,
        trich_yeu=trich_yeu,
        kinh_gui=kinh_gui,
    )


def _dai_dien(h: HoSoDangKy) -> tuple[ONguoiKy, ...]:
    return (ONguoiKy("", cach_ky=""), ONguoiKy("ĐẠI DIỆN CƠ SỞ", h.dai_dien))


def _ten_ngan(h: HoSoDangKy) -> str:
    return f"bộ sản phẩm {h.ten_san_pham}" if h.san_pham.la_bo else f"sản phẩm {h.ten_san_pham}"


def _dang_ky(h: HoSoDangKy) -> str:
    return f"số {chu(h.dang_ky_so)}, ngày {ngay(h.dang_ky_ngay)}, nơi cấp: {chu(h.dang_ky_noi)}"


def _bo(h: HoSoDangKy) -> tuple[Khoi, ...]:
    """The products of a set with the lawful case (khoản 2 Điều 3 TT 26/2014/TT-BCT)."""
    if not h.san_pham.la_bo:
        return ()
    hang = tuple(
        Hang((str(stt), t.ten, t.vat_lieu, t.cong_dung))
        for stt, t in enumerate(h.san_pham.thanh_phan.all(), 1)
    )
    cot = (
        Cot("TT", kieu="stt", rong=11),
        Cot("Sản phẩm trong bộ", kieu="chu"),
        Cot("Vật liệu", kieu="chu"),
        Cot("Công dụng", kieu="chu"),
    )
    return (
        Nhan("Trường hợp bộ", chu(h.san_pham.get_truong_hop_bo_display())),
        Bang(BangSoLieu(tieu_de="Các sản phẩm trong bộ", cot=cot, hang=hang)),
    )


def _cap_duoi(h: HoSoDangKy) -> tuple[Khoi, ...]:
    if h.gcn_duoi is None:
        return ()
    g = h.gcn_duoi
    han = f"có giá trị đến {ngay(g.het_han)}"
    return (Nhan("Giấy chứng nhận cấp dưới", f"số {g.so} ngày {ngay(g.ngay_cap)}, {han}"),)


def _lao_dong(h: HoSoDangKy) -> str:
    if h.lao_dong is None:
        return CHUA_CO
    phan = [
        f"{nhan} {dinh_dang(so)}"
        for nhan, so in (("nữ", h.lao_dong_nu), ("địa phương", h.lao_dong_dia_phuong))
        if so is not None
    ]
    return f"{dinh_dang(h.lao_dong)} người" + (f" (trong đó {', '.join(phan)})" if phan else "")


def _bang_nam(h: HoSoDangKy) -> Bang:
    """Rows are figures, columns years; what was not declared stays «…»."""
    cac = sorted(h.so_lieu.all(), key=lambda s: s.nam)
    dvt = next((s.don_vi_tinh for s in cac if s.don_vi_tinh), "")

    def o(gia_tri: Decimal | int | None) -> GiaTriO:
        return gia_tri.normalize() if isinstance(gia_tri, Decimal) else gia_tri

    chi_tieu = (
        (f"Sản lượng ({dvt})" if dvt else "Sản lượng", "san_luong"),
        ("Doanh thu sản phẩm (đồng)", "doanh_thu_san_pham"),
        ("Doanh thu cơ sở (đồng)", "doanh_thu_co_so"),
        ("Lợi nhuận (đồng)", "loi_nhuan"),
        ("Nộp ngân sách (đồng)", "nop_ngan_sach"),
        ("Kim ngạch xuất khẩu (USD)", "xuat_khau_usd"),
    )
    hang = tuple(Hang((nhan, *(o(getattr(s, t)) for s in cac))) for nhan, t in chi_tieu)
    cot = (Cot("Chỉ tiêu", kieu="chu"), *(Cot(f"Năm {s.nam}", rong=34) for s in cac))
    return Bang(BangSoLieu(tieu_de="Kết quả sản xuất, kinh doanh", cot=cot, hang=hang))


def _bang_tai_lieu(k: KyIn, h: HoSoDangKy) -> Bang:
    hang = tuple(
        Hang((
            str(stt), t.ten or k.danh_muc.ten_tai_lieu(t.loai, k.ngay), t.so, t.co_quan_cap,
            ngay(t.ngay_cap) if t.ngay_cap else "", ngay(t.het_han) if t.het_han else "",
        ))
        for stt, t in enumerate(h.tai_lieu.all(), 1)
    )  # fmt: skip
    cot = (
        Cot("TT", kieu="stt", rong=10),
        Cot("Tên giấy tờ", kieu="chu"),
        Cot("Số", kieu="chu", rong=28),
        Cot("Cơ quan cấp", kieu="chu", rong=38),
        Cot("Ngày cấp", kieu="stt", rong=22),
        Cot("Hết hạn", kieu="stt", rong=22),
    )
    return Bang(BangSoLieu(tieu_de="Danh mục tài liệu", cot=cot, hang=hang))
