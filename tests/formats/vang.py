"""Golden lists in Vietnamese dictionary order, and the alphabet of the Python/SQL twins."""

import unicodedata

from hypothesis import strategies as st

TINH = [
    "An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre",
    "Bình Dương", "Bình Định", "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Cần Thơ",
    "Du Già", "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai",
    "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hoà Bình",
    "Huế", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu", "Lạng Sơn", "Lào Cai",
    "Lâm Đồng", "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ", "Phú Yên",
    "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sóc Trăng", "Sơn La",
    "Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thành phố Hồ Chí Minh", "Tiền Giang",
    "Trà Vinh", "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc", "Yên Bái",
]  # fmt: skip

TU = [
    "", "10A", "2 Tháng 9", "a", "A Lưới", "ă", "â", "b", "ba", "bà", "bả", "bã", "bá", "bạ",
    "ba ba", "bà ba", "bà bà", "ban", "bàn", "bán", "bạn", "băn", "bân", "d", "dơ", "dy", "đ",
    "đa", "e", "ê", "f", "g", "i", "j", "ma", "mà", "mả", "mã", "má", "mạ", "mo",
    "mò", "mỏ", "mõ", "mó", "mọ", "mô", "mồ", "mổ", "mỗ", "mố", "mộ", "mơ", "mờ", "mở", "mỡ",
    "mớ", "mợ", "mu", "mù", "mủ", "mũ", "mú", "mụ", "mư", "mừ", "mử", "mữ", "mứ", "mự", "my",
    "nghe", "nghê", "o", "ơ", "sơn", "sờn", "suôn", "sương", "u", "ư", "v", "w", "x", "y", "z",
]  # fmt: skip

_CHU = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_CO_THANH = [
    unicodedata.normalize("NFC", c + dau)
    for c in "aăâeêioôơuưy"
    for dau in "\u0300\u0309\u0303\u0301\u0323"
]
CHU_VIET = sorted({*_CHU, *_CHU.upper(), *_CO_THANH, *(c.upper() for c in _CO_THANH)})

van_ban_viet = st.text(
    st.sampled_from(
        [
            *CHU_VIET,
            *"0123456789 .,;:()/&%+-_'\"`[]{}|\\^~@#$!?<>=*",
            *"\u2019\u2018\u02bc\u00b4\u2032\u2010\u2013\u2014\u2212\u00a0\u2009\u202f\t\n",
        ]
    ),
    max_size=30,
).flatmap(lambda s: st.sampled_from([s, unicodedata.normalize("NFD", s)]))
