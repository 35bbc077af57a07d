"""The four statutory forms as data: rows, what fills them, what they must satisfy.

``mau.MAU`` the forms, ``dong_cum`` what a cluster adds to each row, ``kiem_bieu`` the constraints.
"""

from cumcongnghiep.bieu import rang_buoc, rang_buoc_ky
from cumcongnghiep.bieu.mau import MAU
from cumcongnghiep.bieu.so_rang_buoc import SO, kiem_bieu

__all__ = ["MAU", "SO", "kiem_bieu", "rang_buoc", "rang_buoc_ky"]
