"""Admin of the selection: importing the package registers every page."""

from sanpham_tieubieu.admin import canh_bao as canh_bao
from sanpham_tieubieu.admin import cong_bo as cong_bo
from sanpham_tieubieu.admin import danh_muc as danh_muc
from sanpham_tieubieu.admin import giay as giay
from sanpham_tieubieu.admin import ho_so as ho_so
from sanpham_tieubieu.admin import ky as ky
from sanpham_tieubieu.admin import nhan_su as nhan_su
from sanpham_tieubieu.admin import san_pham as san_pham
from sanpham_tieubieu.admin import so_nganh as so_nganh
