"""Biểu 01–04 of Phụ lục I, TT 14/2024/TT-BCT: the words of the circular, row by row.

The commune reports in place of the dissolved district since TT 38/2025/TT-BCT; everything else is
printed as the circular has it. Biểu 03 and 04 have the same rows.
"""

from __future__ import annotations

from decimal import Decimal

from cumcongnghiep.bieu.kieu import Dong, Mau, Muc, TinhChat
from cumcongnghiep.choices import Bieu, ChiTieuSo

TY = Decimal(1_000_000_000)
TRIEU = Decimal(1_000_000)
CAN_CU = "Phụ lục I Thông tư số 14/2024/TT-BCT (văn bản hợp nhất số 55/VBHN-BCT ngày 24/10/2025)"
GHI_CHU_CHUYEN_NGANH = (
    "Cụm công nghiệp chuyên ngành là cụm công nghiệp có tối thiểu 60% diện tích đất công nghiệp "
    "để thu hút các dự án đầu tư có cùng ngành, nghề."
)

_TK, _BQ, _TL, _CK = TinhChat.TRONG_KY, TinhChat.BINH_QUAN, TinhChat.TY_LE, TinhChat.CO_KHONG
_THU_NHAP = "Triệu đồng/người/tháng"
_CT = ChiTieuSo

BIEU_01 = Mau(
    Bieu.B01,
    "Tình hình hoạt động của dự án đầu tư trong cụm công nghiệp",
    "Tổ chức, cá nhân đầu tư sản xuất kinh doanh trong cụm công nghiệp",
    ("Cơ quan thống kê", "Ủy ban nhân dân cấp xã"),
    "Kết quả",
    "NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT\nCỦA ĐƠN VỊ BÁO CÁO",
    (
        Dong("1", "Doanh thu của dự án trong kỳ báo cáo", "Tỷ đồng", _TK, 4, _CT.DOANH_THU, TY),
        Dong(
            "2",
            "Số nộp ngân sách nhà nước của dự án trong kỳ báo cáo",
            "Tỷ đồng",
            _TK,
            4,
            _CT.NOP_NSNN,
            TY,
        ),
        Dong(
            "3",
            "Tổng số lao động (có hợp đồng lao động) làm việc tại dự án trong kỳ báo cáo",
            "Người",
            chi_tieu=_CT.LAO_DONG,
        ),
        Dong(
            "4",
            "Thu nhập bình quân người lao động của dự án trong kỳ báo cáo",
            _THU_NHAP,
            _BQ,
            4,
            _CT.THU_NHAP,
            TRIEU,
        ),
    ),
)

BIEU_02 = Mau(
    Bieu.B02,
    "Tình hình hoạt động của dự án đầu tư xây dựng hạ tầng kỹ thuật cụm công nghiệp",
    "Chủ đầu tư xây dựng hạ tầng kỹ thuật cụm công nghiệp",
    ("Cơ quan thống kê", "Ủy ban nhân dân cấp xã", "Sở Công Thương"),
    "Kết quả",
    "NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT\nCỦA ĐƠN VỊ BÁO CÁO",
    (
        Dong(
            "1",
            "Tổng mức đầu tư xây dựng hạ tầng kỹ thuật theo dự án đã được duyệt",
            "Tỷ đồng",
            so_le=4,
            chi_tieu=_CT.TMDT,
            he_so=TY,
        ),
        Dong(
            "2",
            "Tổng vốn đã đầu tư xây dựng hạ tầng kỹ thuật (tổng vốn lũy kế đã thanh toán)",
            "Tỷ đồng",
            so_le=4,
            chi_tieu=_CT.VON_DA_TRA,
            he_so=TY,
        ),
        Dong(
            "3",
            "Diện tích đất công nghiệp của dự án đã xây dựng hạ tầng kỹ thuật "
            "(đủ điều kiện cho thuê)",
            "ha",
            so_le=4,
            chi_tieu=_CT.DU_DIEU_KIEN,
        ),
        Dong(
            "4",
            "Diện tích đất công nghiệp của dự án đã cho thuê",
            "ha",
            so_le=4,
            chi_tieu=_CT.DA_THUE,
        ),
        Dong(
            "5",
            "Tỉ lệ lấp đầy của cụm công nghiệp",
            "%",
            _TL,
            2,
            _CT.TY_LE_KHAI,
            cong=False,
        ),
        Dong(
            "6",
            "Tổng số dự án đầu tư sản xuất kinh doanh đã thuê đất trong cụm công nghiệp",
            "Dự án",
            chi_tieu=_CT.SO_DU_AN,
        ),
        Dong(
            "7",
            "Số dự án đầu tư sản xuất kinh doanh có vốn đầu tư nước ngoài",
            "Dự án",
            chi_tieu=_CT.SO_DU_AN_FDI,
        ),
        Dong(
            "8",
            "Số dự án đầu tư sản xuất kinh doanh đang hoạt động trong cụm công nghiệp",
            "Dự án",
            chi_tieu=_CT.SO_DU_AN_CHAY,
        ),
        Dong(
            "9",
            "Doanh thu của dự án đầu tư xây dựng hạ tầng kỹ thuật cụm công nghiệp trong kỳ báo cáo",
            "Tỷ đồng",
            _TK,
            4,
            _CT.DOANH_THU,
            TY,
        ),
        Dong(
            "10",
            "Số nộp Ngân sách nhà nước của dự án đầu tư xây dựng hạ tầng kỹ thuật cụm công "
            "nghiệp trong kỳ báo cáo",
            "Tỷ đồng",
            _TK,
            4,
            _CT.NOP_NSNN,
            TY,
        ),
        Dong(
            "11",
            "Tổng số lao động (có hợp đồng lao động) làm việc tại dự án đầu tư xây dựng hạ tầng "
            "kỹ thuật cụm công nghiệp",
            "Người",
            chi_tieu=_CT.LAO_DONG,
        ),
        Dong(
            "12",
            "Thu nhập bình quân người lao động của dự án đầu tư xây dựng hạ tầng kỹ thuật cụm "
            "công nghiệp trong kỳ báo cáo",
            _THU_NHAP,
            _BQ,
            4,
            _CT.THU_NHAP,
            TRIEU,
        ),
        Dong(
            "13",
            "Cụm công nghiệp đã hoặc đang đầu tư hệ thống xử lý nước thải tập trung "
            "(đã hoặc đang đầu tư ghi 1, chưa đầu tư ghi 0)",
            "Công trình",
            _CK,
        ),
        Dong(
            "14",
            "Cụm công nghiệp có hệ thống xử lý nước thải tập trung đạt tiêu chuẩn môi trường "
            "(có ghi 1, không ghi 0)",
            "Công trình",
            _CK,
        ),
    ),
)

_CUM = "cụm công nghiệp"
_HANG_TONG_HOP: tuple[Dong | Muc, ...] = (
    Muc("I", "Phương án phát triển cụm công nghiệp"),
    Dong("1", f"Số lượng {_CUM} theo phương án phát triển {_CUM}", "Cụm"),
    Dong("2", f"Tổng diện tích các {_CUM} theo phương án phát triển {_CUM}", "ha", so_le=4),
    Muc("II", "Thành lập, đầu tư xây dựng hạ tầng kỹ thuật cụm công nghiệp"),
    Dong("3", f"Số lượng {_CUM} đã thành lập", "Cụm"),
    Dong("4", f"Tổng diện tích các {_CUM} đã thành lập", "ha", so_le=4),
    Dong("5", f"Số lượng {_CUM} đã thành lập trong kỳ báo cáo", "Cụm", _TK),
    Dong("6", f"Tổng diện tích các {_CUM} đã thành lập trong kỳ báo cáo", "ha", _TK, 4),
    Dong("7", f"Số lượng {_CUM} do doanh nghiệp làm chủ đầu tư xây dựng hạ tầng kỹ thuật", "Cụm"),
    Dong(
        "8",
        f"Tổng diện tích các {_CUM} do doanh nghiệp làm chủ đầu tư xây dựng hạ tầng kỹ thuật",
        "ha",
        so_le=4,
    ),
    Dong("9", f"Số lượng {_CUM} đã được phê duyệt quy hoạch chi tiết", "Cụm"),
    Dong("10", f"Tổng diện tích các {_CUM} đã được phê duyệt quy hoạch chi tiết", "ha", so_le=4),
    Dong("11", f"Số lượng {_CUM} đã được phê duyệt dự án đầu tư xây dựng hạ tầng kỹ thuật", "Cụm"),
    Dong(
        "12",
        f"Tổng diện tích các {_CUM} đã được phê duyệt dự án đầu tư xây dựng hạ tầng kỹ thuật",
        "ha",
        so_le=4,
    ),
    Dong(
        "13",
        f"Tổng vốn đầu tư xây dựng hạ tầng kỹ thuật của các {_CUM} "
        "(tính theo dự án được phê duyệt)",
        "Tỷ đồng",
        so_le=4,
        he_so=TY,
        tu_02="1",
    ),
    Dong(
        "14",
        f"Tổng vốn đã đầu tư xây dựng hạ tầng kỹ thuật của các {_CUM} "
        "(tổng vốn lũy kế đã thanh toán)",
        "Tỷ đồng",
        so_le=4,
        he_so=TY,
        tu_02="2",
    ),
    Muc("III", "Hoạt động của các cụm công nghiệp"),
    Dong("15", f"Số lượng {_CUM} đã hoạt động (đã có dự án đầu tư trong cụm): (15.1+15.2)", "Cụm"),
    Dong("15.1", f"Số lượng {_CUM} hoạt động đã thành lập", "Cụm"),
    Dong("15.2", f"Số lượng {_CUM} hoạt động nhưng chưa thành lập", "Cụm"),
    Dong("15.3", f"Số lượng {_CUM} làng nghề đã hoạt động", "Cụm"),
    Dong("15.4", f"Số lượng {_CUM} chuyên ngành đã hoạt động", "Cụm"),
    Dong("16", f"Tổng diện tích các {_CUM} đã hoạt động: (16.1+16.2)", "ha", so_le=4),
    Dong("16.1", f"Tổng diện tích các {_CUM} hoạt động đã thành lập", "ha", so_le=4),
    Dong("16.2", f"Tổng diện tích các {_CUM} đã hoạt động nhưng chưa thành lập", "ha", so_le=4),
    Dong("16.3", f"Tổng diện tích các {_CUM} làng nghề đã hoạt động", "ha", so_le=4),
    Dong("16.4", f"Tổng diện tích các {_CUM} chuyên ngành đã hoạt động", "ha", so_le=4),
    Dong(
        "17",
        f"Tổng diện tích đất công nghiệp của các {_CUM} đã hoạt động "
        "(tính theo quy hoạch chi tiết đã được duyệt)",
        "ha",
        so_le=4,
    ),
    Dong(
        "18",
        f"Tổng diện tích đất công nghiệp đã cho thuê tại các {_CUM}",
        "ha",
        so_le=4,
        tu_02="4",
    ),
    Dong("19", f"Tỷ lệ lấp đầy bình quân của các {_CUM} đã hoạt động", "%", _TL, 2, cong=False),
    Dong("20", f"Tổng số dự án đầu tư sản xuất kinh doanh trong các {_CUM}", "Dự án", tu_02="6"),
    Dong(
        "21",
        f"Số dự án đầu tư sản xuất kinh doanh có vốn đầu tư nước ngoài trong các {_CUM}",
        "Dự án",
        tu_02="7",
    ),
    Dong(
        "22",
        f"Số dự án đầu tư sản xuất kinh doanh đang hoạt động trong các {_CUM}",
        "Dự án",
        tu_02="8",
    ),
    Dong(
        "23",
        f"Tổng doanh thu của các dự án đầu tư trong các {_CUM} trong kỳ báo cáo",
        "Tỷ đồng",
        _TK,
        4,
        he_so=TY,
        tu_01="1",
    ),
    Dong(
        "24",
        f"Nộp ngân sách nhà nước của các dự án đầu tư trong các {_CUM} trong kỳ báo cáo",
        "Tỷ đồng",
        _TK,
        4,
        he_so=TY,
        tu_01="2",
    ),
    Dong(
        "25",
        f"Tổng số lao động (có hợp đồng lao động) làm việc trong các {_CUM}",
        "Người",
        tu_01="3",
    ),
    Dong(
        "26", f"Số {_CUM} đã và đang đầu tư hệ thống xử lý nước thải tập trung", "Cụm", tu_02="13"
    ),
    Dong(
        "27",
        f"Số {_CUM} có hệ thống xử lý nước thải tập trung đạt tiêu chuẩn môi trường",
        "Cụm",
        tu_02="14",
    ),
)
_LUY_KE = "Kết quả (Luỹ kế đến thời điểm báo cáo)"

BIEU_03 = Mau(
    Bieu.B03,
    "Tổng hợp tình hình cụm công nghiệp trên địa bàn cấp xã",
    "Ủy ban nhân dân cấp xã",
    ("Ủy ban nhân dân cấp tỉnh", "Sở Công Thương"),
    _LUY_KE,
    "TM. ỦY BAN NHÂN DÂN",
    _HANG_TONG_HOP,
    GHI_CHU_CHUYEN_NGANH,
)
BIEU_04 = Mau(
    Bieu.B04,
    "Tổng hợp tình hình cụm công nghiệp trên địa bàn cấp tỉnh",
    "Sở Công Thương",
    ("Ủy ban nhân dân cấp tỉnh", "Bộ Công Thương (Cục Công Thương địa phương)"),
    _LUY_KE,
    "GIÁM ĐỐC",
    _HANG_TONG_HOP,
    GHI_CHU_CHUYEN_NGANH,
)
MAU: dict[str, Mau] = {m.bieu.value: m for m in (BIEU_01, BIEU_02, BIEU_03, BIEU_04)}
# Counts and the areas that belong to them: one is zero when the other is.
CAP_DEM_DIEN_TICH = (
    ("1", "2"),
    ("3", "4"),
    ("5", "6"),
    ("7", "8"),
    ("9", "10"),
    ("11", "12"),
    ("15", "16"),
    ("15.1", "16.1"),
    ("15.2", "16.2"),
    ("15.3", "16.3"),
    ("15.4", "16.4"),
)
