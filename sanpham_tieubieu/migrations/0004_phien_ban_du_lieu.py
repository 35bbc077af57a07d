"""The data version that ETags of the selection follow.

One version for the app, raised once a transaction and only at its end: writers of different
rounds must not queue behind one row. Sheets and scores are in no answer and raise nothing.
"""

from django.db import migrations

TANG = """
CREATE FUNCTION sanpham_tieubieu_tang_phien_ban() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('sanpham_tieubieu.phien_ban', true)
        IS DISTINCT FROM txid_current()::text THEN
        PERFORM set_config('sanpham_tieubieu.phien_ban', txid_current()::text, true);
        INSERT INTO apikit_phienbandulieu (linh_vuc, ky, cap, so, luc)
        VALUES ('sanpham_tieubieu', '', 'chung', 1, clock_timestamp())
        ON CONFLICT (linh_vuc, ky, cap)
        DO UPDATE SET so = apikit_phienbandulieu.so + 1, luc = excluded.luc;
    END IF;
    RETURN NULL;
END $$;
"""
_MOI = "INSERT OR UPDATE OR DELETE"
# What rounds, results, certificates and the funnel read.
BANG = {
    f"sanpham_tieubieu_{ten}": _MOI
    for ten in (
        "kybinhchon", "diabanky", "nhomsanpham", "hosodangky", "ketqua", "quyetdinhcongnhan",
        "giaychungnhan", "danhhieucu",
    )
} | {"sanpham_tieubieu_sanpham": "UPDATE OF ten, ocop_sao, hop_nhat_vao_id"}  # fmt: skip
TAO = "\n".join(
    f"CREATE CONSTRAINT TRIGGER sp_phien_ban AFTER {viec} ON {bang} "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
    "EXECUTE FUNCTION sanpham_tieubieu_tang_phien_ban();"
    for bang, viec in BANG.items()
)
BO = (
    "\n".join(f"DROP TRIGGER sp_phien_ban ON {bang};" for bang in BANG)
    + "DROP FUNCTION sanpham_tieubieu_tang_phien_ban();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("sanpham_tieubieu", "0003_van_ban_gui_cuc"),
        ("apikit", "0001_initial"),
    ]

    operations = [migrations.RunSQL(TANG + TAO, BO)]
