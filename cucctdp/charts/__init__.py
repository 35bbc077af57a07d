"""Charts as SVG text, the same for web pages and PDF.

Rules of drawing: readable in black and white, bars from zero and sorted, a number beside each mark,
missing figures hatched and named, Hoàng Sa and Trường Sa on every map, no 3-D, no pies.
"""

from cucctdp.charts.cot import cot_chong
from cucctdp.charts.du_lieu import Chuoi, CotChong, DuongChuan, Thanh
from cucctdp.charts.duong import duong
from cucctdp.charts.nho import dai_diem, duong_nho
from cucctdp.charts.so_do_o import so_do_o
from cucctdp.charts.thanh import thanh_ngang
from cucctdp.charts.thanh_chia import Phan, thanh_chia

__all__ = [
    "Chuoi",
    "CotChong",
    "DuongChuan",
    "Phan",
    "Thanh",
    "cot_chong",
    "dai_diem",
    "duong",
    "duong_nho",
    "so_do_o",
    "thanh_chia",
    "thanh_ngang",
]
