"""Demo of the selection: rounds at every level over three years, with the merger in between.

The same rows at every load; only what is open now (phases, sheets begun) stands around today.
Establishments and rounds say «(minh họa)», every row that can is marked ``minh_hoa``.
"""
