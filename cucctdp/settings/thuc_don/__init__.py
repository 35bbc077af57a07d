"""Side bar of the admin: the work of each app, then what is set up.

A new app brings a module with its ``CAC_NHOM`` and takes its place in ``THUC_DON``.
"""

from cucctdp.settings.thuc_don import bao_cao, cum_cong_nghiep, khuyen_cong, quan_ly, san_pham

THUC_DON = [
    *bao_cao.CAC_NHOM,
    *khuyen_cong.CAC_NHOM,
    *cum_cong_nghiep.CAC_NHOM,
    *san_pham.CAC_NHOM,
    *quan_ly.CAC_NHOM,
]
