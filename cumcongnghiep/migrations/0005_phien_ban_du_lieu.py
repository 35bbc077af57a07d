"""The data version that ETags of clusters follow.

One version for the app, raised once a transaction and only at its end: writers of different
clusters must not queue behind one row, nor hold it while they wait for another cluster.
"""

from django.db import migrations

TANG = """
CREATE FUNCTION cumcongnghiep_tang_phien_ban() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('cumcongnghiep.phien_ban', true) IS DISTINCT FROM txid_current()::text THEN
        PERFORM set_config('cumcongnghiep.phien_ban', txid_current()::text, true);
        INSERT INTO apikit_phienbandulieu (linh_vuc, ky, cap, so, luc)
        VALUES ('cumcongnghiep', '', 'chung', 1, clock_timestamp())
        ON CONFLICT (linh_vuc, ky, cap)
        DO UPDATE SET so = apikit_phienbandulieu.so + 1, luc = excluded.luc;
    END IF;
    RETURN NULL;
END $$;
"""
_MOI = "INSERT OR UPDATE OR DELETE"
# What the statistics, the questions and the cards of clusters read.
BANG = {
    **{
        f"cumcongnghiep_{ten}": _MOI
        for ten in (
            "cum", "cumxa", "quyhoach", "mucquyhoach", "hoso", "vanban", "giaochudautu",
            "candoidat", "thuedat", "duan", "solieu", "hangmuc", "tramxuly", "maunuoc", "taisan",
            "kehoachdidoi", "kybieu", "bieunop", "chedo", "hanbieu", "quytac",
        )
    },
    "cumcongnghiep_chudautu": "UPDATE OF ten, loai",
    # The nightly look writes every open alert again; only a new or a closed one is a change.
    "cumcongnghiep_canhbao": "INSERT OR DELETE OR UPDATE OF dong_ngay, thong_bao",
}  # fmt: skip
TAO = "\n".join(
    f"CREATE CONSTRAINT TRIGGER ccn_phien_ban AFTER {viec} ON {bang} "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cumcongnghiep_tang_phien_ban();"
    for bang, viec in BANG.items()
)
BO = (
    "\n".join(f"DROP TRIGGER ccn_phien_ban ON {bang};" for bang in BANG)
    + "DROP FUNCTION cumcongnghiep_tang_phien_ban();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("cumcongnghiep", "0004_so_cong_bo"),
        ("apikit", "0001_initial"),
    ]

    operations = [migrations.RunSQL(TANG + TAO, BO)]
