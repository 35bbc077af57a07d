"""Putting a form in force is a right of its own: who wrote the draft does not activate it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("baocao", "0005_loai_kien_nghi")]

    operations = [
        migrations.AlterModelOptions(
            name="bieumau",
            options={
                "ordering": ["thu_tu", "ma", "-phien_ban"],
                "permissions": [
                    ("ap_dung_bieumau", "Đưa biểu mẫu vào áp dụng, ngừng dùng biểu mẫu")
                ],
                "verbose_name": "biểu mẫu",
                "verbose_name_plural": "biểu mẫu",
            },
        ),
    ]
