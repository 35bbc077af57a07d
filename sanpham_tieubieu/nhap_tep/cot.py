"""Columns of a list of winners: the names offices give them, how a cell is read."""

from __future__ import annotations

from cucctdp.imports.chuyen_doi import chu, lua_chon, so_nguyen
from cucctdp.imports.dang_ky import Cot
from sanpham_tieubieu.choices import Cap
from sanpham_tieubieu.nhap_tep.doc_o import han_cu, nam, ngay_cu

COT = (
    Cot(ten="stt", nhan="STT", doi=chu(20), truong=False, dong_nghia=("TT", "số TT")),
    Cot(
        ten="ten_san_pham",
        nhan="Tên sản phẩm",
        doi=chu(250),
        bat_buoc=True,
        dong_nghia=("sản phẩm", "tên sản phẩm, bộ sản phẩm", "tên sản phẩm/bộ sản phẩm"),
        vi_du="Chè móc câu",
    ),
    Cot(
        ten="ten_co_so",
        nhan="Tên cơ sở",
        doi=chu(255),
        dong_nghia=(
            "cơ sở",
            "đơn vị",
            "tên đơn vị",
            "cơ sở sản xuất",
            "tên cơ sở CNNT",
            "cơ sở công nghiệp nông thôn",
            "cơ sở CNNT tên",
            "cơ sở công nghiệp nông thôn tên",
        ),
        vi_du="HTX chè Hảo Đạt",
    ),
    Cot(
        ten="dia_chi",
        nhan="Địa chỉ",
        doi=chu(300),
        dong_nghia=("địa chỉ cơ sở", "cơ sở CNNT địa chỉ", "cơ sở công nghiệp nông thôn địa chỉ"),
        vi_du="Xóm Nam Đồng, xã Tân Cương",
    ),
    Cot(
        ten="huyen",
        nhan="Huyện cũ",
        doi=chu(120),
        dong_nghia=("huyện", "huyện, thị xã, thành phố", "huyện/thị xã", "cấp huyện"),
        vi_du="Thành phố Thái Nguyên",
    ),
    Cot(
        ten="xa",
        nhan="Xã hiện nay",
        doi=chu(120),
        truong=False,
        dong_nghia=("xã", "xã, phường", "xã/phường"),
        huong_dan="Tên đang dùng hoặc mã; để trống nếu chưa rõ.",
    ),
    Cot(
        ten="tinh",
        nhan="Tỉnh, thành phố",
        doi=chu(100),
        truong=False,
        dong_nghia=("tỉnh", "tỉnh/thành phố", "địa phương"),
        vi_du="Thái Nguyên",
        huong_dan="Tên lúc được công nhận.",
    ),
    Cot(
        ten="nhom",
        nhan="Nhóm sản phẩm",
        doi=chu(200),
        truong=False,
        dong_nghia=("nhóm", "thuộc nhóm"),
        vi_du="Thủ công mỹ nghệ",
    ),
    Cot(
        ten="nhom_so",
        nhan="Số sản phẩm ghi ở dòng nhóm",
        doi=so_nguyen(0, 9999),
        truong=False,
        huong_dan="Lấy từ dòng tên nhóm, để đối chiếu với số dòng (R55).",
    ),
    Cot(
        ten="cap",
        nhan="Cấp",
        doi=lua_chon(
            Cap.choices,
            {"tỉnh": "tinh", "huyện": "huyen", "xã": "xa", "khu vực": "khu_vuc",
             "quốc gia": "quoc_gia"},
        ),
        dong_nghia=("cấp công nhận",),
        huong_dan="Bỏ trống nếu đầu bảng đã ghi.",
    ),
    Cot(
        ten="nam",
        nhan="Năm",
        doi=nam,
        dong_nghia=("năm công nhận", "năm bình chọn"),
        vi_du="2022",
        huong_dan="Bỏ trống nếu đầu bảng đã ghi.",
    ),
    Cot(ten="giai", nhan="Giải", doi=chu(60), dong_nghia=("xếp giải", "giải thưởng")),
    Cot(
        ten="gcn_so",
        nhan="Số giấy chứng nhận",
        doi=chu(60),
        dong_nghia=(
            "giấy chứng nhận số",
            "số GCN",
            "GCN số",
            "giấy chứng nhận",
            "số giấy",
        ),
    ),
    Cot(
        ten="quyet_dinh_so",
        nhan="Số quyết định",
        doi=chu(60),
        dong_nghia=("quyết định số", "quyết định", "số QĐ", "QĐ số"),
        vi_du="1997/QĐ-BCT",
    ),
    Cot(
        ten="quyet_dinh_ngay",
        nhan="Ngày quyết định",
        doi=ngay_cu,
        dong_nghia=("quyết định ngày", "ngày QĐ", "ngày cấp", "giấy chứng nhận ngày cấp"),
        vi_du="23/8/2021",
    ),
    Cot(
        ten="het_han",
        nhan="Có giá trị đến",
        doi=han_cu,
        dong_nghia=(
            "giá trị đến",
            "hiệu lực đến",
            "thời hạn",
            "hết hạn",
            "giấy chứng nhận có giá trị đến",
            "GCN có giá trị đến",
        ),
        vi_du="31/12/2023",
    ),
    Cot(
        ten="ma_sp",
        nhan="Mã sản phẩm trong hệ thống",
        doi=so_nguyen(1, 2**31 - 1),
        truong=False,
        huong_dan="Ghi khi đã chắc là cùng một sản phẩm.",
    ),
    Cot(ten="nguon_tin", nhan="Nguồn", doi=chu(300), truong=False, dong_nghia=("nguồn số liệu",)),
)  # fmt: skip
