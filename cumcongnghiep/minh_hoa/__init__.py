"""Demo clusters (minh họa): every province, state, step and fault, the same on every machine.

Every number follows from a hash of its key; there is no clock and no random generator. All
clusters carry ``minh_hoa`` and statistics never add them to real ones. Faults are planted on
purpose and listed in ``kich_ban.CAI``; everything else obeys the rules.
"""
