"""Annexes: the full provincial table, methods and scope, the sendings used, the margin report."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from baocao.briefings.khung import BO_HANG, BanThao, co_so_lieu, thang_muc_chu
from baocao.briefings.so_lieu import PhamVi, SoLieuLan
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import BangSoLieu, Cot, Hang

HIEN_BAM = 12
# (row, column, decimals, growth?) of the full table, in the order of its heads.
_O: tuple[tuple[str, str, int, bool], ...] = (
    ("CN00", "B4", 1, False),
    ("BL00", "A4", 0, False),
    ("BL00", "A8", 1, True),
    ("BL00", "A9", 1, False),
    ("XK00", "A4", 1, False),
    ("XK00", "A8", 1, True),
    ("XK00", "A9", 1, False),
    ("NK00", "A4", 1, False),
    ("NK00", "A8", 1, True),
    ("CC03", "C5", 0, False),
    ("CC15", "C5", 0, False),
    ("CC19", "C5", 1, False),
    ("KC10", "A4", 0, False),
    ("KC10", "A9", 1, False),
)
_COT_SO = (Cot("", kieu="chu"), *(Cot("") for _ in _O))


@dataclass(frozen=True, slots=True)
class PhuLuc:
    """The annexes in print order."""

    bang_tinh: BangSoLieu
    phuong_phap: tuple[str, ...]
    bang_lan_gui: BangSoLieu
    bang_dieu_chinh: BangSoLieu | None
    cau_bo_qua: tuple[str, ...]


def dung(ban: BanThao) -> PhuLuc:
    """Build the annexes last, when the margin report is complete."""
    return PhuLuc(
        bang_tinh=_bang_tinh(ban.so_lieu),
        phuong_phap=_phuong_phap(ban.so_lieu),
        bang_lan_gui=_bang_lan_gui(ban.so_lieu),
        bang_dieu_chinh=_bang_dieu_chinh(ban.so_lieu),
        cau_bo_qua=tuple(dict.fromkeys(ban.bo_qua)),
    )


def _bang_tinh(so_lieu: SoLieuLan) -> BangSoLieu:
    def o(noi: PhamVi) -> tuple[object, ...]:
        return tuple(
            so_lieu.o(noi, ma, cot, so_le, tru_100=tang, dau=tang) for ma, cot, so_le, tang in _O
        )

    hang = [Hang((so_lieu.nhan(so_lieu.ca_nuoc, "BL00", "A4"), *o(so_lieu.ca_nuoc)), "tong")]
    for vung, cac_tinh in so_lieu.tinh_theo_vung:
        hang.append(Hang((so_lieu.nhan(vung, "BL00", "A4"), *o(vung)), "tong"))
        hang += [Hang((t.ten, *o(t))) for t in cac_tinh]
    ghi = ""
    if len(con := co_so_lieu(_COT_SO, hang)) * 2 < len(hang):
        hang, ghi = con, f" {BO_HANG}"
    return BangSoLieu(
        tieu_de=f"Một số chỉ tiêu chủ yếu lũy kế {so_lieu.ky.ten}",
        so_lieu_den=so_lieu.so_lieu_den,
        cot=(
            Cot("Vùng, tỉnh, thành phố", kieu="chu", rong=38),
            Cot("IIP so cùng kỳ", "%"),
            Cot("Lũy kế", "tỷ đồng", nhom="Bán lẻ, dịch vụ", rong=20),
            Cot("So cùng kỳ", "%", nhom="Bán lẻ, dịch vụ"),
            Cot("So KH", "%", nhom="Bán lẻ, dịch vụ"),
            Cot("Lũy kế", "triệu USD", nhom="Xuất khẩu", rong=20),
            Cot("So cùng kỳ", "%", nhom="Xuất khẩu"),
            Cot("So KH", "%", nhom="Xuất khẩu"),
            Cot("Lũy kế", "triệu USD", nhom="Nhập khẩu", rong=20),
            Cot("So cùng kỳ", "%", nhom="Nhập khẩu"),
            Cot("Thành lập", "cụm", nhom="Cụm công nghiệp"),
            Cot("Hoạt động", "cụm", nhom="Cụm công nghiệp"),
            Cot("Lấp đầy", "%", nhom="Cụm công nghiệp"),
            Cot("Lũy kế", "triệu đồng", nhom="Khuyến công", rong=20),
            Cot("So KH", "%", nhom="Khuyến công"),
        ),
        hang=tuple(hang),
        nguon=so_lieu.nguon(*((ma, cot) for ma, cot, _, _ in _O if ma != "CN00")) + ghi,
    )


def _phuong_phap(so_lieu: SoLieuLan) -> tuple[str, ...]:
    lan = so_lieu.lan
    dieu_chinh = (
        (
            "Số có dấu “đc” là số của kỳ này đã được điều chỉnh sau khi Sở gửi, hoặc số tính từ "
            "số đó; số cũ, số mới và lý do nêu tại Phụ lục III. Bản tin đã phát hành trước đó "
            "không thay đổi."
        ),
    )
    return (
        (
            f"Phạm vi: {lan.so_don_vi_tong} đơn vị hành chính cấp tỉnh theo bộ mã "
            f"{lan.ky.bo_ma_don_vi} (63 đơn vị đến ngày 30/6/2025, 34 đơn vị từ ngày 01/7/2025); "
            "số của tỉnh giữ theo đơn vị gửi báo cáo. Tên đơn vị in theo ngày cuối của kỳ."
        ),
        (
            "Tổng của vùng, miền và cả nước là tổng số của các đơn vị đã được Cục tiếp nhận; "
            "thiếu đơn vị thì ghi “Tổng n/34 địa phương” và “Chưa gồm: …”, không gọi là cả nước, "
            "không tự ước bù. Số ước bổ sung của Cục, nếu có, để riêng với dấu “ub”."
        ),
        (
            "Lượng trong kỳ được cộng; số tại thời điểm lấy số cuối kỳ; tỷ lệ tính lại từ tử số và "
            "mẫu số, không bình quân các tỷ lệ. So sánh của tổng chỉ gồm đơn vị có đủ cả hai vế. "
            "Chỉ số sản xuất công nghiệp không cộng, không bình quân giữa các địa phương."
        ),
        (
            "“–”: không phát sinh; “…”: chưa có số liệu; “x”: không áp dụng. Ô chưa có số liệu "
            "không bao giờ được coi là 0."
        ),
        (
            "Số in được làm tròn nửa lên từ số lưu trong hệ thống, nên tổng in có thể lệch số cộng "
            "các dòng; tỷ lệ tính từ số chưa làm tròn."
        ),
        f"Mức tiến độ theo độ lệch so với tiến độ chuẩn: {thang_muc_chu()}.",
        (
            "Mỗi số lấy từ lần tổng hợp đều có liên kết tới trang truy vết: các báo cáo đã cộng, "
            "lần gửi, phiên bản ô."
        ),
        *(dieu_chinh if so_lieu.dieu_chinh.dong else ()),
    )


def _bang_lan_gui(so_lieu: SoLieuLan) -> BangSoLieu:
    gui = (
        so_lieu.lan.lan_gui.defer("anh_chup")
        .select_related("bo__don_vi")
        .order_by("bo__don_vi__bo_ma", "bo__don_vi__ma")
    )
    return BangSoLieu(
        tieu_de="Các lần gửi đã dùng trong lần tổng hợp này",
        cot=(
            Cot("TT", kieu="stt", rong=12),
            Cot("Đơn vị", kieu="chu"),
            Cot("Lần gửi", rong=20),
            Cot("Gửi lúc", kieu="stt", rong=42),
            Cot("SHA-256 (12 ký tự đầu)", kieu="stt", rong=48),
        ),
        hang=tuple(
            Hang(
                (
                    str(k),
                    so_lieu.ten_don_vi[g.bo.don_vi.khoa],
                    g.lan,
                    f"{timezone.localtime(g.luc):%H:%M %d/%m/%Y}",
                    g.sha256[:HIEN_BAM],
                )
            )
            for k, g in enumerate(gui, 1)
        ),
    )


def _bang_dieu_chinh(so_lieu: SoLieuLan) -> BangSoLieu | None:
    """Annex of revisions: old and new figure of each cell; None when nothing was restated."""
    if not so_lieu.dieu_chinh.dong:
        return None
    return BangSoLieu(
        tieu_de=f"Số liệu {so_lieu.ky.ten} đã điều chỉnh đến lần tổng hợp số {so_lieu.lan.so}",
        cot=(
            Cot("TT", kieu="stt", rong=10),
            Cot("Đơn vị", kieu="chu", rong=28),
            Cot("Chỉ tiêu", kieu="chu", rong=60),
            Cot("Ô", kieu="stt", rong=28),
            Cot("Đơn vị tính", kieu="stt", rong=22),
            Cot("Số cũ", rong=24),
            Cot("Số mới", rong=24),
            Cot("Lý do", kieu="chu", rong=36),
            Cot("Ngày quyết định", kieu="stt", rong=20),
        ),
        hang=tuple(
            Hang(
                (
                    str(k),
                    so_lieu.ten_don_vi[d.phieu.bo.don_vi.khoa],
                    d.chi_tieu.ten,
                    f"{d.phieu.bieu_mau.ma} {d.chi_tieu.ma}.{d.cot}",
                    d.chi_tieu.dvt,
                    _so(d.so_cu, d.chi_tieu.so_le),
                    _so(d.so_moi, d.chi_tieu.so_le),
                    f"{d.dieu_chinh.get_ly_do_ma_display()} ({d.dieu_chinh.ma})",
                    f"{timezone.localtime(d.dieu_chinh.ghi_so_luc):%d/%m/%Y}",
                )
            )
            for k, d in enumerate(so_lieu.dieu_chinh.dong, 1)
        ),
    )


def _so(so: Decimal | None, so_le: int) -> str | None:
    return None if so is None else dinh_dang(so, so_le)
