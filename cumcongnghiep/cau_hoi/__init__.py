"""The 22 questions of leadership (section 6.3 of the domain file), answered from ``statistics``.

``CAC_CAU[n]`` describes question n; ``tra_loi(n, hoi)`` answers it as a ``BangHoi``.
"""

from cumcongnghiep.cau_hoi.danh_sach import CAC_CAU, tra_loi
from cumcongnghiep.cau_hoi.kieu import BangHoi, CauHoi, Chuoi, Cot, Dong, DoPhu, Kieu

__all__ = ["CAC_CAU", "BangHoi", "CauHoi", "Chuoi", "Cot", "DoPhu", "Dong", "Kieu", "tra_loi"]
