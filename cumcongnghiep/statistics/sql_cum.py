"""One query: every fact of every cluster on a day, by the definitions of ho_so_cum and trang_thai.

A property test holds it equal to ``trang_thai.suy_ra`` on random registers.
"""

from __future__ import annotations

# {loc}: the clusters asked for. %(den)s: the cut-off; %(tu)s: the window's first day or null.
CUM_NGAY = """
WITH c AS MATERIALIZED (
    SELECT c.id, c.ma, c.ten, c.don_vi_id, c.tinh_cu_id, c.loai_hinh, c.truoc_105_2009
    FROM cumcongnghiep_cum c WHERE {loc}
), vb_tat AS MATERIALIZED (
    SELECT v.id, v.cum_id, v.loai, COALESCE(v.hieu_luc_tu, v.ngay) AS hl, v.dien_tich,
        v.tong_muc_dau_tu, v.thay_the_id, NOT (v.can_xac_minh AND v.so = '') AS ro_ngay
    FROM cumcongnghiep_vanban v JOIN c ON c.id = v.cum_id
    WHERE COALESCE(v.hieu_luc_tu, v.ngay) <= %(den)s
), vb AS MATERIALIZED (
    SELECT v.* FROM vb_tat v
    WHERE NOT EXISTS (
        SELECT FROM vb_tat w WHERE w.thay_the_id = v.id AND w.cum_id = v.cum_id
    )
), loai_vb AS (
    SELECT cum_id, bool_or(loai = 'qhct') AS qhct, bool_or(loai = 'du_an') AS du_an,
        bool_or(loai = 'gpmb') AS gpmb, bool_or(loai IN ('khoi_cong', 'nghiem_thu')) AS xay,
        max(hl) FILTER (WHERE loai = 'bai_bo') AS bai_bo
    FROM vb GROUP BY cum_id
), qd AS (
    SELECT DISTINCT ON (cum_id) cum_id, hl, dien_tich, ro_ngay FROM vb
    WHERE loai = 'thanh_lap' ORDER BY cum_id, hl DESC, id DESC
), tl AS MATERIALIZED (
    SELECT qd.* FROM qd JOIN loai_vb l ON l.cum_id = qd.cum_id
    WHERE l.bai_bo IS NULL OR l.bai_bo < qd.hl
), dc AS (
    SELECT DISTINCT ON (v.cum_id) v.cum_id, v.hl, v.id, v.dien_tich
    FROM vb v JOIN tl ON tl.cum_id = v.cum_id AND v.hl >= tl.hl
    WHERE v.loai = 'dieu_chinh' AND v.dien_tich IS NOT NULL
    ORDER BY v.cum_id, v.hl DESC, v.id DESC
), mr AS (
    SELECT v.cum_id, sum(v.dien_tich) AS ha
    FROM vb v JOIN tl ON tl.cum_id = v.cum_id AND v.hl >= tl.hl
    LEFT JOIN dc ON dc.cum_id = v.cum_id
    WHERE v.loai = 'mo_rong' AND (dc.id IS NULL OR (v.hl, v.id) > (dc.hl, dc.id))
    GROUP BY v.cum_id
), vb_qhct AS (
    SELECT DISTINCT ON (cum_id) cum_id, dien_tich FROM vb
    WHERE loai = 'qhct' ORDER BY cum_id, hl DESC, id DESC
), vb_du_an AS (
    SELECT DISTINCT ON (cum_id) cum_id, tong_muc_dau_tu FROM vb
    WHERE loai = 'du_an' ORDER BY cum_id, hl DESC, id DESC
), qh AS (
    SELECT DISTINCT ON (m.cum_id) m.cum_id, m.nhom, m.dien_tich
    FROM cumcongnghiep_mucquyhoach m JOIN c ON c.id = m.cum_id
    JOIN cumcongnghiep_quyhoach q ON q.id = m.quy_hoach_id
    WHERE q.hieu_luc_tu <= %(den)s AND (q.hieu_luc_den IS NULL OR q.hieu_luc_den >= %(den)s)
    ORDER BY m.cum_id, q.ngay DESC, m.id DESC
), hs AS (
    SELECT DISTINCT ON (h.cum_id) h.cum_id, h.loai
    FROM cumcongnghiep_hoso h JOIN c ON c.id = h.cum_id
    WHERE h.ngay_nop <= %(den)s AND (h.ket_thuc IS NULL OR h.ket_thuc > %(den)s)
    ORDER BY h.cum_id, h.ngay_nop DESC, h.id DESC
), xa AS (
    SELECT x.cum_id, x.xa_id FROM cumcongnghiep_cumxa x JOIN c ON c.id = x.cum_id WHERE x.chu_tri
), cdt AS (
    SELECT g.cum_id, g.chu_dau_tu_id, d.loai, d.ten
    FROM cumcongnghiep_giaochudautu g JOIN c ON c.id = g.cum_id
    JOIN cumcongnghiep_chudautu d ON d.id = g.chu_dau_tu_id
    WHERE g.tu_ngay <= %(den)s AND (g.den_ngay IS NULL OR g.den_ngay >= %(den)s)
), dat AS (
    SELECT DISTINCT ON (d.cum_id) d.cum_id, d.tong, d.cong_nghiep, d.uu_tien
    FROM cumcongnghiep_candoidat d JOIN c ON c.id = d.cum_id
    WHERE d.ngay <= %(den)s ORDER BY d.cum_id, d.ngay DESC
), cac_thue AS NOT MATERIALIZED (
    SELECT t.cum_id, t.du_an_id, t.loai IN ('thue', 'thue_lai') AS la_thue,
        t.loai = 'chap_thuan' AS la_chap_thuan, t.loai, t.dien_tich,
        t.tu_ngay <= %(den)s AND (t.den_ngay IS NULL OR t.den_ngay >= %(den)s) AS con
    FROM cumcongnghiep_thuedat t JOIN c ON c.id = t.cum_id
), thue AS (
    SELECT cum_id, COALESCE(sum(dien_tich) FILTER (WHERE con AND la_thue), 0) AS thue,
        sum(dien_tich) FILTER (WHERE con AND loai = 'ghi_nho') AS ghi_nho,
        bool_or(la_thue) AS co_thue, bool_or(la_chap_thuan) AS co_chap_thuan
    FROM cac_thue GROUP BY cum_id
), chap_thuan AS (
    SELECT a.cum_id, sum(GREATEST(a.ha - COALESCE(b.ha, 0), 0)) AS ha
    FROM (
        SELECT cum_id, du_an_id, sum(dien_tich) AS ha FROM cac_thue
        WHERE con AND la_chap_thuan GROUP BY cum_id, du_an_id
    ) a LEFT JOIN LATERAL (
        SELECT sum(t.dien_tich) AS ha FROM cumcongnghiep_thuedat t
        WHERE t.du_an_id = a.du_an_id AND t.cum_id = a.cum_id AND t.loai IN ('thue', 'thue_lai')
            AND t.tu_ngay <= %(den)s AND (t.den_ngay IS NULL OR t.den_ngay >= %(den)s)
    ) b ON true GROUP BY a.cum_id
), da AS NOT MATERIALIZED (
    SELECT d.id, d.cum_id, d.von_nuoc_ngoai, d.vao_cum <= %(den)s AS da_vao,
        d.vao_cum <= %(den)s AND (d.ket_thuc IS NULL OR d.ket_thuc > %(den)s) AS co_mat,
        d.hoat_dong_tu <= %(den)s AND (d.ngung_tu IS NULL OR d.ngung_tu > %(den)s) AS chay
    FROM cumcongnghiep_duan d JOIN c ON c.id = d.cum_id
), du_an AS (
    SELECT cum_id, count(*) FILTER (WHERE co_mat) AS co_mat,
        count(*) FILTER (WHERE co_mat AND von_nuoc_ngoai) AS fdi,
        count(*) FILTER (WHERE co_mat AND chay) AS chay, bool_or(da_vao) AS tung
    FROM da GROUP BY cum_id
), so_moi AS (
    SELECT DISTINCT ON (s.cum_id, s.chi_tieu) s.cum_id, s.chi_tieu, s.gia_tri
    FROM cumcongnghiep_solieu s JOIN c ON c.id = s.cum_id
    WHERE s.du_an_id IS NULL AND s.tu_ngay IS NULL AND s.ngay <= %(den)s
    ORDER BY s.cum_id, s.chi_tieu, s.ngay DESC
), so AS (
    SELECT cum_id, {cot_so}
    FROM so_moi GROUP BY cum_id
), tung_khai AS (
    SELECT s.cum_id, bool_or(s.gia_tri > 0) AS co
    FROM cumcongnghiep_solieu s JOIN c ON c.id = s.cum_id
    WHERE s.chi_tieu = 'so_du_an' AND s.ngay <= %(den)s GROUP BY s.cum_id
), thu_nhap AS (
    SELECT DISTINCT ON (s.du_an_id) s.du_an_id, s.gia_tri
    FROM cumcongnghiep_solieu s JOIN c ON c.id = s.cum_id
    WHERE s.chi_tieu = 'thu_nhap' AND s.ngay <= %(den)s AND s.du_an_id IS NOT NULL
    ORDER BY s.du_an_id, s.ngay DESC
), lao_dong AS (
    SELECT m.cum_id, sum(m.gia_tri) AS lao_dong, sum(m.gia_tri * t.gia_tri) AS quy_luong,
        sum(m.gia_tri) FILTER (WHERE t.gia_tri IS NOT NULL) AS co_luong
    FROM (
        SELECT DISTINCT ON (s.du_an_id) s.du_an_id, s.cum_id, s.gia_tri
        FROM cumcongnghiep_solieu s JOIN da ON da.id = s.du_an_id AND da.co_mat
        WHERE s.chi_tieu = 'lao_dong' AND s.ngay <= %(den)s
        ORDER BY s.du_an_id, s.ngay DESC
    ) m LEFT JOIN thu_nhap t ON t.du_an_id = m.du_an_id GROUP BY m.cum_id
), chay_qua AS (
    SELECT s.cum_id, sum(s.gia_tri) FILTER (WHERE s.chi_tieu = 'doanh_thu') AS doanh_thu,
        sum(s.gia_tri) FILTER (WHERE s.chi_tieu = 'nop_nsnn') AS nop_nsnn
    FROM cumcongnghiep_solieu s JOIN c ON c.id = s.cum_id
    WHERE s.tu_ngay = %(tu)s AND s.ngay = %(den)s AND s.chi_tieu IN ('doanh_thu', 'nop_nsnn')
        AND s.du_an_id IS NOT NULL
    GROUP BY s.cum_id
), muc AS (
    SELECT m.cum_id, m.loai, m.giai_doan, m.tinh_trang, m.khoi_cong, m.den_ngay,
        CASE WHEN m.hoan_thanh IS NOT NULL THEN m.hoan_thanh <= %(den)s
            ELSE m.tinh_trang = 'xong' AND m.den_ngay <= %(den)s END AS xong,
        m.tinh_trang <> 'chua' OR m.hoan_thanh IS NOT NULL AS ke
    FROM cumcongnghiep_hangmuc m JOIN c ON c.id = m.cum_id
), muc_2 AS (
    SELECT m.*, m.ke AND m.tinh_trang = 'dung' AND m.den_ngay <= %(den)s AS dung,
        m.ke AND NOT m.xong AND NOT (m.tinh_trang = 'dung' AND m.den_ngay <= %(den)s)
        AND CASE WHEN m.khoi_cong IS NOT NULL THEN m.khoi_cong <= %(den)s
            ELSE m.tinh_trang = 'dang' AND m.den_ngay <= %(den)s END AS dang
    FROM muc m
), ht AS (
    SELECT cum_id, count(*) AS tong, count(*) FILTER (WHERE ke AND xong) AS xong,
        bool_or(dung) AS dung, bool_or(dang) AS dang,
        COALESCE(array_agg(loai) FILTER (WHERE ke AND xong), '{{}}')::text[] AS loai_xong,
        count(*) FILTER (WHERE giai_doan = 1) AS gd1,
        bool_and(xong) FILTER (WHERE giai_doan = 1) AS gd1_xong,
        COALESCE(array_agg(loai) FILTER (WHERE giai_doan = 1), '{{}}')::text[] AS loai_gd1,
        bool_or(loai = 'xlnt' AND tinh_trang <> 'chua'
            AND COALESCE(khoi_cong, den_ngay) <= %(den)s) AS xlnt
    FROM muc_2 GROUP BY cum_id
), mau AS (
    SELECT DISTINCT ON (m.tram_id) m.tram_id, m.dat FROM cumcongnghiep_maunuoc m
    WHERE m.ngay <= %(den)s ORDER BY m.tram_id, m.ngay DESC
), tram AS (
    SELECT t.cum_id, bool_or(t.tinh_trang <> 'chuan_bi') AS co,
        bool_or(t.tinh_trang = 'van_hanh') AS chay, bool_or(t.tinh_trang = 'dung') AS dung,
        bool_or(t.tinh_trang = 'van_hanh' AND mau.dat) AS dat
    FROM cumcongnghiep_tramxuly t JOIN c ON c.id = t.cum_id LEFT JOIN mau ON mau.tram_id = t.id
    WHERE t.tinh_trang_tu <= %(den)s GROUP BY t.cum_id
), roi AS (
    SELECT DISTINCT k.cum_id FROM cumcongnghiep_kehoachdidoi k JOIN c ON c.id = k.cum_id
    WHERE k.chieu = 'ra' AND k.den_ngay <= %(den)s AND k.da_doi < k.so_co_so
), tat AS (
    SELECT c.id, c.ma, c.ten, c.don_vi_id, c.tinh_cu_id, xa.xa_id, c.loai_hinh,
        c.truoc_105_2009,
        tl.cum_id IS NOT NULL AS thanh_lap, tl.hl AS thanh_lap_ngay, l.bai_bo AS bai_bo_ngay,
        COALESCE(qh.nhom <> 'rut', false) AS trong_quy_hoach, qh.dien_tich AS dien_tich_qh,
        CASE WHEN tl.cum_id IS NULL THEN qh.dien_tich
            WHEN mr.ha IS NULL THEN COALESCE(dc.dien_tich, tl.dien_tich)
            ELSE COALESCE(dc.dien_tich, tl.dien_tich, 0) + mr.ha END AS dien_tich,
        tl.dien_tich AS dien_tich_tl, COALESCE(tl.ro_ngay AND tl.hl >= %(tu)s, false) AS trong_ky,
        cdt.chu_dau_tu_id, cdt.loai AS loai_cdt, cdt.ten AS ten_cdt,
        COALESCE(l.qhct, false) AS co_qhct, vb_qhct.dien_tich AS dien_tich_vb_qhct,
        COALESCE(l.du_an, false) AS co_du_an_ha_tang,
        COALESCE(so.tmdt, vb_du_an.tong_muc_dau_tu) AS tmdt,
        so.von_da_tra, so.von_nsnn,
        dat.cong_nghiep AS dat_cn, dat.uu_tien AS dat_uu_tien,
        CASE WHEN thue.co_thue THEN thue.thue WHEN so.da_thue IS NOT NULL THEN so.da_thue
            WHEN du_an.co_mat = 0 OR (du_an.cum_id IS NULL AND trunc(so.so_du_an) = 0) THEN 0
            END AS dat_da_thue,
        CASE WHEN thue.co_chap_thuan THEN COALESCE(chap_thuan.ha, 0) ELSE so.da_chap_thuan END
            AS dat_chap_thuan,
        COALESCE(NULLIF(thue.ghi_nho, 0), NULLIF(so.ghi_nho, 0), 0) AS dat_ghi_nho,
        so.du_dieu_kien AS dat_du_dieu_kien, so.cn_da_gpmb AS dat_gpmb,
        CASE WHEN du_an.cum_id IS NULL THEN trunc(so.so_du_an)::bigint ELSE du_an.co_mat END
            AS so_du_an,
        CASE WHEN du_an.cum_id IS NULL THEN trunc(so.so_du_an_fdi)::bigint ELSE du_an.fdi END
            AS so_fdi,
        CASE WHEN du_an.cum_id IS NULL THEN trunc(so.so_du_an_chay)::bigint ELSE du_an.chay END
            AS so_chay,
        du_an.cum_id IS NOT NULL AS tung_du_an,
        COALESCE(du_an.tung, false) OR COALESCE(tung_khai.co, false) AS tung_co,
        ky.doanh_thu, ky.nop_nsnn, ld.lao_dong, ld.quy_luong, ld.co_luong,
        COALESCE(tram.co, false) OR COALESCE(ht.xlnt, false) AS co_xlnt,
        COALESCE(tram.chay, false) AS xlnt_chay, COALESCE(tram.dung, false) AS xlnt_dung,
        COALESCE(tram.dat, false) AS xlnt_dat,
        so.dat_lua, so.dat_rung, so.nhu_cau, so.phai_thu_hoi, so.da_ban_giao,
        l.bai_bo IS NOT NULL AS co_bai_bo, hs.loai AS thu_tuc, roi.cum_id IS NOT NULL AS roi,
        ht.*, l.xay, l.gpmb,
        so.da_chi_tra > 0 OR so.da_ban_giao > 0 OR so.co_phuong_an > 0 AS so_gpmb
    FROM c
    LEFT JOIN loai_vb l ON l.cum_id = c.id LEFT JOIN tl ON tl.cum_id = c.id
    LEFT JOIN dc ON dc.cum_id = c.id LEFT JOIN mr ON mr.cum_id = c.id
    LEFT JOIN vb_qhct ON vb_qhct.cum_id = c.id
    LEFT JOIN vb_du_an ON vb_du_an.cum_id = c.id LEFT JOIN qh ON qh.cum_id = c.id
    LEFT JOIN hs ON hs.cum_id = c.id LEFT JOIN xa ON xa.cum_id = c.id
    LEFT JOIN cdt ON cdt.cum_id = c.id LEFT JOIN dat ON dat.cum_id = c.id
    LEFT JOIN thue ON thue.cum_id = c.id LEFT JOIN chap_thuan ON chap_thuan.cum_id = c.id
    LEFT JOIN du_an ON du_an.cum_id = c.id
    LEFT JOIN so ON so.cum_id = c.id LEFT JOIN tung_khai ON tung_khai.cum_id = c.id
    LEFT JOIN chay_qua ky ON ky.cum_id = c.id LEFT JOIN lao_dong ld ON ld.cum_id = c.id
    LEFT JOIN ht ON ht.cum_id = c.id LEFT JOIN tram ON tram.cum_id = c.id
    LEFT JOIN roi ON roi.cum_id = c.id
)
SELECT id, ma, ten, don_vi_id, tinh_cu_id, xa_id, loai_hinh, truoc_105_2009,
    CASE WHEN thanh_lap THEN 'da_thanh_lap' WHEN co_bai_bo THEN 'bai_bo'
        WHEN thu_tuc = 'thanh_lap' THEN 'dang_tham_dinh'
        WHEN so_du_an > 0 THEN 'chua_tl_hoat_dong'
        WHEN trong_quy_hoach THEN 'quy_hoach' ELSE 'ngoai_quy_hoach' END AS phap_ly,
    CASE WHEN xong > 0 AND xong = tong AND loai_xong @> %(thiet_yeu)s::text[] THEN 'hoan_thanh'
        WHEN dung AND NOT dang THEN 'tam_dung'
        WHEN gd1 > 0 AND gd1 < tong AND gd1_xong AND loai_gd1 @> %(thiet_yeu)s::text[]
            THEN 'hoan_thanh_gd'
        WHEN dang OR xong > 0 OR xay THEN 'dang_xay_dung' WHEN gpmb OR so_gpmb THEN 'gpmb'
        WHEN co_qhct THEN 'qhct' ELSE 'chua_trien_khai' END AS ha_tang,
    CASE WHEN COALESCE(so_du_an, 0) = 0
            THEN CASE WHEN tung_co THEN 'ngung' WHEN so_du_an IS NULL THEN 'chua_co_so_lieu'
                ELSE 'chua_co_du_an' END
        WHEN roi THEN 'dang_di_doi'
        WHEN dat_cn > 0 AND dat_da_thue + COALESCE(dat_chap_thuan, 0) >= dat_cn THEN 'lap_day'
        ELSE 'dang_hoat_dong' END AS hoat_dong,
    trong_quy_hoach, dien_tich_qh, dien_tich, thanh_lap_ngay, bai_bo_ngay, dien_tich_tl, trong_ky,
    chu_dau_tu_id, loai_cdt, ten_cdt, co_qhct,
    COALESCE(dien_tich, dien_tich_vb_qhct) AS dien_tich_qhct,
    co_du_an_ha_tang, tmdt, von_da_tra, von_nsnn, dat_cn, dat_uu_tien, dat_da_thue,
    dat_chap_thuan, dat_ghi_nho, dat_du_dieu_kien, dat_gpmb, so_du_an, so_fdi, so_chay,
    tung_du_an, doanh_thu, nop_nsnn, lao_dong, quy_luong, co_luong, co_xlnt, xlnt_chay,
    xlnt_dung, xlnt_dat, dat_lua, dat_rung, nhu_cau, phai_thu_hoi, da_ban_giao
FROM tat ORDER BY don_vi_id, id
"""
_SO = (
    "tmdt", "von_da_tra", "von_nsnn", "da_thue", "da_chap_thuan", "ghi_nho", "du_dieu_kien",
    "cn_da_gpmb", "so_du_an", "so_du_an_fdi", "so_du_an_chay", "dat_lua",
    "dat_rung", "nhu_cau", "phai_thu_hoi", "da_ban_giao", "da_chi_tra", "co_phuong_an",
)  # fmt: skip
_COT_SO = ", ".join(f"max(gia_tri) FILTER (WHERE chi_tieu = '{c}') AS {c}" for c in _SO)


def cau(loc: str) -> str:
    """The query of the clusters that ``loc``, a condition on ``c``, lets through."""
    return CUM_NGAY.format(loc=loc, cot_so=_COT_SO)
