"""The run's figures as a file inside the PDF: what is read on paper can be computed with."""

from __future__ import annotations

from baocao.briefings.dieu_chinh import DAU_CHU
from baocao.briefings.so_lieu import SoLieuLan
from cucctdp.excel.csv_out import dong_csv
from cucctdp.pdf.render import TepDinhKem

_DAU = (
    "cap", "ma_pham_vi", "ten_pham_vi", "bieu", "chi_tieu", "cot", "gia_tri", "tu_so", "mau_so",
    "so_don_vi_co", "so_don_vi_tong", "chua_gom", "dieu_chinh",
)  # fmt: skip


def tep_so_lieu(so_lieu: SoLieuLan) -> TepDinhKem:
    """CSV (UTF-8 with mark, plain decimals, empty = missing, «đc» restated).

    One line per consolidated figure.
    """
    lan = so_lieu.lan
    dong = (
        (
            noi.cap, noi.ma, noi.ten, bieu, chi_tieu, cot, so.gia_tri, so.tu_so, so.mau_so,
            so.so_co, so.so_tong, " ".join(so.con_thieu),
            DAU_CHU if so.dieu_chinh else "",
        )
        for noi, bieu, chi_tieu, cot, so in so_lieu.cac_so()
    )  # fmt: skip
    return TepDinhKem(
        ten=f"so-lieu-{lan.ky.ma}-lan-{lan.so}.csv",
        mo_ta=f"Số liệu của lần tổng hợp số {lan.so}, {so_lieu.ky.ten} (SHA-256 {lan.sha256})",
        noi_dung=b"".join(dong_csv(_DAU, dong)),
        luc=lan.luc,
    )
