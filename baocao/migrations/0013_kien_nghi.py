from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("baocao", "0012_dieu_chinh")]

    operations: list = []
