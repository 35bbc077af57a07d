from django.db import migrations, models

# Derived again every night; until then a cluster of which nothing is known must not say «none».
BAC_DAU = """
UPDATE cumcongnghiep_cum SET hoat_dong = 'chua_co_so_lieu'
WHERE hoat_dong = 'chua_co_du_an' AND so_du_an IS NULL
"""
VE = """
UPDATE cumcongnghiep_cum SET hoat_dong = 'chua_co_du_an' WHERE hoat_dong = 'chua_co_so_lieu'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cumcongnghiep", "0007_nguyen_nhan_bieu_02"),
    ]

    operations = [
        migrations.AlterField(
            model_name="cum",
            name="hoat_dong",
            field=models.CharField(
                choices=[
                    ("chua_co_so_lieu", "Chưa có số liệu về dự án"),
                    ("chua_co_du_an", "Chưa có dự án"),
                    ("dang_hoat_dong", "Đang hoạt động"),
                    ("lap_day", "Đã lấp đầy"),
                    ("dang_di_doi", "Đang di dời"),
                    ("ngung", "Đã ngừng"),
                ],
                default="chua_co_so_lieu",
                editable=False,
                max_length=16,
                verbose_name="hoạt động",
            ),
        ),
        migrations.RunSQL(BAC_DAU, VE),
    ]
