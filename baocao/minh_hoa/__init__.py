"""Demo figures (số minh họa): believable, consistent, the same on every machine, never real.

Every number follows from ``fixtures/baocao/minh_hoa/quy_mo.yaml`` and a hash of its key; there is
no clock and no random generator. Published figures are anchors: they stay as they are, and demo
figures are bent until they agree with them.
"""
