"""The sample report: every part of a document, with invented figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from cucctdp.charts import (
    Chuoi,
    CotChong,
    DuongChuan,
    Thanh,
    cot_chong,
    duong,
    so_do_o,
    thanh_ngang,
)
from cucctdp.charts.so_do_o import cac_o
from cucctdp.pdf.bang import KHONG_PHAT_SINH, BangSoLieu, Cot, Hang
from cucctdp.pdf.letterhead import TieuDeVanBan

THIEU = {"14", "66", "96"}
TINH = sorted((o for o in cac_o() if not o.quan_dao), key=lambda o: o.ma)
QUY = ("Q.I/2025", "Q.II/2025", "Q.III/2025", "Q.IV/2025", "Q.I/2026")


def van_ban(ngay: date | None = None) -> TieuDeVanBan:
    return TieuDeVanBan(
        co_quan_chu_quan="BỘ CÔNG THƯƠNG",
        co_quan_ban_hanh="CỤC CÔNG THƯƠNG ĐỊA PHƯƠNG",
        so_ky_hieu="/BC-CTĐP",
        dia_danh="Hà Nội",
        ngay=ngay,
        ten_loai="BÁO CÁO",
        trich_yeu="Tình hình sản xuất công nghiệp và thương mại\nquý I năm 2026 của các địa phương",
        kinh_gui=("Bộ trưởng Bộ Công Thương",),
        noi_nhan=(
            "Như trên",
            "Các Thứ trưởng (để b/c)",
            "Sở Công Thương các tỉnh, thành phố",
            "Lưu: VT, CTĐP",
        ),
        chuc_vu_ky="KT. CỤC TRƯỞNG\nPHÓ CỤC TRƯỞNG",
        ho_ten_ky="Nguyễn Văn Mẫu",
        nam=2026,
    )


def iip(ma: str) -> Decimal | None:
    """An invented index of growth for a province, None for three of them."""
    return None if ma in THIEU else Decimal((int(ma) * 37) % 221 - 24) / 10


def bang() -> BangSoLieu:
    """34 rows by 7 columns, with groups, a total, missing and "không phát sinh" cells."""
    ca_nuoc = (Decimal("8.3"), Decimal("8.1"), 1_745_300, Decimal("9.5"), 168_550)
    hang = [
        Hang(("", "Cả nước", *ca_nuoc), "tong"),
        Hang(("Các tỉnh, thành phố trực thuộc trung ương",), "nhom"),
    ]
    for stt, tinh in enumerate(TINH, 1):
        so = int(tinh.ma)
        gia_tri = iip(tinh.ma)
        hang.append(
            Hang(
                (
                    str(stt),
                    tinh.ten,
                    gia_tri,
                    gia_tri and gia_tri - Decimal("0.4"),
                    so * 1234,
                    Decimal(so) / 7,
                    KHONG_PHAT_SINH if so == 12 else so * 911,
                )
            )
        )
    return BangSoLieu(
        so_hieu="Bảng 1",
        tieu_de="Kết quả một số chỉ tiêu chủ yếu của 34 tỉnh, thành phố",
        so_lieu_den="Số liệu thực hiện đến ngày 31/3/2026; số cả kỳ là số ước thực hiện.",
        cot=(
            Cot("STT", kieu="stt", rong=11),
            Cot("Tỉnh, thành phố", kieu="chu", rong=34),
            Cot("Quý I/2026", "%", nhom="Chỉ số sản xuất công nghiệp", so_le=1, dau=True),
            Cot("Lũy kế", "%", nhom="Chỉ số sản xuất công nghiệp", so_le=1, dau=True),
            Cot("Thực hiện", "tỷ đồng", nhom="Tổng mức bán lẻ", so_le=0),
            Cot("So cùng kỳ", "%", nhom="Tổng mức bán lẻ", so_le=1),
            Cot("Xuất khẩu", "triệu USD", so_le=0),
        ),
        hang=tuple(hang),
        nguon="Báo cáo của các Sở Công Thương.",
    )


def bang_phu_luc() -> BangSoLieu:
    return BangSoLieu(
        tieu_de="Số cụm công nghiệp đang hoạt động",
        don_vi_tinh="cụm",
        cot=(Cot("Tỉnh, thành phố", kieu="chu"), Cot("Quy hoạch"), Cot("Đang hoạt động")),
        hang=tuple(Hang((t.ten, int(t.ma) * 2, int(t.ma))) for t in (*TINH, *TINH)),
    )


def bang_ngang() -> BangSoLieu:
    return BangSoLieu(
        tieu_de="Kim ngạch xuất khẩu theo tháng năm 2026",
        don_vi_tinh="triệu USD",
        cot=(
            Cot("Tỉnh, thành phố", kieu="chu", rong=36),
            *(Cot(f"Tháng {k}") for k in range(1, 13)),
        ),
        hang=tuple(Hang((t.ten, *(int(t.ma) * 100 + k for k in range(1, 13)))) for t in TINH),
    )


def cac_hinh() -> dict[str, str]:
    return {
        "hinh_1": thanh_ngang(
            [Thanh(t.ten, iip(t.ma), nhan_manh=t.ma == "15") for t in TINH],
            tieu_de="Hình 1. Chỉ số sản xuất công nghiệp quý I/2026 so với cùng kỳ",
            don_vi="%",
            duong_chuan=DuongChuan("Cả nước", Decimal("8.3")),
        ),
        "hinh_2": cot_chong(
            [
                CotChong(
                    q,
                    (
                        Decimal(1200 + 40 * i),
                        Decimal(180 + 6 * i),
                        40 if i != 3 else None,
                        Decimal(150 + i),
                    ),
                )
                for i, q in enumerate(QUY)
            ],
            thanh_phan=("Bán lẻ hàng hóa", "Lưu trú, ăn uống", "Du lịch lữ hành", "Dịch vụ khác"),
            tieu_de="Hình 2. Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng",
            don_vi="nghìn tỷ đồng",
            so_le=0,
        ),
        "hinh_3": duong(
            [
                Chuoi(
                    "Xuất khẩu",
                    (Decimal("102.3"), Decimal("116.9"), None, Decimal("125.1"), Decimal("119.8")),
                ),
                Chuoi(
                    "Nhập khẩu",
                    (
                        Decimal("99.7"),
                        Decimal("112.5"),
                        Decimal("118.2"),
                        Decimal("121.6"),
                        Decimal("118.9"),
                    ),
                ),
            ],
            moc=QUY,
            tieu_de="Hình 3. Kim ngạch xuất khẩu, nhập khẩu theo quý",
            don_vi="tỷ USD",
        ),
        "so_do": so_do_o(
            {f"34:{t.ma}": iip(t.ma) for t in TINH},
            tieu_de="Hình 4. Chỉ số sản xuất công nghiệp quý I/2026 so với cùng kỳ",
            don_vi="%",
        ),
    }


def boi_canh() -> dict[str, Any]:
    return {
        "van_ban": van_ban(),
        "so_lieu_chot": "Số liệu chốt đến ngày 31/3/2026; đã có 31/34 Sở gửi báo cáo",
        "bang": bang(),
        "bang_phu_luc": bang_phu_luc(),
        "bang_ngang": bang_ngang(),
        **cac_hinh(),
    }
