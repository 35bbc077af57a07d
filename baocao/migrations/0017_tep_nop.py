from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("baocao", "0016_tong_hop")]

    operations: list = []
