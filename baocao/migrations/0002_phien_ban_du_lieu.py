"""Triggers that bump the data version in the writing transaction.

One version per (baocao, period, level): `tiep_nhan` counts every received pack, `cong_bo` only the
published ones. A pack entering, leaving or changing inside a level bumps it, and so does a new
version of a figure of such a pack. `danh_muc` follows names, groupings and templates, which also
show in the answers. Drafts bump nothing.
"""

from django.db import migrations

TANG = """
CREATE FUNCTION baocao_tang_phien_ban(p_linh_vuc text, p_ky text, p_cap text) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO apikit_phienbandulieu (linh_vuc, ky, cap, so, luc)
    VALUES (p_linh_vuc, p_ky, p_cap, 1, clock_timestamp())
    ON CONFLICT (linh_vuc, ky, cap)
    DO UPDATE SET so = apikit_phienbandulieu.so + 1, luc = excluded.luc;
$$;

CREATE FUNCTION baocao_bo_doi_phien_ban() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_ky record;
BEGIN
    FOR v_ky IN
        SELECT DISTINCT k.ma,
            bool_or('da_cong_bo' IN (o.trang_thai, n.trang_thai)) AS cong_bo
        FROM bo_moi n JOIN bo_cu o ON o.id = n.id JOIN baocao_kybaocao k ON k.id = n.ky_id
        WHERE (o.trang_thai IN ('tiep_nhan', 'da_tong_hop', 'da_cong_bo')
            OR n.trang_thai IN ('tiep_nhan', 'da_tong_hop', 'da_cong_bo'))
          AND (o.trang_thai, o.gui_luc, o.co_minh_hoa)
            IS DISTINCT FROM (n.trang_thai, n.gui_luc, n.co_minh_hoa)
        GROUP BY k.ma ORDER BY k.ma
    LOOP
        PERFORM baocao_tang_phien_ban('baocao', v_ky.ma, 'tiep_nhan');
        IF v_ky.cong_bo THEN
            PERFORM baocao_tang_phien_ban('baocao', v_ky.ma, 'cong_bo');
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION baocao_bo_them_phien_ban() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_ky record;
BEGIN
    FOR v_ky IN
        SELECT k.ma, bool_or(n.trang_thai = 'da_cong_bo') AS cong_bo
        FROM bo_moi n JOIN baocao_kybaocao k ON k.id = n.ky_id
        GROUP BY k.ma ORDER BY k.ma
    LOOP
        PERFORM baocao_tang_phien_ban('baocao', v_ky.ma, 'tiep_nhan');
        PERFORM baocao_tang_phien_ban('baocao', v_ky.ma, 'cong_bo');
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION baocao_gia_tri_doi_phien_ban() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_ky record;
BEGIN
    FOR v_ky IN
        SELECT k.ma, bool_or(b.trang_thai = 'da_cong_bo') AS cong_bo
        FROM (SELECT DISTINCT phieu_id FROM gia_tri_moi) n
        JOIN baocao_phieubieu p ON p.id = n.phieu_id
        JOIN baocao_bobaocao b ON b.id = p.bo_id
        JOIN baocao_kybaocao k ON k.id = b.ky_id
        WHERE b.trang_thai IN ('tiep_nhan', 'da_tong_hop', 'da_cong_bo')
        GROUP BY k.ma ORDER BY k.ma
    LOOP
        PERFORM baocao_tang_phien_ban('baocao', v_ky.ma, 'tiep_nhan');
        IF v_ky.cong_bo THEN
            PERFORM baocao_tang_phien_ban('baocao', v_ky.ma, 'cong_bo');
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION baocao_danh_muc_doi_phien_ban() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM baocao_tang_phien_ban('danh_muc', '', 'chung');
    RETURN NULL;
END $$;

CREATE TRIGGER phien_ban_bo_sua AFTER UPDATE ON baocao_bobaocao
    REFERENCING OLD TABLE AS bo_cu NEW TABLE AS bo_moi
    FOR EACH STATEMENT EXECUTE FUNCTION baocao_bo_doi_phien_ban();
CREATE TRIGGER phien_ban_bo_them AFTER INSERT ON baocao_bobaocao
    REFERENCING NEW TABLE AS bo_moi
    FOR EACH STATEMENT EXECUTE FUNCTION baocao_bo_them_phien_ban();
CREATE TRIGGER phien_ban_gia_tri_them AFTER INSERT ON baocao_giatri
    REFERENCING NEW TABLE AS gia_tri_moi
    FOR EACH STATEMENT EXECUTE FUNCTION baocao_gia_tri_doi_phien_ban();
CREATE TRIGGER phien_ban_gia_tri_dong AFTER UPDATE ON baocao_giatri
    REFERENCING NEW TABLE AS gia_tri_moi
    FOR EACH STATEMENT EXECUTE FUNCTION baocao_gia_tri_doi_phien_ban();
"""

BANG_DANH_MUC = [
    "donvi_donvihanhchinh",
    "donvi_tendonvi",
    "donvi_kethua",
    "donvi_phanvung",
    "donvi_vung",
    "donvi_thanhvienvung",
    "baocao_bieumau",
    "baocao_cotbieu",
    "baocao_chitieu",
    "baocao_kybaocao",
    "baocao_giahan",  # coverage names the extensions
]

DANH_MUC = "\n".join(
    f"CREATE TRIGGER phien_ban_danh_muc AFTER INSERT OR UPDATE OR DELETE ON {bang} "
    "FOR EACH STATEMENT EXECUTE FUNCTION baocao_danh_muc_doi_phien_ban();"
    for bang in BANG_DANH_MUC
)

BO = (
    "\n".join(f"DROP TRIGGER phien_ban_danh_muc ON {bang};" for bang in BANG_DANH_MUC)
    + """
DROP TRIGGER phien_ban_bo_sua ON baocao_bobaocao;
DROP TRIGGER phien_ban_bo_them ON baocao_bobaocao;
DROP TRIGGER phien_ban_gia_tri_them ON baocao_giatri;
DROP TRIGGER phien_ban_gia_tri_dong ON baocao_giatri;
DROP FUNCTION baocao_danh_muc_doi_phien_ban();
DROP FUNCTION baocao_gia_tri_doi_phien_ban();
DROP FUNCTION baocao_bo_them_phien_ban();
DROP FUNCTION baocao_bo_doi_phien_ban();
DROP FUNCTION baocao_tang_phien_ban(text, text, text);
"""
)


class Migration(migrations.Migration):
    dependencies = [
        ("baocao", "0001_initial"),
        ("apikit", "0001_initial"),
        ("donvi", "0003_khoa_ngoai_kep"),
    ]

    operations = [migrations.RunSQL(TANG + DANH_MUC, BO)]
