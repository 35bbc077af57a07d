"""Tables B1–B3 of the country over 20.000 đề án, against the same figures in bare SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.db.models import Model

from cucctdp.do_luong import KetQuaDo, do_xen_ke, phep_do
from cucctdp.donvi.models import CoSo
from khuyencong.minh_hoa.nap import nap_minh_hoa
from khuyencong.models import (
    ButToan,
    DeAn,
    DeAnNoiDung,
    HopDong,
    NghiemThu,
    ThuHuong,
    TienDo,
)
from khuyencong.statistics import Hoi, KyTinh, de_an_va_tien_do, ket_qua, kinh_phi

TOI_DA = 2.0
SO_DE_AN, SO_BAN = 2500, 8
VONG = 5
# Far above the keys of any sequence, one stretch for each copy.
_CACH = 100_000_000
_BANG: tuple[type[Model], ...] = (
    CoSo, DeAn, DeAnNoiDung, ThuHuong, HopDong, ButToan, TienDo, NghiemThu,
)  # fmt: skip

_B1 = """
    SELECT b.nguon, b.loai, sum(b.so_tien), count(*), max(b.luc)
    FROM khuyencong_buttoan b JOIN khuyencong_dean d ON d.id = b.de_an_id
    WHERE d.minh_hoa AND b.nam BETWEEN 2023 AND 2027 GROUP BY 1, 2
"""
_B2 = (
    """
    SELECT n.noi_dung, n.don_vi_tinh, sum(n.so_luong), count(DISTINCT n.de_an_id)
    FROM khuyencong_deannoidung n JOIN khuyencong_dean d ON d.id = n.de_an_id
    WHERE d.minh_hoa AND d.nam BETWEEN 2023 AND 2027 AND d.so_quyet_dinh <> '' GROUP BY 1, 2
    """,
    """
    SELECT n.noi_dung, n.don_vi_tinh, sum(k.so_luong), count(*)
    FROM khuyencong_nghiemthu k JOIN khuyencong_thuhuong t ON t.id = k.thu_huong_id
    JOIN khuyencong_deannoidung n ON n.id = t.noi_dung_id
    JOIN khuyencong_dean d ON d.id = n.de_an_id
    WHERE d.minh_hoa AND k.dat AND k.ngay BETWEEN '2023-01-01' AND '2027-12-31' GROUP BY 1, 2
    """,
    """
    SELECT n.noi_dung, b.nguon, sum(b.so_tien), count(DISTINCT t.co_so_id)
    FROM khuyencong_buttoan b JOIN khuyencong_thuhuong t ON t.id = b.thu_huong_id
    JOIN khuyencong_deannoidung n ON n.id = t.noi_dung_id
    JOIN khuyencong_dean d ON d.id = b.de_an_id
    WHERE d.minh_hoa AND b.loai = 'nghiem_thu' AND b.nam BETWEEN 2023 AND 2027 GROUP BY 1, 2
    """,
)
# Each part is added up once, then joined by hash or merge: left to itself the planner expects the
# join to end early and loops over the parts, twenty seconds of it.
_B3 = """
    WITH tien AS MATERIALIZED (
        SELECT de_an_id,
            sum(so_tien) FILTER (WHERE loai = 'phe_duyet' AND nguon = 'kcqg') AS kcqg,
            sum(so_tien) FILTER (WHERE loai = 'phe_duyet' AND nguon = 'kcdp') AS kcdp,
            sum(so_tien) FILTER (WHERE loai = 'phe_duyet' AND nguon = 'doi_ung') AS doi_ung,
            sum(so_tien) FILTER (WHERE loai = 'phe_duyet'
                AND nguon IN ('long_ghep', 'khac')) AS khac,
            sum(so_tien) FILTER (WHERE loai = 'tam_ung') AS tam_ung,
            sum(so_tien) FILTER (WHERE loai = 'quyet_toan') AS quyet_toan, max(luc) AS luc
        FROM khuyencong_buttoan GROUP BY 1
    ), noi_dung AS MATERIALIZED (
        SELECT de_an_id, string_agg(DISTINCT noi_dung, ', ') AS cac
        FROM khuyencong_deannoidung GROUP BY 1
    ), thu_huong AS MATERIALIZED (
        SELECT n.de_an_id, string_agg(DISTINCT c.ten, '; ') AS ten,
            string_agg(DISTINCT x.ten_goi, '; ') AS noi, sum(t.kcqg), sum(t.kcdp),
            sum(t.doi_ung), sum(t.long_ghep + t.khac)
        FROM khuyencong_thuhuong t JOIN khuyencong_deannoidung n ON n.id = t.noi_dung_id
        LEFT JOIN donvi_coso c ON c.id = t.co_so_id LEFT JOIN donvi_xa x ON x.id = t.xa_id
        WHERE t.hieu_luc <> 'huy' GROUP BY 1
    ), hop_dong AS MATERIALIZED (
        SELECT de_an_id, string_agg(so || ' ngày ' || to_char(ngay, 'DD/MM/YYYY'), '; ') AS so
        FROM khuyencong_hopdong GROUP BY 1
    ), tien_do AS MATERIALIZED (
        SELECT DISTINCT ON (h.de_an_id) h.de_an_id, t.khoi_luong, t.vuong_mac
        FROM khuyencong_tiendo t JOIN khuyencong_hopdong h ON h.id = t.hop_dong_id
        ORDER BY h.de_an_id, t.nam DESC, t.thang DESC
    )
    SELECT d.id, d.ma, d.ten, d.nguon, d.hinh_thuc, d.nam, d.don_vi_id, o.ten_goi,
        d.so_quyet_dinh, d.ngay_quyet_dinh, d.tu_ngay, d.den_ngay, d.trang_thai,
        tien.*, noi_dung.cac, thu_huong.*, hop_dong.so, tien_do.khoi_luong, tien_do.vuong_mac
    FROM khuyencong_dean d LEFT JOIN donvi_tochuc o ON o.id = d.thuc_hien_id
    LEFT JOIN tien ON tien.de_an_id = d.id LEFT JOIN noi_dung ON noi_dung.de_an_id = d.id
    LEFT JOIN thu_huong ON thu_huong.de_an_id = d.id
    LEFT JOIN hop_dong ON hop_dong.de_an_id = d.id LEFT JOIN tien_do ON tien_do.de_an_id = d.id
    WHERE d.minh_hoa AND d.nam BETWEEN 2023 AND 2027 ORDER BY d.nam DESC, d.ma
"""


def nhan_ban() -> None:
    """Copy the demo rows set-wise: new keys, new codes, the same links among the copies."""
    with connection.cursor() as cursor:
        for model in _BANG:
            cot = [f for f in model._meta.concrete_fields if not f.generated]
            chon = [_cot(model, f) for f in cot]
            bang = model._meta.db_table
            cursor.execute(
                f"INSERT INTO {bang} ({', '.join(f.column for f in cot)}) "  # noqa: S608
                f"SELECT {', '.join(chon)} FROM {bang} g, generate_series(1, %s) k",
                [SO_BAN - 1],
            )
        for model in _BANG:
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def _cot(model: type[Model], truong: Any) -> str:
    if model is DeAn and truong.name == "ma":
        return "ma || '-' || k"
    if truong.primary_key or truong.related_model in _BANG:
        return f"g.{truong.column} + k * {_CACH}::bigint"
    return f"g.{truong.column}"


def _tran(*cau: str) -> Callable[[], None]:
    def hoi() -> None:
        with connection.cursor() as cursor:
            for c in cau:
                cursor.execute(c)
                cursor.fetchall()

    return hoi


@phep_do("khuyen-cong-b1-b3")
def do_thong_ke() -> Iterator[KetQuaDo]:
    """Each table of the whole country over five years, every row built."""
    nap_minh_hoa(SO_DE_AN)
    nhan_ban()
    hoi = Hoi(KyTinh(2023, 2027), minh_hoa=True)
    so = len(de_an_va_tien_do(hoi).cac_dong)
    for ten, lam, san in (
        ("B1 – kinh phí", lambda: kinh_phi(hoi), _tran(_B1)),
        ("B2 – kết quả", lambda: ket_qua(hoi), _tran(*_B2)),
        ("B3 – danh mục", lambda: de_an_va_tien_do(hoi), _tran(_B3)),
    ):
        cua_ta, tran = do_xen_ke(lam, san, vong=VONG)
        yield KetQuaDo(
            f"{ten}, cả nước, {so} đề án",
            cua_ta / tran,
            TOI_DA,
            f"SQL trần, cùng số: {tran * 1000:.0f} ms",
            f"bảng: {cua_ta * 1000:.0f} ms",
        )
