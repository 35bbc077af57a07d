"""Every table of facts on the page of a cluster, by code."""

from __future__ import annotations

from cumcongnghiep.admin.bang_dat import DAT
from cumcongnghiep.admin.bang_van_ban import VAN_BAN

LOAI = {loai.ma: loai for loai in (*VAN_BAN, *DAT)}
