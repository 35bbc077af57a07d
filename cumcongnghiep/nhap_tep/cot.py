"""Columns of the flat table: the names provinces give them, how a cell is read."""

from __future__ import annotations

from cucctdp.imports.chuyen_doi import chu
from cucctdp.imports.dang_ky import Cot
from cumcongnghiep.nhap_tep.doc_o import dien_tich, moc, quyet_dinh, ty_le


def _ha(ten: str, nhan: str, *dong_nghia: str) -> Cot:
    return Cot(
        ten=ten,
        nhan=f"{nhan} (ha)",
        doi=dien_tich,
        dong_nghia=dong_nghia,
        truong=False,
        vi_du="45,5",
        la_so=True,
        huong_dan="Bằng ha; số ước lượng ghi «≈ 12,5»; m² thì ghi rõ «125.000 m²».",
    )


def _qd(ten: str, nhan: str, *dong_nghia: str) -> Cot:
    return Cot(
        ten=ten,
        nhan=nhan,
        doi=quyet_dinh,
        dong_nghia=dong_nghia,
        truong=False,
        vi_du="298/QĐ-UBND ngày 20/02/2025",
        huong_dan="Số, ký hiệu và ngày; chưa rõ ngày thì chỉ ghi số.",
    )


COT = (
    Cot(ten="stt", nhan="STT", doi=chu(20), truong=False, dong_nghia=("TT", "số TT")),
    Cot(
        ten="ten",
        nhan="Tên cụm công nghiệp",
        doi=chu(200),
        bat_buoc=True,
        dong_nghia=("tên", "tên CCN", "tên cụm", "cụm công nghiệp", "CCN", "tên cụm CN"),
        vi_du="Cụm công nghiệp Minh Quân",
    ),
    _ha(
        "thanh_lap_dien_tich",
        "Diện tích thành lập",
        "thành lập diện tích",
        "diện tích theo quyết định thành lập",
        "diện tích QĐ thành lập",
        "tổng diện tích",
        "diện tích cụm",
    ),
    _qd(
        "thanh_lap_so",
        "Số QĐ thành lập",
        "thành lập số QĐ",
        "thành lập số quyết định",
        "thành lập quyết định",
        "quyết định thành lập",
        "QĐ thành lập",
        "số quyết định thành lập",
    ),
    _ha("mo_rong_dien_tich", "Diện tích mở rộng", "mở rộng diện tích"),
    _qd(
        "mo_rong_so",
        "Số QĐ mở rộng",
        "mở rộng số QĐ",
        "mở rộng số quyết định",
        "mở rộng quyết định",
        "quyết định mở rộng",
        "QĐ mở rộng",
    ),
    _ha(
        "qhct_dien_tich",
        "Diện tích QHCT",
        "diện tích quy hoạch chi tiết",
        "QHCT diện tích",
        "quy hoạch chi tiết diện tích",
        "diện tích theo QHCT",
    ),
    _qd(
        "qhct_so",
        "Số QĐ duyệt QHCT",
        "QHCT số QĐ",
        "quy hoạch chi tiết số QĐ",
        "quy hoạch chi tiết số quyết định",
        "quyết định phê duyệt quy hoạch chi tiết",
        "QĐ phê duyệt QHCT",
        "số QĐ QHCT",
        "quyết định QHCT",
    ),
    _ha(
        "dat_cn",
        "Đất công nghiệp",
        "diện tích đất công nghiệp",
        "đất CN",
        "diện tích đất CN",
        "đất công nghiệp theo QHCT",
    ),
    _ha(
        "da_thue",
        "Đã cho thuê",
        "đất công nghiệp đã cho thuê",
        "diện tích đã cho thuê",
        "diện tích đất đã cho thuê",
        "đất CN đã cho thuê",
        "diện tích cho thuê",
        "đất đã cho thuê",
    ),
    Cot(
        ten="ty_le",
        nhan="Tỷ lệ lấp đầy (%)",
        doi=ty_le,
        dong_nghia=("tỷ lệ lấp đầy", "tỉ lệ lấp đầy", "lấp đầy"),
        truong=False,
        vi_du="62,5",
        la_so=True,
        huong_dan="Đối chiếu với số tính lại; không thay số tính.",
    ),
    Cot(ten="ghi_chu", nhan="Ghi chú", doi=chu(2000)),
    Cot(
        ten="xa",
        nhan="Xã, phường",
        doi=chu(300),
        truong=False,
        dong_nghia=("xã", "phường", "xã/phường", "xã, phường, đặc khu", "đơn vị cấp xã"),
        vi_du="Xã Bảo Hà",
        huong_dan="Tên đang dùng hoặc mã; nhiều xã cách nhau «;». «chưa rõ»: để sau.",
    ),
    Cot(
        ten="huyen",
        nhan="Huyện cũ",
        doi=chu(120),
        truong=False,
        dong_nghia=("huyện", "huyện/thị xã", "cấp huyện", "huyện, thị xã, thành phố"),
        vi_du="Huyện Bảo Yên",
    ),
    Cot(
        ten="tinh",
        nhan="Tỉnh, thành phố",
        doi=chu(100),
        truong=False,
        dong_nghia=("tỉnh", "tỉnh/thành phố", "tỉnh/TP"),
        vi_du="Lào Cai",
        huong_dan="Tên hiện nay hoặc trước sắp xếp.",
    ),
    Cot(
        ten="dia_diem",
        nhan="Địa điểm",
        doi=chu(300),
        dong_nghia=("địa chỉ", "vị trí", "địa bàn"),
        vi_du="Xã Bảo Hà, huyện Bảo Yên",
    ),
    Cot(
        ten="chu_dau_tu",
        nhan="Chủ đầu tư hạ tầng",
        doi=chu(255),
        dong_nghia=("chủ đầu tư", "chủ đầu tư xây dựng hạ tầng", "đơn vị đầu tư hạ tầng"),
        vi_du="Công ty CP Đầu tư hạ tầng A",
    ),
    Cot(
        ten="moc",
        nhan="Số liệu đến ngày",
        doi=moc,
        truong=False,
        dong_nghia=("mốc số liệu", "thời điểm số liệu"),
        vi_du="31/12/2025",
        huong_dan="Trống: theo dòng «tính đến ngày …» ở đầu bảng.",
    ),
    Cot(
        ten="ma",
        nhan="Mã cụm",
        doi=chu(12),
        truong=False,
        dong_nghia=("mã CCN", "mã số cụm"),
        vi_du="CCN00012",
        huong_dan="Chỉ ra cụm đã có; «mới»: chắc chắn là cụm khác.",
    ),
)
