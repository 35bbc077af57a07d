"""Composite foreign keys: a repeated code set or partition can never differ from its parent's."""

from django.db import migrations

KHOA = [
    # (name, table, columns, target table, target columns)
    (
        "donvi_tengoi_cung_bo_ma",
        "donvi_tengoikhac",
        "don_vi_id, bo_ma",
        "donvi_donvihanhchinh",
        "id, bo_ma",
    ),
    (
        "donvi_thanhvien_cung_bo_ma",
        "donvi_thanhvienvung",
        "don_vi_id, bo_ma",
        "donvi_donvihanhchinh",
        "id, bo_ma",
    ),
    (
        "donvi_thanhvien_bo_ma_phan_vung",
        "donvi_thanhvienvung",
        "phan_vung_id, bo_ma",
        "donvi_phanvung",
        "id, bo_ma",
    ),
    (
        "donvi_thanhvien_vung_phan_vung",
        "donvi_thanhvienvung",
        "vung_id, phan_vung_id",
        "donvi_vung",
        "id, phan_vung_id",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("donvi", "0002_danh_muc")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {bang} ADD CONSTRAINT {ten} FOREIGN KEY ({cot}) "
            f"REFERENCES {dich} ({cot_dich})",
            f"ALTER TABLE {bang} DROP CONSTRAINT {ten}",
        )
        for ten, bang, cot, dich, cot_dich in KHOA
    ]
