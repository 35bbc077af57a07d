"""The panel of a round may cost little more than the bare SQL of its figures."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cucctdp.do_luong import KetQuaDo, do_xen_ke, phep_do
from sanpham_tieubieu.do_luong_du_lieu import lap_ky_da_cham
from sanpham_tieubieu.statistics.ket_qua import bang_tong_hop

SO_SAN_PHAM = 500
SO_GIAM_KHAO = 11
SO_TIEU_CHI = 27
TOI_DA = 2.0
TOI_DA_TRUY_VAN = 12
VONG = 5

# The matrix with mean, extremes and spread of each product, nothing beside.
_SQL_TRAN = """
WITH p AS MATERIALIZED (
    SELECT p.ho_so_id, p.giam_khao_id, sum(d.diem) AS tong
    FROM sanpham_tieubieu_phieucham p
    JOIN sanpham_tieubieu_hosodangky h ON h.id = p.ho_so_id
    JOIN sanpham_tieubieu_diemtieuchi d ON d.phieu_id = p.id
    WHERE h.ky_id = %s AND p.trang_thai = 'da_ky'
    GROUP BY p.ho_so_id, p.giam_khao_id
)
SELECT ho_so_id, giam_khao_id, tong,
       avg(tong) OVER w, min(tong) OVER w, max(tong) OVER w, stddev_samp(tong) OVER w
FROM p WINDOW w AS (PARTITION BY ho_so_id)
"""


@phep_do("binh-chon-bang-diem")
def do_bang_diem() -> Iterator[KetQuaDo]:
    """Matrix, spread, outliers, severity, three ranks of 500 products × 11 judges × 27 criteria."""
    ky = lap_ky_da_cham(SO_SAN_PHAM, SO_GIAM_KHAO)

    def san() -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(_SQL_TRAN, [ky.pk])
            rows: list[tuple[object, ...]] = cursor.fetchall()
        return rows

    with CaptureQueriesContext(connection) as truy_van:
        bang = bang_tong_hop(ky)
    if bang.so_phieu != SO_SAN_PHAM * SO_GIAM_KHAO or len(san()) != bang.so_phieu:
        raise RuntimeError(f"{bang.so_phieu} sheets on the panel")
    cua_ta, tran = do_xen_ke(lambda: bang_tong_hop(ky), san, vong=VONG)
    yield KetQuaDo(
        f"Bảng điểm {SO_SAN_PHAM} sản phẩm × {SO_GIAM_KHAO} giám khảo × {SO_TIEU_CHI} tiêu chí"
        " so với SQL trần",
        cua_ta / tran,
        TOI_DA,
        f"SQL trần: {tran * 1000:.0f} ms",
        f"bảng điểm: {cua_ta * 1000:.0f} ms",
    )
    yield KetQuaDo(
        "Số truy vấn của bảng điểm",
        len(truy_van),
        TOI_DA_TRUY_VAN,
        f"{TOI_DA_TRUY_VAN} truy vấn",
        f"{len(truy_van)} truy vấn",
    )
