"""Admin of clusters: importing the package registers every page."""

from cumcongnghiep.admin import bieu as bieu
from cumcongnghiep.admin import canh_bao as canh_bao
from cumcongnghiep.admin import chu_dau_tu as chu_dau_tu
from cumcongnghiep.admin import cum as cum
from cumcongnghiep.admin import danh_muc as danh_muc
from cumcongnghiep.admin import ky_bieu as ky_bieu
from cumcongnghiep.admin import nguoi_bao_cao as nguoi_bao_cao
from cumcongnghiep.admin import quy_hoach as quy_hoach
from cumcongnghiep.admin import so_cong_bo as so_cong_bo
