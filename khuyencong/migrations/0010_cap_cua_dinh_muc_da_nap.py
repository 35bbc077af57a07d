"""Loaded ceilings that kept the higher level only become the rows of the national level.

The key of a loaded row now ends with its level, so marks of the loader get it too: rows a person
has changed stay known as changed. The history's triggers do not know the new column before
``migrate`` ends, so they rest meanwhile.
"""

from django.db import migrations

LEN = """
ALTER TABLE khuyencong_dinhmuc DISABLE TRIGGER USER;
UPDATE khuyencong_dinhmuc d SET cap = 'quoc_gia' FROM nap_goc_daunap n
WHERE n.bang = 'khuyencong.dinhmuc' AND d.don_vi_id IS NULL
    AND d.noi_dung IN ('SP4', 'SP5', 'LK1')
    AND n.khoa = d.noi_dung || ' kcqg None ' || d.hieu_luc_tu;
ALTER TABLE khuyencong_dinhmuc ENABLE TRIGGER USER;
UPDATE nap_goc_daunap SET khoa = khoa || CASE
    WHEN khoa ~ '^(SP4|SP5|LK1) kcqg ' THEN ' quoc_gia' ELSE ' ' END
WHERE bang = 'khuyencong.dinhmuc';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("khuyencong", "0009_cap_dinh_muc_chi_quan_ly"),
        ("nap_goc", "0002_chu_khoa"),
    ]

    operations = [migrations.RunSQL(LEN, migrations.RunSQL.noop)]
