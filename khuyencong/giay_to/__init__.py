"""Papers of khuyến công (giấy tờ): the forms of TT 36/2013/TT-BCT, tờ trình, quyết định."""

from khuyencong.giay_to.danh_sach import (
    GIAY_TO,
    BanKy,
    GiayToIn,
    danh_sach_giay_to,
    dung,
    dung_to_giay,
    tim_giay_to,
    ve,
    ve_word,
)

__all__ = [
    "GIAY_TO",
    "BanKy",
    "GiayToIn",
    "danh_sach_giay_to",
    "dung",
    "dung_to_giay",
    "tim_giay_to",
    "ve",
    "ve_word",
]
