"""Demo đề án (minh họa): five years, every province and state, the same on every machine.

Every number follows from a hash of its key; there is no clock and no random generator. All rows
carry ``minh_hoa`` and statistics never add them to real ones.
"""
