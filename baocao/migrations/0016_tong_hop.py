from django.db import migrations, models

_LOAI = models.CharField(
    choices=[("quy", "Bản tin quý"), ("so_tong_hop", "Sổ tổng hợp (Excel)")],
    max_length=12,
    verbose_name="loại",
)


class Migration(migrations.Migration):
    dependencies = [("baocao", "0015_ky_han")]

    operations = [
        migrations.AlterField(model_name="bantin", name="loai", field=_LOAI),
        migrations.AlterField(model_name="bantinevent", name="loai", field=_LOAI),
    ]
