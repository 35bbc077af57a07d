from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("baocao", "0009_mau_bieu")]

    operations: list = []
