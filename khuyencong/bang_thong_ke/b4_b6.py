"""B4–B6 as tables: establishments, changes and refunds, product awards."""

from __future__ import annotations

from collections.abc import Sequence

from cucctdp.pdf.bang import KHONG_PHAT_SINH, Cot
from khuyencong.bang_thong_ke.kieu import TRIEU, BangCon, HangXem, Lien, O, tien
from khuyencong.statistics.co_so import DongCoSo, DongDieuChinh
from khuyencong.statistics.nguon_luc import DongBinhChon

CHUA_CO_SO_SAN_PHAM = (
    "Số sản phẩm đăng ký, được công nhận theo bốn nhóm và giấy chứng nhận còn hiệu lực chưa có "
    "trong hệ thống (ghi «…», không phải 0): các cột này có số khi sổ bình chọn sản phẩm công "
    "nghiệp nông thôn tiêu biểu đi vào hoạt động."
)


def b4(cac_dong: Sequence[DongCoSo], lien: Lien, *, gon: bool = False) -> tuple[BangCon, ...]:
    """Establishments supported, before and after by the newest survey."""
    dau = (
        (Cot("Cơ sở; MST; loại hình", kieu="chu", rong=34), Cot("Địa bàn; ngành", kieu="chu"))
        if gon
        else (
            Cot("Cơ sở", kieu="chu", rong=50), Cot("MST/ĐKKD", kieu="chu", rong=24),
            Cot("Loại hình", kieu="chu", rong=24), Cot("Địa bàn", kieu="chu", rong=36),
            Cot("Ngành", kieu="chu", rong=36),
        )
    )  # fmt: skip
    cot = (
        Cot("STT", kieu="stt", rong=9),
        *dau,
        *_truoc_sau("Lao động", "người"),
        *_truoc_sau("Doanh thu", f"{TRIEU} / năm"),
        Cot("Sản phẩm, công suất trước và sau", kieu="chu", rong=28),
        *_truoc_sau("Nộp ngân sách", TRIEU),
        *_truoc_sau("Thu nhập bình quân", f"{TRIEU} / người / tháng"),
        Cot("KC hỗ trợ", TRIEU),
        Cot("Đối ứng", TRIEU),
        Cot("Năm", kieu="stt", rong=11),
        Cot("Số lần được hỗ trợ", "lần", rong=12),
    )

    def ten(d: DongCoSo) -> tuple[O, ...]:
        if gon:
            mot = "\n".join(filter(None, (d.ten, d.ma_so_thue, d.loai_hinh)))
            return O(mot), O("\n".join(filter(None, (d.dia_ban, d.nganh))))
        chu = (d.ma_so_thue, d.loai_hinh, d.dia_ban, d.nganh)
        return O(d.ten, duong=lien.co_so(d.co_so_id)), *(O(c) for c in chu)

    def dong(i: int, d: DongCoSo) -> HangXem:
        so = d.hieu_qua.get
        return HangXem(
            (
                O(i),
                *ten(d),
                O(so("lao_dong_truoc")),
                O(so("lao_dong_sau")),
                tien(so("doanh_thu_truoc")),
                tien(so("doanh_thu_sau")),
                O(so("san_pham") or ""),
                tien(so("nop_ngan_sach_truoc")),
                tien(so("nop_ngan_sach_sau")),
                tien(so("thu_nhap_truoc")),
                tien(so("thu_nhap_sau")),
                tien(d.khuyen_cong),
                tien(d.doi_ung),
                O(", ".join(map(str, d.nam))),
                O(d.so_lan, duong=lien.co_so(d.co_so_id)),
            )
        )

    tong = HangXem(
        (
            O(""),
            O(f"Tổng số: {len(cac_dong)} cơ sở"),
            *(O(""),) * (len(dau) - 1 + 9),
            tien(sum(d.khuyen_cong for d in cac_dong)),
            tien(sum(d.doi_ung for d in cac_dong)),
            O(""),
            O(""),
        ),
        "tong",
    )
    return (BangCon(cot, tuple(dong(i, d) for i, d in enumerate(cac_dong, 1)), tong=tong),)


def _truoc_sau(nhom: str, don_vi: str) -> tuple[Cot, Cot]:
    return Cot("Trước", don_vi, nhom), Cot("Sau", don_vi, nhom)


def b5(cac_dong: Sequence[DongDieuChinh], lien: Lien) -> tuple[BangCon, ...]:
    """Changes, stops and refunds."""
    cot = (
        Cot("STT", kieu="stt", rong=9),
        Cot("Mã đề án", kieu="chu", rong=24),
        Cot("Tên đề án", kieu="chu", rong=38),
        Cot("Loại thay đổi", kieu="chu", rong=22),
        Cot("Lý do, nội dung", kieu="chu", rong=38),
        Cot("Cấp quyết định", kieu="chu", rong=16),
        Cot("Văn bản", kieu="chu", rong=22),
        Cot("Ngày", kieu="stt", rong=19),
        Cot("Trước → sau", kieu="chu", rong=30),
        Cot("Phải nộp", TRIEU, "Kinh phí hoàn trả"),
        Cot("Đã nộp", TRIEU, "Kinh phí hoàn trả"),
        Cot("Trạng thái", kieu="chu", rong=16),
    )

    def dong(i: int, d: DongDieuChinh) -> HangXem:
        hoan_tra = d.phai_nop is not None
        return HangXem(
            (
                O(i),
                O(d.ma, duong=lien.mot_de_an(d.de_an_id)),
                O(d.ten),
                O(d.loai),
                O(d.ly_do),
                O(d.cap),
                O(d.van_ban),
                O(d.ngay or ""),
                O("\n".join(f"{o}: {truoc} → {sau}" for o, truoc, sau in d.doi)),
                tien(d.phai_nop) if hoan_tra else O(KHONG_PHAT_SINH),
                tien(d.da_nop) if hoan_tra else O(KHONG_PHAT_SINH),
                O(d.trang_thai),
            )
        )

    return (BangCon(cot, tuple(dong(i, d) for i, d in enumerate(cac_dong, 1))),)


def b6(cac_dong: Sequence[DongBinhChon], lien: Lien) -> tuple[BangCon, ...]:
    """Awards: what khuyến công paid for; the products are not recorded yet, so «…»."""
    san_pham = "Sản phẩm (sổ bình chọn)"
    cot = (
        Cot("Phạm vi", kieu="chu", rong=44),
        Cot("Kỳ bình chọn đã nghiệm thu", "lần"),
        Cot("Đăng ký", "sản phẩm", san_pham),
        Cot("Được công nhận", "sản phẩm", san_pham),
        Cot("Giấy còn hiệu lực", "giấy", san_pham),
        Cot("Sản phẩm được thưởng", "sản phẩm"),
        Cot("Kinh phí tổ chức", TRIEU),
        Cot("Kinh phí thưởng", TRIEU),
        Cot("Đề án", "số"),
    )
    hang = tuple(
        HangXem(
            (
                O(d.ten_pham_vi),
                O(d.so_lan),
                O(),
                O(),
                O(),
                O(d.so_san_pham_thuong),
                tien(d.kinh_phi_to_chuc),
                tien(d.kinh_phi_thuong),
                O(d.so_de_an),
            )
        )
        for d in cac_dong
    )
    return (BangCon(cot, hang),)
