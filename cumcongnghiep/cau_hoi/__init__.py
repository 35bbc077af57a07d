"""The 22 questions of leadership (section 6.3 of the domain file), answered from ``statistics``.

``CAC_CAU[n]`` describes question n; ``tra_loi(n, hoi)`` answers it as a ``BangHoi``.
"""

from cumcongnghiep.cau_hoi.kieu import BangHoi, CauHoi, Chuoi, Cot, Dong, DoPhu, Kieu

__all__ = ["BangHoi", "CauHoi", "Chuoi", "Cot", "DoPhu", "Dong", "Kieu"]
