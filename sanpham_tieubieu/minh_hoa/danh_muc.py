"""What the demo draws from: products by group, persons, provinces."""

from __future__ import annotations

from dataclasses import dataclass

MINH_HOA = "(minh họa)"

# Group → (product, trade of the establishment, OCOP group or "").
SAN_PHAM: dict[str, tuple[tuple[str, str, str], ...]] = {
    "TCMN": (
        ("Bộ bàn ghế mây đan", "mây tre đan", "thu_cong"),
        ("Bộ ấm chén gốm men tro", "gốm", ""),
        ("Tượng gỗ chạm hoa sen", "mộc mỹ nghệ", "thu_cong"),
        ("Khăn lụa nhuộm củ nâu", "dệt lụa", "thu_cong"),
        ("Tranh thêu tay phong cảnh", "thêu ren", "thu_cong"),
        ("Đèn lồng vải tơ tằm", "đèn lồng", "thu_cong"),
        ("Chiếu cói cạp điều", "dệt chiếu", ""),
        ("Đồ đồng đúc thủ công", "đúc đồng", ""),
    ),
    "CBNLTS": (
        ("Chè xanh hảo hạng", "chè", "do_uong"),
        ("Cà phê bột rang mộc", "cà phê", "do_uong"),
        ("Mật ong hoa rừng", "mật ong", "thuc_pham"),
        ("Miến dong sạch", "miến dong", "thuc_pham"),
        ("Nước mắm cá cơm ủ chượp", "nước mắm", "thuc_pham"),
        ("Trái cây sấy dẻo", "sấy trái cây", "thuc_pham"),
        ("Bánh tráng phơi sương", "bánh tráng", "thuc_pham"),
        ("Gạo thơm hữu cơ", "xay xát gạo", "thuc_pham"),
        ("Hạt điều rang muối", "hạt điều", "thuc_pham"),
        ("Chả cá thác lác", "chế biến thủy sản", "thuc_pham"),
        ("Tinh bột nghệ nano", "tinh bột nghệ", "duoc_lieu"),
        ("Nem nướng hút chân không", "chế biến thịt", "thuc_pham"),
        ("Rượu nếp cái hoa vàng", "rượu", "do_uong"),
        ("Trà túi lọc cà gai leo", "dược liệu", "duoc_lieu"),
    ),
    "CK": (
        ("Máy thái cỏ đa năng", "cơ khí", ""),
        ("Máy sấy nông sản tuần hoàn", "cơ khí", ""),
        ("Máy gieo hạt đẩy tay", "cơ khí nông nghiệp", ""),
        ("Nồi hơi đốt trấu", "nồi hơi", ""),
    ),
    "KHAC": (
        ("Gạch không nung xi măng cốt liệu", "vật liệu xây dựng", ""),
        ("Phân hữu cơ vi sinh", "phân bón", ""),
        ("Tinh dầu sả chanh", "tinh dầu", ""),
        ("Bao bì giấy kraft", "bao bì", ""),
    ),
}
# Of twenty entries: as the published lists, processing of farm produce leads by far.
TY_LE = ("CBNLTS",) * 12 + ("TCMN",) * 4 + ("CK",) * 2 + ("KHAC",) * 2
HO = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
HO_DAN_TOC = ("Nông", "Lò", "Hà", "Giàng", "Y", "Thạch", "Lý", "Triệu")
DEM = {True: ("Thị", "Ngọc", "Thu", "Kim"), False: ("Văn", "Hữu", "Đức", "Quang", "Minh")}
TEN = {
    True: ("Lan", "Hoa", "Hạnh", "Mai", "Nga", "Thảo", "Yến", "Phượng", "Xuân", "Hương"),
    False: ("Hùng", "Dũng", "Nam", "Sơn", "Tuấn", "Thành", "Long", "Phúc", "Khoa", "Bình"),
}


@dataclass(frozen=True)
class TinhMinhHoa:
    """A province of today in the demo: when it holds its round, products of each old part."""

    ma: str
    nam_2025: bool = False
    nam_2026: str = ""
    so_moi_phan: int = 8


# Provinces in all three regions; state of the round of 2026 where there is one.
TINH = (
    TinhMinhHoa("19", nam_2025=True),
    TinhMinhHoa("24", nam_2025=True, so_moi_phan=9),
    TinhMinhHoa("25", nam_2025=True),
    TinhMinhHoa("38", nam_2025=True, so_moi_phan=10),
    TinhMinhHoa("04", nam_2026="cong_nhan"),
    TinhMinhHoa("44", nam_2025=True),
    TinhMinhHoa("48", nam_2025=True, so_moi_phan=9),
    TinhMinhHoa("66", nam_2025=True, so_moi_phan=9),
    TinhMinhHoa("68", nam_2025=True),
    TinhMinhHoa("82", nam_2025=True, so_moi_phan=9),
    TinhMinhHoa("91", nam_2025=True, so_moi_phan=9),
    TinhMinhHoa("92", nam_2025=True),
    TinhMinhHoa("86", nam_2026="mo_diem"),
    TinhMinhHoa("80", nam_2026="mo", so_moi_phan=10),
)
TAY_NINH = "80"
# Old province → a district that held its own round in 2023.
HUYEN = {
    "19": "huyện Đại Từ",
    "24": "huyện Lục Ngạn",
    "49": "thị xã Điện Bàn",
    "66": "huyện Krông Pắc",
    "80": "huyện Bến Lức",
    "72": "huyện Gò Dầu",
}
CUC_CU = "Cục Công Thương địa phương"
CUC_MOI = "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công"
