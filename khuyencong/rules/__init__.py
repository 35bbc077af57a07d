"""Rules KC01–KC45 (section 6.2 of the domain file): one function a code, weight and words as data.

A rule function takes a dossier and its row ``QuyTac`` and yields what breaks it; the row says how
heavy that is, in which sentence, with which limits. Without a row in force the rule is silent.
"""

from khuyencong.rules import (  # noqa: F401  (each module registers its rules)
    dinh_muc,
    doi_tuong,
    don_vi_tien,
    ho_so,
    hop_dong,
    kinh_phi,
    san_pham,
    thoi_han,
)
from khuyencong.rules.bo_may import LUC, SO, Loi, ViPham, kiem_tra, quy_tac

__all__ = ["LUC", "SO", "Loi", "ViPham", "kiem_tra", "quy_tac"]
