"""Other splits of a total are lists of lists."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("baocao", "0003_phien_ban_du_lieu")]

    operations = [
        migrations.RemoveField("chitieu", "tong_cua_phu"),
        migrations.RemoveField("chitieuevent", "tong_cua_phu"),
        migrations.AddField(
            "chitieu",
            "tong_cua_phu",
            models.JSONField(
                "những cách chia khác của tổng",
                default=list,
                blank=True,
                help_text='Mỗi cách là một danh sách mã, ví dụ [["XK21", "XK22"]].',
            ),
        ),
        migrations.AddField(
            "chitieuevent",
            "tong_cua_phu",
            models.JSONField(
                "những cách chia khác của tổng",
                default=list,
                blank=True,
                help_text='Mỗi cách là một danh sách mã, ví dụ [["XK21", "XK22"]].',
            ),
        ),
    ]
