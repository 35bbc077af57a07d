"""Biểu 04 of 34 provinces from 1.500 clusters and 12.000 projects, against bare SQL.

The floor is what one would write by hand for these rows alone: no states of infrastructure, no
names, no clusters behind, added up by PostgreSQL. Both must give the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from cucctdp.do_luong import KetQuaDo, do_xen_ke, phep_do
from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh, Xa
from cumcongnghiep.choices import CoQuan, LoaiChuDauTu, LoaiHinh, LoaiThue, LoaiVanBan
from cumcongnghiep.models import (
    CanDoiDat,
    ChuDauTu,
    Cum,
    CumXa,
    DuAn,
    GiaoChuDauTu,
    MauNuoc,
    MucQuyHoach,
    QuyHoach,
    SoLieu,
    ThueDat,
    TramXuLy,
    VanBan,
)
from cumcongnghiep.statistics import TINH, Hoi, bieu_04

TOI_DA = 2.0
SO_CUM, SO_DU_AN = 1500, 12_000
VONG = 15
TU, DEN = date(2025, 12, 15), date(2026, 6, 14)
TY = 10**9

SAN = """
WITH c AS MATERIALIZED (
    SELECT id, don_vi_id, loai_hinh FROM cumcongnghiep_cum WHERE minh_hoa
), v AS MATERIALIZED (
    SELECT v.cum_id, v.id, v.loai, COALESCE(v.hieu_luc_tu, v.ngay) AS hl, v.dien_tich,
        v.tong_muc_dau_tu
    FROM cumcongnghiep_vanban v JOIN c ON c.id = v.cum_id
    WHERE COALESCE(v.hieu_luc_tu, v.ngay) <= %(den)s AND v.loai IN
        ('thanh_lap', 'bai_bo', 'mo_rong', 'dieu_chinh', 'qhct', 'du_an')
    AND NOT EXISTS (
        SELECT FROM cumcongnghiep_vanban w WHERE w.thay_the_id = v.id AND w.cum_id = v.cum_id
        AND COALESCE(w.hieu_luc_tu, w.ngay) <= %(den)s
    )
), tl AS MATERIALIZED (
    SELECT q.* FROM (
        SELECT DISTINCT ON (cum_id) cum_id, hl, dien_tich FROM v WHERE loai = 'thanh_lap'
        ORDER BY cum_id, hl DESC, id DESC
    ) q WHERE NOT EXISTS (
        SELECT FROM v b WHERE b.cum_id = q.cum_id AND b.loai = 'bai_bo' AND b.hl >= q.hl
    )
), dc AS (
    SELECT DISTINCT ON (v.cum_id) v.cum_id, v.hl, v.id, v.dien_tich
    FROM v JOIN tl ON tl.cum_id = v.cum_id AND v.hl >= tl.hl
    WHERE v.loai = 'dieu_chinh' AND v.dien_tich IS NOT NULL
    ORDER BY v.cum_id, v.hl DESC, v.id DESC
), mr AS (
    SELECT v.cum_id, sum(v.dien_tich) AS ha
    FROM v JOIN tl ON tl.cum_id = v.cum_id AND v.hl >= tl.hl
    LEFT JOIN dc ON dc.cum_id = v.cum_id
    WHERE v.loai = 'mo_rong' AND (dc.id IS NULL OR (v.hl, v.id) > (dc.hl, dc.id))
    GROUP BY v.cum_id
), vb AS (
    SELECT cum_id, bool_or(loai = 'bai_bo') AS bai_bo, bool_or(loai = 'qhct') AS qhct,
        bool_or(loai = 'du_an') AS du_an,
        (array_agg(tong_muc_dau_tu ORDER BY hl DESC, id DESC)
            FILTER (WHERE loai = 'du_an'))[1] AS tmdt
    FROM v GROUP BY cum_id
), qh AS (
    SELECT DISTINCT ON (m.cum_id) m.cum_id, m.nhom <> 'rut' AS trong, m.dien_tich
    FROM cumcongnghiep_mucquyhoach m JOIN c ON c.id = m.cum_id
    JOIN cumcongnghiep_quyhoach q ON q.id = m.quy_hoach_id
    WHERE q.hieu_luc_tu <= %(den)s AND (q.hieu_luc_den IS NULL OR q.hieu_luc_den >= %(den)s)
    ORDER BY m.cum_id, q.ngay DESC, m.id DESC
), cdt AS (
    SELECT g.cum_id FROM cumcongnghiep_giaochudautu g
    JOIN c ON c.id = g.cum_id JOIN cumcongnghiep_chudautu d ON d.id = g.chu_dau_tu_id
    WHERE g.tu_ngay <= %(den)s AND (g.den_ngay IS NULL OR g.den_ngay >= %(den)s)
        AND d.loai = 'doanh_nghiep'
), dat AS (
    SELECT DISTINCT ON (d.cum_id) d.cum_id, d.cong_nghiep FROM cumcongnghiep_candoidat d
    JOIN c ON c.id = d.cum_id WHERE d.ngay <= %(den)s ORDER BY d.cum_id, d.ngay DESC
), thue AS (
    SELECT t.cum_id, COALESCE(sum(t.dien_tich) FILTER (WHERE t.tu_ngay <= %(den)s
        AND (t.den_ngay IS NULL OR t.den_ngay >= %(den)s)), 0) AS ha
    FROM cumcongnghiep_thuedat t JOIN c ON c.id = t.cum_id
    WHERE t.loai IN ('thue', 'thue_lai') GROUP BY t.cum_id
), da AS (
    SELECT d.cum_id, count(*) FILTER (WHERE co) AS so,
        count(*) FILTER (WHERE co AND von_nuoc_ngoai) AS fdi,
        count(*) FILTER (WHERE co AND hoat_dong_tu <= %(den)s
            AND (ngung_tu IS NULL OR ngung_tu > %(den)s)) AS chay
    FROM (
        SELECT d.*, d.vao_cum <= %(den)s AND (d.ket_thuc IS NULL OR d.ket_thuc > %(den)s) AS co
        FROM cumcongnghiep_duan d JOIN c ON c.id = d.cum_id
    ) d GROUP BY d.cum_id
), so AS (
    SELECT cum_id, max(gia_tri) FILTER (WHERE chi_tieu = 'tmdt') AS tmdt,
        max(gia_tri) FILTER (WHERE chi_tieu = 'von_da_tra') AS da_tra,
        max(gia_tri) FILTER (WHERE chi_tieu = 'da_thue') AS da_thue,
        max(gia_tri) FILTER (WHERE chi_tieu = 'so_du_an') AS so_du_an,
        max(gia_tri) FILTER (WHERE chi_tieu = 'so_du_an_fdi') AS fdi,
        max(gia_tri) FILTER (WHERE chi_tieu = 'so_du_an_chay') AS chay
    FROM (
        SELECT DISTINCT ON (s.cum_id, s.chi_tieu) s.cum_id, s.chi_tieu, s.gia_tri
        FROM cumcongnghiep_solieu s JOIN c ON c.id = s.cum_id
        WHERE s.du_an_id IS NULL AND s.ngay <= %(den)s AND s.chi_tieu IN
            ('tmdt', 'von_da_tra', 'da_thue', 'so_du_an', 'so_du_an_fdi', 'so_du_an_chay')
        ORDER BY s.cum_id, s.chi_tieu, s.ngay DESC
    ) m GROUP BY cum_id
), ld AS (
    SELECT cum_id, sum(gia_tri) AS so FROM (
        SELECT DISTINCT ON (s.du_an_id) s.cum_id, s.gia_tri
        FROM cumcongnghiep_solieu s JOIN cumcongnghiep_duan d ON d.id = s.du_an_id
        JOIN c ON c.id = s.cum_id
        WHERE s.chi_tieu = 'lao_dong' AND s.ngay <= %(den)s AND d.vao_cum <= %(den)s
            AND (d.ket_thuc IS NULL OR d.ket_thuc > %(den)s)
        ORDER BY s.du_an_id, s.ngay DESC
    ) m GROUP BY cum_id
), ky AS (
    SELECT s.cum_id, sum(s.gia_tri) FILTER (WHERE s.chi_tieu = 'doanh_thu') AS dt,
        sum(s.gia_tri) FILTER (WHERE s.chi_tieu = 'nop_nsnn') AS nop
    FROM cumcongnghiep_solieu s JOIN c ON c.id = s.cum_id
    WHERE s.du_an_id IS NOT NULL AND s.tu_ngay = %(tu)s AND s.ngay = %(den)s
        AND s.chi_tieu IN ('doanh_thu', 'nop_nsnn') GROUP BY s.cum_id
), tr AS (
    SELECT t.cum_id, bool_or(t.tinh_trang <> 'chuan_bi') AS co,
        bool_or(t.tinh_trang = 'van_hanh' AND (
            SELECT m.dat FROM cumcongnghiep_maunuoc m
            WHERE m.tram_id = t.id AND m.ngay <= %(den)s ORDER BY m.ngay DESC LIMIT 1
        )) AS dat
    FROM cumcongnghiep_tramxuly t JOIN c ON c.id = t.cum_id
    WHERE t.tinh_trang_tu <= %(den)s GROUP BY t.cum_id
), hm AS (
    SELECT DISTINCT m.cum_id FROM cumcongnghiep_hangmuc m JOIN c ON c.id = m.cum_id
    WHERE m.loai = 'xlnt' AND m.tinh_trang <> 'chua'
        AND COALESCE(m.khoi_cong, m.den_ngay) <= %(den)s
), k AS (
    SELECT c.don_vi_id, COALESCE(qh.trong, false) AS qh, qh.dien_tich AS qh_ha,
        tl.cum_id IS NOT NULL AS tl, tl.hl >= %(tu)s AS moi, tl.dien_tich AS tl_ha,
        CASE WHEN tl.cum_id IS NULL THEN qh.dien_tich
            WHEN mr.ha IS NULL THEN COALESCE(dc.dien_tich, tl.dien_tich)
            ELSE COALESCE(dc.dien_tich, tl.dien_tich, 0) + mr.ha END AS ha,
        COALESCE(da.so, so.so_du_an, 0) > 0 AS hd,
        COALESCE(da.so, so.so_du_an, 0) > 0 OR tl.cum_id IS NOT NULL
            OR NOT COALESCE(vb.bai_bo, false) AS song,
        cdt.cum_id IS NOT NULL AS dn, vb.qhct, vb.du_an, COALESCE(so.tmdt, vb.tmdt) AS tmdt,
        so.da_tra, c.loai_hinh, dat.cong_nghiep, COALESCE(thue.ha, so.da_thue,
            CASE WHEN COALESCE(da.so, so.so_du_an) = 0 THEN 0 END) AS thue,
        COALESCE(da.so, so.so_du_an) AS so, COALESCE(da.fdi, so.fdi) AS fdi,
        COALESCE(da.chay, so.chay) AS chay, ky.dt, ky.nop, ld.so AS ld,
        COALESCE(tr.co, false) OR hm.cum_id IS NOT NULL AS xl, COALESCE(tr.dat, false) AS xl_dat
    FROM c LEFT JOIN vb ON vb.cum_id = c.id LEFT JOIN tl ON tl.cum_id = c.id
    LEFT JOIN dc ON dc.cum_id = c.id LEFT JOIN mr ON mr.cum_id = c.id
    LEFT JOIN qh ON qh.cum_id = c.id LEFT JOIN cdt ON cdt.cum_id = c.id
    LEFT JOIN dat ON dat.cum_id = c.id LEFT JOIN thue ON thue.cum_id = c.id
    LEFT JOIN da ON da.cum_id = c.id LEFT JOIN so ON so.cum_id = c.id
    LEFT JOIN ld ON ld.cum_id = c.id LEFT JOIN ky ON ky.cum_id = c.id
    LEFT JOIN tr ON tr.cum_id = c.id LEFT JOIN hm ON hm.cum_id = c.id
)
SELECT don_vi_id, count(*) FILTER (WHERE qh), sum(qh_ha) FILTER (WHERE qh),
    count(*) FILTER (WHERE tl), sum(ha) FILTER (WHERE tl), count(*) FILTER (WHERE moi),
    sum(tl_ha) FILTER (WHERE moi), count(*) FILTER (WHERE dn AND song),
    sum(ha) FILTER (WHERE dn AND song), count(*) FILTER (WHERE qhct AND song),
    sum(ha) FILTER (WHERE qhct AND song), count(*) FILTER (WHERE du_an AND song),
    sum(ha) FILTER (WHERE du_an AND song),
    sum(round(tmdt / 1e9, 4)) FILTER (WHERE song),
    sum(round(da_tra / 1e9, 4)) FILTER (WHERE song),
    count(*) FILTER (WHERE hd), count(*) FILTER (WHERE hd AND tl),
    count(*) FILTER (WHERE hd AND NOT tl),
    count(*) FILTER (WHERE hd AND 'lang_nghe' = ANY(loai_hinh)),
    count(*) FILTER (WHERE hd AND 'chuyen_nganh' = ANY(loai_hinh)), sum(ha) FILTER (WHERE hd),
    sum(ha) FILTER (WHERE hd AND tl), sum(ha) FILTER (WHERE hd AND NOT tl),
    sum(ha) FILTER (WHERE hd AND 'lang_nghe' = ANY(loai_hinh)),
    sum(ha) FILTER (WHERE hd AND 'chuyen_nganh' = ANY(loai_hinh)),
    sum(cong_nghiep) FILTER (WHERE hd), sum(thue),
    round(sum(thue) * 100 / NULLIF(sum(cong_nghiep) FILTER (WHERE hd), 0), 2),
    sum(so), sum(fdi), sum(chay), sum(round(dt / 1e9, 4)) FILTER (WHERE hd),
    sum(round(nop / 1e9, 4)) FILTER (WHERE hd), sum(ld) FILTER (WHERE hd),
    count(*) FILTER (WHERE xl AND song), count(*) FILTER (WHERE xl_dat AND song)
FROM k GROUP BY don_vi_id ORDER BY don_vi_id
"""


def _ghi(cac: Sequence[Model]) -> Any:
    return type(cac[0])._default_manager.bulk_create(cac, batch_size=2000)


def _cum_va_van_ban(so_cum: int) -> list[Cum]:
    """Clusters in 34 provinces: most established, some abolished, extended, operating so."""
    tinh = list(DonViHanhChinh.objects.filter(bo_ma=BoMa.B34).order_by("ma"))
    xa: dict[int, int] = {}
    for pk, tinh_id in Xa.objects.order_by("-pk").values_list("pk", "tinh_id"):
        xa[tinh_id] = pk
    quy_hoach = _ghi(
        [
            QuyHoach(
                don_vi=t, so=f"{i}/QĐ-UBND", ngay=date(2024, 1, 1), hieu_luc_tu=date(2024, 1, 1),
                co_quan="UBND tỉnh", minh_hoa=True,
            )
            for i, t in enumerate(tinh)
        ]
    )  # fmt: skip
    loai = [[], [], [LoaiHinh.LANG_NGHE], [LoaiHinh.CHUYEN_NGANH], [LoaiHinh.HO_TRO]]
    cac: list[Cum] = _ghi(
        [
            Cum(
                ma=f"DO{i:05d}", ten=f"Đo lường {i}", don_vi=tinh[i % len(tinh)],
                loai_hinh=loai[i % 5], minh_hoa=True,
            )
            for i in range(so_cum)
        ]
    )  # fmt: skip
    _ghi([CumXa(cum=c, xa_id=xa[c.don_vi_id], chu_tri=True) for c in cac])
    _ghi(
        [
            MucQuyHoach(quy_hoach=quy_hoach[i % len(tinh)], cum=c, dien_tich=Decimal(20 + i % 55))
            for i, c in enumerate(cac)
        ]
    )
    cdt = _ghi(
        [
            ChuDauTu(
                ten=f"Chủ đầu tư đo {i}", minh_hoa=True,
                loai=LoaiChuDauTu.DOANH_NGHIEP if i % 3 else LoaiChuDauTu.UBND_XA,
            )
            for i in range(300)
        ]
    )  # fmt: skip
    van_ban: list[VanBan] = []
    for i, c in enumerate(cac):
        dau = date(2010, 1, 1) + timedelta(days=i * 4)
        for j, (loai_vb, dk) in enumerate(
            (
                (LoaiVanBan.THANH_LAP, i % 10 != 0), (LoaiVanBan.QHCT, i % 4 != 0),
                (LoaiVanBan.DU_AN, i % 3 != 0), (LoaiVanBan.GPMB, i % 3 != 0),
                (LoaiVanBan.MO_RONG, i % 9 == 0), (LoaiVanBan.DIEU_CHINH, i % 11 == 0),
                (LoaiVanBan.KHOI_CONG, i % 2 == 0), (LoaiVanBan.BAI_BO, i % 97 == 0),
            )
        ):  # fmt: skip
            if dk:
                van_ban.append(
                    VanBan(
                        cum=c, loai=loai_vb, so=f"{i}{j}/QĐ-UBND", co_quan=CoQuan.UBND_TINH,
                        ngay=dau + timedelta(days=200 * j), dien_tich=Decimal(20 + (i + j) % 50),
                        tong_muc_dau_tu=(100 + i % 400) * TY,
                    )
                )  # fmt: skip
    _ghi(van_ban)
    _ghi(
        [
            GiaoChuDauTu(cum=c, chu_dau_tu=cdt[i % 300], tu_ngay=date(2012, 1, 1))
            for i, c in enumerate(cac)
            if i % 5
        ]
    )
    _ghi(
        [
            CanDoiDat(cum=c, ngay=ngay, cong_nghiep=Decimal(15 + i % 40))
            for i, c in enumerate(cac)
            for ngay in (date(2015, 1, 1), date(2022, 1, 1))
            if i % 4
        ]
    )
    return cac


def dung_kho(so_cum: int = SO_CUM, so_du_an: int = SO_DU_AN) -> None:
    """The register of the measurement: clusters, projects and their figures, all demo rows."""
    cac = _cum_va_van_ban(so_cum)
    du_an: list[DuAn] = _ghi(
        [
            DuAn(
                cum=cac[i * 7 % (so_cum * 2 // 3)], ten=f"Dự án {i}", nha_dau_tu=f"Công ty {i}",
                vao_cum=date(2014, 1, 1) + timedelta(days=i % 4000), von_nuoc_ngoai=i % 8 == 0,
                hoat_dong_tu=date(2026, 1, 1) if i % 6 else None,
            )
            for i in range(so_du_an)
        ]
    )  # fmt: skip
    _ghi(
        [
            ThueDat(
                cum_id=d.cum_id, du_an=d, loai=LoaiThue.THUE_LAI if i % 9 else LoaiThue.CHAP_THUAN,
                dien_tich=Decimal(1 + i % 5), tu_ngay=d.vao_cum,
            )
            for i, d in enumerate(du_an)
        ]
    )  # fmt: skip
    so = [
        SoLieu(cum_id=d.cum_id, du_an=d, chi_tieu="lao_dong", ngay=ngay, gia_tri=20 + i % 300)
        for i, d in enumerate(du_an)
        for ngay in (date(2025, 12, 14), DEN)
    ]
    so += [
        SoLieu(
            cum_id=d.cum_id, du_an=d, chi_tieu=ct, tu_ngay=TU, ngay=DEN, gia_tri=(i % 90) * TY // 7
        )
        for i, d in enumerate(du_an)
        for ct in ("doanh_thu", "nop_nsnn")
    ]
    for i, c in enumerate(cac):
        khai = [("von_da_tra", (50 + i % 200) * TY), ("du_dieu_kien", 10 + i % 20)]
        if i * 3 >= so_cum * 2:
            khai += [("so_du_an", i % 12), ("da_thue", i % 15), ("so_du_an_chay", i % 9)]
        so += [
            SoLieu(cum=c, chi_tieu=ct, ngay=ngay, gia_tri=g)
            for ct, g in khai
            for ngay in (date(2025, 6, 14), date(2025, 12, 14), DEN)
        ]
    _ghi(so)
    tram = _ghi(
        [
            TramXuLy(
                cum=c, ten="Trạm", tinh_trang="van_hanh" if i % 3 else "dung",
                tinh_trang_tu=date(2020, 1, 1), den_ngay=DEN,
            )
            for i, c in enumerate(cac)
            if i % 4 == 0
        ]
    )  # fmt: skip
    _ghi(
        [
            MauNuoc(tram=t, ngay=ngay, dat=bool((i + ngay.month) % 3))
            for i, t in enumerate(tram)
            for ngay in (date(2025, 9, 1), date(2026, 3, 1))
        ]
    )
    with connection.cursor() as cursor:
        for model in apps.get_app_config("cumcongnghiep").get_models():
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def san() -> list[tuple[Any, ...]]:
    """Rows of the floor: province, then rows 1–27 in the order of the form."""
    with connection.cursor() as cursor:
        cursor.execute(SAN, {"den": DEN, "tu": TU})
        return list(cursor.fetchall())


def cua_ta() -> list[tuple[Any, ...]]:
    """The same rows by the statistics."""
    khoa = {d.khoa: d.pk for d in DonViHanhChinh.objects.filter(bo_ma=BoMa.B34)}
    bang = bieu_04(Hoi(DEN, TU, TINH, minh_hoa=True))
    return sorted((khoa[b.khoa], *(d.gia_tri for d in b.dong.values())) for b in bang.cac_dong)


@phep_do("cum-bieu-04")
def do_bieu_04() -> Iterator[KetQuaDo]:
    """34 provinces × 35 rows, with the clusters behind each figure."""
    dung_kho()
    mot, hai = cua_ta(), san()
    khac = [
        (a, b) for a, b in zip(mot, hai, strict=True) if [x or 0 for x in a] != [x or 0 for x in b]
    ]
    if khac:
        raise AssertionError(f"Số của bảng khác SQL trần: {khac[0]}")
    hoi = Hoi(DEN, TU, TINH, minh_hoa=True)
    ta, tran = do_xen_ke(lambda: bieu_04(hoi), san, vong=VONG)
    yield KetQuaDo(
        f"Biểu 04, {len(mot)} tỉnh, {SO_CUM} cụm, {SO_DU_AN} dự án",
        ta / tran,
        TOI_DA,
        f"SQL trần, cùng số: {tran * 1000:.0f} ms",
        f"bảng: {ta * 1000:.0f} ms",
    )
