"""Admin of clusters: importing the package registers every page."""

from cumcongnghiep.admin import so_cong_bo as so_cong_bo
