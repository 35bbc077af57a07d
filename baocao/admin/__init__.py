"""Admin of reporting: packs, periods, templates, rules, consolidation, briefings."""

from baocao.admin import (
    bieu_mau,
    bo_bao_cao,
    cong_bo,
    dieu_chinh,
    gia_han,
    kien_nghi,
    ky_bao_cao,
    quy_dinh,
    quy_tac,
    theo_doi,
    tong_hop,
)

__all__ = [
    "bieu_mau",
    "bo_bao_cao",
    "cong_bo",
    "dieu_chinh",
    "gia_han",
    "kien_nghi",
    "ky_bao_cao",
    "quy_dinh",
    "quy_tac",
    "theo_doi",
    "tong_hop",
]
